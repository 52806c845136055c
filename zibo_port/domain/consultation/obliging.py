"""What a meeting asks of a unit by a day, followed until it is done (the notice, first plan, one.4; third plan, three (三))."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.consultation.attending import Attending
from zibo_port.domain.consultation.calling import must_say_why
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.commands import ExtendObligation, FulfilObligation, ImposeObligation
    from zibo_port.domain.consultation import Consultation

CLAUSE_OBLIGATION: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一.4"
STEP: Final = "obligation"
"""The step of the duty that an obligation is."""

_OBLIGATIONS: Final = Text("交办事项", "obligations")

# --- facts --------------------------------------------------------------------------------------------------------


class ObligationImposed(Fact):
    """A meeting asked something of a unit by a day; effective on the meeting's day."""

    TOPIC: ClassVar[str] = "consultation.obligation-imposed"
    CLAUSE: ClassVar[str] = CLAUSE_OBLIGATION

    meeting: str
    obligation: str
    unit: str
    task: str
    due_on: date

    def apply(self, aggregate: Consultation) -> None:
        """It is owed."""
        self.note(aggregate.obligations)

    def note(self, obligations: dict[str, Obligation]) -> None:
        """Note it among obligations by id."""
        obligations[self.obligation] = Obligation(self)


class ObligationExtended(Fact):
    """A unit was given more time."""

    TOPIC: ClassVar[str] = "consultation.obligation-extended"
    CLAUSE: ClassVar[str] = CLAUSE_OBLIGATION

    meeting: str
    obligation: str
    until: date
    reason: str

    def apply(self, aggregate: Consultation) -> None:
        """Owed by a later day."""
        self.note(aggregate.obligations)

    def note(self, obligations: dict[str, Obligation]) -> None:
        """Note it among obligations by id."""
        known = obligations.get(self.obligation)
        if known is not None:
            obligations[self.obligation] = replace(known, extensions=(*known.extensions, self))


class ObligationFulfilled(Fact):
    """A unit reported what it was asked for as done on a day, or put that report right with a `reason`.

    Effective on the day it was done; put right, from the earlier of both days.
    """

    TOPIC: ClassVar[str] = "consultation.obligation-fulfilled"
    CLAUSE: ClassVar[str] = CLAUSE_OBLIGATION

    meeting: str
    obligation: str
    unit: str
    report: str
    done_on: date
    reason: str | None

    def apply(self, aggregate: Consultation) -> None:
        """The latest report counts."""
        self.note(aggregate.obligations)

    def note(self, obligations: dict[str, Obligation]) -> None:
        """Note it among obligations by id."""
        known = obligations.get(self.obligation)
        if known is not None:
            obligations[self.obligation] = replace(known, fulfilled=self)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a meeting asked of a unit, and what has become of it."""

    imposed: ObligationImposed
    extensions: tuple[ObligationExtended, ...] = ()
    fulfilled: ObligationFulfilled | None = None

    @property
    def due_on(self) -> date:
        """The day by which it must be done, with every extension."""
        return self.extensions[-1].until if self.extensions else self.imposed.due_on

    @property
    def duty(self) -> Duty:
        """The same as a duty of the unit, since the meeting's day; its id is the case."""
        return Duty(
            step=STEP,
            case=self.imposed.obligation,
            department=self.imposed.unit,
            since=self.imposed.effective_on or date.min,
            due_on=self.due_on,
            provisional=False,
            assumed=False,
            clause=CLAUSE_OBLIGATION,
            done_on=self.fulfilled.done_on if self.fulfilled is not None else None,
        )


def meeting_of(obligation: str) -> str:
    """The meeting behind an obligation's id: the id is the meeting's with a number."""
    return obligation.rpartition("-")[0]


# --- decisions ----------------------------------------------------------------------------------------------------


