"""Reads one cell of a foreign spreadsheet as a text, a day or an amount, and says what is wrong with it."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from zibo_port.documents import chinese_numbers
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import Text

YUAN: Final = Decimal(1)
WAN_YUAN: Final = Decimal(10_000)
_CENT: Final = Decimal("0.01")
_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "空", "暂无", "null", "none", "n/a"})
_PADDING: Final = " \t\r\n\u00a0\u3000\u200b\u200e\u200f\u202a\u202c\u2060\ufeff"
_TEXT_MARKS: Final = frozenset("'＇=")
_SERIAL_DAY_0: Final = date(1899, 12, 30)
_YEARS: Final = range(1949, 2101)
_CACHED: Final = 4096
_LONGEST_NUMBER: Final = 24
_TOO_MUCH: Final = Decimal(10) ** 12


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


class Day(NamedTuple):
    """A day, and whether it was computed from a spreadsheet's day number."""

    on: date
    from_serial: bool = False


class Amount(NamedTuple):
    """An amount in 元, and the unit that the cell itself states, if it states one other than its heading."""

    yuan: Decimal
    own_unit: str | None = None


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
    return "" if len(plain) < 5 and plain.lower() in _NOTHING else plain


def code(cell: Cell) -> str:
    """A number that identifies something (credit code, decision number), as it was written.

    Raises CellError `number-lost` if a spreadsheet has turned it into a number and lost its last digits.
    """
    plain = filled(cell)
    if ("E+" in plain or "e+" in plain) and _number(plain) is not None:
        raise _digits_lost(plain)
    return plain


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


def amount(cell: Cell, unit: Decimal) -> Amount | None:
    """An amount under a heading in `unit` (1 for 元, 10 000 for 万元), in 元; None for an empty cell.

    Raises CellError `amount-unreadable`, `amount-negative` or `amount-too-fine` (less than a cent).
    """
    if isinstance(cell, bool | date | Broken):
        raise _no_amount(cell)
    if isinstance(cell, int | float):
        number = Decimal(cell) if isinstance(cell, int) else Decimal(format(cell, ".15g"))  # 15 digits are what a spreadsheet shows
        return _checked(number, unit, None, cell)
    return _amount_of_text(text(cell), unit)


# --- days ---------------------------------------------------------------------------------------------------------


@lru_cache(_CACHED)
def _day_of_text(plain: str) -> Day | None:
    if plain.lower() in _NOTHING:
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
        return _broken(cell, "date-unreadable")
    return CellError(
        "date-unreadable",
        f"“{quoted(cell)}”不是能确定的日期，请写成 2026-03-12 这样的年月日。",
        f"“{quoted(cell)}” is no certain date: write year, month and day like 2026-03-12.",
    )


# --- amounts ------------------------------------------------------------------------------------------------------


@lru_cache(_CACHED)
def _amount_of_text(plain: str, unit: Decimal) -> Amount | None:
    if plain.lower() in _NOTHING:
        return None
    folded = "".join(unicodedata.normalize("NFKC", plain).split()).removeprefix("人民币").lstrip("¥￥")
    bare, own = folded, None
    for ending in ("万元整", "万元", "元整", "元正", "元", "万"):
        if folded.endswith(ending):
            bare, own = folded.removesuffix(ending), "万元" if ending.startswith("万") else "元"
            break
    number = _number(bare)
    if number is None and (unit == YUAN or any(c in "元圆块角分万" for c in folded)):
        number, own = chinese_numbers.amount(folded), "元"
    if number is None or "E" in bare.upper():
        raise _no_amount(plain)
    stated = {None: unit, "元": YUAN, "万元": WAN_YUAN}[own]
    return _checked(number, stated, None if stated == unit else own, plain)


def _number(written: str) -> Decimal | None:
    """A plain number, its thousands set off by commas or not."""
    whole, *groups = written.split(",")
    if groups and (not all(len(group.partition(".")[0]) == 3 for group in groups) or not 1 <= len(whole.lstrip("-+")) <= 3):
        return None
    if not written or "_" in written or len(written) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(whole + "".join(groups))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _checked(number: Decimal, unit: Decimal, own_unit: str | None, cell: object) -> Amount:
    if not number.is_finite() or abs(number) >= _TOO_MUCH:
        raise _no_amount(cell)
    yuan = number * unit
    if yuan < 0:
        raise CellError(
            "amount-negative",
            f"金额“{quoted(cell)}”是负数，请核对；变更或撤销处罚请用 penalty vary 或 penalty revoke。",
            f"The amount “{quoted(cell)}” is negative: check it; to vary or revoke a penalty use `penalty vary` or `penalty revoke`.",
        )
    if yuan != yuan.quantize(_CENT):
        raise CellError(
            "amount-too-fine",
            f"金额“{quoted(cell)}”不足一分的尾数无法入账，请核对单位和小数位（万元最多六位小数，元最多两位）。",
            f"The amount “{quoted(cell)}” has a fraction of a cent: check unit and decimals (six in 万元, two in 元).",
        )
    return Amount(yuan.quantize(_CENT), own_unit)


def _no_amount(cell: object) -> CellError:
    if isinstance(cell, Broken):
        return _broken(cell, "amount-unreadable")
    return CellError(
        "amount-unreadable",
        f"“{quoted(cell)}”不是金额，请只填数字（如 0.3），并核对该格是否被设成了日期格式。",
        f"“{quoted(cell)}” is no amount: fill in a number only (such as 0.3), and check that the cell isn't formatted as a date.",
    )


# --- texts --------------------------------------------------------------------------------------------------------


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        raise _broken(cell, "cell-unreadable")
    if isinstance(cell, float):
        if not abs(cell) < 1e15:  # NaN too
            raise _digits_lost(cell)
        return str(int(cell)) if cell == int(cell) else format(cell, ".15g")
    return str(cell)


def _digits_lost(cell: object) -> CellError:
    return CellError(
        "number-lost",
        f"“{quoted(cell)}”已被表格软件改成数值，后几位已丢失；请把该列设为文本格式后重新填写。",
        f"A spreadsheet has made “{quoted(cell)}” a number and lost its last digits: format the column as text and fill it in again.",
    )


def _broken(cell: Broken, code_: str) -> CellError:
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
