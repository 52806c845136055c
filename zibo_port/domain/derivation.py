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
    scaled, parts = abs(number.numerator) * 10**places, number.denominator
    whole = (2 * scaled + parts) // (2 * parts)
    return Decimal(whole if number.numerator >= 0 else -whole).scaleb(-places)


def shown(number: Fraction) -> Decimal:
    """For showing beside the total: as it is if two decimals write it out (50, 18.5), else rounded (16.67, 10.00). Never added up."""
    places = _decimals(number)
    return half_up(number, 2 if places is None else min(places, 2))


def exactly(number: Fraction) -> str:
    """Written out without rounding: 18.5, or 50/3 where decimals would not end."""
    places = _decimals(number)
    return f"{number.numerator}/{number.denominator}" if places is None else f"{half_up(number, places):f}"


def _decimals(number: Fraction) -> int | None:
    """How many decimals write the number out; None if more than six would be needed."""
    return next((p for p in range(_DECIMALS_WRITTEN_OUT + 1) if 10**p % number.denominator == 0), None)
