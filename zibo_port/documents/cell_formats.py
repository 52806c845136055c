"""How the cells of a workbook look, by what stands in their column."""

from __future__ import annotations

from typing import Any, Final, Literal

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]

from zibo_port.documents.visible import formula_like

Kind = Literal["text", "number", "money", "wan", "date", "points", "mixed"]
"""What stands in a column: "money" in 元, "wan" in 万元 with up to six decimals, "number" as it is, "mixed" each value by what it is."""

FONT_SIZE: Final = 11
_TEXT_FORMAT_SHOWS: Final = 255  # characters; longer ones are shown as #### where a cell is formatted as text
_SHOWN_AS: Final[dict[str, str]] = {
    "number": "General",
    "money": "#,##0.00",
    "wan": "0.00####",
    "points": "0.00",
    "date": "yyyy-mm-dd",
}
_PLAIN: Final[dict[str, Any]] = {"font_name": "宋体", "font_size": FONT_SIZE, "valign": "top"}
_HEADING: Final[dict[str, Any]] = {
    **_PLAIN,
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "bg_color": "#EEF2F4",
    "top": 1,
    "bottom": 1,
}
_RIGHT: Final[dict[str, Any]] = {"align": "right", "indent": 1}


class CellFormats:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        text = {**_PLAIN, "text_wrap": True}
        self._text: Format = book.add_format({**text, "num_format": "@"})
        self._formula_like: Format = book.add_format({**text, "num_format": "@", "quote_prefix": True})
        self._long_text: Format = book.add_format({**text, "quote_prefix": True})
        self._heading: Format = book.add_format(_HEADING)
        self._number_heading: Format = book.add_format({**_HEADING, "align": "right", "indent": 2})  # left of the filter's button
        self._date_heading: Format = book.add_format({**_HEADING, "align": "center"})
        self._of: dict[str, Format] = {
            kind: book.add_format({**_PLAIN, **({"align": "center"} if kind == "date" else _RIGHT), "num_format": code})
            for kind, code in _SHOWN_AS.items()
        }
        self._mixed: dict[str, Format] = {
            kind: book.add_format({**_PLAIN, "align": "left", "num_format": _SHOWN_AS[kind]}) for kind in ("number", "date")
        }

    def of_heading(self, kind: Kind) -> Format:
        """Above a column, aligned as what stands in it."""
        if kind in {"text", "mixed"}:
            return self._heading
        return self._date_heading if kind == "date" else self._number_heading

    def of_text(self, text: str) -> Format:
        """A format in which a text stays a text when a person edits the cell."""
        if len(text) > _TEXT_FORMAT_SHOWS:
            return self._long_text
        return self._formula_like if formula_like(text) else self._text

    def of_value(self, kind: Kind, *, day: bool = False) -> Format:
        """For a number, or for a day, in a column of some kind."""
        return self._mixed["date" if day else "number"] if kind == "mixed" else self._of[kind]
