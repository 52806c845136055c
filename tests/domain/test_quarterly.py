"""The figures of the quarterly report: which duties run in a quarter, and what has become of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.domain.duty import Duty
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarterly import Owing, duty_state, runs_in, tally

Q3 = Quarter(2026, 3)


def duty(since: date, due_on: date, done_on: date | None = None, department: str = "customs") -> Duty:
    return Duty("consult", "淄市监罚〔2026〕1号", department, since, due_on, provisional=False, assumed=False, clause="二", done_on=done_on)


@pytest.mark.parametrize(
    ("done_on", "on", "state"),
    [
        (None, date(2026, 7, 31), "running"),
        (None, date(2026, 8, 1), "overdue"),
        (date(2026, 7, 31), date(2026, 7, 31), "met"),
        (date(2026, 7, 31), date(2026, 9, 1), "met"),
        (date(2026, 8, 1), date(2026, 8, 1), "met-late"),
        (date(2026, 8, 5), date(2026, 8, 4), "overdue"),
        (date(2026, 7, 20), date(2026, 7, 19), "running"),
    ],
)
def test_a_duty_due_on_the_31st_of_july(done_on: date | None, on: date, state: str) -> None:
    assert duty_state(duty(date(2026, 7, 1), date(2026, 7, 31), done_on), on) == state


@pytest.mark.parametrize(
    ("since", "due_on", "done_on", "runs"),
    [
        (date(2026, 7, 1), date(2026, 7, 10), None, True),
        (date(2026, 9, 30), date(2026, 12, 1), None, True),
        (date(2026, 10, 1), date(2026, 12, 1), None, False),
        (date(2026, 5, 1), date(2026, 7, 1), date(2026, 6, 1), True),
        (date(2026, 5, 1), date(2026, 6, 30), date(2026, 6, 30), False),
        (date(2026, 5, 1), date(2026, 6, 30), None, True),
        (date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1), True),
    ],
)
def test_which_duties_run_in_the_third_quarter(since: date, due_on: date, done_on: date | None, *, runs: bool) -> None:
    assert runs_in(duty(since, due_on, done_on), Q3) is runs


days = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@given(days, st.integers(0, 200), st.none() | days, days)
def test_a_duty_has_one_state_and_the_late_ones_are_those_that_the_duty_itself_calls_late(
    since: date, length: int, done_on: date | None, on: date
) -> None:
    one = duty(since, since + timedelta(days=length), done_on)
    state = duty_state(one, on)
    assert (state in {"met-late", "overdue"}) is one.late(on)
    counted = tally("customs", [Owing("", "", one, state)])
    assert counted.all == 1
    assert counted.late == one.late(on)
    assert tally("tax", [Owing("", "", one, state)]).all == 0
