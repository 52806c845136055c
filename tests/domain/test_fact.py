"""A kind of event is the frozen dataclass that the library makes, whichever way it is met for the first time."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import pytest
from eventsourcing.domain import Aggregate
from pydantic import TypeAdapter

from zibo_port.domain.fact import Fact

SAID: dict[str, Any] = {
    "originator_id": UUID(int=1),
    "originator_version": 1,
    "timestamp": datetime(2026, 9, 25, tzinfo=UTC),
    "officer": "王晓",
    "department": "customs",
    "command_id": "c",
    "effective_on": None,
    "number": "1",
    "fine": Decimal(5),
}


def content_of_a_fact() -> type[Fact]:
    class Content(Fact):
        number: str
        on: date | None = None

    return Content


def fresh() -> type[Fact]:
    """A kind that nobody has met, below another such."""

    class Happened(content_of_a_fact()):  # type: ignore[misc]
        TOPIC: ClassVar[str] = "trial.happened"

        fine: Decimal = Decimal(0)

    return Happened


class Plain(Aggregate.Event):
    """The same as the library makes it at once."""

    officer: str
    department: str
    command_id: str
    effective_on: date | None
    number: str
    on: date | None = None
    fine: Decimal = Decimal(0)


def shape(kind: type[Any]) -> list[tuple[Any, ...]]:
    return [(f.name, f.type, f.default, f.init, f.repr, f.compare, f.kw_only) for f in fields(kind)]


def made(kind: type[Fact]) -> bool:
    return isinstance(vars(kind)["__dataclass_fields__"], dict)


FIRST_MET: dict[str, Callable[[type[Fact]], Any]] = {
    "by an event": lambda kind: kind(**SAID),
    "by its fields": fields,
    "by an adapter": TypeAdapter,
    "by a kind below it": lambda kind: type(kind)("Below", (kind,), {"__annotations__": {}})(**SAID),
}


@pytest.mark.parametrize("way", FIRST_MET)
def test_it_is_made_when_it_is_met_and_is_what_the_library_makes(way: str) -> None:
    kind = fresh()
    assert not made(kind)
    FIRST_MET[way](kind)
    assert made(kind)
    assert all(made(below) for below in kind.__mro__ if isinstance(below, type(Fact)))
    assert shape(kind) == shape(Plain)
    assert inspect.signature(kind) == inspect.signature(Plain)
    assert kind.__match_args__ == Plain.__match_args__


def test_its_events_are_frozen_compared_and_shown_by_all_their_fields() -> None:
    kind = fresh()
    first, again, other = kind(**SAID), kind(**SAID), kind(**SAID | {"fine": Decimal(6)})
    assert first == again
    assert hash(first) == hash(again)
    assert first != other
    assert first != Plain(**SAID)
    assert repr(first).partition("(")[2] == repr(Plain(**SAID)).partition("(")[2]
    with pytest.raises(FrozenInstanceError):
        first.officer = "李明"  # type: ignore[misc]


def test_what_an_adapter_reads_first_is_an_event_with_all_its_fields() -> None:
    kind = fresh()
    adapter = TypeAdapter(kind)
    read = adapter.validate_json(adapter.dump_json(kind(**SAID)))
    assert read == kind(**SAID)
    assert adapter.validate_python(SAID) == read


def test_an_event_that_lacks_a_field_is_refused_the_first_time_too() -> None:
    kind = fresh()
    for _ in range(2):
        with pytest.raises(TypeError, match="number"):
            kind(**{name: value for name, value in SAID.items() if name != "number"})
    with pytest.raises(TypeError, match="UUID"):
        kind(**SAID | {"originator_id": "1"})
