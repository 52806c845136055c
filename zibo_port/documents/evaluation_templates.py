"""Writes the workbooks in which offices fill in ratings, complaints and department scores: lists to choose from, notes, an example."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any, BinaryIO, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from zibo_port.documents.evaluation_entries import ENTRIES, Entry
from zibo_port.documents.evaluation_reader import EXAMPLE, EXAMPLE_CODE
from zibo_port.documents.evaluation_words import COMPLAINTS, KINDS, NAMES, RATINGS, SCORES
from zibo_port.documents.workbook import Column, Sheet, Value, write_workbook
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Text
from zibo_port.domain.periods import Quarter

VERSION: Final = 1
ROWS: Final = 2_000
"""Rows in which lists and checks are at hand; more may be filled in."""

_TITLE: Final = Text("口岸服务评价填报表", "Port service evaluation, to be filled in")
_NOTES: Final = Text("填写须知", "How to fill it in")
_HIDDEN: Final = Text("模板信息", "Template")
_YES_NO: Final = (Text("是", "yes"), Text("否", "no"))
_QUARTERS: Final = 8


def template_id(kind: str) -> str:
    """What a template's hidden sheet says it is."""
    return f"zibo-port.evaluation.{kind}"


def write_template(target: str | os.PathLike[str] | BinaryIO, kind: str, quarter: Quarter, lang: str = "zh") -> None:
    """Write the template of a kind; `quarter` is the present one, from which lists of years and quarters go back.

    Raises InvalidData (field `out`) if `target` can't be written.
    """
    entries, lists = ENTRIES[kind], _lists(quarter, lang)
    sheets = [
        Sheet(KINDS[kind].to(lang), _columns(entries, lang), [_example(kind, quarter, lang)], keys=1),
        Sheet(_NOTES.to(lang), *_notes(entries, lang)),
        Sheet(_HIDDEN.to(lang), *_hidden(kind, lists)),
    ]

    def finish(book: xlsxwriter.Workbook, pages: Sequence[Worksheet]) -> None:
        _prepare(book, pages[0], entries, lists, lang)
        pages[2].hide()

    write_workbook(target, sheets, lang=lang, title=_TITLE.to(lang), finish=finish)


def _columns(entries: Sequence[Entry], lang: str) -> list[Column]:
    return [Column(NAMES[entry.field].to(lang), entry.kind, entry.width) for entry in entries]


def _lists(quarter: Quarter, lang: str) -> dict[str, list[str | int]]:
    """What may be chosen, newest first; a year is a number, as it is typed."""
    quarters = [quarter]
    while len(quarters) < _QUARTERS:
        quarters.append(quarters[-1].previous)
    return {
        "year": [quarter.year - back for back in range(1, 5)],
        "quarter": [str(one) for one in quarters],
        "department": [name.to(lang) for name in DEPARTMENTS.values()],
        "yes-no": [word.to(lang) for word in _YES_NO],
    }


def _example(kind: str, quarter: Quarter, lang: str) -> list[Value]:
    """A row as it is filled in, marked so that it is never recorded."""
    last, yes = quarter.previous, _YES_NO[0].to(lang)
    name = "示例海岱货运代理有限公司"
    values: dict[str, list[Value]] = {
        RATINGS: [quarter.year - 1, 452, 500, yes],
        COMPLAINTS: [f"ZB12345-{last.year}-0001", last.first_day, last.first_day + timedelta(days=3), yes],
        SCORES: [str(last), DEPARTMENTS["customs"].to(lang), Decimal("18.5")],
    }
    return [EXAMPLE_CODE, name, *values[kind], EXAMPLE.to(lang)]


def _notes(entries: Sequence[Entry], lang: str) -> tuple[list[Column], list[list[Value]]]:
    needed = {True: Text("必填", "needed"), False: Text("可空", "may be empty")}
    columns = [Text("列", "Column"), Text("要求", "Needed"), Text("怎样填", "What goes in")]
    general = Text(
        "从第三行起逐行填写，一行一项；不要改表头、合并单元格或加合计行。示例行导入时不读入，可以删去。"
        "填好后用 zibo-port evaluation import 导入，可先加 --dry-run 试运行；同一文件可以重复导入。",
        "Fill in row by row from the third; leave the headings, merge no cells, add no totals. The example isn't read and may be deleted. "
        "Then use `zibo-port evaluation import`, first with --dry-run if you like; a file may be imported again.",
    )
    rows: list[list[Value]] = [[NAMES[e.field].to(lang), needed[not e.optional].to(lang), e.note.to(lang)] for e in entries]
    rows.append([Text("全表", "The sheet").to(lang), "", general.to(lang)])
    return [Column(columns[0].to(lang), width=20), Column(columns[1].to(lang), width=14), Column(columns[2].to(lang), width=60)], rows


def _hidden(kind: str, lists: Mapping[str, Sequence[str | int]]) -> tuple[list[Column], list[Sequence[Value]]]:
    """What the template is, and the lists to choose from, a column each."""
    rows = zip_longest(("template", "version"), (template_id(kind), str(VERSION)), *lists.values())
    return [Column("id"), Column("value", width=36), *(Column(name, "mixed") for name in lists)], list(rows)


# --- lists, checks, formats ---------------------------------------------------------------------------------------


def _prepare(
    book: xlsxwriter.Workbook, page: Worksheet, entries: Sequence[Entry], lists: Mapping[str, Sequence[str | int]], lang: str
) -> None:
    formats = {"text": "@", "date": "yyyy-mm-dd", "number": "General"}
    by_kind = {kind: book.add_format({"num_format": code}) for kind, code in formats.items()}
    for column, (entry, rule) in enumerate(zip(entries, _rules(entries, lists, lang), strict=True)):
        page.set_column(column, column, entry.width, by_kind[entry.kind])
        page.data_validation(1, column, ROWS, column, rule)
    remark = xl_col_to_name(len(entries) - 1)
    marked = {"type": "formula", "criteria": f'=LEFT(${remark}2,{len(EXAMPLE.to(lang))})="{EXAMPLE.to(lang)}"'}
    page.conditional_format(1, 0, ROWS, len(entries) - 1, {**marked, "format": book.add_format({"font_color": "#7A7A7A", "italic": True})})


def _rules(entries: Sequence[Entry], lists: Mapping[str, Sequence[str | int]], lang: str) -> Iterator[dict[str, Any]]:
    """What is shown beside a cell, and what is said of a value that won't do."""
    for entry in entries:
        rule = dict(entry.rule or {"validate": "any"})
        if entry.choices:
            column = xl_col_to_name(2 + list(lists).index(entry.choices))
            source = f"='{_HIDDEN.to(lang)}'!${column}$2:${column}${1 + len(lists[entry.choices])}"
            rule = {"validate": "list", "source": source, "error_type": "warning" if entry.choices in {"year", "quarter"} else "stop"}
        note = entry.note.to(lang)
        yield {**rule, "input_title": NAMES[entry.field].to(lang), "input_message": note, "error_message": note}
