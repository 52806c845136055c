"""A conclusion in two hands: drafted by one officer, approved by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.consultation_concluding import outcome_options, tell_concluded, typed_outcomes
from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.meeting_options import MEETING, REASON
from zibo_port.cli.options import records
from zibo_port.cli.output import emit
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.domain.commands import ApproveConclusion, DraftConclusion

if TYPE_CHECKING:
    from zibo_port.office.office import Receipt


@click.command(
    "draft",
    cls=Verb,
    example="zibo-port consultation draft M20260928-f6cd --case 淄市监罚〔2026〕101号 --deduct 5 "
    '--measure raise-inspection-rate:customs:2026-12-31 --minutes "会议同意扣 5 分。"',
    help=t(
        "起草会商结论，由另一人审核（consultation approve）后生效；选项与 conclude 相同。\n\n"
        "起草时记下所依据的事件序号和链首；修改草稿用 --reason 说明原因。",
        "Draft what a meeting concluded; it takes effect once another officer approves it (consultation approve). "
        "The options are those of conclude.\n\nThe position and head of the log are pinned; to change a draft give --reason.",
    ),
)
@outcome_options
@REASON
@records
@click.pass_obj
def draft(
    counter: Counter,
    /,
    meeting: str,
    minutes: str,
    outcomes: str | None,
    reason: str | None,
    dry_run: bool,
    command_id: str | None,
    **typed: Any,
) -> None:
    """Draft conclusions."""
    concluded = typed_outcomes(outcomes, typed)
    asked = form(DraftConclusion, meeting=meeting.strip(), outcomes=concluded, minutes=minutes, reason=reason)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    document = outcome(receipt, dry_run=dry_run) | {"meeting": asked.meeting, "drafts": _drafts(receipt)}
    emit(counter, document, text=lambda _: "\n".join(_draft_words(asked.meeting, receipt, dry_run=dry_run)))


def _drafts(receipt: Receipt) -> list[dict[str, Any]]:
    from zibo_port.cli.meeting_decision_rows import draft_row
    from zibo_port.domain.consultation import ConclusionDrafted

    return [draft_row(r.fact) for r in receipt.recorded if isinstance(r.fact, ConclusionDrafted)]


def _draft_words(meeting: str, receipt: Receipt, *, dry_run: bool) -> Iterator[str]:
    from zibo_port.domain.telling import tell

    yield opening(receipt, dry_run=dry_run)
    for _, fact in receipt.recorded:
        told = tell(fact)
        yield t(told.summary.zh + told.change.zh, f"{told.summary.en} {told.change.en}")
    if not dry_run:
        approve = f"zibo-port consultation approve {meeting} --as"
        yield t(f"下一步（由另一人）：{approve} 审核人", f"Next, by another officer: {approve} OFFICER")


@click.command(
    "approve",
    cls=Verb,
    example="zibo-port consultation approve M20260928-f6cd 淄市监罚〔2026〕101号 --as 李敏",
    help=t(
        "审核会商结论的草稿，审核后即为会商结论；起草人不能审核自己起草的。\n\n不写案件的，审核本次会商全部待审核的草稿。",
        "Approve drafts of a meeting's conclusions, which makes them its conclusions; nobody approves what he drafted.\n\n"
        "Without a case, all drafts of the meeting that wait.",
    ),
)
@MEETING
@click.argument("about", nargs=-1, metavar=t("[文号]…", "[DOCUMENT_NO]…"), help=t("案件", "the cases"))
@click.option("--case", "cases", multiple=True, metavar=t("文号", "DOCUMENT_NO"), help=t("案件，同上", "a case, the same"))
@records
@click.pass_obj
def approve(counter: Counter, meeting: str, about: tuple[str, ...], cases: tuple[str, ...], dry_run: bool, command_id: str | None) -> None:
    """Approve drafts."""
    asked = form(ApproveConclusion, meeting=meeting.strip(), cases=(*about, *cases))
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    tell_concluded(session, asked.meeting, _cases(receipt), receipt, dry_run=dry_run)


def _cases(receipt: Receipt) -> list[str]:
    """The cases that were concluded."""
    from zibo_port.domain.consultation import ConsultationConcluded

    return [case for r in receipt.recorded if isinstance(r.fact, ConsultationConcluded) for case in r.fact.cases]
