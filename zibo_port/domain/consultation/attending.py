"""Who was at a meeting, and what each unit said there (the notice, first plan, one.3 and two; third plan, two (三))."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.consultation.calling import ConsultationCalled, must_say_why
from zibo_port.domain.consultation.drafting import Drafting
from zibo_port.domain.consultation.sitting import CLAUSE_RECUSAL
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import Refused, Text
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.commands import RecordAttendance, RecordOpinion
    from zibo_port.domain.consultation import Consultation

CLAUSE_MEMBERS: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》二"
CLAUSE_OPINIONS: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一.3"

Presence = Literal["present", "absent", "observer"]

_ATTENDANCE: Final = Text("出席情况", "attendance")
_OPINIONS: Final = Text("意见", "opinions")

# --- facts --------------------------------------------------------------------------------------------------------


class ConsultationAttended(Fact):
    """A unit was present at a meeting, absent from it (`absence` says why), or there as an observer (列席); `person` is who came.

    `reason` says why an earlier record was put right. Effective on the meeting's day.
    """

    TOPIC: ClassVar[str] = "consultation.attended"
    CLAUSE: ClassVar[str] = CLAUSE_MEMBERS

    meeting: str
    unit: str
    presence: str
    person: str | None
    absence: str | None
    reason: str | None

    def apply(self, aggregate: Consultation) -> None:
        """The latest record of a unit counts."""
        aggregate.attendance[self.unit] = self


class OpinionGiven(Fact):
    """A unit gave its opinion at a meeting, on a case or on the matter at large; effective on the meeting's day.

    `dissent`: it doesn't agree with what the others say.
    """

    TOPIC: ClassVar[str] = "consultation.opinion-given"
    CLAUSE: ClassVar[str] = CLAUSE_OPINIONS

    meeting: str
    unit: str
    case: str | None
    text: str
    reason: str | None
    dissent: bool = False

    def apply(self, aggregate: Consultation) -> None:
        """The latest opinion of a unit on the same matter counts."""
        aggregate.opinions[self.unit, comparable(self.case or "")] = self


# --- decisions ----------------------------------------------------------------------------------------------------


class Attending(Drafting):
    """What may be decided about attendance and opinions."""

    def attend(self, form: RecordAttendance, act: Act) -> Fact:
        """Record that a unit was there or wasn't, on or after the meeting's day; what now stands.

        Raises:
            Refused: before the meeting's day; a unit that wasn't invited and is no observer, or an observer that was invited;
                another record stands and no reason is given; a unit that gave an opinion wasn't there after all.
        """
        call = self.must_have_come(form.meeting, act, _ATTENDANCE)
        unit = form.department
        _must_fit_the_call(unit, call, observer=form.observer)
        said = (form.presence, form.person, form.absent)
        known = self.attendance.get(unit)
        if known is not None and said == (known.presence, known.person, known.absence):
            return known
        name = DEPARTMENTS[unit]
        why = None if known is None else must_say_why(form.reason, Text(f"{name.zh}的出席情况", f"The attendance of the {name.en}"))
        if form.presence != "present":
            self._must_have_said_nothing(unit, call)
        content = dict(zip(("presence", "person", "absence"), said, strict=True))
        self.record(ConsultationAttended, act, effective_on=call.on, meeting=call.meeting, unit=unit, **content, reason=why)
        return self.attendance[unit]

    def opine(self, form: RecordOpinion, act: Act) -> Fact:
        """Record the opinion of a unit that was present; what now stands.

        Raises:
            Refused: before the meeting's day; a unit that wasn't present or is recused from the case; a case that isn't the
                meeting's; another opinion on the same matter stands and no reason is given.
        """
        call = self.must_have_come(form.meeting, act, _OPINIONS)
        unit, name = form.department, DEPARTMENTS[form.department]
        self._must_be_present(unit, call)
        case = None if form.case is None else self.case_of(form.case, call)
        if case is not None and self.is_recused(unit, case):
            raise _is_recused(unit, case)
        known = self.opinions.get((unit, comparable(case or "")))
        if known is not None and (known.text, known.dissent) == (form.text, form.dissent):
            return known
        why = None if known is None else must_say_why(form.reason, Text(f"{name.zh}的意见", f"The opinion of the {name.en}"))
        said = {"meeting": call.meeting, "unit": unit, "case": case, "text": form.text, "reason": why, "dissent": form.dissent}
        self.record(OpinionGiven, act, effective_on=call.on, **said)
        return self.opinions[unit, comparable(case or "")]

    def _must_be_present(self, unit: str, call: ConsultationCalled) -> None:
        known = self.attendance.get(unit)
        if known is None or known.presence != "present":
            name = DEPARTMENTS[unit]
            raise Refused(
                f"{name.zh}没有出席会商 {call.meeting} 的记录，不能登记其意见。"
                f"先登记出席：zibo-port consultation attend {call.meeting} --department {unit}。",
                f"The {name.en} isn't on record as present at {call.meeting}, so it has no opinion there. "
                f"First: zibo-port consultation attend {call.meeting} --department {unit}.",
                clause=CLAUSE_OPINIONS,
            )

    def _must_have_said_nothing(self, unit: str, call: ConsultationCalled) -> None:
        if any(who == unit for who, _ in self.opinions):
            name = DEPARTMENTS[unit]
            raise Refused(
                f"{name.zh}在会商 {call.meeting} 上的意见已登记，不能再改为缺席或列席。",
                f"An opinion of the {name.en} at {call.meeting} is on record; it can't have been absent or an observer.",
                clause=CLAUSE_OPINIONS,
            )


def _must_fit_the_call(unit: str, call: ConsultationCalled, *, observer: bool) -> None:
    name, invited = DEPARTMENTS[unit], unit in call.departments
    if observer and invited:
        raise Refused(
            f"{name.zh}受邀参加会商 {call.meeting}，不是列席；请登记出席，缺席的用 --absent 说明原因。",
            f"The {name.en} was invited to {call.meeting}, it is no observer; record it as present, or give --absent REASON.",
            clause=CLAUSE_MEMBERS,
        )
    if not observer and not invited:
        raise Refused(
            f"{name.zh}不在会商 {call.meeting} 的参加部门中；列席的请加 --observer。",
            f"The {name.en} wasn't invited to {call.meeting}; if it was there as an observer add --observer.",
            clause=CLAUSE_MEMBERS,
        )


def _is_recused(unit: str, case: str) -> Refused:
    name = DEPARTMENTS[unit]
    return Refused(
        f"{name.zh}已就案件 {case} 回避，不能登记其对该案的意见。",
        f"The {name.en} is recused from case {case}; no opinion of it on that case can be recorded.",
        clause=CLAUSE_RECUSAL,
    )
