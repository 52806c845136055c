"""Tables of an official paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

from zibo_port.documents.gongwen_xml import element, paragraph

_TWIPS: Final = 1440 / 25.4

Cell = str | tuple[str, ...]
"""What stands in a cell: a text, or several below each other."""
Row = Sequence[Cell]


class Column(NamedTuple):
    """A column: its heading, its width in millimetres (156 for all of them), how its cells are aligned."""

    heading: str
    width: float
    align: Literal["left", "center", "right"] = "center"


def table(columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    """A table with a head that is repeated on every page; no row is parted by a page's end."""
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
    return element("tbl", [properties, grid, head, *(_row(row, columns, "Cell") for row in rows)])


def _row(cells: Row, columns: Sequence[Column], style: str, *, head: bool = False) -> Any:
    properties = element("trPr", [element("cantSplit"), *([element("tblHeader")] if head else [])])
    return element("tr", [properties, *(_cell(cell, column, style) for cell, column in zip(cells, columns, strict=True))])


def _cell(cell: Cell, column: Column, style: str) -> Any:
    properties = element("tcPr", [element("tcW", w=_twips(column.width), type="dxa"), element("vAlign", val="center")])
    lines = (cell,) if isinstance(cell, str) else cell or ("",)
    return element("tc", [properties, *(paragraph(style, line, align=column.align) for line in lines)])


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS))
