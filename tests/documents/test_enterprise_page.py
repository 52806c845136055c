"""An enterprise's page: complete, escaped, without script or network, the same every time; and its JSON."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import CODES, FAIR, FIRST, OTHER, Q3, SCRIPT, SILENT, City
from tests.documents.test_quarterly_html import Page
from zibo_port.documents.enterprise_page import page_json
from zibo_port.documents.enterprise_page_html import page_html
from zibo_port.documents.enterprise_page_words import KINDS, OWED, SHOWN_STATES, STATES, lead, state_words, step_state, title
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import EnterprisePage, FormerName
from zibo_port.domain.periods import Quarter
from zibo_port.office.enterprise_page import enterprise_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    made = scene.whole(tmp_path_factory.mktemp("city"))
    made.clock.go_to(date(2026, 10, 20))
    return made


def gathered(city: City, who: int = FAIR, quarter: Quarter = Q3) -> EnterprisePage:
    return enterprise_page(city.archive, CODES[who], quarter, city.archive.view())


@pytest.fixture(scope="module")
def fair(city: City) -> EnterprisePage:
    return gathered(city)


@pytest.fixture(params=["zh", "en"])
def page(fair: EnterprisePage, request: pytest.FixtureRequest) -> Page:
    return Page(page_html(fair, request.param))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", " ".join(Page(html).texts["body"]))


# --- the page -----------------------------------------------------------------------------------------------------


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
    assert set(re.findall(r"url\(([^)]*)\)", style)) <= {f"#p-{name}" for name in ("good", "fair", "poor")}
    policies = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert [(p or "").startswith("default-src 'none'; style-src 'unsafe-inline'") for p in policies] == [True]


def test_names_from_users_are_text(fair: EnterprisePage) -> None:
    html = page_html(fair, "zh")
    assert "<script" not in html.lower()
    assert any(SCRIPT in text for text in Page(html).texts["h1"])
    hidden = replace(fair, who=replace(fair.who, name="甲\u202e乙\"'&", former_names=(FormerName("<b>\n", None),)))
    shown = page_html(hidden, "zh")
    assert "甲\u202e乙" not in shown
    assert "甲\\u202e乙&#34;&#39;&amp;" in shown
    assert "&lt;b&gt;\\u000a" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_that_was_gathered_stands_on_it(fair: EnterprisePage, lang: str) -> None:
    text = text_of(page_html(fair, lang))
    for one in fair.against:
        assert one.what.to(lang) in text
        assert one.ends.to(lang) in text
        assert KINDS[one.kind].to(lang) in text
        assert str(one.since) in text
    for shown in fair.shown:
        assert shown.answer is None or shown.answer in text
    for step in fair.recourses:
        assert step.what.to(lang) in text
        assert step.clause in text
        assert step_state(step, fair).to(lang) in text
    for lapse in fair.lapses:
        assert str(lapse.until) in text
        assert str(lapse.then.total) in text
    for step in fair.score.derivation.walk():
        assert (step.en if lang == "en" else step.zh) in text
    for told in fair.told.values():
        assert told.summary.to(lang) in text
    for used in fair.readings:
        assert used.ambiguity.question.text.to(lang) in text


def test_it_says_that_deductions_lapse_with_their_quarter(fair: EnterprisePage) -> None:
    text = text_of(page_html(fair, "zh"))
    assert "扣分和投诉只计入所属季度，随该季度结束失效" in text
    assert "belong to their quarter and lapse with it" in text_of(page_html(fair, "en"))
    assert "仅去掉此项" in text
    assert "+5" in text


def test_every_table_says_what_it_shows_and_ids_are_unique(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(caption.strip() for caption in page.texts["caption"])
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(a.get("aria-hidden") == "true" for a in page.all("svg"))


def test_a_grade_is_told_in_words_beside_its_pattern(fair: EnterprisePage) -> None:
    parsed = Page(page_html(fair, "zh"))
    assert any(text.strip().endswith("一般") for text in parsed.texts["p"])
    classes = {c for _, a in parsed.elements for c in (a.get("class") or "").split()}
    assert {"tone-fair", "tone-good"} <= classes
    assert not classes & {"tone-poor", "tone-excellent"}


def test_a_rehearsal_carries_the_mark_and_a_real_page_does_not(fair: EnterprisePage) -> None:
    html = page_html(fair, "zh")
    assert "<title>【演练】" in html
    assert '<p class="mark"><b>演练</b>' in html
    real = page_html(replace(fair, rehearsal=False), "zh")
    assert "演练" not in real
    assert '<p class="watermark' not in real


def test_the_same_figures_give_the_same_bytes(city: City, fair: EnterprisePage) -> None:
    again = replace(gathered(city), as_of=fair.as_of)
    assert page_html(again, "zh") == page_html(fair, "zh")
    assert page_json(again, "zh") == page_json(fair, "zh")
    assert page_html(fair, "zh") != page_html(fair, "en")


def test_a_pending_restatement_and_an_open_review_are_told(fair: EnterprisePage) -> None:
    pending = replace(fair, recomputed=Figures(fair.figures.total, "良好"), interval=(fair.figures.total, fair.figures.total))  # type: ignore[arg-type]
    text = text_of(page_html(pending, "zh"))
    assert "待重述" in text
    assert "正在复议或诉讼：维持的为 74.33 分" in text
    assert "A restatement is pending" in text_of(page_html(pending, "en"))


def test_pages_with_little_on_them(city: City) -> None:
    other = page_html(gathered(city, OTHER), "zh")
    assert "不属于口岸服务评价对象" in other
    assert "本季度不评价，没有等次。" in other
    silent = page_html(gathered(city, SILENT), "zh")
    assert "无数据" in silent
    assert "缺少数据：不计总分，不定等次" in silent
    early = page_html(gathered(city, quarter=Quarter(2020, 1)), "zh")
    assert "没有施行中的评价规则" in early
    bare = replace(gathered(city), against=(), shown=(), recourses=(), lapses=(), results=(), readings=())
    assert page_html(bare, "en").count('class="none"') == 4


def test_superseded_and_unknown_states_are_told(fair: EnterprisePage) -> None:
    assert state_words(replace(fair.shown[0], current=False)).zh == "已有新版"
    assert state_words(replace(fair.shown[0], state="new")).zh == "new"
    assert {"requested", "accepted", "rejected", "withdrawal-requested", "withdrawn", "ended"} == set(SHOWN_STATES)
    assert "报送的截止期：2027-01-01" in text_of(
        page_html(replace(fair, shown=(replace(fair.shown[0], filed_until=date(2027, 1, 1)),)), "zh")
    )


def test_what_is_owed_is_not_merely_possible(fair: EnterprisePage) -> None:
    pay = next(step for step in fair.recourses if step.code == "pay")
    early = replace(fair, as_of=replace(fair.as_of, on=pay.since or fair.as_of.on))
    assert step_state(pay, early) == OWED
    assert step_state(pay, fair) == STATES["overdue"]
    assert step_state(replace(pay, owed=False), early) == STATES["open"]


def test_title_and_lead_speak_both_languages(fair: EnterprisePage) -> None:
    assert title(fair).zh.endswith("2026年第三季度评价情况")
    assert lead(fair).zh.startswith("2026年第三季度评价结果：74.33 分，一般。本季度因行政处罚扣 5 分。在办案件 0 件，正在公示 2 处")
    assert "on the watch list since 12 October 2026" in lead(fair).en


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_it_prints_on_paper(fair: EnterprisePage, tmp_path: Path) -> None:
    source, target = tmp_path / "e.html", tmp_path / "e.pdf"
    source.write_text(page_html(fair, "zh"), encoding="utf-8")
    quiet = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
    command = [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", *quiet, f"--user-data-dir={tmp_path / 'profile'}"]
    subprocess.run(
        [*command, "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=100
    )
    assert target.read_bytes().startswith(b"%PDF")


# --- for machines -------------------------------------------------------------------------------------------------


def test_the_document_holds_everything_with_plain_values(fair: EnterprisePage) -> None:
    document = json.loads(page_json(fair, "zh"))
    assert {name: document[name] for name in ("report", "enterprise", "quarter", "status", "total", "grade", "mark", "as_of")} == {
        "report": "enterprise",
        "enterprise": CODES[FAIR],
        "quarter": "2026Q3",
        "status": "published",
        "total": "74.33",
        "grade": "一般",
        "mark": "演练",
        "as_of": "2026-10-20",
    }
    assert [len(document[name]) for name in ("against", "shown", "recourses", "lapses", "readings")] == [
        len(part) for part in (fair.against, fair.shown, fair.recourses, fair.lapses, fair.readings)
    ]
    assert document["against"][0] | {"text": "", "clause": "", "ends": "", "position": 0} == {
        "kind": "deduction",
        "about": FIRST,
        "text": "",
        "clause": "",
        "since": "2026-08-10",
        "until": "2026-09-30",
        "ends": "",
        "points": "5",
        "position": 0,
        "provisional": False,
        "assumed": False,
    }
    assert document["lapses"][0]["gone_on"] == "2026-10-01"
    assert document["lapses"][0]["then"] == {"total": "86.00", "grade": "良好"}
    assert document["derivation"]["parts"][0]["facts"][0]["event"] == "RatingRecorded"
    assert document["shown"][0]["receipt"] == "收1号"


def test_the_language_changes_sentences_alone(fair: EnterprisePage) -> None:
    def codes(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {key: codes(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [codes(item, name) for item in value]
        return None if name in {"text", "ends", "note", "summary", "question", "answer"} else value

    zh, en = (json.loads(page_json(fair, lang)) for lang in ("zh", "en"))
    assert zh != en
    assert codes(zh) == codes(en)


def test_a_rejection_is_no_receipt(fair: EnterprisePage) -> None:
    rejected = replace(fair, shown=(replace(fair.shown[0], state="rejected", answer="格式不符"),))
    [shown] = json.loads(page_json(rejected, "zh"))["shown"]
    assert (shown["receipt"], shown["rejection"]) == (None, "格式不符")
