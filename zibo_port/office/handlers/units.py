"""Decisions about the units: their contacts, and which of them may score."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.commands import NameContact, NameScorers
from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.purposes import CLAUSE_SCORERS
from zibo_port.domain.quarter import Round
from zibo_port.domain.unit_book import UnitBook
from zibo_port.office.desk import Desk
from zibo_port.office.rulebook import units

BOOK: Final = "units"
"""The one book of the units."""


def name_contact(desk: Desk, form: NameContact, act: Act) -> Fact:
    """Name a contact; what now stands."""
    return desk.stream(UnitBook, BOOK).name_contact(form, units(), act)


def name_scorers(desk: Desk, form: NameScorers, act: Act) -> Fact:
    """Name who may score; a quarter that is closed stays as it was. What now stands."""
    quarter, last = Quarter.parse(form.quarter), Quarter.of(act.today)
    while quarter <= last:
        if desk.stream(Round, str(quarter)).closing is not None:
            raise Refused(
                f"{quarter} 已封账，评分单位不能再变。请自其后的季度起明确（--from）。",
                f"{quarter} is closed; who scores it can't change any more. Name them from a later quarter on (--from).",
                clause=CLAUSE_SCORERS,
            )
        quarter = quarter.next
    return desk.stream(UnitBook, BOOK).name_scorers(form, act)


def must_score(desk: Desk, department: str, quarter: str) -> None:
    """Refuse a score by a department that may not score that quarter."""
    desk.stream(UnitBook, BOOK).must_score(department, Quarter.parse(quarter))
