"""What becomes of a decision, at the counter: vary, revoke, fulfil, repair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import records
from zibo_port.cli.output import emit
from zibo_port.cli.penalty_options import content_options, typed_content
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE

if TYPE_CHECKING:
    from zibo_port.domain.commands import Command
    from zibo_port.office.office import Receipt

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_NUMBER = click.argument("document_no", metavar=t("文号", "DOCUMENT_NO"), help=t("决定书文号", "the decision's number"))
_ON = click.option("--on", type=DATE, required=True, help=t("自哪天起", "since which day"))
_BY = click.option("--by", required=True, metavar=t("机关", "TEXT"), help=t("由哪个机关决定", "by whom"))
_REASON = click.option("--reason", required=True, metavar=t("理由", "TEXT"), help=t("理由", "why"))


@click.command(
    "vary",
    cls=Verb,
    example='zibo-port penalty vary 淄市监罚〔2026〕101号 --fine 50000 --on 2026-12-01 --by 淄博市人民政府 --reason "复议决定变更"',
    help=t(
        "登记变更后的决定：只写要改的选项，其余保持原样。\n\n已公示的旧内容三个工作日内撤下，新内容重新公示，案件可以重新会商。",
        "Record a decision as varied: give the options that change.\n\nWhat was published is withdrawn within three working days, the "
        "new text is published, and a meeting may conclude anew.",
    ),
)
@_NUMBER
@content_options(correcting=True)
@_ON
@_BY
@_REASON
@records
@click.pass_obj
def vary(counter: Counter, /, document_no: str, attach: tuple[str, ...], dry_run: bool, command_id: str | None, **given: Any) -> None:
    """Record a variation."""
    from zibo_port.cli.attachments import described, kept
    from zibo_port.cli.forms import form
    from zibo_port.domain.commands import VaryPenalty
    from zibo_port.office.aftermath import enterprise_of

    session = open_session(counter)
    enterprise = enterprise_of(session.office, document_no)
    before = enterprise.penalty(document_no)
    content = {name: value for name, value in asdict(before).items() if name in VaryPenalty.model_fields} | typed_content(given)
    content |= {"attachments": tuple(dict.fromkeys((*before.attachments, *described(attach))))}
    asked = form(VaryPenalty, **content, enterprise=enterprise.identity.code)
    with kept(attach, session.office.store.url, dry_run=dry_run):
        receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _tell(session, receipt, enterprise.identity.code, before.document_no, dry_run=dry_run)


@click.command(
    "revoke",
    cls=Verb,
    example='zibo-port penalty revoke 淄市监罚〔2026〕101号 --on 2026-12-01 --by 淄博市人民政府 --reason "主要证据不足"',
    help=t(
        "登记决定被撤销、确认违法或无效。\n\n自该日起决定不成立：已公示的三个工作日内撤下，扣分在原季度取消，措施解除；历史照存。",
        "Record that a decision was revoked, held to be unlawful, or void.\n\nIt doesn't stand from that day on: withdrawn within three "
        "working days, its deduction cancelled in its quarter, measures lifted; history keeps both.",
    ),
)
@_NUMBER
@_ON
@_BY
@_REASON
@click.option(
    "--how",
    type=click.Choice(["revoked", "unlawful", "void"]),
    default="revoked",
    metavar="revoked|unlawful|void",
    help=t("撤销（默认）、确认违法、无效", "revoked (default), unlawful, void"),
)
@records
@click.pass_obj
def revoke(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record a revocation."""
    from zibo_port.domain.commands import RevokePenalty

    _handled(counter, RevokePenalty, typed, dry_run=dry_run, command_id=command_id)


@click.command(
    "fulfil",
    cls=Verb,
    example="zibo-port penalty fulfil 淄市监罚〔2026〕101号 --on 2026-11-30",
    help=t("登记当事人已履行决定的全部义务：缴款、退款、改正。", "Record that the party did everything that the decision orders."),
)
@_NUMBER
@_ON
@click.option("--note", metavar=t("说明", "TEXT"), help=t("说明", "a remark"))
@records
@click.pass_obj
def fulfil(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record fulfilment."""
    from zibo_port.domain.commands import FulfilPenalty

    _handled(counter, FulfilPenalty, typed, dry_run=dry_run, command_id=command_id)


@click.command(
    "repair",
    cls=Verb,
    example='zibo-port penalty repair 淄市监罚〔2026〕101号 --on 2027-06-01 --by 淄博市市场监督管理局 --reason "已履行并作出信用承诺"',
    help=t(
        "登记信用修复：停止公示、共享和使用，解除措施；扣分留在原季度。\n\n须已履行完毕、公示满最短期限；责令停产停业等种类不得提前停止公示。",
        "Record a credit repair: publication, sharing and use end, measures are lifted; the deduction stays in its quarter.\n\nOnly once "
        "fulfilled and shown for the shortest period; some kinds are shown for their whole term.",
    ),
)
@_NUMBER
@_ON
@_BY
@_REASON
@records
@click.pass_obj
def repair(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record a repair."""
    from zibo_port.domain.commands import RepairPenalty

    _handled(counter, RepairPenalty, typed, dry_run=dry_run, command_id=command_id)


def _handled(counter: Counter, kind: type[Command], typed: dict[str, Any], *, dry_run: bool, command_id: str | None) -> None:
    from zibo_port.cli.forms import form
    from zibo_port.office.aftermath import enterprise_of

    asked = form(kind, **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    enterprise = enterprise_of(session.office, typed["document_no"])
    number = enterprise.penalty(typed["document_no"]).document_no
    _tell(session, receipt, enterprise.identity.code, number, dry_run=dry_run)


def _tell(session: Session, receipt: Receipt, code: str, document_no: str, *, dry_run: bool) -> None:
    """What was recorded, what it led to, and what is owed now."""
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.domain.telling import tell
    from zibo_port.office.aftermath import duties_now, today

    on = today(session.office)
    owed = duties_now(session.office, code, document_no, receipt.recorded)
    document = outcome(receipt, dry_run=dry_run) | {
        "enterprise": code,
        "document_no": document_no,
        "case": document_no,
        "consequences": [{"event": type(r.fact).__name__, "position": r.position} for r in receipt.recorded[1:]],
        "duties": [duty_row(duty, on) for duty in owed],
    }
    told = [t(*tell(r.fact).summary) for r in receipt.recorded]
    emit(session.counter, document, text=lambda said: "\n".join(_lines(session, said, opening(receipt, dry_run=dry_run), told, on)))


def _lines(session: Session, said: dict[str, Any], first: str, told: list[str], on: date) -> Iterator[str]:
    from zibo_port.cli.duty_rows import duty_lines

    yield first
    yield from told
    owed = [row for row in said["duties"] if row["done_on"] is None]
    if owed:
        yield ""
        yield t("应办事项：", "What is owed:")
        yield from duty_lines(owed, session.office.books, on)
    if any(row["step"].startswith(("withdraw-", "end-")) for row in owed):
        yield t("下一步：zibo-port publication send --all", "Next: zibo-port publication send --all")
