"""`report quarterly`: its formats, where they go, what they are refused for, and both clocks."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.frame_runner import Outcome, run
from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import City

NOW = "2026-11-23T09:00:00+08:00"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return scene.whole(tmp_path_factory.mktemp("city"))


def ask(city: City, *words: str) -> Outcome:
    return run("report", "quarterly", *words, "--store", city.url, "--now", NOW)


def test_a_page_is_written_and_what_it_says_is_told(city: City, tmp_path: Path) -> None:
    file = tmp_path / "报告.html"
    done = ask(city, "2026Q3", "--format", "html", "--out", str(file))
    assert (done.status, done.err) == (0, "")
    assert "已写出《【演练】2026年第三季度口岸服务评价报告》" in done.out
    assert str(file) in done.out
    assert "参加评价的企业 5 家" in done.out
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(tmp_path.iterdir()) == [file]


def test_for_programs_the_file_is_named_with_its_hash(city: City, tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    document = ask(city, "2026Q3", "--out", str(file), "--json").document
    content = file.read_bytes()
    assert content.startswith(b"PK")
    assert document == {
        "file": str(file),
        "format": "xlsx",
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "quarter": "2026Q3",
        "status": "published",
        "rehearsal": True,
        "known_position": document["known_position"],
        "published_paper": False,
    }


@pytest.mark.parametrize("kind", ["html", "xlsx", "json"])
def test_the_same_store_and_clocks_give_the_same_bytes(city: City, tmp_path: Path, kind: str) -> None:
    one, two = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
    for file in (one, two):
        assert ask(city, "2026Q3", "--out", str(file)).status == 0
    assert one.read_bytes() == two.read_bytes()


def test_the_format_follows_the_suffix_unless_it_is_named(city: City, tmp_path: Path) -> None:
    for name, extra, kind in (("a.json", (), "json"), ("a.HTM", (), "html"), ("a", (), "html"), ("a.html", ("--format", "json"), "json")):
        assert ask(city, "2026Q3", "--out", str(tmp_path / name), *extra, "--json").document["format"] == kind


def test_without_a_file_the_report_itself_is_printed(city: City) -> None:
    assert ask(city, "2026Q3").out.startswith("<!DOCTYPE html>")
    assert ask(city, "2026Q3", "--format", "json").document["quarter"] == "2026Q3"
    assert ask(city, "2026Q3", "--json").document["report"] == "quarterly"
    assert ask(city, "2026Q3", "--out", "-", "--format", "html").out.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("2026Q3", "--format", "xlsx"), 2, "--out"),
        (("2026Q3", "--format", "html", "--json"), 2, "--out"),
        (("2026Q3", "--format", "docx"), 2, "docx"),
        (("2026Q3", "--out", "no/such/folder/r.pdf"), 2, "--format"),
        (("2026Q5",), 3, "2026Q3"),
        (("2026Q3", "--out", "no/such/folder/r.html"), 3, "r.html"),
    ],
)
def test_what_cannot_be_done_is_said(city: City, words: tuple[str, ...], status: int, says: str) -> None:
    done = ask(city, *words)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_file_that_cannot_be_written_leaves_the_old_one(city: City, tmp_path: Path) -> None:
    folder = tmp_path / "r.html"
    folder.mkdir()
    assert ask(city, "2026Q3", "--out", str(folder)).status == 2
    file = tmp_path / "old.html"
    file.write_text("old", encoding="utf-8")
    assert ask(city, "2026Q9", "--out", str(file)).status == 3
    assert file.read_text(encoding="utf-8") == "old"


def test_both_clocks_are_asked(city: City) -> None:
    then = ask(city, "2026Q3", "--json", "--known-at", "2026-08-01").document
    assert (then["status"], then["known_at"], then["effective_at"]) == ("open", "2026-08-01T23:59:59.999999+08:00", "2026-08-01")
    assert then["deductions"] == []
    effective = ask(city, "2026Q3", "--json", "--effective-at", "2026-07-20").document
    assert (effective["status"], effective["effective_at"], effective["late_as_of"]) == ("published", "2026-07-20", "2026-07-20")
    assert effective["watch_list"] == []
    assert [d["document_no"] for d in effective["deductions"]] == [
        d["document_no"] for d in ask(city, "2026Q3", "--json").document["deductions"]
    ]


def test_in_english(city: City, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    done = ask(city, "2026Q3", "--out", str(file), "--lang", "en")
    assert "Written, “[REHEARSAL] Port service evaluation, third quarter of 2026”" in done.out
    page = file.read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "Watch list" in page


def test_it_records_nothing(city: City) -> None:
    head = city.office.store.head()
    ask(city, "2026Q3")
    assert city.office.store.head() == head


def test_a_report_agrees_with_the_watch_list_and_the_scores(city: City) -> None:
    document = ask(city, "2026Q3", "--json").document
    listed = json.loads(run("watch-list", "--quarter", "2026Q3", "--store", city.url, "--now", NOW, "--json").out)
    keys = ("enterprise", "name", "quarter", "grade", "since", "reason")
    assert [{k: w[k] for k in keys} for w in document["watch_list"]] == [{k: w[k] for k in keys} for w in listed]


@pytest.mark.parametrize("paper", [("quarterly",), ("article",)])
def test_nothing_is_reported_of_a_quarter_that_has_not_begun(city: City, tmp_path: Path, paper: tuple[str]) -> None:
    words = ("report", *paper, "2027Q1", "--out", str(tmp_path / "r.html"), "--store", city.url, "--now")
    done = run(*words, "2026-12-31T23:59:59+08:00")
    assert (done.status, "2027Q1 到 2027-01-01 才开始" in done.err) == (3, True)
    assert run(*words, "2027-01-01T00:00:00+08:00").status == 0
