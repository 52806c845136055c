"""Decisions about officers."""

from __future__ import annotations

from zibo_port.domain.commands import AddOfficer
from zibo_port.domain.fact import Act
from zibo_port.domain.registry import OfficeBook
from zibo_port.office.desk import Desk


def add_officer(desk: Desk, form: AddOfficer, act: Act) -> None:
    """Register an officer of whom four eyes are asked."""
    desk.stream(OfficeBook, "office").register_officer(form.name, form.departments, act, four_eyes=True)
