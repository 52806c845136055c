"""A meeting's record as the counter shows it: its agenda, who was there, what was said, and what was asked of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.duty_rows import state_words
from zibo_port.cli.language import current, t
from zibo_port.cli.output import Column
from zibo_port.domain.agenda import SECTIONS, AgendaLine
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Text
from zibo_port.domain.telling.meeting_record import PRESENCE
from zibo_port.domain.telling.words import named

if TYPE_CHECKING:
    from datetime import date

    from zibo_port.domain.consultation import ConsultationAttended, ConsultationCalled, Obligation, OpinionGiven

AGENDA: Final = tuple(Column(key, key, key) for key in ("item", "about", "department", "enterprise", "due_on", "text"))
"""The entries of a line for a spreadsheet."""

AGENDA_SHOWN: Final = (Column("item", "类别", "Kind"), Column("text", "内容", "Matter"))

ATTENDANCE: Final = (
    Column("department", "部门", "Department"),
    Column("presence", "情况", "Presence"),
    Column("person", "参加人", "Who came"),
    Column("absence", "缺席原因", "Absent because"),
)

OPINIONS: Final = (
    Column("department", "部门", "Department"),
    Column("case", "案件", "Case"),
    Column("stance", "态度", "Stance"),
    Column("text", "意见", "Opinion"),
)

OBLIGATIONS: Final = (
    Column("id", "编号", "Id"),
    Column("due_on", "期限", "Due"),
    Column("state", "状态", "State"),
    Column("department", "责任部门", "Department"),
    Column("task", "事项", "Task"),
)

OBLIGATION_ROW: Final = tuple(
    Column(key, key, key)
    for key in ("id", "meeting", "department", "task", "since", "due_on", "first_due_on", "state", "done_on", "report", "late")
)
"""The entries of an obligation for a spreadsheet."""

_NUMERALS: Final = "一二三四五六七八九"


def remark_rows(call: ConsultationCalled) -> list[dict[str, Any]]:
    """What is unusual about a call."""
    from zibo_port.domain.consultation import remarks

    return [{"code": r.code, "clause": r.clause, "message": r.message} for r in remarks(call)]


# --- the agenda ---------------------------------------------------------------------------------------------------


def agenda_row(line: AgendaLine) -> dict[str, Any]:
    """A line of an agenda."""
    return {
        "item": line.item,
        "about": line.about,
        "department": line.department,
        "enterprise": line.enterprise,
        "due_on": line.due_on,
        "text": Text(line.zh, line.en),
    }


def agenda_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a table."""
    return {**row, "item": t(*named(SECTIONS, row["item"])), "text": t(*row["text"])}


def agenda_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """An agenda as people read it: a numbered heading for each kind of business, its lines below."""
    by_item: dict[str, list[str]] = {}
    for row in rows:
        by_item.setdefault(row["item"], []).append(t(*row["text"]))
    for number, (item, lines) in enumerate(by_item.items()):
        title = named(SECTIONS, item)
        yield t(f"{_NUMERALS[number]}、{title.zh}（{len(lines)} 项）", f"{number + 1}. {title.en} ({len(lines)})")
        yield from (f"  {line}" for line in lines)


# --- attendance and opinions --------------------------------------------------------------------------------------


def attendance_row(fact: ConsultationAttended) -> dict[str, Any]:
    """Who was there, or why not."""
    return {"department": fact.unit, "presence": fact.presence, "person": fact.person, "absence": fact.absence}


def attendance_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same for people."""
    return {**row, "department": unit_words(row["department"]), "presence": t(*named(PRESENCE, row["presence"]))}


def opinion_row(fact: OpinionGiven) -> dict[str, Any]:
    """What a unit said."""
    return {"department": fact.unit, "case": fact.case, "text": fact.text, "dissent": fact.dissent}


def opinion_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same for people."""
    return {**row, "department": unit_words(row["department"]), "stance": t("不同意见", "dissent") if row["dissent"] else None}


def unit_words(code: str) -> str:
    """A unit's name."""
    return named(DEPARTMENTS, code).to(current())


# --- obligations --------------------------------------------------------------------------------------------------


def obligation_row(obligation: Obligation, on: date) -> dict[str, Any]:
    """What a meeting asked of a unit, late or not as seen on a day."""
    imposed, duty = obligation.imposed, obligation.duty
    done = obligation.fulfilled if duty.done(on) is not None else None
    return {
        "id": imposed.obligation,
        "meeting": imposed.meeting,
        "department": imposed.unit,
        "task": imposed.task,
        "since": duty.since,
        "due_on": duty.due_on,
        "first_due_on": imposed.due_on,
        "extensions": [{"until": e.until, "reason": e.reason, "officer": e.officer, "on": e.effective_on} for e in obligation.extensions],
        "state": "open" if done is None else "done",
        "done_on": done.done_on if done is not None else None,
        "report": done.report if done is not None else None,
        "late": duty.late(on),
        "clause": duty.clause,
    }


def obligation_words(row: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The same for people."""
    extended = t("（已延期）", " (extended)") if row["extensions"] else ""
    return {
        **row,
        "department": unit_words(row["department"]),
        "due_on": f"{row['due_on']}{extended}",
        "state": state_words(row, on),
        "task": " ".join(row["task"].split()),
    }
