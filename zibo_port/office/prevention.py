"""Reminders, inspections and price complaints as people read them: of every enterprise, as a view shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.prevention import InspectionRecorded, ReminderIssued
from zibo_port.domain.enterprise.price_complaints import PriceComplaint, PriceComplaintReceived, no_price_complaint
from zibo_port.domain.enterprise.registration import Identity
from zibo_port.domain.fact import Fact
from zibo_port.office import aftermath
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.desk import Recorded
from zibo_port.office.handlers.prevention import price_complaint_key
from zibo_port.office.office import Office
from zibo_port.office.scanning import codes, scan
from zibo_port.office.store.mapper import decode
from zibo_port.workflows import price_supervision

F = TypeVar("F", ReminderIssued, InspectionRecorded)


@dataclass(frozen=True, slots=True)
class Noted(Generic[F]):
    """A reminder or an inspection as it now stands at one enterprise."""

    position: int
    who: Identity
    fact: F


@dataclass(frozen=True, slots=True)
class Handled:
    """A price complaint as it now stands, with what is owed and what was done on account of it."""

    who: Identity
    complaint: PriceComplaint
    received: PriceComplaintReceived
    duties: tuple[Duty, ...]

    @property
    def open(self) -> Duty | None:
        """The step that somebody owes; None once the complainant was told."""
        return next((duty for duty in self.duties if duty.done_on is None), None)

    def late(self, on: date) -> bool:
        """Whether any step of it is or was late, as seen on a day."""
        return any(duty.late(on) for duty in self.duties)


def reminders(archive: Archive, view: View) -> list[Noted[ReminderIssued]]:
    """Every reminder at every enterprise, by its day."""
    return _noted(archive, view, ReminderIssued)


def inspections(archive: Archive, view: View) -> list[Noted[InspectionRecorded]]:
    """Every inspection, by its day."""
    return _noted(archive, view, InspectionRecorded)


def _noted(archive: Archive, view: View, kind: type[F]) -> list[Noted[F]]:
    """What was added or put right stands once, at the place of the latest."""
    known, latest = codes(archive), {}
    for position, fact in scan(archive, view, kind):
        latest[fact.originator_id, fact.reminder if isinstance(fact, ReminderIssued) else fact.inspection] = position, fact
    who = {stream: archive.file(known[stream], view).enterprise.identity for stream, _ in latest}
    found = [Noted(position, who[stream], fact) for (stream, _), (position, fact) in latest.items()]
    return sorted(found, key=lambda noted: (noted.fact.effective_on or date.min, noted.position))


def price_complaints(archive: Archive, view: View) -> list[Handled]:
    """Every price complaint, by the day it was received."""
    known = codes(archive)
    streams = dict.fromkeys(fact.originator_id for _, fact in scan(archive, view, PriceComplaintReceived))
    found: list[Handled] = []
    for stream in streams:
        file = archive.file(known[stream], view)
        state = next(f for f in file.flows if isinstance(f, price_supervision.State))
        found += _handled(file.enterprise, state, view.on)
    return sorted(found, key=lambda one: (one.received.effective_on or date.min, one.received.reference))


def owed_on_complaint(archive: Archive, reference: str, view: View) -> list[Owed]:
    """What is owed and was done on account of one complaint; nothing where there is none of that reference."""
    claim = archive.store.claim(price_complaint_key(reference))
    if claim is None or claim.first > view.position:
        return []
    file = archive.file(codes(archive)[claim.stream], view)
    return [owed for owed in archive.duties_of(file, view) if comparable(owed.duty.case) == comparable(reference)]


def price_complaint_now(office: Office, reference: str, recorded: Sequence[Recorded] = ()) -> Handled:
    """A complaint with what was just recorded about it, or what a dry run would record.

    Raises:
        NotFound: there is none of that reference.
    """
    facts = _history(office, reference, recorded)
    enterprise = Enterprise.blank(facts[0].originator_id).replay(facts)
    state = price_supervision.initial(office.books)
    for fact in facts:
        state = price_supervision.evolve(state, fact)
    key = comparable(reference)
    return next(h for h in _handled(enterprise, state, aftermath.today(office)) if comparable(h.received.reference) == key)


def _history(office: Office, reference: str, recorded: Sequence[Recorded]) -> list[Fact]:
    claim = office.store.claim(price_complaint_key(reference))
    stream = claim.stream if claim is not None else next((fact.originator_id for _, fact in recorded), None)
    if stream is None:
        raise no_price_complaint(reference)
    stored = [decode(row) for row in office.store.stream(stream)]
    return stored + [fact for _, fact in recorded if fact.originator_id == stream and fact.originator_version > len(stored)]


def _handled(enterprise: Enterprise, state: price_supervision.State, on: date) -> Iterator[Handled]:
    for key, complaint in enterprise.price_complaints.items():
        if complaint.received is not None and key in state.complaints:
            duties = tuple(price_supervision.duties_of(state, state.complaints[key], on))
            yield Handled(enterprise.identity, complaint, complaint.received, duties)
