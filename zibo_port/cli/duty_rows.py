"""Duties as the counter shows them: rows for programs, and steps, deadlines and lateness in people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.cli.table import Heading, table
from zibo_port.cli.widths import visible
from zibo_port.domain.books import Books
from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text, ZiboPortError
from zibo_port.domain.purposes import PURPOSES

COLUMNS: Final = (
    Column("due_on", "期限", "Due"),
    Column("state", "状态", "State"),
    Column("department", "责任部门", "Department"),
    Column("step", "事项", "Step"),
    Column("case", "案件", "Case"),
    Column("name", "企业", "Enterprise"),
)

ROW: Final = tuple(
    Column(key, key, key)
    for key in (
        *("step", "case", "department", "since", "due_on", "provisional", "assumed", "clause", "done_on", "late"),
        *("enterprise", "name", "escalated_on", "unit"),
    )
)
"""The entries of a duty for a spreadsheet, so that a list of none has its headings too."""

_PLATFORM_STEPS: Final = {
    "publish": Text("公示到{}", "publish at {}"),
    "withdraw": Text("从{}撤下", "withdraw from {}"),
    "end": Text("停止在{}公示", "end publication at {}"),
}


def duty_row(duty: Duty, on: date, **others: Any) -> dict[str, Any]:
    """A duty as JSON gives it, late or not as seen on a day; with further entries."""
    return {
        "step": duty.step,
        "case": duty.case,
        "department": duty.department,
        "since": duty.since,
        "due_on": duty.due_on,
        "provisional": duty.provisional,
        "assumed": duty.assumed,
        "clause": duty.clause,
        "done_on": duty.done_on,
        "late": duty.late(on),
        **others,
    }


def step_words(step: str, books: Books, on: date) -> str:
    """A step in people's words: with its platform or measure, else as its workflow calls it."""
    from zibo_port.office.step_titles import title_of

    kind, _, what = step.partition("-")
    if kind in _PLATFORM_STEPS and what in PLATFORMS:
        return t(*_PLATFORM_STEPS[kind]).format(t(*PLATFORMS[what]))
    name = measure_words(what, books, on) if kind == "measure" else None
    return t(*(title_of(step) or Text(step, step))) if name is None else t(f"措施：{name}", f"measure: {name}")


def measure_words(code: str, books: Books, on: date) -> str | None:
    """A measure's name; None where the catalogue of that day doesn't have it."""
    try:
        measure = books.provisions.measure(code, on)
    except ZiboPortError:
        return None
    return t(measure.name, measure.name_en)


def state_words(row: Mapping[str, Any], on: date) -> str:
    """How a duty stands: done, late, or how many days are left."""
    done, left, pressed = row["done_on"], (row["due_on"] - on).days, row.get("escalated_on")
    if done is not None:
        return t(f"{done} 已办", f"done {done}") + (t("（逾期）", " (late)") if row["late"] else "")
    if row["late"]:
        return t(f"逾期 {-left} 天", f"{-left} days late") + (t("（已督办）", " (escalated)") if pressed else "")
    return t("今天到期", "due today") if left == 0 else t(f"还有 {left} 天", f"{left} days left")


def deadline_words(row: Mapping[str, Any]) -> str:
    """The due day, with a mark where it may still move or rests on a reading."""
    marks = [t("暂定", "provisional")] * row["provisional"] + [t("推定", "assumed")] * row["assumed"]
    return f"{row['due_on']}" + (t(f"（{'、'.join(marks)}）", f" ({', '.join(marks)})") if marks else "")


def worded(rows: Iterable[Mapping[str, Any]], books: Books, on: date) -> list[dict[str, Any]]:
    """Rows of duties with their entries in people's words, for a table."""
    return [
        {
            **row,
            "due_on": deadline_words(row),
            "state": state_words(row, on),
            "department": unit_words(row.get("unit") or row["department"], on),
            "step": step_words(row["step"], books, on),
            "case": t(*PURPOSES[row["case"]].name) if row["step"] == "name-contact" else row["case"],
        }
        for row in rows
    ]


def unit_words(code: str, on: date) -> str:
    """What a department, or a district's unit that has a duty in hand, is called."""
    if code in DEPARTMENTS:
        return t(*DEPARTMENTS[code])
    from zibo_port.office.rulebook import units

    return t(*units().get(code, on).name)


def duty_table(rows: Iterable[Mapping[str, Any]], books: Books, on: date) -> list[str]:
    """The lines of a table of duties."""
    return _lines(rows, books, on, COLUMNS)


def duty_lines(rows: Iterable[Mapping[str, Any]], books: Books, on: date) -> list[str]:
    """The same for the duties of one case, which needn't be named in each line."""
    return _lines(rows, books, on, COLUMNS[:4])


def _lines(rows: Iterable[Mapping[str, Any]], books: Books, on: date, columns: tuple[Column, ...]) -> list[str]:
    cells = [["-" if row[column.key] is None else visible(str(row[column.key])) for column in columns] for row in worded(rows, books, on)]
    return list(table([Heading(column.title) for column in columns], cells, terminal.columns())) if cells else []
