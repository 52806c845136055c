"""Decisions that change, objections, moved deadlines, measures and migrations, as officers type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cli.city import CASE, FORWARDER, SECOND, City, build

MEETING = "2026-09-28"
MAYOR = ("--by", "淄博市人民政府", "--reason", "主要证据不足")


@pytest.fixture
def city(tmp_path: Path) -> City:
    """A case that was shown at both platforms and concluded: five points and a measure of customs'."""
    made = build(tmp_path)
    made.rated()
    made.punish()
    shown = made.at("2026-09-16")
    for row in shown.ask("publication", "list"):
        shown.done("publication", "receipt", row["id"], "--accepted", f"H-{row['platform']}")
    units = ("--department", "customs", "--department", "market-supervision")
    meeting = made.ask("consultation", "call", "--on", MEETING, *units, "--case", CASE)["id"]
    said = ("--deduct", "5", "--measure", "raise-inspection-rate:customs:2026-12-31", "--minutes", "纪要")
    made.at(MEETING).done("consultation", "conclude", meeting, "--case", CASE, *said)
    return made


def owed(city: City, document_no: str = CASE) -> dict[str, tuple[str, str | None]]:
    return {row["step"]: (row["due_on"], row["done_on"]) for row in city.ask("duties", "--case", document_no, "--all")}


def deductions(city: City) -> Any:
    return city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")["deductions"]


# --- the decision changes -----------------------------------------------------------------------------------------


def test_a_revoked_decision_is_withdrawn_everywhere_within_three_working_days_and_its_points_come_back(city):
    day = city.at("2026-09-29")
    before = day.ask("score", "show", FORWARDER, "--quarter", "2026Q3")["total"]
    told = day.ask("penalty", "revoke", CASE, "--on", "2026-09-29", *MAYOR)
    assert told["event"] == "PenaltyRevoked"
    assert {"WithdrawalRequested", "DeductionCancelled", "MeasureLifted"} <= {row["event"] for row in told["consequences"]}
    after = day.ask("score", "show", FORWARDER, "--quarter", "2026Q3")["total"]
    assert (before, after) == ("83.50", "88.50")
    # Working days after Tuesday 29 September: the 30th; 1 to 7 October are off, 8 and 9 October follow.
    assert owed(day)["withdraw-necips"] == ("2026-10-09", None)
    assert owed(day)["withdraw-credit-china-zibo"] == ("2026-10-09", None)
    shown = day.done("penalty", "revoke", CASE, "--on", "2026-09-29", *MAYOR)
    assert "此前已记录" in shown
    page = day.ask("penalty", "show", CASE)
    assert (page["state"], page["revoked_on"]) == ("revoked", "2026-09-29")
    assert {row["state"] for row in page["publications"] if not row["superseded"]} == {"withdrawal-requested"}
    assert "2026-09-29 撤销" in day.done("penalty", "show", CASE)
    assert "已撤销" in day.done("penalty", "list", "--state", "revoked")
    assert [row["state"] for row in day.ask("penalty", "list", "--known-at", "2026-09-28T18:00:00+08:00")] == ["concluded"]


def test_a_withdrawal_is_done_once_the_platform_says_so(city):
    day = city.at("2026-09-29")
    day.done("penalty", "revoke", CASE, "--on", "2026-09-29", *MAYOR)
    sent = day.ask("publication", "send", "--all", "--drop", str(city.folder / "drop"))
    assert sent
    for row in day.ask("publication", "list"):
        day.done("publication", "receipt", row["id"], "--accepted", "W-1")
    assert {done for step, (_, done) in owed(day).items() if step.startswith("withdraw-")} == {"2026-09-29"}
    assert {row["state"] for row in day.ask("penalty", "show", CASE)["publications"]} == {"withdrawn"}
    assert {row["state"] for row in day.ask("publication", "list")} == {"withdrawn"}


