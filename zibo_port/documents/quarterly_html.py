"""The quarterly report as one page of HTML that needs nothing else: no script, no network, charts inside."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.charts import Tone, swatch
from zibo_port.documents.pages import environment, style
from zibo_port.documents.quarterly_charts import clauses_chart, duties_chart, grade_tone, grades_chart
from zibo_port.documents.quarterly_lead import lead, title
from zibo_port.documents.quarterly_remarks import remarks
from zibo_port.documents.quarterly_score_charts import scores_chart
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import Owing, QuarterlyReport, Standing

_CLAUSE_OF_DEDUCTIONS: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"


def report_html(report: QuarterlyReport, lang: str) -> str:
    """The page, ready to be written as UTF-8; the same figures give the same bytes."""
    return environment().get_template("quarterly.html.j2").render(_content(report, lang), **_speech(report, lang))


def _content(report: QuarterlyReport, lang: str) -> Mapping[str, Any]:
    """What the page is about."""
    return {
        "r": report,
        "lang": lang,
        "css": style("quarterly"),
        "mark": words.MARK.to(lang),
        "title": title(report).to(lang),
        "status": words.STATUS[report.status].to(lang),
        "lead": lead(report).to(lang),
        "tiles": _tiles(report, lang),
        "charts": {
            "grades": grades_chart(report, lang),
            "duties": duties_chart(report, lang),
            "scores": scores_chart(report, lang),
            "clauses": clauses_chart(report, lang),
        },
        "components": _components(report, lang),
        "states": [(state, text.to(lang)) for state, text in words.DUTY_STATES.items()],
        "tallies": report.tallies(tuple(DEPARTMENTS)),
        "deducted": report.deducted,
        "places": words.places_of(t.deduction.points for t in report.taken),
        "places_deducted": words.places_of(s.deducted for s in report.ranked),
        "deduction_clause": report.edition.deductions.clause if report.edition else _CLAUSE_OF_DEDUCTIONS,
        "footnotes": _footnotes(report),
        "remarks": remarks(report),
    }


def _speech(report: QuarterlyReport, lang: str) -> Mapping[str, Any]:
    """How the page says things."""

    def tone(grade: str | None) -> Tone:
        return grade_tone(report, grade, lang)

    return {
        "t": lambda zh, en: en if lang == "en" else zh,
        "day": lambda day: words.day_words(day).to(lang),
        "instant": lambda instant: words.instant_words(instant).to(lang),
        "number": words.number,
        "total": words.total_words,
        "tone": tone,
        "swatch": swatch,
        "points": _points,
        "missing": lambda s: words.missing_words(s).to(lang),
        "clauses": lambda clauses: words.clauses_words(clauses).to(lang),
        "department": lambda code: words.department_words(code).to(lang),
        "measure": lambda code: words.measure_words(code, report.measures).to(lang),
        "step": lambda step: words.step_words(step, report.measures).to(lang),
        "lateness": lambda owing: [part.to(lang) for part in lateness(owing, report)],
    }


def _tiles(report: QuarterlyReport, lang: str) -> list[tuple[str, str, str]]:
    """The key figures: value, unit, label."""
    rows = (
        (str(len(report.standings)), Text("家", ""), Text("参加评价的企业", "enterprises evaluated")),
        (str(len(report.without_data)), Text("家", ""), Text("缺少数据，不计总分", "without data, no total")),
        (
            words.number(report.deducted),
            Text("分", ""),
            Text(f"会商扣分，共 {len(report.taken)} 件", f"points deducted in {len(report.taken)} cases"),
        ),
        (str(len(report.watched)), Text("家", ""), Text("重点关注企业", "on the watch list")),
        (str(len(report.late)), Text("项", ""), Text(f"逾期职责，共 {len(report.duties)} 项", f"duties late of {len(report.duties)}")),
    )
    return [(value, unit.to(lang), label.to(lang)) for value, unit, label in rows]


def _components(report: QuarterlyReport, lang: str) -> list[dict[str, str | int]]:
    """The columns of the ranking: code, label, maximum, decimals."""
    known = next((s.score.components for s in report.ranked if s.score.components), ())
    return [
        {
            "code": c.code,
            "label": words.COLUMNS.get(c.code, Text(c.code, c.code)).to(lang),
            "maximum": words.number(c.maximum),
            "places": words.places_of(_points(s, c.code) for s in report.ranked),
        }
        for c in known
    ]


def _points(standing: Standing, code: str) -> Decimal | None:
    return next((c.points for c in standing.score.components if c.code == code), None)


def _footnotes(report: QuarterlyReport) -> dict[str, int]:
    """The number of each measure's footnote, 0 where there is none."""
    noted = [m.code for m in report.catalogue if m.footnote]
    return {m.code: noted.index(m.code) + 1 if m.footnote else 0 for m in report.catalogue}


def lateness(owing: Owing, report: QuarterlyReport) -> tuple[Text, ...]:
    """When a late duty was done, if it was, and by how many calendar days it is late: phrases that lines don't break."""
    done = owing.duty.done_on if owing.state == "met-late" else None
    days = ((done or report.as_of.on) - owing.duty.due_on).days
    if done is None:
        return Text("未办，", "not done,"), Text(f"已逾期 {days} 天", f"{words.counted(days, 'day')} late")
    return Text(f"{done} 办结，", f"done {done},"), Text(f"逾期 {days} 天", f"{words.counted(days, 'day')} late")
