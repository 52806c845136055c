"""What a store offers, whichever database it is on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from eventsourcing.persistence import StoredEvent


class Conflict(Exception):  # noqa: N818 - a turn of events, not an error: read afresh and try again
    """Somebody else wrote first."""


class Head(NamedTuple):
    """The end of the log: the last position, the chain up to it, the instant it was recorded (UTC)."""

    position: int
    chain: bytes
    recorded_at: datetime | None


class Logged(NamedTuple):
    """One row of the log."""

    position: int
    stream: UUID
    version: int
    topic: str
    state: bytes


class Claim(NamedTuple):
    """A key that can be taken once: a command's id, a document's number, an enterprise's code.

    `first` and `last` are the positions of the events that took it.
    """

    key: str
    digest: str
    stream: UUID
    first: int
    last: int


class Writing(Protocol):
    """One transaction that decides and records."""

    def head(self) -> Head:
        """The end of the log as this transaction sees it."""

    def stream(self, stream_id: UUID) -> list[Logged]:
        """All of a stream, in order."""

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so, in order."""

    def append(self, events: Sequence[StoredEvent], claims: Sequence[Claim], recorded_at: datetime) -> None:
        """Store events with their ledger rows, and keys; all or nothing.

        Raises:
            Conflict: a stream went on, or a key was taken, since it was read.
        """


class Store(Protocol):
    """The log, its ledger and its keys."""

    url: str

    def writing(self) -> AbstractContextManager[Writing]:
        """Begin a transaction; it commits at the end of the block, or leaves nothing behind."""

    def create(self) -> None:
        """Make or upgrade the tables; safe to repeat, and by several processes at once."""

    def check(self) -> dict[str, str]:
        """Assert that what is acknowledged is durable, and tell the settings.

        Raises:
            Unreachable: a setting under which an acknowledged event could be lost.
        """

    def head(self) -> Head:
        """The end of the log."""

    def position_at(self, instant: datetime) -> int:
        """The last position recorded up to an instant."""

    def log(self, after: int, upto: int, limit: int) -> list[Logged]:
        """Rows of the log after a position, up to another, in order."""

    def stream(self, stream_id: UUID, upto: int | None = None) -> list[Logged]:
        """Rows of one stream up to a position, in order."""

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so, in order."""

    def recorded_at(self, position: int) -> datetime:
        """When the event at a position was recorded (UTC)."""

    def chains(self, after: int, limit: int) -> list[tuple[int, bytes, bytes]]:
        """Rows of the ledger after a position: position, leaf, chain."""

    def close(self) -> None:
        """Let go of the database."""
