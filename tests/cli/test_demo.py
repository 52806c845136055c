"""The demonstration is a year of the main job: it must run from nothing, leave what it names, and be a well-run office."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.cli.frame_runner import run
from zibo_port.cli.demo_matters import REVIEWED
from zibo_port.cli.demo_stage import batches, weekday
from zibo_port.cli.demo_year import LATE_MEASURE, LATE_REPORT, REPORTING
from zibo_port.domain import analysis
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.document_no import comparable
from zibo_port.domain.monthly_figures import checked
from zibo_port.domain.periods import Month
from zibo_port.office import rulebook

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


QUARTERS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")
MONTHS = tuple(f"{2025 + (n > 12)}-{(n - 1) % 12 + 1:02}" for n in range(10, 22))
FORMS = {".html", ".xlsx", ".json", ".docx", ".db"}


def play(out: Path, *words: str) -> str:
    """The demonstration, played in a process of its own; what it printed."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words, "demo", "--out", str(out)],
        env={**os.environ, "HOME": str(out)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> tuple[Path, str]:
    """The demonstration, played once; its folder and what it printed."""
    out = tmp_path_factory.mktemp("demo")
    return out, play(out)


@pytest.fixture(scope="module")
def ask(played) -> Callable[..., Any]:
    """Asks the store that the demonstration left, on its last day."""
    store = f"sqlite:///{played[0] / 'rehearsal.db'}"

    def asked(*words: str) -> Any:
        done = run(*words, "--store", store, "--now", "2026-10-21T12:00:00+08:00", "--json")
        assert done.status == 0, done.err
        return done.document

    return asked


def named(out: Path, said: str) -> list[Path]:
    """The files that it names at its end."""
    return [Path(line) for line in said.splitlines() if line.startswith(str(out))]


# --- what it leaves -----------------------------------------------------------------------------------------------


def test_it_ends_by_naming_files_that_exist(played):
    files = named(*played)
    assert {file.suffix for file in files} == FORMS
    assert all(file.stat().st_size > 0 for file in files)
    names = {file.name for file in files}
    assert {f"report-2026Q3{form}" for form in FORMS - {".db"}} | {"rehearsal.db", "article-2026Q3.html"} <= names
    assert {"minutes-2026-10-15.docx", "monitoring-2026Q3.html", "monitoring-2026Q3.xlsx", "suggestion.docx"} <= names
    assert list((played[0] / "drop").rglob("*.xlsx"))


def test_its_papers_are_what_their_names_say(played):
    for file in named(*played):
        if file.suffix in {".xlsx", ".docx"}:
            assert ZipFile(file).testzip() is None
        elif file.suffix == ".json":
            assert json.loads(file.read_text(encoding="utf-8"))["quarter"] == "2026Q3"


def test_the_report_has_a_watch_list_and_marks_itself_as_a_rehearsal(played):
    out, _ = played
    page = (out / "report-2026Q3.html").read_text(encoding="utf-8")
    assert "演练" in page
    assert "重点关注" in page
    assert "<script" not in page


def test_it_shows_one_explained_score_and_no_fault(played):
    _, said = played
    assert "四舍五入" in said
    assert "Traceback" not in said
    assert "程序出了故障" not in said


def test_it_has_a_title_for_each_month_and_can_be_read(played):
    _, said = played
    titles = re.findall("── (.+) ──", said)
    assert titles == ["演练库", *(f"{m[:4]}年{int(m[5:])}月" for m in (*MONTHS, "2026-10")), "结果", "写出的文件"]
    assert len(said.splitlines()) < 600


def test_it_speaks_english(tmp_path):
    said = play(tmp_path, "--lang", "en")
    assert re.findall("── (.+) ──", said) == ["A rehearsal store", *MONTHS, "2026-10", "Results", "Files written"]
    assert "rounded half up" in said
    assert "已" not in said
    assert {file.suffix for file in named(tmp_path, said)} == FORMS


# --- the year -----------------------------------------------------------------------------------------------------


def test_four_quarters_are_published_after_their_regular_meetings(ask):
    assert [ask("evaluation", "show", quarter)["status"] for quarter in QUARTERS] == ["published"] * 4
    meetings = ask("consultation", "list")
    assert sum(m["kind"] == "regular" for m in meetings) == 5
    assert all(m["state"] in {"concluded", "held", "minuted"} for m in meetings)
    assert all(int(m["on"][8:]) <= 20 for m in meetings if m["kind"] == "regular")


def test_twelve_months_are_approved(ask):
    reports = ask("monitoring", "list")
    assert {(r["department"], r["month"]) for r in reports} == {(unit, month) for unit in REPORTING for month in MONTHS}
    assert all(r["state"] == "approved" for r in reports)
    assert ask("monitoring", "overdue") == []


def test_a_restatement_was_accepted_and_is_seen(played, ask):
    out, _ = played
    case, enterprise = REVIEWED
    score = ask("score", "show", enterprise, "--quarter", "2025Q4")
    before = ask("score", "show", enterprise, "--quarter", "2025Q4", "--known-at", "2026-01-31")
    assert (score["status"], score["grade"], score["deductions"]) == ("restated", "良好", [])
    assert (before["status"], before["grade"], before["deductions"][0]["document_no"]) == ("published", "一般", case)
    assert Decimal(score["total"]) - Decimal(before["total"]) == 10
    assert not ask("evaluation", "show", "2025Q4")["restatements_pending"]
    assert enterprise in {row["enterprise"] for row in ask("watch-list", "--known-at", "2026-01-31")}
    assert enterprise not in {row["enterprise"] for row in ask("watch-list")}
    published, restated = ((out / f"report-2025Q4-{name}.html").read_text(encoding="utf-8") for name in ("published", "restated"))
    assert "已重述" in restated
    assert "已重述" not in published


def test_an_adopted_reading_is_in_force(ask):
    (meeting,) = [m["id"] for m in ask("consultation", "list") if m["on"] == "2026-04-15"]
    readings = {r["ambiguity"]: r for r in ask("score", "show", REVIEWED[1], "--quarter", "2026Q3")["readings"]}
    assert (readings["complaints.quarter"]["adopted_by"], readings["complaints.quarter"]["assumed"]) == (meeting, False)
    assert readings["grade.decimals"]["assumed"]


def test_a_complaint_a_bottleneck_and_a_suggestion_are_brought_to_their_end(ask):
    assert [b["resolved_on"] for b in ask("bottleneck", "list")] == ["2026-07-24"]
    assert [c["told_on"] for c in ask("price-complaint", "list")] == ["2026-03-27"]
    assert [s["state"] for s in ask("suggestion", "list")] == ["answered"]


def test_what_is_late_is_late_on_purpose(ask):
    late = [(d["step"], d["case"], d["done_on"]) for d in ask("duties", "--all") if d["late"]]
    unit, month, day = LATE_REPORT
    assert sorted(late) == [("measure-raise-inspection-rate", LATE_MEASURE[0], None), ("monthly-report", month, day)]
    assert unit == "commerce"
    assert [p["state"] for p in ask("publication", "list") if p["state"] not in {"accepted", "withdrawn"}] == []


def test_one_month_warns(ask):
    warned = {(m, w["indicator"]) for m in MONTHS for w in ask("report", "monitoring", m, "--format", "json")["warnings"]}
    assert warned == {("2026-08", "overall-import-hours")}


def test_the_log_is_as_it_was_written(ask):
    verified = ask("audit", "verify")
    assert verified["verified"]
    assert verified["events"] > 2000


# --- its data -----------------------------------------------------------------------------------------------------


def _rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_examples_cover_every_article_row_in_use():
    penalties = [*_rows("penalties-2026Q2.csv"), *_rows("penalties-2026Q3.csv")]
    used = {row["article"] for row in penalties}
    parents = {code.rsplit(".", 1)[0] if code.count(".") == 2 else code for code in used}
    regulation = {a.code for a in rulebook.provisions().articles() if a.code.startswith("price-regulation") and a.code.count(".") == 1}
    assert regulation <= parents | used
    assert len(penalties) >= 40
    assert len(_rows("enterprises.csv")) >= 30
    assert {row["severity"] for row in penalties} == {"normal", "heavier", "serious"}


def test_the_examples_are_invented():
    firms = _rows("enterprises.csv")
    assert all(CreditCode.parse(row["统一社会信用代码"]).value[8:12] in {"MADE", "MATE"} for row in firms)
    assert all(row["名称"].startswith("示例") for row in firms)
    codes = {row["统一社会信用代码"] for row in firms}
    about = [row for file in EXAMPLES.glob("*.csv") for row in _rows(file.name) if "enterprise" in row]
    assert {row["enterprise"] for row in about} <= codes


def test_decisions_have_numbers_of_their_own_and_are_concluded_once():
    numbers = [row["document-no"] for quarter in QUARTERS for row in _rows(f"penalties-{quarter}.csv")]
    assert len(set(map(comparable, numbers))) == len(numbers)
    concluded = [o["case"] for file in EXAMPLES.glob("outcomes-*.json") for o in json.loads(file.read_text(encoding="utf-8"))]
    assert sorted(concluded) == sorted(numbers)


def test_the_months_hold_together():
    indicators, by_unit = rulebook.indicators(), {}
    rows = _rows("monthly-reports.csv")
    for row in rows:
        figures = by_unit.setdefault((indicators.get(row["指标代码"]).owner, row["月份"]), {})
        figures[row["指标代码"]] = Decimal(row["数值"])
    assert {month for _, month in by_unit} == set(MONTHS)
    for (unit, _), figures in by_unit.items():
        assert len(checked(unit, figures, indicators)) == len(list(indicators.of(unit)))
    assert [row for row in rows if row["月份"] == "2026-08"] == _rows("monthly-reports-2026-08.csv")


def test_exports_dip_at_the_spring_festival():
    exports = {Month.parse(r["月份"]): Decimal(r["数值"]) for r in _rows("monthly-reports.csv") if r["指标代码"] == "export-value"}
    assert min(exports, key=exports.__getitem__) == Month(2026, 2)
    assert not analysis.alarms(analysis.trend(exports)).flagged


# --- its calendar of days -----------------------------------------------------------------------------------------


def test_batches_are_cut_where_a_decision_lies_too_far_after_the_first():
    days = ["2026-04-20", "2026-04-08", "2026-04-14", "2026-04-27"]
    cut = [[row["on"] for row in batch] for batch in batches([{"on": day} for day in days], "on", 6)]
    assert cut == [["2026-04-08", "2026-04-14"], ["2026-04-20"], ["2026-04-27"]]
    assert not list(batches([], "on", 6))


@pytest.mark.parametrize(
    ("day", "days", "expected"), [("2026-04-15", 1, "2026-04-16"), ("2026-04-17", 1, "2026-04-20"), ("2026-04-13", 4, "2026-04-17")]
)
def test_an_office_works_on_weekdays(day, days, expected):
    assert weekday(day, days) == expected
    assert date.fromisoformat(expected).isoweekday() <= 5
