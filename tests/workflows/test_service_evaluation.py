from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from tests.facts import FORWARDER, facts_of, registered
from tests.scenario import Flow, Given, on
from zibo_port.domain.commands import (
    ChangeLines,
    DeregisterEnterprise,
    EnterWatchList,
    LapseRestatement,
    LeaveWatchList,
    RaiseRestatement,
    RecordDepartmentScore,
    RecordRating,
    RestateResult,
)
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.errors import Refused
from zibo_port.workflows import service_evaluation

DECISIONS = {
    EnterWatchList: "enter_watch_list",
    LeaveWatchList: "leave_watch_list",
    RaiseRestatement: "raise_restatement",
    LapseRestatement: "lapse_restatement",
}


def published(*grades: str | None) -> Given:
    history = registered()
    for number, grade in enumerate(grades, 1):
        quarter = f"2026Q{number}"
        total = Decimal(50) if grade else None
        history = history.when(lambda e, q=quarter, t=total, g=grade: e.publish_result(q, Figures(t, g), (), on())).and_then()
        history = settled(history)
    return history


def settled(history: Given) -> Given:
    for command in Flow(service_evaluation, facts_of(history)).commands():
        history = history.when(lambda e, c=command: getattr(e, DECISIONS[type(c)])(c, on())).and_then()
    return history


def watched(history: Given) -> bool:
    return history.stream.watched is not None


@pytest.mark.parametrize(("grade", "listed"), [("优秀", False), ("良好", False), ("一般", True), ("较差", True), (None, False)])
def test_who_is_put_on_the_list(grade, listed):
    assert watched(published(grade)) is listed


@pytest.mark.parametrize(
    ("grades", "listed"),
    [
        (("一般", "良好"), False),
        (("较差", "优秀"), False),
        (("较差", "一般"), True),
        (("一般", None), True),
        (("一般", "良好", "较差"), True),
    ],
)
def test_the_list_is_left_with_a_good_result_alone(grades, listed):
    assert watched(published(*grades)) is listed


def test_who_stays_on_the_list_is_not_entered_again():
    entries = [f for f in facts_of(published("一般", "较差")) if type(f).__name__ == "WatchListEntered"]
    assert [e.quarter for e in entries] == ["2026Q1"]


def test_a_deregistered_enterprise_leaves_with_the_reason():
    form = DeregisterEnterprise(enterprise=FORWARDER, on=date(2026, 11, 1), reason="注销")
    history = published("较差").when(lambda e: e.deregister(form, on())).and_then()
    (command,) = [c for c in Flow(service_evaluation, facts_of(history)).commands() if isinstance(c, LeaveWatchList)]
    assert command.reason == "已注销"
    assert Flow(service_evaluation, facts_of(settled(history))).commands() == []


# --- restatements -------------------------------------------------------------------------------------------------

RATING = RecordRating(enterprise=FORWARDER, year=2025, favourable=90, total=100)
POINTS = RecordDepartmentScore(enterprise=FORWARDER, quarter="2026Q3", department="customs", points=Decimal("18.5"))
CLOSED = Figures(Decimal("88.50"), "良好")


def closed() -> Given:
    """An enterprise whose third quarter was closed with 88.50 points, 良好."""
    history = registered()
    for decide in (
        lambda e: e.record_rating(RATING, on()),
        lambda e: e.record_department_score(POINTS, on()),
        lambda e: e.freeze_result("2026Q3", CLOSED, (), on()),
    ):
        history = history.when(decide).and_then()
    return history


def changed(history: Given, points: str) -> Given:
    """The department's score was changed after the close."""
    form = POINTS.model_copy(update={"points": Decimal(points), "reason": "核对后更正"})
    return history.when(lambda e: e.record_department_score(form, on())).and_then()


def asked(history: Given) -> list[object]:
    return Flow(service_evaluation, facts_of(history)).commands()


def test_given_a_close_and_nothing_after_it_then_nothing_is_asked():
    assert asked(closed()) == []


def test_given_an_input_after_the_close_then_one_restatement_is_raised_with_before_and_after():
    (command,) = asked(changed(closed(), "0"))
    assert isinstance(command, RaiseRestatement)
    assert (command.quarter, command.total, command.grade) == ("2026Q3", Decimal("70.00"), "一般")
    assert (command.cause, command.to_tell) == ("DepartmentScored", ("enterprise",))
    raised = settled(changed(closed(), "0"))
    assert raised.stream.restatements["2026Q3"].before == CLOSED
    assert asked(raised) == []


