"""Reads a cell as a day, in every form in which people and spreadsheets write one."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from zibo_port.documents import chinese_numbers
from zibo_port.documents.cells import NOTHING, Broken, Cell, CellError, broken, text
from zibo_port.documents.visible import quoted

_SERIAL_DAY_0: Final = date(1899, 12, 30)
_YEARS: Final = range(1949, 2101)


class Day(NamedTuple):
    """A day, and whether it was computed from a spreadsheet's day number."""

    on: date
    from_serial: bool = False


def day(cell: Cell) -> Day | None:
    """A day, None for an empty cell.

    Raises CellError `date-unreadable`.
    """
    if isinstance(cell, date):
        return Day(_plausible(cell, cell))
    if isinstance(cell, bool | Broken):
        raise _no_day(cell)
    if isinstance(cell, int | float):
        return _day_of_number(cell)
    return _day_of_text(text(cell))


@lru_cache(4096)
def _day_of_text(plain: str) -> Day | None:
    if plain.lower() in NOTHING:
        return None
    folded = unicodedata.normalize("NFKC", plain)
    head, _, fraction = folded.partition(".")
    if head.isdecimal() and len(head) >= 5 and (fraction or "0").isdecimal():
        return _day_of_number(float(folded))
    parts = _parts(folded)
    if len(parts) != 3 or len(parts[0]) != 4:
        raise _no_day(plain)
    try:
        year, month, on = (int(part) if part.isdecimal() else chinese_numbers.whole_number(part) or 0 for part in parts)
        return Day(_plausible(date(year, month, on), plain))
    except ValueError:
        raise _no_day(plain) from None


def _parts(folded: str) -> list[str]:
    """Year, month and day of a date in any of the usual forms; a time of day after it doesn't matter."""
    compact = folded.replace("T", " ").replace("年", "-").replace("月", "-").replace("号", "日")
    head, ended, after = compact.partition("日")
    if not ended:
        head, _, after = compact.strip().rpartition(" ") if ":" in compact else (compact, "", "")
    if after.strip() and ":" not in after:
        return []
    joined = "".join(head.split())
    for separator in "/.":
        joined = joined.replace(separator, "-")
    return joined.split("-")


def _day_of_number(number: float) -> Day:
    whole = int(number) if abs(number) < 1e9 else 0
    if 20_000 <= whole <= 80_000:
        return Day(_SERIAL_DAY_0 + timedelta(days=whole), from_serial=True)
    digits = str(whole)
    if len(digits) == 8 and number == whole:
        try:
            return Day(_plausible(date(int(digits[:4]), int(digits[4:6]), int(digits[6:])), number))
        except ValueError:
            pass
    raise _no_day(number)


def _plausible(on: date, cell: object) -> date:
    if on.year not in _YEARS:
        raise _no_day(cell)
    return on


def _no_day(cell: object) -> CellError:
    if isinstance(cell, Broken):
        return broken(cell, "date-unreadable")
    return CellError(
        "date-unreadable",
        f"“{quoted(cell)}”不是能确定的日期，请写成 2026-03-12 这样的年月日。",
        f"“{quoted(cell)}” is no certain date: write year, month and day like 2026-03-12.",
    )
