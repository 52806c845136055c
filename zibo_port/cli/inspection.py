"""`zibo-port inspection`: patrols and special inspections of enterprises, and what they found."""

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
from zibo_port.cli.session import open_session, outcome
from zibo_port.cli.unit_option import unit_words
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.commands import RecordInspection
from zibo_port.domain.prevention_codes import CHECKED, FINDINGS, INSPECTIONS

if TYPE_CHECKING:
    from zibo_port.domain.enterprise.prevention import InspectionRecorded
    from zibo_port.office.prevention import Noted

LIST: Final = (
    Column("on", "日期", "On"),
    Column("kind", "形式", "Kind"),
    Column("unit", "单位", "Unit"),
    Column("name", "企业", "Enterprise"),
    Column("checked", "检查内容", "Checked"),
    Column("result", "结果", "Result"),
    Column("finding", "发现的问题", "Finding"),
    Column("document_no", "引出的处罚", "Penalty"),
)

group = Noun("inspection", help=t("检查：市场巡查和专项检查的记录。", "Inspections: patrols and special inspections."))


@group.command(
    example="zibo-port inspection record --enterprise 91370303MADEM0011X --on 2026-09-22 --kind special --checked guided-price "
    '--checked marked-price --result violation --finding "清单以外收取查验服务费" --penalty 淄市监罚〔2026〕101号',
    help=t(
        "登记一次检查：谁、哪天、查了什么、结果怎样。\n\n查后作出处罚的，用 --penalty 写上文号；处罚在后的，到时再登记一次，只添文号。"
        "同一单位同一天对同一企业的巡查只有一条。",
        "Record an inspection: who, when, what was checked, what came of it.\n\n--penalty names the decision to which it led; where that "
        "comes later, record the inspection again with it. A unit has one patrol of an enterprise a day.",
    ),
)
@click.option("--enterprise", required=True, metavar=t("信用代码", "USCC"), help=t("检查哪家企业", "who was inspected"))
@click.option("--on", type=DATE, required=True, help=t("检查日期", "the day of the inspection"))
@click.option("--kind", type=click.Choice(list(INSPECTIONS)), required=True, metavar=t("形式", "KIND"), help=codes(INSPECTIONS))
@click.option(
    "--checked",
    multiple=True,
    required=True,
    type=click.Choice(list(CHECKED)),
    metavar=t("内容", "CODE"),
    help=t("查了什么：", "what was checked: ") + codes(CHECKED),
)
@click.option("--result", type=click.Choice(list(FINDINGS)), required=True, metavar=t("结果", "CODE"), help=codes(FINDINGS))
@click.option("--finding", type=TEXT_OR_FILE, help=t("发现的问题；未发现问题的可不填", "what was found; may be left out where nothing was"))
@click.option("--penalty", "document_no", metavar=t("文号", "DOCUMENT_NO"), help=t("引出的处罚决定", "the penalty to which it led"))
@click.option(
    "--unit",
    default="market-supervision",
    metavar=t("单位", "CODE"),
    help=t("执法人员所在单位，默认市市场监管局；代码见 unit list", "the officers' department, by default the city's market regulator"),
)
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更正已有登记的原因", "why a record is put right"))
@records
@click.pass_obj
def record(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record one."""
    from zibo_port.cli.consultation_record import told_lines

    asked = form(RecordInspection, **typed)
    receipt = open_session(counter).office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    document = outcome(receipt, dry_run=dry_run) | {"enterprise": asked.enterprise} | _row(fact)
    follows = fact.result == "violation" and fact.document_no is None
    further = "zibo-port penalty log --help" if follows else f"zibo-port inspection list --enterprise {asked.enterprise}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


@group.command(
    "list",
    example="zibo-port inspection list --result violation",
    help=t("列出检查记录，按日期排列。", "List the inspections, by day."),
)
@click.option("--enterprise", metavar=t("信用代码", "USCC"), help=t("只列这家企业的", "of this enterprise alone"))
@click.option("--kind", type=click.Choice(list(INSPECTIONS)), metavar=t("形式", "KIND"), help=codes(INSPECTIONS))
@click.option("--result", type=click.Choice(list(FINDINGS)), metavar=t("结果", "CODE"), help=codes(FINDINGS))
@reads
@click.pass_obj
def list_(
    counter: Counter,
    /,
    enterprise: str | None,
    kind: str | None,
    result: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Print them."""
    from zibo_port.domain.credit_code import CreditCode
    from zibo_port.office.prevention import inspections

    session = open_session(counter)
    code = CreditCode.parse(enterprise).value if enterprise is not None else None
    rows = [
        _listed(noted)
        for noted in inspections(session.archive, session.view(known_at, effective_at))
        if code in {None, noted.who.code} and kind in {None, noted.fact.kind} and result in {None, noted.fact.result}
    ]
    if rows or not counter.for_people:
        emit(counter, [_words(row) for row in rows] if counter.for_people else rows, LIST)
    else:
        said(counter, t("没有这样的检查记录。", "There is no such inspection."))


def _row(fact: InspectionRecorded) -> dict[str, Any]:
    return {
        "id": fact.inspection,
        "on": fact.effective_on,
        "kind": fact.kind,
        "unit": fact.unit,
        "unit_name": fact.unit_name,
        "checked": fact.checked,
        "result": fact.result,
        "finding": fact.finding,
        "document_no": fact.document_no,
    }


def _listed(noted: Noted[InspectionRecorded]) -> dict[str, Any]:
    of = {"enterprise": noted.who.code, "name": noted.who.name}
    return _row(noted.fact) | of | {"position": noted.position, "officer": noted.fact.officer}


def _words(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "kind": t(*INSPECTIONS[row["kind"]]),
        "unit": unit_words(row["unit"], row["unit_name"]),
        "checked": [t(*CHECKED[code]) for code in row["checked"]],
        "result": t(*FINDINGS[row["result"]]),
    }
