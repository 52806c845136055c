"""The store on SQLite: the library's recorder with its ledger, one writer, durable before it is acknowledged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore

from zibo_port.domain.errors import Text, Unreachable
from zibo_port.office.store.base import Claim, Conflict, Head, Logged
from zibo_port.office.store.ledger import GENESIS, leaf, link

BUSY_SECONDS: Final = 10
"""How long a writer waits for another before it gives up with a clear sentence."""

WAL_RESET_FIXED: Final = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""Releases that mend the WAL-reset race (sqlite.org/changes.html); older ones are told of by `doctor`."""

_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS stored_events (originator_id TEXT NOT NULL, originator_version INTEGER NOT NULL, "
    "topic TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (originator_id, originator_version))",
    "CREATE TABLE IF NOT EXISTS ledger (position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, chain BLOB NOT NULL, recorded_at TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, digest TEXT NOT NULL, stream TEXT NOT NULL, "
    "first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID",
)

_EVENTS: Final = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
_HEAD: Final = "SELECT position, chain, recorded_at FROM ledger ORDER BY position DESC LIMIT 1"


def _logged(row: tuple[Any, ...]) -> Logged:
    return Logged(row[0], UUID(row[1]), row[2], row[3], row[4])


def _claim(row: tuple[Any, ...] | None) -> Claim | None:
    return None if row is None else Claim(row[0], row[1], UUID(row[2]), row[3], row[4])


def _claims(connection: sqlite3.Connection, prefix: str) -> list[Claim]:
    end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    rows = connection.execute("SELECT * FROM claims WHERE key>=? AND key<? ORDER BY key", (prefix, end))
    return [Claim(row[0], row[1], UUID(row[2]), row[3], row[4]) for row in rows]


def _head(row: tuple[Any, ...] | None) -> Head:
    return Head(0, GENESIS, None) if row is None else Head(row[0], row[1], datetime.fromisoformat(row[2]))


