"""The score of a quarter: 60 + 20 + 20 − deductions → grade, as a derivation that goes down to the facts.

Pure, and needs nothing but the standard library. All sums are exact fractions; the total is rounded once, by the reading
of `grade.decimals`, and the grade is read off that. The points printed for a component are rounded for showing alone:
their sum may differ from the total in the last place, and where it does the total is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from zibo_port.domain.derivation import Derivation, FactRef, exactly, half_up
from zibo_port.domain.evidence import Complaint, Deduction, DepartmentScore, Evidence, Rating
from zibo_port.domain.score_components import Step, complaint_points, department_points, named, rating_points

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.domain.readings import Reading, Readings
    from zibo_port.domain.scoring_rules import DeductionRule, Edition, Grade, ScoringRules

__all__ = ["Complaint", "Component", "Deduction", "DepartmentScore", "Derivation", "Evidence", "FactRef", "Rating", "Score", "score"]

SIZE: Final = "deduction.size"
DECIMALS: Final = "grade.decimals"


@dataclass(frozen=True, slots=True)
class Component:
    """One of the three parts of the total.

    `points` is for showing (at most two decimals, None without data); `exact` is what the total adds up.
    """

    code: str
    points: Decimal | None
    maximum: Decimal
    clause: str
    facts: tuple[FactRef, ...]
    exact: Fraction | None


@dataclass(frozen=True, slots=True)
class Score:
    """The result for one enterprise and one quarter; without data there is neither total nor grade.

    `total` is rounded once, `exact` is the same before rounding; `readings` are all that bear on a score.
    """

    total: Decimal | None
    grade: str | None
    components: tuple[Component, ...]
    deductions: tuple[Deduction, ...]
    readings: tuple[Reading, ...]
    derivation: Derivation
    exact: Fraction | None


def score(evidence: Evidence, quarter: Quarter, rules: ScoringRules, readings: Readings) -> Score:
    """Score an enterprise's quarter under the edition and the readings in force on its last day (the notice, second plan, two; annex).

    A quarter that ended before the rules were in force has no data. The order of the facts makes no difference.
    """
    edition = rules.on(quarter.last_day)
    readings = readings.on(quarter.last_day)
    used = readings.bearing_on("score")
    if edition is None:
        return Score(None, None, (), (), used, _not_in_force(quarter, rules), None)
    steps = (
        rating_points(evidence.ratings, quarter.year - 1, edition.rating, readings),
        complaint_points(evidence.complaints, quarter, edition.complaints, readings),
        department_points(evidence.departments, edition.departments, readings),
    )
    maxima = (edition.rating.maximum, edition.complaints.maximum, edition.departments.maximum)
    components = tuple(_component(step, maximum) for step, maximum in zip(steps, maxima, strict=True))
    deductions = tuple(sorted(evidence.deductions, key=lambda d: (d.document_no, d.consultation, d.points, d.fact.event)))
    parts = (*(step.derivation for step in steps), *(_deduction(d, edition.deductions, named(readings, SIZE)) for d in deductions))
    exact = _sum(components, deductions, edition)
    if exact is None:
        return Score(None, None, components, deductions, used, _no_total(parts, edition), None)
    total, grade, last_steps = _graded(exact, edition, readings.chosen(DECIMALS).reading)
    zh, en = _sentence(components, deductions, edition)
    tree = (*parts, *last_steps)
    zh, en = f"总分 {zh}：{total} 分，{grade.grade}", f"total {en}: {total}, {grade.en}"
    root = Derivation("total", zh, en, edition.total.clause, total, parts=tree)
    return Score(total, grade.grade, components, deductions, used, root, exact)


def _component(step: Step, maximum: Decimal) -> Component:
    tree = step.derivation
    facts = tuple(fact for node in tree.walk() for fact in node.facts)
    return Component(tree.code, tree.value, maximum, tree.clause, facts, step.exact)


# --- deductions, total and grade ----------------------------------------------------------------------------------


def _deduction(taken: Deduction, rule: DeductionRule, reading: str) -> Derivation:
    points = exactly(Fraction(taken.points))
    zh = f"会商 {taken.consultation} 就 {taken.document_no} 决定扣 {points} 分"
    en = f"consultation {taken.consultation} deducted {points} points for {taken.document_no}"
    return Derivation("deduction", zh, en, taken.clause or rule.clause, -taken.points, reading, (taken.fact,))


def _sum(components: Iterable[Component], deductions: Iterable[Deduction], edition: Edition) -> Fraction | None:
    """The unrounded total, at most the maximum; None if a component has no data."""
    sum_ = Fraction()
    for component in components:
        if component.exact is None:
            return None
        sum_ += component.exact
    return min(Fraction(edition.total.maximum), sum_ - sum((Fraction(d.points) for d in deductions), Fraction()))


def _graded(exact: Fraction, edition: Edition, reading: str) -> tuple[Decimal, Grade, tuple[Derivation, Derivation]]:
    """The one rounding step, and the grade that follows."""
    places = edition.total.decimals
    written = exactly(exact)
    if reading == "cut":
        total = half_up(Fraction(int(exact)), places)
        zh, en = f"{written} 舍去小数为 {total}", f"{written}, decimals cut off, is {total}"
    else:
        total = half_up(exact, places)
        zh, en = f"{written} 四舍五入到{places}位小数为 {total}", f"{written}, rounded half up to {places} decimals, is {total}"
    compared = exact if reading == "unrounded" else Fraction(total)
    grade = next(g for g in edition.grades.scale if g.low is None or compared >= Fraction(g.low))
    rounding = Derivation("rounding", zh, en, edition.total.clause, total, f"{DECIMALS}={reading}")
    zh, en = _span(grade)
    graded = Derivation("grade", f"{exactly(compared)} 分，{zh}", f"{exactly(compared)}, {en}", edition.grades.clause)
    return total, grade, (rounding, graded)


def _span(grade: Grade) -> tuple[str, str]:
    """A grade and the totals it takes, in both languages."""
    zh = [f"满{grade.low}分"] if grade.low is not None else []
    en = [f"from {grade.low}"] if grade.low is not None else []
    if grade.below is not None:
        zh.append(f"不满{grade.below}分")
        en.append(f"below {grade.below}")
    return f"{'、'.join(zh)}为{grade.grade}", f"{' and '.join(en)} is {grade.en}"


def _sentence(components: Iterable[Component], deductions: Iterable[Deduction], edition: Edition) -> tuple[str, str]:
    """The sum as it is written, in both languages."""
    terms = " + ".join(exactly(c.exact) for c in components if c.exact is not None)
    less = "".join(f" − {exactly(Fraction(d.points))}" for d in deductions)
    maximum = edition.total.maximum
    return f"{terms}{less}（最高 {maximum} 分，最低不设限）", f"{terms}{less} (at most {maximum}, no floor)"


def _no_total(parts: tuple[Derivation, ...], edition: Edition) -> Derivation:
    text = "缺少数据：不计总分，不定等次", "data is missing: no total and no grade"
    return Derivation("total", *text, edition.total.clause, parts=parts)


def _not_in_force(quarter: Quarter, rules: ScoringRules) -> Derivation:
    first = rules.edition[0]
    zh = f"{quarter}结束时评价规则尚未施行或已失效（自{first.from_}起施行）：无数据"
    en = f"the rules were not in force at the end of {quarter} (they are since {first.from_}): no data"
    return Derivation("total", zh, en, first.total.clause)
