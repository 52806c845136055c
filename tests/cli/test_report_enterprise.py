"""`report enterprise`: its formats, where they go, what they are refused for, and both clocks."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.facts import FORWARDER, WAREHOUSE

ASK = ("report", "enterprise", FORWARDER, "--quarter", "2026Q3")


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.rated()
    made.punish()
    return made


def test_a_page_is_written_and_what_it_says_is_told(city: City, tmp_path: Path) -> None:
    file = tmp_path / "企业.html"
    said = city.done(*ASK, "--format", "html", "--out", str(file))
    assert "已写出《【演练】淄博示例货代有限公司　2026年第三季度评价情况》" in said
    assert str(file) in said
    assert "88.50 分，良好" in said
    assert "在办案件 1 件" in said
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_for_programs_the_file_is_named_with_its_hash(city: City, tmp_path: Path) -> None:
    file = tmp_path / "e.json"
    document = city.ask(*ASK, "--out", str(file))
    content = file.read_bytes()
    assert document == {
        "file": str(file),
        "format": "json",
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "enterprise": FORWARDER,
        "quarter": "2026Q3",
        "status": "open",
        "rehearsal": True,
        "known_position": city.head(),
    }
    assert json.loads(content)["report"] == "enterprise"


@pytest.mark.parametrize("kind", ["html", "json"])
def test_how_a_price_complaint_is_handled_isnt_told_to_the_enterprise(city: City, tmp_path: Path, kind: str) -> None:
    received = ("--received-on", "2026-09-14", "--channel", "12315", "--what", "清单以外收取查验服务费")
    city.done("price-complaint", "receive", "JB-2026-0031", "--enterprise", FORWARDER, *received)
    assert "assign-price-complaint" in {row["step"] for row in city.ask("duties")}
    file = tmp_path / f"e.{kind}"
    city.done(*ASK, "--format", kind, "--out", str(file))
    page = file.read_text(encoding="utf-8")
    assert not any(word in page for word in ("JB-2026-0031", "price-complaint", "价格举报", "清单以外"))


@pytest.mark.parametrize("kind", ["html", "json"])
def test_the_same_store_and_clocks_give_the_same_bytes(city: City, tmp_path: Path, kind: str) -> None:
    one, two = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
    for file in (one, two):
        city.done(*ASK, "--out", str(file))
    assert one.read_bytes() == two.read_bytes()


def test_without_a_file_the_page_itself_is_printed(city: City) -> None:
    assert city.done(*ASK).startswith("<!DOCTYPE html>")
    assert city.ask(*ASK)["report"] == "enterprise"
    assert json.loads(city.done(*ASK, "--format", "json"))["total"] == "88.50"
    assert city.done(*ASK, "--out", "-").startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in city.done(*ASK, "--lang", "en")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("report", "enterprise", FORWARDER), 2, "quarter"),
        ((*ASK, "--format", "xlsx"), 2, "xlsx"),
        ((*ASK, "--out", "e.xlsx"), 2, "xlsx"),
        ((*ASK, "--out", "no/such/folder/e.html"), 3, "e.html"),
        (("report", "enterprise", FORWARDER, "--quarter", "2026Q5"), 3, "2026Q3"),
        (("report", "enterprise", "91370303MADEM0012X", "--quarter", "2026Q3"), 3, "校验码"),
        (("report", "enterprise", "91370303MADEM0038M", "--quarter", "2026Q3"), 5, "91370303MADEM0038M"),
    ],
)
def test_what_cannot_be_done_is_said(city: City, words: tuple[str, ...], status: int, says: str) -> None:
    done = city.run(*words)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert "Traceback" not in done.err


def test_html_and_json_cannot_both_go_to_standard_output(city: City) -> None:
    assert "--out" in city.refused(2, *ASK, "--format", "html")["message"]


def test_both_clocks_are_asked(city: City) -> None:
    city.concluded("--deduct", "10")
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    now = later.ask(*ASK)
    assert (now["status"], now["total"]) == ("closed", "78.50")
    assert [one["kind"] for one in now["against"]].count("deduction") == 1
    then = later.ask(*ASK, "--known-at", "2026-09-20")
    assert (then["status"], then["total"], then["as_of"]) == ("open", "88.50", "2026-09-20")
    effective = later.ask(*ASK, "--effective-at", "2026-09-20")
    assert (effective["total"], effective["effective_at"]) == ("78.50", "2026-09-20")


def test_its_figures_are_those_of_the_score(city: City) -> None:
    page, score = city.ask(*ASK), city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    for name in ("name", "quarter", "status", "restatement_pending", "total", "grade", "interval", "evaluated"):
        assert page[name] == score[name]
    explained = city.ask("score", "explain", FORWARDER, "--quarter", "2026Q3")["derivation"]

    def positions(step: dict) -> list[int]:
        return [fact["position"] for fact in step["facts"]] + [p for part in step["parts"] for p in positions(part)]

    assert positions(page["derivation"]) == positions(explained)
    other = city.ask("report", "enterprise", WAREHOUSE, "--quarter", "2026Q3")
    assert (other["evaluated"], other["total"], other["lapses"]) == (False, None, [])


def test_it_records_nothing(city: City) -> None:
    head = city.head()
    city.done(*ASK)
    assert city.head() == head
