from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.facts import BROKER, DECIDED, FORWARDER, NUMBER, WAREHOUSE, penalty, punished, registered, registration
from tests.scenario import TODAY, Given, books, given, on
from zibo_port.domain.commands import (
    ChangeLines,
    CorrectPenalty,
    DeregisterEnterprise,
    MeasureOrder,
    OpenCase,
    Outcome,
    RecordComplaint,
    RecordDepartmentScore,
    RecordRating,
    RecordReceipt,
    RenameEnterprise,
    RequestPublication,
)
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.periods import Quarter

# --- registration -------------------------------------------------------------------------------------------------


def test_an_enterprise_is_registered_once():
    first = given(Enterprise, FORWARDER).when(lambda e: e.register(registration(), on()))
    first.then(Enterprise.Registered, code=FORWARDER, lines=("freight-forwarding",), effective_on=None)
    first.and_then().when(lambda e: e.register(registration(), on())).then_nothing()


def test_another_name_under_the_same_code_is_refused():
    registered().when(lambda e: e.register(registration(name="另一家公司"), on())).then_refused(Refused, "enterprise rename")


def test_registering_under_a_former_name_again_is_the_same_enterprise():
    renamed = registered().when(lambda e: e.rename(RenameEnterprise(enterprise=FORWARDER, name="新名", on=TODAY), on()))
    renamed.then(Enterprise.Renamed, name="新名", effective_on=TODAY)
    after = renamed.and_then()
    assert after.stream.identity.former_names == [("淄博示例货代有限公司", TODAY)]
    after.when(lambda e: e.register(registration(), on())).then_nothing()


def test_a_branch_cannot_be_its_own_parent():
    given(Enterprise, FORWARDER).when(lambda e: e.register(registration(branch_of=FORWARDER), on())).then_refused(
        InvalidData, field="branch-of"
    )


def test_a_name_cannot_change_tomorrow():
    form = RenameEnterprise(enterprise=FORWARDER, name="新名", on=date(2026, 11, 24))
    registered().when(lambda e: e.rename(form, on())).then_refused(InvalidData, field="on")


def test_deregistration_happens_once():
    form = DeregisterEnterprise(enterprise=FORWARDER, on=date(2026, 11, 1), reason="注销")
    gone = registered().when(lambda e: e.deregister(form, on()))
    gone.then(Enterprise.Deregistered, effective_on=date(2026, 11, 1))
    gone.and_then().when(lambda e: e.deregister(form, on())).then_nothing()
    other = form.model_copy(update={"on": date(2026, 11, 2)})
    gone.and_then().when(lambda e: e.deregister(other, on())).then_refused(Refused, "2026-11-01")


@pytest.mark.parametrize(
    ("changes", "quarter", "evaluated"),
    [
        ({}, "2026Q4", True),
        ({"lines": ("other",)}, "2026Q4", False),
        ({"lines": ("other", "customs-broker")}, "2026Q4", True),
        ({"code": "91110000600037341L"}, "2026Q4", False),
        ({"code": "91110000600037341L", "seat": "zibo"}, "2026Q4", True),
    ],
)
def test_who_is_evaluated(changes, quarter, evaluated):
    code = changes.pop("code", FORWARDER)
    assert registered(code, **changes).stream.identity.evaluated_in(Quarter.parse(quarter)) is evaluated


def test_no_new_round_after_the_quarter_of_deregistration():
    form = DeregisterEnterprise(enterprise=FORWARDER, on=date(2026, 9, 30), reason="注销")
    who = registered().when(lambda e: e.deregister(form, on())).and_then().stream.identity
    assert who.evaluated_in(Quarter.parse("2026Q3"))
    assert not who.evaluated_in(Quarter.parse("2026Q4"))


# --- lines of business --------------------------------------------------------------------------------------------

BROKING = ChangeLines(enterprise=FORWARDER, lines=("customs-broker",), on=date(2026, 8, 15), reason="取得报关单位备案")


def other() -> Given:
    """An enterprise that a file of penalties put on the register."""
    return registered(lines=("other",))


def changed(history: Given, **changes: Any) -> Given:
    form = BROKING.model_copy(update=changes)
    return history.when(lambda e: e.change_lines(form, on()))


def evaluated(history: Given) -> list[str]:
    quarters = [f"2026Q{n}" for n in range(1, 5)]
    return [q for q in quarters if history.stream.identity.evaluated_in(Quarter.parse(q))]


