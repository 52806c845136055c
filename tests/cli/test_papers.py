"""What is published is kept as it was, and shown at the outlets: every paper by its hash, every receipt a fact."""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.facts import FORWARDER
from zibo_port.cli.report import WRITERS
from zibo_port.domain.periods import Quarter
from zibo_port.office.papers import editions
from zibo_port.office.quarterly import quarterly

Q3 = Quarter.parse("2026Q3")
CHANGED = (
    "evaluation",
    "department-score",
    FORWARDER,
    "--quarter",
    "2026Q3",
    "--department",
    "customs",
    "--points",
    "8",
    "--reason",
    "核对",
)


def published(folder: Path) -> City:
    """The quarter was closed and published on the 9th of October, at ten."""
    made = build(folder)
    made.rated()
    made = made.at("2026-10-09")
    made.done("evaluation", "close", "2026Q3")
    made.done("evaluation", "publish", "2026Q3")
    return made


@pytest.fixture
def city(tmp_path: Path) -> City:
    """An input changed on the 12th."""
    made = published(tmp_path).at("2026-10-12")
    made.done(*CHANGED)
    return made


def paper(city: City, kind: str, *words: str) -> bytes:
    target = city.folder / f"paper.{kind}"
    city.done("report", "quarterly", "2026Q3", "--format", kind, "--out", str(target), *words)
    return target.read_bytes()


def kept(city: City) -> dict[str, dict[str, object]]:
    return {p["form"]: p for p in city.ask("evaluation", "publish", "2026Q3")["papers"]}


def test_as_known_on_the_day_of_publication_the_report_is_the_published_paper(city):
    for kind, known in kept(city).items():
        assert sha256(paper(city, kind, "--known-at", "2026-10-09")).hexdigest() == known["sha256"]
        assert sha256(paper(city, kind, "--published")).hexdigest() == known["sha256"]


def test_before_the_hour_of_publication_the_report_isnt_the_paper_that_came_out_later_that_day(city):
    early = paper(city, "json", "--known-at", "2026-10-09T09:00:00+08:00")
    assert json.loads(early)["status"] == "open"
    assert sha256(early).hexdigest() != kept(city)["json"]["sha256"]


def test_between_two_editions_of_one_day_the_first_one_is_the_paper(tmp_path):
    city = published(tmp_path)
    first, later = kept(city), city.at("2026-10-09T15:00:00+08:00")
    later.done(*CHANGED)
    meeting = later.ask("consultation", "call", "--on", "2026-10-09", "--department", "customs")["id"]
    later.done("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--consultation", meeting, "--accept")
    assert sha256(paper(later, "html", "--known-at", "2026-10-09T12:00:00+08:00")).hexdigest() == first["html"]["sha256"]
    assert sha256(paper(later, "html", "--known-at", "2026-10-09")).hexdigest() == kept(later)["html"]["sha256"] != first["html"]["sha256"]


def test_the_published_paper_is_the_same_whatever_day_it_is_asked_for(city):
    asked = paper(city, "html", "--published", "--effective-at", "2026-10-11")
    assert sha256(asked).hexdigest() == kept(city)["html"]["sha256"]


def test_the_report_of_today_is_another_and_says_what_is_pending(city):
    assert sha256(paper(city, "html")).hexdigest() != kept(city)["html"]["sha256"]
    now = json.loads(paper(city, "json"))
    assert [row["restatement_pending"] for row in now["ranking"] if row["enterprise"] == FORWARDER] == [True]


def test_made_anew_as_of_its_moment_every_paper_comes_out_the_same(city):
    archive = city.archive()
    (edition,) = editions(archive, Q3, archive.view())
    again = {kind: write(quarterly(archive, Q3, edition.view), "zh") for kind, write in WRITERS.items()}
    assert {kind: sha256(content).hexdigest() for kind, content in again.items()} == {k: p["sha256"] for k, p in kept(city).items()}
    archive.store.close()


def test_a_crash_between_publishing_and_printing_is_made_good_by_the_next_call(city):
    before = kept(city)
    with sqlite3.connect(city.database) as database:
        database.execute("DELETE FROM papers")
    fault = city.refused(8, "report", "quarterly", "2026Q3", "--published", "--format", "json")
    assert "audit verify" in fault["message"]
    assert kept(city) == before


@pytest.mark.parametrize(
    ("change", "says"), [("DELETE FROM papers", "缺失"), ("UPDATE papers SET content=CAST(content || 'x' AS BLOB)", "被改动")]
)
def test_a_published_paper_that_is_gone_or_altered_is_found_by_verification(city, change, says):
    assert city.run("audit", "verify").status == 0
    with sqlite3.connect(city.database) as database:
        database.execute(change)
    outcome = city.run("audit", "verify", "--lang", "zh")
    assert outcome.status == 8
    assert says in outcome.out + outcome.err


def test_publishing_prints_once(city):
    head = city.head()
    assert kept(city)["html"]["revision"] == 1
    assert city.head() == head


