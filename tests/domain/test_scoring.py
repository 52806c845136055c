"""The score of a quarter: a table of boundary cases, an independent reckoning, and what must hold of any evidence."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.scoring_books import Q3, cases, complained, deducted, evidence, rated, readings, ref, rules, scored
from zibo_port.domain.derivation import Derivation, exactly, half_up, shown
from zibo_port.domain.evidence import Complaint, Deduction, DepartmentScore, Evidence, Rating
from zibo_port.domain.periods import Quarter
from zibo_port.domain.readings import Readings
from zibo_port.domain.scoring import Score, score

CODES = {"window": "single-window-rating", "complaints": "complaints-12345", "units": "department-scores"}
FULL = Evidence((rated(),), (), scored("20"), ())


def scored_as(given_: Evidence, quarter: Quarter = Q3, used: Readings | None = None) -> Score:
    return score(given_, quarter, rules(), used or readings())


def points(result: Score) -> dict[str, Decimal | None]:
    return {c.code: c.points for c in result.components}


# --- the table ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["name"])
def test_the_annex_at_its_boundaries(case: dict[str, Any]) -> None:
    used = readings()
    for key, reading in case.get("readings", {}).items():
        used = used.with_(key, reading)
    result = scored_as(evidence(case), used=used)
    for name, code in CODES.items():
        if name in case:
            assert str(points(result)[code]) == case[name]
    if case.get("no_data"):
        assert (result.total, result.grade, result.exact) == (None, None, None)
    else:
        assert (str(result.total), result.grade) == (case["total"], case["grade"])


def test_the_table_has_no_misspelt_line() -> None:
    known = {"name", "rating", "publicised", "settled", "unsettled", "departments", "deductions", "readings", "no_data"}
    for case in cases():
        assert set(case) <= known | set(CODES) | {"total", "grade"}
        assert case.get("no_data") or {"total", "grade"} <= set(case)
    assert len({case["name"] for case in cases()}) == len(cases())


def test_every_alternative_reading_that_is_computed_stands_in_the_table_with_a_result_of_its_own() -> None:
    tried = {(key, reading) for case in cases() for key, reading in case.get("readings", {}).items()}
    for entry in readings().register.ambiguity:
        for reading in entry.readings:
            if entry.bears_on == "score" and reading.computed and reading.key != entry.default:
                assert (entry.key, reading.key) in tried
                tables = [c for c in cases() if c.get("readings") == {entry.key: reading.key}]
                used = readings().with_(entry.key, reading.key)
                assert any(differs(evidence(c), used) for c in tables), f"{entry.key}={reading.key} changes nothing"


def differs(given_: Evidence, used: Readings) -> bool:
    one, other = scored_as(given_), scored_as(given_, used=used)
    return (one.total, one.grade) != (other.total, other.grade)


# --- which facts count --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_rating_of_the_previous_calendar_year_counts_in_every_quarter(number: int) -> None:
    ratings = (rated(50, 100, year=2024), rated(97, 100, year=2025), rated(70, 100, year=2026))
    result = scored_as(replace(FULL, ratings=ratings), Quarter(2026, number))
    assert points(result)["single-window-rating"] == 60


def test_a_rating_of_another_year_is_no_data() -> None:
    assert scored_as(replace(FULL, ratings=(rated(year=2026), rated(year=2024)))).total is None


@pytest.mark.parametrize(("favourable", "total"), [(11, 10), (None, 10), (3, None), (None, None), (-1, 10), (0, 0)])
def test_counts_that_give_no_share_are_no_data_under_a_named_reading(favourable: int | None, total: int | None) -> None:
    result = scored_as(replace(FULL, ratings=(rated(favourable, total),)))
    assert result.total is None
    assert result.derivation.parts[0].reading == "rating.no-business=no-data"
    assert result.components[0].facts == (ref(2025, "RatingRecorded"),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 30), "20"),
        (date(2026, 7, 1), "13.33"),
        (date(2026, 7, 31), "13.33"),
        (date(2026, 9, 30), "13.33"),
        (date(2026, 10, 1), "20"),
        (date(2025, 8, 1), "20"),
    ],
)
def test_a_complaint_counts_in_the_month_in_which_it_was_received(day: date, expected: str) -> None:
    late = Complaint("TS-1", day, None, on_initiative=False, fact=ref(1))
    assert str(points(scored_as(replace(FULL, complaints=(late,))))["complaints-12345"]) == expected


def test_a_complaint_settled_after_the_quarter_still_counts_in_its_month() -> None:
    settled_late = Complaint("TS-1", date(2026, 9, 29), date(2026, 10, 9), on_initiative=True, fact=ref(1))
    assert str(points(scored_as(replace(FULL, complaints=(settled_late,))))["complaints-12345"]) == "16.67"


@pytest.mark.parametrize(("resolved", "on_initiative"), [(False, True), (False, False), (True, False)])
def test_only_what_is_resolved_and_on_the_operators_initiative_is_settled(resolved: bool, on_initiative: bool) -> None:
    one = complained(date(2026, 7, 2), 1, resolved=resolved, on_initiative=on_initiative)
    assert str(points(scored_as(replace(FULL, complaints=(one,))))["complaints-12345"]) == "13.33"


def test_complaints_spread_over_months_are_not_added_together() -> None:
    days = [date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 2)]
    spread = tuple(complained(day, i) for i, day in enumerate(days))
    assert str(points(scored_as(replace(FULL, complaints=spread)))["complaints-12345"]) == "13.33"


def test_before_the_rules_were_in_force_there_is_no_data() -> None:
    result = scored_as(replace(FULL, ratings=(rated(year=2020),)), Quarter(2021, 2))
    assert (result.total, result.components) == (None, ())
    assert "2021-09-30" in result.derivation.zh
    assert scored_as(replace(FULL, ratings=(rated(year=2020),)), Quarter(2021, 3)).total == 100


# --- the derivation -----------------------------------------------------------------------------------------------


def example() -> Score:
    return scored_as(
        Evidence((rated(17, 20),), (complained(date(2026, 7, 3), 1),), scored("18", "18.5", "18.5"), (deducted("5"),)),
    )


def test_the_derivation_goes_from_the_total_down_to_the_facts_and_the_rounding_step() -> None:
    root = example().derivation
    assert [part.code for part in root.parts] == [*CODES.values(), "deduction", "rounding", "grade"]
    assert "50 + 50/3 + 55/3 − 5" in root.zh
    assert "50 + 50/3 + 55/3 − 5" in root.en
    assert {fact.event for node in root.walk() for fact in node.facts} >= {"RatingRecorded", "ComplaintRecorded", "PointsDeducted"}
    assert root.parts[4].zh == "80 四舍五入到2位小数为 80.00"
    assert root.parts[4].reading == "grade.decimals=half-up-to-two-decimals"


def test_every_step_cites_a_clause_and_speaks_both_languages() -> None:
    no_data = scored_as(Evidence())
    for root in (example().derivation, no_data.derivation):
        for node in root.walk():
            assert node.clause.startswith("《") or node.clause == "三（二）"
            assert node.zh
            assert node.en
            assert node.zh != node.en


def test_the_english_tree_names_the_grade_in_english() -> None:
    root = example().derivation
    assert root.en.endswith("80.00, good")
    assert root.zh.endswith("80.00 分，良好")
    for node in root.walk():
        assert not [grade for grade in ("优秀", "良好", "一般", "较差") if grade in node.en]


def test_a_reading_stands_where_it_was_used_and_only_there() -> None:
    at_edge, inside = (scored_as(replace(FULL, ratings=(rated(n, 100),))).derivation.parts[0].reading for n in (85, 86))
    assert (at_edge, inside) == ("rating.band-edges=higher-band", None)
    by_count = {
        n: scored_as(replace(FULL, complaints=tuple(complained(date(2026, 7, 1), i) for i in range(n))))
        .derivation.parts[1]
        .parts[0]
        .reading
        for n in range(5)
    }
    named = "complaints.one-or-three=one-to-three-earn-10"
    assert by_count == {0: None, 1: named, 2: None, 3: named, 4: None}


def test_readings_used_name_every_hole_that_bears_on_a_score() -> None:
    used = {r.ambiguity: r for r in example().readings}
    assert {"rating.band-edges", "complaints.one-or-three", "grade.decimals", "deduction.size", "additions"} <= set(used)
    assert "watch-list.leaving" not in used
    assert all(r.assumed and r.adopted_by is None for r in used.values())


def test_a_share_that_does_not_end_is_cut_so_that_it_never_shows_an_edge_it_did_not_reach() -> None:
    below = scored_as(replace(FULL, ratings=(rated(8_499_999_999, 10_000_000_000),)))
    assert "84.9999…%" in below.derivation.parts[0].zh
    assert "85%-95%" not in below.derivation.parts[0].zh


def test_components_list_their_facts_and_maxima() -> None:
    result = example()
    assert [str(c.maximum) for c in result.components] == ["60", "20", "20"]
    assert [len(c.facts) for c in result.components] == [1, 1, 3]
    assert [c.exact for c in result.components] == [Fraction(50), Fraction(50, 3), Fraction(55, 3)]


def test_a_deduction_without_a_clause_of_its_own_cites_the_third_plan() -> None:
    bare = replace(deducted("5"), clause="")
    (node,) = [n for n in scored_as(replace(FULL, deductions=(bare,))).derivation.walk() if n.code == "deduction"]
    assert node.clause == "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"
    assert node.value == -5


# --- whatever the evidence ----------------------------------------------------------------------------------------

hundredths = st.integers(0, 2000).map(lambda n: Decimal(n).scaleb(-2))
ratings = st.one_of(
    st.none(),
    st.just(rated(None, None, publicised=False)),
    st.integers(0, 400).flatmap(lambda total: st.integers(0, total).map(lambda good: rated(good, total))),
)
some_complaints = st.lists(st.tuples(st.integers(0, 122), st.booleans(), st.booleans()), max_size=14).map(
    lambda drawn: tuple(
        complained(date(2026, 6, 15) + timedelta(days=d), i, resolved=r, on_initiative=o) for i, (d, r, o) in enumerate(drawn)
    )
)
some_scores = st.lists(hundredths, max_size=7).map(lambda drawn: scored(*map(str, drawn)))
some_deductions = st.lists(st.integers(1, 6000), max_size=5).map(
    lambda drawn: tuple(deducted(str(Decimal(n).scaleb(-2)), i) for i, n in enumerate(drawn))
)
some_evidence = st.builds(
    lambda r, c, d, x: Evidence(() if r is None else (r,), c, d, x), ratings, some_complaints, some_scores, some_deductions
)
some_readings = st.sampled_from([readings(), *readings().alternatives("score")])


def reckoned(given_: Evidence) -> tuple[Decimal, str] | None:
    """The default readings once more, written another way: whole numbers throughout, in 1/1260000 of a point."""
    unit = 3 * 420 * 1000  # thirds, one to seven departments, thousandths
    rating = next(iter(given_.ratings), None)
    if rating is None or not given_.departments or (rating.publicised and not rating.total):
        return None
    share = 0
    if rating.publicised:
        good, total = rating.favourable or 0, rating.total or 0
        share = 60 if 100 * good > 95 * total else max([20] + [p for e, p in ((65, 30), (75, 40), (85, 50)) if 100 * good >= e * total])
    months = []
    for month in (7, 8, 9):
        mine = [c for c in given_.complaints if c.received_on.month == month]
        good_ones = all(c.resolved_on and c.on_initiative for c in mine)
        months.append(20 if not mine else 10 if good_ones and len(mine) <= 3 else 0)
    units = sum(int(d.points * 1000) for d in given_.departments) * (unit // 1000) // len(given_.departments)
    less = sum(int(d.points * 1000) for d in given_.deductions) * (unit // 1000)
    sum_ = min(100 * unit, share * unit + sum(months) * unit // 3 + units - less)
    with localcontext(prec=50):
        total_ = (Decimal(sum_) / unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return total_, "优秀" if total_ >= 90 else "良好" if total_ >= 80 else "一般" if total_ >= 60 else "较差"


@given(some_evidence)
def test_an_independent_reckoning_comes_to_the_same(given_: Evidence) -> None:
    result = scored_as(given_)
    assert (None if result.total is None else (result.total, result.grade)) == reckoned(given_)


@given(some_evidence, some_readings, st.randoms(use_true_random=False))
def test_the_order_of_facts_makes_no_difference(given_: Evidence, used: Readings, chance: random.Random) -> None:
    def shuffled(facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(facts, len(facts)))

    mixed = Evidence(*(shuffled(f) for f in (given_.ratings, given_.complaints, given_.departments, given_.deductions)))
    assert scored_as(mixed, used=used) == scored_as(given_, used=used)


@given(some_evidence, some_readings, st.integers(1, 10_000))
def test_another_deduction_never_raises_total_or_grade(given_: Evidence, used: Readings, hundredth: int) -> None:
    more = replace(given_, deductions=(*given_.deductions, deducted(str(Decimal(hundredth).scaleb(-2)), 99)))
    before, after = scored_as(given_, used=used), scored_as(more, used=used)
    assert (before.total is None) == (after.total is None)
    if before.total is not None and after.total is not None:
        order = ["较差", "一般", "良好", "优秀"]
        assert after.total <= before.total
        assert order.index(str(after.grade)) <= order.index(str(before.grade))


@given(some_evidence, some_readings)
def test_the_total_is_the_capped_sum_rounded_once(given_: Evidence, used: Readings) -> None:
    result = scored_as(given_, used=used)
    parts = [c.exact for c in result.components]
    if None in parts:
        assert (result.total, result.grade) == (None, None)
        return
    exact = min(Fraction(100), sum(map(Fraction, filter(None, parts)), Fraction()) - sum(Fraction(d.points) for d in given_.deductions))
    assert result.exact == exact
    assert result.total is not None
    cut = used.chosen("grade.decimals").reading == "cut"
    assert abs(Fraction(result.total) - exact) <= (Fraction(999999, 10**6) if cut else Fraction(1, 200))
    assert result.total.as_tuple().exponent == -2


@given(some_evidence, some_readings)
def test_deduction_facts_and_component_facts_are_all_of_the_evidence(given_: Evidence, used: Readings) -> None:
    result = scored_as(given_, used=used)
    mine = [c for c in given_.complaints if Quarter.of(c.received_on) == Q3]
    listed = {f for c in result.components for f in c.facts} | {d.fact for d in result.deductions}
    assert listed == {f.fact for f in (*given_.ratings, *mine, *given_.departments, *given_.deductions)}
    assert listed == {f for node in result.derivation.walk() for f in node.facts}


@given(st.decimals(min_value=-1000, max_value=20, places=3), some_readings)
def test_every_decimal_total_has_a_grade(points_: Decimal, used: Readings) -> None:
    given_ = Evidence((rated(),), (), (DepartmentScore("tax", points_, ref(1)),), ())
    result = scored_as(given_, used=used)
    assert result.grade in {"优秀", "良好", "一般", "较差"}


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        ("89.995", 2, "90.00"),
        ("89.9949999", 2, "89.99"),
        ("-0.005", 2, "-0.01"),
        ("-0.004", 2, "0.00"),
        ("0", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-112.5", 2, "-112.50"),
    ],
)
def test_half_up(number: str, places: int, expected: str) -> None:
    assert str(half_up(Fraction(number), places)) == expected


@given(st.fractions(min_value=-200, max_value=200), st.integers(0, 4))
def test_half_up_is_the_decimal_modules(number: Fraction, places: int) -> None:
    with localcontext(prec=200):
        expected = (Decimal(number.numerator) / number.denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(number, places) == expected


@pytest.mark.parametrize(
    ("number", "as_shown", "as_written"),
    [
        (Fraction(50), "50", "50"),
        (Fraction(0), "0", "0"),
        (Fraction(100), "100", "100"),
        (Fraction(37, 2), "18.5", "18.5"),
        (Fraction(50, 3), "16.67", "50/3"),
        (Fraction("9.995"), "10.00", "9.995"),
        (Fraction("-2.25"), "-2.25", "-2.25"),
        (Fraction("0.1234567"), "0.12", "1234567/10000000"),
    ],
)
def test_numbers_are_shown_short_and_written_exactly(number: Fraction, as_shown: str, as_written: str) -> None:
    assert str(shown(number)) == as_shown
    assert exactly(number) == as_written


# --- what it needs ------------------------------------------------------------------------------------------------


def test_scoring_needs_nothing_but_the_standard_library() -> None:
    probe = (
        "import sys; sys.path.insert(0, '.');"
        "import zibo_port.domain.scoring;"
        "print(sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names) - {'zibo_port', '__main__'}))"
    )
    out = subprocess.run([sys.executable, "-I", "-S", "-c", probe], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_values_can_be_compared_and_kept() -> None:
    assert isinstance(example().derivation, Derivation)
    assert example() == example()
    assert len({Rating(2025, 1, 2, publicised=True, fact=ref(1)), Rating(2025, 1, 2, publicised=True, fact=ref(1))}) == 1
    assert isinstance(deducted("5"), Deduction)
