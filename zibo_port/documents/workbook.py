"""Writes workbooks that are safe to open: a text stays a text, nothing is computed, and the same content gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from zibo_port.documents.visible import formula_like, visible
from zibo_port.domain.errors import InvalidData

Kind = Literal["text", "number", "money", "date", "points"]
Value = str | int | Decimal | date | None

_REHEARSAL: Final = "演练"
_WITHOUT_A_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the properties of a workbook know no zone
_NUMBER_FORMATS: Final = {"number": "General", "money": "#,##0.00", "points": "0.00", "date": "yyyy-mm-dd"}
_LONGEST_CELL: Final = 32_767
_TEXT_FORMAT_SHOWS: Final = 255  # characters; longer ones are shown as #### where a cell is formatted as text
_EXACT_DIGITS: Final = 15
_WIDTHS: Final = {"text": 16, "number": 12, "money": 16, "date": 12, "points": 10}
_SHEET_FORBIDDEN: Final = str.maketrans("[]:*?/\\'", "〔〕：＊？／＼’")


class Column(NamedTuple):
    """A column: its heading, what stands in it ("money" in 元, "number" as it is), its width in characters."""

    heading: str
    kind: Kind = "text"
    width: float | None = None


class Sheet(NamedTuple):
    """A sheet: its title, its columns, and rows whose values stand in the order of the columns."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_workbook(
    target: str | os.PathLike[str] | BinaryIO, sheets: Sequence[Sheet], *, rehearsal: bool = False, created: date | None = None
) -> None:
    """Write an xlsx with frozen headings, filters and numbered pages; `rehearsal` puts 演练 on every page.

    Every text is a string cell: never a formula, never a link. Characters that can't be seen are shown escaped. `created`
    is the day in the file's properties; the clock isn't asked, so that the same sheets give the same bytes.

    Raises InvalidData (field `out`) if `target` can't be written; a file that exists there is replaced as a whole or not at all.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(created.year, created.month, created.day) if created else _WITHOUT_A_DAY})  # noqa: DTZ001
        formats = _Formats(book)
        titles: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_title(sheet.title, titles)), sheet, formats, rehearsal=rehearsal)
    _hand_over(target, content.getvalue())


class _Formats:
    """The cell formats of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        plain = {"font_name": "宋体", "font_size": 11, "valign": "top"}
        self.heading: Format = book.add_format({**plain, "bold": True, "text_wrap": True, "bottom": 1, "valign": "vcenter"})
        self.text: Format = book.add_format({**plain, "num_format": "@", "text_wrap": True})
        self.formula_like: Format = book.add_format({**plain, "num_format": "@", "text_wrap": True, "quote_prefix": True})
        self.long_text: Format = book.add_format({**plain, "text_wrap": True, "quote_prefix": True})
        self.of: dict[str, Format] = {kind: book.add_format({**plain, "num_format": code}) for kind, code in _NUMBER_FORMATS.items()}

    def for_text(self, text: str) -> Format:
        """A format in which a text stays a text when a person edits the cell."""
        if len(text) > _TEXT_FORMAT_SHOWS:
            return self.long_text
        return self.formula_like if formula_like(text) else self.text


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats, *, rehearsal: bool) -> None:
    _set_up(page, sheet.columns, rehearsal=rehearsal)
    for i, column in enumerate(sheet.columns):
        page.set_column(i, i, column.width or max(_WIDTHS[column.kind], 2 * len(column.heading) + 2))
        page.write_string(0, i, visible(column.heading, keep="\n"), formats.heading)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for i, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, (last, i), column.kind, value, formats)
    if sheet.columns:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: Worksheet, at: tuple[int, int], kind: Kind, value: Value, formats: _Formats) -> None:
    if value is None or value == "":
        return
    if kind == "date" and isinstance(value, date):
        page.write_datetime(*at, datetime(value.year, value.month, value.day), formats.of[kind])  # noqa: DTZ001
    elif kind in {"number", "money", "points"} and _exact(value):
        page.write_number(*at, value, formats.of[kind])
    else:
        text = _fitting(visible(value.isoformat() if isinstance(value, date) else str(value), keep="\n"))
        page.write_string(*at, text, formats.for_text(text))


def _exact(value: Value) -> bool:
    """Whether a spreadsheet can hold a number without rounding it; one that it can't is written as text."""
    return isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS


def _fitting(text: str) -> str:
    """A text as long as a cell can be; a longer one says so at its end."""
    if len(text) <= _LONGEST_CELL:
        return text
    mark = f"……（全文{len(text)}字，单元格放不下）"
    return text[: _LONGEST_CELL - len(mark)] + mark


def _set_up(page: Worksheet, columns: Sequence[Column], *, rehearsal: bool) -> None:
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(9)  # A4
    page.set_landscape() if len(columns) > 6 else page.set_portrait()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页 共 &N 页")
    if rehearsal:
        page.set_header(f"&C&14{_REHEARSAL}")


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
    except OSError as reason:
        part.unlink(missing_ok=True)
        raise InvalidData.of(
            "out",
            f"写不了“{visible(str(path))}”（{reason.strerror}），请核对文件夹是否存在、能否写入，或先关闭正在打开它的程序。",
            f"“{visible(str(path))}” can't be written ({reason.strerror}): check its folder and your rights, and that no program holds it.",
        ) from None
