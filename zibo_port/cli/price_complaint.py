"""`zibo-port price-complaint`: price complaints received, assigned, put on the emergency path, answered; none is lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import emit, said
from zibo_port.cli.session import Session, open_session, outcome
from zibo_port.cli.unit_option import REGULATOR
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.commands import AnswerPriceComplaint, AssignPriceComplaint, EscalatePriceComplaint, ReceivePriceComplaint
from zibo_port.domain.prevention_codes import ANSWERS, CHANNELS

if TYPE_CHECKING:
    from zibo_port.domain.commands import Command
    from zibo_port.office.prevention import Handled

group = Noun(
    "price-complaint",
    help=t(
        "价格举报：受理、交办、答复，件件有着落；不是12345服务投诉，不计入评价得分。",
        "Price complaints: received, assigned, answered, none lost; not those of the evaluation, they don't count for the score.",
    ),
)

_REFERENCE: Final = click.argument(
    "reference", metavar=t("编号", "REFERENCE"), help=t("举报编号，全库唯一", "the complaint's reference, unique in the store")
)
_REASON: Final = click.option("--reason", metavar=t("原因", "REASON"), help=t("更正已有登记的原因", "why a record is put right"))


@group.command(
    example="zibo-port price-complaint receive JB-2026-0031 --enterprise 91370303MADEM0011X --received-on 2026-09-22 --channel 12315 "
    "--what 清单以外收取查验服务费",
    help=t(
        "登记收到一件价格举报。\n\n收到之日起2个工作日内交办、15个工作日内答复；"
        "--emergency 走应急处置：当日交办、1个工作日内答复（均为推定）。"
        "不计入评价得分，服务投诉用 evaluation complaint。举报人的姓名、电话不登记。",
        "Record that a price complaint came in.\n\nIt is assigned within 2 working days of receipt and answered within 15 (assumed); with "
        "--emergency on the same day and within 1 (assumed). It doesn't count for the score; service complaints go with evaluation "
        "complaint. Who complained isn't recorded.",
    ),
)
@_REFERENCE
@click.option("--enterprise", required=True, metavar=t("信用代码", "USCC"), help=t("被举报的企业", "the enterprise that it is about"))
@click.option("--received-on", type=DATE, required=True, help=t("收到日期", "the day it came in"))
@click.option("--channel", type=click.Choice(list(CHANNELS)), required=True, metavar=t("渠道", "CODE"), help=codes(CHANNELS))
@click.option("--what", type=TEXT_OR_FILE, required=True, help=t("举报的内容", "what it says"))
@click.option("--emergency", is_flag=True, help=t("走应急处置", "on the emergency path"))
@REGULATOR
@_REASON
@records
@click.pass_obj
def receive(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record one."""
    _done(counter, form(ReceivePriceComplaint, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example="zibo-port price-complaint assign JB-2026-0031 --unit market-supervision.zhangdian --on 2026-09-23",
    help=t(
        "交一个单位或者区县局办理；改派须说明原因，答复期限不重新起算。当日交办、事后登记的，算按时。",
        "Assign a complaint to a unit or a district's bureau; to pass it on again needs a reason and starts nothing anew. The day it was "
        "assigned counts, whenever recorded.",
    ),
)
@_REFERENCE
@click.option(
    "--unit", required=True, metavar=t("单位", "CODE"), help=t("办理的单位，代码见 unit list", "who looks into it, see unit list")
)
@click.option("--on", type=DATE, help=t("交办日期，默认今天", "the day, by default today"))
@click.option("--reason", metavar=t("原因", "REASON"), help=t("改派或者更正的原因", "why it is passed on again, or the day put right"))
@records
@click.pass_obj
def assign(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Assign it."""
    _done(counter, form(AssignPriceComplaint, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example="zibo-port price-complaint escalate JB-2026-0031 --reason 多家企业集中反映",
    help=t(
        "转入应急处置：自该日起当日交办、1个工作日内答复（推定），原期限先到的从原期限。",
        "Put a complaint on the emergency path: from that day on, assigned the same day and answered within 1 working day (assumed), or by "
        "its ordinary day where that is earlier.",
    ),
)
@_REFERENCE
@click.option("--on", type=DATE, help=t("自哪天起，默认今天", "from which day on, by default today"))
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("为什么紧急", "why it is urgent"))
@records
@click.pass_obj
def escalate(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Make it urgent."""
    _done(counter, form(EscalatePriceComplaint, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example="zibo-port price-complaint answer JB-2026-0031 --result settled --answer 已退还并停止收取 --told-on 2026-10-09",
    help=t(
        "登记办理结果和告知举报人的日期；由办理单位答复。按时告知、事后登记的，算按时。",
        "Record what came of a complaint, and the day the complainant was told, which counts whenever it is recorded. The unit that it "
        "was assigned to answers.",
    ),
)
@_REFERENCE
@click.option("--result", type=click.Choice(list(ANSWERS)), required=True, metavar=t("结果", "CODE"), help=codes(ANSWERS))
@click.option("--answer", type=TEXT_OR_FILE, required=True, help=t("答复的内容", "what was answered"))
@click.option("--told-on", type=DATE, help=t("告知举报人的日期，默认今天", "the day the complainant was told, by default today"))
@_REASON
@records
@click.pass_obj
def answer(counter: Counter, /, reference: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record the answer."""
    from zibo_port.office.prevention import price_complaint_now

    assigned = price_complaint_now(open_session(counter).office, reference).complaint.assigned
    of = {"unit": assigned.unit} if assigned is not None else {}
    _done(counter, form(AnswerPriceComplaint, reference=reference, **of, **typed), dry_run=dry_run, command_id=command_id)


def _done(counter: Counter, asked: Command, *, dry_run: bool, command_id: str | None) -> None:
    from zibo_port.cli.consultation_record import told_lines
    from zibo_port.cli.duty_rows import duty_lines, duty_row
    from zibo_port.cli.price_complaint_rows import row
    from zibo_port.office.aftermath import today
    from zibo_port.office.prevention import price_complaint_now

    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    named: Any = asked
    now, on = price_complaint_now(session.office, named.reference, receipt.recorded), today(session.office)
    owed = [duty_row(duty, on) for duty in now.duties]
    document = outcome(receipt, dry_run=dry_run) | row(now, on) | {"duties": owed}

    def text(_: dict[str, Any]) -> str:
        told = list(told_lines(receipt, _next(now), dry_run=dry_run))
        return "\n".join([*told[:2], *duty_lines(owed, session.office.books, on), *told[2:]])

    emit(counter, document, text=text)


def _next(now: Handled) -> str:
    """The likely next command."""
    open_, reference = now.open, now.received.reference
    if open_ is None:
        return "zibo-port price-complaint list --open"
    if open_.step == "assign-price-complaint":
        return f"zibo-port price-complaint assign {reference} --unit {t('单位', 'CODE')}"
    return f"zibo-port price-complaint answer {reference} --result {t('结果', 'CODE')} --answer {t('答复', 'TEXT')}"


@group.command(
    "list",
    example="zibo-port price-complaint list --open",
    help=t(
        "列出价格举报，按收到日期排列，和每件的办理进度、期限。\n\n办理情况不对被举报企业和社会公开。",
        "List price complaints by the day they came in, with how far each is and when it is due.\n\nHow they are handled isn't public.",
    ),
)
@click.option("--enterprise", metavar=t("信用代码", "USCC"), help=t("只列这家企业的", "about this enterprise alone"))
@click.option("--unit", metavar=t("单位", "CODE"), help=t("只列这个单位办理的", "those with this unit alone"))
@click.option("--open", "open_", is_flag=True, help=t("只列未答复的", "those not answered alone"))
@click.option("--overdue", is_flag=True, help=t("只列逾期未办的", "those that are late alone"))
@click.option("--emergency", is_flag=True, help=t("只列应急处置的", "those on the emergency path alone"))
@reads
@click.pass_obj
def list_(counter: Counter, /, known_at: datetime | None, effective_at: date | None, **wanted: Any) -> None:
    """Print them."""
    from zibo_port.cli.price_complaint_rows import LIST, words

    session = open_session(counter)
    rows = _wanted(session, known_at, effective_at, **wanted)
    if rows or not counter.for_people:
        on = session.view(known_at, effective_at).on
        emit(counter, [words(one, on) for one in rows] if counter.for_people else rows, LIST)
    else:
        said(counter, t("没有这样的价格举报。", "There is no such price complaint."))


def _wanted(
    session: Session,
    known_at: datetime | None,
    effective_at: date | None,
    *,
    enterprise: str | None,
    unit: str | None,
    open_: bool,
    overdue: bool,
    emergency: bool,
) -> list[dict[str, Any]]:
    from zibo_port.cli.price_complaint_rows import row
    from zibo_port.domain.credit_code import CreditCode
    from zibo_port.office.prevention import price_complaints

    view = session.view(known_at, effective_at)
    code = CreditCode.parse(enterprise).value if enterprise is not None else None
    rows = [row(one, view.on) for one in price_complaints(session.archive, view) if code in {None, one.who.code}]
    return [
        one
        for one in rows
        if (unit is None or unit.strip() == (one["unit"] or one["received_by"]))
        and not (open_ and one["state"] == "answered")
        and not (overdue and (one["state"] == "answered" or not one["late"]))
        and not (emergency and not one["emergency"])
    ]
