"""Clocks of law: paused, resumed and extended by a named officer; one instant for display and check; nothing else moves a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from tests.cli.city import CASE, City, build
from tests.facts import NUMBER, facts_of, penalty, registration
from tests.scenario import Flow, Given, given, on
from tests.scenario import books as known_books
from tests.workflows.test_limits_of_law import decided, refunding
from tests.workflows.test_reviewed_cases import DECISIONS, moved, pause, resume
from zibo_port.domain import commands as c
from zibo_port.domain.books import Books
from zibo_port.domain.calendar import Calendar
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact
from zibo_port.domain.profile import REHEARSAL
from zibo_port.office import rulebook
from zibo_port.office.founding import library_years
from zibo_port.workflows import joint_supervision

STEP = "refund-check"


def day(text: str) -> date:
    return date.fromisoformat(f"2025-{text}")


def due(history: Given, seen: date, step: str = STEP) -> tuple[date, bool]:
    duty = Flow(joint_supervision, facts_of(history)).duties(seen)[step]
    return duty.due_on, duty.provisional


def paused(history: Given, first: str, last: str) -> Given:
    return moved(moved(history, pause(STEP, day(first)), day(first)), resume(STEP, day(last)), day(last))


def extended(history: Given, until: str) -> Given:
    return moved(history, c.ExtendDeadline(document_no=NUMBER, step=STEP, until=day(until), reason="涉及境外付款人"), day("08-20"))


# --- paused, resumed, extended ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "until"),
    [
        ("08-11", "08-25", "09-15"),  # 30 days from 1 August: 31 August is a Sunday; 10 had passed, 20 are left: 14 September, a Sunday
        ("08-11", "08-11", "09-01"),  # no day stood still: 31 August, a Sunday, so Monday 1 September
        ("08-11", "09-13", "10-09"),  # 20 left from 13 September: 3 October, off
        ("08-11", "09-08", "09-28"),  # 20 left from 8 September: Sunday 28 September, worked
    ],
)
def test_what_was_left_when_a_clock_stopped_is_counted_from_the_day_on_which_it_goes_on(first, last, until):
    history = paused(refunding(day("08-01")), first, last)
    assert due(history, day(last)) == due(history, day("12-01")) == (day(until), False)


def test_two_pauses_add_up():
    """30 days: 10 by the 11th, 5 more from the 18th to the 23rd, 15 left from 1 September: the 16th."""
    history = paused(paused(refunding(day("08-01")), "08-11", "08-18"), "08-23", "09-01")
    assert due(history, day("09-01")) == (day("09-16"), False)


def test_a_standing_clock_is_provisional_and_never_late():
    history = moved(refunding(day("08-01")), pause(STEP, day("08-11")), day("08-11"))
    for seen in (day("08-11"), day("10-03"), date(2027, 6, 1)):
        last, provisional = due(history, seen)
        assert provisional
        assert last > seen


def test_time_that_a_clock_stands_still_puts_off_the_day_to_which_it_was_extended_too():
    """Extended to Friday 19 September, stopped for the 10 days to 8 September: Monday the 29th; a pause before it changes nothing."""
    assert due(extended(refunding(day("08-01")), "09-19"), day("09-01")) == (day("09-19"), False)
    assert due(paused(extended(refunding(day("08-01")), "09-19"), "08-29", "09-08"), day("09-08")) == (day("09-29"), False)
    assert due(extended(paused(refunding(day("08-01")), "08-05", "08-07"), "09-19"), day("09-08")) == (day("09-19"), False)


@pytest.fixture
def city(tmp_path) -> City:
    """A decision of 10 September 2026 that orders a refund: due on 10 October, a Saturday that is worked."""
    made = build(tmp_path)
    made.punish(refund_ordered=True)
    return made


def owed(city: City, step: str = STEP) -> str:
    (row,) = [row for row in city.ask("duties", "--case", CASE) if row["step"] == step]
    due_on: str = row["due_on"]
    return due_on


def extend(city: City, until: str, step: str = STEP, status: int = 0):
    words = ("deadline", "extend", CASE, step, "--until", until, "--reason", "涉及境外付款人")
    return city.ask(*words) if status == 0 else city.refused(status, *words)


def test_an_extension_names_its_officer_and_reason_and_counts_its_limit_from_the_first_day(city):
    """30 days at most from 10 October: 9 November, a Monday. In two steps, too: what was given once isn't given again."""
    assert owed(city) == "2026-10-10"
    assert extend(city, "2026-11-10", status=4)["clause"] == "《价格违法行为行政处罚规定》第十六条"
    assert extend(city, "2026-10-30")["duty"]["due_on"] == "2026-10-30"
    refused = extend(city, "2026-11-10", status=4)["message"]
    assert "原期限为 2026-10-10，现期限为 2026-10-30，最迟可延至 2026-11-09" in refused
    assert extend(city, "2026-10-29", status=4)
    assert extend(city, "2026-11-09")["duty"]["due_on"] == owed(city) == "2026-11-09"
    trail = [row for row in city.ask("audit", "trail", city.ask("penalty", "list")[0]["enterprise"]) if row["event"] == "DeadlineExtended"]
    assert [(row["officer"], row["data"]["reason"], row["data"]["until"]) for row in trail] == [
        ("王晓", "涉及境外付款人", "2026-10-30"),
        ("王晓", "涉及境外付款人", "2026-11-09"),
    ]


