"""What a projection is: some tables, and for each kind of fact what it writes into them.

A fact says which columns of which row it sets; the last one wins, column by column. So a fold looks at nothing but the
facts: a page of the log becomes rows in memory, however the log is cut into pages the tables come out the same, and a fact
whose antecedent was filtered out sets what it knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table

from zibo_port.domain.fact import Fact

Page = Sequence[tuple[int, Fact]]
"""Facts at their positions in the log, in order."""

Pages = Callable[[int], Iterable[Page]]
"""The pages of the log after a position; none of them is empty."""


class Changes:
    """Rows as a page of the log leaves them, by table and key."""

    def __init__(self) -> None:
        self._tables: defaultdict[Table, dict[tuple[Any, ...], dict[str, Any]]] = defaultdict(dict)

    def put(self, table: Table, key: tuple[Any, ...], /, **columns: Any) -> None:
        """Set columns of the row with this primary key; values are given as they are kept (`tables.day`, `tables.number`, …)."""
        rows = self._tables[table]
        known = rows.get(key)
        if known is None:
            rows[key] = columns
        else:
            known.update(columns)

    def write(self, connection: Connection) -> None:
        """Write all rows: one statement, run with the driver's own tuples, for each set of columns."""
        for table, rows in self._tables.items():
            alike: defaultdict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
            for key, columns in rows.items():
                alike[tuple(columns)].append((*key, *columns.values()))
            for names, values in alike.items():
                connection.exec_driver_sql(_upsert(table, names, connection.dialect.paramstyle), values)


def _upsert(table: Table, names: tuple[str, ...], paramstyle: str) -> str:
    key = [column.name for column in table.primary_key]
    mark = "?" if paramstyle == "qmark" else "%s"
    columns = [*key, *names]
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(f'{name}=excluded.{name}' for name in names)}"
    )


Fold = Callable[[Changes, int, Any], None]
"""What one kind of fact writes: the changes so far, the fact's position, the fact."""


@dataclass(frozen=True)
class Projection:
    """One read model.

    `version` is raised when the folds change what they write into tables that look the same.
    """

    name: str
    tables: tuple[Table, ...]
    folds: Mapping[type[Fact], Fold]
    version: int = 1

    @cached_property
    def schema(self) -> str:
        """The fingerprint of tables and folds: rows written under another one are of no use."""
        said = [str(self.version)]
        for table in self.tables:
            said += [table.name, *(f"{c.name} {type(c.type).__name__} {c.primary_key}" for c in table.columns)]
        return sha256("\n".join(said).encode()).hexdigest()[:16]


class Listeners:
    """The folds of some projections, by the kind of fact they listen to."""

    def __init__(self, projections: Iterable[Projection]) -> None:
        self._folds: dict[type[Fact], list[Fold]] = {}
        for projection in projections:
            for kind, fold in projection.folds.items():
                self._folds.setdefault(kind, []).append(fold)

    def fold(self, changes: Changes, page: Page) -> None:
        """Let a page of the log write."""
        folds = self._folds
        for position, fact in page:
            for fold in folds.get(type(fact), ()):
                fold(changes, position, fact)
