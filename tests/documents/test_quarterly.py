"""The report as a document for programs: complete, exact, the same in both languages but for its sentences."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import BEST, CODES, FAIR, FIRST, OTHER, POOR, SILENT, TIED, City
from zibo_port.documents.quarterly import report_document, report_json
from zibo_port.domain.quarterly import QuarterlyReport

SENTENCES = {"message", "items", "question", "answer", "what", "reason", "name", "footnote"}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return scene.whole(tmp_path_factory.mktemp("city")).report()


@pytest.fixture(scope="module")
def document(report: QuarterlyReport) -> dict[str, Any]:
    return json.loads(report_json(report, "zh"))  # type: ignore[no-any-return]


def test_it_begins_with_what_it_is_about(document: dict[str, Any], report: QuarterlyReport) -> None:
    assert document["quarter"] == "2026Q3"
    assert document["status"] == "published"
    assert (document["rehearsal"], document["mark"]) == (True, "演练")
    assert document["known_position"] == report.as_of.known_position > 0
    assert document["known_at"].endswith("+08:00")
    assert document["effective_at"] == "2026-10-12"


def test_its_summary_agrees_with_its_lists(document: dict[str, Any]) -> None:
    summary = document["summary"]
    assert summary["evaluated"] == summary["scored"] + summary["no_data"] == 5
    assert summary["scored"] == len(document["ranking"]) == sum(summary["grades"].values())
    assert summary["deductions"] == len(document["deductions"]) == sum(d["count"] for d in document["deductions_by_clause"])
    assert summary["points_deducted"] == "15.5"
    assert summary["watch_list"] == len(document["watch_list"]) == 2
    late = summary["duties"]["met-late"] + summary["duties"]["overdue"]
    assert late == len(document["late_duties"]) == sum(d["late"] for d in document["duties_by_department"])


def test_a_standing_is_written_as_score_show_writes_it(document: dict[str, Any]) -> None:
    fair = next(s for s in document["ranking"] if s["enterprise"] == CODES[FAIR])
    assert (fair["rank"], fair["total"], fair["grade"], fair["status"], fair["interval"]) == (3, "74.33", "一般", "published", None)
    assert [(c["code"], c["points"], c["max"]) for c in fair["components"]] == [
        ("single-window-rating", "50", "60"),
        ("complaints-12345", "13.33", "20"),
        ("department-scores", "16", "20"),
    ]
    assert all(f["position"] > 0 and f["event"] for c in fair["components"] for f in c["facts"])
    assert [(d["points"], d["document_no"]) for d in fair["deductions"]] == [("5", FIRST)]
    assert fair["deductions"][0]["clause"]


def test_every_number_of_points_is_a_string(document: dict[str, Any]) -> None:
    def floats(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(floats, value.values()))
        return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)

    assert not floats(document)


def test_who_lacks_data_is_listed_apart(document: dict[str, Any]) -> None:
    assert [(s["enterprise"], s["total"], s["grade"], s["missing"]) for s in document["no_data"]] == [
        (CODES[SILENT], None, None, ["single-window-rating"])
    ]


def test_deductions_of_whoever_is_not_evaluated_are_told_apart(document: dict[str, Any]) -> None:
    assert {d["enterprise"]: d["counted"] for d in document["deductions"]} == {CODES[FAIR]: True, CODES[POOR]: True, CODES[OTHER]: False}


def test_the_watch_list_names_the_measures_and_the_catalogue_their_clauses(document: dict[str, Any]) -> None:
    codes = [m["code"] for m in document["measures"]]
    assert all(w["measures"] == codes for w in document["watch_list"])
    raise_ = next(m for m in document["measures"] if m["code"] == "raise-inspection-rate")
    assert raise_["name"] == "适当提高抽查比例和频次"
    assert "大幅提高" in raise_["footnote"]
    assert raise_["clause"] == "《山东省社会信用条例》第二十八条第（四）项"


def test_readings_are_written_as_the_contract_has_them(document: dict[str, Any]) -> None:
    for reading in document["readings"]:
        assert {"ambiguity", "reading", "adopted_by", "assumed"} <= set(reading)
    assert {r["ambiguity"] for r in document["readings"] if r["assumed"]} >= {"rating.band-edges", "grade.decimals"}


def test_what_is_provisional_has_codes(document: dict[str, Any]) -> None:
    assert [p["code"] for p in document["provisional"]] == ["no-data", "deadlines-assumed", "readings-assumed"]


def test_language_changes_sentences_alone(report: QuarterlyReport) -> None:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in SENTENCES or (k == "name" and "enterprise" in value)}
        return [bare(v) for v in value] if isinstance(value, list) else value

    zh, en = report_document(report, "zh"), report_document(report, "en")
    assert zh != en
    assert bare(zh) == bare(en)


def test_ties_are_told_by_their_rank(document: dict[str, Any]) -> None:
    assert [s["rank"] for s in document["ranking"]] == [1, 1, 3, 4]
    assert {s["enterprise"] for s in document["ranking"][:2]} == {CODES[BEST], CODES[TIED]}


def test_an_open_quarter_says_what_would_happen(tmp_path_factory: pytest.TempPathFactory) -> None:
    document = report_document(City(tmp_path_factory.mktemp("open")).inputs().report(), "en")
    assert document["status"] == "open"
    assert set(document["watch_list_if_published"]["entering"]) == {CODES[FAIR], CODES[POOR]}
    assert [p["code"] for p in document["provisional"]][:3] == ["not-over", "no-data", "open-cases"]
