"""A city on a real store: its clock, its officers, and one door through which everything is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.facts import BROKER, FORWARDER, WAREHOUSE
from tests.simulation.notebook import Notebook
from zibo_port.domain import commands as c
from zibo_port.domain.duty import Duty
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import business_day_of
from zibo_port.office.archive import Archive
from zibo_port.office.catching_up import catch_up
from zibo_port.office.founding import found
from zibo_port.office.mornings import escalate
from zibo_port.office.office import Office, Receipt
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Store
from zibo_port.office.transaction import Drawer

CODES = (FORWARDER, BROKER, WAREHOUSE)
FOUNDER = "王晓"
OFFICERS = {
    "陈静": ("port-office",),
    "孙伟": ("port-office",),
    "李敏": ("market-supervision",),
    "赵刚": ("market-supervision",),
    "周琳": ("customs",),
    "吴昊": ("customs", "tax"),
    "郑洁": ("tax",),
}
"""Who may act for which of the four departments; four eyes are asked of each of them, of the founder not."""

OPENING = datetime(2024, 1, 2, 1, tzinfo=UTC)
"""09:00 of the first working day of 2024 in Zibo."""


class Asked(NamedTuple):
    """A request as it was made: by whom, under which id."""

    form: c.Command
    officer: str
    command_id: str


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one store, in memory where the machine has such a place."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="zp-") as name:
        yield Path(name)


@cache
def founded() -> bytes:
    """A store on the morning on which the office opens."""
    with folder() as place:
        path = place / "office.db"
        store = open_store(f"sqlite:///{path}")
        found(store, FOUNDER, rehearsal=True, clock=lambda: OPENING)
        office = Office(store, clock=lambda: OPENING)
        for name, departments in OFFICERS.items():
            office.handle(c.AddOfficer(name=name, departments=departments))
        store.close()
        return path.read_bytes()


class City:
    """An office in a folder; `opens` opens its store, at first and after every crash."""

    def __init__(self, place: Path, opens: Callable[[str], Store] = open_store) -> None:
        path = place / "office.db"
        path.write_bytes(founded())
        self.url = f"sqlite:///{path}"
        self.opens = opens
        self.now = OPENING
        self.notebook = Notebook()
        self.asked: list[Asked] = []
        self.open()
        self.notebook.read(self.store)

    def open(self) -> None:
        """Come to the office in the morning, or after a crash: nothing is known but what is in the store."""
        self.store = self.opens(self.url)
        self.office = Office(self.store, clock=lambda: self.now)
        self.archive = Archive(self.office)
        self.drawer = Drawer(10_000)

    def close(self) -> None:
        """Leave, or be thrown out."""
        self.store.close()

    @property
    def today(self) -> date:
        """The day, in Zibo."""
        return business_day_of(self.now)

    def pass_to(self, day: date) -> None:
        """Let the days pass up to another one."""
        if day > self.today:
            self.now += timedelta(days=(day - self.today).days)

    def ask(self, asked: Asked) -> Receipt:
        """Make a request; the enterprises it looked at are kept for the next one."""
        office = self.office
        office.officer = asked.officer
        self.now += timedelta(seconds=1)
        return office.transact(lambda desk: office.decide(desk, asked.form, asked.command_id), drawer=self.drawer)

    def news(self) -> list[Fact]:
        """What was recorded since last time."""
        return self.notebook.read(self.store)

    def tick(self) -> int:
        """The morning's catch-up."""
        return catch_up(self.office)

    def escalate(self) -> int:
        """The rest of the morning round: what is long overdue is escalated."""
        return escalate(self.archive, self.archive.view())

    def everything_owed(self) -> list[Duty]:
        """Everything owed by anybody, on account of no enterprise too."""
        return [owed.duty for owed in self.archive.duties(self.archive.view())]

    def duties(self) -> list[Duty]:
        """Everything owed on account of enterprises, done or not."""
        view = self.archive.view()
        return [owed.duty for file in self.archive.files(view) for owed in self.archive.duties_of(file, view)]

    def request(self, form: c.Command, chance: Random) -> Asked:
        """A request as one of the officers of its department makes it, now and then somebody else's."""
        department = form.department_
        may = [FOUNDER, *(name for name, of in OFFICERS.items() if department in of)]
        officer = chance.choice([FOUNDER, *OFFICERS] if chance.random() < 0.04 else may)
        key = form.key()
        command_id = Office.id_of(key) if key is not None and chance.random() < 0.5 else f"request-{len(self.asked)}"
        return Asked(form, officer, command_id)
