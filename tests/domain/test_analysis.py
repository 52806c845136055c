"""The analysis of a series: each number by hand once, the laws for any series, and how often it warns for nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.domain.analysis import (
    FACTOR,
    LEAST,
    WINDOW,
    alarms,
    before,
    change,
    compression,
    limits,
    point,
    rounded,
    share,
    total,
    trend,
)
from zibo_port.domain.periods import Month, Quarter

FIGURES = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


def series(*values: object) -> dict[Month, Decimal]:
    """Figures of months one after another, from January 2025; None is a month that wasn't reported."""
    found, month = {}, Month(2025, 1)
    for value in values:
        if value is not None:
            found[month] = Decimal(str(value))
        month = month.next
    return found


# --- by hand ------------------------------------------------------------------------------------------------------


def test_the_expected_range_by_hand():
    """10, 12, 11, 13, 12, 14: mean 12; differences 2, 1, 2, 1, 2, mean 1.6; 12 ± 2.66 × 1.6 = 7.744 to 16.256."""
    found = limits([Decimal(n) for n in (10, 12, 11, 13, 12, 14)])
    assert (found.mean, found.moving_range, found.figures) == (12, Fraction(8, 5), 6)
    assert (rounded(found.lower, 3), rounded(found.upper, 3)) == (Decimal("7.744"), Decimal("16.256"))
    assert found.outside(Decimal("16.257")) == "above"
    assert found.outside(Decimal("7.743")) == "below"


@pytest.mark.parametrize(("value", "side"), [("16.256", None), ("16.2560001", "above"), ("7.744", None), ("7.7439999", "below")])
def test_on_the_limit_is_inside_and_nothing_is_rounded_before_it_is_compared(value, side):
    assert limits([Decimal(n) for n in (10, 12, 11, 13, 12, 14)]).outside(Decimal(value)) == side


def test_five_figures_are_too_few_and_only_the_twelve_months_before_count():
    assert limits([Decimal(1)] * (LEAST - 1)) is None
    values = series(*range(1, 15))
    assert before(values, Month(2026, 3)) == [Decimal(n) for n in range(3, 15)]
    assert len(before(values, Month(2026, 3))) == WINDOW
    assert before(values, Month(2025, 1)) == []


def test_a_month_that_is_missing_is_passed_over():
    values = series(10, None, 12, 11, None, 13, 12, 14)
    assert before(values, Month(2025, 9)) == [Decimal(n) for n in (10, 12, 11, 13, 12, 14)]
    assert point(values | {Month(2025, 9): Decimal(20)}, Month(2025, 9)).outside == "above"


def test_without_any_variation_every_change_is_unexpected():
    values = series(*[0] * 6, 1)
    assert point(values, Month(2025, 7)).outside == "above"
    assert point(series(*[0] * 7), Month(2025, 7)).outside is None


def test_changes_on_the_month_and_on_the_year():
    values = series(*([None] * 7), 40, *([None] * 10), 30, 33)
    at = point(values, Month(2026, 8), Decimal("60.5"))
    assert at.month_on_month == (Decimal(30), Decimal(3), Decimal("10.00"))
    assert at.year_on_year == (Decimal(40), Decimal(-7), Decimal("-17.50"))
    assert at.compression == Decimal("45.45")
    assert point(values, Month(2026, 7)).month_on_month is None


@pytest.mark.parametrize(("former", "percent"), [("0", None), ("-5", None), ("3", "233.33")])
def test_there_is_no_per_cent_of_nothing(former, percent):
    found = change(Decimal(10), Decimal(former))
    assert found.amount == 10 - Decimal(former)
    assert found.percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("base", "value", "ratio"),
    [("97.39", "34.91", "64.15"), ("12.29", "1.78", "85.52"), ("97.39", "32.97", "66.15"), ("10", "12.5", "-25.00"), ("0", "1", None)],
)
def test_the_compression_ratio(base, value, ratio):
    assert compression(Decimal(base), Decimal(value)) == (None if ratio is None else Decimal(ratio))
    assert compression(None, Decimal(value)) is None


def test_months_add_up_only_if_each_is_there():
    values = series(1, 2, 3, 4, None, 6)
    assert total(values, Quarter(2025, 1).months) == 6
    assert total(values, Quarter(2025, 2).months) is None


def test_a_share_of_several_units():
    assert share([Decimal(1)], [Decimal(1), Decimal(2)]) == Decimal("33.33")
    assert share([Decimal(1), None], [Decimal(3)]) is None
    assert share([Decimal(1)], [Decimal(0)]) is None


# --- laws ---------------------------------------------------------------------------------------------------------


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_half_up_and_once(number, decimals):
    exact = Decimal(1).scaleb(-decimals)
    near = rounded(number, decimals)
    assert abs(Fraction(near) - number) <= Fraction(1, 2 * 10**decimals)
    if number.denominator in (1, 2, 4, 5, 8, 10, 16, 20, 25):
        assert near == (Decimal(number.numerator) / number.denominator).quantize(exact, ROUND_HALF_UP)


@given(st.lists(FIGURES, min_size=LEAST, max_size=WINDOW), FIGURES, st.integers(1, 50))
def test_the_judgement_is_the_same_in_another_unit_of_measure_and_from_another_zero(values, value, times):
    found = limits(values)
    moved = limits([v * times + 7 for v in values])
    assert moved.outside(value * times + 7) == found.outside(value)
    assert found.lower <= found.mean <= found.upper
    assert found.upper - found.mean == FACTOR * found.moving_range


@given(st.lists(FIGURES, min_size=1, max_size=30))
def test_later_months_change_nothing_about_earlier_ones(values):
    whole = series(*values)
    last = max(whole)
    part = {month: value for month, value in whole.items() if month < last}
    assert trend(part) == trend(whole)[:-1]


@given(st.lists(FIGURES, min_size=1, max_size=30))
def test_the_rate_is_that_of_the_months_that_could_be_judged(values):
    found = alarms(trend(series(*values)))
    assert 0 <= found.flagged <= found.judged == max(len(values) - LEAST, 0)
    assert (found.rate is None) == (found.judged == 0)


# --- false alarms -------------------------------------------------------------------------------------------------

RUNS, LENGTH = 60, 48


def _alarms(draw) -> Decimal:
    """How often the method warns, in per cent, over many stable series."""
    chance = Random(20210930)
    flagged = judged = 0
    for _ in range(RUNS):
        found = alarms(trend(series(*(round(draw(chance), 2) for _ in range(LENGTH)))))
        flagged, judged = flagged + found.flagged, judged + found.judged
    assert judged == RUNS * (LENGTH - LEAST)
    return rounded(Fraction(100 * flagged, judged), 2)


@pytest.mark.parametrize(
    ("draw", "least", "most"),
    [
        (lambda chance: chance.gauss(30, 3), "1", "3"),
        (lambda chance: chance.uniform(20, 40), "0", "2"),
        (lambda chance: chance.lognormvariate(3, 0.3), "1.5", "5"),
    ],
    ids=["normal", "uniform", "skewed"],
)
def test_on_a_stable_series_it_warns_for_nothing_in_few_months(draw, least, most):
    assert Decimal(least) <= _alarms(draw) <= Decimal(most)


def test_a_shift_of_five_standard_deviations_does_not_go_unseen():
    chance = Random(7)
    seen = 0
    for _ in range(RUNS):
        values = series(*(round(chance.gauss(30, 3), 2) for _ in range(13)))
        last = max(values)
        seen += point(values | {last: Decimal(48)}, last).outside == "above"
    assert seen >= RUNS * 9 // 10
