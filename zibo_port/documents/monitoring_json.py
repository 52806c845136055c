"""The monitoring report as one plain document: what `--format json` writes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from zibo_port.documents.monitoring_remarks import remarks
from zibo_port.documents.quarterly_words import MARK
from zibo_port.domain.analysis import FACTOR, LEAST, WINDOW, Change, Limits, Point, rounded
from zibo_port.domain.indicators import Indicator
from zibo_port.domain.monitored import shown_limit
from zibo_port.domain.monitoring_report import Compared, MonitoringReport, Noted, Row, UnitMonth
from zibo_port.domain.periods import SHANGHAI, Quarter

Document = dict[str, Any]


def report_json(report: MonitoringReport, lang: str) -> str:
    """The document as text, ending with a line end; the language changes sentences alone, never keys or codes."""
    return json.dumps(report_document(report, lang), ensure_ascii=False, indent=2) + "\n"


def report_document(report: MonitoringReport, lang: str) -> Document:
    """The document: decimals as strings, days by ISO 8601, the instant with the offset of Asia/Shanghai."""
    return {
        "report": "monitoring",
        "period": str(report.period),
        "kind": "quarter" if isinstance(report.period, Quarter) else "month",
        "months": [str(month) for month in report.months],
        "rehearsal": report.rehearsal,
        "mark": MARK.zh if report.rehearsal else None,
        "known_position": report.as_of.known_position,
        "known_at": report.as_of.known_at.astimezone(SHANGHAI).isoformat(),
        "effective_at": report.as_of.effective_at.isoformat(),
        "late_as_of": report.as_of.on.isoformat(),
        "summary": {
            "owed": sum(u.owed for u in report.units),
            "handed_in": len(report.handed_in),
            "approved": sum(u.state == "approved" for u in report.units),
            "awaiting_approval": len(report.unapproved),
            "returned": len(report.returned),
            "overdue": len(report.overdue),
            "indicators": sum(row.reported for row in report.rows),
            "warnings": len(report.warnings),
        },
        "units": [_unit(u) for u in report.units],
        "indicators": [_row(row, report, lang) for row in report.rows if row.reported],
        "comparisons": [_compared(c, report, lang) for c in report.compared],
        "warnings": [_noted(noted, lang) for noted in report.warnings],
        "method": {"name": "individuals-chart", "factor": f"{rounded(FACTOR, 2)}", "window": WINDOW, "least": LEAST},
        "regular_meeting": _meeting(report),
        "readings": [
            {
                "ambiguity": u.reading.ambiguity,
                "reading": u.reading.reading,
                "adopted_by": u.reading.adopted_by,
                "assumed": u.reading.assumed,
                "clause": u.ambiguity.clause,
            }
            for u in report.readings
        ],
        "provisional": [{"code": r.code, "message": r.text.to(lang), "items": [i.to(lang) for i in r.items]} for r in remarks(report)],
    }


def _unit(unit: UnitMonth) -> Document:
    return {
        "department": unit.unit,
        "month": str(unit.month),
        "owed": unit.owed,
        "state": unit.state,
        "due_on": _day(unit.due_on),
        "submitted_on": _day(unit.submitted_on),
        "approved_on": _day(unit.approved_on),
        "late": unit.late,
        "returned": unit.returned,
        "notes": unit.notes,
        "missing": [indicator.code for indicator in unit.missing],
    }


def _row(row: Row, report: MonitoringReport, lang: str) -> Document:
    indicator, base = row.indicator, row.baseline
    return {
        "indicator": indicator.code,
        "name": indicator.name.to(lang),
        "unit": indicator.measure.to(lang),
        "department": indicator.owner,
        "assumed": indicator.assumed,
        "baseline": {"value": f"{indicator.shown(base.value)}", "period": base.period, "source": base.source} if base is not None else None,
        "months": [
            {"month": str(month), "state": state, **_point(indicator, point)}
            for month, state, point in zip(report.months, row.states, row.points, strict=True)
        ],
        "total": _figure(indicator, row.total),
        "on_period": _change(indicator, row.on_period),
        "on_year": _change(indicator, row.on_year),
        "alarms": {"flagged": row.alarms.flagged, "judged": row.alarms.judged, "percent": _text(row.alarms.rate)},
    }


def _point(indicator: Indicator, point: Point | None) -> Document:
    if point is None:
        return dict.fromkeys(("value", "month_on_month", "year_on_year", "compression", "expected", "outside"))
    return {
        "value": _figure(indicator, point.value),
        "month_on_month": _change(indicator, point.month_on_month),
        "year_on_year": _change(indicator, point.year_on_year),
        "compression": _text(point.compression) if indicator.compression else None,
        "expected": _limits(indicator, point.limits),
        "outside": point.outside,
    }


def _change(indicator: Indicator, change: Change | None) -> Document | None:
    if change is None:
        return None
    percent = None if indicator.in_per_cent else change.percent
    return {"from": _figure(indicator, change.former), "change": _figure(indicator, change.amount), "percent": _text(percent)}


def _limits(indicator: Indicator, limits: Limits | None) -> Document | None:
    if limits is None:
        return None
    shown = {name: f"{shown_limit(limits, name, indicator)}" for name in ("lower", "upper", "mean", "moving_range")}
    return {**shown, "months": limits.figures}


def _compared(compared: Compared, report: MonitoringReport, lang: str) -> Document:
    comparison = compared.comparison
    return {
        "comparison": comparison.code,
        "name": comparison.name.to(lang),
        "of": list(comparison.of),
        "to": list(comparison.to),
        "months": [{"month": str(month), "percent": _text(value)} for month, value in zip(report.months, compared.values, strict=True)],
    }


def _noted(noted: Noted, lang: str) -> Document:
    return {
        "code": noted.remark.code,
        "department": noted.unit,
        "month": str(noted.month),
        "indicator": noted.remark.indicator,
        "message": noted.remark.message.to(lang),
    }


def _meeting(report: MonitoringReport) -> Document | None:
    if report.meeting is None:
        return None
    return {"quarter": report.meeting.case, "due_on": _day(report.meeting.due_on), "done_on": _day(report.meeting.done_on)}


def _figure(indicator: Indicator, value: Decimal | None) -> str | None:
    return None if value is None else f"{indicator.shown(value):f}"


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
