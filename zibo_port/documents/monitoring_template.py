"""Writes the workbook in which a unit fills in its monthly report: a row for each of its indicators, with definitions beside it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, BinaryIO, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from zibo_port.documents.workbook import Column, Sheet, Value, write_workbook
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Text
from zibo_port.domain.indicators import Indicator
from zibo_port.domain.periods import Month

_TITLE: Final = Text("口岸运行监测月报", "Monthly report of the port")
_HEADINGS: Final = (
    (Text("报送单位", "Reported by"), 30),
    (Text("月份", "Month"), 12),
    (Text("指标代码", "Code"), 30),
    (Text("指标名称", "Indicator name"), 36),
    (Text("计量单位", "Unit"), 14),
    (Text("数值", "Value"), 18),
    (Text("备注", "Note"), 36),
)
_VALUE: Final = 5


def write_template(
    target: str | os.PathLike[str] | BinaryIO, indicators: Sequence[Indicator], month: Month | None, lang: str = "zh"
) -> None:
    """Write the template for some indicators; without a `month` that column is left to be filled in.

    Raises InvalidData (field `out`) if `target` can't be written.
    """
    columns = [Column(name.to(lang), "mixed" if at == _VALUE else "text", width) for at, (name, width) in enumerate(_HEADINGS)]
    rows = [_row(indicator, month, lang) for indicator in indicators]
    sheets = [Sheet(_TITLE.to(lang), columns, rows, keys=1), _notes(indicators, lang)]

    def finish(book: xlsxwriter.Workbook, pages: Sequence[Worksheet]) -> None:
        cell = book.add_format({"num_format": "General", "align": "right"})
        pages[0].set_column(_VALUE, _VALUE, _HEADINGS[_VALUE][1], cell)
        for at, indicator in enumerate(indicators, 1):
            pages[0].write_blank(at, _VALUE, None, cell)
            pages[0].data_validation(at, _VALUE, at, _VALUE, _rule(indicator, lang))

    write_workbook(target, sheets, lang=lang, title=_TITLE.to(lang), finish=finish)


def _row(indicator: Indicator, month: Month | None, lang: str) -> list[Value]:
    unit = DEPARTMENTS[indicator.owner].to(lang)
    return [unit, str(month) if month else "", indicator.code, indicator.name.to(lang), indicator.measure.to(lang), "", ""]


def _rule(indicator: Indicator, lang: str) -> dict[str, Any]:
    """What the cell takes: a number within the range that the figure can have."""
    kind = "integer" if indicator.decimals == 0 else "decimal"
    low, high = indicator.minimum, indicator.maximum
    bounds: dict[str, Any] = {"criteria": ">=", "value": float(low) if low is not None else -1e15}
    if low is not None and high is not None:
        bounds = {"criteria": "between", "minimum": float(low), "maximum": float(high)}
    note = _range(indicator).to(lang)
    return {
        "validate": kind,
        **bounds,
        "input_title": indicator.name.to(lang)[:32],
        "input_message": f"{indicator.measure.to(lang)}；{note}"[:255] if lang == "zh" else f"{indicator.measure.to(lang)}; {note}"[:255],
        "error_message": note[:255],
    }


def _range(indicator: Indicator) -> Text:
    low, high = ("" if bound is None else f"{bound:f}" for bound in (indicator.minimum, indicator.maximum))
    bounds = {
        (True, True): Text(f"{low} 至 {high}", f"from {low} to {high}"),
        (True, False): Text(f"不小于 {low}", f"{low} or more"),
        (False, True): Text(f"不大于 {high}", f"{high} at most"),
        (False, False): Text("可为负数", "may be negative"),
    }[bool(low), bool(high)]
    return Text(f"{bounds.zh}，最多 {indicator.decimals} 位小数", f"{bounds.en}, {indicator.decimals} decimals at most")


def _notes(indicators: Sequence[Indicator], lang: str) -> Sheet:
    """How the sheet is filled in, and what each figure means; no heading of it is one of the report's."""
    columns = [Column(Text("填报项", "Item").to(lang), width=36), Column(Text("范围", "Range").to(lang), width=30)]
    columns.append(Column(Text("口径", "Definition").to(lang), width=80))
    general = Text(
        "一行一项指标，只填“数值”，需要说明的写在“备注”；没有的指标留空。不要改表头、合并单元格或加合计行。"
        "于次月10日前（含10日）用 zibo-port monitoring import 导入，可先加 --dry-run 试运行；一份月报要么全部登记，要么一项也不登记。",
        "One figure a row: fill in the value, and a note where there is something to say; leave empty what there isn't. Keep the headings, "
        "merge no cells, add no totals. Then use `zibo-port monitoring import` by the 10th; a report is recorded as a whole or not at all.",
    )
    rows: list[list[Value]] = [[Text("全表", "The sheet").to(lang), "", general.to(lang)]]
    rows += [[i.name.to(lang), _range(i).to(lang), Text(i.definition, i.definition_en).to(lang)] for i in indicators]
    return Sheet(Text("填报说明", "Notes").to(lang), columns, rows)
