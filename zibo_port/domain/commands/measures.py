"""Forms about measures that departments carry out."""

from __future__ import annotations

from datetime import date

from zibo_port.domain.commands.base import Command, Department, Prose


class OfMeasure(Command):
    """A measure by its short name, and the department that acts."""

    measure: str
    department: Department

    @property
    def department_(self) -> str:
        """The department that carries the measure out."""
        return self.department


class ReportMeasure(OfMeasure):
    """How far a measure is."""

    text: Prose
    on: date | None = None


class CompleteMeasure(OfMeasure):
    """A measure was carried out."""

    result: Prose
    on: date | None = None


class ExtendMeasure(OfMeasure):
    """A measure gets more time."""

    until: date
    reason: Prose
