"""Reads the cells of monthly reports: a month and a figure, as people and spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from zibo_port.documents.cells import Broken, Cell, CellError, broken, filled
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.periods import Month

_MONTH: Final = re.compile(r"(2[01]\d\d)(?:年|[-/.])(0?[1-9]|1[0-2])(?:月|月份)?|(2[01]\d\d)(0[1-9]|1[0-2])", re.ASCII)
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.\d{1,12})?", re.ASCII)


def month(cell: Cell) -> Month | None:
    """A month such as 2026-08, 2026年8月 or 202608, or the month of a date, None for an empty cell.

    Raises CellError `month-unreadable`.
    """
    if isinstance(cell, Broken):
        raise broken(cell, "month-unreadable")
    if isinstance(cell, date):  # 2026-08 typed into a spreadsheet becomes the 1st of August
        return _known(str(Month.of(cell)), cell)
    plain = _folded(cell)
    if not plain:
        return None
    found = _MONTH.fullmatch(plain)
    if found is None:
        raise _no_month(cell)
    year, number = (part for part in found.groups() if part is not None)
    return _known(f"{year}-{int(number):02}", cell)


def figure(cell: Cell, *, percent: bool) -> Decimal | None:
    """A figure, its thousands set off by commas or not, None for an empty cell; `percent` tells that it is counted in per cent.

    Raises CellError `value-unreadable`, `value-share` (0.952 where 95.2 is meant).
    """
    if isinstance(cell, Broken):
        raise broken(cell, "value-unreadable")
    plain = _folded(cell)
    if not plain:
        return None
    signed = percent and plain.endswith("%")
    bare = plain.removesuffix("%") if signed else plain
    if isinstance(cell, bool | date) or not _NUMBER.fullmatch(bare):
        raise CellError(
            "value-unreadable",
            f"“{quoted(cell)}”不是数值，请只填数字（如 1200.5），计量单位写在表头或单位列。",
            f"“{quoted(cell)}” is no number: fill in digits only (such as 1200.5); the unit of measure has its own column.",
        )
    number = Decimal(bare.replace(",", ""))
    if percent and not signed and isinstance(cell, float) and 0 < number < 1:
        raise CellError(
            "value-share",
            f"“{quoted(cell)}”可能是设成百分比格式的单元格：请把格式改为常规，按百分数填写（95.2% 填 95.2）。",
            f"“{quoted(cell)}” may be a cell formatted as per cent: make its format general and write 95.2 for 95.2 %.",
        )
    return number


def _folded(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", filled(cell)).split())


def _known(text: str, cell: Cell) -> Month:
    try:
        return Month.parse(text)
    except InvalidData:
        raise _no_month(cell) from None


def _no_month(cell: Cell) -> CellError:
    return CellError(
        "month-unreadable",
        f"“{quoted(cell)}”不是能确定的月份，请写成 2026-08。",
        f"“{quoted(cell)}” is no certain month: write it as 2026-08.",
    )
