"""A meeting at the counter: its agenda, who was there and said what, its minutes, and all of it read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import CASE, City, build

REGULAR = ("consultation", "call", "--on", "2026-10-15", "--kind", "regular", "--department", "customs", "--department", "tax")


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


@pytest.fixture
def met(city: City) -> tuple[City, str]:
    """On the day of a meeting about the case, with customs and the tax bureau."""
    words = ("--on", "2026-09-28", "--department", "customs", "--department", "tax", "--case", CASE)
    meeting: str = city.ask("consultation", "call", *words)["id"]
    return city.at("2026-09-28"), meeting


def regular(city: City) -> tuple[City, str]:
    """On the day of a regular meeting that was called on the 9th."""
    meeting: str = city.at("2026-10-09").ask(*REGULAR)["id"]
    return city.at("2026-10-15"), meeting


# --- the agenda ---------------------------------------------------------------------------------------------------


def test_an_agenda_is_an_array_of_lines_for_machines_and_sections_for_people(city):
    october = city.at("2026-10-09")
    rows = october.ask("consultation", "agenda", "--on", "2026-10-15")
    assert [row["item"] for row in rows] == ["monthly-report"] * 7 + ["case"], "September's reports, and the case of 10 September"
    assert list(rows[-1]) == ["item", "about", "department", "enterprise", "due_on", "text"]
    assert (rows[-1]["about"], rows[-1]["due_on"]) == (CASE, "2026-10-20")
    told = october.done("consultation", "agenda", "--on", "2026-10-15").splitlines()
    assert told[0] == "2026-10-15 会商应处理的事项："
    assert (told[1], told[9]) == ("一、月报未办结（7 项）", "二、待会商案件（1 项）")
    assert told[10] == f"  淄博示例货代有限公司：{CASE} 尚无会商结论（期限 2026-10-20）。"
    english = october.done("consultation", "agenda", "--on", "2026-10-15", "--lang", "en")
    assert "2. Cases to be consulted on (1)" in english
    assert october.done("consultation", "agenda", "--kind", "ad-hoc").count("  ") == 1
    assert october.done("consultation", "agenda", "-o", "csv").startswith("item,about,department,enterprise,due_on,text")


def test_an_agenda_is_empty_at_first_and_is_for_the_next_regular_meeting(tmp_path):
    city = build(tmp_path)
    assert city.ask("consultation", "agenda") == []
    assert "没有待处理的事项" in city.done("consultation", "agenda")
    october = city.at("2026-10-09")
    assert october.ask("consultation", "agenda") == []
    october.done(*REGULAR)
    assert len(october.ask("consultation", "agenda")) == 7, "seen for the 15th"
    assert october.ask("consultation", "agenda", "--known-at", "2026-10-08") == []


def test_the_agenda_of_a_regular_meeting_is_kept_with_its_call(city):
    october = city.at("2026-10-09")
    document = october.ask(*REGULAR)
    assert (document["convener"], document["cases"], document["warnings"]) == ("市政府分管秘书长", [], [])
    assert document["agenda"] == october.ask("consultation", "agenda", "--on", "2026-10-15")
    later = city.at("2026-11-20")
    shown = later.ask("consultation", "show", document["id"])
    assert shown["agenda"] == document["agenda"]
    assert shown["known_position"] == document["position"] - 1
    assert later.ask("consultation", "agenda", "--on", "2026-10-15") != []
    assert "待会商案件" in later.done("consultation", "show", document["id"])
    again = october.ask(*REGULAR)
    assert (again["repeated"], again["position"], again["agenda"]) == (True, document["position"], document["agenda"])


def test_a_repeated_call_is_the_same_request_though_its_agenda_moved(city):
    first = city.at("2026-10-09").ask(*REGULAR)
    again = city.at("2026-10-12").ask(*REGULAR)
    assert (again["repeated"], again["agenda"]) == (True, first["agenda"])


@pytest.mark.parametrize(("day", "codes"), [("2026-10-12", ["short-notice"]), ("2026-10-20", []), ("2026-10-21", ["outside-window"])])
def test_a_regular_meeting_outside_its_window_is_called_with_a_warning(city, day, codes):
    words = ("consultation", "call", "--on", day, "--kind", "regular", "--department", "customs")
    october = city.at("2026-10-09")
    document = october.ask(*words, "--dry-run")
    assert [w["code"] for w in document["warnings"]] == codes
    assert all("四（二）" in w["clause"] and day in w["message"] for w in document["warnings"])
    told = october.done(*words)
    assert ("注意：" in told) is bool(codes)
    assert "下一步（会后）：zibo-port consultation minute" in told
    assert "下一步" not in october.done(*words, "--dry-run")


# --- attendance and opinions --------------------------------------------------------------------------------------


def test_attendance_and_opinions_say_what_was_recorded_and_what_comes_next(met):
    day, meeting = met
    document = day.ask("consultation", "attend", meeting, "--department", "customs", "--person", "统计科科长")
    assert document["event"] == "ConsultationAttended"
    assert [document[key] for key in ("meeting", "department", "presence", "person", "absence")] == [
        *(meeting, "customs", "present", "统计科科长", None)
    ]
    told = day.done("consultation", "attend", meeting, "--department", "tax", "--absent", "另有会议")
    assert f"市税务局缺席会商 {meeting}（另有会议）。" in told
    assert "下一步：zibo-port consultation show" in told
    day.done("consultation", "attend", meeting, "--department", "central-bank", "--observer")
    opinion = day.ask("consultation", "opine", meeting, "--department", "customs", "--case", "淄市监罚[2026]101号", "--text", "同意扣分")
    assert [opinion[key] for key in ("event", "department", "case", "text")] == ["OpinionGiven", "customs", CASE, "同意扣分"]
    shown = day.ask("consultation", "show", meeting)
    assert [(row["department"], row["presence"]) for row in shown["attendance"]] == [
        ("customs", "present"),
        ("tax", "absent"),
        ("central-bank", "observer"),
    ]
    assert shown["opinions"] == [{"department": "customs", "case": CASE, "text": "同意扣分", "dissent": False}]
    assert shown["state"] == "held"
    people = day.done("consultation", "show", meeting)
    for words in ("已召开", "出席", "缺席", "列席", "统计科科长", "另有会议", "同意扣分"):
        assert words in people
    assert "observer" in day.done("consultation", "show", meeting, "--lang", "en")


def test_a_repeat_is_told_and_another_content_needs_its_reason(met):
    day, meeting = met
    words = ("consultation", "attend", meeting, "--department", "customs")
    first = day.ask(*words)
    again = day.ask(*words)
    assert (again["repeated"], again["position"]) == (True, first["position"])
    assert "--reason" in day.refused(4, *words, "--person", "科长")["message"]
    assert day.ask(*words, "--person", "科长", "--reason", "补登")["person"] == "科长"
    opine = ("consultation", "opine", meeting, "--department", "customs", "--text")
    opinion = day.ask(*opine, "同意")
    assert day.ask(*opine, "同意")["position"] == opinion["position"]
    assert "--reason" in day.refused(4, *opine, "不同意")["message"]
    assert "更正" in day.done(*opine, "不同意", "--reason", "记录有误")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("attend", "--department", "commerce"), 4, "--observer"),
        (("attend", "--department", "tax", "--observer"), 4, "--absent"),
        (("attend", "--department", "tax", "--absent", "病", "--observer"), 3, "其一"),
        (("attend", "--department", "police"), 3, "customs"),
        (("attend",), 2, "--department"),
        (("opine", "--department", "tax", "--text", "同意"), 4, "consultation attend"),
        (("opine", "--department", "tax", "--text", " "), 3, "为空"),
        (("minute", "--minutes", "纪要"), 4, "consultation conclude"),
        (("oblige", "--department", "tax", "--task", "报送台账", "--due", "2026-09-27"), 3, "早于"),
        (("oblige", "--department", "tax", "--task", "报送台账"), 2, "--due"),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence_and_nothing_is_recorded(met, words, status, says):
    day, meeting = met
    head = day.head()
    verb, *rest = words
    assert says in day.refused(status, "consultation", verb, meeting, *rest)["message"]
    assert day.head() == head


VERBS = (
    ("attend", "--department", "customs"),
    ("opine", "--department", "customs", "--text", "同意"),
    ("minute", "--minutes", "纪要"),
    ("oblige", "--department", "customs", "--task", "报送台账", "--due", "2026-11-30"),
)


@pytest.mark.parametrize("words", VERBS)
def test_nothing_is_recorded_of_a_meeting_before_its_day_or_that_nobody_called(met, words):
    day, meeting = met
    verb, *rest = words
    assert "会前" in day.at("2026-09-27").refused(4, "consultation", verb, meeting, *rest)["message"]
    assert "consultation list" in day.refused(5, "consultation", verb, "M0", *rest)["message"]


@pytest.mark.parametrize("words", [words for words in VERBS if words[0] != "opine"])
def test_a_dry_run_tells_and_records_nothing(city, words):
    day, meeting = regular(city)
    head = day.head()
    verb, *rest = words
    document = day.ask("consultation", verb, meeting, *rest, "--dry-run")
    assert (document["dry_run"], document["meeting"]) == (True, meeting)
    told = day.done("consultation", verb, meeting, *rest, "--dry-run")
    assert "试运行" in told
    assert "下一步" not in told
    assert day.head() == head
    done = day.ask("consultation", verb, meeting, *rest)
    assert {k: v for k, v in document.items() if k not in {"dry_run", "command_id"}} == {k: v for k, v in done.items() if k != "command_id"}


# --- minutes ------------------------------------------------------------------------------------------------------


def test_minutes_make_the_regular_meeting_done_on_its_day(city):
    day, meeting = regular(city)
    assert [d["step"] for d in day.at("2026-10-21").ask("duties", "--overdue") if d["case"] == "2026Q4"] == ["regular-meeting"]
    paper = city.folder / "纪要.txt"
    paper.write_text("一、通报运行情况\n二、研究措施", encoding="utf-8")
    later = city.at("2026-11-02")
    document = later.ask("consultation", "minute", meeting, "--minutes", f"@{paper}")
    assert (document["event"], document["on"]) == ("ConsultationMinuted", "2026-10-15")
    [duty] = document["duties"]
    assert [duty[key] for key in ("step", "case", "due_on", "done_on", "late")] == [
        *("regular-meeting", "2026Q4", "2026-10-20", "2026-10-15", False)
    ]
    assert [d for d in later.ask("duties", "--overdue") if d["case"] == "2026Q4"] == []
    [listed] = later.ask("consultation", "list")
    assert listed["state"] == "minuted"
    shown = later.done("consultation", "show", meeting).splitlines()
    assert shown[-2:] == ["纪要      一、通报运行情况", "          二、研究措施"]
    assert "已有纪要" in later.done("consultation", "list")
    assert "2026Q4 的例会已办（期限 2026-10-20）" in later.done("consultation", "minute", meeting, "--minutes", f"@{paper}")


def test_a_regular_meeting_with_a_case_is_minuted_and_concluded(city):
    meeting = city.at("2026-10-09").ask(*REGULAR, "--case", CASE)["id"]
    day = city.at("2026-10-15")
    day.done("consultation", "minute", meeting, "--minutes", "例会纪要")
    assert day.ask("consultation", "show", meeting)["state"] == "minuted"
    day.done("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", "案件纪要")
    shown = day.ask("consultation", "show", meeting)
    assert (shown["state"], shown["minutes"]) == ("concluded", "例会纪要\n\n案件纪要")


def test_both_clocks_on_a_meetings_record(city):
    day, meeting = regular(city)
    later = city.at("2026-10-19")
    later.done("consultation", "attend", meeting, "--department", "customs")
    later.done("consultation", "minute", meeting, "--minutes", "纪要")
    assert later.ask("consultation", "show", meeting, "--known-at", "2026-10-18")["state"] == "called"
    assert later.ask("consultation", "show", meeting, "--effective-at", "2026-10-14")["attendance"] == []
    shown = later.ask("consultation", "show", meeting, "--effective-at", "2026-10-15")
    assert (shown["state"], [row["department"] for row in shown["attendance"]]) == ("minuted", ["customs"])
    assert day.ask("consultation", "list", "--known-at", "2026-10-08") == []
