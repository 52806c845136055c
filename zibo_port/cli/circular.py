"""`zibo-port circular`: information passed to departments, and acknowledged by each."""

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
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import AcknowledgeCircular, SendCircular

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.circular import Circular, CircularSent
    from zibo_port.office.office import Receipt

group = Noun(
    "circular", help=t("通报：向各部门通报信息，由各部门签收。", "Circulars: information passed to departments, which acknowledge it.")
)

_ID = click.argument("circular", metavar=t("编号", "ID"), help=t("通报编号，见 circular list", "the circular's id, see circular list"))

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("sent_on", "发出日期", "Sent on"),
    Column("title", "标题", "Title"),
    Column("acknowledged_text", "签收", "Acknowledged"),
    Column("open_text", "尚未签收", "Not yet by"),
    Column("due_on", "签收期限", "Due"),
)

ROW: Final = tuple(
    Column(key, key, key)
    for key in (
        *("id", "sent_on", "sender", "title", "text", "departments", "cases", "quarter", "meeting"),
        *("due_on", "provisional", "assumed", "open"),
    )
)
"""The entries of a circular for a spreadsheet, so that a list of none has its headings too."""

SHOW: Final = (
    *LIST[:3],
    Column("sender", "发出单位", "Sent by"),
    Column("cases", "所涉案件", "Cases"),
    Column("quarter", "季度", "Quarter"),
    Column("meeting", "会商", "Consultation"),
    Column("due_on", "签收期限", "Due"),
    Column("text", "内容", "Text"),
    Column(
        "receipts",
        "签收情况",
        "Receipts",
        columns=(
            Column("department_text", "部门", "Department"),
            Column("acknowledged_on", "签收日期", "On"),
            Column("officer", "签收人", "By"),
            Column("late", "逾期", "Late"),
        ),
    ),
)


@group.command(
    example='zibo-port circular send --title "2026年第三季度口岸领域价格检查情况" --text "现将检查情况通报如下……" --to customs --to tax '
    "--quarter 2026Q3",
    help=t(
        "向部门发出通报；每个部门应在 3 个工作日内签收（推定）。\n\n召集案件会商时，系统自动把所涉处罚信息通报给参加的部门。",
        "Send a circular to departments, each of which acknowledges it within 3 working days (assumed).\n\nWhen a consultation about "
        "cases is called, its decisions are circulated to the departments by themselves.",
    ),
)
@click.option("--title", required=True, metavar=t("标题", "TITLE"), help=t("标题", "the title"))
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("内容", "what it says"))
@click.option(
    "--to",
    multiple=True,
    required=True,
    metavar=t("部门", "CODE"),
    help=t("发给哪个部门：", "a department that gets it: ") + codes(DEPARTMENTS),
)
@click.option("--case", "cases", multiple=True, metavar=t("文号", "DOCUMENT_NO"), help=t("所涉案件", "a case that it is about"))
@click.option("--quarter", type=QUARTER, help=t("所涉季度", "the quarter that it is about"))
@click.option(
    "--department",
    default="port-office",
    metavar=t("部门", "CODE"),
    help=t("发出的部门，默认市口岸办", "who sends it; by default the port office"),
)
@records
@click.pass_obj
def send(counter: Counter, /, quarter: object, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Send one."""
    asked = form(SendCircular, quarter=None if quarter is None else str(quarter), **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _emit(counter, session, receipt, dry_run=dry_run)


@group.command(
    example="zibo-port circular acknowledge C20260928-f6cd --department customs",
    help=t("由收到通报的部门签收。", "Acknowledge a circular, by a department that received it."),
)
@_ID
@click.option("--department", required=True, metavar=t("部门", "CODE"), help=t("签收的部门：", "who received it: ") + codes(DEPARTMENTS))
@click.option("--on", type=DATE, help=t("签收日期，默认今天", "the day it was received; today by default"))
@records
@click.pass_obj
def acknowledge(counter: Counter, /, circular: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Acknowledge one."""
    asked = form(AcknowledgeCircular, circular=circular.strip(), **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    _emit(counter, session, receipt, dry_run=dry_run)


def _emit(counter: Counter, session: Session, receipt: Receipt, *, dry_run: bool) -> None:
    from zibo_port.cli.consultation_record import told_lines
    from zibo_port.domain.circular import Circular
    from zibo_port.office.following import stream

    fact: Any = receipt.recorded[0].fact
    view = session.view(None, None)
    found = stream(session.archive, view, Circular, fact.circular, receipt.recorded)
    document = outcome(receipt, dry_run=dry_run) | _row(found, found.must_be_sent(fact.circular), session.office.books, view.on)
    further = f"zibo-port circular show {fact.circular}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


@group.command("list", example="zibo-port circular list --open", help=t("列出通报，新近发出的在后。", "List circulars, the latest last."))
@click.option("--open", "open_", is_flag=True, help=t("只列尚有部门未签收的", "those that a department hasn't acknowledged alone"))
@reads
@click.pass_obj
def list_(counter: Counter, open_: bool, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.domain.circular import Circular
    from zibo_port.office.following import streams

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    found = streams(session.archive, view, Circular)
    books = session.archive.books(view)
    rows = [_row(c, c.sent, books, view.on) for c in found if c.sent is not None and (c.open or not open_)]
    if not counter.for_people:
        emit(counter, rows, ROW)
    elif rows:
        emit(counter, [_words(row) for row in rows], LIST)
    else:
        said(counter, t("没有这样的通报。", "There is no such circular."))


@group.command(
    example="zibo-port circular show C20260928-f6cd", help=t("显示一份通报和它的签收情况。", "Show a circular and its receipts.")
)
@_ID
@reads
@click.pass_obj
def show(counter: Counter, circular: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one."""
    from zibo_port.domain.circular import Circular
    from zibo_port.office.following import stream

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    found = stream(session.archive, view, Circular, circular.strip())
    row = _row(found, found.must_be_sent(circular.strip()), session.archive.books(view), view.on)
    emit(counter, _words(row) if counter.for_people else row, SHOW)


def _row(circular: Circular, sent: CircularSent, books: Books, on: date) -> dict[str, Any]:
    from zibo_port.domain.followup import receipt_due

    due, assumed = receipt_due(sent.effective_on or date.min, books)
    return {
        "id": sent.circular,
        "sent_on": sent.effective_on,
        "sender": sent.department,
        "officer": sent.officer,
        "title": sent.title,
        "text": sent.text,
        "departments": sent.departments,
        "cases": sent.cases,
        "quarter": sent.quarter,
        "meeting": sent.meeting,
        "due_on": due.on,
        "provisional": due.provisional,
        "assumed": assumed,
        "open": circular.open,
        "receipts": [_receipt(circular, code, due.on, on) for code in sent.departments],
    }


def _receipt(circular: Circular, code: str, due: date, today: date) -> dict[str, Any]:
    known = circular.acknowledged.get(code)
    on = known.effective_on if known is not None else None
    return {
        "department": code,
        "acknowledged_on": on,
        "officer": known.officer if known is not None else None,
        "late": (on or today) > due,
    }


def _words(row: dict[str, Any]) -> dict[str, Any]:
    done = sum(receipt["acknowledged_on"] is not None for receipt in row["receipts"])
    return row | {
        "sender": t(*DEPARTMENTS[row["sender"]]),
        "acknowledged_text": f"{done}/{len(row['receipts'])}",
        "open_text": [t(*DEPARTMENTS[code]) for code in row["open"]],
        "receipts": [r | {"department_text": t(*DEPARTMENTS[r["department"]])} for r in row["receipts"]],
    }
