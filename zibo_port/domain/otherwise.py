"""What could have been otherwise in the evidence of a score: the changes that a counterfactual may make, one fact each.

A deduction not taken; a complaint absent, or settled on the operator's initiative; the share of favourable ratings in
another band with the same business, or publicised; a rating supplied where none was. No complaint, deduction or
addition is invented. The departments' scores, which move by hundredths, are left to the search.

Needs nothing but the standard library, as the scoring itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from zibo_port.domain.derivation import FactRef, exactly
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Complaint, Deduction, DepartmentScore, Evidence, Rating
from zibo_port.domain.score_components import complaint_points, rating_points

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.domain.readings import Readings
    from zibo_port.domain.scoring_rules import ComplaintRule, Edition, RatingRule

Item: TypeAlias = Rating | Complaint | DepartmentScore | Deduction
I = TypeVar("I", bound=Item)  # noqa: E741

ROUND_BUSINESS: Final = 100
"""The business by which a rating is supplied where none is on record."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would be otherwise: `was` is None where it is missing, `now` where it would be absent."""

    code: str
    was: Item | None
    now: Item | None
    text: Text

    @property
    def fact(self) -> FactRef | None:
        """The event on record that would be otherwise; None where one is missing."""
        return self.was.fact if self.was is not None else None


Move: TypeAlias = tuple[Change, ...]
"""Changes that are made together."""
Part: TypeAlias = tuple[Move, ...]
"""Moves of which at most one is made."""


def applied(evidence: Evidence, changes: Sequence[Change]) -> Evidence:
    """The evidence as it would be."""
    return Evidence(
        ratings=_changed(evidence.ratings, Rating, changes),
        complaints=_changed(evidence.complaints, Complaint, changes),
        departments=_changed(evidence.departments, DepartmentScore, changes),
        deductions=_changed(evidence.deductions, Deduction, changes),
    )


def _changed(items: tuple[I, ...], kind: type[I], changes: Sequence[Change]) -> tuple[I, ...]:
    left = list(items)
    for change in changes:
        if isinstance(change.was, kind):
            left.remove(change.was)
        if isinstance(change.now, kind):
            left.append(change.now)
    return tuple(left)


def parts_of(evidence: Evidence, quarter: Quarter, edition: Edition, readings: Readings) -> tuple[Part, ...]:
    """The rating, each month's complaints and the deductions of each size, with the moves that are worth a try."""
    rating = next((r for r in evidence.ratings if r.year == quarter.year - 1), None)
    months = (tuple(_of_month(evidence.complaints, quarter, place, edition.complaints, readings)) for place in range(3))
    parts = (
        tuple(_of_rating(rating, quarter.year - 1, edition.rating, readings)),
        *months,
        *map(_of_deductions, _alike(evidence.deductions)),
    )
    return tuple(part for part in parts if part)


# --- deductions ---------------------------------------------------------------------------------------------------


def _alike(deductions: Sequence[Deduction]) -> list[list[Deduction]]:
    ordered = sorted(deductions, key=lambda d: (d.points, d.document_no, d.consultation, d.fact.event))
    return [list(same) for _, same in groupby(ordered, key=lambda d: d.points)]


def _of_deductions(alike: Sequence[Deduction]) -> Part:
    """So many of those with the same points not taken; which of them makes no difference."""
    return tuple(tuple(map(_not_taken, alike[:fewer])) for fewer in range(1, len(alike) + 1))


def _not_taken(deduction: Deduction) -> Change:
    points = exactly(Fraction(deduction.points))
    text = Text(
        f"会商 {deduction.consultation} 没有就 {deduction.document_no} 扣 {points} 分",
        f"consultation {deduction.consultation} had not deducted {points} points for {deduction.document_no}",
    )
    return Change("deduction-not-taken", deduction, None, text)


# --- complaints ---------------------------------------------------------------------------------------------------


def _of_month(complaints: Sequence[Complaint], quarter: Quarter, place: int, rule: ComplaintRule, readings: Readings) -> Iterator[Move]:
    """For each number of points that a month could have, the fewest complaints that would have to be otherwise, the nearest first."""
    month = quarter.months[place]
    received = [c for c in complaints if (c.received_on.year, c.received_on.month) == (month.year, month.number)]
    received.sort(key=lambda c: (c.settled, c.received_on, c.reference))

    def points(changes: Move) -> Decimal:
        left = applied(Evidence(complaints=tuple(received)), changes).complaints
        return complaint_points(left, quarter, rule, readings).derivation.parts[place].value or Decimal()

    present = points(())
    found: dict[Decimal, Move] = {present: ()}
    for fewer in range(len(received) + 1):
        move = _with_fewer(received, fewer)
        found.setdefault(points(move), move)
    yield from (move for value, move in sorted(found.items(), key=lambda entry: abs(entry[0] - present)) if move)


