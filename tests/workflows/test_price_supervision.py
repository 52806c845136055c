"""Who owes what on account of a price complaint; every day here can be checked on a calendar of 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from tests.domain.test_prevention import CITY, DISTRICT, RECEIVED, REFERENCE, answer, assign, escalate, receipt, receive, registered
from tests.facts import facts_of, punished
from tests.scenario import TODAY, Flow, Given, books
from zibo_port.domain.calendar import Calendar
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import ZiboPortError
from zibo_port.office import rulebook
from zibo_port.workflows import price_supervision
from zibo_port.workflows.price_supervision import ANSWER, ASSIGN, RUNNING, VERSIONS

LATER = date(2026, 12, 31)


def flow(history: Given) -> Flow:
    return Flow(price_supervision, facts_of(history))


def received(**changes: object) -> Given:
    return receive(registered(), receipt(**changes), LATER).and_then()


def assigned(history: Given, day: date, unit: str = DISTRICT, **said: object) -> Given:
    return assign(history, unit, LATER, on=day, **said).and_then()


def answered(history: Given, day: date, unit: str = DISTRICT) -> Given:
    return answer(history, unit, LATER, told_on=day).and_then()


def test_given_a_complaint_then_it_is_to_be_assigned_within_two_working_days():
    """Received on a Monday: Tuesday, Wednesday."""
    assert flow(received()).duties() == {
        ASSIGN.name: Duty(
            step="assign-price-complaint",
            case=REFERENCE,
            department=CITY,
            since=RECEIVED,
            due_on=date(2026, 11, 18),
            provisional=False,
            assumed=True,
            clause="《淄博市口岸领域企业联合监管共治机制实施方案》二（一）",
        )
    }


def test_given_an_assignment_then_its_unit_is_to_answer_within_fifteen_working_days_of_receipt():
    duties = flow(assigned(received(), date(2026, 11, 17))).duties()
    assert duties[ASSIGN.name].done_on == date(2026, 11, 17)
    owed = duties[ANSWER.name]
    assert (owed.department, owed.unit) == (CITY, DISTRICT), "the city's bureau answers for the district's"
    assert (owed.since, owed.due_on, owed.done_on) == (RECEIVED, date(2026, 12, 7), None)
    assert owed.assumed


def test_days_off_are_not_counted_and_make_up_days_are():
    """Received on 2026-09-24: 25 to 27 September and 1 to 7 October are off, 20 September and 10 October (a Saturday) are worked."""
    owed = flow(received(received_on=date(2026, 9, 24))).duties()[ASSIGN.name]
    assert owed.due_on == date(2026, 9, 29)
    assert flow(received(received_on=date(2026, 9, 30))).duties()[ASSIGN.name].due_on == date(2026, 10, 9)
    assert flow(received(received_on=date(2026, 10, 9))).duties()[ASSIGN.name].due_on == date(2026, 10, 12)


def test_answered_in_time_and_recorded_late_is_in_time():
    history = answered(assigned(received(), date(2026, 11, 17)), date(2026, 12, 7))
    owed = flow(history).duties(LATER)[ANSWER.name]
    assert owed.done_on == date(2026, 12, 7)
    assert not owed.late(LATER)
    assert flow(answered(assigned(received(), date(2026, 11, 17)), date(2026, 12, 8))).duties(LATER)[ANSWER.name].late(LATER)


def test_on_the_emergency_path_it_is_assigned_the_same_day_and_answered_within_one_working_day():
    """Received on a Saturday: assigned on it, answered on Monday."""
    saturday = date(2026, 11, 14)
    history = assigned(received(received_on=saturday, emergency=True), date(2026, 11, 16))
    duties = flow(history).duties()
    assert (duties[ASSIGN.name].due_on, duties[ANSWER.name].due_on) == (saturday, date(2026, 11, 16))
    assert duties[ASSIGN.name].late(TODAY)
    assert duties[ASSIGN.name].assumed
    assert duties[ANSWER.name].assumed


def test_an_escalation_shortens_what_is_open_and_never_gives_more_time():
    history = escalate(assigned(received(), date(2026, 11, 17)), LATER, on=date(2026, 11, 19)).and_then()
    duties = flow(history).duties()
    assert duties[ANSWER.name].due_on == date(2026, 11, 20)
    assert duties[ASSIGN.name].due_on == date(2026, 11, 18), "what was done before isn't moved"
    late = escalate(assigned(received(), date(2026, 11, 17)), LATER, on=date(2026, 12, 10)).and_then()
    assert flow(late).duties(LATER)[ANSWER.name].due_on == date(2026, 12, 7)
    unassigned = escalate(received(), LATER, on=date(2026, 11, 17)).and_then()
    assert flow(unassigned).duties()[ASSIGN.name].due_on == date(2026, 11, 17)


def test_another_unit_takes_over_the_answer_with_the_day_it_was_due():
    history = assigned(assigned(received(), date(2026, 11, 17)), date(2026, 11, 25), CITY, reason="跨区")
    duties = flow(history).duties()
    assert duties[ASSIGN.name].done_on == date(2026, 11, 17)
    assert (duties[ANSWER.name].department, duties[ANSWER.name].unit) == (CITY, None)
    assert duties[ANSWER.name].due_on == date(2026, 12, 7)


def test_a_corrected_day_of_assignment_counts():
    history = assigned(assigned(received(), date(2026, 11, 20)), date(2026, 11, 18), reason="录入有误")
    assert flow(history).duties()[ASSIGN.name].done_on == date(2026, 11, 18)


def test_a_corrected_receipt_moves_the_days():
    history = receive(received(), receipt(received_on=date(2026, 11, 13), reason="录入有误"), LATER).and_then()
    assert flow(history).duties()[ASSIGN.name].due_on == date(2026, 11, 17)


def test_beyond_the_known_calendar_a_day_is_provisional():
    state = Flow(price_supervision, facts_of(received()), rulebook.books(Calendar(), books().profile))
    assert state.duties()[ASSIGN.name].provisional


def test_the_engine_does_nothing_by_itself_and_other_facts_owe_nothing():
    assert flow(received()).commands() == []
    assert flow(punished()).duties() == {}


def test_every_step_of_every_version_says_when_it_runs():
    assert {step.name for steps in VERSIONS.values() for step in steps} == set(RUNNING)


# --- none is lost -------------------------------------------------------------------------------------------------

DAYS = st.integers(0, 40).map(lambda n: RECEIVED + timedelta(days=n))
REFERENCES = ("甲1", "甲2", "甲3")
DEEDS = ("receive", "assign", "escalate", "answer")


def _done(history: Given, deed: str, reference: str, day: date, unit: str) -> Given:
    """The history after a deed, or as it was where the deed is refused."""
    of = {"reference": reference}
    doing: dict[str, Callable[[Given], Given]] = {
        "receive": lambda h: receive(h, receipt(received_on=day, emergency=unit == CITY, **of), LATER),
        "assign": lambda h: assign(h, unit, LATER, on=day, reason="改派", **of),
        "escalate": lambda h: escalate(h, LATER, on=day, **of),
        "answer": lambda h: answer(h, unit, LATER, told_on=day, **of),
    }
    try:
        return doing[deed](history).and_then()
    except ZiboPortError:
        return history


@settings(max_examples=60, deadline=None)
@over(st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(REFERENCES), DAYS, st.sampled_from((CITY, DISTRICT))), max_size=14))
def test_on_every_day_whatever_was_received_is_answered_or_owed(deeds):
    history = registered()
    for deed in deeds:
        history = _done(history, *deed)
    for day in {RECEIVED + timedelta(days=n) for n in range(0, 42, 3)} | {day for _, _, day, _ in deeds}:
        shown = [fact for fact in facts_of(history) if fact.effective_on is None or fact.effective_on <= day]
        stream = type(history.stream).blank(history.stream.id).replay(shown)
        owed = [d for d in price_supervision.due(Flow(price_supervision, shown).state, day) if isinstance(d, Duty)]
        open_ = [d.case for d in owed if d.done_on is None]
        unanswered = [c.received.reference for c in stream.price_complaints.values() if c.answered is None and c.received is not None]
        assert sorted(open_) == sorted(unanswered), "each unanswered one is owed, once"
        assert all(d.since <= day for d in owed)
