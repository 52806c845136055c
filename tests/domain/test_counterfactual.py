"""Why not another grade: worked examples, and what must hold of any evidence against a search that tries everything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.scoring_books import Q3, complained, deducted, document, rated, readings, rules, scored
from zibo_port.domain import counterfactual
from zibo_port.domain.counterfactual import WhyNot, why_not
from zibo_port.domain.evidence import Deduction, Evidence
from zibo_port.domain.otherwise import applied
from zibo_port.domain.periods import Quarter
from zibo_port.domain.readings import Readings
from zibo_port.domain.scoring import Score, score
from zibo_port.domain.scoring_rules import ScoringRules

GOOD = Evidence((rated(452, 500),), (), scored("18.5"), ())
"""50 + 20 + 18.5 = 88.50, 良好."""
GRADES = ("优秀", "良好", "一般", "较差")


def asked(given_: Evidence, wanted: str, cap: int = counterfactual.CAP, used: Readings | None = None) -> WhyNot:
    return why_not(given_, Q3, rules(), used or readings(), wanted, cap)


def result(given_: Evidence, used: Readings | None = None) -> Score:
    return score(given_, Q3, rules(), used or readings())


def said(answer: WhyNot) -> list[list[str]]:
    return [[change.text.zh for change in found.changes] for found in answer.sets]


# --- worked examples ----------------------------------------------------------------------------------------------


def test_one_fact_is_enough_and_the_nearest_stands_first() -> None:
    answer = asked(GOOD, "优秀")
    assert said(answer) == [["淄博海关评 20 分（实评 18.5 分）"], ["2025年 500 件中好评 476 件（实为 452 件）：高于95%得60分"]]
    nearest, other = answer.sets
    assert (nearest.total, nearest.moved) == (Decimal("90.00"), Fraction("1.5"))
    assert (other.total, other.moved) == (Decimal("98.50"), Fraction(10))
    assert (answer.stands, answer.capped, answer.searched) == (False, False, 1)


def test_a_deduction_not_taken_names_its_event() -> None:
    answer = asked(replace(GOOD, deductions=(deducted("5"), deducted("10", 2))), "良好")
    assert said(answer)[0] == ["会商 2026-07-15-1 没有就 淄市监处罚〔2026〕2号 扣 10 分"]
    [change] = answer.sets[0].changes
    assert change.fact == deducted("10", 2).fact
    assert (change.code, answer.sets[0].total) == ("deduction-not-taken", Decimal("83.50"))


def test_the_smaller_of_two_deductions_is_named_where_it_is_enough() -> None:
    answer = asked(replace(GOOD, deductions=(deducted("2"), deducted("8", 2))), "良好")
    assert [(s.changes[0].fact, s.moved) for s in answer.sets if s.changes[0].code == "deduction-not-taken"] == [
        (deducted("2").fact, 2),
        (deducted("8", 2).fact, 8),
    ]


def test_deductions_of_the_same_size_are_tried_once() -> None:
    alike = replace(GOOD, deductions=tuple(deducted("5", n) for n in range(30)))
    answer = asked(alike, "良好")
    assert (len(answer.sets), len(answer.sets[0].changes), answer.capped) == (2, 28, False)
    assert answer.tried < 500


def test_a_complaint_would_have_had_to_be_settled_before_it_would_have_had_to_be_absent() -> None:
    unsettled = complained(date(2026, 8, 3), 1, resolved=False)
    answer = asked(replace(GOOD, ratings=(rated(90, 100),), complaints=(unsettled,), departments=scored("16")), "良好")
    codes = {found.changes[0].code: found for found in answer.sets}
    assert "complaint-absent" not in codes
    assert (codes["complaint-settled"].changes[0].fact, codes["complaint-settled"].total) == (unsettled.fact, Decimal("82.67"))
    worse = replace(GOOD, ratings=(rated(90, 100),), complaints=(unsettled,), departments=scored("16"), deductions=(deducted("5"),))
    codes = [[c.code for c in found.changes] for found in asked(worse, "良好").sets]
    assert ["complaint-absent"] in codes
    assert ["complaint-settled"] not in codes


def test_of_too_many_complaints_the_unsettled_ones_would_have_to_be_absent() -> None:
    four = tuple(complained(date(2026, 8, day), day, resolved=day != 4) for day in (1, 2, 4, 7))
    answer = asked(Evidence((rated(),), four, scored("15"), ()), "优秀")
    assert ["没有 2026-08-04 的投诉 TS-2026-08-04-4"] in said(answer)


def test_two_facts_where_one_is_not_enough() -> None:
    answer = asked(Evidence((rated(60, 100),), (), scored("10"), (deducted("10"),)), "优秀")
    assert {len(found.changes) for found in answer.sets} == {2}
    assert answer.searched == 2
    assert ["2025年 100 件中好评 96 件（实为 60 件）：高于95%得60分", "会商 2026-07-15-1 没有就 淄市监处罚〔2026〕1号 扣 10 分"] in said(
        answer
    )
    for found in answer.sets:
        assert result(applied(Evidence((rated(60, 100),), (), scored("10"), (deducted("10"),)), found.changes)).grade == "优秀"


@pytest.mark.parametrize("wanted", GRADES[2:])
def test_a_lower_grade_is_asked_for_as_well(wanted: str) -> None:
    [found] = asked(GOOD, wanted).sets[:1]
    assert found.total == {"一般": Decimal("79.99"), "较差": Decimal("58.50")}[wanted]


def test_missing_data_are_supplied() -> None:
    nothing = Evidence()
    assert asked(nothing, "优秀").now.grade is None
    [first, *_] = asked(nothing, "优秀").sets
    assert [(c.code, c.fact) for c in first.changes] == [("rating-supplied", None), ("department-supplied", None)]
    assert said(asked(nothing, "优秀"))[0] == [
        "有2025年的单一窗口评价：好评率85%-95%得50分（例如 100 件中好评 95 件）",
        "有部门评分，评 20 分",
    ]
    [only] = asked(replace(GOOD, ratings=(rated(None, None, publicised=False),)), "良好").sets
    assert only.changes[0].code == "rating-publicised"
    idle = asked(replace(GOOD, ratings=(rated(0, 0),)), "良好").sets[0]
    assert [c.code for c in idle.changes] == ["rating-supplied"]


def test_a_grade_that_stands_needs_nothing() -> None:
    answer = asked(GOOD, "良好")
    assert (answer.stands, answer.sets, answer.tried) == (True, (), 0)


def test_where_no_set_reaches_it_that_is_said() -> None:
    beyond = document("service_evaluation")
    beyond["edition"][0]["grades"]["scale"][0]["low"] = beyond["edition"][0]["grades"]["scale"][1]["below"] = 101
    answer = why_not(GOOD, Q3, ScoringRules.from_document(beyond), readings(), "优秀")
    assert (answer.sets, answer.stands, answer.capped) == ((), False, False)
    assert answer.searched == 2
    assert answer.tried > 2


def test_a_quarter_before_the_rules_and_an_unknown_grade_have_no_answer() -> None:
    early = why_not(GOOD, Quarter(2020, 1), rules(), readings(), "优秀")
    assert (early.sets, early.tried, early.stands) == ((), 0, False)
    assert asked(GOOD, "特优").sets == ()


def test_the_cap_is_kept_and_said() -> None:
    many = tuple(deducted(f"1.{n}", n) for n in range(14))
    poor = Evidence((rated(60, 100),), (), scored("0"), many)
    answer = asked(poor, "优秀", cap=200)
    assert (answer.capped, answer.tried, answer.sets) == (True, 200, ())
    assert answer.searched < 4
    assert (asked(poor, "优秀", cap=0).capped, asked(poor, "优秀", cap=0).searched) == (True, 0)
    whole = asked(GOOD, "优秀")
    assert not asked(GOOD, "优秀", cap=whole.tried).capped
    assert asked(GOOD, "优秀", cap=whole.tried - 1).capped


def test_readings_in_use_decide_what_is_enough() -> None:
    one_each = tuple(complained(month.first_day, i) for i, month in enumerate(Q3.months))
    rather = Evidence((rated(90, 100),), one_each, scored("15"), ())
    lenient = readings().with_("complaints.one-or-three", "one-earns-20")
    assert asked(rather, "良好", used=lenient).stands
    assert not asked(rather, "良好").stands
    unrounded = asked(GOOD, "优秀", used=readings().with_("grade.decimals", "cut"))
    assert unrounded.sets[0].total == 90
    edge = Evidence((rated(80, 100),), (), scored("20"), (deducted("0.01"),))
    by_lower = asked(edge, "良好", used=readings().with_("rating.band-edges", "lower-band"))
    assert any(c.text.zh.startswith("2025年 100 件中好评 86 件") for found in by_lower.sets for c in found.changes)
    assert any(c.text.zh.startswith("2025年 100 件中好评 85 件") for found in asked(edge, "良好").sets for c in found.changes)


def test_every_change_is_told_in_both_languages() -> None:
    poor = Evidence((rated(60, 100),), (complained(date(2026, 8, 3), 1, resolved=False),), scored("10"), (deducted("10"),))
    for wanted in GRADES:
        for found in asked(poor, wanted).sets:
            for change in found.changes:
                assert not change.text.en.isspace()
                assert change.text.en.encode("ascii", "ignore").decode().strip()
                assert change.text.zh != change.text.en


# --- any evidence -------------------------------------------------------------------------------------------------

POINTS = st.sampled_from(["0", "5", "9.99", "10", "15.5", "18", "20"])
COMPLAINTS = st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=3)


@st.composite
def small_evidence(draw: st.DrawFn) -> Evidence:
    """Few facts, so that everything can be tried."""
    complaints = [complained(Q3.months[m].first_day, i, resolved=ok) for i, (m, ok) in enumerate(draw(COMPLAINTS))]
    ratings = draw(st.sampled_from([(), (rated(19, 20),), (rated(17, 20),), (rated(13, 20),), (rated(None, None, publicised=False),)]))
    deductions = tuple(deducted(p, i) for i, p in enumerate(draw(st.lists(st.sampled_from(["1", "5", "12.5"]), max_size=2))))
    return Evidence(ratings, tuple(complaints), scored(*draw(st.lists(POINTS, max_size=2))), deductions)


USED = st.sampled_from(
    [
        readings(),
        readings().with_("complaints.one-or-three", "three-earn-0"),
        readings().with_("complaints.quarter", "worst-month"),
        readings().with_("grade.decimals", "unrounded"),
        readings().with_("rating.band-edges", "lower-band"),
    ]
)


def everything(given_: Evidence, most: int) -> Iterator[tuple[int, Evidence]]:
    """Every evidence that differs in at most so many facts, written down without the module under test."""
    slots: list[list[tuple[str, object]]] = []
    share = [("rating", rated(n, 20)) for n in range(21)]
    slots.append(share)
    slots += [
        [("complaint", (c, None)), ("complaint", (c, replace(c, resolved_on=c.received_on, on_initiative=True)))] for c in given_.complaints
    ]
    slots += [[("deduction", d)] for d in given_.deductions]
    units = given_.departments or scored("0")
    slots += [[("unit", (u, Decimal(p))) for p in range(0, 21, 2)] for u in units]
    for size in range(1, most + 1):
        for chosen in combinations(slots, size):
            for options in product(*chosen):
                yield size, _with(given_, options)


def _with(given_: Evidence, options: tuple[tuple[str, object], ...]) -> Evidence:
    ratings, complaints = given_.ratings, list(given_.complaints)
    units, deductions = {u.department: u for u in given_.departments}, list(given_.deductions)
    for kind, what in options:
        match kind, what:
            case "rating", rating:
                ratings = (rating,)  # type: ignore[assignment]
            case "complaint", (was, now):
                complaints.remove(was)
                complaints += [now] if now else []
            case "deduction", Deduction() as taken:
                deductions.remove(taken)
            case "unit", (unit, points):
                units[unit.department] = replace(unit, points=points)
    return Evidence(ratings, tuple(complaints), tuple(units.values()), tuple(deductions))


def moved(before: Score, after: Score) -> Fraction:
    components = zip(before.components, after.components, strict=True)
    parts = sum((abs((a.exact or Fraction()) - (b.exact or Fraction())) for b, a in components), Fraction())
    return parts + abs(
        sum((Fraction(d.points) for d in before.deductions), Fraction()) - sum(map(Fraction, (d.points for d in after.deductions)))
    )


def counterexample(given_: Evidence, used: Readings, answer: WhyNot) -> Evidence | None:
    """An evidence with the grade that is smaller, or as small and nearer, than what was answered."""
    size = len(answer.sets[0].changes) if answer.sets else 3
    for changed, evidence in everything(given_, min(size, 2)):
        after = result(evidence, used)
        if after.grade == answer.wanted and (not answer.sets or changed < size or moved(answer.now, after) < answer.sets[0].moved):
            return evidence
    return None


@settings(max_examples=60, deadline=None)
@given(small_evidence(), st.sampled_from(GRADES), USED)
def test_the_answer_gives_the_grade_and_nothing_smaller_does(given_: Evidence, wanted: str, used: Readings) -> None:
    answer = asked(given_, wanted, used=used)
    assert not answer.capped
    if answer.stands:
        assert answer.sets == ()
        return
    for found in answer.sets:
        after = result(applied(given_, found.changes), used)
        assert (after.grade, after.total) == (wanted, found.total)
        assert len(found.changes) == len(answer.sets[0].changes) == answer.searched
        assert found.moved == moved(answer.now, after) >= answer.sets[0].moved
    assert counterexample(given_, used, answer) is None


def test_the_search_that_tries_everything_finds_what_a_wrong_answer_missed() -> None:
    """The harness itself: an answer that is too large, too far, or missing is refuted."""
    poor = replace(GOOD, deductions=(deducted("2"), deducted("8", 2)))
    right = asked(poor, "良好")
    assert counterexample(poor, readings(), right) is None
    twice = replace(right.sets[0], changes=right.sets[0].changes * 2)
    far = replace(right.sets[0], moved=Fraction(50))
    for wrong in (replace(right, sets=()), replace(right, sets=(twice,)), replace(right, sets=(far,))):
        assert counterexample(poor, readings(), wrong) is not None


def test_the_order_of_the_facts_makes_no_difference() -> None:
    facts = Evidence((rated(60, 100),), tuple(complained(date(2026, 8, d), d, resolved=False) for d in (1, 2, 3)), scored("10", "12"), ())
    turned = Evidence(facts.ratings, facts.complaints[::-1], facts.departments[::-1], ())
    for wanted in GRADES:
        assert said(asked(facts, wanted)) == said(asked(turned, wanted))


def test_it_needs_nothing_but_the_standard_library() -> None:
    probe = (
        "import sys; sys.path.insert(0, '.');"
        "import zibo_port.domain.counterfactual;"
        "print(sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names) - {'zibo_port', '__main__'}))"
    )
    out = subprocess.run([sys.executable, "-I", "-S", "-c", probe], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"
