"""Why not another grade: the smallest sets of facts that would have given it.

A set with fewer facts comes first; among sets of equal size the one that moves fewest points. The search goes breadth
first, all sets of one size before any of the next, and stops at a stated number of combinations. Facts that make no
difference between them (two unsettled complaints of one month) are tried once; a score that can move by hundredths (a
department's) is set to the nearest one that does. Needs nothing but the standard library, as the scoring itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.derivation import FactRef, exactly
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import DepartmentScore, Evidence
from zibo_port.domain.otherwise import Change, Move, Part, applied, parts_of
from zibo_port.domain.scoring import Score, score

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.domain.readings import Readings
    from zibo_port.domain.scoring_rules import Edition, ScoringRules

CAP: Final = 2_000
"""Combinations that are tried before the search stops."""

STEPS: Final = 100
"""Steps to a point: departments score in hundredths."""

SOME_DEPARTMENT: Final = ""


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Facts that would have to be otherwise, and the result that this would give; `moved` are the points that the parts
    of the total would move by, added up."""

    changes: Move
    total: Decimal
    grade: str
    moved: Fraction


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer for a grade.

    `sets` are all of the smallest size, best first, one for each choice of facts: none if the grade stands, and none if
    no set reaches it. `tried` of at most `cap` combinations; `capped` says that the search stopped there, having been
    through all sets of up to `searched` facts.
    """

    wanted: str
    now: Score
    sets: tuple[Counterfactual, ...]
    tried: int
    cap: int
    capped: bool
    searched: int

    @property
    def stands(self) -> bool:
        """Whether it is the grade already."""
        return self.now.grade == self.wanted


def why_not(evidence: Evidence, quarter: Quarter, rules: ScoringRules, readings: Readings, wanted: str, cap: int = CAP) -> WhyNot:
    """The smallest sets of facts that would have given a grade."""
    now = score(evidence, quarter, rules, readings)
    edition = rules.on(quarter.last_day)
    if now.grade == wanted or edition is None or wanted not in _scale(edition):
        return WhyNot(wanted, now, (), 0, cap, capped=False, searched=0)
    search = _Search(evidence, quarter, rules, readings, edition, wanted, cap, now)
    capped = False
    size = 0
    while not search.found and not capped and size < search.most:
        capped = not search.through(size + 1)
        size += not capped
    sets = sorted(search.found.values(), key=lambda c: c.moved)
    return WhyNot(wanted, now, tuple(sets), search.tried, cap, capped, size)


def _scale(edition: Edition) -> list[str]:
    return [g.grade for g in edition.grades.scale]


@dataclass(slots=True)
class _Search:
    """A search under way: what is asked, how many combinations were tried, what was found."""

    evidence: Evidence
    quarter: Quarter
    rules: ScoringRules
    readings: Readings
    edition: Edition
    wanted: str
    cap: int
    now: Score
    tried: int = 0
    found: dict[frozenset[object], Counterfactual] = field(default_factory=dict)
    """By the facts that are changed."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything but the departments."""
        return parts_of(self.evidence, self.quarter, self.edition, self.readings.on(self.quarter.last_day))

    @property
    def units(self) -> tuple[DepartmentScore, ...]:
        """The departments whose score may be otherwise; where none has scored, one that might have."""
        absent = DepartmentScore(SOME_DEPARTMENT, Decimal(), FactRef(None, "DepartmentScored"))
        return tuple(sorted(self.evidence.departments, key=lambda s: s.department)) or (absent,)

    @property
    def most(self) -> int:
        """The most facts that could be otherwise at once."""
        return sum(max(map(len, part)) for part in self.parts) + len(self.units)

    def through(self, size: int) -> bool:
        """Try every set of this size; False if the cap stopped it."""
        units = self.units
        for changes in _chosen(self.parts, size, len(units)):
            for scored in combinations(units, size - len(changes)):
                if self.tried == self.cap:
                    return False
                self.tried += 1
                self._try(changes, scored)
        return True

    def _try(self, changes: Move, scored: Sequence[DepartmentScore]) -> None:
        moved = (*changes, *self._levelled(changes, scored)) if scored else changes
        result = self._score(moved)
        if result.grade != self.wanted or result.total is None or len(moved) < len(changes) + len(scored):
            return
        reached = Counterfactual(moved, result.total, self.wanted, self._moved(result))
        facts = frozenset(change.was or change.code for change in moved)
        known = self.found.get(facts)
        if known is None or reached.moved < known.moved:
            self.found[facts] = reached

    def _score(self, changes: Move) -> Score:
        return score(applied(self.evidence, changes), self.quarter, self.rules, self.readings)

    def _moved(self, result: Score) -> Fraction:
        return sum(map(_distance, _points(self.now), _points(result)), Fraction())

    # --- departments ----------------------------------------------------------------------------------------------

    def _levelled(self, changes: Move, scored: Sequence[DepartmentScore]) -> Move:
        """These departments' scores brought to one level, the nearest with which the grade is reached (or passed)."""
        scale = _scale(self.edition)
        wanted = scale.index(self.wanted)
        before = self._score(changes).grade
        rising = before is None or scale.index(before) > wanted
        last = int(self.edition.departments.maximum * STEPS)
        levels = range(last + 1) if rising else range(last, -1, -1)

        def reached(level: int) -> bool:
            grade = self._score((*changes, *_to_level(scored, level, rising=rising))).grade
            place = len(scale) if grade is None else scale.index(grade)
            return place <= wanted if rising else place >= wanted

        level = levels[bisect_left(levels, 1, key=reached)] if reached(levels[-1]) else levels[-1]
        return _to_level(scored, level, rising=rising)


def _points(result: Score) -> list[Fraction]:
    """The exact points of each part of the total, the deductions last; nothing where data are missing."""
    return [*(c.exact or Fraction() for c in result.components), Fraction(sum(d.points for d in result.deductions))]


def _distance(one: Fraction, other: Fraction) -> Fraction:
    return abs(one - other)


def _chosen(parts: Sequence[Part], size: int, rest: int) -> Iterator[Move]:
    """Every choice of at most one move from each part with no more than `size` facts in all, nor so few that `rest` more won't do."""
    if not parts:
        if size <= rest:
            yield ()
        return
    for move in ((), *parts[0]):
        if len(move) <= size:
            yield from ((*move, *others) for others in _chosen(parts[1:], size - len(move), rest))


def _to_level(scored: Sequence[DepartmentScore], level: int, *, rising: bool) -> Move:
    """The changes that bring scores up (or down) to a level, in hundredths of a point; one beyond it stays."""
    points = Decimal(level) / STEPS
    chosen = max if rising else min
    return tuple(
        _scored(s, replace(s, points=points, fact=FactRef(None, s.fact.event)))
        for s in scored
        if not s.department or chosen(s.points, points) != s.points
    )


def _scored(was: DepartmentScore, now: DepartmentScore) -> Change:
    points = exactly(Fraction(now.points))
    if not was.department:
        return Change("department-supplied", None, now, Text(f"有部门评分，评 {points} 分", f"a department had scored, {points} points"))
    name = DEPARTMENTS.get(was.department, Text(was.department, was.department))
    given = exactly(Fraction(was.points))
    text = Text(f"{name.zh}评 {points} 分（实评 {given} 分）", f"{name.en} had given {points} points (it gave {given})")
    return Change("department-score", was, now, text)
