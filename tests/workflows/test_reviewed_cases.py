"""Cases that can go wrong and still end right: revoked, varied, repaired, objected to, paused, extended, migrated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from tests.domain.test_reviews import concluded, fulfilled, repair, revocation
from tests.facts import FORWARDER, NUMBER, facts_of, penalty, punished
from tests.scenario import Flow, Given, books, on
from zibo_port.domain import commands as c
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Refused
from zibo_port.domain.periods import Quarter
from zibo_port.domain.standing import evidence_of
from zibo_port.domain.steps import Step
from zibo_port.workflows import joint_supervision
from zibo_port.workflows.joint_supervision import steps

DAY = date(2026, 12, 1)

DECISIONS = {
    c.OpenCase: lambda e, f, day: e.open_case(f, on(day), joint_supervision.NAME, joint_supervision.VERSION),
    c.RequestPublication: lambda e, f, day: e.request_publication(f, on(day), books()),
    c.RequestWithdrawal: lambda e, f, day: e.request_withdrawal(f, on(day)),
    c.CancelDeduction: lambda e, f, day: e.cancel_deductions(f.document_no, f.on, f.why, on(day)),
    c.LiftMeasure: lambda e, f, day: e.lift_measures(f.document_no, f.on, f.why, on(day)),
}


def flow(history: Given) -> Flow:
    return Flow(joint_supervision, facts_of(history))


def settled(history: Given, day: date = DAY) -> Given:
    """The history after the engine did all that it is asked to do."""
    for _ in range(8):
        asked = flow(history).commands(day)
        if not asked:
            return history
        for command in asked:
            history = history.when(lambda e, f=command: DECISIONS[type(f)](e, f, day)).and_then()
    raise AssertionError(asked)


def duties(history: Given, day: date = DAY) -> dict[str, tuple[date, date | None]]:
    return {name: (duty.due_on, duty.done_on) for name, duty in flow(history).duties(day).items()}


def shown(history: Given, *platforms: str) -> Given:
    """What the platforms accepted, on the first of December."""
    for name, asked in list(history.stream.publications.items()):
        if asked.platform in platforms:
            form = c.RecordReceipt(publication=name, case=NUMBER, accepted=f"H-{asked.platform}", on=DAY)
            history = history.when(lambda e, f=form: e.record_receipt(f, on(DAY))).and_then()
    return history


def revoked(history: Given, *shown_at: str) -> Given:
    return history.when(lambda e: e.revoke_penalty(revocation(), shown_at, on(DAY))).and_then()


# --- revoked ------------------------------------------------------------------------------------------------------


def test_a_revoked_decision_is_withdrawn_within_three_working_days_where_it_was_shown():
    """Order 45, article 11; 2026-12-01 is a Tuesday: the 2nd, 3rd and 4th."""
    history = settled(revoked(shown(settled(concluded()), "necips", "credit-china-zibo"), "necips", "credit-china-zibo"))
    owed = duties(history)
    assert owed["withdraw-necips"] == owed["withdraw-credit-china-zibo"] == (date(2026, 12, 4), None)


def test_what_was_handed_over_nowhere_is_not_withdrawn_and_not_published():
    history = settled(revoked(settled(punished())))
    assert [name for name in duties(history) if name.startswith(("withdraw", "publish"))] == []


def sent_back(history: Given, platform: str) -> Given:
    """What a platform rejected."""
    name = next(name for name, asked in history.stream.publications.items() if asked.platform == platform)
    form = c.RecordReceipt(publication=name, case=NUMBER, rejected="栏目不全", on=DAY)
    return history.when(lambda e: e.record_receipt(form, on(DAY))).and_then()


def corrected(history: Given) -> Given:
    form = c.CorrectPenalty(**penalty(fine=Decimal(70000)).model_dump(exclude={"source", "notes"}), reason="金额录错")
    return history.when(lambda e: e.correct_penalty(form, on(DAY), books())).and_then()


def test_what_a_platform_rejected_before_a_correction_is_not_withdrawn_there_and_stands_in_nothings_way():
    history = corrected(sent_back(settled(concluded()), "necips"))
    history = settled(shown(settled(history), "credit-china-zibo"))
    accepted = [name for name, asked in history.stream.publications.items() if asked.platform == "necips" and asked.revision == 2]
    form = c.RecordReceipt(publication=accepted[0], case=NUMBER, accepted="H-necips", on=DAY)
    history = history.when(lambda e: e.record_receipt(form, on(DAY))).and_then()
    history = settled(revoked(history, "necips"))
    assert [p.publication for p in history.stream.publications.values() if p.state == "withdrawal-requested"] == accepted
    assert duties(history)["withdraw-necips"] == (date(2026, 12, 4), None)
    assert history.stream.deductions == []


def test_what_a_platform_rejects_before_the_engine_asked_for_its_withdrawal_is_not_withdrawn():
    history = settled(sent_back(revoked(settled(punished()), "necips"), "necips"))
    assert [name for name in duties(history) if name.startswith("withdraw")] == []


@pytest.mark.parametrize("rejected_first", [False, True])
def test_what_a_platform_accepts_after_the_decision_was_revoked_is_withdrawn(rejected_first):
    history = settled(revoked(settled(punished())))
    history = settled(shown(sent_back(history, "necips") if rejected_first else history, "necips"))
    assert duties(history)["withdraw-necips"] == (date(2026, 12, 4), None)


def test_an_old_text_that_a_platform_accepts_after_the_decision_was_varied_is_withdrawn_and_the_new_one_stays():
    form = c.VaryPenalty(**penalty(fine=Decimal(50000)).model_dump(exclude={"source", "notes"}), on=DAY, by="淄博市人民政府", reason="减轻")
    history = settled(settled(punished()).when(lambda e: e.vary_penalty(form, (), on(DAY), books())).and_then())
    history = settled(shown(history, "necips"))
    states = {p.revision: p.state for p in history.stream.publications.values() if p.platform == "necips"}
    assert states == {1: "withdrawal-requested", 2: "accepted"}


def test_points_and_measures_of_a_revoked_decision_are_taken_back_once():
    history = settled(revoked(settled(concluded())))
    assert (history.stream.deductions, history.stream.measures) == ([], [])
    kinds = [type(f).__name__ for f in facts_of(history)]
    assert (kinds.count("DeductionCancelled"), kinds.count("MeasureLifted")) == (1, 1)
    assert flow(history).commands(DAY) == []


@pytest.mark.parametrize("done", range(5))
def test_after_a_crash_between_its_steps_only_what_is_missing_is_asked(done):
    history = revoked(shown(settled(concluded()), "necips", "credit-china-zibo"), "necips", "credit-china-zibo")
    asked = flow(history).commands(DAY)
    assert len(asked) == 4
    for command in asked[:done]:
        history = history.when(lambda e, f=command: DECISIONS[type(f)](e, f, DAY)).and_then()
    assert flow(history).commands(DAY) == asked[done:]


def test_an_open_case_of_a_revoked_decision_waits_for_no_meeting():
    assert "consult" not in duties(settled(revoked(settled(punished()))))
    assert duties(settled(revoked(settled(concluded()))))["consult"][1] == date(2026, 11, 24)


# --- varied and repaired ------------------------------------------------------------------------------------------


def test_a_varied_decision_is_withdrawn_in_its_old_text_published_in_its_new_one_and_consulted_on_anew():
    form = c.VaryPenalty(**penalty(fine=Decimal(50000)).model_dump(exclude={"source", "notes"}), on=DAY, by="淄博市人民政府", reason="减轻")
    history = shown(settled(concluded()), "necips")
    history = settled(history.when(lambda e: e.vary_penalty(form, ("necips",), on(DAY), books())).and_then())
    owed = duties(history)
    assert owed["withdraw-necips"] == (date(2026, 12, 4), None)
    assert owed["publish-necips"][1] is None
    assert owed["consult"] == (date(2027, 1, 20), None)
    assert sorted((p.platform, p.revision) for p in history.stream.publications.values()) == [
        ("credit-china-zibo", 1),
        ("credit-china-zibo", 2),
        ("necips", 1),
        ("necips", 2),
    ]


def test_after_a_repair_publication_ends_and_measures_are_lifted_but_points_stay():
    history = fulfilled(shown(settled(concluded()), "necips", "credit-china-zibo"))
    day = date(2027, 6, 1)
    history = history.when(lambda e: e.repair_penalty(repair(day), ("necips", "credit-china-zibo"), on(day), books())).and_then()
    history = settled(history, day)
    owed = duties(history, day)
    assert owed["end-necips"] == (date(2027, 6, 4), None)
    assert owed["end-credit-china-zibo"] == (date(2027, 6, 4), None)
    assert [d.points for d in history.stream.deductions] == [Decimal(5)]
    assert history.stream.measures == []


# --- objections ---------------------------------------------------------------------------------------------------


def test_an_objection_to_publication_is_answered_within_three_working_days():
    form = c.FileObjection(document_no=NUMBER, kind="publication", on=DAY, before_whom="淄博市市场监督管理局", grounds="金额有误")
    history = settled(punished().when(lambda e: e.file_objection(form, (), on(DAY))).and_then())
    assert duties(history)["answer-objection"] == (date(2026, 12, 4), None)
    (name,) = history.stream.objections
    answer = c.DecideObjection(objection=name, on=DAY, by="淄博市市场监督管理局", outcome="dismissed", reason="金额无误")
    assert duties(history.when(lambda e: e.decide_objection(answer, on(DAY))).and_then())["answer-objection"][1] == DAY


# --- clocks -------------------------------------------------------------------------------------------------------


def moved(history: Given, form: object, day: date) -> Given:
    name = {c.PauseDeadline: "pause_deadline", c.ResumeDeadline: "resume_deadline", c.ExtendDeadline: "extend_deadline"}[type(form)]
    return history.when(lambda e: getattr(e, name)(form, on(day))).and_then()


def refunding() -> Given:
    """A refund was ordered on 2026-11-20; it is to be checked within the period that the rules set."""
    return settled(punished(penalty(refund_ordered=True)))


def pause(step: str, day: date) -> c.PauseDeadline:
    return c.PauseDeadline(document_no=NUMBER, step=step, on=day, why="reconsideration", reason="复议期间")


def resume(step: str, day: date) -> c.ResumeDeadline:
    return c.ResumeDeadline(document_no=NUMBER, step=step, on=day, reason="复议已决定")


def test_a_clock_that_stands_still_moves_its_deadline_on_and_is_never_late():
    history = refunding()
    (before, _), day = duties(history)["refund-check"], date(2026, 11, 30)
    history = moved(history, pause("refund-check", day), day)
    for seen in (day, date(2026, 12, 15), date(2027, 3, 1)):
        duty = flow(history).duties(seen)["refund-check"]
        assert duty.provisional
        assert not duty.late(seen)
        assert duty.due_on >= before


def test_when_it_goes_on_what_was_left_is_counted_from_there():
    """30 calendar days from 2026-11-20; ten had passed on the 30th, so twenty are left from 2026-12-10."""
    history = moved(
        moved(refunding(), pause("refund-check", date(2026, 11, 30)), date(2026, 11, 30)),
        resume("refund-check", date(2026, 12, 10)),
        date(2026, 12, 10),
    )
    period = books().provisions.period("refund-check", date(2026, 11, 20))
    assert (period.count, period.unit) == (30, "calendar-days")
    duty = flow(history).duties(date(2026, 12, 10))["refund-check"]
    assert (duty.due_on, duty.provisional) == (date(2026, 12, 30), False)


def test_a_clock_that_goes_on_already_is_not_started_again_but_on_another_day_it_is_refused():
    day = date(2026, 12, 10)
    history = moved(moved(refunding(), pause("refund-check", date(2026, 11, 30)), date(2026, 11, 30)), resume("refund-check", day), day)
    history.when(lambda e: e.resume_deadline(resume("refund-check", day), on(day))).then_nothing()
    other = date(2026, 12, 11)
    history.when(lambda e: e.resume_deadline(resume("refund-check", other), on(other))).then_refused(Refused, "没有中止")


def test_working_days_that_passed_before_a_pause_are_not_counted_again():
    calendar = books().calendar
    assert calendar.elapsed(date(2026, 9, 24), date(2026, 10, 12), "working-days") == 7
    assert calendar.elapsed(date(2026, 9, 24), date(2026, 9, 24), "working-days") == 0
    assert calendar.elapsed(date(2026, 1, 31), date(2026, 2, 28), "months") == 1
    assert calendar.elapsed(date(2026, 1, 31), date(2027, 1, 30), "years") == 0


def test_an_extended_step_is_due_on_the_day_it_was_extended_to():
    until = date(2027, 3, 31)
    form = c.ExtendDeadline(document_no=NUMBER, step="measure-raise-inspection-rate", until=until, reason="需核查境外单证")
    assert duties(moved(settled(concluded()), form, DAY))["measure-raise-inspection-rate"] == (until, None)


# --- versions -----------------------------------------------------------------------------------------------------


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version in which the credit site has as long as the national system."""

    def slower(step: Step) -> Step:
        from dataclasses import replace

        from zibo_port.domain.steps import Within

        return replace(step, rule=Within("publish-necips")) if step.name == "publish-credit-china-zibo" else step

    monkeypatch.setitem(steps.VERSIONS, 2, tuple(slower(step) for step in steps.STEPS))


