"""Who is who: the credit code and the present name behind a stream of the log.

Facts of an enterprise don't repeat its code, so every read model that lists enterprises joins this one; like the position
keeper it belongs to all of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Select, Table, Text, select

from zibo_port.domain.enterprise.registration import Registered, Renamed
from zibo_port.projections.projection import STREAM, Entry, Projection
from zibo_port.projections.tables import METADATA, Stream

DIRECTORY = Table(
    "rm_directory",
    METADATA,
    Column("stream", Stream, primary_key=True),
    Column("enterprise", Text),
    Column("name", Text),
)

PROJECTION = Projection(
    "directory",
    (DIRECTORY,),
    (
        Entry(Registered, DIRECTORY, "name", stream=STREAM, enterprise="code"),
        Entry(Renamed, DIRECTORY, "name", stream=STREAM, enterprise="code"),
    ),
)


def with_names(table: Table, *columns: str) -> Select[Any]:
    """A question about a table that has a column `stream`: credit code and name of the enterprise, then these columns."""
    wanted = [table.c[name] for name in columns]
    joined = table.join(DIRECTORY, table.c.stream == DIRECTORY.c.stream)
    return select(DIRECTORY.c.enterprise, DIRECTORY.c.name, *wanted).select_from(joined)


def rows_of(connection: Connection, question: Select[Any]) -> list[dict[str, Any]]:
    """The answer to a question as plain rows."""
    return [dict(row) for row in connection.execute(question).mappings()]