def _with_fewer(received: Sequence[Complaint], fewer: int) -> Move:
    """So many complaints absent, unsettled ones before settled ones, and every one that is left settled.

    One that is left unsettled decides the month, so no smaller move gives other points with so many absent; which of
    those alike are absent makes no difference.
    """
    return (*map(_absent, received[:fewer]), *(_settled(c) for c in received[fewer:] if not c.settled))


def _settled(complaint: Complaint) -> Change:
    text = Text(
        f"{complaint.received_on} 的投诉 {complaint.reference} 已由企业主动化解",
        f"complaint {complaint.reference} of {complaint.received_on} had been settled on the operator's initiative",
    )
    now = replace(complaint, resolved_on=complaint.resolved_on or complaint.received_on, on_initiative=True)
    return Change("complaint-settled", complaint, now, text)


def _absent(complaint: Complaint) -> Change:
    text = Text(
        f"没有 {complaint.received_on} 的投诉 {complaint.reference}",
        f"complaint {complaint.reference} of {complaint.received_on} had not been made",
    )
    return Change("complaint-absent", complaint, None, text)


# --- the rating ---------------------------------------------------------------------------------------------------


def _of_rating(rating: Rating | None, year: int, rule: RatingRule, readings: Readings) -> Iterator[Move]:
    """The rating in every band but its own, the nearest first."""
    exact = None if rating is None else rating_points((rating,), year, rule, readings).exact
    with_counts = rating is not None and rating.publicised and exact is not None
    volume = (rating.total if rating is not None else None) or ROUND_BUSINESS
    bands = sorted({Fraction(band.points) for band in rule.bands}, key=lambda points: abs(points - (exact or 0)))

    def rated(favourable: int) -> Rating:
        return Rating(year, favourable, volume, publicised=True, fact=FactRef(None, "RatingRecorded"))

    def points(favourable: int) -> Fraction:
        return rating_points((rated(favourable),), year, rule, readings).exact or Fraction()

    for wanted in bands:
        if wanted != exact or not with_counts:
            favourable = _count(points, volume, wanted, rising=with_counts and exact is not None and wanted > exact)
            if favourable is not None:
                yield (_rated_otherwise(rating, rated(favourable), rule, wanted, with_counts=with_counts),)


def _count(points: Callable[[int], Fraction], volume: int, wanted: Fraction, *, rising: bool) -> int | None:
    """The fewest (when rising) or the most favourable ratings that earn just these points; None if no whole number does."""
    if rising:
        count = bisect_left(range(volume + 1), wanted, key=points)
    else:
        count = bisect_left(range(volume + 1), 1, key=lambda n: points(n) > wanted) - 1
    return count if 0 <= count <= volume and points(count) == wanted else None


def _rated_otherwise(was: Rating | None, now: Rating, rule: RatingRule, points: Fraction, *, with_counts: bool) -> Change:
    band = next(b for b in rule.bands if Fraction(b.points) == points)
    words = Text(band.words, f"{band.low} to {band.high} %, {band.points} points")
    counts = Text(f"{now.total} 件中好评 {now.favourable} 件", f"{now.favourable} of {now.total} favourable")
    if was is not None and with_counts:
        zh = f"{now.year}年 {counts.zh}（实为 {was.favourable} 件）：{words.zh}"
        return Change("rating-band", was, now, Text(zh, f"{counts.en} in {now.year} (it was {was.favourable}): {words.en}"))
    example = Text(f"{words.zh}（例如 {counts.zh}）", f"{words.en} (for example {counts.en})")
    if was is not None and not was.publicised:
        text = Text(
            f"{now.year}年按要求在单一窗口公示，且好评率{example.zh}", f"publicised at the single window in {now.year}: {example.en}"
        )
        return Change("rating-publicised", was, now, text)
    text = Text(f"有{now.year}年的单一窗口评价：好评率{example.zh}", f"there were a single window rating of {now.year}: {example.en}")
    return Change("rating-supplied", was, now, text)
