"""How wide text stands in a terminal, how it breaks into lines, and how data is kept from garbling it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

OPENERS: Final = frozenset("\u00a0（《〈“‘【〔「『［｛([{")
CLOSERS: Final = frozenset("\u00a0，。、；：？！）》〉”’】〕」』］｝…—·％,.;:?!)]}%")
_ZERO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """The columns that `text` takes in a terminal: two for a Chinese character, none for a combining mark."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def pad(text: str, to: int, *, right: bool = False) -> str:
    """`text` filled with blanks to `to` columns; `right` aligns it to the right."""
    blanks = " " * (to - width(text))
    return blanks + text if right else text + blanks


def visible(text: str) -> str:
    r"""`text` with control, bidirectional and zero-width characters spelled out (as ``\u202e``), safe for a terminal."""
    if text.isprintable():
        return text
    return "".join(char if _harmless(char) else _spelled(char) for char in text)


def visible_lines(text: str) -> str:
    """`visible`, but the line breaks stay."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _harmless(char: str) -> bool:
    # Ideographs newer than Python's tables (planes 2 and 3) stand in people's names.
    return char.isprintable() or unicodedata.category(char) == "Zs" or 0x20000 <= ord(char) <= 0x3FFFD


def _spelled(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` columns (two at least), broken as Chinese is: anywhere between
    ideographs, never before a closing or after an opening mark, words kept whole where they fit.

    Nothing is lost but the blanks at which a line breaks; empty text is one empty line.
    """
    lines: list[str] = []
    line, used = "", 0
    for piece in _fitting(text, max(columns, 2)):
        if used + width(piece) > max(columns, 2):
            lines.append(line.rstrip(" "))
            line, used = "", 0
        if line or lines == [] or not piece.isspace():
            line, used = line + piece, used + width(piece)
    if line.strip(" ") or not lines:
        lines.append(line.rstrip(" "))
    return lines


def _fitting(text: str, columns: int) -> Iterator[str]:
    """The unbreakable pieces of `text`, those that are wider than a line cut."""
    for piece in _pieces(text):
        rest = piece
        while width(rest) > columns:
            head = _head(rest, columns)
            yield head
            rest = rest[len(head) :]
        if rest:
            yield rest


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for here in range(1, len(text)):
        if _may_break(text[here - 1], text[here]):
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    if after in CLOSERS or before in OPENERS or _cells(after) == 0:
        return False
    return _cells(before) == 2 or _cells(after) == 2


def _head(text: str, columns: int) -> str:
    used = 0
    for here, char in enumerate(text):
        used += _cells(char)
        if used > columns:
            return text[:here]
    return text
