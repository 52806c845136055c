"""The report as a page: complete, escaped, without script or network, readable without colours, the same every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import FIRST, LONG, NAMES, SCRIPT, SECOND, THIRD, City
from zibo_port.documents.quarterly_html import report_html
from zibo_port.documents.quarterly_lead import title
from zibo_port.documents.quarterly_words import MARK
from zibo_port.domain.quarterly import QuarterlyReport

VOID = {"meta", "link", "br", "img", "hr", "input", "path", "rect", "circle", "line"}
PDFTOTEXT = shutil.which("pdftotext")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page(HTMLParser):
    """A page taken apart: elements with their attributes, and the text of each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def numbers(self) -> list[str]:
        """The numbers of decisions in its tables."""
        return re.findall("|".join(map(re.escape, (FIRST, SECOND, THIRD))), self.texts["main"][0])

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return scene.whole(tmp_path_factory.mktemp("city")).report()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> QuarterlyReport:
    return City(tmp_path_factory.mktemp("empty")).report()


@pytest.fixture(params=["zh", "en"])
def page(report: QuarterlyReport, request: pytest.FixtureRequest) -> Page:
    return Page(report_html(report, request.param))


def test_nothing_in_it_runs_or_is_fetched(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "a", "image", "use", "foreignobject"}
    for _, attrs in page.elements:
        for name, value in attrs.items():
            assert not name.startswith("on")
            assert name not in {"src", "href", "xlink:href", "srcset", "action", "background", "style"}
            if name != "xmlns":
                assert "://" not in (value or "")
    style = page.texts["style"][0]
    assert "@import" not in style
    assert set(re.findall(r"url\(([^)]*)\)", style)) <= {
        f"#p-{name}" for name in ("good", "fair", "poor", "complaints", "departments", "taken")
    }


def test_its_policy_allows_no_source_but_its_own_style(page: Page) -> None:
    policies = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert (policies[0] or "").startswith("default-src 'none'; style-src 'unsafe-inline'")
    places = [i for i, (tag, attrs) in enumerate(page.elements) if tag == "style" or attrs.get("http-equiv")]
    assert page.elements[places[0]][0] == "meta"


def test_names_from_users_are_text(report: QuarterlyReport) -> None:
    html = report_html(report, "zh")
    assert "<script" not in html.lower()
    assert any(SCRIPT in text for text in Page(html).texts["th"])
    assert any("<script>" in text for text in Page(html).texts["text"])
    assert any(SCRIPT in text for text in Page(html).texts["desc"])


@pytest.mark.parametrize(
    ("hidden", "shown"), [("\u202e", "\\u202e"), ("\n", "\\u000a"), ("\u200b", "\\u200b"), ("\x1b[31m", "\\u001b[31m")]
)
def test_what_cannot_be_seen_is_shown(report: QuarterlyReport, hidden: str, shown: str) -> None:
    html = report_html(scene.renamed(report, [f"甲{hidden}乙\"'&"]), "zh")
    assert f"甲{hidden}乙" not in html
    assert f"甲{shown}乙&#34;&#39;&amp;" in html


def test_it_holds_every_figure(page: Page, report: QuarterlyReport) -> None:
    rows = [re.sub(r"\s+", " ", text) for text in page.texts["tr"]]
    for standing in report.ranked:
        row = next(r for r in rows if standing.code in r and str(standing.total) in r)
        for part in (str(standing.rank), standing.name):
            assert part in row
    for number, points in ((FIRST, "5.0"), (SECOND, "8.5"), (THIRD, "2.0")):  # aligned: as many decimals as the longest has
        assert any(number in row and row.rstrip().endswith(points) for row in rows)
    text = " ".join(page.texts["body"])
    assert all(name in text for name in NAMES)
    assert all(m.clause in text for m in report.catalogue)
    assert all(u.reading.ambiguity in text for u in report.readings)


