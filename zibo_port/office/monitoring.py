"""Monthly reports as people read them: all that a view shows, the history of one report, and who hasn't reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zibo_port.domain.duty import Duty
from zibo_port.domain.fact import Fact
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitored import Monitored
from zibo_port.domain.monitoring import (
    BaselineSet,
    MonthlyReport,
    ReportApproved,
    ReportContent,
    ReportCorrected,
    ReportReturned,
    ReportSubmitted,
)
from zibo_port.domain.periods import Month
from zibo_port.office.archive import Archive, View
from zibo_port.office.conference import conference
from zibo_port.office.desk import Recorded
from zibo_port.office.rulebook import indicators
from zibo_port.office.scanning import scan
from zibo_port.workflows import port_monitoring

OfReport = ReportContent | ReportReturned | ReportApproved
_KINDS: tuple[type[Fact], ...] = (ReportSubmitted, ReportCorrected, ReportReturned, ReportApproved, BaselineSet)


def monitored(archive: Archive, view: View, unstored: Sequence[Recorded] = ()) -> Monitored:
    """All that was reported as a view shows it, and after it what a dry run left unstored."""
    reports: dict[tuple[str, Month], MonthlyReport] = {}
    baselines: dict[str, BaselineSet] = {}
    further = [(position, fact) for position, fact in unstored if position > view.position]
    for _, fact in (*scan(archive, view, *_KINDS), *further):
        if isinstance(fact, BaselineSet):
            baselines[fact.indicator] = fact
        elif isinstance(fact, OfReport):
            key = fact.unit, Month.parse(fact.month)
            report = reports.get(key)
            if report is None:
                report = reports[key] = MonthlyReport.blank(fact.originator_id)
            report.replay((fact,))
    return Monitored(indicators(), reports, baselines)


def history(archive: Archive, unit: str, month: Month, view: View) -> list[tuple[int, Fact]]:
    """What happened to one report, in order, each with its position."""
    stream_id = MonthlyReport.id_of(MonthlyReport.key_of(unit, str(month)))
    found = scan(archive, view, *_KINDS[:-1])
    return [(position, fact) for position, fact in found if fact.originator_id == stream_id]


class Overdue(NamedTuple):
    """A report that is owed and wasn't handed in."""

    department: str
    month: Month
    due_on: date
    days_late: int


def overdue(archive: Archive, view: View, on: date | None = None) -> list[Overdue]:
    """Each report that wasn't handed in by a day, though due before: by due day, units in the order of the notice's list."""
    day = on or view.on
    owed = [d for d in port_monitoring.due(conference(archive, view), day) if isinstance(d, Duty) and d.step == "monthly-report"]
    missing = [d for d in owed if d.due_on < day and d.done(day) is None]
    found = [Overdue(d.department, Month.parse(d.case), d.due_on, (day - d.due_on).days) for d in missing]
    return sorted(found, key=lambda o: (o.due_on, REPORTING_UNITS.index(o.department)))
