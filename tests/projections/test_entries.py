"""What read models read of a row is what a whole fact says, for every event ever stored; and no more than that is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import Column, Dialect, MetaData, Table, Text
from sqlalchemy.dialects import sqlite

from tests.history.city import corpus
from tests.projections.town import Town, number
from zibo_port.cli.excerpts import Excerpts, reader_of
from zibo_port.domain.document_no import comparable
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import business_day_of
from zibo_port.office.store.base import Logged
from zibo_port.office.store.mapper import UnknownTopic, decode
from zibo_port.projections import penalties, publications
from zibo_port.projections.catalogue import PROJECTIONS
from zibo_port.projections.projection import POSITION, STREAM, Always, Entry
from zibo_port.projections.tables import Compared, Stream, Words

AT = 4711
ENTRIES = [entry for projection in PROJECTIONS for entry in projection.entries]
STORED = [
    pytest.param(row, entry, id=f"{release}-{row.topic}-{entry.table.name}")
    for release, row in corpus()
    for entry in ENTRIES
    if row.topic == entry.kind.TOPIC
]
DIALECT: Dialect = sqlite.dialect()


class Aged(Fact):
    """An event that got a field later on."""

    TOPIC = "test.aged"

    name: str
    tags: tuple[str, ...] = ("none",)


AGED = Entry(Aged, Table("rm_test_aged", MetaData(), Column("name", Text, primary_key=True), Column("tags", Words)), "name", "tags")


def columns_of(entry: Entry, state: bytes) -> dict[str, Any]:
    return reader_of(entry).validate(state).__dict__


def shown(column: Column[Any], kept: Any) -> Any:
    """A kept value as a question gets it."""
    processor = column.type.result_processor(DIALECT, None)
    return processor(kept) if processor else kept


def said(column: Column[Any], value: Any) -> Any:
    """What a question should get of a fact's field."""
    if isinstance(column.type, Stream):
        return value.hex
    if isinstance(column.type, Compared):
        return comparable(value)
    if isinstance(value, tuple):
        return list(value)
    return business_day_of(value) if isinstance(value, datetime) and type(column.type).__name__ == "Day" else value


@pytest.mark.parametrize(("row", "entry"), STORED)
def test_an_excerpt_says_what_the_whole_fact_says(row: Logged, entry: Entry) -> None:
    fact, columns, table = decode(row), columns_of(entry, row.state), entry.table.c
    sources = {name: source for name, source in entry.columns.items() if isinstance(source, str)}
    assert {name: shown(table[name], kept) for name, kept in columns.items()} == {
        name: said(table[name], getattr(fact, source)) for name, source in sources.items()
    }
    assert sources.keys() == columns.keys()


def test_every_entry_has_a_stored_event() -> None:
    assert {entry.kind.TOPIC for entry in ENTRIES} <= {row.topic for _, row in corpus()}


@pytest.mark.parametrize(("row", "entry"), STORED)
def test_an_excerpt_lacks_nothing_that_was_ever_stored(row: Logged, entry: Entry) -> None:
    for source in {source for source in entry.columns.values() if isinstance(source, str)}:
        spoilt = {name: value for name, value in json.loads(row.state).items() if name != source}
        with pytest.raises(ValidationError, match=source):
            columns_of(entry, json.dumps(spoilt).encode())
        with pytest.raises(ValidationError, match=source):
            columns_of(entry, json.dumps(spoilt | {source: {"no": "value"}}).encode())


def test_a_field_that_came_later_has_its_default_where_it_isnt_stored() -> None:
    assert columns_of(AGED, b'{"name":"a"}') == {"name": "a", "tags": '["none"]'}
    assert columns_of(AGED, b'{"name":"a","tags":["b","c"]}') == {"name": "a", "tags": '["b","c"]'}


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.name)
def test_every_column_is_set_by_some_fact_and_every_row_has_its_key(projection: Any) -> None:
    for table in projection.tables:
        ours = [entry for entry in projection.entries if entry.table is table]
        assert {name for entry in ours for name in entry.columns} == {column.name for column in table.columns}
        for entry in ours:
            assert {column.name for column in table.primary_key} <= entry.columns.keys()
            assert entry.when is None or any(
                entry.when in other.columns for other in projection.entries[: projection.entries.index(entry)] if other.kind is entry.kind
            )