def opened_under(version: int) -> Given:
    history = punished()
    form = c.OpenCase(enterprise=FORWARDER, document_no=NUMBER)
    return history.when(lambda e: e.open_case(form, on(DAY), joint_supervision.NAME, version)).and_then()


def test_a_case_runs_under_the_version_that_it_was_opened_under(two_versions):
    assert duties(opened_under(1))["publish-credit-china-zibo"][0] == date(2026, 12, 1)
    assert duties(opened_under(2))["publish-credit-china-zibo"][0] == date(2026, 12, 18)


def test_a_migrated_case_runs_under_its_new_version_from_there_on(two_versions):
    form = c.MigrateCase(document_no=NUMBER, to_version=2, reason="规则调整")
    migrated = opened_under(1).when(lambda e: e.migrate_case(form, joint_supervision.NAME, 1, on(DAY)))
    migrated.then(Enterprise.CaseMigrated, from_version=1, to_version=2)
    assert duties(migrated.and_then())["publish-credit-china-zibo"][0] == date(2026, 12, 18)


def test_every_step_of_every_version_has_its_running_and_every_event_it_names_is_known():
    names = {kind.__name__ for kind in vars(Enterprise).values() if isinstance(kind, type)} | {"MeasureCompleted"}
    for version in steps.VERSIONS.values():
        assert {step.name for step in version} == set(steps.RUNNING)
        for step in version:
            assert set(step.after) | set(step.done_by) <= names, step.name
            assert step.automatic == (step.rule is None)


