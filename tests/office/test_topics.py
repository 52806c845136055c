"""Only events on the list are ever loaded, and what is stored is plain JSON of exactly their fields."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import ValidationError

from tests.facts import punished
from tests.history.city import corpus
from tests.office.test_store import event
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.events import STREAMS, TOPICS
from zibo_port.domain.fact import Fact
from zibo_port.domain.kinds import HOMES, kind_of
from zibo_port.office.office import Office
from zibo_port.office.store.base import Logged
from zibo_port.office.store.mapper import UnknownTopic, decode, encode


def subclasses(kind: type[Fact]) -> set[type[Fact]]:
    found = set(kind.__subclasses__())
    return found | {deeper for k in found for deeper in subclasses(k)}


def test_every_kind_of_event_is_on_the_list_under_a_topic_of_its_own() -> None:
    named = [kind for kind in subclasses(Fact) if kind.TOPIC and kind.__module__.startswith("zibo_port.")]
    assert sorted(kind.TOPIC for kind in named) == sorted(TOPICS)
    for topic, kind in TOPICS.items():
        assert topic == kind.TOPIC
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", topic)
        assert kind.__doc__


def test_a_topic_is_found_without_loading_any_stream_but_its_own() -> None:
    assert {topic: kind_of(topic) for topic in TOPICS} == TOPICS
    assert set(HOMES) == {topic.partition(".")[0] for topic in TOPICS}


def test_topics_begin_with_the_stream_on_which_they_happen() -> None:
    for stream in STREAMS:
        heads = {k.TOPIC.partition(".")[0] for k in vars(stream).values() if isinstance(k, type) and issubclass(k, Fact) and k.TOPIC}
        assert len(heads) == 1


@pytest.mark.parametrize("topic", ["evil_module:Event", "os:system", "zibo_port.domain.enterprise:Enterprise.Renamed", "", "enterprise"])
def test_a_row_with_another_topic_is_refused_and_nothing_is_imported(topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evil_module.py").write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UnknownTopic):
        decode(Logged(1, UUID(int=1), 1, topic, b"{}"))
    assert "evil_module" not in sys.modules


def test_a_planted_row_stops_the_reader(office: Office) -> None:
    with office.store.writing() as writing:
        planted = event(1)
        writing.append([type(planted)(planted.originator_id, 1, "evil_module:Event", b"{}")], (), office.today())
    (row,) = office.store.stream(UUID(int=7))
    with pytest.raises(UnknownTopic):
        decode(row)


LOGGED = encode(next(f for f in punished().before if isinstance(f, Enterprise.PenaltyLogged)))


@pytest.mark.parametrize(
    ("here", "stands"),
    [
        (b"{", b""),
        (b"}", b""),
        (b'"document_no":', b'"number":'),
        (b'"fine":"60000"', b'"fine":"many"'),
        (b'"timestamp":"', b'"timestamp":"x'),
    ],
)
def test_a_row_that_isnt_what_was_stored_is_refused(here: bytes, stands: bytes) -> None:
    altered = LOGGED.state.replace(here, stands, 1)
    assert altered != LOGGED.state
    with pytest.raises(ValidationError):
        decode(Logged(1, UUID(int=1), 1, LOGGED.topic, altered))


@pytest.mark.parametrize("row", [pytest.param(row, id=row.topic) for _, row in corpus()])
def test_what_is_stored_is_plain_json(row: Logged) -> None:
    fact = decode(row)
    stored = encode(fact).state
    assert decode(row._replace(state=stored)) == fact
    assert "_type_" not in stored.decode()
    for value in json.loads(stored).values():
        assert not isinstance(value, float)
