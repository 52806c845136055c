"""What must hold of every store at any moment, whatever happened to the processes that wrote to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.office.desk import document_key
from zibo_port.office.store.base import Logged, Store
from zibo_port.office.store.ledger import GENESIS, leaf, link
from zibo_port.office.store.mapper import decode

ALL = 10**9


def rows_of(store: Store) -> list[Logged]:
    """The whole log."""
    return store.log(0, ALL, ALL)


def assert_sound(store: Store) -> None:
    """Positions without gaps, versions without gaps, time that never goes back, a ledger that recomputes."""
    rows, ledger = rows_of(store), store.chains(0, ALL)
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert [sealed[0] for sealed in ledger] == [row.position for row in rows]
    versions: dict[UUID, int] = defaultdict(int)
    chain, last = GENESIS, None
    for row, (_, its_leaf, its_chain) in zip(rows, ledger, strict=True):
        versions[row.stream] += 1
        assert row.version == versions[row.stream]
        assert bytes(its_leaf) == leaf(row.position, row.stream, row.version, row.topic, row.state)
        chain = link(chain, bytes(its_leaf))
        assert bytes(its_chain) == chain
        recorded_at = store.recorded_at(row.position)
        assert last is None or last <= recorded_at
        last = recorded_at
    assert store.head() == (len(rows), chain, last)


def penalties_of(store: Store) -> Counter[str]:
    """The document numbers of logged penalties, and how often each was logged."""
    return Counter(fact.document_no for fact in map(decode, rows_of(store)) if isinstance(fact, Enterprise.PenaltyLogged))


def gaps_of(store: Store) -> list[str]:
    """What is missing or too much: each penalty opens one case and asks for publication on two platforms, once."""
    facts = [decode(row) for row in rows_of(store)]
    cases = Counter(fact.document_no for fact in facts if isinstance(fact, Enterprise.CaseOpened))
    asked = Counter((fact.document_no, fact.platform) for fact in facts if isinstance(fact, Enterprise.PublicationRequested))
    found = []
    for number, times in penalties_of(store).items():
        done = (times, cases[number], asked[number, "necips"], asked[number, "credit-china-zibo"])
        if done != (1, 1, 1, 1) or store.claim(document_key(comparable(number))) is None:
            found.append(f"{number}: {done}")
    return found
