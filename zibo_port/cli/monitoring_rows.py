"""Monthly reports and their figures as JSON gives them, and in people's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.cli.table import Heading, table
from zibo_port.cli.widths import visible
from zibo_port.documents.monitoring_words import STATES
from zibo_port.domain.analysis import Change, Limits, Point
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.duty import Duty
from zibo_port.domain.indicators import Indicator
from zibo_port.domain.monitored import Monitored, shown_limit
from zibo_port.domain.periods import Month, report_due

LIST: Final = (
    Column("month", "月份", "Month"),
    Column("department", "单位", "Unit"),
    Column("state", "状态", "State"),
    Column("submitted_on", "报送日期", "Submitted"),
    Column("due_on", "期限", "Due"),
    Column("late", "逾期", "Late"),
    Column("approved_on", "审核日期", "Approved"),
    Column("figures", "指标数", "Figures", "right"),
)


def report_row(known: Monitored, unit: str, month: Month, on: date) -> dict[str, Any]:
    """One report in a list; late or not as seen on a day."""
    report, due = known.report(unit, month), report_due(month)
    return {
        "department": unit,
        "month": str(month),
        "state": report.state,
        "submitted_on": report.submitted_on,
        "due_on": due,
        "late": (report.submitted_on or on) > due,
        "approved_on": report.approval.effective_on if report.approval is not None else None,
        "returned": report.returned.reason if report.returned is not None else None,
        "submitted_by": report.content.officer if report.content is not None else None,
        "approved_by": report.approval.officer if report.approval is not None else None,
        "figures": len(report.figures),
    }


def report_document(known: Monitored, unit: str, month: Month, on: date, owed: Sequence[Duty]) -> dict[str, Any]:
    """One report in full: its figures, what is missing and what is to be looked at, and what is owed on its account."""
    from zibo_port.cli.duty_rows import duty_row

    report = known.report(unit, month)
    indicators = [known.indicators.get(code) for code in report.figures]
    remarks = [] if report.content is None else list(known.remarks(unit, month))
    return {
        **report_row(known, unit, month, on),
        "figures": [figure_row(indicator, known.point(indicator.code, month), report.figures[indicator.code]) for indicator in indicators],
        "notes": report.content.notes if report.content is not None else None,
        "missing": [remark.indicator for remark in remarks if remark.code == "figure-missing"],
        "warnings": [remark._asdict() for remark in remarks],
        "duties": [duty_row(duty, on, enterprise=None, name=None) for duty in owed],
    }


def figure_row(indicator: Indicator, at: Point | None, value: Any) -> dict[str, Any]:
    """A figure with what it is compared with; a returned report's is compared with nothing."""
    return {
        "indicator": indicator.code,
        "name": t(*indicator.name),
        "value": indicator.shown(value),
        "unit": t(*indicator.measure),
        **(point_row(indicator, at) if at is not None else NOT_COMPARED),
    }


NOT_COMPARED: Final = dict.fromkeys(("month_on_month", "year_on_year", "compression", "expected", "outside"))


def point_row(indicator: Indicator, at: Point) -> dict[str, Any]:
    """What a month of a series is compared with."""
    return {
        "month_on_month": change_row(indicator, at.month_on_month),
        "year_on_year": change_row(indicator, at.year_on_year),
        "compression": at.compression if indicator.compression else None,
        "expected": limits_row(indicator, at.limits),
        "outside": at.outside,
    }


def change_row(indicator: Indicator, change: Change | None) -> dict[str, Any] | None:
    """A change; that of a percentage is counted in points alone."""
    if change is None:
        return None
    percent = None if indicator.in_per_cent else change.percent
    return {"from": indicator.shown(change.former), "change": indicator.shown(change.amount), "percent": percent}


def limits_row(indicator: Indicator, limits: Limits | None) -> dict[str, Any] | None:
    """An expected range with everything it was worked out from."""
    if limits is None:
        return None
    shown = {name: shown_limit(limits, name, indicator) for name in ("lower", "upper", "mean", "moving_range")}
    return {**shown, "months": limits.figures}


# --- for people ---------------------------------------------------------------------------------------------------


def worded(row: dict[str, Any]) -> dict[str, Any]:
    """A report in people's words."""
    return {
        **row,
        "department": t(*DEPARTMENTS[row["department"]]),
        "state": t(*STATES[row["state"]]),
        "late": t("是", "yes") if row["late"] else t("否", "no"),
    }


def change_words(row: dict[str, Any] | None) -> str:
    """A change in a table: in per cent where it can be, else by how much."""
    if row is None:
        return "—"
    return signed(row["change"]) if row["percent"] is None else f"{signed(row['percent'])}%"


def signed(number: Any) -> str:
    """A number with its sign, a true minus."""
    return f"{number:+f}".replace("-", "−")


def expected_words(row: dict[str, Any] | None) -> str:
    """An expected range in a table."""
    return "—" if row is None else f"{row['lower']}～{row['upper']}"


def compared_words(row: dict[str, Any]) -> dict[str, Any]:
    """A figure with its comparisons, in words."""
    outside = {"above": t("偏高", "above"), "below": t("偏低", "below"), None: ""}[row["outside"]]
    return {
        **row,
        "month_on_month": change_words(row["month_on_month"]),
        "year_on_year": change_words(row["year_on_year"]),
        "compression": "—" if row["compression"] is None else f"{row['compression']}%".replace("-", "−"),
        "expected": expected_words(row["expected"]),
        "outside": outside,
    }


FIGURES: Final = (
    Column("name", "指标", "Indicator"),
    Column("value", "数值", "Value", "right"),
    Column("unit", "单位", "Unit"),
)
COMPARED: Final = (
    Column("month_on_month", "环比", "On month", "right"),
    Column("year_on_year", "同比", "On year", "right"),
    Column("compression", "压缩比", "Compression", "right"),
    Column("expected", "预期范围", "Expected", "right"),
    Column("outside", "预警", "Warning"),
)


def figure_lines(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The lines of a table of figures."""
    return lines_of([compared_words(row) for row in rows], (*FIGURES, *COMPARED))


def lines_of(rows: Sequence[dict[str, Any]], columns: Sequence[Column]) -> list[str]:
    """The lines of a table; columns in which nothing stands are left out."""
    shown = [column for column in columns if any(row[column.key] not in ("", "—") for row in rows)]
    cells = [[visible(str(row[column.key])) for column in shown] for row in rows]
    return list(table([Heading(column.title, column.align == "right") for column in shown], cells, terminal.columns())) if cells else []


def warning_lines(warnings: Sequence[dict[str, Any]]) -> list[str]:
    """What is to be looked at, a line each; what isn't reported in one line."""
    names = [remark["name"] for remark in warnings if remark["code"] == "figure-missing"]
    lines = [t(*remark["message"]) for remark in warnings if remark["code"] != "figure-missing"]
    if names:
        said = t("、", ", ").join(t(*name) for name in names)
        lines.append(t(f"没有填报：{said}。", f"Not reported: {said}."))
    return lines