def test_the_same_extension_again_is_a_repeat(city):
    extend(city, "2026-10-30")
    head = city.head()
    assert extend(city, "2026-10-30")["repeated"] is True
    assert city.head() == head


@pytest.mark.parametrize("step", ["publish-necips", "publish-credit-china-zibo"])
def test_a_limit_of_the_law_is_neither_extended_nor_paused(city, step):
    assert "法律规定" in extend(city, "2026-11-20", step, status=4)["message"]
    words = ("deadline", "pause", CASE, step, "--on", "2026-09-15", "--for", "litigation", "--reason", "诉讼期间")
    assert city.refused(4, *words)["clause"]


def test_a_measure_is_put_off_by_three_months_from_the_day_of_the_meeting_at_most(city):
    city.concluded("--deduct", "5", "--measure", "raise-inspection-rate:customs:2026-10-31")
    october = city.at("2026-10-12")
    (row,) = october.ask("measure", "list")
    words = ("measure", "extend", row["id"], "--department", "customs", "--reason", "需核查境外单证", "--until")
    october.done(*words, "2026-12-31")
    assert "最迟可延至 2027-02-01" in october.refused(4, *words, "2027-02-02")["message"]  # 31 January is a Sunday
    october.done(*words, "2027-01-15")
    assert owed(october, "measure-raise-inspection-rate") == "2027-01-15"
    late = ("deadline", "extend", CASE, "measure-raise-inspection-rate", "--until", "2027-02-02", "--reason", "再延")
    assert "最迟可延至 2027-02-01" in october.refused(4, *late)["message"]


# --- one instant --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("instant", "late"), [("2026-09-20T23:59:59.999999+08:00", False), ("2026-09-21T00:00:00+08:00", True)])
def test_one_instant_serves_display_and_check(city, instant, late):
    """Seven working days from 10 September end on Sunday the 20th, which is worked: at its last microsecond nothing is late yet."""
    step, seen = "publish-credit-china-zibo", city.at(instant)
    (row,) = [row for row in seen.ask("duties", "--case", CASE) if row["step"] == step]
    assert (row["due_on"], row["late"]) == ("2026-09-20", late)
    assert [r["step"] for r in seen.ask("duties", "--overdue", "--case", CASE)] == [step] * late
    told = seen.ask("tick", "--dry-run")
    assert [r["step"] for r in told["overdue" if late else "due"] if r["case"] == CASE] == [step]
    assert ("逾期 1 天" if late else "今天到期") in seen.done("duties", "--case", CASE)
    (drawn,) = [s for s in seen.ask("workflow", "show", "--case", CASE)["steps"] if s["name"] == step]
    assert drawn["state"] == ("late" if late else "running")
    known = city.at("2026-12-01").ask("duties", "--case", CASE, "--known-at", instant)
    assert [r["late"] for r in known if r["step"] == step] == [late]


# --- nothing else moves a deadline --------------------------------------------------------------------------------

OTHER = "淄市监罚〔2025〕2号"
FIRST = day("08-01")


@cache
def books_upto(year: int) -> Books:
    """The books of an office that adopted the years up to one."""
    return rulebook.books(Calendar(y for y in library_years() if y.year <= year), REHEARSAL)


def act_on_other(history: Given, number: int, when: date) -> Given:
    """Something happens about another decision against the same enterprise."""
    acts = (
        lambda e: e.revoke_penalty(c.RevokePenalty(document_no=OTHER, on=when, by="市政府", reason="撤销"), ("necips",), on(when)),
        lambda e: e.fulfil_penalty(c.FulfilPenalty(document_no=OTHER, on=when), on(when)),
        lambda e: e.pause_deadline(pause(STEP, when).model_copy(update={"document_no": OTHER}), on(when)),
        lambda e: e.extend_deadline(c.ExtendDeadline(document_no=OTHER, step=STEP, until=when, reason="忙"), on(when)),
        lambda e: e.file_objection(
            c.FileObjection(document_no=OTHER, kind="publication", on=when, before_whom="市监", grounds="有误"), (), on(when)
        ),
        lambda e: e.rename(c.RenameEnterprise(enterprise=e.identity.code, name=f"改名{number}货代", on=when), on(when)),
    )
    asked = history.when(acts[number % len(acts)])
    return history if asked.refused is not None else asked.and_then()


