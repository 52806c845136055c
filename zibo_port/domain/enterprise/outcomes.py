"""What a consultation concluded about a case: points, measures, or no action (the notice, third plan, two (三))."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.codes import PLATFORMS, SANCTION_PLATFORMS
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.publications import Publications
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import MeasureOrder, Outcome
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.domain.enterprise.penalties import Penalty

CONCLUDED_AGAIN = "concluded-again"
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


class DeductionCancelled(Fact):
    """A deduction was taken back in the quarter in which it was made; it is never credited to a later one."""

    TOPIC: ClassVar[str] = "enterprise.deduction-cancelled"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    document_no: str
    meeting: str
    quarter: str
    points: Decimal
    why: str

    def apply(self, aggregate: Enterprise) -> None:
        """It doesn't count any more; history keeps both."""
        key = comparable(self.document_no)
        aggregate.deductions = [
            d for d in aggregate.deductions if (comparable(d.document_no), d.meeting, d.quarter) != (key, self.meeting, self.quarter)
        ]


class MeasureLifted(Fact):
    """A measure was lifted, since what it rested on doesn't stand or is used no more."""

    TOPIC: ClassVar[str] = "enterprise.measure-lifted"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    document_no: str
    meeting: str
    measure: str
    executing_department: str
    why: str

    def apply(self, aggregate: Enterprise) -> None:
        """Not in force any more."""
        key = comparable(self.document_no)
        gone = (key, self.meeting, self.measure, self.executing_department)
        aggregate.measures = [
            m for m in aggregate.measures if (comparable(m.document_no), m.meeting, m.measure, m.executing_department) != gone
        ]


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How a case ended."""

    meeting: str
    on: date | None
    pushes: tuple[str, ...]
    no_action: str | None
    may_again: bool = False
    """Whether the decision was corrected, varied or revoked since, so that a meeting may conclude anew."""


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

    def reopen(self, key: str) -> None:
        """A meeting may conclude anew about a case, by its compared number; `apply` of what changes a decision writes here."""
        known = self.cases.get(key)
        if known is not None:
            self.cases[key] = replace(known, may_again=True)

    def awaits_conclusion(self, document_no: str) -> bool:
        """Whether a meeting may conclude about a case."""
        known = self.conclusion(document_no)
        return known is None or known.may_again

    def cancel_deductions(self, document_no: str, on: date, why: str, act: Act) -> None:
        """Take every deduction back that rests on a decision; those taken back already are no event."""
        key = comparable(document_no)
        for taken in [d for d in self.deductions if comparable(d.document_no) == key]:
            said = {"document_no": taken.document_no, "meeting": taken.meeting, "quarter": taken.quarter, "points": taken.points}
            self.record(DeductionCancelled, act, effective_on=on, **said, why=why)

    def lift_measures(self, document_no: str, on: date, why: str, act: Act) -> None:
        """Lift every measure that rests on a decision."""
        key = comparable(document_no)
        for order in [m for m in self.measures if comparable(m.document_no) == key]:
            said = {"document_no": order.document_no, "meeting": order.meeting, "measure": order.measure}
            self.record(MeasureLifted, act, effective_on=on, **said, executing_department=order.executing_department, why=why)

    def must_be_concludable(self, outcome: Outcome, on: date, books: Books) -> list[str]:
        """Check what a meeting on a day would conclude about an open case; the basis of each measure.

        Raises:
            InvalidData: neither or both of points and no action, a measure with a day before the meeting.
            Refused: the case was concluded before, a measure beyond the catalogue.
        """
        penalty = self.penalty(outcome.case)
        known = self.conclusion(outcome.case)
        if known is not None and not known.may_again:
            raise Refused(
                f"案件 {penalty.document_no} 已由会商 {known.meeting} 作出结论，不能重复结论。",
                f"Case {penalty.document_no} was concluded by {known.meeting} already.",
                clause=CLAUSE_OUTCOME,
            )
        _either_points_or_none(outcome)
        _must_be_pushable(outcome, penalty)
        return [_basis(order, on, books) for order in outcome.measures]

    def conclude_case(self, outcome: Outcome, meeting: str, on: date, act: Act, books: Books) -> None:
        """Conclude an open case with points and measures, or with no action; refused as `must_be_concludable` says."""
        bases = self.must_be_concludable(outcome, on, books)
        penalty, known = self.penalty(outcome.case), self.conclusion(outcome.case)
        said = {"document_no": penalty.document_no, "meeting": meeting}
        if known is not None:
            self.cancel_deductions(penalty.document_no, on, CONCLUDED_AGAIN, act)
            self.lift_measures(penalty.document_no, on, CONCLUDED_AGAIN, act)
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


def _must_be_pushable(outcome: Outcome, penalty: Penalty) -> None:
    """The joint systems alone are pushed to by a meeting, and only what this office publishes (the notice, third plan, two (三))."""
    other = [platform for platform in outcome.push if platform not in SANCTION_PLATFORMS]
    if other:
        named = PLATFORMS[other[0]]
        raise InvalidData.of(
            "push",
            f"会商只能决定推送到省、国家联合奖惩系统（{'、'.join(SANCTION_PLATFORMS)}），不能推送到{named.zh}。公示平台在登记处罚时即已要求公示。",
            f"A meeting can push to the joint systems ({', '.join(SANCTION_PLATFORMS)}) alone, not to the {named.en}; "
            "the credit platforms are asked when a penalty is logged.",
        )
    if outcome.push and penalty.publication != "due":
        raise Refused(
            f"{penalty.document_no} 不由本机关公示，不得推送到联合奖惩系统。",
            f"{penalty.document_no} isn't published by this office; it may not be pushed to the joint systems.",
            clause=penalty.publication_clause,
        )


def _basis(order: MeasureOrder, on: date, books: Books) -> str:
    measure = books.provisions.measure(order.measure, on)
    measure.must_be_for(order.department)
    if order.due_on is not None and order.due_on < on:
        raise InvalidData.of("measure", f"措施 {order.measure} 的期限早于会商日期。", f"Measure {order.measure} is due before the meeting.")
    return measure.clause
