from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.facts import BROKER

MEASURE = "raise-inspection-rate:customs"
ROUND_BRACKETS = "淄市监罚(2026)101号"


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


def call(city: City, *cases: str, on: str = "2026-09-28") -> str:
    words = [word for case in cases or (CASE,) for word in ("--case", case)]
    meeting: str = city.ask("consultation", "call", "--on", on, "--department", "customs", "--department", "tax", *words)["id"]
    return meeting


def outcomes(city: City, *rows: object) -> str:
    path = city.folder / "outcomes.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8-sig")
    return str(path)


def test_a_call_says_who_when_and_about_what(city):
    words = (
        "consultation",
        "call",
        "--on",
        "2026-09-28",
        "--kind",
        "regular",
        "--department",
        "customs",
        "--department",
        "tax",
        "--case",
        ROUND_BRACKETS,
    )
    document = city.ask(*words)
    assert document["event"] == "ConsultationCalled"
    assert document["id"] == document["meeting"]
    assert (document["on"], document["kind"], document["departments"], document["cases"]) == (
        "2026-09-28",
        "regular",
        ["customs", "tax"],
        [CASE],
    )
    assert document["convener"] == "市政府分管秘书长"
    again = city.ask(*words)
    assert (again["repeated"], again["id"], again["position"]) == (True, document["id"], document["position"])
    other_id = city.ask(*words, "--command-id", "another")
    assert (other_id["repeated"], other_id["id"]) == (True, document["id"])


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--on", "2026-09-01", "--department", "customs"), 3, "已过"),
        (("--on", "2026-09-28", "--department", "custom"), 3, "customs"),
        (("--on", "2026-09-28", "--department", "customs", "--case", "没有"), 5, "penalty list"),
        (("--on", "2026-09-28", "--department", "customs", "--case", CASE, "--case", ROUND_BRACKETS), 3, "两次"),
        (("--on", "2026-09-28"), 2, "--department"),
        (("--on", "2026-02-30", "--department", "customs"), 3, "2026-02-30"),
    ],
)
def test_a_wrong_call_is_refused_in_a_sentence(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, "consultation", "call", *words)["message"]
    assert city.head() == head


def test_a_conclusion_by_options_says_what_it_led_to(city):
    meeting = call(city)
    document = city.at("2026-09-28").ask(
        "consultation", "conclude", meeting, "--case", ROUND_BRACKETS, "--deduct", "5", "--measure", f"{MEASURE}:2026-12-31",
        "--measure", "key-supervision:tax", "--push", "sanction-provincial", "--minutes", "纪要",
    )  # fmt: skip
    [said] = document["cases"]
    assert (said["case"], said["deduct"], said["quarter"], said["no_action"]) == (CASE, "5", "2026Q3", None)
    assert [(m["measure"], m["department"], m["due_on"]) for m in said["measures"]] == [
        ("raise-inspection-rate", "customs", "2026-12-31"),
        ("key-supervision", "tax", "2026-10-20"),
    ]
    assert [p["platform"] for p in said["pushes"]] == ["sanction-provincial"]
    listed = {row["id"]: row for row in city.at("2026-09-28").ask("publication", "list")}
    assert listed[said["pushes"][0]["publication"]]["state"] == "requested"
    assert listed[said["pushes"][0]["publication"]]["payload_sha256"] == said["pushes"][0]["payload_sha256"]
    duties = {d["step"]: d for d in document["duties"]}
    assert duties["consult"]["done_on"] == "2026-09-28"
    assert set(duties) == {
        "publish-necips", "publish-credit-china-zibo", "publish-sanction-provincial", "consult",
        "measure-raise-inspection-rate", "measure-key-supervision",
    }  # fmt: skip


def test_a_dry_run_says_what_would_be_owed(city):
    meeting = call(city)
    words = (
        *("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", "纪要"),
        *("--measure", f"{MEASURE}:2026-12-31", "--push", "sanction-provincial"),
    )
    day = city.at("2026-09-28")
    dry, done = day.ask(*words, "--dry-run"), day.ask(*words)
    assert dry["duties"] == done["duties"]
    assert {d["step"]: d["done_on"] for d in dry["duties"]}["consult"] == "2026-09-28"
    assert [d["due_on"] for d in dry["duties"]] == sorted(d["due_on"] for d in dry["duties"])
    assert "下一步" not in day.done(*words, "--dry-run")
    assert "下一步" in day.done(*words)


def test_minutes_keep_their_lines(city):
    meeting = call(city)
    paper = city.folder / "纪要.txt"
    paper.write_text("一、听取通报\n二、同意扣分", encoding="utf-8")
    day = city.at("2026-09-28")
    day.done("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--measure", MEASURE, "--minutes", f"@{paper}")
    shown = day.done("consultation", "show", meeting).splitlines()
    assert shown[-2:] == ["纪要      一、听取通报", "          二、同意扣分"]
    english = day.done("consultation", "show", meeting, "--lang", "en")
    assert "spot checks (Zibo Customs)" in english


