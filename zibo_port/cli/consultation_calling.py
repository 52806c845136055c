"""What a meeting has to deal with, and the call to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import current, t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import emit
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import CallConsultation

if TYPE_CHECKING:
    from zibo_port.domain.consultation import ConsultationCalled
    from zibo_port.office.office import Receipt

KINDS: Final = ("regular", "ad-hoc")


@click.command(
    "agenda",
    cls=Verb,
    example="zibo-port consultation agenda --on 2026-10-15",
    help=t(
        "列出会商应处理的事项：月报、预警、案件、待重述结果、到期的措施和交办事项。\n\n"
        "默认按下一次例会的日期；没有召集的，按今天。专题会商（--kind ad-hoc）不看月报和预警。",
        "List what a meeting has to deal with: reports, warnings, cases, restatements, measures and obligations that are due.\n\n"
        "By default for the day of the next regular meeting that was called, else for today. An ad-hoc meeting (--kind ad-hoc) "
        "leaves reports and warnings aside.",
    ),
)
@click.option("--on", type=DATE, help=t("会商日期", "the day of the meeting"))
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="regular",
    help=t("regular 例会（默认），ad-hoc 专题会商", "regular (default), or ad-hoc"),
)
@reads
@click.pass_obj
def agenda(counter: Counter, /, on: date | None, kind: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the agenda."""
    from zibo_port.cli.meeting_record_rows import AGENDA, agenda_lines, agenda_row
    from zibo_port.office.agenda import agenda as gathered
    from zibo_port.office.agenda import next_day

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    day = on or next_day(session.archive, view, kind)
    rows = [agenda_row(line) for line in gathered(session.archive, view, day, kind)]

    def text(said: list[dict[str, Any]]) -> str:
        title = t(f"{day} 会商应处理的事项：", f"What a meeting on {day} has to deal with:")
        return "\n".join([title, *agenda_lines(said)]) if said else t(f"{day} 没有待处理的事项。", f"Nothing waits for a meeting on {day}.")

    emit(counter, rows, AGENDA, text=text)


@click.command(
    "call",
    cls=Verb,
    example="zibo-port consultation call --on 2026-09-28 --department market-supervision --department customs "
    "--case 淄市监罚〔2026〕101号\n"
    "zibo-port consultation call --on 2026-10-15 --kind regular --department customs --department tax",
    help=t(
        "召集部门会商，日期可以是今天或以后。\n\n例会（--kind regular）的议程自动汇集并随召集一并留存。",
        "Call departments to a meeting, today or later.\n\nThe agenda of a regular one is gathered and kept with the call.",
    ),
)
@click.option("--on", type=DATE, required=True, help=t("会商日期", "the day of the meeting"))
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="ad-hoc",
    help=t("regular 例会，ad-hoc 专题会商（默认）", "regular, or ad-hoc (default)"),
)
@click.option(
    "--department",
    "departments",
    multiple=True,
    required=True,
    metavar=t("部门", "CODE"),
    help=t("参加的部门：", "a department that takes part: ") + codes(DEPARTMENTS),
)
@click.option("--case", "cases", multiple=True, metavar=t("文号", "DOCUMENT_NO"), help=t("列入议题的案件", "a case on the agenda"))
@records
@click.pass_obj
def call(
    counter: Counter,
    on: date,
    kind: str,
    departments: tuple[str, ...],
    cases: tuple[str, ...],
    dry_run: bool,
    command_id: str | None,
) -> None:
    """Call a meeting."""
    from zibo_port.office.agenda import with_agenda

    asked = form(CallConsultation, on=on, kind=kind, departments=departments, cases=cases)
    session = open_session(counter)
    asked = with_agenda(session.archive, session.view(None, None), asked)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    emit(
        counter,
        outcome(receipt, dry_run=dry_run) | _called(session, asked, receipt),
        text=lambda said: "\n".join((opening(receipt, dry_run=dry_run), *_call_words(said))),
    )


def _called(session: Session, asked: CallConsultation, receipt: Receipt) -> dict[str, Any]:
    from zibo_port.cli.meeting_record_rows import agenda_row, remark_rows

    fact = _fact(session, asked, receipt)
    return {
        "meeting": fact.meeting,
        "id": fact.meeting,
        "on": fact.on,
        "kind": fact.kind,
        "convener": fact.convener,
        "departments": fact.departments,
        "cases": fact.cases,
        "agenda": [agenda_row(line) for line in fact.agenda],
        "notice": fact.notice,
        "warnings": remark_rows(fact),
        "circular": _circular(receipt),
    }


def _circular(receipt: Receipt) -> str | None:
    """The circular by which the decisions were passed on."""
    from zibo_port.domain.circular import CircularSent

    return next((r.fact.circular for r in receipt.recorded if isinstance(r.fact, CircularSent)), None)


def _fact(session: Session, asked: CallConsultation, receipt: Receipt) -> ConsultationCalled:
    from zibo_port.domain.consultation import ConsultationCalled

    fact = next((r.fact for r in receipt.recorded if isinstance(r.fact, ConsultationCalled)), None)
    if fact is not None:
        return fact
    from zibo_port.office.handlers.meetings import meeting_id  # the same call under another command id
    from zibo_port.office.meetings import meeting

    return meeting(session.archive, meeting_id(asked), session.view(None, None)).call


def _call_words(said: dict[str, Any]) -> Iterator[str]:
    from zibo_port.cli.meeting_record_rows import agenda_lines

    units = t("、", ", ").join(DEPARTMENTS[code].to(current()) for code in said["departments"])
    yield t(
        f"会商 {said['id']}，{said['on']}，召集人：{said['convener']}；参加：{units}",
        f"Consultation {said['id']} on {said['on']}, with {units}",
    )
    for case in said["cases"]:
        yield t(f"  议题：{case}", f"  case: {case}")
    yield from agenda_lines(said["agenda"])
    if said["circular"] is not None:
        acknowledge = f"zibo-port circular acknowledge {said['circular']} --department {t('部门', 'CODE')}"
        yield t(f"  所涉处罚信息已通报参加的部门，签收：{acknowledge}", f"  The decisions were circulated; to acknowledge: {acknowledge}")
    for warning in said["warnings"]:
        yield t("注意：", "Note: ") + t(*warning["message"])
    if not said.get("dry_run"):
        yield _next(said)


def _next(said: dict[str, Any]) -> str:
    if not said["cases"]:
        return t(
            f"下一步（会后）：zibo-port consultation minute {said['id']} --minutes @纪要.txt",
            f"Next, after the meeting: zibo-port consultation minute {said['id']} --minutes @minutes.txt",
        )
    conclude = f"zibo-port consultation conclude {said['id']} --case {said['cases'][0]} --deduct"
    return t(f"下一步（会后）：{conclude} 分数 --minutes @纪要.txt", f"Next, after the meeting: {conclude} POINTS --minutes @minutes.txt")
