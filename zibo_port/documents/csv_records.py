"""Reads the records of a comma-, tab- or semicolon-separated text, numbered as a spreadsheet shows them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from types import MappingProxyType
from typing import IO

from zibo_port.documents.heading_row import WITHIN
from zibo_port.domain.errors import InvalidData

_DELIMITERS = ",\t;"


class CsvRecords:
    """The records of an open text file; each call of `records` reads it from the beginning, in small memory."""

    format = "csv"
    sheet: str | None = None
    unread: tuple[str, ...] = ()
    merged: Mapping[int, Mapping[int, int]] = MappingProxyType({})

    def __init__(self, file: IO[bytes], *, name: str, encoding: str, known: Callable[[str], bool]) -> None:
        self._file = file
        self._name = name
        self.encoding = encoding
        self._delimiter = max(_DELIMITERS, key=lambda delimiter: self._recognised(delimiter, known))

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Row number (the first row of the file is 1) and cells, blank lines left out.

        Raises InvalidData where a quotation mark isn't closed or is followed by other text.
        """
        yield from self._read(self._delimiter)

    def close(self) -> None:
        """Nothing was set aside."""

    def _read(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding=self.encoding, newline="")
        number = 0
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), 1):
                if cells:
                    yield number, cells
        except csv.Error as reason:
            raise self._broken(number + 1, str(reason)) from None
        finally:
            if not self._file.closed:
                text.detach()

    def _recognised(self, delimiter: str, known: Callable[[str], bool]) -> int:
        """How many headings a row at the top has, as far as it can be read; what is broken there is told when it is read."""
        most = 0
        with suppress(InvalidData):
            for _, cells in islice(self._read(delimiter), WITHIN):
                most = max(most, sum(map(known, cells)))
        return most

    def _broken(self, row: int, reason: str) -> InvalidData:
        if "expected after" in reason:
            zh, en = "引号结束之后还有别的文字", "there is text after a closing quotation mark"
        else:
            zh, en = "双引号没有合上，文件从这里起读不到底", "a quotation mark isn't closed, the file can't be read beyond it"
        return InvalidData.of(
            "file",
            f"“{self._name}”第{row}行：{zh}。请补上或删去该行多余的双引号，或从原系统重新导出；本文件一行也没有记录。",
            f"“{self._name}”, row {row}: {en}. Mend the quotation marks of that row or export the file again; nothing of it was recorded.",
        )
