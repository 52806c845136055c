"""Every time limit of the law that bears on a case, on days that an official can check by hand.

Days of 2025 around the National Day: 1 to 8 October are off, Sunday 28 September and Saturday 11 October are worked instead
(国办发明电〔2024〕12号). The day on which a period starts isn't counted; what the Penalty Law gives in two, three, five or seven
days are working days (article 85); a period of other days, months or years that ends on a day off ends on the next working day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

import pytest

from tests.facts import FORWARDER, NUMBER, facts_of, penalty, registration
from tests.scenario import Flow, Given, books, given, on
from tests.workflows.test_reviewed_cases import settled
from zibo_port.domain import commands as c
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Refused
from zibo_port.domain.notices import notices
from zibo_port.domain.recourse import recourses
from zibo_port.domain.showing import shown
from zibo_port.workflows import joint_supervision

BEIJING: Final = "91110105MADEM0011A"
"""A fictional company whose credit code is of another province."""

PENALTY_LAW = "《中华人民共和国行政处罚法》"
ORDER_45 = "《市场监督管理行政处罚信息公示规定》"


def day(text: str) -> date:
    """A day of 2025 as month and day."""
    return date.fromisoformat(f"2025-{text}")


# --- histories ----------------------------------------------------------------------------------------------------


def decided(start: date, code: str = FORWARDER, **changes: Any) -> Given:
    """A decision of a day, logged and opened on that day."""
    history = given(Enterprise, code).when(lambda e: e.register(registration(code), on(start))).and_then()
    form = penalty(enterprise=code, decided_on=start, **changes)
    return settled(history.when(lambda e: e.log_penalty(form, on(form.served_on or start), books())).and_then(), start)


def elsewhere(start: date) -> Given:
    """The same against a company of another province."""
    return decided(start, BEIJING)


def refunding(start: date) -> Given:
    """A decision that orders a refund."""
    return decided(start, refund_ordered=True)


def public(start: date, accepted: date) -> Given:
    """A decision that both credit platforms have shown since a day."""
    history = decided(start)
    for name in history.stream.publications:
        form = c.RecordReceipt(publication=name, case=NUMBER, accepted=f"H-{name}", on=accepted)
        history = history.when(lambda e, f=form: e.record_receipt(f, on(accepted))).and_then()
    return history


SHOWN = ("necips", "credit-china-zibo")
MAYOR = {"by": "淄博市人民政府", "reason": "主要证据不足"}
JULY: Final = date(2025, 7, 1)


def revoked(start: date) -> Given:
    """A decision that was shown and was revoked on a day."""
    form = c.RevokePenalty(document_no=NUMBER, on=start, **MAYOR)
    return settled(public(JULY, JULY).when(lambda e: e.revoke_penalty(form, SHOWN, on(start))).and_then(), start)


def varied(start: date) -> Given:
    """A decision that was shown and was varied on a day: its old text must go."""
    form = c.VaryPenalty(
        **penalty(decided_on=JULY, fine=Decimal(50000)).model_dump(exclude={"source", "notes"}),
        on=start,
        by="淄博市人民政府",
        reason="减轻",
    )
    return settled(public(JULY, JULY).when(lambda e: e.vary_penalty(form, SHOWN, on(start), books())).and_then(), start)


def reviewed(start: date) -> Given:
    """A reconsideration that ended on a day and varied the decision: its new text is to be recorded."""
    return objected(start, "reconsideration", c.DecideObjection(objection="", on=start, outcome="varied", **MAYOR))


def objected(start: date, kind: str = "publication", answer: c.DecideObjection | None = None) -> Given:
    """An objection of a day, and its outcome."""
    form = c.FileObjection(document_no=NUMBER, kind=kind, on=start, before_whom="淄博市人民政府", grounds="金额有误")
    history = decided(JULY).when(lambda e: e.file_objection(form, (), on(start))).and_then()
    if answer is not None:
        answered = answer.model_copy(update={"objection": next(iter(history.stream.objections))})
        history = history.when(lambda e: e.decide_objection(answered, on(start))).and_then()
    return settled(history, start)


def repaired(start: date) -> Given:
    """A decision of the first of March 2025 that was fulfilled, and whose party's credit was repaired on a day."""
    march = day("03-03")
    fulfilment = c.FulfilPenalty(document_no=NUMBER, on=march)
    form = c.RepairPenalty(document_no=NUMBER, on=start, by="淄博市市场监督管理局", reason="已履行并作出信用承诺")
    history = public(march, march).when(lambda e: e.fulfil_penalty(fulfilment, on(start))).and_then()
    return settled(history.when(lambda e: e.repair_penalty(form, SHOWN, on(start), books())).and_then(), start)


