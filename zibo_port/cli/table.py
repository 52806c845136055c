"""Tables without borders: columns that stand in line with Chinese in them, and no text lost on a narrow terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from zibo_port.cli.widths import pad, width, wrap

GAP: Final = "  "
NARROWEST: Final = 8


class Heading(NamedTuple):
    """A column's title, and whether its cells stand to the right, as numbers do."""

    title: str
    right: bool = False


def table(headings: Sequence[Heading], rows: Sequence[Sequence[str]], columns: int | None) -> Iterator[str]:
    """The lines of a table: titles, underlines, cells.

    Cells are wrapped to fit `columns`; with None, where no person looks on, each row is one line.
    """
    wanted = [max([width(heading.title), *(width(row[at]) for row in rows)]) for at, heading in enumerate(headings)]
    widths = wanted if columns is None else _fitted(wanted, columns - len(GAP) * (len(wanted) - 1))
    yield from _lines(headings, [heading.title for heading in headings], widths)
    yield GAP.join("-" * each for each in widths)
    for row in rows:
        yield from _lines(headings, row, widths)


def _lines(headings: Sequence[Heading], cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row."""
    wrapped = [wrap(cell, each) if width(cell) > each else [cell] for cell, each in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = (pad(part, each, right=heading.right) for part, each, heading in zip(parts, widths, headings, strict=True))
        yield GAP.join(padded).rstrip(" ")


def _fitted(wanted: Sequence[int], room: int) -> list[int]:
    """`wanted` widths, the widest cut back to one common width until all fit into `room`, if they can."""
    limit = max(wanted, default=0)
    while limit > NARROWEST and sum(min(each, limit) for each in wanted) > room:
        limit -= 1
    fitted = [min(each, limit) for each in wanted]
    spare = max(room - sum(fitted), 0)
    for at, each in enumerate(wanted):  # what the common width left over goes to the first that was cut
        more = min(spare, each - fitted[at])
        fitted[at] += more
        spare -= more
    return fitted
