"""Who may be recorded at a meeting and say what, its minutes, and what it asks of units; every date can be checked by hand."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from tests.scenario import TODAY, Given, given, on
from zibo_port.domain.agenda import AgendaLine
from zibo_port.domain.commands import (
    CallConsultation,
    ExtendObligation,
    FulfilObligation,
    ImposeObligation,
    MinuteConsultation,
    RecordAttendance,
    RecordOpinion,
)
from zibo_port.domain.consultation import CLAUSE, CLAUSE_OPINIONS, Consultation, meeting_of, remarks
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.periods import MEETING_CLAUSE
from zibo_port.domain.telling import clause_of

MEETING = date(2026, 12, 1)
CASE = "甲〔2026〕1号"
CALL: dict[str, Any] = {"on": MEETING, "departments": ("customs", "tax"), "cases": (CASE,)}
LINE = AgendaLine("monthly-report", "2026-10", "tax", None, date(2026, 11, 10), "未报。", "Missing.")


def called(**changes: Any) -> Given:
    form = CallConsultation(**CALL | changes)
    return given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on())).and_then()


def attending(history: Given, department: str = "customs", day: date = MEETING, **said: Any) -> Given:
    return history.when(lambda m: m.attend(RecordAttendance(meeting="M1", department=department, **said), on(day)))


def opining(history: Given, department: str = "customs", day: date = MEETING, **said: Any) -> Given:
    form = RecordOpinion(**{"meeting": "M1", "department": department, "text": "同意扣分"} | said)
    return history.when(lambda m: m.opine(form, on(day)))


def minuting(history: Given, minutes: str = "纪要", day: date = MEETING, reason: str | None = None) -> Given:
    return history.when(lambda m: m.minute(MinuteConsultation(meeting="M1", minutes=minutes, reason=reason), on(day)))


# --- the call -----------------------------------------------------------------------------------------------------


def test_a_call_keeps_the_agenda_that_was_gathered_for_it():
    form = CallConsultation(**CALL, kind="regular", agenda=(LINE,), known_position=41)
    told = given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on()))
    told.then(Consultation.ConsultationCalled, agenda=(LINE,), known_position=41, effective_on=TODAY)


def test_what_was_gathered_makes_no_other_request_of_a_call():
    """The fingerprint is the one that calls of earlier releases left in their stores."""
    form = CallConsultation(on=date(2026, 11, 23), departments=("customs", "tax"), cases=(CASE,))
    before = '{"on":"2026-11-23","kind":"ad-hoc","departments":["customs","tax"],"cases":["甲〔2026〕1号"]}'
    assert form.digest() == sha256(before.encode()).hexdigest()
    gathered = form.model_copy(update={"agenda": (LINE,), "known_position": 41})
    assert gathered.digest() == form.digest()
    assert form.model_copy(update={"departments": ("tax",)}).digest() != form.digest()


@pytest.mark.parametrize(
    ("kind", "day", "codes"),
    [
        ("regular", date(2027, 1, 10), ["outside-window"]),
        ("regular", date(2027, 1, 11), []),
        ("regular", date(2027, 1, 20), []),
        ("regular", date(2027, 1, 21), ["outside-window"]),
        ("regular", date(2027, 2, 15), ["outside-window"]),
        ("ad-hoc", date(2027, 2, 15), []),
    ],
)
def test_a_regular_meeting_outside_the_middle_of_a_quarters_first_month_is_recorded_with_a_remark(kind, day, codes):
    call = called(kind=kind, on=day, cases=()).stream.call
    found = remarks(call)
    assert [r.code for r in found] == codes
    assert all(r.clause == MEETING_CLAUSE and str(day) in r.message.zh and str(day) in r.message.en for r in found)


# --- attendance ---------------------------------------------------------------------------------------------------


def test_given_a_call_when_a_unit_came_then_its_attendance_counts_from_the_meetings_day():
    told = attending(called(), person="统计科科长", day=date(2026, 12, 3))
    told.then(
        Consultation.ConsultationAttended,
        unit="customs",
        presence="present",
        person="统计科科长",
        absence=None,
        reason=None,
        effective_on=MEETING,
    )


def test_an_invited_unit_is_absent_with_its_reason_and_another_may_only_be_an_observer():
    attending(called(), "tax", absent="另有会议").then(Consultation.ConsultationAttended, presence="absent", absence="另有会议")
    attending(called(), "commerce", observer=True).then(Consultation.ConsultationAttended, presence="observer")
    attending(called(), "commerce").then_refused(Refused, "--observer")
    attending(called(), "commerce", absent="未受邀").then_refused(Refused, "--observer")
    attending(called(), "tax", observer=True).then_refused(Refused, "--absent")


def test_nobody_attends_before_the_meetings_day_or_a_meeting_that_was_never_called():
    attending(called(), day=date(2026, 11, 30)).then_refused(Refused, "2026-12-01")
    attending(given(Consultation, "M1")).then_refused(NotFound, "consultation list")


def test_absent_and_observer_exclude_each_other():
    with pytest.raises(InvalidData) as caught:
        RecordAttendance(meeting="M1", department="tax", absent="另有会议", observer=True)
    assert [f.field for f in caught.value.fields] == ["observer"]


def test_the_same_attendance_again_is_no_event_and_another_needs_its_reason():
    history = attending(called(), person="科长").and_then()
    attending(history, person="科长").then_nothing()
    attending(history, person="副科长").then_refused(Refused, "--reason")
    put_right = attending(history, person="副科长", reason="登记有误")
    put_right.then(Consultation.ConsultationAttended, person="副科长", reason="登记有误")
    assert put_right.and_then().stream.attendance["customs"].person == "副科长"


# --- opinions -----------------------------------------------------------------------------------------------------


def test_given_a_unit_that_came_when_it_speaks_on_a_case_then_the_case_is_named_as_on_record():
    history = attending(called()).and_then()
    told = opining(history, case="甲[2026] 1号", day=date(2026, 12, 9))
    [fact] = told.then(Consultation.OpinionGiven, unit="customs", case=CASE, text="同意扣分", effective_on=MEETING)
    assert clause_of(fact) == CLAUSE
    [general] = opining(history).then(Consultation.OpinionGiven, case=None)
    assert clause_of(general) == CLAUSE_OPINIONS


def test_only_units_that_came_give_opinions_and_only_on_the_meetings_cases():
    history = attending(attending(called(), "tax", absent="另有会议").and_then(), "commerce", observer=True).and_then()
    for unit in ("customs", "tax", "commerce"):
        opining(history, unit).then_refused(Refused, f"consultation attend M1 --department {unit}")
    came = attending(history).and_then()
    opining(came, case="乙〔2026〕1号").then_refused(Refused, "--case")
    opining(came, day=date(2026, 11, 30)).then_refused(Refused, "会前")


def test_an_opinion_is_changed_with_a_reason_alone_and_each_case_has_its_own():
    history = opining(attending(called()).and_then(), case=CASE).and_then()
    opining(history, case=CASE).then_nothing()
    opining(history, case=CASE, text="不同意").then_refused(Refused, "--reason")
    opining(history, text="总体同意").then(Consultation.OpinionGiven, case=None, reason=None)
    changed = opining(history, case=CASE, text="不同意", reason="记录有误").and_then()
    assert [o.text for o in changed.stream.opinions.values()] == ["不同意"]


def test_who_gave_an_opinion_cannot_have_been_away():
    history = opining(attending(called()).and_then()).and_then()
    attending(history, absent="生病", reason="登记有误").then_refused(Refused, "意见")
    attending(history, person="科长", reason="补登").then(Consultation.ConsultationAttended, presence="present")


# --- minutes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{"kind": "regular", "cases": ()}, {"cases": ()}, {"kind": "regular"}])
def test_a_meeting_that_is_not_about_cases_alone_is_minuted_from_its_day_on(changes):
    history = called(**changes)
    minuting(history, day=date(2026, 11, 30)).then_refused(Refused, "2026-12-01")
    minuting(history, day=date(2026, 12, 8)).then(Consultation.ConsultationMinuted, minutes="纪要", reason=None, effective_on=MEETING)


def test_an_ad_hoc_meeting_about_cases_is_minuted_with_its_conclusions():
    minuting(called()).then_refused(Refused, "consultation conclude M1")
    minuting(given(Consultation, "M1")).then_refused(NotFound)


def test_minutes_are_put_right_with_a_reason():
    history = minuting(called(cases=())).and_then()
    minuting(history).then_nothing()
    minuting(history, "另一份").then_refused(Refused, "--reason")
    minuting(history, "另一份", reason="漏记一项").then(Consultation.ConsultationMinuted, minutes="另一份", reason="漏记一项")


# --- obligations --------------------------------------------------------------------------------------------------

DUE = date(2026, 12, 20)
TASK = "提出压缩通关时间的措施"


def obliging(history: Given, task: str = TASK, due: date = DUE, department: str = "customs", day: date = MEETING) -> Given:
    form = ImposeObligation(meeting="M1", department=department, task=task, due=due)
    return history.when(lambda m: m.oblige(form, on(day)))


def fulfilling(history: Given, day: date, **said: Any) -> Given:
    form = FulfilObligation(**{"obligation": "M1-1", "department": "customs", "report": "已印发"} | said)
    return history.when(lambda m: m.fulfil(form, on(day)))


def extending(history: Given, until: date, reason: str = "需征求意见", name: str = "M1-1") -> Given:
    form = ExtendObligation(obligation=name, until=until, reason=reason)
    return history.when(lambda m: m.extend(form, on(date(2026, 12, 15))))


def asked() -> Given:
    return obliging(called()).and_then()


def test_obligations_are_numbered_within_their_meeting():
    told = obliging(called(), day=date(2026, 12, 2))
    told.then(Consultation.ObligationImposed, obligation="M1-1", unit="customs", task=TASK, due_on=DUE, effective_on=MEETING)
    obliging(asked(), "报送台账", department="tax").then(Consultation.ObligationImposed, obligation="M1-2", unit="tax")
    assert meeting_of("M20261201-0a1b-12") == "M20261201-0a1b"


def test_an_obligation_falls_due_on_the_meetings_day_at_the_earliest():
    obliging(called(), due=date(2026, 11, 30)).then_refused(InvalidData, field="due")
    obliging(called(), due=MEETING).then(Consultation.ObligationImposed)
    obliging(called(), day=date(2026, 11, 30)).then_refused(Refused, "会前")


def test_the_same_obligation_again_is_no_event_and_another_day_is_an_extension():
    obliging(asked()).then_nothing()
    obliging(asked(), due=date(2026, 12, 31)).then_refused(Refused, "obligation extend M1-1")


def test_more_time_is_given_with_a_reason_while_it_is_open():
    told = extending(asked(), date(2026, 12, 31))
    told.then(Consultation.ObligationExtended, until=date(2026, 12, 31), reason="需征求意见", effective_on=date(2026, 12, 15))
    later = told.and_then()
    assert (later.stream.obligations["M1-1"].due_on, later.stream.obligations["M1-1"].imposed.due_on) == (date(2026, 12, 31), DUE)
    extending(later, date(2026, 12, 31)).then_nothing()
    extending(later, date(2026, 12, 31), "另一原因").then_refused(InvalidData, field="until")
    extending(asked(), DUE).then_refused(InvalidData, field="until")
    extending(asked(), date(2026, 12, 31), name="M1-2").then_refused(NotFound, "obligation list")
    done = fulfilling(asked(), date(2026, 12, 10)).and_then()
    extending(done, date(2026, 12, 31)).then_refused(Refused, "2026-12-10")


def test_what_was_done_counts_from_the_day_it_was_done():
    told = fulfilling(asked(), date(2026, 12, 28), on=date(2026, 12, 18))
    told.then(Consultation.ObligationFulfilled, done_on=date(2026, 12, 18), effective_on=date(2026, 12, 18), unit="customs", reason=None)
    fulfilling(asked(), date(2026, 12, 28)).then(Consultation.ObligationFulfilled, done_on=date(2026, 12, 28))


def test_it_is_done_by_the_unit_that_was_asked_between_the_meeting_and_today():
    fulfilling(asked(), date(2026, 12, 28), department="tax").then_refused(Refused, "淄博海关")
    fulfilling(asked(), date(2026, 12, 28), on=date(2026, 12, 29)).then_refused(InvalidData, field="on")
    fulfilling(asked(), date(2026, 12, 28), on=date(2026, 11, 30)).then_refused(InvalidData, field="on")
    fulfilling(called(), date(2026, 12, 28)).then_refused(NotFound, "obligation list")


def test_a_report_is_put_right_with_a_reason_and_counts_from_the_earlier_day():
    done = fulfilling(asked(), date(2026, 12, 18)).and_then()
    fulfilling(done, date(2026, 12, 28)).then_nothing()
    fulfilling(done, date(2026, 12, 28), on=date(2026, 12, 18)).then_nothing()
    fulfilling(done, date(2026, 12, 28), on=date(2026, 12, 19)).then_refused(Refused, "--reason")
    later = fulfilling(done, date(2026, 12, 28), on=date(2026, 12, 22), reason="日期有误")
    later.then(Consultation.ObligationFulfilled, done_on=date(2026, 12, 22), effective_on=date(2026, 12, 18), reason="日期有误")
    earlier = fulfilling(done, date(2026, 12, 28), on=date(2026, 12, 16), reason="日期有误")
    earlier.then(Consultation.ObligationFulfilled, done_on=date(2026, 12, 16), effective_on=date(2026, 12, 16))


def test_facts_without_their_antecedents_are_borne():
    history = fulfilling(extending(asked(), date(2026, 12, 31)).and_then(), date(2026, 12, 18)).and_then()
    without = [f for f in history.before if not isinstance(f, Consultation.ConsultationCalled | Consultation.ObligationImposed)]
    assert len(without) == 2
    assert given(Consultation, "M1", *without).stream.obligations == {}
