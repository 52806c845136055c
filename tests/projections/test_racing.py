"""Several readers at once, and readers that are killed: every fact is worked in once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.projections.racing import COUNTING, worked_in
from tests.projections.town import Town
from zibo_port.projections.engine import engine_for, writing
from zibo_port.projections.positions import prepare

READERS = 4


def reader(how: str, url: str) -> subprocess.Popen[str]:
    """A process that waits for a word to begin."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.projections.racing", how, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def raced(how: str, url: str) -> list[int]:
    """Let readers loose at once; what was worked in."""
    readers = [reader(how, url) for _ in range(READERS)]
    for each in readers:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in readers:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in readers:
        each.communicate(timeout=60)
        assert each.returncode == 0
    return worked_in(url)


def prepared(url: str) -> None:
    with writing(engine_for(url)) as connection:
        prepare(connection, [COUNTING])


def grown(town: Town) -> int:
    for n in range(1, 13):
        town.log(n)
    head = town.office.store.head().position
    assert head >= 40
    return head


def test_readers_that_catch_up_at_once_work_every_fact_in_once(town: Town) -> None:
    head = grown(town)
    assert raced("catch_up", town.office.store.url) == list(range(1, head + 1))


def test_the_race_would_show_a_reader_that_reads_its_position_first(town: Town) -> None:
    head = grown(town)
    prepared(town.office.store.url)
    positions = raced("position_first", town.office.store.url)
    assert len(positions) > head
    assert set(positions) == set(range(1, head + 1))


def killed_now_and_then(how: str, url: str, kills: int) -> None:
    dice = random.Random(7)
    for _ in range(kills):
        one = reader(how, url)
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdout.readline()
        one.stdin.write("go\n")
        one.stdin.flush()
        time.sleep(dice.uniform(0.02, 0.12))
        one.kill()
        one.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(("how", "exact"), [("catch_up", True), ("rows_before_position", False)])
def test_readers_that_are_killed_skip_nothing_and_repeat_nothing(tmp_path: Path, how: str, exact: bool) -> None:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    town = Town(url)
    town.register()
    head = grown(town)
    prepared(url)
    killed_now_and_then(how, url, kills=6)
    last = reader("catch_up", url)
    last.communicate("go\n", timeout=60)
    town.office.store.close()
    assert (worked_in(url) == list(range(1, head + 1))) is exact
