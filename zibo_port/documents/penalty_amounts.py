"""Reads the amounts of a penalty row, and compares them with what its wording says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from zibo_port.documents.amounts import WAN_YUAN, Amount, amount
from zibo_port.documents.cells import Cell, CellError
from zibo_port.documents.row_messages import Remarks, yuan
from zibo_port.documents.visible import quoted
from zibo_port.documents.wording import worded_amounts
from zibo_port.domain.errors import Text

_NAMES: Final = {"fine": Text("罚款", "fine"), "confiscated": Text("没收", "confiscation")}
_NO_GAINS: Final = frozenset({"无", "没有", "无违法所得", "没有违法所得", "none"})
_UNDETERMINABLE: Final = frozenset({"无法确定", "无法计算", "不能确定", "难以确定", "undeterminable"})


def read_amounts(
    cell: Callable[[str], Cell], units: Mapping[str, Decimal], wording: str, fields: dict[str, object], remarks: Remarks
) -> None:
    """Put fine, confiscated, refunded amount and illegal gains (元) into `fields`; zero counts as none.

    An unreadable amount rejects the row. An amount that stands only in the wording, or differs from it, is flagged.
    """
    for field in ("fine", "confiscated", "refunded", "gains"):
        if field not in units:
            continue
        if field == "gains" and (words := _gains_in_words(cell(field))):
            fields[field] = words
            continue
        try:
            found = amount(cell(field), units[field])
        except CellError as fault:
            remarks.fault(field, fault)
            continue
        if found is not None:
            _keep(field, found, cell(field), units[field], fields=fields, remarks=remarks)
    if wording:
        _compare(wording, fields, remarks)


def _gains_in_words(cell: Cell) -> str | None:
    words = "".join(cell.split()).lower() if isinstance(cell, str) else ""
    return "none" if words in _NO_GAINS else "undeterminable" if words in _UNDETERMINABLE else None


def _keep(field: str, found: Amount, cell: Cell, unit: Decimal, *, fields: dict[str, object], remarks: Remarks) -> None:
    if found.yuan:
        fields[field] = found.yuan
    elif field == "gains":
        fields[field] = "none"
    if found.own_unit is not None:
        heading = "万元" if unit == WAN_YUAN else "元"
        remarks.flag(
            "unit-in-cell",
            field,
            f"表头的单位是{heading}，格内写的是“{quoted(cell)}”，已按{yuan(found.yuan)}元登记，请核对。",
            f"The heading says {heading}, the cell “{quoted(cell)}”; {yuan(found.yuan)} 元 was taken: please check.",
        )


def _compare(wording: str, fields: Mapping[str, object], remarks: Remarks) -> None:
    said = worded_amounts(wording)
    for field, amounts in (("fine", said.fines), ("confiscated", said.confiscated)):
        if amounts and not _faulty(field, remarks):
            _compare_one(field, amounts, fields.get(field), remarks)
    if said.others and not (said.fines or said.confiscated or "fine" in fields or "confiscated" in fields):
        _only_in_text("fine", said.others, remarks)


def _compare_one(field: str, amounts: tuple[Decimal, ...], stated: object, remarks: Remarks) -> None:
    if stated is None:
        _only_in_text(field, amounts, remarks)
    elif isinstance(stated, Decimal) and not any(abs(stated - said) < 1 for said in (*amounts, sum(amounts))):
        name, said = _NAMES[field], "、".join(map(yuan, amounts))
        mistaken = any(abs(stated - amount * WAN_YUAN) < 1 for amount in (*amounts, sum(amounts)))
        zh = "，恰好相差一万倍，很可能把元填进了万元列" if mistaken else ""
        en = ", exactly ten thousand times as much: 元 were probably filled into a column in 万元" if mistaken else ""
        remarks.flag(
            "amount-differs-from-text",
            field,
            f"{name.zh}金额列为{yuan(stated)}元，处罚内容写的是{said}元{zh}。已按金额列登记，请核对。",
            f"The column says {yuan(stated)} 元 ({name.en}), the wording {said} 元{en}. The column was taken: please check.",
        )


def _only_in_text(field: str, amounts: tuple[Decimal, ...], remarks: Remarks) -> None:
    name, said = _NAMES[field], "、".join(map(yuan, amounts))
    remarks.flag(
        "amount-only-in-text",
        field,
        f"{name.zh}金额列为空，处罚内容写有{said}元；只认金额列，没有登记该金额，请用 penalty correct 补正。",
        f"The amount column ({name.en}) is empty, the wording names {said} 元; amounts are taken from columns alone, "
        "so none was recorded: add it with `penalty correct`.",
    )


def _faulty(field: str, remarks: Remarks) -> bool:
    return any(message.field == field and remarks.rejected for message in remarks.messages)
