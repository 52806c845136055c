"""What an enterprise may do next: days that an official can check on a calendar, and what earlier steps change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.facts import FORWARDER, NUMBER, facts_of, penalty, punished
from tests.scenario import Given, books, on
from zibo_port.domain.commands import (
    DecideObjection,
    FileObjection,
    FulfilPenalty,
    LogPenalty,
    RecordReceipt,
    RepairPenalty,
    RequestPublication,
    RequestWithdrawal,
    RevokePenalty,
)
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.publications import publication_id
from zibo_port.domain.enterprise_page import Recourse, Shown
from zibo_port.domain.recourse import recourses
from zibo_port.domain.settling import measures, settling
from zibo_port.domain.showing import shown

DECIDED, SERVED = date(2026, 7, 6), date(2026, 7, 8)
NECIPS, CREDIT = publication_id(NUMBER, "necips", 1), publication_id(NUMBER, "credit-china-zibo", 1)
PUBLIC = date(2026, 7, 9)
TODAY = date(2026, 7, 20)


def logged(**changes: Any) -> LogPenalty:
    return penalty(**{"decided_on": DECIDED, "served_on": SERVED} | changes)


def fined(**changes: Any) -> Given:
    return punished(logged(**changes), day=TODAY)


def asked(history: Given, *platforms: str) -> Given:
    for platform in platforms:
        form = RequestPublication(enterprise=FORWARDER, document_no=NUMBER, platform=platform, revision=1, clause="条")
        history = history.when(lambda e, form=form: e.request_publication(form, on(PUBLIC), books())).and_then()
    return history


def accepted(history: Given, *publications: str, day: date = PUBLIC) -> Given:
    for publication in publications:
        form = RecordReceipt(publication=publication, case=NUMBER, accepted="收1", on=day)
        history = history.when(lambda e, form=form: e.record_receipt(form, on(TODAY))).and_then()
    return history


def public(**changes: Any) -> Given:
    """Shown at both credit platforms since 9 July."""
    return accepted(asked(fined(**changes), "necips", "credit-china-zibo"), NECIPS, CREDIT)


def then(history: Given, decide: Callable[[Any], Any]) -> Given:
    return history.when(decide).and_then()


def of(history: Given) -> Enterprise:
    return Enterprise.blank(Enterprise.id_of(FORWARDER)).replay(facts_of(history))


def steps(history: Given, day: date = TODAY) -> dict[str, Recourse]:
    enterprise = of(history)
    found = list(recourses(enterprise, tuple(shown(enterprise, books())), books(), day))
    assert len({step.code for step in found}) == len(found)
    return {step.code: step for step in found}


def places(history: Given) -> dict[str, Shown]:
    return {one.platform: one for one in shown(of(history), books())}


# --- duties and remedies ------------------------------------------------------------------------------------------


def test_fifteen_days_to_pay_and_sixty_to_ask_for_reconsideration_from_service() -> None:
    """8 July + 15 days is Thursday 23 July; + 60 days is Sunday 6 September, so Monday the 7th."""
    found = steps(fined())
    assert (found["pay"].since, found["pay"].until) == (SERVED, date(2026, 7, 23))
    assert (found["reconsideration"].since, found["reconsideration"].until) == (SERVED, date(2026, 9, 7))
    assert "60000 元" in found["pay"].what.zh
    assert "3%" in found["pay"].note.zh
    assert found["pay"].clause == "《中华人民共和国行政处罚法》第六十七条第三款"
    assert "《价格违法行为行政处罚规定》第二十条" in found["reconsideration"].clause
    assert not found["pay"].assumed


@pytest.mark.parametrize(
    ("code", "day", "state"),
    [
        ("pay", date(2026, 7, 7), "later"),
        ("pay", date(2026, 7, 8), "open"),
        ("pay", date(2026, 7, 23), "open"),
        ("pay", date(2026, 7, 24), "overdue"),
        ("reconsideration", date(2026, 9, 7), "open"),
        ("reconsideration", date(2026, 9, 8), "over"),
        ("lawsuit", date(2026, 9, 8), "waiting"),
    ],
)
def test_a_step_is_possible_on_both_of_its_days_and_on_none_beside(code: str, day: date, state: str) -> None:
    assert steps(fined(), day)[code].state(day) == state


def test_without_service_on_record_the_days_are_assumed_from_the_decision() -> None:
    found = steps(fined(served_on=None))
    assert (found["pay"].since, found["pay"].until, found["pay"].assumed) == (DECIDED, date(2026, 7, 21), True)
    assert "送达日期没有登记" in found["pay"].note.zh
    assert "No service is on record" in found["reconsideration"].note.en


def test_price_penalties_go_to_reconsideration_first_and_the_suit_waits_for_its_outcome() -> None:
    before = steps(fined())["lawsuit"]
    assert (before.since, before.until, before.waits) == (None, None, True)
    assert "15 日内" in before.note.zh
    filing = FileObjection(document_no=NUMBER, kind="reconsideration", on=date(2026, 7, 15), before_whom="市人民政府", grounds="不服")
    filed = then(fined(), lambda e: e.file_objection(filing, (), on(TODAY)))
    step = steps(filed)["reconsideration"]
    assert (step.state(TODAY), step.filed_on) == ("filed", date(2026, 7, 15))
    assert "2026-07-15 已向市人民政府提出" in step.note.zh
    [name] = of(filed).objections
    decision = DecideObjection(objection=name, on=TODAY, by="市人民政府", outcome="dismissed", reason="维持")
    decided = then(filed, lambda e: e.decide_objection(decision, on(TODAY)))
    found = steps(decided)
    assert found["reconsideration"].state(TODAY) == "decided"
    assert (found["lawsuit"].since, found["lawsuit"].until, found["lawsuit"].state(TODAY)) == (TODAY, date(2026, 8, 4), "open")


def test_where_no_article_says_otherwise_a_suit_is_open_for_six_months() -> None:
    found = steps(fined(articles=("price-law.42",), gains=None, fine=Decimal(3000)))
    assert found["lawsuit"].until == date(2027, 1, 8)
    assert "以决定书所载为准" in found["lawsuit"].note.zh


def test_an_article_that_no_provision_knows_hides_no_step() -> None:
    found = steps(fined(articles=(), source="import"))
    assert {"pay", "reconsideration", "lawsuit"} <= set(found)


def test_without_a_fine_nothing_is_paid_and_a_refund_is_owed_where_it_was_ordered() -> None:
    found = steps(fined(kinds=("confiscation",), fine=None, gains=Decimal(500), confiscated=Decimal(500), refund_ordered=True))
    assert "pay" not in found
    assert (found["refund"].until, found["refund"].assumed, found["refund"].owed) == (date(2026, 8, 5), True, True)


def test_what_was_fulfilled_is_owed_no_more_and_a_revoked_decision_asks_for_nothing() -> None:
    form = FulfilPenalty(document_no=NUMBER, on=TODAY)
    assert "pay" not in steps(then(public(), lambda e: e.fulfil_penalty(form, on(TODAY))))
    revoked = RevokePenalty(document_no=NUMBER, on=TODAY, by="市人民政府", reason="撤销")
    assert steps(then(public(), lambda e: e.revoke_penalty(revoked, (), on(TODAY)))) == {}


# --- what is shown ------------------------------------------------------------------------------------------------


def test_each_platform_counts_from_its_own_day() -> None:
    """The national system three years from 9 July 2026; Credit China one year from the decision of 6 July, a Tuesday in 2027."""
    found = places(public())
    assert (found["necips"].since, found["necips"].until) == (PUBLIC, date(2029, 7, 9))
    assert (found["credit-china-zibo"].since, found["credit-china-zibo"].until) == (PUBLIC, date(2027, 7, 6))
    assert found["necips"].repairable == date(2027, 1, 9)
    assert found["credit-china-zibo"].repairable == date(2026, 10, 6)
    assert found["necips"].provisional
    assert found["credit-china-zibo"].filed_until == date(2027, 7, 6)
    assert all(one.public and one.clause for one in found.values())


def test_without_a_receipt_a_term_from_publication_has_no_end_and_nothing_is_shown() -> None:
    found = places(asked(fined(), "necips", "credit-china-zibo"))
    assert (found["necips"].until, found["necips"].repairable, found["necips"].public) == (None, None, False)
    assert found["credit-china-zibo"].until == date(2027, 7, 6)
    assert {"correct-data", "objection"}.isdisjoint(steps(asked(fined(), "necips")))
    assert steps(asked(fined(), "necips"))["repair"].state(TODAY) == "waiting"


def test_a_platform_that_follows_is_assumed_and_one_without_a_rule_has_no_term() -> None:
    found = places(asked(fined(), "sanction-provincial", "media"))
    assert (found["sanction-provincial"].until, found["sanction-provincial"].assumed) == (date(2027, 7, 6), True)
    assert (found["media"].until, found["media"].clause, found["media"].filed_until) == (None, "", None)


def test_a_rejected_publication_is_shown_nowhere() -> None:
    form = RecordReceipt(publication=NECIPS, case=NUMBER, rejected="格式不符", on=PUBLIC)
    found = places(then(asked(fined(), "necips"), lambda e: e.record_receipt(form, on(TODAY))))["necips"]
    assert (found.state, found.answer, found.public) == ("rejected", "格式不符", False)
    assert "repair" not in steps(then(asked(fined(), "necips"), lambda e: e.record_receipt(form, on(TODAY))))


def test_it_is_shown_until_the_platform_says_that_it_is_gone() -> None:
    form = RequestWithdrawal(enterprise=FORWARDER, publication=NECIPS, why="inaccurate", clause="条")
    leaving = then(public(), lambda e: e.request_withdrawal(form, on(TODAY)))
    assert (places(leaving)["necips"].state, places(leaving)["necips"].public) == ("withdrawal-requested", True)
    gone = then(leaving, lambda e: e.record_receipt(RecordReceipt(publication=NECIPS, case=NUMBER, accepted="撤1"), on(TODAY)))
    assert (places(gone)["necips"].state, places(gone)["necips"].public) == ("withdrawn", False)


def test_correction_and_objection_are_possible_while_it_is_shown() -> None:
    """Filed on 24 September 2026, before the holidays: three working days end on the 30th, seven on 12 October."""
    found = steps(public(), date(2026, 9, 24))
    for code in ("correct-data", "objection"):
        assert (found[code].since, found[code].until) == (PUBLIC, date(2029, 7, 9))
    assert found["correct-data"].clause == "《市场监督管理行政处罚信息公示规定》第十二条"
    assert found["objection"].clause == "《山东省社会信用条例》第三十九条"
    assert "至迟 2026-09-30、2026-10-12 答复" in found["objection"].note.zh
    assert not found["objection"].provisional
    assert steps(public(), date(2026, 12, 29))["objection"].provisional


def test_an_objection_that_was_decided_may_be_raised_again() -> None:
    filing = FileObjection(document_no=NUMBER, kind="publication", on=TODAY, before_whom="市市场监管局", grounds="有误")
    filed = then(public(), lambda e: e.file_objection(filing, (), on(TODAY)))
    assert steps(filed)["objection"].state(TODAY) == "filed"
    [name] = of(filed).objections
    decision = DecideObjection(objection=name, on=TODAY, by="市市场监管局", outcome="dismissed", reason="无误")
    again = steps(then(filed, lambda e: e.decide_objection(decision, on(TODAY))))["objection"]
    assert again.state(TODAY) == "open"
    assert "2026-07-20 办结" in again.note.zh


def test_repair_is_possible_from_the_day_that_the_rules_of_repair_allow_it() -> None:
    """The page and `penalty repair` agree on the first day: 9 January 2027, when the national system's six months are full."""
    done = then(public(), lambda e: e.fulfil_penalty(FulfilPenalty(document_no=NUMBER, on=TODAY), on(TODAY)))
    step = steps(done)["repair"]
    assert (step.since, step.until) == (date(2027, 1, 9), date(2029, 7, 9))
    assert step.state(date(2027, 1, 8)) == "later"
    assert step.state(date(2027, 1, 9)) == "open"
    assert "“信用中国（山东淄博）”网站 2026-10-06 起" in step.note.zh
    for day, refused in ((date(2027, 1, 8), True), (date(2027, 1, 9), False)):
        form = RepairPenalty(document_no=NUMBER, on=day, by="市市场监管局", reason="已履行")
        tried = done.when(lambda e, form=form, day=day: e.repair_penalty(form, (), on(day), books()))
        assert (tried.refused is not None) is refused
    form = RepairPenalty(document_no=NUMBER, on=date(2027, 1, 9), by="市市场监管局", reason="已履行")
    assert "repair" not in steps(then(done, lambda e: e.repair_penalty(form, (), on(date(2027, 1, 9)), books())))


