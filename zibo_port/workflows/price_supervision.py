"""价格举报处理: what must happen with a price complaint (the notice, third plan, two (一): 件件有着落、事事有回音).

Each one is passed to a unit, and that unit tells the complainant what came of it, within periods that count from the day it was
received; on the emergency path they are shorter. Until it is answered somebody owes the next step on every day. Reminders and
inspections are facts that owe nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zibo_port.domain.books import Books
from zibo_port.domain.commands import Command
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise, price_complaints
from zibo_port.domain.errors import Text
from zibo_port.domain.fact import Fact
from zibo_port.domain.prevention_codes import CLAUSE
from zibo_port.domain.steps import AS_ORDERED, Running, Step, Within, duty_of

NAME: Final = "price_supervision"
TITLE: Final = Text("处罚前的价格监管", "price supervision before a penalty")

ASSIGN: Final = Step(
    "assign-price-complaint",
    Text("交办价格举报", "assign a price complaint"),
    "market-supervision",
    ("PriceComplaintReceived",),
    ("PriceComplaintAssigned",),
    CLAUSE,
    Within("assign-price-complaint"),
)
ANSWER: Final = Step(
    "answer-price-complaint",
    Text("答复价格举报", "answer a price complaint"),
    AS_ORDERED,
    ("PriceComplaintAssigned",),
    ("PriceComplaintAnswered",),
    CLAUSE,
    Within("answer-price-complaint"),
)
STEPS: Final = (ASSIGN, ANSWER)

VERSIONS: Final[dict[int, tuple[Step, ...]]] = {1: STEPS}
"""A complaint runs under the version under which it was received; versions are added, never changed."""

VERSION: Final = max(VERSIONS)

CONFIDENTIAL: Final = frozenset(step.name for step in STEPS)
"""How a complaint is handled isn't told to the enterprise nor to the public (投诉举报处理暂行办法 article 33)."""


@dataclass(slots=True)
class Complaint:
    """What the workflow remembers of one complaint."""

    reference: str
    unit: str
    """Who received it, and passes it on."""
    received_on: date
    version: int
    emergency: bool
    escalated_on: date | None = None
    assigned: list[tuple[str, date]] = field(default_factory=list)
    """Each unit that looked into it, and since when."""
    answered_on: date | None = None


@dataclass(slots=True)
class State:
    """The price complaints about one enterprise. It belongs to the fold that made it: `evolve` changes it."""

    books: Books
    complaints: dict[str, Complaint] = field(default_factory=dict)


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = EVOLVE.get(type(event))
    if step is not None:
        step(state, event)
    return state


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself, then what people owe, as seen on a day."""
    yield from commands(state, on)
    for complaint in state.complaints.values():
        yield from duties_of(state, complaint, on)


def commands(state: State, on: date) -> Iterator[Command]:  # noqa: ARG001 - every workflow is asked about a day
    """Nothing: every step here is a person's."""
    return iter(())


def duties_of(state: State, complaint: Complaint, on: date) -> Iterator[Duty]:
    """What people owe on account of one complaint, done or not: until it is assigned that, from then on the answer."""
    for step in VERSIONS.get(complaint.version) or STEPS:
        for running in RUNNING[step.name](step, complaint):
            yield _soonest(duty_of(step, one, complaint.reference, state.books, on) for one in _paths(running, complaint))


def _soonest(duties: Iterator[Duty]) -> Duty:
    """Of the ordinary period and that of the emergency the one that ends first: an escalation gives nobody more time."""
    return min(duties, key=lambda duty: duty.due_on)


def _paths(running: Running, complaint: Complaint) -> Iterator[Running]:
    urgent = f"{running.name}-emergency"
    if complaint.emergency:
        yield running._replace(period=urgent)
    else:
        yield running
        if complaint.escalated_on is not None and not (running.done_on is not None and running.done_on < complaint.escalated_on):
            yield running._replace(since=complaint.escalated_on, period=urgent)


# --- when they run ------------------------------------------------------------------------------------------------


def _assign(step: Step, complaint: Complaint) -> Iterator[Running]:
    done_on = complaint.assigned[0][1] if complaint.assigned else None
    yield _at(step, complaint.unit, complaint.received_on, done_on)


def _answer(step: Step, complaint: Complaint) -> Iterator[Running]:
    """It counts from the day of receipt, whoever is to answer and since when."""
    if complaint.assigned:
        yield _at(step, complaint.assigned[-1][0], complaint.received_on, complaint.answered_on)


def _at(step: Step, unit: str, since: date, done_on: date | None) -> Running:
    """A step in the hands of a unit: for a district's the department above it answers."""
    department, _, district = unit.partition(".")
    return Running(step.name, department, since, done_on, unit=unit if district else None)


RUNNING: Final[Mapping[str, Callable[[Step, Complaint], Iterator[Running]]]] = {ASSIGN.name: _assign, ANSWER.name: _answer}
"""Step → when it runs; a test sees that every step of every version has an entry."""

# --- evolve, step by step -----------------------------------------------------------------------------------------


def _received(state: State, event: price_complaints.PriceComplaintReceived) -> None:
    if event.effective_on is None:
        return
    key = comparable(event.reference)
    known = state.complaints.get(key)
    if known is None:
        said = (event.reference, event.unit, event.effective_on, event.workflow_version, event.emergency)
        state.complaints[key] = Complaint(*said)
    else:
        known.unit, known.received_on, known.emergency = event.unit, event.effective_on, event.emergency


def _escalated(complaint: Complaint, event: price_complaints.PriceComplaintEscalated) -> None:
    complaint.escalated_on = event.effective_on


def _assigned(complaint: Complaint, event: price_complaints.PriceComplaintAssigned) -> None:
    if event.effective_on is None:
        return
    if complaint.assigned and complaint.assigned[-1][0] == event.unit:
        complaint.assigned.pop()  # its day was put right
    complaint.assigned.append((event.unit, event.effective_on))


def _answered(complaint: Complaint, event: price_complaints.PriceComplaintAnswered) -> None:
    complaint.answered_on = event.effective_on


def _on_complaint(step: Callable[[Complaint, Any], None]) -> Callable[[State, Any], None]:
    """A step on the complaint that an event names; one whose receipt was filtered out is passed over."""

    def moved(state: State, event: Any) -> None:
        complaint = state.complaints.get(comparable(event.reference))
        if complaint is not None:
            step(complaint, event)

    return moved


EVOLVE: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    Enterprise.PriceComplaintReceived: _received,
    Enterprise.PriceComplaintEscalated: _on_complaint(_escalated),
    Enterprise.PriceComplaintAssigned: _on_complaint(_assigned),
    Enterprise.PriceComplaintAnswered: _on_complaint(_answered),
}
"""Kind of event → what it changes; a test enumerates it."""
