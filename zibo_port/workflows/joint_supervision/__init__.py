"""联合监管共治: what must happen after a penalty (the notice, third plan, two (二) and (三)).

Each logged penalty opens a case. A publishable decision is due at the national system within 20 working days and on
the city's credit site within 7, both counted from the decision and neither waiting for the consultation; a consultation
is due at the next regular meeting; what it concludes brings pushes and measures of its own. A decision that is varied,
revoked or repaired brings withdrawals, and what rested on it is taken back.

`case` is what is remembered, `steps` what is owed, as data that can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.commands import CancelDeduction, Command, LiftMeasure, OpenCase, RequestPublication, RequestWithdrawal
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text
from zibo_port.domain.steps import Clock, duty_of
from zibo_port.workflows.joint_supervision.case import Case, State
from zibo_port.workflows.joint_supervision.history import EVOLVE, evolve, initial
from zibo_port.workflows.joint_supervision.steps import STEPS, VERSIONS, running, steps_of

__all__ = [
    "EVOLVE",
    "NAME",
    "STEPS",
    "VERSION",
    "VERSIONS",
    "Case",
    "State",
    "commands",
    "due",
    "due_without_extension",
    "duties_of",
    "evolve",
    "initial",
    "steps_of",
]

NAME: Final = "joint_supervision"
TITLE: Final = Text("联合监管共治", "joint supervision")
VERSION: Final = max(VERSIONS)


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself, then what people owe, as seen on a day."""
    yield from commands(state, on)
    for case in state.cases.values():
        yield from duties_of(state, case, on)


def duties_of(state: State, case: Case, on: date) -> Iterator[Duty]:
    """What people owe on account of one case, done or not."""
    for step in steps_of(case):
        for one in running(step, case):
            yield duty_of(step, one, case.document_no, state.books, on, case.clocks.get(one.name))


def due_without_extension(state: State, case: Case, name: str, on: date) -> date | None:
    """The last day of a step that isn't done as it would be if nobody had given it more time; None where none runs."""
    for step in steps_of(case):
        for one in running(step, case):
            if one.name == name and one.done_on is None:
                clock = case.clocks.get(name)
                still = Clock(clock.pauses) if clock else None
                return duty_of(step, one._replace(extended=None), case.document_no, state.books, on, still).due_on
    return None


def commands(state: State, on: date) -> Iterator[Command]:
    """What the engine does by itself; each step recorded makes its question disappear."""
    for key in state.waiting:
        yield from _asked(state, state.cases[key], on)


def _asked(state: State, case: Case, on: date) -> Iterator[Command]:
    who = {"enterprise": state.enterprise, "document_no": case.document_no}
    if case.opened_on is None:
        yield OpenCase(**who)
    for platform in case.unrequested():
        name = case.own_period(platform) or (f"publish-{platform}" if platform in CREDIT_PLATFORMS else "push-sanction")
        clause = state.books.provisions.period(name, on).clause
        yield RequestPublication(**who, platform=platform, revision=case.revision, clause=clause)
    for shown in case.unleft():
        yield RequestWithdrawal(enterprise=state.enterprise, publication=shown.publication, why=shown.leaving)
    since = case.revoked_on or case.repaired_on
    if case.undone() and since is not None:
        why = "revoked" if case.revoked_on is not None else "repaired"
        if why == "revoked" and case.deducted:
            yield CancelDeduction(**who, on=since, why=why)
        if case.measures:
            yield LiftMeasure(**who, on=since, why=why)
