"""What a decision rested on is pinned in the log itself, on each database, and the pin is compared with the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import NOW
from tests.facts import FORWARDER, penalty, registration
from zibo_port.domain import commands as c
from zibo_port.domain.consultation import ConsultationConcluded, Seen
from zibo_port.domain.errors import NotFound
from zibo_port.office.archive import Archive
from zibo_port.office.handlers import meetings as handlers
from zibo_port.office.hindsight import Hindsight, hindsight
from zibo_port.office.office import Office
from zibo_port.office.store.base import Store

CASE = penalty().document_no
SECOND = "淄市监罚〔2026〕2号"


def called(office: Office, *cases: str) -> str:
    """A meeting of today about cases."""
    office.handle(registration())
    for number in cases or (CASE,):
        office.handle(penalty(number))
    receipt = office.handle(c.CallConsultation(on=NOW.date(), departments=("customs", "tax"), cases=cases or (CASE,)))
    meeting: str = receipt.recorded[0].fact.meeting  # type: ignore[attr-defined]
    return meeting


def concluding(meeting: str, *cases: str) -> c.ConcludeConsultation:
    outcomes = tuple(c.Outcome(case=case, deduct=Decimal(5)) for case in cases or (CASE,))
    return c.ConcludeConsultation(meeting=meeting, outcomes=outcomes, minutes="纪要")


def looked_back(office: Office, case: str = CASE) -> Hindsight:
    archive = Archive(office)
    return hindsight(archive, case, archive.view())


def complain(office: Office, reference: str, day: date) -> int:
    """A complaint received on a day; its position."""
    receipt = office.handle(c.RecordComplaint(enterprise=FORWARDER, reference=reference, received_on=day))
    return receipt.recorded[0].position


def test_a_conclusion_pins_the_head_of_the_ledger_before_it(office: Office, store: Store) -> None:
    meeting = called(office)
    head = store.head()
    office.handle(concluding(meeting))
    found = looked_back(office)
    assert (found.known_position, found.known_head) == (head.position, head.chain.hex())
    assert (found.pinned, found.holds, found.known_later, found.afterwards) == (True, True, (), ())


def test_what_came_in_between_draft_and_approval_was_unknown_to_the_members(office: Office, store: Store) -> None:
    meeting = called(office)
    office.handle(c.AddOfficer(name="李敏", departments=("port-office",)))
    head = store.head()
    outcome = c.Outcome(case=CASE, deduct=Decimal(5))
    office.handle(c.DraftConclusion(meeting=meeting, outcomes=(outcome,), minutes="纪要"))
    position = complain(office, "热线1", date(2026, 11, 20))
    Office(store, "李敏", office.clock).handle(c.ApproveConclusion(meeting=meeting))
    found = looked_back(office)
    assert (found.known_position, found.conclusion.approved_by) == (head.position, "李敏")
    assert [r.position for r in found.known_later] == [position]
    assert position < found.position


def test_the_other_case_of_a_meeting_is_no_news_and_another_penalty_is(office: Office) -> None:
    meeting = called(office, CASE, SECOND)
    office.handle(concluding(meeting, CASE))
    office.handle(concluding(meeting, SECOND))
    third = office.handle(penalty("淄市监罚〔2026〕3号"))
    assert [r.position for r in looked_back(office).known_later] == [third.recorded[0].position]


def test_a_conclusion_of_an_earlier_release_is_looked_back_on_from_the_position_before_it(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = called(office)
    head = store.head()
    with monkeypatch.context() as patched:
        patched.setattr(handlers, "_seen", lambda _: Seen(None, None))  # type: ignore[arg-type]
        office.handle(concluding(meeting))
    complain(office, "热线1", date(2026, 11, 20))
    found = looked_back(office)
    assert (found.pinned, found.holds, found.known_position, found.known_head) == (False, True, head.position, head.chain.hex())
    assert len(found.known_later) == 1


def test_a_pin_that_the_ledger_doesnt_bear_out_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = called(office)
    monkeypatch.setattr(handlers, "_seen", lambda desk: Seen(desk.start.position, "00" * 32))
    office.handle(concluding(meeting))
    found = looked_back(office)
    assert (found.pinned, found.holds) == (True, False)


def test_a_second_conclusion_is_the_one_that_is_looked_back_on(office: Office) -> None:
    first = called(office)
    office.handle(concluding(first))
    office.handle(c.CorrectPenalty(**penalty().model_dump(exclude={"source", "notes"}) | {"fine": Decimal(70000), "reason": "金额录错"}))
    assert len(looked_back(office).known_later) == 1
    again = office.handle(c.CallConsultation(on=NOW.date(), kind="regular", departments=("customs", "tax"), cases=(CASE,)))
    second: str = again.recorded[0].fact.meeting  # type: ignore[attr-defined]
    receipt = office.handle(concluding(second))
    found = looked_back(office)
    assert (found.meeting, found.position, found.known_later) == (second, receipt.recorded[0].position, ())
    assert isinstance(found.conclusion, ConsultationConcluded)


def test_without_a_conclusion_there_is_nothing_to_look_back_on(office: Office) -> None:
    called(office)
    with pytest.raises(NotFound, match="尚无会商结论"):
        looked_back(office)
