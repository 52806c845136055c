"""The article about a quarter's results: the same in plain text and on a page that needs nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import LONG, NAMES, SCRIPT, City
from zibo_port.documents.results_article import article_html, article_text
from zibo_port.domain.quarterly import QuarterlyReport


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return scene.whole(tmp_path_factory.mktemp("city")).report()


class Reader(HTMLParser):
    """Collects the text, the tags and the attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_who_stands_where(published: QuarterlyReport) -> None:
    text = article_text(published)
    assert "2026年10月12日，淄博市口岸办公室依托淄博市口岸运行监测联席会议，公布2026年第三季度口岸服务评价结果：5家" in text
    assert "优秀2家、良好0家、一般1家、较差1家。" in text
    assert f"优秀（2家）：\n· {NAMES[0]}　98.50分\n· {NAMES[1]}　98.50分\n一般（1家）：\n· {SCRIPT}　74.33分\n" in text
    assert f"因缺少数据未评定等次（1家）：\n· {NAMES[4]}\n" in text
    assert "良好（" not in text
    assert "评价分四个等次：90分以上为优秀，80分以上、不满90分为良好" in text


def test_who_is_watched_and_what_may_be_done(published: QuarterlyReport) -> None:
    text = article_text(published)
    assert f"列为重点关注企业的共2家：\n· {SCRIPT}\n· {LONG}\n" in text
    assert "· 适当提高抽查比例和频次①（依据《山东省社会信用条例》第二十八条第（四）项）" in text
    assert "①通知原文为“在开展日常检查、专项检查时大幅提高抽查比例" in text
    assert "处未作明确，暂按推定的解读执行" in text
    nobody = article_text(replace(published, watched=()))
    assert "没有重点关注企业" in nobody
    assert "适当提高" not in nobody


def test_before_publication_it_says_so(tmp_path: Path) -> None:
    report = City(tmp_path).inputs().meeting().closed().report()
    text = article_text(report)
    assert "2026年第三季度淄博市口岸服务评价结果（送审稿）" in text
    assert "公布2026年" not in text
    assert "按本次结果，拟列为重点关注企业的共2家" in text
    assert "尚未公布" in text


def test_whoever_leaves_the_list_is_not_announced_as_watched(published: QuarterlyReport) -> None:
    leaving = replace(published, status="closed", published_on=None, expected_exits=(published.standings[2],))
    assert published.standings[2].name == SCRIPT
    assert f"拟列为重点关注企业的共1家：\n· {LONG}\n" in article_text(leaving)


def test_a_rehearsal_is_marked(published: QuarterlyReport) -> None:
    assert article_text(published).startswith("【演练】")
    real = replace(published, rehearsal=False)
    assert "演练" not in article_text(real) + article_html(real)


def test_the_page_says_what_the_text_says(published: QuarterlyReport) -> None:
    shown = [line.strip() for line in Reader(article_html(published)).said if line.strip()]
    written = [re.sub(r"^· ", "", line) for line in article_text(published).splitlines() if line]
    assert shown[1:] == written
    assert shown[0] in written


def test_the_page_needs_nothing_else_and_runs_nothing(published: QuarterlyReport) -> None:
    page = article_html(published)
    read = Reader(page)
    assert read.tags == {"html", "head", "meta", "title", "body", "article", "h1", "h2", "p"}
    assert read.attributes == {"lang", "charset", "name", "content", "style"}
    assert "://" not in page
    assert "url(" not in page
    assert "&lt;script&gt;alert(" in page


def test_what_cannot_be_seen_is_shown(published: QuarterlyReport) -> None:
    for written in (article_text, article_html):
        assert "甲\\u202e乙" in written(scene.renamed(published, ["甲\u202e乙"]))


def test_the_same_figures_give_the_same_article(published: QuarterlyReport) -> None:
    assert (article_text(published), article_html(published)) == (article_text(published), article_html(published))
