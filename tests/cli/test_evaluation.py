from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.facts import BROKER, FORWARDER, WAREHOUSE


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


RATING = ("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "452", "--total", "500")
SCORE = ("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "customs", "--points", "18.5")
COMPLAINT = ("evaluation", "complaint", FORWARDER, "--reference", "ZB12345-0007", "--received-on", "2026-08-03")


def test_inputs_say_what_they_recorded(city):
    document = city.ask(*RATING)
    assert (document["event"], document["year"], document["favourable"], document["total"]) == ("RatingRecorded", 2025, 452, 500)
    assert document["restatements_pending"] == []
    document = city.ask(*SCORE)
    assert (document["event"], document["department"], document["points"]) == ("DepartmentScored", "customs", "18.5")
    document = city.ask(*COMPLAINT)
    assert (document["event"], document["reference"], document["resolved_on"]) == ("ComplaintReceived", "ZB12345-0007", None)
    document = city.ask(*COMPLAINT, "--resolved-on", "2026-08-06", "--not-on-initiative")
    assert (document["event"], document["on_initiative"]) == ("ComplaintResolved", False)


@pytest.mark.parametrize("words", [RATING, SCORE, COMPLAINT])
def test_the_same_input_again_is_no_event(city, words):
    first, head = city.ask(*words), city.head()
    again = city.ask(*words)
    assert (again["repeated"], again["position"]) == (True, first["position"])
    assert city.head() == head
    assert "此前已记录" in city.done(*words)


def test_a_resolution_again_is_answered_with_the_resolution(city):
    city.done(*COMPLAINT)
    resolved = (*COMPLAINT, "--resolved-on", "2026-08-06")
    first, head = city.ask(*resolved), city.head()
    again = city.ask(*resolved)
    assert (again["event"], again["repeated"], again["position"]) == ("ComplaintResolved", True, first["position"])
    assert city.head() == head
    assert "尚未化解" not in city.done(*resolved)


@pytest.mark.parametrize(("words", "changed"), [(RATING, "451"), (SCORE, "17")])
def test_a_changed_figure_needs_a_reason(city, words, changed):
    city.done(*words)
    other = [changed if word in {"452", "18.5"} else word for word in words]
    assert "--reason" in city.refused(4, *other)["message"]
    assert city.ask(*other, "--reason", "录入有误")["reason"] == "录入有误"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((*RATING[:6], "501", "--total", "500"), 3),
        ((*RATING[:6], "452"), 3),
        ((*RATING[:5], "--not-publicised", "--total", "5"), 3),
        ((*RATING[:5],), 3),
        ((*RATING[:4], "99", *RATING[5:]), 3),
        ((*SCORE[:-1], "20.5"), 3),
        ((*SCORE[:-1], "-1"), 3),
        ((*SCORE[:-1], "18.555"), 3),
        ((*SCORE[:4], "2026Q5", *SCORE[5:]), 3),
        ((*SCORE[:4], "2026Q4", *SCORE[5:]), 3),
        ((*SCORE[:6], "nobody", *SCORE[7:]), 3),
        ((*COMPLAINT[:-1], "2026-09-16"), 3),
        ((*COMPLAINT, "--resolved-on", "2026-08-01"), 3),
        (("evaluation", "rating", "91370303MADEM0012X", *RATING[3:]), 3),
        (("evaluation", "rating", "91370303MACKED0003", *RATING[3:]), 3),
        ((*SCORE[:7],), 2),
    ],
)
def test_wrong_figures_are_named_and_not_recorded(city, words, status):
    head = city.head()
    assert city.refused(status, *words)["message"]
    assert city.head() == head


def test_a_complaint_is_of_one_enterprise(city):
    city.done(*COMPLAINT)
    assert "另一企业" in city.refused(4, *COMPLAINT[:2], BROKER, *COMPLAINT[3:])["message"]


def test_a_dry_run_records_nothing(city):
    head = city.head()
    for words in (RATING, SCORE, COMPLAINT, ("evaluation", "open", "2026Q3")):
        assert city.ask(*words, "--dry-run")["dry_run"] is True
    city.rated()
    head, later = city.head(), city.at("2026-10-09")
    assert later.ask("evaluation", "close", "2026Q3", "--dry-run")["grades"] == {"良好": 1}
    assert city.head() == head
    digest = later.ask("evaluation", "close", "2026Q3", "--dry-run")["results_sha256"]
    assert later.ask("evaluation", "close", "2026Q3")["results_sha256"] == digest
    head = city.head()
    assert later.ask("evaluation", "publish", "2026Q3", "--dry-run")["event"] == "QuarterPublished"
    assert city.head() == head


def test_a_quarter_is_closed_after_its_last_day_and_published_after_its_close(city):
    assert "2026-09-30" in city.refused(4, "evaluation", "close", "2026Q3")["message"]
    later = city.at("2026-10-01")
    assert "evaluation close" in later.refused(4, "evaluation", "publish", "2026Q3")["message"]
    assert later.refused(3, "evaluation", "close", "2026Q9")
    assert later.refused(4, "evaluation", "open", "2027Q1")


def test_what_is_published_is_what_the_close_froze_whatever_the_rules_make_of_it_now(city, monkeypatch):
    city.rated()
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    closed = {row["enterprise"]: row["total"] for row in later.ask("evaluation", "show", "2026Q3")["results"]}
    monkeypatch.setattr("zibo_port.office.handlers.evaluation.standing", lambda *_: 1 / 0)
    later.done("evaluation", "publish", "2026Q3")
    (published,) = [row for row in later.ask("audit", "trail", FORWARDER) if row["event"] == "ResultPublished"]
    assert published["data"]["total"] == closed[FORWARDER]


