"""What came to light about a case after a meeting decided on it: what had happened by then, and what happened afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from zibo_port.domain.consultation import (
    Consultation,
    ConsultationAttended,
    ConsultationConcluded,
    ConsultationMinuted,
    MemberRecused,
    OpinionGiven,
)
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import NotFound
from zibo_port.domain.fact import ENGINE, Fact
from zibo_port.office.archive import Archive, View
from zibo_port.office.desk import Recorded
from zibo_port.office.store.base import Store
from zibo_port.office.store.ledger import GENESIS
from zibo_port.office.store.mapper import decode

_OF_THE_MEETING: Final = (ConsultationAttended, ConsultationMinuted, MemberRecused, OpinionGiven)
"""What may be put right about a meeting after it decided."""

_ROUTINE: Final = (
    Enterprise.PublicationRequested,
    Enterprise.PublicationAccepted,
    Enterprise.PublicationRejected,
    Enterprise.ResultFrozen,
    Enterprise.ResultPublished,
)
"""What follows from a decision or goes its way anyhow, and tells nothing new about it."""

_OF_THE_DECISION: Final = (Enterprise.CaseConcluded, Enterprise.PointsDeducted, Enterprise.MeasureImposed)
"""What one meeting decides; about another case of the same enterprise it comes later in the log, but at the same table."""

_BESIDES: Final = (
    Enterprise.ComplaintReceived,
    Enterprise.PriceComplaintReceived,
    Enterprise.InspectionRecorded,
    Enterprise.PenaltyLogged,
    Enterprise.Deregistered,
)
"""What bears on a decision afterwards though it doesn't name the case."""


@dataclass(frozen=True, slots=True)
class Hindsight:
    """A decision, what was known when it was taken, and what came to light since, in log order.

    `pinned`: position and head were recorded with the decision; for those of earlier releases they are read off the ledger, at
    the last position before the decision. `holds`: the ledger still has that head there.
    """

    case: str
    enterprise: str
    name: str
    meeting: str
    decided_on: date | None
    position: int
    conclusion: ConsultationConcluded
    known_position: int
    known_head: str
    pinned: bool
    holds: bool
    known_later: tuple[Recorded, ...]
    """Recorded afterwards, but effective by the day of the decision."""
    afterwards: tuple[Recorded, ...]
    """What happened afterwards and concerns the decision."""


def hindsight(archive: Archive, case: str, view: View) -> Hindsight:
    """What came to light after the latest decision about a case.

    Raises:
        NotFound: no such case by then, or no meeting concluded it.
    """
    file = archive.file_of_case(case, view)
    known = file.enterprise.penalty(case).document_no
    ended = file.enterprise.conclusion(known)
    if ended is None:
        raise NotFound(
            f"案件 {known} 尚无会商结论，没有可以回看的决定。",
            f"No meeting concluded case {known} yet; there is no decision to look back on.",
        )
    record = list(_facts(archive, Consultation, ended.meeting, view))
    position, said = next(r for r in reversed(record) if isinstance(r.fact, ConsultationConcluded) and _names(r.fact.cases, known))
    assert isinstance(said, ConsultationConcluded)  # noqa: S101 - chosen so
    who = file.enterprise.identity
    since = said.known_position if said.known_position is not None else position - 1
    later = news(archive, who.code, known, ended.meeting, since, said.command_id, view)
    by_then = tuple(r for r in later if _had_happened(r.fact, said.effective_on))
    head = _head(archive.store, since)
    return Hindsight(
        case=known,
        enterprise=who.code,
        name=who.name,
        meeting=ended.meeting,
        decided_on=said.effective_on,
        position=position,
        conclusion=said,
        known_position=since,
        known_head=said.known_head or head,
        pinned=said.known_head is not None,
        holds=said.known_head in (None, head),
        known_later=by_then,
        afterwards=tuple(r for r in later if r not in by_then and _concerns(r.fact, known)),
    )


def news(archive: Archive, enterprise: str, case: str, meeting: str, since: int, own: str, view: View) -> list[Recorded]:
    """What is on record of a case's enterprise and of its meeting after a position, in log order.

    Left out is what the command `own` recorded, what follows by itself, and what the meeting said of other cases.
    """
    of_meeting = (r for r in _facts(archive, Consultation, meeting, view) if isinstance(r.fact, _OF_THE_MEETING))
    facts = [*_facts(archive, Enterprise, enterprise, view), *of_meeting]
    new = sorted((r for r in facts if r.position > since and r.fact.command_id != own), key=lambda r: r.position)
    return [r for r in new if not _routine(r.fact, meeting) and _not_of_another(r.fact, case)]


def _facts(archive: Archive, kind: type[Consultation | Enterprise], key: str, view: View) -> Iterator[Recorded]:
    for row in archive.store.stream(kind.id_of(key), view.position):
        fact = decode(row)
        if view.shows(fact):
            yield Recorded(row.position, fact)


def _head(store: Store, position: int) -> str:
    """The chain up to a position (hex)."""
    found = store.chains(position - 1, 1) if position > 0 else []
    return (found[0][2] if found else GENESIS).hex()


def _names(cases: tuple[str, ...], case: str) -> bool:
    return comparable(case) in map(comparable, cases)


def _routine(fact: Fact, meeting: str) -> bool:
    ours = isinstance(fact, _OF_THE_DECISION) and fact.meeting == meeting
    return ours or fact.officer == ENGINE or isinstance(fact, _ROUTINE)


def _not_of_another(fact: Fact, case: str) -> bool:
    """Whether a fact of a meeting is on this case or on the matter at large."""
    match fact:
        case OpinionGiven():
            return fact.case is None or comparable(fact.case) == comparable(case)
        case MemberRecused():
            return _names(fact.cases, case)
    return True


def _had_happened(fact: Fact, day: date | None) -> bool:
    return fact.effective_on is None or day is None or fact.effective_on <= day


def _concerns(fact: Fact, case: str) -> bool:
    """Whether a later fact bears on the decision: it names the case, or is of a kind that counts for every case."""
    named = vars(fact).get("document_no")
    return isinstance(fact, (*_BESIDES, *_OF_THE_MEETING)) or (named is not None and comparable(named) == comparable(case))
