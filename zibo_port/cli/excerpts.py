"""What read models read of the log: of each row only the fields that some column keeps, each as it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from functools import cache
from typing import Annotated, Any, NamedTuple, get_type_hints

from pydantic import AfterValidator, BaseModel, Field, create_model

from zibo_port.domain.events import TOPICS
from zibo_port.office.store.base import Logged
from zibo_port.office.store.mapper import UnknownTopic
from zibo_port.projections.projection import Always, Entry, Position, Write
from zibo_port.projections.tables import Kept, Stream


class Reader(NamedTuple):
    """How the columns of an entry are read from a fact's JSON."""

    entry: Entry
    when: str | None
    validate: Callable[[bytes], BaseModel]
    positions: tuple[str, ...]
    """Columns that take the fact's position."""
    always: dict[str, str | None]
    """Columns that are the same for every fact of the kind."""


class Excerpts:
    """Excerpts of rows for some entries: the JSON of a kind of fact that none of them listens to isn't even parsed.

    What is read is checked as it is when a whole fact is decoded: its structure, never a business rule. A row that isn't
    to be shown writes nothing.
    """

    def __init__(self, entries: Sequence[Entry], shows: Callable[[Logged], bool] | None = None) -> None:
        self._shows = shows
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.kind.TOPIC].append(entry)
        self._readers: dict[str, list[Reader]] = {}

    def __call__(self, rows: Sequence[Logged]) -> list[Write]:
        """What rows of the log write.

        Raises:
            UnknownTopic: a topic isn't on the list.
            pydantic.ValidationError: a row isn't what this house stored.
        """
        written: list[Write] = []
        for row in rows:
            position, _, _, topic, state = row
            if self._shows is not None and not self._shows(row):
                continue
            first = len(written)
            # One loop without a call of ours: a rebuild spends most of its time in it.
            for entry, when, validate, positions, always in self._readers.get(topic) or self._readers_of(topic):
                if when is None or any(columns.get(when) for _, columns in written[first:]):
                    columns = validate(state).__dict__
                    for name in positions:
                        columns[name] = position
                    columns |= always
                    written.append((entry, columns))
        return written

    def _readers_of(self, topic: str) -> list[Reader]:
        if topic not in TOPICS:
            raise UnknownTopic(topic)
        return self._readers.setdefault(topic, [reader_of(entry) for entry in self._entries[topic]])


@cache
def reader_of(entry: Entry) -> Reader:
    """Reads the columns of an entry; made on first use, since most reads meet few kinds of facts."""
    return Reader(
        entry,
        entry.when,
        _model(entry).__pydantic_validator__.validate_json,
        tuple(name for name, source in entry.columns.items() if isinstance(source, Position)),
        {name: source.value for name, source in entry.columns.items() if isinstance(source, Always)},
    )


def _model(entry: Entry) -> type[BaseModel]:
    hints, known = get_type_hints(entry.kind), {field.name: field for field in fields(entry.kind)}
    wanted: dict[str, Any] = {}
    for name, source in entry.columns.items():
        if isinstance(source, str):
            default = known[source].default
            field = Field(... if default is MISSING else default, validation_alias=source, validate_default=True)
            wanted[name] = (_kept(entry.table.c[name].type, hints[source]), field)
    return create_model(entry.kind.__name__, **wanted)


def _kept(column: object, hint: Any) -> Any:
    if not isinstance(column, Kept):
        return hint
    return Annotated[str if isinstance(column, Stream) else hint, AfterValidator(type(column).keep)]
