"""What meetings bring about: obligations with their days, and the regular meeting that minutes prove; dates checked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.scenario import Flow, Given, books, given, on
from zibo_port.domain.commands import (
    CallConsultation,
    ExtendObligation,
    FulfilObligation,
    ImposeObligation,
    MinuteConsultation,
)
from zibo_port.domain.consultation import CLAUSE_OBLIGATION, Consultation
from zibo_port.domain.duty import Duty
from zibo_port.domain.fact import Fact
from zibo_port.domain.registry import OfficeBook
from zibo_port.workflows import port_monitoring

MEETING = date(2026, 10, 15)
"""A Thursday in the middle of the first month of 2026Q4."""

DUE = date(2026, 11, 30)


def meeting(day: date = MEETING, kind: str = "regular", called_on: date = date(2026, 10, 9)) -> Given:
    form = CallConsultation(on=day, kind=kind, departments=("customs", "tax"))
    return given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, (), on(called_on))).and_then()


def minuted(history: Given, day: date) -> Given:
    return history.when(lambda m: m.minute(MinuteConsultation(meeting="M1", minutes="纪要"), on(day))).and_then()


def asked() -> Given:
    form = ImposeObligation(meeting="M1", department="customs", task="提出措施", due=DUE)
    return meeting().when(lambda m: m.oblige(form, on(MEETING))).and_then()


def extended(history: Given, until: date) -> Given:
    form = ExtendObligation(obligation="M1-1", until=until, reason="需征求意见")
    return history.when(lambda m: m.extend(form, on(date(2026, 11, 25)))).and_then()


def done(history: Given, day: date, **said: Any) -> Given:
    form = FulfilObligation(obligation="M1-1", department="customs", report="已印发", **said)
    return history.when(lambda m: m.fulfil(form, on(day))).and_then()


def flow(history: Given, *further: Fact) -> Flow:
    return Flow(port_monitoring, [*further, *history.before])


def obligation(history: Given, day: date) -> Duty:
    return flow(history).duties(day)["obligation"]


def test_given_an_obligation_then_the_unit_owes_it_from_the_meetings_day_to_the_day_named():
    assert obligation(asked(), date(2026, 11, 30)) == Duty(
        step="obligation",
        case="M1-1",
        department="customs",
        since=MEETING,
        due_on=DUE,
        provisional=False,
        assumed=False,
        clause=CLAUSE_OBLIGATION,
        done_on=None,
    )


@pytest.mark.parametrize(("day", "late"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_it_is_late_from_the_day_after_it_was_due(day, late):
    assert obligation(asked(), day).late(day) is late


def test_an_extension_moves_the_day_and_ends_the_lateness():
    duty = obligation(extended(asked(), date(2026, 12, 15)), date(2026, 12, 1))
    assert duty.due_on == date(2026, 12, 15)
    assert not duty.late(date(2026, 12, 15))
    assert duty.late(date(2026, 12, 16))


def test_done_in_time_and_recorded_late_is_in_time():
    duty = obligation(done(asked(), date(2027, 1, 8), on=date(2026, 11, 30)), date(2027, 1, 8))
    assert duty.done_on == date(2026, 11, 30)
    assert not duty.late(date(2027, 1, 8))


def test_done_a_day_late_is_late():
    duty = obligation(done(asked(), date(2026, 12, 1)), date(2026, 12, 31))
    assert duty.late(date(2026, 12, 31))


def test_an_obligation_whose_imposing_was_filtered_out_is_nobodys_duty():
    history = done(extended(asked(), date(2026, 12, 15)), date(2026, 12, 1))
    seen = [f for f in history.before if not isinstance(f, Consultation.ObligationImposed)]
    assert "obligation" not in Flow(port_monitoring, seen).duties(date(2026, 12, 1))


# --- the regular meeting ------------------------------------------------------------------------------------------


def founded() -> Fact:
    book = given(OfficeBook, "office").when(lambda b: b.found("s", books().profile, on(date(2026, 10, 5)), rehearsal=True))
    return book.happened[0]


def regular(history: Given, day: date) -> Duty:
    owed = flow(history, founded()).state
    return next(d for d in port_monitoring.due(owed, day) if isinstance(d, Duty) and (d.step, d.case) == ("regular-meeting", "2026Q4"))


def test_the_regular_meeting_is_done_on_its_day_once_it_is_minuted():
    assert regular(meeting(), date(2026, 10, 21)).late(date(2026, 10, 21))
    duty = regular(minuted(meeting(), date(2026, 11, 2)), date(2026, 11, 2))
    assert (duty.department, duty.due_on, duty.done_on) == ("port-office", date(2026, 10, 20), MEETING)
    assert not duty.late(date(2026, 11, 2)), "minutes written later don't make the meeting late"


def test_a_regular_meeting_after_the_window_is_late_and_an_ad_hoc_one_does_not_count():
    late = regular(minuted(meeting(date(2026, 10, 22)), date(2026, 10, 22)), date(2026, 10, 23))
    assert late.done_on == date(2026, 10, 22)
    assert late.late(date(2026, 10, 23))
    assert regular(minuted(meeting(kind="ad-hoc"), MEETING), date(2026, 10, 23)).done_on is None
