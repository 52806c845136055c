"""`zibo-port enterprise …`: the register of those who work at the port."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.enterprise_import import import_
from zibo_port.cli.enterprise_reading import list_, show
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, records
from zibo_port.cli.output import emit
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE
from zibo_port.domain.codes import LINES

if TYPE_CHECKING:
    from zibo_port.domain.commands import Command
    from zibo_port.office.office import Receipt

group = Noun("enterprise", help=t("企业：口岸相关经营服务主体的登记。", "Enterprises: the register of those who work at the port."))

USCC = click.argument("uscc", metavar=t("信用代码", "USCC"), help=t("统一社会信用代码，18 位", "the credit code, 18 characters"))
_LINE = click.option(
    "--line",
    "lines",
    type=click.Choice(list(LINES)),
    multiple=True,
    required=True,
    metavar=t("业务", "LINE"),
    help=t("业务：", "line of business: ") + codes(LINES),
)


@group.command(
    example="zibo-port enterprise register 91370303MADEM0011X 示例海岱货运代理有限公司 --line freight-forwarding",
    help=t("登记一家企业。", "Put an enterprise on the register."),
)
@USCC
@click.argument("name", metavar=t("名称", "NAME"), help=t("营业执照上的名称", "the name on its licence"))
@_LINE
@click.option("--branch-of", metavar=t("信用代码", "USCC"), help=t("上级企业的信用代码，须已登记", "the parent, which must be registered"))
@click.option(
    "--seat",
    type=click.Choice(["zibo"]),
    metavar="zibo",
    help=t(
        "住所在淄博，信用代码却不是淄博的（如由外地迁入）", "its seat is in Zibo though its code isn't of Zibo, as of one that moved here"
    ),
)
@records
@click.pass_obj
def register(counter: Counter, /, uscc: str, lines: tuple[str, ...], dry_run: bool, command_id: str | None, **given: Any) -> None:
    """Register it."""
    from zibo_port.cli.forms import form
    from zibo_port.domain.commands import RegisterEnterprise
    from zibo_port.domain.credit_code import CreditCode

    session = open_session(counter)
    request = form(RegisterEnterprise, enterprise=uscc, lines=tuple(dict.fromkeys(lines)), **given)
    receipt = _decided(session, request, command_id, dry_run=dry_run)
    doubts = [w._asdict() for w in CreditCode.parse(request.enterprise).warnings]
    _tell(session, receipt, request.enterprise, dry_run=dry_run, warnings=doubts)


@group.command(
    example="zibo-port enterprise rename 91370303MADEM0011X 示例海岱国际物流有限公司 --on 2026-09-01",
    help=t("记录企业更名；原名称留存。", "Record another name; the former one is kept."),
)
@USCC
@click.argument("name", metavar=t("新名称", "NAME"), help=t("新的名称", "the new name"))
@click.option("--on", type=DATE, help=t("更名日期，默认今天", "the day of the change; today by default"))
@records
@click.pass_obj
def rename(counter: Counter, uscc: str, name: str, on: date | None, dry_run: bool, command_id: str | None) -> None:
    """Rename it."""
    from zibo_port.cli.forms import form
    from zibo_port.domain.commands import RenameEnterprise
    from zibo_port.office.aftermath import today

    session = open_session(counter)
    request = form(RenameEnterprise, enterprise=uscc, name=name, on=on or today(session.office))
    receipt = session.office.handle(request, command_id=command_id, dry_run=dry_run)
    _tell(session, receipt, request.enterprise, dry_run=dry_run)


@group.command(
    example=(
        "zibo-port enterprise lines 91370303MADEM0011X --line freight-forwarding --line warehouse-yard --on 2026-09-01 --reason 新设仓库"
    ),
    help=t(
        "记录企业自某日起从事的业务，写全各项。\n\n季度末从事口岸业务的，列入该季度的评价；导入处罚时一并登记的企业（业务为“其他”）由此补上。"
        "已封账的季度不变，结果不同的列为待重述。",
        "Record all lines of business that an enterprise is in from a day on.\n\nIt is evaluated in a quarter at whose end it is in port "
        "business; this puts right whom an import of penalties registered (line “other”). Closed quarters stay; where a result would "
        "change, a restatement is raised.",
    ),
)
@USCC
@_LINE
@click.option("--on", type=DATE, help=t("变更日期，默认今天", "the day of the change; today by default"))
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("变更原因", "why"))
@records
@click.pass_obj
def lines(counter: Counter, uscc: str, lines: tuple[str, ...], on: date | None, reason: str, dry_run: bool, command_id: str | None) -> None:
    """Change its lines of business."""
    from zibo_port.cli.forms import form
    from zibo_port.domain.commands import ChangeLines
    from zibo_port.office.aftermath import today

    session = open_session(counter)
    request = form(ChangeLines, enterprise=uscc, lines=tuple(dict.fromkeys(lines)), on=on or today(session.office), reason=reason)
    receipt = _decided(session, request, command_id, dry_run=dry_run)
    _tell(session, receipt, request.enterprise, dry_run=dry_run)


@group.command(
    example="zibo-port enterprise deregister 91370303MADEM0011X --on 2026-09-01 --reason 已办理注销登记",
    help=t(
        "记录企业注销。\n\n档案全部保留；注销所在季度之后不再评价，退出重点关注名单，未结案件继续办理。",
        "Record that an enterprise ceased.\n\nEverything is kept; no evaluation after that quarter, off the watch list, open cases go on.",
    ),
)
@USCC
@click.option("--on", type=DATE, help=t("注销日期，默认今天", "the day; today by default"))
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("注销原因", "why"))
@records
@click.pass_obj
def deregister(counter: Counter, uscc: str, on: date | None, reason: str, dry_run: bool, command_id: str | None) -> None:
    """Deregister it."""
    from zibo_port.cli.forms import form
    from zibo_port.domain.commands import DeregisterEnterprise
    from zibo_port.office.aftermath import today

    session = open_session(counter)
    request = form(DeregisterEnterprise, enterprise=uscc, on=on or today(session.office), reason=reason)
    receipt = _decided(session, request, command_id, dry_run=dry_run)
    _tell(session, receipt, request.enterprise, dry_run=dry_run)


group.add_command(import_)
group.add_command(list_)
group.add_command(show)


def _decided(session: Session, request: Command, command_id: str | None, *, dry_run: bool) -> Receipt:
    """The decision. Other content than is on record is told by the register itself, which knows what to do about it."""
    office = session.office
    known_as = command_id or office.default_id(request)
    return office.transact(lambda desk: office.decide(desk, request, known_as, strict=command_id is not None), dry_run=dry_run)


def _tell(session: Session, receipt: Receipt, code: str, *, dry_run: bool, warnings: list[dict[str, Any]] | None = None) -> None:
    """Print what was recorded, and how the enterprise now stands."""
    from zibo_port.cli.enterprise_reading import identity_row
    from zibo_port.office.aftermath import enterprise_now, today

    enterprise = enterprise_now(session.office, code, receipt.recorded)
    document = {**outcome(receipt, dry_run=dry_run), **identity_row(enterprise, today(session.office)), "warnings": warnings or []}
    emit(session.counter, document, text=lambda said: _text(said, opening(receipt, dry_run=dry_run)))


def _text(said: dict[str, Any], first: str) -> str:
    lines = "、".join(t(*LINES[line]) for line in said["lines"])
    told = [
        first,
        t(f"{said['name']}（{said['enterprise']}），{lines}", f"{said['name']} ({said['enterprise']}), {lines.replace('、', ', ')}"),
    ]
    if said["branch_of"]:
        told.append(t(f"系 {said['branch_of']} 的分支机构，单独评价。", f"A branch of {said['branch_of']}, evaluated on its own."))
    if said["deregistered_on"]:
        told.append(t(f"已于 {said['deregistered_on']} 注销。", f"Deregistered on {said['deregistered_on']}."))
    elif not said["evaluated"]:
        told.append(
            t(
                f"不列入口岸服务评价：{_why_not(said)[0]}。",
                f"It isn't evaluated: {_why_not(said)[1]}.",
            )
        )
    told += [t("注意：", "Note: ") + t(*warning["message"]) for warning in said["warnings"]]
    told.append(t(f"下一步：zibo-port enterprise show {said['enterprise']}", f"Next: zibo-port enterprise show {said['enterprise']}"))
    return "\n".join(told)


def _why_not(said: dict[str, Any]) -> tuple[str, str]:
    if all(line == "other" for line in said["lines"]):
        return (
            "没有口岸业务；从事口岸业务的，用 zibo-port enterprise lines 登记",
            "it has no line of port business; if it has, record that with zibo-port enterprise lines",
        )
    return (
        "信用代码不是淄博的；住所在淄博的，登记时加 --seat zibo",
        "its code isn't of Zibo; where its seat is, register with --seat zibo",
    )
