"""The three components of a score (the annex 赋分细则): rating 60, complaints 20, departments 20, each as a derivation.

Needs nothing but the standard library, as the scoring itself; all points are exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.derivation import Derivation, exactly, shown
from zibo_port.domain.evidence import Complaint, DepartmentScore, Rating

if TYPE_CHECKING:
    from zibo_port.domain.periods import Month, Quarter
    from zibo_port.domain.readings import Readings
    from zibo_port.domain.scoring_rules import ComplaintRule, DepartmentRule, RatingRule, ShareBand

EDGES: Final = "rating.band-edges"
NO_BUSINESS: Final = "rating.no-business"
ONE_OR_THREE: Final = "complaints.one-or-three"
QUARTER: Final = "complaints.quarter"
MISSING: Final = "departments.missing"


@dataclass(frozen=True, slots=True)
class Step:
    """A component's exact points (None without data), and how they came about."""

    exact: Fraction | None
    derivation: Derivation


def named(readings: Readings, key: str) -> str:
    """An ambiguity and its reading, as a derivation writes them."""
    return f"{key}={readings.chosen(key).reading}"


# --- the single window's rating -----------------------------------------------------------------------------------


def rating_points(ratings: Iterable[Rating], year: int, rule: RatingRule, readings: Readings) -> Step:
    """The points for the share of favourable ratings in a year, compared exactly; none if it wasn't publicised.

    No rating, no business, or counts that contradict each other: no data.
    """
    code = "single-window-rating"
    rating = next((r for r in ratings if r.year == year), None)
    if rating is None:
        text = f"没有{year}年的单一窗口评价记录：无数据", f"no rating of {year} is recorded: no data"
        return Step(None, Derivation(code, *text, rule.clause))
    facts = (rating.fact,)
    if not rating.publicised:
        points = Fraction(rule.not_publicised)
        text = (
            f"{year}年未按要求在单一窗口公示：得 {exactly(points)} 分",
            f"not publicised at the single window in {year}: {exactly(points)} points",
        )
        return Step(points, Derivation(code, *text, rule.clause, shown(points), facts=facts))
    favourable, total = rating.favourable, rating.total
    if favourable is None or not total or not 0 <= favourable <= total:
        text = f"{year}年没有可据以计算好评率的业务量：无数据", f"no business in {year} from which a share could be computed: no data"
        return Step(None, Derivation(code, *text, rule.clause, reading=named(readings, NO_BUSINESS), facts=facts))
    share = Fraction(100 * favourable, total)
    band, disputed = _band(share, rule.bands, readings.chosen(EDGES).reading)
    zh = f"{year}年好评 {favourable} 件，总业务量 {total} 件，好评率 {_per_cent(share)}：{band.words}"
    en = f"{favourable} of {total} rated favourably in {year}, {_per_cent(share)}, {band.low} to {band.high} %: {band.points} points"
    points = Fraction(band.points)
    reading = named(readings, EDGES) if disputed else None
    return Step(points, Derivation(code, zh, en, rule.clause, shown(points), reading, facts))


def _band(share: Fraction, bands: Sequence[ShareBand], reading: str) -> tuple[ShareBand, bool]:
    """The band of a share, and whether a reading was needed to find it."""
    for band in bands:
        low = Fraction(band.low)
        if share > low or (share == low and band.low_end == "in"):
            return band, False
        if share == low and band.low_end == "disputed":
            return (band if reading == "higher-band" else bands[bands.index(band) + 1]), True
    raise AssertionError(share)  # pragma: no cover - the bands reach down to 0, as the rules were checked


