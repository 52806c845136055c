"""What LibreOffice prints of the official papers: it opens them as they are, every word is there, the imprint stands at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.test_gongwen import AT, DAY
from tests.documents.test_minutes_paper import MINUTES
from tests.documents.test_suggestion_paper import READING, REQUEST
from tests.documents.word import MISSING, OFFICE, READER, Printer, closed_up, printer, whole_text
from zibo_port.documents.gongwen import Paper
from zibo_port.documents.minutes_paper import minutes_paper
from zibo_port.documents.results_notice import results_notice
from zibo_port.documents.suggestion_paper import suggestion_paper

pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None or READER is None, reason=MISSING)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    return printer(tmp_path_factory.mktemp("print"))


def lost(content: bytes, printed: list[str]) -> Counter[str]:
    """Characters of the paper that no page shows."""
    return Counter(closed_up(whole_text(content))) - Counter(closed_up("".join(printed)))


@pytest.mark.parametrize("make", [lambda: minutes_paper(MINUTES), lambda: suggestion_paper(READING), lambda: suggestion_paper(REQUEST)])
def test_a_paper_is_printed_whole(pages: Printer, make) -> None:
    content = make()
    printed = pages(content)
    assert lost(content, printed) == Counter()
    assert all(f"—{number}—" in closed_up(page) for number, page in enumerate(printed, 1))
    assert ["印发" in page for page in printed] == [False] * (len(printed) - 1) + [True]


def test_a_notice_of_many_enterprises_is_printed_whole(pages: Printer, tmp_path_factory: pytest.TempPathFactory) -> None:
    report = scene.of_size(scene.whole(tmp_path_factory.mktemp("city")).report(), 60)
    content = results_notice(report)
    printed = pages(content)
    assert lost(content, printed) == Counter()
    with_head = [page for page in printed if "统一社会信用代码" in page and "名次" in page]
    assert len(with_head) >= 3
    text = "\n".join(printed)
    assert [s.code for s in report.standings if s.code not in text] == [], "a credit code stands on one line"
    assert all("【演练】" in page for page in printed)
    assert "抄送：" in printed[-1]
    assert not [page for page in printed if page.lstrip().startswith("注：")]


@pytest.mark.parametrize("lines", [19, 20, 21, 22])
def test_the_imprint_never_covers_the_text(pages: Printer, lines: int) -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    for _ in range(lines):
        made.body("文")
    made.imprint("各成员单位", "淄博市口岸办公室", DAY)
    printed = pages(made.content())
    assert closed_up("".join(printed)).count("文") == lines
    assert "印发" in printed[-1]
    assert len(printed) == (1 if lines <= 20 else 2)


def test_a_page_holds_22_lines(pages: Printer) -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    for _ in range(44):
        made.body("文")
    assert [closed_up(page).count("文") for page in pages(made.content())] == [22, 22]


def test_a_file_that_is_damaged_is_noticed(pages: Printer) -> None:
    content = minutes_paper(MINUTES)
    broken = content.replace("会议概况".encode(), b"<" * len("会议概况".encode()))
    assert broken != content
    try:
        printed = pages(broken)
    except Exception:
        return
    assert lost(content, printed)


def test_a_draft_in_rehearsal_shows_both_marks(pages: Printer) -> None:
    (first, *_) = pages(minutes_paper(replace(MINUTES, final=False, rehearsal=True)))
    assert {"演练", "草稿"} <= {line.strip() for line in first.splitlines()}