# --- what departments owe -----------------------------------------------------------------------------------------


class Limit(NamedTuple):
    """A limit as it bears on a case: its period's name, the duty's step, the day it starts, the last day, why, and the clause."""

    period: str
    step: str
    start: str
    due: str
    history: Callable[[date], Given]
    clause: str


OWED = (
    # 22–26 September (5), Sunday 28 (6), 29, 30 (8), 9, 10, Saturday 11 October (11), 13–17 (16), 20–23 (20)
    Limit("publish-necips", "publish-necips", "09-19", "10-23", decided, f"{ORDER_45}第九条"),
    # Sunday 28 September (1), 29, 30 (3), 9, 10, 11 October (6), 13–17 (11), 20–24 (16), 27–30 (20)
    Limit("publish-necips", "publish-necips", "09-26", "10-30", decided, f"{ORDER_45}第九条"),
    # another province: 22–26 September (5), Sunday 28 (6), 29, 30 (8), 9, 10 October (10)
    Limit("cross-province-push", "publish-necips", "09-19", "10-10", elsewhere, f"{ORDER_45}第十条"),
    # the make-up Saturday counts: Sunday 28 (1), 29, 30 September (3), 9, 10, 11, 13 October (7)
    Limit("publish-credit-china-zibo", "publish-credit-china-zibo", "09-26", "10-13", decided, "信用信息公示工作的指导意见"),
    Limit("publish-credit-china-zibo", "publish-credit-china-zibo", "09-19", "09-29", decided, "信用信息公示工作的指导意见"),
    # decided on the last day before the holidays: 9, 10, Saturday 11 October
    Limit("withdraw", "withdraw-necips", "09-30", "10-11", revoked, f"{ORDER_45}第十一条"),
    # on a Saturday that is off: Sunday 28 (1), 29, 30 September
    Limit("withdraw", "withdraw-credit-china-zibo", "09-27", "09-30", revoked, f"{PENALTY_LAW}第四十八条第二款"),
    # during the holidays: the same three days as from 30 September
    Limit("withdraw", "withdraw-necips", "10-03", "10-11", varied, f"{ORDER_45}第十一条"),
    # 10, 11, 13 October
    Limit("withdraw", "record-variation", "10-09", "10-13", reviewed, f"{PENALTY_LAW}第四十八条第二款"),
    # 30 September, 9, 10 October
    Limit("objection", "answer-objection", "09-29", "10-10", objected, "《山东省社会信用条例》第三十九条"),
    # 9, 10, 11 October
    Limit("early-stop-end", "end-necips", "09-30", "10-11", repaired, "《市场监督管理信用修复管理办法》"),
    Limit("repair-sync", "end-credit-china-zibo", "09-30", "10-11", repaired, "信用信息修复管理办法"),
    # calendar days: the 30th is 1 October, which is off, so Thursday the 9th
    Limit("refund-check", "refund-check", "09-01", "10-09", refunding, "《价格违法行为行政处罚规定》第十六条"),
    # the 30th is Saturday 11 October, which is worked
    Limit("refund-check", "refund-check", "09-11", "10-11", refunding, "《价格违法行为行政处罚规定》第十六条"),
    # the 30th is Sunday 12 October, so Monday the 13th
    Limit("refund-check", "refund-check", "09-12", "10-13", refunding, "《价格违法行为行政处罚规定》第十六条"),
    # the 30th is Sunday 28 September, which is worked
    Limit("refund-check", "refund-check", "08-29", "09-28", refunding, "《价格违法行为行政处罚规定》第十六条"),
)


