"""Consultations as people read them: the call, the record, what was concluded about each case, and what was asked of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from zibo_port.domain.consultation import Consultation, ConsultationCalled, ConsultationConcluded, Obligation
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.outcomes import CaseConcluded, MeasureImposed, PointsDeducted
from zibo_port.domain.enterprise.publications import Publication
from zibo_port.domain.errors import NotFound
from zibo_port.domain.fact import Fact
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.desk import Recorded
from zibo_port.office.office import Office
from zibo_port.office.scanning import scan
from zibo_port.office.store.mapper import decode

KINDS: Final = tuple(kind for kind in vars(Consultation).values() if isinstance(kind, type) and issubclass(kind, Fact) and kind.TOPIC)
"""Every kind of fact about a meeting."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: its call at its position, and its whole record."""

    position: int
    call: ConsultationCalled
    record: Consultation

    @property
    def conclusions(self) -> tuple[ConsultationConcluded, ...]:
        """What was concluded, each time with its minutes."""
        return tuple(self.record.conclusions)

    @property
    def state(self) -> str:
        """called; held once anything is on record of it; minuted; concluded once no case is left open."""
        record = self.record
        concluded = {comparable(case) for said in record.conclusions for case in said.cases}
        if self.call.cases and all(comparable(case) in concluded for case in self.call.cases):
            return "concluded"
        if record.minuted is not None:
            return "minuted"
        present = any(unit.presence == "present" for unit in record.attendance.values())
        return "held" if present or record.conclusions or record.drafts or record.obligations else "called"

    @property
    def minutes(self) -> tuple[str, ...]:
        """Its minutes: those of the meeting itself, then those of each conclusion; the same text once."""
        own = (self.record.minuted.minutes,) if self.record.minuted is not None else ()
        return tuple(dict.fromkeys((*own, *(said.minutes for said in self.record.conclusions))))

    def conclusion(self, case: str) -> ConsultationConcluded | None:
        """The conclusion by which a case was concluded here."""
        return next((said for said in self.conclusions if comparable(case) in map(comparable, said.cases)), None)


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a meeting concluded about one case."""

    enterprise: str
    name: str
    case: str
    conclusion: CaseConcluded
    deduction: PointsDeducted | None
    measures: tuple[tuple[MeasureImposed, date | None], ...]
    """Each measure with the day by which it is reported."""
    pushes: tuple[Publication, ...]


def meetings(archive: Archive, view: View) -> list[Meeting]:
    """Every meeting that a view shows, in the order of the calls."""
    records: dict[UUID, Consultation] = {}
    positions: dict[UUID, int] = {}
    for position, fact in scan(archive, view, *KINDS):
        key = fact.originator_id
        record = records.get(key)
        if record is None:
            record = records[key] = Consultation.blank(key)
        record.replay((fact,))
        if isinstance(fact, ConsultationCalled):
            positions[key] = position
    called = ((position, records[key]) for key, position in positions.items())
    return [Meeting(position, record.call, record) for position, record in called if record.call is not None]


def meeting(archive: Archive, name: str, view: View) -> Meeting:
    """One meeting.

    Raises:
        NotFound: nobody called it by then.
    """
    found = next((m for m in meetings(archive, view) if m.call.meeting == name), None)
    if found is None:
        raise NotFound(
            f"没有编号为 {name} 的会商。用 zibo-port consultation list 查看编号。",
            f"There is no consultation {name}. See zibo-port consultation list.",
        )
    return found


def record_now(office: Office, meeting: str, recorded: Sequence[Recorded] = ()) -> Consultation:
    """All that is on record of one meeting, and after it what a dry run left unstored; no clock filters it."""
    stream_id = Consultation.id_of(meeting)
    stored = [decode(row) for row in office.store.stream(stream_id)]
    further = [fact for _, fact in recorded if fact.originator_id == stream_id and fact.originator_version > len(stored)]
    return Consultation.blank(stream_id).replay([*stored, *further])


def obligations(archive: Archive, view: View) -> list[Obligation]:
    """Everything that meetings asked of units, by due day."""
    found = [obligation for meeting in meetings(archive, view) for obligation in meeting.record.obligations.values()]
    return sorted(found, key=lambda o: (o.due_on, o.imposed.obligation))


def outcomes(archive: Archive, meeting: str, cases: Sequence[str], view: View) -> list[Concluded]:
    """What a meeting concluded about its cases; cases that are still open are left out."""
    found = (_outcome(archive, meeting, case, view) for case in cases)
    return [concluded for concluded in found if concluded is not None]


def _outcome(archive: Archive, meeting: str, case: str, view: View) -> Concluded | None:
    file = archive.file_of_case(case, view)
    who, key = file.enterprise.identity, comparable(case)
    facts = [fact for _, fact in archive.trail(who.code, view)]

    def ours(fact: Fact) -> bool:
        said = vars(fact)
        return said.get("meeting") == meeting and comparable(said.get("document_no", "")) == key

    conclusion = next((f for f in facts if isinstance(f, CaseConcluded) and ours(f)), None)
    if conclusion is None:
        return None
    pushed = [p for p in file.enterprise.publications.values() if comparable(p.document_no) == key and p.platform in conclusion.pushes]
    return Concluded(
        enterprise=who.code,
        name=who.name,
        case=conclusion.document_no,
        conclusion=conclusion,
        deduction=next((f for f in facts if isinstance(f, PointsDeducted) and ours(f)), None),
        measures=tuple((f, due_of(archive.duties_of(file, view), f)) for f in facts if isinstance(f, MeasureImposed) and ours(f)),
        pushes=tuple(pushed),
    )


def due_of(owed: Sequence[Owed], order: MeasureImposed) -> date | None:
    """The day by which a measure is reported, as its duty says."""
    asked = comparable(order.document_no), f"measure-{order.measure}", order.executing_department
    return next((o.duty.due_on for o in owed if (comparable(o.duty.case), o.duty.step, o.duty.department) == asked), order.due_on)
