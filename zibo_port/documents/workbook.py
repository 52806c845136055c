"""Writes workbooks that are safe to open: a text stays a text, nothing is computed, and the same content gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from zibo_port.documents.cell_formats import CellFormats, Kind
from zibo_port.documents.sheet_layout import height, set_pages, widened
from zibo_port.documents.visible import visible
from zibo_port.domain.errors import InvalidData, Text, reason_of

Value = str | int | Decimal | date | None

_WITHOUT_A_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the properties of a workbook know no zone
_LONGEST_CELL: Final = 32_767
_EXACT_DIGITS: Final = 15
_WIDTHS: Final = {"text": 16, "number": 12, "money": 16, "wan": 14, "date": 12, "points": 10, "mixed": 16}
_SHEET_FORBIDDEN: Final = str.maketrans("[]:*?/\\'", "〔〕：＊？／＼’")
_MARK: Final = Text("演练", "REHEARSAL")


class Column(NamedTuple):
    """A column: its heading, what stands in it, its width in characters."""

    heading: str
    kind: Kind = "text"
    width: float | None = None


class Sheet(NamedTuple):
    """A sheet: its title, its columns, rows whose values stand in the order of the columns, how many columns at the left name a row."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    keys: int = 0


def write_workbook(
    target: str | os.PathLike[str] | BinaryIO,
    sheets: Sequence[Sheet],
    *,
    lang: str = "zh",
    title: str = "",
    rehearsal: bool = False,
    created: date | None = None,
    finish: Callable[[xlsxwriter.Workbook, Sequence[Worksheet]], None] | None = None,
) -> None:
    """Write an xlsx with frozen headings, filters, rows as high as their texts, and numbered pages that can be printed.

    Every text is a string cell: never a formula, never a link. Characters that can't be seen are shown escaped. `title`
    stands on every page before the sheet's own, 演练 too in a `rehearsal`. `created` is the day in the file's properties;
    the clock isn't asked, so that the same sheets give the same bytes. `finish` adds to the sheets what only some have.

    Raises InvalidData (field `out`) if `target` can't be written; a file that exists there is replaced as a whole or not at all.
    """
    content = BytesIO()
    mark = _MARK.to(lang) if rehearsal else ""
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = datetime(created.year, created.month, created.day) if created else _WITHOUT_A_DAY  # noqa: DTZ001
        book.set_properties({"created": day, "title": title})
        formats = CellFormats(book)
        titles: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_title(sheet.title, titles))
            widths = _write_sheet(page, sheet, formats, lang)
            set_pages(page, widths, keys=sheet.keys, lang=lang, title=title, mark=mark)
        if finish is not None:
            finish(book, book.worksheets())
    _hand_over(target, content.getvalue())


def _write_sheet(page: Worksheet, sheet: Sheet, formats: CellFormats, lang: str) -> list[float]:
    """Fill a sheet; the widths of its columns."""
    kinds = [column.kind for column in sheet.columns]
    headings = [visible(column.heading, keep="\n") for column in sheet.columns]
    rows = [[_content(kind, value, lang) for kind, value in zip(kinds, row, strict=True)] for row in sheet.rows]
    widths = [_width(column, (row[i] for row in rows)) for i, column in enumerate(sheet.columns)]
    page.set_row(0, height(zip(headings, widths, strict=True), heading=True))
    for i, heading in enumerate(headings):
        page.set_column(i, i, widths[i])
        page.write_string(0, i, heading, formats.of_heading(kinds[i]))
    for at, row in enumerate(rows, 1):
        page.set_row(at, height((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)))
        for i, value in enumerate(row):
            _write_cell(page, (at, i), kinds[i], value, formats)
    if headings:
        page.autofilter(0, 0, len(rows), len(headings) - 1)
        page.ignore_errors({"number_stored_as_text": xl_range(0, 0, len(rows), len(headings) - 1)})
    return widths


def _width(column: Column, values: Iterable[Value]) -> float:
    return widened(column.width or _WIDTHS[column.kind], (value for value in values if isinstance(value, str)))


def _content(kind: Kind, value: Value, lang: str) -> Value:
    """What is written of a value: itself where the column takes its kind and a spreadsheet can hold it, else a text."""
    if value is None or value == "":
        return None
    taken = kind in {"date", "mixed"} if isinstance(value, date) else kind not in {"text", "date"} and _exact(value)
    return value if taken else _fitting(visible(str(value), keep="\n"), lang)


def _write_cell(page: Worksheet, at: tuple[int, int], kind: Kind, value: Value, formats: CellFormats) -> None:
    if isinstance(value, str):
        page.write_string(*at, value, formats.of_text(value))
    elif isinstance(value, date):
        page.write_datetime(*at, datetime(value.year, value.month, value.day), formats.of_value(kind, day=True))  # noqa: DTZ001
    elif value is not None:
        page.write_number(*at, value, formats.of_value(kind))


def _exact(value: Value) -> bool:
    """Whether a spreadsheet can hold a number without rounding it; one that it can't is written as text."""
    return isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS


def _fitting(text: str, lang: str) -> str:
    """A text as long as a cell can be; a longer one says so at its end."""
    if len(text) <= _LONGEST_CELL:
        return text
    mark = Text(f"……（全文{len(text)}字，单元格放不下）", f"… ({len(text)} characters in all; a cell holds no more)").to(lang)
    return text[: _LONGEST_CELL - len(mark)] + mark


def _title(wanted: str, taken: set[str]) -> str:
    """A sheet's name as Excel allows it: 31 characters, some of them forbidden, each name once."""
    base = visible(wanted).translate(_SHEET_FORBIDDEN)[:31] or "表"
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[: 30 - len(str(number))]} {number}"
    taken.add(title.casefold())
    return title


def _hand_over(target: str | os.PathLike[str] | BinaryIO, content: bytes) -> None:
    if not isinstance(target, str | os.PathLike):
        target.write(content)
        return
    path = Path(target)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        reason = reason_of(error)
        raise InvalidData.of(
            "out",
            f"写不了“{visible(str(path))}”（{reason.zh}），请核对文件夹是否存在、能否写入，或先关闭正在打开它的程序。",
            f"“{visible(str(path))}” can't be written ({reason.en}): check its folder and your rights, and that no program holds it.",
        ) from None
