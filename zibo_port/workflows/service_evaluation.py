"""口岸服务评价: what must happen after a result was published (the notice, second plan, four (二)).

Who is graded 一般 or 较差 goes on the watch list and stays there until a result of 良好 or 优秀 is published
(reading `watch-list.leaving`), or until it is deregistered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zibo_port.domain.books import Books
from zibo_port.domain.commands import Command, EnterWatchList, LeaveWatchList
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise, evaluation, registration
from zibo_port.domain.fact import Fact

NAME: Final = "service_evaluation"
VERSION: Final = 1
LISTED: Final = ("一般", "较差")
DEREGISTERED: Final = "已注销"


@dataclass(slots=True)
class State:
    """The last result published for an enterprise, and whether it is on the list. It belongs to the fold that made it."""

    books: Books
    enterprise: str = ""
    quarter: str = ""
    grade: str | None = None
    deregistered: bool = False
    watched: bool = False


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = _STEPS.get(type(event))
    if step is not None:
        step(state, event)
    return state


def _registered(state: State, event: registration.Registered) -> None:
    state.enterprise = event.code


def _deregistered(state: State, _: registration.Deregistered) -> None:
    state.deregistered = True


def _published(state: State, event: evaluation.ResultPublished) -> None:
    if event.grade is not None and event.quarter >= state.quarter:
        state.quarter, state.grade = event.quarter, event.grade


def _entered(state: State, _: evaluation.WatchListEntered) -> None:
    state.watched = True


def _left(state: State, _: evaluation.WatchListLeft) -> None:
    state.watched = False


_STEPS: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    Enterprise.Registered: _registered,
    Enterprise.Deregistered: _deregistered,
    Enterprise.ResultPublished: _published,
    Enterprise.WatchListEntered: _entered,
    Enterprise.WatchListLeft: _left,
}


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself; people owe nothing for one enterprise."""
    yield from commands(state, on)


def commands(state: State, on: date) -> Iterator[Command]:  # noqa: ARG001 - every workflow is asked about a day
    """Entry to and exit from the list."""
    listed = state.grade in LISTED and not state.deregistered
    if listed and not state.watched:
        yield EnterWatchList(enterprise=state.enterprise, quarter=state.quarter, grade=state.grade or "")
    if state.watched and not listed:
        reason = DEREGISTERED if state.deregistered else state.grade or ""
        yield LeaveWatchList(enterprise=state.enterprise, quarter=state.quarter, reason=reason)
