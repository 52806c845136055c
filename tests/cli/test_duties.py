from __future__ import annotations

import sqlite3

import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.facts import BROKER, FORWARDER


@pytest.fixture
def city(tmp_path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


KEYS = [
    *("step", "case", "department", "since", "due_on", "provisional", "assumed", "clause", "done_on", "late"),
    *("enterprise", "name", "escalated_on", "unit"),
]


def steps(rows) -> list[str]:
    return [row["step"] for row in rows]


def test_open_duties_are_listed_by_due_day(city):
    rows = city.ask("duties")
    assert [list(row) for row in rows] == [KEYS] * 3
    assert [(row["step"], row["due_on"], row["late"]) for row in rows] == [
        ("publish-credit-china-zibo", "2026-09-20", False),
        ("publish-necips", "2026-10-14", False),
        ("consult", "2026-10-20", False),
    ]
    assert {row["enterprise"] for row in rows} == {FORWARDER}
    assert {row["case"] for row in rows} == {CASE}
    assert rows[0]["since"] == "2026-09-10"


def test_filters_narrow_the_list(city):
    city.punish(SECOND, BROKER)
    assert steps(city.ask("duties", "--department", "port-office")) == ["consult", "consult"]
    assert {row["case"] for row in city.ask("duties", "--case", "淄市监罚[2026] 102号")} == {SECOND}
    assert city.ask("duties", "--overdue") == []
    late = city.at("2026-10-15").ask("duties", "--overdue", "--department", "market-supervision")
    assert sorted(steps(late)) == ["monthly-report"] + ["name-contact"] * 2 + ["publish-credit-china-zibo"] * 2 + ["publish-necips"] * 2
    assert all(row["late"] for row in late)
    assert city.refused(5, "duties", "--case", "没有的文号")["code"] == "not-found"
    assert city.refused(2, "duties", "--department", "police")["code"] == "usage"


@pytest.mark.parametrize(("day", "late"), [("2026-09-20", False), ("2026-09-21", True)])
def test_a_duty_is_late_from_the_day_after_it_was_due(city, day, late):
    (row,) = [row for row in city.at(day).ask("duties") if row["step"] == "publish-credit-china-zibo"]
    assert row["late"] is late


def test_what_is_done_is_shown_on_request_and_on_its_day(city):
    (publication,) = [row["id"] for row in city.ask("publication", "list") if row["platform"] == "credit-china-zibo"]
    done = city.at("2026-09-22")
    done.done("publication", "receipt", publication, "--accepted", "HZ1", "--on", "2026-09-18")
    assert steps(done.ask("duties")) == ["publish-necips", "consult"]
    every = {row["step"]: row for row in done.ask("duties", "--all")}
    assert (every["publish-credit-china-zibo"]["done_on"], every["publish-credit-china-zibo"]["late"]) == ("2026-09-18", False)
    assert "已办" in done.done("duties", "--all")
    assert len(done.ask("duties", "--known-at", "2026-09-21")) == 3
    assert len(done.ask("duties", "--effective-at", "2026-09-17")) == 3
    assert len(done.ask("duties", "--effective-at", "2026-09-18")) == 2


def test_lateness_is_seen_from_the_earlier_clock(city):
    later = city.at("2026-12-01")
    assert later.ask("duties", "--overdue", "--effective-at", "2026-09-20") == []
    assert later.ask("duties", "--overdue", "--known-at", "2026-09-20") == []
    assert len(later.ask("duties", "--overdue", "--known-at", "2026-09-21")) == 1


def test_people_read_names_and_days_left(city):
    told = city.done("duties")
    assert "公示到“信用中国（山东淄博）”网站" in told
    assert "还有 5 天" in told
    assert "（推定）" in told
    assert "逾期 1 天" in city.at("2026-09-21").done("duties")
    assert "今天到期" in city.at("2026-09-20").done("duties")
    assert "5 days left" in city.done("duties", "--lang", "en")
    assert city.done("duties", "--overdue") == "没有逾期的事项。\n"
    assert city.done("duties", "-o", "csv").startswith(",".join(KEYS))
    assert city.done("duties", "--overdue", "-o", "csv") == ",".join(KEYS) + "\n", "a list of none has its headings too"


def test_a_period_into_a_year_without_a_calendar_is_provisional(city):
    december = city.at("2026-12-28")
    december.done(
        *("penalty", "log", "--enterprise", FORWARDER, "--document-no", SECOND, "--decided-on", "2026-12-25"),
        *("--authority", "淄博市市场监督管理局", "--article", "price-regulation.7", "--kind", "fine", "--fine", "1000"),
    )
    rows = {row["step"]: row["provisional"] for row in december.ask("duties", "--case", SECOND)}
    assert rows == {"publish-credit-china-zibo": True, "publish-necips": True, "consult": False}
    assert "暂定" in december.done("duties")


# --- tick ---------------------------------------------------------------------------------------------------------


def test_a_morning_shows_what_falls_due_and_what_is_late(city):
    told = city.at("2026-10-14").ask("tick")
    assert (told["on"], told["recorded"]) == ("2026-10-14", 0)
    assert steps(told["due"]) == ["publish-necips"]
    assert [row["step"] for row in told["overdue"] if row["enterprise"]] == ["publish-credit-china-zibo"]
    assert [row["case"] for row in told["overdue"] if row["step"] == "monthly-report"] == ["2026-09"] * 7
    assert [row["case"] for row in told["overdue"] if row["step"] == "name-contact"] == ["joint-supervision", "monitoring"] * 7
    assert "没有需要自动办理的事项" in city.done("tick")
    assert steps(city.ask("tick", "--on", "2026-10-20")["due"]) == ["consult"]


def test_what_a_workflow_still_asks_is_done_once(city, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("zibo_port.workflows.joint_supervision.commands", lambda state, on: iter(()))
        city.punish(SECOND, BROKER)
    head = city.head()
    assert city.ask("tick", "--dry-run")["recorded"] == 0
    assert city.head() == head
    told = city.ask("tick")
    assert (told["recorded"], told["position"]) == (3, head + 3)
    assert city.ask("tick")["recorded"] == 0
    assert city.head() == head + 3


def test_a_tick_tells_people_what_it_recorded(city, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("zibo_port.workflows.joint_supervision.commands", lambda state, on: iter(()))
        city.punish(SECOND, BROKER)
    assert "自动办理并记录 3 条" in city.done("tick", "--on", "2026-09-20")


def test_nothing_is_written_by_a_read(city):
    before = sqlite3.connect(city.database).execute("SELECT count(*) FROM stored_events").fetchone()
    for words in (("duties",), ("duties", "--all"), ("watch-list",), ("penalty", "list"), ("enterprise", "list")):
        city.ask(*words)
    assert sqlite3.connect(city.database).execute("SELECT count(*) FROM stored_events").fetchone() == before
