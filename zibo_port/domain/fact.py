"""What every event says besides its own content: who, when, since when, and by which command."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, NamedTuple

from eventsourcing.domain import Aggregate

ENGINE = "engine"
"""The officer named in events that a workflow issued by itself."""


class Fact(Aggregate.Event):
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
