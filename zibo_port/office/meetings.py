"""Consultations as people read them: the call, and what was concluded about each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zibo_port.domain.consultation import ConsultationCalled, ConsultationConcluded
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.outcomes import CaseConcluded, MeasureImposed, PointsDeducted
from zibo_port.domain.enterprise.publications import Publication
from zibo_port.domain.errors import NotFound
from zibo_port.domain.fact import Fact
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.scanning import scan


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: its call at its position, and its conclusions."""

    position: int
    call: ConsultationCalled
    conclusions: tuple[ConsultationConcluded, ...]

    @property
    def state(self) -> str:
        """called, or concluded once no case is left open; a meeting without cases stays called."""
        concluded = {comparable(case) for said in self.conclusions for case in said.cases}
        return "concluded" if self.call.cases and all(comparable(case) in concluded for case in self.call.cases) else "called"


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
    calls: dict[str, tuple[int, ConsultationCalled]] = {}
    conclusions: dict[str, list[ConsultationConcluded]] = {}
    for position, fact in scan(archive, view, ConsultationCalled, ConsultationConcluded):
        if isinstance(fact, ConsultationCalled):
            calls[fact.meeting] = position, fact
        elif isinstance(fact, ConsultationConcluded):
            conclusions.setdefault(fact.meeting, []).append(fact)
    return [Meeting(position, call, tuple(conclusions.get(name, ()))) for name, (position, call) in calls.items()]


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
