"""口岸运行监测及通关时效会商: what the units owe every month and the conference every quarter (the notice, first plan, four and five).

Each of the seven units reports a month by the 10th of the next one and has the report approved; the port office calls the
regular meeting in the middle of each quarter's first month; what a meeting asks of a unit is owed by the day it names. It follows
facts of the whole conference, not of one enterprise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zibo_port.domain import followup
from zibo_port.domain.books import Books
from zibo_port.domain.commands import Command
from zibo_port.domain.consultation import (
    CLAUSE_OBLIGATION,
    ConsultationCalled,
    ConsultationConcluded,
    ConsultationMinuted,
    Obligation,
    ObligationExtended,
    ObligationFulfilled,
    ObligationImposed,
)
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text
from zibo_port.domain.fact import Fact
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring import CLAUSE_APPROVAL, ReportApproved, ReportCorrected, ReportReturned, ReportSubmitted
from zibo_port.domain.periods import MEETING_CLAUSE, REPORT_CLAUSE, Month, Quarter, meeting_due, report_due
from zibo_port.domain.registry import OfficeFounded
from zibo_port.domain.steps import AS_ORDERED, Fixed, Step, Within

NAME: Final = "port_monitoring"
VERSION: Final = 1
REGULAR: Final = "regular"
_SHARED: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一"
_SET: Final = Fixed(Text("交办时确定的日期", "the day set when it was handed over"))

STEPS: Final[tuple[Step, ...]] = (
    Step(
        "monthly-report",
        Text("报送月度数据", "the monthly report"),
        AS_ORDERED,
        ("OfficeFounded",),
        ("ReportSubmitted",),
        REPORT_CLAUSE,
        Fixed(Text("次月10日前", "by the 10th of the next month")),
    ),
    Step(
        "approve-report",
        Text("分管负责人审核", "approval by the responsible officer"),
        AS_ORDERED,
        ("ReportSubmitted", "ReportCorrected"),
        ("ReportApproved", "ReportReturned"),
        CLAUSE_APPROVAL,
        Fixed(Text("次月10日前（推定）", "by the 10th (assumed)")),
    ),
    Step(
        "regular-meeting",
        Text("召开季度例会", "the regular meeting"),
        "port-office",
        ("OfficeFounded",),
        ("ConsultationConcluded", "ConsultationMinuted"),
        MEETING_CLAUSE,
        Fixed(Text("每季度首月中旬（20日前）", "in the middle of each quarter's first month, by the 20th")),
    ),
    Step(
        "obligation",
        Text("落实会议议定事项", "what a meeting asked"),
        AS_ORDERED,
        ("ObligationImposed",),
        ("ObligationFulfilled",),
        CLAUSE_OBLIGATION,
        _SET,
    ),
    Step(
        "acknowledge",
        Text("确认收到通报", "acknowledge a circular"),
        AS_ORDERED,
        ("CircularSent",),
        ("CircularAcknowledged",),
        _SHARED,
        Within("acknowledge"),
    ),
    Step(
        "bottleneck",
        Text("解决堵点问题", "resolve a bottleneck"),
        AS_ORDERED,
        ("BottleneckRaised",),
        ("BottleneckResolved",),
        _SHARED,
        _SET,
    ),
    Step("name-contact", Text("明确联络人员", "name a contact"), AS_ORDERED, ("OfficeFounded",), ("ContactNamed",), _SHARED, _SET),
)
"""The mechanism as data; a test sees that every duty is one of these."""

VERSIONS: Final[dict[int, tuple[Step, ...]]] = {1: STEPS}


@dataclass(slots=True)
class Report:
    """What the workflow remembers of one report."""

    submitted_on: date
    written_on: date
    """The day of what it says now."""
    returned_on: date | None = None
    approved_on: date | None = None


@dataclass(slots=True)
class Meeting:
    """What it remembers of a meeting of the conference."""

    on: date
    kind: str
    held: bool = False


@dataclass(slots=True)
class State:
    """The reports and meetings of the conference since the office was founded.

    It belongs to the fold that made it: `evolve` changes it.
    """

    books: Books
    founded_on: date | None = None
    reports: dict[tuple[str, str], Report] = field(default_factory=dict)
    """Unit and month → its report."""
    meetings: dict[str, Meeting] = field(default_factory=dict)
    obligations: dict[str, Obligation] = field(default_factory=dict)
    followed: followup.Followed = field(default_factory=followup.Followed)


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = _STEPS.get(type(event))
    if step is not None:
        step(state, event)
    else:
        _follow(state, event)
    return state


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself, then what people owe, as seen on a day."""
    yield from commands(state, on)
    for duties in _DUTIES:
        yield from duties(state, on)


def commands(state: State, on: date) -> Iterator[Command]:  # noqa: ARG001 - every workflow is asked about a day
    """Nothing: every step here is a person's."""
    return iter(())


# --- evolve, step by step -----------------------------------------------------------------------------------------


def _founded(state: State, event: OfficeFounded) -> None:
    state.founded_on = event.effective_on


def _submitted(state: State, event: ReportSubmitted) -> None:
    day = event.effective_on or date.min
    state.reports[event.unit, event.month] = Report(day, day)


def _corrected(state: State, event: ReportCorrected) -> None:
    known = state.reports.get((event.unit, event.month))
    day = event.effective_on or date.min
    state.reports[event.unit, event.month] = Report(known.submitted_on if known else day, day)


def _returned(state: State, event: ReportReturned) -> None:
    known = state.reports.get((event.unit, event.month))
    if known is not None:
        known.returned_on, known.approved_on = event.effective_on, None


def _approved(state: State, event: ReportApproved) -> None:
    known = state.reports.get((event.unit, event.month))
    if known is not None:
        known.approved_on = event.effective_on


def _called(state: State, event: ConsultationCalled) -> None:
    state.meetings[event.meeting] = Meeting(event.on, event.kind)


def _held(state: State, event: ConsultationConcluded | ConsultationMinuted) -> None:
    known = state.meetings.get(event.meeting)
    if known is not None:
        known.held = True


def _obliged(state: State, event: ObligationImposed | ObligationExtended | ObligationFulfilled) -> None:
    event.note(state.obligations)


def _follow(state: State, event: Fact) -> None:
    step = followup.STEPS.get(type(event))
    if step is not None:
        step(state.followed, event)


_STEPS: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    OfficeFounded: _founded,
    ReportSubmitted: _submitted,
    ReportCorrected: _corrected,
    ReportReturned: _returned,
    ReportApproved: _approved,
    ConsultationCalled: _called,
    ConsultationConcluded: _held,
    ConsultationMinuted: _held,
    ObligationImposed: _obliged,
    ObligationExtended: _obliged,
    ObligationFulfilled: _obliged,
}

FOLLOWED: Final = (*_STEPS, *followup.STEPS)
"""The kinds of facts that it follows, out of the whole log."""

# --- duties -------------------------------------------------------------------------------------------------------


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


_DUTIES: Final[tuple[Callable[[State, date], Iterator[Duty]], ...]] = (
    _monthly_reports,
    _approvals,
    _regular_meetings,
    _obligations,
    _followed_up,
)
"""Each kind of duty by itself; a further one is a function more."""