class LedgerRecorder(SQLiteApplicationRecorder):
    """The library's recorder, writing a ledger row with each event in the same transaction."""

    def construct_create_table_statements(self) -> list[str]:
        """The log, its ledger and its keys."""
        return list(_SCHEMA)

    def _insert_events(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        recorded_at = datetime.now(UTC)
        return list(append(c, stored_events, recorded_at))


def append(c: Any, events: Sequence[StoredEvent], recorded_at: datetime) -> range:
    """Insert events and their ledger rows after the head; the positions they got.

    The position is the rowid, known beforehand, so that one statement inserts many rows.
    """
    c.execute(_HEAD)
    head = _head(c.fetchone())
    chain, rows, sealed = head.chain, [], []
    stamp = recorded_at.isoformat(timespec="microseconds")
    for position, event in enumerate(events, head.position + 1):
        stream = cast("UUID", event.originator_id)
        row_leaf = leaf(position, stream, event.originator_version, event.topic, event.state)
        chain = link(chain, row_leaf)
        rows.append((position, stream.hex, event.originator_version, event.topic, event.state.decode()))
        sealed.append((position, row_leaf, chain, stamp))
    c.executemany("INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?,?,?,?,?)", rows)
    c.executemany("INSERT INTO ledger VALUES (?,?,?,?)", sealed)
    return range(head.position + 1, head.position + 1 + len(rows))


class SQLiteWriting:
    """One transaction of the writer."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def head(self) -> Head:
        """The end of the log."""
        return _head(self._connection.execute(_HEAD).fetchone())

    def stream(self, stream_id: UUID) -> list[Logged]:
        """All of a stream, in order."""
        return [
            Logged(row[0], stream_id, row[2], row[3], row[4])
            for row in self._connection.execute(_EVENTS + "WHERE originator_id=? ORDER BY originator_version", (stream_id.hex,))
        ]

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""
        return _claim(self._connection.execute("SELECT * FROM claims WHERE key=?", (key,)).fetchone())

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so."""
        return _claims(self._connection, prefix)

    def append(self, events: Sequence[StoredEvent], claims: Sequence[Claim], recorded_at: datetime) -> None:
        """Store events, ledger rows and keys."""
        try:
            append(self._connection.cursor(), events, recorded_at)
            self._connection.executemany(
                "INSERT INTO claims VALUES (?,?,?,?,?)", [(c.key, c.digest, c.stream.hex, c.first, c.last) for c in claims]
            )
        except sqlite3.IntegrityError as error:
            raise Conflict(str(error)) from error


class SQLiteStore:
    """The embedded store: one file in WAL mode, `synchronous=FULL`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = Path(url.removeprefix("sqlite:///"))
        self._connection: sqlite3.Connection | None = None

    # --- writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[SQLiteWriting]:
        """Take the write lock first, so that nothing read is stale."""
        connection = self._open()
        with _told():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield SQLiteWriting(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def create(self) -> None:
        """Make the file, its folder and the tables, by the recorder's own statements."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            recorder = LedgerRecorder(SQLiteDatastore(str(self.path)))
            recorder.create_table()
            recorder.datastore.close()
        except Exception as error:
            raise _unreachable(self.path, str(error)) from error

    # --- reading --------------------------------------------------------------------------------------------------

    def check(self) -> dict[str, str]:
        """Settings on which durability rests, asserted."""
        connection = self._open()
        synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        if synchronous < 2 or journal != "wal":
            raise Unreachable(
                f"库 {self.path} 的持久性设置不安全（synchronous={synchronous}，journal_mode={journal}），拒绝写入。",
                f"The durability settings of {self.path} are unsafe (synchronous={synchronous}, journal_mode={journal}).",
            )
        return {
            "database": f"SQLite {sqlite3.sqlite_version}",
            "synchronous": "FULL" if synchronous == 2 else "EXTRA",
            "journal_mode": journal,
        }

    def head(self) -> Head:
        """The end of the log."""
        return _head(self._rows(_HEAD).fetchone())

    def position_at(self, instant: datetime) -> int:
        """The last position recorded up to an instant."""
        stamp = instant.astimezone(UTC).isoformat(timespec="microseconds")
        row = self._rows("SELECT position FROM ledger WHERE recorded_at<=? ORDER BY position DESC LIMIT 1", (stamp,)).fetchone()
        return row[0] if row else 0

    def recorded_at(self, position: int) -> datetime:
        """When the event at a position was recorded."""
        row = self._rows("SELECT recorded_at FROM ledger WHERE position=?", (position,)).fetchone()
        return datetime.fromisoformat(row[0])

    def log(self, after: int, upto: int, limit: int) -> list[Logged]:
        """Rows of the log in order."""
        rows = self._rows(_EVENTS + "WHERE rowid>? AND rowid<=? ORDER BY rowid LIMIT ?", (after, upto, limit))
        return [_logged(row) for row in rows]

    def stream(self, stream_id: UUID, upto: int | None = None) -> list[Logged]:
        """Rows of one stream in order."""
        bound = 2**62 if upto is None else upto
        rows = self._rows(_EVENTS + "WHERE originator_id=? AND rowid<=? ORDER BY originator_version", (stream_id.hex, bound))
        return [_logged(row) for row in rows]

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""
        return _claim(self._rows("SELECT * FROM claims WHERE key=?", (key,)).fetchone())

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so."""
        with _told():
            return _claims(self._open(), prefix)

    def chains(self, after: int, limit: int) -> list[tuple[int, bytes, bytes]]:
        """Rows of the ledger."""
        return self._rows("SELECT position, leaf, chain FROM ledger WHERE position>? ORDER BY position LIMIT ?", (after, limit)).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # --- the connection -------------------------------------------------------------------------------------------

    def _rows(self, statement: str, bound: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        connection = self._open()
        with _told():
            return connection.execute(statement, bound)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._connect()
            self.check()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                f"file:{quote(str(self.path))}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            if connection.execute("SELECT count(*) FROM sqlite_master WHERE name='ledger'").fetchone()[0] == 0:
                raise sqlite3.OperationalError("no such table: ledger")  # noqa: TRY301 - one sentence for both
        except sqlite3.Error as error:
            raise _unreachable(self.path, str(error)) from error
        return connection


def _unreachable(path: Path, why: str) -> Unreachable:
    return Unreachable(
        f"打不开库 {path}（{why}）。",
        f"The store {path} can't be opened ({why}).",
        hint=Text(
            "首次使用请先运行 zibo-port init；或用 --store 指明库的位置。", "Run zibo-port init first, or name the store with --store."
        ),
    )


@contextmanager
def _told() -> Iterator[None]:
    """Trouble with the file, in one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error)
        raise Unreachable(
            "库正被其他程序占用，本次没有记录任何内容，请稍后再试。" if busy else f"库无法读写（{error}），本次没有记录任何内容。",
            "The store is busy; nothing was recorded, try again." if busy else f"The store can't be used ({error}); nothing was recorded.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise Unreachable(f"库文件已损坏或不是库（{error}）。", f"The file is damaged or no store ({error}).") from error
