"""`zibo-port monitoring overdue`, `list` and `show`: who hasn't reported, what was reported, and one report in full."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.monitoring_kinds import MONTH, OF_MONTH, UNIT
from zibo_port.cli.options import reads
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.session import Session, open_session
from zibo_port.cli.values import DATE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import NotFound, Text
from zibo_port.domain.periods import Month

_OVERDUE: Final = (
    Column("month", "月份", "Month"),
    Column("department", "单位", "Unit"),
    Column("due_on", "期限", "Due"),
    Column("days_late", "逾期天数", "Days late", "right"),
)


@click.command(
    "overdue",
    cls=Verb,
    example="zibo-port monitoring overdue --on 2026-10-12",
    help=t(
        "列出逾期未报的月报。\n\n七个报送单位每月都要报送；10日报送的为按时，10日是否工作日不论。",
        "List the monthly reports that are late and not handed in.\n\n"
        "Seven units report each month; the 10th is in time, working day or not.",
    ),
)
@click.option("--on", type=DATE, help=t("按这一天计算，默认今天", "as of this day; today by default"))
@reads
@click.pass_obj
def overdue(counter: Counter, on: date | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.office.monitoring import overdue as found

    session = open_session(counter)
    rows = [{**o._asdict(), "month": str(o.month)} for o in found(session.archive, session.view(known_at, effective_at), on)]
    if counter.for_people and not rows:
        said(counter, t("没有逾期未报的月报。", "No report is late."))
    elif counter.for_people:
        emit(counter, [{**row, "department": t(*DEPARTMENTS[row["department"]])} for row in rows], _OVERDUE)
    else:
        emit(counter, rows, [_OVERDUE[1], _OVERDUE[0], *_OVERDUE[2:]])


@click.command(
    "list",
    cls=Verb,
    example="zibo-port monitoring list --month 2026-08",
    help=t("列出已报送的月报及其审核状态。", "List the reports on record and whether they are approved."),
)
@click.option(
    "--department", type=click.Choice(list(DEPARTMENTS)), metavar=t("部门", "CODE"), help=t("只列这个单位的", "of this unit alone")
)
@click.option("--month", type=MONTH, help=t("只列这个月的", "of this month alone"))
@reads
@click.pass_obj
def list_(counter: Counter, department: str | None, month: Month | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.cli.monitoring_rows import LIST, report_row, worded
    from zibo_port.domain.indicators import REPORTING_UNITS
    from zibo_port.office.monitoring import monitored

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    known = monitored(session.archive, view)
    asked = [(u, m) for u, m in known.reports if department in (None, u) and month in (None, m)]
    asked.sort(key=lambda key: (key[1], REPORTING_UNITS.index(key[0])))
    rows = [report_row(known, unit, of, view.on) for unit, of in asked]
    emit(counter, [worded(row) for row in rows] if counter.for_people else rows, LIST)


_HISTORY: Final = (
    Column("position", "编号", "Position", "right"),
    Column("on", "日期", "Day"),
    Column("officer", "经办人", "Officer"),
    Column("summary", "事项", "What happened"),
)


@click.command(
    "show",
    cls=Verb,
    example="zibo-port monitoring show --department customs --month 2026-08",
    help=t("显示一份月报：数据、比较、预警、说明和经过。", "Show a report: figures, comparisons, warnings, notes and history."),
)
@UNIT
@OF_MONTH
@reads
@click.pass_obj
def show(counter: Counter, department: str, month: Month, known_at: datetime | None, effective_at: date | None) -> None:
    """Print it."""
    from zibo_port.cli.monitoring_rows import COMPARED, FIGURES, LIST, compared_words, warning_lines, worded

    document = _page(open_session(counter), department, month, known_at, effective_at)
    if not counter.for_people:
        emit(counter, document)
        return
    shown: dict[str, Any] = worded(document) | {
        "figures": [compared_words(row) for row in document["figures"]],
        "warnings": "\n".join(warning_lines(document["warnings"])),
    }
    columns = [c for c in LIST if c.key != "figures"]
    columns += [Column("notes", "说明", "Notes"), Column("warnings", "核对", "Check")]
    columns += [Column("figures", "数据", "Figures", columns=(*FIGURES, *COMPARED))]
    columns.append(Column("history", "经过", "History", columns=_HISTORY))
    emit(counter, shown, [c for c in columns if shown[c.key] not in (None, [], "")])


def _page(session: Session, unit: str, month: Month, known_at: datetime | None, effective_at: date | None) -> dict[str, Any]:
    """All that is to be said about one report."""
    from zibo_port.cli.monitoring_rows import report_document
    from zibo_port.domain.telling import tell
    from zibo_port.office.conference import duties
    from zibo_port.office.monitoring import history, monitored

    view = session.view(known_at, effective_at)
    happened = history(session.archive, unit, month, view)
    if not happened:
        name = DEPARTMENTS.get(unit, Text(unit, unit))
        raise NotFound(
            f"没有{name.zh}的 {month} 月报。用 zibo-port monitoring list 查看已报送的。",
            f"The {name.en} has no report for {month}. See zibo-port monitoring list.",
        )
    owed = [d for d in duties(session.archive, view) if (d.department, d.case) == (unit, str(month))]
    told = [
        {
            "position": position,
            "event": type(fact).__name__,
            "on": fact.effective_on,
            "officer": fact.officer,
            "recorded_at": fact.timestamp,
            "summary": t(*tell(fact).summary),
        }
        for position, fact in happened
    ]
    return report_document(monitored(session.archive, view), unit, month, view.on, owed) | {"history": told}
