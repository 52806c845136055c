"""The office: it takes a request, lets the domain decide, settles the workflows, and records it all in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid4, uuid5

from zibo_port.domain.books import Books
from zibo_port.domain.codes import department_name
from zibo_port.domain.commands import Command
from zibo_port.domain.errors import NotAllowed, Text, Unreachable
from zibo_port.domain.fact import ENGINE, Act, Fact
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.profile import Profile
from zibo_port.domain.reading_book import ReadingBook
from zibo_port.domain.registry import CalendarBook, OfficeBook, Officer
from zibo_port.domain.stream import Stream
from zibo_port.office import rulebook
from zibo_port.office.clock import Clock, machine
from zibo_port.office.desk import Desk, Recorded, command_key, contradicts
from zibo_port.office.handlers import perform
from zibo_port.office.store.base import Claim, Store
from zibo_port.office.store.mapper import decode
from zibo_port.office.transaction import Drawer, transact

S = TypeVar("S", bound=Stream)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a request: its events with their positions, and whether it had been recorded before.

    `answer` is what the decision itself returned, where it was taken now or found what it asks for on record.
    """

    command_id: str
    recorded: tuple[Recorded, ...]
    repeated: bool
    faults: tuple[str, ...] = ()
    answer: object = None


class Office:
    """The one room where everything meets."""

    def __init__(self, store: Store, officer: str | None = None, clock: Clock = machine) -> None:
        self.store = store
        self.clock = clock
        self.book = OfficeBook.blank(OfficeBook.id_of("office")).replay(decode(row) for row in store.stream(OfficeBook.id_of("office")))
        self.books = self.books_at(store.head().position)
        self.officer = officer if officer is not None else next(iter(self.book.officers), "")

    # --- what it knows --------------------------------------------------------------------------------------------

    @property
    def rehearsal(self) -> bool:
        """Whether this store is for training and tests."""
        return self.book.rehearsal

    def books_at(self, position: int) -> Books:
        """The books as they were at a position: a calendar or a reading adopted later doesn't count."""
        calendar, readings = self._book(CalendarBook, "calendar", position), self._book(ReadingBook, "readings", position)
        return rulebook.books(calendar.calendar, self._profile(), readings.adoptions)

    def _book(self, kind: type[S], key: str, position: int) -> S:
        stream_id = kind.id_of(key)
        return kind.blank(stream_id).replay(decode(row) for row in self.store.stream(stream_id, position))

    def _profile(self) -> Profile:
        if self.book.profile is None:
            raise Unreachable(
                "库尚未初始化。",
                "The store isn't initialised.",
                hint=Text("请先运行 zibo-port init。", "Run zibo-port init first."),
            )
        return self.book.profile

    # --- handling a request ---------------------------------------------------------------------------------------

    def handle(self, command: Command, *, command_id: str | None = None, dry_run: bool = False) -> Receipt:
        """Decide and record; asked twice with the same content it answers with what was recorded the first time.

        Raises:
            InvalidData, Refused, NotFound: as the domain decides.
            NotAllowed: the officer isn't registered, or not for this department.
            Unreachable: the store can't be written to.
        """
        known_as = command_id or self.default_id(command)
        return self.transact(lambda desk: self.decide(desk, command, known_as), dry_run=dry_run)

    @staticmethod
    def default_id(command: Command) -> str:
        """A request's id when the asker gives none: made from its key, so that a repeat has the same."""
        key = command.key()
        return str(uuid4()) if key is None else Office.id_of(key)

    @staticmethod
    @lru_cache(maxsize=2_048)
    def id_of(key: str) -> str:
        """The id of requests with a key."""
        return str(uuid5(NAMESPACE_URL, f"urn:zibo-port:command:{key}"))

    def transact(self, work: Callable[[Desk], T], *, dry_run: bool = False, drawer: Drawer | None = None) -> T:
        """Do work on a desk and store what came of it; it may be done several times, each time on a fresh desk."""
        return transact(self.store, self.books, work, dry_run=dry_run, drawer=drawer)

    def decide(self, desk: Desk, command: Command, command_id: str, *, strict: bool = True) -> Receipt:
        """Take one decision on a desk. Not `strict`, another content under the same key is left to the aggregate."""
        digest = command.digest()
        known = desk.claim(command_key(command_id))
        if known is not None and known.digest == digest:
            return Receipt(command_id, self._recorded_by(desk, known), repeated=not desk.answers_now(known))
        if known is not None and strict:
            raise contradicts(command_id, known)
        act = self.act(desk, command.department_, command_id)
        since, flaws = desk.position, len(desk.faults)
        answered = perform(desk, command, act)
        folders = desk.collect()
        if desk.position == since:
            return Receipt(command_id, _standing(desk, answered), repeated=True, answer=answered)
        desk.settle(folders, act)
        if known is None:
            desk.take(command_key(command_id), desk.facts[since - desk.start.position].originator_id, digest)
        desk.close_command(since)
        return Receipt(command_id, tuple(desk.recorded(since)), repeated=False, faults=tuple(desk.faults[flaws:]), answer=answered)

    def act(self, desk: Desk, department: str, command_id: str) -> Act:
        """The circumstances of a decision: the recorded instant never goes back."""
        officer = self._may_act(department)
        recorded_at = desk.instant(self.clock())
        return Act(self.officer, department, command_id, recorded_at, business_day_of(recorded_at), officer.four_eyes)

    def own_act(self, desk: Desk, occasion: str) -> Act:
        """The circumstances of what the engine does by itself on an occasion: a catch-up, a morning round."""
        at = desk.instant(self.clock())
        return Act(ENGINE, "port-office", f"{occasion}-{uuid4()}", at, business_day_of(at))

    def today(self) -> datetime:
        """Now, or the last recorded instant where the clock stands before it."""
        now, last = self.clock(), self.store.head().recorded_at
        return now if last is None else max(now, last)

    def _may_act(self, department: str) -> Officer:
        officer = self.book.officers.get(self.officer)
        if officer is None:
            raise NotAllowed(
                f"“{self.officer}”不是本库登记的人员，不能办理。",
                f"“{self.officer}” isn't an officer of this store.",
                hint=Text(f"已登记：{'、'.join(self.book.officers)}", f"Registered: {', '.join(self.book.officers)}"),
            )
        if department not in officer.departments:
            unit = department_name(department)
            raise NotAllowed(f"“{self.officer}”不能代表{unit.zh}办理。", f"“{self.officer}” can't act for the {unit.en}.")
        return officer

    def _recorded_by(self, desk: Desk, claim: Claim) -> tuple[Recorded, ...]:
        if claim.first > desk.start.position:
            return tuple(desk.recorded(claim.first - 1))[: claim.last - claim.first + 1]
        rows = self.store.log(claim.first - 1, claim.last, claim.last - claim.first + 1)
        return tuple(Recorded(row.position, decode(row)) for row in rows)


def _standing(desk: Desk, answered: object) -> tuple[Recorded, ...]:
    """The fact on record that a repeated request is answered with, where its decision answers with one."""
    if not isinstance(answered, Fact):
        return ()
    rows = desk.writing.stream(answered.originator_id)
    return tuple(Recorded(row.position, answered) for row in rows if row.version == answered.originator_version)
