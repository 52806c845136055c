from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.facts import FORWARDER, registered
from tests.scenario import TODAY, Given, given, on
from zibo_port.domain.bottleneck import Bottleneck, name_of
from zibo_port.domain.commands import ExtendBottleneck, RaiseBottleneck, RecordVisit, ReportBottleneck, ResolveBottleneck
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import InvalidData, NotFound, Refused

TITLE = "夜间查验无人值守"
NAME = name_of(TITLE, None)
DUE = date(2026, 12, 31)
CUSTOMS = on()._replace(department="customs")


def raising(**changes: Any) -> RaiseBottleneck:
    return RaiseBottleneck(**{"title": TITLE, "text": "等待偏长", "owner": "customs", "due_on": DUE} | changes)


def raised(**changes: Any) -> Given:
    return given(Bottleneck, NAME).when(lambda b: b.raise_it(raising(**changes), on())).and_then()


def resolving(**changes: Any) -> ResolveBottleneck:
    return ResolveBottleneck(**{"bottleneck": NAME, "how": "排了夜班"} | changes)


def test_one_is_raised_with_owner_and_day():
    given(Bottleneck, NAME).when(lambda b: b.raise_it(raising(), on())).then(
        Bottleneck.BottleneckRaised, bottleneck=NAME, owner="customs", due_on=DUE, effective_on=TODAY
    )


def test_without_a_day_it_is_due_at_the_next_regular_meeting():
    assert raised(due_on=None).stream.due == date(2027, 1, 20)
    assert raised().stream.due == DUE


def test_a_day_that_is_past_is_refused_and_today_is_not():
    given(Bottleneck, NAME).when(lambda b: b.raise_it(raising(due_on=date(2026, 11, 22)), on())).then_refused(InvalidData, field="due")
    given(Bottleneck, NAME).when(lambda b: b.raise_it(raising(due_on=TODAY), on())).then(Bottleneck.BottleneckRaised)


def test_the_same_again_is_no_event_and_other_content_is_refused_while_it_is_open():
    raised().when(lambda b: b.raise_it(raising(), on(date(2026, 12, 5)))).then_nothing()
    raised().when(lambda b: b.raise_it(raising(text="另一情况"), on())).then_refused(Refused, "bottleneck report")


def test_one_that_came_back_as_it_was_is_open_again_but_typed_again_on_its_day_it_isnt():
    done = raised().when(lambda b: b.resolve(resolving(), CUSTOMS)).and_then()
    done.when(lambda b: b.raise_it(raising(), on())).then_nothing()
    later = done.when(lambda b: b.raise_it(raising(), on(TODAY + timedelta(days=1))))
    later.then(Bottleneck.BottleneckRaised, bottleneck=NAME)
    assert later.and_then().stream.resolved is None


def test_one_that_came_back_is_raised_again_under_its_title():
    done = raised().when(lambda b: b.resolve(resolving(), CUSTOMS)).and_then()
    done.when(lambda b: b.raise_it(raising(), on())).then_nothing()
    again = done.when(lambda b: b.raise_it(raising(text="又出现", due_on=date(2027, 3, 1)), on(date(2027, 2, 1))))
    again.then(Bottleneck.BottleneckRaised, bottleneck=NAME)
    state = again.and_then().stream
    assert (state.resolved, state.due) == (None, date(2027, 3, 1))


def test_the_owner_reports_and_the_port_office_may_but_nobody_else():
    form = ReportBottleneck(bottleneck=NAME, text="已排夜班", department="customs")
    known = raised().when(lambda b: b.report(form, CUSTOMS))
    known.then(Bottleneck.BottleneckReported, text="已排夜班")
    known.and_then().when(lambda b: b.report(form, CUSTOMS)).then_nothing()
    raised().when(lambda b: b.report(form, on()._replace(department="port-office"))).then(Bottleneck.BottleneckReported)
    raised().when(lambda b: b.report(form, on()._replace(department="tax"))).then_refused(Refused, "由淄博海关负责，市税务局")
    raised().when(lambda b: b.resolve(resolving(), on()._replace(department="tax"))).then_refused(Refused, "淄博海关")


