"""Decisions about monthly reports and the baselines of their indicators."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.commands import ApproveReport, ReturnReport, SetBaseline, SubmitReport
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.monitoring import MonitoringBook, MonthlyReport
from zibo_port.office.desk import Desk
from zibo_port.office.rulebook import indicators

BOOK: Final = "conference"
"""The one book of the conference's office."""


def submit_report(desk: Desk, form: SubmitReport, act: Act) -> Fact | None:
    """Record a report or its correction; what now stands."""
    return _report(desk, form.department, form.month).submit(form, indicators(), act)


def return_report(desk: Desk, form: ReturnReport, act: Act) -> Fact | None:
    """Send a report back; what now stands."""
    return _report(desk, form.department, form.month).give_back(form, act)


def approve_report(desk: Desk, form: ApproveReport, act: Act) -> Fact | None:
    """Approve a report; what now stands."""
    return _report(desk, form.department, form.month).approve(form, act)


def set_baseline(desk: Desk, form: SetBaseline, act: Act) -> Fact:
    """Set a baseline; what now stands."""
    return desk.stream(MonitoringBook, BOOK).set_baseline(form, indicators(), act)


def _report(desk: Desk, unit: str, month: str) -> MonthlyReport:
    return desk.stream(MonthlyReport, MonthlyReport.key_of(unit, month))
