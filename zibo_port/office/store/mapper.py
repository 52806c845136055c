"""Events to plain JSON and back; only topics on the list are ever resolved."""

from __future__ import annotations

from functools import cache
from typing import Any

from eventsourcing.persistence import StoredEvent
from pydantic import TypeAdapter

from zibo_port.domain.fact import Fact
from zibo_port.domain.kinds import kind_of
from zibo_port.office.store.base import Logged


class UnknownTopic(ValueError):
    """A row names a kind of event that this release doesn't know."""


@cache
def _adapter(topic: str) -> TypeAdapter[Any]:
    """Built on first use: building all of them would slow every command down."""
    kind = kind_of(topic)
    if kind is None:
        raise UnknownTopic(topic)
    return TypeAdapter(kind)


def encode(fact: Fact) -> StoredEvent:
    """An event as a row: plain JSON, decimals as strings, days and instants in ISO 8601."""
    topic = fact.TOPIC
    return StoredEvent(fact.originator_id, fact.originator_version, topic, _adapter(topic).serializer.to_json(fact))


def decode(row: Logged) -> Fact:
    """A row as an event; structure is checked, business rules never are.

    Raises:
        UnknownTopic: the topic isn't on the list.
        pydantic.ValidationError: the row isn't what this house stored.
    """
    fact: Fact = _adapter(row.topic).validator.validate_json(row.state)
    return fact
