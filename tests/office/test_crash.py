"""kill -9 at any moment of a loop of logged penalties loses nothing, doubles nothing and leaves nothing half-done."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from random import Random
from time import sleep

import pytest

from tests.facts import registration
from tests.office.penalty_loop import CODES, log_for_ever, log_in_two_steps, number, nursery, processes
from tests.office.soundness import assert_sound, gaps_of, penalties_of
from zibo_port.office.catching_up import catch_up
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Store

KILLS = 36


@pytest.fixture
def url(store_url: str) -> str:
    """A store with a few enterprises, and nobody at work."""
    store = open_store(store_url)
    found(store, "王晓", rehearsal=True)
    office = Office(store)
    for code in CODES:
        office.handle(registration(code, name=f"淄博示例{code[-4:]}有限公司"))
    store.close()
    return store_url


def kill_again_and_again(url: str, loop: Callable[..., None], kills: int, longest: float) -> list[int]:
    """The numbers that were acknowledged by processes none of which came to an end of its own."""
    context, chance = nursery(), Random(kills)
    acknowledged: list[int] = []
    for _ in range(kills):
        first = acknowledged[-1] + 1 if acknowledged else 1
        ((process, hears),) = processes(context, loop, (url, first))
        _await_first(hears)
        sleep(chance.uniform(0, longest))
        assert process.is_alive(), f"came to an end with {process.exitcode}"
        process.kill()
        process.join()
        acknowledged += _heard(hears)
    return acknowledged


def _await_first(hears: Connection) -> None:
    assert hears.poll(20), "nothing was logged within 20 seconds"


def _heard(hears: Connection) -> list[int]:
    said = b""
    while part := os.read(hears.fileno(), 65536):
        said += part
    hears.close()
    return [int(line) for line in said.splitlines()]


def test_a_killed_process_loses_and_doubles_nothing(url: str) -> None:
    acknowledged = kill_again_and_again(url, log_for_ever, KILLS, longest=0.15)
    store = open_store(url)
    stored = penalties_of(store)
    assert len(acknowledged) > KILLS
    assert set(map(number, acknowledged)) <= set(stored)
    assert max(stored.values()) == 1
    assert len(stored) <= len(acknowledged) + KILLS
    assert gaps_of(store) == []
    assert_sound(store)
    before = store.head()
    assert catch_up(Office(store)) == 0
    assert store.head() == before
    _assert_intact(store)
    store.close()


def _assert_intact(store: Store) -> None:
    if store.url.startswith("sqlite"):
        import sqlite3

        with sqlite3.connect(store.url.removeprefix("sqlite:///")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_harness_finds_out_who_does_it_in_two_steps(url: str) -> None:
    kill_again_and_again(url, log_in_two_steps, 12, longest=0.06)
    store = open_store(url)
    gaps = gaps_of(store)
    assert gaps
    assert_sound(store)
    office = Office(store)
    assert catch_up(office) == 3 * len(gaps)
    assert gaps_of(store) == []
    assert catch_up(office) == 0
    store.close()
