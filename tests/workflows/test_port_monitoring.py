"""What the units owe the conference every month, and the port office every quarter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from tests.scenario import Flow, books, given, on
from zibo_port.domain.commands import ApproveReport, CallConsultation, ReportedFigure, ReturnReport, SubmitReport
from zibo_port.domain.consultation import Consultation, Rules, Seen
from zibo_port.domain.duty import Duty
from zibo_port.domain.events import TOPICS
from zibo_port.domain.fact import Fact
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring import MonthlyReport
from zibo_port.domain.periods import Month
from zibo_port.domain.profile import REHEARSAL
from zibo_port.domain.registry import OfficeBook
from zibo_port.office.rulebook import indicators
from zibo_port.workflows import port_monitoring

FOUNDED = date(2026, 8, 20)


def founded(day: date = FOUNDED) -> list[Fact]:
    book = given(OfficeBook, "office")
    return book.when(lambda b: b.found("a-store", REHEARSAL, on(day), rehearsal=True)).happened


def reported(unit: str = "customs", month: str = "2026-08", day: date = date(2026, 9, 8), *, then: str = "") -> list[Fact]:
    """A report; `then` approved, returned or corrected a day later."""
    first = indicators().of(unit)[0].code
    figures = (ReportedFigure(indicator=first, value=Decimal(1)),)
    form = SubmitReport(department=unit, month=month, figures=figures)
    history = given(MonthlyReport, MonthlyReport.key_of(unit, month)).when(lambda r: r.submit(form, indicators(), on(day))).and_then()
    later = on(date.fromordinal(day.toordinal() + 1))
    steps = {
        "approve": lambda r: r.approve(ApproveReport(department=unit, month=month), later),
        "return": lambda r: r.give_back(ReturnReport(department=unit, month=month, reason="有误"), later),
        "correct": lambda r: r.submit(
            form.model_copy(update={"figures": (ReportedFigure(indicator=first, value=Decimal(2)),), "reason": "更正"}), indicators(), later
        ),
    }
    for step in filter(None, then.split()):
        history = history.when(steps[step]).and_then()
    return history.before


def met(day: date, kind: str = "regular", *, concluded: bool = True) -> list[Fact]:
    called = given(Consultation, str(day)).when(
        lambda c: c.call_meeting(str(day), CallConsultation(on=day, kind=kind, departments=("customs",), cases=("1号",)), ("1号",), on(day))
    )
    if not concluded:
        return called.happened
    outcome = SimpleNamespace(meeting=str(day), outcomes=(SimpleNamespace(case="1号", measures=()),), minutes="纪要")
    history = called.and_then()
    return [*history.before, *history.when(lambda c: c.conclude(outcome, on(day), Seen(1, ""), Rules.on(day, books().provisions))).happened]


def duties(facts: list[Fact], day: date, step: str) -> list[Duty]:
    state = Flow(port_monitoring, facts).state
    return [d for d in port_monitoring.due(state, day) if isinstance(d, Duty) and d.step == step]


# --- monthly reports ----------------------------------------------------------------------------------------------


def test_before_the_office_is_founded_nobody_owes_anything():
    assert list(port_monitoring.due(port_monitoring.initial(Flow(port_monitoring, []).state.books), date(2026, 9, 11))) == []


def test_each_of_the_seven_units_owes_a_month_from_the_first_to_the_tenth():
    owed = duties(founded(), date(2026, 9, 1), "monthly-report")
    assert [d.department for d in owed] == list(REPORTING_UNITS)
    assert len(REPORTING_UNITS) == 7
    assert {(d.case, d.since, d.due_on, d.done_on, d.assumed) for d in owed} == {
        ("2026-08", date(2026, 9, 1), date(2026, 9, 10), None, False)
    }
    assert all(d.clause.endswith("四（一）") for d in owed)
    assert duties(founded(), date(2026, 8, 31), "monthly-report") == []


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 9, 9), "2026-08"),
        (date(2026, 9, 10), "2026-08"),
        (date(2026, 9, 11), "2026-09"),
        (date(2026, 9, 30), "2026-09"),
        (date(2026, 1, 10), "2025-12"),
        (date(2026, 1, 11), "2026-01"),
    ],
)
def test_months_are_owed_from_the_first_whose_tenth_is_not_before_the_founding(day, first):
    owed = duties(founded(day), date(2027, 3, 1), "monthly-report")
    assert owed[0].case == first
    assert len({d.case for d in owed}) * 7 == len(owed)


@pytest.mark.parametrize(("day", "late"), [(10, False), (11, True)])
def test_a_report_of_the_tenth_is_in_time_even_on_a_day_off(day, late):
    """10 October 2026 is a Saturday, worked to make up for a holiday; 10 January 2027 a Sunday."""
    for month, at in (("2026-09", date(2026, 10, day)), ("2026-12", date(2027, 1, day))):
        (duty,) = [
            d
            for d in duties([*founded(), *reported(month=month, day=at)], date(2027, 2, 1), "monthly-report")
            if (d.case, d.department) == (month, "customs")
        ]
        assert (duty.done_on, duty.due_on.day, duty.late(date(2027, 2, 1))) == (at, 10, late)


def test_a_report_that_was_returned_or_corrected_counts_from_its_first_submission():
    for then in ("return", "correct", "return correct"):
        facts = [*founded(), *reported(then=then)]
        (duty,) = [d for d in duties(facts, date(2026, 9, 20), "monthly-report") if d.department == "customs"]
        assert duty.done_on == date(2026, 9, 8)


# --- approval -----------------------------------------------------------------------------------------------------


def test_what_was_submitted_awaits_approval_by_the_tenth():
    (duty,) = duties(reported(), date(2026, 9, 9), "approve-report")
    assert (duty.case, duty.department, duty.since, duty.due_on) == ("2026-08", "customs", date(2026, 9, 8), date(2026, 9, 10))
    assert duty.assumed
    assert duty.done_on is None
    (done,) = duties(reported(then="approve"), date(2026, 9, 20), "approve-report")
    assert (done.done_on, done.late(date(2026, 9, 20))) == (date(2026, 9, 9), False)


def test_what_is_submitted_or_corrected_late_is_approved_on_the_same_day():
    (late,) = duties(reported(day=date(2026, 9, 15)), date(2026, 9, 16), "approve-report")
    assert (late.due_on, late.late(date(2026, 9, 16))) == (date(2026, 9, 15), True)
    (again,) = duties(reported(day=date(2026, 9, 15), then="approve correct"), date(2026, 9, 16), "approve-report")
    assert (again.since, again.done_on) == (date(2026, 9, 16), None)


def test_a_returned_report_is_owed_anew():
    facts = reported(then="return")
    assert duties(facts, date(2026, 9, 9), "approve-report") == []
    (duty,) = duties(facts, date(2026, 9, 9), "resubmit-report")
    assert (duty.since, duty.due_on, duty.done_on) == (date(2026, 9, 9), date(2026, 9, 10), None)
    assert duties(reported(then="return correct"), date(2026, 9, 9), "resubmit-report") == []


# --- the regular meeting ------------------------------------------------------------------------------------------


def test_the_regular_meeting_of_a_quarter_is_owed_from_its_first_day_to_the_twentieth():
    assert duties(founded(), date(2026, 9, 30), "regular-meeting") == []
    (duty,) = duties(founded(), date(2026, 10, 1), "regular-meeting")
    assert (duty.case, duty.department, duty.since, duty.due_on) == ("2026Q4", "port-office", date(2026, 10, 1), date(2026, 10, 20))
    assert (duty.done_on, duty.assumed) == (None, False)
    assert duty.clause.endswith("四（二）")


@pytest.mark.parametrize(("day", "first"), [(date(2026, 7, 20), "2026Q3"), (date(2026, 7, 21), "2026Q4")])
def test_a_quarter_is_owed_a_meeting_if_its_twentieth_is_not_before_the_founding(day, first):
    assert duties(founded(day), date(2027, 1, 1), "regular-meeting")[0].case == first


@pytest.mark.parametrize(
    ("facts", "done"),
    [
        (met(date(2026, 10, 15)), date(2026, 10, 15)),
        (met(date(2026, 11, 25)), date(2026, 11, 25)),
        (met(date(2026, 10, 15), concluded=False), None),
        (met(date(2026, 10, 15), "ad-hoc"), None),
        (met(date(2026, 9, 15)), None),
        ([*met(date(2026, 11, 15)), *met(date(2026, 10, 14))], date(2026, 10, 14)),
    ],
    ids=["held", "late", "only called", "ad hoc", "of another quarter", "the first of two"],
)
def test_it_is_done_by_a_regular_meeting_in_that_quarter_that_was_concluded(facts, done):
    (duty,) = [d for d in duties([*founded(), *facts], date(2026, 12, 1), "regular-meeting") if d.case == "2026Q4"]
    assert duty.done_on == done


# --- laws ---------------------------------------------------------------------------------------------------------

FACTS = [
    *founded(),
    *reported(then="approve correct"),
    *reported("tax", then="return correct approve"),
    *reported("commerce", "2026-09", date(2026, 10, 9)),
    *met(date(2026, 10, 15)),
]


@over(st.lists(st.sampled_from(FACTS), max_size=12), st.dates(date(2026, 1, 1), date(2027, 6, 1)))
def test_any_part_of_history_is_borne_and_asking_twice_is_asking_once(facts, day):
    state = Flow(port_monitoring, facts).state
    first = list(port_monitoring.due(state, day))
    assert list(port_monitoring.due(state, day)) == first
    assert list(port_monitoring.commands(state, day)) == []


@over(st.dates(date(2021, 1, 1), date(2026, 12, 31)), st.integers(0, 700))
def test_every_month_since_the_founding_is_owed_once_by_each_unit(day, later):
    at = date.fromordinal(day.toordinal() + later)
    owed = [(d.case, d.department) for d in duties(founded(day), at, "monthly-report")]
    assert len(set(owed)) == len(owed)
    months = list(dict.fromkeys(case for case, _ in owed))
    assert all(Month.parse(a).next == Month.parse(b) for a, b in pairwise(months))


def test_facts_of_enterprises_change_nothing():
    from tests.facts import facts_of, punished

    flow = Flow(port_monitoring, facts_of(punished()))
    assert flow.state == port_monitoring.initial(flow.state.books)


def test_it_follows_only_kinds_that_change_its_state():
    assert OfficeBook.OfficeFounded in port_monitoring.FOLLOWED
    assert set(map(type, FACTS)) <= set(port_monitoring.FOLLOWED)


def test_every_duty_is_a_step_that_can_be_drawn_and_each_step_names_kinds_of_events():
    facts = [*FACTS, *reported("central-bank", then="return")]
    owed = [d for d in port_monitoring.due(Flow(port_monitoring, facts).state, date(2026, 12, 1)) if isinstance(d, Duty)]
    assert {"monthly-report", "approve-report", "resubmit-report", "regular-meeting"} <= {d.step for d in owed}
    assert [d.step for d in owed if not any(step.covers(d.step) for step in port_monitoring.STEPS)] == []
    kinds = {kind.__name__ for kind in TOPICS.values()}
    for step in port_monitoring.STEPS:
        assert {*step.after, *step.done_by} <= kinds, step.name
