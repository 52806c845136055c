"""Quarters, months, the days the notice fixes, and the business day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.domain.errors import InvalidData
from zibo_port.domain.periods import Month, Quarter, business_day_of, meeting_due, report_due

days = st.dates(date(2000, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize("text", ["2026Q3", "2026q3", " 2026Q3 ", "２０２６Ｑ３"])
def test_a_quarter_is_read_as_people_type_it(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2026, 3)


WRONG = ["", "2026", "2026Q0", "2026Q5", "2026-Q3", "26Q3", "1999Q1", "2200Q1", "2026Q33", "Q32026", "٢٠٢٦Q3", "2026Q3\n1"]


@pytest.mark.parametrize("text", [*WRONG, "2026-03"])
def test_what_is_no_quarter_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(InvalidData, match="2026Q3 的形式") as fault:
        Quarter.parse(text)
    assert fault.value.fields[0].field == "quarter"


@pytest.mark.parametrize("text", [*WRONG, "2026Q3", "2026-13", "2026-00", "2026-3", "2026-03-01"])
def test_what_is_no_month_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(InvalidData, match="2026-03 的形式") as fault:
        Month.parse(text)
    assert fault.value.fields[0].field == "month"


def test_a_sentence_quotes_little_and_nothing_that_could_garble_a_terminal() -> None:
    with pytest.raises(InvalidData) as fault:
        Quarter.parse("\x1b[31m\u202e" + "x" * 10_000)
    assert fault.value.message.en.startswith("“?[31m?xxxxx")
    assert len(fault.value.message.en) < 100


def test_a_month_is_read_as_people_type_it() -> None:
    assert Month.parse(" ２０２６-03 ") == Month(2026, 3)


@given(days)
def test_quarters_and_months_tile_time(day: date) -> None:
    quarter, month = Quarter.of(day), Month.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert month.first_day <= day <= month.last_day
    assert month in quarter.months
    assert month.quarter == quarter
    for period in (quarter, month):
        assert period.next.first_day == period.last_day + timedelta(days=1)
        assert period.next.previous == period
        assert period.previous < period < period.next  # type: ignore[operator]
    assert Quarter.parse(str(quarter)) == quarter
    assert Month.parse(str(month)) == month


def test_they_are_written_as_they_are_read() -> None:
    assert str(Quarter(2026, 3)) == "2026Q3"
    assert str(Month(2026, 3)) == "2026-03"
    assert [str(m) for m in Quarter(2026, 4).months] == ["2026-10", "2026-11", "2026-12"]


def test_they_turn_the_year() -> None:
    assert Quarter(2026, 4).next == Quarter(2027, 1)
    assert Quarter(2026, 1).previous == Quarter(2025, 4)
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert Month(2026, 2).last_day == date(2026, 2, 28)
    assert Quarter(2026, 4).last_day == date(2026, 12, 31)


def test_the_monthly_report_is_due_on_the_tenth_of_the_next_month() -> None:
    assert report_due(Month(2026, 9)) == date(2026, 10, 10)
    assert report_due(Month(2026, 12)) == date(2027, 1, 10)
    assert report_due(Month(2026, 4)) == date(2026, 5, 10)  # a Sunday, all the same


def test_the_regular_meeting_is_due_on_the_twentieth_of_the_first_month() -> None:
    assert [meeting_due(Quarter(2026, n)) for n in (1, 2, 3, 4)] == [date(2026, m, 20) for m in (1, 4, 7, 10)]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 9, 30, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 9, 30)),
        (datetime(2026, 9, 30, 16, 0, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 9, 30, 23, 30, tzinfo=timezone(timedelta(hours=8))), date(2026, 9, 30)),
        (datetime(2026, 9, 30, 23, 30, tzinfo=timezone(timedelta(hours=-7))), date(2026, 10, 1)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_business_day_is_the_day_in_shanghai(instant: datetime, day: date) -> None:
    assert business_day_of(instant) == day


def test_an_instant_without_a_zone_has_no_business_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        business_day_of(datetime(2026, 9, 30, 12, 0))  # noqa: DTZ001
