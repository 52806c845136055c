from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.scenario import TODAY, books, given, on
from zibo_port.domain.commands import CallConsultation, ConcludeConsultation, Outcome
from zibo_port.domain.consultation import Consultation, Rules, Seen
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Round

CALL = CallConsultation(on=TODAY, departments=("customs", "tax", "customs"), cases=("甲〔2026〕1号", "甲〔2026〕2号"))
Q3 = Quarter.parse("2026Q3")
SEEN, RULES = Seen(7, "ab" * 32), Rules.on(TODAY, books().provisions)


def called(form: CallConsultation = CALL, day: date = TODAY):
    return given(Consultation, "M1").when(lambda m: m.call_meeting("M1", form, form.cases, on(day)))


def conclusion(*cases: str) -> ConcludeConsultation:
    return ConcludeConsultation(meeting="M1", outcomes=tuple(Outcome(case=c, deduct=Decimal(1)) for c in cases), minutes="纪要")


def test_a_call_names_each_department_once():
    called().then(Consultation.ConsultationCalled, departments=("customs", "tax"), convener="市口岸办公室", effective_on=TODAY)


def test_a_regular_meeting_is_convened_by_the_deputy_secretary_general():
    called(CALL.model_copy(update={"kind": "regular"})).then(Consultation.ConsultationCalled, convener="市政府分管秘书长")


def test_nobody_calls_for_yesterday():
    form = CALL.model_copy(update={"on": date(2026, 11, 22)})
    called(form).then_refused(InvalidData, field="on")


def test_a_meeting_is_concluded_on_its_day_at_the_earliest():
    form = CALL.model_copy(update={"on": date(2026, 12, 1)})
    meeting = called(form).and_then()
    meeting.when(lambda m: m.conclude(conclusion("甲[2026]1号"), on(date(2026, 11, 30)), SEEN, RULES)).then_refused(Refused, "2026-12-01")
    meeting.when(lambda m: m.conclude(conclusion("甲[2026]1号"), on(date(2026, 12, 1)), SEEN, RULES)).then(
        Consultation.ConsultationConcluded, cases=("甲〔2026〕1号",), effective_on=date(2026, 12, 1)
    )


def test_a_case_is_concluded_once_and_only_from_the_agenda():
    meeting = called().and_then().when(lambda m: m.conclude(conclusion("甲〔2026〕1号"), on(), SEEN, RULES)).and_then()
    meeting.when(lambda m: m.conclude(conclusion("甲〔2026〕1号"), on(), SEEN, RULES)).then_refused(Refused, "已由本次会商作出结论")
    meeting.when(lambda m: m.conclude(conclusion("乙〔2026〕1号"), on(), SEEN, RULES)).then_refused(Refused, "--case")
    meeting.when(lambda m: m.conclude(conclusion("甲〔2026〕2号", "甲[2026]2号"), on(), SEEN, RULES)).then_refused(
        InvalidData, field="case"
    )


def test_a_meeting_that_was_never_called_is_not_found():
    given(Consultation, "M9").when(lambda m: m.conclude(conclusion("甲〔2026〕1号"), on(), SEEN, RULES)).then_refused(
        NotFound, "consultation list"
    )


def test_a_round_opens_from_its_first_day():
    given(Round, "2026Q3").when(lambda r: r.open(Q3, on(date(2026, 6, 30)))).then_refused(Refused)
    opened = given(Round, "2026Q3").when(lambda r: r.open(Q3, on(date(2026, 7, 1))))
    opened.then(Round.QuarterOpened)
    opened.and_then().when(lambda r: r.open(Q3, on())).then_nothing()


def test_a_round_closes_once_its_last_day_is_over():
    given(Round, "2026Q3").when(lambda r: r.must_be_closable(Q3, on(date(2026, 9, 30)))).then_refused(Refused, "2026-09-30")
    given(Round, "2026Q3").when(lambda r: r.must_be_closable(Q3, on(date(2026, 10, 1)))).then_nothing()


def test_an_open_round_cannot_be_published():
    given(Round, "2026Q3").when(lambda r: r.must_be_closed(Q3)).then_refused(Refused, "evaluation close 2026Q3")


def test_the_status_follows_close_and_publication():
    closed = given(Round, "2026Q3").when(lambda r: r.close(Q3, 7, 1, "ab", (), on())).and_then()
    assert closed.stream.status == "closed"
    published = closed.when(lambda r: r.publish(Q3, 1, on())).and_then()
    assert published.stream.status == "published"
    assert published.stream.must_be_closed(Q3).known_position == 7
