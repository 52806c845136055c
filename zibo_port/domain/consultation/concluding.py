"""What a meeting came to: cases concluded, and the minutes (会议纪要) of one without (first plan, four (二); third plan, two (三))."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from zibo_port.domain.consultation.calling import CLAUSE, REGULAR, Calling, ConsultationCalled, must_say_why
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import InvalidData, Refused, Text
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import MEETING_CLAUSE

if TYPE_CHECKING:
    from zibo_port.domain.commands import ConcludeConsultation, MinuteConsultation
    from zibo_port.domain.consultation import Consultation

_CONCLUSIONS: Final = Text("结论", "conclusions")
_MINUTES: Final = Text("纪要", "minutes")

# --- facts --------------------------------------------------------------------------------------------------------


class ConsultationConcluded(Fact):
    """The meeting concluded cases; its minutes are kept. Effective on the meeting's day."""

    TOPIC: ClassVar[str] = "consultation.concluded"
    CLAUSE: ClassVar[str] = CLAUSE

    meeting: str
    cases: tuple[str, ...]
    minutes: str

    def apply(self, aggregate: Consultation) -> None:
        """These cases are done."""
        aggregate.conclusions.append(self)
        for case in self.cases:
            aggregate.open_cases.pop(comparable(case), None)


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


class Concluding(Calling):
    """What may be decided about conclusions and minutes."""

    if TYPE_CHECKING:
        conclusions: list[ConsultationConcluded]
        minuted: ConsultationMinuted | None

    def conclude(self, form: ConcludeConsultation, act: Act) -> date:
        """Conclude cases on or after the meeting's day, which is returned."""
        call = self.must_have_come(form.meeting, act, _CONCLUSIONS)
        cases = tuple(self._open_case(outcome.case, call) for outcome in form.outcomes)
        if len(set(cases)) != len(cases):
            raise InvalidData.of("case", "同一案件出现了两次。", "A case appears twice.")
        self.record(ConsultationConcluded, act, effective_on=call.on, meeting=call.meeting, cases=cases, minutes=form.minutes)
        return call.on

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
