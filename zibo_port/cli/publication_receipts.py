"""What platforms answer, recorded; and withdrawals asked for by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import records
from zibo_port.cli.output import emit
from zibo_port.cli.publication_rows import row
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.cli.values import DATE
from zibo_port.domain.codes import PLATFORMS
from zibo_port.domain.commands import Command, RecordOutlet, RecordReceipt, WithdrawPublication

ID = t("公示任务编号，见 publication list", "the publication's id, see publication list")


@click.command(
    "receipt",
    cls=Verb,
    example="zibo-port publication receipt Pb67a11c4cc --accepted XYZB-2026-0915\n"
    "zibo-port publication receipt Pb67a11c4cc --rejected 处罚类别与内容不一致",
    help=t("登记平台的回执：接收编号，或退回原因。", "Record a platform's answer: its acceptance number, or why it was rejected."),
)
@click.argument("publication", metavar=t("编号", "ID"), help=ID)
@click.option("--accepted", metavar=t("回执编号", "NUMBER"), help=t("平台给出的接收编号", "the number that the platform gave"))
@click.option("--rejected", metavar=t("原因", "REASON"), help=t("平台退回的原因", "why the platform rejected it"))
@click.option("--on", type=DATE, help=t("回执所载日期，默认今天", "the day that the receipt states, by default today"))
@records
@click.pass_obj
def receipt(
    counter: Counter,
    publication: str,
    accepted: str | None,
    rejected: str | None,
    on: date | None,
    dry_run: bool,
    command_id: str | None,
) -> None:
    """Record an answer."""
    from zibo_port.office.publishing import publication as found

    if (accepted is None) == (rejected is None):
        raise click.UsageError(t("请给出 --accepted 或 --rejected，二者择一。", "Give --accepted or --rejected, one of both."))
    session = open_session(counter)
    asked = found(session.archive, publication, session.view(None, None)).publication
    values = {"publication": publication, "accepted": accepted, "rejected": rejected, "on": on}
    if publication.startswith("R"):
        answer: Command = form(RecordOutlet, **values, quarter=asked.document_no)
    else:
        answer = form(RecordReceipt, **values, case=asked.document_no)
    done = session.office.handle(answer, command_id=command_id, dry_run=dry_run)
    after = row(found(session.archive, publication, session.view(None, None)))
    document = outcome(done, dry_run=dry_run) | after
    emit(counter, document, text=lambda said: "\n".join((opening(done, dry_run=dry_run), *_answered(said))))


def _answered(said: dict[str, Any]) -> Iterator[str]:
    where = PLATFORMS[said["platform"]]
    if said["state"] == "accepted":
        yield t(
            f"{where.zh}已接收 {said['document_no']}，回执 {said['receipt']}，公示办结。",
            f"{where.en} accepted {said['document_no']} as {said['receipt']}: done.",
        )
        yield t("下一步：zibo-port publication list", "Next: zibo-port publication list")
    elif said["state"] in {"withdrawn", "ended"}:
        yield t(
            f"{where.zh}已不再显示 {said['document_no']}，回执 {said['receipt']}，撤下办结。",
            f"{where.en} shows {said['document_no']} no more, receipt {said['receipt']}: done.",
        )
    elif said["state"] == "withdrawal-requested":
        yield t(
            f"{where.zh}已接收 {said['document_no']}，回执 {said['receipt']}；但这一内容已不应公示，须于 {said['due_on']} 前撤下。",
            f"{where.en} accepted {said['document_no']} as {said['receipt']}, but should show it no more: withdraw it by {said['due_on']}.",
        )
        yield t("下一步：", "Next: ") + f"zibo-port publication send {said['id']}"
    elif said["state"] == "rejected":
        yield t(
            f"{where.zh}退回 {said['document_no']}：{said['rejection']}。",
            f"{where.en} rejected {said['document_no']}: {said['rejection']}.",
        )
        yield t(f"期限 {said['due_on']}，公示未完成。", f"It is due on {said['due_on']} and isn't done.")
        yield t(
            f"下一步：记录有误的用 zibo-port penalty correct 更正；无误的重新报送：zibo-port publication send {said['id']}",
            f"Next: zibo-port penalty correct where the record is wrong; else send it again: zibo-port publication send {said['id']}",
        )


# --- withdrawals --------------------------------------------------------------------------------------------------


@click.command(
    "withdraw",
    cls=Verb,
    example='zibo-port publication withdraw Pb67a11c4cc --reason "金额录入有误"',
    help=t(
        "撤下公示内容不准确的任务，决定本身不变。决定被撤销、变更或修复的，系统会自动要求撤下。",
        "Withdraw what is shown wrongly though the decision stands. After a revocation, variation or repair the engine asks by itself.",
    ),
)
@click.argument("publication", metavar=t("编号", "ID"), help=ID)
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("原因", "why"))
@records
@click.pass_obj
def withdraw(counter: Counter, publication: str, reason: str, dry_run: bool, command_id: str | None) -> None:
    """Ask for a withdrawal."""
    from zibo_port.office.publishing import publication as found

    session = open_session(counter)
    asked = found(session.archive, publication, session.view(None, None)).publication
    order = form(WithdrawPublication, publication=publication, case=asked.document_no, reason=reason)
    done = session.office.handle(order, command_id=command_id, dry_run=dry_run)
    after = row(found(session.archive, publication, session.view(None, None)))
    emit(
        counter,
        outcome(done, dry_run=dry_run) | after,
        text=lambda said: "\n".join(
            (
                opening(done, dry_run=dry_run),
                t(
                    f"{PLATFORMS[said['platform']].zh}应撤下 {said['document_no']}，期限 {said['due_on']}。",
                    f"{PLATFORMS[said['platform']].en} is to show {said['document_no']} no more, by {said['due_on']}.",
                ),
                t("下一步：", "Next: ") + f"zibo-port publication send {publication}",
            )
        ),
    )
