"""Writes frozen publication records as a sheet in the 双公示 layout of 2018: 30 columns, amounts in 万元, codes and dates as text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

from zibo_port.documents.visible import quoted
from zibo_port.documents.workbook import Column, Sheet, Value, write_workbook
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.payload import COLUMNS

_TITLE: Final = "行政处罚信息"
_AMOUNTS: Final = frozenset({"CF_NR_FK", "CF_NR_WFFF"})
_DATES: Final = frozenset({"CF_JDRQ", "CF_YXQ", "CF_GSJZQ"})
_PERSONAL: Final = ("CF_FRDB", "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "CF_XDR_ZJHM")
_NARROW: Final = 13  # characters: a day, a short phrase, a column that mostly stays empty
_WIDTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("CF_XDR_SHXYM", "CF_CFJGDM", "CF_SJLYDM"), 24),
    **dict.fromkeys(("CF_CFJG", "CF_SJLY"), 22),
    **dict.fromkeys(("CF_XDR_LB", "CF_NR_FK", "CF_NR_WFFF"), 18),
    **dict.fromkeys(("CF_XDR_MC", "CF_WFXW"), 30),
    **dict.fromkeys(("CF_SY", "CF_NR"), 36),
    "CF_WSH": 26,
    "CF_YJ": 34,
    "CF_CFLB": 20,
}
_FINEST: Final = -6  # decimals of 万元: a cent is 0.000001


def write_publicity_sheet(
    target: str | os.PathLike[str] | BinaryIO,
    payloads: Sequence[Mapping[str, str]],
    *,
    rehearsal: bool = False,
    created: date | None = None,
) -> None:
    """Write one row per record, under the Chinese headings and in the order of the layout.

    A record maps column names (CF_WSH, …) to texts: amounts in 万元 with up to six decimals, dates as 2026/03/12 or
    2026-03-12; columns that it lacks stay empty.

    Raises InvalidData for a column that the layout doesn't have, an amount or a date that is none, or a column with a
    person's data that isn't empty (山东省社会信用条例第二十条); nothing is written then.
    """
    columns = [Column(heading, "wan" if name in _AMOUNTS else "text", _WIDTHS.get(name, _NARROW)) for name, heading in COLUMNS.items()]
    rows = [list(_row(payload)) for payload in payloads]
    write_workbook(target, [Sheet(_TITLE, columns, rows, keys=1)], rehearsal=rehearsal, created=created)


def _row(payload: Mapping[str, str]) -> Iterator[Value]:
    document_no = payload.get("CF_WSH", "")
    unknown = next((name for name in payload if name not in COLUMNS), None)
    if unknown is not None:
        raise _unfit(unknown, document_no, "不是双公示数据项", "is no column of the 双公示 layout")
    personal = next((name for name in _PERSONAL if payload.get(name)), None)
    if personal is not None:
        raise _unfit(personal, document_no, "含有个人信息，必须留空", "holds a person's data and must be empty")
    for name in COLUMNS:
        text = payload.get(name, "")
        yield _amount(name, text, document_no) if name in _AMOUNTS else _slashed(name, text, document_no) if name in _DATES else text


def _amount(name: str, text: str, document_no: str) -> Decimal | None:
    if not text:
        return None
    number = Decimal(text) if text.replace(".", "", 1).isdecimal() else None
    if number is None or int(number.as_tuple().exponent) < _FINEST:
        raise _unfit(
            name,
            document_no,
            f"“{quoted(text)}”不是最多六位小数的万元数",
            f"“{quoted(text)}” is no amount in 万元 with six decimals at most",
        )
    return number


def _slashed(name: str, text: str, document_no: str) -> str:
    """A date as the template writes it: 2026/03/12."""
    try:
        return f"{date.fromisoformat(text.replace('/', '-')):%Y/%m/%d}" if text else ""
    except ValueError:
        raise _unfit(name, document_no, f"“{quoted(text)}”不是日期", f"“{quoted(text)}” is no date") from None


def _unfit(name: str, document_no: str, zh: str, en: str) -> InvalidData:
    shown = COLUMNS.get(name, name)
    return InvalidData.of(
        name,
        f"文号“{quoted(document_no)}”的“{quoted(shown)}”{zh}，没有写出文件。请更正该处罚后重新生成。",
        f"“{quoted(name)}” of decision “{quoted(document_no)}” {en}; no file was written. Correct the penalty and try again.",
    )