def test_decimals_stand_below_each_other(report: QuarterlyReport) -> None:
    ranking = report_html(report, "zh").split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r'<td class="n">([^<]+)</td>', row) for row in ranking.split("</tr>")[:-1]]
    assert len(rows) == len(report.ranked)
    decimals = [{len(number.partition(".")[2]) for number in column if number != "—"} for column in zip(*rows, strict=True)]
    assert decimals == [{0}, {2}, {1}, {1}]  # ratings of 50 and 60, complaints of 13.33, scores of 18.5, deductions of 8.5


def test_the_measures_carry_the_words_of_the_provincial_rules_and_the_notice_in_a_footnote(report: QuarterlyReport) -> None:
    html = report_html(report, "zh")
    assert "适当提高抽查比例和频次<sup>1</sup>" in html
    assert "<sup>1</sup> 通知原文为“在开展日常检查、专项检查时大幅提高抽查比例" in html


def test_every_picture_and_table_says_what_it_shows(page: Page) -> None:
    pictures = [a for a in page.all("svg") if a.get("role") == "img"]
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(pictures) == 4
    assert len(set(ids)) == len(ids)
    for picture in pictures:
        assert set((picture["aria-labelledby"] or "").split()) <= set(ids)
    assert all(title.strip() for title in page.texts["title"])
    assert len(page.texts["desc"]) == 4
    assert all(desc.strip() for desc in page.texts["desc"])
    assert len(page.all("caption")) == len(page.all("table"))
    others = [a for a in page.all("svg") if a.get("role") != "img"]
    assert all(a.get("aria-hidden") == "true" for a in others)


def test_no_meaning_hangs_on_colour_alone(report: QuarterlyReport) -> None:
    page = Page(report_html(report, "zh"))
    style = page.texts["style"][0]
    used = {c for _, a in page.elements for c in (a.get("class") or "").split() if c.startswith("tone-")}
    fills = dict(re.findall(r"\.(tone-[\w-]+) \{ fill: ([^;]+);", style))
    assert used <= set(fills)
    for plain, *patterned in (
        ("excellent", "none", "good", "fair", "poor"),
        ("met", "running", "met-late", "overdue"),
        ("rating", "complaints", "departments", "taken"),
    ):
        plainer = [name for name in patterned if name in {"none", "running"}]
        urls = [fills[f"tone-{name}"] for name in patterned if name not in plainer]
        assert all(fill.startswith("url(") for fill in urls)
        assert len(set(urls)) == len(urls)
        assert not fills[f"tone-{plain}"].startswith("url(")
    patterns = {f"url(#{a['id']})" for a in page.all("pattern")}
    assert {fill for fill in fills.values() if fill.startswith("url(")} <= patterns
    grades = [text.strip() for text in page.texts["td"] if text.strip() in {"优秀", "良好", "一般", "较差"}]
    assert len(grades) == 4 + 2  # the ranking, and the watch list


def test_a_rehearsal_carries_the_mark_and_a_real_report_does_not(report: QuarterlyReport) -> None:
    assert "<title>【演练】" in report_html(report, "zh")
    assert '<p class="mark"><b>演练</b>' in report_html(report, "zh")
    real = report_html(replace(report, rehearsal=False), "zh")
    assert "演练" not in real
    assert '<p class="watermark' not in real


def test_the_same_figures_give_the_same_bytes(report: QuarterlyReport) -> None:
    assert report_html(report, "zh") == report_html(report, "zh")


def test_it_tells_both_clocks_and_the_last_position(report: QuarterlyReport) -> None:
    html = report_html(report, "zh")
    assert f"第 {report.as_of.known_position} 号记录" in html
    assert "效力日期：2026年10月12日" in html
    assert "公布日期：2026年10月12日" in html


def test_what_is_provisional_is_said(tmp_path: Path) -> None:
    html = report_html(City(tmp_path).inputs().report(), "zh")
    assert "本季度尚未结束" in html
    assert "4 件案件尚未会商" not in html  # one of them is against an enterprise that isn't evaluated
    assert "3 件案件尚未会商" in html
    assert "若按此公布，2 家企业将列入重点关注名单" in html
    assert "缺少数据" in html
    assert "推定" in html


