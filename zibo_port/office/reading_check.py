"""What other readings would make of a quarter: the enterprises whose grade would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from zibo_port.domain.periods import Quarter
from zibo_port.domain.standing import standing
from zibo_port.office.archive import Archive, View
from zibo_port.office.scores import Graded, graded


class Otherwise(NamedTuple):
    """The result that one enterprise would have if one ambiguity were read otherwise."""

    enterprise: str
    name: str
    quarter: Quarter
    ambiguity: str
    reading: str
    total: Decimal | None
    grade: str | None
    default_grade: str | None
    """The grade under the readings in use."""


def checked(archive: Archive, quarter: Quarter, view: View) -> list[Otherwise]:
    """Every change of a grade that an admissible reading would bring, one ambiguity at a time, by credit code.

    An open quarter goes by what the view shows, a closed one by what its close froze.
    """
    return [found for one in graded(archive, quarter, view) for found in _otherwise(one, quarter)]


def _otherwise(one: Graded, quarter: Quarter) -> Iterator[Otherwise]:
    used = one.books.readings.on(quarter.last_day)
    in_use = standing(one.enterprise, quarter, one.books).grade
    for other in used.alternatives("score"):
        score = standing(one.enterprise, quarter, replace(one.books, readings=other))
        if score.grade != in_use:
            (key,) = (k for k, reading in other.adopted.items() if reading != used.chosen(k))
            who = one.enterprise.identity
            yield Otherwise(who.code, who.name, quarter, key, other.chosen(key).reading, score.total, score.grade, in_use)
