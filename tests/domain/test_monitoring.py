"""A unit's monthly report: what may be reported, put right, returned and approved, and by whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from tests.scenario import Given, given, on
from zibo_port.domain.commands import ApproveReport, ReportedFigure, ReturnReport, SetBaseline, SubmitReport
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act
from zibo_port.domain.monitoring import MonitoringBook, MonthlyReport, in_time
from zibo_port.domain.periods import Month
from zibo_port.office.rulebook import indicators
from zibo_port.office.store.base import Logged
from zibo_port.office.store.mapper import decode, encode

MONTH = "2026-08"
DAY = date(2026, 9, 8)
FIGURES = {"import-value": Decimal("120345.68"), "overall-import-hours": Decimal("33.1")}
STANDS = (("import-value", Decimal("120345.68")), ("overall-import-hours", Decimal("33.1")))


def form(figures: dict[str, Any] | None = None, **changes: Any) -> SubmitReport:
    given_ = tuple(ReportedFigure(indicator=code, value=value) for code, value in (FIGURES if figures is None else figures).items())
    return SubmitReport(**{"department": "customs", "month": MONTH, "figures": given_} | changes)


def act(officer: str = "王晓", day: date = DAY, *, four_eyes: bool = False) -> Act:
    return on(day)._replace(officer=officer, four_eyes=four_eyes)


def submits(asked: SubmitReport | None = None, how: Act | None = None) -> Any:
    return lambda report: report.submit(asked or form(), indicators(), how or act())


def blank() -> Given:
    return given(MonthlyReport, MonthlyReport.key_of("customs", MONTH))


def submitted(how: Act | None = None) -> Given:
    return blank().when(submits(how=how)).and_then()


# --- submitting ---------------------------------------------------------------------------------------------------


def test_given_nothing_when_a_unit_reports_then_its_figures_stand_in_the_order_of_its_data_set():
    backwards = dict(reversed(FIGURES.items()))
    blank().when(submits(form(backwards, notes="台风"))).then(
        MonthlyReport.ReportSubmitted, unit="customs", month=MONTH, figures=STANDS, notes="台风", four_eyes=False, effective_on=DAY
    )


def test_the_day_of_submission_may_be_earlier_than_that_of_recording():
    blank().when(submits(form(on=date(2026, 9, 5)))).then(MonthlyReport.ReportSubmitted, effective_on=date(2026, 9, 5))


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 9, 9), date(2027, 9, 1)])
def test_a_day_of_submission_within_the_month_or_in_the_future_is_wrong(day):
    blank().when(submits(form(on=day))).then_refused(InvalidData, str(day), field="on")


@pytest.mark.parametrize(("day", "over_"), [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2026, 8, 1), False)])
def test_a_month_is_reported_once_it_is_over(day, over_):
    told = blank().when(submits(how=act(day=day)))
    if over_:
        told.then(MonthlyReport.ReportSubmitted)
    else:
        told.then_refused(InvalidData, "2026-08-31 才结束", field="month")


@pytest.mark.parametrize(("day", "in_time_"), [(1, True), (10, True), (11, False)])
def test_a_report_of_the_tenth_is_in_time(day, in_time_):
    assert in_time(Month(2026, 8), date(2026, 9, day)) is in_time_


def test_the_same_report_again_is_no_event_and_no_error():
    submitted().when(submits()).then_nothing()
    submitted().when(submits(form({"import-value": Decimal("120345.680")}))).then_nothing()


def test_a_second_report_for_the_month_is_refused_and_says_what_to_do():
    other = form({"import-value": Decimal(1)})
    submitted().when(submits(other)).then_refused(Refused, "--reason")
    submitted().when(submits(form({"export-value": Decimal(1)}))).then_refused(Refused, "已经报送")


def test_with_a_reason_only_the_named_figures_change():
    right = form({"import-value": Decimal(130000), "export-value": Decimal(5)}, reason="漏报")
    (fact,) = (
        submitted()
        .when(submits(right, act(day=date(2026, 9, 20))))
        .then(MonthlyReport.ReportCorrected, reason="漏报", effective_on=date(2026, 9, 20))
    )
    assert fact.figures == (
        ("import-value", Decimal(130000)),
        ("export-value", Decimal(5)),
        ("overall-import-hours", Decimal("33.1")),
    )


def test_a_correction_can_take_a_figure_out_but_not_the_last_one():
    (fact,) = submitted().when(submits(form({"import-value": None}, reason="误报"))).then(MonthlyReport.ReportCorrected)
    assert fact.figures == (("overall-import-hours", Decimal("33.1")),)
    nothing = form(dict.fromkeys(FIGURES), reason="误报")
    submitted().when(submits(nothing)).then_refused(InvalidData, "至少填报一项", field="figure")


def test_a_correction_keeps_the_notes_unless_it_gives_others():
    noted = blank().when(submits(form(notes="台风"))).and_then()
    (kept,) = noted.when(submits(form({"import-value": Decimal(1)}, reason="误报"))).then(MonthlyReport.ReportCorrected)
    assert kept.notes == "台风"
    noted.when(submits(form(notes="台风两日", reason="补充说明"))).then(MonthlyReport.ReportCorrected, notes="台风两日", figures=STANDS)


# --- whose figures, and which -------------------------------------------------------------------------------------


def test_another_units_figures_are_refused_by_the_clause_that_assigns_them():
    refused = blank().when(submits(form({"foreign-investment": Decimal(1), "import-value": Decimal(1)}))).then_refused(Refused, "市商务局")
    assert refused.clause.endswith("三")
    assert [fault.field for fault in refused.fields] == ["figure.foreign-investment"]


def test_the_service_centre_reports_nothing():
    blank().when(submits(form(department="port-service-centre"))).then_refused(Refused, "不报月报")


@pytest.mark.parametrize(
    ("code", "value", "says"),
    [
        ("import-values", "1", "import-value"),
        ("import-value", "-1", "不小于 0"),
        ("import-value", "1.005", "小数太多"),
        ("import-declarations", "12.5", "小数太多"),
        ("overall-import-hours", "9999", "不大于 8784"),
    ],
)
def test_an_unknown_indicator_and_an_impossible_figure_are_named(code, value, says):
    faulty = form({"export-value": Decimal(1), code: Decimal(value)})
    blank().when(submits(faulty)).then_refused(InvalidData, says, field=f"figure.{code}")


def test_all_faults_are_told_at_once():
    refused = blank().when(submits(form({"import-value": Decimal(-1), "export-value": Decimal(-1), "x": Decimal(1)})))
    assert len(refused.then_refused(InvalidData).fields) == 3


def test_a_share_over_a_hundred_per_cent_is_wrong():
    form_ = form({"refund-paperless-share": Decimal("100.01")}, department="tax")
    blank().when(submits(form_)).then_refused(InvalidData, "不大于 100")


PRICES = {"price-refunded": Decimal("1.2"), "price-fined": Decimal(30), "price-confiscated": Decimal("0.5")}


def test_the_price_table_must_add_up():
    right = form(PRICES | {"price-amount": Decimal("31.7")}, department="market-supervision")
    blank().when(submits(right)).then(MonthlyReport.ReportSubmitted)
    wrong = form(PRICES | {"price-amount": Decimal("31.8")}, department="market-supervision")
    blank().when(submits(wrong)).then_refused(InvalidData, "之和", field="figure.price-amount")


def test_parts_are_no_more_than_their_whole_as_far_as_both_are_reported():
    wrong = form({"price-cases": Decimal(3), "price-cases-marking": Decimal(4)}, department="market-supervision")
    blank().when(submits(wrong)).then_refused(InvalidData, "不应多于", field="figure.price-cases")
    blank().when(submits(form({"price-cases-marking": Decimal(4)}, department="market-supervision"))).then(MonthlyReport.ReportSubmitted)


# --- approval -----------------------------------------------------------------------------------------------------


APPROVE = ApproveReport(department="customs", month=MONTH)
RETURN = ReturnReport(department="customs", month=MONTH, reason="单位有误")


def test_what_was_submitted_is_approved_once():
    history = submitted().when(lambda r: r.approve(APPROVE, act("李主任")))
    history.then(MonthlyReport.ReportApproved, unit="customs", month=MONTH, content=1, officer="李主任")
    assert history.stream.state == "approved"
    history.and_then().when(lambda r: r.approve(APPROVE, act("李主任"))).then_nothing()


def test_nothing_is_approved_or_returned_before_it_is_submitted():
    blank().when(lambda r: r.approve(APPROVE, act())).then_refused(Refused, "尚未报送")
    blank().when(lambda r: r.give_back(RETURN, act())).then_refused(Refused, "尚未报送")


@pytest.mark.parametrize(
    ("writer", "approver", "same", "refused"),
    [
        (False, False, True, False),  # the person at the keyboard of an embedded store
        (True, False, True, True),
        (False, True, True, True),
        (True, True, True, True),
        (True, True, False, False),
    ],
)
def test_who_wrote_a_report_may_not_approve_it_where_four_eyes_are_asked_of_either(writer, approver, same, refused):
    history = submitted(act("甲", four_eyes=writer))
    told = history.when(lambda r: r.approve(APPROVE, act("甲" if same else "乙", four_eyes=approver)))
    if refused:
        assert told.then_refused(Refused, "另一名负责人").clause.endswith("五（一）")
    else:
        told.then(MonthlyReport.ReportApproved)


def test_a_correction_ends_the_approval_and_its_writer_may_not_approve_it():
    approved = submitted(act("甲", four_eyes=True)).when(lambda r: r.approve(APPROVE, act("乙", four_eyes=True))).and_then()
    corrected = approved.when(submits(form({"import-value": Decimal(1)}, reason="更正"), act("乙", four_eyes=True))).and_then()
    assert corrected.stream.state == "submitted"
    corrected.when(lambda r: r.approve(APPROVE, act("乙", four_eyes=True))).then_refused(Refused)
    corrected.when(lambda r: r.approve(APPROVE, act("甲", four_eyes=True))).then(MonthlyReport.ReportApproved, content=3)


def test_a_returned_report_is_put_right_before_it_is_approved():
    returned = submitted().when(lambda r: r.give_back(RETURN, act("乙"))).and_then()
    assert returned.stream.state == "returned"
    returned.when(lambda r: r.give_back(RETURN, act("乙"))).then_nothing()
    returned.when(lambda r: r.approve(APPROVE, act("乙"))).then_refused(Refused, "单位有误")
    right = returned.when(submits(form({"import-value": Decimal(7)})))
    right.then(MonthlyReport.ReportCorrected, reason="单位有误")
    assert right.and_then().stream.state == "submitted"
    assert right.and_then().stream.submitted_on == DAY


def test_a_unit_that_stands_by_a_returned_report_says_why():
    returned = submitted().when(lambda r: r.give_back(RETURN, act("乙"))).and_then()
    returned.when(submits()).then_nothing()
    returned.when(submits(form(reason="核对无误"))).then(MonthlyReport.ReportCorrected, reason="核对无误", figures=STANDS)


def test_any_event_is_borne_without_what_came_before_it():
    history = submitted().when(lambda r: r.approve(APPROVE, act("乙"))).and_then()
    alone = MonthlyReport.blank(history.stream.id).replay(history.before[1:])
    assert alone.state == "missing"


# --- laws ---------------------------------------------------------------------------------------------------------

CUSTOMS = indicators().of("customs")


@st.composite
def reports(draw) -> dict[str, Decimal]:
    """Possible figures of the customs."""
    found = {}
    for indicator in draw(st.lists(st.sampled_from(CUSTOMS), min_size=1, unique=True)):
        most = indicator.maximum or Decimal(10) ** 9
        found[indicator.code] = draw(st.decimals(min_value=0, max_value=most, places=indicator.decimals))
    return found


@settings(deadline=None)
@over(reports(), reports())
def test_asking_twice_is_asking_once(first, second):
    history = blank().when(submits(form(first))).and_then()
    history.when(submits(form(first))).then_nothing()
    again = history.when(submits(form(second, reason="更正")))
    if again.happened:
        again.and_then().when(submits(form(second, reason="更正"))).then_nothing()


@settings(deadline=None)
@over(reports())
def test_figures_come_back_as_they_were_reported(figures):
    (fact,) = blank().when(submits(form(figures))).then(MonthlyReport.ReportSubmitted)
    row = encode(fact)
    again = decode(Logged(1, row.originator_id, row.originator_version, row.topic, row.state))
    assert dict(again.figures) == figures
    assert [code for code, _ in again.figures] == [i.code for i in CUSTOMS if i.code in figures]


# --- baselines ----------------------------------------------------------------------------------------------------


BASE = SetBaseline(indicator="overall-import-hours", value=Decimal("60.50"), period="2017", source="示例通报")


def test_a_baseline_has_a_source_and_changes_only_with_a_reason():
    book = given(MonitoringBook, "conference").when(lambda b: b.set_baseline(BASE, indicators(), act()))
    book.then(MonitoringBook.BaselineSet, indicator="overall-import-hours", value=Decimal("60.5"), period="2017", source="示例通报")
    known = book.and_then()
    known.when(lambda b: b.set_baseline(BASE, indicators(), act())).then_nothing()
    other = BASE.model_copy(update={"value": Decimal(61)})
    known.when(lambda b: b.set_baseline(other, indicators(), act())).then_refused(Refused, "--reason")
    reasoned = other.model_copy(update={"reason": "更正"})
    known.when(lambda b: b.set_baseline(reasoned, indicators(), act())).then(MonitoringBook.BaselineSet, reason="更正")


def test_a_baseline_is_of_a_known_indicator_and_possible():
    book = given(MonitoringBook, "conference")
    unknown = BASE.model_copy(update={"indicator": "overall-hours"})
    refused = book.when(lambda b: b.set_baseline(unknown, indicators(), act())).then_refused(NotFound, "overall-hours")
    assert "overall-import-hours" in refused.hint.zh
    impossible = BASE.model_copy(update={"value": Decimal(-1)})
    book.when(lambda b: b.set_baseline(impossible, indicators(), act())).then_refused(InvalidData, "不小于", field="value")
    nothing = BASE.model_copy(update={"value": Decimal(0)})
    book.when(lambda b: b.set_baseline(nothing, indicators(), act())).then_refused(InvalidData, "压缩比无法计算", field="value")
