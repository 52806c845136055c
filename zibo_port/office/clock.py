"""Where the present comes from: the machine's clock, or in a rehearsal the one that was given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def machine() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def fixed(instant: datetime) -> Clock:
    """A clock that stands at an instant."""
    at = instant.astimezone(UTC)
    return lambda: at
