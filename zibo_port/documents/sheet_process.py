"""The reader of foreign workbooks, run as a process of its own whose memory and time are limited.

A workbook of a few kilobytes can ask for terabytes (two cells in opposite corners are enough) and the allocation that
fails ends the process. So it isn't ours. It speaks JSON lines: sheets, rows, `end`; or one `error`.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from zibo_port.documents.sheet_faults import Faults, faults_by_sheet

EXPANDED_LIMIT = 50_000_000
"""Bytes that all members of a workbook may unpack to."""
MEMBERS_LIMIT = 200
RATIO_LIMIT = 200
_RATIO_MATTERS_FROM = 5_000_000
_MEMORY = 512 << 20
_SECONDS = 60
_MERGED_LIMIT = 500_000
_COLUMNS = 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnfitError(Exception):
    """The workbook isn't read; the code says why."""


def main() -> None:
    """Read a workbook from standard input, write it as JSON lines to standard output."""
    _limit_myself()
    out = sys.stdout.buffer
    try:
        for line in lines(sys.stdin.buffer.read()):
            out.write(json.dumps(line, default=_moment).encode("ascii") + b"\n")
    except UnfitError as reason:
        out.write(json.dumps({"error": str(reason)}).encode("ascii") + b"\n")
    out.flush()


def lines(data: bytes) -> Iterator[object]:
    """`{"sheet": name, "merged": ranges}`, then its rows as `[number, cell, …]`; at last `{"end": true}`."""
    refuse_unfit(data)
    try:
        with load_workbook(io.BytesIO(data)) as book:
            faults = faults_by_sheet(data)
            for meta in book.sheets_metadata:
                if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible:
                    yield from _sheet_lines(book.get_sheet_by_name(meta.name), faults.get(meta.name, {}))
    except PasswordError:
        raise UnfitError("encrypted") from None
    except (CalamineError, zipfile.BadZipFile, ValueError):
        raise UnfitError("not-a-workbook") from None
    except MemoryError:
        raise UnfitError("too-large") from None
    yield {"end": True}


def refuse_unfit(data: bytes) -> None:
    """Look at the outside before anything is unpacked.

    Raises UnfitError ("not-a-workbook", "encrypted", "too-large").
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnfitError("encrypted")
        return
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise UnfitError("not-a-workbook") from None
    expanded = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bloated = expanded > _RATIO_MATTERS_FROM and expanded > RATIO_LIMIT * packed
    if expanded > EXPANDED_LIMIT or len(members) > MEMBERS_LIMIT or bloated:
        raise UnfitError("too-large")
    if any(member.flag_bits & 1 for member in members):
        raise UnfitError("encrypted")
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & {member.filename for member in members}:
        raise UnfitError("not-a-workbook")


def _sheet_lines(sheet: CalamineSheet, faults: Faults) -> Iterator[object]:
    start = sheet.start
    yield {"sheet": sheet.name, "merged": _vertical(sheet, start[1] if start else 0)}
    if start is None:
        return
    for number, cells in enumerate(sheet.iter_rows(), 1):
        for column, fault in faults.get(number, ()):
            if start[1] <= column < start[1] + len(cells):
                cells[column - start[1]] = {"broken": fault}  # type: ignore[call-overload]
        if any(cell != "" for cell in cells):
            yield [number, *cells]


def _vertical(sheet: CalamineSheet, first_column: int) -> list[tuple[int, int, int]]:
    """Merged ranges that span rows: (column in the row, first row number, last row number), within the rows that are filled.

    Raises UnfitError "too-large" where they are so many that they can't be meant.
    """
    last_row = sheet.end[0] + 1 if sheet.end else 0
    ranges = [
        (column - first_column, top[0] + 1, min(bottom[0] + 1, last_row))
        for top, bottom in sheet.merged_cell_ranges or ()
        if bottom[0] > top[0]
        for column in range(top[1], min(bottom[1], top[1] + _COLUMNS) + 1)
    ]
    if sum(last - first + 1 for _, first, last in ranges if last > first) > _MERGED_LIMIT:
        raise UnfitError("too-large")
    return ranges


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"broken": "time"}


def _limit_myself() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - a module of POSIX systems

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
