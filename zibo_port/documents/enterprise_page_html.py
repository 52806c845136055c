"""An enterprise's page as one file of HTML that needs nothing else: no script, no network; it prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from zibo_port.documents import enterprise_page_words as words
from zibo_port.documents import quarterly_words
from zibo_port.documents.charts import Tone, swatch
from zibo_port.documents.pages import environment, style
from zibo_port.documents.quarterly_charts import GRADE_TONES
from zibo_port.domain.codes import DEPARTMENTS, LINES
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import Against, EnterprisePage, Lapse, Recourse
from zibo_port.domain.errors import Text


def page_html(page: EnterprisePage, lang: str) -> str:
    """The page, ready to be written as UTF-8; the same figures give the same bytes."""
    return environment().get_template("enterprise.html.j2").render(_content(page, lang), **_speech(page, lang))


def _content(page: EnterprisePage, lang: str) -> Mapping[str, Any]:
    """What the page is about."""
    return {
        "p": page,
        "lang": lang,
        "css": style("enterprise"),
        "mark": quarterly_words.MARK.to(lang),
        "title": words.title(page).to(lang),
        "status": words.status_words(page).to(lang),
        "lead": words.lead(page).to(lang),
        "tiles": _tiles(page, lang),
        "steps": _by_matter(page.recourses),
        "days": _by_day(page.lapses),
        "undated": [a for a in page.against if a.until is None],
    }


def _speech(page: EnterprisePage, lang: str) -> Mapping[str, Any]:
    """How the page says things."""

    def tone(grade: str | None) -> Tone:
        return _tone(page, grade, lang)

    return {
        "t": lambda zh, en: en if lang == "en" else zh,
        "day": lambda day: quarterly_words.day_words(day).to(lang),
        "instant": lambda instant: quarterly_words.instant_words(instant).to(lang),
        "number": quarterly_words.number,
        "total": quarterly_words.total_words,
        "tone": tone,
        "swatch": swatch,
        "kind": lambda one: words.KINDS[one.kind].to(lang),
        "line": lambda code: LINES.get(code, Text(code, code)).to(lang),
        "component": lambda code: quarterly_words.COMPONENTS.get(code, Text(code, code)).to(lang),
        "department": lambda code: DEPARTMENTS.get(code, Text(code, code)).to(lang),
        "platform": lambda code: words.platform_words(code).to(lang),
        "content": lambda one: words.shown_words(one).to(lang),
        "shown_state": lambda one: words.state_words(one).to(lang),
        "state": lambda one: one.state(page.as_of.on),
        "state_words": lambda one: words.step_state(one, page).to(lang),
        "figures": lambda figures: words.figures_words(page, figures).to(lang),
        "moved": lambda figures: _moved(page, figures),
    }


def _tone(page: EnterprisePage, grade: str | None, lang: str) -> Tone:
    """How a grade is drawn, by its place on the scale; no grade is no data."""
    scale = [g.grade for g in page.edition.grades.scale] if page.edition else []
    name = GRADE_TONES[min(scale.index(grade), len(GRADE_TONES) - 1)] if grade in scale else "none"
    return Tone(name, words.grade_words(page, grade).to(lang))


def _tiles(page: EnterprisePage, lang: str) -> list[tuple[str, str, str]]:
    """The key figures: value, unit, label."""
    points = sum((a.points or Decimal() for a in page.against if a.kind == "deduction" and a.item is not None), Decimal())
    rows = (
        (quarterly_words.number(points), Text("分", ""), Text("本季度因行政处罚扣分", "points off for penalties in the quarter")),
        (_count(page.against, "complaint"), Text("件", ""), Text("本季度投诉", "complaints in the quarter")),
        (_count(page.against, "case"), Text("件", ""), Text("在办案件", "open cases")),
        (_count(page.against, "publication"), Text("处", ""), Text("正在公示", "places where it is shown")),
        (_count(page.against, "measure"), Text("项", ""), Text("未完成的措施", "measures not finished")),
    )
    return [(value, unit.to(lang), label.to(lang)) for value, unit, label in rows]


def _count(against: Iterable[Against], kind: str) -> str:
    return str(sum(a.kind == kind for a in against))


def _by_matter(recourses: Sequence[Recourse]) -> list[tuple[str, list[Recourse]]]:
    """The steps about each decision or complaint, those about one together."""
    groups: dict[str, list[Recourse]] = {}
    for one in recourses:
        groups.setdefault(one.about, []).append(one)
    return list(groups.items())


def _by_day(lapses: Sequence[Lapse]) -> list[list[Lapse]]:
    """What lapses on one day, day by day."""
    return [list(same) for _, same in groupby(lapses, key=lambda one: one.until)]


def _moved(page: EnterprisePage, figures: Figures | None) -> str:
    """By how many points a total would move, with its sign; nothing where it can't be told."""
    moved = None if figures is None else words.difference(page, figures)
    if moved is None:
        return ""
    return "±0" if moved == 0 else f"+{quarterly_words.number(moved)}" if moved > 0 else quarterly_words.number(moved)
