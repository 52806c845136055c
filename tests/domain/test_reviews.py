from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.facts import AUTHORITY, FORWARDER, NUMBER, penalty, punished
from tests.scenario import Given, books, on
from zibo_port.domain.commands import (
    FileObjection,
    FulfilPenalty,
    MeasureOrder,
    OpenCase,
    Outcome,
    RecordReceipt,
    RepairPenalty,
    RequestPublication,
    RequestWithdrawal,
    RevokePenalty,
    VaryPenalty,
)
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.periods import Quarter

DAY = date(2026, 12, 1)


def revocation(day: date = DAY, **changes: object) -> RevokePenalty:
    return RevokePenalty(**{"document_no": NUMBER, "on": day, "by": "淄博市人民政府", "reason": "主要证据不足"} | changes)


def revoke(history: Given, form: RevokePenalty | None = None, shown_at: tuple[str, ...] = ()) -> Given:
    return history.when(lambda e: e.revoke_penalty(form or revocation(), shown_at, on(DAY)))


def concluded(deduct: str = "5", day: date = date(2026, 11, 24)) -> Given:
    """A penalty about which a meeting deducted points and imposed a measure."""
    measure = MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=date(2026, 12, 31))
    outcome = Outcome(case=NUMBER, deduct=Decimal(deduct), measures=(measure,))
    opening = OpenCase(enterprise=FORWARDER, document_no=NUMBER)
    opened = punished().when(lambda e: e.open_case(opening, on(day), "joint_supervision", 1)).and_then()
    return opened.when(lambda e: e.conclude_case(outcome, "M1", day, on(day), books())).and_then()


def test_a_revocation_is_recorded_since_its_day():
    (fact,) = revoke(punished(), shown_at=("necips",)).then(Enterprise.PenaltyRevoked, how="revoked", shown_at=("necips",))
    assert fact.effective_on == DAY


def test_the_same_revocation_again_is_nothing_and_another_day_is_refused():
    once = revoke(punished()).and_then()
    revoke(once).then_nothing()
    revoke(once, revocation(date(2026, 11, 30))).then_refused(Refused, "已于 2026-12-01 撤销")


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 12, 2)])
def test_a_day_before_the_decision_or_to_come_is_refused(day):
    revoke(punished(), revocation(day)).then_refused(InvalidData, field="on")


def test_a_variation_replaces_the_content_and_the_case_may_be_concluded_anew():
    form = VaryPenalty(**penalty(fine=Decimal(50000)).model_dump(exclude={"source", "notes"}), on=DAY, by="淄博市人民政府", reason="减轻")
    varied = concluded().when(lambda e: e.vary_penalty(form, ("necips",), on(DAY), books())).and_then()
    assert (varied.stream.penalty(NUMBER).fine, varied.stream.penalty(NUMBER).revision) == (Decimal(50000), 2)
    again = varied.when(lambda e: e.conclude_case(Outcome(case=NUMBER, deduct=Decimal(3)), "M2", DAY, on(DAY), books()))
    again.then(Enterprise.DeductionCancelled, Enterprise.MeasureLifted, Enterprise.CaseConcluded, Enterprise.PointsDeducted)
    assert [d.points for d in again.and_then().stream.deductions] == [Decimal(3)]


def test_without_a_change_a_case_is_concluded_once():
    concluded().when(lambda e: e.conclude_case(Outcome(case=NUMBER, deduct=Decimal(3)), "M2", DAY, on(DAY), books())).then_refused(
        Refused, "不能重复"
    )


def test_a_cancelled_deduction_comes_back_in_its_own_quarter_and_stays_cancelled():
    cancelled = concluded().when(lambda e: e.cancel_deductions(NUMBER, DAY, "revoked", on(DAY))).and_then()
    (fact,) = cancelled.before[-1:]
    assert (fact.quarter, fact.points) == (str(Quarter.of(date(2026, 11, 24))), Decimal(5))
    assert cancelled.stream.deductions == []
    cancelled.when(lambda e: e.cancel_deductions(NUMBER, DAY, "revoked", on(DAY))).then_nothing()


# --- repair -------------------------------------------------------------------------------------------------------


def repair(day: date) -> RepairPenalty:
    return RepairPenalty(document_no=NUMBER, on=day, by="淄博市市场监督管理局", reason="已履行并作出信用承诺")


def fulfilled(history: Given) -> Given:
    return history.when(lambda e: e.fulfil_penalty(FulfilPenalty(document_no=NUMBER, on=date(2026, 11, 30)), on(DAY))).and_then()


def repaired(history: Given, day: date) -> Given:
    return history.when(lambda e: e.repair_penalty(repair(day), (), on(day), books()))


def test_what_is_not_fulfilled_cannot_be_repaired():
    repaired(punished(), date(2027, 6, 1)).then_refused(Refused, "尚未登记履行")


def test_not_before_the_shortest_period_at_the_credit_site_is_over():
    """Order 36: three months at least for an ordinary record, from the decision of 2026-11-20."""
    history = fulfilled(punished())
    repaired(history, date(2027, 2, 19)).then_refused(Refused, "2027-02-20")
    repaired(history, date(2027, 2, 20)).then(Enterprise.PenaltyRepaired)


