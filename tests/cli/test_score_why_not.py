"""`score why-not`: how it may be typed, what it says, and by which facts a closed quarter is judged."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.cli.city import CASE, City, build
from tests.facts import BROKER, FORWARDER, WAREHOUSE
from zibo_port.domain import counterfactual

WHY = ("score", "why-not", FORWARDER, "2026Q3")


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.rated()
    return made


@pytest.fixture
def fined(city: City) -> City:
    """50 + 20 + 18.5 − 10 = 78.50, 一般."""
    city.punish()
    city.concluded("--deduct", "10")
    return city.at("2026-09-29")


def test_the_smallest_set_with_its_events_and_what_it_would_give(fined: City) -> None:
    document = fined.ask(*WHY, "良好")
    trail = {event["position"]: event for event in fined.ask("audit", "trail", FORWARDER)}
    assert (document["total"], document["grade"], document["wanted"], document["stands"]) == ("78.50", "一般", "良好", False)
    assert [(found["total"], found["points_moved"]) for found in document["sets"]] == [("80.00", "1.5"), ("88.50", "10"), ("88.50", "10")]
    assert [change["code"] for found in document["sets"] for change in found["changes"]] == [
        "department-score",
        "deduction-not-taken",
        "rating-band",
    ]
    for found in document["sets"]:
        for change in found["changes"]:
            assert trail[change["position"]]["event"] == change["event"]
    assert CASE in document["sets"][1]["changes"][0]["text"]
    assert document["more"] == 0
    search = document["search"]
    assert (search["cap"], search["capped"], search["sizes_searched"]) == (counterfactual.CAP, False, 1)
    assert 0 < search["tried"] < search["cap"]


def test_it_may_be_typed_in_any_order_and_in_both_languages(fined: City) -> None:
    asked = fined.ask(*WHY, "优秀")
    for words in permutations((FORWARDER, "2026Q3", "excellent")):
        assert fined.ask("score", "why-not", *words) == asked
    for words in (
        (FORWARDER, "--quarter", "2026Q3", "--grade", "优秀"),
        ("Excellent", FORWARDER, "--quarter", "2026q3"),
        ("2026Q3", FORWARDER, "--grade", "EXCELLENT"),
    ):
        assert fined.ask("score", "why-not", *words) == asked


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((), 2, "信用代码、季度、等次"),
        ((FORWARDER, "优秀"), 2, "季度"),
        (("2026Q3", "优秀"), 2, "信用代码"),
        ((FORWARDER, "2026Q3", "优秀", "良好"), 2, "两次"),
        ((FORWARDER, "2026Q3", "优秀", "--quarter", "2026Q2"), 2, "两次"),
        ((FORWARDER, "2026Q3", "优秀", "--grade", "fair"), 2, "两次"),
        ((FORWARDER, BROKER, "2026Q3", "优秀"), 2, "两次"),
        ((FORWARDER, "2026Q5", "优秀"), 3, "2026Q3"),
        ((FORWARDER, "2026Q3", "特优"), 3, "优秀、良好、一般、较差"),
        (("91370303MADEM0012X", "2026Q3", "优秀"), 3, "校验"),
        (("91370303MADEM0038M", "2026Q3", "优秀"), 5, "没有登记"),
    ],
)
def test_what_is_wrong_is_said(city: City, words: tuple[str, ...], status: int, says: str) -> None:
    assert says in city.refused(status, "score", "why-not", *words)["message"]


def test_it_is_told_in_sentences(fined: City) -> None:
    said = fined.done(*WHY, "良好")
    assert "78.50 分，一般（未封账）" in said
    assert "最少要有 1 项事实与记录不同，才是良好；这样的组合有 3 组：" in said
    assert "1. 得 80.00 分，良好（变动 1.5 分）" in said
    assert "淄博海关评 20 分（实评 18.5 分）（第 " in said
    assert "DepartmentScored）" in said
    assert f"上限 {counterfactual.CAP}" in said
    english = fined.done(*WHY, "good", "--lang", "en")
    assert "For good at least 1 fact would have to be otherwise; such sets: 3." in english
    assert "had not deducted 10 points" in english


def test_a_grade_that_stands_and_an_enterprise_that_is_not_evaluated(fined: City) -> None:
    assert "等次已经是一般。" in fined.done(*WHY, "一般")
    document = fined.ask(*WHY, "一般")
    assert (document["stands"], document["sets"], document["search"]["tried"]) == (True, [], 0)
    other = fined.ask("score", "why-not", WAREHOUSE, "2026Q3", "优秀")
    assert (other["evaluated"], other["sets"], other["search"]) == (False, [], None)
    assert "其他" in other["reason"]
    assert "不评价" in fined.done("score", "why-not", WAREHOUSE, "2026Q3", "优秀")


def test_missing_data_are_named_as_not_on_record(city: City) -> None:
    document = city.ask("score", "why-not", BROKER, "2026Q3", "优秀")
    assert [(c["code"], c["position"], c["event"]) for c in document["sets"][0]["changes"]] == [
        ("rating-supplied", None, None),
        ("department-supplied", None, None),
    ]
    assert "（没有记录）" in city.done("score", "why-not", BROKER, "2026Q3", "优秀")


def test_before_the_rules_no_set_gives_a_grade(city: City) -> None:
    document = city.ask("score", "why-not", FORWARDER, "2020Q1", "优秀")
    assert (document["sets"], document["search"]["capped"]) == ([], False)
    assert "没有找到" in city.done("score", "why-not", FORWARDER, "2020Q1", "优秀")


def test_the_cap_is_said(fined: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_only(*question: object) -> counterfactual.WhyNot:
        return asked(*question, cap=1)  # type: ignore[arg-type]

    asked = counterfactual.why_not
    monkeypatch.setattr(counterfactual, "why_not", one_only)
    document = fined.ask(*WHY, "良好")
    assert document["search"] == {"tried": 1, "cap": 1, "capped": True, "sizes_searched": 0}
    assert "搜索到上限 1 种组合即止" in fined.done(*WHY, "良好")


def test_a_closed_quarter_goes_by_the_facts_of_its_close(fined: City) -> None:
    before = fined.ask(*WHY, "良好")
    later = fined.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    later.done("evaluation", "publish", "2026Q3")
    city = fined.at("2026-10-10")
    city.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "tax", "--points", "1")
    after = city.ask(*WHY, "良好")
    assert (after["status"], after["restatement_pending"]) == ("published", True)
    assert after["sets"] == before["sets"]
    assert city.ask(*WHY, "良好", "--effective-at", "2026-09-01")["sets"] == before["sets"]


def test_a_restated_quarter_goes_by_the_facts_that_the_restatement_took_in(fined: City) -> None:
    later = fined.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    later.done("evaluation", "publish", "2026Q3")
    city = fined.at("2026-10-10")
    city.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "tax", "--points", "10.5")
    meeting = city.ask("consultation", "call", "--on", "2026-10-10", "--department", "customs")["id"]
    city.done("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--consultation", meeting, "--accept")
    document = city.ask(*WHY, "良好")
    assert (document["status"], document["total"]) == ("restated", "74.50")
    texts = [change["text"] for found in document["sets"] for change in found["changes"]]
    assert any(text.startswith("会商") for text in texts)
    assert all(found["total"] == "84.50" for found in document["sets"])


def test_both_clocks_are_asked(fined: City) -> None:
    assert fined.ask(*WHY, "良好", "--known-at", "2026-09-20")["stands"] is True
    assert fined.ask(*WHY, "良好")["stands"] is False


def test_it_records_nothing(fined: City) -> None:
    head = fined.head()
    fined.done(*WHY, "优秀")
    assert fined.head() == head