# --- what a review decided stays decided --------------------------------------------------------------------------

ANOTHER = "淄市监罚〔2026〕202号"
AGAIN = c.Outcome(case=NUMBER, deduct=Decimal(9))
LATER = {
    "rating": lambda e: e.record_rating(c.RecordRating(enterprise=FORWARDER, year=2025, favourable=452, total=500), on(DAY)),
    "complaint": lambda e: e.record_complaint(c.RecordComplaint(enterprise=FORWARDER, reference="ZB-7", received_on=DAY), on(DAY)),
    "score": lambda e: e.record_department_score(
        c.RecordDepartmentScore(enterprise=FORWARDER, quarter="2026Q4", department="customs", points=Decimal(18)), on(DAY)
    ),
    "another decision": lambda e: e.log_penalty(penalty(ANOTHER), on(DAY), books()),
    "the same decision": lambda e: e.log_penalty(penalty(), on(DAY), books()),
    "concluded again": lambda e: e.conclude_case(AGAIN, "M9", DAY, on(DAY), books()),
    "revoked again": lambda e: e.revoke_penalty(revocation(), (), on(DAY)),
    "fulfilled": lambda e: e.fulfil_penalty(c.FulfilPenalty(document_no=NUMBER, on=DAY), on(DAY)),
    "renamed": lambda e: e.rename(c.RenameEnterprise(enterprise=FORWARDER, name="改名货代有限公司", on=DAY), on(DAY)),
}


