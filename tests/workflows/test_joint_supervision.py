from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from tests.facts import NUMBER, facts_of, penalty, punished
from tests.scenario import TODAY, Flow, Given, books, on
from zibo_port.domain.calendar import Calendar
from zibo_port.domain.commands import CorrectPenalty, MeasureOrder, OpenCase, Outcome, RecordReceipt, RequestPublication
from zibo_port.office import rulebook
from zibo_port.workflows import joint_supervision

DECISIONS = {
    OpenCase: lambda e, c: e.open_case(c, on(), joint_supervision.NAME, joint_supervision.VERSION),
    RequestPublication: lambda e, c: e.request_publication(c, on(), books()),
}


def flow(history: Given) -> Flow:
    return Flow(joint_supervision, facts_of(history))


def settled(history: Given) -> Given:
    """The history after the engine did what it is asked to do."""
    for command in flow(history).commands():
        history = history.when(lambda e, c=command: DECISIONS[type(c)](e, c)).and_then()
    return history


def test_given_a_penalty_then_the_engine_opens_a_case_and_requests_both_publications():
    asked = flow(punished()).commands()
    assert [type(c) for c in asked] == [OpenCase, RequestPublication, RequestPublication]
    assert [c.platform for c in asked[1:]] == ["necips", "credit-china-zibo"]


def test_asking_again_after_it_was_done_asks_nothing():
    assert flow(settled(punished())).commands() == []


@pytest.mark.parametrize("done", [0, 1, 2])
def test_given_a_crash_between_steps_then_only_what_is_missing_is_asked(done):
    history = punished()
    asked = flow(history).commands()
    for command in asked[:done]:
        history = history.when(lambda e, c=command: DECISIONS[type(c)](e, c)).and_then()
    assert flow(history).commands() == asked[done:]


def test_given_a_penalty_then_its_duties_count_from_the_decision():
    duties = flow(settled(punished())).duties()
    assert duties["publish-credit-china-zibo"].due_on == date(2026, 12, 1)
    assert duties["publish-necips"].due_on == date(2026, 12, 18)
    assert duties["consult"].due_on == date(2027, 1, 20)
    assert duties["consult"].assumed
    assert {d.department for d in duties.values()} == {"market-supervision", "port-office"}
    assert all(d.clause for d in duties.values())


@pytest.mark.parametrize(
    ("decided", "seven", "twenty"),
    [
        (date(2021, 9, 28), date(2021, 10, 13), date(2021, 11, 1)),
        (date(2026, 2, 10), date(2026, 2, 26), date(2026, 3, 16)),
        (date(2026, 9, 24), date(2026, 10, 12), date(2026, 10, 29)),
    ],
)
def test_deadlines_cross_make_up_days(decided, seven, twenty):
    duties = flow(settled(punished(penalty(decided_on=decided)))).duties()
    assert duties["publish-credit-china-zibo"].due_on == seven
    assert duties["publish-necips"].due_on == twenty
    assert not duties["publish-necips"].provisional


def test_a_deadline_beyond_the_known_calendar_is_provisional():
    day = date(2026, 12, 18)
    duties = flow(settled(punished(penalty(decided_on=day), day=day))).duties(day)
    assert duties["publish-credit-china-zibo"].due_on == date(2026, 12, 29)
    assert not duties["publish-credit-china-zibo"].provisional
    assert duties["publish-necips"].provisional


def test_without_any_calendar_every_period_in_working_days_is_provisional():
    blank = rulebook.books(Calendar(), books().profile)
    state = Flow(joint_supervision, facts_of(settled(punished())), blank)
    assert state.duties()["publish-necips"].provisional


@pytest.mark.parametrize(
    "changes",
    [
        {"authority": "乙市市场监督管理局"},
        {"kinds": ("warning",), "fine": None},
        {"procedure": "summary", "fine": Decimal(3000), "articles": ("price-regulation.13.1",)},
    ],
)
def test_what_is_not_published_still_has_a_case_and_a_consultation(changes):
    asked = flow(punished(penalty(**changes))).commands()
    assert [type(c) for c in asked] == [OpenCase]
    assert set(flow(settled(punished(penalty(**changes)))).duties()) == {"consult"}


def test_refunds_bring_a_check():
    duties = flow(settled(punished(penalty(refund_ordered=True)))).duties()
    assert duties["refund-check"].assumed


def _concluded(outcome: Outcome, day: date = TODAY) -> Given:
    return settled(settled(punished()).when(lambda e: e.conclude_case(outcome, "M1", day, on(day), books())).and_then())


def test_a_conclusion_ends_the_consultation_and_brings_pushes_and_measures():
    outcome = Outcome(
        case=NUMBER,
        deduct=Decimal(5),
        push=("sanction-provincial",),
        measures=(
            MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=date(2026, 12, 31)),
            MeasureOrder(measure="limit-awards", department="commerce"),
        ),
    )
    duties = flow(_concluded(outcome)).duties()
    assert duties["consult"].done_on == TODAY
    assert duties["publish-sanction-provincial"].since == TODAY
    assert duties["measure-raise-inspection-rate"].due_on == date(2026, 12, 31)
    assert duties["measure-limit-awards"].due_on == date(2027, 1, 20)
    assert duties["measure-limit-awards"].assumed
    assert flow(_concluded(outcome)).commands() == []


def test_a_receipt_ends_the_duty_on_its_own_day():
    history = settled(punished())
    name = next(p.publication for p in history.stream.publications.values() if p.platform == "necips")
    receipt = RecordReceipt(publication=name, case=NUMBER, accepted="A-1", on=date(2026, 11, 21))
    history = history.when(lambda e: e.record_receipt(receipt, on())).and_then()
    duty = flow(history).duties()["publish-necips"]
    assert duty.done_on == date(2026, 11, 21)
    assert not duty.late(date(2027, 6, 1))


def test_a_timely_act_recorded_late_is_in_time_and_an_overdue_one_is_late():
    duty = flow(settled(punished())).duties()["publish-credit-china-zibo"]
    assert not duty.late(duty.due_on)
    assert duty.late(date(2026, 12, 2))


def test_a_correction_asks_for_the_publications_anew():
    form = CorrectPenalty(**penalty(fine=Decimal(65000)).model_dump(exclude={"source", "notes"}), reason="录入有误")
    history = settled(punished()).when(lambda e: e.correct_penalty(form, on(), books())).and_then()
    asked = flow(history).commands()
    assert [(type(c), c.revision) for c in asked] == [(RequestPublication, 2), (RequestPublication, 2)]
    assert flow(settled(history)).commands() == []


def test_facts_about_a_case_that_was_filtered_out_change_nothing():
    history = settled(punished())
    without = [fact for fact in facts_of(history) if type(fact).__name__ != "PenaltyLogged"]
    state = Flow(joint_supervision, without)
    assert state.commands() == []
    assert state.duties() == {}


@over(st.lists(st.sampled_from(["1", "2", "3", "4"]), min_size=1, max_size=8), st.data())
def test_settling_in_any_order_leaves_nothing_to_ask_and_nothing_twice(numbers, data):
    history = punished(*[penalty(f"淄市监罚〔2026〕{n}号") for n in numbers])
    while asked := flow(history).commands():
        command = data.draw(st.sampled_from(asked))
        history = history.when(lambda e, c=command: DECISIONS[type(c)](e, c)).and_then()
    names = [(type(f).__name__, f.document_no, getattr(f, "platform", "")) for f in facts_of(history) if hasattr(f, "document_no")]
    assert len(names) == len(set(names))
    assert len(names) == 4 * len(set(numbers))
