"""The rounds of evaluation: opened, closed, published, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.domain.commands import (
    CloseQuarter,
    Command,
    OpenQuarter,
    PublishQuarter,
    RestateResult,
)
from zibo_port.domain.enterprise.results import WatchListEntered, WatchListLeft
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.office.desk import Recorded
    from zibo_port.office.office import Receipt


_QUARTER = click.argument("quarter", metavar=t("季度", "QUARTER"), type=QUARTER)


@click.command(
    "open",
    cls=Verb,
    example="zibo-port evaluation open 2026Q3",
    help=t("启动一个季度的评价（可省；报送不必等启动）。", "Announce a round; optional, inputs don't wait for it."),
)
@_QUARTER
@records
@click.pass_obj
def open_(counter: Counter, quarter: Quarter, dry_run: bool, command_id: str | None) -> None:
    """Announce a round."""
    _, receipt = _handled(counter, form(OpenQuarter, quarter=str(quarter)), dry_run=dry_run, command_id=command_id)
    document = outcome(receipt, dry_run=dry_run) | {"quarter": str(quarter)}
    text = (
        opening(receipt, dry_run=dry_run),
        t(f"{quarter} 评价已启动，{quarter.last_day} 之后可以封账。", f"{quarter} is open; it can be closed after {quarter.last_day}."),
        t("下一步：", "Next: ") + f"zibo-port evaluation show {quarter}",
    )
    emit(counter, document, text=lambda _: "\n".join(text))


@click.command(
    "close",
    cls=Verb,
    example="zibo-port evaluation close 2026Q3",
    help=t(
        "封账：以此刻的记录为准冻结全部结果。无数据的企业照列，不等待。\n\n此后登记的内容不改变结果，只列为待重述。",
        "Close a quarter: freeze all results by what is on record now. Who lacks data is listed, not waited for.\n\n"
        "What is recorded later doesn't change them; it is listed as pending a restatement.",
    ),
)
@_QUARTER
@records
@click.pass_obj
def close(counter: Counter, quarter: Quarter, dry_run: bool, command_id: str | None) -> None:
    """Close a round."""
    from zibo_port.cli.round_rows import count_words, counted
    from zibo_port.office.rounds import results

    session, receipt = _handled(counter, form(CloseQuarter, quarter=str(quarter)), dry_run=dry_run, command_id=command_id)
    found = results(session.archive, quarter, session.view(None, None))
    document = outcome(receipt, dry_run=dry_run) | counted(found) | _frozen(found.round.closing, receipt)

    def text(said: dict[str, Any]) -> str:
        lines = [opening(receipt, dry_run=dry_run), *count_words(said)]
        lines.append(t(f"结果摘要 {said['results_sha256']}", f"Digest of the results {said['results_sha256']}"))
        return "\n".join([*lines, t("下一步：", "Next: ") + f"zibo-port evaluation publish {quarter}"])

    emit(counter, document, text=text)


def _frozen(closing: Any, receipt: Receipt) -> dict[str, Any]:
    """What the close says of itself; in a dry run only the event knows."""
    fact: Any = receipt.recorded[0].fact if receipt.recorded else None
    said = fact or closing
    return {"known_position": said.known_position, "results_sha256": said.results_sha256}


@click.command(
    "publish",
    cls=Verb,
    example="zibo-port evaluation publish 2026Q3",
    help=t(
        "发布已封账季度的结果。发布的结果是事实，重点关注名单随之更新。",
        "Publish a closed quarter. The results become facts, and the watch list follows.",
    ),
)
@_QUARTER
@records
@click.pass_obj
def publish(counter: Counter, quarter: Quarter, dry_run: bool, command_id: str | None) -> None:
    """Publish a round."""
    from zibo_port.cli.papers import keep_missing, paper_words
    from zibo_port.cli.round_rows import count_words, counted, list_words, listed
    from zibo_port.office.rounds import results

    session, receipt = _handled(counter, form(PublishQuarter, quarter=str(quarter)), dry_run=dry_run, command_id=command_id)
    papers = [] if dry_run else keep_missing(session, quarter)
    found = results(session.archive, quarter, session.view(None, None))
    closing = found.round.closing
    document = outcome(receipt, dry_run=dry_run) | counted(found)
    document |= {
        "results_sha256": closing.results_sha256 if closing else None,
        "watch_list": listed(receipt.recorded, _names(session, receipt.recorded)),
        "papers": papers,
    }

    def text(said: dict[str, Any]) -> str:
        return "\n".join((opening(receipt, dry_run=dry_run), *count_words(said), *list_words(said), *paper_words(papers, quarter)))

    emit(counter, document, text=text)


def _names(session: Session, recorded: Sequence[Recorded]) -> dict[UUID, tuple[str, str]]:
    """Code and name of the enterprises whose place on the watch list changed, by stream."""
    from zibo_port.office.scanning import codes

    archive, view, known = session.archive, session.view(None, None), codes(session.archive)
    moved = {r.fact.originator_id for r in recorded if isinstance(r.fact, WatchListEntered | WatchListLeft)}
    return {stream: (known[stream], archive.file(known[stream], view).enterprise.identity.name) for stream in moved}


@click.command(
    "restate",
    cls=Verb,
    example="zibo-port evaluation restate 2026Q3 --enterprise 91370303MADEM0011X --consultation M20261015-7049 --accept",
    help=t(
        "重述：依据会商，同意或暂缓更改一家企业已封账的结果。\n\n同意之日起以重述结果为准，重点关注名单随之更新；暂缓的仍列为待办。",
        "Accept or defer, under a consultation, the restatement of an enterprise's closed result.\n\nOnce accepted the new figures "
        "stand and the watch list follows; a deferred one stays open.",
    ),
)
@_QUARTER
@click.option("--enterprise", required=True, metavar=t("信用代码", "USCC"), help=t("企业", "the enterprise"))
@click.option("--consultation", "meeting", required=True, metavar=t("编号", "ID"), help=t("会商编号", "the consultation"))
@click.option("--accept", is_flag=True, help=t("同意重述", "accept it"))
@click.option("--defer", metavar=t("理由", "REASON"), help=t("暂缓的理由", "put it off, with the reason"))
@click.option("--reason", metavar=t("说明", "TEXT"), help=t("同意的说明", "a remark on the acceptance"))
@records
@click.pass_obj
def restate(counter: Counter, /, quarter: Quarter, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Accept or defer a restatement."""
    from zibo_port.cli.papers import keep_missing, paper_words
    from zibo_port.cli.restating import figures_of, restated_words

    accept, defer = typed.pop("accept"), typed.pop("defer")
    if accept == (defer is not None):
        raise click.UsageError(t("--accept 与 --defer 二者择一。", "Give either --accept or --defer REASON."))
    typed["reason"] = defer or typed["reason"]
    asked = form(RestateResult, quarter=str(quarter), accept=accept, **typed)
    session, receipt = _handled(counter, asked, dry_run=dry_run, command_id=command_id)
    papers = keep_missing(session, quarter) if accept and not dry_run else []
    document = outcome(receipt, dry_run=dry_run) | figures_of(session, asked, receipt) | {"papers": papers}

    def text(said: dict[str, Any]) -> str:
        return "\n".join((opening(receipt, dry_run=dry_run), *restated_words(said), *paper_words(papers, quarter)))

    emit(counter, document, text=text)


@click.command(
    "show",
    cls=Verb,
    example="zibo-port evaluation show 2026Q3",
    help=t(
        "显示一个季度的评价：状态、结果、无数据和待重述的企业。",
        "Show a round: status, results, who lacks data or awaits a restatement.",
    ),
)
@_QUARTER
@reads
@click.pass_obj
def show(counter: Counter, quarter: Quarter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print a round."""
    from zibo_port.cli.round_rows import full, text
    from zibo_port.office.rounds import results

    session = open_session(counter)
    emit(counter, full(results(session.archive, quarter, session.view(known_at, effective_at))), text=text)


def _handled(counter: Counter, asked: Command, *, dry_run: bool, command_id: str | None) -> tuple[Session, Receipt]:
    session = open_session(counter)
    return session, session.office.handle(asked, command_id=command_id, dry_run=dry_run)
