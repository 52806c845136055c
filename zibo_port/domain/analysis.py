"""What a series of monthly figures says: changes, compression against a baseline, and when it leaves its expected range.

The expected range is that of an individuals chart (单值—移动极差控制图, XmR): the mean of the figures of the twelve months
before, plus and minus 2.66 times the mean of the differences between neighbours among them. Whoever has the figures
can check it by hand. Everything is computed exactly and rounded once, half up, where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from zibo_port.domain.periods import Month

FACTOR: Final = Fraction(266, 100)
"""3 divided by 1.128, the mean range of two draws in standard deviations: the factor that every textbook of the chart gives."""

WINDOW: Final = 12
"""Only the months of the year before count, however many were reported."""

LEAST: Final = 6
"""With fewer figures there is no expected range."""

PERCENT_DECIMALS: Final = 2

Series = Mapping[Month, Decimal]
Outside = Literal["above", "below"]


def rounded(number: Fraction, decimals: int) -> Decimal:
    """A number with so many decimals, half up: a half goes away from zero."""
    size = abs(number) * 10**decimals
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Decimal(-whole if number < 0 else whole).scaleb(-decimals)


class Change(NamedTuple):
    """How a figure differs from an earlier one: by how much, and in per cent of it; no per cent of nothing or of less than nothing."""

    former: Decimal
    amount: Decimal
    percent: Decimal | None


def change(value: Decimal | None, former: Decimal | None) -> Change | None:
    """The change from an earlier figure; None where one of the two is missing."""
    if value is None or former is None:
        return None
    percent = rounded(Fraction(value - former) / Fraction(former) * 100, PERCENT_DECIMALS) if former > 0 else None
    return Change(former, value - former, percent)


def compression(base: Decimal | None, value: Decimal | None) -> Decimal | None:
    """The compression ratio 压缩比 in per cent, (T₀ − T) ÷ T₀ × 100, two decimals; None without both."""
    if base is None or value is None or base <= 0:
        return None
    return rounded((Fraction(base) - Fraction(value)) / Fraction(base) * 100, PERCENT_DECIMALS)


def total(series: Series, months: Iterable[Month]) -> Decimal | None:
    """The sum of several months; None if one of them is missing."""
    values = [series.get(month) for month in months]
    return None if any(value is None for value in values) else sum((v for v in values if v is not None), Decimal(0))


def share(of: Sequence[Decimal | None], to: Sequence[Decimal | None]) -> Decimal | None:
    """What some figures add up to in per cent of what others do, two decimals; None where one is missing or the others are nought."""
    if None in (*of, *to):
        return None
    whole = sum((Fraction(v) for v in to if v is not None), Fraction(0))
    part = sum((Fraction(v) for v in of if v is not None), Fraction(0))
    return rounded(part / whole * 100, PERCENT_DECIMALS) if whole > 0 else None


# --- the expected range -------------------------------------------------------------------------------------------


class Limits(NamedTuple):
    """The expected range of a month: the mean of the figures before it, their mean moving range, and how many they are."""

    mean: Fraction
    moving_range: Fraction
    figures: int

    @property
    def lower(self) -> Fraction:
        """Below this a figure is unexpected."""
        return self.mean - FACTOR * self.moving_range

    @property
    def upper(self) -> Fraction:
        """Above this a figure is unexpected."""
        return self.mean + FACTOR * self.moving_range

    def outside(self, value: Decimal) -> Outside | None:
        """On which side a figure lies outside; on the limit itself it is inside."""
        if Fraction(value) > self.upper:
            return "above"
        return "below" if Fraction(value) < self.lower else None


def limits(previous: Sequence[Decimal]) -> Limits | None:
    """The range expected after some figures in their order of time; None if they are too few."""
    if len(previous) < LEAST:
        return None
    figures = [Fraction(value) for value in previous]
    ranges = [abs(after - before) for before, after in pairwise(figures)]
    return Limits(sum(figures, Fraction(0)) / len(figures), sum(ranges, Fraction(0)) / len(ranges), len(figures))


def before(series: Series, month: Month) -> list[Decimal]:
    """The figures reported for the twelve months before a month, in time; months without one are passed over."""
    months, at = [], month
    for _ in range(WINDOW):
        at = at.previous
        months.append(at)
    return [series[m] for m in reversed(months) if m in series]


class Point(NamedTuple):
    """A month of a series with all that is to be said about its figure."""

    month: Month
    value: Decimal
    month_on_month: Change | None
    year_on_year: Change | None
    compression: Decimal | None
    limits: Limits | None

    @property
    def outside(self) -> Outside | None:
        """On which side of its expected range it lies, if it lies outside."""
        return self.limits.outside(self.value) if self.limits is not None else None


def point(series: Series, month: Month, base: Decimal | None = None) -> Point:
    """A month that was reported; `base` is what it is compressed against."""
    value = series[month]
    return Point(
        month,
        value,
        change(value, series.get(month.previous)),
        change(value, series.get(Month(month.year - 1, month.number))),
        compression(base, value),
        limits(before(series, month)),
    )


def trend(series: Series, base: Decimal | None = None) -> tuple[Point, ...]:
    """Every month that was reported, in time."""
    return tuple(point(series, month, base) for month in sorted(series))


class Alarms(NamedTuple):
    """How often the method would have warned about a series' own past: how many months of those that could be judged."""

    flagged: int
    judged: int

    @property
    def rate(self) -> Decimal | None:
        """In per cent, two decimals; None before any month can be judged."""
        return rounded(Fraction(self.flagged * 100, self.judged), PERCENT_DECIMALS) if self.judged else None


def alarms(points: Iterable[Point]) -> Alarms:
    """How often the method warned about these months: its rate of false alarms as far as nothing was really wrong."""
    judged = [p for p in points if p.limits is not None]
    return Alarms(sum(p.outside is not None for p in judged), len(judged))