def act_on_case(history: Given, number: int, when: date) -> Given:
    """An officer moves the clock of the case itself."""
    acts = (
        lambda e: e.pause_deadline(pause(STEP, when), on(when)),
        lambda e: e.resume_deadline(resume(STEP, when), on(when)),
        lambda e: e.extend_deadline(c.ExtendDeadline(document_no=NUMBER, step=STEP, until=when + timedelta(40), reason="忙"), on(when)),
    )
    asked = history.when(acts[number % len(acts)])
    return history if asked.refused is not None else asked.and_then()


def two_cases() -> Given:
    history = given(Enterprise, registration().enterprise).when(lambda e: e.register(registration(), on(FIRST))).and_then()
    for number in (NUMBER, OTHER):
        form = penalty(number, decided_on=FIRST, refund_ordered=True)
        history = history.when(lambda e, f=form: e.log_penalty(f, on(FIRST), known_books())).and_then()
    while asked := Flow(joint_supervision, facts_of(history)).commands(FIRST):
        for command in asked:
            history = history.when(lambda e, f=command: DECISIONS[type(f)](e, f, FIRST)).and_then()
    return history


def deadlines(facts: list[Fact], books: Books, seen: date) -> Iterator[tuple[str, date, bool]]:
    """The open duties of the case, as seen on a day."""
    flow = Flow(joint_supervision, facts, books)
    for duty in joint_supervision.due(flow.state, seen):
        if getattr(duty, "case", None) == NUMBER:
            yield duty.step, duty.due_on, duty.provisional  # type: ignore[union-attr]


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["ask", "ask", "other", "case", "calendar"]), st.integers(0, 11), st.integers(0, 500)),
    min_size=2,
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@over(ACTIONS)
def test_a_deadline_moves_by_an_event_of_its_case_or_of_the_calendar_alone(actions):
    """Asked on days in any order, while things happen to other decisions: a day moves only with the case's own events or the calendar's.

    While its clock stands still a step has no last day yet: what is shown is marked as provisional and lies ahead of the day asked.
    """
    history, year, known, standing = two_cases(), 2025, None, False
    now = FIRST
    for what, number, later in actions:
        match what:
            case "ask":
                seen = FIRST + timedelta(days=later)
                shown = dict[str, tuple[date, bool]]()
                for step, due_on, provisional in deadlines(facts_of(history), books_upto(year), seen):
                    shown[step] = due_on, provisional
                    if standing and step == STEP:
                        assert provisional
                        assert due_on > seen
                still = {step: told for step, told in shown.items() if not (standing and step == STEP)}
                assert known is None or still == known
                known = still
            case "other":
                now += timedelta(days=number)
                history = act_on_other(history, number, now)
            case "case":
                now += timedelta(days=number)
                history = act_on_case(history, number, now)
                standing = (NUMBER, STEP) in history.stream.paused
                known = None
            case "calendar":
                year = 2026 if year == 2025 else 2025
                known = None


def test_the_property_sees_a_deadline_that_moves_by_itself(monkeypatch):
    """A control: a rule that counts from the day asked is found out."""
    true_duty = joint_supervision.duty_of

    def drifting(step, one, case, books, seen, clock=None):
        return true_duty(step, one._replace(since=seen) if step.name == "publish-necips" else one, case, books, seen, clock)

    monkeypatch.setattr(joint_supervision, "duty_of", drifting)
    with pytest.raises(AssertionError):
        test_a_deadline_moves_by_an_event_of_its_case_or_of_the_calendar_alone()


def test_adopting_a_year_moves_a_deadline_and_only_where_it_reaches_into_it():
    """20 working days from Monday 22 December 2025; Sunday 4 January 2026 is worked, the 1st and 2nd are off."""
    facts = facts_of(decided(date(2025, 12, 22)))
    before, after = ({s: (d, p) for s, d, p in deadlines(facts, books_upto(year), date(2025, 12, 23))} for year in (2025, 2026))
    assert (before["publish-credit-china-zibo"], after["publish-credit-china-zibo"]) == (
        (date(2025, 12, 31), False),
        (date(2025, 12, 31), False),
    )
    assert before["publish-necips"] == (date(2026, 1, 19), True)
    assert after["publish-necips"] == (date(2026, 1, 20), False)
