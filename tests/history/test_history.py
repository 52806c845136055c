"""Whatever was stored by any release loads in this one, says the same, and replays."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from tests.history.city import corpus, recorded
from tests.scenario import books
from zibo_port.domain.events import STREAMS, TOPICS
from zibo_port.domain.stream import Stream
from zibo_port.office.folder import ENTERPRISE_WORKFLOWS
from zibo_port.office.store.base import Logged
from zibo_port.office.store.mapper import decode, encode
from zibo_port.workflows import port_monitoring

LINES = [pytest.param(row, id=f"{release}-{row.topic}") for release, row in corpus()]


def aggregate_of(topic: str) -> type[Stream]:
    """The kind of stream on which a topic happens."""
    return next(kind for kind in STREAMS if TOPICS[topic] in vars(kind).values())


@pytest.mark.parametrize("row", LINES)
def test_a_stored_event_loads_and_says_the_same(row: Logged) -> None:
    stored = json.loads(row.state)
    again = json.loads(encode(decode(row)).state)
    assert {name: again[name] for name in stored} == stored


@pytest.mark.parametrize("row", LINES)
def test_a_stored_event_is_borne_without_what_came_before_it(row: Logged) -> None:
    fact = decode(row)
    state = aggregate_of(row.topic).blank(fact.originator_id).replay([fact])
    assert state.version == row.version
    for workflow in (*ENTERPRISE_WORKFLOWS, port_monitoring):
        flow = workflow.evolve(workflow.initial(books()), fact)
        list(workflow.due(flow, fact.timestamp.date()))


def test_every_topic_has_a_stored_event() -> None:
    missing = set(TOPICS) - {row.topic for _, row in corpus()}
    assert not missing, f"run: python -m tests.history.city >> tests/history/RELEASE.jsonl, for {sorted(missing)}"


def test_the_quarter_that_wrote_them_still_replays() -> None:
    streams: dict[UUID, Stream] = {}
    rows = recorded()
    assert {row.topic for row in rows} == set(TOPICS)
    for row in rows:
        stream = streams.setdefault(row.stream, aggregate_of(row.topic).blank(row.stream))
        stream.replay([decode(row)])
        assert stream.version == row.version
