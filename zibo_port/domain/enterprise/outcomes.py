"""What a consultation concluded about a case: points, measures, or no action (the notice, third plan, two (三))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.publications import Publications
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import MeasureOrder, Outcome
    from zibo_port.domain.enterprise import Enterprise

CLAUSE_OUTCOME = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"

# --- facts --------------------------------------------------------------------------------------------------------


class CaseConcluded(Fact):
    """A meeting concluded a case; effective on the meeting's day. `pushes` are further platforms."""

    TOPIC: ClassVar[str] = "enterprise.case-concluded"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    document_no: str
    meeting: str
    pushes: tuple[str, ...]
    no_action: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """Close the case."""
        aggregate.cases[comparable(self.document_no)] = Conclusion(self.meeting, self.effective_on, self.pushes, self.no_action)


class PointsDeducted(Fact):
    """Points were deducted in a quarter on account of a case; effective on the meeting's day."""

    TOPIC: ClassVar[str] = "enterprise.points-deducted"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    document_no: str
    meeting: str
    quarter: str
    points: Decimal

    def apply(self, aggregate: Enterprise) -> None:
        """Count the deduction in its quarter."""
        aggregate.deductions.append(self)


class MeasureImposed(Fact):
    """A department was given a measure to carry out; `due_on` None: reported at the next regular meeting."""

    TOPIC: ClassVar[str] = "enterprise.measure-imposed"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    document_no: str
    meeting: str
    measure: str
    executing_department: str
    due_on: date | None
    basis: str

    def apply(self, aggregate: Enterprise) -> None:
        """Keep the measure."""
        aggregate.measures.append(self)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How a case ended."""

    meeting: str
    on: date | None
    pushes: tuple[str, ...]
    no_action: str | None


# --- decisions ----------------------------------------------------------------------------------------------------


class Outcomes(Publications):
    """What may be decided about a case by a meeting."""

    if TYPE_CHECKING:
        cases: dict[str, Conclusion | None]
        deductions: list[PointsDeducted]
        measures: list[MeasureImposed]

    def conclusion(self, document_no: str) -> Conclusion | None:
        """How a case ended, if it did."""
        return self.cases.get(comparable(document_no))

    def conclude_case(self, outcome: Outcome, meeting: str, on: date, act: Act, books: Books) -> None:
        """Conclude an open case with points and measures, or with no action.

        Raises:
            InvalidData: neither or both of points and no action, a measure with a day before the meeting.
            Refused: the case was concluded before, a measure beyond the catalogue.
        """
        penalty = self.penalty(outcome.case)
        known = self.conclusion(outcome.case)
        if known is not None:
            raise Refused(
                f"案件 {penalty.document_no} 已由会商 {known.meeting} 作出结论，不能重复结论。",
                f"Case {penalty.document_no} was concluded by {known.meeting} already.",
                clause=CLAUSE_OUTCOME,
            )
        _either_points_or_none(outcome)
        bases = [_basis(order, on, books) for order in outcome.measures]
        said = {"document_no": penalty.document_no, "meeting": meeting}
        self.record(CaseConcluded, act, effective_on=on, **said, pushes=outcome.push, no_action=outcome.no_action)
        if outcome.deduct is not None:
            quarter = outcome.quarter or str(Quarter.of(on))
            self.record(PointsDeducted, act, effective_on=on, **said, quarter=quarter, points=outcome.deduct)
        for order, basis in zip(outcome.measures, bases, strict=True):
            self.record(
                MeasureImposed,
                act,
                effective_on=on,
                **said,
                measure=order.measure,
                executing_department=order.department,
                due_on=order.due_on,
                basis=basis,
            )


def _either_points_or_none(outcome: Outcome) -> None:
    acts = outcome.deduct is not None
    if acts == (outcome.no_action is not None):
        raise InvalidData.of(
            "deduct",
            f"案件 {outcome.case}：请给出扣分（--deduct），或说明不予扣分的理由（--no-action），二者择一。",
            f"Case {outcome.case}: give either --deduct POINTS or --no-action REASON.",
        )
    if not acts and outcome.quarter is not None:
        raise InvalidData.of("quarter", "未扣分时不需要指定季度。", "A quarter makes sense only with a deduction.")


def _basis(order: MeasureOrder, on: date, books: Books) -> str:
    measure = books.provisions.measure(order.measure, on)
    measure.must_be_for(order.department)
    if order.due_on is not None and order.due_on < on:
        raise InvalidData.of("measure", f"措施 {order.measure} 的期限早于会商日期。", f"Measure {order.measure} is due before the meeting.")
    return measure.clause
