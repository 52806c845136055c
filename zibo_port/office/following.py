"""What is followed up, as people read it: every circular, bottleneck or suggestion of a view, the book of the units, visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from zibo_port.domain.enterprise.visits import VisitRecorded
from zibo_port.domain.fact import Fact
from zibo_port.domain.stream import Stream
from zibo_port.domain.unit_book import UnitBook
from zibo_port.office.archive import Archive, View
from zibo_port.office.desk import Recorded
from zibo_port.office.scanning import codes, scan
from zibo_port.office.store.mapper import decode

S = TypeVar("S", bound=Stream)


def streams(archive: Archive, view: View, kind: type[S], unstored: Sequence[Recorded] = ()) -> list[S]:
    """Every aggregate of a kind as a view shows it, in the order of their first facts, and after it what a dry run left unstored."""
    kinds = tuple(k for k in vars(kind).values() if isinstance(k, type) and issubclass(k, Fact) and k.TOPIC)
    further = [(position, fact) for position, fact in unstored if position > view.position and isinstance(fact, kinds)]
    found: dict[UUID, S] = {}
    for _, fact in (*scan(archive, view, *kinds), *further):
        stream = found.get(fact.originator_id)
        if stream is None:
            stream = found[fact.originator_id] = kind.blank(fact.originator_id)
        stream.replay((fact,))
    return list(found.values())


def stream(archive: Archive, view: View, kind: type[S], key: str, unstored: Sequence[Recorded] = ()) -> S:
    """One of them by its name, blank where nothing is on record of it."""
    wanted = kind.id_of(key)
    stored = [fact for fact in map(decode, archive.store.stream(wanted, view.position)) if view.shows(fact)]
    further = [fact for position, fact in unstored if position > view.position and fact.originator_id == wanted]
    return kind.blank(wanted).replay([*stored, *further])


def unit_book(archive: Archive, view: View, unstored: Sequence[Recorded] = ()) -> UnitBook:
    """What is recorded about the units."""
    return stream(archive, view, UnitBook, "units", unstored)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it now stands, with the enterprise."""

    position: int
    enterprise: str
    name: str
    fact: VisitRecorded


def visits(archive: Archive, view: View) -> list[Visit]:
    """Every visit that a view shows, by its day; what was put right stands once."""
    known = codes(archive)
    latest: dict[str, tuple[int, VisitRecorded]] = {}
    for position, fact in scan(archive, view, VisitRecorded):
        latest[fact.visit] = position, fact
    names = {code: archive.file(code, view).enterprise.identity.name for code in {known[f.originator_id] for _, f in latest.values()}}
    found = [Visit(p, known[f.originator_id], names[known[f.originator_id]], f) for p, f in latest.values()]
    return sorted(found, key=lambda visit: (str(visit.fact.effective_on), visit.position))
