from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from zibo_port.documents.sheet_layout import LINE, MOST_LINES, WIDEST
from zibo_port.documents.visible import formula_like, quoted, visible
from zibo_port.documents.workbook import Column, Sheet, Value, write_workbook
from zibo_port.domain.errors import InvalidData

COLUMNS = (Column("名称"), Column("金额（元）", "money"), Column("日期", "date"), Column("得分", "points"), Column("件数", "number", 8))


def written(*rows: tuple[Value, ...], columns: Sequence[Column] = COLUMNS, keys: int = 0, **told: Any) -> bytes:
    content = io.BytesIO()
    write_workbook(content, [Sheet("表", columns, rows, keys)], **told)
    return content.getvalue()


def page(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def fits_the_width(sheet: openpyxl.worksheet.worksheet.Worksheet) -> bool:
    fit = sheet.sheet_properties.pageSetUpPr
    return bool(fit and fit.fitToPage and sheet.page_setup.fitToWidth in {None, 1} and sheet.page_setup.fitToHeight == 0)


def test_values_are_read_back_as_they_are_by_two_readers() -> None:
    content = written(("甲公司", Decimal("1234.56"), date(2026, 3, 12), Decimal("80.5"), 12), ("", None, None, None, None))
    cells = page(content)[2]
    assert [cell.value for cell in cells][:2] == ["甲公司", 1234.56]
    assert cells[2].value.date() == date(2026, 3, 12)
    assert [cell.number_format for cell in cells] == ["@", "#,##0.00", "yyyy-mm-dd", "0.00", "General"]
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [["名称", "金额（元）", "日期", "得分", "件数"], ["甲公司", 1234.56, date(2026, 3, 12), 80.5, 12.0]]


DANGEROUS = [
    "=1+1",
    "=HYPERLINK(A1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    "\t=1",
    " =1",
    "{=1+1}",
    "https://a.example",
    "mailto:a",
    "internal:A1",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    content = written((text, None, None, None, None))
    cell = page(content)["A2"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.hyperlink is None
    assert cell.value == visible(text)
    assert cell.quotePrefix == formula_like(visible(text))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_as_it_is_shown(text: str) -> None:
    (_, row) = load_workbook(io.BytesIO(written((text or "x", 0, None, None, None)))).get_sheet_by_index(0).to_python()
    assert row[0] == visible(text or "x", keep="\n")


def test_hidden_characters_are_shown() -> None:
    assert (
        page(written(("甲\u202e乙\u200b\x07\r<script>\n丙", None, None, None, None)))["A2"].value
        == "甲\\u202e乙\\u200b\\u0007\\u000d<script>\n丙"
    )


def test_a_text_too_long_for_a_cell_says_so() -> None:
    value = page(written(("长" * 40_000, None, None, None, None)))["A2"].value
    assert len(value) == 32_767
    assert value.endswith("……（全文40000字，单元格放不下）")


def test_a_long_text_is_not_formatted_as_text_lest_it_be_shown_as_hashes() -> None:
    cell = page(written(("=" + "长" * 300, None, None, None, None)))["A2"]
    assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "General", True)


def test_a_number_that_a_spreadsheet_would_round_is_written_as_text() -> None:
    cells = page(written(("甲", Decimal("12345678901234567.89"), None, Decimal(100), 10**15)))[2]
    assert (cells[1].value, cells[1].data_type) == ("12345678901234567.89", "s")
    assert cells[3].value == 100
    assert cells[4].value == 10**15


@given(st.decimals(0, 10**9, places=6))
def test_an_amount_is_read_back_to_the_last_decimal(amount: Decimal) -> None:
    value = page(written(("甲", amount, None, None, None)))["B2"].value
    assert Decimal(str(value)) == amount


def test_a_text_in_a_column_of_numbers_stays_a_text() -> None:
    assert page(written(("甲", "无数据", "待定", None, "=1")))["E2"].data_type == "s"


def test_the_same_sheets_give_the_same_bytes_at_any_time_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("甲", Decimal(1), date(2026, 3, 12), None, None)
    first = written(row)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert written(row) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.undo()
    time.tzset()


def test_the_day_in_the_properties_is_the_one_given() -> None:
    content = io.BytesIO()
    write_workbook(content, [Sheet("表", COLUMNS, [])], created=date(2026, 10, 15))
    assert openpyxl.load_workbook(content).properties.created.date() == date(2026, 10, 15)


def test_headings_stay_in_sight_and_pages_are_numbered() -> None:
    sheet = page(written(("甲", None, None, None, None), ("乙", None, None, None, None)))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.oddHeader.left.text == "&A"
    assert sheet.oddHeader.right.text is None
    assert sheet.page_setup.paperSize == 9
    assert fits_the_width(sheet)
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.print_options.gridLines
    assert sheet.column_dimensions["E"].width == pytest.approx(8, abs=1)


def test_a_rehearsal_is_marked_on_every_page() -> None:
    assert page(written(rehearsal=True)).oddHeader.right.text == "演练"


def test_pages_speak_the_language_of_the_sheets() -> None:
    sheet = page(written(lang="en", title="Fees & Fines", rehearsal=True))
    assert sheet.oddFooter.center.text == "Page &P of &N"
    assert sheet.oddHeader.left.text == "Fees && Fines · &A"
    assert sheet.oddHeader.right.text == "REHEARSAL"
    assert openpyxl.load_workbook(io.BytesIO(written(title="报告"))).properties.title == "报告"
    said = page(written(("long" * 9_000, None, None, None, None), lang="en"))["A2"].value
    assert said.endswith("… (36000 characters in all; a cell holds no more)")


def height_of(*row: Value, columns: Sequence[Column], at: int = 2) -> float:
    return float(page(written(row, columns=columns)).row_dimensions[at].height)


@pytest.mark.parametrize(("at", "width"), [(2, 32), (1, 36)], ids=["row", "heading, beside the button of its filter"])
def test_a_row_is_as_high_as_the_lines_of_its_longest_text(at: int, width: int) -> None:
    words = "价格违法行为行政处罚规定第九条"  # fills a line
    heights = [height_of("甲", words * times, columns=(Column("甲"), Column(words * times, width=width)), at=at) for times in (1, 2, 3, 8)]
    assert [b - a for a, b in pairwise(heights)] == pytest.approx([LINE, LINE, 5 * LINE], abs=0.5)
    assert heights[0] > LINE


def test_a_line_break_in_a_cell_is_a_line() -> None:
    columns = (Column("甲"),)
    assert height_of("一\n二\n三", columns=columns) == pytest.approx(height_of("一", columns=columns) + 2 * LINE, abs=0.5)


def test_numbers_and_days_take_a_line_though_their_digits_are_many() -> None:
    columns = (Column("数", "wan", 3), Column("日", "date", 3))
    assert height_of(Decimal("123456.123456"), date(2026, 3, 12), columns=columns) < 2 * LINE


@pytest.mark.parametrize("length", [300, 900, 1_500])
def test_a_column_is_widened_where_a_row_would_be_taller_than_rows_can_be(length: int) -> None:
    content = written(("长" * length,), columns=(Column("事实", width=20),))
    width, tall = page(content).column_dimensions["A"].width, page(content).row_dimensions[2].height
    assert width > 20
    assert tall <= 409
    assert tall >= min(ceil(length / (width / 2)), MOST_LINES) * LINE


def test_the_longest_text_makes_no_column_wider_than_a_screen() -> None:
    sheet = page(written(("长" * 32_000,), columns=(Column("事实"),)))
    assert sheet.column_dimensions["A"].width <= WIDEST + 1
    assert sheet.row_dimensions[2].height <= 409


def test_a_wide_sheet_lies_across_and_a_very_wide_one_goes_on_over_pages_with_its_keys() -> None:
    wide = page(written(columns=[Column("甲", width=30)] * 5, keys=1))
    assert wide.page_setup.orientation == "landscape"
    assert fits_the_width(wide)
    assert wide.freeze_panes == "B2"
    wider = page(written(columns=[Column("甲", width=30)] * 12, keys=2))
    assert wider.page_setup.orientation == "landscape"
    assert wider.page_setup.scale == 60
    assert not fits_the_width(wider)
    assert wider.print_title_cols == "$A:$B"
    assert wider.page_setup.pageOrder == "overThenDown"
    assert wider.freeze_panes == "C2"


def test_each_value_in_a_mixed_column_is_what_it_is() -> None:
    column = (Column("内容", "mixed"),)
    cells = [row[0] for row in page(written((36,), (date(2026, 3, 12),), ("036",), ("=1",), columns=column)).iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["n", "d", "s", "s"]
    assert [cell.alignment.horizontal for cell in cells[:2]] == ["left", "left"]
    assert [cell.number_format for cell in cells] == ["General", "yyyy-mm-dd", "@", "@"]


def test_no_cell_is_accused_of_being_a_number_stored_as_text() -> None:
    content = written(("911103000000000000", 1, None, None, None))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'<ignoredError sqref="A1:E2" numberStoredAsText="1"' in archive.read("xl/worksheets/sheet1.xml")


def test_names_of_sheets_are_made_fit_and_distinct() -> None:
    content = io.BytesIO()
    write_workbook(
        content, [Sheet(title, COLUMNS, []) for title in ("2026/Q3[一]", "2026/Q3[一]", "长" * 40, "长" * 40, "'甲'", "", "\u202e")]
    )
    names = openpyxl.load_workbook(content).sheetnames
    assert names == ["2026／Q3〔一〕", "2026／Q3〔一〕 2", "长" * 31, "长" * 29 + " 2", "’甲’", "表", "＼u202e"]


def test_a_row_of_another_length_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="zip"):
        written(("甲",))


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(ValueError, match="zip"):
        write_workbook(path, [Sheet("表", COLUMNS, [("甲",)])])
    assert path.read_bytes() == b"before"
    write_workbook(path, [Sheet("表", COLUMNS, [])])
    assert openpyxl.load_workbook(path).sheetnames == ["表"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_does_not_exist_is_an_error_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="请核对文件夹是否存在"):
        write_workbook(tmp_path / "没有" / "表.xlsx", [Sheet("表", COLUMNS, [])])


def test_why_it_cannot_be_written_is_told_in_the_readers_language(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(InvalidData) as told:
        write_workbook(tmp_path / "文件" / "表.xlsx", [Sheet("表", COLUMNS, [])])
    said = told.value.message
    assert "（路径中有一段不是目录）" in said.zh
    assert "(Not a directory)" in said.en


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲 乙", "甲 乙"),
        ("a\u202eb", "a\\u202eb"),
        ("\n", "\\u000a"),
        ("\U000e0001", "\\U000e0001"),
        ("\ue000", "\\ue000"),
        ("𠀀", "𠀀"),
        ("", ""),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_quoted_is_short() -> None:
    assert quoted("长" * 100) == "长" * 39 + "…"
    assert quoted(12) == "12"


@pytest.mark.parametrize(
    ("text", "like"), [("=1", True), (" ＝1", True), ("\t1", True), ("甲=1", False), ("", False), ("  ", False), ("-", True)]
)
def test_formula_like(text: str, *, like: bool) -> None:
    assert formula_like(text) is like
