"""The grade on the day each thing lapses: recomputed without it, and by a reckoning of the sums by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.scoring_books import Q3, complained, deducted, rated, readings, rules, scored
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import Against, Kind, Lapse
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Evidence
from zibo_port.domain.lapses import lapses
from zibo_port.domain.otherwise import Item
from zibo_port.domain.scoring import score

END = Q3.last_day
UNSETTLED = complained(date(2026, 8, 3), 1, resolved=False)
EVIDENCE = Evidence((rated(90, 100),), (UNSETTLED,), scored("18.5"), (deducted("5"), deducted("3.5", 2)))
"""50 + (20 + 0 + 20) ÷ 3 + 18.5 − 8.5 = 73.33, 一般."""


def one(kind: Kind, until: date | None, item: Item | None = None) -> Against:
    return Against(kind, "1号", Text(kind, kind), "条", date(2026, 7, 6), until, Text("", ""), item=item)


def made(*against: Against, evidence: Evidence = EVIDENCE) -> tuple[Lapse, ...]:
    return lapses(against, evidence, Q3, rules(), readings())


def test_deductions_and_complaints_lapse_with_their_quarter() -> None:
    first, second, third = made(*(one("deduction", END, d) for d in EVIDENCE.deductions), one("complaint", END, UNSETTLED))
    assert first.alone == Figures(Decimal("78.33"), "一般")
    assert second.alone == Figures(Decimal("76.83"), "一般")
    assert third.alone == Figures(Decimal("80.00"), "良好")
    assert {lapse.then for lapse in (first, second, third)} == {Figures(Decimal("88.50"), "良好")}
    assert (first.until, first.gone_on) == (date(2026, 9, 30), date(2026, 10, 1))


def test_what_has_no_part_in_the_score_changes_no_grade() -> None:
    found = made(one("publication", date(2029, 7, 9)), one("measure", date(2026, 8, 1)), one("deduction", END, EVIDENCE.deductions[0]))
    assert [lapse.kind for lapse in found] == ["measure", "deduction", "publication"]
    now, after, later = found
    assert (now.alone, now.then) == (None, Figures(Decimal("73.33"), "一般"))
    assert after.then == later.then == Figures(Decimal("78.33"), "一般")
    assert later.alone is None


def test_what_has_no_day_or_gives_way_or_belongs_elsewhere_does_not_lapse_here() -> None:
    assert made(one("watch-list", None), one("rating", END), one("department-scores", END), one("deduction", date(2026, 6, 30))) == ()


def test_without_data_there_is_no_grade_to_lapse_to() -> None:
    [lapse] = made(one("complaint", END, UNSETTLED), evidence=Evidence((), (UNSETTLED,), (), ()))
    assert (lapse.alone, lapse.then) == (Figures(), Figures())


@given(st.lists(st.tuples(st.sampled_from(["2.5", "4", "10"]), st.integers(0, 3)), max_size=5))
def test_the_last_day_leaves_what_a_score_without_all_of_them_gives(taken: list[tuple[str, int]]) -> None:
    deductions = tuple(deducted(points, number) for number, (points, _) in enumerate(taken))
    evidence = Evidence((rated(),), (), scored("15"), deductions)
    days = [date(2026, 9, 30 - back) for _, back in taken]
    found = made(*(one("deduction", day, d) for day, d in zip(days, deductions, strict=True)), evidence=evidence)
    assert [lapse.until for lapse in found] == sorted(days)
    totals = [lapse.then.total for lapse in found]
    assert totals == sorted(totals)
    if found:
        assert totals[-1] == score(Evidence((rated(),), (), scored("15"), ()), Q3, rules(), readings()).total
    for lapse in found:
        left = sum((d.points for day, d in zip(days, deductions, strict=True) if day > lapse.until), Decimal())
        assert lapse.then.total == Decimal(95) - left
