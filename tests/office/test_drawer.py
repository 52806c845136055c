"""Enterprises kept between transactions: never older than the log, never more than fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.facts import BROKER, FORWARDER, penalty, registration
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Refused
from zibo_port.office.desk import Desk, document_key
from zibo_port.office.office import Office
from zibo_port.office.transaction import Drawer


@pytest.fixture
def registered(office: Office) -> Office:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)))
    return office


def penalties_seen(code: str) -> Callable[[Desk], int]:
    return lambda desk: len(desk.enterprise(code).penalties)


def logged(office: Office, document_no: str, enterprise: str, drawer: Drawer) -> None:
    form = penalty(document_no, enterprise=enterprise)
    office.transact(lambda desk: office.decide(desk, form, office.default_id(form)), drawer=drawer)


def reads(office: Office, drawer: Drawer, work: Callable[[Desk], object]) -> list[object]:
    """The streams that a transaction reads from the store."""
    asked: list[object] = []

    def watched(desk: Desk) -> None:
        stream = desk.writing.stream
        desk.writing.stream = lambda stream_id: (asked.append(stream_id), stream(stream_id))[1]  # type: ignore[method-assign]
        work(desk)

    office.transact(watched, drawer=drawer)
    return asked


def test_what_was_decided_is_in_the_drawer_and_is_not_read_again(registered):
    drawer = Drawer(100)
    logged(registered, "1号", FORWARDER, drawer)
    assert reads(registered, drawer, penalties_seen(FORWARDER)) == []
    assert registered.transact(penalties_seen(FORWARDER), drawer=drawer) == 1


def test_without_a_drawer_it_is_read(registered):
    assert reads(registered, Drawer(0), penalties_seen(FORWARDER)) == [Enterprise.id_of(FORWARDER)]


def test_when_somebody_else_wrote_in_between_everything_is_read_anew(registered):
    drawer = Drawer(100)
    logged(registered, "1号", FORWARDER, drawer)
    registered.handle(penalty("2号", enterprise=FORWARDER))
    assert registered.transact(penalties_seen(FORWARDER), drawer=drawer) == 2


def test_what_a_failed_transaction_touched_is_not_kept(registered):
    drawer = Drawer(100)
    logged(registered, "1号", FORWARDER, drawer)
    other = penalty("1号", enterprise=FORWARDER, fine=70000)
    with pytest.raises(Refused):
        registered.transact(lambda desk: registered.decide(desk, other, "another"), drawer=drawer)
    assert reads(registered, drawer, penalties_seen(FORWARDER)) == [Enterprise.id_of(FORWARDER)]


def test_a_dry_run_leaves_nothing_in_the_drawer(registered):
    drawer = Drawer(100)
    form = penalty("1号", enterprise=FORWARDER)
    registered.transact(lambda desk: registered.decide(desk, form, "dry"), dry_run=True, drawer=drawer)
    assert registered.transact(penalties_seen(FORWARDER), drawer=drawer) == 0


def test_beyond_its_capacity_those_looked_at_last_stay(registered):
    drawer = Drawer(6)
    logged(registered, "1号", FORWARDER, drawer)  # five events
    logged(registered, "2号", BROKER, drawer)
    assert reads(registered, drawer, penalties_seen(BROKER)) == []
    assert reads(registered, drawer, penalties_seen(FORWARDER)) == [Enterprise.id_of(FORWARDER)]


def test_keys_asked_for_at_once_are_answered_as_one_by_one(registered):
    for number in range(3):
        registered.handle(penalty(f"{number}号", enterprise=FORWARDER))
    keys = [document_key(f"{number}号") for number in range(1_200)]

    def both(desk: Desk) -> tuple[list[object], list[object]]:
        one_by_one = [desk.writing.claim(key) for key in keys]
        desk.look_up(keys)
        desk.writing.claim = lambda key: pytest.fail(f"{key} was asked for again")  # type: ignore[method-assign]
        return one_by_one, [desk.claim(key) for key in keys]

    one_by_one, at_once = registered.transact(both)
    assert at_once == one_by_one
    assert sum(claim is not None for claim in at_once) == 3
