"""All that came of one decision, on one page: content, range, case, publications, duties, history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.audit_rows import event
from zibo_port.cli.duty_rows import duty_lines, duty_row
from zibo_port.cli.language import t
from zibo_port.cli.penalty_telling import range_rows, warning_row
from zibo_port.cli.penalty_words import NAMES, article_words, field_words
from zibo_port.cli.plain import words
from zibo_port.cli.publication_rows import STATES
from zibo_port.cli.reading import read_models
from zibo_port.cli.session import Session
from zibo_port.cli.table import Heading, table
from zibo_port.cli.widths import pad, width
from zibo_port.domain.books import Books
from zibo_port.domain.codes import PLATFORMS
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.penalties import Penalty, PenaltyContent
from zibo_port.domain.fact import ENGINE, Fact
from zibo_port.domain.notices import notices
from zibo_port.domain.payload import plain
from zibo_port.office.archive import View
from zibo_port.projections import publications

_KEPT: Final = tuple(name for name in Penalty.__dataclass_fields__ if name != "document_no")


def page(session: Session, document_no: str, view: View) -> dict[str, Any]:
    """The page as JSON gives it.

    Raises:
        NotFound: no such decision by then.
    """
    file = session.archive.file_of_case(document_no, view)
    enterprise, penalty = file.enterprise, file.enterprise.penalty(document_no)
    told = _history(session, enterprise.identity.code, penalty.document_no, view)
    content = [fact for _, fact in told if isinstance(fact, PenaltyContent)][-1]
    owed = sorted((o.duty for o in session.archive.duties_of(file, view, penalty.document_no)), key=lambda d: (d.due_on, d.step))
    doubts = notices(content, session.archive.books(view), individual=enterprise.identity.individual)
    asked = read_models(session, view).ask(publications.listed, enterprise=enterprise.identity.code)
    return {
        "document_no": penalty.document_no,
        "enterprise": enterprise.identity.code,
        "name": enterprise.identity.name,
        "state": _state(enterprise, document_no),
        **_review(enterprise, document_no),
        **{name: getattr(penalty, name) for name in _KEPT},
        **range_rows(content),
        "warnings": [warning_row(w) for w in doubts],
        "case": _case(enterprise, penalty.document_no),
        "publications": [_publication(row, owed) for row in asked if comparable(row["document_no"]) == comparable(document_no)],
        "duties": [duty_row(duty, view.on) for duty in owed],
        "history": [event(position, fact) for position, fact in told],
    }


def _state(enterprise: Enterprise, document_no: str) -> str:
    """As `penalty list` gives it."""
    review = enterprise.review(document_no)
    if review.revoked_on is not None:
        return "revoked"
    if review.repaired_on is not None:
        return "repaired"
    return "concluded" if enterprise.conclusion(document_no) else "open"


def _review(enterprise: Enterprise, document_no: str) -> dict[str, Any]:
    """What became of the decision, by day, and whether a review is open."""
    review = enterprise.review(document_no)
    days = {"fulfilled_on": review.fulfilled_on, "repaired_on": review.repaired_on, "revoked_on": review.revoked_on}
    return days | {"under_review": enterprise.under_review(document_no)}


_PUBLISHED: Final = ("id", "platform", "revision", "state", "requested_on", "receipt", "rejection", "superseded", "payload_sha256")


def _publication(row: Mapping[str, Any], owed: Sequence[Duty]) -> dict[str, Any]:
    """A publication of the decision; one that nobody owes any more is superseded, unless it is still to leave or has left."""
    asked = any(duty.step == f"publish-{row['platform']}" for duty in owed)
    leaving = row["state"] in {"withdrawal-requested", "withdrawn", "ended"}
    return {name: row[name] for name in _PUBLISHED} | {"superseded": not leaving and (row["superseded"] or not asked)}


def _history(session: Session, code: str, document_no: str, view: View) -> list[tuple[int, Fact]]:
    key = comparable(document_no)
    return [
        (row.position, fact)
        for row, fact in session.archive.trail(code, view)
        if comparable(getattr(fact, "document_no", None) or "") == key
    ]


def _case(enterprise: Enterprise, document_no: str) -> dict[str, Any]:
    """How far the case is, and what the meeting concluded."""
    key, conclusion = comparable(document_no), enterprise.conclusion(document_no)
    return {
        "document_no": document_no,
        "concluded_on": conclusion.on if conclusion else None,
        "meeting": conclusion.meeting if conclusion else None,
        "no_action": conclusion.no_action if conclusion else None,
        "deductions": [{"quarter": d.quarter, "points": d.points} for d in enterprise.deductions if comparable(d.document_no) == key],
        "measures": [
            {"measure": m.measure, "department": m.executing_department, "due_on": m.due_on}
            for m in enterprise.measures
            if comparable(m.document_no) == key
        ],
    }


# --- for people ---------------------------------------------------------------------------------------------------


def page_text(session: Session, said: dict[str, Any], view: View) -> str:
    """The page for people."""
    entries = list(_entries(said, session.archive.books(view)))
    titles = max(width(title) for title, _ in entries)
    below = "\n" + " " * (titles + 2)
    lines = [f"{pad(title, titles)}  {below.join(value.splitlines())}" for title, value in entries]
    lines += [t("注意：", "Note: ") + t(*warning["message"]) for warning in said["warnings"]]
    for title, section in (
        (t("案件：", "Case:"), list(_case_lines(said["case"]))),
        (t("公示：", "Publications:"), _publication_lines(said["publications"])),
        (t("应办事项：", "Duties:"), duty_lines(said["duties"], session.archive.books(view), view.on)),
        (t("经过：", "History:"), _history_lines(said["history"])),
    ):
        if section:
            lines += ["", title, *section]
    return "\n".join(lines)


def _entries(said: dict[str, Any], books: Books) -> Iterator[tuple[str, str]]:
    yield t("文号", "Document"), said["document_no"]
    yield t("企业", "Enterprise"), t(f"{said['name']}（{said['enterprise']}）", f"{said['name']} ({said['enterprise']})")
    became = "，".join(t(f"{said[key]} {zh}", f"{en} {said[key]}") for key, zh, en in _BECAME if said[key] is not None)
    if became or said["under_review"]:
        yield t("结果", "Outcome"), became or t("复议或诉讼中，得分暂定", "under review, the score is provisional")
    for name in NAMES:
        if name == "articles":
            yield t(*NAMES[name]), article_words(said[name], said["decided_on"], books)
        elif name == "fine":
            yield from _fine(said)
        elif name != "document_no" and said[name] not in (None, False, ()):
            yield t(*NAMES[name]), said[name] if name == "facts" else field_words(name, said[name])


_BECAME: Final = (
    ("fulfilled_on", "履行完毕", "fulfilled"),
    ("repaired_on", "信用修复", "repaired"),
    ("revoked_on", "撤销", "revoked"),
)


def _fine(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    lawful = said["lawful_range"]
    if said["fine"] is not None:
        yield t(*NAMES["fine"]), field_words("fine", said["fine"])
    if lawful["min"] is not None:
        span = f"{plain(lawful['min'])}–{plain(lawful['max'])}"
        yield t("法定幅度", "Lawful range"), t(f"{span} 元，{lawful['clause']}", f"{span} yuan, {lawful['clause']}")


def _case_lines(case: dict[str, Any]) -> Iterator[str]:
    if case["meeting"] is None:
        yield t("尚未会商。", "No consultation yet.")
        return
    yield t(f"{case['concluded_on']} 由会商 {case['meeting']} 作出结论。", f"Concluded by {case['meeting']} on {case['concluded_on']}.")
    for deduction in case["deductions"]:
        yield t(
            f"扣 {deduction['points']} 分，计入 {deduction['quarter']}。", f"{deduction['points']} points off in {deduction['quarter']}."
        )
    if case["no_action"]:
        yield t(f"不予扣分：{case['no_action']}", f"No action: {case['no_action']}")


def _publication_lines(rows: list[dict[str, Any]]) -> list[str]:
    headings = [Heading(title) for title in (t("编号", "Id"), t("平台", "Platform"), t("状态", "State"), t("回执", "Receipt"))]
    shown = [row for row in rows if not row["superseded"]]
    cells = [
        [row["id"], t(*PLATFORMS[row["platform"]]), t(*STATES[row["state"]]), words(row["receipt"] or row["rejection"])] for row in shown
    ]
    return list(table(headings, cells, terminal.columns())) if cells else []


def _history_lines(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['position']:>6}  {words(row['recorded_at'])}  {_who(row['officer'])}  {row['summary']}" for row in rows]


def _who(officer: str) -> str:
    return t("（系统）", "(engine)") if officer == ENGINE else words(officer)
