"""`zibo-port duties`: what departments owe, by when, and what is late."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads
from zibo_port.cli.output import emit, said
from zibo_port.cli.session import open_session
from zibo_port.domain.codes import DEPARTMENTS

if TYPE_CHECKING:
    from zibo_port.office.archive import Archive, Owed, View


@click.command(
    "duties",
    cls=Verb,
    example="zibo-port duties --department market-supervision --overdue",
    help=t(
        "列出各部门应办而未办的事项，按期限排列。\n\n“暂定”：期限跨入放假安排尚未采用的年份；“推定”：通知和法律没有规定具体日期。",
        "List what departments owe and haven't done, by due day.\n\n'provisional': the period runs into a year whose working days "
        "aren't adopted yet; 'assumed': neither notice nor law names the day.",
    ),
)
@click.option(
    "--department",
    type=click.Choice(list(DEPARTMENTS)),
    metavar=t("部门", "DEPARTMENT"),
    help=t("只列这个部门的：", "of this department alone: ") + codes(DEPARTMENTS),
)
@click.option("--overdue", is_flag=True, help=t("只列逾期的", "the late ones alone"))
@click.option(
    "--case",
    metavar=t("文号", "NO"),
    help=t(
        "只列这个案件的；月份如 2026-08、季度如 2026Q4 列监测会商的", "of this case alone; a month or a quarter for those of the conference"
    ),
)
@click.option("--all", "done_too", is_flag=True, help=t("已办的也列出", "those that are done too"))
@reads
@click.pass_obj
def command(counter: Counter, /, done_too: bool, known_at: datetime | None, effective_at: date | None, **wanted: Any) -> None:
    """Print them."""
    from zibo_port.cli.duty_rows import COLUMNS, ROW, duty_row, worded
    from zibo_port.office.mornings import escalated_on

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    owed = [o for o in _owed(session.archive, view, wanted["case"]) if _asked_for(o, view, done_too=done_too, **wanted)]
    escalated = escalated_on(session.archive, view)
    rows = [
        duty_row(o.duty, view.on, enterprise=o.enterprise or None, name=o.name or None, escalated_on=escalated(o.duty), unit=o.duty.unit)
        for o in owed
    ]
    if not counter.for_people:
        emit(counter, rows, ROW)
    elif rows:
        emit(counter, worded(rows, session.archive.books(view), view.on), COLUMNS)
    else:
        said(counter, t("没有逾期的事项。", "Nothing is late.") if wanted["overdue"] else t("没有应办的事项。", "Nothing is owed."))


def _owed(archive: Archive, view: View, case: str | None) -> list[Owed]:
    from zibo_port.office import conference
    from zibo_port.office.prevention import owed_on_complaint

    if case is None:
        return archive.duties(view)
    of_conference = [o for o in conference.owed(archive, view) if o.duty.case == case.strip()]
    if of_conference:
        return sorted(of_conference, key=lambda o: (o.duty.due_on, o.duty.department, o.duty.step))
    of_complaint = owed_on_complaint(archive, case, view)
    if of_complaint:
        return of_complaint
    file = archive.file_of_case(case, view)
    owed = archive.duties_of(file, view, file.enterprise.penalty(case).document_no)
    return sorted(owed, key=lambda o: (o.duty.due_on, o.duty.step))


def _asked_for(owed: Owed, view: View, *, department: str | None, overdue: bool, done_too: bool, **_: object) -> bool:
    duty = owed.duty
    done = duty.done(view.on) is not None
    return (department is None or duty.department == department) and (done_too or not done) and (not overdue or duty.late(view.on))
