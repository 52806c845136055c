"""A round of evaluation as people read it: its figures, who lacks data, and which later inputs await a restatement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Round
from zibo_port.office.archive import Archive, View
from zibo_port.office.scores import Scored, scores


@dataclass(frozen=True, slots=True)
class Results:
    """A round and the results of all enterprises evaluated in it, best first."""

    quarter: Quarter
    round: Round
    results: tuple[Scored, ...]

    @property
    def grades(self) -> dict[str, int]:
        """How many enterprises got which grade, best grade first."""
        counts: dict[str, int] = {}
        for result in self.results:
            if result.grade is not None:
                counts[result.grade] = counts.get(result.grade, 0) + 1
        return counts

    @property
    def no_data(self) -> tuple[Scored, ...]:
        """Who has neither total nor grade, for data are missing."""
        return tuple(r for r in self.results if r.total is None)

    @property
    def pending(self) -> tuple[Scored, ...]:
        """Whose frozen result differs from what is on record now."""
        return tuple(r for r in self.results if r.restatement_pending)


def results(archive: Archive, quarter: Quarter, view: View) -> Results:
    """A round as a view shows it."""
    return Results(quarter, archive.round(quarter, view), _ranked(scores(archive, quarter, view)))


def _ranked(found: Sequence[Scored]) -> tuple[Scored, ...]:
    return tuple(sorted(found, key=lambda s: (s.total is None, -(s.total or 0), s.code)))
