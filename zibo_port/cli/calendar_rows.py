"""Years of the working calendar and the deadlines that an adoption moves, as the counter shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.duty_rows import deadline_words, duty_row, worded
from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.cli.table import Heading, table
from zibo_port.cli.widths import visible

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.registry import CalendarYearAdopted
    from zibo_port.office.calendars import Moved

YEARS: Final = (
    Column("year", "年度", "Year"),
    Column("days_off", "放假工作日", "Weekdays off", "right"),
    Column("days_worked", "调休上班", "Make-up days", "right"),
    Column("source", "来源", "Source"),
    Column("issued_on", "发文日期", "Issued"),
    Column("recorded_at", "采用时间", "Adopted"),
)

_MOVED: Final = (
    Column("step", "事项", "Step"),
    Column("case", "案件", "Case"),
    Column("name", "企业", "Enterprise"),
    Column("department", "责任部门", "Department"),
    Column("before", "原期限", "Was due"),
    Column("after", "现期限", "Is due"),
)


def year_row(position: int, fact: CalendarYearAdopted, *, days: bool = False) -> dict[str, Any]:
    """An adopted year as JSON gives it, with its days where they are asked for; `reason` where it corrects another adoption."""
    row = {
        "year": fact.year,
        "days_off": len(fact.holidays),
        "days_worked": len(fact.workdays),
        "source": fact.paper,
        "issued_on": fact.issued_on,
        "reason": fact.reason,
        "officer": fact.officer,
        "recorded_at": fact.timestamp,
        "position": position,
    }
    return row | {"holidays": list(fact.holidays), "workdays": list(fact.workdays)} if days else row


def year_lines(row: dict[str, Any]) -> Iterator[str]:
    """An adopted year for people."""
    issued = t(f"，{row['issued_on']} 发文", f", issued on {row['issued_on']}") if row["issued_on"] else ""
    yield t(f"{row['year']} 年（来源：{row['source']}{issued}）", f"{row['year']} (source: {row['source']}{issued})")
    if row["reason"]:
        yield t(f"更正原因：{row['reason']}", f"corrected because: {row['reason']}")
    for key, zh, en in (("holidays", "放假的工作日", "weekdays off"), ("workdays", "调休上班", "make-up workdays")):
        yield t(f"{zh}（{len(row[key])} 天）：", f"{en} ({len(row[key])}):")
        yield from (f"  {_spelled(day)}" for day in row[key])


def _spelled(day: date) -> str:
    return f"{day} " + t(f"星期{'一二三四五六日'[day.weekday()]}", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()])


# --- what an adoption moves ---------------------------------------------------------------------------------------


def moved_row(moved: Moved, on: date) -> dict[str, Any]:
    """A duty whose deadline changed as JSON gives it: before and after, provisional or not, late or not as seen on a day."""
    was, now = moved.before, moved.after
    return {
        "step": now.step,
        "case": now.case,
        "department": now.department,
        "enterprise": moved.enterprise or None,
        "name": moved.name or None,
        "clause": now.clause,
        "before": {"due_on": was.due_on, "provisional": was.provisional, "late": was.late(on)},
        "after": {"due_on": now.due_on, "provisional": now.provisional, "late": now.late(on)},
    }


def moved_lines(changed: Sequence[Moved], books: Books, on: date) -> list[str]:
    """The same for people."""
    if not changed:
        return [t("没有未办事项的期限因此改变。", "No deadline of an open duty changes by it.")]
    rows = worded((duty_row(one.after, on, name=one.name) for one in changed), books, on)
    days = [(deadline_words(duty_row(one.before, on)), deadline_words(duty_row(one.after, on))) for one in changed]
    shown = [row | {"before": before, "after": after} for row, (before, after) in zip(rows, days, strict=True)]
    cells = [[visible(str(row[column.key] or "")) for column in _MOVED] for row in shown]
    return [
        t(f"未办事项中，{len(changed)} 项的期限因此改变：", f"Deadlines of {len(changed)} open duties change by it:"),
        *table([Heading(column.title) for column in _MOVED], cells, terminal.columns()),
    ]
