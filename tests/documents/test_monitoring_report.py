"""The monitoring report: its figures, and the page, the workbook and the document that are made of them."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.documents import monitoring_scene as scene
from tests.documents.monitoring_scene import LAST, NOTE, OUTLIER, City
from tests.documents.test_quarterly_html import Page
from zibo_port.documents.monitoring_html import report_html
from zibo_port.documents.monitoring_json import report_document, report_json
from zibo_port.documents.monitoring_remarks import remarks
from zibo_port.documents.monitoring_sheets import write_report
from zibo_port.documents.monitoring_words import change_words, lead, title
from zibo_port.domain.analysis import Change
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring_report import MonitoringReport, Row
from zibo_port.domain.periods import Month, Quarter
from zibo_port.office.rulebook import indicators

SOFFICE = shutil.which("soffice")
UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76"
JULY, Q2, Q3 = Month(2026, 7), Quarter(2026, 2), Quarter(2026, 3)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return scene.whole(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def august(city: City) -> MonitoringReport:
    return city.report(LAST)


def row(report: MonitoringReport, code: str) -> Row:
    return next(r for r in report.rows if r.indicator.code == code)


def workbook(report: MonitoringReport, lang: str = "zh") -> openpyxl.Workbook:
    content = io.BytesIO()
    write_report(content, report, lang)
    return openpyxl.load_workbook(io.BytesIO(content.getvalue()))


# --- figures ------------------------------------------------------------------------------------------------------


def test_who_reported_who_is_late_and_what_awaits_approval(august: MonitoringReport) -> None:
    states = {u.unit: u.state for u in august.units}
    assert states == {
        "port-office": "approved",
        "customs": "submitted",
        "commerce": "missing",
        "market-supervision": "approved",
        "tax": "submitted",
        "central-bank": "approved",
        "bonded-zone": "returned",
    }
    assert [u.unit for u in august.overdue] == ["commerce"]
    assert [u.unit for u in august.unapproved] == ["customs", "tax"]
    assert [u.unit for u in august.returned] == ["bonded-zone"]
    assert next(u for u in august.units if u.unit == "tax").late
    assert [i.code for i in next(u for u in august.units if u.unit == "tax").missing] == ["refund-approved", "refund-claimants"]


def test_what_was_returned_does_not_count(august: MonitoringReport) -> None:
    assert august.rows_of("bonded-zone") == ()
    assert next(c for c in august.compared if c.comparison.code == "zone-share-of-imports").values == (None,)


def test_the_figures_are_those_reported_compared_with_month_year_and_baseline(august: MonitoringReport) -> None:
    hours = row(august, "overall-import-hours")
    before, earlier = (scene.figures("customs", m)["overall-import-hours"] for m in (JULY, Month(2025, 8)))
    (at,) = hours.points
    assert at is not None
    assert (at.value, hours.on_period, hours.on_year) == (OUTLIER, at.month_on_month, at.year_on_year)
    assert (at.month_on_month.former, at.year_on_year.former) == (before, earlier)  # type: ignore[union-attr]
    assert at.compression == Decimal("3.80")
    assert at.outside == "above"


def test_a_warning_names_the_numbers_from_which_it_can_be_worked_out(august: MonitoringReport) -> None:
    (warned,) = august.warnings
    assert (warned.unit, warned.month, warned.remark.indicator) == ("customs", LAST, "overall-import-hours")
    figures = [
        scene.figures("customs", m)["overall-import-hours"] for m in (p.month for p in row(august, "overall-import-hours").history[:-1])
    ]
    assert f"{sum(figures) / len(figures):.4f}" in warned.remark.message.zh


def test_a_quarter_adds_up_what_adds_up_and_nothing_else(city: City) -> None:
    report = city.report(Q2)
    imports, hours = row(report, "import-value"), row(report, "overall-import-hours")
    months = [scene.figures("customs", m)["import-value"] for m in Q2.months]
    before = [scene.figures("customs", m)["import-value"] for m in Quarter(2026, 1).months]
    assert imports.total == sum(months)
    assert imports.on_period.former == sum(before)  # type: ignore[union-attr]
    assert imports.on_year is None
    assert (hours.total, hours.on_period) == (None, None)
    assert [p.value for p in hours.points if p] == [scene.figures("customs", m)["overall-import-hours"] for m in Q2.months]
    assert row(city.report(Q3), "import-value").total is None


def test_later_months_do_not_change_an_earlier_report(city: City) -> None:
    report = city.report(JULY)
    assert max(p.month for r in report.rows for p in r.history) == JULY
    assert all(len(r.history) <= 13 for r in report.rows)
    assert report.warnings == () or all(n.month == JULY for n in report.warnings)


def test_the_regular_meeting_is_that_of_the_next_quarter(city: City) -> None:
    assert city.report(Q2).meeting.case == "2026Q3"  # type: ignore[union-attr]
    assert city.report(LAST).meeting is None


def test_known_at_an_earlier_day_the_report_is_as_it_was(city: City) -> None:
    then = city.report(LAST, effective_at=date(2026, 9, 9))
    assert {u.unit for u in then.units if u.state == "missing"} == {"commerce", "tax"}
    assert not any(u.late for u in then.units)


# --- what is provisional ------------------------------------------------------------------------------------------


def test_everything_that_is_missing_or_unapproved_is_said(august: MonitoringReport) -> None:
    said = {r.code: r for r in remarks(august)}
    assert [i.zh for i in said["not-reported"].items] == ["市商务局，2026年8月"]
    assert [i.zh for i in said["not-approved"].items] == ["淄博海关，2026年8月", "市税务局，2026年8月"]
    assert "班列列数与计划不符" in said["returned"].items[0].zh
    assert "审核通过的出口退税额" in said["figures-missing"].items[0].zh
    assert "进口海关通关时间" in [i.zh for i in said["no-baseline"].items]
    assert "进口整体通关时间" not in [i.zh for i in said["no-baseline"].items]
    assert {"indicators-assumed", "readings-assumed"} <= set(said)


def test_the_paragraph_and_the_title(august: MonitoringReport, city: City) -> None:
    assert title(august).zh == "2026年8月口岸运行监测分析报告"
    assert title(city.report(Q2)).en == "Port monitoring, second quarter of 2026"
    said = lead(august)
    assert said.zh.startswith("应报月报 7 份，已报 6 份，其中待审核 2 份；逾期未报 1 份（市商务局）。")
    assert "较基数压缩 3.80%" in said.zh
    assert "1 warning" in said.en


def test_a_change_is_told_in_per_cent_in_points_or_as_it_is() -> None:
    value, percentage = indicators().get("import-value"), indicators().get("refund-paperless-share")
    up = Change(Decimal(10), Decimal("2.5"), Decimal("25.00"))
    assert change_words(value, up).zh == "+25.00%"
    assert change_words(percentage, up).zh == "+2.5 个百分点"
    assert change_words(value, Change(Decimal(0), Decimal(-5), None)).zh == "−5.00"
    assert change_words(value, Change(Decimal(3), Decimal(0), Decimal("0.00"))).zh == "持平"
    assert change_words(value, None).zh == "—"


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("period", [LAST, Q2, Q3, Month(2025, 3)], ids=str)
def test_the_page_is_whole_escaped_and_needs_nothing_else(city: City, period: Month | Quarter, lang: str) -> None:
    text = report_html(city.report(period), lang)
    page = Page(text)
    assert page.open == []
    assert "script" not in page.texts
    assert not re.search(r'(src|href)="|url\((?!#)|https?://(?!www.w3.org/2000/svg)', text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert "演练" in text if lang == "zh" else "REHEARSAL" in text


def test_what_people_typed_is_escaped(august: MonitoringReport) -> None:
    text = report_html(august, "zh")
    assert "<b>台风" not in text
    assert "&lt;b&gt;台风" in text
    assert "&lt;通报&gt;" in text


def test_the_page_marks_what_is_not_approved_and_who_has_not_reported(august: MonitoringReport) -> None:
    text = re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", report_html(august, "zh")))
    for part in ("2026年8月待审核", "逾期未报", "已退回班列列数与计划不符", "偏高", "进口与出口分列", "推定"):
        assert part in text, part


def test_a_real_store_has_no_mark(august: MonitoringReport) -> None:
    assert "演练" not in report_html(replace(august, rehearsal=False), "zh")


def test_charts_show_the_months_and_say_in_words_what_they_show(august: MonitoringReport) -> None:
    text = report_html(august, "zh")
    drawn = re.findall(r'aria-labelledby="line-([a-z-]+)-title', text)
    reported = [r.indicator.code for r in august.rows if r.reported]
    assert sorted(drawn) == sorted(reported)
    hours = text[text.index("line-overall-import-hours-title") :]
    assert "末月 58.20" in hours[:2000]
    assert 'class="unexpected"' in hours[: hours.index("</svg>")]


def test_the_same_figures_give_the_same_bytes(city: City) -> None:
    one, two = city.report(LAST), city.report(LAST)
    two = replace(two, as_of=one.as_of)
    assert report_html(one, "zh") == report_html(two, "zh")
    assert report_json(one, "zh") == report_json(two, "zh")
    books = []
    for report in (one, two):
        content = io.BytesIO()
        write_report(content, report, "zh")
        books.append(content.getvalue())
    assert books[0] == books[1]


# --- the workbook and the document --------------------------------------------------------------------------------


def test_the_workbook_has_numbers_as_numbers_and_the_words_of_its_language(august: MonitoringReport) -> None:
    book = workbook(august)
    assert book.sheetnames == [
        *("概况", "报送情况", "数据", "本期合计", "走势", "预警", "横向分析", "口径", "尚未确定的事项", "所用解读"),
    ]
    found = {cells[1].value: cells for cells in book["数据"].iter_rows(min_row=2)}
    hours = found["overall-import-hours"]
    assert [hours[5].value, hours[6].value, hours[12].value, hours[15].value] == [58.2, "待审核", 3.8, "偏高"]
    assert len(found) == sum(r.reported for r in august.rows)
    units = {cells[1].value: cells[2].value for cells in book["报送情况"].iter_rows(min_row=2)}
    assert (units["市商务局"], units["淄博综合保税区发展服务中心"]) == ("未报送", "已退回")
    assert "Figures" in workbook(august, "en").sheetnames
    notes = [cells[9].value for cells in book["报送情况"].iter_rows(min_row=2)]
    assert NOTE in notes


def test_the_document_has_every_figure_and_the_language_changes_sentences_alone(august: MonitoringReport) -> None:
    zh, en = (json.loads(report_json(august, lang)) for lang in ("zh", "en"))
    assert (zh["report"], zh["period"], zh["months"], zh["mark"]) == ("monitoring", "2026-08", ["2026-08"], "演练")
    assert zh["summary"]["warnings"] == 1
    hours = next(i for i in zh["indicators"] if i["indicator"] == "overall-import-hours")
    assert hours["months"][0]["value"] == "58.20"
    assert hours["months"][0]["compression"] == "3.80"
    assert hours["baseline"] == {"value": "60.50", "period": "2017", "source": "示例：<通报>"}
    assert [u["department"] for u in zh["units"]] == list(REPORTING_UNITS)

    def keys(value: object) -> object:
        if isinstance(value, dict):
            return {key: keys(item) for key, item in value.items()}
        return [keys(item) for item in value] if isinstance(value, list) else None

    assert keys(zh) == keys(en)
    assert report_document(august, "zh") == zh


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice isn't installed")
def test_the_workbook_opens_in_libreoffice(august: MonitoringReport, tmp_path: Path) -> None:
    write_report(tmp_path / "r.xlsx", august, "zh")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [str(SOFFICE), profile, "--headless", "--convert-to", UTF8, "--outdir", str(tmp_path), str(tmp_path / "r.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert "演练" in (tmp_path / "r.csv").read_text(encoding="utf-8")
