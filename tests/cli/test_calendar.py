"""The working calendar at the counter: shown, adopted from a file or the library, and what that moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.city import CASE, SECOND, City, build
from zibo_port.domain.calendar import Year
from zibo_port.office.founding import library_years

NOTICE = """year = 2027
title = "虚构的2027年放假通知"
number = "演练〔2026〕9号"
issued_on = 2026-11-10
[[holidays]]
name = "元旦"
from = 2027-01-01
to = 2027-01-01
[[holidays]]
name = "劳动节"
from = 2027-05-01
to = 2027-05-05
worked = [2027-05-08]
[[holidays]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
"""
MOVED = [
    ("publish-credit-china-zibo", ("2027-01-06", True), ("2027-01-07", False)),
    ("publish-necips", ("2027-01-25", True), ("2027-01-26", False)),
]
"""7 and 20 working days from Monday 28 December 2026, with and without Friday 1 January."""


@pytest.fixture
def city(tmp_path) -> City:
    made = build(tmp_path).at("2026-12-29")
    made.punish(decided_on=date(2026, 12, 28))
    return made


@pytest.fixture
def notice(tmp_path) -> Path:
    path = tmp_path / "2027.toml"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def moved(told) -> list[tuple]:
    return [
        (row["step"], *((row[at]["due_on"], row[at]["provisional"]) for at in ("before", "after")))
        for row in told["changed"]
        if row["case"] == CASE
    ]


def due(city: City, *words: str) -> dict[str, tuple[str, bool]]:
    return {row["step"]: (row["due_on"], row["provisional"]) for row in city.ask("duties", "--case", CASE, *words)}


def test_a_year_from_a_file_moves_deadlines_and_says_which(city, notice):
    head = city.head()
    told = city.ask("calendar", "import", str(notice))
    assert (told["event"], told["position"], told["year"]) == ("CalendarYearAdopted", head + 1, 2027)
    assert (told["source"], told["issued_on"]) == ("虚构的2027年放假通知（演练〔2026〕9号）", "2026-11-10")
    assert (told["days_off"], told["days_worked"]) == (9, 1)
    assert moved(told) == MOVED
    assert due(city)["publish-necips"] == ("2027-01-26", False)
    later = city.at("2027-01-08")
    assert [row["step"] for row in later.ask("duties", "--case", CASE, "--overdue")] == ["publish-credit-china-zibo"]


def test_as_known_before_it_was_adopted_the_deadline_is_provisional(city, notice):
    later = city.at("2026-12-30")
    later.done("calendar", "import", str(notice))
    assert due(later, "--known-at", "2026-12-29")["publish-necips"] == ("2027-01-25", True)
    assert due(later)["publish-necips"] == ("2027-01-26", False)
    assert later.refused(5, "calendar", "show", "2027", "--known-at", "2026-12-29")["code"] == "not-found"
    assert later.ask("calendar", "show", "2027")["holidays"][0] == "2027-01-01"


def test_a_dry_run_says_the_same_and_records_nothing(city, notice):
    head = city.head()
    told = city.ask("calendar", "import", str(notice), "--dry-run")
    assert (told["dry_run"], moved(told), city.head()) == (True, MOVED, head)


def test_people_read_before_and_after(city, notice):
    told = city.done("calendar", "import", str(notice))
    assert "采用 2027 年工作日历：放假 9 个工作日，调休上班 1 天" in told
    assert "2027-01-25（暂定）" in told
    assert "2027-01-26" in told
    assert "淄博示例货代有限公司" in told
    again = city.done("calendar", "import", str(notice))
    assert again.startswith("此前已记录")
    assert "2 open duties" in city.done("calendar", "import", str(notice), "--lang", "en")


def test_from_the_library_a_known_year_is_a_repeat_and_an_unknown_one_not_found(city):
    city.at("2026-09-15").punish(SECOND)  # its deadlines lie in a year that was adopted long before it
    told = city.ask("calendar", "import", "--from-library", "2026")
    assert (told["repeated"], told["source"], told["changed"]) == (True, "chinesecalendar", [])
    assert "没有未办事项的期限因此改变" in city.done("calendar", "import", "--from-library", "2026")
    assert "calendar import --template" in city.refused(5, "calendar", "import", "--from-library", "2027")["message"]


def test_a_later_init_with_a_library_that_knows_more_leaves_what_a_file_said(city, notice, monkeypatch):
    city.done("calendar", "import", str(notice))
    head = city.head()
    more = [
        *library_years(),
        Year(2027, frozenset(), frozenset(), "chinesecalendar"),
        Year(2028, frozenset(), frozenset(), "chinesecalendar"),
    ]
    monkeypatch.setattr("zibo_port.office.founding.library_years", lambda: more)
    city.done("init", "--rehearsal")
    assert city.head() == head + 1
    assert [row["source"] for row in city.ask("calendar", "show")[-2:]] == ["虚构的2027年放假通知（演练〔2026〕9号）", "chinesecalendar"]


def test_other_content_is_refused_but_for_a_reason(city, notice):
    city.done("calendar", "import", str(notice))
    notice.write_text(NOTICE.replace("to = 2027-01-01", "to = 2027-01-03\nworked = [2027-01-09]"), encoding="utf-8")
    refused = city.refused(4, "calendar", "import", str(notice))
    assert "2027-01-09" in refused["message"]
    assert "更正须写明原因" in refused["clause"]
    told = city.ask("calendar", "import", str(notice), "--reason", "漏看一段")
    assert (told["reason"], moved(told)) == ("漏看一段", [("publish-necips", ("2027-01-26", False), ("2027-01-25", False))])
    assert "更正原因：漏看一段" in city.done("calendar", "show", "2027")


@pytest.mark.parametrize(
    ("said", "instead", "field"),
    [
        ("issued_on = 2026-11-10", "issued_on = 2026-12-30", "issued_on"),
        ("worked = [2027-05-08]", "worked = [2027-05-10]", "workdays"),
        ("from = 2027-10-01", "from = 2027-10-04", "holidays"),
        ("year = 2027", "year = 27", "year"),
        ("year = 2027", "year = 2028", "date"),
        ('title = "虚构的2027年放假通知"', 'title = " "', "title"),
        ("worked", "work", "holidays.2.work"),
    ],
)
def test_a_file_that_cannot_be_right_is_wrong_data_and_nothing_is_recorded(city, notice, said, instead, field):
    notice.write_text(NOTICE.replace(said, instead), encoding="utf-8")
    head = city.head()
    wrong = city.refused(3, "calendar", "import", str(notice))
    assert [fault["field"] for fault in wrong["fields"]] == [field]
    assert city.head() == head


def test_standard_input_and_one_source_alone(city):
    assert city.run("calendar", "import", "-", "--json", stdin=NOTICE.encode()).document["year"] == 2027
    assert city.refused(2, "calendar", "import")["code"] == "usage"
    assert city.refused(2, "calendar", "import", "-", "--from-library", "2026")["code"] == "usage"


def test_the_template_is_the_notice_of_a_past_year_and_goes_in_with_a_reason(city, tmp_path):
    target = tmp_path / "样例.toml"
    assert city.ask("calendar", "import", "--template", str(target)) == {"file": str(target)}
    assert city.refused(3, "calendar", "import", "--template", str(target))["fields"][0]["field"] == "template"
    assert "来源不同" in city.refused(4, "calendar", "import", str(target))["message"]
    city.done("calendar", "import", str(target), "--reason", "改记通知原文")
    assert city.ask("calendar", "show", "2025")["source"].startswith("国务院办公厅关于2025年")


def test_the_years_are_listed_with_their_source(city, notice):
    rows = city.ask("calendar", "show")
    assert [row["year"] for row in rows] == list(range(2004, 2027))
    assert {row["source"] for row in rows} == {"chinesecalendar"}
    city.done("calendar", "import", str(notice))
    assert city.ask("calendar", "show")[-1]["issued_on"] == "2026-11-10"
    assert "调休上班（6 天）" in city.done("calendar", "show", "2026")
    assert "2026-10-10 星期六" in city.done("calendar", "show", "2026")


def test_the_doctor_names_the_command(city, notice):
    assert "calendar import" in city.done("doctor")
    city.done("calendar", "import", str(notice))
    assert {c["check"]: c["state"] for c in city.ask("doctor")["checks"]}["calendar"] == "ok"


def test_the_adoption_stands_in_the_log_with_its_officer(city, notice):
    city.done("calendar", "import", str(notice))
    assert city.ask("calendar", "show", "2027")["officer"] == "王晓"
    assert city.ask("audit", "verify")["verified"] is True
