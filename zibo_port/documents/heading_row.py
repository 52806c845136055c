"""Finds the row of headings at the top of a table, below titles that were put over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from zibo_port.documents.cells import Broken, Cell
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import FieldFault, InvalidData, Text

WITHIN = 10
"""The heading row stands among this many rows at the top."""


class NoHeadings(InvalidData):
    """No row at the top holds a heading that is known."""


class HeadingRow(NamedTuple):
    """Where the headings stand: their row's number, the first row that may be data, all its cells, and the headings as written."""

    number: int
    first_data_row: int
    width: int
    headings: tuple[str, ...]


def find_heading_row(records: Iterable[tuple[int, Sequence[Cell]]], known: Callable[[str], bool], *, name: str) -> HeadingRow:
    """The row at the top with the most headings that `known` recognises; blank cells at its end don't count as headings.

    A second row of headings right below it (codes in one, their names in the next) is passed over too.

    Raises NoHeadings if there is none, InvalidData if a heading stands in it twice.
    """
    top = [(number, [_word(cell) for cell in cells]) for number, cells in islice(records, WITHIN + 1)]
    counts = [sum(1 for cell in cells if cell and known(cell)) for _, cells in top]
    if not any(counts[:WITHIN]):
        raise _none(name)
    best = counts.index(max(counts[:WITHIN]))
    number, cells = top[best]
    headings = cells[: max(i for i, cell in enumerate(cells, 1) if cell)]
    _refuse_repeated(headings, name)
    twice = best + 1 < len(top) and 2 * counts[best + 1] > len(headings)
    return HeadingRow(number, (top[best + 1][0] if twice else number) + 1, len(cells), tuple(headings))


def _refuse_repeated(headings: list[str], name: str) -> None:
    seen: set[str] = set()
    for heading in filter(None, headings):
        if heading in seen:
            raise InvalidData.of(
                "file",
                f"“{name}”的表头“{quoted(heading)}”出现了两次，无法判断以哪一列为准。请删去或改名其中一列。",
                f"“{name}” has the heading “{quoted(heading)}” twice, so it can't be known which column counts: remove or rename one.",
            )
        seen.add(heading)


def _word(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    return "" if cell is None or isinstance(cell, Broken) else str(cell)


def _none(name: str) -> NoHeadings:
    zh = f"“{name}”里找不到表头：前{WITHIN}行没有一列的名称可以识别。请核对是否选错了文件或工作表。"
    en = f"“{name}” has no headings: no column name within its first {WITHIN} rows is known. Check that it is the right file and sheet."
    return NoHeadings(zh, en, fields=(FieldFault("file", Text(zh, en)),))
