"""The store on PostgreSQL: decisions are taken without a lock, and stored only if the log still ends where they read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from zibo_port.office.store import postgres_schema as schema
from zibo_port.office.store.base import Claim, Conflict, Head, Interrupted, Logged, Paper, last_recorded, prefix_end
from zibo_port.office.store.ledger import GENESIS, seal
from zibo_port.office.store.postgres_connection import BUSY_SECONDS, assert_fit, connected, driver, fingerprint, unreachable, words

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

_EVENTS: Final = "SELECT position, originator_id, originator_version, topic, convert_to(state, 'UTF8') FROM stored_events "
_STREAM: Final = _EVENTS + "WHERE originator_id=%s AND position<=%s ORDER BY originator_version"
_HEAD: Final = "SELECT position, chain, recorded_at FROM ledger ORDER BY position DESC LIMIT 1"
_UPTO: Final = "SELECT recorded_at FROM ledger WHERE position<=%s ORDER BY position DESC LIMIT 1"
_CLAIM: Final = "SELECT key, digest, stream, first, last FROM claims WHERE key=%s"
_CLAIMS_ON: Final = "SELECT key, digest, stream, first, last FROM claims WHERE key = ANY(%s)"
_CLAIMS: Final = "SELECT key, digest, stream, first, last FROM claims WHERE key>=%s AND key<%s ORDER BY key"
_APPEND: Final = (
    "SELECT append_events(%b::bigint, %b::timestamptz, %b::uuid[], %b::bigint[], %b::text[], %b::text[], %b::bytea[], %b::bytea[], "
    "%b::text[], %b::text[], %b::uuid[], %b::bigint[], %b::bigint[])"
)
_TURN: Final = schema.TAKE_TURN.replace("PERFORM", "BEGIN; SELECT", 1)


def open_postgres(url: str) -> PostgresStore:
    """The store behind a URL; nothing is connected before it is needed.

    Raises:
        Unreachable: the extra `postgres` isn't installed, or the library's unsafe way of writing is asked for.
    """
    driver()
    return PostgresStore(url)


class Reading:
    """Reads on one connection, each a statement of its own."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = connection.cursor(binary=True)

    def rows(self, statement: str, *bound: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement."""
        return self._cursor.execute(statement, bound).fetchall()

    def head(self) -> Head:
        """The end of the log."""
        rows = self.rows(_HEAD)
        return Head(rows[0][0], rows[0][1], rows[0][2].astimezone(UTC)) if rows else Head(0, GENESIS, None)

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""
        rows = self.rows(_CLAIM, key)
        return Claim(*rows[0]) if rows else None

    def claims_on(self, keys: Sequence[str]) -> list[Claim]:
        """Who took any of these keys."""
        return [Claim(*row) for row in self.rows(_CLAIMS_ON, list(keys))]

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so."""
        return [Claim(*row) for row in self.rows(_CLAIMS, prefix, prefix_end(prefix))]

    def stream(self, stream_id: UUID, upto: int | None = None) -> list[Logged]:
        """Rows of one stream up to a position, in order."""
        bound = 2**62 if upto is None else upto
        return [Logged(*row) for row in self.rows(_STREAM, stream_id, bound)]


class PostgresWriting(Reading):
    """One transaction: without a lock until it stores, or, queued, after all who came before."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._head: Head | None = None

    def head(self) -> Head:
        """The end of the log, on which this transaction decides."""
        if self._head is None:
            self._head = super().head()
        return self._head

    def append(self, events: Sequence[StoredEvent], claims: Sequence[Claim], recorded_at: datetime) -> None:
        """Store events, ledger rows and keys in one round trip."""
        from psycopg.errors import SerializationFailure, UniqueViolation

        head = self.head()
        sealed = list(seal(head.position, head.chain, events))
        columns: list[list[Any] | None] = [
            [s.stream for s in sealed],
            [s.event.originator_version for s in sealed],
            [s.event.topic for s in sealed],
            [s.event.state.decode() for s in sealed],
            [s.leaf for s in sealed],
            [s.chain for s in sealed],
        ]
        keys: list[list[Any] | None] = [list(column) for column in zip(*claims, strict=True)] or [None] * len(Claim._fields)
        try:
            self._cursor.execute(_APPEND, (head.position, recorded_at, *columns, *keys))
            self._head = None  # one transaction may store several times
        except (SerializationFailure, UniqueViolation) as error:
            raise Conflict(str(error)) from error

    def keep(self, papers: Sequence[Paper]) -> None:
        """Keep papers under their hashes; they stand on their own until an event names them, so they may come before it."""
        for paper in papers:
            self._cursor.execute("INSERT INTO papers VALUES (%s,%s) ON CONFLICT DO NOTHING", paper)


class PostgresStore:
    """A server's store: one connection, opened when it is first needed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection: Connection | None = None

    # --- writing --------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, *, queue: bool = False) -> Iterator[PostgresWriting]:
        """Read without a lock and store in one round trip; or with `queue` take the lock first and hold it to the end."""
        with self._told(writing=True):
            connection = self._open()
            if not queue:
                yield PostgresWriting(connection)
                return
            try:
                connection.execute(_TURN, prepare=False)
                yield PostgresWriting(connection)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(Exception):
                    connection.execute("ROLLBACK")
                raise

    def create(self) -> None:
        """Make or upgrade the tables in one transaction, one process after the other; nothing where they are as they should be."""
        with self._told(), connected(self.url) as connection:
            if fingerprint(connection) == schema.FINGERPRINT:
                return
            connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
            connection.execute("BEGIN")
            connection.execute("SELECT pg_advisory_xact_lock(%s, 0)", (schema.LOCK_CLASS,))
            for statement in (*schema.STATEMENTS, f"COMMENT ON TABLE ledger IS '{schema.FINGERPRINT}'"):
                connection.execute(statement)
            connection.execute("COMMIT")

    # --- reading --------------------------------------------------------------------------------------------------

    def check(self) -> dict[str, str]:
        """Settings on which durability rests, asserted."""
        with self._told():
            return assert_fit(self._open(), self.url)

    def head(self) -> Head:
        """The end of the log."""
        with self._reading() as reading:
            return reading.head()

    def position_at(self, instant: datetime) -> int:
        """The last position recorded up to an instant."""
        with self._reading() as reading:

            def instant_upto(position: int) -> datetime | None:
                rows = reading.rows(_UPTO, position)
                return rows[0][0] if rows else None

            return last_recorded(instant_upto, reading.head(), instant)

    def recorded_at(self, position: int) -> datetime:
        """When the event at a position was recorded."""
        with self._reading() as reading:
            recorded_at: datetime = reading.rows("SELECT recorded_at FROM ledger WHERE position=%s", position)[0][0]
            return recorded_at.astimezone(UTC)

    def log(self, after: int, upto: int, limit: int) -> list[Logged]:
        """Rows of the log in order."""
        with self._reading() as reading:
            rows = reading.rows(_EVENTS + "WHERE position>%s AND position<=%s ORDER BY position LIMIT %s", after, upto, limit)
            return [Logged(*row) for row in rows]

    def log_of(self, topics: Collection[str], after: int, upto: int, limit: int) -> list[Logged]:
        """Rows of the log in order, of these topics alone."""
        chosen = "WHERE position>%s AND position<=%s AND topic = ANY(%s) ORDER BY position LIMIT %s"
        with self._reading() as reading:
            return [Logged(*row) for row in reading.rows(_EVENTS + chosen, after, upto, list(topics), limit)]

    def stream(self, stream_id: UUID, upto: int | None = None) -> list[Logged]:
        """Rows of one stream in order."""
        with self._reading() as reading:
            return reading.stream(stream_id, upto)

    def claim(self, key: str) -> Claim | None:
        """Who took a key."""
        with self._reading() as reading:
            return reading.claim(key)

    def claims(self, prefix: str) -> list[Claim]:
        """All keys that begin so."""
        with self._reading() as reading:
            return reading.claims(prefix)

    def chains(self, after: int, limit: int) -> list[tuple[int, bytes, bytes]]:
        """Rows of the ledger."""
        with self._reading() as reading:
            rows = reading.rows("SELECT position, leaf, chain FROM ledger WHERE position>%s ORDER BY position LIMIT %s", after, limit)
            return [(row[0], row[1], row[2]) for row in rows]

    def paper(self, sha256: str) -> bytes | None:
        """A paper that was kept."""
        with self._reading() as reading:
            rows = reading.rows("SELECT content FROM papers WHERE sha256=%s", sha256)
            return bytes(rows[0][0]) if rows else None

    def close(self) -> None:
        """Let go of the server."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # --- the connection -------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self._told():
            yield Reading(self._open())

    def _open(self) -> Connection:
        if self._connection is None:
            connection = connected(self.url)
            try:
                assert_fit(connection, self.url)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    @contextmanager
    def _told(self, *, writing: bool = False) -> Iterator[None]:
        """Trouble with the server, in one sentence; a connection that was lost is opened anew next time."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            lost = self._connection is not None and self._connection.closed
            if lost:
                self._connection = None
            if lost and writing:
                raise Interrupted(words(error)) from error
            raise unreachable(self.url, error) from error