@pytest.mark.parametrize("limit", OWED, ids=lambda limit: f"{limit.step}-{limit.start}")
def test_a_duty_is_due_on_the_last_day_of_its_limit_and_late_on_the_next(limit):
    start, due = day(limit.start), day(limit.due)
    flow = Flow(joint_supervision, facts_of(limit.history(start)))
    for seen in (start, due, due + timedelta(days=1)):
        duty = flow.duties(seen)[limit.step]
        assert (duty.since, duty.due_on, duty.provisional) == (start, due, False)
        assert duty.late(seen) == (seen > due)
        assert limit.clause in duty.clause


def test_a_consultation_is_due_on_the_20th_of_the_next_quarters_first_month_and_says_that_it_is_assumed():
    duty = Flow(joint_supervision, facts_of(decided(day("09-26")))).duties(day("09-26"))["consult"]
    assert (duty.due_on, duty.assumed) == (day("10-20"), True)
    duty = Flow(joint_supervision, facts_of(decided(day("10-09")))).duties(day("10-09"))["consult"]
    assert duty.due_on == date(2026, 1, 20)


@pytest.mark.parametrize(("done_on", "late"), [("10-13", False), ("10-14", True)])
def test_an_act_done_in_time_and_recorded_late_is_in_time(done_on, late):
    """Credit China by 13 October; the receipt states its day and is recorded on 1 December."""
    recorded = date(2025, 12, 1)
    history = decided(day("09-26"))
    (name,) = [n for n, asked in history.stream.publications.items() if asked.platform == "credit-china-zibo"]
    form = c.RecordReceipt(publication=name, case=NUMBER, accepted="H-1", on=day(done_on))
    history = history.when(lambda e: e.record_receipt(form, on(recorded))).and_then()
    duty = Flow(joint_supervision, facts_of(history)).duties(recorded)["publish-credit-china-zibo"]
    assert (duty.done_on, duty.late(recorded), duty.late(day("10-14"))) == (day(done_on), late, late)


# --- what the party has time for ----------------------------------------------------------------------------------

AFTER = date(2025, 12, 1)


def recourse(history: Given) -> dict[str, Any]:
    enterprise = Enterprise.blank(history.stream.id).replay(facts_of(history))
    return {r.code: r for r in recourses(enterprise, tuple(shown(enterprise, books())), books(), AFTER)}


def served(start: date, **changes: Any) -> Given:
    return decided(start - timedelta(days=2), served_on=start, **changes)


OPEN = (
    # the 15th day is 2 October, off: Thursday the 9th
    ("pay", "pay", "09-17", "10-09", served, f"{PENALTY_LAW}第六十七条第三款"),
    # the 15th day is Sunday 28 September, which is worked
    ("pay", "pay", "09-13", "09-28", served, f"{PENALTY_LAW}第六十七条第三款"),
    # the 60th day after Sunday 3 August is Thursday 2 October: the 9th
    ("reconsider", "reconsideration", "08-03", "10-09", served, "《中华人民共和国行政复议法》第二十条"),
    # 15 days after the decision on reconsideration of 20 September is Sunday 5 October: the 9th
    (
        "sue-after-reconsideration",
        "lawsuit",
        "09-20",
        "10-09",
        lambda start: objected(start, "reconsideration", c.DecideObjection(objection="", on=start, outcome="dismissed", **MAYOR)),
        "《中华人民共和国行政诉讼法》第四十五条",
    ),
    # six months after 2 April is 2 October: the 9th; the Law itself doesn't ask for reconsideration first
    (
        "sue-direct",
        "lawsuit",
        "04-02",
        "10-09",
        lambda start: served(start, articles=("price-law.42",), gains=None, fine=Decimal(5000)),
        "《中华人民共和国行政诉讼法》第四十六条",
    ),
)


