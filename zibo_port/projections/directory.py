"""Who is who: the credit code and the present name behind a stream of the log.

Facts of an enterprise don't repeat its code, so every read model that lists enterprises joins this one; like the position
keeper it belongs to all of them.
"""

from __future__ import annotations

from sqlalchemy import Column, Select, Table, Text

from zibo_port.domain.enterprise import Enterprise
from zibo_port.projections.projection import Changes, Projection
from zibo_port.projections.tables import METADATA

DIRECTORY = Table(
    "rm_directory",
    METADATA,
    Column("stream", Text, primary_key=True),
    Column("enterprise", Text),
    Column("name", Text),
)


def _named(changes: Changes, _: int, fact: Enterprise.Registered | Enterprise.Renamed) -> None:
    changes.put(DIRECTORY, (fact.originator_id.hex,), enterprise=fact.code, name=fact.name)


PROJECTION = Projection("directory", (DIRECTORY,), {Enterprise.Registered: _named, Enterprise.Renamed: _named})


def with_names(table: Table, *columns: str) -> Select[tuple[object, ...]]:
    """A question about a table that has a column `stream`: credit code and name of the enterprise, then these columns."""
    wanted = [table.c[name] for name in columns]
    return (
        Select(DIRECTORY.c.enterprise, DIRECTORY.c.name, *wanted)
        .select_from(table.join(DIRECTORY, table.c.stream == DIRECTORY.c.stream))
        .order_by(DIRECTORY.c.enterprise)
    )