def test_not_before_six_months_at_the_national_system_are_over():
    history = punished()
    for decide in (
        lambda e: e.request_publication(
            RequestPublication(enterprise=FORWARDER, document_no=NUMBER, platform="necips", revision=1, clause="x"), on(DAY), books()
        ),
        lambda e: e.record_receipt(
            RecordReceipt(publication=next(iter(e.publications)), case=NUMBER, accepted="H1", on=date(2026, 12, 1)), on(DAY)
        ),
    ):
        history = history.when(decide).and_then()
    history = fulfilled(history)
    repaired(history, date(2027, 5, 31)).then_refused(Refused, "2027-06-01")
    repaired(history, date(2027, 6, 1)).then(Enterprise.PenaltyRepaired)


def test_a_suspension_of_business_is_shown_to_its_end():
    history = fulfilled(punished(penalty(kinds=("fine", "business-suspension"), severity="serious", fine=Decimal(600000))))
    repaired(history, date(2028, 1, 10)).then_refused(Refused, "不得提前停止公示")


def test_a_decision_that_was_revoked_is_neither_varied_nor_repaired():
    gone = revoke(punished()).and_then()
    gone.when(lambda e: e.fulfil_penalty(FulfilPenalty(document_no=NUMBER, on=DAY), on(DAY))).then_refused(Refused, "已于 2026-12-01 撤销")


# --- objections and withdrawals -----------------------------------------------------------------------------------


def test_a_review_is_open_until_it_is_decided_and_the_same_filing_is_one():
    form = FileObjection(document_no=NUMBER, kind="reconsideration", on=DAY, before_whom="淄博市人民政府", grounds="事实不清")
    filed = punished().when(lambda e: e.file_objection(form, (), on(DAY))).and_then()
    assert filed.stream.under_review(NUMBER)
    filed.when(lambda e: e.file_objection(form, (), on(DAY))).then_nothing()


def test_a_publication_is_withdrawn_when_its_receipt_says_so():
    history = punished()
    request = RequestPublication(enterprise=FORWARDER, document_no=NUMBER, platform="necips", revision=1, clause="x")
    history = history.when(lambda e: e.request_publication(request, on(DAY), books())).and_then()
    name = next(iter(history.stream.publications))
    for decide in (
        lambda e: e.record_receipt(RecordReceipt(publication=name, case=NUMBER, accepted="H1"), on(DAY)),
        lambda e: e.request_withdrawal(RequestWithdrawal(enterprise=FORWARDER, publication=name, why="revoked"), on(DAY)),
    ):
        history = history.when(decide).and_then()
    gone = history.when(lambda e: e.record_receipt(RecordReceipt(publication=name, case=NUMBER, accepted="C1"), on(DAY)))
    gone.then(Enterprise.PublicationWithdrawn, receipt="C1")
    history.when(lambda e: e.record_receipt(RecordReceipt(publication=name, case=NUMBER, rejected="查无此条"), on(DAY))).then_refused(
        Refused
    )
    gone.and_then().when(lambda e: e.record_receipt(RecordReceipt(publication=name, case=NUMBER, accepted="C1"), on(DAY))).then_nothing()


def test_a_receipt_lies_between_the_decision_and_today_and_states_one_day():
    history = punished()
    request = RequestPublication(enterprise=FORWARDER, document_no=NUMBER, platform="necips", revision=1, clause="x")
    history = history.when(lambda e: e.request_publication(request, on(DAY), books())).and_then()
    name = next(iter(history.stream.publications))

    def receipt(day: date) -> RecordReceipt:
        return RecordReceipt(publication=name, case=NUMBER, accepted="H1", on=day)

    history.when(lambda e: e.record_receipt(receipt(date(2026, 11, 1)), on(DAY))).then_refused(InvalidData, field="on")
    accepted = history.when(lambda e: e.record_receipt(receipt(date(2026, 11, 30)), on(DAY))).and_then()
    accepted.when(lambda e: e.record_receipt(receipt(date(2026, 11, 30)), on(DAY))).then_nothing()
    accepted.when(lambda e: e.record_receipt(receipt(DAY), on(DAY))).then_refused(Refused, "已有回执")


@pytest.mark.parametrize("platform", ["necips", "credit-china-zibo", "wechat"])
def test_a_meeting_pushes_to_the_joint_systems_alone(platform):
    outcome = Outcome(case=NUMBER, deduct=Decimal(5), push=(platform,))
    punished().when(lambda e: e.conclude_case(outcome, "M1", DAY, on(DAY), books())).then_refused(InvalidData, field="push")


@pytest.mark.parametrize("changes", [{"procedure": "summary", "fine": Decimal(3000)}, {"authority": "济南市市场监督管理局"}])
def test_what_this_office_does_not_publish_is_not_pushed(changes):
    history = punished(penalty(**{"authority": AUTHORITY, "mitigated": "轻微"} | changes))
    outcome = Outcome(case=NUMBER, deduct=Decimal(5), push=("sanction-provincial",))
    history.when(lambda e: e.conclude_case(outcome, "M1", DAY, on(DAY), books())).then_refused(Refused, "不得推送")
