"""`report suggestion`: a suggestion to the city's leadership as a Word file, from what is recorded of it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.cli.frame_runner import Outcome, run
from tests.documents.quarterly_scene import FIRST, City
from tests.documents.word import texts
from zibo_port.domain import commands as c

NOW = "2026-11-23T09:00:00+08:00"
TITLE = "关于延长夜间查验窗口的建议"
TEXT = "夜间查验窗口偏短。\n\n建议延长至22时"


@pytest.fixture
def city(tmp_path: Path) -> City:
    """A city with a suggestion that rests on a quarter."""
    made = City(tmp_path).inputs()
    made.clock.go_to(date(2026, 8, 10))
    return made


def drafted(city: City, **basis: Any) -> str:
    return str(city.do(c.DraftSuggestion(title=TITLE, text=TEXT, **(basis or {"quarter": "2026Q2"}))).suggestion)


def ask(city: City, *words: str) -> Outcome:
    return run("report", "suggestion", *words, "--store", city.url, "--now", NOW)


def test_until_it_is_submitted_it_is_a_draft_without_a_day(city: City, tmp_path: Path) -> None:
    name, file = drafted(city), tmp_path / "p.docx"
    done = ask(city, name, "--out", str(file))
    assert (done.status, done.err) == (0, "")
    assert f"已写出《{TITLE}》：{file}" in done.out
    assert f"标为送审稿。报送后登记：zibo-port suggestion submit {name}" in done.out
    content = file.read_bytes()
    assert texts(content, "版头标注") == ["演练", "送审稿"]
    assert texts(content, "Title") == [f"淄博市口岸办公室\n{TITLE}"]
    assert texts(content, "主送机关") == ["市委、市政府："]
    assert texts(content, "公文正文")[:2] == ["夜间查验窗口偏短。", "建议延长至22时。"]
    assert texts(content, "公文正文")[2].endswith("所据材料：2026年第二季度口岸运行和服务评价情况。")
    assert texts(content, "发文机关署名")[1].replace("　", "") == "年月日"


def test_submitted_it_bears_the_day_and_before_that_it_is_known_as_a_draft(city: City, tmp_path: Path) -> None:
    name = drafted(city)
    city.clock.go_to(date(2026, 8, 20))
    city.do(c.SubmitSuggestion(suggestion=name))
    now, then = tmp_path / "now.docx", tmp_path / "then.docx"
    document = ask(city, name, "--out", str(now), "--number", "2026年第3期", "--json").document
    assert document == {
        "file": str(now),
        "format": "docx",
        "bytes": now.stat().st_size,
        "sha256": sha256(now.read_bytes()).hexdigest(),
        "suggestion": name,
        "request": False,
        "submitted_on": "2026-08-20",
        "rehearsal": True,
        "known_position": document["known_position"],
    }
    assert texts(now.read_bytes(), "发文字号") == ["2026年第3期"]
    assert texts(now.read_bytes(), "发文机关署名")[1] == "2026年8月20日"
    assert ask(city, name, "--out", str(then), "--known-at", "2026-08-15").status == 0
    assert "送审稿" in texts(then.read_bytes(), "版头标注")


def test_a_request_names_who_signs(city: City, tmp_path: Path) -> None:
    name, file = drafted(city), tmp_path / "p.docx"
    assert ask(city, name, "--out", str(file), "--request", "--signer", "示例人").status == 0
    assert texts(file.read_bytes(), "上行文字号")[0].endswith("签发人：示例人")
    assert texts(file.read_bytes(), "公文正文")[-1] == "妥否，请批示。"


def test_what_it_rests_on_is_named(city: City, tmp_path: Path) -> None:
    met = city.do(c.CallConsultation(on=date(2026, 8, 10), departments=("customs",), cases=(FIRST,))).meeting
    file = tmp_path / "p.docx"
    for basis, said in (({"meeting": met}, f"2026年8月10日会议（{met}）纪要"), ({"month": "2026-07"}, "2026年7月各成员单位月报")):
        assert ask(city, drafted(city, **basis), "--out", str(file)).status == 0
        assert texts(file.read_bytes(), "公文正文")[2].endswith(f"所据材料：{said}。")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("S-00000000", "--out", "p.docx"), 5, "suggestion list"),
        (("S-00000000",), 2, "--out"),
        (("S-00000000", "--out", "p.docx", "--signer", "示例人"), 2, "--request"),
    ],
)
def test_what_cannot_be_done_is_said(city: City, words: tuple[str, ...], status: int, says: str) -> None:
    done = ask(city, *words)
    assert (done.status, done.out) == (status, "")
    assert says in done.err
    assert not Path("p.docx").exists()
