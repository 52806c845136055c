"""联合监管共治: what must happen after a penalty (the notice, third plan, two (二) and (三)).

Each logged penalty opens a case. A publishable decision is due at the national system within 20 working days and on
the city's credit site within 7, both counted from the decision and neither waiting for the consultation; a consultation
is due at the next regular meeting; what it concludes brings pushes and measures of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from zibo_port.domain.books import Books
from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.commands import Command, OpenCase, RequestPublication
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.penalties import PenaltyContent
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter, meeting_due

NAME: Final = "joint_supervision"
VERSION: Final = 1
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
CLAUSE: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"


_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Measure(NamedTuple):
    """A measure that a department was given."""

    code: str
    department: str
    since: date
    due_on: date | None
    clause: str


class Case(NamedTuple):
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
    requested: Mapping[str, int] = _NONE
    """Platform → the revision last requested there."""
    accepted: Mapping[str, tuple[int, date]] = _NONE
    """Platform → the revision accepted there and the day its receipt states."""

    def platforms(self) -> tuple[str, ...]:
        """Where the decision must be shown."""
        return (*(CREDIT_PLATFORMS if self.publishable else ()), *self.pushes)

    def settled(self) -> bool:
        """Whether the engine has nothing to do here."""
        return self.opened_on is not None and all(self.requested.get(p) == self.revision for p in self.platforms())


class State(NamedTuple):
    """The cases of one enterprise, and those of them where the engine has something to do."""

    books: Books
    enterprise: str = ""
    cases: Mapping[str, Case] = _NONE
    waiting: tuple[str, ...] = ()


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    match event:
        case Enterprise.Registered():
            return state._replace(enterprise=event.code)
        case Enterprise.PenaltyLogged():
            return _with(state, _case_of(event))
        case Enterprise.PenaltyCorrected():
            known = _known(state, event.document_no)
            return _with(state, _corrected(known, event) if known else _case_of(event))
        case (
            Enterprise.CaseOpened()
            | Enterprise.PublicationRequested()
            | Enterprise.PublicationAccepted()
            | Enterprise.CaseConcluded()
            | Enterprise.MeasureImposed()
        ):
            known = _known(state, event.document_no)
            return _with(state, _moved(known, event)) if known else state
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
        for platform in case.platforms():
            if case.requested.get(platform) != case.revision:
                yield RequestPublication(
                    enterprise=state.enterprise,
                    document_no=case.document_no,
                    platform=platform,
                    revision=case.revision,
                    clause=state.books.provisions.period(_period_of(platform), on).clause,
                )


# --- evolve, step by step -----------------------------------------------------------------------------------------


def _known(state: State, document_no: str) -> Case | None:
    return state.cases.get(comparable(document_no))


def _with(state: State, case: Case) -> State:
    key = comparable(case.document_no)
    waiting = tuple(k for k in state.waiting if k != key)
    return state._replace(cases={**state.cases, key: case}, waiting=waiting if case.settled() else (*waiting, key))


def _case_of(event: PenaltyContent) -> Case:
    return Case(
        document_no=event.document_no,
        decided_on=event.decided_on,
        publishable=event.publication == "due",
        refund=event.refund_ordered or event.refunded is not None,
    )


def _corrected(case: Case, event: PenaltyContent) -> Case:
    now = _case_of(event)
    return case._replace(decided_on=now.decided_on, publishable=now.publishable, refund=now.refund, revision=case.revision + 1)


def _moved(case: Case, event: Fact) -> Case:
    match event:
        case Enterprise.CaseOpened():
            return case._replace(opened_on=event.effective_on)
        case Enterprise.PublicationRequested():
            return case._replace(requested={**case.requested, event.platform: event.revision})
        case Enterprise.PublicationAccepted():
            return case._replace(accepted={**case.accepted, event.platform: (event.revision, event.accepted_on)})
        case Enterprise.CaseConcluded():
            return case._replace(concluded_on=event.effective_on, pushes=event.pushes)
        case Enterprise.MeasureImposed() if event.effective_on is not None:
            measure = Measure(event.measure, event.executing_department, event.effective_on, event.due_on, event.basis)
            return case._replace(measures=(*case.measures, measure))
    return case


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