def test_a_repeat_answers_with_the_first_result_and_other_content_is_refused(city):
    meeting = call(city)
    day = city.at("2026-09-28")
    words = ("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", "纪要")
    first = day.ask(*words)
    again = city.at("2026-09-30").ask(*words)
    assert (again["repeated"], again["position"], again["cases"]) == (True, first["position"], first["cases"])
    assert day.refused(4, *words[:6], "6", *words[7:])["message"]
    assert day.refused(4, *words, "--command-id", "another")["clause"]


def test_no_action_needs_its_reason_and_takes_no_points(city):
    meeting = call(city)
    day = city.at("2026-09-28")
    document = day.ask("consultation", "conclude", meeting, "--case", CASE, "--no-action", "情节轻微并已改正", "--minutes", "纪要")
    assert (document["cases"][0]["deduct"], document["cases"][0]["no_action"]) == (None, "情节轻微并已改正")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 3, "--no-action"),
        (("--deduct", "5", "--no-action", "理由"), 3, "择一"),
        (("--deduct", "0"), 3, "大于"),
        (("--deduct", "-5"), 3, "大于"),
        (("--deduct", "五"), 2, "数值"),
        (("--deduct", "5", "--measure", "raise-inspection-rate"), 3, "代码:部门"),
        (("--deduct", "5", "--measure", "raise-inspection-rate:customs:2026-13-01"), 3, "2026-13-01"),
        (("--deduct", "5", "--measure", "raise-inspection-rate:customs:2026-09-01"), 3, "早于"),
        (("--deduct", "5", "--measure", "no-such:customs"), 4, "目录"),
        (("--deduct", "5", "--measure", "raise-inspection-rate:port-office"), 4, "职权"),
        (("--deduct", "5", "--measure", "serious-list-restraint:customs"), 4, "严重失信"),
        (("--deduct", "5", "--measure", "raise-inspection-rate:nobody"), 3, "customs"),
        (("--deduct", "5", "--push", "nowhere"), 3, "necips"),
        (("--deduct", "5", "--quarter", "2026Q5"), 3, "2026Q3"),
    ],
)
def test_a_wrong_conclusion_is_refused_and_nothing_is_half_recorded(city, words, status, says):
    meeting = call(city)
    day, head = city.at("2026-09-28"), city.head()
    assert says in day.refused(status, "consultation", "conclude", meeting, "--case", CASE, *words, "--minutes", "纪要")["message"]
    assert city.head() == head


def test_nothing_is_concluded_before_the_meeting_or_without_one(city):
    meeting = call(city)
    rest = ("--case", CASE, "--deduct", "5", "--minutes", "纪要")
    assert "2026-09-28" in city.refused(4, "consultation", "conclude", meeting, *rest)["message"]
    assert "consultation list" in city.refused(5, "consultation", "conclude", "M0", *rest)["message"]


def test_several_cases_of_a_file_are_concluded_together_or_not_at_all(city):
    city.punish(SECOND, BROKER)
    meeting = call(city, CASE, SECOND)
    day, head = city.at("2026-09-28"), city.head()
    good = {"case": CASE, "deduct": "5", "measures": [MEASURE, {"measure": "key-supervision", "department": "tax", "due_on": "2026-11-30"}]}
    bad = outcomes(city, good, {"case": SECOND, "deduct": 5, "measures": ["raise-inspection-rate:port-office"]})
    assert day.refused(4, "consultation", "conclude", meeting, "--outcomes", bad, "--minutes", "纪要")
    assert city.head() == head
    fine = outcomes(city, good, {"case": SECOND, "no-action": "已改正", "push": []})
    document = day.ask("consultation", "conclude", meeting, "--outcomes", fine, "--minutes", "纪要")
    assert [(c["case"], c["deduct"], c["no_action"]) for c in document["cases"]] == [(CASE, "5", None), (SECOND, None, "已改正")]
    assert [m["due_on"] for m in document["cases"][0]["measures"]] == ["2026-10-20", "2026-11-30"]
    assert day.ask("consultation", "list")[0]["state"] == "concluded"


def test_part_of_a_meeting_can_be_concluded_first(city):
    city.punish(SECOND, BROKER)
    meeting = call(city, CASE, SECOND)
    day = city.at("2026-09-28")
    day.done("consultation", "conclude", meeting, "--case", SECOND, "--deduct", "2.5", "--minutes", "一")
    assert day.ask("consultation", "list")[0]["state"] == "held"
    day.done("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", "二")
    shown = day.ask("consultation", "show", meeting)
    assert shown["state"] == "concluded"
    assert shown["minutes"] == "一\n\n二"
    assert [(c["case"], c["deduct"]) for c in shown["concluded"]] == [(CASE, "5"), (SECOND, "2.5")]


