"""Reminders, inspections and price complaints: what may be recorded, what is a repeat, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import ValidationError

from tests.facts import FORWARDER, NUMBER, punished, registered
from tests.scenario import TODAY, Given, given, on, refuses
from zibo_port.domain import prevention_codes
from zibo_port.domain.commands import (
    AnswerPriceComplaint,
    AssignPriceComplaint,
    EscalatePriceComplaint,
    IssueReminder,
    ReceivePriceComplaint,
    RecordInspection,
)
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.periods import Quarter
from zibo_port.domain.standing import evidence_of

CITY, DISTRICT = "market-supervision", "market-supervision.zhangdian"
NAMES = {CITY: "市市场监管局", DISTRICT: "张店区市场监督管理局"}
RECEIVED = date(2026, 11, 16)
REFERENCE = "JB-2026-0031"


def reminder(**changes: Any) -> IssueReminder:
    content = {"enterprises": (FORWARDER,), "on": RECEIVED, "kind": "letter", "topic": "口岸收费明码标价", "text": "请于月底前自查。"}
    return IssueReminder(**content | changes)


def remind(history: Given, form: IssueReminder, day: date = TODAY) -> Given:
    return history.when(lambda e: e.issue_reminder(form, FORWARDER, NAMES[form.unit], on(day)))


def inspection(**changes: Any) -> RecordInspection:
    content = {"enterprise": FORWARDER, "on": RECEIVED, "kind": "patrol", "checked": ("marked-price",), "result": "clean"}
    return RecordInspection(**content | changes)


def inspect(history: Given, form: RecordInspection, day: date = TODAY) -> Given:
    return history.when(lambda e: e.record_inspection(form, NAMES[form.unit], on(day)))


def receipt(**changes: Any) -> ReceivePriceComplaint:
    content = {"enterprise": FORWARDER, "reference": REFERENCE, "received_on": RECEIVED, "channel": "12315", "what": "清单外收取查验服务费"}
    return ReceivePriceComplaint(**content | changes)


def receive(history: Given, form: ReceivePriceComplaint | None = None, day: date = TODAY) -> Given:
    asked = form or receipt()
    return history.when(lambda e: e.receive_price_complaint(asked, NAMES[asked.unit], 1, on(day)))


def assign(history: Given, unit: str = DISTRICT, day: date = TODAY, **said: Any) -> Given:
    form = AssignPriceComplaint(**{"reference": REFERENCE, "unit": unit} | said)
    return history.when(lambda e: e.assign_price_complaint(form, NAMES[unit], on(day)))


def answer(history: Given, unit: str = DISTRICT, day: date = TODAY, **said: Any) -> Given:
    content = {"reference": REFERENCE, "unit": unit, "result": "settled", "answer": "已退还并停止收取"}
    return history.when(lambda e: e.answer_price_complaint(AnswerPriceComplaint(**content | said), on(day)))


def escalate(history: Given, day: date = TODAY, **said: Any) -> Given:
    form = EscalatePriceComplaint(**{"reference": REFERENCE, "reason": "多家企业集中反映"} | said)
    return history.when(lambda e: e.escalate_price_complaint(form, on(day)))


def received() -> Given:
    return receive(registered()).and_then()


def assigned(day: date = date(2026, 11, 17)) -> Given:
    return assign(received(), on=day).and_then()


def answered() -> Given:
    return answer(assigned(), told_on=date(2026, 11, 20)).and_then()


# --- code lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "field", "codes"),
    [
        (IssueReminder, "kind", prevention_codes.REMINDERS),
        (RecordInspection, "kind", prevention_codes.INSPECTIONS),
        (RecordInspection, "result", prevention_codes.FINDINGS),
        (ReceivePriceComplaint, "channel", prevention_codes.CHANNELS),
        (AnswerPriceComplaint, "result", prevention_codes.ANSWERS),
    ],
)
def test_a_form_takes_the_codes_of_its_list(form, field, codes):
    assert get_args(get_type_hints(form)[field]) == tuple(codes)


def test_what_was_checked_is_kept_once_and_in_the_order_of_the_list():
    form = inspection(checked=("marked-price", "guided-price", "marked-price"))
    assert form.checked == ("guided-price", "marked-price")
    assert inspection(checked=tuple(reversed(prevention_codes.CHECKED))).checked == tuple(prevention_codes.CHECKED)


# --- reminders ----------------------------------------------------------------------------------------------------


def test_a_reminder_is_recorded_on_its_day():
    (fact,) = remind(registered(), reminder()).then(Enterprise.ReminderIssued, kind="letter", unit=CITY, unit_name="市市场监管局")
    assert fact.effective_on == RECEIVED
    assert fact.reminder.startswith("R20261116-")


def test_the_same_reminder_again_is_nothing_and_another_text_needs_a_reason():
    once = remind(registered(), reminder()).and_then()
    remind(once, reminder()).then_nothing()
    remind(once, reminder(text="请于下月自查。")).then_refused(Refused, "--reason")
    remind(once, reminder(text="请于下月自查。", reason="日期写错")).then(Enterprise.ReminderIssued, text="请于下月自查。")
    remind(once, reminder(topic="收费目录清单")).then(Enterprise.ReminderIssued, topic="收费目录清单")


def test_a_reminder_to_come_or_to_nobody_is_refused():
    remind(registered(), reminder(on=date(2026, 11, 24))).then_refused(InvalidData, field="on")
    remind(given(Enterprise, FORWARDER), reminder()).then_refused(NotFound, "没有登记")


# --- inspections --------------------------------------------------------------------------------------------------


def test_an_inspection_that_found_something_says_what():
    inspect(registered(), inspection(result="violation")).then_refused(InvalidData, field="finding")
    found = inspect(registered(), inspection(result="violation", finding="清单外收费", checked=("fee-list", "guided-price")))
    found.then(Enterprise.InspectionRecorded, result="violation", checked=("guided-price", "fee-list"), document_no=None)


def test_an_inspection_leads_to_a_penalty_of_the_same_enterprise_decided_later():
    form = inspection(result="violation", finding="清单外收费", document_no="淄市监罚[2026] 1号")
    inspect(punished(), form).then(Enterprise.InspectionRecorded, document_no=NUMBER)
    inspect(registered(), form).then_refused(NotFound, "penalty log")
    inspect(punished(), form.model_copy(update={"on": date(2026, 11, 21)})).then_refused(InvalidData, field="on")
    inspect(punished(), inspection(document_no=NUMBER)).then_refused(InvalidData, field="result")


def test_the_penalty_may_be_added_to_an_inspection_on_record_and_stays_when_left_out():
    form = inspection(result="violation", finding="清单外收费")
    once = inspect(punished(), form).and_then()
    inspect(once, form).then_nothing()
    linked = inspect(once, form.model_copy(update={"document_no": NUMBER})).and_then()
    assert [i.document_no for i in linked.stream.inspections.values()] == [NUMBER]
    inspect(linked, form).then_nothing()
    inspect(linked, form.model_copy(update={"result": "corrected"})).then_refused(Refused, "--reason")
    again = inspect(linked, form.model_copy(update={"result": "corrected", "reason": "核对后更正"}))
    again.then(Enterprise.InspectionRecorded, result="corrected", document_no=NUMBER)


# --- price complaints ---------------------------------------------------------------------------------------------


def test_a_complaint_is_received_assigned_and_answered():
    (fact,) = receive(registered()).then(Enterprise.PriceComplaintReceived, reference=REFERENCE, emergency=False, workflow_version=1)
    assert fact.effective_on == RECEIVED
    (fact,) = assign(received(), on=date(2026, 11, 17)).then(Enterprise.PriceComplaintAssigned, unit=DISTRICT, unit_name=NAMES[DISTRICT])
    assert fact.effective_on == date(2026, 11, 17)
    (fact,) = answer(assigned(), told_on=date(2026, 11, 20)).then(Enterprise.PriceComplaintAnswered, unit=DISTRICT, result="settled")
    assert fact.effective_on == date(2026, 11, 20)
    states = [history.stream.price_complaint(REFERENCE).state for history in (received(), assigned(), answered())]
    assert states == ["received", "assigned", "answered"]


@pytest.mark.parametrize(
    ("repeat", "history"),
    [
        (receive, received),
        (assign, assigned),
        (lambda h: assign(h, on=date(2026, 11, 17)), answered),
        (answer, answered),
        (lambda h: answer(h, told_on=date(2026, 11, 20)), answered),
        (lambda h: receive(h, receipt(reference="ＪＢ-2026-0031")), received),
    ],
)
def test_the_same_again_is_nothing(repeat, history):
    repeat(history()).then_nothing()


@pytest.mark.parametrize("changed", [{"what": "另一件事"}, {"channel": "phone"}, {"emergency": True}, {"received_on": date(2026, 11, 15)}])
def test_other_content_under_the_same_reference_needs_a_reason(changed):
    receive(received(), receipt(**changed)).then_refused(Refused, "--reason")
    receive(received(), receipt(**changed, reason="录入有误")).then(Enterprise.PriceComplaintReceived, reference=REFERENCE)


def test_what_was_done_stays_when_the_receipt_is_put_right_and_no_day_overtakes_another():
    history = receive(answered(), receipt(what="清单外收取服务费", reason="更正")).and_then()
    assert history.stream.price_complaint(REFERENCE).state == "answered"
    receive(assigned(), receipt(received_on=date(2026, 11, 18), reason="更正")).then_refused(InvalidData, field="received-on")
    assign(received(), on=date(2026, 11, 15)).then_refused(InvalidData, field="on")
    assign(received(), on=date(2026, 11, 24)).then_refused(InvalidData, field="on")
    answer(assigned(), told_on=date(2026, 11, 16)).then_refused(InvalidData, field="told-on")
    answer(assigned(), told_on=date(2026, 11, 24)).then_refused(InvalidData, field="told-on")
    assign(answered(), on=date(2026, 11, 21), reason="更正").then_refused(InvalidData, field="on")
    assign(answered(), on=date(2026, 11, 19), reason="更正").then(Enterprise.PriceComplaintAssigned)


def test_a_complaint_in_the_future_or_about_nobody_is_refused():
    receive(registered(), receipt(received_on=date(2026, 11, 24))).then_refused(InvalidData, field="received-on")
    receive(given(Enterprise, FORWARDER)).then_refused(NotFound, "没有登记")


def test_nothing_is_assigned_answered_or_escalated_that_was_not_received():
    for step in (assign, answer, escalate):
        step(registered()).then_refused(NotFound, REFERENCE)


def test_what_is_not_assigned_cannot_be_answered_and_only_its_unit_answers():
    answer(received(), CITY).then_refused(Refused, "尚未交办")
    answer(assigned(), CITY).then_refused(Refused, NAMES[DISTRICT])


def test_passing_it_to_another_unit_needs_a_reason_and_is_over_once_it_is_answered():
    assign(assigned(), CITY).then_refused(Refused, "改派")
    moved = assign(assigned(), CITY, on=date(2026, 11, 19), reason="跨区，由市局办理")
    moved.then(Enterprise.PriceComplaintAssigned, unit=CITY, reason="跨区，由市局办理")
    answer(moved.and_then(), CITY).then(Enterprise.PriceComplaintAnswered, unit=CITY)
    assign(assigned(), CITY, on=date(2026, 11, 16), reason="更正").then_refused(InvalidData, field="on")
    assign(answered(), CITY, reason="改派").then_refused(Refused, "已于 2026-11-20 答复")


def test_another_answer_needs_a_reason_and_keeps_its_day():
    answer(answered(), result="unfounded").then_refused(Refused, "--reason")
    (fact,) = answer(answered(), result="unfounded", reason="复核").then(Enterprise.PriceComplaintAnswered, result="unfounded")
    assert fact.effective_on == date(2026, 11, 20)
    answer(answered(), told_on=date(2026, 11, 19)).then_refused(Refused, "--reason")


def test_a_complaint_becomes_urgent_once_and_not_after_its_answer():
    (fact,) = escalate(assigned(), on=date(2026, 11, 18)).then(Enterprise.PriceComplaintEscalated, reason="多家企业集中反映")
    assert fact.effective_on == date(2026, 11, 18)
    escalate(escalate(assigned()).and_then()).then_nothing()
    escalate(receive(registered(), receipt(emergency=True)).and_then()).then_nothing()
    escalate(answered()).then_refused(Refused, "答复")
    escalate(assigned(), on=date(2026, 11, 15)).then_refused(InvalidData, field="on")


@pytest.mark.parametrize("text", ["请回电 138 0013 8000", "身份证37030319900101123x", "手机13800138000。"])
def test_a_persons_number_is_not_recorded(text):
    refuses(InvalidData, lambda: receipt(what=text))
    refuses(InvalidData, lambda: AnswerPriceComplaint(reference="1", unit=CITY, result="settled", answer=text))


def test_other_long_numbers_are_no_persons():
    assert receipt(what=f"企业 {FORWARDER} 报关单 420120261000012345 收费 13800 元").what.endswith("13800 元")


@pytest.mark.parametrize("unit", ["police", "market-supervision.", "zhangdian"])
def test_a_unit_is_one_of_the_list(unit):
    with pytest.raises(ValidationError):
        AssignPriceComplaint(reference="1", unit=unit)


def test_a_price_complaint_does_not_count_for_the_score():
    stream = answered().stream
    assert evidence_of(stream, Quarter.parse("2026Q4")).complaints == ()
