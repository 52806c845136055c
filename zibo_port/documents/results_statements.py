"""What notice and article of a quarter's results both say, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.letterhead import circled
from zibo_port.documents.quarterly_remarks import Remark, remarks
from zibo_port.domain.quarterly import QuarterlyReport, Used
from zibo_port.domain.scoring_rules import Grade

STATES: Final = {"open": "测算稿", "closed": "送审稿"}
"""What a paper is before its results are published, by the state of the round."""
_SAID_ELSEWHERE: Final = frozenset(
    {"restatement-pending", "would-enter", "would-leave", "readings-assumed", "deadlines-provisional", "deadlines-assumed"}
)
"""Remarks that have a place of their own, or are about duties of departments, of which these papers don't speak."""


class Told(NamedTuple):
    """A measure as it is told: what, by which units, on which clause, and the note behind its mark."""

    name: str
    mark: str
    units: str
    clause: str
    footnote: str


def tight(text: str) -> str:
    """Without the spaces that screens have between Chinese and digits, and papers don't."""
    return text.replace(" ", "")


def band(grade: Grade | None) -> str:
    """The totals of a grade, as the notice words them."""
    if grade is None:
        return "—"
    low, below = (words.number(p) if p is not None else None for p in (grade.low, grade.below))
    if low is None:
        return f"{below}分以下"
    return f"{low}分以上" + (f"、不满{below}分" if below else "")


def composition(report: QuarterlyReport) -> str:
    """What a total is made of."""
    rules = report.edition
    if rules is None:
        return ""
    maxima = (rules.rating.maximum, rules.complaints.maximum, rules.departments.maximum)
    parts = [f"{tight(words.COMPONENTS[code].zh)}{words.number(most)}分" for code, most in zip(words.COMPONENTS, maxima, strict=True)]
    return f"总分由{'、'.join(parts)}相加，减去会商扣分得出，最高{words.number(rules.total.maximum)}分，最低不设限。"


def measures(report: QuarterlyReport) -> list[Told]:
    """The measures that may be taken against whoever is watched (the notice, second plan, four (二))."""
    noted = [m.code for m in report.catalogue if m.footnote]
    return [
        Told(
            name=m.name,
            mark=circled(noted.index(m.code) + 1) if m.footnote else "",
            units="、".join(words.department_words(code).zh for code in m.departments),
            clause=m.clause + ("（推定）" if m.assumed else ""),
            footnote=m.footnote or "",
        )
        for m in report.catalogue
    ]


def watched_names(report: QuarterlyReport) -> list[str]:
    """Who is on the list; before publication, who would be."""
    leaving = {s.code for s in report.expected_exits}
    return [w.name for w in report.watched if w.enterprise not in leaving] + [s.name for s in report.expected_entries]


def readings_used(report: QuarterlyReport) -> tuple[Used, ...]:
    """The readings on which results and watch list rest; those about meetings and platforms don't belong to the results."""
    return tuple(u for u in report.readings if u.ambiguity.bears_on in {"score", "watch-list"})


# --- what isn't final ---------------------------------------------------------------------------------------------


def open_points(report: QuarterlyReport) -> Iterator[str]:
    """What may still change."""
    found = [r for r in remarks(report) if r.code not in _SAID_ELSEWHERE]
    yield from (_sentence(r) for r in found)
    if not found:
        yield "本次评价没有待定事项。"


def _sentence(remark: Remark) -> str:
    text = tight(remark.text.zh).replace("以下得分", "所列得分")
    return text[:-1] + f"（{'；'.join(i.zh for i in remark.items)}）。" if remark.items else text


def restated(report: QuarterlyReport) -> Iterator[str]:
    """What was restated, and what is to be."""
    done = [s for s in report.standings if s.status == "restated"]
    if done:
        yield f"以下{len(done)}家企业的结果经会商重述，所列为重述后的结果：{'、'.join(s.name for s in done)}。"
    if report.restatements:
        yield (
            f"以下{len(report.restatements)}家企业在封账后另有事实登记，结果待会商重述，重述前所列结果仍然有效："
            f"{'、'.join(s.name for s in report.restatements)}。"
        )
    if not done and not report.restatements:
        yield "评价结果没有重述，也没有待重述的结果。结果公布后如有更正，将经会商重述并另行公布。"
