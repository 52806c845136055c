"""The plain list of facts, in the order they were recorded, and what a clerk with a pencil makes of it.

Nothing here knows an aggregate, a workflow or a projection: every question goes through the facts one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar
from uuid import UUID

from zibo_port.domain.consultation import ConsultationCalled, ConsultationConcluded
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.measures import MeasureCompleted, id_of
from zibo_port.domain.enterprise.outcomes import MeasureImposed
from zibo_port.domain.enterprise.penalties import PenaltyContent
from zibo_port.domain.fact import Fact
from zibo_port.domain.publication import PublicationSent
from zibo_port.domain.quarter import QuarterClosed, QuarterPublished
from zibo_port.domain.registry import OfficeBook
from zibo_port.office.store.base import Store
from zibo_port.office.store.mapper import decode

F = TypeVar("F", bound=Fact)


class Paper(NamedTuple):
    """A decision at a platform: its request, and how far it has come."""

    asked: Enterprise.PublicationRequested  # type: ignore[name-defined]
    state: str
    sent: bool


@dataclass
class Notebook:
    """All facts of a store; `cases` those that name a decision, by its number."""

    facts: list[tuple[int, Fact]] = field(default_factory=list)
    cases: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    by_kind: dict[type[Fact], list[Fact]] = field(default_factory=lambda: defaultdict(list))

    @property
    def position(self) -> int:
        """The position of the last fact that was read."""
        return self.facts[-1][0] if self.facts else 0

    def read(self, store: Store) -> list[Fact]:
        """Read on in the log; what is new."""
        news = [(row.position, decode(row)) for row in store.log(self.position, 10**9, 10**9)]
        self.facts += news
        for _, fact in news:
            self.by_kind[type(fact)].append(fact)
            number = vars(fact).get("document_no")
            if number is not None:
                self.cases[number].append(fact)
        return [fact for _, fact in news]

    def all(self, kind: type[F]) -> list[F]:
        """The facts of one kind."""
        return self.by_kind[kind]  # type: ignore[return-value]

    # --- enterprises ----------------------------------------------------------------------------------------------

    def codes(self) -> dict[UUID, str]:
        """Credit codes by stream."""
        return {fact.originator_id: fact.code for fact in self.all(Enterprise.Registered)}

    # --- decisions ------------------------------------------------------------------------------------------------

    def of(self, number: str, *kinds: type[F]) -> list[F]:
        """The facts of these kinds about a decision."""
        return [fact for fact in self.cases.get(number, ()) if isinstance(fact, kinds)]

    def content(self, number: str) -> PenaltyContent:
        """What a decision says now."""
        return self.of(number, PenaltyContent)[-1]

    def stands(self, number: str) -> bool:
        """Whether it was neither revoked nor repaired."""
        return not self.of(number, Enterprise.PenaltyRevoked, Enterprise.PenaltyRepaired)

    def papers(self, number: str) -> dict[str, Paper]:
        """What was asked of the platforms about a decision, and how far it has come."""
        return papers(self.cases.get(number, ()))

    def waits(self, number: str) -> bool:
        """Whether a meeting may conclude about it: nothing was concluded, or the decision was changed since."""
        moved = self.of(number, Enterprise.CaseConcluded, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried, Enterprise.PenaltyRevoked)
        return not moved or not isinstance(moved[-1], Enterprise.CaseConcluded)

    def orders(self) -> dict[str, MeasureImposed]:
        """Measures in force that aren't carried out, by their short names."""
        done = {fact.measure for fact in self.all(MeasureCompleted)}
        found = {}
        for number in self.cases:
            found |= {id_of(order): order for order in self.in_force(number) if id_of(order) not in done}
        return found

    def in_force(self, number: str) -> list[MeasureImposed]:
        """Measures of the last conclusion, while the decision stands."""
        last = self.of(number, Enterprise.CaseConcluded)[-1:]
        orders = self.of(number, MeasureImposed)
        return [o for o in orders if last and _same_time(o, last[0])] if self.stands(number) else []

    def objections(self) -> list[Fact]:
        """Objections that are open."""
        decided = {fact.objection for fact in self.all(Enterprise.ObjectionDecided)}
        return [fact for fact in self.all(Enterprise.ObjectionFiled) if fact.objection not in decided]

    # --- meetings and quarters ------------------------------------------------------------------------------------

    def meetings(self) -> list[ConsultationCalled]:
        """All calls."""
        return self.all(ConsultationCalled)

    def agenda(self, call: ConsultationCalled) -> list[str]:
        """Cases of a meeting that it hasn't concluded."""
        done = {case for fact in self.all(ConsultationConcluded) if fact.meeting == call.meeting for case in fact.cases}
        return [case for case in call.cases if case not in done]

    def closed(self) -> set[str]:
        """Closed quarters."""
        return {fact.quarter for fact in self.all(QuarterClosed)}

    def published(self) -> set[str]:
        """Published quarters."""
        return {fact.quarter for fact in self.all(QuarterPublished)}

    def restatements(self) -> list[tuple[str, str]]:
        """Credit code and quarter of every restatement that is open."""
        codes, found = self.codes(), {}
        for _, fact in self.facts:
            if isinstance(fact, Enterprise.RestatementRaised):
                found[codes[fact.originator_id], fact.quarter] = None
            if isinstance(fact, Enterprise.RestatementLapsed | Enterprise.ResultRestated):
                found.pop((codes[fact.originator_id], fact.quarter), None)
        return list(found)

    # --- sums -----------------------------------------------------------------------------------------------------

    def deductions(self) -> dict[tuple[str, str], Decimal]:
        """Points that stand, by credit code and quarter: of each case those of its last conclusion, unless it was revoked."""
        codes = self.codes()
        sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for number in self.cases:
            last = self.of(number, Enterprise.CaseConcluded)[-1:]
            if self.of(number, Enterprise.PenaltyRevoked):
                continue
            for fact in self.of(number, Enterprise.PointsDeducted):
                if last and _same_time(fact, last[0]):
                    sums[codes[fact.originator_id], fact.quarter] += fact.points
        return dict(sums)

    def officers(self) -> dict[str, OfficeBook.OfficerRegistered]:  # type: ignore[name-defined]
        """Everybody who may act."""
        return {fact.name: fact for fact in self.all(OfficeBook.OfficerRegistered)}


def _same_time(fact: Fact, conclusion: Fact) -> bool:
    """Whether a fact is of that conclusion: recorded by the same command, after it."""
    return fact.command_id == conclusion.command_id and fact.originator_version > conclusion.originator_version


STATES: dict[type[Fact], str] = {
    Enterprise.PublicationAccepted: "accepted",
    Enterprise.PublicationRejected: "rejected",
    Enterprise.WithdrawalRequested: "leaving",
    Enterprise.PublicationWithdrawn: "gone",
    Enterprise.PublicationEnded: "gone",
}


def papers(facts: Iterator[Fact] | list[Fact] | tuple[Fact, ...]) -> dict[str, Paper]:
    """What was asked of the platforms in a case, by id."""
    found: dict[str, Paper] = {}
    for fact in facts:
        name = vars(fact).get("publication")
        if isinstance(fact, Enterprise.PublicationRequested):
            found[name] = Paper(fact, "requested", sent=False)
        elif name in found:
            known = found[name]
            found[name] = known._replace(state=STATES.get(type(fact), known.state), sent=known.sent or isinstance(fact, PublicationSent))
    return found


def day_of(fact: Fact) -> date:
    """The day on which a fact was recorded."""
    from zibo_port.domain.periods import business_day_of

    return business_day_of(fact.timestamp)
