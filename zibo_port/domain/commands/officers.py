"""Forms about who may act in this office."""

from __future__ import annotations

from zibo_port.domain.commands.base import Command, Departments, Name


class AddOfficer(Command):
    """Let a further officer act for departments; four eyes are asked of everybody who is added."""

    name: Name
    departments: Departments

    def key(self) -> str:
        """All that it says; a name with other departments is left to the book of officers."""
        return f"officer.add|{self.name}|{'|'.join(self.departments)}"
