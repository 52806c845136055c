"""One logged penalty with its workflow steps, ledger rows and keys in one durable transaction.

Yardsticks in the same run: raw commits of the very same rows, and Django with django-simple-history writing a penalty, its
case and two publications with their histories in one transaction. An enterprise has two decisions on record when the next
one comes in (a stream of nine events).
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from itertools import count
from pathlib import Path
from uuid import uuid4

from benchmarks.bench import ratio
from benchmarks.city import at, founded, penalty, registration
from benchmarks.postgres import RawPostgres, server

A_ROUND = 300
PRELOADED = 2
_numbers = count(1)
_enterprises = count(1)


def office_round(office) -> int:
    """Log A_ROUND penalties, one command and one commit each."""
    for form in _prepared(office):
        office.handle(form)
    return A_ROUND


_waiting: dict[int, list] = {}


def prepare(office) -> None:
    """Register enterprises and give each its earlier decisions, outside the measured time."""
    forms = []
    for _ in range(A_ROUND):
        who = next(_enterprises)
        office.handle(registration(who))
        for _ in range(PRELOADED):
            office.handle(penalty(next(_numbers), who))
        forms.append(penalty(next(_numbers), who))
    _waiting.setdefault(id(office), []).append(forms)


def _prepared(office) -> list:
    return _waiting[id(office)].pop(0)


def sqlite_rows(path: Path) -> tuple[list, list, list]:
    """The rows of one logged penalty as they stand in a store: events, ledger, keys."""
    office = founded(at(path, "rows"))
    office.handle(registration(99_000))
    first = office.handle(penalty(999_000, 99_000)).recorded[0].position
    rows = sqlite3.connect(path / "rows.db")
    events = rows.execute("SELECT * FROM stored_events WHERE rowid>=?", (first,)).fetchall()
    ledger = rows.execute("SELECT * FROM ledger WHERE position>=?", (first,)).fetchall()
    claims = rows.execute("SELECT * FROM claims WHERE first>=?", (first,)).fetchall()
    rows.close()
    return events, ledger, claims


class RawSQLite:
    """Commits the same rows, one transaction for each penalty."""

    def __init__(self, path: Path) -> None:
        events, ledger, claims = sqlite_rows(path)
        office = founded(at(path, "raw"))
        office.store.close()
        self.connection = sqlite3.connect(path / "raw.db", isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.events, self.ledger, self.claims = events, ledger, claims
        self.position = 1_000_000

    def round(self) -> int:
        for _ in range(A_ROUND):
            base, who = self.position, uuid4().hex
            self.position += len(self.events)
            self.connection.execute("BEGIN IMMEDIATE")
            self._many("stored_events", [(who, *e[1:]) for e in self.events])
            self._many("ledger", [(base + n, *row[1:]) for n, row in enumerate(self.ledger)])
            self._many("claims", [(f"{c[0]}{base}", *c[1:]) for c in self.claims])
            self.connection.execute("COMMIT")
        return A_ROUND

    def _many(self, table: str, rows: list) -> None:
        self.connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


def on_sqlite(path: Path) -> None:
    """Against raw commits, then against Django."""
    office, raw = founded(at(path, "office")), RawSQLite(path)
    for _ in range(8):
        prepare(office)
    raw.round()
    office_round(office)
    ratio("one penalty, SQLite, of raw commits of the same rows", lambda: office_round(office), raw.round, goal=0.45)
    try:
        from benchmarks.django_peer import DjangoPeer
    except ImportError as missing:
        print(f"one penalty against Django: not measured, {missing}", file=sys.stderr)
        return
    peer = DjangoPeer(path / "django.db")
    for _ in range(8):
        prepare(office)
    ratio("one penalty, SQLite, of Django with simple-history", lambda: office_round(office), lambda: peer.round(A_ROUND), goal=1.3)


def on_postgres() -> None:
    """Against raw commits, on a server of this run's own."""
    with server() as made:
        office, raw = founded(made("office")), RawPostgres(made)
        for _ in range(7):
            prepare(office)
        raw.round(A_ROUND)
        office_round(office)
        told = "one penalty, PostgreSQL, of raw commits of the same rows"
        ratio(told, lambda: office_round(office), lambda: raw.round(A_ROUND), goal=0.60)
        office.store.close()
        raw.connection.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        on_sqlite(Path(folder))
    on_postgres()


if __name__ == "__main__":
    main()
