"""The numbers of law and notice, read from the package once and handed to the domain as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from zibo_port.domain.books import Books
from zibo_port.domain.calendar import Calendar
from zibo_port.domain.profile import Profile
from zibo_port.domain.provisions import Provisions
from zibo_port.domain.readings import Adoption, Readings
from zibo_port.domain.scoring_rules import ScoringRules

if TYPE_CHECKING:
    from zibo_port.domain.indicators import Indicators
    from zibo_port.domain.units import Units

NONE_ADOPTED: Final[Mapping[str, Sequence[Adoption]]] = MappingProxyType({})


INDICATORS: Final = "indicators"
UNITS: Final = "units"
APART: Final = frozenset({INDICATORS, UNITS})
"""The files that only monitoring and the conference read: a command about a penalty needn't."""


@cache
def documents() -> dict[str, dict[str, Any]]:
    """The files of `domain/rules` from which books are made, parsed, by their stems."""
    folder = files("zibo_port.domain").joinpath("rules")
    stems = sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    return {stem: _document(stem) for stem in stems if stem not in APART}


def _document(stem: str) -> dict[str, Any]:
    text = files("zibo_port.domain").joinpath("rules", f"{stem}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def indicators() -> Indicators:
    """The indicators of the monthly reports of this release."""
    from zibo_port.domain.indicators import Indicators

    return Indicators.from_document(_document(INDICATORS))


@cache
def units() -> Units:
    """The units of the joint conference, as this release knows them."""
    from zibo_port.domain.units import Units

    return Units.from_document(_document(UNITS))


@cache
def provisions() -> Provisions:
    """The provisions of this release."""
    return Provisions.from_documents(documents())


@cache
def scoring() -> ScoringRules:
    """The scoring rules of this release."""
    return ScoringRules.from_document(documents()["service_evaluation"])


@cache
def readings() -> Readings:
    """The register of ambiguities with its default readings."""
    return Readings.from_document(documents()["ambiguities"])


def books(calendar: Calendar, profile: Profile, adoptions: Mapping[str, Sequence[Adoption]] = NONE_ADOPTED) -> Books:
    """The books of an office."""
    return Books(calendar, provisions(), scoring(), replace(readings(), adoptions=adoptions), profile)
