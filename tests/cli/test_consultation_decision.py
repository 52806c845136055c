"""A conclusion in two hands as it is typed: notice, recusal, quorum, draft, approval, and what comes to light afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.facts import FORWARDER

DRAFT = ("--case", CASE, "--deduct", "5", "--measure", "raise-inspection-rate:customs", "--minutes", "纪要")


@pytest.fixture
def city(tmp_path) -> City:
    city = build(tmp_path)
    city.punish()
    city.done("officer", "add", "李敏", "--department", "port-office")
    return city


@pytest.fixture
def met(city) -> tuple[City, str]:
    """The day of a meeting about the case, with three units called."""
    return city.at("2026-09-28"), call(city)


def call(city: City, *cases: str, on: str = "2026-09-28") -> str:
    words = ("--department", "customs", "--department", "tax", "--department", "commerce")
    named = [word for case in cases or (CASE,) for word in ("--case", case)]
    meeting: str = city.ask("consultation", "call", "--on", on, *words, *named)["id"]
    return meeting


def attend(day: City, meeting: str, *units: str) -> None:
    for unit in units:
        day.done("consultation", "attend", meeting, "--department", unit)


def codes(document: Any) -> list[str]:
    return [warning["code"] for warning in document["warnings"]]


# --- notice -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "notice", "short"), [("2026-09-16", 1, True), ("2026-09-17", 2, True), ("2026-09-18", 3, False)])
def test_a_call_says_how_many_working_days_ahead_it_is_and_warns_where_it_is_short(city, day, notice, short):
    """Called on Tuesday the 15th: Friday the 18th is the third working day."""
    words = ("consultation", "call", "--on", day, "--department", "customs", "--case", CASE)
    document = city.ask(*words, "--dry-run")
    assert (document["notice"], codes(document)) == (notice, ["short-notice"] if short else [])
    told = city.done(*words)
    assert ("少于 3 个工作日" in told) is short
    assert city.ask(*words)["notice"] == notice
    assert codes(city.ask("consultation", "show", document["id"])) == (["short-notice"] if short else [])


# --- recusal and quorum -------------------------------------------------------------------------------------------


def test_no_outcome_without_quorum_and_a_recused_unit_doesnt_count(met):
    day, meeting = met
    attend(day, meeting, "customs", "tax")
    head = day.head()
    assert day.ask("consultation", "draft", meeting, *DRAFT, "--dry-run")["drafts"]
    recused = day.ask("consultation", "recuse", meeting, "--department", "tax", "--case", "淄市监罚[2026]101号", "--reason", "有利害关系")
    assert (recused["event"], recused["cases"], recused["position"]) == ("MemberRecused", [CASE], head + 1)
    for verb in ("draft", "conclude"):
        error = day.refused(4, "consultation", verb, meeting, *DRAFT)
        assert "未到会：市商务局" in error["message"]
        assert "回避：市税务局" in error["message"]
        assert "二（三）" in error["clause"]
        assert "consultation attend" in error["hint"]
    assert day.head() == head + 1
    assert "回避" in day.refused(4, "consultation", "opine", meeting, "--department", "tax", "--case", CASE, "--text", "同意")["message"]
    attend(day, meeting, "commerce")
    assert day.ask("consultation", "draft", meeting, *DRAFT)["drafts"][0]["case"] == CASE


def test_who_counts_is_shown_case_by_case(met):
    day, meeting = met
    [row] = day.ask("consultation", "show", meeting)["quorum"]
    assert (row["quorate"], row["attendance_recorded"]) == (True, False)
    assert "未登记出席" in day.done("consultation", "show", meeting)
    attend(day, meeting, "customs")
    day.done("consultation", "recuse", meeting, "--department", "tax", "--reason", "有利害关系")
    shown = day.ask("consultation", "show", meeting)
    [row] = shown["quorum"]
    assert (row["entitled"], row["present"], row["quorate"]) == (["customs", "commerce"], ["customs"], False)
    assert [(r["department"], r["case"], r["reason"]) for r in shown["recusals"]] == [("tax", CASE, "有利害关系")]
    people = day.done("consultation", "show", meeting)
    assert "不足" in people
    assert "not reached" in day.done("consultation", "show", meeting, "--lang", "en")
    assert day.ask("consultation", "show", meeting, "--known-at", "2026-09-27")["recusals"] == []


def test_a_joint_measure_takes_two_departments(city):
    meeting = city.ask("consultation", "call", "--on", "2026-09-28", "--department", "customs", "--case", CASE)["id"]
    day = city.at("2026-09-28")
    assert "至少 2 个部门" in day.refused(4, "consultation", "conclude", meeting, *DRAFT)["message"]
    day.done("consultation", "conclude", meeting, "--case", CASE, "--deduct", "5", "--minutes", "纪要")


def test_a_dissent_stands_in_the_record_and_in_the_minutes(met):
    from zibo_port.office.minutes import minutes

    day, meeting = met
    attend(day, meeting, "customs", "tax")
    day.done("consultation", "recuse", meeting, "--department", "commerce", "--reason", "有利害关系")
    said = day.ask("consultation", "opine", meeting, "--department", "tax", "--case", CASE, "--text", "扣分过重", "--dissent")
    assert said["dissent"] is True
    assert "不同意见" in day.done("consultation", "show", meeting)
    archive = day.archive()
    [outcome] = minutes(archive, meeting, archive.view()).outcomes
    assert [(o.unit, o.text, o.dissent) for o in outcome.opinions] == [("市税务局", "扣分过重", True)]
    assert outcome.recused == ("市商务局",)
    archive.store.close()


# --- in two hands -------------------------------------------------------------------------------------------------


def test_one_drafts_and_another_approves(met):
    day, meeting = met
    attend(day, meeting, "customs", "tax")
    before = day.head()
    drafted = day.ask("consultation", "draft", meeting, *DRAFT)
    [draft] = drafted["drafts"]
    assert (drafted["event"], draft["drafted_by"], draft["deduct"], draft["known_position"]) == ("ConclusionDrafted", "王晓", "5", before)
    assert day.ask("penalty", "list")[0]["document_no"] == CASE
    shown = day.ask("consultation", "show", meeting)
    assert (shown["state"], len(shown["drafts"]), shown["concluded"]) == ("held", 1, [])
    assert "须由另一人审核" in day.refused(4, "consultation", "approve", meeting, CASE)["message"]
    approved = day.ask("consultation", "approve", meeting, CASE, "--as", "李敏")
    assert (approved["event"], approved["drafted_by"], approved["approved_by"]) == ("ConsultationConcluded", "王晓", "李敏")
    assert (approved["known_position"], approved["known_head"]) == (before, draft["known_head"])
    assert (approved["cases"][0]["deduct"], approved["warnings"]) == ("5", [])
    assert {d["step"]: d["done_on"] for d in approved["duties"]}["consult"] == "2026-09-28"
    again = day.ask("consultation", "approve", meeting, CASE, "--as", "李敏")
    assert (again["repeated"], again["position"], again["cases"]) == (True, approved["position"], approved["cases"])
    shown = day.ask("consultation", "show", meeting)
    [row] = shown["concluded"]
    assert (shown["state"], shown["drafts"], row["drafted_by"], row["approved_by"]) == ("concluded", [], "王晓", "李敏")
    assert "王晓、李敏" in day.done("consultation", "show", meeting)


def test_where_four_eyes_are_asked_a_direct_conclusion_is_refused_and_says_what_to_do(met):
    day, meeting = met
    head = day.head()
    message = day.refused(4, "consultation", "conclude", meeting, *DRAFT, "--as", "李敏")["message"]
    assert f"consultation draft {meeting}" in message
    assert f"consultation approve {meeting}" in message
    assert day.head() == head


def test_one_officer_alone_concludes_with_a_remark(met):
    day, meeting = met
    document = day.ask("consultation", "conclude", meeting, *DRAFT)
    assert (document["drafted_by"], document["approved_by"]) == ("王晓", "王晓")
    assert codes(document) == ["same-officer", "attendance-not-recorded"]
    told = day.done("consultation", "conclude", meeting, *DRAFT)
    assert "一人起草、审核" in told
    assert "没有登记出席情况" in told


def test_a_draft_is_checked_as_if_it_were_made(met):
    day, meeting = met
    head = day.head()
    for words, status in (
        (("--case", CASE, "--minutes", "纪要"), 3),
        (("--case", CASE, "--deduct", "5", "--measure", "no-such:customs", "--minutes", "纪要"), 4),
        (("--case", SECOND, "--deduct", "5", "--minutes", "纪要"), 4),
        (("--deduct", "5", "--minutes", "纪要"), 2),
    ):
        day.refused(status, "consultation", "draft", meeting, *words)
    assert "consultation draft" in day.refused(5, "consultation", "approve", meeting, "--as", "李敏")["message"]
    assert day.head() == head


def test_drafts_are_changed_with_a_reason_and_approved_together(city):
    city.punish(SECOND)
    meeting, day = call(city, CASE, SECOND), city.at("2026-09-28")
    day.done("consultation", "draft", meeting, "--case", CASE, "--deduct", "5", "--minutes", "纪要")
    day.done("consultation", "draft", meeting, "--case", SECOND, "--no-action", "已改正", "--minutes", "纪要")
    other = ("consultation", "draft", meeting, "--case", CASE, "--deduct", "4", "--minutes", "纪要")
    assert "--reason" in day.refused(4, *other)["message"]
    assert "更正" in day.done(*other, "--reason", "会议改为 4 分")
    head = day.head()
    dry = day.ask("consultation", "approve", meeting, "--as", "李敏", "--dry-run")
    assert day.head() == head
    done = day.ask("consultation", "approve", meeting, "--as", "李敏")
    assert [(c["case"], c["deduct"], c["no_action"]) for c in done["cases"]] == [(CASE, "4", None), (SECOND, None, "已改正")]
    assert dry["cases"] == done["cases"]
    assert day.ask("consultation", "show", meeting)["minutes"] == "纪要"
    assert day.ask("consultation", "approve", meeting, "--as", "李敏")["repeated"] is True


def test_the_approver_is_told_what_was_recorded_since_the_draft(met):
    day, meeting = met
    attend(day, meeting, "customs", "tax")
    day.done("consultation", "draft", meeting, *DRAFT)
    day.done("evaluation", "complaint", FORWARDER, "--reference", "热线1", "--received-on", "2026-09-20")
    words = ("consultation", "approve", meeting, "--case", CASE, "--as", "李敏")
    assert codes(day.ask(*words, "--dry-run")) == ["news-since-draft"]
    assert codes(day.ask(*words)) == ["news-since-draft"]
    assert "热线1" in day.done("audit", "hindsight", CASE)


# --- hindsight ----------------------------------------------------------------------------------------------------


def decided(met: tuple[City, str]) -> City:
    day, meeting = met
    attend(day, meeting, "customs", "tax")
    day.done("consultation", "draft", meeting, *DRAFT)
    day.done("consultation", "approve", meeting, "--as", "李敏")
    return day


def test_what_came_to_light_is_told_apart_by_whether_it_had_happened(met):
    decided(met)
    later = met[0].at("2026-10-09")
    assert "此后没有新情况" in later.done("audit", "hindsight", CASE)
    for reference, day in (("热线1", "2026-09-20"), ("热线2", "2026-09-28"), ("热线3", "2026-09-29")):
        later.done("evaluation", "complaint", FORWARDER, "--reference", reference, "--received-on", day)
    later.done("penalty", "correct", CASE, "--fine", "70000", "--reason", "金额录错")
    later.done(
        "objection", "file", CASE, "--kind", "reconsideration", "--on", "2026-10-08", "--before", "淄博市人民政府", "--grounds", "事实不清"
    )
    later.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q4", "--department", "customs", "--points", "18")
    document = later.ask("audit", "hindsight", "淄市监罚[2026]101号")
    assert [(r["event"], r["effective_on"]) for r in document["known_later"]] == [
        *(("ComplaintReceived", "2026-09-20"), ("ComplaintReceived", "2026-09-28"), ("PenaltyCorrected", "2026-09-10"))
    ]
    assert [(r["event"], r["effective_on"]) for r in document["afterwards"]] == [
        *(("ComplaintReceived", "2026-09-29"), ("ObjectionFiled", "2026-10-08"))
    ]
    assert all(r["position"] > document["known_position"] and r["officer"] == "王晓" for r in document["known_later"])
    assert (document["pinned"], document["holds"], document["decided_on"]) == (True, True, "2026-09-28")
    told = later.done("audit", "hindsight", CASE)
    assert told.index("热线2") < told.index("决定后发生") < told.index("热线3")
    english = later.done("audit", "hindsight", CASE, "--lang", "en")
    assert "Had happened by then" in english
    assert "Happened afterwards" in english


def test_both_clocks_on_hindsight(met):
    decided(met)
    later = met[0].at("2026-10-09")
    later.done("evaluation", "complaint", FORWARDER, "--reference", "热线1", "--received-on", "2026-09-20")
    later.done("evaluation", "complaint", FORWARDER, "--reference", "热线2", "--received-on", "2026-10-08")
    assert later.ask("audit", "hindsight", CASE, "--known-at", "2026-10-08")["known_later"] == []
    found = later.ask("audit", "hindsight", CASE, "--effective-at", "2026-10-07")
    assert (len(found["known_later"]), found["afterwards"]) == (1, [])
    assert later.refused(5, "audit", "hindsight", CASE, "--known-at", "2026-09-27")


def test_a_meetings_record_that_is_put_right_afterwards_is_news(met):
    decided(met)
    meeting, later = met[1], met[0].at("2026-10-09")
    later.done("consultation", "attend", meeting, "--department", "commerce", "--absent", "另有会议")
    later.done("consultation", "opine", meeting, "--department", "tax", "--case", CASE, "--text", "扣分过重", "--dissent")
    document = later.ask("audit", "hindsight", CASE)
    assert [r["event"] for r in document["known_later"]] == ["ConsultationAttended", "OpinionGiven"]


def test_a_case_without_a_conclusion_has_nothing_to_look_back_on(met):
    day, _ = met
    assert "尚无会商结论" in day.refused(5, "audit", "hindsight", CASE)["message"]
    assert "penalty list" in day.refused(5, "audit", "hindsight", "没有的文号")["message"]
