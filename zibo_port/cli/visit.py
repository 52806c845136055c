"""`zibo-port visit`: visits to enterprises, and the bottlenecks they found."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import open_session, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import RecordVisit
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.domain.bottleneck import BottleneckRaised
    from zibo_port.domain.enterprise.visits import VisitRecorded
    from zibo_port.office.following import Visit

group = Noun("visit", help=t("调研：走访企业的记录和发现的堵点问题。", "Visits to enterprises, and the bottlenecks they found."))

LIST: Final = (
    Column("on", "日期", "On"),
    Column("department", "部门", "Department"),
    Column("name", "企业", "Enterprise"),
    Column("topic", "主题", "Topic"),
    Column("findings", "情况", "Findings"),
    Column("bottleneck", "堵点问题", "Bottleneck"),
)

ROW: Final = tuple(
    Column(key, key, key)
    for key in (
        *("visit", "on", "department", "enterprise", "name", "topic", "findings", "bottleneck", "bottleneck_text"),
        *("position", "officer"),
    )
)
"""The entries of a visit for a spreadsheet, so that a list of none has its headings too."""


@group.command(
    example="zibo-port visit record --enterprise 91370303MADEM0011X --department customs --on 2026-09-22 --topic 通关时效 "
    '--findings "查验等待偏长，夜间无人值守。" --bottleneck 夜间查验无人值守 --owner customs --due 2026-11-30',
    help=t(
        "登记一次调研；发现堵点问题的，同时列入堵点清单。\n\n堵点问题没有写负责部门的由市口岸办牵头，没有写期限的在下次例会前解决（推定）。",
        "Record a visit; a bottleneck that it found goes on the list at once.\n\nWithout an owner the port office sees to it, without a "
        "day it is due at the next regular meeting (assumed).",
    ),
)
@click.option("--enterprise", required=True, metavar=t("信用代码", "USCC"), help=t("走访的企业", "the enterprise that was visited"))
@click.option("--department", required=True, metavar=t("部门", "CODE"), help=t("走访的部门：", "who went: ") + codes(DEPARTMENTS))
@click.option("--on", type=DATE, required=True, help=t("走访日期", "the day of the visit"))
@click.option("--topic", required=True, metavar=t("主题", "TOPIC"), help=t("调研主题", "what it was about"))
@click.option("--findings", type=TEXT_OR_FILE, required=True, help=t("了解到的情况", "what was found"))
@click.option("--bottleneck", metavar=t("问题", "TEXT"), help=t("发现的堵点问题，一句话", "the bottleneck that it found, in a few words"))
@click.option("--owner", metavar=t("部门", "CODE"), help=t("负责解决堵点问题的部门", "the department that removes the bottleneck"))
@click.option("--due", "due_on", type=DATE, help=t("解决堵点问题的期限", "by when"))
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更正已有登记的原因", "why a record is put right"))
@records
@click.pass_obj
def record(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record one."""
    from zibo_port.cli.consultation_record import told_lines

    asked = form(RecordVisit, **typed)
    receipt = open_session(counter).office.handle(asked, command_id=command_id, dry_run=dry_run)
    visit, raised = _recorded([r.fact for r in receipt.recorded])
    document = outcome(receipt, dry_run=dry_run) | {
        "visit": visit.visit if visit is not None else None,
        "enterprise": asked.enterprise,
        "department": asked.department,
        "on": asked.on,
        "topic": asked.topic,
        "findings": asked.findings,
        "bottleneck": raised.bottleneck if raised is not None else None,
    }
    further = "zibo-port visit list" if raised is None else f"zibo-port bottleneck show {raised.bottleneck}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


def _recorded(facts: list[Any]) -> tuple[VisitRecorded | None, BottleneckRaised | None]:
    from zibo_port.domain.bottleneck import BottleneckRaised
    from zibo_port.domain.enterprise.visits import VisitRecorded

    visit = next((fact for fact in facts if isinstance(fact, VisitRecorded)), None)
    return visit, next((fact for fact in facts if isinstance(fact, BottleneckRaised)), None)


@group.command(
    "list",
    example="zibo-port visit list --quarter 2026Q3",
    help=t("列出走访记录，按日期排列。", "List the visits, by day."),
)
@click.option("--enterprise", metavar=t("信用代码", "USCC"), help=t("只列这家企业的", "to this enterprise alone"))
@click.option(
    "--department",
    type=click.Choice(list(DEPARTMENTS)),
    metavar=t("部门", "CODE"),
    help=t("只列这个部门的：", "by this department alone: ") + codes(DEPARTMENTS),
)
@click.option("--quarter", type=QUARTER, help=t("只列这个季度的", "of this quarter alone"))
@reads
@click.pass_obj
def list_(
    counter: Counter,
    /,
    enterprise: str | None,
    department: str | None,
    quarter: Quarter | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Print them."""
    from zibo_port.domain.credit_code import CreditCode
    from zibo_port.office.following import visits

    session = open_session(counter)
    code = CreditCode.parse(enterprise).value if enterprise is not None else None
    rows = [
        _row(visit, for_people=counter.for_people)
        for visit in visits(session.archive, session.view(known_at, effective_at))
        if code in {None, visit.enterprise}
        and department in {None, visit.fact.visiting_department}
        and (quarter is None or quarter == Quarter.of(visit.fact.effective_on or date.min))
    ]
    if rows or not counter.for_people:
        emit(counter, rows, LIST if counter.for_people else ROW)
    else:
        said(counter, t("没有这样的走访记录。", "There is no such visit."))


def _row(visit: Visit, *, for_people: bool) -> dict[str, Any]:
    from zibo_port.domain.bottleneck import name_of

    fact = visit.fact
    return {
        "visit": fact.visit,
        "on": fact.effective_on,
        "department": t(*DEPARTMENTS[fact.visiting_department]) if for_people else fact.visiting_department,
        "enterprise": visit.enterprise,
        "name": visit.name,
        "topic": fact.topic,
        "findings": fact.findings,
        "bottleneck": None if fact.bottleneck is None else name_of(fact.bottleneck, visit.enterprise),
        "bottleneck_text": fact.bottleneck,
        "position": visit.position,
        "officer": fact.officer,
    }
