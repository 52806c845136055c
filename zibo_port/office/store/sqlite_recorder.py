"""The library's recorder on the store's tables: it makes them, and what a library application writes is in the ledger too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore

from zibo_port.office.store.sqlite import head_of, insert

_SCHEMA: Final = (
    (
        "CREATE TABLE IF NOT EXISTS stored_events (originator_id TEXT NOT NULL, originator_version INTEGER NOT NULL, "
        "topic TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (originator_id, originator_version))"
    ),
    "CREATE TABLE IF NOT EXISTS ledger (position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, chain BLOB NOT NULL, recorded_at TEXT NOT NULL)",
    (
        "CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, digest TEXT NOT NULL, stream TEXT NOT NULL, "
        "first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID"
    ),
    "CREATE TABLE IF NOT EXISTS papers (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL)",
)


class LedgerRecorder(SQLiteApplicationRecorder):
    """Writes a ledger row with each event, in the same transaction."""

    def construct_create_table_statements(self) -> list[str]:
        """The log, its ledger, its keys and the papers published."""
        return list(_SCHEMA)

    def _insert_events(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        cursor = c.sqlite_cursor
        head = head_of(cursor)
        now = datetime.now(UTC)
        return list(insert(cursor, head, stored_events, now if head.recorded_at is None else max(now, head.recorded_at)))


def create_tables(path: Path) -> None:
    """Make the tables that are missing."""
    recorder = LedgerRecorder(SQLiteDatastore(str(path)))
    try:
        recorder.create_table()
    finally:
        recorder.datastore.close()
