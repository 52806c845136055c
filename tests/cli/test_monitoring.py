"""`zibo-port monitoring …` as it is typed: what it prints, records, refuses, and asks next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.city import City, build
from zibo_port.domain.indicators import REPORTING_UNITS

EXAMPLE = Path(__file__).parents[2] / "examples" / "monthly-reports-2026-08.csv"
OF = ("--department", "customs", "--month", "2026-09")
FIGURES = ("--figure", "import-value=120345.68", "--figure", "overall-import-hours=33.10")


@pytest.fixture
def city(tmp_path: Path) -> City:
    """Founded on 15 September 2026; it is 8 October."""
    return build(tmp_path).at("2026-10-08")


def submitted(city: City, *words: str) -> Any:
    return city.ask("monitoring", "submit", *OF, *FIGURES, *words)


# --- submit, approve, return --------------------------------------------------------------------------------------


def test_a_report_is_recorded_and_says_what_it_led_to(city: City) -> None:
    said = submitted(city, "--note", "台风两日")
    assert (said["event"], said["position"], said["department"], said["month"]) == ("ReportSubmitted", city.head(), "customs", "2026-09")
    assert (said["state"], said["submitted_on"], said["due_on"], said["late"]) == ("submitted", "2026-10-08", "2026-10-10", False)
    assert [(f["indicator"], f["value"], f["unit"]) for f in said["figures"]] == [
        ("import-value", "120345.68", "万元"),
        ("overall-import-hours", "33.10", "小时"),
    ]
    assert said["notes"] == "台风两日"
    assert "export-value" in said["missing"]
    assert [(d["step"], d["due_on"], d["assumed"], d["enterprise"]) for d in said["duties"] if d["step"] == "approve-report"] == [
        ("approve-report", "2026-10-10", True, None)
    ]


def test_people_are_told_the_figures_what_is_missing_and_the_next_command(city: City) -> None:
    told = city.done("monitoring", "submit", *OF, *FIGURES)
    for part in ("已记录（第", "淄博海关报送 2026-09 月报，填报 2 项指标", "进口整体通关时间", "没有填报：出口货物总值", "分管负责人审核"):
        assert part in told
    assert told.rstrip().endswith("下一步：zibo-port monitoring approve --department customs --month 2026-09")
    assert "None" not in told


def test_typed_again_it_says_so_and_records_nothing(city: City) -> None:
    first = submitted(city)
    again = submitted(city)
    assert (again["repeated"], again["position"]) == (True, first["position"])
    assert city.head() == first["position"]


def test_a_dry_run_records_nothing(city: City) -> None:
    head = city.head()
    said = submitted(city, "--dry-run")
    assert (said["dry_run"], said["state"], city.head()) == (True, "submitted", head)
    assert city.ask("monitoring", "list") == []


def test_a_correction_needs_a_reason_and_names_only_what_changes(city: City) -> None:
    submitted(city)
    change = ("monitoring", "submit", *OF, "--figure", "overall-import-hours=31.30")
    assert city.refused(4, *change)["code"] == "refused"
    said = city.ask(*change, "--reason", "抄错")
    assert said["event"] == "ReportCorrected"
    assert [f["value"] for f in said["figures"]] == ["120345.68", "31.30"]
    out = city.ask("monitoring", "submit", *OF, "--figure", "import-value=无", "--reason", "误报")
    assert [f["indicator"] for f in out["figures"]] == ["overall-import-hours"]


def test_it_is_approved_or_returned(city: City) -> None:
    submitted(city)
    assert city.ask("monitoring", "approve", *OF)["state"] == "approved"
    back = city.ask("monitoring", "return", *OF, "--reason", "单位有误")
    assert (back["event"], back["state"], back["returned"]) == ("ReportReturned", "returned", "单位有误")
    assert city.refused(4, "monitoring", "approve", *OF)["clause"].endswith("五（一）")
    assert [d["step"] for d in back["duties"] if d["done_on"] is None] == ["resubmit-report"]
    assert "monitoring submit" in city.done("monitoring", "return", *OF, "--reason", "单位有误")


@pytest.mark.parametrize(
    ("status", "words", "says"),
    [
        (2, ("--figure", "import-value"), "指标代码=数值"),
        (2, ("--figure", "import-value=约1200"), "不是数值"),
        (2, ("--figure", "import-value=1", "--figure", "import-value=2"), "写了两次"),
        (3, ("--figure", "import-values=1"), "import-value"),
        (3, ("--figure", "import-value=-1"), "不小于 0"),
        (3, (), "至少填报一项"),
        (4, ("--figure", "foreign-investment=1"), "市商务局提报"),
    ],
)
def test_bad_figures_are_refused_with_what_to_mend(city: City, status: int, words: tuple[str, ...], says: str) -> None:
    head = city.head()
    assert says in city.refused(status, "monitoring", "submit", *OF, *words)["message"]
    assert city.head() == head


@pytest.mark.parametrize(
    ("status", "words", "field"),
    [
        (3, ("--department", "customs", "--month", "2026-10"), "month"),
        (3, ("--department", "customs", "--month", "2027-01"), "month"),
        (3, ("--department", "customs", "--month", "2026-13"), "month"),
        (3, ("--department", "police", "--month", "2026-09"), "department"),
        (3, (*OF, "--on", "2026-10-09"), "on"),
        (4, ("--department", "port-service-centre", "--month", "2026-09"), None),
    ],
)
def test_a_wrong_month_unit_or_day_is_refused(city: City, status: int, words: tuple[str, ...], field: str | None) -> None:
    error = city.refused(status, "monitoring", "submit", *words, *FIGURES)
    assert field is None or [fault["field"] for fault in error["fields"]] == [field]


# --- reading ------------------------------------------------------------------------------------------------------


def test_who_is_late(city: City) -> None:
    submitted(city)
    assert city.ask("monitoring", "overdue") == []
    assert "没有逾期未报" in city.at("2026-10-10").done("monitoring", "overdue")
    late = city.at("2026-10-12").ask("monitoring", "overdue")
    assert late == [
        {"department": unit, "month": "2026-09", "due_on": "2026-10-10", "days_late": 2} for unit in REPORTING_UNITS if unit != "customs"
    ]
    assert city.ask("monitoring", "overdue", "--on", "2026-10-12") == late
    assert "市商务局" in city.at("2026-10-12").done("monitoring", "overdue")
    assert len(city.at("2026-10-12").ask("monitoring", "overdue", "--known-at", "2026-10-07")) == 0
    assert len(city.at("2026-10-12").ask("monitoring", "overdue", "--known-at", "2026-10-07", "--on", "2026-10-12")) == 7


def test_lists_and_pages(city: City) -> None:
    submitted(city)
    (row,) = city.ask("monitoring", "list", "--month", "2026-09")
    assert (row["department"], row["state"], row["figures"], row["submitted_by"]) == ("customs", "submitted", 2, "王晓")
    assert city.ask("monitoring", "list", "--department", "tax") == []
    assert "待审核" in city.done("monitoring", "list")
    page = city.ask("monitoring", "show", *OF)
    assert [(h["event"], h["officer"]) for h in page["history"]] == [("ReportSubmitted", "王晓")]
    assert "经过" in city.done("monitoring", "show", *OF)
    assert city.refused(5, "monitoring", "show", "--department", "tax", "--month", "2026-09")["code"] == "not-found"


def test_indicators_with_units_definitions_and_baselines(city: City) -> None:
    rows = {row["indicator"]: row for row in city.ask("monitoring", "indicators", "--department", "customs")}
    assert rows["overall-import-hours"]["unit"] == "小时"
    assert rows["overall-import-hours"]["baseline"] is None
    assert "不得混填" in rows["overall-import-hours"]["definition"]
    base = ("monitoring", "baseline", "overall-import-hours", "--value", "60.50", "--period", "2017", "--source", "示例通报")
    assert city.ask(*base)["event"] == "BaselineSet"
    assert city.ask(*base)["repeated"]
    rows = {row["indicator"]: row for row in city.ask("monitoring", "indicators")}
    assert rows["overall-import-hours"]["baseline"] == {"value": "60.50", "period": "2017", "source": "示例通报"}
    assert set(REPORTING_UNITS) == {row["department"] for row in rows.values()}
    assert "monitoring trend overall-import-hours" in city.done(*base)


def test_a_trend_has_its_method_its_comparisons_and_its_false_alarms(city: City) -> None:
    city.done("monitoring", "baseline", "overall-import-hours", "--value", "60", "--period", "2017", "--source", "示例")
    for number, value in enumerate(("10", "12", "11", "13", "12", "14", "30"), 2):
        month = ("--department", "customs", "--month", f"2026-0{number}")
        city.done("monitoring", "submit", *month, "--figure", f"overall-import-hours={value}")
    said = city.ask("monitoring", "trend", "overall-import-hours")
    assert said["method"] == {"name": "individuals-chart", "factor": "2.66", "window": 12, "least": 6}
    assert said["alarms"] == {"flagged": 1, "judged": 1, "percent": "100.00"}
    last = said["points"][-1]
    assert (last["month"], last["value"], last["state"], last["outside"]) == ("2026-08", "30.00", "submitted", "above")
    assert last["expected"] == {"lower": "7.7440", "upper": "16.2560", "mean": "12.0000", "moving_range": "1.6000", "months": 6}
    assert last["month_on_month"] == {"from": "14.00", "change": "16.00", "percent": "114.29"}
    assert (last["compression"], last["year_on_year"]) == ("50.00", None)
    told = city.done("monitoring", "trend", "overall-import-hours", "--months", "2")
    assert "2026-06" not in told
    for part in ("偏高", "2.66", "+114.29%", "可判断的 1 个月中预警 1 个月", "基数：60.00"):
        assert part in told
    assert city.refused(5, "monitoring", "trend", "overall")["code"] == "not-found"
    assert "还没有报送过" in city.done("monitoring", "trend", "import-value")


def test_in_english(city: City) -> None:
    told = city.done("monitoring", "submit", *OF, *FIGURES, "--lang", "en")
    for part in (
        "Recorded (position",
        "The Zibo Customs reported 2026-09",
        "Not reported: value of exports",
        "Next: zibo-port monitoring approve",
    ):
        assert part in told


def test_duties_show_the_months_of_the_conference(city: City) -> None:
    submitted(city)
    rows = city.ask("duties", "--case", "2026-09", "--all")
    assert [(r["step"], r["done_on"]) for r in rows if r["department"] == "customs"] == [
        ("approve-report", None),
        ("monthly-report", "2026-10-08"),
    ]
    assert {r["enterprise"] for r in rows} == {None}
    assert [r["step"] for r in city.ask("duties", "--case", "2026Q4")] == ["regular-meeting"]
    assert "召开季度例会" in city.done("duties", "--case", "2026Q4")


# --- import -------------------------------------------------------------------------------------------------------

CSV = """报送单位,月份,指标代码,数值
市税务局,2026-09,refund-paperless-share,98.5
市税务局,2026-09,refund-approved,24000
市税务局,2026-09,refund-claimants,900
市商务局,2026-09,foreign-investment,120
市商务局,2026-09,import-value,5
"""


def test_a_file_gets_a_verdict_for_each_row_and_nothing_is_half_recorded(city: City, tmp_path: Path) -> None:
    file = tmp_path / "月报.csv"
    file.write_text(CSV, encoding="utf-8")
    said = city.ask("monitoring", "import", str(file))
    assert (said["rows"], said["accepted"], said["flagged"], said["duplicate"], said["rejected"]) == (5, 3, 0, 0, 2)
    assert [(v["row"], v["indicator"], v["department"], v["month"], v["verdict"]) for v in said["verdicts"]][3:] == [
        (5, "foreign-investment", "commerce", "2026-09", "rejected"),
        (6, "import-value", "commerce", "2026-09", "rejected"),
    ]
    assert [row["department"] for row in city.ask("monitoring", "list")] == ["tax"]
    again = city.ask("monitoring", "import", str(file))
    assert (again["duplicate"], again["rejected"]) == (3, 2)
    assert "拒收的原因" in city.done("monitoring", "import", str(file))


def test_a_file_of_which_nothing_can_be_used(city: City, tmp_path: Path) -> None:
    file = tmp_path / "月报.csv"
    file.write_text("报送单位,月份,指标代码,数值\n市税务局,2026-10,refund-approved,1\n", encoding="utf-8")
    outcome = city.run("monitoring", "import", str(file), "--json")
    assert (outcome.status, outcome.document["rejected"]) == (3, 1)
    file.write_text("企业,金额\n甲,1\n", encoding="utf-8")
    assert "找不到表头" in city.refused(3, "monitoring", "import", str(file))["message"]
    file.write_text("月份,指标代码\n2026-09,refund-approved\n", encoding="utf-8")
    assert "数值" in city.refused(3, "monitoring", "import", str(file))["message"]


def test_a_template_is_written_filled_in_and_imported(city: City, tmp_path: Path) -> None:
    file = tmp_path / "月报.xlsx"
    asked = ("monitoring", "import", "--template", str(file), "--department", "税务局", "--month", "2026-09")
    assert city.ask(*asked) == {"file": str(file), "department": "tax", "month": "2026-09", "indicators": 3}
    assert city.refused(3, *asked)["fields"][0]["field"] == "template"
    book = openpyxl.load_workbook(file)
    for at, value in enumerate((98.5, 24000, 900), 2):
        book.worksheets[0].cell(at, 6, value)
    book.save(file)
    head = city.head()
    assert city.ask("monitoring", "import", str(file), "--dry-run")["accepted"] == 3
    assert city.head() == head
    assert city.ask("monitoring", "import", str(file), "--on", "2026-10-05")["accepted"] == 3
    assert city.ask("monitoring", "list")[0]["submitted_on"] == "2026-10-05"


def test_what_cannot_be_imported_is_said(city: City, tmp_path: Path) -> None:
    file = tmp_path / "月报.csv"
    file.write_text(CSV, encoding="utf-8")
    assert city.refused(2, "monitoring", "import")["code"] == "usage"
    assert city.refused(2, "monitoring", "import", str(file), "--template", str(tmp_path / "t.xlsx"))["code"] == "usage"
    assert city.refused(3, "monitoring", "import", "--template", str(tmp_path / "t.csv"))["fields"][0]["field"] == "template"
    assert city.refused(3, "monitoring", "import", str(file), "--department", "港航局")["fields"][0]["field"] == "department"
    rejected = city.run("monitoring", "import", str(file), "--department", "customs", "--json")
    assert (rejected.status, rejected.document["rejected"]) == (3, 5)


def test_the_example_is_imported_whole(city: City) -> None:
    said = city.ask("monitoring", "import", str(EXAMPLE), "--on", "2026-09-09")
    assert (said["rows"], said["accepted"]) == (39, 39)
    assert {row["department"] for row in city.ask("monitoring", "list")} == set(REPORTING_UNITS)
    assert not any(row["late"] for row in city.ask("monitoring", "list"))
