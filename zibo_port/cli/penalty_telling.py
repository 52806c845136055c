"""What `penalty log` and `penalty correct` say: the record, what it led to, what to watch, and the likely next command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from zibo_port.cli.duty_rows import duty_lines, duty_row
from zibo_port.cli.language import t
from zibo_port.cli.output import emit
from zibo_port.cli.penalty_words import NAMES, field_words
from zibo_port.cli.session import Session, opening, outcome
from zibo_port.domain.credit_code import CodeWarning, CreditCode
from zibo_port.domain.enterprise.penalties import Penalty, PenaltyContent
from zibo_port.domain.lawful_range import PenaltyWarning
from zibo_port.domain.notices import departure_on_record, notices
from zibo_port.domain.payload import plain
from zibo_port.office.aftermath import content_now, duties_now, enterprise_now, today
from zibo_port.office.office import Receipt


def tell_logged(session: Session, receipt: Receipt, code: str, document_no: str, *, dry_run: bool) -> None:
    """Print what was logged."""
    document = _document(session, receipt, code, document_no, dry_run=dry_run)
    emit(session.counter, document, text=lambda said: _text(session, said, opening(receipt, dry_run=dry_run)))


def tell_corrected(session: Session, receipt: Receipt, before: Penalty, code: str, *, dry_run: bool) -> None:
    """Print what was corrected, from what to what."""
    document = _document(session, receipt, code, before.document_no, dry_run=dry_run)
    after = enterprise_now(session.office, code, receipt.recorded).penalty(before.document_no)
    document["changed"] = _changed(before, after)
    emit(session.counter, document, text=lambda said: _text(session, said, opening(receipt, dry_run=dry_run)))


def _document(session: Session, receipt: Receipt, code: str, document_no: str, *, dry_run: bool) -> dict[str, Any]:
    office = session.office
    enterprise = enterprise_now(office, code, receipt.recorded)
    recorded = content_now(office, code, document_no, receipt.recorded)
    content = recorded.fact
    assert isinstance(content, PenaltyContent)  # noqa: S101 - that is what `content_now` looks for
    on = today(office)
    document = outcome(receipt, dry_run=dry_run)
    if document["position"] is None:  # the same was recorded before under another command id
        document |= {"event": type(content).__name__, "position": recorded.position}
    doubts = [warning_row(w) for w in notices(content, office.books, individual=enterprise.identity.individual)]
    return {
        **document,
        "enterprise": code,
        "name": enterprise.identity.name,
        "document_no": content.document_no,
        "case": content.document_no,
        "decided_on": content.decided_on,
        "kinds": list(content.kinds),
        "fine": content.fine,
        "confiscated": content.confiscated,
        **range_rows(content),
        "warnings": [warning_row(w) for w in CreditCode.parse(code).warnings] + doubts,
        "duties": [duty_row(duty, on) for duty in duties_now(office, code, document_no, receipt.recorded)],
    }


def warning_row(warning: PenaltyWarning | CodeWarning) -> dict[str, Any]:
    """A warning as JSON gives it."""
    return {"code": warning.code, "clause": warning.clause, "message": warning.message}


def range_rows(content: PenaltyContent) -> dict[str, Any]:
    """The lawful range in 元, without limits where it wasn't checked, and the reason of a fine outside of it."""
    departs = departure_on_record(content)
    departure = departs and departs._asdict()
    lawful = {"min": content.range_min, "max": content.range_max, "clause": content.range_clause or None}
    return {"lawful_range": lawful, "departure": departure}


def _changed(before: Penalty, after: Penalty) -> dict[str, Any]:
    names = [name for name in Penalty.__dataclass_fields__ if name != "revision"]
    return {
        name: {"before": getattr(before, name), "after": getattr(after, name)}
        for name in names
        if getattr(before, name) != getattr(after, name)
    }


# --- for people ---------------------------------------------------------------------------------------------------


def _text(session: Session, said: dict[str, Any], first: str) -> str:
    on = today(session.office)
    lines = [first, *_what(said), *_range_lines(said)]
    lines += [t("注意：", "Note: ") + t(*warning["message"]) for warning in said["warnings"]]
    owed = [row for row in said["duties"] if row["done_on"] is None]
    if owed:
        lines += ["", _owed_title(said), *duty_lines(owed, session.office.books, on)]
    return "\n".join(lines if said.get("dry_run") else [*lines, *_next(said, on)])


def _owed_title(said: dict[str, Any]) -> str:
    if said.get("dry_run"):
        return t("登记后的应办事项：", "What would be owed:")
    if "changed" in said or said.get("repeated"):
        return t("应办事项：", "What is owed:")
    return t("已立案，应办事项：", "The case is open. What is owed:")


def _what(said: dict[str, Any]) -> Iterator[str]:
    fine = t(f"罚款 {plain(said['fine'])} 元", f"a fine of {plain(said['fine'])} yuan") if said["fine"] is not None else ""
    what = fine or field_words("kinds", said["kinds"])
    yield t(f"{said['document_no']}：{said['name']}，{what}", f"{said['document_no']}: {said['name']}, {what}")
    for name, values in said.get("changed", {}).items():
        if name in NAMES:
            change = f"{field_words(name, values['before'])} → {field_words(name, values['after'])}"
            yield t(f"  {NAMES[name].zh}：{change}", f"  {NAMES[name].en}: {change}")


def _range_lines(said: dict[str, Any]) -> Iterator[str]:
    lawful, departure = said["lawful_range"], said["departure"]
    if lawful["min"] is not None:
        span = f"{plain(lawful['min'])}–{plain(lawful['max'])}"
        yield t(f"法定罚款幅度：{span} 元（{lawful['clause']}）", f"Lawful range: {span} yuan ({lawful['clause']})")
    if departure is not None and departure["reason"] is None:
        yield t(
            "罚款在幅度之外，没有说明理由，已列入裁量偏离清单。",
            "The fine is outside the range without a stated reason; it is listed for the auditor.",
        )
    elif departure is not None:
        yield t(
            f"罚款在幅度之外，理由已登记，列入裁量偏离清单：{departure['reason']}",
            f"The fine is outside the range; the reason is recorded and listed for the auditor: {departure['reason']}",
        )


def _next(said: dict[str, Any], on: date) -> Iterator[str]:
    open_steps = {row["step"] for row in said["duties"] if row["done_on"] is None}
    commands = ["publication send --all"] if any(step.startswith("publish-") for step in open_steps) else []
    if "consult" in open_steps:
        commands.append(f"consultation call --on {on} --department market-supervision --department customs --case {said['case']}")
    for number, command in enumerate(commands):
        yield (t("下一步：", "Next: ") if number == 0 else t("　　　　", "      ")) + f"zibo-port {command}"
