"""Who counts when a case is decided, and whose hands a conclusion goes through; every number and day can be checked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.scenario import TODAY, Given, books, given, on
from zibo_port.domain.commands import (
    ApproveConclusion,
    CallConsultation,
    ConcludeConsultation,
    DraftConclusion,
    MeasureOrder,
    Outcome,
    RecordAttendance,
    RecordOpinion,
    RecuseMember,
)
from zibo_port.domain.consultation import CLAUSE, CLAUSE_RECUSAL, Consultation, DraftedMeasure, Rules, Seen, remarks
from zibo_port.domain.consultation.concluding import ConsultationConcluded
from zibo_port.domain.errors import NotFound, Refused
from zibo_port.domain.fact import Act

CASE, SECOND = "甲〔2026〕1号", "甲〔2026〕2号"
FOUR = ("customs", "tax", "commerce", "market-supervision")
RULES = Rules.on(TODAY, books().provisions)
SEEN = Seen(41, "ab" * 32)
MEASURE = MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=date(2026, 12, 31))


def by(officer: str, *, four_eyes: bool = False) -> Act:
    return on()._replace(officer=officer, four_eyes=four_eyes)


def called(*departments: str, cases: tuple[str, ...] = (CASE, SECOND)) -> Given:
    form = CallConsultation(on=TODAY, departments=departments or FOUR, cases=cases)
    return given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on(), (0, 3))).and_then()


def attended(history: Given, *present: str, absent: tuple[str, ...] = ()) -> Given:
    for unit in (*present, *absent):
        form = RecordAttendance(meeting="M1", department=unit, absent="另有会议" if unit in absent else None)
        history = history.when(lambda m, form=form: m.attend(form, on())).and_then()
    return history


def recusing(history: Given, department: str, case: str | None = CASE, reason: str = "与当事人有利害关系", act: Act | None = None) -> Given:
    form = RecuseMember(meeting="M1", department=department, case=case, reason=reason)
    return history.when(lambda m: m.recuse(form, act or on()))


def outcome(case: str = CASE, **said: Any) -> Outcome:
    return Outcome(**{"case": case, "deduct": Decimal(5)} | said)


def concluding(history: Given, *outcomes: Outcome, act: Act | None = None) -> Given:
    form = ConcludeConsultation(meeting="M1", outcomes=outcomes or (outcome(),), minutes="纪要")
    return history.when(lambda m: m.conclude(form, act or on(), SEEN, RULES))


def drafting(history: Given, *outcomes: Outcome, act: Act | None = None, seen: Seen = SEEN, **said: Any) -> Given:
    form = DraftConclusion(**{"meeting": "M1", "outcomes": outcomes or (outcome(),), "minutes": "纪要"} | said)
    return history.when(lambda m: m.draft(form, act or by("王晓"), seen, RULES))


def approving(history: Given, *cases: str, act: Act | None = None) -> Given:
    def decide(meeting: Consultation) -> None:
        who = act or by("李敏")
        for draft in meeting.awaiting(ApproveConclusion(meeting="M1", cases=cases), who):
            orders = tuple(MeasureOrder(measure=m.measure, department=m.department, due_on=m.due_on) for m in draft.measures)
            meeting.approve(draft, outcome(draft.case, measures=orders), who, RULES)

    return history.when(decide)


# --- notice -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("notice", "codes"), [((2, 3), ["short-notice"]), ((3, 3), []), ((4, 3), []), (None, [])])
def test_a_call_at_short_notice_is_recorded_with_a_remark(notice, codes):
    form = CallConsultation(on=TODAY, departments=FOUR, cases=(CASE,))
    told = given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on(), notice))
    [call] = told.then(Consultation.ConsultationCalled, notice=notice and notice[0], notice_asked=notice and notice[1])
    assert [r.code for r in remarks(call)] == codes  # type: ignore[arg-type]


def test_notice_is_assumed_and_dated():
    period = books().provisions.period("call-notice", TODAY)
    assert (period.count, period.unit, period.assumed) == (3, "working-days", True)


# --- quorum -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departments", "present", "enough"),
    [
        (FOUR, FOUR[:2], False),  # two of four are half, not more
        (FOUR, FOUR[:3], True),
        (FOUR[:3], FOUR[:1], False),
        (FOUR[:3], FOUR[:2], True),
        (FOUR[:2], FOUR[:1], False),
        (FOUR[:1], FOUR[:1], True),
    ],
)
def test_more_than_half_of_those_called_make_a_quorum(departments, present, enough):
    away = tuple(unit for unit in departments if unit not in present)
    told = concluding(attended(called(*departments), *present, absent=away))
    if enough:
        told.then(Consultation.ConsultationConcluded, cases=(CASE,))
    else:
        told.then_refused(Refused, "法定人数")


def test_no_quorum_says_who_is_missing_and_what_to_do():
    refused = concluding(attended(called(), "customs", "tax")).then_refused(Refused, "未到会：市商务局、市市场监管局")
    assert "应到 4 个部门，到会 2 个" in str(refused)
    assert "至少 3 个，推定" in str(refused)
    assert refused.hint is not None
    assert "consultation attend M1" in refused.hint.zh


def test_without_any_attendance_on_record_those_called_count_as_present():
    history = called()
    assert not history.stream.bench(history.stream.call, CASE).recorded
    concluding(history, outcome(measures=(MEASURE,))).then(Consultation.ConsultationConcluded)


def test_an_observer_counts_for_nothing_and_is_no_record_of_attendance():
    form = RecordAttendance(meeting="M1", department="central-bank", observer=True)
    history = called("customs", "tax").when(lambda m: m.attend(form, on())).and_then()
    bench = history.stream.bench(history.stream.call, CASE)
    assert (bench.entitled, bench.present, bench.recorded) == (("customs", "tax"), ("customs", "tax"), False)


def test_a_joint_measure_takes_two_departments_points_alone_one():
    concluding(called("customs"), outcome(measures=(MEASURE,))).then_refused(Refused, "至少 2 个部门")
    concluding(called("customs")).then(Consultation.ConsultationConcluded)
    concluding(called("customs", "tax"), outcome(measures=(MEASURE,))).then(Consultation.ConsultationConcluded)


def test_all_cases_of_a_conclusion_need_their_quorum_or_none_is_concluded():
    history = recusing(attended(called(*FOUR[:3]), "customs", "tax", absent=("commerce",)), "tax", SECOND).and_then()
    concluding(history).then(Consultation.ConsultationConcluded)
    concluding(history, outcome(), outcome(SECOND)).then_refused(Refused, SECOND)


# --- recusal ------------------------------------------------------------------------------------------------------


def test_a_recused_unit_counts_on_neither_side():
    history = attended(called(*FOUR[:3]), "customs", "tax", absent=("commerce",))
    concluding(history).then(Consultation.ConsultationConcluded)
    without = recusing(history, "tax").and_then()  # customs alone of customs and commerce
    concluding(without).then_refused(Refused, "回避：市税务局")
    concluding(without, outcome(SECOND)).then(Consultation.ConsultationConcluded)
    away = recusing(history, "commerce").and_then()  # customs and tax of customs and tax
    concluding(away).then(Consultation.ConsultationConcluded)


def test_a_recused_unit_makes_no_joint_measure_joint():
    history = recusing(called("customs", "tax"), "tax").and_then()
    concluding(history, outcome(measures=(MEASURE,))).then_refused(Refused, "只有淄博海关")


def test_where_all_are_recused_nobody_decides():
    history = recusing(called("customs"), "customs").and_then()
    concluding(history).then_refused(Refused, "应到 0 个部门")


def test_a_recused_unit_gives_no_opinion_on_that_case_and_what_it_said_before_doesnt_count():
    def opining(history: Given, case: str | None, **said: Any) -> Given:
        form = RecordOpinion(meeting="M1", department="customs", case=case, text="同意", **said)
        return history.when(lambda m: m.opine(form, on()))

    history = opining(opining(attended(called(), "customs"), CASE).and_then(), SECOND).and_then()
    after = recusing(history, "customs").and_then()
    assert [key for _, key in after.stream.opinions] == ["甲(2026)2号"]
    refused = opining(after, "甲[2026]1号", reason="补记").then_refused(Refused, "回避")
    assert refused.clause == CLAUSE_RECUSAL
    opining(after, None).then(Consultation.OpinionGiven)


def test_a_unit_is_recused_from_all_open_cases_unless_one_is_named():
    recusing(called(), "customs", None).then(Consultation.MemberRecused, cases=(CASE, SECOND), unit="customs", effective_on=TODAY)
    one = concluding(called()).and_then()
    recusing(one, "customs", None).then(Consultation.MemberRecused, cases=(SECOND,))
    recusing(one, "customs").then_refused(Refused, "已由会商")
    recusing(concluding(one, outcome(SECOND)).and_then(), "customs", None).then_refused(Refused, "没有待作结论的案件")


def test_a_recusal_may_be_recorded_before_the_meeting_and_counts_from_its_day_at_the_latest():
    form = CallConsultation(on=date(2026, 12, 1), departments=FOUR, cases=(CASE,))
    history = given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on())).and_then()
    recusing(history, "customs").then(Consultation.MemberRecused, effective_on=TODAY)
    recusing(history, "customs", act=on(date(2026, 12, 4))).then(Consultation.MemberRecused, effective_on=date(2026, 12, 1))


def test_the_same_recusal_again_is_no_event_and_another_reason_is_refused():
    history = recusing(called(), "customs").and_then()
    recusing(history, "customs", "甲[2026]1号").then_nothing()
    recusing(history, "customs", reason="另一原因").then_refused(Refused, "与当事人有利害关系")
    recusing(history, "customs", None).then(Consultation.MemberRecused, cases=(SECOND,))
    recusing(called(), "central-bank").then_refused(Refused, "不在会商")
    recusing(given(Consultation, "M1"), "customs").then_refused(NotFound)


# --- dissent ------------------------------------------------------------------------------------------------------


def test_a_dissent_is_recorded_and_is_another_opinion_than_assent():
    history = attended(called(), "customs")

    def opining(given_: Given, **said: Any) -> Given:
        return given_.when(lambda m: m.opine(RecordOpinion(meeting="M1", department="customs", case=CASE, text="扣分过重", **said), on()))

    told = opining(history, dissent=True)
    told.then(Consultation.OpinionGiven, dissent=True, text="扣分过重")
    opining(told.and_then(), dissent=True).then_nothing()
    opining(told.and_then()).then_refused(Refused, "--reason")


# --- drafted and approved -----------------------------------------------------------------------------------------


def test_a_draft_pins_what_was_known_and_concludes_nothing_by_itself():
    told = drafting(called(), outcome(measures=(MEASURE,), push=("sanction-provincial",)))
    told.then(
        Consultation.ConclusionDrafted,
        case=CASE,
        deduct=Decimal(5),
        measures=(DraftedMeasure("raise-inspection-rate", "customs", date(2026, 12, 31)),),
        pushes=("sanction-provincial",),
        known_position=41,
        known_head="ab" * 32,
        officer="王晓",
    )
    assert (told.and_then().stream.conclusions, len(told.and_then().stream.open_cases)) == ([], 2)


def test_another_officer_approves_and_the_conclusion_names_both_and_what_was_known_to_the_members():
    history = drafting(called()).and_then()
    told = approving(history, CASE)
    told.then(
        Consultation.ConsultationConcluded,
        cases=(CASE,),
        drafted_by="王晓",
        approved_by="李敏",
        known_position=41,
        known_head="ab" * 32,
        effective_on=TODAY,
    )
    assert told.and_then().stream.drafts == {}


@pytest.mark.parametrize("four_eyes", [False, True])
def test_nobody_approves_what_he_drafted_for_whichever_department(four_eyes):
    history = drafting(called(), act=by("李敏", four_eyes=four_eyes)._replace(department="customs")).and_then()
    refused = approving(history, CASE, act=by("李敏", four_eyes=four_eyes)).then_refused(Refused, "须由另一人审核")
    assert refused.clause == CLAUSE
    approving(history, act=by("李敏", four_eyes=four_eyes)).then_refused(Refused, "须由另一人审核")
    approving(history, act=by("王晓", four_eyes=four_eyes)).then(Consultation.ConsultationConcluded)


def test_whoever_rewrites_a_draft_is_its_author():
    history = drafting(drafting(called()).and_then(), outcome(deduct=Decimal(3)), act=by("李敏"), reason="改为 3 分").and_then()
    approving(history, act=by("李敏")).then_refused(Refused, "李敏")
    approving(history, act=by("王晓")).then(Consultation.ConsultationConcluded, drafted_by="李敏")


def test_the_same_draft_again_is_no_event_and_another_needs_its_reason():
    history = drafting(called()).and_then()
    drafting(history, seen=Seen(99, "cd" * 32)).then_nothing()
    drafting(history, outcome(deduct=Decimal(3))).then_refused(Refused, "--reason")
    drafting(history, minutes="另一份").then_refused(Refused, "--reason")
    told = drafting(history, outcome(deduct=Decimal(3)), seen=Seen(99, "cd" * 32), reason="改为 3 分")
    told.then(Consultation.ConclusionDrafted, deduct=Decimal(3), reason="改为 3 分", known_position=99)


def test_what_isnt_drafted_cant_be_approved_and_what_was_approved_is_approved_once():
    approving(called(), CASE).then_refused(NotFound, "consultation draft M1")
    approving(called()).then_refused(NotFound, "consultation draft M1")
    done = approving(drafting(called()).and_then()).and_then()
    approving(done, CASE).then_nothing()
    approving(done).then_nothing()
    approving(done, SECOND).then_refused(NotFound, SECOND)
    drafting(done).then_refused(Refused, "已由本次会商作出结论")
    approving(concluding(called()).and_then(), CASE).then_refused(NotFound)


def test_all_drafts_that_wait_are_approved_together():
    history = drafting(called(), outcome(), outcome(SECOND)).and_then()
    approving(history).then(Consultation.ConsultationConcluded, Consultation.ConsultationConcluded)
    approving(history, SECOND).then(Consultation.ConsultationConcluded, cases=(SECOND,))


def test_the_quorum_is_asked_of_a_draft_and_again_when_it_is_approved():
    drafting(attended(called(), "customs")).then_refused(Refused, "法定人数")
    history = drafting(attended(called(*FOUR[:3]), "customs", "tax", absent=("commerce",)), outcome(measures=(MEASURE,))).and_then()
    approving(history).then(Consultation.ConsultationConcluded)
    approving(recusing(history, "tax").and_then()).then_refused(Refused, "法定人数")


def test_nothing_is_drafted_before_the_meeting():
    form = CallConsultation(on=date(2026, 12, 1), departments=FOUR, cases=(CASE,))
    history = given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on())).and_then()
    drafting(history).then_refused(Refused, "会前")
    approving(history).then_refused(Refused, "会前")


# --- in one hand --------------------------------------------------------------------------------------------------


def test_where_four_eyes_are_asked_nobody_concludes_alone():
    refused = concluding(called(), act=by("李敏", four_eyes=True)).then_refused(Refused, "consultation draft M1")
    assert f"consultation approve M1 {CASE}" in str(refused)


def test_in_one_hand_a_conclusion_says_so_and_pins_what_was_known():
    told = concluding(called(), act=by("王晓"))
    told.then(Consultation.ConsultationConcluded, drafted_by="王晓", approved_by="王晓", known_position=41, known_head="ab" * 32)


def test_a_conclusion_of_an_earlier_release_still_counts():
    fact: Any = ConsultationConcluded
    history = called()
    envelope = {"originator_id": history.stream.id, "originator_version": 2, "timestamp": on().recorded_at, "command_id": "x"}
    said = {"officer": "王晓", "department": "port-office", "effective_on": TODAY, "meeting": "M1", "cases": (CASE,), "minutes": "纪要"}
    old = given(Consultation, "M1", *history.before, fact(**envelope, **said))
    assert (old.stream.conclusions[0].known_position, old.stream.conclusions[0].drafted_by) == (None, None)
    assert list(old.stream.open_cases.values()) == [SECOND]
    drafting(old).then_refused(Refused, "已由本次会商作出结论")


def test_facts_without_the_call_are_borne():
    history = approving(drafting(recusing(called(), "tax").and_then()).and_then()).and_then()
    without = [f for f in history.before if not isinstance(f, Consultation.ConsultationCalled)]
    assert len(given(Consultation, "M1", *without).stream.conclusions) == 1