@pytest.mark.parametrize(("period", "step", "start", "until", "history", "clause"), OPEN)
def test_the_party_has_time_until_the_last_day_of_its_period(period, step, start, until, history, clause):
    assert books().provisions.period(period, day(start)).count
    found = recourse(history(day(start)))[step]
    assert (found.since, found.until, found.provisional) == (day(start), day(until), False)
    assert clause in found.clause


@pytest.mark.parametrize(("asked", "allowed"), [("10-29", False), ("10-30", True)])
def test_publication_may_end_early_six_months_after_it_began(asked, allowed):
    """Order 45, article 14: shown since 30 April 2025, so from 30 October on; a least time doesn't roll."""
    began, repair = day("04-30"), c.RepairPenalty(document_no=NUMBER, on=day(asked), by="淄博市市场监督管理局", reason="已履行")
    assert books().provisions.period("early-stop-necips", began).count == 6
    history = public(began, began).when(lambda e: e.fulfil_penalty(c.FulfilPenalty(document_no=NUMBER, on=began), on(AFTER))).and_then()
    done = history.when(lambda e: e.repair_penalty(repair, SHOWN, on(AFTER), books()))
    if allowed:
        done.then(Enterprise.PenaltyRepaired)
    else:
        assert done.then_refused(Refused, "2025-10-30").clause is not None


def test_publication_ends_three_years_after_it_began():
    """Order 45, article 13: shown since Monday 29 September 2025, until Friday 29 September 2028 (2028 isn't adopted yet)."""
    enterprise = Enterprise.blank(Enterprise.id_of(FORWARDER)).replay(facts_of(public(day("09-26"), day("09-29"))))
    found = {one.platform: one for one in shown(enterprise, books())}
    assert (found["necips"].until, found["necips"].provisional) == (date(2028, 9, 29), True)


# --- what a decision's own days tell ------------------------------------------------------------------------------


def told(**changes: Any) -> dict[str, Any]:
    form = penalty(**changes)
    history = given(Enterprise, FORWARDER).when(lambda e: e.register(registration(), on(AFTER))).and_then()
    (logged,) = history.when(lambda e: e.log_penalty(form, on(AFTER), books())).then(Enterprise.PenaltyLogged)
    return {w.code: w for w in notices(logged, books())}  # type: ignore[arg-type]


@pytest.mark.parametrize(("decided_on", "late"), [("10-09", False), ("10-10", True)])
def test_a_decision_more_than_ninety_days_after_the_filing_is_pointed_out(decided_on, late):
    """Article 60: 3 July + 90 days is 1 October, which is off: in time until the 9th. An extension is possible, so it is no fault."""
    found = told(filed_on=day("07-03"), decided_on=day(decided_on)).get("decided-late")
    assert (found is not None) == late
    if found is not None:
        assert (found.clause, found.fault) == (f"{PENALTY_LAW}第六十条", False)
        assert "末日为 2025-10-09，实为 2025-10-10" in found.message.zh
        assert "30日" in found.message.zh


@pytest.mark.parametrize(("served_on", "late"), [("10-13", False), ("10-14", True)])
def test_a_decision_served_more_than_seven_working_days_later_is_pointed_out(served_on, late):
    """Articles 61 and 85: from Friday 26 September 28, 29, 30, 9, 10, 11 and 13 October."""
    found = told(decided_on=day("09-26"), served_on=day(served_on)).get("served-late")
    assert (found is not None) == late
    if found is not None:
        assert (found.clause, found.fault) == (f"{PENALTY_LAW}第六十一条、第八十五条", False)


