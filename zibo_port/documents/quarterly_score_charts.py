"""The chart of scores by enterprise: bar by bar with their components, or the profile of all totals where there are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from markupsafe import Markup

from zibo_port.documents.charts import (
    Bar,
    Layout,
    Part,
    Scale,
    Tone,
    bars,
    element,
    guides,
    legend,
    picture,
    room_for,
    room_for_notes,
    written,
)
from zibo_port.documents.quarterly_charts import DEDUCTED, FULL, grade_tone, listed
from zibo_port.documents.quarterly_words import COMPONENTS, NO_DATA, grade_words, number, quarter_words, total_words
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import QuarterlyReport, Standing

MOST_BARS: Final = 40
"""Of more enterprises than these the chart shows the profile of their totals; their names stand in the table."""
_RANK: Final = 26.0
_COMPONENT_TONES: Final[Mapping[str, str]] = {
    "single-window-rating": "rating",
    "complaints-12345": "complaints",
    "department-scores": "departments",
}


def scores_chart(report: QuarterlyReport, lang: str) -> Markup | None:
    """The totals: bar by bar with their components, or as a profile where there are too many for bars."""
    if not report.ranked:
        return None
    title = Text("各企业得分", "Scores by enterprise").to(lang)
    named = f"{quarter_words(report.quarter).to(lang)} {title}"
    return _scores_bars(report, lang, named) if len(report.ranked) <= MOST_BARS else _scores_profile(report, lang, named)


def _scores_bars(report: QuarterlyReport, lang: str, title: str) -> Markup:
    tones = {code: Tone(name, COMPONENTS[code].to(lang)) for code, name in _COMPONENT_TONES.items()}
    taken = Tone("taken", DEDUCTED.to(lang))
    rows = [_score_bar(s, report, tones, taken, lang) for s in report.ranked]
    low = min(0.0, *(float(s.total or 0) for s in report.ranked))
    layout = Layout(FULL, _RANK + room_for(rows, 240), room_for_notes(rows), low, 100.0, row=20.0, ahead=_RANK)
    above, top = legend([*tones.values(), taken], 2, width=FULL)
    drawn, y = bars(rows, layout, top + 18)
    lines = guides(_grade_edges(report), layout.scale, top + 14, y)
    said = listed([f"{s.name} {total_words(s.total)} {grade_words(report, s.grade).to(lang)}" for s in report.ranked], lang)
    return picture("scores", title, said, (FULL, y + 4), [above, drawn, lines])


def _score_bar(standing: Standing, report: QuarterlyReport, tones: Mapping[str, Tone], taken: Tone, lang: str) -> Bar:
    components = standing.score.components
    parts = tuple(Part(tones[c.code], float(c.points or 0)) for c in components if c.code in tones)
    gross, total = sum(p.value for p in parts), float(standing.total or 0)
    mark = grade_tone(report, standing.grade, lang)
    overlay = (taken, total, gross) if standing.deducted else None
    return Bar(standing.name, parts, f"{total_words(standing.total)} {mark.label}", mark, overlay, ahead=str(standing.rank))


def _grade_edges(report: QuarterlyReport) -> list[tuple[float, str]]:
    """Where each grade begins."""
    grades = report.edition.grades.scale if report.edition else ()
    return [(float(g.low), number(g.low)) for g in grades if g.low is not None]


def _scores_profile(report: QuarterlyReport, lang: str, title: str) -> Markup:
    ranked = report.ranked
    low = min(0.0, float(ranked[-1].total or 0))
    across, up = Scale(44, FULL - 10, 0.0, float(len(ranked))), Scale(236, 22, low, 100.0)
    drawn = [
        *(_run(run, report, across, up, lang) for run in _runs(report)),
        *_levels(report, across, up),
        _rug(ranked, across, up.left + 5),
    ]
    drawn += [written(str(place), across.at(place - 0.5), up.left + 30, class_="tick") for place in _places(len(ranked))]
    drawn.append(written(Text("名次", "rank").to(lang), across.left - 6, up.left + 30, class_="label"))
    if any(s.deducted for s in ranked):
        y = up.left + 48
        drawn.append(element("line", x1=across.left + 4, x2=across.left + 4, y1=y - 9, y2=y, class_="rug"))
        drawn.append(written(Text("被扣分的企业", "enterprises with deductions").to(lang), across.left + 12, y, class_="legend"))
    said = Text(f"{len(ranked)} 家企业按总分从高到低排列", f"{len(ranked)} enterprises from the highest total down").to(lang)
    return picture("scores", title, listed([said, *_counts(report, lang)], lang), (FULL, up.left + 54), drawn)


def _levels(report: QuarterlyReport, across: Scale, up: Scale) -> list[Markup]:
    """A dotted line at the beginning of each grade, with its number."""
    found = []
    for value, word in [*_grade_edges(report), (0.0, "0")]:
        y = up.at(value)
        found.append(element("line", x1=across.left, x2=across.right, y1=y, y2=y, class_="guide"))
        found.append(written(word, across.left - 6, y + 4, class_="label"))
    return found


def _runs(report: QuarterlyReport) -> list[list[tuple[int, Standing]]]:
    """Neighbours of one grade, with their places from 0."""
    placed = groupby(enumerate(report.ranked), key=lambda entry: entry[1].grade)
    return [list(group) for _, group in placed]


def _run(run: Sequence[tuple[int, Standing]], report: QuarterlyReport, across: Scale, up: Scale, lang: str) -> Markup:
    """The stretch of the profile that one grade takes, with its name where there is room."""
    tone = grade_tone(report, run[0][1].grade, lang)
    first, last = run[0][0], run[-1][0] + 1
    steps = "".join(f"V{up.at(float(s.total or 0)):.1f}H{across.at(i + 1):.1f}" for i, s in run)
    path = f"M{across.at(first):.1f} {up.at(0):.1f}{steps}V{up.at(0):.1f}Z"
    drawn = element("path", d=path, class_=f"tone tone-{tone.name}")
    label = f"{tone.label} {len(run)}"
    if across.at(last) - across.at(first) < 12 * len(label):
        return drawn
    return drawn + written(label, across.at((first + last) / 2), up.at(max(0.0, float(run[0][1].total or 0))) - 6, class_="tick strong")


def _rug(ranked: Sequence[Standing], across: Scale, y: float) -> Markup:
    """A short line below each enterprise that points were deducted from."""
    found = [i for i, s in enumerate(ranked) if s.deducted]
    return Markup().join(element("line", x1=across.at(i + 0.5), x2=across.at(i + 0.5), y1=y, y2=y + 8, class_="rug") for i in found)


def _places(count: int) -> list[int]:
    """About six ranks to write below a profile."""
    step = next(s for s in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10**9) if count / s <= 7)
    return [1, *range(step, count + 1, step)]


def _counts(report: QuarterlyReport, lang: str) -> list[str]:
    counts = [f"{grade_words(report, grade).to(lang)} {n}" for grade, n in report.grades().items()]
    return [*counts, f"{NO_DATA.to(lang)} {len(report.without_data)}"]
