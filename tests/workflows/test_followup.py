"""What the monitoring workflow says is owed on bottlenecks, circulars and contacts."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.scenario import Flow, books, given, on
from zibo_port.domain.bottleneck import Bottleneck, name_of
from zibo_port.domain.circular import Circular, Content
from zibo_port.domain.commands import AcknowledgeCircular, ExtendBottleneck, NameContact, RaiseBottleneck, ResolveBottleneck
from zibo_port.domain.duty import Duty
from zibo_port.domain.profile import REHEARSAL
from zibo_port.domain.registry import OfficeBook
from zibo_port.domain.unit_book import UnitBook
from zibo_port.office import rulebook
from zibo_port.workflows import port_monitoring

RAISED = date(2026, 9, 15)
NAME = name_of("夜间查验无人值守", None)


def duties(*facts: Any, day: date) -> list[Duty]:
    flow = Flow(port_monitoring, facts)
    return [duty for duty in port_monitoring.due(flow.state, day) if isinstance(duty, Duty)]


def bottleneck(*decisions: Any, **changes: Any) -> list[Any]:
    form = RaiseBottleneck(**{"title": "夜间查验无人值守", "text": "等待", "owner": "customs", "due_on": date(2026, 9, 30)} | changes)
    history = given(Bottleneck, NAME).when(lambda b: b.raise_it(form, on(RAISED))).and_then()
    for decide, day in decisions:
        history = history.when(lambda b, d=decide, day=day: d(b, on(day)._replace(department="port-office"))).and_then()
    return history.before


def resolve(how: str = "已排夜班", day: date | None = None) -> Any:
    return lambda b, act: b.resolve(ResolveBottleneck(bottleneck=NAME, how=how, on=day), act)


def test_an_owner_owes_the_removal_by_its_day():
    [owed] = duties(*bottleneck(), day=RAISED)
    assert (owed.step, owed.case, owed.department, owed.since, owed.due_on) == ("bottleneck", NAME, "customs", RAISED, date(2026, 9, 30))
    assert (owed.assumed, owed.done_on) == (False, None)
    assert not owed.late(date(2026, 9, 30))
    assert owed.late(date(2026, 10, 1))


def test_without_a_day_it_is_due_at_the_next_meeting_and_that_is_assumed():
    [owed] = duties(*bottleneck(due_on=None), day=RAISED)
    assert (owed.due_on, owed.assumed) == (date(2026, 10, 20), True)


def test_more_time_moves_the_day_and_a_resolution_ends_it_on_its_own_day():
    more = (lambda b, act: b.extend(ExtendBottleneck(bottleneck=NAME, due_on=date(2026, 10, 31), reason="推迟"), act), date(2026, 9, 20))
    [owed] = duties(*bottleneck(more, (resolve(day=date(2026, 10, 8)), date(2026, 11, 9))), day=date(2026, 11, 9))
    assert (owed.due_on, owed.done_on, owed.late(date(2026, 11, 9))) == (date(2026, 10, 31), date(2026, 10, 8), False)


def test_one_that_came_back_is_a_duty_of_its_own():
    again = RaiseBottleneck(title="夜间查验无人值守", text="又出现", owner="tax", due_on=date(2026, 12, 1))
    facts = bottleneck((resolve(), date(2026, 9, 20)), (lambda b, act: b.raise_it(again, act), date(2026, 11, 2)))
    assert [(d.department, d.since, d.done_on) for d in duties(*facts, day=date(2026, 11, 3))] == [
        ("customs", RAISED, date(2026, 9, 20)),
        ("tax", date(2026, 11, 2), None),
    ]


def circular(*decisions: Any, day: date = RAISED) -> list[Any]:
    content = Content("通报", "内容", ("customs", "tax"))
    history = given(Circular, "C1").when(lambda c: c.send("C1", content, on(day)._replace(department="port-office"))).and_then()
    for unit, received in decisions:
        form = AcknowledgeCircular(circular="C1", department=unit)
        history = history.when(lambda c, form=form, received=received: c.acknowledge(form, on(received))).and_then()
    return history.before


def test_each_department_owes_its_receipt_within_three_working_days():
    owed = duties(*circular(("tax", date(2026, 9, 17))), day=RAISED)
    assert [(d.step, d.case, d.department, d.due_on, d.assumed, d.done_on) for d in owed] == [
        ("acknowledge", "C1", "customs", date(2026, 9, 18), True, None),
        ("acknowledge", "C1", "tax", date(2026, 9, 18), True, date(2026, 9, 17)),
    ]
    assert not any(d.provisional for d in owed)


def test_working_days_pass_over_the_holidays_and_count_the_days_worked_for_them():
    [first, _] = duties(*circular(day=date(2026, 9, 30)), day=date(2026, 9, 30))
    assert books().calendar.working_days(date(2026, 9, 30), 3).on == first.due_on
    assert first.due_on > date(2026, 10, 7)


FOUNDED = given(OfficeBook, "office").when(lambda b: b.found("a-store", REHEARSAL, on(date(2026, 9, 15)), rehearsal=True)).and_then().before


def contacts(*facts: Any, day: date) -> dict[tuple[str, str], Duty]:
    return {(d.department, d.case): d for d in duties(*FOUNDED, *facts, day=day) if d.step == "name-contact"}


def test_every_unit_names_its_contacts_by_the_day_its_first_report_is_due():
    assert contacts(day=date(2026, 9, 30)) == {}
    owed = contacts(day=date(2026, 10, 1))
    assert len(owed) == 7 * 2
    assert {(d.since, d.due_on, d.assumed) for d in owed.values()} == {(date(2026, 10, 1), date(2026, 10, 10), True)}
    assert owed["customs", "monitoring"].clause.endswith("五（一）")
    assert owed["customs", "joint-supervision"].clause.endswith("三（一）")


def test_it_is_done_on_the_first_day_with_a_contact_and_stays_so():
    history = given(UnitBook, "units")
    for name, day in (("李敏", date(2026, 10, 8)), ("周宁", date(2026, 11, 9))):
        form = NameContact(unit="customs", purpose="monitoring", name=name, post="科员", on=day)
        history = history.when(lambda b, form=form: b.name_contact(form, rulebook.units(), on())).and_then()
    owed = contacts(*history.before, day=date(2026, 11, 23))
    assert owed["customs", "monitoring"].done_on == date(2026, 10, 8)
    assert owed["customs", "joint-supervision"].done_on is None
    assert owed["tax", "monitoring"].late(date(2026, 10, 11))
