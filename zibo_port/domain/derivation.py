"""How a number came about: a tree from the total down to the facts, over exact fractions that are rounded once.

Needs nothing but the standard library, so that whoever checks a score elsewhere runs these very lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

_DECIMALS_WRITTEN_OUT: Final = 6


class FactRef(NamedTuple):
    """A recorded event that a number rests on: its position in the log, where known, and its identity."""

    position: int | None
    event: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """One step: what was concluded (in both languages), under which clause and reading, from which facts and steps.

    `value` is for showing, at most two decimals; what the step above adds up is the exact number that the sentence
    writes out. `reading` is written `ambiguity=reading` where the step used one.
    """

    code: str
    zh: str
    en: str
    clause: str
    value: Decimal | None = None
    reading: str | None = None
    facts: tuple[FactRef, ...] = ()
    parts: tuple[Derivation, ...] = ()

    def walk(self) -> Iterator[Derivation]:
        """This step and all below it, from the top."""
        yield self
        for part in self.parts:
            yield from part.walk()


def half_up(number: Fraction, places: int) -> Decimal:
    """Rounded to so many decimals, halves away from zero: 89.995 gives 90.00, -0.005 gives -0.01."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


def shown(number: Fraction) -> Decimal:
    """For showing beside the total: at most two decimals and no idle zeros (50, 18.5, 16.67). Never added up."""
    for places in (0, 1):
        if (number * 10**places).denominator == 1:
            return half_up(number, places)
    return half_up(number, 2)


def exactly(number: Fraction) -> str:
    """Written out without rounding: 18.5, or 50/3 where decimals would not end."""
    for places in range(_DECIMALS_WRITTEN_OUT + 1):
        if (number * 10**places).denominator == 1:
            return f"{half_up(number, places):f}"
    return f"{number.numerator}/{number.denominator}"
