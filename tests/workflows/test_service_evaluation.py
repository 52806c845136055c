from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.facts import FORWARDER, facts_of, registered
from tests.scenario import Flow, Given, on
from zibo_port.domain.commands import DeregisterEnterprise, EnterWatchList, LeaveWatchList
from zibo_port.workflows import service_evaluation


def published(*grades: str | None) -> Given:
    history = registered()
    for number, grade in enumerate(grades, 1):
        quarter = f"2026Q{number}"
        total = Decimal(50) if grade else None
        history = history.when(lambda e, q=quarter, t=total, g=grade: e.publish_result(q, t, g, (), on())).and_then()
        history = settled(history)
    return history


def settled(history: Given) -> Given:
    for command in Flow(service_evaluation, facts_of(history)).commands():
        decide = "enter_watch_list" if isinstance(command, EnterWatchList) else "leave_watch_list"
        history = history.when(lambda e, d=decide, c=command: getattr(e, d)(c, on())).and_then()
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
    (command,) = Flow(service_evaluation, facts_of(history)).commands()
    assert isinstance(command, LeaveWatchList)
    assert command.reason == "已注销"
    assert Flow(service_evaluation, facts_of(settled(history))).commands() == []
