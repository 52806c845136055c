"""Reads a spreadsheet that was handed over as headings and numbered rows; a table that opens can be read to its end.

Everything that makes a whole file unusable is found while it is opened, in one fast pass, so that a caller may record
row by row in a second pass without ever having to take anything back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

from zibo_port.documents.cells import Cell
from zibo_port.documents.charset import encoding_of
from zibo_port.documents.csv_records import CsvRecords
from zibo_port.documents.heading_row import find_heading_row
from zibo_port.documents.sheet_records import SheetRecords, unreadable
from zibo_port.documents.sources import Source, open_source
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import InvalidData, Text

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "总合计", "本页小计", "本页合计"})


class Row(NamedTuple):
    """A row of data: its number as the sheet shows it, its cells under the headings, the columns that lie in a range merged over rows."""

    number: int
    cells: Sequence[Cell]
    merged: frozenset[int] = frozenset()


class Note(NamedTuple):
    """Something about the file that a person should know though it stops nothing; `row` is 0 for the whole file."""

    code: str
    row: int
    message: Text


class Table:
    """Headings and rows of a file. Use it in a `with` statement, or `close` it.

    `headings` as written, and the number of their row; `format` "csv" or "workbook"; `encoding` of a text; `sheet` of a
    workbook; `row_count` of data rows; `sha256` of the file's bytes; `notes` on what was left out.
    """

    def __init__(self, source: Source, records: CsvRecords | SheetRecords, known: Callable[[str], bool]) -> None:
        self.name, self.sha256 = source.name, source.sha256
        self.format, self.encoding, self.sheet = records.format, records.encoding, records.sheet
        self._file, self._records = source.file, records
        found = find_heading_row(records.records(), known, name=source.name)
        self.heading_row, self._first_row, self._width, self.headings = found
        self.notes: list[Note] = []
        self.row_count = self._survey()

    def rows(self) -> Iterator[Row]:
        """The data rows from the first, as often as asked for, one pass at a time. Blank rows and rows of totals are left out."""
        width = len(self.headings)
        for row in self._merged_filled() if self._records.merged else (Row(*record) for record in self._body()):
            if not _total(row.cells):
                yield row if len(row.cells) == width else row._replace(cells=_fitted(row.cells, width))

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _body(self) -> Iterator[tuple[int, list[Any]]]:
        allowed = {self._width, len(self.headings)} if self.format == "csv" else None
        for number, cells in self._records.records():
            if number < self._first_row or not any(cells):
                continue
            if allowed and len(cells) not in allowed and (len(cells) < len(self.headings) or any(cells[self._width :])):
                raise self._cut(number, len(cells))
            yield number, cells

    def _merged_filled(self) -> Iterator[Row]:
        """Rows with the cells of merged ranges filled from the range's first row."""
        first_cells: dict[tuple[int, int], Cell] = {}
        for number, cells in self._body():
            within = {column: first for column, first in self._records.merged.get(number, {}).items() if column < len(cells)}
            for column, first in within.items():
                if number == first:
                    first_cells[column, first] = cells[column]
                elif cells[column] == "":
                    cells[column] = first_cells.get((column, first), "")
            yield Row(number, cells, frozenset(within))

    def _survey(self) -> int:
        """The first pass: every fault of the file as a whole, what is left out, and how many rows there are."""
        count = 0
        for number, cells in self._body():
            if _total(cells):
                self.notes.append(_total_left_out(number, cells))
            else:
                count += 1
        self.notes += [_sheet_left_out(sheet) for sheet in self._records.unread]
        return count

    def _cut(self, row: int, found: int) -> InvalidData:
        width = len(self.headings)
        return InvalidData.of(
            "file",
            f"“{self.name}”第{row}行有{found}格，表头有{width}格：该行不完整或多了分隔符，文件不能读到底。"
            "请补全该行（文字里的逗号要用双引号括起来），或从原系统重新导出；本文件一行也没有记录。",
            f"“{self.name}”, row {row} has {found} cells, the headings are {width}: the row is cut short or has a separator too many. "
            "Mend it (put a text that has commas in quotation marks) or export the file again; nothing of it was recorded.",
        )


def read_table(source: str | os.PathLike[str] | BinaryIO, *, known: Callable[[str], bool], name: str | None = None) -> Table:
    """Open a spreadsheet: csv (UTF-8, UTF-8 or UTF-16 with a byte-order mark, GB18030), xlsx, xls or ods; `-` is standard input.

    `known` tells whether a text is a heading that the caller understands: by it the row of headings and the sheet are found.

    Raises InvalidData for a file that can't be read to its end: encoding, NUL bytes, unclosed quotation mark, a row with
    fewer or more cells than the headings, no workbook, a password, more than 50 MB unpacked, no or repeated headings.
    """
    opened = open_source(source, name=name)
    records = None
    try:
        records = _records(opened, known)
        return Table(opened, records, known)
    except BaseException:
        if records is not None:
            records.close()
        opened.file.close()
        raise


def _records(source: Source, known: Callable[[str], bool]) -> CsvRecords | SheetRecords:
    start = source.file.read(8)
    if start.startswith((_ZIP, _OLE)):
        return SheetRecords(source.file, name=source.name, size=source.size, known=known)
    if source.name.lower().endswith(_WORKBOOK_NAMES):
        raise unreadable(source.name, "not-a-workbook")
    return CsvRecords(source.file, name=source.name, encoding=encoding_of(source.file, name=source.name), known=known)


def _fitted(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    return list(cells[:width]) + [""] * (width - len(cells))


def _total(cells: Sequence[Cell]) -> bool:
    first = next((cell for cell in cells if cell), "")
    return isinstance(first, str) and len(first) < 12 and "".join(first.split()).strip("：:") in _TOTALS


def _total_left_out(number: int, cells: Sequence[Cell]) -> Note:
    word = quoted(next(cell for cell in cells if cell))
    message = Text(f"第{number}行是“{word}”行，没有读入。", f"Row {number} holds totals (“{word}”); it was left out.")
    return Note("totals-left-out", number, message)


def _sheet_left_out(sheet: str) -> Note:
    return Note(
        "sheet-left-out",
        0,
        Text(
            f"工作表“{quoted(sheet)}”也有可识别的表头，但只读第一张这样的表；需要时请另存为单独的文件导入。",
            f"The sheet “{quoted(sheet)}” has known headings too, but only the first one is read; save it as a file of its own if needed.",
        ),
    )
