"""Gathers the figures of the monitoring report from history, at two clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from zibo_port.domain.analysis import Series, alarms, change, total
from zibo_port.domain.duty import Duty
from zibo_port.domain.indicators import REPORTING_UNITS, Indicator
from zibo_port.domain.monitored import Monitored
from zibo_port.domain.monitoring_report import Compared, MonitoringReport, Noted, Period, Row, UnitMonth
from zibo_port.domain.periods import Month, Quarter, report_due
from zibo_port.domain.quarterly import AsOf, Used
from zibo_port.office.archive import Archive, View
from zibo_port.office.conference import duties
from zibo_port.office.monitoring import monitored

SHOWN: Final = 13
"""Months of a chart: the year before, and the same month of it."""


def monitoring_report(archive: Archive, period: Period, view: View) -> MonitoringReport:
    """The figures of a month or a quarter as a view shows them; what was reported for later months isn't looked at."""
    months = period.months if isinstance(period, Quarter) else (period,)
    known = _until(monitored(archive, view), months[-1])
    owed = duties(archive, view)
    return MonitoringReport(
        period=period,
        months=months,
        rehearsal=archive.office.rehearsal,
        as_of=AsOf(view.position, view.known_at, view.effective_at, view.on),
        units=tuple(_unit(known, unit, month, view, owed) for month in months for unit in REPORTING_UNITS),
        rows=tuple(_row(known, indicator, period, months) for indicator in known.indicators.all(months[-1].last_day)),
        compared=tuple(Compared(c, tuple(known.compared(c, month) for month in months)) for c in known.indicators.comparisons),
        noted=tuple(_noted(known, months)),
        meeting=_meeting(period, owed),
        readings=_readings(archive, view),
    )


def _until(known: Monitored, last: Month) -> Monitored:
    reports = {key: report for key, report in known.reports.items() if key[1] <= last}
    return Monitored(known.indicators, reports, known.baselines)


def _unit(known: Monitored, unit: str, month: Month, view: View, owed: Iterable[Duty]) -> UnitMonth:
    report, due = known.report(unit, month), report_due(month)
    return UnitMonth(
        unit=unit,
        month=month,
        owed=any((d.step, d.department, d.case) == ("monthly-report", unit, str(month)) for d in owed),
        state=report.state,
        due_on=due,
        submitted_on=report.submitted_on,
        approved_on=report.approval.effective_on if report.approval is not None else None,
        late=(report.submitted_on or view.on) > due,
        returned=report.returned.reason if report.returned is not None else None,
        notes=report.content.notes if report.content is not None else None,
        missing=known.missing(unit, month) if report.content is not None else (),
    )


def _row(known: Monitored, indicator: Indicator, period: Period, months: tuple[Month, ...]) -> Row:
    series, points = known.series(indicator.code), known.trend(indicator.code)
    at = {point.month: point for point in points}
    of_months = tuple(at.get(month) for month in months)
    earlier = Quarter(period.year - 1, period.number) if isinstance(period, Quarter) else Month(period.year - 1, period.number)
    sums = [_whole(series, indicator, one) for one in (period, period.previous, earlier)]
    return Row(
        indicator=indicator,
        baseline=known.baselines.get(indicator.code),
        points=of_months,
        states=tuple(known.report(indicator.owner, month).state for month in months),
        total=sums[0],
        on_period=change(sums[0], sums[1]),
        on_year=change(sums[0], sums[2]),
        history=tuple(point for point in points if point.month > _back(months[-1], SHOWN)),
        alarms=alarms(points),
    )


def _whole(series: Series, indicator: Indicator, period: Period) -> Decimal | None:
    """The figure of a whole period: the month's, or the quarter's sum where months add up."""
    if isinstance(period, Month):
        return series.get(period)
    return total(series, period.months) if indicator.additive else None


def _back(month: Month, count: int) -> Month:
    for _ in range(count):
        month = month.previous
    return month


def _noted(known: Monitored, months: Iterable[Month]) -> Iterator[Noted]:
    for month in months:
        for unit in REPORTING_UNITS:
            if (unit, month) in known.reports:
                yield from (Noted(unit, month, remark) for remark in known.remarks(unit, month))


def _meeting(period: Period, owed: Iterable[Duty]) -> Duty | None:
    """The regular meeting at which the period is discussed: that of the quarter after a quarter or after a month's."""
    quarter = period if isinstance(period, Quarter) else period.quarter
    return next((d for d in owed if d.step == "regular-meeting" and d.case == str(quarter.next)), None)


def _readings(archive: Archive, view: View) -> tuple[Used, ...]:
    books = archive.books(view)
    register = books.readings.register
    return tuple(Used(reading, register.entry(reading.ambiguity)) for reading in books.readings.bearing_on("monitoring"))
