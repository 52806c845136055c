"""蓝港市“大额处罚回访”: an invented mechanism of an invented city, over the facts of enterprises that this house records.

A decision with a fine of 50,000 yuan or more is put on the city's own site by the engine at once, and the platform's
receipt is to come within ten working days; the commerce bureau calls on the enterprise within fifteen working days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from zibo_port.domain.books import Books
from zibo_port.domain.commands import Command, RequestPublication
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Text
from zibo_port.domain.fact import Fact
from zibo_port.domain.steps import ENGINE_OWNER, Running, Step, Within, duty_of

NAME: Final = "blue_port"
TITLE: Final = Text("大额处罚回访", "calls after heavy fines")
CLAUSE: Final = "《蓝港市大额处罚回访办法》（虚构）第三条"
LARGE, SITE = Decimal(50000), "government-site"

LOGGED, ASKED, THERE, CALLED = ("PenaltyLogged",), ("PublicationRequested",), ("PublicationAccepted",), ("VisitRecorded",)
PUT, SEEN, CALL = (
    Text("登上市政府网站", "put on the city's site"),
    Text("确认已登载", "confirm that it is there"),
    Text("回访企业", "call on it"),
)
ANNOUNCE: Final = Step("announce", PUT, ENGINE_OWNER, LOGGED, ASKED, CLAUSE)
CONFIRM: Final = Step("confirm-announcement", SEEN, "port-service-centre", ASKED, THERE, CLAUSE, Within("publish-results"))
CALL_ON: Final = Step("call-on", CALL, "commerce", LOGGED, CALLED, CLAUSE, Within("file-case"))
STEPS: Final = (ANNOUNCE, CONFIRM, CALL_ON)
VERSIONS: Final = {1: STEPS}
VERSION: Final = 1


@dataclass(slots=True)
class Heavy:
    """A decision with a heavy fine: what happened after it."""

    document_no: str
    decided_on: date
    asked_on: date | None = None
    confirmed_on: date | None = None
    called_on: date | None = None


@dataclass(slots=True)
class State:
    """The heavy fines of one enterprise."""

    books: Books
    enterprise: str = ""
    fines: dict[str, Heavy] = field(default_factory=dict)


def initial(books: Books) -> State:
    return State(books)


def evolve(state: State, event: Fact) -> State:
    match event:
        case Enterprise.Registered():
            state.enterprise = event.code
        case Enterprise.PenaltyLogged() if (event.fine or 0) >= LARGE:
            state.fines[comparable(event.document_no)] = Heavy(event.document_no, event.decided_on)
        case Enterprise.PublicationRequested(platform="government-site") if heavy := state.fines.get(comparable(event.document_no)):
            heavy.asked_on = event.effective_on
        case Enterprise.PublicationAccepted(platform="government-site") if heavy := state.fines.get(comparable(event.document_no)):
            heavy.confirmed_on = event.accepted_on
        case Enterprise.VisitRecorded(visiting_department="commerce"):
            for heavy in state.fines.values():
                heavy.called_on = heavy.called_on or event.effective_on
    return state


def commands(state: State, on: date) -> Iterator[Command]:
    who = {"enterprise": state.enterprise, "platform": SITE, "revision": 1, "clause": CLAUSE}
    yield from (RequestPublication(document_no=h.document_no, **who) for h in state.fines.values() if h.asked_on is None)


def due(state: State, on: date) -> Iterator[Command | Duty]:
    yield from commands(state, on)
    for heavy in state.fines.values():
        if heavy.asked_on is not None:
            confirm = Running(CONFIRM.name, CONFIRM.owner, heavy.asked_on, heavy.confirmed_on)
            yield duty_of(CONFIRM, confirm, heavy.document_no, state.books, on)
        yield duty_of(CALL_ON, Running(CALL_ON.name, CALL_ON.owner, heavy.decided_on, heavy.called_on), heavy.document_no, state.books, on)
