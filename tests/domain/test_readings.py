"""The register of ambiguities, and the reading in use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tests.domain.scoring_books import document, readings
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.readings import Adoption, Reading, Readings, Register

DEFAULTS = {
    "rating.band-edges": "higher-band",
    "rating.no-business": "no-data",
    "complaints.one-or-three": "one-to-three-earn-10",
    "complaints.quarter": "mean-of-months",
    "departments.missing": "mean-of-those-that-scored",
    "grade.decimals": "half-up-to-two-decimals",
    "deduction.size": "as-concluded",
    "deduction.quarter": "quarter-of-the-meeting",
    "watch-list.leaving": "until-a-better-grade-is-published",
    "additions": "none",
    "departments.who": "every-member-unit",
    "credit.class": "ordinary-fine-is-general",
    "monthly-report.holiday": "the-tenth-itself",
}


def keys(used: Readings) -> list[str]:
    return [f"{r.ambiguity}={r.reading}" for r in used.bearing_on("score")]


@pytest.mark.parametrize(("key", "reading"), DEFAULTS.items())
def test_the_default_readings(key: str, reading: str) -> None:
    assert readings().chosen(key) == Reading(key, reading, adopted_by=None, assumed=True)


def test_every_entry_says_where_it_is_and_speaks_both_languages() -> None:
    for entry in readings().register.ambiguity:
        assert entry.clause.startswith("《")
        assert entry.assumed
        assert entry.question.text.zh.endswith(("？", "。", "）"))
        assert entry.question.text.en.endswith(("?", ".", ".)"))
        for reading in entry.readings:
            assert reading.text.zh.endswith("。")
            assert reading.text.en.endswith(".")


def test_what_can_be_computed_is_what_changes_a_grade() -> None:
    tried = [keys(used) for used in readings().alternatives("score")]
    changed = {next(iter(set(other) - set(keys(readings())))) for other in tried}
    assert changed == {
        "rating.band-edges=lower-band",
        "complaints.one-or-three=one-earns-20",
        "complaints.one-or-three=three-earn-0",
        "complaints.quarter=worst-month",
        "grade.decimals=cut",
        "grade.decimals=unrounded",
    }
    assert len(tried) == len(changed)
    assert readings().alternatives("watch-list") == ()


def test_an_adopted_reading_names_its_minutes_and_is_assumed_no_longer() -> None:
    adopted = readings().with_("complaints.quarter", "worst-month", "2026-07-15-1")
    assert adopted.chosen("complaints.quarter") == Reading("complaints.quarter", "worst-month", "2026-07-15-1", assumed=False)
    assert adopted.chosen("additions") == readings().chosen("additions")
    assert readings().chosen("complaints.quarter").assumed
    assert "complaints.quarter=worst-month" in keys(adopted)


def test_the_default_may_be_adopted_too() -> None:
    adopted = readings().with_("additions", "none", "2026-07-15-1")
    assert adopted.chosen("additions") == Reading("additions", "none", "2026-07-15-1", assumed=False)


def test_a_reading_tried_out_is_assumed() -> None:
    assert readings().with_("additions", "none").chosen("additions").assumed


def test_adopting_again_replaces() -> None:
    twice = readings().with_("grade.decimals", "cut", "一").with_("grade.decimals", "unrounded", "二")
    assert twice.chosen("grade.decimals") == Reading("grade.decimals", "unrounded", "二", assumed=False)
    assert len([k for k in keys(twice) if k.startswith("grade.decimals=")]) == 1


@pytest.mark.parametrize(
    ("day", "by"),
    [(date(2025, 12, 31), None), (date(2026, 3, 31), None), (date(2026, 6, 30), "M20260415"), (date(2026, 9, 30), "M20260415")],
)
def test_a_reading_used_for_a_day_is_the_meetings_only_from_the_day_it_was_adopted_for(day: date, by: str | None) -> None:
    key, reading = "complaints.quarter", "mean-of-months"
    known = Readings(readings().register, {}, {key: (Adoption(reading, date(2026, 4, 1), "M20260415"),)})
    used = known.pinned([f"{key}={reading}"], day).chosen(key)
    assert used == Reading(key, reading, by, assumed=by is None)


def test_bearing_on_keeps_the_order_of_the_register_and_the_subject() -> None:
    order = [a.key for a in readings().register.ambiguity if a.bears_on == "score"]
    assert [r.ambiguity for r in readings().with_("grade.decimals", "cut").bearing_on("score")] == order
    assert [r.ambiguity for r in readings().bearing_on("monitoring")][:2] == ["monthly-report.holiday", "monthly-report.tenth"]


def test_an_unknown_key_is_not_found_and_near_ones_are_named() -> None:
    for ask in (readings().chosen, lambda key: readings().with_(key, "x")):
        with pytest.raises(NotFound) as fault:
            ask("rating.band-edge")
        assert fault.value.hint is not None
        assert "rating.band-edges" in fault.value.hint.zh
    with pytest.raises(NotFound) as fault:
        readings().chosen("zzz")
    assert fault.value.hint is None


def test_a_reading_that_is_not_admissible_is_refused_with_those_that_are() -> None:
    with pytest.raises(InvalidData, match="worst-month") as fault:
        readings().with_("complaints.quarter", "best-month")
    assert fault.value.fields[0].field == "reading"


def test_a_reading_that_cannot_be_computed_cannot_be_adopted() -> None:
    with pytest.raises(Refused, match="不能据以计算") as fault:
        readings().with_("deduction.size", "fixed-scale", "2026-07-15-1")
    assert fault.value.clause == "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"


def first(found: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = found["ambiguity"][0]
    return entry


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: first(d).update(default="nothing"), "is no reading that is computed"),
        (lambda d: first(d).update(default="any-port-business"), "is no reading that is computed"),
        (lambda d: first(d)["readings"].append(first(d)["readings"][0]), "a reading stands twice"),
        (lambda d: d["ambiguity"].append(first(d)), "an ambiguity stands twice"),
        (lambda d: first(d)["readings"].pop(), "at least 2 items"),
        (lambda d: first(d)["question"].pop("en"), "Field required"),
        (lambda d: first(d).update(clause=""), "at least 1 character"),
        (lambda d: first(d).update(note="x"), "Extra inputs"),
        (lambda d: first(d).update(bears_on="weather"), "Input should be"),
    ],
)
def test_a_register_with_a_fault_is_not_loaded(spoil: Any, said: str) -> None:
    found = document("ambiguities")
    spoil(found)
    with pytest.raises(ValidationError, match=said):
        Register.from_document(found)


def test_readings_are_values() -> None:
    same = Readings.from_document(document("ambiguities"))
    assert same == readings()
    assert same.with_("grade.decimals", "cut") != readings()
