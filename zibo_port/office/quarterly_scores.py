"""Interim: scores of all evaluated enterprises."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zibo_port.domain.periods import Quarter
from zibo_port.domain.scoring import Score
from zibo_port.domain.standing import standing
from zibo_port.office.archive import Archive, View


class Scored(NamedTuple):
    """The result of one enterprise."""

    code: str
    name: str
    status: str
    total: Decimal | None
    grade: str | None
    score: Score | None
    restatement_pending: bool
    evaluated: bool


def scores(archive: Archive, quarter: Quarter, view: View) -> list[Scored]:
    """The results of all evaluated enterprises."""
    round_ = archive.round(quarter, view)
    found = []
    for file in archive.files(view):
        who = file.enterprise.identity
        if not who.evaluated_in(quarter):
            continue
        now = standing(file.enterprise, quarter, archive.books(view), file.positions)
        shown, pending = now, False
        if round_.closing is not None:
            frozen = archive.known(file, round_.closing.known_position)
            shown = standing(frozen.enterprise, quarter, archive.books(view), frozen.positions)
            pending = shown.total != now.total
        status = "no-data" if shown.total is None else round_.status
        found.append(Scored(who.code, who.name, status, shown.total, shown.grade, shown, pending, evaluated=True))
    return found
