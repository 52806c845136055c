"""Where each projection stands in the log, and the tables it was made with: the keeper that all of them share.

A projection takes its lock by writing its position before anything is read under that lock: `move` writes the new position
only where the old one still stands, so of two readers that catch up at once one moves and the other starts afresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Table, Text, delete, func, insert, inspect, select, text, update

from zibo_port.projections.projection import Projection
from zibo_port.projections.tables import METADATA, Words

POSITIONS = Table(
    "rm_positions",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("schema", Text, nullable=False),
    Column("tables", Words, nullable=False),
)

_MAKING: Final = 7_206_431_190_774_114_126
"""The key of PostgreSQL's advisory lock for making tables: two sessions that do it at once would trip over each other."""


class Standing(NamedTuple):
    """A projection's position in the log, and the fingerprint of the tables it wrote."""

    position: int
    schema: str


def standings(connection: Connection) -> dict[str, Standing]:
    """Where the projections stand, by name; nothing before the first read."""
    if not inspect(connection).has_table(POSITIONS.name):
        return {}
    rows = connection.execute(select(POSITIONS.c.name, POSITIONS.c.position, POSITIONS.c.schema))
    return {name: Standing(position, schema) for name, position, schema in rows}


def move(connection: Connection, projections: Sequence[Projection], since: int, to: int) -> bool:
    """Move projections in this transaction; False, to be rolled back, if one of them no longer stands where it did."""
    for projection in sorted(projections, key=lambda p: p.name):
        moved = connection.execute(
            update(POSITIONS)
            .where(POSITIONS.c.name == projection.name, POSITIONS.c.position == since, POSITIONS.c.schema == projection.schema)
            .values(position=to)
        )
        if moved.rowcount != 1:
            return False
    return True


def prepare(connection: Connection, projections: Sequence[Projection]) -> None:
    """Make the tables of projections that have none, or were written by a release with other ones; in a writer's transaction."""
    _take_turn(connection)
    known = standings(connection)
    for projection in projections:
        if projection.name not in known or known[projection.name].schema != projection.schema:
            _make(connection, projection)


def renew(connection: Connection, projections: Sequence[Projection]) -> None:
    """Drop and make the tables of projections, to be filled from the first fact on; in a writer's transaction."""
    _take_turn(connection)
    for projection in projections:
        _make(connection, projection)


def _take_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))


def _make(connection: Connection, projection: Projection) -> None:
    POSITIONS.create(connection, checkfirst=True)
    ours = POSITIONS.c.name == projection.name
    former = connection.execute(select(POSITIONS.c.tables).where(ours)).scalar() or []
    for name in {*former, *(table.name for table in projection.tables)}:
        if name.startswith("rm_") and name.isidentifier():
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    connection.execute(delete(POSITIONS).where(ours))
    for table in projection.tables:
        table.create(connection)
    names = [table.name for table in projection.tables]
    connection.execute(insert(POSITIONS).values(name=projection.name, position=0, schema=projection.schema, tables=names))
