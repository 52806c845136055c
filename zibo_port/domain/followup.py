"""What is followed until it is done: bottlenecks, circulars to be acknowledged, contacts to be named; and the duties of each.

A part of the monitoring workflow: facts of these kinds change the state, and the state tells who owes what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zibo_port.domain.books import Books
from zibo_port.domain.bottleneck import CLAUSE as CLAUSE_BOTTLENECK
from zibo_port.domain.bottleneck import BottleneckExtended, BottleneckRaised, BottleneckResolved, due_without_day
from zibo_port.domain.calendar import Deadline
from zibo_port.domain.circular import CLAUSE_SHARING, CircularAcknowledged, CircularSent
from zibo_port.domain.duty import Duty
from zibo_port.domain.fact import Fact
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.periods import Month, report_due
from zibo_port.domain.purposes import PURPOSES
from zibo_port.domain.unit_book import ContactNamed

ACKNOWLEDGE: Final = "acknowledge"
"""The period within which a circular is acknowledged, and the step."""

BOTTLENECK: Final = "bottleneck"
"""The step of removing one."""


@dataclass(slots=True)
class Removal:
    """One time that a bottleneck was on the list."""

    owner: str
    since: date
    due_on: date | None
    done_on: date | None = None


@dataclass(slots=True)
class Receipts:
    """Who is to acknowledge a circular, and who did when."""

    since: date
    departments: tuple[str, ...]
    done: dict[str, date | None] = field(default_factory=dict)


@dataclass(slots=True)
class Followed:
    """Everything that is followed; it belongs to the fold that made it."""

    bottlenecks: dict[str, list[Removal]] = field(default_factory=dict)
    circulars: dict[str, Receipts] = field(default_factory=dict)
    contacts: dict[tuple[str, str], date] = field(default_factory=dict)
    """Unit and purpose → the first day on which it had a contact."""


# --- step by step -------------------------------------------------------------------------------------------------


def _raised(state: Followed, event: BottleneckRaised) -> None:
    once = Removal(event.owner, event.effective_on or date.min, event.due_on)
    state.bottlenecks.setdefault(event.bottleneck, []).append(once)


def _extended(state: Followed, event: BottleneckExtended) -> None:
    for removal in state.bottlenecks.get(event.bottleneck, ())[-1:]:
        removal.due_on = event.due_on


def _resolved(state: Followed, event: BottleneckResolved) -> None:
    for removal in state.bottlenecks.get(event.bottleneck, ())[-1:]:
        removal.done_on = event.effective_on


def _sent(state: Followed, event: CircularSent) -> None:
    state.circulars[event.circular] = Receipts(event.effective_on or date.min, event.departments)


def _acknowledged(state: Followed, event: CircularAcknowledged) -> None:
    known = state.circulars.get(event.circular)
    if known is not None:
        known.done[event.unit] = event.effective_on


def _named(state: Followed, event: ContactNamed) -> None:
    key, day = (event.unit, event.purpose), event.effective_on or date.min
    state.contacts[key] = min(day, state.contacts.get(key, day))


STEPS: Final[Mapping[type[Fact], Callable[[Followed, Any], None]]] = {
    BottleneckRaised: _raised,
    BottleneckExtended: _extended,
    BottleneckResolved: _resolved,
    CircularSent: _sent,
    CircularAcknowledged: _acknowledged,
    ContactNamed: _named,
}

# --- duties -------------------------------------------------------------------------------------------------------


def bottleneck_duties(state: Followed) -> Iterator[Duty]:
    """Every bottleneck: its owner removes it by the day it was given, else by the next regular meeting."""
    for name, removals in state.bottlenecks.items():
        for removal in removals:
            yield Duty(
                step=BOTTLENECK,
                case=name,
                department=removal.owner,
                since=removal.since,
                due_on=removal.due_on or due_without_day(removal.since),
                provisional=False,
                assumed=removal.due_on is None,
                clause=CLAUSE_BOTTLENECK,
                done_on=removal.done_on,
            )


def circular_duties(state: Followed, books: Books) -> Iterator[Duty]:
    """Every circular: each department that it was sent to acknowledges it."""
    for name, receipts in state.circulars.items():
        deadline, assumed = receipt_due(receipts.since, books)
        for department in receipts.departments:
            yield Duty(
                step=ACKNOWLEDGE,
                case=name,
                department=department,
                since=receipts.since,
                due_on=deadline.on,
                provisional=deadline.provisional,
                assumed=assumed,
                clause=CLAUSE_SHARING,
                done_on=receipts.done.get(department),
            )


def receipt_due(sent_on: date, books: Books) -> tuple[Deadline, bool]:
    """By when a circular of a day is acknowledged, and whether that is assumed."""
    period = books.provisions.period(ACKNOWLEDGE, sent_on)
    return books.calendar.count(sent_on, period.count, period.unit), period.assumed


def contact_duties(state: Followed, first: Month) -> Iterator[Duty]:
    """A contact for each purpose that the notice asks units for, by the day on which their `first` report is due."""
    for unit in REPORTING_UNITS:
        for code, purpose in PURPOSES.items():
            if purpose.asked_of:
                yield Duty(
                    step="name-contact",
                    case=code,
                    department=unit,
                    since=first.next.first_day,
                    due_on=report_due(first),
                    provisional=False,
                    assumed=True,
                    clause=purpose.clause,
                    done_on=state.contacts.get((unit, code)),
                )
