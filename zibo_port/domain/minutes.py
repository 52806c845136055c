"""What the minutes (会议纪要) of a meeting say: pure values, names and sentences as they are to be printed.

The notice, first plan, four (二), and third plan, two (三): a regular meeting analyses how the port runs, departments consult
on penalties, and departments carry out what was agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Person:
    """Who came, or who couldn't: the post, and the name only where it may be printed."""

    role: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A unit at a meeting, and who was there for it."""

    unit: str
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a unit said, on a case or in general, in agreement or in dissent."""

    unit: str
    text: str
    dissent: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A measure that a unit was given: what, by whom, on which clause; without a day it is reported at the next regular meeting."""

    measure: str
    unit: str
    basis: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What a meeting heard and concluded about one case.

    `decision` tells the penalty in a sentence without its full stop. Not `concluded`: the case is still open. `deducted` is in
    points of the evaluation of `quarter` (2026Q3); `pushes` are names of platforms; `recused` of units.
    """

    enterprise: str
    name: str
    document_no: str
    decision: str
    concluded: bool = False
    deducted: Decimal | None = None
    quarter: str | None = None
    no_action: str | None = None
    orders: tuple[Order, ...] = ()
    pushes: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    recused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """What was agreed to be done: what, by whom, until when; without a day it is reported at the next regular meeting."""

    what: str
    owner: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting.

    `called` are the units that were called; `attended` is empty as long as nobody's attendance is recorded. `opinions` are those
    on no case in particular. `text` is what the minute-taker wrote, a paragraph a line. `final` says that its minutes are
    on record or every case is concluded: until then the paper is a draft. `as_of` is the clock of what is known (aware).
    """

    meeting: str
    on: date
    kind: Literal["regular", "ad-hoc"]
    convener: str
    called: tuple[str, ...]
    agenda: tuple[str, ...]
    as_of: datetime
    rehearsal: bool
    final: bool
    place: str | None = None
    attended: tuple[Delegation, ...] = ()
    absent: tuple[Delegation, ...] = ()
    observers: tuple[Delegation, ...] = ()
    outcomes: tuple[CaseOutcome, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    text: str = ""
