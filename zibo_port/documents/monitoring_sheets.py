"""The monitoring report as a workbook: a sheet for each chapter, with numbers as numbers and every code as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import BinaryIO

from zibo_port.documents import monitoring_words as words
from zibo_port.documents.cell_formats import Kind
from zibo_port.documents.monitoring_remarks import remarks
from zibo_port.documents.quarterly_words import MARK, department_words, instant_words
from zibo_port.documents.supervision_sheets import columns
from zibo_port.documents.workbook import Sheet, Value, write_workbook
from zibo_port.domain.analysis import Change, Point
from zibo_port.domain.errors import Text
from zibo_port.domain.indicators import Indicator
from zibo_port.domain.monitored import shown_limit
from zibo_port.domain.monitoring_report import MonitoringReport, Row


def write_report(target: str | os.PathLike[str] | BinaryIO, report: MonitoringReport, lang: str) -> None:
    """Write the workbook; the same figures give the same bytes.

    Raises:
        InvalidData: field `out`; the file can't be written.
    """
    chapters = (_overview, _units, _months, _periods, _series, _warnings, _across, _definitions, _provisional, _readings)
    sheets = [chapter(report, lang) for chapter in chapters]
    write_workbook(target, sheets, lang=lang, title=words.title(report).to(lang), rehearsal=report.rehearsal, created=report.as_of.on)


def _overview(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(lang, ("项目", "Item", "text", 30), ("内容", "Content", "mixed", 68))
    as_of = report.as_of
    rows: list[tuple[Text, Value]] = [
        (Text("时期", "Period"), str(report.period)),
        (Text("所知截至", "As known at"), instant_words(as_of.known_at).to(lang)),
        (Text("最后一号记录", "Last position"), as_of.known_position),
        (Text("效力日期", "As effective on"), as_of.effective_at),
        (Text("逾期按此日计", "Late as of"), as_of.on),
        (Text("应报月报", "Reports owed"), sum(u.owed for u in report.units)),
        (Text("已报月报", "Handed in"), len(report.handed_in)),
        (Text("待审核", "Awaiting approval"), len(report.unapproved)),
        (Text("已退回", "Returned"), len(report.returned)),
        (Text("逾期未报", "Late and missing"), len(report.overdue)),
        (Text("填报的指标", "Indicators reported"), sum(row.reported for row in report.rows)),
        (Text("预警", "Warnings"), len(report.warnings)),
        (Text("预警方法", "Method of warnings"), words.METHOD.to(lang)),
    ]
    if report.rehearsal:
        rows.insert(0, (Text("标记", "Mark"), MARK.to(lang)))
    return Sheet(Text("概况", "Overview").to(lang), headings, [(label.to(lang), value) for label, value in rows])


def _units(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        ("月份", "Month", "text", 10),
        ("单位", "Unit", "text", 28),
        ("状态", "State", "text", 18),
        ("应报", "Owed", "text", 9),
        ("期限", "Due", "date", 13),
        ("报送日期", "Submitted", "date", 13),
        ("逾期", "Late", "text", 9),
        ("审核日期", "Approved", "date", 13),
        ("退回原因", "Returned because", "text", 22),
        ("情况说明", "Notes", "text", 38),
        ("未报的指标", "Not reported", "text", 34),
    )
    yes, no = (Text("是", "yes").to(lang), Text("否", "no").to(lang))
    rows = [
        (
            str(u.month),
            department_words(u.unit).to(lang),
            words.STATES[u.state].to(lang),
            yes if u.owed else no,
            u.due_on,
            u.submitted_on,
            yes if u.late else no,
            u.approved_on,
            u.returned,
            u.notes,
            ("、" if lang == "zh" else ", ").join(i.name.to(lang) for i in u.missing),
        )
        for u in report.units
    ]
    return Sheet(Text("报送情况", "Reports").to(lang), headings, rows, keys=2)


_NAMED: tuple[tuple[str, str, Kind, float], ...] = (
    ("单位", "Unit", "text", 26),
    ("指标代码", "Indicator", "text", 28),
    ("指标名称", "Name", "text", 34),
    ("计量单位", "Unit of measure", "text", 14),
)


def _named(indicator: Indicator, lang: str) -> tuple[Value, ...]:
    return department_words(indicator.owner).to(lang), indicator.code, indicator.name.to(lang), indicator.measure.to(lang)


def _months(report: MonitoringReport, lang: str) -> Sheet:
    """Every figure of the period with its comparisons, a row each."""
    headings = columns(
        lang,
        *_NAMED,
        ("月份", "Month", "text", 10),
        ("数值", "Value", "number", 16),
        ("状态", "State", "text", 14),
        ("上月", "Month before", "number", 16),
        ("环比（%）", "On month (%)", "points", 12),
        ("上年同月", "Year before", "number", 16),
        ("同比（%）", "On year (%)", "points", 12),
        ("基数", "Baseline", "number", 14),
        ("压缩比（%）", "Compression (%)", "points", 13),
        ("预期下限", "Expected from", "number", 15),
        ("预期上限", "Expected to", "number", 15),
        ("预警", "Warning", "text", 10),
    )
    rows = [
        _figure(row, point, state, lang)
        for row in report.rows
        for point, state in zip(row.points, row.states, strict=True)
        if point is not None
    ]
    return Sheet(Text("数据", "Figures").to(lang), headings, rows, keys=4)


def _figure(row: Row, point: Point, state: str, lang: str) -> Sequence[Value]:
    indicator, limits = row.indicator, point.limits
    return (
        *_named(indicator, lang),
        str(point.month),
        indicator.shown(point.value),
        words.STATES[state].to(lang),
        *_compared(indicator, point.month_on_month),
        *_compared(indicator, point.year_on_year),
        indicator.shown(row.baseline.value) if row.baseline is not None else None,
        point.compression if indicator.compression else None,
        shown_limit(limits, "lower", indicator) if limits is not None else None,
        shown_limit(limits, "upper", indicator) if limits is not None else None,
        words.outside_words(point).to(lang),
    )


def _compared(indicator: Indicator, change: Change | None) -> tuple[Value, Value]:
    """The earlier figure and the change in per cent; in points for what is a percentage itself."""
    if change is None:
        return None, None
    return indicator.shown(change.former), change.amount if indicator.in_per_cent else change.percent


def _periods(report: MonitoringReport, lang: str) -> Sheet:
    """The whole period: sums of what adds up."""
    headings = columns(
        lang,
        *_NAMED,
        ("本期", "Period", "number", 16),
        ("上期", "Period before", "number", 16),
        ("环比（%）", "On period (%)", "points", 12),
        ("上年同期", "Year before", "number", 16),
        ("同比（%）", "On year (%)", "points", 12),
    )
    rows = [
        (
            *_named(row.indicator, lang),
            row.indicator.shown(row.total) if row.total is not None else None,
            *_compared(row.indicator, row.on_period),
            *_compared(row.indicator, row.on_year),
        )
        for row in report.rows
        if row.reported
    ]
    return Sheet(Text("本期合计", "Period").to(lang), headings, rows, keys=4)


def _series(report: MonitoringReport, lang: str) -> Sheet:
    """The months up to the period, a column each."""
    months = sorted({point.month for row in report.rows for point in row.history})
    headings = columns(lang, *_NAMED, *((str(month), str(month), "number", 14) for month in months))
    rows = []
    for row in report.rows:
        values = {point.month: row.indicator.shown(point.value) for point in row.history}
        if values:
            rows.append((*_named(row.indicator, lang), *(values.get(month) for month in months)))
    return Sheet(Text("走势", "Series").to(lang), headings, rows, keys=4)


def _warnings(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(
        lang, ("月份", "Month", "text", 10), ("单位", "Unit", "text", 28), ("代码", "Code", "text", 26), ("预警", "Warning", "text", 90)
    )
    rows = [(str(n.month), department_words(n.unit).to(lang), n.remark.indicator, n.remark.message.to(lang)) for n in report.warnings]
    return Sheet(Text("预警", "Warnings").to(lang), headings, rows)


def _across(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(lang, ("比值", "Ratio", "text", 44), *((f"{month}（%）", f"{month} (%)", "points", 14) for month in report.months))
    rows = [(c.comparison.name.to(lang), *c.values) for c in report.compared]
    return Sheet(Text("横向分析", "Across units").to(lang), headings, rows)


def _definitions(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        *_NAMED,
        ("口径", "Definition", "text", 60),
        ("推定", "Assumed", "text", 10),
        ("可判断的月份", "Months judged", "number", 12),
        ("预警的月份", "Warned", "number", 12),
        ("占比（%）", "Share (%)", "points", 11),
        ("依据", "Clause", "text", 40),
    )
    rows = [
        (
            *_named(row.indicator, lang),
            Text(row.indicator.definition, row.indicator.definition_en).to(lang),
            Text("是", "yes").to(lang) if row.indicator.assumed else None,
            row.alarms.judged,
            row.alarms.flagged,
            row.alarms.rate,
            row.indicator.clause,
        )
        for row in report.rows
    ]
    return Sheet(Text("口径", "Definitions").to(lang), headings, rows, keys=4)


def _provisional(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(lang, ("事项", "What", "text", 50), ("涉及", "About", "text", 90))
    rows = [(r.text.to(lang), item.to(lang) if item else None) for r in remarks(report) for item in r.items or (None,)]
    return Sheet(Text("尚未确定的事项", "Provisional").to(lang), headings, rows)


def _readings(report: MonitoringReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        ("编号", "Ambiguity", "text", 30),
        ("问题", "Question", "text", 48),
        ("本报告的解读", "As read here", "text", 60),
        ("采用", "Adopted", "text", 16),
    )
    rows = [
        (
            u.reading.ambiguity,
            u.ambiguity.question.text.to(lang),
            u.ambiguity.admissible(u.reading.reading).text.to(lang),
            Text("推定", "assumed").to(lang) if u.reading.assumed else u.reading.adopted_by or Text("采用", "adopted").to(lang),
        )
        for u in report.readings
    ]
    return Sheet(Text("所用解读", "Readings").to(lang), headings, rows)
