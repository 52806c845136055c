"""The report as a workbook: read back by another program, it holds the same figures, and no text became a formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import load_workbook

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import CODES, FAIR, FIRST, SCRIPT, City
from zibo_port.documents.quarterly_sheets import write_report
from zibo_port.domain.quarterly import QuarterlyReport

SHEETS = (
    "概况",
    "排名",
    "缺少数据",
    "扣分",
    "扣分按条款",
    "重点关注企业",
    "可采取的措施",
    "部门职责",
    "逾期职责",
    "所用解读",
    "尚未确定的事项",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return scene.whole(tmp_path_factory.mktemp("city")).report()


def content(report: QuarterlyReport, lang: str = "zh") -> bytes:
    written = BytesIO()
    write_report(written, report, lang)
    return written.getvalue()


def book(report: QuarterlyReport, lang: str = "zh") -> Workbook:
    return openpyxl.load_workbook(BytesIO(content(report, lang)))


def rows(book: Workbook, title: str) -> list[tuple[object, ...]]:
    return list(book[title].iter_rows(values_only=True))


def test_it_has_a_sheet_for_each_chapter(report: QuarterlyReport) -> None:
    assert tuple(book(report).sheetnames) == SHEETS
    assert len(book(report, "en").sheetnames) == len(SHEETS)


def test_the_ranking_holds_numbers_as_numbers(report: QuarterlyReport) -> None:
    head, *ranking = rows(book(report), "排名")
    fair = next(r for r in ranking if r[2] == CODES[FAIR])
    assert dict(zip(head, fair, strict=True)) == {
        "名次": 3,
        "企业名称": SCRIPT,
        "统一社会信用代码": CODES[FAIR],
        "单一窗口用户评价": 50,
        "12345热线投诉": 13.33,
        "有关部门内部评价": 16,
        "会商扣分": 5,
        "总分": 74.33,
        "等次": "一般",
        "备注": None,
    }


def test_deductions_stand_with_document_article_and_meeting(report: QuarterlyReport) -> None:
    head, *taken = rows(book(report), "扣分")
    first = dict(zip(head, next(r for r in taken if r[0] == FIRST), strict=True))
    assert first["违反条款"] == "《价格违法行为行政处罚规定》第十三条第（一）项"
    assert first["扣分"] == 5
    assert first["计入总分"] == "是"
    assert {r[head.index("计入总分")] for r in taken} == {"是", "否"}


def test_days_are_days_and_the_watch_list_has_its_measures(report: QuarterlyReport) -> None:
    listed = {r[1]: r for r in rows(book(report), "重点关注企业")[1:]}
    assert str(listed[CODES[FAIR]][3]) == "2026-10-12 00:00:00"
    assert listed[CODES[FAIR]][5] == f"适当提高抽查比例和频次，淄博海关，{FIRST}，2026-09-15"
    late = rows(book(report), "逾期职责")
    assert late[1][0] <= late[-1][0]


def test_a_name_that_looks_like_a_formula_stays_a_text(report: QuarterlyReport) -> None:
    sheet = book(scene.renamed(report, ["=HYPERLINK(1)", "@甲", "+1-1"]))["排名"]
    cells = [sheet.cell(row, 2) for row in (2, 3, 4)]
    assert [cell.value for cell in cells] == ["=HYPERLINK(1)", "@甲", "+1-1"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_mark_of_a_rehearsal(report: QuarterlyReport) -> None:
    assert rows(book(report), "概况")[1] == ("标记", "演练")
    assert all(sheet.oddHeader.right.text == "演练" for sheet in book(report))
    assert all(sheet.oddHeader.right.text == "REHEARSAL" for sheet in book(report, "en"))
    real = book(replace(report, rehearsal=False))
    assert rows(real, "概况")[1] == ("季度", "2026Q3")
    assert not any(sheet.oddHeader.right.text for sheet in real)


def test_every_page_says_which_report_it_belongs_to(report: QuarterlyReport) -> None:
    zh, en = book(report), book(report, "en")
    assert {sheet.oddHeader.left.text for sheet in zh} == {"2026年第三季度口岸服务评价报告 · &A"}
    assert {sheet.oddHeader.left.text for sheet in en} == {"Port service evaluation, third quarter of 2026 · &A"}
    assert {sheet.oddFooter.center.text for sheet in zh} == {"第 &P 页 共 &N 页"}
    assert {sheet.oddFooter.center.text for sheet in en} == {"Page &P of &N"}
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in (*zh, *en))
    assert zh["排名"].freeze_panes == "C2"


def test_the_overview_holds_numbers_and_days_as_what_they_are(report: QuarterlyReport) -> None:
    said = dict(rows(book(report), "概况"))
    assert said["参加评价的企业"] == 5
    assert said["最后一号记录"] == report.as_of.known_position
    assert said["公布日期"] == datetime(2026, 10, 12)  # noqa: DTZ001 - a cell has no zone
    assert said["季度"] == "2026Q3"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_reader_opens_every_sheet_and_finds_the_same_rows(report: QuarterlyReport, lang: str) -> None:
    opened = load_workbook(BytesIO(content(report, lang)))
    by_openpyxl = book(report, lang)
    assert opened.sheet_names == by_openpyxl.sheetnames
    for name in opened.sheet_names:
        found = opened.get_sheet_by_name(name).to_python()
        assert [row[0] for row in found] == [_plain(row[0]) for row in by_openpyxl[name].iter_rows(values_only=True)]


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def test_what_is_provisional_has_a_row_for_each_thing(report: QuarterlyReport) -> None:
    said = rows(book(report), "尚未确定的事项")
    assert any(row[0].startswith("1 家企业缺少数据") and "缺单一窗口用户评价" in str(row[1]) for row in said[1:])


def test_the_same_figures_give_the_same_bytes(report: QuarterlyReport) -> None:
    assert content(report) == content(report)


def test_an_empty_quarter_is_a_workbook_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    city = City(tmp_path_factory.mktemp("empty"))
    city.clock.go_to(date(2026, 7, 7))
    empty = book(city.report())
    assert tuple(empty.sheetnames) == SHEETS
    assert len(rows(empty, "排名")) == 1
