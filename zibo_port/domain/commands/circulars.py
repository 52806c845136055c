"""Forms about circulars to departments."""

from __future__ import annotations

from datetime import date

from zibo_port.domain.commands.base import Command, Department, Departments, DocumentNo, Name, Prose, QuarterKey


class SendCircular(Command):
    """Pass information to departments (the notice, third plan, three (二)); `department` is the one that sends it."""

    title: Name
    text: Prose
    to: Departments
    cases: tuple[DocumentNo, ...] = ()
    quarter: QuarterKey | None = None
    department: Department = "port-office"

    def key(self) -> str:
        """All that it says: the very same circular is sent once."""
        return f"circular.send|{self.digest()}"

    @property
    def department_(self) -> str:
        """The sender."""
        return self.department


class AcknowledgeCircular(Command):
    """Acknowledge a circular for a department; `on` is the day it did, the day of recording where it is left out."""

    circular: str
    department: Department
    on: date | None = None

    @property
    def department_(self) -> str:
        """The department that received it."""
        return self.department
