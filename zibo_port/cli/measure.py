"""`zibo-port measure`: what departments were given to do about a case: reported on, extended, carried out, how old it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import CompleteMeasure, ExtendMeasure, ReportMeasure

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import Command
    from zibo_port.office.archive import Archive, View
    from zibo_port.office.measures import Given

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("department", "部门", "Department"),
    Column("measure", "措施", "Measure"),
    Column("document_no", "案件", "Case"),
    Column("name", "企业", "Enterprise"),
    Column("since", "会商日期", "Since"),
    Column("due_on", "期限", "Due"),
    Column("state", "状态", "State"),
    Column("age", "已历天数", "Days", "right"),
)
STATES: Final = {"done": ("已落实", "done"), "late": ("逾期", "late"), "open": ("落实中", "open")}

group = Noun("measure", help=t("联合监管措施：进展、延期、落实、台账。", "Joint measures: reports, extensions, completion, ageing."))
_ID = click.argument("measure", metavar=t("编号", "ID"), help=t("措施编号，见 measure list", "the measure's id, see measure list"))
_DEPARTMENT = click.option(
    "--department", type=click.Choice(list(DEPARTMENTS)), required=True, metavar=t("部门", "CODE"), help=codes(DEPARTMENTS)
)
_ON = click.option("--on", type=DATE, help=t("哪一天，默认今天；当日办结、事后登记的算按时", "which day, by default today"))


@group.command(
    example="zibo-port measure report X77e54809 --department customs --text 已抽查三票，未发现异常",
    help=t("登记措施的进展：检查、监管的结果回到案件。", "Record how far a measure is; results of supervision come back to the case."),
)
@_ID
@_DEPARTMENT
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("进展", "how far it is"))
@_ON
@records
@click.pass_obj
def report(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record a report."""
    _done(counter, form(ReportMeasure, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example="zibo-port measure complete X77e54809 --department customs --result 抽查完毕，未发现违规 --on 2026-12-20",
    help=t(
        "登记措施已落实及结果。期限内落实、事后登记的，算按时。",
        "Record that a measure was carried out; in time if it was, whenever recorded.",
    ),
)
@_ID
@_DEPARTMENT
@click.option("--result", type=TEXT_OR_FILE, required=True, help=t("结果", "the result"))
@_ON
@records
@click.pass_obj
def complete(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record completion."""
    _done(counter, form(CompleteMeasure, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example="zibo-port measure extend X77e54809 --department customs --until 2027-02-28 --reason 需核查境外单证",
    help=t(
        "延长措施的期限，一次不超过规定的上限；再延须经会商。", "Give a measure more time, within the limit; beyond it a meeting decides."
    ),
)
@_ID
@_DEPARTMENT
@click.option("--until", type=DATE, required=True, help=t("延到哪天", "until which day"))
@click.option("--reason", required=True, metavar=t("理由", "TEXT"), help=t("理由", "why"))
@records
@click.pass_obj
def extend(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Extend it."""
    _done(counter, form(ExtendMeasure, **typed), dry_run=dry_run, command_id=command_id)


def _done(counter: Counter, asked: Command, *, dry_run: bool, command_id: str | None) -> None:
    from zibo_port.domain.telling import tell

    said: Any = asked
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    rows = [row for row in _rows(session.archive, session.view(None, None)) if row["id"] == said.measure]
    told = [t(*tell(r.fact).summary) for r in receipt.recorded]
    document = outcome(receipt, dry_run=dry_run) | (rows[0] if rows else {"id": said.measure})
    emit(counter, document, text=lambda _: "\n".join((opening(receipt, dry_run=dry_run), *told)))


@group.command(
    "list",
    example="zibo-port measure list --department customs --open",
    help=t("列出各部门的措施，按期限排列，并列已历天数。", "List measures by due day, with how old they are."),
)
@click.option("--department", type=click.Choice(list(DEPARTMENTS)), metavar=t("部门", "CODE"), help=codes(DEPARTMENTS))
@click.option("--open", "open_", is_flag=True, help=t("只列未落实的", "those not carried out alone"))
@reads
@click.pass_obj
def list_(counter: Counter, department: str | None, open_: bool, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    session = open_session(counter)
    view = session.view(known_at, effective_at)
    rows = [r for r in _rows(session.archive, view) if department in {None, r["department"]} and not (open_ and r["state"] == "done")]
    books = session.archive.books(view)
    emit(counter, [_words(row, books, view.on) for row in rows] if counter.for_people else rows, LIST)


def _rows(archive: Archive, view: View) -> list[dict[str, Any]]:
    from zibo_port.office.measures import given

    return [_row(one, view.on) for one in given(archive, view)]


def _row(one: Given, on: date) -> dict[str, Any]:
    done, late = one.duty.done(on), one.duty.late(on)
    return {
        "id": one.name,
        "department": one.department,
        "measure": one.code,
        "document_no": one.document_no,
        "enterprise": one.enterprise,
        "name": one.enterprise_name,
        "meeting": one.meeting,
        "since": one.since,
        "due_on": one.duty.due_on,
        "assumed": one.duty.assumed,
        "done_on": one.duty.done_on,
        "late": late,
        "state": "done" if done else "late" if late else "open",
        "age": ((done or on) - one.since).days,
    }


def _words(row: dict[str, Any], books: Books, on: date) -> dict[str, Any]:
    from zibo_port.cli.duty_rows import measure_words

    measure = measure_words(row["measure"], books, on) or row["measure"]
    state = t(*STATES[row["state"]]) + (f" {row['done_on']}" if row["state"] == "done" else "")
    return row | {"department": t(*DEPARTMENTS[row["department"]]), "measure": measure, "state": state}