def test_it_is_given_more_time_once_for_each_day():
    more = ExtendBottleneck(bottleneck=NAME, due_on=date(2027, 1, 31), reason="设备推迟")
    known = raised().when(lambda b: b.extend(more, on()))
    known.then(Bottleneck.BottleneckExtended, due_on=date(2027, 1, 31), reason="设备推迟")
    assert known.and_then().stream.due == date(2027, 1, 31)
    known.and_then().when(lambda b: b.extend(more, on())).then_nothing()
    for day in (DUE, date(2026, 12, 1)):
        raised().when(lambda b, day=day: b.extend(more.model_copy(update={"due_on": day}), on())).then_refused(InvalidData, field="due")


def test_it_is_resolved_once_on_a_day_since_it_was_raised():
    done = raised().when(lambda b: b.resolve(resolving(), CUSTOMS))
    done.then(Bottleneck.BottleneckResolved, how="排了夜班", effective_on=TODAY)
    known = done.and_then()
    known.when(lambda b: b.resolve(resolving(), CUSTOMS)).then_nothing()
    known.when(lambda b: b.resolve(resolving(how="换了办法"), CUSTOMS)).then_refused(Refused, "重新提出")
    known.when(lambda b: b.report(ReportBottleneck(bottleneck=NAME, text="进展"), CUSTOMS)).then_refused(Refused, TODAY.isoformat())
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        raised().when(lambda b, day=day: b.resolve(resolving(on=day), CUSTOMS)).then_refused(InvalidData, field="on")


@pytest.mark.parametrize(
    "decide",
    [
        lambda b: b.report(ReportBottleneck(bottleneck="B-0", text="进展"), CUSTOMS),
        lambda b: b.extend(ExtendBottleneck(bottleneck="B-0", due_on=DUE, reason="推迟"), CUSTOMS),
        lambda b: b.resolve(resolving(bottleneck="B-0"), CUSTOMS),
    ],
)
def test_one_that_was_never_raised_is_not_found(decide):
    given(Bottleneck, "B-0").when(decide).then_refused(NotFound, "bottleneck list")


def test_the_same_title_for_another_enterprise_is_another_one():
    assert name_of(TITLE, FORWARDER) != NAME


# --- visits -------------------------------------------------------------------------------------------------------


def visit(**changes: Any) -> RecordVisit:
    content = {"enterprise": FORWARDER, "department": "customs", "on": date(2026, 11, 20), "topic": "通关时效", "findings": "等待偏长"}
    return RecordVisit(**content | changes)


def test_a_visit_is_a_fact_on_the_enterprise_of_the_day_it_was_made():
    registered().when(lambda e: e.record_visit(visit(), CUSTOMS)).then(
        Enterprise.VisitRecorded, visiting_department="customs", effective_on=date(2026, 11, 20), findings="等待偏长"
    )


def test_the_same_visit_again_is_no_event_and_other_findings_need_a_reason():
    known = registered().when(lambda e: e.record_visit(visit(), CUSTOMS)).and_then()
    known.when(lambda e: e.record_visit(visit(), CUSTOMS)).then_nothing()
    known.when(lambda e: e.record_visit(visit(findings="另一情况"), CUSTOMS)).then_refused(Refused, "--reason")
    put_right = known.when(lambda e: e.record_visit(visit(findings="另一情况", reason="核对笔录"), CUSTOMS))
    put_right.then(Enterprise.VisitRecorded, findings="另一情况")
    assert [v.findings for v in put_right.and_then().stream.visits.values()] == ["另一情况"]
    known.when(lambda e: e.record_visit(visit(topic="收费"), CUSTOMS)).then(Enterprise.VisitRecorded)


def test_no_visit_is_recorded_before_it_was_made_or_to_nobody():
    registered().when(lambda e: e.record_visit(visit(on=date(2026, 11, 24)), CUSTOMS)).then_refused(InvalidData, field="on")
    given(Enterprise, FORWARDER).when(lambda e: e.record_visit(visit(), CUSTOMS)).then_refused(NotFound)