class Obliging(Attending):
    """What may be decided about obligations."""

    if TYPE_CHECKING:
        obligations: dict[str, Obligation]

    def oblige(self, form: ImposeObligation, act: Act) -> Fact:
        """Ask something of a unit, on or after the meeting's day; what now stands.

        Raises:
            InvalidData: due before the meeting.
            Refused: before the meeting's day; the same task is on record with another day.
        """
        call = self.must_have_come(form.meeting, act, _OBLIGATIONS)
        if form.due < call.on:
            raise InvalidData.of(
                "due", f"期限 {form.due} 早于会商日期 {call.on}，请核对。", f"{form.due} is before the meeting, {call.on}."
            )
        known = next((o for o in self.obligations.values() if (o.imposed.unit, o.imposed.task) == (form.department, form.task)), None)
        if known is not None and known.imposed.due_on != form.due:
            raise Refused(
                f"这一事项已交办（{known.imposed.obligation}，期限 {known.due_on}）。"
                f"延期请用 zibo-port obligation extend {known.imposed.obligation} --until 日期 --reason 原因。",
                f"This was asked already ({known.imposed.obligation}, due on {known.due_on}). For more time: zibo-port obligation extend.",
                clause=CLAUSE_OBLIGATION,
            )
        if known is not None:
            return known.imposed
        name = f"{call.meeting}-{len(self.obligations) + 1}"
        said = {"meeting": call.meeting, "obligation": name, "unit": form.department, "task": form.task, "due_on": form.due}
        self.record(ObligationImposed, act, effective_on=call.on, **said)
        return self.obligations[name].imposed

    def extend(self, form: ExtendObligation, act: Act) -> Fact:
        """Give a unit more time; what now stands.

        Raises:
            NotFound: no such obligation.
            InvalidData: not later than what stands.
            Refused: it is done.
        """
        known = self.obligation(form.obligation)
        last = known.extensions[-1] if known.extensions else None
        if last is not None and (last.until, last.reason) == (form.until, form.reason):
            return last
        if known.fulfilled is not None:
            raise Refused(
                f"{form.obligation} 已于 {known.fulfilled.done_on} 办结，不必延期。",
                f"{form.obligation} was done on {known.fulfilled.done_on}; there is nothing to extend.",
                clause=CLAUSE_OBLIGATION,
            )
        if form.until <= known.due_on:
            raise InvalidData.of(
                "until",
                f"{form.until} 不晚于现有期限 {known.due_on}，请填更晚的日期。",
                f"{form.until} isn't later than the day that stands, {known.due_on}; give a later one.",
            )
        said = {"meeting": known.imposed.meeting, "obligation": form.obligation, "until": form.until, "reason": form.reason}
        self.record(ObligationExtended, act, effective_on=act.today, **said)
        return self.obligation(form.obligation).extensions[-1]

    def fulfil(self, form: FulfilObligation, act: Act) -> Fact | None:
        """Report it as done, by the unit that was asked; what now stands.

        Raises:
            NotFound: no such obligation.
            InvalidData: done in the future, or before the meeting.
            Refused: another unit's; another report stands and no reason is given.
        """
        known = self.obligation(form.obligation)
        imposed, stands = known.imposed, known.fulfilled
        _must_be_its_own(imposed, form.department)
        on = _day_done(form, imposed, act)
        if stands is not None and stands.report == form.report and form.on in {None, stands.done_on}:
            return stands
        said = {"meeting": imposed.meeting, "obligation": form.obligation, "unit": imposed.unit, "report": form.report, "done_on": on}
        if stands is None:
            self.record(ObligationFulfilled, act, effective_on=on, **said, reason=None)
        else:
            why = must_say_why(form.reason, Text(f"{form.obligation} 的办理情况", f"The report on {form.obligation}"))
            since = min(on, stands.effective_on or on)
            self.record(ObligationFulfilled, act, effective_on=since, **said, reason=why)
        return self.obligation(form.obligation).fulfilled

    def obligation(self, name: str) -> Obligation:
        """An obligation of this meeting."""
        known = self.obligations.get(name)
        if known is None:
            raise no_obligation(name)
        return known


def no_obligation(name: str) -> NotFound:
    """There is none of this id."""
    return NotFound(
        f"没有编号为 {name} 的交办事项。用 zibo-port obligation list 查看编号。",
        f"There is no obligation {name}. See zibo-port obligation list.",
    )


def _must_be_its_own(imposed: ObligationImposed, unit: str) -> None:
    if imposed.unit != unit:
        owner, other = DEPARTMENTS[imposed.unit], DEPARTMENTS[unit]
        raise Refused(
            f"{imposed.obligation} 交办给{owner.zh}，由其报告办理情况，不由{other.zh}报告。",
            f"{imposed.obligation} was asked of the {owner.en}, which reports on it, not of the {other.en}.",
            clause=CLAUSE_OBLIGATION,
        )


def _day_done(form: FulfilObligation, imposed: ObligationImposed, act: Act) -> date:
    on, since = form.on or act.today, imposed.effective_on or date.min
    if not since <= on <= act.today:
        raise InvalidData.of(
            "on",
            f"办结日期 {on} 应在会商日期 {since} 与今天（{act.today}）之间，请核对。",
            f"The day it was done, {on}, must lie between the meeting ({since}) and today ({act.today}); check it.",
        )
    return on
