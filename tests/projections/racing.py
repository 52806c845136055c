"""Readers that catch up at once, each in a process of its own, and a projection that shows if a fact was worked in twice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

from sqlalchemy import BigInteger, Column, MetaData, Table, Text, select, update

from zibo_port.cli import reading as cli_reading
from zibo_port.domain.events import TOPICS
from zibo_port.office.store import open_store
from zibo_port.projections import catching_up
from zibo_port.projections.engine import engine_for, reading, writing
from zibo_port.projections.positions import POSITIONS, standings
from zibo_port.projections.projection import POSITION, Changes, Entry, Page, Pages, Projection

WORKINGS = Table("rm_test_workings", MetaData(), Column("id", Text, primary_key=True), Column("position", BigInteger))
"""A row of its own for each time that a fact is worked in."""


COUNTING = Projection("test-counting", (WORKINGS,), tuple(Entry(kind, WORKINGS, position=POSITION) for kind in TOPICS.values()))


def workings(url: str) -> Pages:
    """A store's log in pages of a few facts, so that readers meet often; every working of a fact has an id of its own."""
    cli_reading.PAGE = 3
    pages = cli_reading.pages_of(open_store(url))

    def marked(after: int, entries: Sequence[Entry]) -> Iterator[Page]:
        for page in pages(after, entries):
            yield page._replace(writes=[(entry, {**columns, "id": uuid4().hex}) for entry, columns in page.writes])

    return marked


def catch_up(url: str, ready: Callable[[], None]) -> None:
    """As the house does it."""
    catching_up.BATCH = 3
    ready()
    catching_up.catch_up(engine_for(url), workings(url), [COUNTING])


def position_first(url: str, ready: Callable[[], None]) -> None:
    """The control: the position is read before anything is written, and then believed."""
    engine = engine_for(url)
    with reading(engine) as connection:
        since = standings(connection)[COUNTING.name].position
    ready()
    for page in workings(url)(since, COUNTING.entries):
        changes = Changes()
        changes.take(page)
        with writing(engine) as connection:
            changes.write(connection)
            connection.execute(update(POSITIONS).where(POSITIONS.c.name == COUNTING.name).values(position=page.upto))


def rows_before_position(url: str, ready: Callable[[], None]) -> None:
    """The control of crashes: rows in one transaction, the position in the next."""
    engine = engine_for(url)
    with reading(engine) as connection:
        since = standings(connection)[COUNTING.name].position
    ready()
    for page in workings(url)(since, COUNTING.entries):
        changes = Changes()
        changes.take(page)
        with writing(engine) as connection:
            changes.write(connection)
        time.sleep(0.02)
        with writing(engine) as connection:
            connection.execute(update(POSITIONS).where(POSITIONS.c.name == COUNTING.name).values(position=page.upto))


def worked_in(url: str) -> list[int]:
    """The positions that were worked in, each as often as it was."""
    with reading(engine_for(url)) as connection:
        return sorted(connection.execute(select(WORKINGS.c.position)).scalars())


def _ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    {f.__name__: f for f in (catch_up, position_first, rows_before_position)}[sys.argv[1]](sys.argv[2], _ready)
