"""Makes what can't be seen in a text visible: control, bidirectional and zero-width characters."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
FORMULA_STARTS = frozenset("=+-@＝＋－＠\t\r")
"""Characters with which a spreadsheet program may begin a formula; the full-width forms are read as the narrow ones."""


def visible(text: str, *, keep: str = "") -> str:
    """`text` with every character that prints nothing, or moves others about, written as `\\u202e`; those in `keep` stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) if character not in keep else character for character in text)


def quoted(value: object, *, limit: int = 40) -> str:
    """A cell's content as an error sentence may repeat it: visible, and no longer than `limit` characters."""
    text = visible(str(value))
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def formula_like(text: str) -> bool:
    """Whether a spreadsheet program would take `text` for a formula if it were typed into a cell."""
    return bool(text) and text.lstrip(" \u3000")[:1] in FORMULA_STARTS


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
