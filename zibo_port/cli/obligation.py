"""`zibo-port obligation`: what meetings asked of units: listed, reported as done, given more time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.consultation_record import told_lines
from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.meeting_options import REASON
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import emit, said
from zibo_port.cli.session import Session, open_session, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import ExtendObligation, FulfilObligation

if TYPE_CHECKING:
    from zibo_port.domain.consultation import Obligation
    from zibo_port.office.office import Receipt

group = Noun(
    "obligation",
    help=t("会议交办事项：列出、办结、延期。", "What meetings asked of units: list, report as done, extend."),
)

_ID = click.argument(
    "obligation", metavar=t("编号", "ID"), help=t("交办事项编号，见 obligation list", "the obligation's id, see obligation list")
)


@group.command(
    "list",
    example="zibo-port obligation list --open",
    help=t(
        "列出会商交办各部门的事项，按期限排列。\n\n交办用 consultation oblige。",
        "List what meetings asked of units, by due day.\n\nconsultation oblige asks.",
    ),
)
@click.option(
    "--department",
    type=click.Choice(list(DEPARTMENTS)),
    metavar=t("部门", "CODE"),
    help=t("只列这个部门的：", "of this department alone: ") + codes(DEPARTMENTS),
)
@click.option("--open", "open_", is_flag=True, help=t("只列未办结的", "those not done alone"))
@click.option("--overdue", is_flag=True, help=t("只列逾期未办结的", "those that are late and not done alone"))
@reads
@click.pass_obj
def list_(
    counter: Counter,
    /,
    department: str | None,
    open_: bool,
    overdue: bool,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Print them."""
    from zibo_port.cli.meeting_record_rows import OBLIGATION_ROW, OBLIGATIONS, obligation_row, obligation_words
    from zibo_port.office.meetings import obligations

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    rows = [obligation_row(o, view.on) for o in obligations(session.archive, view) if department in {None, o.imposed.unit}]
    undone = [row for row in rows if row["state"] == "open"] if open_ or overdue else rows
    asked = [row for row in undone if row["late"] or not overdue]
    if not counter.for_people:
        emit(counter, asked, OBLIGATION_ROW)
    elif asked:
        emit(counter, [obligation_words(row, view.on) for row in asked], OBLIGATIONS)
    else:
        said(counter, t("没有这样的交办事项。", "There is no such obligation."))


@group.command(
    example="zibo-port obligation done M20260928-f6cd-1 --report 措施已印发 --on 2026-10-08",
    help=t(
        "由责任部门报告交办事项已办结。\n\n按实际办结的日期（--on）判断是否逾期，登记晚了不算逾期。",
        "Report, by the unit that was asked, that it is done.\n\nThe day it was done (--on) says whether it is late, not the day of "
        "recording.",
    ),
)
@_ID
@click.option("--report", type=TEXT_OR_FILE, required=True, help=t("办理情况", "what was done"))
@click.option("--on", type=DATE, help=t("办结日期，默认今天", "the day it was done, by default today"))
@REASON
@records
@click.pass_obj
def done(counter: Counter, /, obligation: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Report as done."""
    session = open_session(counter)
    unit = _known(session, obligation.strip(), ()).imposed.unit
    asked = form(FulfilObligation, obligation=obligation.strip(), department=unit, **typed)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _emit(counter, session, asked.obligation, receipt, dry_run=dry_run)


@group.command(
    example="zibo-port obligation extend M20260928-f6cd-1 --until 2026-12-20 --reason 需征求企业意见",
    help=t("延长交办事项的期限，须说明原因；原期限留存。", "Give a unit more time, with the reason; the former day is kept."),
)
@_ID
@click.option("--until", type=DATE, required=True, help=t("新的期限", "the new day"))
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("延期的原因", "why"))
@records
@click.pass_obj
def extend(counter: Counter, /, obligation: str, until: date, reason: str, dry_run: bool, command_id: str | None) -> None:
    """Give more time."""
    session = open_session(counter)
    asked = form(ExtendObligation, obligation=obligation.strip(), until=until, reason=reason)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _emit(counter, session, asked.obligation, receipt, dry_run=dry_run)


def _known(session: Session, name: str, recorded: Any) -> Obligation:
    from zibo_port.domain.consultation import meeting_of
    from zibo_port.office.meetings import record_now

    return record_now(session.office, meeting_of(name), recorded).obligation(name)


def _emit(counter: Counter, session: Session, name: str, receipt: Receipt, *, dry_run: bool) -> None:
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.cli.meeting_record_rows import obligation_row
    from zibo_port.office.aftermath import today

    known, on = _known(session, name, receipt.recorded), today(session.office)
    document = outcome(receipt, dry_run=dry_run) | obligation_row(known, on) | {"duties": [duty_row(known.duty, on)]}
    further = "zibo-port obligation list --open"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))