def test_before_fulfilment_repair_waits_and_some_kinds_are_never_repaired() -> None:
    step = steps(public())["repair"]
    assert step.state(date(2027, 6, 1)) == "waiting"
    assert step.note.zh.startswith("尚未登记履行完毕")
    barred = steps(public(severity="serious", kinds=("fine", "business-suspension"), departure="试"))["repair"]
    assert barred.state(TODAY) == "never"
    assert barred.clause == "《市场监督管理行政处罚信息公示规定》第十四条第三款"


def test_a_decision_that_is_not_published_has_remedies_alone() -> None:
    found = steps(fined(kinds=("warning",), fine=None, articles=("price-regulation.14",), gains=None))
    assert set(found) == {"reconsideration", "lawsuit"}


# --- the quarter --------------------------------------------------------------------------------------------------


def test_complaints_that_are_not_resolved_can_be_settled() -> None:
    from tests.domain.scoring_books import Q3, complained
    from zibo_port.domain.evidence import Evidence

    open_, resolved = complained(date(2026, 8, 3), 1, resolved=False), complained(date(2026, 8, 4), 2, on_initiative=False)
    later = complained(date(2026, 10, 1), 3, resolved=False)
    [step] = settling(Evidence(complaints=(resolved, open_, later)), Q3, closed=False)
    assert (step.about, step.since, step.until) == (open_.reference, date(2026, 8, 3), None)
    assert "封账前" in step.note.zh
    [after] = settling(Evidence(complaints=(open_,)), Q3, closed=True)
    assert "重述" in after.note.zh


def test_measures_are_seen_through_by_their_day() -> None:
    from zibo_port.domain.duty import Duty
    from zibo_port.domain.errors import Text

    def duty(step: str, **more: Any) -> Duty:
        said = {
            "case": NUMBER,
            "department": "customs",
            "since": DECIDED,
            "due_on": date(2026, 9, 15),
            "provisional": False,
            "assumed": False,
        }
        return Duty(step=step, clause="条", **said | more)

    names = {"raise-inspection-rate": Text("适当提高抽查比例", "more spot checks")}
    duties = [duty("measure-raise-inspection-rate"), duty("consult"), duty("measure-other", done_on=date(2026, 7, 10))]
    [step] = measures(duties, names, TODAY)
    assert "淄博海关" in step.what.zh
    assert "适当提高抽查比例" in step.what.zh
    assert (step.until, step.state(step.until), step.state(step.until + timedelta(days=1))) == (date(2026, 9, 15), "open", "overdue")
    assert [s.what.zh for s in measures(duties, {}, date(2026, 7, 9))] == [
        "配合淄博海关完成措施：raise-inspection-rate",
        "配合淄博海关完成措施：other",
    ]
