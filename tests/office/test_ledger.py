"""One leaf per event, one chain over all leaves: whatever is altered shows."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.facts import penalty, registration
from tests.history.city import recorded
from tests.office.soundness import ALL, assert_sound, rows_of
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.store import open_store
from zibo_port.office.store.ledger import GENESIS, leaf, link, seal
from zibo_port.office.store.mapper import decode, encode

places = st.tuples(st.integers(1, 2**62), st.uuids(), st.integers(1, 2**62), st.text(max_size=40), st.binary(max_size=200))


def test_a_leaf_is_made_of_all_parts_of_an_event() -> None:
    stream, state = UUID(int=9), "状态".encode()
    spelt_out = (
        b"\x00zibo-port-leaf-1" + (3).to_bytes(8, "big") + stream.bytes + (2).to_bytes(8, "big") + (6).to_bytes(4, "big") + b"a-name"
    ) + (len(state).to_bytes(4, "big") + state)
    assert leaf(3, stream, 2, "a-name", state) == sha256(spelt_out).digest()


@given(places, places)
def test_no_two_events_share_a_leaf(one: tuple[int, UUID, int, str, bytes], other: tuple[int, UUID, int, str, bytes]) -> None:
    assume(one != other)
    assert leaf(*one) != leaf(*other)


@given(st.text(max_size=8), st.binary(max_size=8), st.integers(0, 8))
def test_no_byte_may_wander_from_the_state_to_the_topic(topic: str, state: bytes, cut: int) -> None:
    whole = topic.encode() + state
    assume(whole[:cut] != topic.encode())
    assert leaf(1, UUID(int=1), 1, topic, state) != leaf(1, UUID(int=1), 1, whole[:cut].decode("latin-1"), whole[cut:])


@given(st.lists(st.binary(max_size=20), min_size=2, max_size=6, unique=True), st.data())
def test_a_chain_tells_order_and_number(leaves: list[bytes], data: st.DataObject) -> None:
    other = data.draw(st.permutations(leaves) | st.just(leaves[:-1]) | st.just([*leaves, b"more"]))
    assume(other != leaves)

    def end(of: list[bytes]) -> bytes:
        chain = GENESIS
        for one in of:
            chain = link(chain, one)
        return chain

    assert end(leaves) != end(other)


def test_sealing_goes_on_where_the_head_is(office: Office) -> None:
    office.handle(registration())
    before = office.store.head()
    recorded = [r.fact for r in office.handle(penalty()).recorded]
    sealed = list(seal(before.position, before.chain, [encode(fact) for fact in recorded]))
    assert [s.position for s in sealed] == list(range(before.position + 1, before.position + 1 + len(recorded)))
    assert [(s.position, s.leaf, s.chain) for s in sealed] == office.store.chains(before.position, ALL)


def test_the_same_events_have_the_same_chain_on_every_database(tmp_path: Path, postgres_database: str) -> None:
    events = [encode(decode(row)) for row in recorded()]
    heads = []
    for url in (f"sqlite:///{tmp_path / 'office.db'}", postgres_database):
        store = open_store(url)
        store.create()
        with store.writing() as writing:
            writing.append(events, (), NOW)
        heads.append(store.head())
        assert_sound(store)
        store.close()
    assert heads[0] == heads[1]


def test_a_row_that_was_altered_or_moved_shows(office: Office) -> None:
    office.handle(registration())
    office.handle(penalty())
    rows, ledger = rows_of(office.store), office.store.chains(0, ALL)
    row, (_, its_leaf, _) = rows[-1], ledger[-1]
    assert leaf(row.position, row.stream, row.version, row.topic, row.state) == its_leaf
    altered = [
        row._replace(position=row.position + 1),
        row._replace(stream=UUID(int=1)),
        row._replace(version=row.version + 1),
        row._replace(topic="enterprise.renamed"),
        row._replace(state=row.state.replace("淄".encode(), "滋".encode(), 1)),
    ]
    for other in altered:
        assert leaf(other.position, other.stream, other.version, other.topic, other.state) != its_leaf


def test_text_that_was_rewritten_as_bytes_is_still_compared(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/office.db")
    found(store, "王晓", rehearsal=True)
    with sqlite3.connect(f"{tmp_path}/office.db") as file:
        file.execute("UPDATE stored_events SET state=CAST(replace(state, '王晓', '王小') AS BLOB) WHERE rowid=2")
    row = rows_of(store)[1]
    assert "王小".encode() in row.state
    assert leaf(*row) != store.chains(1, 1)[0][1]
    store.close()
