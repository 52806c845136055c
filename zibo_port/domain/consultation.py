"""A meeting of departments about cases: called, then concluded (the notice, first plan, four (二); third plan, two (三))."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import CallConsultation, ConcludeConsultation

CLAUSE = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"
CLAUSE_MEETING = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》四（二）"
ASSUMED_CONVENER = {"regular": "市政府分管秘书长", "ad-hoc": "市口岸办公室"}

# --- facts --------------------------------------------------------------------------------------------------------


class ConsultationCalled(Fact):
    """Departments were called to a meeting on a day; effective on the day of calling."""

    TOPIC: ClassVar[str] = "consultation.called"
    CLAUSE: ClassVar[str] = CLAUSE_MEETING

    meeting: str
    on: date
    kind: str
    convener: str
    departments: tuple[str, ...]
    cases: tuple[str, ...]

    def apply(self, aggregate: Consultation) -> None:
        """Await the meeting."""
        aggregate.call = Call(self.meeting, self.on, self.kind, self.departments, self.cases)
        aggregate.open_cases = {comparable(case): case for case in self.cases}


class ConsultationConcluded(Fact):
    """The meeting concluded cases; its minutes are kept. Effective on the meeting's day."""

    TOPIC: ClassVar[str] = "consultation.concluded"
    CLAUSE: ClassVar[str] = CLAUSE

    meeting: str
    cases: tuple[str, ...]
    minutes: str

    def apply(self, aggregate: Consultation) -> None:
        """These cases are done."""
        aggregate.concluded.extend(self.cases)
        for case in self.cases:
            aggregate.open_cases.pop(comparable(case), None)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    """Who was called, for when, about what."""

    meeting: str
    on: date
    kind: str
    departments: tuple[str, ...]
    cases: tuple[str, ...] = field(default=())


class Consultation(Stream):
    """The aggregate."""

    KIND = "consultation"
    Event = Fact

    ConsultationCalled = ConsultationCalled
    ConsultationConcluded = ConsultationConcluded

    def begin(self) -> None:
        """No meeting yet."""
        self.call: Call | None = None
        self.open_cases: dict[str, str] = {}
        self.concluded: list[str] = []

    # --- decisions ------------------------------------------------------------------------------------------------

    def call_meeting(self, meeting: str, form: CallConsultation, cases: tuple[str, ...], act: Act) -> None:
        """Call a meeting; a day that is past can't be called for."""
        if self.call is not None:
            return
        if form.on < act.today:
            raise InvalidData.of(
                "on", f"会商日期 {form.on} 已过，请填今天或以后的日期。", f"{form.on} is past; call for today or a later day."
            )
        self.record(
            ConsultationCalled,
            act,
            effective_on=act.today,
            meeting=meeting,
            on=form.on,
            kind=form.kind,
            convener=ASSUMED_CONVENER[form.kind],
            departments=tuple(dict.fromkeys(form.departments)),
            cases=cases,
        )

    def conclude(self, form: ConcludeConsultation, act: Act) -> date:
        """Conclude cases on or after the meeting's day, which is returned."""
        call = self.must_be_called(form.meeting)
        if act.today < call.on:
            raise Refused(
                f"会商 {call.meeting} 定于 {call.on} 召开，会前不能登记结论。",
                f"Meeting {call.meeting} takes place on {call.on}; it can't be concluded before.",
                clause=CLAUSE,
            )
        cases = tuple(self._on_agenda(outcome.case, call) for outcome in form.outcomes)
        if len(set(cases)) != len(cases):
            raise InvalidData.of("case", "同一案件出现了两次。", "A case appears twice.")
        self.record(ConsultationConcluded, act, effective_on=call.on, meeting=call.meeting, cases=cases, minutes=form.minutes)
        return call.on

    def must_be_called(self, meeting: str) -> Call:
        """The call of this meeting."""
        if self.call is None:
            raise NotFound(
                f"没有编号为 {meeting} 的会商。用 zibo-port consultation list 查看编号。",
                f"There is no consultation {meeting}. See zibo-port consultation list.",
            )
        return self.call

    def _on_agenda(self, case: str, call: Call) -> str:
        for known in call.cases:
            if comparable(known) == comparable(case):
                if comparable(case) not in self.open_cases:
                    raise Refused(
                        f"案件 {known} 已由本次会商作出结论。", f"Case {known} was concluded by this meeting already.", clause=CLAUSE
                    )
                return known
        raise Refused(
            f"案件 {case} 不在会商 {call.meeting} 的议题中。请在召集时用 --case 列入。",
            f"Case {case} is not on the agenda of {call.meeting}. Put it there with --case when calling.",
            clause=CLAUSE,
        )