def test_an_enterprise_is_evaluated_from_the_quarter_on_in_which_it_took_up_port_business():
    taken = changed(other())
    taken.then(Enterprise.LinesChanged, lines=("customs-broker",), reason="取得报关单位备案", effective_on=date(2026, 8, 15))
    after = taken.and_then()
    assert after.stream.identity.lines == ("customs-broker",)
    assert after.stream.identity.lines_on(date(2026, 8, 14)) == ("other",)
    assert evaluated(after) == ["2026Q3", "2026Q4"]


@pytest.mark.parametrize(
    ("day", "quarters"),
    [(date(2026, 6, 30), ["2026Q2", "2026Q3", "2026Q4"]), (date(2026, 7, 1), ["2026Q3", "2026Q4"])],
)
def test_the_day_of_the_change_decides_on_the_first_quarter(day, quarters):
    assert evaluated(changed(other(), on=day).and_then()) == quarters


def test_who_gives_port_business_up_is_evaluated_up_to_the_quarter_before():
    assert evaluated(changed(registered(), lines=("other",)).and_then()) == ["2026Q1", "2026Q2"]


def test_a_change_that_changes_nothing_is_no_event():
    after = changed(other()).and_then()
    changed(after).then_nothing()
    changed(after, on=date(2026, 9, 1), reason="再报一次").then_nothing()
    changed(after, lines=("customs-broker", "customs-broker")).then_nothing()
    changed(other(), lines=("other",)).then_nothing()


def test_of_two_changes_the_one_recorded_last_counts_from_its_day_on():
    after = changed(changed(other()).and_then(), lines=("warehouse-yard",), on=date(2026, 7, 1)).and_then()
    assert after.stream.identity.lines_on(date(2026, 6, 30)) == ("other",)
    assert after.stream.identity.lines_on(date(2026, 8, 20)) == ("warehouse-yard",)


def test_lines_do_not_change_in_the_future_nor_after_deregistration_nor_of_who_is_unknown():
    changed(other(), on=date(2026, 11, 24)).then_refused(InvalidData, field="on")
    gone = DeregisterEnterprise(enterprise=FORWARDER, on=date(2026, 8, 1), reason="注销")
    history = other().when(lambda e: e.deregister(gone, on())).and_then()
    changed(history).then_refused(Refused, "2026-08-01")
    changed(history, on=date(2026, 7, 31)).then(Enterprise.LinesChanged)
    changed(given(Enterprise, FORWARDER)).then_refused(NotFound)


def test_registering_with_lines_that_it_once_had_is_the_same_enterprise():
    after = changed(other()).and_then()
    after.when(lambda e: e.register(registration(lines=("other",)), on())).then_nothing()
    after.when(lambda e: e.register(registration(lines=("customs-broker",)), on())).then_nothing()
    after.when(lambda e: e.register(registration(lines=("warehouse-yard",)), on())).then_refused(Refused, "enterprise lines")


def test_a_change_is_borne_without_the_registration_before_it():
    (fact,) = changed(other()).happened
    who = Enterprise.blank(fact.originator_id).replay([fact]).identity
    assert who.lines_on(date(2026, 8, 14)) == ()
    assert who.lines == ("customs-broker",)


# --- penalties ----------------------------------------------------------------------------------------------------


def test_a_logged_penalty_is_effective_on_the_day_it_was_decided():
    registered().when(lambda e: e.log_penalty(penalty(), on(), books())).then(
        Enterprise.PenaltyLogged,
        document_no=NUMBER,
        effective_on=DECIDED,
        publication="due",
        range_min=Decimal(50000),
        range_max=Decimal(500000),
        departs=False,
    )


def test_logging_it_again_with_other_brackets_is_no_event():
    again = penalty("淄市监罚[2026] 1号")
    punished().when(lambda e: e.log_penalty(again, on(), books())).then_nothing()


def test_another_fine_under_the_same_number_is_refused():
    other = penalty(fine=Decimal(70000))
    punished().when(lambda e: e.log_penalty(other, on(), books())).then_refused(Refused, "penalty correct")


def test_an_unregistered_enterprise_is_not_found():
    given(Enterprise, FORWARDER).when(lambda e: e.log_penalty(penalty(), on(), books())).then_refused(NotFound, "enterprise register")


@pytest.mark.parametrize("fine", [Decimal("49999.99"), Decimal("500000.01")])
def test_a_fine_outside_the_range_is_refused_with_its_clause(fine):
    refused = registered().when(lambda e: e.log_penalty(penalty(fine=fine), on(), books())).then_refused(Refused)
    assert refused.clause
    assert "第九条" in refused.clause


