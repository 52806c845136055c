"""Where a text breaks into lines of a given width, by the habits of Chinese and of English type."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_UNITS: Final = 100  # to an em: widths are added up as whole numbers, so that a line that just fits does
_TALL: Final = 60  # a capital letter or a figure
_SMALL: Final = 52  # any other letter, a half-width mark, a space
_WIDE: Final = frozenset("WFA")
_CLOSING: Final = frozenset("，。、；：！？）》〉】〕』」”’,.;:!?)% ")
_OPENING: Final = frozenset("（《〈【〔『「“‘([<")


def ems(text: str) -> float:
    """About how wide a text is in one line, in em: a Chinese character takes one."""
    return _units(text) / _UNITS


def broken(text: str, room: float) -> list[str]:
    """A text in lines no wider than `room` em, as far as words allow; nothing is lost but the spaces at which a line breaks."""
    found, line, used = [], "", 0
    for piece in _pieces(text, room):
        wide = _units(piece)
        if line and used + wide - (_SMALL if piece[-1] == " " else 0) > room * _UNITS:
            found.append(line.rstrip())
            line, used = "", 0
        line, used = line + piece, used + wide
    return [*found, line.rstrip()]


def _units(text: str) -> int:
    return sum(map(_unit, text))


@lru_cache(8192)
def _unit(character: str) -> int:
    if unicodedata.east_asian_width(character) in _WIDE:
        return _UNITS
    return _TALL if character.isupper() or character.isdigit() else _SMALL


def _pieces(text: str, room: float) -> list[str]:
    """What a line may not be broken within: a word, or a wide character with the marks that belong to it."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1] if pieces else ""
        if before and _belong_together(before[-1], character) and ems(before + character) <= room:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _belong_together(before: str, after: str) -> bool:
    word = before.isascii() and after.isascii() and before != " "
    return word or after in _CLOSING or before in _OPENING
