"""What a workflow is made of, as data: steps that people or the engine owe, after which events, by when, done by which events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from zibo_port.domain.calendar import Deadline
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text
from zibo_port.domain.periods import Quarter, meeting_due

if TYPE_CHECKING:
    from zibo_port.domain.books import Books

ENGINE_OWNER: Final = "engine"
AS_ORDERED: Final = "as-ordered"


class Within(NamedTuple):
    """A period of `rules/procedure.toml`, counted from the day on which the step begins."""

    period: str


class AtMeeting(NamedTuple):
    """The 20th of the first month of the quarter after, the last day on which the regular meeting can fall (assumed)."""


class Ordered(NamedTuple):
    """The day that a meeting set; where it set none, as `AtMeeting`."""


class Fixed(NamedTuple):
    """A day that the notice itself fixes, or that whoever handed the thing over set, in words."""

    words: Text


Rule = Within | AtMeeting | Ordered | Fixed


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a mechanism.

    `owner` is a department's code, `engine` for what happens by itself at once, or `as-ordered`. `after` and `done_by` name
    kinds of events. A step with `limit` (a period) may be extended by so much beyond its day and paused by an officer with a
    reason; without one the law leaves no room. A name that ends with `-` stands for several steps, one for each thing ordered.
    """

    name: str
    title: Text
    owner: str
    after: tuple[str, ...]
    done_by: tuple[str, ...]
    clause: str
    rule: Rule | None = None
    limit: str | None = None

    @property
    def automatic(self) -> bool:
        """Whether the engine does it by itself."""
        return self.owner == ENGINE_OWNER

    def covers(self, name: str) -> bool:
        """Whether a duty of that name is one of this step."""
        return name.startswith(self.name) if self.name.endswith("-") else name == self.name


class Running(NamedTuple):
    """A step that runs: its duty's name, who owes it, since when; done when; the day that was ordered."""

    name: str
    department: str
    since: date
    done_on: date | None = None
    ordered: date | None = None
    clause: str | None = None
    period: str | None = None
    """A period other than the step's own, where it depends on what happened."""
    unit: str | None = None
    """The district's unit that has it in hand, below the department."""
    extended: date | None = None
    """The day to which what was ordered was put off."""


class Pause(NamedTuple):
    """A clock that stands still from a day (not counted any more) to another; None while it stands."""

    begun: date
    ended: date | None


@dataclass(slots=True)
class Clock:
    """What officers did to the clock of one step."""

    pauses: list[Pause]
    until: date | None = None
    """The day to which it was extended."""
    paused_before: int = 0
    """How many of the pauses had begun by then; the later ones put that day off."""

    def extended_to(self, books: Books, on: date) -> date | None:
        """The day to which it was extended, with the time that the clock stood still since; as seen on a day."""
        stood = _still(self.pauses[self.paused_before :], on)
        return self.until if self.until is None or not stood else books.calendar.calendar_days(self.until, stood.days).on


def duty_of(step: Step, running: Running, case: str, books: Books, on: date, clock: Clock | None = None) -> Duty:
    """A running step as a duty, seen on a day; while its clock stands still its last day moves on and is provisional."""
    deadline, assumed, clause = _deadline(step, running, books, on, clock.pauses if clock else [])
    until = clock.extended_to(books, on) if clock else None
    if until is not None:
        deadline = Deadline(max(deadline.on, until), deadline.provisional)
    return Duty(
        step=running.name,
        case=case,
        department=running.department,
        since=running.since,
        due_on=deadline.on,
        provisional=deadline.provisional,
        assumed=assumed,
        clause=running.clause or clause,
        done_on=running.done_on,
        unit=running.unit,
    )


def _deadline(step: Step, running: Running, books: Books, on: date, pauses: list[Pause]) -> tuple[Deadline, bool, str]:
    name = running.period or (step.rule.period if isinstance(step.rule, Within) else None)
    if name is not None:
        period = books.provisions.period(name, running.since)
        if period.count == 0:
            return Deadline(running.since, provisional=False), period.assumed, period.clause
        start, count, standing = running.since, period.count, False
        for pause in pauses:
            begun = max(pause.begun, start)
            count = max(1, count - books.calendar.elapsed(start, begun, period.unit))
            start, standing = pause.ended or max(on, begun), pause.ended is None
        counted = books.calendar.count(start, count, period.unit)
        return Deadline(counted.on, counted.provisional or standing), period.assumed, period.clause
    ordered = running.extended or running.ordered if isinstance(step.rule, Ordered) else None
    day = ordered or meeting_due(Quarter.of(running.since).next)
    standing = bool(pauses) and pauses[-1].ended is None
    return Deadline(day + _still(pauses, on), standing), ordered is None, step.clause


def _still(pauses: list[Pause], on: date) -> timedelta:
    """How long a clock stood still by a day."""
    return sum(((p.ended or max(on, p.begun)) - p.begun for p in pauses), timedelta())
