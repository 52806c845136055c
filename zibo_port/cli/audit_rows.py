"""How the log is shown to an auditor: events, their differences, departures from the range."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.duty_rows import measure_words, step_words
from zibo_port.cli.language import current, t
from zibo_port.cli.output import Column
from zibo_port.cli.score_rows import grade_words
from zibo_port.cli.widths import visible, wrap
from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.fact import ENGINE, Fact
from zibo_port.domain.periods import SHANGHAI
from zibo_port.domain.telling import clause_of, tell

if TYPE_CHECKING:
    from datetime import date

    from zibo_port.domain.books import Books
    from zibo_port.office.departures import Departure
    from zibo_port.office.replaying import Change, Step
    from zibo_port.office.store.base import Logged, Store

ENVELOPE: Final = frozenset({"originator_id", "originator_version", "timestamp", "officer", "department", "command_id", "effective_on"})
"""What every event says besides its own content."""

TRAIL: Final = (
    Column("position", "序号", "Position", "right"),
    Column("recorded_at", "登记时间", "Recorded at"),
    Column("effective_on", "生效日期", "Effective on"),
    Column("event", "事件", "Event"),
    Column("officer", "经办", "Officer"),
    Column("summary", "内容", "What happened"),
    Column("clause", "依据", "Clause"),
)

DEPARTURES: Final = (
    Column("position", "序号", "Position", "right"),
    Column("document_no", "文号", "Document"),
    Column("name", "企业", "Enterprise"),
    Column("fine", "罚款（元）", "Fine (yuan)", "right"),
    Column("range_min", "下限", "From", "right"),
    Column("range_max", "上限", "To", "right"),
    Column("clause", "依据", "Clause"),
    Column("kind", "类型", "Kind"),
    Column("reason", "理由", "Reason"),
    Column("officer", "经办人", "Officer"),
)

KINDS: Final = {
    "mitigated": ("减轻处罚", "mitigated"),
    "departure": ("偏离幅度", "departure"),
    "unexplained": ("未说明理由", "no reason given"),
}

VALUES: Final = {
    "open": ("待会商", "open"),
    "concluded": ("已有结论", "concluded"),
    "due": ("期限", "due"),
    "done": ("已办", "done"),
    "requested": ("待报送", "requested"),
    "accepted": ("已接收", "accepted"),
    "rejected": ("被退回", "rejected"),
    "withdrawal-requested": ("待撤下", "to be withdrawn"),
    "withdrawn": ("已撤下", "withdrawn"),
    "ended": ("已停止公示", "ended"),
    "revoked": ("撤销", "revoked"),
    "repaired": ("修复", "repaired"),
    "fulfilled": ("履行完毕", "fulfilled"),
    "under-review": ("复议或诉讼中", "under review"),
    "no-data": ("无数据", "no data"),
    "deregistered": ("已注销", "deregistered"),
}

GRADED: Final = frozenset({"score", "result", "watch-list"})
"""What has a grade as its value, after a total or alone."""

SUBJECTS: Final = {
    "name": ("名称", "name"),
    "register": ("登记", "register"),
    "penalty": ("处罚", "penalty"),
    "fine": ("罚款（元）", "fine (yuan)"),
    "confiscated": ("没收（元）", "confiscated (yuan)"),
    "review": ("处罚后续", "what became of it"),
    "case": ("案件", "case"),
    "duty": ("待办", "duty"),
    "publication": ("公示", "publication"),
    "deduction": ("扣分", "deduction"),
    "measure": ("措施", "measure"),
    "score": ("得分", "score"),
    "result": ("发布结果", "published result"),
    "watch-list": ("重点关注", "watch list"),
}


def trail_row(row: Logged, fact: Fact, store: Store) -> dict[str, Any]:
    """An event of the trail; `digest` is its leaf in the ledger."""
    sealed = store.chains(row.position - 1, 1)
    return event(row.position, fact) | {
        "data": {key: value for key, value in json.loads(row.state).items() if key not in ENVELOPE},
        "digest": bytes(sealed[0][1]).hex() if sealed and sealed[0][0] == row.position else None,
    }


def event(position: int, fact: Fact) -> dict[str, Any]:
    """An event without its content."""
    return {
        "position": position,
        "event": type(fact).__name__,
        "recorded_at": fact.timestamp,
        "effective_on": fact.effective_on,
        "officer": fact.officer,
        "department": fact.department,
        "command_id": fact.command_id,
        "clause": clause_of(fact),
        "summary": tell(fact).summary.to(current()),
    }


def words(said: dict[str, Any]) -> dict[str, Any]:
    """An event for people."""
    return said | {"officer": t("（系统）", "(engine)") if said["officer"] == ENGINE else said["officer"]}


def step_row(step: Step) -> dict[str, Any]:
    """An event with what it changed."""
    position, fact = step.recorded
    return event(position, fact) | {
        "change": tell(fact).change.to(current()),
        "changes": [change._asdict() for change in step.changes],
    }


def replay_text(steps: list[Step], books: Books) -> str:
    """The history in words, step by step."""
    return "\n\n".join("\n".join(_step_lines(step, books)) for step in steps)


def _step_lines(step: Step, books: Books) -> Iterator[str]:
    position, fact = step.recorded
    told = tell(fact)
    who = t("系统", "the engine") if fact.officer == ENGINE else fact.officer
    unit = DEPARTMENTS.get(fact.department)
    day = fact.timestamp.astimezone(SHANGHAI)
    effective = t(f"，{fact.effective_on} 生效", f", effective {fact.effective_on}") if fact.effective_on else ""
    yield f"{position}  {day:%Y-%m-%d %H:%M}  {who}{t('（', ' (') + unit.to(current()) + t('）', ')') if unit else ''}{effective}"
    yield from _indented(told.summary.to(current()))
    yield from _indented(told.change.to(current()))
    for change in step.changes:
        yield from _indented(_change_words(change, books, day.date()))


def _change_words(change: Change, books: Books, on: date) -> str:
    before, after = (_value_words(change.subject, value) for value in (change.before, change.after))
    return f"· {t(*SUBJECTS[change.subject])} {_which_words(change, books, on)}{t('：', ': ')}{before} → {after}"


def _which_words(change: Change, books: Books, on: date) -> str:
    first, _, rest = change.which.partition(" ")
    match change.subject:
        case "duty":
            return f"{step_words(first, books, on)} {rest}"
        case "measure":
            return f"{measure_words(first, books, on) or first} {rest}"
        case "publication":
            return f"{first} {PLATFORMS[rest].to(current()) if rest in PLATFORMS else rest}"
    return change.which


def _value_words(subject: str, value: str | None) -> str:
    if value is None:
        return "—"
    if subject == "measure":
        return DEPARTMENTS[value].to(current()) if value in DEPARTMENTS else value
    if subject in GRADED:
        *figure, grade = value.split(" ")
        return " ".join((*figure, t(*VALUES[grade]) if grade in VALUES else grade_words(grade)))
    word, _, rest = value.partition(" ")
    if word == "revision":
        return t(f"第 {rest} 稿", value)
    if word == "due":
        return t("期限 ", "due ") + rest.replace(" (provisional)", t("（暂定）", " (provisional)"))
    return f"{t(*VALUES[word])} {rest}".rstrip() if word in VALUES else value


def _indented(text: str) -> Iterator[str]:
    columns = terminal.columns()
    lines = [visible(text)] if columns is None else wrap(visible(text), max(columns - 4, 24))
    return (f"    {line}" for line in lines)


def departure_row(departure: Departure) -> dict[str, Any]:
    """A departure from the range."""
    fact = departure.fact
    return {
        "position": departure.position,
        "document_no": fact.document_no,
        "enterprise": departure.enterprise,
        "name": departure.name,
        "decided_on": fact.decided_on,
        "fine": fact.fine,
        "range_min": fact.range_min,
        "range_max": fact.range_max,
        "clause": fact.range_clause,
        "kind": departure.kind,
        "reason": departure.reason,
        "officer": fact.officer,
        "department": fact.department,
        "recorded_at": fact.timestamp,
        "superseded": departure.superseded,
    }


def departure_words(said: dict[str, Any]) -> dict[str, Any]:
    """The same for people."""
    superseded = t("（记录已更正）", " (since corrected)") if said["superseded"] else ""
    return said | {"kind": t(*KINDS[said["kind"]]) + superseded}
