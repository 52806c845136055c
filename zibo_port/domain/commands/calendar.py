"""The form by which the working days of a year are adopted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from zibo_port.domain.commands.base import Command, Name, Prose


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


Days = Annotated[tuple[date, ...], AfterValidator(_in_order)]
"""Days, each once and in order: the same ones are the same request however they were typed."""


class AdoptYear(Command):
    """Adopt the working days of a year as the State Council's notice fixes them.

    `holidays` are the days off, weekends within them or not, `workdays` the weekend days worked instead; `paper` names the
    notice, `issued_on` its day. `source` "library": the days are those of the calendar library. `reason` says why what was
    adopted before is corrected.
    """

    year: int = Field(ge=1950, le=2200)
    holidays: Days = Field(min_length=1)
    workdays: Days = ()
    paper: Name
    issued_on: date | None = None
    source: Literal["notice", "library"] = "notice"
    reason: Prose | None = None
