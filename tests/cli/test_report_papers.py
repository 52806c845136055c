"""`report quarterly --format docx|txt`, `report article`, `report minutes`: papers that people type and hand over."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.frame_runner import Outcome, run
from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import OPEN, City
from tests.documents.word import texts, whole_text
from zibo_port.office.meetings import meetings

NOW = "2026-11-23T09:00:00+08:00"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return scene.whole(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def meeting(city: City) -> str:
    return meetings(city.archive, city.archive.view())[0].call.meeting


def ask(city: City, *words: str) -> Outcome:
    return run("report", *words, "--store", city.url, "--now", NOW)


# --- the notice ---------------------------------------------------------------------------------------------------


def test_the_notice_is_written_by_its_suffix_or_by_name(city: City, tmp_path: Path) -> None:
    named, suffixed = tmp_path / "通报", tmp_path / "r.docx"
    assert ask(city, "quarterly", "2026Q3", "--format", "docx", "--out", str(named)).status == 0
    document = ask(city, "quarterly", "2026Q3", "--out", str(suffixed), "--json").document
    assert named.read_bytes() == suffixed.read_bytes()
    assert (document["format"], document["sha256"]) == ("docx", sha256(suffixed.read_bytes()).hexdigest())
    assert texts(suffixed.read_bytes(), "Title") == ["淄博市口岸办公室关于2026年第三季度\n口岸服务评价结果的通报"]


def test_the_notice_is_in_chinese_whatever_language_is_spoken(city: City, tmp_path: Path) -> None:
    chinese, english = tmp_path / "zh.docx", tmp_path / "en.docx"
    assert ask(city, "quarterly", "2026Q3", "--out", str(chinese)).status == 0
    said = ask(city, "quarterly", "2026Q3", "--out", str(english), "--lang", "en")
    assert said.out.startswith("Written")
    assert chinese.read_bytes() == english.read_bytes()


def test_a_word_file_cannot_go_to_the_screen(city: City) -> None:
    refused = ask(city, "quarterly", "2026Q3", "--format", "docx")
    assert (refused.status, refused.out) == (2, "")
    assert "docx 不能输出到屏幕，请用 --out 指定文件。" in refused.err


def test_the_notice_as_it_was_known(city: City, tmp_path: Path) -> None:
    file = tmp_path / "r.docx"
    assert ask(city, "quarterly", "2026Q3", "--out", str(file), "--known-at", "2026-08-01").status == 0
    assert "测算稿" in texts(file.read_bytes(), "版头标注")
    assert "目前重点关注企业0家" in whole_text(file.read_bytes())


# --- the article --------------------------------------------------------------------------------------------------


def test_the_article_is_the_same_under_both_commands(city: City, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    assert ask(city, "article", "2026Q3", "--format", "txt", "--out", str(file)).status == 0
    assert file.read_text(encoding="utf-8") == ask(city, "quarterly", "2026Q3", "--format", "txt").out
    assert "优秀（2家）" in file.read_text(encoding="utf-8")


def test_the_page_of_the_article_is_printed_or_written(city: City, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    document = ask(city, "article", "2026Q3", "--out", str(file), "--json").document
    assert {**document, "known_position": 0} == {
        "file": str(file),
        "format": "html",
        "bytes": file.stat().st_size,
        "sha256": sha256(file.read_bytes()).hexdigest(),
        "quarter": "2026Q3",
        "status": "published",
        "rehearsal": True,
        "known_position": 0,
    }
    assert ask(city, "article", "2026Q3").out == file.read_text(encoding="utf-8")
    assert ask(city, "article", "2026Q3", "--out", "-").out.startswith("<!DOCTYPE html>")


def test_an_article_and_json_cannot_both_go_to_the_screen(city: City) -> None:
    refused = ask(city, "article", "2026Q3", "--json")
    assert (refused.status, refused.out) == (2, "")
    assert "--out" in refused.err


# --- minutes ------------------------------------------------------------------------------------------------------


def test_minutes_are_written_and_what_is_open_is_told(city: City, meeting: str, tmp_path: Path) -> None:
    file = tmp_path / "纪要.docx"
    done = ask(city, "minutes", meeting, "--format", "docx", "--out", str(file))
    assert (done.status, done.err) == (0, "")
    assert f"已写出【演练】会商 {meeting}（2026-08-10）的纪要：{file}" in done.out
    assert f"尚无结论的案件：{OPEN}。登记结论：zibo-port consultation conclude {meeting} --case {OPEN}" in done.out
    assert texts(file.read_bytes(), "发文机关标志") == ["淄博市口岸办公室会议纪要"]
    assert texts(file.read_bytes(), "版头标注") == ["演练", "草稿"]


def test_number_and_place_are_printed_where_they_are_given(city: City, meeting: str, tmp_path: Path) -> None:
    file = tmp_path / "m.docx"
    words = ("--number", "淄口纪〔2026〕4号", "--place", "市政府第三会议室")
    document = ask(city, "minutes", meeting, "--out", str(file), *words, "--json").document
    content = file.read_bytes()
    assert document == {
        "file": str(file),
        "format": "docx",
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "meeting": meeting,
        "on": "2026-08-10",
        "final": False,
        "rehearsal": True,
        "known_position": document["known_position"],
    }
    assert texts(content, "发文字号") == ["淄口纪〔2026〕4号"]
    assert "地点：市政府第三会议室" in texts(content, "公文正文")


def test_minutes_ask_both_clocks_and_give_the_same_bytes(city: City, meeting: str, tmp_path: Path) -> None:
    one, two, before = (tmp_path / name for name in ("1.docx", "2.docx", "3.docx"))
    for file in (one, two):
        assert ask(city, "minutes", meeting, "--out", str(file)).status == 0
    assert one.read_bytes() == two.read_bytes()
    call = meetings(city.archive, city.archive.view())[0].call.timestamp.isoformat()
    assert ask(city, "minutes", meeting, "--out", str(before), "--known-at", call).status == 0
    assert "会商结论：会议尚未形成结论。" in texts(before.read_bytes(), "公文正文")
    assert "会商结论：在2026年第三季度口岸服务评价中扣8.5分。" in texts(one.read_bytes(), "公文正文")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("minutes", "M19990101-0000", "--out", "m.docx"), 5, "consultation list"),
        (("minutes", "M19990101-0000"), 2, "--out"),
        (("minutes", "M19990101-0000", "--format", "html", "--out", "m.html"), 2, "docx"),
        (("article", "2026Q5"), 3, "2026Q3"),
        (("article", "2026Q3", "--out", "no/such/folder/a.html"), 3, "a.html"),
    ],
)
def test_what_cannot_be_done_is_said(city: City, words: tuple[str, ...], status: int, says: str) -> None:
    done = ask(city, *words)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert "Traceback" not in done.err
    assert not Path("m.docx").exists()


def test_in_english(city: City, meeting: str, tmp_path: Path) -> None:
    file = tmp_path / "m.docx"
    done = ask(city, "minutes", meeting, "--out", str(file), "--lang", "en")
    assert f"Written, [REHEARSAL] minutes of {meeting} (2026-08-10)" in done.out
    assert "Marked as a draft" in done.out


def test_papers_record_nothing(city: City, meeting: str, tmp_path: Path) -> None:
    head = city.office.store.head()
    ask(city, "minutes", meeting, "--out", str(tmp_path / "m.docx"))
    ask(city, "article", "2026Q3")
    ask(city, "quarterly", "2026Q3", "--out", str(tmp_path / "n.docx"))
    assert city.office.store.head() == head


# --- in a process of its own --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "loaded"), [(("--format", "json"), "[]"), (("--format", "docx"), "['docx', 'lxml']")])
def test_the_word_library_is_loaded_for_word_files_alone(city: City, tmp_path: Path, words: tuple[str, ...], loaded: str) -> None:
    asked = ["report", "quarterly", "2026Q3", *words, "--out", str(tmp_path / "r"), "--store", city.url, "--now", NOW]
    code = (
        "import sys; from zibo_port.cli.door import serve; "
        f"status = serve({asked!r}); print(status, [m for m in ('docx', 'lxml') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.stderr == f"0 {loaded}\n"
