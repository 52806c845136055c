"""`zibo-port deadline`: the clocks of a case, stopped, started again, extended by an officer with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, records
from zibo_port.cli.output import emit
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.cli.values import DATE
from zibo_port.domain.commands import ExtendDeadline, PauseDeadline, ResumeDeadline
from zibo_port.domain.telling.reviews import WHYS

if TYPE_CHECKING:
    from zibo_port.domain.commands import Command

PAUSES = {why: WHYS[why] for why in ("reconsideration", "litigation", "inspection")}

group = Noun("deadline", help=t("期限：中止、恢复、延长。", "Deadlines: paused, resumed, extended."))
_NUMBER = click.argument("document_no", metavar=t("文号", "DOCUMENT_NO"))
_STEP = click.argument("step", metavar=t("事项", "STEP"), help=t("事项代码，见 duties --json", "the duty's step, see duties --json"))
_REASON = click.option("--reason", required=True, metavar=t("理由", "TEXT"), help=t("理由", "why"))


@group.command(
    example='zibo-port deadline pause 淄市监罚〔2026〕101号 consult --on 2026-10-12 --for reconsideration --reason "复议期间"',
    help=t(
        "中止一个事项的期限。法律定死的期限（公示、撤下）不能中止。",
        "Stop the clock of a step. Periods fixed by law (publication, withdrawal) can't be stopped.",
    ),
)
@_NUMBER
@_STEP
@click.option("--on", type=DATE, required=True, help=t("自哪天起", "since which day"))
@click.option("--for", "why", type=click.Choice(list(PAUSES)), required=True, metavar=t("事由", "WHY"), help=codes(PAUSES))
@_REASON
@records
@click.pass_obj
def pause(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Stop a clock."""
    _moved(counter, form(PauseDeadline, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example='zibo-port deadline resume 淄市监罚〔2026〕101号 consult --on 2026-11-10 --reason "复议已决定"',
    help=t("恢复计算期限，余下的从该日起算。", "Start a clock again; what was left is counted from that day."),
)
@_NUMBER
@_STEP
@click.option("--on", type=DATE, required=True, help=t("自哪天起", "since which day"))
@_REASON
@records
@click.pass_obj
def resume(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Start a clock again."""
    _moved(counter, form(ResumeDeadline, **typed), dry_run=dry_run, command_id=command_id)


@group.command(
    example='zibo-port deadline extend 淄市监罚〔2026〕101号 consult --until 2027-01-20 --reason "等待复议结果"',
    help=t(
        "延长一个事项的期限，以规定的上限为限；经办人记录在案。", "Give a step more time, within its limit; who allowed it is on record."
    ),
)
@_NUMBER
@_STEP
@click.option("--until", type=DATE, required=True, help=t("延到哪天", "until which day"))
@_REASON
@records
@click.pass_obj
def extend(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Extend a deadline."""
    _moved(counter, form(ExtendDeadline, **typed), dry_run=dry_run, command_id=command_id)


def _moved(counter: Counter, asked: Command, *, dry_run: bool, command_id: str | None) -> None:
    from zibo_port.cli.duty_rows import deadline_words, duty_row, step_words
    from zibo_port.office.aftermath import duties_now, enterprise_of, today

    said: Any = asked
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    enterprise = enterprise_of(session.office, said.document_no)
    number = enterprise.penalty(said.document_no).document_no
    owed = duties_now(session.office, enterprise.identity.code, number, receipt.recorded)
    on = today(session.office)
    duty = next((duty_row(d, on) for d in owed if d.step == said.step), None)  # none where a repeat comes after the duty went
    step = step_words(said.step, session.office.books, on)
    due = t("已不再要求", "not owed any more") if duty is None else deadline_words(duty)
    words = t(f"{number} 的“{step}”，期限：{due}", f"“{step}” of {number}, due: {due}")
    emit(
        counter,
        outcome(receipt, dry_run=dry_run) | {"document_no": number, "duty": duty},
        text=lambda _: f"{opening(receipt, dry_run=dry_run)}\n{words}",
    )
