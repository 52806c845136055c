"""The register as people read it: who is on it, in which lines of business, under which names, since when and until when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, Text, select

from zibo_port.domain.enterprise.registration import Deregistered, LinesChanged, Registered, Renamed
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import POSITION, STREAM, Always, Entry, Projection
from zibo_port.projections.tables import METADATA, Day, Stream, Words

ENTERPRISES = Table(
    "rm_enterprises",
    METADATA,
    Column("stream", Stream, primary_key=True),
    Column("position", BigInteger),
    Column("lines", Words),
    Column("branch_of", Text),
    Column("seat", Text),
    Column("registered_on", Day),
    Column("deregistered_on", Day),
    Column("deregistered_because", Text),
)

NAMES = Table(
    "rm_names",
    METADATA,
    Column("stream", Stream, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text),
    Column("since", Day),
)


PROJECTION = Projection(
    "enterprises",
    (ENTERPRISES, NAMES),
    (
        Entry(Registered, ENTERPRISES, "lines", "branch_of", "seat", stream=STREAM, position=POSITION, registered_on="timestamp"),
        Entry(Registered, NAMES, "name", stream=STREAM, position=POSITION, since=Always(None)),
        Entry(Renamed, NAMES, "name", stream=STREAM, position=POSITION, since="effective_on"),
        Entry(LinesChanged, ENTERPRISES, "lines", stream=STREAM),
        Entry(Deregistered, ENTERPRISES, stream=STREAM, deregistered_on="effective_on", deregistered_because="reason"),
    ),
)

_SHOWN = ("position", "lines", "branch_of", "seat", "registered_on", "deregistered_on", "deregistered_because", "stream")


def listed(connection: Connection, *, enterprise: str | None = None, active: bool | None = None) -> list[dict[str, Any]]:
    """All enterprises by credit code, or the one with this code; `active` True leaves out the deregistered, False the others.

    `former_names` are {"name", "until"} in the order in which they were given up.
    """
    question = with_names(ENTERPRISES, *_SHOWN).order_by(DIRECTORY.c.enterprise)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    if active is not None:
        gone = ENTERPRISES.c.deregistered_on
        question = question.where(gone.is_(None) if active else gone.is_not(None))
    former = _former_names(connection)
    return [row | {"former_names": former.get(row.pop("stream"), [])} for row in rows_of(connection, question)]


def _former_names(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every name but the last, with the day on which the next one came."""
    former: dict[str, list[dict[str, Any]]] = {}
    before: tuple[str, str] | None = None
    for stream, name, since in connection.execute(
        select(NAMES.c.stream, NAMES.c.name, NAMES.c.since).order_by(NAMES.c.stream, NAMES.c.position)
    ):
        if before is not None and before[0] == stream:
            former.setdefault(stream, []).append({"name": before[1], "until": since})
        before = (stream, name)
    return former
