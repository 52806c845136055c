"""Reads a table of monthly reports row by row: a figure of a unit for a month, and what is to be said about the row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from zibo_port.documents.cells import CellError
from zibo_port.documents.department_words import department
from zibo_port.documents.headings import Columns, Vocabulary, reduced
from zibo_port.documents.monitoring_columns import NAMES
from zibo_port.documents.monitoring_values import figure, month
from zibo_port.documents.row_messages import RowMessage
from zibo_port.documents.row_reader import RowReader
from zibo_port.documents.tables import Row, Table
from zibo_port.documents.visible import quoted
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import FieldFault, InvalidData, Text
from zibo_port.domain.indicators import Indicator, Indicators
from zibo_port.domain.periods import Month

MONITORING_HEADINGS: Final = Vocabulary(
    NAMES,
    {
        "department": ("department", "报送单位", "提报单位", "填报单位", "单位名称", "部门", "Reported by"),
        "month": ("month", "月份", "报告月份", "所属月份", "统计月份", "报告期", "Month"),
        "indicator": ("indicator", "指标代码", "代码", "Code"),
        "name": ("name", "指标名称", "指标", "项目", "Indicator name"),
        "measure": ("unit", "计量单位", "单位", "Unit"),
        "value": ("value", "数值", "本月数值", "当月数值", "当月", "本月", "数据", "Value"),
        "note": ("note", "备注", "说明", "情况说明", "Note"),
    },
    required=("value",),
)

_NO_INDICATOR: Final = Text("缺少“指标代码”或“指标名称”一列。", "There is no column for the indicator's code or name.")


class Given(NamedTuple):
    """What the command says of every row, where the table has no column for it."""

    department: str | None = None
    month: Month | None = None


class MonitoringRow(NamedTuple):
    """One row: its number, the codes of unit and indicator ("" where they can't be known), the month, the value, the note, remarks."""

    number: int
    department: str
    month: Month | None
    indicator: str
    value: Decimal | None
    note: str
    messages: tuple[RowMessage, ...]
    rejected: bool


def monitoring_rows(table: Table, indicators: Indicators, given: Given) -> Iterator[MonitoringRow]:
    """The rows of a table of monthly reports, in order.

    Raises InvalidData at once if a required column is missing (value; indicator's code or name; unit and month unless they
    are given), or if two columns mean the same.
    """
    columns = MONITORING_HEADINGS.columns(table.headings)
    lacking = [] if {"indicator", "name"} & columns.at.keys() else [FieldFault("indicator", _NO_INDICATOR)]
    for field, value in given._asdict().items():
        if value is None and field not in columns.at:
            name = NAMES[field]
            lacking.append(
                FieldFault(field, Text(f"缺少“{name.zh}”一列，也没有用 --{field} 写明。", f"No column for the {name.en}, nor --{field}."))
            )
    if lacking:
        raise InvalidData("".join(f.message.zh for f in lacking), " ".join(f.message.en for f in lacking), fields=tuple(lacking))
    return (_Reader(columns, row, indicators, given).result() for row in table.rows())


class _Reader(RowReader):
    """One row about a figure."""

    __slots__ = ("given", "indicators")

    def __init__(self, columns: Columns, row: Row, indicators: Indicators, given: Given) -> None:
        super().__init__(columns, row)
        self.indicators, self.given = indicators, given

    def result(self) -> MonitoringRow:
        unit, of = self.unit(), self.month()
        indicator = self.indicator()
        value = self.value(indicator) if indicator is not None else None
        if self.row.merged:
            self.check_merged(frozenset({"indicator", "name", "value"}))
        note = self.text("note")
        self.flag_formulas((("note", note),))
        code = indicator.code if indicator is not None else ""
        return MonitoringRow(self.row.number, unit, of, code, value, note, tuple(self.remarks.messages), self.remarks.rejected)

    def unit(self) -> str:
        """The unit that the row names, or the one given for all; another one rejects the row."""
        written = self.text("department")
        code = department(written) if written else self.given.department
        if code is None:
            said = Text(f"“{quoted(written)}”不是成员单位", f"“{quoted(written)}” is none of the member units")
            if not written:
                said = Text("没有报送单位", "the unit is missing")
            self.remarks.reject(
                "department-unknown", "department", f"{said.zh}，请填单位名称或代码。", f"{said.en}: write its name or code."
            )
        elif written and self.given.department not in (None, code):
            self.remarks.reject(
                "department-differs",
                "department",
                f"该行是“{quoted(written)}”的数据，本次报送的是{DEPARTMENTS[self.given.department or code].zh}；请从表中删去该行。",
                f"The row is about “{quoted(written)}”, the report is the {DEPARTMENTS[self.given.department or code].en}'s: take it out.",
            )
        return code or ""

    def month(self) -> Month | None:
        """The month that the row names, or the one given for all; another one rejects the row."""
        try:
            found = month(self.cell("month"))
        except CellError as fault:
            self.remarks.fault("month", fault)
            return None
        if found is None and self.given.month is None:
            self.remarks.reject("month-missing", "month", "没有月份，请填写，如 2026-08。", "The month is missing: write it as 2026-08.")
        elif found is not None and self.given.month not in (None, found):
            self.remarks.reject(
                "month-differs",
                "month",
                f"该行写的是 {found}，命令里给的是 {self.given.month}；请核对是否选错了文件。",
                f"The row says {found}, the command {self.given.month}: check that it is the right file.",
            )
        return found or self.given.month

    def indicator(self) -> Indicator | None:
        """The indicator by its code, or by its name; two that differ reject the row."""
        written = [text for text in (self.text("indicator"), self.text("name")) if text]
        found = [self.indicators.named(text) for text in written]
        if found and found[0] is not None and all(one in (found[0], None) for one in found[1:]):
            return found[0]
        if len({one.code for one in found if one is not None}) > 1:
            self.remarks.reject(
                "indicator-differs",
                "indicator",
                f"代码“{quoted(written[0])}”和名称“{quoted(written[1])}”不是同一指标，请核对。",
                f"The code “{quoted(written[0])}” and the name “{quoted(written[1])}” aren't the same indicator: check them.",
            )
            return None
        shown = quoted(written[0]) if written else ""
        self.remarks.reject(
            "indicator-unknown",
            "indicator",
            f"没有“{shown}”这一指标；用 zibo-port monitoring indicators 查看代码和名称。" if shown else "没有指标代码或名称，请填写。",
            f"There is no indicator “{shown}”; see zibo-port monitoring indicators." if shown else "The indicator is missing.",
        )
        return None

    def value(self, indicator: Indicator) -> Decimal | None:
        """The figure; an empty cell is flagged as not reported, another unit of measure than the indicator's rejects the row."""
        measure = self.text("measure")
        if measure and reduced(measure) not in {reduced(indicator.unit), reduced(indicator.unit_en)} and measure not in indicator.measure:
            self.remarks.reject(
                "measure-differs",
                "measure",
                f"“{indicator.zh}”的计量单位是{indicator.unit}，该行写的是“{quoted(measure)}”；请换算后填写。",
                f"The {indicator.en} is counted in {indicator.unit_en}, the row says “{quoted(measure)}”: convert it.",
            )
        try:
            found = figure(self.cell("value"), percent=indicator.in_per_cent)
        except CellError as fault:
            self.remarks.fault("value", fault)
            return None
        if found is None and not self.remarks.rejected:
            self.remarks.flag("figure-missing", "value", f"“{indicator.zh}”没有填数值，按未报处理。", f"The {indicator.en} isn't reported.")
        return found
