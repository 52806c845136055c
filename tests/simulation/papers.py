"""Working days as the State Council's papers publish them, typed in by hand, and deadlines counted on the fingers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

ONE_DAY = timedelta(days=1)

OFF = {
    2024: "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
    2025: "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
}
"""Days off (国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号)."""

MADE_UP = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
"""Saturdays and Sundays on which people work (调休), by the same papers."""


def _days(year: int, text: str) -> Iterator[date]:
    for part in text.split():
        first, _, last = part.partition("..")
        day, end = (date.fromisoformat(f"{year}-{d}") for d in (first, last or first))
        while day <= end:
            yield day
            day += ONE_DAY


HOLIDAYS = frozenset(day for year, text in OFF.items() for day in _days(year, text))
MAKE_UP_DAYS = frozenset(day for year, text in MADE_UP.items() for day in _days(year, text))


def works(day: date) -> bool:
    """Whether people work on a day."""
    return day in MAKE_UP_DAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def working_days_after(start: date, n: int) -> date:
    """The n-th working day after a day, counted one by one."""
    day = start
    while n:
        day += ONE_DAY
        n -= works(day)
    return day


def days_after(start: date, n: int) -> date:
    """The n-th day after a day, or the next on which people work."""
    day = start + n * ONE_DAY
    while not works(day):
        day += ONE_DAY
    return day


def next_meeting(day: date) -> date:
    """The 20th of the first month of the quarter after a day's."""
    firsts = [date(year, month, 20) for year in (day.year, day.year + 1) for month in (1, 4, 7, 10)]
    return next(after for before, after in pairwise(firsts) if day < after.replace(day=1) and day >= before.replace(day=1))