def dismissed(history: Given) -> Given:
    form = c.FileObjection(document_no=NUMBER, kind="reconsideration", on=DAY, before_whom="淄博市人民政府", grounds="不服")
    filed = history.when(lambda e: e.file_objection(form, (), on(DAY))).and_then()
    (name,) = filed.stream.objections
    outcome = c.DecideObjection(objection=name, outcome="dismissed", on=DAY, by="淄博市人民政府", reason="事实清楚")
    return filed.when(lambda e: e.decide_objection(outcome, on(DAY))).and_then()


@pytest.mark.parametrize(("review", "points"), [(revoked, 0), (dismissed, 5)])
@over(later=st.lists(st.sampled_from(sorted(LATER)), max_size=8))
@settings(max_examples=30, deadline=None)
def test_the_result_of_a_review_survives_whatever_is_recorded_and_recomputed_later(review, points, later):
    """Points, measures and the decision itself are what the review made of them, after any later acts and asked from scratch."""
    history = settled(review(settled(concluded())))
    for name in later:
        if points and name == "revoked again":
            continue  # another review, with another result
        tried = history.when(LATER[name])
        history = settled(history if tried.refused is not None else tried.and_then())
    again = Enterprise.blank(history.stream.id).replay(facts_of(history))
    for enterprise in (history.stream, again):
        assert sum(d.points for d in enterprise.deductions if d.document_no == NUMBER) == points
        assert bool([m for m in enterprise.measures if m.document_no == NUMBER]) is bool(points)
        assert (enterprise.review(NUMBER).revoked_on is None) is bool(points)
        evidence = evidence_of(enterprise, Quarter.parse("2026Q4"))
        assert sum(d.points for d in evidence.deductions if d.document_no == NUMBER) == points


def test_a_recompute_that_forgot_the_review_would_be_noticed():
    history = settled(revoked(settled(concluded())))
    forgetful = [fact for fact in facts_of(history) if not isinstance(fact, Enterprise.DeductionCancelled)]
    assert sum(d.points for d in Enterprise.blank(history.stream.id).replay(forgetful).deductions) == 5
