"""Who decides: four eyes where they are asked for, and a quorum."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from tests.simulation.notebook import Notebook
from zibo_port.domain.consultation import ConclusionDrafted, ConsultationAttended, ConsultationCalled, ConsultationConcluded, MemberRecused
from zibo_port.domain.enterprise.outcomes import MeasureImposed
from zibo_port.domain.fact import Fact
from zibo_port.domain.monitoring import ReportApproved
from zibo_port.domain.suggestion import SuggestionSubmitted


def four_eyes(book: Notebook) -> None:
    """Whoever approved a text didn't write it, if four eyes are asked of either; and everybody acted for a department of theirs."""
    officers, written = book.officers(), {(fact.originator_id, fact.originator_version): fact for _, fact in book.facts}
    drafts: dict[tuple[str, str], str] = {}
    for _, fact in book.facts:
        match fact:
            case ConclusionDrafted():
                drafts[fact.meeting, fact.case] = fact.officer
            case ConsultationConcluded():
                for number in fact.cases:
                    _not_alone(officers, drafts.get((fact.meeting, number), fact.officer), fact)
            case ReportApproved() | SuggestionSubmitted():
                _not_alone(officers, written[fact.originator_id, fact.content].officer, fact)
        if fact.officer in officers:
            assert fact.department in officers[fact.officer].departments, fact


def _not_alone(officers: dict[str, Any], author: str, approval: Fact) -> None:
    alone = author == approval.officer and officers[author].four_eyes
    assert not alone, f"{author} wrote and approved: {type(approval).__name__}"


def quorums(book: Notebook) -> None:
    """More than half of those called and not recused were there when a case was concluded; two of them if a measure came of it."""
    calls: dict[str, ConsultationCalled] = {}
    there: dict[str, dict[str, str]] = defaultdict(dict)
    recused: set[tuple[str, str, str]] = set()
    ordered = Counter((order.meeting, order.document_no) for order in book.all(MeasureImposed))
    for _, fact in book.facts:
        match fact:
            case ConsultationCalled():
                calls[fact.meeting] = fact
            case ConsultationAttended():
                there[fact.meeting][fact.unit] = fact.presence
            case MemberRecused():
                recused |= {(fact.meeting, fact.unit, number) for number in fact.cases}
            case ConsultationConcluded():
                for number in fact.cases:
                    entitled = [u for u in calls[fact.meeting].departments if (fact.meeting, u, number) not in recused]
                    listed = there[fact.meeting]
                    present = [u for u in entitled if listed.get(u) == "present"] if listed else entitled
                    assert 2 * len(present) > len(entitled), f"no quorum: {fact}"
                    assert not ordered[fact.meeting, number] or len(present) > 1, f"a joint measure of one: {fact}"
