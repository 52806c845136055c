"""`zibo-port supervision`: how the units stand with their duties: what is open, what falls due soon, who is late with what."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import Column, emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session
from zibo_port.cli.values import DATE
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.supervision import Standing
    from zibo_port.office.archive import View

ROW: Final = tuple(
    Column(key, key, key)
    for key in (
        *("unit", "name", "on", "quarter", "open", "due_soon", "late", "mean_days_late"),
        *("oldest_step", "oldest_case", "oldest_due_on", "done_in_time", "done_late"),
    )
)
"""The entries of a unit for a spreadsheet; JSON has `late_steps` besides."""

TABLE: Final = (
    Column("name", "单位", "Unit"),
    Column("open", "未办", "Open", "right"),
    Column("due_soon", "即将到期", "Due soon", "right"),
    Column("late", "逾期", "Late", "right"),
    Column("mean_days_late", "平均逾期天数", "Mean days late", "right"),
    Column("late_with", "逾期事项", "Late with"),
    Column("oldest", "最早到期", "Oldest"),
    Column("done_in_time", "本季按时办结", "Done in time", "right"),
    Column("done_late", "本季逾期办结", "Done late", "right"),
)


@click.command(
    "supervision",
    cls=Verb,
    example="zibo-port supervision --quarter 2026Q3\nzibo-port supervision --on 2026-09-30",
    help=t(
        "工作督导：各单位有多少事项未办、5个工作日内到期、逾期，逾期多久、逾期在哪里，一个季度里按时和逾期办结多少。\n\n"
        "区县局办理的事项列在区县局名下。逾期天数为日历日，平均数保留一位小数。明细用 duties --overdue。",
        "Supervision of the units: how much each has open, due within 5 working days, late, by how much and with what, and what it did in "
        "time or late in a quarter.\n\nWhat a district's bureau has in hand stands under its own name. Days late are calendar days, their "
        "mean has one decimal. duties --overdue lists the items.",
    ),
)
@click.option("--on", type=DATE, help=t("截至哪一天，默认今天；即 --effective-at", "as of which day, by default today; as --effective-at"))
@click.option(
    "--quarter", type=QUARTER, help=t("统计哪个季度的办结，默认当季", "in which quarter what was done is counted, by default the current")
)
@reads
@click.pass_obj
def command(counter: Counter, on: date | None, quarter: Quarter | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print it."""
    if on is not None and effective_at is not None:
        raise click.UsageError(
            t("--on 和 --effective-at 是一回事，请只写一个。", "--on and --effective-at mean the same; give one of them.")
        )
    session = open_session(counter)
    view = session.view(known_at, on or effective_at)
    day = on or effective_at or view.on
    if day > view.on:
        raise InvalidData.of("on", f"{day} 尚未到来，不能督导。", f"{day} hasn't come; nobody can be late by then.")
    counted = quarter or Quarter.of(day)
    found = _standings(session, view, counted)
    if counter.for_people:
        books = session.archive.books(view)
        emit(counter, [_words(one, books) for one in found], TABLE)
    else:
        emit(counter, [_row(one, counted, view) for one in found], ROW)


def _standings(session: Session, view: View, quarter: Quarter) -> list[Standing]:
    from zibo_port.domain.supervision import supervise
    from zibo_port.office.rulebook import units

    if quarter.first_day > view.on:
        raise InvalidData.of("quarter", f"{quarter} 尚未开始。", f"{quarter} hasn't begun.")
    always = [unit.code for unit in units().on(view.on) if unit.parent is None]
    duties = (owed.duty for owed in session.archive.duties(view))
    return supervise(duties, always, view.on, quarter, session.archive.books(view).calendar)


def _name(code: str, on: date) -> str:
    from zibo_port.office.rulebook import units

    return t(*units().get(code, on).name)


def _row(one: Standing, quarter: Quarter, view: View) -> dict[str, Any]:
    oldest = one.oldest
    return {
        "unit": one.unit,
        "name": _name(one.unit, view.on),
        "on": one.on,
        "quarter": str(quarter),
        "open": len(one.open),
        "due_soon": len(one.soon),
        "late": len(one.late),
        "mean_days_late": one.mean_days_late,
        "late_steps": [{"step": step, "late": count} for step, count in one.late_steps.items()],
        "oldest_step": oldest.step if oldest is not None else None,
        "oldest_case": oldest.case if oldest is not None else None,
        "oldest_due_on": oldest.due_on if oldest is not None else None,
        "done_in_time": len(one.in_time),
        "done_late": len(one.too_late),
    }


def _words(one: Standing, books: Books) -> dict[str, Any]:
    from zibo_port.cli.duty_rows import step_words

    oldest = one.oldest
    return {
        "name": _name(one.unit, one.on),
        "open": len(one.open),
        "due_soon": len(one.soon),
        "late": len(one.late),
        "mean_days_late": one.mean_days_late,
        "late_with": [f"{step_words(step, books, one.on)}×{count}" for step, count in one.late_steps.items()],
        "oldest": f"{oldest.due_on} {step_words(oldest.step, books, one.on)} {oldest.case}" if oldest is not None else None,
        "done_in_time": len(one.in_time),
        "done_late": len(one.too_late),
    }
