from __future__ import annotations

from datetime import date

from tests.domain.test_reviews import concluded
from tests.scenario import Given, books, on
from zibo_port.domain.commands import CompleteMeasure, ExtendMeasure, ReportMeasure
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.measures import id_of
from zibo_port.domain.errors import InvalidData, NotFound, Refused

DAY, DUE = date(2026, 12, 1), date(2026, 12, 31)


def measure(history: Given) -> str:
    return id_of(history.stream.measures[0])


def completed(history: Given, day: date | None = None, today: date = DAY, result: str = "抽查完毕") -> Given:
    form = CompleteMeasure(measure=measure(history), department="customs", result=result, on=day)
    return history.when(lambda e: e.complete_measure(form, on(today)))


def test_a_measure_is_carried_out_on_its_day_whenever_that_is_recorded():
    (fact,) = completed(concluded(), DUE, date(2027, 1, 5)).then(Enterprise.MeasureCompleted)
    assert fact.effective_on == DUE


def test_the_same_completion_again_is_nothing_and_another_is_refused():
    done = completed(concluded(), DAY).and_then()
    completed(done, DAY).then_nothing()
    completed(done, DAY, result="未完成").then_refused(Refused, "内容与本次不同")


def test_not_before_the_meeting_and_not_in_the_future():
    completed(concluded(), date(2026, 11, 23)).then_refused(InvalidData, field="on")
    completed(concluded(), date(2026, 12, 2)).then_refused(InvalidData, field="on")


def test_a_report_is_a_fact_until_the_measure_is_done():
    history = concluded()
    form = ReportMeasure(measure=measure(history), department="customs", text="已抽查三票")
    history.when(lambda e: e.report_measure(form, on(DAY))).then(Enterprise.MeasureReported)
    reported = history.when(lambda e: e.report_measure(form, on(DAY))).and_then()
    reported.when(lambda e: e.report_measure(form, on(DUE))).then_nothing()
    more = form.model_copy(update={"text": "又抽查两票"})
    reported.when(lambda e: e.report_measure(more, on(DAY))).then(Enterprise.MeasureReported)
    done = completed(history, DAY).and_then()
    done.when(lambda e: e.report_measure(form, on(DAY))).then_refused(Refused, "已落实")


def test_an_extension_goes_three_months_beyond_its_day_at_most():
    history = concluded()

    def until(day: date) -> Given:
        form = ExtendMeasure(measure=measure(history), department="customs", until=day, reason="需核查境外单证")
        return history.when(lambda e: e.extend_measure(form, DUE, on(DAY), books()))

    until(date(2027, 3, 31)).then(Enterprise.MeasureExtended)
    until(date(2027, 4, 1)).then_refused(Refused, "2027-03-31")
    until(DUE).then_refused(Refused)


def test_a_lifted_measure_is_not_there_any_more():
    history = concluded()
    name = measure(history)
    lifted = history.when(lambda e: e.lift_measures("淄市监罚〔2026〕1号", DAY, "revoked", on(DAY))).and_then()
    form = ReportMeasure(measure=name, department="customs", text="x")
    lifted.when(lambda e: e.report_measure(form, on(DAY))).then_refused(NotFound)
