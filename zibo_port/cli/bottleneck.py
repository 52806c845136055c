"""`zibo-port bottleneck`: problems that hold up clearance, followed until they are removed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import emit, said
from zibo_port.cli.session import Session, open_session, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import ExtendBottleneck, RaiseBottleneck, ReportBottleneck, ResolveBottleneck

if TYPE_CHECKING:
    from zibo_port.domain.bottleneck import Bottleneck, BottleneckRaised
    from zibo_port.domain.commands import Command
    from zibo_port.office.archive import View

group = Noun(
    "bottleneck",
    help=t("堵点问题：提出、进展、延期、解决，逐项跟踪。", "Bottlenecks: raised, reported on, extended, resolved; followed one by one."),
)

_ID = click.argument("bottleneck", metavar=t("编号", "ID"), help=t("堵点问题编号，见 bottleneck list", "its id, see bottleneck list"))
_BY = click.option(
    "--department",
    metavar=t("部门", "CODE"),
    help=t("办理的部门，默认负责部门；市口岸办可代办", "the department that acts, by default the owner; the port office may act for it"),
)


@group.command(
    "raise",
    example='zibo-port bottleneck raise --title 冷链查验设备不足 --text "仅一台，旺季排队。" --owner customs --due 2026-11-30',
    help=t(
        "把一个堵点问题列入清单，由一个部门在期限前解决。\n\n没有写期限的，在下次例会前解决（推定）。已解决又出现的，以同一标题重新提出。",
        "Put a bottleneck on the list; a department removes it by a day.\n\nWithout a day it is due at the next regular meeting (assumed). "
        "One that comes back is raised again under its title.",
    ),
)
@click.option("--title", required=True, metavar=t("标题", "TITLE"), help=t("一句话说明问题", "the problem in a few words"))
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("具体情况", "the particulars"))
@click.option("--enterprise", metavar=t("信用代码", "USCC"), help=t("所涉企业", "the enterprise it is about"))
@click.option(
    "--owner", required=True, metavar=t("部门", "CODE"), help=t("负责解决的部门：", "the department that removes it: ") + codes(DEPARTMENTS)
)
@click.option("--due", "due_on", type=DATE, help=t("期限", "by when"))
@click.option(
    "--department",
    default="port-office",
    metavar=t("部门", "CODE"),
    help=t("提出的部门，默认市口岸办", "who raises it; by default the port office"),
)
@records
@click.pass_obj
def raise_(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Raise one."""
    _record(counter, open_session(counter), form(RaiseBottleneck, **typed), command_id, dry_run=dry_run)


@group.command(
    example='zibo-port bottleneck report B-96be9349 --text "设备已招标，十月到货。"',
    help=t("登记解决的进展。", "Report how far its removal has come."),
)
@_ID
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("进展", "how far it has come"))
@_BY
@records
@click.pass_obj
def report(counter: Counter, /, bottleneck: str, department: str | None, text: str, dry_run: bool, command_id: str | None) -> None:
    """Report on one."""
    session = open_session(counter)
    by = department or _owner(session, bottleneck)
    asked = form(ReportBottleneck, bottleneck=bottleneck.strip(), department=by, text=text)
    _record(counter, session, asked, command_id, dry_run=dry_run)


@group.command(
    example="zibo-port bottleneck extend B-96be9349 --due 2026-12-31 --reason 设备到货推迟",
    help=t(
        "延长期限，由市口岸办登记，须说明原因；原期限留存。",
        "Give more time, by the port office and with the reason; the former day is kept.",
    ),
)
@_ID
@click.option("--due", "due_on", type=DATE, required=True, help=t("新的期限", "the new day"))
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("延期的原因", "why"))
@records
@click.pass_obj
def extend(counter: Counter, /, bottleneck: str, due_on: date, reason: str, dry_run: bool, command_id: str | None) -> None:
    """Give one more time."""
    asked = form(ExtendBottleneck, bottleneck=bottleneck.strip(), due_on=due_on, reason=reason)
    _record(counter, open_session(counter), asked, command_id, dry_run=dry_run)


