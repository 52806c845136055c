"""The dated rules of the evaluation: which edition counts, and which faults keep them from being loaded."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tests.domain.scoring_books import document, rules
from zibo_port.domain.scoring_rules import ScoringRules


def spoilt(change: Any) -> dict[str, Any]:
    found = document("service_evaluation")
    change(found["edition"])
    return found


def test_the_numbers_of_the_annex() -> None:
    edition = rules().on(date(2026, 9, 30))
    assert edition is not None
    assert (edition.rating.maximum, edition.complaints.maximum, edition.departments.maximum) == (60, 20, 20)
    assert [b.points for b in edition.rating.bands] == [60, 50, 40, 30, 20]
    assert [b.low for b in edition.rating.bands] == [95, 85, 75, 65, 0]
    assert [(g.grade, g.low, g.watched) for g in edition.grades.scale] == [
        ("优秀", 90, False),
        ("良好", 80, False),
        ("一般", 60, True),
        ("较差", None, True),
    ]
    assert all(isinstance(b.points, Decimal) for b in edition.rating.bands)


def test_the_edition_of_a_day() -> None:
    assert rules().on(date(2021, 9, 29)) is None
    assert rules().on(date(2021, 9, 30)) is rules().edition[0]
    assert rules().on(date(2199, 1, 1)) is rules().edition[0]


def two(first_to: date | None, second_from: date) -> dict[str, Any]:
    def change(editions: list[dict[str, Any]]) -> None:
        editions.append(deepcopy(editions[0]))
        if first_to:
            editions[0]["to"] = first_to
        editions[1]["from"] = second_from
        editions[1]["to"] = date(2029, 12, 31)

    return spoilt(change)


def test_a_later_edition_takes_over_on_its_day() -> None:
    both = ScoringRules.from_document(two(date(2026, 12, 31), date(2027, 1, 1)))
    assert both.on(date(2026, 12, 31)) is both.edition[0]
    assert both.on(date(2027, 1, 1)) is both.edition[1]
    assert both.on(date(2030, 1, 1)) is None


@pytest.mark.parametrize(
    ("first_to", "second_from"),
    [
        (date(2026, 12, 31), date(2027, 1, 2)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (None, date(2027, 1, 1)),
        (date(2020, 12, 31), date(2021, 1, 1)),
    ],
)
def test_editions_leave_no_gap_and_do_not_overlap(first_to: date | None, second_from: date) -> None:
    with pytest.raises(ValidationError, match=r"the edition of|the next edition"):
        ScoringRules.from_document(two(first_to, second_from))


def bands(editions: Any) -> Any:
    return editions[0]["rating"]["bands"]


def months(editions: Any) -> Any:
    return editions[0]["complaints"]["months"]


def scale(editions: Any) -> Any:
    return editions[0]["grades"]["scale"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: bands(e)[1].update(low=86), "the one above begins at"),
        (lambda e: bands(e)[1].update(high=96), "the one above begins at"),
        (lambda e: bands(e).pop(), "the bands end at 65"),
        (lambda e: bands(e).clear(), "the bands end at 100"),
        (lambda e: bands(e)[0].update(high=101), "the one above begins at 100"),
        (lambda e: bands(e)[1].update(low=95), "is empty"),
        (lambda e: bands(e)[0].update(points=61), "more than the maximum"),
        (lambda e: bands(e)[4].update(low_end="out"), "exactly 0 per cent"),
        (lambda e: bands(e)[4].update(low_end="disputed"), "exactly 0 per cent"),
        (lambda e: bands(e)[0].update(low_end="maybe"), "Input should be"),
        (lambda e: months(e)[1].update(low=2), "the next band begins at 2"),
        (lambda e: months(e)[1].update(high=4), "the next band begins at 4"),
        (lambda e: months(e)[1].update(high=0), "is empty"),
        (lambda e: months(e)[2].update(high=9), "the last band has an end"),
        (lambda e: months(e).clear(), "the last band has an end"),
        (lambda e: months(e)[0].update(points=21), "more than the maximum"),
        (lambda e: months(e)[2].update(disputed_ends=True), "no neighbour"),
        (lambda e: months(e)[0].update(disputed_ends=True), "no neighbour"),
        (lambda e: months(e)[1].pop("high"), "the next band begins at 4"),
        (lambda e: scale(e)[1].update(low=81), "the grade above begins at 81"),
        (lambda e: scale(e)[1].update(below=91), "the grade above begins at 90"),
        (lambda e: scale(e)[0].update(below=100), "ends below 100"),
        (lambda e: scale(e)[3].update(low=0), "has no floor"),
        (lambda e: scale(e)[1].pop("low"), "has no floor"),
        (lambda e: scale(e)[1].update(low=95), "is empty"),
        (lambda e: scale(e).clear(), "there are no grades"),
        (lambda e: e[0]["rating"].update(maximum=61), "add up to 101"),
        (lambda e: e[0]["rating"].update(maximum=60.0), "quotation marks"),
        (lambda e: e[0]["rating"].update(clause=""), "at least 1 character"),
        (lambda e: e[0].update(remark="x"), "Extra inputs"),
        (lambda e: e[0]["total"].update(maximum="NaN"), "finite"),
        (lambda e: e.clear(), "at least 1 item"),
    ],
)
def test_rules_with_a_hole_are_not_loaded(change: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ScoringRules.from_document(spoilt(change))


def test_rules_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        rules().edition[0].total.maximum = Decimal(120)
