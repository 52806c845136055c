"""Reads a cell as an amount of money, under a heading that says in which unit it stands."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from zibo_port.documents import chinese_numbers
from zibo_port.documents.cells import NOTHING, Broken, Cell, CellError, broken, text
from zibo_port.documents.visible import quoted

YUAN: Final = Decimal(1)
WAN_YUAN: Final = Decimal(10_000)
_CENT: Final = Decimal("0.01")
_LONGEST_NUMBER: Final = 24
_TOO_MUCH: Final = Decimal(10) ** 12


class Amount(NamedTuple):
    """An amount in 元, and the unit that the cell itself states, if it states one other than its heading."""

    yuan: Decimal
    own_unit: str | None = None


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


@lru_cache(4096)
def _amount_of_text(plain: str, unit: Decimal) -> Amount | None:
    if plain.lower() in NOTHING:
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
            f"金额“{quoted(cell)}”是负数，不能登记；请对照决定书核对。",
            f"The amount “{quoted(cell)}” is negative and can't be recorded: check it against the decision.",
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
        return broken(cell, "amount-unreadable")
    return CellError(
        "amount-unreadable",
        f"“{quoted(cell)}”不是金额，请只填数字（如 0.3），并核对该格是否被设成了日期格式。",
        f"“{quoted(cell)}” is no amount: fill in a number only (such as 0.3), and check that the cell isn't formatted as a date.",
    )
