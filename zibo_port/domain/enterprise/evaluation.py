"""What counts for the score of an enterprise: ratings, complaints, department scores (the notice, second plan, two; annex)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.measures import Measures
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.domain.commands import RecordComplaint, RecordDepartmentScore, RecordRating
    from zibo_port.domain.enterprise import Enterprise

CLAUSE_ANNEX = "《淄博市口岸服务评价赋分细则》"

# --- facts --------------------------------------------------------------------------------------------------------


class RatingRecorded(Fact):
    """The single window's rating for a calendar year; counts from the day it is recorded."""

    TOPIC: ClassVar[str] = "enterprise.rating-recorded"
    CLAUSE: ClassVar[str] = CLAUSE_ANNEX

    year: int
    favourable: int | None
    total: int | None
    publicised: bool
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """The latest rating of a year counts."""
        aggregate.ratings[self.year] = self


class ComplaintReceived(Fact):
    """A complaint came in; effective on the day it was received."""

    TOPIC: ClassVar[str] = "enterprise.complaint-received"
    CLAUSE: ClassVar[str] = CLAUSE_ANNEX

    reference: str
    received_on: date
    resolved_on: date | None
    on_initiative: bool

    def apply(self, aggregate: Enterprise) -> None:
        """Keep the complaint under its reference."""
        aggregate.complaints[self.reference] = Complained(self, self.received_on, self.resolved_on, self.on_initiative)


class ComplaintResolved(Fact):
    """A complaint on record was resolved; effective on that day."""

    TOPIC: ClassVar[str] = "enterprise.complaint-resolved"
    CLAUSE: ClassVar[str] = CLAUSE_ANNEX

    reference: str
    resolved_on: date
    on_initiative: bool

    def apply(self, aggregate: Enterprise) -> None:
        """Mark it as resolved."""
        known = aggregate.complaints.get(self.reference)
        if known is not None:
            aggregate.complaints[self.reference] = Complained(known.fact, known.received_on, self.resolved_on, self.on_initiative, self)


class DepartmentScored(Fact):
    """A department's own score for a quarter, 0 to 20 points; counts from the day it is recorded."""

    TOPIC: ClassVar[str] = "enterprise.department-scored"
    CLAUSE: ClassVar[str] = CLAUSE_ANNEX

    quarter: str
    scoring_department: str
    points: Decimal
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """The latest score of a department counts."""
        aggregate.department_scores[self.quarter, self.scoring_department] = self


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Complained:
    """A complaint as it now stands; `resolution` where that was recorded after the complaint itself."""

    fact: Fact
    received_on: date
    resolved_on: date | None
    on_initiative: bool
    resolution: Fact | None = None


# --- decisions ----------------------------------------------------------------------------------------------------


class Evaluation(Measures):
    """What may be decided about inputs of the evaluation."""

    if TYPE_CHECKING:
        ratings: dict[int, RatingRecorded]
        complaints: dict[str, Complained]
        department_scores: dict[tuple[str, str], DepartmentScored]

    def record_rating(self, form: RecordRating, act: Act) -> None:
        """Record a rating; a changed one needs a reason."""
        self.must_exist(form.enterprise)
        _possible_rating(form, act)
        content = (form.favourable, form.total, form.publicised)
        known = self.ratings.get(form.year)
        if known is not None and content == (known.favourable, known.total, known.publicised):
            return
        _needs_reason(known, form.reason, f"{form.year} 年度评价", f"the rating of {form.year}")
        self.record(
            RatingRecorded,
            act,
            effective_on=act.today,
            year=form.year,
            favourable=form.favourable,
            total=form.total,
            publicised=form.publicised,
            reason=form.reason,
        )

    def record_complaint(self, form: RecordComplaint, act: Act) -> None:
        """Record a complaint, or the resolution of one on record."""
        self.must_exist(form.enterprise)
        _possible_complaint(form, act)
        reference = comparable(form.reference)
        known = self.complaints.get(reference)
        if known is None:
            self.record(
                ComplaintReceived,
                act,
                effective_on=form.received_on,
                reference=reference,
                received_on=form.received_on,
                resolved_on=form.resolved_on,
                on_initiative=form.on_initiative,
            )
            return
        if (form.received_on, form.resolved_on, form.on_initiative) == (known.received_on, known.resolved_on, known.on_initiative):
            return
        if form.received_on != known.received_on or known.resolved_on is not None or form.resolved_on is None:
            raise Refused(
                f"投诉 {form.reference} 已登记，内容与本次不同；只能补充化解日期。",
                f"Complaint {form.reference} is on record with other content; only its resolution can be added.",
                clause="一件投诉只登记一次",
            )
        self.record(
            ComplaintResolved,
            act,
            effective_on=form.resolved_on,
            reference=reference,
            resolved_on=form.resolved_on,
            on_initiative=form.on_initiative,
        )

    def record_department_score(self, form: RecordDepartmentScore, act: Act) -> None:
        """Record a department's score; a changed one needs a reason."""
        self.must_exist(form.enterprise)
        if Quarter.parse(form.quarter).first_day > act.today:
            raise InvalidData.of("quarter", f"{form.quarter} 尚未开始，不能评分。", f"{form.quarter} hasn't begun; it can't be scored.")
        known = self.department_scores.get((form.quarter, form.department))
        if known is not None and known.points == form.points:
            return
        _needs_reason(known, form.reason, f"{form.quarter} 评分", f"the score for {form.quarter}")
        self.record(
            DepartmentScored,
            act,
            effective_on=act.today,
            quarter=form.quarter,
            scoring_department=form.department,
            points=form.points,
            reason=form.reason,
        )


def _possible_rating(form: RecordRating, act: Act) -> None:
    if form.year > act.today.year:
        raise InvalidData.of("year", f"{form.year} 年度尚未到来，请核对年度。", f"{form.year} lies in the future; check the year.")
    if not form.publicised:
        if form.favourable is not None or form.total is not None:
            raise InvalidData.of(
                "not-publicised", "未按要求公示的，不填好评数和业务量。", "Give no counts for an enterprise that isn't publicised."
            )
        return
    if form.favourable is None or form.total is None:
        raise InvalidData.of(
            "favourable",
            "请填好评数（--favourable）和业务总量（--total），或 --not-publicised。",
            "Give --favourable and --total, or --not-publicised.",
        )
    if form.favourable > form.total:
        raise InvalidData.of(
            "favourable",
            f"好评数 {form.favourable} 超过业务总量 {form.total}，请核对。",
            "More favourable ratings than business; check both.",
        )


def _possible_complaint(form: RecordComplaint, act: Act) -> None:
    if form.received_on > act.today:
        raise InvalidData.of("received-on", "投诉日期在将来，请核对。", "The day of the complaint lies in the future; check it.")
    if form.resolved_on is not None and not form.received_on <= form.resolved_on <= act.today:
        raise InvalidData.of(
            "resolved-on", "化解日期须在投诉日期与今天之间，请核对。", "The day of resolution must lie between the complaint and today."
        )


def _needs_reason(known: object | None, reason: str | None, what_zh: str, what_en: str) -> None:
    if known is not None and reason is None:
        raise Refused(
            f"{what_zh}已有不同的记录。更改请说明原因：--reason。",
            f"There is another record for {what_en}. To change it give --reason.",
            clause="更改须留原因",
        )
