"""Reads the cells of evaluation tables: counts, rates, points, years, quarters, yes and no, as people and spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from zibo_port.documents.cells import Broken, Cell, CellError, broken, filled
from zibo_port.documents.visible import quoted

_COUNT_UNIT: Final = re.compile(r"(?:件|票|单|笔|次|条|个|家)$")
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,12}|\d{1,3}(?:,\d{3})+)(?:\.\d{1,18})?")
_PER_CENT: Final = Decimal(100)
_LEAST_PER_CENT: Final = Decimal(10)
"""A bare number from here to a hundred can only be per cent; one between 1 and this may be per cent or a ratio over 100 %."""

_QUARTER: Final = re.compile(r"(?:(20\d\d|21\d\d)(?:年度?|[-/])?)?第?(?:Q([1-4])|([1-4一二三四])季度?)|([1-4一二三四])")
_QUARTERS: Final = "1234一二三四"
_YEAR: Final = re.compile(r"(20\d\d|21\d\d)(?:年|年度)?")

_YES: Final = frozenset(("是", "有", "已", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "1"))
_NO: Final = frozenset(("否", "未", "没有", "不是", "×", "✗", "✘", "x", "n", "no", "false", "f", "0"))


class Words(NamedTuple):
    """What else stands for yes and no in a column."""

    yes: frozenset[str]
    no: frozenset[str]

    @property
    def contrary(self) -> Words:
        """The same words under a heading that asks for the contrary."""
        return Words(self.no, self.yes)


PUBLICISED: Final = Words(
    frozenset(("公示", "已公示", "按要求公示", "已按要求公示")), frozenset(("未公示", "不公示", "未按要求公示", "没有公示"))
)
RESOLVED: Final = Words(
    frozenset(("化解", "已化解", "主动化解", "已主动化解")), frozenset(("未化解", "尚未化解", "化解中", "正在化解", "没有化解"))
)
ON_INITIATIVE: Final = Words(
    frozenset(("主动", "主动化解", "已主动化解")),
    frozenset(("非主动", "不主动", "未主动", "被动", "非主动化解", "未主动化解", "被动化解", "未化解", "尚未化解")),
)


class Rate(NamedTuple):
    """A rate as a share of 1, what its last digit as written is worth, and how it was taken where nothing in the file settles that."""

    share: Decimal
    step: Decimal
    taken_as: Literal["per-cent", "share"] | None = None


def count(cell: Cell) -> int | None:
    """A whole number, None for an empty cell; the form refuses a negative one.

    Raises CellError `count-unreadable`.
    """
    number = _number(cell, "count-unreadable", strip=_COUNT_UNIT)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise _unreadable("count-unreadable", cell, "整数", "a whole number", "488")
    return int(number)


def points(cell: Cell) -> Decimal | None:
    """Points, None for an empty cell; the form knows how many there may be.

    Raises CellError `points-unreadable`.
    """
    return _number(cell, "points-unreadable", strip=re.compile("分$"))


def rate(cell: Cell, *, in_per_cent: bool) -> Rate | None:
    """A rate such as 96.5% or 0.965, None for an empty cell; `in_per_cent` tells that the heading says so.

    Raises CellError `rate-unreadable`, `rate-unclear` (3.5: per cent or not?), `rate-negative`, `rate-over-100`.
    """
    plain = _folded(cell)
    signed = plain.endswith("%")
    number = _number(plain.removesuffix("%") if signed else cell, "rate-unreadable", strip=None)
    if number is None:
        return None
    if number < 0:
        raise CellError("rate-negative", f"好评率“{quoted(plain)}”是负数，请核对。", f"The rate “{quoted(plain)}” is negative: check it.")
    found = _share(number, plain, signed=signed, in_per_cent=in_per_cent)
    if found.share > 1:
        raise CellError(
            "rate-over-100",
            f"好评率“{quoted(plain)}”超过 100%，好评数不会多于总业务量。请核对好评率和业务量。",
            f"The rate “{quoted(plain)}” is over 100 %, but favourable ratings can't outnumber the business: check both.",
        )
    return found


def _share(number: Decimal, plain: str, *, signed: bool, in_per_cent: bool) -> Rate:
    step = Decimal((0, (1,), min(int(number.as_tuple().exponent), 0)))
    hundredth = Rate(number / _PER_CENT, step / _PER_CENT)
    if signed:
        return hundredth
    if number <= 1:
        return Rate(number, step, "share" if in_per_cent and number else None)
    if in_per_cent:
        return hundredth
    if number < _LEAST_PER_CENT:
        raise CellError(
            "rate-unclear",
            f"好评率“{quoted(plain)}”没有百分号，分不清是 {plain}% 还是超过 100%。请写成 96.5% 或 0.965。",
            f"The rate “{quoted(plain)}” has no per cent sign: {plain} %, or over 100 %? Write it as 96.5% or 0.965.",
        )
    return hundredth._replace(taken_as="per-cent")


def year(cell: Cell) -> int | None:
    """A calendar year such as 2025, 2025年度, None for an empty cell.

    Raises CellError `year-unreadable`.
    """
    plain = _folded(cell)
    if not plain:
        return None
    found = _YEAR.fullmatch(plain)
    if found is None or isinstance(cell, date):
        raise _unreadable("year-unreadable", cell, "年度", "a calendar year", "2025")
    return int(found[1])


def quarter(cell: Cell, its_year: int | None) -> str | None:
    """A quarter such as 2026Q3, 2026年第三季度, or 三季度 where the year is known otherwise; None for an empty cell.

    Raises CellError `quarter-unreadable`, `quarter-without-year`.
    """
    plain = _folded(cell).upper()
    if not plain:
        return None
    found = _QUARTER.fullmatch(plain)
    if found is None or isinstance(cell, date):
        raise _unreadable("quarter-unreadable", cell, "季度", "a quarter", "2026Q3")
    if not (found[1] or its_year):
        raise CellError(
            "quarter-without-year",
            f"“{quoted(plain)}”没有写明年份，请写成 2026Q3，或加一列年度。",
            f"“{quoted(plain)}” names no year: write it as 2026Q3, or add a column for the year.",
        )
    number = _QUARTERS.index(found[2] or found[3] or found[4]) % 4 + 1
    return f"{found[1] or its_year}Q{number}"


def yes_or_no(cell: Cell, words: Words) -> bool | None:
    """Yes or no, None for an empty cell.

    Raises CellError `yes-no-unreadable`.
    """
    plain = _folded(cell).lower()
    if not plain:
        return None
    if plain in _YES or plain in words.yes:
        return True
    if plain in _NO or plain in words.no:
        return False
    raise CellError(
        "yes-no-unreadable",
        f"“{quoted(plain)}”不能识别，请填“是”或“否”。",
        f"“{quoted(plain)}” can't be read: fill in 是 (yes) or 否 (no).",
    )


def _folded(cell: Cell) -> str:
    """A cell's text without width and spaces."""
    return "".join(unicodedata.normalize("NFKC", filled(cell)).split())


def _number(cell: Cell, code: str, *, strip: re.Pattern[str] | None) -> Decimal | None:
    """A plain decimal number, its thousands set off by commas or not, a unit behind it or not."""
    if isinstance(cell, Broken):
        raise broken(cell, code)
    plain = _folded(cell)
    if not plain:
        return None
    bare = strip.sub("", plain) if strip else plain
    if isinstance(cell, bool | date) or not _NUMBER.fullmatch(bare):
        raise _unreadable(code, cell, "数字", "a number", "18.5")
    return Decimal(bare.replace(",", ""))


def _unreadable(code: str, cell: Cell, zh: str, en: str, such_as: str) -> CellError:
    return CellError(
        code,
        f"“{quoted(cell)}”不是{zh}，请只填{zh}（如 {such_as}），并核对该格是否被设成了日期格式。",
        f"“{quoted(cell)}” is no {en.removeprefix('a ')}: fill in {en} only (such as {such_as}), and check that the cell isn't a date.",
    )
