"""One cell of a foreign spreadsheet: what it may hold, and how it reads as a text or as an identifying number."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final, NamedTuple

from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import Text

NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "空", "暂无", "null", "none", "n/a"})
"""What people write into a cell that is meant to be empty (in lower case)."""
_PADDING: Final = " \t\r\n\u00a0\u3000\u200b\u200e\u200f\u202a\u202c\u2060\ufeff"
_TEXT_MARKS: Final = frozenset("'＇=")


class Broken(NamedTuple):
    """A cell that holds an error, a formula never calculated, or a time of day instead of a value."""

    why: str


Cell = str | int | float | bool | date | Broken | None


class CellError(Exception):
    """What is wrong with a cell: a code for machines, a sentence for people."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.code = code
        self.message = Text(zh, en)


def text(cell: Cell) -> str:
    """A cell as text, trimmed, without the marks that keep a spreadsheet from reading it as a number.

    Raises CellError if it can't be known what was written: a number too long for a spreadsheet, an error, a formula.
    """
    if not isinstance(cell, str):
        return _written(cell)
    plain = cell.strip(_PADDING)
    if plain and plain[0] in _TEXT_MARKS:
        if plain[0] != "=":
            return plain[1:].lstrip(_PADDING)
        return plain[2:-1] if plain.startswith('="') and plain.endswith('"') else plain
    return plain


def filled(cell: Cell) -> str:
    """The same, nothing for a mark that stands for nothing (/, -, 无)."""
    plain = text(cell)
    return "" if len(plain) < 5 and plain.lower() in NOTHING else plain


def code(cell: Cell) -> str:
    """A number that identifies something (credit code, decision number), as it was written.

    Raises CellError `number-lost` if a spreadsheet has turned it into a number and lost its last digits.
    """
    plain = filled(cell)
    if ("E+" in plain or "e+" in plain) and _scientific(plain):
        raise _digits_lost(plain)
    return plain


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        raise broken(cell, "cell-unreadable")
    if isinstance(cell, float):
        if not abs(cell) < 1e15:  # NaN too
            raise _digits_lost(cell)
        return str(int(cell)) if cell == int(cell) else format(cell, ".15g")
    return str(cell)


def _scientific(plain: str) -> bool:
    """Whether a text is a number as a spreadsheet abbreviates it: 9.13703E+17."""
    digits, _, power = unicodedata.normalize("NFKC", plain).upper().partition("E+")
    return digits.replace(".", "", 1).isdecimal() and power.isdecimal()


def _digits_lost(cell: object) -> CellError:
    return CellError(
        "number-lost",
        f"“{quoted(cell)}”已被表格软件改成数值，后几位已丢失；请把该列设为文本格式后重新填写。",
        f"A spreadsheet has made “{quoted(cell)}” a number and lost its last digits: format the column as text and fill it in again.",
    )


def broken(cell: Broken, code_: str) -> CellError:
    """The fault of a cell that holds no value."""
    why = {
        "error": Text("单元格是错误值（如 #N/A）", "the cell holds an error value (such as #N/A)"),
        "formula": Text("单元格是没有计算结果的公式", "the cell holds a formula without a result"),
        "time": Text("单元格是时刻，不是内容", "the cell holds a time of day"),
    }[cell.why]
    return CellError(
        code_,
        f"{why.zh}，请在 WPS 或 Excel 里改成固定的内容并保存后再导入。",
        f"{why.en}: put a fixed content there in WPS or Excel, save it and import again.",
    )
