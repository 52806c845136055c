"""Monthly reports at the counter: submitted or put right, approved, returned; and baselines."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.monitoring_kinds import FIGURE, OF_MONTH, UNIT
from zibo_port.cli.options import records
from zibo_port.cli.output import emit
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE, DECIMAL, TEXT_OR_FILE
from zibo_port.domain.commands import ApproveReport, ReportedFigure, ReturnReport, SetBaseline, SubmitReport
from zibo_port.domain.telling import tell

if TYPE_CHECKING:
    from zibo_port.domain.periods import Month
    from zibo_port.office.office import Receipt


@click.command(
    "submit",
    cls=Verb,
    example="zibo-port monitoring submit --department customs --month 2026-08 --figure import-value=120345.68 "
    "--figure overall-import-hours=33.10 --note 台风两日，进口通关时间略升\n"
    "zibo-port monitoring submit --department customs --month 2026-08 --figure overall-import-hours=31.30 --reason 抄错",
    help=t(
        "报送一个单位一个月的数据；加 --reason 更正已报送的，只写要改的指标。\n\n"
        "上月数据于每月10日前（含10日）报送。指标代码、计量单位和口径见 monitoring indicators。更正后须重新审核。",
        "Report a unit's figures of a month; with --reason put right what was reported, naming the figures that change.\n\n"
        "A month is due on the 10th of the next. Codes, units and definitions: monitoring indicators. A correction is approved anew.",
    ),
)
@UNIT
@OF_MONTH
@click.option(
    "--figure", "figures", type=FIGURE, multiple=True, help=t("指标和数值；更正时写“无”去掉一项", "a figure; 'none' takes it out")
)
@click.option("--note", "notes", type=TEXT_OR_FILE, help=t("情况说明", "what is to be said about the month"))
@click.option("--on", type=DATE, help=t("报送日期，默认今天", "the day it was handed in; today by default"))
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更正的原因", "why a report on record is put right"))
@records
@click.pass_obj
def submit(
    counter: Counter,
    /,
    department: str,
    month: Month,
    figures: tuple[tuple[str, Decimal | None], ...],
    dry_run: bool,
    command_id: str | None,
    **said: Any,
) -> None:
    """Record it."""
    codes = [code for code, _ in figures]
    if len(set(codes)) < len(codes):
        raise click.UsageError(t("同一指标写了两次。", "A figure is given twice."))
    given = tuple(form(ReportedFigure, indicator=code, value=value) for code, value in figures)
    asked = form(SubmitReport, department=department, month=month, figures=given, **said)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _tell(session, receipt, department, month, dry_run=dry_run)


@click.command(
    "approve",
    cls=Verb,
    example="zibo-port monitoring approve --department customs --month 2026-08",
    help=t("单位分管负责人审核一个月的数据。", "The unit's responsible officer approves the figures of a month."),
)
@UNIT
@OF_MONTH
@records
@click.pass_obj
def approve(counter: Counter, department: str, month: Month, dry_run: bool, command_id: str | None) -> None:
    """Approve it."""
    asked = form(ApproveReport, department=department, month=month)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _tell(session, receipt, department, month, dry_run=dry_run)


@click.command(
    "return",
    cls=Verb,
    example="zibo-port monitoring return --department customs --month 2026-08 --reason 进口值单位有误",
    help=t(
        "退回一份月报，说明原因；改正并重新报送之前，其数据不参加分析。",
        "Send a report back with the reason; its figures don't count until it is put right.",
    ),
)
@UNIT
@OF_MONTH
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("退回的原因", "why"))
@click.option("--by-port-office", is_flag=True, help=t("由口岸办退回，而不是本单位", "by the port office, not by the unit itself"))
@records
@click.pass_obj
def return_(
    counter: Counter, department: str, month: Month, reason: str, by_port_office: bool, dry_run: bool, command_id: str | None
) -> None:
    """Send it back."""
    asked = form(ReturnReport, department=department, month=month, reason=reason, by_port_office=by_port_office)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _tell(session, receipt, department, month, dry_run=dry_run)


@click.command(
    "baseline",
    cls=Verb,
    example="zibo-port monitoring baseline overall-import-hours --value 60.50 --period 2017 --source 淄博海关2018年1月通报",
    help=t(
        "登记一项指标的基数及其来源，压缩比按它计算：（基数−当月）÷基数。",
        "Record the baseline of an indicator with its source; the compression ratio is (baseline − figure) ÷ baseline.",
    ),
)
@click.argument(
    "indicator", metavar=t("指标", "INDICATOR"), help=t("指标代码，见 monitoring indicators", "a code, see monitoring indicators")
)
@click.option("--value", type=DECIMAL, required=True, help=t("数值", "the value"))
@click.option("--period", required=True, metavar=t("时期", "PERIOD"), help=t("基数是哪个时期的，如 2017", "of which period, as 2017"))
@click.option("--source", required=True, metavar=t("来源", "SOURCE"), help=t("数据来源", "where it was taken from"))
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更改已有基数的原因", "why a baseline on record is changed"))
@records
@click.pass_obj
def baseline(counter: Counter, /, dry_run: bool, command_id: str | None, **given: Any) -> None:
    """Record it."""
    asked = form(SetBaseline, **given)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    content = asked.model_dump(exclude={"reason"} if asked.reason is None else set())
    look = f"zibo-port monitoring trend {asked.indicator}"
    emit(counter, outcome(receipt, dry_run=dry_run) | content, text=_text(receipt, lambda _: [], look, dry_run=dry_run))


# --- what is said -------------------------------------------------------------------------------------------------


def _tell(session: Session, receipt: Receipt, unit: str, month: Month, *, dry_run: bool) -> None:
    """How the report now stands, what is to be looked at in it, what it leads to, and the next command."""
    from zibo_port.cli.monitoring_rows import report_document
    from zibo_port.office.conference import duties
    from zibo_port.office.monitoring import monitored

    archive, view = session.archive, session.view(None, None)
    known = monitored(archive, view, receipt.recorded)
    owed = [d for d in duties(archive, view, receipt.recorded) if (d.department, d.case) == (unit, str(month))]
    document = outcome(receipt, dry_run=dry_run) | report_document(known, unit, month, view.on, owed)
    emit(session.counter, document, text=_text(receipt, lambda said: _led_to(session, said), _next(document), dry_run=dry_run))


def _next(document: dict[str, Any]) -> str:
    verb = {"submitted": "approve", "returned": "submit"}.get(document["state"], "show")
    more = " --figure …" if verb == "submit" else ""
    return f"zibo-port monitoring {verb} --department {document['department']} --month {document['month']}{more}"


def _led_to(session: Session, said: dict[str, Any]) -> list[str]:
    from zibo_port.cli.duty_rows import duty_lines
    from zibo_port.cli.monitoring_rows import figure_lines, warning_lines

    view = session.view(None, None)
    pending = [duty for duty in said["duties"] if duty["done_on"] is None]
    owed = ["", *duty_lines(pending, session.archive.books(view), view.on)] if pending else []
    warned = [t("注意：", "Note: ") + line for line in warning_lines(said["warnings"])]
    return ["", *figure_lines(said["figures"]), *warned, *owed, ""]


def _text(receipt: Receipt, led_to: Callable[[Any], list[str]], following: str, *, dry_run: bool) -> Callable[[Any], str]:
    def text(said: Any) -> str:
        told = [tell(fact) for _, fact in receipt.recorded]
        happened = [t(one.summary.zh + one.change.zh, f"{one.summary.en} {one.change.en}") for one in told]
        return "\n".join([opening(receipt, dry_run=dry_run), *happened, *led_to(said), t("下一步：", "Next: ") + following])

    return text
