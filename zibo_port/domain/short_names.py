"""Short names of what people follow up: a letter, a day where there is one, and a few signs made from what it is about."""

from __future__ import annotations

from datetime import date
from hashlib import sha256


def short_name(letter: str, of: str, day: date | None = None) -> str:
    """The same name for the same thing, as B-3f9a2c1d; with a day, told apart from others of that day alone, as C20260928-3f9a2c."""
    signs = sha256(of.encode()).hexdigest()
    return f"{letter}-{signs[:8]}" if day is None else f"{letter}{day:%Y%m%d}-{signs[:6]}"
