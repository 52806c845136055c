"""The monitoring report as one page of HTML that needs nothing else: no script, no network, charts inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from zibo_port.documents import monitoring_words as words
from zibo_port.documents.monitoring_charts import charts, legend
from zibo_port.documents.monitoring_remarks import remarks
from zibo_port.documents.pages import environment, style
from zibo_port.documents.quarterly_words import MARK, day_words, department_words, instant_words
from zibo_port.domain.errors import Text
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring_report import CLAUSE, MonitoringReport, UnitMonth
from zibo_port.domain.periods import Quarter

_CLASSES = {"approved": " ok", "returned": " bad"}


def report_html(report: MonitoringReport, lang: str) -> str:
    """The page, ready to be written as UTF-8; the same figures give the same bytes."""
    return environment().get_template("monitoring.html.j2").render(_content(report, lang), **_speech(lang))


def _content(report: MonitoringReport, lang: str) -> Mapping[str, Any]:
    """What the page is about."""
    others = {unit: [row for row in report.rows_of(unit) if not row.indicator.compression] for unit in REPORTING_UNITS}
    return {
        "r": report,
        "lang": lang,
        "css": Markup("\n").join((style("quarterly"), style("monitoring"))),
        "mark": MARK.to(lang),
        "title": words.title(report).to(lang),
        "lead": words.lead(report).to(lang),
        "tiles": _tiles(report, lang),
        "quarterly": isinstance(report.period, Quarter),
        "units": REPORTING_UNITS,
        "legend": legend(lang),
        "charts": {"compressed": charts(report.compressed, lang), "of": {unit: charts(rows, lang) for unit, rows in others.items()}},
        "method": words.METHOD.to(lang),
        "alarms": [row for row in report.rows if row.reported and row.alarms.flagged],
        "all_alarms": words.alarms_of(report),
        "remarks": remarks(report),
        "clause": CLAUSE,
    }


def _speech(lang: str) -> Mapping[str, Any]:
    """How the page says things."""
    return {
        "t": lambda zh, en: en if lang == "en" else zh,
        "day": lambda day: day_words(day).to(lang),
        "instant": lambda instant: instant_words(instant).to(lang),
        "month": lambda month: words.month_words(month).to(lang),
        "department": lambda code: department_words(code).to(lang),
        "value": words.value_words,
        "percent": words.percent_words,
        "change": lambda indicator, change: words.change_words(indicator, change).to(lang),
        "expected": lambda limits: words.limits_words(limits).to(lang),
        "side": lambda point: words.outside_words(point).to(lang),
        "state": lambda unit: _state(unit).to(lang),
        "state_class": lambda unit: " bad" if _overdue(unit) else _CLASSES.get(unit.state, ""),
    }


def _overdue(unit: UnitMonth) -> bool:
    return unit.state == "missing" and unit.late


def _state(unit: UnitMonth) -> Text:
    """What is said of a report's state: a missing one is late, or not yet due."""
    if unit.state == "missing" and not unit.late:
        return Text("未到期", "not yet due")
    return Text("逾期未报", "late") if _overdue(unit) else words.STATES[unit.state]


def _tiles(report: MonitoringReport, lang: str) -> list[tuple[str, str, str]]:
    """The key figures: value, unit, label."""
    owed = sum(u.owed for u in report.units)
    rows = (
        (str(len(report.handed_in)), Text("份", ""), Text(f"已报月报，应报 {owed} 份", f"reports handed in of {owed}")),
        (str(len(report.overdue)), Text("份", ""), Text("逾期未报", "late and missing")),
        (str(len(report.unapproved)), Text("份", ""), Text("待审核", "awaiting approval")),
        (str(sum(row.reported for row in report.rows)), Text("项", ""), Text("填报的指标", "indicators reported")),
        (str(len(report.warnings)), Text("项", ""), Text("预警", "warnings")),
    )
    return [(value, unit.to(lang), label.to(lang)) for value, unit, label in rows]
