"""How units stand with their duties: counts and days that can be checked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.scenario import books
from zibo_port.domain.duty import Duty
from zibo_port.domain.periods import Quarter
from zibo_port.domain.supervision import Standing, supervise

ON = date(2026, 9, 30)
"""A Wednesday before the holidays of 1 to 7 October; the fifth working day after it is 13 October."""

QUARTER = Quarter.parse("2026Q3")


def duty(department: str = "customs", due_on: date = ON, done_on: date | None = None, **said: object) -> Duty:
    content = {"step": "consult", "case": "1号", "since": date(2026, 7, 1), "provisional": False, "assumed": False, "clause": "《某法》"}
    return Duty(department=department, due_on=due_on, done_on=done_on, **content | said)  # type: ignore[arg-type]


def standing(*duties: Duty, unit: str = "customs", on: date = ON, quarter: Quarter = QUARTER) -> Standing:
    found = supervise(duties, ("port-office", "customs"), on, quarter, books().calendar)
    return next(one for one in found if one.unit == unit)


@pytest.mark.parametrize(
    ("due_on", "soon", "late"),
    [
        (date(2026, 9, 29), 0, 1),
        (date(2026, 9, 30), 1, 0),
        (date(2026, 10, 13), 1, 0),
        (date(2026, 10, 14), 0, 0),
    ],
)
def test_due_soon_is_the_day_itself_and_five_working_days_after_it(due_on, soon, late):
    """8, 9, 10 (a Saturday that is worked), 12 and 13 October."""
    one = standing(duty(due_on=due_on))
    assert (len(one.open), len(one.soon), len(one.late)) == (1, soon, late)


def test_the_mean_of_days_late_has_one_decimal_rounded_half_up():
    late = [duty(due_on=date(2026, 9, day)) for day in (29, 28, 28, 29)]
    assert standing(*late).mean_days_late == Decimal("1.5")
    assert standing(*late[:3]).mean_days_late == Decimal("1.7")
    assert standing(*([late[0]] * 3 + [late[1]])).mean_days_late == Decimal("1.3"), "1.25"
    assert standing(duty()).mean_days_late is None


def test_the_oldest_is_the_one_that_was_due_first():
    first = duty(due_on=date(2026, 8, 1), case="0号")
    assert standing(duty(), first, duty(due_on=date(2026, 9, 1))).oldest == first
    assert standing().oldest is None


def test_what_is_late_is_counted_by_step():
    late = [duty(due_on=date(2026, 9, 1), step=step) for step in ("consult", "refund-check", "refund-check")]
    assert list(standing(*late).late_steps.items()) == [("refund-check", 2), ("consult", 1)]


@pytest.mark.parametrize(
    ("done_on", "in_time", "too_late", "open_"),
    [
        (date(2026, 7, 1), 1, 0, 0),
        (date(2026, 9, 20), 1, 0, 0),
        (date(2026, 9, 21), 0, 1, 0),
        (date(2026, 6, 30), 0, 0, 0),
        (date(2026, 10, 1), 0, 0, 1),
    ],
)
def test_what_was_done_counts_in_the_quarter_of_its_day_and_by_that_day(done_on, in_time, too_late, open_):
    one = standing(duty(due_on=date(2026, 9, 20), done_on=done_on))
    assert (len(one.in_time), len(one.too_late), len(one.open)) == (in_time, too_late, open_)


def test_what_is_done_later_in_the_quarter_is_still_open_on_the_day():
    one = standing(duty(due_on=date(2026, 9, 20), done_on=date(2026, 9, 18)), on=date(2026, 9, 17))
    assert (len(one.open), len(one.in_time)) == (1, 0)


def test_a_duty_that_begins_later_is_not_owed_yet():
    assert standing(duty(since=date(2026, 10, 1), due_on=date(2026, 10, 9))).open == ()


def test_a_districts_bureau_stands_beside_the_department_above_it():
    district = duty("market-supervision", unit="market-supervision.zhangdian", due_on=date(2026, 9, 1))
    found = supervise([district, duty("tax")], ("port-office", "market-supervision"), ON, QUARTER, books().calendar)
    assert [(one.unit, len(one.late), len(one.open)) for one in found] == [
        ("port-office", 0, 0),
        ("market-supervision", 0, 0),
        ("market-supervision.zhangdian", 1, 1),
        ("tax", 0, 1),
    ]


def test_every_duty_is_counted_once():
    duties = [duty(case=f"{n}号", due_on=date(2026, 9, n + 1), done_on=date(2026, 9, 2 * n) if 0 < n < 9 else None) for n in range(14)]
    one = standing(*duties)
    assert len(one.open) + len(one.in_time) + len(one.too_late) == 14
    assert (len(one.in_time), len(one.too_late), len(one.open), len(one.late)) == (1, 7, 6, 6)
