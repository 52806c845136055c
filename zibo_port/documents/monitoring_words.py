"""The words of the monitoring report: periods, states, figures, changes, expected ranges, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from zibo_port.documents.quarterly_words import counted, day_words, department_words, quarter_words
from zibo_port.domain.analysis import Alarms, Change, Limits, Point, rounded
from zibo_port.domain.errors import Text
from zibo_port.domain.indicators import Indicator
from zibo_port.domain.monitoring_report import MonitoringReport, Period, Row
from zibo_port.domain.periods import Month, Quarter

STATES: Final[Mapping[str, Text]] = {
    "missing": Text("未报送", "not reported"),
    "submitted": Text("待审核", "awaiting approval"),
    "returned": Text("已退回", "returned"),
    "approved": Text("已审核", "approved"),
}
SIDES: Final[Mapping[str, Text]] = {"above": Text("偏高", "high"), "below": Text("偏低", "low")}
METHOD: Final = Text(
    "预期范围按单值—移动极差控制图（XmR）确定：此前12个月内已报数值（至少6个）的均值 ± 2.66 × 平均移动极差"
    "（相邻两个数值之差的绝对值的平均数）；超出即预警，恰在界上不预警。在平稳的序列上每100个月约误报2次，只有6个数值时约4次。",
    "The expected range is that of an individuals chart (XmR): the mean of the figures of the 12 months before (6 at least) ± 2.66 × "
    "their mean moving range, the mean difference between neighbours; outside is a warning, on the limit is not. On a stable series it "
    "warns for nothing in about 2 months of 100, in about 4 where there are only 6 figures.",
)
NOTHING: Final = "—"
UNCHANGED: Final = Text("持平", "unchanged")
LIMIT_DECIMALS: Final = 2
"""An expected range in a table; a warning gives it to the last figure."""


def month_words(month: Month) -> Text:
    """2026年8月."""
    return Text(f"{month.year}年{month.number}月", day_words(month.first_day).en.partition(" ")[2])


def period_words(period: Period) -> Text:
    """A month or a quarter."""
    return quarter_words(period) if isinstance(period, Quarter) else month_words(period)


def title(report: MonitoringReport) -> Text:
    """What the report is called."""
    period = period_words(report.period)
    return Text(f"{period.zh}口岸运行监测分析报告", f"Port monitoring, {period.en}")


def value_words(indicator: Indicator, value: Decimal | None) -> str:
    """A figure: thousands set off, a true minus sign."""
    return NOTHING if value is None else f"{indicator.shown(value):,f}".replace("-", "−")


def percent_words(value: Decimal | None) -> str:
    """A percentage."""
    return NOTHING if value is None else f"{value:f}%".replace("-", "−")


def change_words(indicator: Indicator, change: Change | None) -> Text:
    """A change: in per cent, or by how much where there is none; that of a percentage in points."""
    if change is None:
        return Text(NOTHING, NOTHING)
    if not change.amount:
        return UNCHANGED
    if indicator.in_per_cent:
        points = f"{change.amount:+f}".replace("-", "−")
        return Text(f"{points} 个百分点", f"{points} points")
    if change.percent is None:
        amount = f"{indicator.shown(change.amount):+,f}".replace("-", "−")
        return Text(amount, amount)
    percent = f"{change.percent:+f}%".replace("-", "−")
    return Text(percent, percent)


def limits_words(limits: Limits | None) -> Text:
    """An expected range."""
    if limits is None:
        return Text(NOTHING, NOTHING)
    low, high = (f"{rounded(edge, LIMIT_DECIMALS):,f}".replace("-", "−") for edge in (limits.lower, limits.upper))
    return Text(f"{low} 至 {high}", f"{low} to {high}")


def lead(report: MonitoringReport) -> Text:
    """The report in a paragraph."""
    parts = (_handed_in(report), _figures(report), *(_clearance(row) for row in report.compressed if row.points[-1] is not None))
    return Text("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def _handed_in(report: MonitoringReport) -> Text:
    owed = sum(u.owed for u in report.units)
    late, waiting = report.overdue, len(report.unapproved)
    names = dict.fromkeys(department_words(u.unit) for u in late)
    zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
    return Text(
        f"应报月报 {owed} 份，已报 {len(report.handed_in)} 份，其中待审核 {waiting} 份"
        + (f"；逾期未报 {len(late)} 份（{zh}）。" if late else "；没有逾期未报的。"),
        f"{len(report.handed_in)} of {counted(owed, 'report')} owed are in, {waiting} of them awaiting approval"
        + (f"; {len(late)} late and missing ({en})." if late else "; none is late."),
    )


def _figures(report: MonitoringReport) -> Text:
    reported, warned = sum(row.reported for row in report.rows), len(report.warnings)
    return Text(
        f"填报指标 {reported} 项" + (f"，预警 {warned} 项。" if warned else "，没有预警。"),
        f"{counted(reported, 'indicator')} reported, " + (f"{counted(warned, 'warning')}." if warned else "no warning."),
    )


def _clearance(row: Row) -> Text:
    """A duration in its last month."""
    indicator, at = row.indicator, row.points[-1]
    assert at is not None  # noqa: S101 - it is asked of rows that have one
    on_month = change_words(indicator, at.month_on_month)
    cut = percent_words(at.compression)
    return Text(
        f"{indicator.zh} {value_words(indicator, at.value)} {indicator.unit}"
        + (f"，环比{'' if on_month == UNCHANGED else ' '}{on_month.zh}" if at.month_on_month is not None else "")
        + (f"，较基数压缩 {cut}" if at.compression is not None else "")
        + "。",
        f"{indicator.en[0].upper()}{indicator.en[1:]}: {value_words(indicator, at.value)} {indicator.unit_en}"
        + (f", {on_month.en} on the month before" if at.month_on_month is not None else "")
        + (f", {cut} below the baseline" if at.compression is not None else "")
        + ".",
    )


def outside_words(point: Point | None) -> Text:
    """On which side of its expected range a figure lies."""
    return SIDES[point.outside] if point is not None and point.outside is not None else Text("", "")


def alarms_of(report: MonitoringReport) -> Alarms:
    """How often the method warned about all reported series together, up to the period."""
    found = [row.alarms for row in report.rows if row.reported]
    return Alarms(sum(a.flagged for a in found), sum(a.judged for a in found))
