"""What a meeting came to: cases concluded, and the minutes (会议纪要) of one without (first plan, four (二); third plan, two (三))."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from zibo_port.domain.consultation.calling import CLAUSE, REGULAR, ConsultationCalled, must_say_why
from zibo_port.domain.consultation.sitting import Sitting
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import InvalidData, Refused, Text
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import MEETING_CLAUSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zibo_port.domain.commands import ConcludeConsultation, MinuteConsultation, Outcome
    from zibo_port.domain.consultation import Consultation
    from zibo_port.domain.consultation.drafting import ConclusionDrafted
    from zibo_port.domain.consultation.sitting import Rules

_CONCLUSIONS: Final = Text("结论", "conclusions")
_MINUTES: Final = Text("纪要", "minutes")

# --- facts --------------------------------------------------------------------------------------------------------


class ConsultationConcluded(Fact):
    """The meeting concluded cases; its minutes are kept. Effective on the meeting's day.

    `known_position` and `known_head` (hex) pin the log as the members saw it; `drafted_by` and `approved_by` are the same where
    one officer did both. Conclusions of earlier releases have none of them.
    """

    TOPIC: ClassVar[str] = "consultation.concluded"
    CLAUSE: ClassVar[str] = CLAUSE

    meeting: str
    cases: tuple[str, ...]
    minutes: str
    drafted_by: str | None = None
    approved_by: str | None = None
    known_position: int | None = None
    known_head: str | None = None

    def apply(self, aggregate: Consultation) -> None:
        """These cases are done, and so are drafts about them."""
        aggregate.conclusions.append(self)
        for case in self.cases:
            aggregate.open_cases.pop(comparable(case), None)
            aggregate.drafts.pop(comparable(case), None)


class ConsultationMinuted(Fact):
    """The minutes of a meeting were recorded, or put right with a `reason`. Effective on the meeting's day."""

    TOPIC: ClassVar[str] = "consultation.minuted"
    CLAUSE: ClassVar[str] = MEETING_CLAUSE

    meeting: str
    minutes: str
    reason: str | None

    def apply(self, aggregate: Consultation) -> None:
        """The latest ones count."""
        aggregate.minuted = self


# --- decisions ----------------------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """The end of the log on which a decision rests: position and chain (hex)."""

    position: int
    head: str


class Concluding(Sitting):
    """What may be decided about conclusions and minutes."""

    if TYPE_CHECKING:
        conclusions: list[ConsultationConcluded]
        drafts: dict[str, ConclusionDrafted]
        minuted: ConsultationMinuted | None

    def conclude(self, form: ConcludeConsultation, act: Act, seen: Seen, rules: Rules) -> date:
        """Conclude cases in one hand on or after the meeting's day, which is returned.

        Raises:
            Refused: before the meeting's day; what this officer writes another one must approve; a case that was concluded or isn't
                the meeting's; no quorum.
        """
        call = self.must_have_come(form.meeting, act, _CONCLUSIONS)
        cases = self.cases_of(form.outcomes, call)
        if act.four_eyes:
            raise _asks_for_two(call.meeting, cases[0])
        self.must_be_quorate(call, form.outcomes, rules)
        self.note_conclusion(call, cases, form.minutes, act.officer, act, seen)
        return call.on

    def note_conclusion(
        self, call: ConsultationCalled, cases: tuple[str, ...], minutes: str, drafted_by: str, act: Act, seen: Seen
    ) -> None:
        """Record that cases are concluded, with who wrote it, who answers for it, and what was known."""
        said = {"meeting": call.meeting, "cases": cases, "minutes": minutes, "drafted_by": drafted_by, "approved_by": act.officer}
        self.record(ConsultationConcluded, act, effective_on=call.on, **said, known_position=seen.position, known_head=seen.head)

    def cases_of(self, outcomes: Sequence[Outcome], call: ConsultationCalled) -> tuple[str, ...]:
        """The open cases that outcomes are about, each once, as they are on record."""
        cases = tuple(self._open_case(outcome.case, call) for outcome in outcomes)
        if len(set(cases)) != len(cases):
            raise InvalidData.of("case", "同一案件出现了两次。", "A case appears twice.")
        return cases

    def minute(self, form: MinuteConsultation, act: Act) -> Fact | None:
        """Record the minutes of a meeting on or after its day; what now stands.

        An ad-hoc meeting about cases is minuted with its conclusions. A regular one has other business too, so that it
        may be minuted while a case of it waits.

        Raises:
            Refused: before the meeting's day; a meeting about cases; other minutes are on record and no reason is given.
        """
        call = self.must_have_come(form.meeting, act, _MINUTES)
        if call.cases and call.kind != REGULAR:
            raise Refused(
                f"会商 {call.meeting} 列有案件，纪要随结论登记：zibo-port consultation conclude {call.meeting} --case … --minutes …。",
                f"Meeting {call.meeting} is about cases, whose conclusions carry the minutes: use zibo-port consultation conclude.",
                clause=CLAUSE,
            )
        known = self.minuted
        if known is not None and known.minutes == form.minutes:
            return known
        why = None if known is None else must_say_why(form.reason, Text(f"会商 {call.meeting} 的纪要", f"The minutes of {call.meeting}"))
        self.record(ConsultationMinuted, act, effective_on=call.on, meeting=call.meeting, minutes=form.minutes, reason=why)
        return self.minuted

    def _open_case(self, case: str, call: ConsultationCalled) -> str:
        known = self.case_of(case, call)
        if comparable(case) not in self.open_cases:
            raise Refused(f"案件 {known} 已由本次会商作出结论。", f"Case {known} was concluded by this meeting already.", clause=CLAUSE)
        return known


def _asks_for_two(meeting: str, case: str) -> Refused:
    draft, approve = f"zibo-port consultation draft {meeting}", f"zibo-port consultation approve {meeting} {case}"
    return Refused(
        f"会商结论须由一人起草、另一人审核。请用 {draft} 起草（选项与 conclude 相同），再由另一人用 {approve} 审核。",
        f"A conclusion is drafted by one officer and approved by another. Use {draft} with the same options; then another uses {approve}.",
        clause=CLAUSE,
    )
