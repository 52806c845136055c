"""Setting a store up: tables, the office's particulars, its first officer, the years of the working calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

from zibo_port.domain.calendar import Calendar, Year
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.profile import REHEARSAL, UNCODED, Profile
from zibo_port.domain.registry import CalendarBook, OfficeBook
from zibo_port.office import rulebook
from zibo_port.office.clock import Clock, machine
from zibo_port.office.desk import Desk
from zibo_port.office.store.base import Store
from zibo_port.office.transaction import transact

FIRST_YEAR: Final = 2004
"""The calendar library knows the State Council's notices from this year on."""


def found(store: Store, officer: str, *, rehearsal: bool, profile: Profile | None = None, clock: Clock = machine) -> bool:
    """Set up or upgrade a store; whether it was new. Safe to repeat, and by several processes at once.

    A `profile` that differs from the recorded one replaces it. Without one a rehearsal store is founded for a fictional
    office, a real one without the codes of the office. The first officer may do everything; on a real store that several
    share (PostgreSQL) another must approve nevertheless what this one wrote.

    Raises:
        Refused: the store was founded as the other kind, rehearsal or real.
        Unreachable: it can't be made.
    """
    store.create()
    years = library_years()
    books = rulebook.books(Calendar(), profile or UNCODED)
    alone = rehearsal or store.url.startswith("sqlite")
    return transact(store, books, lambda desk: _found(desk, officer, profile, clock(), years, rehearsal=rehearsal, alone=alone))


def _found(desk: Desk, officer: str, profile: Profile | None, now: datetime, years: list[Year], *, rehearsal: bool, alone: bool) -> bool:
    book = desk.stream(OfficeBook, "office")
    if book.profile is not None and book.rehearsal != rehearsal:
        raise _other_kind(rehearsal=rehearsal)
    new = book.profile is None
    at = desk.instant(now)
    act = Act(officer, "port-office", f"init-{uuid4()}", at, business_day_of(at))
    book.found(str(uuid4()), profile or (REHEARSAL if rehearsal else UNCODED), act, rehearsal=rehearsal)
    if profile is not None:
        book.change_profile(profile, act)
    if not book.officers:
        book.register_officer(officer, tuple(DEPARTMENTS), act, four_eyes=not alone)
    calendar = desk.stream(CalendarBook, "calendar")
    for year in years:
        if year.year not in calendar.years:
            calendar.adopt(year, act)
    desk.collect()
    return new


def _other_kind(*, rehearsal: bool) -> Refused:
    if rehearsal:
        return Refused(
            "该库是正式库，不能改作演练库。请另选位置。", "This is a real store, it can't become a rehearsal.", clause="演练库与正式库分开"
        )
    return Refused(
        "该库是演练库，不能改作正式库。请另选位置，或加 --rehearsal。",
        "This is a rehearsal store, it can't become a real one. Choose another place, or add --rehearsal.",
        clause="演练库与正式库分开",
    )


def library_years() -> list[Year]:
    """The years whose working days the calendar library knows, as values."""
    from chinese_calendar.constants import holidays, workdays

    years = sorted({day.year for day in holidays})
    return [_year(number, frozenset(holidays), frozenset(workdays)) for number in years if number >= FIRST_YEAR]


def _year(number: int, holidays: frozenset[date], workdays: frozenset[date]) -> Year:
    day, off, on = date(number, 1, 1), set(), set()
    while day.year == number:
        if day.weekday() < 5 and day in holidays:
            off.add(day)
        if day.weekday() >= 5 and day in workdays:
            on.add(day)
        day += timedelta(days=1)
    return Year(number, frozenset(off), frozenset(on), "chinesecalendar")
