"""The charts of the quarterly report that count: grades, duties by department, deductions by clause.

Numbers become floating in charts and nowhere else: as places in a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from zibo_port.documents.charts import Bar, Layout, Part, Tone, bars, legend, picture, room_for, room_for_notes
from zibo_port.documents.quarterly_words import (
    DUTY_STATES,
    clauses_words,
    department_words,
    grade_words,
    number,
    quarter_words,
)
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import QuarterlyReport

HALF: Final = 356.0
FULL: Final = 736.0
GRADE_TONES: Final = ("excellent", "good", "fair", "poor")
DEDUCTED: Final = Text("会商扣分", "deducted")


def grade_tone(report: QuarterlyReport, grade: str | None, lang: str) -> Tone:
    """How a grade is drawn, by its place on the scale; no grade is no data."""
    scale = [g.grade for g in report.edition.grades.scale] if report.edition else []
    name = GRADE_TONES[min(scale.index(grade), len(GRADE_TONES) - 1)] if grade in scale else "none"
    return Tone(name, grade_words(report, grade).to(lang))


def grades_chart(report: QuarterlyReport, lang: str) -> Markup:
    """How many enterprises have each grade."""
    counts: list[tuple[str | None, int]] = [*report.grades().items(), (None, len(report.without_data))]
    all_ = len(report.standings)
    unit = " 家" if lang == "zh" else ""
    rows = [
        Bar(tone.label, (Part(tone, float(n)),), f"{n}{unit}{_share(n, all_)}", mark=tone)
        for tone, n in ((grade_tone(report, grade, lang), n) for grade, n in counts)
    ]
    layout = Layout(HALF, room_for(rows, 120), room_for_notes(rows), 0.0, float(max(1, *(n for _, n in counts))))
    drawn, y = bars(rows, layout, 4)
    said = listed([f"{row.label} {row.note}" for row in rows], lang)
    title = Text("等次分布", "Distribution of grades").to(lang)
    return picture("grades", f"{quarter_words(report.quarter).to(lang)} {title}", said, (HALF, y + 4), [drawn])


def _share(n: int, all_: int) -> str:
    return f" · {Decimal(100 * n) / all_:.0f}%" if all_ else ""


def duties_chart(report: QuarterlyReport, lang: str) -> Markup | None:
    """The duties of each department that has any, met and late."""
    tallies = [t for t in report.tallies(tuple(DEPARTMENTS)) if t.all]
    if not tallies:
        return None
    tones = {state: Tone(state, text.to(lang)) for state, text in DUTY_STATES.items()}
    rows = []
    for t in tallies:
        counts = (t.met, t.running, t.met_late, t.overdue)
        parts = tuple(Part(tone, float(n)) for tone, n in zip(tones.values(), counts, strict=True))
        note = Text(f"逾期 {t.late} / {t.all}", f"{t.late} of {t.all} late").to(lang)
        rows.append(Bar(department_words(t.department).to(lang), parts, note))
    above, top = legend(list(tones.values()), 2, width=HALF)
    drawn, y = bars(rows, Layout(HALF, room_for(rows, 126), room_for_notes(rows), 0.0, float(max(t.all for t in tallies))), top)
    title = Text("各部门职责办理情况", "Duties by department").to(lang)
    said = listed([f"{row.label} {row.note}" for row in rows], lang)
    return picture("duties", f"{quarter_words(report.quarter).to(lang)} {title}", said, (HALF, y + 4), [above, drawn])


def clauses_chart(report: QuarterlyReport, lang: str) -> Markup | None:
    """The points deducted for breaches of each article."""
    sums = report.by_clause()
    if not sums:
        return None
    tone = Tone("deducted", DEDUCTED.to(lang))
    rows = []
    for clauses, (count, points) in sums.items():
        note = Text(f"{number(points)} 分 · {count} 件", f"{number(points)} points · {count}").to(lang)
        rows.append(Bar(clauses_words(clauses).to(lang), (Part(tone, float(points)),), note))
    drawn, y = bars(rows, Layout(FULL, room_for(rows, 350), room_for_notes(rows), 0.0, max(float(p) for _, p in sums.values())), 4)
    title = Text("按违反条款统计的扣分", "Deductions by clause").to(lang)
    said = listed([f"{row.label} {row.note}" for row in rows], lang)
    return picture("clauses", f"{quarter_words(report.quarter).to(lang)} {title}", said, (FULL, y + 4), [drawn])


def listed(parts: Sequence[str], lang: str) -> str:
    """Several phrases in one line."""
    return "；".join(parts) if lang == "zh" else "; ".join(parts)
