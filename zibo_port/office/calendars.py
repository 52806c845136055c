"""The working calendar as the office adopted it, and what an adoption does to the deadlines of what is still owed."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from dataclasses import replace
from typing import NamedTuple

from zibo_port.domain.books import Books
from zibo_port.domain.calendar import Year
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import NotFound
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.registry import CalendarYearAdopted
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.founding import FIRST_YEAR, library_years
from zibo_port.office.office import Office, Receipt
from zibo_port.office.scanning import scan


class Moved(NamedTuple):
    """An open duty whose last day, or its being provisional, depends on which of two calendars counts."""

    enterprise: str
    name: str
    before: Duty
    after: Duty


def adoptions(archive: Archive, view: View) -> dict[int, tuple[int, CalendarYearAdopted]]:
    """The adoption of each year that stands in a view with its position, by year."""
    found = {fact.year: (position, fact) for position, fact in scan(archive, view, CalendarYearAdopted)}
    return dict(sorted(found.items()))


def library_year(year: int) -> Year:
    """A year as the calendar library knows it.

    Raises:
        NotFound: it doesn't know that year.
    """
    years = library_years()
    found = next((y for y in years if y.year == year), None)
    if found is None:
        last = max(y.year for y in years)
        raise NotFound(
            f"本程序所带的日历库没有{year}年的放假安排（有 {FIRST_YEAR}–{last} 年）。国务院公布后，可按通知填写文件再导入："
            "zibo-port calendar import --template 文件 写出样例。",
            f"The calendar library doesn't know {year} (it has {FIRST_YEAR} to {last}). Fill in a file from the State Council's notice: "
            "zibo-port calendar import --template FILE writes an example.",
        )
    return found


# --- what an adoption moves ---------------------------------------------------------------------------------------


def moved_by(office: Office, receipt: Receipt) -> list[Moved]:
    """What an adoption moved, or in a dry run would: what was owed then, under the calendar before it and with it.

    A repeat tells the same as the adoption itself did, whatever happened since.
    """
    for position, fact in receipt.recorded:
        if isinstance(fact, CalendarYearAdopted):
            before = office.books_at(position - 1)
            after = replace(before, calendar=before.calendar.with_(fact.arrangement))
            day = business_day_of(fact.timestamp)
            return moved(office, before, after, View(position - 1, fact.timestamp, day, day, bounded=False))
    return []


def moved(office: Office, before: Books, after: Books, view: View) -> list[Moved]:
    """Every duty open in a view whose deadline differs under two books, by the day it had before."""
    now = _open(office, after, view)
    pairs = [(b, a) for key, these in _open(office, before, view).items() for b, a in zip(these, now.get(key, ()), strict=False)]
    found = [Moved(b.enterprise, b.name, b.duty, a.duty) for b, a in pairs if _deadline(b.duty) != _deadline(a.duty)]
    return sorted(found, key=lambda m: (m.before.due_on, m.before.department, m.before.case, m.before.step))


def _open(office: Office, books: Books, view: View) -> dict[tuple[object, ...], list[Owed]]:
    """What is owed in a view under some books, by what makes a duty the same one; several of a kind by their days."""
    asked = copy(office)
    asked.books = books
    found: dict[tuple[object, ...], list[Owed]] = defaultdict(list)
    for owed in Archive(asked).duties(view):
        duty = owed.duty
        if duty.done(view.on) is None:
            found[owed.enterprise, duty.case, duty.step, duty.department, duty.since].append(owed)
    return found


def _deadline(duty: Duty) -> tuple[object, bool]:
    return duty.due_on, duty.provisional
