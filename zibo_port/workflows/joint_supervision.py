"""联合监管共治: what must happen after a penalty (the notice, third plan, two (二) and (三)).

Each logged penalty opens a case. A publishable decision is due at the national system within 20 working days and on
the city's credit site within 7, both counted from the decision and neither waiting for the consultation; a consultation
is due at the next regular meeting; what it concludes brings pushes and measures of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from zibo_port.domain.books import Books
from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.commands import Command, OpenCase, RequestPublication
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise, outcomes, penalties, publications, registration
from zibo_port.domain.enterprise.penalties import PenaltyContent
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter, meeting_due

NAME: Final = "joint_supervision"
VERSION: Final = 1
CLAUSE: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"


class Measure(NamedTuple):
    """A measure that a department was given."""

    code: str
    department: str
    since: date
    due_on: date | None
    clause: str


@dataclass(slots=True)
class Case:
    """What the workflow remembers of one case."""

    document_no: str
    decided_on: date
    publishable: bool
    refund: bool
    revision: int = 1
    opened_on: date | None = None
    concluded_on: date | None = None
    pushes: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    requested: dict[str, int] = field(default_factory=dict)
    """Platform → the revision last requested there."""
    accepted: dict[str, tuple[int, date]] = field(default_factory=dict)
    """Platform → the revision accepted there and the day its receipt states."""

    def platforms(self) -> tuple[str, ...]:
        """Where the decision must be shown."""
        return CREDIT_PLATFORMS + self.pushes if self.publishable else self.pushes

    def unrequested(self) -> list[str]:
        """Where its publication in this revision wasn't asked for yet."""
        return [p for p in self.platforms() if self.requested.get(p) != self.revision]


