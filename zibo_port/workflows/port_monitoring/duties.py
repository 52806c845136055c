"""What people owe the conference: monthly reports and their approval, regular meetings, what meetings asked, what is followed up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from zibo_port.domain import followup
from zibo_port.domain.duty import Duty
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring import CLAUSE_APPROVAL
from zibo_port.domain.periods import MEETING_CLAUSE, REPORT_CLAUSE, Month, Quarter, meeting_due, report_due
from zibo_port.workflows.port_monitoring.history import State

REGULAR: Final = "regular"


def months_owed(state: State, on: date) -> Iterator[Month]:
    """The months to be reported by then or soon: from the first whose 10th isn't before the founding day, up to the last that is over."""
    if state.founded_on is None:
        return
    month = Month.of(state.founded_on).previous
    if report_due(month) < state.founded_on:
        month = month.next
    while month.last_day < on:
        yield month
        month = month.next


def _monthly_reports(state: State, on: date) -> Iterator[Duty]:
    """Every unit's report of every month: since the 1st, due on the 10th, done on the day it was handed in."""
    for month in months_owed(state, on):
        for unit in REPORTING_UNITS:
            report = state.reports.get((unit, str(month)))
            yield Duty(
                step="monthly-report",
                case=str(month),
                department=unit,
                since=month.next.first_day,
                due_on=report_due(month),
                provisional=False,
                assumed=False,
                clause=REPORT_CLAUSE,
                done_on=report.submitted_on if report is not None else None,
            )


def _approvals(state: State, on: date) -> Iterator[Duty]:  # noqa: ARG001 - every list of duties is asked about a day
    """What was submitted awaits approval, what was returned awaits being put right: by the 10th too, later ones on the very day."""
    for (unit, month), report in state.reports.items():
        since = report.written_on if report.returned_on is None else report.returned_on
        yield Duty(
            step="approve-report" if report.returned_on is None else "resubmit-report",
            case=month,
            department=unit,
            since=since,
            due_on=max(report_due(Month.parse(month)), since),
            provisional=False,
            assumed=True,
            clause=CLAUSE_APPROVAL,
            done_on=report.approved_on,
        )


def _regular_meetings(state: State, on: date) -> Iterator[Duty]:
    """The regular meeting of every quarter: due on the 20th of its first month, done on the day of one with minutes."""
    if state.founded_on is None:
        return
    quarter = Quarter.of(state.founded_on)
    if meeting_due(quarter) < state.founded_on:
        quarter = quarter.next
    days = sorted((m.on for m in state.meetings.values() if m.held and m.kind == REGULAR), reverse=True)
    held = {Quarter.of(day): day for day in days}  # of two meetings in a quarter the first one counts
    while quarter.first_day <= on:
        yield Duty(
            step="regular-meeting",
            case=str(quarter),
            department="port-office",
            since=quarter.first_day,
            due_on=meeting_due(quarter),
            provisional=False,
            assumed=False,
            clause=MEETING_CLAUSE,
            done_on=held.get(quarter),
        )
        quarter = quarter.next


def _obligations(state: State, on: date) -> Iterator[Duty]:  # noqa: ARG001 - every list of duties is asked about a day
    """What meetings asked of units."""
    return (obligation.duty for obligation in state.obligations.values())


def _followed_up(state: State, on: date) -> Iterator[Duty]:
    """Bottlenecks, circulars, and contacts once the first month is to be reported."""
    yield from followup.bottleneck_duties(state.followed)
    yield from followup.circular_duties(state.followed, state.books)
    first = next(months_owed(state, on), None)
    if first is not None:
        yield from followup.contact_duties(state.followed, first)


DUTIES: Final[tuple[Callable[[State, date], Iterator[Duty]], ...]] = (
    _monthly_reports,
    _approvals,
    _regular_meetings,
    _obligations,
    _followed_up,
)
"""Each kind of duty by itself; a further one is a function more."""
