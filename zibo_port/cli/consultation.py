"""`zibo-port consultation`: meetings of departments, from the agenda to what they ask of units; the verbs that read them."""

from __future__ import annotations

from datetime import date, datetime

import click

from zibo_port.cli import consultation_calling, consultation_concluding, consultation_drafting, consultation_record
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.meeting_options import MEETING
from zibo_port.cli.options import reads
from zibo_port.cli.output import emit
from zibo_port.cli.session import open_session

group = Noun(
    "consultation",
    help=t(
        "部门会商：议程、召集、出席、回避、意见、结论及其起草和审核、纪要、交办、查看。",
        "Consultations of departments: agenda, call, attendance, recusals, opinions, conclusions, minutes, obligations.",
    ),
)
for verb in (
    consultation_calling.agenda,
    consultation_calling.call,
    consultation_record.attend,
    consultation_record.recuse,
    consultation_record.opine,
    consultation_drafting.draft,
    consultation_drafting.approve,
    consultation_concluding.conclude,
    consultation_record.minute,
    consultation_record.oblige,
):
    group.add_command(verb)


@group.command(
    "list", example="zibo-port consultation list", help=t("列出会商，新近召集的在后。", "List consultations in the order of the calls.")
)
@reads
@click.pass_obj
def list_(counter: Counter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the meetings."""
    from zibo_port.cli.meeting_rows import LIST, row, words
    from zibo_port.office.meetings import meetings

    session = open_session(counter)
    rows = [row(m) for m in meetings(session.archive, session.view(known_at, effective_at))]
    emit(counter, [words(r) for r in rows] if counter.for_people else rows, LIST)


@group.command(
    example="zibo-port consultation show M20260928-f6cd",
    help=t(
        "显示一次会商：召集、议程、出席、回避、法定人数、意见、结论、交办事项和纪要。",
        "Show a consultation: call, agenda, attendance, recusals, quorum, opinions, conclusions, obligations, minutes.",
    ),
)
@MEETING
@reads
@click.pass_obj
def show(counter: Counter, meeting: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one meeting."""
    from zibo_port.cli.meeting_rows import SHOW, shown, shown_words
    from zibo_port.office.meetings import meeting as found
    from zibo_port.office.meetings import outcomes

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    asked = found(session.archive, meeting.strip(), view)
    concluded = outcomes(session.archive, asked.call.meeting, asked.call.cases, view)
    document = shown(asked, concluded, session.archive.books(view), view.on)
    emit(counter, shown_words(document, view.on) if counter.for_people else document, SHOW)
