"""Catching up: in any steps, from any place, after a change of release, and stopped by what can't be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Engine, MetaData, Table, Text, inspect, text, update

from tests.projections.town import Town, dump, number
from zibo_port.cli.reading import lags, pages_of
from zibo_port.domain.errors import Unreachable
from zibo_port.projections import catching_up, penalties
from zibo_port.projections.catalogue import PROJECTIONS
from zibo_port.projections.catching_up import catch_up, rebuild
from zibo_port.projections.directory import DIRECTORY
from zibo_port.projections.engine import engine_for, memory_engine, reading, upsert, writing
from zibo_port.projections.positions import POSITIONS, prepare, standings
from zibo_port.projections.projection import Entry


def live(town: Town) -> Engine:
    return engine_for(town.office.store.url)


def from_scratch(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """What a fold of the whole log in one go gives."""
    engine = memory_engine()
    catch_up(engine, pages_of(town.office.store))
    try:
        return dump(engine)
    finally:
        engine.dispose()


def positions(town: Town) -> set[int]:
    with reading(live(town)) as connection:
        return {standing.position for standing in standings(connection).values()}


def busy(town: Town) -> None:
    for n in range(1, 6):
        town.log(n)
    town.rename("淄博示例国际货代有限公司")
    town.answer(1, "necips", accepted="HZ-1")
    town.call(1, 2)
    town.conclude(1)
    town.correct(2, fine=Decimal(70000))


def test_the_first_read_makes_the_tables_and_every_read_shows_what_was_just_recorded(town: Town) -> None:
    assert not [name for name in inspect(live(town)).get_table_names() if name.startswith("rm_")]
    for n in (1, 2, 3):
        town.log(n)
        assert len(town.models().ask(penalties.listed)) == n
    assert {row["lag"] for row in lags(town.session)} == {0}
    town.log(4)
    assert {row["lag"] for row in lags(town.session)} == {4}


@pytest.mark.parametrize("steps", [1, 2, 7, 1000])
def test_however_the_log_is_cut_the_tables_are_those_of_a_fold_in_one_go(town: Town, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(town)
    monkeypatch.setattr(catching_up, "BATCH", steps)
    monkeypatch.setattr("zibo_port.cli.reading.PAGE", steps)
    catch_up(live(town), pages_of(town.office.store))
    assert dump(live(town)) == from_scratch(town)
    assert positions(town) == {town.office.store.head().position}


@pytest.mark.parametrize("many", [1, 10_000])
def test_few_rows_and_many_are_written_alike(town: Town, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zibo_port.projections.engine.MANY", many)
    town.log(6)
    catch_up(live(town), pages_of(town.office.store))
    busy(town)
    town.correct(6, fine=Decimal(70000))
    catch_up(live(town), pages_of(town.office.store))
    assert dump(live(town)) == from_scratch(town)


def test_what_the_driver_refuses_is_told_in_a_sentence(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zibo_port.projections.engine.MANY", 1)
    town.models()
    refused = object() if place(town) == "rowid" else "no text has a NUL: \0"
    with pytest.raises(Unreachable, match="无法读写"), writing(live(town)) as connection:
        upsert(connection, DIRECTORY, ("stream", "name"), [("a", "b"), ("c", refused)])
    assert dump(live(town)) == from_scratch(town)


def test_a_projection_that_lags_behind_the_others_is_brought_up_alone(town: Town) -> None:
    busy(town)
    heard: list[int] = []
    catch_up(live(town), pages_of(town.office.store), PROJECTIONS[:3])
    catch_up(live(town), pages_of(town.office.store), tell=heard.append)
    assert heard == [town.office.store.head().position]
    assert dump(live(town)) == from_scratch(town)


def test_rows_and_position_move_together_or_not_at_all(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up(live(town), pages_of(town.office.store))
    before, where = dump(live(town)), positions(town)
    busy(town)

    def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr("zibo_port.projections.projection.upsert", broken)
        with pytest.raises(RuntimeError):
            catch_up(live(town), pages_of(town.office.store))
    assert (dump(live(town)), positions(town)) == (before, where)
    catch_up(live(town), pages_of(town.office.store))
    assert dump(live(town)) == from_scratch(town)


def test_a_page_that_another_reader_was_faster_with_is_left_to_it(town: Town) -> None:
    busy(town)

    def overtaken(after: int, entries: Sequence[Entry]):
        for page in pages_of(town.office.store)(after, entries):
            if after == 0:
                catch_up(live(town), pages_of(town.office.store))
            yield page

    heard: list[int] = []
    catch_up(live(town), overtaken, tell=heard.append)
    assert heard == []
    assert dump(live(town)) == from_scratch(town)


def test_a_rebuild_repairs_what_was_altered(town: Town) -> None:
    busy(town)
    catch_up(live(town), pages_of(town.office.store))
    with writing(live(town)) as connection:
        connection.execute(update(penalties.PENALTIES).values(authority="他人"))
        connection.execute(text("DELETE FROM rm_publications"))
    assert dump(live(town)) != from_scratch(town)
    rebuild(live(town), pages_of(town.office.store))
    assert dump(live(town)) == from_scratch(town)


def test_a_rebuild_of_one_leaves_the_others_alone(town: Town) -> None:
    busy(town)
    catch_up(live(town), pages_of(town.office.store))
    with writing(live(town)) as connection:
        connection.execute(update(penalties.PENALTIES).values(authority="他人"))
    rebuild(live(town), pages_of(town.office.store), [p for p in PROJECTIONS if p.name == "publications"])
    assert {p["authority"] for p in town.models().ask(penalties.listed)} == {"他人"}


def test_a_release_with_other_tables_makes_them_anew_and_drops_the_old(town: Town) -> None:
    town.log(1)
    former = Table("rm_test_former", MetaData(), Column("key", Text, primary_key=True))
    old = replace(PROJECTIONS[2], tables=(*PROJECTIONS[2].tables, former), version=0)
    catch_up(live(town), pages_of(town.office.store), [*PROJECTIONS[:2], old, *PROJECTIONS[3:]])
    assert inspect(live(town)).has_table("rm_test_former")
    assert [row["name"] for row in lags(town.session) if row["lag"]] == ["penalties"]
    assert [p["document_no"] for p in town.models().ask(penalties.listed)] == [number(1)]
    assert not inspect(live(town)).has_table("rm_test_former")
    assert dump(live(town)) == from_scratch(town)


def test_a_fingerprint_changes_with_a_column_and_with_the_version() -> None:
    projection = PROJECTIONS[2]
    other = Table(
        "rm_penalties", MetaData(), *(Column(c.name, c.type, primary_key=c.primary_key) for c in projection.tables[0].columns[:-1])
    )
    same = replace(projection)
    assert same.schema == projection.schema
    assert len({projection.schema, replace(projection, version=2).schema, replace(projection, tables=(other,)).schema}) == 3


def damage(town: Town, statement: str, **bound: Any) -> None:
    with writing(live(town)) as connection:
        if connection.dialect.name == "postgresql":
            for trigger in connection.execute(
                text("SELECT tgname FROM pg_trigger WHERE tgrelid = 'stored_events'::regclass AND NOT tgisinternal")
            ).scalars():
                connection.execute(text(f'ALTER TABLE stored_events DISABLE TRIGGER "{trigger}"'))
        assert connection.execute(text(statement), bound).rowcount == 1


def place(town: Town) -> str:
    return "rowid" if town.office.store.url.startswith("sqlite") else "position"


@pytest.mark.parametrize("spoilt", ["topic='enterprise.unheard-of'", "state='{}'", "state='{\"a\":'", "state='[]'"])
def test_a_fact_that_cant_be_read_stops_the_catch_up_by_name_and_nothing_is_skipped(town: Town, spoilt: str) -> None:
    busy(town)
    catch_up(live(town), pages_of(town.office.store))
    before = dump(live(town))
    town.log(6)
    poisoned = town.office.store.head().position - 2
    town.log(7)
    damage(town, f"UPDATE stored_events SET {spoilt} WHERE {place(town)}=:at", at=poisoned)
    with pytest.raises(Unreachable) as stopped:
        town.models()
    assert f"第 {poisoned} 号" in stopped.value.message.zh
    assert f"Position {poisoned} " in stopped.value.message.en
    assert dump(live(town)) == before
    assert positions(town) == {poisoned - 2}


def test_a_row_whose_stream_is_spoilt_is_named_too(town: Town) -> None:
    if place(town) != "rowid":
        pytest.skip("PostgreSQL's own type doesn't let a stream be spoilt")
    town.log(1)
    poisoned = town.office.store.head().position - 1
    damage(town, "UPDATE stored_events SET originator_id='x' WHERE rowid=:at", at=poisoned)
    with pytest.raises(Unreachable, match=f"第 {poisoned} 号"):
        town.models()


def test_a_row_that_isnt_there_is_named_and_not_passed_over(town: Town) -> None:
    busy(town)
    gone = town.office.store.head().position - 3
    damage(town, f"DELETE FROM stored_events WHERE {place(town)}=:at", at=gone)
    with pytest.raises(Unreachable, match=f"第 {gone} 号"):
        town.models()


def test_tables_that_stand_beyond_the_log_are_not_believed(town: Town) -> None:
    town.models()
    with writing(live(town)) as connection:
        connection.execute(update(POSITIONS).values(position=POSITIONS.c.position + 5))
    with pytest.raises(Unreachable) as stopped:
        town.models()
    assert stopped.value.hint is not None
    assert "projection rebuild" in stopped.value.hint.zh
    rebuild(live(town), pages_of(town.office.store))
    town.models()


def test_preparing_again_changes_nothing(town: Town) -> None:
    busy(town)
    catch_up(live(town), pages_of(town.office.store))
    before = dump(live(town))
    with writing(live(town)) as connection:
        prepare(connection, PROJECTIONS)
    assert dump(live(town)) == before


def test_a_store_that_somebody_else_writes_to_for_too_long_is_told_in_a_sentence(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    if place(town) != "rowid":
        pytest.skip("PostgreSQL doesn't lock the whole store")
    monkeypatch.setattr("zibo_port.projections.engine.BUSY_SECONDS", 0.1)
    town.models()
    town.log(1)
    with writing(live(town)), pytest.raises(Unreachable, match="稍后再试"):
        town.models()


def test_every_table_of_the_read_side_begins_with_rm_and_none_looks_like_the_log(town: Town) -> None:
    town.models()
    names = [table.name for projection in PROJECTIONS for table in projection.tables]
    assert len(names) == len(set(names))
    assert all(name.startswith("rm_") and not name.endswith("_events") for name in names)
    assert {name for name in inspect(live(town)).get_table_names() if name.startswith("rm_")} == {*names, "rm_positions"}