def test_a_mitigated_fine_below_the_range_is_recorded_as_a_departure():
    form = penalty(fine=Decimal(20000), mitigated="主动退还并整改")
    registered().when(lambda e: e.log_penalty(form, on(), books())).then(Enterprise.PenaltyLogged, departs=True, mitigated="主动退还并整改")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": date(2026, 11, 24)}, "decided-on"),
        ({"filed_on": date(2026, 11, 21)}, "filed-on"),
        ({"served_on": date(2026, 11, 19)}, "served-on"),
        ({"served_on": date(2026, 11, 24)}, "served-on"),
    ],
)
def test_impossible_days(changes, field):
    registered().when(lambda e: e.log_penalty(penalty(**changes), on(), books())).then_refused(InvalidData, field=field)


@pytest.mark.parametrize(
    ("changes", "publication"),
    [
        ({}, "due"),
        ({"authority": "乙市市场监督管理局"}, "other-authority"),
        ({"authority": "淄博市张店区市场监督管理局"}, "due"),
        ({"kinds": ("warning",), "fine": None}, "warning-only"),
    ],
)
def test_what_this_office_publishes(changes, publication):
    happened = registered().when(lambda e: e.log_penalty(penalty(**changes), on(), books())).then(Enterprise.PenaltyLogged)
    assert happened[0].publication == publication


def test_a_correction_replaces_the_content_and_keeps_the_number_as_stored():
    form = CorrectPenalty(**penalty("淄市监罚[2026]1号", fine=Decimal(65000)).model_dump(exclude={"source", "notes"}), reason="录入有误")
    corrected = punished().when(lambda e: e.correct_penalty(form, on(), books()))
    corrected.then(Enterprise.PenaltyCorrected, document_no=NUMBER, fine=Decimal(65000), effective_on=DECIDED)
    after = corrected.and_then()
    assert after.stream.penalty(NUMBER).revision == 2
    after.when(lambda e: e.correct_penalty(form, on(), books())).then_nothing()


# --- publications -------------------------------------------------------------------------------------------------


def _requested():
    form = RequestPublication(enterprise=FORWARDER, document_no=NUMBER, platform="necips", revision=1, clause="第九条")
    return punished().when(lambda e: e.request_publication(form, on(), books()))


def test_a_publication_is_requested_once_for_each_revision():
    asked = _requested()
    (fact,) = asked.then(Enterprise.PublicationRequested, platform="necips")
    assert '"CF_NR_FK":"6"' in fact.payload
    form = RequestPublication(enterprise=FORWARDER, document_no=NUMBER, platform="necips", revision=1, clause="第九条")
    asked.and_then().when(lambda e: e.request_publication(form, on(), books())).then_nothing()


def test_a_receipt_is_effective_on_the_day_it_states():
    asked = _requested()
    name = asked.happened[0].publication
    receipt = RecordReceipt(publication=name, case=NUMBER, accepted="A-1", on=date(2026, 11, 22))
    answered = asked.and_then().when(lambda e: e.record_receipt(receipt, on()))
    answered.then(Enterprise.PublicationAccepted, receipt="A-1", accepted_on=date(2026, 11, 22), effective_on=date(2026, 11, 22))
    after = answered.and_then()
    after.when(lambda e: e.record_receipt(receipt, on())).then_nothing()
    rejected = RecordReceipt(publication=name, case=NUMBER, rejected="格式不符")
    after.when(lambda e: e.record_receipt(rejected, on())).then_refused(Refused, "A-1")


@pytest.mark.parametrize("answer", [{}, {"accepted": "A", "rejected": "B"}])
def test_a_receipt_says_one_thing(answer):
    asked = _requested()
    form = RecordReceipt(publication=asked.happened[0].publication, case=NUMBER, **answer)
    asked.and_then().when(lambda e: e.record_receipt(form, on())).then_refused(InvalidData, field="accepted")


# --- outcomes -----------------------------------------------------------------------------------------------------


def _open():
    return punished().when(lambda e: e.open_case(OpenCase(enterprise=FORWARDER, document_no=NUMBER), on(), "joint_supervision", 1))


def test_a_case_opens_once():
    opened = _open()
    opened.then(Enterprise.CaseOpened, document_no=NUMBER, effective_on=TODAY)
    opened.and_then().when(
        lambda e: e.open_case(OpenCase(enterprise=FORWARDER, document_no=NUMBER), on(), "joint_supervision", 2)
    ).then_nothing()


def test_a_conclusion_deducts_in_the_quarter_of_the_meeting():
    meeting_day = date(2026, 10, 15)
    outcome = Outcome(case=NUMBER, deduct=Decimal(5), measures=(MeasureOrder(measure="raise-inspection-rate", department="customs"),))
    done = _open().and_then().when(lambda e: e.conclude_case(outcome, "M1", meeting_day, on(), books()))
    done.then(Enterprise.CaseConcluded, Enterprise.PointsDeducted, Enterprise.MeasureImposed, effective_on=meeting_day)
    assert done.happened[1].quarter == "2026Q4"
    again = done.and_then().when(lambda e: e.conclude_case(outcome, "M2", meeting_day, on(), books()))
    again.then_refused(Refused, "M1")


