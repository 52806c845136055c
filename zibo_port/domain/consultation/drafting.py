"""A conclusion in two hands: drafted by one officer, approved by another, who makes it the meeting's conclusion."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from zibo_port.domain.consultation.calling import CLAUSE, must_say_why
from zibo_port.domain.consultation.concluding import Concluding, ConsultationConcluded, Seen
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import NotFound, Refused, Text
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.commands import ApproveConclusion, DraftConclusion, Outcome
    from zibo_port.domain.consultation import Consultation
    from zibo_port.domain.consultation.sitting import Rules

_DRAFTS: Final = Text("结论草稿", "drafts of conclusions")


class DraftedMeasure(NamedTuple):
    """A measure of a draft: what, by whom, until when."""

    measure: str
    department: str
    due_on: date | None


# --- facts --------------------------------------------------------------------------------------------------------


class ConclusionDrafted(Fact):
    """What a meeting concluded about a case was drafted, or with a `reason` drafted anew; it waits for another officer.

    `known_position` and `known_head` pin the log as the members saw it. Effective on the day of drafting.
    """

    TOPIC: ClassVar[str] = "consultation.conclusion-drafted"
    CLAUSE: ClassVar[str] = CLAUSE

    meeting: str
    case: str
    deduct: Decimal | None
    quarter: str | None
    measures: tuple[DraftedMeasure, ...]
    pushes: tuple[str, ...]
    no_action: str | None
    minutes: str
    known_position: int
    known_head: str
    reason: str | None

    def apply(self, aggregate: Consultation) -> None:
        """The latest draft about a case counts."""
        aggregate.drafts[comparable(self.case)] = self

    @property
    def content(self) -> tuple[object, ...]:
        """What it says, to be compared with another."""
        return self.deduct, self.quarter, self.measures, self.pushes, self.no_action, self.minutes


# --- decisions ----------------------------------------------------------------------------------------------------


class Drafting(Concluding):
    """What may be decided about drafts."""

    if TYPE_CHECKING:
        drafts: dict[str, ConclusionDrafted]

    def draft(self, form: DraftConclusion, act: Act, seen: Seen, rules: Rules) -> Fact:
        """Draft conclusions on or after the meeting's day; what now stands about the last case.

        Raises:
            Refused: before the meeting's day; a case concluded or without quorum; another draft stands and no reason is given.
        """
        call = self.must_have_come(form.meeting, act, _DRAFTS)
        cases = self.cases_of(form.outcomes, call)
        self.must_be_quorate(call, form.outcomes, rules)
        for case, outcome in zip(cases, form.outcomes, strict=True):
            said = _said(outcome) | {"minutes": form.minutes}
            known = self.drafts.get(comparable(case))
            if known is not None and known.content == tuple(said.values()):
                continue
            why = None if known is None else must_say_why(form.reason, Text(f"案件 {case} 的结论草稿", f"A draft about case {case}"))
            said |= {"known_position": seen.position, "known_head": seen.head, "reason": why}
            self.record(ConclusionDrafted, act, effective_on=act.today, meeting=call.meeting, case=case, **said)
        return self.drafts[comparable(cases[-1])]

    def awaiting(self, form: ApproveConclusion, act: Act) -> list[ConclusionDrafted]:
        """The drafts that are to be approved: of the cases named, or all; none if they were approved before.

        Raises:
            NotFound: a case without a draft.
            Refused: who would approve drafted one of them.
        """
        call = self.must_have_come(form.meeting, act, _DRAFTS)
        named = [self.case_of(case, call) for case in form.cases] or [draft.case for draft in self.drafts.values()]
        found = [self.drafts.get(comparable(case)) for case in named]
        if not named and not self.conclusions:
            raise _no_draft(call.meeting, call.cases[0] if call.cases else "")
        for case, draft in zip(named, found, strict=True):
            if draft is None and self.approval(case) is None:
                raise _no_draft(call.meeting, case)
            if draft is not None and draft.officer == act.officer:
                raise _own_draft(draft)
        return list({draft.case: draft for draft in found if draft is not None}.values())

    def approval(self, case: str) -> ConsultationConcluded | None:
        """The conclusion by which a draft about a case was approved."""
        said = (c for c in self.conclusions if c.drafted_by != c.approved_by)
        return next((c for c in said if comparable(case) in map(comparable, c.cases)), None)

    def approve(self, draft: ConclusionDrafted, outcome: Outcome, act: Act, rules: Rules) -> date:
        """Make a draft the meeting's conclusion; the meeting's day is returned.

        Raises:
            Refused: no quorum, by what is on record of attendance and recusals now.
        """
        call = self.must_be_called(draft.meeting)
        self.must_be_quorate(call, (outcome,), rules)
        seen = Seen(draft.known_position, draft.known_head)
        self.note_conclusion(call, (draft.case,), draft.minutes, draft.officer, act, seen)
        return call.on


def _said(outcome: Outcome) -> dict[str, object]:
    return {
        "deduct": outcome.deduct,
        "quarter": outcome.quarter,
        "measures": tuple(DraftedMeasure(o.measure, o.department, o.due_on) for o in outcome.measures),
        "pushes": outcome.push,
        "no_action": outcome.no_action,
    }


def _no_draft(meeting: str, case: str) -> NotFound:
    about = Text(f"（案件 {case}）", f" about case {case}") if case else Text("", "")
    draft = f"zibo-port consultation draft {meeting} --case"
    return NotFound(
        f"会商 {meeting} 没有待审核的结论草稿{about.zh}。先起草：{draft} 文号 …。",
        f"There is no draft of {meeting}{about.en} to approve. First: {draft} DOCUMENT_NO …",
    )


def _own_draft(draft: ConclusionDrafted) -> Refused:
    return Refused(
        f"案件 {draft.case} 的结论由“{draft.officer}”起草，须由另一人审核（--as）。",
        f"{draft.officer} drafted the conclusion about case {draft.case}; another officer must approve it (--as).",
        clause=CLAUSE,
    )
