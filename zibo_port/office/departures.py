"""The auditor's list: decisions whose fine lies outside the lawful range, each with its reason, or with none."""

from __future__ import annotations

from dataclasses import dataclass

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.penalties import PenaltyContent, PenaltyCorrected, PenaltyLogged
from zibo_port.domain.notices import departure_on_record
from zibo_port.office.archive import Archive, View
from zibo_port.office.scanning import codes, scan


@dataclass(frozen=True, slots=True)
class Departure:
    """A decision on record that departs from the range, at its position; `superseded` once a correction replaced that record."""

    position: int
    enterprise: str
    name: str
    fact: PenaltyContent
    superseded: bool

    @property
    def kind(self) -> str | None:
        """mitigated, departure, or unexplained where no reason was given (an import records what was decided)."""
        told = departure_on_record(self.fact)
        return told and told.code

    @property
    def reason(self) -> str | None:
        """The reason that was recorded."""
        told = departure_on_record(self.fact)
        return told and told.reason


def departures(archive: Archive, view: View) -> list[Departure]:
    """Every departure that a view shows, in log order."""
    latest: dict[str, int] = {}
    found: list[tuple[int, PenaltyContent]] = []
    for position, fact in scan(archive, view, PenaltyLogged, PenaltyCorrected):
        if not isinstance(fact, PenaltyContent):
            continue
        latest[comparable(fact.document_no)] = position
        if fact.departs:
            found.append((position, fact))
    known, names = codes(archive), dict[str, str]()
    rows = []
    for position, fact in found:
        code = known[fact.originator_id]
        if code not in names:
            names[code] = archive.file(code, view).enterprise.identity.name
        rows.append(Departure(position, code, names[code], fact, latest[comparable(fact.document_no)] != position))
    return rows
