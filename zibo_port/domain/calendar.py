"""Working days with 调休 over the adopted years, and the periods of the law counted with them.

How a period is counted: the day it starts isn't counted; a period of months or years ends on the corresponding day, or on
the month's last day if there is none; a calendar period that ends on a day off ends on the next working day
(《民法典》第二百零一条至第二百零三条; 《行政处罚法》第八十五条 for the periods of two to seven days, which are working days).
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from zibo_port.domain.errors import InvalidData

Unit = Literal["working-days", "calendar-days", "months", "years"]
"""What a period of the law is counted in."""

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


class Deadline(NamedTuple):
    """The last day of a period, in Asia/Shanghai; provisional if a year it depends on isn't adopted yet."""

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The working days of one year, as the State Council's paper fixes them.

    `holidays` are weekdays off, `workdays` weekend days worked. A paper may also move days of the December before its
    year (New Year's bridge days); they count from its adoption. Days that say what the week says anyway do no harm.
    """

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    paper: str
    issued_on: date | None = None

    @classmethod
    def of(cls, year: int, holidays: Iterable[date], workdays: Iterable[date], paper: str, issued_on: date | None = None) -> Year:
        """A year about to be adopted, checked; what was adopted once is built without a check.

        Raises:
            InvalidData: field `date`; a day of another year, or one that is both off and worked.
        """
        arranged = cls(year, frozenset(holidays), frozenset(workdays), paper, issued_on)
        stray = sorted(d for d in arranged.holidays | arranged.workdays if not arranged._may_fix(d))
        if stray:
            raise InvalidData.of(
                "date",
                f"{stray[0]} 不属于{year}年的放假安排，请核对文件中的年份。",
                f"{stray[0]} doesn't belong to the arrangement of {year}; check the year in the file.",
            )
        both = sorted(arranged.holidays & arranged.workdays)
        if both:
            raise InvalidData.of(
                "date",
                f"{both[0]} 既列为放假又列为上班，请核对放假通知。",
                f"{both[0]} is listed both as off and as worked; compare it with the State Council's notice.",
            )
        return arranged

    def _may_fix(self, day: date) -> bool:
        return day.year == self.year or (day.year == self.year - 1 and day.month == 12)


class Calendar:
    """The adopted years. In a year that isn't adopted Monday to Friday are taken for working days, provisionally."""

    __slots__ = ("_counted", "_exceptions", "_tables", "adopted")

    def __init__(self, years: Iterable[Year] = ()) -> None:
        """Of two arrangements of one year the later in `years` counts."""
        latest = {y.year: y for y in years}
        self.adopted: tuple[Year, ...] = tuple(latest[y] for y in sorted(latest))
        self._exceptions = {d: worked for y in self.adopted for days, worked in ((y.holidays, False), (y.workdays, True)) for d in days}
        self._tables: dict[int, tuple[bool, tuple[date, ...]]] = {}
        self._counted: dict[tuple[date, int, Unit], Deadline] = {}

    def with_(self, year: Year) -> Calendar:
        """The same with a year adopted, in the place of an earlier arrangement of it."""
        return Calendar((*self.adopted, year))

    def differing(self, other: Calendar, year: int) -> list[date]:
        """The days of a year, and of the December before it, on which only one of two calendars has people work."""
        first = date(year - 1, 12, 1)
        days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
        return [day for day in days if self.is_working_day(day) != other.is_working_day(day)]

    def covers(self, year: int) -> bool:
        """Whether the year's working days are adopted."""
        return self._table(year)[0]

    def is_working_day(self, day: date) -> bool:
        """Whether people work on a day."""
        return self._exceptions.get(day, day.weekday() < _SATURDAY)

    def working_days(self, start: date, n: int) -> Deadline:
        """The n-th working day after `start`; provisional if a counted day lies in a year that isn't adopted."""
        _at_least_one(n)
        first = start + _ONE_DAY
        year = first.year
        known, days = self._table(year)
        index = bisect_left(days, first) + n - 1
        while index >= len(days):
            index -= len(days)
            year += 1
            next_known, days = self._table(year)
            known = known and next_known
        return Deadline(days[index], not known)

    def calendar_days(self, start: date, n: int) -> Deadline:
        """The n-th day after `start`, or the next working day if it is off."""
        _at_least_one(n)
        return self._rolled(start + timedelta(days=n))

    def months(self, start: date, n: int) -> Deadline:
        """The corresponding day n months after `start`, or the next working day if it is off."""
        _at_least_one(n)
        return self._rolled(months_after(start, n))

    def years(self, start: date, n: int) -> Deadline:
        """The corresponding day n years after `start`, or the next working day if it is off."""
        return self.months(start, 12 * n)

    def count(self, start: date, count: int, unit: Unit) -> Deadline:
        """The last day of a period of `count` units that starts on `start`; counted once, asked for with every decision of a day."""
        asked = (start, count, unit)
        deadline = self._counted.get(asked)
        if deadline is None:
            deadline = self._counted[asked] = self._count(start, count, unit)
        return deadline

    def elapsed(self, start: date, day: date, unit: Unit) -> int:
        """How many whole units of a period that starts on `start` have passed by the end of `day`."""
        if day <= start:
            return 0
        match unit:
            case "working-days":
                days = ((start + timedelta(days=n)) for n in range(1, (day - start).days + 1))
                return sum(self.is_working_day(d) for d in days)
            case "calendar-days":
                return (day - start).days
            case "months" | "years":
                whole = (day.year - start.year) * 12 + day.month - start.month
                whole -= months_after(start, whole) > day
                return whole if unit == "months" else whole // 12

    def _count(self, start: date, count: int, unit: Unit) -> Deadline:
        match unit:
            case "working-days":
                return self.working_days(start, count)
            case "calendar-days":
                return self.calendar_days(start, count)
            case "months":
                return self.months(start, count)
            case "years":
                return self.years(start, count)

    def _rolled(self, end: date) -> Deadline:
        day = end
        while not self.is_working_day(day):
            day += _ONE_DAY
        return Deadline(day, not (self.covers(end.year) and self.covers(day.year)))

    def _table(self, year: int) -> tuple[bool, tuple[date, ...]]:
        """Whether a year is adopted, and its working days in order; made once, asked for every penalty of an import."""
        table = self._tables.get(year)
        if table is None:
            first = date(year, 1, 1)
            days = (first + timedelta(days=i) for i in range((date(year, 12, 31) - first).days + 1))
            known = any(y.year == year for y in self.adopted)
            table = self._tables[year] = (known, tuple(d for d in days if self.is_working_day(d)))
        return table


def months_after(start: date, n: int) -> date:
    """The corresponding day n months later, or that month's last day: the end of a term that doesn't roll."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _at_least_one(n: int) -> None:
    if n < 1:
        raise ValueError(f"a period has at least one unit, not {n}")