def test_a_quarter_closed_before_closes_kept_results_is_published_as_its_close_knew_it(city, monkeypatch):
    city.rated()
    later = city.at("2026-10-09")
    with monkeypatch.context() as earlier:
        earlier.setattr("zibo_port.domain.enterprise.Enterprise.freeze_result", lambda *_: None)
        later.done("evaluation", "close", "2026Q3")
    expected = later.ask("score", "show", FORWARDER, "--quarter", "2026Q3")["total"]
    later.done("evaluation", "publish", "2026Q3")
    (published,) = [row for row in later.ask("audit", "trail", FORWARDER) if row["event"] == "ResultPublished"]
    assert published["data"]["total"] == expected


def test_closing_counts_grades_and_names_who_lacks_data(city):
    city.rated()
    document = city.at("2026-10-09").ask("evaluation", "close", "2026Q3")
    assert document["event"] == "QuarterClosed"
    assert (document["evaluated"], document["grades"]) == (2, {"良好": 1})
    assert [who["enterprise"] for who in document["no_data"]] == [BROKER]
    assert len(document["results_sha256"]) == 64
    assert document["known_position"] == document["position"] - 1
    again = city.at("2026-10-20").ask("evaluation", "close", "2026Q3")
    assert (again["repeated"], again["results_sha256"]) == (True, document["results_sha256"])


def test_publishing_moves_the_watch_list(city):
    city.done("evaluation", "rating", FORWARDER, "--year", "2025", "--not-publicised")
    city.done(*SCORE)
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    document = later.ask("evaluation", "publish", "2026Q3")
    assert document["grades"] == {"较差": 1}
    assert [(who["enterprise"], who["grade"]) for who in document["watch_list"]["entered"]] == [(FORWARDER, "较差")]
    assert later.ask("evaluation", "publish", "2026Q3")["watch_list"] == document["watch_list"]
    later.done(*SCORE[:4], "2026Q4", *SCORE[5:])
    later.done("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "96", "--total", "100", "--reason", "已补公示")
    next_round = city.at("2027-01-08")
    next_round.done("evaluation", "close", "2026Q4")
    said = next_round.ask("evaluation", "publish", "2026Q4")
    assert [(who["enterprise"], who["reason"]) for who in said["watch_list"]["left"]] == [(FORWARDER, "优秀")]
    assert "退出重点关注" in next_round.done("evaluation", "publish", "2026Q4")


def test_what_comes_after_the_close_is_pending_and_changes_nothing(city):
    city.rated()
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    document = later.ask("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "tax", "--points", "10")
    assert document["restatements_pending"] == ["2026Q3"]
    assert "待重述" in later.done(*COMPLAINT)
    shown = later.ask("evaluation", "show", "2026Q3")
    assert (shown["status"], shown["grades"]) == ("closed", {"良好": 1})
    assert [who["enterprise"] for who in shown["restatements_pending"]] == [FORWARDER]
    assert later.ask("evaluation", "publish", "2026Q3")["grades"] == {"良好": 1}
    changed = later.ask("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "480", "--total", "500", "--reason", "更正")
    assert changed["restatements_pending"] == ["2026Q3"]


def test_a_later_input_that_changes_no_figure_is_not_pending(city):
    city.rated()
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    assert (
        later.ask("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "tax", "--points", "18.5")[
            "restatements_pending"
        ]
        == []
    )


def test_a_round_is_shown_at_any_two_clocks(city):
    city.rated()
    city.at("2026-10-09").done("evaluation", "close", "2026Q3")
    city.at("2026-10-12").done("evaluation", "publish", "2026Q3")
    later = city.at("2026-11-01")
    shown = later.ask("evaluation", "show", "2026Q3")
    assert (shown["status"], shown["closed_on"], shown["published_on"]) == ("published", "2026-10-09", "2026-10-12")
    assert [(r["enterprise"], r["total"], r["status"]) for r in shown["results"]] == [
        (FORWARDER, "88.50", "published"),
        (BROKER, None, "no-data"),
    ]
    assert later.ask("evaluation", "show", "2026Q3", "--known-at", "2026-10-11")["status"] == "closed"
    assert later.ask("evaluation", "show", "2026Q3", "--known-at", "2026-10-08")["status"] == "open"
    assert later.ask("evaluation", "show", "2026Q3", "--known-at", "2026-09-14")["results"] == []
    assert later.ask("evaluation", "show", "2026Q3", "--effective-at", "2026-09-14")["results"] == shown["results"]
    assert WAREHOUSE not in later.done("evaluation", "show", "2026Q3")


def test_opening_is_optional_and_said_once(city):
    document = city.ask("evaluation", "open", "2026Q3")
    assert (document["event"], document["quarter"]) == ("QuarterOpened", "2026Q3")
    assert city.ask("evaluation", "open", "2026q3")["repeated"] is True
    assert city.ask("evaluation", "show", "2026Q3")["opened_on"] == "2026-09-15"


def test_people_read_the_next_command(city):
    assert f"下一步：zibo-port score show {FORWARDER} --quarter 2026Q3" in city.done(*RATING)
    assert "evaluation publish 2026Q3" in city.at("2026-10-09").done("evaluation", "close", "2026Q3")
    assert "report quarterly 2026Q3" in city.at("2026-10-09").done("evaluation", "publish", "2026Q3")
    assert "Evaluation of 2026Q3 (published)" in city.at("2026-10-09").done("evaluation", "show", "2026Q3", "--lang", "en")
