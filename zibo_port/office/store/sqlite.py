"""The store on SQLite: one file in WAL mode, one writer at a time, durable before it is acknowledged."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from zibo_port.office.store.base import Claim, Conflict, Head, Interrupted, Logged, Paper, last_recorded, prefix_end
from zibo_port.office.store.ledger import GENESIS, seal
from zibo_port.office.store.sqlite_connection import asserted, connected, told, unreachable

_IN_ONE_QUESTION: Final = 500
"""Values bound to one statement; every build of SQLite takes 999."""

_EVENTS: Final = "SELECT rowid, originator_id, originator_version, topic, CAST(state AS BLOB) FROM stored_events "
_INSERT: Final = (  # the state is UTF-8 already: the cast makes it a text without another copy
    "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?,?,?,?,CAST(? AS TEXT))"
)
_HEAD: Final = "SELECT position, chain, recorded_at FROM ledger ORDER BY position DESC LIMIT 1"
_UPTO: Final = "SELECT recorded_at FROM ledger WHERE position<=? ORDER BY position DESC LIMIT 1"
_CLAIM: Final = "SELECT key, digest, stream, first, last FROM claims WHERE key=?"
_CLAIMS: Final = "SELECT key, digest, stream, first, last FROM claims WHERE key>=? AND key<? ORDER BY key"


# A page of the log names few streams, many times each.
_uuid = lru_cache(maxsize=16_384)(UUID)


def _logged(row: tuple[Any, ...]) -> Logged:
    return Logged(row[0], _uuid(row[1]), row[2], row[3], row[4])


def _claim(row: tuple[Any, ...]) -> Claim:
    return Claim(row[0], row[1], UUID(row[2]), row[3], row[4])


def head_of(connection: sqlite3.Connection | sqlite3.Cursor) -> Head:
    """The end of the log, by a connection or a cursor."""
    row = connection.execute(_HEAD).fetchone()
    return Head(0, GENESIS, None) if row is None else Head(row[0], row[1], datetime.fromisoformat(row[2]))


def insert(cursor: sqlite3.Connection | sqlite3.Cursor, head: Head, events: Sequence[StoredEvent], recorded_at: datetime) -> range:
    """Insert events and their ledger rows after the head; the positions they got.

    The position is the rowid, known beforehand, so that one statement inserts many rows.

    Raises:
        Conflict: the head was recorded later than these events say they are.
    """
    if head.recorded_at is not None and recorded_at < head.recorded_at:
        raise Conflict(f"{recorded_at} is before {head.recorded_at}")
    stamp = recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    rows, sealed = [], []
    for s in seal(head.position, head.chain, events):
        rows.append((s.position, s.stream.hex, s.event.originator_version, s.event.topic, s.event.state))
        sealed.append((s.position, s.leaf, s.chain, stamp))
    cursor.executemany(_INSERT, rows)
    cursor.executemany("INSERT INTO ledger VALUES (?,?,?,?)", sealed)
    return range(head.position + 1, head.position + 1 + len(rows))


class SQLiteWriting:
    """One transaction of the writer: what it reads can't change before it ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._head: Head | None = None

    def head(self) -> Head:
        """The end of the log."""
        if self._head is None:
            self._head = head_of(self._connection)
        return self._head

    def stream(self, stream_id: UUID) -> list[Logged]:
        """All of a stream, in order."""
        rows = self._connection.execute(_EVENTS + "WHERE originator_id=? ORDER BY originator_version", (stream_id.hex,))
        return [Logged(row[0], stream_id, row[2], row[3], row[4]) for row in rows]

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""
        row = self._connection.execute(_CLAIM, (key,)).fetchone()
        return _claim(row) if row else None

    def claims_on(self, keys: Sequence[str]) -> list[Claim]:
        """Who took any of these keys."""
        found: list[Claim] = []
        for first in range(0, len(keys), _IN_ONE_QUESTION):
            part = keys[first : first + _IN_ONE_QUESTION]
            statement = f"SELECT key, digest, stream, first, last FROM claims WHERE key IN ({','.join('?' * len(part))})"
            found += map(_claim, self._connection.execute(statement, part))
        return found

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so."""
        return [_claim(row) for row in self._connection.execute(_CLAIMS, (prefix, prefix_end(prefix)))]

    def append(self, events: Sequence[StoredEvent], claims: Sequence[Claim], recorded_at: datetime) -> None:
        """Store events, ledger rows and keys."""
        try:
            insert(self._connection, self.head(), events, recorded_at)
            self._connection.executemany(
                "INSERT INTO claims VALUES (?,?,?,?,?)", [(c.key, c.digest, c.stream.hex, c.first, c.last) for c in claims]
            )
            self._head = None  # one transaction may store several times
        except sqlite3.IntegrityError as error:
            raise Conflict(str(error)) from error

    def keep(self, papers: Sequence[Paper]) -> None:
        """Keep papers under their hashes."""
        self._connection.executemany("INSERT OR IGNORE INTO papers VALUES (?,?)", papers)


class SQLiteStore:
    """The embedded store: one file, `synchronous=FULL`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = Path(url.removeprefix("sqlite:///"))
        self._connection: sqlite3.Connection | None = None

    # --- writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, queue: bool = False) -> Iterator[SQLiteWriting]:  # noqa: ARG002 - one writer at a time anyway
        """Take the write lock first, so that nothing read is stale."""
        with told():
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield SQLiteWriting(connection)
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            self._commit(connection)

    def _commit(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self.close()
            raise Interrupted(str(error)) from error

    def create(self) -> None:
        """Make the file, its folder and the tables, by the library's recorder with our statements."""
        from zibo_port.office.store.sqlite_recorder import create_tables

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            create_tables(self.path)
        except Exception as error:
            raise unreachable(self.path, error, making=True) from error

    # --- reading --------------------------------------------------------------------------------------------------

    def check(self) -> dict[str, str]:
        """Settings on which durability rests, asserted."""
        return asserted(self.path, self._open())

    def head(self) -> Head:
        """The end of the log."""
        with told():
            return head_of(self._open())

    def position_at(self, instant: datetime) -> int:
        """The last position recorded up to an instant."""
        return last_recorded(self._instant_upto, self.head(), instant)

    def _instant_upto(self, position: int) -> datetime | None:
        rows = self._rows(_UPTO, (position,))
        return datetime.fromisoformat(rows[0][0]) if rows else None

    def recorded_at(self, position: int) -> datetime:
        """When the event at a position was recorded."""
        rows = self._rows("SELECT recorded_at FROM ledger WHERE position=?", (position,))
        return datetime.fromisoformat(rows[0][0])

    def log(self, after: int, upto: int, limit: int) -> list[Logged]:
        """Rows of the log in order."""
        return [_logged(row) for row in self._rows(_EVENTS + "WHERE rowid>? AND rowid<=? ORDER BY rowid LIMIT ?", (after, upto, limit))]

    def log_of(self, topics: Collection[str], after: int, upto: int, limit: int) -> list[Logged]:
        """Rows of the log in order, of these topics alone."""
        chosen = f"WHERE rowid>? AND rowid<=? AND topic IN ({','.join('?' * len(topics))}) ORDER BY rowid LIMIT ?"
        return [_logged(row) for row in self._rows(_EVENTS + chosen, (after, upto, *topics, limit))]

    def stream(self, stream_id: UUID, upto: int | None = None) -> list[Logged]:
        """Rows of one stream in order."""
        bound = 2**62 if upto is None else upto
        rows = self._rows(_EVENTS + "WHERE originator_id=? AND rowid<=? ORDER BY originator_version", (stream_id.hex, bound))
        return [Logged(row[0], stream_id, row[2], row[3], row[4]) for row in rows]

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""
        rows = self._rows(_CLAIM, (key,))
        return _claim(rows[0]) if rows else None

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so."""
        return [_claim(row) for row in self._rows(_CLAIMS, (prefix, prefix_end(prefix)))]

    def chains(self, after: int, limit: int) -> list[tuple[int, bytes, bytes]]:
        """Rows of the ledger."""
        return self._rows("SELECT position, leaf, chain FROM ledger WHERE position>? ORDER BY position LIMIT ?", (after, limit))

    def paper(self, sha256: str) -> bytes | None:
        """A paper that was kept."""
        rows = self._rows("SELECT content FROM papers WHERE sha256=?", (sha256,))
        return bytes(rows[0][0]) if rows else None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # --- the connection -------------------------------------------------------------------------------------------

    def _rows(self, statement: str, bound: tuple[Any, ...]) -> list[Any]:
        with told():
            return self._open().execute(statement, bound).fetchall()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connected(self.path)
        return self._connection
