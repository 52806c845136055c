"""Tables of an official paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

from zibo_port.documents.gongwen_xml import element, paragraph

_TWIPS: Final = 1440 / 25.4
_KEPT: Final = 2
"""How many rows stay with the notes."""

Cell = str | tuple[str, ...]
"""What stands in a cell: a text, or several below each other."""
Row = Sequence[Cell]


class Column(NamedTuple):
    """A column: its heading, its width in millimetres (156 for all of them), how its cells are aligned."""

    heading: str
    width: float
    align: Literal["left", "center", "right"] = "center"


def table(columns: Sequence[Column], rows: Sequence[Row], *, noted: bool = False) -> Any:
    """A table with a head that is repeated on every page; no row is parted by a page's end.

    The last rows of one that has notes stay with them: no page holds notes alone.
    """
    properties = element(
        "tblPr",
        [
            element("tblStyle", val="Grid"),
            element("tblW", w=_twips(sum(c.width for c in columns)), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
        ],
    )
    grid = element("tblGrid", [element("gridCol", w=_twips(c.width)) for c in columns])
    head = _row([c.heading for c in columns], [c._replace(align="center") for c in columns], "HeadCell", head=True)
    kept = len(rows) - _KEPT if noted else len(rows)
    made = (_row(row, columns, "Cell", keep=place >= kept) for place, row in enumerate(rows))
    return element("tbl", [properties, grid, head, *made])


def _row(cells: Row, columns: Sequence[Column], style: str, *, head: bool = False, keep: bool = False) -> Any:
    properties = element("trPr", [element("cantSplit"), *([element("tblHeader")] if head else [])])
    made = (_cell(cell, column, style, keep=keep) for cell, column in zip(cells, columns, strict=True))
    return element("tr", [properties, *made])


def _cell(cell: Cell, column: Column, style: str, *, keep: bool) -> Any:
    properties = element("tcPr", [element("tcW", w=_twips(column.width), type="dxa"), element("vAlign", val="center")])
    lines = (cell,) if isinstance(cell, str) else cell or ("",)
    return element("tc", [properties, *(paragraph(style, line, align=column.align, keep=keep) for line in lines)])


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS))
