"""What meetings ask of units, at the counter: listed, extended, reported as done, late or not by days that can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import City, build

DUE = "2026-11-30"


@pytest.fixture
def city(tmp_path: Path) -> City:
    """On 15 October, after a meeting on that day was called."""
    made = build(tmp_path)
    made.at("2026-10-09").done("consultation", "call", "--on", "2026-10-15", "--department", "customs", "--department", "tax")
    return made.at("2026-10-15")


def meeting(city: City) -> str:
    found: str = city.ask("consultation", "list")[0]["id"]
    return found


def oblige(city: City, department: str = "customs", task: str = "提出压缩通关时间的措施", due: str = DUE) -> str:
    words = ("--department", department, "--task", task, "--due", due)
    found: str = city.ask("consultation", "oblige", meeting(city), *words)["id"]
    return found


def test_an_obligation_is_numbered_within_its_meeting_and_is_a_duty_of_the_unit(city):
    document = city.ask("consultation", "oblige", meeting(city), "--department", "customs", "--task", "提出措施", "--due", DUE)
    assert document["event"] == "ObligationImposed"
    assert document["id"] == f"{meeting(city)}-1"
    [duty] = document["duties"]
    assert (duty["step"], duty["case"], duty["department"]) == ("obligation", document["id"], "customs")
    assert (duty["since"], duty["due_on"], duty["done_on"]) == ("2026-10-15", DUE, None)
    assert oblige(city, "tax", "报送台账") == f"{meeting(city)}-2"
    owed = [row for row in city.ask("duties") if row["step"] == "obligation"]
    assert [(row["case"], row["department"], row["late"]) for row in owed] == [
        (f"{meeting(city)}-1", "customs", False),
        (f"{meeting(city)}-2", "tax", False),
    ]
    assert [row["case"] for row in city.ask("duties", "--case", document["id"])] == [document["id"]]
    assert "落实会议议定事项" in city.done("duties")
    assert f"zibo-port obligation done {document['id']}" in city.done(
        *("consultation", "oblige", meeting(city), "--department", "customs", "--task", "提出措施", "--due", DUE)
    )


def test_the_list_is_narrowed_by_unit_state_and_lateness(city):
    assert city.ask("obligation", "list") == []
    assert city.done("obligation", "list") == "没有这样的交办事项。\n"
    first, second = oblige(city), oblige(city, "tax", "报送台账", "2026-10-31")
    city.at("2026-11-02").done("obligation", "done", second, "--report", "已报送", "--on", "2026-11-02")
    third = oblige(city.at("2026-11-02"), "tax", "另报说明", "2026-11-01")
    late = city.at("2026-11-02")

    def ids(*words: str) -> list[str]:
        return [row["id"] for row in late.ask("obligation", "list", *words)]

    assert ids() == [second, third, first], "by due day"
    assert ids("--department", "tax") == [second, third]
    assert ids("--open") == [third, first]
    assert ids("--overdue") == [third], "what was done late isn't overdue any more"
    assert ids("--open", "--department", "customs") == [first]
    assert {row["id"]: row["late"] for row in late.ask("obligation", "list")} == {first: False, second: True, third: True}
    told = late.done("obligation", "list")
    assert "2026-11-02 已办（逾期）" in told
    assert "逾期 1 天" in told
    assert "还有 28 天" in told
    assert late.done("obligation", "list", "-o", "csv").startswith("id,meeting,department,task,since,due_on")


@pytest.mark.parametrize(("day", "late"), [("2026-11-30", False), ("2026-12-01", True)])
def test_it_is_late_from_the_day_after_it_was_due(city, day, late):
    oblige(city)
    [row] = city.at(day).ask("obligation", "list")
    assert row["late"] is late


def test_done_in_time_and_recorded_late_is_in_time(city):
    name = oblige(city)
    later = city.at("2027-01-08")
    document = later.ask("obligation", "done", name, "--report", "已印发", "--on", DUE)
    assert (document["event"], document["state"], document["done_on"], document["late"]) == ("ObligationFulfilled", "done", DUE, False)
    assert (document["report"], document["duties"][0]["done_on"]) == ("已印发", DUE)
    assert later.ask("obligation", "list", "--open") == []
    assert later.ask("obligation", "list", "--known-at", "2027-01-07")[0]["late"] is True
    assert later.ask("obligation", "list", "--effective-at", "2026-11-29")[0]["state"] == "open"
    assert later.ask("obligation", "list", "--effective-at", DUE)[0]["state"] == "done"


def test_more_time_is_given_with_a_reason_and_the_former_day_is_kept(city):
    name = oblige(city)
    november = city.at("2026-11-25")
    document = november.ask("obligation", "extend", name, "--until", "2026-12-15", "--reason", "需征求企业意见")
    assert (document["event"], document["due_on"], document["first_due_on"]) == ("ObligationExtended", "2026-12-15", DUE)
    assert [(e["until"], e["reason"], e["officer"], e["on"]) for e in document["extensions"]] == [
        ("2026-12-15", "需征求企业意见", "王晓", "2026-11-25")
    ]
    assert document["duties"][0]["due_on"] == "2026-12-15"
    december = city.at("2026-12-01")
    assert december.ask("obligation", "list", "--overdue") == []
    assert len(december.ask("obligation", "list", "--known-at", "2026-11-24")) == 1
    assert december.ask("obligation", "list", "--known-at", "2026-11-24")[0]["due_on"] == DUE
    assert "（已延期）" in december.done("obligation", "list")
    assert december.ask("obligation", "extend", name, "--until", "2026-12-15", "--reason", "需征求企业意见")["repeated"] is True


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("extend", "{}", "--until", DUE, "--reason", "忙"), 3, "更晚"),
        (("extend", "{}", "--until", "2026-12-15"), 2, "--reason"),
        (("extend", "M0-1", "--until", "2026-12-15", "--reason", "忙"), 5, "obligation list"),
        (("extend", "没有", "--until", "2026-12-15", "--reason", "忙"), 5, "obligation list"),
        (("done", "{}", "--report", "已办", "--on", "2026-10-14"), 3, "会商日期"),
        (("done", "{}", "--report", "已办", "--on", "2026-10-16"), 3, "今天"),
        (("done", "{}", "--report", " "), 3, "为空"),
        (("done", "{}"), 2, "--report"),
        (("done", "M0-1", "--report", "已办"), 5, "obligation list"),
        (("list", "--department", "police"), 2, "police"),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence_and_nothing_is_recorded(city, words, status, says):
    name = oblige(city)
    head = city.head()
    assert says in city.refused(status, "obligation", *(word.format(name) for word in words))["message"]
    assert city.head() == head


def test_repeats_and_corrections_of_a_report(city):
    name = oblige(city)
    words = ("obligation", "done", name, "--report", "已印发")
    first = city.ask(*words)
    again = city.at("2026-10-20").ask(*words)
    assert (again["repeated"], again["position"], again["done_on"]) == (True, first["position"], "2026-10-15")
    later = city.at("2026-10-20")
    assert "--reason" in later.refused(4, *words, "--on", "2026-10-19")["message"]
    assert later.ask(*words, "--on", "2026-10-19", "--reason", "日期有误")["done_on"] == "2026-10-19"
    assert later.refused(4, "obligation", "extend", name, "--until", "2026-12-15", "--reason", "忙")["message"]


def test_the_task_of_another_day_is_refused_with_the_way_to_extend_it(city):
    name = oblige(city)
    words = ("--department", "customs", "--task", "提出压缩通关时间的措施", "--due", "2026-12-31")
    assert f"obligation extend {name}" in city.refused(4, "consultation", "oblige", meeting(city), *words)["message"]


def test_a_dry_run_records_nothing(city):
    name = oblige(city)
    head = city.head()
    document = city.ask("obligation", "done", name, "--report", "已办", "--dry-run")
    assert (document["dry_run"], document["state"]) == (True, "done")
    extended = city.ask("obligation", "extend", name, "--until", "2026-12-15", "--reason", "忙", "--dry-run")
    assert extended["due_on"] == "2026-12-15"
    assert city.head() == head
    assert city.ask("obligation", "list")[0]["state"] == "open"


def test_a_meeting_shows_what_it_asked(city):
    oblige(city)
    shown = city.ask("consultation", "show", meeting(city))
    assert [(row["department"], row["due_on"], row["state"]) for row in shown["obligations"]] == [("customs", DUE, "open")]
    assert shown["state"] == "held"
    assert "提出压缩通关时间的措施" in city.done("consultation", "show", meeting(city))
