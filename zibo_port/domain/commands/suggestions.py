"""Forms about opinions and suggestions to the city's leadership."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from zibo_port.domain.commands.base import Command, Name, Prose, QuarterKey
from zibo_port.domain.commands.monitoring import MonthKey
from zibo_port.domain.errors import InvalidData


class DraftSuggestion(Command):
    """Write a suggestion that rests on a meeting, a quarter or a month (the notice, first plan, one.3)."""

    title: Name
    text: Prose
    meeting: str | None = None
    quarter: QuarterKey | None = None
    month: MonthKey | None = None
    addressee: Name = "市委、市政府"
    reason: Prose | None = None

    @model_validator(mode="after")
    def _one_basis(self) -> Self:
        if (self.meeting is not None) + (self.quarter is not None) + (self.month is not None) != 1:
            raise InvalidData.of(
                "meeting",
                "请写明依据，三者择一：会商（--meeting）、季度（--quarter）或月份（--month）。",
                "Say what it rests on, one of a meeting (--meeting), a quarter (--quarter) and a month (--month).",
            )
        return self


class SubmitSuggestion(Command):
    """Hand a suggestion to the leadership; `on` is the day it was handed in, the day of recording where it is left out."""

    suggestion: str
    on: date | None = None


class AnswerSuggestion(Command):
    """Record the leadership's written instruction (批示); `by` is the office of who gave it, `on` the day it bears."""

    suggestion: str
    by: Name
    text: Prose
    on: date | None = None