def test_what_was_taken_off_and_what_was_late_is_shown(report: QuarterlyReport) -> None:
    html = report_html(report, "zh")
    assert html.count('class="tone tone-taken"') == 1 + 2  # the legend, and two enterprises
    said = [text.strip() for text in Page(html).texts["td"]]
    assert "2026-08-12 办结，逾期 28 天" in said  # due on 15 July, seven working days after the decision
    assert any(text.startswith("未办，已逾期") for text in said)
    assert "done 2026-08-12, 28 days late" in [text.strip() for text in Page(report_html(report, "en")).texts["td"]]


def test_an_empty_quarter_is_a_page_too(empty: QuarterlyReport) -> None:
    page = Page(report_html(empty, "zh"))
    text = " ".join(page.texts["body"])
    assert "本季度没有参加评价的企业" in text
    assert "本季度没有因行政处罚扣分" in text
    assert "名单上没有企业" in text
    assert "本季度没有在办的职责" in text
    assert [a for a in page.all("svg") if a.get("role") == "img"] == []


@pytest.mark.parametrize("count", [1, 40, 41, 300, 1200])
def test_it_can_be_of_any_size(report: QuarterlyReport, count: int) -> None:
    page = Page(report_html(scene.of_size(report, count), "zh"))
    assert page.open == []
    pictures = [a for a in page.all("svg") if a.get("role") == "img"]
    assert len(pictures) == 4
    profile = any("class" in a and "tone" in (a["class"] or "") for a in page.all("path"))
    assert profile is (count > 40)


# --- in a browser -------------------------------------------------------------------------------------------------


def browse(path: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    quiet = ("--disable-component-update", "--disable-sync", "--enable-logging=stderr", f"--user-data-dir={folder / 'profile'}")
    command = [str(CHROMIUM), *flags, *quiet, *options, path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.slow
def test_a_browser_shows_it_without_a_complaint_and_runs_nothing(report: QuarterlyReport, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(report_html(scene.renamed(report, [LONG]), "zh"), encoding="utf-8")
    shown = browse(path, tmp_path, "--dump-dom")
    assert shown.returncode == 0
    assert "CONSOLE" not in shown.stderr
    dom = Page(shown.stdout)
    assert dom.all("script") == []
    assert len(dom.all("tr")) == len(Page(path.read_text(encoding="utf-8")).all("tr"))


@pytest.mark.skipif(CHROMIUM is None or PDFTOTEXT is None, reason="no Chromium or no pdftotext on this machine")
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_paper_pages_say_what_they_belong_to_and_numbers_of_documents_stay_whole(
    report: QuarterlyReport, tmp_path: Path, lang: str
) -> None:
    path, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    path.write_text(report_html(scene.renamed(report, [LONG] * 3), lang), encoding="utf-8")
    browse(path, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    text = subprocess.run([str(PDFTOTEXT), "-layout", str(printed), "-"], capture_output=True, text=True, timeout=60, check=True).stdout
    shown = re.sub(r"[ ]+", "", text)
    for number in (FIRST, SECOND, THIRD):
        assert shown.count(number) == Counter(Page(path.read_text(encoding="utf-8")).numbers())[number]
    first, *others = text.split("\f")[:-1]
    running = re.sub(r"[ ]+", "", f"{MARK.to(lang)} · {title(report).to(lang)}")
    assert running not in re.sub(r"[ ]+", "", first)
    assert others
    assert all(running in re.sub(r"[ ]+", "", page) for page in others)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.slow
def test_it_prints(report: QuarterlyReport, tmp_path: Path) -> None:
    path, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    path.write_text(report_html(scene.of_size(report, 300), "en"), encoding="utf-8")
    browse(path, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    content = printed.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) > 10
    assert set(re.findall(rb"/MediaBox \[0 0 ([\d.]+ [\d.]+)\]", content)) == {b"594.95996 841.91998"}  # A4
