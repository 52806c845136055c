"""What a meeting concluded about cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.meeting_options import MEETING
from zibo_port.cli.options import codes, records
from zibo_port.cli.output import emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DECIMAL, INPUT_FILE, TEXT_OR_FILE
from zibo_port.domain.codes import PLATFORMS, SANCTION_PLATFORMS
from zibo_port.domain.commands import ConcludeConsultation, Outcome
from zibo_port.domain.document_no import comparable

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.consultation import ConsultationConcluded
    from zibo_port.domain.periods import Quarter
    from zibo_port.office.archive import Owed
    from zibo_port.office.office import Office, Receipt

PUSHED_TO = {code: PLATFORMS[code] for code in SANCTION_PLATFORMS}


_OPTIONS: Final = (
    MEETING,
    click.option("--case", metavar=t("文号", "DOCUMENT_NO"), help=t("案件", "the case")),
    click.option("--deduct", type=DECIMAL, help=t("扣多少分", "points to take off")),
    click.option(
        "--quarter",
        type=QUARTER,
        help=t("扣分计入的季度，默认会商日所在季度", "the quarter they count in, by default that of the meeting's day"),
    ),
    click.option(
        "--measure",
        "measures",
        multiple=True,
        metavar=t("代码:部门[:期限]", "CODE:DEPARTMENT[:DUE]"),
        help=t("联合监管措施，代码见 provision list --kind measure", "a measure; codes: provision list --kind measure"),
    ),
    click.option(
        "--push", multiple=True, metavar=t("平台", "PLATFORM"), help=t("还要推送到的平台：", "a further platform: ") + codes(PUSHED_TO)
    ),
    click.option("--no-action", metavar=t("理由", "REASON"), help=t("不予扣分的理由", "why no points are taken off")),
    click.option(
        "--outcomes",
        type=INPUT_FILE,
        help=t(
            "JSON 文件：数组，每个案件一个对象，键为 case、deduct、quarter、measures、push、no_action",
            "a JSON file: an array with one object per case, keys case, deduct, quarter, measures, push, no_action",
        ),
    ),
    click.option("--minutes", type=TEXT_OR_FILE, required=True, help=t("会商纪要", "the minutes")),
)


def outcome_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The meeting and what it concluded, as it is typed: for conclusions and for drafts of them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command(
    "conclude",
    cls=Verb,
    example="zibo-port consultation conclude M20260928-f6cd --case 淄市监罚〔2026〕101号 --deduct 5 "
    '--measure raise-inspection-rate:customs:2026-12-31 --push sanction-provincial --minutes "会议同意扣 5 分。"',
    help=t(
        "登记会商结论：一个案件用选项，多个案件用 JSON 文件，一并记录或都不记录。\n\n"
        "每个案件要么扣分（--deduct），要么说明不予扣分的理由（--no-action）。",
        "Record what a meeting concluded: options for one case, a JSON file for several, all of it or nothing.\n\n"
        "Each case takes points off (--deduct), or says why not (--no-action).",
    ),
)
@outcome_options
@records
@click.pass_obj
def conclude(
    counter: Counter, /, meeting: str, minutes: str, outcomes: str | None, dry_run: bool, command_id: str | None, **typed: Any
) -> None:
    """Conclude cases."""
    concluded = typed_outcomes(outcomes, typed)
    asked = form(ConcludeConsultation, meeting=meeting.strip(), outcomes=concluded, minutes=minutes)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    tell_concluded(session, asked.meeting, [o.case for o in concluded], receipt, dry_run=dry_run)


def typed_outcomes(file: str | None, typed: dict[str, Any]) -> tuple[Outcome, ...]:
    """What was typed for one case, or stands in a file for several.

    Raises:
        click.UsageError: neither or both of them.
        InvalidData: what is typed or stands there is wrong.
    """
    from zibo_port.cli.outcome_options import measure_order, outcomes_of_file

    given = {name: value for name, value in typed.items() if value not in (None, ())}
    if (file is None) == ("case" not in given) or (file is not None and given):
        raise click.UsageError(
            t(
                "一个案件用 --case 和其他选项，多个案件用 --outcomes 文件，二者择一。",
                "Use --case with the other options for one case, or --outcomes FILE for several, one of both.",
            )
        )
    if file is not None:
        return outcomes_of_file(file)
    quarter: Quarter | None = given.pop("quarter", None)
    deduct: Decimal | None = given.pop("deduct", None)
    orders = tuple(measure_order(text) for text in given.pop("measures", ()))
    return (form(Outcome, **given, deduct=deduct, quarter=str(quarter) if quarter else None, measures=orders),)


def tell_concluded(session: Session, meeting: str, cases: Sequence[str], receipt: Receipt, *, dry_run: bool) -> None:
    """Print what was concluded about cases, what it led to, and what comes next."""
    document = outcome(receipt, dry_run=dry_run) | _concluded(session, meeting, cases, receipt)

    def text(said: dict[str, Any]) -> str:
        told = _conclusion_words(said, session.office.books, session.view(None, None).on)
        return "\n".join((opening(receipt, dry_run=dry_run), *told))

    emit(session.counter, document, text=text)


def _concluded(session: Session, meeting: str, cases: Sequence[str], receipt: Receipt) -> dict[str, Any]:
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.cli.meeting_decision_rows import conclusion_remarks
    from zibo_port.cli.meeting_rows import recorded_rows
    from zibo_port.domain.consultation import ConsultationConcluded
    from zibo_port.office.aftermath import today
    from zibo_port.office.meetings import record_now

    owed = sorted(_owed(session.office, cases, receipt), key=lambda o: (o.duty.due_on, comparable(o.duty.case), o.duty.step))
    on = today(session.office)
    said = [(r.position, r.fact) for r in receipt.recorded if isinstance(r.fact, ConsultationConcluded)]
    (_, head), record = said[0], record_now(session.office, meeting, receipt.recorded)
    return {
        "meeting": meeting,
        "on": head.effective_on,
        "drafted_by": head.drafted_by,
        "approved_by": head.approved_by,
        "known_position": head.known_position,
        "known_head": head.known_head,
        "cases": recorded_rows(receipt.recorded, session.office.books, owed),
        "duties": [duty_row(o.duty, on, enterprise=o.enterprise, name=o.name) for o in owed],
        "warnings": [remark for position, fact in said for remark in conclusion_remarks(fact, record, _news(session, position, fact))],
    }


def _news(session: Session, position: int, fact: ConsultationConcluded) -> int:
    """How much was recorded after a conclusion was drafted and before it was approved."""
    from zibo_port.office.aftermath import enterprise_of
    from zibo_port.office.hindsight import news

    if fact.known_position is None or fact.drafted_by == fact.approved_by:
        return 0
    view, case = session.view(None, None), fact.cases[0]
    code = enterprise_of(session.office, case).identity.code
    new = news(session.archive, code, case, fact.meeting, fact.known_position, fact.command_id, view)
    return sum(r.position < position for r in new)


def _owed(office: Office, cases: Sequence[str], receipt: Receipt) -> Iterator[Owed]:
    """What is owed on account of the cases, counting what a dry run leaves unstored."""
    from zibo_port.office.aftermath import duties_now, enterprise_of
    from zibo_port.office.archive import Owed

    for case in cases:
        who = enterprise_of(office, case).identity
        for duty in duties_now(office, who.code, case, receipt.recorded):
            yield Owed(who.code, who.name, duty)


def _conclusion_words(said: dict[str, Any], books: Books, on: date) -> Iterator[str]:
    from zibo_port.cli.duty_rows import duty_table
    from zibo_port.cli.meeting_rows import told

    yield t(f"会商 {said['meeting']} 的结论：", f"Conclusions of {said['meeting']}:")
    yield from told(said["cases"])
    pending = [duty for duty in said["duties"] if duty["done_on"] is None]
    if pending:
        yield from ("", *duty_table(pending, books, on))
    for warning in said["warnings"]:
        yield t("注意：", "Note: ") + t(*warning["message"])
    if said.get("dry_run"):
        return
    yield ""
    pushed = any(case["pushes"] for case in said["cases"])
    yield t("下一步：", "Next: ") + ("zibo-port publication send --all" if pushed else f"zibo-port consultation show {said['meeting']}")