def test_a_varied_decision_names_what_changed_and_is_published_anew(city):
    day = city.at("2026-09-29")
    told = day.ask("penalty", "vary", CASE, "--fine", "50000", "--on", "2026-09-29", *MAYOR)
    assert told["event"] == "PenaltyVaried"
    assert day.ask("penalty", "show", CASE)["fine"] == "50000"
    again = [row for row in day.ask("publication", "list") if row["state"] not in {"withdrawn", "withdrawal-requested"}]
    assert {row["platform"] for row in again} >= {"necips", "credit-china-zibo"}
    earlier = day.ask("penalty", "show", CASE, "--known-at", "2026-09-28T18:00:00+08:00")
    assert earlier["fine"] == "60000"


def test_a_repair_before_its_day_is_refused_with_the_first_day(city):
    day = city.at("2026-09-29")
    error = day.refused(4, "penalty", "repair", CASE, "--on", "2026-09-29", *MAYOR)
    assert "履行" in error["message"]
    day.done("penalty", "fulfil", CASE, "--on", "2026-09-29")
    head = city.head()
    assert "202" in day.refused(4, "penalty", "repair", CASE, "--on", "2026-09-29", *MAYOR)["message"]
    assert city.head() == head


def test_what_isnt_there_cant_be_revoked(city):
    assert SECOND in city.refused(5, "penalty", "revoke", SECOND, "--on", "2026-09-12", *MAYOR)["message"]


# --- objections ---------------------------------------------------------------------------------------------------


def test_an_open_review_makes_the_score_an_interval_and_its_outcome_settles_it(city):
    day = city.at("2026-10-12")
    told = day.ask(
        *("objection", "file", CASE, "--kind", "reconsideration", "--on", "2026-10-12"),
        "--before",
        "淄博市人民政府",
        "--grounds",
        "事实不清",
    )
    score = day.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    assert score["interval"] == {"low": "83.50", "high": "88.50"}
    assert "维持的为 83.50 分，撤销的为 88.50 分" in day.done("score", "show", FORWARDER, "--quarter", "2026Q3")
    (row,) = day.ask("objection", "list", "--open")
    assert row["id"] == told["id"]
    later = city.at("2026-10-20")
    later.done("objection", "decide", told["id"], "--outcome", "revoked", "--on", "2026-10-20", *MAYOR)
    settled = later.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    assert (settled["total"], settled.get("interval")) == ("88.50", None)
    assert later.ask("objection", "list", "--open") == []


def test_the_interval_of_a_published_result_starts_from_what_was_published(city):
    day = city.at("2026-10-12")
    day.done("evaluation", "close", "2026Q3")
    day.done("evaluation", "publish", "2026Q3")
    day.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "tax", "--points", "10")
    objection = ("objection", "file", CASE, "--kind", "litigation", "--on", "2026-10-12", "--before", "张店区人民法院", "--grounds", "违法")
    day.done(*objection)
    score = day.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    assert (score["total"], score["interval"]) == ("83.50", {"low": "83.50", "high": "88.50"})
    assert score["restatement_pending"] is True


# --- deadlines ----------------------------------------------------------------------------------------------------


def test_a_deadline_is_extended_by_a_named_officer_and_only_where_the_law_leaves_it_open(city):
    city.punish(SECOND)
    day = city.at("2026-09-29")
    before = owed(day, SECOND)["consult"][0]
    told = day.ask("deadline", "extend", SECOND, "consult", "--until", "2026-11-20", "--reason", "等待复议结果")
    assert told["event"] == "DeadlineExtended"
    assert before < owed(day, SECOND)["consult"][0] == "2026-11-20"
    fixed = day.refused(4, "deadline", "extend", SECOND, "publish-necips", "--until", "2026-11-20", "--reason", "忙")
    assert fixed["clause"]
    assert "publish-necips" not in fixed["message"]
    (moved,) = [row for row in day.ask("audit", "trail", FORWARDER) if row["event"] == "DeadlineExtended"]
    assert moved["officer"] == "王晓"
    assert "“部门会商”延长至 2026-11-20" in moved["summary"]