def rows(topic: str, state: bytes | None = None) -> Sequence[Logged]:
    """A stored row of a topic, at a position."""
    found = next(row for _, row in corpus() if row.topic == topic)
    return [found._replace(position=AT, state=found.state if state is None else state)]


def written(entries: Sequence[Entry], found: Sequence[Logged]) -> list[tuple[str, dict[str, Any]]]:
    return [(entry.table.name, columns) for entry, columns in Excerpts(entries)(found)]


def test_positions_and_what_never_changes_are_filled_in() -> None:
    row = rows("enterprise.publication-rejected")
    ((table, columns),) = written(ENTRIES, row)
    assert table == "rm_publication_handling"
    assert (columns["answer"], columns["answer_position"], columns["receipt"]) == ("rejected", AT, None)
    assert columns["rejection"] == json.loads(row[0].state)["reason"]


@pytest.mark.parametrize(("instant", "day"), [("2026-07-01T15:59:59Z", "2026-07-01"), ("2026-07-01T16:00:00Z", "2026-07-02")])
def test_the_day_of_an_instant_is_that_in_zibo(instant: str, day: str) -> None:
    (row,) = rows("enterprise.registered")
    state = json.dumps(json.loads(row.state) | {"timestamp": instant}).encode()
    (columns,) = [columns for table, columns in written(ENTRIES, [row._replace(state=state)]) if table == "rm_enterprises"]
    assert columns["registered_on"] == day


def test_a_kind_that_nobody_listens_to_isnt_parsed_but_must_be_known() -> None:
    assert written(publications.PROJECTION.entries, rows("enterprise.penalty-logged", b"no JSON")) == []
    with pytest.raises(ValidationError):
        written(penalties.PROJECTION.entries, rows("enterprise.penalty-logged", b"no JSON"))
    unheard = [rows("enterprise.penalty-logged")[0]._replace(topic="enterprise.unheard-of")]
    with pytest.raises(UnknownTopic):
        written(publications.PROJECTION.entries, unheard)


def test_the_lawful_range_is_kept_of_a_fine_that_departs_from_it_alone() -> None:
    (row,) = rows("enterprise.penalty-logged")
    within, without = (row._replace(state=json.dumps(json.loads(row.state) | {"departs": departs}).encode()) for departs in (False, True))
    tables = [table for table, _ in written(penalties.PROJECTION.entries, [within, without, within])]
    assert tables == ["rm_penalties", "rm_penalties", "rm_departures", "rm_penalties"]


def test_a_row_that_isnt_to_be_shown_writes_nothing() -> None:
    excerpts = Excerpts(ENTRIES, lambda row: row.topic != "enterprise.renamed")
    found = [*rows("enterprise.renamed"), *rows("enterprise.registered"), *rows("enterprise.renamed")]
    assert {entry.kind.TOPIC for entry, _ in excerpts(found)} == {"enterprise.registered"}
    assert {entry.kind.TOPIC for entry, _ in Excerpts(ENTRIES)(found)} == {"enterprise.registered", "enterprise.renamed"}


def test_a_departure_that_departs_anew_shows_the_range_of_its_last_recording(town: Town) -> None:
    town.log(1, fine=1000, departure="主动配合")
    town.correct(1, fine=60000)
    assert town.models().ask(penalties.departures) == []
    town.pass_days(1)
    town.correct(1, fine=700000, departure="影响恶劣")
    (found,) = town.models().ask(penalties.departures)
    (listed,) = town.models().ask(penalties.listed)
    assert (found["document_no"], found["departure"], found["recorded_at"]) == (number(1), "影响恶劣", town.now)
    assert found["position"] == listed["position"]


def test_a_fingerprint_changes_with_what_is_written() -> None:
    projection = PROJECTIONS[0]
    (first, *others) = projection.entries
    for columns in ({"name": "code"}, {"name": POSITION}, {"name": Always("x")}):
        changed = Entry(first.kind, first.table, stream=STREAM, enterprise="code", **columns)
        assert replace(projection, entries=(changed, *others)).schema != projection.schema
    same = Entry(first.kind, first.table, "name", stream=STREAM, enterprise="code")
    assert replace(projection, entries=(same, *others)).schema == projection.schema


def test_a_stream_is_kept_as_the_log_keeps_it() -> None:
    (columns,) = [columns for table, columns in written(ENTRIES, rows("enterprise.registered")) if table == "rm_directory"]
    state = json.loads(rows("enterprise.registered")[0].state)
    assert columns["stream"] == UUID(state["originator_id"]).hex
