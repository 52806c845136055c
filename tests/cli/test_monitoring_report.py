"""`report monitoring`: its formats, its periods, where it goes, what it is refused for, and both clocks."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.frame_runner import Outcome, run
from tests.documents import monitoring_scene as scene
from tests.documents.monitoring_scene import City

NOW = "2026-09-16T09:00:00+08:00"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return scene.whole(tmp_path_factory.mktemp("city"))


def ask(city: City, *words: str) -> Outcome:
    return run("report", "monitoring", *words, "--store", city.url, "--now", NOW)


def test_a_page_is_written_and_what_it_says_is_told(city: City, tmp_path: Path) -> None:
    file = tmp_path / "报告.html"
    done = ask(city, "2026-08", "--format", "html", "--out", str(file))
    assert (done.status, done.err) == (0, "")
    assert "已写出《【演练】2026年8月口岸运行监测分析报告》" in done.out
    assert "应报月报 7 份，已报 6 份" in done.out
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("period", "kind"), [("2026-08", "xlsx"), ("2026Q2", "html"), ("2026q3", "json")])
def test_for_programs_the_file_is_named_with_its_hash(city: City, tmp_path: Path, period: str, kind: str) -> None:
    file, again = tmp_path / f"r.{kind}", tmp_path / f"again.{kind}"
    document = ask(city, period, "--out", str(file), "--json").document
    assert ask(city, period, "--out", str(again)).status == 0
    assert file.read_bytes() == again.read_bytes()
    assert (document["format"], document["period"], document["rehearsal"]) == (kind, period.upper(), True)
    assert document["sha256"] == sha256(file.read_bytes()).hexdigest()


def test_without_a_file_the_report_itself_is_printed(city: City) -> None:
    assert ask(city, "2026-08").out.startswith("<!DOCTYPE html>")
    assert ask(city, "2026-08", "--json").document["summary"]["warnings"] == 1
    assert ask(city, "2026Q2", "--format", "json", "--lang", "en").document["kind"] == "quarter"


def test_both_clocks_are_asked(city: City) -> None:
    then = ask(city, "2026-08", "--json", "--known-at", "2026-09-05").document
    assert then["summary"] == {
        "owed": 7,
        "handed_in": 0,
        "approved": 0,
        "awaiting_approval": 0,
        "returned": 0,
        "overdue": 0,
        "indicators": 0,
        "warnings": 0,
    }
    assert ask(city, "2026-08", "--json", "--effective-at", "2026-09-09").document["summary"]["handed_in"] == 5


def test_it_records_nothing(city: City) -> None:
    head = city.office.store.head()
    ask(city, "2026-08")
    assert city.office.store.head() == head


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("2026-08", "--format", "xlsx"), 2, "--out"),
        (("2026-08", "--format", "docx"), 2, "docx"),
        (("2026-08", "--out", "r.docx"), 2, "--format"),
        (("2026-13",), 3, "2026-03"),
        (("2026Q5",), 3, "2026Q3"),
        (("2026-08", "--out", "no/such/folder/r.html"), 3, "r.html"),
    ],
)
def test_what_cannot_be_done_is_said(city: City, words: tuple[str, ...], status: int, says: str) -> None:
    done = ask(city, *words)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert "Traceback" not in done.err
