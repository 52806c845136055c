"""Supervision of the units themselves (工作督导): who is late with what (the notice, third plan, three (三)).

Counted from duties alone: what a unit has open, what falls due soon, what is late and by how much, what was done in a quarter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from zibo_port.domain.calendar import Calendar
from zibo_port.domain.duty import Duty
from zibo_port.domain.periods import Quarter

SOON: Final = 5
"""What is due within so many working days is due soon."""

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands with its duties on a day.

    `open` are those not done, by due day; `soon` those of them that fall due on the day or within five working days after it,
    `late` those that were due before it. `in_time` and `too_late` are those done within the quarter, by the day they were done.
    """

    unit: str
    on: date
    open: tuple[Duty, ...]
    soon: tuple[Duty, ...]
    late: tuple[Duty, ...]
    in_time: tuple[Duty, ...]
    too_late: tuple[Duty, ...]

    @property
    def oldest(self) -> Duty | None:
        """The open duty that was due first."""
        return self.open[0] if self.open else None

    @property
    def mean_days_late(self) -> Decimal | None:
        """How many calendar days the late ones are late on average, rounded half up to one decimal; None where none is."""
        if not self.late:
            return None
        days = sum((self.on - duty.due_on).days for duty in self.late)
        return (Decimal(days) / len(self.late)).quantize(_TENTH, ROUND_HALF_UP)

    @property
    def late_steps(self) -> dict[str, int]:
        """What it is late with: how many of each step, the most first."""
        steps = [duty.step for duty in self.late]
        return dict(sorted(((step, steps.count(step)) for step in dict.fromkeys(steps)), key=lambda entry: -entry[1]))


def supervise(duties: Iterable[Duty], units: Sequence[str], on: date, quarter: Quarter, calendar: Calendar) -> list[Standing]:
    """Every one of `units`, in that order, and after them every other one that has or had something to do.

    What a district's unit has in hand counts as its own, not as that of the department above it.
    """
    of: dict[str, list[Duty]] = {unit: [] for unit in units}
    for duty in sorted(duties, key=lambda d: (d.due_on, d.since, d.step, d.case)):
        if duty.since <= on:
            of.setdefault(duty.unit or duty.department, []).append(duty)
    until = calendar.working_days(on, SOON).on
    return [_standing(unit, its, on, quarter, until) for unit, its in of.items()]


def _standing(unit: str, duties: Sequence[Duty], on: date, quarter: Quarter, until: date) -> Standing:
    undone = [d for d in duties if d.done(on) is None]
    done = [d for d in duties if d.done_on is not None and quarter.first_day <= d.done_on <= min(on, quarter.last_day)]
    return Standing(
        unit=unit,
        on=on,
        open=tuple(undone),
        soon=tuple(d for d in undone if on <= d.due_on <= until),
        late=tuple(d for d in undone if d.late(on)),
        in_time=tuple(d for d in done if not d.late(on)),
        too_late=tuple(d for d in done if d.late(on)),
    )