def test_port_business_given_up_before_the_end_of_a_closed_quarter_raises_a_restatement():
    for day, raised in ((date(2026, 9, 30), True), (date(2026, 10, 1), False)):
        form = ChangeLines(enterprise=FORWARDER, lines=("other",), on=day, reason="不再从事货代")
        found = asked(closed().when(lambda e, form=form: e.change_lines(form, on())).and_then())
        assert [type(command) for command in found] == ([RaiseRestatement] if raised else [])
        assert all((c.quarter, c.total, c.grade, c.cause) == ("2026Q3", None, None, "LinesChanged") for c in found)


def test_a_later_cause_joins_the_open_restatement():
    both = settled(changed(settled(changed(closed(), "0")), "5"))
    (restatement,) = both.stream.restatements.values()
    assert restatement.before == CLOSED
    assert restatement.after == Figures(Decimal("75.00"), "一般")
    assert [kind for kind, _ in restatement.causes] == ["DepartmentScored", "DepartmentScored"]


def test_a_restatement_lapses_when_the_standing_result_comes_out_again():
    back = changed(settled(changed(closed(), "0")), "18.5")
    assert [type(c) for c in asked(back)] == [LapseRestatement]
    assert settled(back).stream.restatements == {}


def test_an_input_of_another_quarter_touches_nothing():
    form = POINTS.model_copy(update={"quarter": "2026Q4"})
    assert asked(closed().when(lambda e: e.record_department_score(form, on())).and_then()) == []
    later = RATING.model_copy(update={"year": 2026})
    assert asked(closed().when(lambda e: e.record_rating(later, on())).and_then()) == []


def test_what_the_close_froze_under_its_readings_is_recomputed_under_them():
    history = registered()
    band = RATING.model_copy(update={"favourable": 85})
    for decide in (
        lambda e: e.record_rating(band, on()),
        lambda e: e.record_department_score(POINTS, on()),
        lambda e: e.freeze_result("2026Q3", Figures(Decimal("78.50"), "一般"), ("rating.band-edges=lower-band",), on()),
    ):
        history = history.when(decide).and_then()
    (command,) = asked(changed(history, "18"))
    assert command.total == Decimal("78.00")


def test_an_accepted_restatement_stands_and_moves_the_list():
    raised = settled(changed(closed(), "0"))
    form = RestateResult(enterprise=FORWARDER, quarter="2026Q3", meeting="M1", accept=True)
    accepted = raised.when(lambda e: e.restate_result(form, on())).and_then()
    assert accepted.stream.stands("2026Q3") == Figures(Decimal("70.00"), "一般")
    assert accepted.stream.restatements == {}
    assert [type(c) for c in asked(accepted)] == [EnterWatchList]
    accepted.when(lambda e: e.restate_result(form, on())).then_nothing()


def test_a_deferred_restatement_stays_open_and_nothing_else_changes():
    raised = settled(changed(closed(), "0"))
    form = RestateResult(enterprise=FORWARDER, quarter="2026Q3", meeting="M1", accept=False, reason="待核实")
    deferred = raised.when(lambda e: e.restate_result(form, on())).and_then()
    assert deferred.stream.stands("2026Q3") == CLOSED
    assert deferred.stream.restatements["2026Q3"].deferred == "待核实"
    assert asked(deferred) == []


def test_what_does_not_differ_cannot_be_restated():
    form = RestateResult(enterprise=FORWARDER, quarter="2026Q3", meeting="M1", accept=True)
    closed().when(lambda e: e.restate_result(form, on())).then_refused(Refused, "没有待重述")


@over(st.lists(st.sampled_from(["0", "5", "10", "18.5", "20"]), max_size=6))
def test_however_often_inputs_change_what_is_open_is_the_difference_to_what_stands(points):
    history = closed()
    for number in points:
        history = settled(changed(history, number))
        assert asked(history) == []
    now = Decimal("70.00") + Decimal(points[-1] if points else "18.5")
    restatement = history.stream.restatements.get("2026Q3")
    assert history.stream.stands("2026Q3") == CLOSED
    assert (restatement is None) == (now == CLOSED.total)
    assert restatement is None or restatement.after.total == now
