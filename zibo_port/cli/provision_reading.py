"""Ambiguities of the notice: shown with their readings, adopted by a meeting, tried out on a quarter."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.commands import AdoptReading

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.domain.readings import Ambiguity, Readings
    from zibo_port.office.reading_check import Otherwise

SHOWN: Final = (
    Column("code", "条目", "Entry"),
    Column("question", "待明确的问题", "Question"),
    Column("clause", "依据", "Clause"),
    Column("reading", "现用解读", "In use"),
    Column("assumed", "推定", "Assumed"),
    Column("adopted_by", "采用依据", "Adopted by"),
    Column(
        "readings",
        "可采用的解读",
        "Admissible",
        columns=(Column("reading", "代码", "Code"), Column("text", "内容", "Meaning"), Column("computed", "本版本可计算", "Computed")),
    ),
    Column(
        "adoptions",
        "采用记录",
        "Adoptions",
        columns=(Column("since", "自", "From"), Column("reading", "解读", "Reading"), Column("adopted_by", "依据", "By")),
    ),
)

CHANGES: Final = (
    Column("enterprise", "统一社会信用代码", "Credit code"),
    Column("name", "企业", "Enterprise"),
    Column("ambiguity", "条目", "Entry"),
    Column("reading", "改用解读", "Reading"),
    Column("total", "总分", "Total", "right"),
    Column("grade", "等次", "Grade"),
    Column("default_grade", "现用解读下的等次", "Grade in use"),
)


def ambiguity_row(entry: Ambiguity, readings: Readings, on: date) -> dict[str, Any]:
    """An ambiguity with its readings, the one in use on a day, and every adoption."""
    used = readings.on(on).chosen(entry.key)
    return {
        "kind": "ambiguity",
        "code": entry.key,
        "question": t(*entry.question.text),
        "clause": entry.clause,
        "bears_on": entry.bears_on,
        "reading": used.reading,
        "assumed": used.assumed,
        "adopted_by": used.adopted_by,
        "readings": [{"reading": r.key, "text": t(*r.text), "computed": r.computed} for r in entry.readings],
        "adoptions": [a._asdict() for a in readings.adoptions.get(entry.key, ())],
    }


@click.command(
    "adopt",
    cls=Verb,
    example='zibo-port provision adopt complaints.quarter worst-month --from 2026-07-01 --minutes "联席会议明确：取最低的一个月。"',
    help=t(
        "采用一种解读：谁、从哪天起、依据哪次会议纪要。\n\n从该日起结束且尚未封账的季度按它计算；已封账的季度不变。",
        "Adopt a reading: by whom, from which day on, by which minutes.\n\nQuarters that end on that day or later and aren't closed "
        "yet are scored by it; closed ones stay.",
    ),
)
@click.argument("ambiguity", metavar=t("条目", "ENTRY"))
@click.argument("reading", metavar=t("解读", "READING"))
@click.option("--from", "since", type=DATE, required=True, help=t("从哪天起", "from which day on"))
@click.option("--minutes", type=TEXT_OR_FILE, required=True, help=t("会议纪要", "the minutes"))
@click.option("--consultation", "meeting", metavar=t("编号", "ID"), help=t("作出决定的会商", "the consultation that decided it"))
@records
@click.pass_obj
def adopt(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Adopt a reading."""
    asked = form(AdoptReading, **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    entry = session.office.books.readings.register.entry(asked.ambiguity)
    fact: Any = receipt.recorded[0].fact if receipt.recorded else asked
    document = outcome(receipt, dry_run=dry_run) | {
        "ambiguity": asked.ambiguity,
        "reading": asked.reading,
        "since": asked.since,
        "adopted_by": getattr(fact, "adopted_by", asked.meeting),
        "text": t(*entry.admissible(asked.reading).text),
    }

    def text(told: dict[str, Any]) -> str:
        lines = (
            opening(receipt, dry_run=dry_run),
            t(f"自 {told['since']} 起，{asked.ambiguity} 按“{told['text']}”", f"From {told['since']} on {asked.ambiguity}: {told['text']}"),
            t("下一步：zibo-port provision check --quarter 季度", "Next: zibo-port provision check --quarter QUARTER"),
        )
        return "\n".join(lines)

    emit(counter, document, text=text)


@click.command(
    "check",
    cls=Verb,
    example="zibo-port provision check --quarter 2026Q3",
    help=t(
        "用每一种可采用的解读试算一个季度，列出等次会因此改变的企业。",
        "Score a quarter under every admissible reading, and list the enterprises whose grade would change.",
    ),
)
@click.option("--quarter", type=QUARTER, required=True, help=t("季度", "the quarter"))
@reads
@click.pass_obj
def check(counter: Counter, quarter: Quarter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print whose grade hangs on a reading."""
    from zibo_port.office.reading_check import checked

    session = open_session(counter)
    rows = [_row(found) for found in checked(session.archive, quarter, session.view(known_at, effective_at))]
    if rows or not counter.for_people:
        emit(counter, rows, CHANGES)
    else:
        said(counter, t(f"{quarter}：换用任何一种解读，等次都不变。", f"{quarter}: no admissible reading changes a grade."))


def _row(found: Otherwise) -> dict[str, Any]:
    return found._asdict() | {"quarter": str(found.quarter)}


def shown(session: Session, code: str, known_at: datetime | None, effective_at: date | None) -> dict[str, Any]:
    """An ambiguity as the store knows it.

    Raises:
        NotFound: there is no such entry.
    """
    view = session.view(known_at, effective_at)
    readings = session.archive.books(view).readings
    return ambiguity_row(readings.register.entry(code), readings, view.on)
