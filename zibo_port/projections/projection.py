"""What a projection is: some tables, and for each kind of fact the columns that it sets, each from a field of its own.

The last fact wins, column by column. So a fold looks at nothing but the facts: a page of the log becomes rows in memory,
however the log is cut into pages the tables come out the same, and a fact whose antecedent was filtered out sets what it
knows. And nobody needs more of a row of the log than the fields that some column keeps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table

from zibo_port.domain.fact import Fact
from zibo_port.projections.engine import upsert


class Position(NamedTuple):
    """Where a column's value comes from: the fact's position in the log."""


class Always(NamedTuple):
    """Where a column's value comes from: it is the same for every fact of a kind."""

    value: str | None


POSITION: Final = Position()
STREAM: Final = "originator_id"
"""The field that every fact has: whose history it belongs to."""

Source = str | Position | Always
"""Where a column's value comes from; a text is the name of a field."""


class Entry:
    """What one kind of fact writes into one table: a row, of which it sets the key and some columns.

    Columns that are called like their field are given by name alone. The column's type says how a value is kept. `when` names
    a column of an earlier entry of the same kind: without it nothing is written.
    """

    def __init__(self, kind: type[Fact], table: Table, /, *alike: str, when: str | None = None, **columns: Source) -> None:
        self.kind, self.table, self.when = kind, table, when
        self.columns: dict[str, Source] = {name: name for name in alike} | columns
        self.key = itemgetter(*(column.name for column in table.primary_key))

    def __repr__(self) -> str:
        """What it says, for a fingerprint."""
        return f"{self.kind.TOPIC} {self.table.name} {self.when} {self.columns}"


Write = tuple[Entry, dict[str, Any]]
"""A row that a fact writes, by column, each value as it is kept."""


class Page(NamedTuple):
    """What some facts write that follow each other in the log: up to which position, how many facts, and in order."""

    upto: int
    facts: int
    writes: Sequence[Write]


Pages = Callable[[int, Sequence[Entry]], Iterable[Page]]
"""The pages of the log after a position, as far as some entries ask for it; none of them is empty."""


class Changes:
    """Rows as pages of the log leave them, by table and key."""

    def __init__(self) -> None:
        self._tables: defaultdict[Table, dict[Any, dict[str, Any]]] = defaultdict(dict)

    def take(self, page: Page) -> None:
        """Let a page of the log write."""
        tables = self._tables
        for entry, columns in page.writes:
            rows, key = tables[entry.table], entry.key(columns)
            known = rows.get(key)
            if known is None:
                rows[key] = columns
            else:
                known.update(columns)

    def write(self, connection: Connection) -> None:
        """Write all rows, those that set the same columns together."""
        for table, rows in self._tables.items():
            alike: defaultdict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
            for columns in rows.values():
                alike[tuple(columns)].append(tuple(columns.values()))
            for names, values in alike.items():
                upsert(connection, table, names, values)


@dataclass(frozen=True)
class Projection:
    """One read model.

    `version` is raised when what is kept of a field changes in tables and entries that look the same.
    """

    name: str
    tables: tuple[Table, ...]
    entries: tuple[Entry, ...]
    version: int = 1

    @cached_property
    def schema(self) -> str:
        """The fingerprint of tables and entries: rows written under another one are of no use."""
        said = [str(self.version), *map(repr, self.entries)]
        for table in self.tables:
            said += [table.name, *(f"{c.name} {type(c.type).__name__} {c.primary_key}" for c in table.columns)]
        return sha256("\n".join(said).encode()).hexdigest()[:16]
