"""Forms about monthly reports and the baselines of their indicators."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zibo_port.domain.commands.base import Command, Department, Name, Prose, Quantity
from zibo_port.domain.periods import Month


def _month(value: object) -> str:
    return str(value if isinstance(value, Month) else Month.parse(str(value)))


MonthKey = Annotated[str, BeforeValidator(_month)]
IndicatorCode = Annotated[str, Field(min_length=1, max_length=60)]


class ReportedFigure(BaseModel):
    """One figure of a report; without a value it is taken out of a report on record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: IndicatorCode
    value: Quantity | None


class SubmitReport(Command):
    """Report a unit's figures for a month; with a reason, put right those that are named (the notice, first plan, four (一)).

    `on` is the day on which the unit handed them in, the day of recording where it is left out.
    """

    department: Department
    month: MonthKey
    figures: tuple[ReportedFigure, ...] = ()
    notes: Prose | None = None
    reason: Prose | None = None
    on: date | None = None

    @property
    def department_(self) -> str:
        """The unit that reports."""
        return self.department


class ReturnReport(Command):
    """Send a report back with the reason: by the unit itself, or by the conference's office that received it."""

    department: Department
    month: MonthKey
    reason: Prose
    by_port_office: bool = False

    @property
    def department_(self) -> str:
        """Who sends it back."""
        return "port-office" if self.by_port_office else self.department


class ApproveReport(Command):
    """Approve what a unit reported for a month (the notice, first plan, five)."""

    department: Department
    month: MonthKey

    @property
    def department_(self) -> str:
        """The unit, whose responsible officer approves."""
        return self.department


class SetBaseline(Command):
    """Set what an indicator is compared with, and where it was taken from."""

    indicator: IndicatorCode
    value: Quantity
    period: Name
    source: Prose
    reason: Prose | None = None
