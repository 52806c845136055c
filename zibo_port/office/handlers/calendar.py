"""Decisions about the working calendar."""

from __future__ import annotations

from zibo_port.domain.commands import AdoptYear
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.registry import CalendarBook
from zibo_port.office.desk import Desk


def adopt_year(desk: Desk, form: AdoptYear, act: Act) -> Fact:
    """Adopt the working days of a year; the fact that stands."""
    return desk.stream(CalendarBook, "calendar").adopt_arranged(form, act)
