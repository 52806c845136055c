"""`zibo-port report minutes`: the minutes of a meeting as a Word file."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.report_file import hand_over, official_paper
from zibo_port.cli.session import open_session

if TYPE_CHECKING:
    from zibo_port.domain.minutes import Minutes


@click.command(
    "minutes",
    cls=Verb,
    example="zibo-port report minutes M20260928-f6cd --format docx --out 纪要.docx",
    help=t(
        "写出会议纪要，公文格式（GB/T 9704-2012）的 Word 文件：时间地点、议题、各案意见和结论、任务分工、出席名单。\n\n"
        "公文一律为中文。没有给出的文号和地点留空；议题尚有未结论的，标为草稿。",
        "Write the minutes of a meeting as a Word file in the official layout (GB/T 9704-2012): time and place, agenda, opinions "
        "and conclusions case by case, tasks, attendance.\n\n"
        "Official papers are in Chinese. Number and place stay blank unless they are given; while a case is open it is a draft.",
    ),
)
@click.argument("meeting", metavar=t("编号", "ID"), help=t("会商编号，见 consultation list", "the meeting, see consultation list"))
@official_paper
@click.option("--number", metavar=t("文号", "NUMBER"), help=t("纪要的文号，默认留空待编", "the paper's number, blank by default"))
@click.option(
    "--place",
    metavar=t("地点", "PLACE"),
    help=t("会议地点，默认取已登记的，没有则留空", "where it met, by default as recorded, else blank"),
)
@reads
@click.pass_obj
def minutes(
    counter: Counter,
    /,
    meeting: str,
    kind: str,
    out: str,
    number: str | None,
    place: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Write the minutes."""
    from dataclasses import replace

    from zibo_port.documents.minutes_paper import minutes_paper
    from zibo_port.office.minutes import minutes as gathered

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    said = gathered(session.archive, meeting.strip(), view)
    content = minutes_paper(replace(said, place=place or said.place), number)
    about = {
        "meeting": said.meeting,
        "on": said.on,
        "final": said.final,
        "rehearsal": said.rehearsal,
        "known_position": view.position,
    }
    hand_over(counter, content, kind, out, about, lambda written: _told(said, written))


def _told(said: Minutes, written: dict[str, Any]) -> str:
    mark = t("【演练】", "[REHEARSAL] ") if said.rehearsal else ""
    lines = [
        t(
            f"已写出{mark}会商 {said.meeting}（{said.on}）的纪要：{written['file']}",
            f"Written, {mark}minutes of {said.meeting} ({said.on}): {written['file']}",
        )
    ]
    waiting = [o.document_no for o in said.outcomes if not o.concluded]
    if not said.final:
        lines.append(t("标为草稿，会商尚未办结。", "Marked as a draft: the meeting isn't concluded yet."))
    if waiting:
        lines.append(
            t(
                f"尚无结论的案件：{'、'.join(waiting)}。登记结论：zibo-port consultation conclude {said.meeting} --case {waiting[0]} …",
                f"Cases still open: {', '.join(waiting)}. Conclude: zibo-port consultation conclude {said.meeting} --case {waiting[0]} …",
            )
        )
    return "\n".join(lines)
