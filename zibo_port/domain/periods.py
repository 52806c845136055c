"""Quarters and months of the calendar, the days that the notice fixes in them, and the business day of an instant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from zibo_port.domain.errors import InvalidData

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""The time of the office; every day in this house is a day there."""

REPORT_CLAUSE: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》四（一）"
MEETING_CLAUSE: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》四（二）"

_QUARTER: Final = re.compile(r"(2[01][0-9]{2})Q([1-4])")
_MONTH: Final = re.compile(r"(2[01][0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written 2026-03; months compare in time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read 2026-03.

        Raises:
            InvalidData: field `month`; another form, or a year outside 2000 to 2199.
        """
        match = _MONTH.fullmatch(_plain(text))
        if match is None:
            raise InvalidData.of(
                "month", f"“{_shown(text)}”不是月份，请按 2026-03 的形式填写。", f"“{_shown(text)}” is no month; write it as 2026-03."
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        """The month before it."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    @property
    def quarter(self) -> Quarter:
        """The quarter in which it lies."""
        return Quarter(self.year, (self.number + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, written 2026Q3; quarters compare in time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read 2026Q3, in either case and width.

        Raises:
            InvalidData: field `quarter`; another form, or a year outside 2000 to 2199.
        """
        match = _QUARTER.fullmatch(_plain(text))
        if match is None:
            raise InvalidData.of(
                "quarter", f"“{_shown(text)}”不是季度，请按 2026Q3 的形式填写。", f"“{_shown(text)}” is no quarter; write it as 2026Q3."
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """Its three months, in time."""
        last = self.number * 3
        return Month(self.year, last - 2), Month(self.year, last - 1), Month(self.year, last)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.months[2].last_day

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before it."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}Q{self.number}"


def report_due(month: Month) -> date:
    """The day by which a month's report is due: the 10th of the next, working day or not (first plan, four (一))."""
    return month.next.first_day.replace(day=10)


def meeting_from(quarter: Quarter) -> date:
    """The first day for a quarter's regular meeting: the 11th of its first month, the beginning of 中旬 (first plan, four (二))."""
    return quarter.first_day.replace(day=11)


def meeting_due(quarter: Quarter) -> date:
    """The last day for a quarter's regular meeting: the 20th of its first month, the end of 中旬 (first plan, four (二))."""
    return quarter.first_day.replace(day=20)


def business_day_of(instant: datetime) -> date:
    """The day in Asia/Shanghai on which an instant lies.

    Raises:
        ValueError: the instant has no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(SHANGHAI).date()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _shown(text: str) -> str:
    """As much of a text as a sentence can quote."""
    return "".join(c if c.isprintable() else "?" for c in text[:20])
