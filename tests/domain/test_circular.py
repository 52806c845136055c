from __future__ import annotations

from datetime import date
from typing import Any

from tests.scenario import TODAY, given, on
from zibo_port.domain.circular import Circular, Content
from zibo_port.domain.commands import AcknowledgeCircular
from zibo_port.domain.errors import InvalidData, NotFound, Refused

SAID = Content("关于价格检查情况的通报", "现将情况通报如下。", ("customs", "tax"), ("甲〔2026〕1号",), "2026Q3")
ME = on()._replace(department="port-office")


def sent(content: Content = SAID, day: date = TODAY):
    return given(Circular, "C1").when(lambda c: c.send("C1", content, on(day)._replace(department="port-office")))


def receipt(**changes: Any) -> AcknowledgeCircular:
    return AcknowledgeCircular(**{"circular": "C1", "department": "tax"} | changes)


def test_a_circular_says_what_it_says_and_awaits_every_department():
    then = sent()
    then.then(Circular.CircularSent, circular="C1", effective_on=TODAY, **SAID._asdict())
    assert then.and_then().stream.open == ("customs", "tax")


def test_the_same_again_is_no_event_and_other_words_under_its_title_are_refused():
    sent().and_then().when(lambda c: c.send("C1", SAID, ME)).then_nothing()
    other = SAID._replace(text="另一内容")
    sent().and_then().when(lambda c: c.send("C1", other, ME)).then_refused(Refused, "另拟标题")


def test_nobody_sends_a_circular_to_itself():
    given(Circular, "C1").when(lambda c: c.send("C1", SAID._replace(departments=("port-office",)), ME)).then_refused(
        InvalidData, field="to"
    )


def test_each_department_acknowledges_it_once():
    once = sent().and_then().when(lambda c: c.acknowledge(receipt(), on()))
    once.then(Circular.CircularAcknowledged, unit="tax", effective_on=TODAY)
    known = once.and_then()
    assert known.stream.open == ("customs",)
    known.when(lambda c: c.acknowledge(receipt(), on(date(2026, 11, 30)))).then_nothing()
    known.when(lambda c: c.acknowledge(receipt(on=date(2026, 11, 24)), on(date(2026, 11, 30)))).then_refused(Refused, "2026-11-23 签收")


def test_the_day_lies_between_sending_and_today():
    later = on(date(2026, 11, 30))
    for day in (date(2026, 11, 22), date(2026, 12, 1)):
        sent().and_then().when(lambda c, day=day: c.acknowledge(receipt(on=day), later)).then_refused(InvalidData, field="on")
    sent().and_then().when(lambda c: c.acknowledge(receipt(on=date(2026, 11, 25)), later)).then(
        Circular.CircularAcknowledged, effective_on=date(2026, 11, 25)
    )


def test_only_those_who_got_it_acknowledge_it():
    sent().and_then().when(lambda c: c.acknowledge(receipt(department="commerce"), on())).then_refused(Refused, "市商务局")
    given(Circular, "C9").when(lambda c: c.acknowledge(receipt(circular="C9"), on())).then_refused(NotFound, "circular list")