@group.command(
    example="zibo-port bottleneck resolve B-96be9349 --how 增设一台查验设备",
    help=t(
        "登记问题已解决和如何解决。\n\n按实际解决的日期（--on）判断是否逾期，登记晚了不算逾期。",
        "Record that it is removed, and how.\n\nThe day it was (--on) says whether it is late, not the day of recording.",
    ),
)
@_ID
@click.option("--how", type=TEXT_OR_FILE, required=True, help=t("如何解决", "how it was removed"))
@click.option("--on", type=DATE, help=t("解决日期，默认今天", "the day it was removed; today by default"))
@_BY
@records
@click.pass_obj
def resolve(
    counter: Counter, /, bottleneck: str, department: str | None, how: str, on: date | None, dry_run: bool, command_id: str | None
) -> None:
    """Resolve one."""
    session = open_session(counter)
    by = department or _owner(session, bottleneck)
    asked = form(ResolveBottleneck, bottleneck=bottleneck.strip(), department=by, how=how, on=on)
    _record(counter, session, asked, command_id, dry_run=dry_run)


def _owner(session: Session, name: str) -> str:
    """The department that owns it now, for which whoever types acts."""
    from zibo_port.domain.bottleneck import Bottleneck
    from zibo_port.office.following import stream

    return stream(session.archive, session.view(None, None), Bottleneck, name.strip()).must_be_raised(name.strip()).owner


def _record(counter: Counter, session: Session, asked: Command, command_id: str | None, *, dry_run: bool) -> None:
    from zibo_port.cli.consultation_record import told_lines
    from zibo_port.domain.bottleneck import Bottleneck
    from zibo_port.office.following import stream

    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    view = session.view(None, None)
    found = stream(session.archive, view, Bottleneck, fact.bottleneck, receipt.recorded)
    document = outcome(receipt, dry_run=dry_run) | _row(session, found, found.must_be_raised(fact.bottleneck), view)
    further = f"zibo-port bottleneck show {fact.bottleneck}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


# --- reading ------------------------------------------------------------------------------------------------------


@group.command(
    "list", example="zibo-port bottleneck list --open", help=t("列出堵点问题，按期限排列。", "List the bottlenecks, by due day.")
)
@click.option("--open", "open_", is_flag=True, help=t("只列未解决的", "those not removed alone"))
@click.option("--overdue", is_flag=True, help=t("只列逾期未解决的", "those that are late and not removed alone"))
@click.option(
    "--owner",
    type=click.Choice(list(DEPARTMENTS)),
    metavar=t("部门", "CODE"),
    help=t("只列这个部门负责的：", "of this owner alone: ") + codes(DEPARTMENTS),
)
@reads
@click.pass_obj
def list_(counter: Counter, /, open_: bool, overdue: bool, owner: str | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.cli.bottleneck_rows import LIST, ROW, bottleneck_words
    from zibo_port.domain.bottleneck import Bottleneck
    from zibo_port.office.following import streams

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    every = [_row(session, b, b.raised, view) for b in streams(session.archive, view, Bottleneck) if b.raised is not None]
    undone = [row for row in every if row["state"] == "open"] if open_ or overdue else every
    rows = [row for row in undone if owner in {None, row["owner"]} and (row["late"] or not overdue)]
    rows.sort(key=lambda row: (row["due_on"], row["id"]))
    if not counter.for_people:
        emit(counter, rows, ROW)
    elif rows:
        emit(counter, [bottleneck_words(row, view.on) for row in rows], LIST)
    else:
        said(counter, t("没有这样的堵点问题。", "There is no such bottleneck."))


@group.command(
    example="zibo-port bottleneck show B-96be9349", help=t("显示一个堵点问题和它的进展。", "Show a bottleneck and its progress.")
)
@_ID
@reads
@click.pass_obj
def show(counter: Counter, bottleneck: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one."""
    from zibo_port.cli.bottleneck_rows import SHOW, bottleneck_words
    from zibo_port.domain.bottleneck import Bottleneck
    from zibo_port.office.following import stream

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    found = stream(session.archive, view, Bottleneck, bottleneck.strip())
    row = _row(session, found, found.must_be_raised(bottleneck.strip()), view)
    emit(counter, bottleneck_words(row, view.on) if counter.for_people else row, SHOW)


def _row(session: Session, bottleneck: Bottleneck, raised: BottleneckRaised, view: View) -> dict[str, Any]:
    from zibo_port.cli.bottleneck_rows import bottleneck_row

    name = session.archive.file(raised.enterprise, view).enterprise.identity.name if raised.enterprise is not None else None
    return bottleneck_row(bottleneck, raised, name, view.on)
