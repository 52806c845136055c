"""Reads the records of a workbook (xlsx, xls, ods) by way of a separate process, and sets them aside for further passes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import IO, Any

from zibo_port.documents.cells import Broken
from zibo_port.documents.heading_row import WITHIN
from zibo_port.domain.errors import InvalidData, Text

LARGEST = 50_000_000
"""Bytes of a workbook file."""
_FEWEST_HEADINGS = 2  # a sheet of instructions may name one of them in a row, a table names several
_IN_MEMORY = 4 << 20
_CHILD = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from zibo_port.documents.sheet_process import main; main()"

_REASONS = {
    "not-a-workbook": Text(
        "不是工作簿，或已损坏。请用 WPS 或 Excel 打开核对后另存为 xlsx（或“CSV UTF-8”）再导入",
        "it is no workbook, or a damaged one. Open it in WPS or Excel, check it, save it as xlsx (or “CSV UTF-8”) and import that",
    ),
    "encrypted": Text(
        "设有打开密码。请在 WPS 或 Excel 里去掉密码另存后再导入",
        "it is protected by a password. Remove the password in WPS or Excel, save it and import that",
    ),
    "too-large": Text(
        "展开后超过 50 MB 或内部结构异常，为防止占满内存没有读取。请只留需要的一张表并删去空白行列，或另存为“CSV UTF-8”再导入",
        "unpacked it would exceed 50 MB, or it is built abnormally; it wasn't read, lest it fill the memory. "
        "Keep only the sheet that is needed without its blank rows and columns, or save it as “CSV UTF-8”",
    ),
}


class SheetRecords:
    """The records of the one sheet that was chosen: the first visible one in which a heading is recognised."""

    format = "workbook"
    encoding: str | None = None

    def __init__(self, file: IO[bytes], *, name: str, size: int, known: Callable[[str], bool]) -> None:
        if size > LARGEST:
            raise unreadable(name, "too-large")
        self.sheet: str | None = None
        self.unread: list[str] = []
        """Further sheets with a heading that were not read."""
        self.merged: dict[int, dict[int, int]] = {}
        """Row number → columns that lie in a range merged over several rows → the range's first row."""
        self._known = known
        self._aside: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by `close`
        try:
            self._stage(file, name)
        except BaseException:
            self._aside.close()
            raise

    def records(self) -> Iterator[tuple[int, list[Any]]]:
        """Row number (as the sheet shows it) and cells, blank rows left out; dates are `date`, cells at fault `Broken`."""
        self._aside.seek(0)
        for line in self._aside:
            number, *cells = _decoded(line)
            yield number, cells

    def close(self) -> None:
        """Throw away what was set aside."""
        self._aside.close()

    def _stage(self, file: IO[bytes], name: str) -> None:
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)  # what a buffered `seek` would leave to the next read, which isn't ours
        command = [sys.executable, "-I", "-S", "-c", _CHILD, json.dumps(sys.path)]
        with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
            complete = self._sort_out(child.stdout or (), name)
        if child.returncode != 0 or not complete:
            raise unreadable(name, "too-large")

    def _sort_out(self, lines: Iterable[bytes], name: str) -> bool:
        """Keep the rows of the chosen sheet; whether the last line came."""
        sheet = _Sheet("", [])
        for line in lines:
            if not line.startswith(b"{"):
                self._row(sheet, line)
                continue
            message = json.loads(line)
            if "error" in message:
                raise unreadable(name, message["error"])
            self._finish(sheet)
            if "end" in message:
                return True
            sheet = _Sheet(message["sheet"], message["merged"])
        return False

    def _row(self, sheet: _Sheet, line: bytes) -> None:
        if sheet.staged:
            self._aside.write(line)
        elif len(sheet.head) < WITHIN:
            sheet.head.append(line)
            cells = _decoded(line)[1:]
            sheet.recognised = sheet.recognised or self._headings(cells) >= _FEWEST_HEADINGS
            if sheet.recognised and self.sheet is None:
                self._choose(sheet)

    def _headings(self, cells: list[Any]) -> int:
        return sum(1 for cell in cells if isinstance(cell, str) and cell and self._known(cell))

    def _finish(self, sheet: _Sheet) -> None:
        """At the end of a sheet: remember one that wasn't read though it has a heading."""
        if sheet.recognised and not sheet.staged:
            self.unread.append(sheet.name)

    def _choose(self, sheet: _Sheet) -> None:
        self.sheet, sheet.staged = sheet.name, True
        for column, first, last in sheet.merged:
            for row in range(first, last + 1):
                self.merged.setdefault(row, {})[column] = first
        self._aside.writelines(sheet.head)


class _Sheet:
    """What is known of a sheet while its rows pass by."""

    def __init__(self, name: str, merged: list[tuple[int, int, int]]) -> None:
        self.name = name
        self.merged = merged
        self.head: list[bytes] = []
        self.recognised = False
        self.staged = False


def unreadable(name: str, reason: str) -> InvalidData:
    """The refusal of a workbook, with what to do about it."""
    why = _REASONS[reason]
    return InvalidData.of("file", f"读不了“{name}”：{why.zh}。", f"“{name}” can't be read: {why.en}.")


def _decoded(line: bytes) -> list[Any]:
    row: list[Any] = json.loads(line, object_hook=_cell, parse_constant=lambda _: Broken("error"))
    return row


def _cell(value: dict[str, str]) -> object:
    return date.fromisoformat(value["day"]) if "day" in value else Broken(value["broken"])