def test_each_accepted_restatement_is_an_edition_of_its_own_and_the_old_one_stays(city):
    first = kept(city)
    meeting = city.ask("consultation", "call", "--on", "2026-10-12", "--department", "customs")["id"]
    restated = city.ask("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--consultation", meeting, "--accept")
    assert (restated["before"], restated["after"]) == ({"total": "88.50", "grade": "良好"}, {"total": "78.00", "grade": "一般"})
    assert (restated["event"], restated["watch_list"]) == ("ResultRestated", "entered")
    assert {p["revision"] for p in restated["papers"]} == {2}
    assert sha256(paper(city, "html", "--known-at", "2026-10-09")).hexdigest() == first["html"]["sha256"]
    assert sha256(paper(city, "html", "--published")).hexdigest() == next(p["sha256"] for p in restated["papers"] if p["form"] == "html")
    score = city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    assert (score["status"], score["total"], score["restatement_pending"]) == ("restated", "78.00", False)
    then = city.ask("score", "show", FORWARDER, "--quarter", "2026Q3", "--known-at", "2026-10-11")
    assert (then["status"], then["total"]) == ("published", "88.50")


def test_a_deferred_restatement_leaves_figures_and_papers_and_stays_open(city):
    meeting = city.ask("consultation", "call", "--on", "2026-10-12", "--department", "customs")["id"]
    words = ("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--consultation", meeting)
    assert city.ask(*words, "--defer", "待海关核实")["event"] == "RestatementDeferred"
    head = city.head()
    again = city.ask(*words, "--defer", "待海关核实")
    assert (again["event"], again["repeated"], city.head()) == ("RestatementDeferred", True, head)
    score = city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    assert (score["status"], score["total"], score["restatement_pending"]) == ("published", "88.50", True)
    assert city.refused(2, *words)["code"] == "usage"


def test_a_meeting_before_what_is_restated_was_on_record_is_pointed_out(tmp_path):
    city = published(tmp_path)
    early = city.at("2026-10-09T15:00:00+08:00").ask("consultation", "call", "--on", "2026-10-09", "--department", "customs")["id"]
    later = city.at("2026-10-12T09:00:00+08:00")
    later.done(*CHANGED)
    words = ("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--accept", "--consultation", early)
    (warning,) = later.ask(*words, "--dry-run")["warnings"]
    assert (warning["code"], "2026-10-12 才有" in warning["message"]) == ("meeting-before-cause", True)
    same_day = later.ask("consultation", "call", "--on", "2026-10-12", "--department", "customs")["id"]
    assert later.ask(*words[:-1], same_day, "--dry-run")["warnings"] == []
    assert "注意：会商" in later.done(*words)
    assert later.ask(*words)["warnings"] == [warning], "a repeat says the same"


def test_nothing_is_restated_under_a_meeting_that_is_still_to_come_or_unknown(city):
    meeting = city.ask("consultation", "call", "--on", "2026-10-15", "--department", "customs")["id"]
    words = ("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--accept", "--consultation")
    assert "会前" in city.refused(4, *words, meeting)["message"]
    city.refused(5, *words, "M19990101-0000")


# --- outlets ------------------------------------------------------------------------------------------------------


def outlets(city: City) -> dict[str, dict[str, object]]:
    return {row["platform"]: row for row in city.ask("publication", "list") if row["document_no"] == "2026Q3"}


def test_the_results_are_due_at_every_outlet_the_notice_names(city):
    listed = outlets(city)
    assert set(listed) == {"government-site", "media", "wechat"}
    assert {row["state"] for row in listed.values()} == {"requested"}
    owed = {d["step"]: d for d in city.ask("duties") if d["step"].startswith("publish-results")}
    assert {d["department"] for d in owed.values()} == {"port-office", "port-service-centre"}
    assert {d["due_on"] for d in owed.values()} == {"2026-10-22"}
    assert all(d["assumed"] and d["case"] == "2026Q3" for d in owed.values())


def test_an_outlet_gets_the_kept_papers_and_its_receipt_ends_the_duty(city):
    wechat = outlets(city)["wechat"]["id"]
    sent = city.ask("publication", "send", wechat, "--drop", str(city.folder / "drop"))
    assert {f["sha256"] for f in sent["files"]} == {p["sha256"] for p in kept(city).values()}
    assert outlets(city)["wechat"]["state"] == "sent"
    city.done("publication", "receipt", wechat, "--accepted", "https://example.gov.cn/1", "--on", "2026-10-11")
    (duty,) = [d for d in city.ask("duties", "--all") if d["step"] == "publish-results-wechat"]
    assert (duty["done_on"], duty["late"]) == ("2026-10-11", False)
    assert city.ask("publication", "receipt", wechat, "--accepted", "https://example.gov.cn/1")["repeated"]
    city.refused(4, "publication", "receipt", wechat, "--rejected", "格式不符")


def test_a_restatement_asks_the_outlets_again_and_the_old_edition_is_superseded(city):
    meeting = city.ask("consultation", "call", "--on", "2026-10-12", "--department", "customs")["id"]
    city.done("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--consultation", meeting, "--accept")
    rows = [row for row in city.ask("publication", "list") if row["document_no"] == "2026Q3"]
    assert sorted((row["revision"], row["superseded"]) for row in rows) == [(1, True)] * 3 + [(2, False)] * 3
