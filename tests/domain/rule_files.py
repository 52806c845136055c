"""The rule files as the package carries them, for the tests of the domain."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from zibo_port.domain.provisions import Provisions

STEMS = ("price_penalties", "procedure", "publicity", "measures")


def documents() -> dict[str, dict[str, Any]]:
    """A fresh copy, so that a test may alter it."""
    folder = files("zibo_port.domain").joinpath("rules")
    return {stem: tomllib.loads(folder.joinpath(f"{stem}.toml").read_text(encoding="utf-8")) for stem in STEMS}


@cache
def provisions() -> Provisions:
    """The provisions of the package."""
    return Provisions.from_documents(documents())
