from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import CASE, City, build
from tests.facts import BROKER, FORWARDER, WAREHOUSE

SHOW = ("score", "show", FORWARDER, "--quarter", "2026Q3")
EXPLAIN = ("score", "explain", FORWARDER, "--quarter", "2026Q3")


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.rated()
    return made


def test_the_document_is_the_contracts(city):
    city.punish()
    meeting = city.concluded()
    later = city.at("2026-09-28")
    later.done("evaluation", "complaint", FORWARDER, "--reference", "T-1", "--received-on", "2026-08-03", "--resolved-on", "2026-08-06")
    document = later.ask(*SHOW)
    assert {
        name: document[name] for name in ("enterprise", "name", "quarter", "status", "restatement_pending", "total", "grade", "interval")
    } == {
        "enterprise": FORWARDER,
        "name": "淄博示例货代有限公司",
        "quarter": "2026Q3",
        "status": "open",
        "restatement_pending": False,
        "total": "80.17",
        "grade": "良好",
        "interval": None,
    }
    assert [(c["code"], c["points"], c["max"]) for c in document["components"]] == [
        ("single-window-rating", "50", "60"),
        ("complaints-12345", "16.67", "20"),
        ("department-scores", "18.5", "20"),
    ]
    assert all(c["clause"] for c in document["components"])
    assert [fact["event"] for c in document["components"] for fact in c["facts"]] == [
        "RatingRecorded",
        "ComplaintReceived",
        "DepartmentScored",
    ]
    [taken] = document["deductions"]
    assert (taken["points"], taken["document_no"], taken["consultation"]) == ("5", CASE, meeting)
    readings = {r["ambiguity"]: r for r in document["readings"]}
    assert readings["rating.band-edges"] == {
        "ambiguity": "rating.band-edges",
        "reading": "higher-band",
        "adopted_by": None,
        "assumed": True,
        "applied": False,
    }
    assert readings["complaints.one-or-three"]["applied"] is True


def test_positions_are_those_of_the_log(city):
    trail = {event["position"]: event["event"] for event in city.ask("audit", "trail", FORWARDER)}
    for component in city.ask(*SHOW)["components"]:
        for fact in component["facts"]:
            assert trail[fact["position"]] == fact["event"]


def test_without_data_there_is_neither_total_nor_grade(city):
    document = city.ask("score", "show", BROKER, "--quarter", "2026Q3")
    assert (document["status"], document["total"], document["grade"], document["evaluated"]) == ("no-data", None, None, True)
    assert [(c["code"], c["points"]) for c in document["components"]] == [
        ("single-window-rating", None),
        ("complaints-12345", "20"),
        ("department-scores", None),
    ]
    assert "无数据" in city.done("score", "show", BROKER, "--quarter", "2026Q3")


def test_who_does_no_port_business_is_not_evaluated_and_is_told_why(city):
    document = city.ask("score", "show", WAREHOUSE, "--quarter", "2026Q3")
    assert (document["status"], document["total"], document["evaluated"]) == ("no-data", None, False)
    assert "其他" in document["reason"]
    assert "不评价" in city.done("score", "explain", WAREHOUSE, "--quarter", "2026Q3")


def test_a_published_figure_stands_and_says_what_is_pending(city):
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    later.done("evaluation", "publish", "2026Q3")
    city.at("2026-10-10").done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "tax", "--points", "1")
    now = city.at("2026-10-11")
    document = now.ask(*SHOW)
    assert (document["status"], document["total"], document["restatement_pending"]) == ("published", "88.50", True)
    assert document["recomputed"] == {"total": "79.75", "grade": "一般"}
    assert document["components"][2]["points"] == "18.5"
    said = now.done(*SHOW)
    assert "88.50 分" in said
    assert "79.75" in said
    before = now.ask(*SHOW, "--known-at", "2026-10-09")
    assert (before["status"], before["total"], before["restatement_pending"]) == ("published", "88.50", False)
    assert now.ask(*SHOW, "--known-at", "2026-10-08")["status"] == "open"
    assert now.ask(*SHOW, "--effective-at", "2026-09-01")["total"] == "88.50"


def test_both_clocks_filter_what_counts_while_the_quarter_is_open(city):
    later = city.at("2026-09-20")
    later.done("evaluation", "complaint", FORWARDER, "--reference", "T-1", "--received-on", "2026-08-03")
    now = city.at("2026-09-25")
    assert now.ask(*SHOW)["total"] == "81.83"
    assert now.ask(*SHOW, "--known-at", "2026-09-19")["total"] == "88.50"
    assert now.ask(*SHOW, "--known-at", "2026-09-20", "--effective-at", "2026-08-02")["total"] is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("score", "show", FORWARDER, "--quarter", "2026Q5"), 3),
        (("score", "show", FORWARDER), 2),
        (("score", "show", "91370303MADEM0012X", "--quarter", "2026Q3"), 3),
        (("score", "show", FORWARDER, "--quarter", "2026Q3", "--known-at", "2026-09-01"), 5),
    ],
)
def test_wrong_questions(city, words, status):
    assert city.refused(status, *words)["message"]


def test_a_quarter_before_the_notice_has_no_data(city):
    assert city.ask("score", "show", FORWARDER, "--quarter", "2020Q1")["status"] == "no-data"
    assert "无数据" in city.done("score", "explain", FORWARDER, "--quarter", "2020Q1")


def walk(step: dict) -> list[dict]:
    return [step, *(below for part in step["parts"] for below in walk(part))]


def test_the_explanation_goes_down_to_events_clauses_and_the_one_rounding(city):
    city.punish()
    document = city.ask(*EXPLAIN)
    steps = walk(document["derivation"])
    assert document["derivation"]["code"] == "total"
    assert document["derivation"]["value"] == document["total"] == "88.50"
    assert [s["code"] for s in steps].count("rounding") == 1
    assert all(step["clause"] for step in steps)
    facts = [fact for step in steps for fact in step["facts"]]
    trail = {event["position"]: event for event in city.ask("audit", "trail", FORWARDER)}
    assert {fact["event"] for fact in facts} == {"RatingRecorded", "DepartmentScored"}
    for fact in facts:
        assert trail[fact["position"]]["summary"] == fact["summary"]
        assert fact["officer"] == "王晓"
        assert fact["effective_on"] == "2026-09-15"


def test_the_tree_is_drawn_for_people(city):
    said = city.done(*EXPLAIN)
    assert "├─ " in said
    assert "└─ " in said
    assert "四舍五入" in said
    assert "事件 第" in said
    assert "依据：《淄博市口岸服务评价赋分细则》" in said
    english = city.done(*EXPLAIN, "--lang", "en")
    assert "rounded half up" in english
    assert "Single window rating of 2025" in english


def test_people_read_what_a_reading_says(city):
    assert "  取三个月得分的平均值（complaints.quarter，推定）\n" in city.done(*SHOW)
    assert "解读：取三个月得分的平均值（complaints.quarter）" in city.done(*EXPLAIN)
    english = city.done(*SHOW, "--lang", "en")
    assert "(complaints.quarter, assumed)" in english
    assert "mean-of-months" not in english


def test_a_total_below_nought_has_a_true_minus_for_people_and_a_plain_one_for_programs(city):
    city.punish()
    city.concluded("--deduct", "100")
    later = city.at("2026-09-28")
    assert "：−11.50 分，较差" in later.done(*SHOW)
    assert later.ask(*SHOW)["total"] == "-11.50"
