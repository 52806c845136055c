"""Forms about who may act in this office."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands.base import Command, Department, Name


def _in_order(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in DEPARTMENTS if code in codes)


Departments = Annotated[tuple[Department, ...], Field(min_length=1), AfterValidator(_in_order)]
"""Departments, each once and in the order of their list: the same ones are the same request however they were typed."""


class AddOfficer(Command):
    """Let a further officer act for departments; four eyes are asked of everybody who is added."""

    name: Name
    departments: Departments

    def key(self) -> str:
        """All that it says; a name with other departments is left to the book of officers."""
        return f"officer.add|{self.name}|{'|'.join(self.departments)}"