@pytest.mark.parametrize(
    ("content", "says", "field"),
    [
        ("{", "第 1 行", "outcomes"),
        ("[]", "至少一个", "outcomes"),
        ('{"case": "x"}', "数组", "outcomes"),
        ("[1]", "第 1 个案件", "outcomes.1.case"),
        ('[{"deduct": 5}]', "第 1 个案件", "outcomes.1.case"),
        (f'[{{"case": "{CASE}", "deduct": 5, "points": 1}}]', "第 1 个案件", "outcomes.1.points"),
        (f'[{{"case": "{CASE}", "deduct": 5, "deduct": 6}}]', "键不得重复", "outcomes"),
        (f'[{{"case": "{CASE}", "deduct": NaN}}]', "JSON", "outcomes"),
        (f'[{{"case": "{CASE}", "deduct": 5, "measures": "{MEASURE}"}}]', "第 1 个案件", "outcomes.1.measures"),
        (f'[{{"case": "{CASE}", "deduct": 5}}, {{"case": "{CASE}", "deduct": "abc"}}]', "第 2 个案件", "outcomes.2.deduct"),
        ("[" * 100_000, "嵌套", "outcomes"),
    ],
)
def test_a_file_that_is_wrong_is_named_by_case_and_field(city, content, says, field):
    meeting = call(city)
    path = city.folder / "outcomes.json"
    path.write_text(content, encoding="utf-8")
    head = city.head()
    error = city.at("2026-09-28").refused(3, "consultation", "conclude", meeting, "--outcomes", str(path), "--minutes", "纪要")
    assert says in error["message"]
    assert field in [fault["field"] for fault in error["fields"]]
    assert city.head() == head


def test_options_and_file_exclude_each_other(city):
    meeting = call(city)
    path = outcomes(city, {"case": CASE, "deduct": 5})
    for words in ((), ("--case", CASE, "--outcomes", path), ("--outcomes", path, "--deduct", "5"), ("--deduct", "5")):
        assert city.refused(2, "consultation", "conclude", meeting, *words, "--minutes", "纪要")["message"]


def test_minutes_may_stand_in_a_file(city):
    meeting = call(city)
    path = city.folder / "纪要.txt"
    path.write_text("会议一致同意。\n", encoding="gb18030")
    day = city.at("2026-09-28")
    day.done("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", f"@{path}")
    assert day.ask("consultation", "show", meeting)["minutes"] == "会议一致同意。"
    assert "会议一致同意。" in day.done("consultation", "show", meeting)


def test_a_dry_run_tells_and_records_nothing(city):
    head = city.head()
    document = city.ask("consultation", "call", "--on", "2026-09-28", "--department", "customs", "--case", CASE, "--dry-run")
    assert document["dry_run"] is True
    assert city.head() == head
    meeting = call(city)
    head = city.head()
    words = ("--case", CASE, "--deduct", "5", "--measure", MEASURE, "--minutes", "纪要", "--dry-run")
    document = city.at("2026-09-28").ask("consultation", "conclude", meeting, *words)
    assert document["cases"][0]["deduct"] == "5"
    assert city.head() == head


def test_a_deduction_goes_to_a_named_open_quarter_but_not_to_a_closed_one(city):
    meeting = call(city, on="2026-10-12")
    later = city.at("2026-10-12")
    later.done("evaluation", "close", "2026Q2")
    rest = ("--case", CASE, "--deduct", "5", "--minutes", "纪要")
    assert "封账" in later.refused(4, "consultation", "conclude", meeting, "--quarter", "2026Q2", *rest)["message"]
    assert later.ask("consultation", "conclude", meeting, "--quarter", "2026q3", *rest)["cases"][0]["quarter"] == "2026Q3"


def test_both_clocks_on_the_list(city):
    meeting = call(city)
    city.at("2026-09-28").done("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", "纪要")
    later = city.at("2026-10-01")
    assert later.ask("consultation", "list")[0]["state"] == "concluded"
    assert later.ask("consultation", "list", "--known-at", "2026-09-27")[0]["state"] == "called"
    assert later.ask("consultation", "list", "--effective-at", "2026-09-27")[0]["state"] == "called"
    assert later.ask("consultation", "list", "--known-at", "2026-09-14") == []
    assert later.ask("consultation", "show", meeting, "--known-at", "2026-09-27")["concluded"] == []
    assert later.refused(5, "consultation", "show", meeting, "--known-at", "2026-09-14")


def test_people_read_duties_and_the_next_command(city):
    meeting = call(city)
    said = city.at("2026-09-28").done(
        "consultation",
        "conclude",
        meeting,
        "--case",
        CASE,
        "--deduct",
        "5",
        "--measure",
        MEASURE,
        "--push",
        "sanction-provincial",
        "--minutes",
        "纪要",
    )
    assert "已记录（第" in said
    assert "2026Q3 扣 5 分" in said
    assert "淄博海关" in said
    assert "2026-10-20" in said
    assert "下一步：zibo-port publication send --all" in said
