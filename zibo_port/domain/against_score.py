"""What counts against an enterprise in the score of a quarter: deductions, complaints, what rating and departments leave short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zibo_port.domain.derivation import Derivation
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise.evaluation import CLAUSE_ANNEX
from zibo_port.domain.enterprise_page import Against, Shown, Told
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Complaint, Evidence
from zibo_port.domain.payload import plain
from zibo_port.domain.periods import Quarter
from zibo_port.domain.scoring import Component, Score

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise import Enterprise

_WITH_ITS_QUARTER: Final = Text("扣分只计入所属季度，随该季度结束失效", "a deduction belongs to its quarter and lapses with it")
_AFTERWARDS: Final = Text("季度结束后作出，仍只计入该季度", "taken after the quarter's end, it counts in that quarter alone")
_UNDER_REVIEW: Final = Text(
    "处罚决定正在复议或诉讼，撤销的取消扣分", "the decision is under review; if it is revoked the points are taken back"
)
_BY_MONTH: Final = Text("计入收到当月，随该季度结束失效", "counts in the month in which it came and lapses with the quarter")
_NEXT_YEAR: Final = Text("次年各季度改用新一年的评价", "the next year's quarters go by the new year's rating")
_NEXT_QUARTER: Final = Text("下一季度由各部门重新评分", "the departments score the next quarter anew")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the page of a quarter is gathered from.

    `evidence` and `score` are those by which the result of the quarter stands; `told` the events by position and
    `positions` the position of each version of the stream.
    """

    enterprise: Enterprise
    quarter: Quarter
    evidence: Evidence
    score: Score
    told: Mapping[int, Told]
    positions: Mapping[int, int]
    duties: Sequence[Duty]
    shown: Sequence[Shown]
    books: Books
    on: date

    def since(self, position: int | None) -> date | None:
        """The day since which an event counts: its own, else the day it was recorded."""
        told = None if position is None else self.told.get(position)
        return None if told is None else told.effective_on or told.recorded_on


def in_score(grounds: Grounds) -> Iterator[Against]:
    """Everything that the score of the quarter rests on to the enterprise's disadvantage, and deductions of other quarters."""
    for kind in (_deductions, _complaints, _rating, _departments):
        yield from kind(grounds)


def _deductions(grounds: Grounds) -> Iterator[Against]:
    """Those of the quarter as they count, then those of other quarters as they are on record."""
    for taken in grounds.score.deductions:
        what = _off(taken.points, grounds.quarter, taken.document_no, taken.consultation)
        since, until = grounds.since(taken.fact.position), grounds.quarter.last_day
        reviewed = grounds.enterprise.under_review(taken.document_no)
        yield Against(
            "deduction",
            taken.document_no,
            what,
            taken.clause,
            since,
            until,
            _UNDER_REVIEW if reviewed else _ends(since, until),
            points=taken.points,
            position=taken.fact.position,
            item=taken,
            provisional=reviewed,
        )
    for fact in grounds.enterprise.deductions:
        quarter = Quarter.parse(fact.quarter)
        if quarter != grounds.quarter:
            what, position = _off(fact.points, quarter, fact.document_no, fact.meeting), grounds.positions.get(fact.originator_version)
            since, until = fact.effective_on, quarter.last_day
            yield Against("deduction", fact.document_no, what, fact.CLAUSE, since, until, _ends(since, until), position=position)


def _ends(since: date | None, until: date) -> Text:
    return _AFTERWARDS if since is not None and since > until else _WITH_ITS_QUARTER


def _off(points: Decimal, quarter: Quarter, document_no: str, meeting: str) -> Text:
    return Text(
        f"会商 {meeting} 就 {document_no} 扣 {plain(points)} 分，计入 {quarter}",
        f"{plain(points)} points off in {quarter} for {document_no}, by consultation {meeting}",
    )


def _complaints(grounds: Grounds) -> Iterator[Against]:
    last = grounds.quarter.last_day
    for complaint in sorted(grounds.evidence.complaints, key=lambda c: (c.received_on, c.reference)):
        if Quarter.of(complaint.received_on) == grounds.quarter:
            state = _how_it_ended(complaint)
            reference = complaint.reference
            what = Text(f"投诉 {reference}：{state.zh}", f"complaint {reference}: {state.en}")
            clause = CLAUSE_ANNEX
            position = complaint.fact.position
            yield Against("complaint", reference, what, clause, complaint.received_on, last, _BY_MONTH, position=position, item=complaint)


def _how_it_ended(complaint: Complaint) -> Text:
    if complaint.resolved_on is None:
        return Text("尚未化解", "not resolved yet")
    day = complaint.resolved_on
    if complaint.on_initiative:
        return Text(f"{day} 主动化解", f"settled on its own initiative on {day}")
    return Text(f"{day} 化解，非企业主动", f"resolved on {day}, not on its own initiative")


def _rating(grounds: Grounds) -> Iterator[Against]:
    """What the rating leaves short of the maximum, or doesn't give at all."""
    component, tree = _component(grounds, "single-window-rating")
    if component is not None and tree is not None and component.exact != component.maximum:
        year = grounds.quarter.year
        since = next((day for fact in component.facts if (day := grounds.since(fact.position))), None)
        until, what = date(year, 12, 31), Text(tree.zh, tree.en)
        yield Against("rating", str(year - 1), what, component.clause, since, until, _NEXT_YEAR, points=_short(component))


def _departments(grounds: Grounds) -> Iterator[Against]:
    """What the departments leave short of the maximum, or don't give at all."""
    component, tree = _component(grounds, "department-scores")
    if component is not None and tree is not None and component.exact != component.maximum:
        quarter, what = grounds.quarter, Text(tree.zh, tree.en)
        span = (quarter.first_day, quarter.last_day)
        yield Against("department-scores", str(quarter), what, component.clause, *span, _NEXT_QUARTER, points=_short(component))


def _component(grounds: Grounds, code: str) -> tuple[Component | None, Derivation | None]:
    """A component and the step that tells of it; none where no rules were in force."""
    component = next((c for c in grounds.score.components if c.code == code), None)
    return component, next((step for step in grounds.score.derivation.parts if step.code == code), None)


def _short(component: Component) -> Decimal | None:
    return None if component.points is None else component.maximum - component.points