def _per_cent(share: Fraction) -> str:
    """Cut to four decimals where it doesn't end, so that what is printed never crosses an edge."""
    cut = Fraction(share.numerator * 10_000 // share.denominator, 10_000)
    return f"{exactly(cut)}%" if cut == share else f"{exactly(cut)}…%"


# --- complaints ---------------------------------------------------------------------------------------------------


def complaint_points(complaints: Iterable[Complaint], quarter: Quarter, rule: ComplaintRule, readings: Readings) -> Step:
    """The points of a quarter's three months together; no recorded complaint is the full points, not missing data."""
    ordered = sorted(complaints, key=lambda c: (c.received_on, c.reference, c.fact.event))
    months = tuple(_month(ordered, month, rule, readings) for month in quarter.months)
    points = [m.exact for m in months if m.exact is not None]
    parts = tuple(m.derivation for m in months)
    written = [exactly(p) for p in points]
    if readings.chosen(QUARTER).reading == "worst-month":
        exact = min(points)
        zh, en = (
            f"取最低的一个月（{'、'.join(written)}）：{exactly(exact)} 分",
            f"the worst month of {', '.join(written)}: {exactly(exact)} points",
        )
    else:
        exact = sum(points, Fraction()) / len(points)
        sum_ = f"({' + '.join(written)}) ÷ {len(points)} = {exactly(exact)}"
        zh, en = f"三个月得分的平均：{sum_} 分", f"the mean of the three months: {sum_} points"
    return Step(exact, Derivation("complaints-12345", zh, en, rule.clause, shown(exact), named(readings, QUARTER), parts=parts))


def _month(complaints: Sequence[Complaint], month: Month, rule: ComplaintRule, readings: Readings) -> Step:
    """The points of one month: a complaint counts in the month in which it was received."""
    received = [c for c in complaints if (c.received_on.year, c.received_on.month) == (month.year, month.number)]
    unsettled = sum(not c.settled for c in received)
    points, disputed = _points_of_month(len(received), unsettled, rule, readings.chosen(ONE_OR_THREE).reading)
    if not received:
        zh, en = f"{month}：没有投诉，得 {points} 分", f"{month}: no complaint, {points} points"
    elif unsettled:
        zh = f"{month}：投诉 {len(received)} 件，其中 {unsettled} 件未主动化解，得 {points} 分"
        en = f"{month}: complaints {len(received)}, of them {unsettled} not settled on the operator's initiative, {points} points"
    else:
        zh = f"{month}：投诉 {len(received)} 件，均已主动化解，得 {points} 分"
        en = f"{month}: complaints {len(received)}, all settled on the operator's initiative, {points} points"
    reading = named(readings, ONE_OR_THREE) if disputed else None
    facts = tuple(c.fact for c in received)
    return Step(Fraction(points), Derivation(f"complaints-{month}", zh, en, rule.clause, points, reading, facts))


def _points_of_month(count: int, unsettled: int, rule: ComplaintRule, reading: str) -> tuple[Decimal, bool]:
    """The points of a month, and whether a reading was needed to find them."""
    if unsettled:
        return rule.unsettled, False
    position = next(i for i, b in enumerate(rule.months) if b.high is None or count <= b.high)
    band = rule.months[position]
    disputed = band.disputed_ends and count in {band.low, band.high}
    if disputed and count == band.low and reading == "one-earns-20":
        band = rule.months[position - 1]
    elif disputed and count == band.high and reading == "three-earn-0":
        band = rule.months[position + 1]
    return band.points, disputed


# --- the departments' own scores ----------------------------------------------------------------------------------


def department_points(scores: Iterable[DepartmentScore], rule: DepartmentRule, readings: Readings) -> Step:
    """The mean of the departments that scored; no data if none did."""
    code = "department-scores"
    reading = named(readings, MISSING)
    ordered = sorted(scores, key=lambda s: (s.department, s.points, s.fact.event))
    if not ordered:
        return Step(None, Derivation(code, "没有部门评分：无数据", "no department has scored: no data", rule.clause, reading=reading))
    points = [Fraction(s.points) for s in ordered]
    exact = sum(points, Fraction()) / len(points)
    sum_ = f"({' + '.join(exactly(p) for p in points)}) ÷ {len(points)} = {exactly(exact)}"
    zh, en = f"{len(points)} 个部门评分的平均：{sum_} 分", f"the mean of the scores of {len(points)} departments: {sum_} points"
    parts = tuple(_department(s, rule) for s in ordered)
    return Step(exact, Derivation(code, zh, en, rule.clause, shown(exact), reading, parts=parts))


def _department(given: DepartmentScore, rule: DepartmentRule) -> Derivation:
    name = DEPARTMENTS.get(given.department)
    zh, en = (name.zh, name.en) if name else (given.department, given.department)
    points = exactly(Fraction(given.points))
    return Derivation(
        f"department-{given.department}", f"{zh}评 {points} 分", f"{en}: {points} points", rule.clause, given.points, facts=(given.fact,)
    )