def test_without_those_days_nothing_is_pointed_out():
    assert not {"decided-late", "served-late"} & set(told(decided_on=day("09-26")))


# --- limits of what isn't recorded here ---------------------------------------------------------------------------

COUNTED = (
    # before the decision, in the regulator's own file
    ("file-case", "09-19", "10-16"),  # 15 working days: 22–26 September (5), 28–30 (8), 9–11 October (11), 13–16 (15)
    ("registered-goods", "09-26", "10-13"),  # 7: 28, 29, 30 September, 9, 10, 11, 13 October
    ("hearing-request", "09-26", "10-10"),  # 5: 28, 29, 30 September, 9, 10 October
    ("hearing-notice", "09-26", "10-13"),  # 7, as above
    ("decide-extension", "10-09", "11-10"),  # 30 days more: Saturday 8 November, so Monday the 10th
    ("discovery", "06-05", "2027-06-07"),  # two years: 5 June 2027 is a Saturday
    ("discovery-harmful", "06-05", "2030-06-05"),  # five years, a Wednesday
    # of others: the other province's regulator, the government that reconsiders, the regulator against who doesn't pay
    ("cross-province-publish", "09-26", "10-16"),  # 10: 28–30 September (3), 9–11 October (6), 13–16 (10)
    ("reconsideration-decision", "08-04", "10-09"),  # 60 days: 3 October
    ("reconsideration-extension", "09-08", "10-09"),  # 30 days more: 8 October
    ("demand", "09-26", "10-16"),  # 10 working days
    ("enforce", "07-05", "10-09"),  # three months: 5 October
    ("early-stop-decide", "09-19", "10-16"),  # 15 working days
    ("early-stop-necips-special", "04-30", "2026-04-30"),  # twelve months
    ("objection-assisted", "09-26", "10-13"),  # 7 working days
    ("max-disclosure", "06-05", "2030-06-05"),  # five years
)


@pytest.mark.parametrize(("name", "start", "last"), COUNTED)
def test_a_limit_that_others_keep_is_known_and_counted_in_the_same_way(name, start, last):
    period = books().provisions.period(name, day(start))
    assert books().calendar.count(day(start), period.count, period.unit).on == (date.fromisoformat(last) if len(last) > 5 else day(last))


OF_THE_OFFICE = {
    "push-sanction": "the notice, by analogy with 双公示",
    "acknowledge": "the notice",
    "publish-results": "the notice",
    "escalate": "the notice",
    "remind-before": "the notice",
    "call-notice": "the notice",
    "extend-consult": "how long a step may be put off",
    "extend-refund-check": "how long a step may be put off",
    "extend-measure": "how long a step may be put off",
    "assign-price-complaint": "complaints, no case",
    "answer-price-complaint": "complaints, no case",
    "assign-price-complaint-emergency": "complaints, no case",
    "answer-price-complaint-emergency": "complaints, no case",
}
"""Periods of no law about a case; other tests look after them."""


def test_no_period_of_the_rules_is_without_a_day_that_was_checked_by_hand():
    tested = {limit.period for limit in OWED} | {row[0] for row in OPEN} | {row[0] for row in COUNTED}
    tested |= {"early-stop-necips", "decide", "serve"}
    assert {period.name for period in books().provisions.periods()} - tested - set(OF_THE_OFFICE) == set()
    assert not tested & set(OF_THE_OFFICE)


def test_two_three_five_and_seven_days_of_the_penalty_law_are_working_days():
    """Article 85; its 15 and 90 days are calendar days."""
    of_law = [p for p in books().provisions.periods() if p.clause.startswith(PENALTY_LAW) and p.unit.endswith("days")]
    assert {p.count for p in of_law} >= {5, 7, 15, 90}
    for period in of_law:
        assert (period.unit == "working-days") == (period.count in {2, 3, 5, 7}), period.name
