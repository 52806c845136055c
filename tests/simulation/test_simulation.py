"""Hundreds of times two years of four departments, with crashes at every boundary: each seed must be clean.

`ZIBO_PORT_SEEDS` sets how many seeds are lived: 300 with every change, as many as the night allows at night.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.simulation.crashes import MOMENTS
from tests.simulation.life import live
from tests.simulation.papers import HOLIDAYS, MAKE_UP_DAYS, days_after, next_meeting, working_days_after, works
from zibo_port.domain.calendar import Calendar
from zibo_port.office.founding import library_years

SEEDS = int(os.environ.get("ZIBO_PORT_SEEDS", "300"))
AT_ONCE = 25

MUST_HAPPEN = {"PenaltyCorrected", "PenaltyVaried", "PenaltyRevoked", "PenaltyRepaired", "CaseConcluded", "ConclusionDrafted"} | {
    "DeductionCancelled",
    "MeasureLifted",
    "MeasureCompleted",
    "WithdrawalRequested",
    "PublicationWithdrawn",
    "ObjectionDecided",
    "DeadlinePaused",
    "DeadlineExtended",
    "RestatementRaised",
    "ResultRestated",
    "DutyEscalated",
    "ReportApproved",
    "SuggestionSubmitted",
}
"""In any two dozen of these cities."""


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_two_years_are_clean_whatever_crashes(first: int) -> None:
    stories = [live(seed) for seed in range(first, min(first + AT_ONCE, SEEDS))]
    met = sum((story.met for story in stories), Counter[str]())
    requests = sum((story.requests for story in stories), Counter[str]())
    facts = sum((story.facts for story in stories), Counter[str]())
    assert set(met) == set(MOMENTS), met
    assert not MUST_HAPPEN - facts.keys(), facts
    assert requests["recorded"] > 30 * len(stories), requests
    assert min(requests[what] for what in ("refused", "repeated", "crashed")) > 5 * len(stories), requests


def test_the_same_seed_tells_the_same_story() -> None:
    assert live(1) == live(1)


def test_without_crashes_a_request_is_recorded_at_once() -> None:
    story = live(2, crashes=False)
    assert not story.met
    assert not story.requests["crashed"]


# --- what the clerk counts by -------------------------------------------------------------------------------------


def test_the_papers_typed_in_by_hand_say_what_the_office_adopted() -> None:
    calendar, day = Calendar(library_years()), date(2024, 1, 1)
    while day.year < 2027:
        assert calendar.is_working_day(day) == works(day), day
        day += timedelta(days=1)
    assert len(MAKE_UP_DAYS) == 19
    assert not HOLIDAYS & MAKE_UP_DAYS


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 9, 27), 6, date(2024, 10, 11)),  # Sunday the 29th is worked, the 1st to the 7th are off
        (date(2024, 10, 8), 4, date(2024, 10, 12)),  # a Saturday that is worked
        (date(2025, 1, 24), 3, date(2025, 2, 5)),  # Sunday the 26th is worked, then New Year until the 4th
    ],
)
def test_working_days_are_counted_on_the_fingers(start: date, n: int, end: date) -> None:
    assert working_days_after(start, n) == end


def test_other_periods_are_counted_on_the_fingers() -> None:
    assert days_after(date(2024, 9, 1), 30) == date(2024, 10, 8)
    assert next_meeting(date(2024, 3, 31)) == date(2024, 4, 20)
    assert next_meeting(date(2024, 10, 1)) == date(2025, 1, 20)
