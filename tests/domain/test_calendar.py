"""Working days with 调休, periods of the law, and what is provisional."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from time import process_time

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.domain.calendar import Calendar, Deadline, Unit, Year, months_after
from zibo_port.domain.errors import InvalidData

FIRST, LAST = 2004, 2026


def days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=i) for i in range((date(year + 1, 1, 1) - first).days))


@cache
def adopted(year: int) -> Year:
    off = (d for d in days_of(year) if d.weekday() < 5 and not chinese_calendar.is_workday(d))
    worked = (d for d in days_of(year) if d.weekday() >= 5 and chinese_calendar.is_workday(d))
    return Year.of(year, off, worked, f"放假通知 {year}")


@cache
def calendar(first: int = FIRST, last: int = LAST) -> Calendar:
    return Calendar(adopted(year) for year in range(first, last + 1))


# --- working days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "on"),
    [
        ("2021-09-28", 3, "2021-10-08"),
        ("2021-09-28", 7, "2021-10-13"),
        ("2021-09-28", 20, "2021-11-01"),
        ("2026-02-10", 3, "2026-02-13"),
        ("2026-02-10", 7, "2026-02-26"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-09-24", 3, "2026-09-30"),
        ("2026-09-24", 7, "2026-10-12"),
        ("2026-09-24", 20, "2026-10-29"),
        ("2026-12-18", 3, "2026-12-23"),
        ("2026-12-18", 7, "2026-12-29"),
        ("2025-12-31", 1, "2026-01-04"),  # a make-up Sunday
        ("2026-12-30", 1, "2026-12-31"),
    ],
)
def test_working_days_count_make_up_weekends_and_not_the_first_day(start: str, n: int, on: str) -> None:
    assert calendar().working_days(date.fromisoformat(start), n) == Deadline(date.fromisoformat(on), provisional=False)


def test_a_count_that_reaches_a_year_not_adopted_is_provisional_and_takes_monday_to_friday() -> None:
    assert calendar().working_days(date(2026, 12, 18), 20) == (date(2027, 1, 15), True)
    assert calendar().working_days(date(2026, 12, 31), 1) == (date(2027, 1, 1), True)


def test_a_count_through_a_year_not_adopted_is_provisional_though_it_ends_in_one_that_is() -> None:
    gap = Calendar([adopted(2023), adopted(2025)])
    assert gap.working_days(date(2023, 12, 28), 263) == (date(2024, 12, 31), True)
    assert gap.working_days(date(2023, 12, 28), 300).provisional
    assert gap.working_days(date(2023, 12, 28), 300).on.year == 2025


def test_the_last_day_of_a_year_not_adopted_is_no_part_of_a_count_that_starts_on_it() -> None:
    assert Calendar([adopted(2026)]).working_days(date(2025, 12, 31), 3) == (date(2026, 1, 6), False)
    assert Calendar([adopted(2026)]).working_days(date(2025, 12, 30), 3).provisional


def test_adopting_the_year_settles_the_deadline() -> None:
    before = Calendar([adopted(2025)])
    after = Calendar([adopted(2025), adopted(2026)])
    assert before.working_days(date(2025, 12, 31), 20) == (date(2026, 1, 28), True)
    assert after.working_days(date(2025, 12, 31), 20) == (date(2026, 1, 29), False)
    assert before.working_days(date(2026, 2, 10), 7) == (date(2026, 2, 19), True)
    assert after.working_days(date(2026, 2, 10), 7) == (date(2026, 2, 26), False)


def test_every_day_of_the_adopted_years_is_as_published() -> None:
    for year in range(FIRST, LAST + 1):
        for day in days_of(year):
            assert calendar().is_working_day(day) == chinese_calendar.is_workday(day)


def test_the_working_weekends_of_2026() -> None:
    worked = [d for d in days_of(2026) if d.weekday() >= 5 and calendar().is_working_day(d)]
    assert worked == [date(2026, m, d) for m, d in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))]


@given(st.dates(date(FIRST, 1, 1), date(LAST, 9, 1)), st.integers(1, 60))
def test_counting_day_by_day_comes_to_the_same(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    assert calendar().working_days(start, n) == (day, False)


@given(st.dates(date(2000, 1, 1), date(2035, 1, 1)), st.integers(1, 400), st.sets(st.integers(2000, 2036)))
def test_a_working_deadline_is_a_working_day_and_provisional_just_when_a_counted_year_is_unknown(
    start: date, n: int, known: set[int]
) -> None:
    mixed = Calendar(Year(y, frozenset({date(y, 10, 1)}), frozenset(), "") for y in known)
    deadline = mixed.working_days(start, n)
    counted = {(start + timedelta(days=i)).year for i in range(1, (deadline.on - start).days + 1)}
    assert mixed.is_working_day(deadline.on)
    assert deadline.provisional == (not counted <= known)
    assert mixed.working_days(start, n + 1).on > deadline.on


def test_it_is_fast_enough_to_be_asked_for_every_row_of_an_import() -> None:
    calendar().working_days(date(2026, 3, 3), 20)
    began = process_time()
    for _ in range(20_000):
        calendar().working_days(date(2026, 3, 3), 20)
    assert process_time() - began < 0.4  # 20 µs each, some 20 times what it takes


# --- calendar periods ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "count", "unit", "on", "provisional"),
    [
        ("2026-03-02", 15, "calendar-days", "2026-03-17", False),
        ("2026-03-13", 15, "calendar-days", "2026-03-30", False),  # ends on Saturday the 28th
        ("2026-09-16", 15, "calendar-days", "2026-10-08", False),  # ends on 1 October
        ("2026-09-05", 15, "calendar-days", "2026-09-20", False),  # a make-up Sunday is a working day
        ("2026-08-03", 90, "calendar-days", "2026-11-02", False),  # ends on Sunday 1 November
        ("2026-12-16", 15, "calendar-days", "2026-12-31", False),
        ("2026-12-17", 15, "calendar-days", "2027-01-01", True),
        ("2026-12-01", 60, "calendar-days", "2027-02-01", True),  # 30 January is a Saturday
        ("2026-01-31", 1, "months", "2026-02-28", False),  # no 31 February; the 28th is a make-up Saturday
        ("2024-01-31", 1, "months", "2024-02-29", False),
        ("2026-03-31", 6, "months", "2026-09-30", False),
        ("2026-04-01", 6, "months", "2026-10-08", False),
        ("2026-11-23", 3, "months", "2027-02-23", True),
        ("2024-02-29", 1, "years", "2025-02-28", False),
        ("2023-06-01", 3, "years", "2026-06-01", False),
        ("2026-06-01", 3, "years", "2029-06-01", True),
        ("2026-02-10", 7, "working-days", "2026-02-26", False),
    ],
)
def test_periods_end_on_the_corresponding_day_and_roll_when_it_is_off(
    start: str, count: int, unit: Unit, on: str, provisional: bool
) -> None:
    assert calendar().count(date.fromisoformat(start), count, unit) == (date.fromisoformat(on), provisional)


def test_a_roll_into_a_year_not_adopted_is_provisional() -> None:
    assert Calendar([adopted(2022)]).calendar_days(date(2022, 12, 1), 30) == (date(2023, 1, 2), True)  # 31 December is off
    assert calendar().calendar_days(date(2022, 12, 1), 30) == (date(2023, 1, 3), False)


def test_a_roll_out_of_a_year_not_adopted_is_provisional() -> None:
    assert Calendar([adopted(2023)]).calendar_days(date(2022, 12, 1), 30) == (date(2023, 1, 3), True)


def test_calendar_periods_do_not_depend_on_the_years_between() -> None:
    assert Calendar([adopted(2020), adopted(2023)]).years(date(2020, 6, 1), 3) == (date(2023, 6, 1), False)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_months_keep_the_day_or_take_the_last_of_the_month(start: date, n: int) -> None:
    end = months_after(start, n)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(st.dates(date(FIRST, 1, 1), date(2040, 1, 1)), st.integers(1, 1200), st.sampled_from(["calendar-days", "months", "years"]))
def test_a_calendar_deadline_never_falls_on_a_day_off(start: date, count: int, unit: Unit) -> None:
    count = count if unit == "calendar-days" else count % 60 + 1
    deadline = calendar().count(start, count, unit)
    assert calendar().is_working_day(deadline.on)
    assert deadline.on > start


@pytest.mark.parametrize("unit", ["working-days", "calendar-days", "months", "years"])
@pytest.mark.parametrize("count", [0, -1])
def test_a_period_has_at_least_one_unit(unit: Unit, count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        calendar().count(date(2026, 3, 2), count, unit)


# --- adopting years -----------------------------------------------------------------------------------------------


def test_a_paper_may_move_days_of_the_december_before_its_year() -> None:
    saturday, monday = date(2018, 12, 29), date(2018, 12, 31)
    plain = Calendar([Year.of(2018, [], [], "")])
    with_next = Calendar([Year.of(2019, [monday], [saturday], "国办发明电〔2018〕15号"), Year.of(2018, [], [], "")])
    assert (plain.is_working_day(saturday), plain.is_working_day(monday)) == (False, True)
    assert (with_next.is_working_day(saturday), with_next.is_working_day(monday)) == (True, False)
    assert with_next.working_days(date(2018, 12, 28), 1) == (saturday, False)


def test_the_later_of_two_arrangements_of_a_year_counts() -> None:
    day = date(2026, 3, 3)
    first, second = Year.of(2026, [day], [], "甲"), Year.of(2026, [], [], "乙")
    assert not Calendar([second, first]).is_working_day(day)
    assert Calendar([first, second]).is_working_day(day)
    assert [y.paper for y in Calendar([first, second]).adopted] == ["乙"]


def test_covers_only_what_was_adopted() -> None:
    assert [y for y in range(2000, 2031) if calendar().covers(y)] == list(range(FIRST, LAST + 1))
    assert not Calendar().covers(2026)


def test_weekend_days_listed_as_off_and_weekdays_listed_as_worked_do_no_harm() -> None:
    year = Year.of(2026, [date(2026, 10, 3)], [date(2026, 10, 12)], "")
    assert not Calendar([year]).is_working_day(date(2026, 10, 3))
    assert Calendar([year]).is_working_day(date(2026, 10, 12))


@pytest.mark.parametrize(
    ("off", "worked", "said"),
    [
        ([date(2027, 1, 1)], [], "2027-01-01"),
        ([], [date(2025, 11, 30)], "2025-11-30"),
        ([date(2026, 5, 9)], [date(2026, 5, 9)], "既列为放假又列为上班"),
    ],
)
def test_an_arrangement_that_contradicts_itself_is_refused(off: list[date], worked: list[date], said: str) -> None:
    with pytest.raises(InvalidData, match=said) as fault:
        Year.of(2026, off, worked, "")
    assert fault.value.fields[0].field == "date"
