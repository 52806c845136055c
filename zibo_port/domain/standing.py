"""Where an enterprise stands in a quarter: its facts as evidence, and the score they give."""

from __future__ import annotations

from collections.abc import Mapping

from zibo_port.domain.books import Books
from zibo_port.domain.derivation import FactRef
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.evidence import Complaint, Deduction, DepartmentScore, Evidence, Rating
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.scoring import Score, score

NOWHERE: Mapping[int, int] = {}


def standing(enterprise: Enterprise, quarter: Quarter, books: Books, positions: Mapping[int, int] = NOWHERE) -> Score:
    """The score of an enterprise in a quarter; `positions` tells where in the log each version of its stream stands."""
    return score(evidence_of(enterprise, quarter, positions), quarter, books.scoring, books.readings)


def evidence_of(enterprise: Enterprise, quarter: Quarter, positions: Mapping[int, int] = NOWHERE) -> Evidence:
    """What counts for an enterprise in a quarter."""
    name = str(quarter)

    def ref(fact: Fact) -> FactRef:
        return FactRef(positions.get(fact.originator_version), type(fact).__name__)

    return Evidence(
        ratings=tuple(Rating(r.year, r.favourable, r.total, r.publicised, ref(r)) for r in enterprise.ratings.values()),
        complaints=tuple(
            Complaint(reference, c.received_on, c.resolved_on, c.on_initiative, ref(c.fact))
            for reference, c in enterprise.complaints.items()
        ),
        departments=tuple(
            DepartmentScore(s.scoring_department, s.points, ref(s)) for (q, _), s in enterprise.department_scores.items() if q == name
        ),
        deductions=tuple(
            Deduction(d.points, d.document_no, d.meeting, d.CLAUSE, ref(d)) for d in enterprise.deductions if d.quarter == name
        ),
    )
