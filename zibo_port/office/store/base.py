"""What a store offers, whichever database it is on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from eventsourcing.persistence import StoredEvent


class Conflict(Exception):
    """Somebody else wrote first; nothing was stored."""


class Interrupted(Exception):
    """The store was lost in the middle of it: whether the events were stored isn't known."""


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


class Paper(NamedTuple):
    """A published paper as it was, kept under its hash."""

    sha256: str
    content: bytes


class Writing(Protocol):
    """One transaction that decides and records."""

    def head(self) -> Head:
        """The end of the log on which this transaction decides: if it went on by the time of `append`, nothing is stored."""

    def stream(self, stream_id: UUID) -> list[Logged]:
        """All of a stream, in order."""

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""

    def claims_on(self, keys: Sequence[str]) -> list[Claim]:
        """Who took any of these keys, in few questions."""

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so, in order."""

    def append(self, events: Sequence[StoredEvent], claims: Sequence[Claim], recorded_at: datetime) -> None:
        """Store events with their ledger rows, and keys; all or nothing, once in a transaction.

        Raises:
            Conflict: the log went on, or a key was taken, since it was read; or time would go back.
            Interrupted: the store was lost before it answered.
        """

    def keep(self, papers: Sequence[Paper]) -> None:
        """Keep papers under their hashes; one that is kept already stays as it is."""


class Store(Protocol):
    """The log, its ledger and its keys."""

    url: str

    def writing(self, *, queue: bool = False) -> AbstractContextManager[Writing]:
        """Begin a transaction; it commits at the end of the block, or leaves nothing behind.

        With `queue` it first waits for its turn, so that nobody else can write before it ends and no conflict arises.

        Raises:
            Interrupted: the store was lost before it answered.
            Unreachable: it can't be used, or others kept it busy.
        """

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

    def log_of(self, topics: Collection[str], after: int, upto: int, limit: int) -> list[Logged]:
        """The same, but only rows of these topics."""

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

    def paper(self, sha256: str) -> bytes | None:
        """A paper that was kept."""

    def close(self) -> None:
        """Let go of the database."""


def last_recorded(instant_upto: Callable[[int], datetime | None], head: Head, instant: datetime) -> int:
    """The last position recorded up to an instant, by bisection: the recorded instants never go back.

    `instant_upto` tells when the last event up to a position was recorded.
    """
    low, high = 0, head.position
    while low < high:
        middle = (low + high + 1) // 2
        recorded_at = instant_upto(middle)
        if recorded_at is None or recorded_at <= instant:
            low = middle
        else:
            high = middle - 1
    return low


def prefix_end(prefix: str) -> str:
    """The first text after all that begin with a prefix."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