def test_a_conclusion_may_name_another_open_quarter():
    outcome = Outcome(case=NUMBER, deduct=Decimal(5), quarter="2026Q3")
    done = _open().and_then().when(lambda e: e.conclude_case(outcome, "M1", TODAY, on(), books()))
    assert done.happened[1].quarter == "2026Q3"


@pytest.mark.parametrize("content", [{}, {"deduct": Decimal(5), "no_action": "轻微"}])
def test_a_conclusion_deducts_or_says_why_not(content):
    outcome = Outcome(case=NUMBER, **content)
    _open().and_then().when(lambda e: e.conclude_case(outcome, "M1", TODAY, on(), books())).then_refused(InvalidData, field="deduct")


def test_a_measure_beyond_the_catalogue_is_refused():
    outcome = Outcome(case=NUMBER, deduct=Decimal(5), measures=(MeasureOrder(measure="close-it-down", department="customs"),))
    _open().and_then().when(lambda e: e.conclude_case(outcome, "M1", TODAY, on(), books())).then_refused(Refused, "close-it-down")


# --- evaluation ---------------------------------------------------------------------------------------------------


def test_a_changed_rating_needs_a_reason():
    form = RecordRating(enterprise=FORWARDER, year=2025, favourable=90, total=100)
    rated = registered().when(lambda e: e.record_rating(form, on()))
    rated.then(Enterprise.RatingRecorded, favourable=90, effective_on=TODAY)
    after = rated.and_then()
    after.when(lambda e: e.record_rating(form, on())).then_nothing()
    other = form.model_copy(update={"favourable": 91})
    after.when(lambda e: e.record_rating(other, on())).then_refused(Refused, "--reason")
    after.when(lambda e: e.record_rating(other.model_copy(update={"reason": "更正"}), on())).then(Enterprise.RatingRecorded)


@pytest.mark.parametrize(
    "content",
    [{"favourable": 101, "total": 100}, {"favourable": 1}, {}, {"favourable": 1, "total": 1, "publicised": False}],
)
def test_impossible_ratings(content):
    form = RecordRating(enterprise=FORWARDER, year=2025, **content)
    registered().when(lambda e: e.record_rating(form, on())).then_refused(InvalidData)


def test_a_complaint_counts_from_the_day_it_came_and_can_be_resolved_later():
    form = RecordComplaint(enterprise=FORWARDER, reference="Z-1", received_on=date(2026, 10, 2))
    came = registered().when(lambda e: e.record_complaint(form, on()))
    came.then(Enterprise.ComplaintReceived, effective_on=date(2026, 10, 2), resolved_on=None)
    solved = form.model_copy(update={"resolved_on": date(2026, 10, 9)})
    done = came.and_then().when(lambda e: e.record_complaint(solved, on()))
    done.then(Enterprise.ComplaintResolved, effective_on=date(2026, 10, 9))
    done.and_then().when(lambda e: e.record_complaint(solved, on())).then_nothing()
    moved = form.model_copy(update={"received_on": date(2026, 10, 3)})
    done.and_then().when(lambda e: e.record_complaint(moved, on())).then_refused(Refused)


def test_a_complaint_cannot_be_resolved_before_it_came():
    form = RecordComplaint(enterprise=FORWARDER, reference="Z-1", received_on=date(2026, 10, 2), resolved_on=date(2026, 10, 1))
    registered().when(lambda e: e.record_complaint(form, on())).then_refused(InvalidData, field="resolved-on")


def test_a_department_scores_a_quarter_that_has_begun():
    form = RecordDepartmentScore(enterprise=FORWARDER, quarter="2026Q4", department="tax", points=Decimal("18.5"))
    scored = registered().when(lambda e: e.record_department_score(form, on()))
    scored.then(Enterprise.DepartmentScored, scoring_department="tax", points=Decimal("18.5"))
    later = form.model_copy(update={"quarter": "2027Q1"})
    registered().when(lambda e: e.record_department_score(later, on())).then_refused(InvalidData, field="quarter")
    other = form.model_copy(update={"points": Decimal(19)})
    scored.and_then().when(lambda e: e.record_department_score(other, on())).then_refused(Refused, "--reason")


@pytest.mark.parametrize("code", [FORWARDER, BROKER, WAREHOUSE])
def test_individual_businesses_are_92_codes(code):
    assert registered(code).stream.identity.individual is (code == WAREHOUSE)
