"""How a sheet is laid out so that every text can be read, on screen and on A4: column widths, row heights, pages.

A spreadsheet program doesn't reliably make room for wrapped Chinese text by itself, so that every height is set here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from zibo_port.documents.cell_formats import FONT_SIZE
from zibo_port.documents.line_breaks import broken
from zibo_port.domain.errors import Text

LINE: Final = 16.0
"""The height of a line in points: what the tallest of the usual Chinese fonts needs at that size."""
MOST_LINES: Final = 25
"""More lines than these don't fit the tallest row that a spreadsheet has (409 points)."""
WIDEST: Final = 140.0
_EMS_PER_CHARACTER: Final = 7 / (FONT_SIZE * 96 / 72)  # a column is measured in figures of 7 pixels
_INSET: Final = 0.4  # em that stay free left and right of a text
_FILTER_BUTTON: Final = 1.5  # em that it covers in a heading
_EDGES: Final = 0.7  # characters that the edges of a column take besides
_PORTRAIT: Final = 102.0  # characters that A4 takes across at full size
_LANDSCAPE: Final = 149.0
_SMALLEST: Final = 60  # per cent of full size; nothing is printed smaller
_FOOTER: Final = Text("第 &P 页 共 &N 页", "Page &P of &N")


def line_count(text: str, width: float, *, taken: float = 0.0) -> int:
    """The lines that a text needs in a column of `width` characters of which `taken` em aren't free."""
    room = _room(width) - taken
    return 1 if len(text) <= room and "\n" not in text else _line_count(text, max(room, 1.0))


def _room(width: float) -> float:
    return width * _EMS_PER_CHARACTER - _INSET


@lru_cache(4096)
def _line_count(text: str, room: float) -> int:
    return sum(len(broken(line, room)) for line in text.split("\n"))


def height(texts: Iterable[tuple[str, float]], *, heading: bool = False) -> float:
    """The height in points of a row in which such texts stand in columns of such widths."""
    taken = _FILTER_BUTTON if heading else 0.0
    lines = max((line_count(text, width, taken=taken) for text, width in texts), default=1)
    return min(lines, MOST_LINES) * LINE + (8 if heading else 3)


def widened(width: float, texts: Iterable[str]) -> float:
    """The width of a column in which the longest of its texts fits a row: `width`, or more where it must be."""
    for text in texts:
        if len(text) + text.count("\n") * _room(width) < MOST_LINES * _room(width) / 2:
            continue  # it fits, however it breaks
        while line_count(text, width) > MOST_LINES and width < WIDEST:
            width = min(width * 1.25, WIDEST)
    return width


def set_pages(page: Worksheet, widths: Sequence[float], *, keys: int, lang: str, title: str, mark: str) -> None:
    """A4, headings on every page, each page numbered; sheets too wide to be read on one page across go on over several.

    The first `keys` columns stay in sight and are repeated on those pages.
    """
    across = sum(width + _EDGES for width in widths)
    page.freeze_panes(1, keys)
    page.repeat_rows(0)
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    page.hide_gridlines(0)  # shown on screen and on paper
    page.set_portrait() if across <= _PORTRAIT else page.set_landscape()
    if across * _SMALLEST <= _LANDSCAPE * 100:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(_SMALLEST)
        page.print_across()
        page.repeat_columns(0, max(keys, 1) - 1)
    named = " · ".join(filter(None, (title.replace("&", "&&"), "&A")))
    page.set_header(f"&L{named}" + (f"&R&14{mark}" if mark else ""))
    page.set_footer(f"&C{_FOOTER.to(lang)}")
