"""`zibo-port publication`: what is to be shown at the platforms, handing it over, and their receipts."""

from __future__ import annotations

from datetime import date, datetime

import click

from zibo_port.cli import publication_receipts, publication_sending
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads
from zibo_port.cli.output import emit
from zibo_port.cli.publication_rows import LIST, SHOW, STATES, full, row, words
from zibo_port.cli.session import open_session

group = Noun(
    "publication",
    help=t("公示任务：处罚决定在各平台的公示、报送和回执。", "Publications: decisions at the platforms, sendings and receipts."),
)


@group.command(
    "list",
    example="zibo-port publication list\nzibo-port publication list --state sent --json",
    help=t("列出公示任务，按期限排列。已报送不等于办结，回执才是。", "List publications by due day. Sent isn't done; a receipt is."),
)
@click.option(
    "--state",
    type=click.Choice(list(STATES)),
    metavar=t("状态", "STATE"),
    help=t("只列这一状态：", "only this state: ") + codes(STATES),
)
@click.option("--late", is_flag=True, help=t("只列逾期的", "only what is late"))
@reads
@click.pass_obj
def list_(counter: Counter, state: str | None, late: bool, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the publications."""
    from zibo_port.office.publishing import publications

    session = open_session(counter)
    found = [row(s) for s in publications(session.archive, session.view(known_at, effective_at))]
    shown = [r for r in found if (state is None or r["state"] == state) and (r["late"] or not late)]
    emit(counter, [words(r) for r in shown] if counter.for_people else shown, LIST)


@group.command(
    example="zibo-port publication show Pb67a11c4cc",
    help=t("显示一项公示任务：定稿的 30 个数据项、报送记录和回执。", "Show a publication: its 30 frozen columns, sendings and receipt."),
)
@click.argument(
    "publication", metavar=t("编号", "ID"), help=t("公示任务编号，见 publication list", "the publication's id, see publication list")
)
@reads
@click.pass_obj
def show(counter: Counter, publication: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one publication."""
    from zibo_port.office.publishing import publication as found

    session = open_session(counter)
    document = full(found(session.archive, publication, session.view(known_at, effective_at)))
    emit(counter, words(document) | {"payload_sha256": document["payload_sha256"]} if counter.for_people else document, SHOW)


group.add_command(publication_sending.send)
group.add_command(publication_receipts.receipt)
group.add_command(publication_receipts.withdraw)
