"""The morning round: what is late for long is escalated, day by day in order; each unit gets one digest a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from zibo_port.domain.books import Books
from zibo_port.domain.commands import Escalate, RecordDigest
from zibo_port.domain.duty import Duty
from zibo_port.domain.mornings import DigestSent, DutyEscalated, escalation_key
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.desk import Desk
from zibo_port.office.handlers import perform
from zibo_port.office.office import Office
from zibo_port.office.scanning import scan
from zibo_port.office.step_titles import title_of

Urgency = Literal["late", "today", "soon"]


class Item(NamedTuple):
    """One line of a digest."""

    urgency: Urgency
    owed: Owed
    escalated_on: date | None


class Letter(NamedTuple):
    """The digest of a unit for a day, most urgent first."""

    department: str
    day: date
    items: tuple[Item, ...]


def ripe(owed: Iterable[Owed], books: Books, on: date) -> list[tuple[date, Owed]]:
    """Open duties that are late for as long as `escalate` says, each with the day on which it came to that, in order."""
    found = []
    for one in owed:
        duty = one.duty
        if duty.done_on is None and duty.due_on < on and not duty.provisional:
            period = books.provisions.period("escalate", duty.due_on)
            day = books.calendar.count(duty.due_on, period.count, period.unit).on
            if day <= on:
                found.append((day, one))
    return sorted(found, key=lambda pair: (pair[0], *order(pair[1])))


def order(owed: Owed) -> tuple[date, str, str, str]:
    """By due day, then unit, case and step."""
    duty = owed.duty
    return duty.due_on, duty.department, duty.case, duty.step


def escalate(archive: Archive, view: View) -> int:
    """Escalate what has become ripe by a view's day and wasn't escalated yet, oldest day first, in one transaction; how many were."""
    office, known = archive.office, escalated_on(archive, view)
    forms = [
        Escalate(step=duty.step, case=duty.case, owing=duty.department, due_on=duty.due_on, on=day, title=_title(duty))
        for day, (_, _, duty) in ripe(archive.duties(view), archive.books(view), view.on)
        if known(duty) is None
    ]
    return office.transact(lambda desk: _raised(office, desk, forms)) if forms else 0


def _title(duty: Duty) -> str | None:
    title = title_of(duty.step)
    return None if title is None else title.zh


def _raised(office: Office, desk: Desk, forms: Sequence[Escalate]) -> int:
    act = office.own_act(desk, "tick")
    for form in forms:
        perform(desk, form, act)
    desk.collect()
    return len(desk.facts)


def escalated(archive: Archive, view: View) -> dict[str, date]:
    """Every duty that was escalated, by its key, with the day."""
    return {
        escalation_key(f.step, f.case, f.owing_department, f.due_on): f.effective_on or f.due_on
        for _, f in scan(archive, view, DutyEscalated)
    }


def escalated_on(archive: Archive, view: View) -> Callable[[Duty], date | None]:
    """Tells of a duty on which day it was escalated, None if it wasn't."""
    known = escalated(archive, view)
    return lambda duty: known.get(escalation_key(duty.step, duty.case, duty.department, duty.due_on))


def letters(archive: Archive, view: View) -> Iterator[Letter]:
    """A digest for each unit that owes something soon, today or since long; units without are left alone."""
    books, known = archive.books(view), escalated_on(archive, view)
    by_unit: dict[str, list[Item]] = {}
    for one in archive.duties(view):
        urgency = _urgency(one, books, view.on)
        if urgency is not None:
            by_unit.setdefault(one.duty.department, []).append(Item(urgency, one, known(one.duty)))
    for department, items in sorted(by_unit.items()):
        yield Letter(department, view.on, tuple(sorted(items, key=lambda item: order(item.owed))))


def _urgency(one: Owed, books: Books, on: date) -> Urgency | None:
    duty = one.duty
    if duty.done(on) is not None:
        return None
    if duty.late(on):
        return "late"
    if duty.due_on == on:
        return "today"
    ahead = books.provisions.period("remind-before", on)
    return "soon" if duty.since <= on and duty.due_on <= books.calendar.count(on, ahead.count, ahead.unit).on else None


def unsent(archive: Archive, view: View) -> list[Letter]:
    """The digests of a view's day that no unit was sent yet."""
    sent = {(f.to_department, f.day) for _, f in scan(archive, view, DigestSent)}
    return [letter for letter in letters(archive, view) if (letter.department, letter.day) not in sent]


def record_digest(office: Office, letter: Letter, sha256: str, channel: str, place: str) -> None:
    """Record that a digest left the house: the hash of what was sent, by which channel, where to."""
    form = RecordDigest(unit=letter.department, day=letter.day, items=len(letter.items), sha256=sha256, channel=channel, place=place)
    office.transact(lambda desk: _recorded(office, desk, form))


def _recorded(office: Office, desk: Desk, form: RecordDigest) -> None:
    perform(desk, form, office.own_act(desk, "tick"))
    desk.collect()
