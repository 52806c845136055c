"""What every event says besides its own content: who, when, since when, and by which command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from inspect import signature
from typing import Any, ClassVar, NamedTuple

from eventsourcing.domain import Aggregate, MetaDomainEvent

ENGINE = "engine"
"""The officer named in events that a workflow issued by itself."""


class _Fields:
    """Stands where a kind's fields will be: whoever asks for them has them made."""

    def __get__(self, fact: Fact | None, kind: type[Fact]) -> Any:
        _complete(kind)
        return kind.__dataclass_fields__


def _first(self: Fact, *values: Any, **named: Any) -> None:
    """Stands where a kind's `__init__` will be: the first event of a kind has it made."""
    _complete(type(self))
    self.__init__(*values, **named)  # type: ignore[misc]


def _complete(kind: type[Fact]) -> None:
    del kind.__dataclass_fields__, kind.__init__  # a class that has them already would be left as it is
    dataclass(frozen=True)(kind)
    kind.__signature__ = signature(kind.__init__)  # type: ignore[attr-defined]


class KindOfFact(MetaDomainEvent):
    """Makes each event class the frozen dataclass that the library would make of it, but not before it is used.

    Each takes half a millisecond, and a process that logs a penalty meets seven of three dozen. A kind may be met
    for the first time by one thread only.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], content: dict[str, Any]) -> Any:
        """The class, with its fields and methods still to be made."""
        return type.__new__(cls, name, bases, {**content, "__dataclass_fields__": _Fields(), "__init__": _first})


class Fact(Aggregate.Event, metaclass=KindOfFact):
    """One event of the log.

    `timestamp` is the instant of recording (UTC); `effective_on` the day since which it counts (None: no lower
    bound); `command_id` the request that caused it. Fields are flat and primitive: they are the stored contract.
    A class is never removed and its `TOPIC` never changes; new fields get a default.
    """

    TOPIC: ClassVar[str] = ""
    CLAUSE: ClassVar[str] = ""

    officer: str
    department: str
    command_id: str
    effective_on: date | None


class Act(NamedTuple):
    """The circumstances under which a decision is taken: who acts, when, and by which command."""

    officer: str
    department: str
    command_id: str
    recorded_at: datetime
    today: date
    """The day of `recorded_at` in Asia/Shanghai."""
    four_eyes: bool = False
    """Whether what this officer wrote another one must approve."""
