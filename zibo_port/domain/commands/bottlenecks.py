"""Forms about bottlenecks, and about the visits in which they are found."""

from __future__ import annotations

from datetime import date

from zibo_port.domain.commands.base import Command, Department, Name, Prose, Usci


class RecordVisit(Command):
    """Record a visit to an enterprise (the notice, first plan, five (二)); a bottleneck that it found is put on the list.

    `owner` and `due_on` are the bottleneck's: without an owner the port office sees to it, without a day it is due at the next
    regular meeting.
    """

    enterprise: Usci
    department: Department
    on: date
    topic: Name
    findings: Prose
    bottleneck: Name | None = None
    owner: Department | None = None
    due_on: date | None = None
    reason: Prose | None = None

    @property
    def department_(self) -> str:
        """The department that went."""
        return self.department


class RaiseBottleneck(Command):
    """Put a bottleneck on the list (the notice, first plan, one.2); `department` is the one that raises it."""

    title: Name
    text: Prose
    owner: Department
    due_on: date | None = None
    enterprise: Usci | None = None
    visit: str | None = None
    department: Department = "port-office"

    @property
    def department_(self) -> str:
        """Who raises it."""
        return self.department


class ReportBottleneck(Command):
    """Report how far its removal has come."""

    bottleneck: str
    text: Prose
    department: Department = "port-office"

    @property
    def department_(self) -> str:
        """The owner, or the port office for it."""
        return self.department


class ExtendBottleneck(Command):
    """Give it until a later day; the port office does, which coordinates."""

    bottleneck: str
    due_on: date
    reason: Prose


class ResolveBottleneck(Command):
    """Record that it is removed, and how; `on` is the day it was, the day of recording where it is left out."""

    bottleneck: str
    how: Prose
    on: date | None = None
    department: Department = "port-office"

    @property
    def department_(self) -> str:
        """The owner, or the port office for it."""
        return self.department