@dataclass(slots=True)
class State:
    """The cases of one enterprise, and those of them where the engine has something to do.

    It belongs to the fold that made it: `evolve` changes it.
    """

    books: Books
    enterprise: str = ""
    cases: dict[str, Case] = field(default_factory=dict)
    waiting: dict[str, None] = field(default_factory=dict)
    """Keys of those cases, the one that moved last at the end."""


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = _STEPS.get(type(event))
    if step is not None:
        step(state, event)
    return state


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself, then what people owe, as seen on a day."""
    yield from commands(state, on)
    for case in state.cases.values():
        yield from _duties(state.books, case)


def commands(state: State, on: date) -> Iterator[Command]:
    """What the engine does by itself; each step recorded makes its question disappear."""
    for key in state.waiting:
        case = state.cases[key]
        if case.opened_on is None:
            yield OpenCase(enterprise=state.enterprise, document_no=case.document_no)
        for platform in case.unrequested():
            yield RequestPublication(
                enterprise=state.enterprise,
                document_no=case.document_no,
                platform=platform,
                revision=case.revision,
                clause=state.books.provisions.period(_period_of(platform), on).clause,
            )


# --- evolve, step by step -----------------------------------------------------------------------------------------


def _registered(state: State, event: registration.Registered) -> None:
    state.enterprise = event.code


def _logged(state: State, event: PenaltyContent) -> None:
    key = comparable(event.document_no)
    state.cases[key] = Case(event.document_no, event.decided_on, event.publication == "due", _refunds(event))
    state.waiting.pop(key, None)
    state.waiting[key] = None


def _corrected(state: State, event: penalties.PenaltyCorrected) -> None:
    case = state.cases.get(comparable(event.document_no))
    if case is None:
        _logged(state, event)
        return
    case.decided_on, case.publishable, case.refund = event.decided_on, event.publication == "due", _refunds(event)
    case.revision += 1
    _settle(state, case)


def _refunds(event: PenaltyContent) -> bool:
    return event.refund_ordered or event.refunded is not None


def _opened(state: State, event: penalties.CaseOpened) -> None:
    case = state.cases.get(comparable(event.document_no))
    if case is not None:
        case.opened_on = event.effective_on
        _settle(state, case)


def _requested(state: State, event: publications.PublicationRequested) -> None:
    case = state.cases.get(comparable(event.document_no))
    if case is not None:
        case.requested[event.platform] = event.revision
        _settle(state, case)


def _accepted(state: State, event: publications.PublicationAccepted) -> None:
    case = state.cases.get(comparable(event.document_no))
    if case is not None:
        case.accepted[event.platform] = (event.revision, event.accepted_on)


def _concluded(state: State, event: outcomes.CaseConcluded) -> None:
    case = state.cases.get(comparable(event.document_no))
    if case is not None:
        case.concluded_on, case.pushes = event.effective_on, event.pushes
        _settle(state, case)


def _imposed(state: State, event: outcomes.MeasureImposed) -> None:
    case = state.cases.get(comparable(event.document_no))
    if case is not None and event.effective_on is not None:
        measure = Measure(event.measure, event.executing_department, event.effective_on, event.due_on, event.basis)
        case.measures = (*case.measures, measure)


_STEPS: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    Enterprise.Registered: _registered,
    Enterprise.PenaltyLogged: _logged,
    Enterprise.PenaltyCorrected: _corrected,
    Enterprise.CaseOpened: _opened,
    Enterprise.PublicationRequested: _requested,
    Enterprise.PublicationAccepted: _accepted,
    Enterprise.CaseConcluded: _concluded,
    Enterprise.MeasureImposed: _imposed,
}


def _settle(state: State, case: Case) -> None:
    """Note whether the engine has something to do about a case that moved."""
    key = comparable(case.document_no)
    state.waiting.pop(key, None)
    if case.opened_on is None or case.unrequested():
        state.waiting[key] = None


# --- duties -------------------------------------------------------------------------------------------------------


def _duties(books: Books, case: Case) -> Iterator[Duty]:
    for platform in case.platforms():
        since = case.concluded_on if platform in case.pushes and case.concluded_on else case.decided_on
        yield _periodic(books, case, f"publish-{platform}", _period_of(platform), since, _shown_on(case, platform))
    if case.opened_on is not None:
        yield _at_meeting("consult", "port-office", case, case.opened_on, CLAUSE, done_on=case.concluded_on)
    if case.refund:
        yield _periodic(books, case, "refund-check", "refund-check", case.decided_on, None)
    for measure in case.measures:
        yield _of_measure(case, measure)


def _shown_on(case: Case, platform: str) -> date | None:
    revision, day = case.accepted.get(platform, (0, None))
    return day if revision == case.revision else None


def _period_of(platform: str) -> str:
    return f"publish-{platform}" if platform in CREDIT_PLATFORMS else "push-sanction"


def _periodic(books: Books, case: Case, step: str, period_name: str, since: date, done_on: date | None) -> Duty:
    period = books.provisions.period(period_name, since)
    deadline = books.calendar.count(since, period.count, period.unit)
    return Duty(
        step=step,
        case=case.document_no,
        department="market-supervision",
        since=since,
        due_on=deadline.on,
        provisional=deadline.provisional,
        assumed=period.assumed,
        clause=period.clause,
        done_on=done_on,
    )


def _at_meeting(step: str, department: str, case: Case, since: date, clause: str, *, done_on: date | None = None) -> Duty:
    """Due on the 20th of the next quarter's first month, the last day on which the regular meeting can fall."""
    return Duty(
        step=step,
        case=case.document_no,
        department=department,
        since=since,
        due_on=meeting_due(Quarter.of(since).next),
        provisional=False,
        assumed=True,
        clause=clause,
        done_on=done_on,
    )


def _of_measure(case: Case, measure: Measure) -> Duty:
    step = f"measure-{measure.code}"
    if measure.due_on is None:
        return _at_meeting(step, measure.department, case, measure.since, measure.clause)
    return Duty(
        step=step,
        case=case.document_no,
        department=measure.department,
        since=measure.since,
        due_on=measure.due_on,
        provisional=False,
        assumed=False,
        clause=measure.clause,
    )
