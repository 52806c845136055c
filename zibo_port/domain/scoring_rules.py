"""The numbers of the service evaluation, dated and cited, and the checks that leave no total without a grade.

The office reads `rules/service_evaluation.toml` and hands the document over; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

HUNDRED: Final = Decimal(100)


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("write a number with decimals in quotation marks, so that it stays exact")  # noqa: TRY004 - pydantic collects it
    return value


Points = Annotated[Decimal, BeforeValidator(_no_float), Field(allow_inf_nan=False)]
"""A number of points, or a percentage."""

Clause = Annotated[str, Field(min_length=1)]


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class TotalRule(_Rule):
    """The sum: its ceiling (it has no floor) and the decimals to which it is rounded, once."""

    maximum: Points
    decimals: int = Field(ge=0, le=6)
    clause: Clause


class ShareBand(_Rule):
    """Points for a share of favourable ratings between `low` and `high` per cent.

    `low_end` says whether exactly `low` belongs here: "in" and "out" by the words of the annex, "disputed" where they
    give it to both neighbours (reading `rating.band-edges`).
    """

    low: Points
    high: Points
    low_end: Literal["in", "out", "disputed"]
    points: Points
    words: str


class RatingRule(_Rule):
    """Points for the ratings at the single window."""

    maximum: Points
    not_publicised: Points
    clause: Clause
    bands: tuple[ShareBand, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """From 100 per cent down to nought without gap or overlap, and no band above the maximum."""
        edges = [HUNDRED, *(b.low for b in self.bands)]
        for band, above in zip(self.bands, edges, strict=False):
            _require(band.high == above, f"the band from {band.low} ends at {band.high}, the one above begins at {above}")
            _require(band.low < band.high, f"the band from {band.low} to {band.high} is empty")
            _require(band.points <= self.maximum, f"{band.points} points are more than the maximum")
        _require(edges[-1] == 0, f"the bands end at {edges[-1]}, not at 0")
        _require(bool(self.bands) and self.bands[-1].low_end == "in", "exactly 0 per cent belongs to no band")
        return self


class CountBand(_Rule):
    """Points for a month with `low` to `high` complaints, all settled; `high` is absent in the last band.

    With `disputed_ends` the words of the annex leave out exactly `low` and exactly `high` (reading
    `complaints.one-or-three`).
    """

    low: int
    high: int | None = None
    points: Points
    disputed_ends: bool = False
    words: str


class ComplaintRule(_Rule):
    """Points for the complaints of a month; `unsettled` is what one complaint not settled on one's own initiative leaves."""

    maximum: Points
    unsettled: Points
    clause: Clause
    months: tuple[CountBand, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """From no complaint upwards without gap or overlap; a disputed end has a neighbour to go to."""
        expected = 0
        for band in self.months:
            _require(band.low == expected, f"after {expected - 1} complaints the next band begins at {band.low}")
            _require(band.high is None or band.high >= band.low, f"the band from {band.low} is empty")
            _require(band.points <= self.maximum, f"{band.points} points are more than the maximum")
            expected = -1 if band.high is None else band.high + 1
        _require(expected == -1 and bool(self.months), "the last band has an end")
        outer = [self.months[0], self.months[-1]]
        _require(not any(b.disputed_ends for b in outer), "the first and the last band have no neighbour on both sides")
        return self


class DepartmentRule(_Rule):
    """Points by the departments' own scores: the mean of those that scored."""

    maximum: Points
    clause: Clause


class DeductionRule(_Rule):
    """What a consultation takes off; the size is the consultation's, never the engine's."""

    clause: Clause


class Grade(_Rule):
    """A grade for totals from `low` (absent: no floor) to less than `below` (absent: no ceiling)."""

    grade: str
    en: str
    low: Points | None = None
    below: Points | None = None
    watched: bool
    """Whether it puts an enterprise on the watch list."""


class GradeRule(_Rule):
    """The grades, from the best down."""

    clause: Clause
    scale: tuple[Grade, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Every number has exactly one grade."""
        below: Decimal | None = None
        for position, grade in enumerate(self.scale):
            _require(grade.below == below, f"{grade.grade} ends below {grade.below}, the grade above begins at {below}")
            last = position == len(self.scale) - 1
            _require((grade.low is None) == last, f"{grade.grade}: the last grade alone has no floor")
            _require(below is None or grade.low is None or grade.low < below, f"{grade.grade} is empty")
            below = grade.low
        _require(bool(self.scale), "there are no grades")
        return self


class Edition(_Rule):
    """The rules from a day (to a day, both included), as one paper states them."""

    from_: date = Field(alias="from")
    to: date | None = None
    paper: str
    total: TotalRule
    rating: RatingRule
    complaints: ComplaintRule
    departments: DepartmentRule
    deductions: DeductionRule
    grades: GradeRule

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        """The maxima of the three components are the ceiling of the total."""
        sum_ = self.rating.maximum + self.complaints.maximum + self.departments.maximum
        _require(sum_ == self.total.maximum, f"the components add up to {sum_}, the total to {self.total.maximum}")
        return self


class ScoringRules(_Rule):
    """All editions in order of their days."""

    edition: tuple[Edition, ...] = Field(min_length=1)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The rules of a parsed `service_evaluation.toml`.

        Raises:
            ValueError: a gap or an overlap between editions, bands or grades, a number without its clause.
        """
        return cls.model_validate(document)

    @model_validator(mode="after")
    def _consecutive(self) -> Self:
        _consecutive_days([(e.from_, e.to) for e in self.edition])
        return self

    def on(self, day: date) -> Edition | None:
        """The edition in force on a day; None before the first and after the last."""
        return next((e for e in self.edition if e.from_ <= day and (e.to is None or day <= e.to)), None)


def _consecutive_days(spans: Sequence[tuple[date, date | None]]) -> None:
    for (start, end), (following, _) in pairwise(spans):
        _require(end is not None and end >= start, f"the edition of {start} ends on {end}")
        _require(end is not None and following == end + timedelta(days=1), f"after {end} the next edition begins on {following}")


def _require(holds: bool, what: str) -> None:  # noqa: FBT001 - an assertion reads best with the condition first
    if not holds:
        raise ValueError(what)
