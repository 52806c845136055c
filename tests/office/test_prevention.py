"""Reminders, inspections and price complaints through the office, on each kind of store: all or nothing, one reference, two clocks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.domain.test_prevention import CITY, DISTRICT, RECEIVED, REFERENCE, inspection, receipt, reminder
from tests.facts import BROKER, FORWARDER, NUMBER, penalty, registration
from tests.scenario import refuses
from zibo_port.domain.commands import AnswerPriceComplaint, AssignPriceComplaint, EscalatePriceComplaint, NameContact
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import InvalidData, NotAllowed, NotFound, Refused
from zibo_port.domain.periods import Quarter
from zibo_port.office.archive import Archive
from zibo_port.office.office import Office
from zibo_port.office.prevention import inspections, owed_on_complaint, price_complaint_now, price_complaints, reminders
from zibo_port.office.quarterly import quarterly

UNREGISTERED = "91370303MADE0002X3"


@pytest.fixture
def busy(office: Office) -> Office:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司"))
    return office


def assignment(unit: str = DISTRICT, on: date = date(2026, 11, 17), **said: Any) -> AssignPriceComplaint:
    return AssignPriceComplaint(reference=REFERENCE, unit=unit, on=on, **said)


def answer(**said: Any) -> AnswerPriceComplaint:
    content = {"reference": REFERENCE, "unit": DISTRICT, "result": "settled", "answer": "已退还", "told_on": date(2026, 11, 20)}
    return AnswerPriceComplaint(**content | said)


def test_a_reminder_goes_to_all_of_them_or_to_none(busy):
    head = busy.store.head().position
    refuses(NotFound, lambda: busy.handle(reminder(enterprises=(FORWARDER, UNREGISTERED))))
    refuses(InvalidData, lambda: busy.handle(reminder(enterprises=(FORWARDER, FORWARDER))))
    assert busy.store.head().position == head
    done = busy.handle(reminder(enterprises=(FORWARDER, BROKER)))
    assert [type(fact) for _, fact in done.recorded] == [Enterprise.ReminderIssued] * 2
    assert busy.handle(reminder(enterprises=(FORWARDER, BROKER))).repeated
    archive = Archive(busy)
    assert sorted(noted.who.code for noted in reminders(archive, archive.view())) == [FORWARDER, BROKER]


def test_a_reminder_may_be_sent_on_to_others_later(busy):
    busy.handle(reminder())
    further = busy.handle(reminder(enterprises=(FORWARDER, BROKER)))
    assert (len(further.recorded), further.repeated) == (1, False)


def test_only_market_regulators_remind_and_take_in_price_complaints(busy):
    refuses(Refused, lambda: busy.handle(reminder(unit="customs")))
    refuses(Refused, lambda: busy.handle(receipt(unit="port-office")))
    assert busy.handle(reminder(unit=DISTRICT)).recorded[0].fact.unit_name == "张店区市场监督管理局"  # type: ignore[attr-defined]
    assert busy.handle(inspection(unit="customs")).recorded[0].fact.unit_name == "淄博海关"  # type: ignore[attr-defined]
    refuses(NotFound, lambda: busy.handle(inspection(unit="market-supervision.nowhere")))


def test_an_inspection_shows_the_penalty_to_which_it_led(busy):
    busy.handle(penalty())
    found = {"result": "violation", "finding": "清单外收费"}
    busy.handle(inspection(**found))
    busy.handle(inspection(**found, document_no="淄市监罚[2026]1号"))
    archive = Archive(busy)
    (noted,) = inspections(archive, archive.view())
    assert noted.fact.document_no == NUMBER
    refuses(NotFound, lambda: busy.handle(inspection(enterprise=BROKER, **found, document_no=NUMBER)))


def test_a_reference_is_taken_once_in_the_store(busy):
    busy.handle(receipt())
    refuses(Refused, lambda: busy.handle(receipt(enterprise=BROKER, reference="jb-2026-0031".upper())))
    assert busy.handle(receipt()).repeated
    refuses(Refused, lambda: busy.handle(receipt(what="另一件事")))
    corrected = busy.handle(receipt(what="另一件事", reason="录入有误"))
    assert [type(fact) for _, fact in corrected.recorded] == [Enterprise.PriceComplaintReceived]


def test_a_complaint_goes_its_way_and_both_clocks_show_how_far_it_was(busy):
    busy.handle(receipt())
    busy.handle(assignment())
    busy.handle(EscalatePriceComplaint(reference=REFERENCE, on=date(2026, 11, 18), reason="集中反映"))
    busy.handle(answer())
    assert busy.handle(answer()).repeated
    archive = Archive(busy)
    days = (date(2026, 11, 15), RECEIVED, date(2026, 11, 17), date(2026, 11, 19), date(2026, 11, 20))
    seen = [price_complaints(archive, archive.view(effective_at=day)) for day in days]
    assert [[one.complaint.state for one in found] for found in seen] == [[], ["received"], ["assigned"], ["assigned"], ["answered"]]
    owed = [owed_on_complaint(archive, REFERENCE, archive.view(effective_at=day)) for day in days[1:]]
    assert [[o.duty.due_on for o in found if o.duty.done_on is None] for found in owed] == [
        [date(2026, 11, 18)],
        [date(2026, 12, 7)],
        [date(2026, 11, 19)],
        [],
    ]
    (late,) = [o.duty for o in owed[-1] if o.duty.late(date(2026, 11, 20))]
    assert (late.step, late.department, late.unit) == ("answer-price-complaint", CITY, DISTRICT)


def test_every_open_complaint_stands_among_the_duties_of_the_office(busy):
    busy.handle(receipt())
    busy.handle(receipt(reference="JB-2", enterprise=BROKER, emergency=True))
    archive = Archive(busy)
    owed = {(o.enterprise, o.duty.case): o.duty for o in archive.duties(archive.view()) if o.duty.step == "assign-price-complaint"}
    assert set(owed) == {(FORWARDER, REFERENCE), (BROKER, "JB-2")}
    assert owed[BROKER, "JB-2"].due_on == RECEIVED


def test_how_a_complaint_is_handled_does_not_stand_in_the_published_report(busy):
    busy.handle(penalty())
    busy.handle(receipt())
    busy.handle(assignment())
    archive = Archive(busy)
    steps = {owing.duty.step for owing in quarterly(archive, Quarter.parse("2026Q4"), archive.view()).duties}
    assert "consult" in steps
    assert not {step for step in steps if step.endswith("price-complaint")}


def test_a_dry_run_shows_the_complaint_as_it_would_be_and_records_nothing(busy):
    head = busy.store.head().position
    dry = busy.handle(receipt(), dry_run=True)
    now = price_complaint_now(busy, REFERENCE, dry.recorded)
    assert (now.complaint.state, [duty.step for duty in now.duties]) == ("received", ["assign-price-complaint"])
    assert busy.store.head().position == head
    refuses(NotFound, lambda: price_complaint_now(busy, REFERENCE))


def test_what_was_never_received_is_not_found_and_a_wrong_unit_is_named(busy):
    refuses(NotFound, lambda: busy.handle(assignment()))
    refuses(NotFound, lambda: busy.handle(answer()))
    busy.handle(receipt())
    refuses(NotFound, lambda: busy.handle(assignment("market-supervision.nowhere")))
    refuses(Refused, lambda: busy.handle(answer()))


def test_an_officer_answers_for_units_of_their_own_department_alone(busy):
    from zibo_port.domain.commands import AddOfficer

    busy.handle(receipt())
    busy.handle(assignment())
    busy.handle(AddOfficer(name="李海", departments=("customs",)))
    other = Office(busy.store, "李海", busy.clock)
    refuses(NotAllowed, lambda: other.handle(answer()))
    other.handle(NameContact(unit="customs", purpose="monitoring", name="李敏", post="科员"))