def test_a_moved_deadline_is_told_by_the_name_of_its_step_and_again_when_nothing_is_owed_any_more(city):
    city.punish(SECOND)
    words = ("deadline", "extend", SECOND, "consult", "--until", "2026-11-20", "--reason", "等待复议结果", "--command-id", "K1")
    day = city.at("2026-09-29")
    said = day.done(*words)
    assert "2026-11-20" in said
    assert "“consult”" not in said
    day.done("penalty", "revoke", SECOND, "--on", "2026-09-29", "--by", "淄博市人民政府", "--reason", "事实不清")
    assert "已不再要求" in day.done(*words)


# --- measures -----------------------------------------------------------------------------------------------------


def test_a_measure_is_reported_on_extended_carried_out_and_ages(city):
    day = city.at("2026-10-12")
    (row,) = day.ask("measure", "list", "--department", "customs")
    assert (row["measure"], row["due_on"], row["state"], row["age"]) == ("raise-inspection-rate", "2026-12-31", "open", 14)
    name = ("--department", "customs")
    day.done("measure", "report", row["id"], *name, "--text", "已抽查三票")
    day.done("measure", "extend", row["id"], *name, "--until", "2027-01-15", "--reason", "需核查境外单证")
    assert day.ask("measure", "list")[0]["due_on"] == "2027-01-15"
    assert "淄博海关" in day.refused(6, "measure", "complete", row["id"], "--department", "tax", "--result", "查毕")["message"]
    late = city.at("2027-01-20")
    assert late.ask("measure", "list", "--open")[0]["state"] == "late"
    late.done("measure", "complete", row["id"], *name, "--result", "查毕", "--on", "2027-01-15")
    (done,) = late.ask("measure", "list")
    assert (done["state"], done["done_on"], done["late"]) == ("done", "2027-01-15", False), "in time, recorded late"
    assert late.ask("measure", "list", "--open") == []
    assert "已落实 2027-01-15" in late.done("measure", "list")


# --- workflows ----------------------------------------------------------------------------------------------------


def test_workflows_are_listed_and_drawn_from_their_steps(city, tmp_path):
    names = {row["name"] for row in city.ask("workflow", "list")}
    assert {"joint_supervision", "service_evaluation", "port_monitoring"} <= names
    for name in names:
        document = json.loads(city.done("workflow", "show", name, "--format", "json"))
        mermaid = city.done("workflow", "show", name, "--format", "mermaid")
        assert document["steps"]
        assert all(step["title"] in mermaid for step in document["steps"] if "{}" not in step["title"])
        out = tmp_path / f"{name}.svg"
        city.done("workflow", "show", name, "--format", "svg", "--out", str(out))
        assert ET.parse(out).getroot().tag.endswith("svg")
        assert city.ask("workflow", "show", name) == document
    assert city.refused(5, "workflow", "show", "harbour_pilots")["message"]


def test_a_drawing_is_written_as_the_files_suffix_says_and_no_table_to_a_file(city, tmp_path):
    show = ("workflow", "show", "joint_supervision")
    for name, kind in (("a.svg", "svg"), ("a.mmd", "mermaid"), ("a.json", "json"), ("a", "json")):
        told = city.ask(*show, "--out", str(tmp_path / name))
        assert told["format"] == kind
    assert ET.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")
    assert json.loads((tmp_path / "a").read_text())["workflow"] == "joint_supervision"
    assert city.refused(2, *show, "--format", "table", "--out", str(tmp_path / "b"))["code"] == "usage"


def test_a_case_is_shown_on_its_workflow(city):
    told = city.at("2026-09-29").ask("workflow", "show", "--case", CASE)
    states = {row["name"]: row["state"] for row in told["steps"]}
    assert states["publish-necips"] == "done"
    assert states["consult"] == "done"
    assert "late" not in states.values()
    assert city.at("2027-01-20").done("workflow", "show", "--case", CASE).count("逾期") >= 1


def test_a_migration_shows_the_difference_first_and_refuses_what_doesnt_exist(city):
    assert city.refused(4, "workflow", "migrate", CASE, "--to", "99", "--reason", "试")["message"]
