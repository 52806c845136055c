"""The grade on the day each thing that counts against an enterprise lapses: the score made anew without it.

A deduction and a complaint belong to one quarter and lapse with it. What is shown at a platform, a measure or an open
case has no part in the score: its end changes no grade, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import Against, Lapse
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Evidence
from zibo_port.domain.otherwise import Change, applied
from zibo_port.domain.scoring import score

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.domain.readings import Readings
    from zibo_port.domain.scoring_rules import ScoringRules

_REPLACED: Final = frozenset({"rating", "department-scores"})
"""What doesn't lapse, but gives way to the next year's or quarter's; the recomputation leaves it as it is."""


def lapses(against: Iterable[Against], evidence: Evidence, quarter: Quarter, rules: ScoringRules, readings: Readings) -> tuple[Lapse, ...]:
    """Everything with a last day, by that day: the result without it alone, and without all that has lapsed by then."""
    ending = sorted(((a, a.until) for a in against if a.until is not None and _lapses(a)), key=lambda pair: pair[1])

    def without(gone: Iterable[Against]) -> Figures:
        changes = [Change("lapsed", a.item, None, Text("", "")) for a in gone if a.item is not None]
        result = score(applied(evidence, changes), quarter, rules, readings)
        return Figures(result.total, result.grade)

    return tuple(
        Lapse(
            kind=one.kind,
            what=one.what,
            until=until,
            alone=without([one]) if one.item is not None else None,
            then=without(a for a, last in ending if last <= until),
        )
        for one, until in ending
    )


def _lapses(one: Against) -> bool:
    """A deduction of another quarter has no part in this one."""
    return one.kind not in _REPLACED and (one.kind != "deduction" or one.item is not None)
