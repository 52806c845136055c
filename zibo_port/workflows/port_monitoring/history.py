"""What monitoring and consultation remember: the reports, meetings and obligations of the conference, folded from its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zibo_port.domain import followup
from zibo_port.domain.books import Books
from zibo_port.domain.consultation import (
    ConsultationCalled,
    ConsultationConcluded,
    ConsultationMinuted,
    Obligation,
    ObligationExtended,
    ObligationFulfilled,
    ObligationImposed,
)
from zibo_port.domain.fact import Fact
from zibo_port.domain.monitoring import ReportApproved, ReportCorrected, ReportReturned, ReportSubmitted
from zibo_port.domain.registry import OfficeFounded


@dataclass(slots=True)
class Report:
    """What the workflow remembers of one report."""

    submitted_on: date
    written_on: date
    """The day of what it says now."""
    returned_on: date | None = None
    approved_on: date | None = None


@dataclass(slots=True)
class Meeting:
    """What it remembers of a meeting of the conference."""

    on: date
    kind: str
    held: bool = False


@dataclass(slots=True)
class State:
    """The reports and meetings of the conference since the office was founded.

    It belongs to the fold that made it: `evolve` changes it.
    """

    books: Books
    founded_on: date | None = None
    reports: dict[tuple[str, str], Report] = field(default_factory=dict)
    """Unit and month → its report."""
    meetings: dict[str, Meeting] = field(default_factory=dict)
    obligations: dict[str, Obligation] = field(default_factory=dict)
    followed: followup.Followed = field(default_factory=followup.Followed)


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = _STEPS.get(type(event))
    if step is not None:
        step(state, event)
    else:
        _follow(state, event)
    return state


# --- step by step -------------------------------------------------------------------------------------------------


def _founded(state: State, event: OfficeFounded) -> None:
    state.founded_on = event.effective_on


def _submitted(state: State, event: ReportSubmitted) -> None:
    day = event.effective_on or date.min
    state.reports[event.unit, event.month] = Report(day, day)


def _corrected(state: State, event: ReportCorrected) -> None:
    known = state.reports.get((event.unit, event.month))
    day = event.effective_on or date.min
    state.reports[event.unit, event.month] = Report(known.submitted_on if known else day, day)


def _returned(state: State, event: ReportReturned) -> None:
    known = state.reports.get((event.unit, event.month))
    if known is not None:
        known.returned_on, known.approved_on = event.effective_on, None


def _approved(state: State, event: ReportApproved) -> None:
    known = state.reports.get((event.unit, event.month))
    if known is not None:
        known.approved_on = event.effective_on


def _called(state: State, event: ConsultationCalled) -> None:
    state.meetings[event.meeting] = Meeting(event.on, event.kind)


def _held(state: State, event: ConsultationConcluded | ConsultationMinuted) -> None:
    known = state.meetings.get(event.meeting)
    if known is not None:
        known.held = True


def _obliged(state: State, event: ObligationImposed | ObligationExtended | ObligationFulfilled) -> None:
    event.note(state.obligations)


def _follow(state: State, event: Fact) -> None:
    step = followup.STEPS.get(type(event))
    if step is not None:
        step(state.followed, event)


_STEPS: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    OfficeFounded: _founded,
    ReportSubmitted: _submitted,
    ReportCorrected: _corrected,
    ReportReturned: _returned,
    ReportApproved: _approved,
    ConsultationCalled: _called,
    ConsultationConcluded: _held,
    ConsultationMinuted: _held,
    ObligationImposed: _obliged,
    ObligationExtended: _obliged,
    ObligationFulfilled: _obliged,
}

FOLLOWED: Final = (*_STEPS, *followup.STEPS)
"""The kinds of facts that it follows, out of the whole log."""
