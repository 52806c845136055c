"""Forms about consultations and what they conclude."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zibo_port.domain.commands.base import Command, Department, DocumentNo, Platform, Prose, QuarterKey


class CallConsultation(Command):
    """Call departments to a meeting about cases (the notice, third plan, two (三))."""

    on: date
    kind: Literal["regular", "ad-hoc"] = "ad-hoc"
    departments: tuple[Department, ...] = Field(min_length=1)
    cases: tuple[DocumentNo, ...] = ()

    def key(self) -> str:
        """Its day, kind and cases, in whatever order they were named."""
        return f"consultation.call|{self.on}|{self.kind}|{'|'.join(sorted(self.cases))}"


class MeasureOrder(BaseModel):
    """A measure given to a department, with the day by which it reports."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    measure: str
    department: Department
    due_on: date | None = None


class Outcome(BaseModel):
    """What a meeting concluded about one case: points and measures, or no action with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    case: DocumentNo
    deduct: Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)] | None = None
    quarter: QuarterKey | None = None
    measures: tuple[MeasureOrder, ...] = ()
    push: tuple[Platform, ...] = ()
    no_action: Prose | None = None


class ConcludeConsultation(Command):
    """Record what a meeting concluded, all cases at once."""

    meeting: str
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    minutes: Prose

    def key(self) -> str:
        """Its meeting and cases, in whatever order they were named."""
        return f"consultation.conclude|{self.meeting}|{'|'.join(sorted(o.case for o in self.outcomes))}"
