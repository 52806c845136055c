"""What the next meeting has to deal with, gathered from history at two clocks on each database; the days can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.documents.quarterly_scene import Clock
from tests.facts import BROKER, FORWARDER, penalty, registration
from zibo_port.domain import commands as c
from zibo_port.domain.agenda import AgendaLine
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.office.agenda import agenda, next_day, with_agenda
from zibo_port.office.archive import Archive
from zibo_port.office.founding import found
from zibo_port.office.minutes import minutes
from zibo_port.office.office import Office
from zibo_port.office.store import open_store

FIRST, SECOND = "淄市监罚〔2026〕1号", "淄市监罚〔2026〕2号"
OCTOBER = date(2026, 10, 15)
DAY_BEFORE = date(2026, 10, 9)


class City:
    """An office that was founded on 2026-08-03; the first month owed is July, due on 10 August."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.to(date(2026, 8, 3))
        store = open_store(url)
        found(store, "王晓", rehearsal=True, clock=self.clock)
        self.office = Office(store, clock=self.clock)

    def to(self, day: date) -> City:
        self.clock.go_to(day)
        return self

    def do(self, *forms: c.Command) -> Any:
        """Handle requests; the first fact of the last."""
        return [self.office.handle(form).recorded for form in forms][-1][0].fact

    def report(self, unit: str, month: str, indicator: str, value: str, *, approved: bool = True) -> None:
        figure = c.ReportedFigure(indicator=indicator, value=Decimal(value))
        self.do(c.SubmitReport(department=unit, month=month, figures=(figure,)))
        if approved:
            self.do(c.ApproveReport(department=unit, month=month))

    def agenda(self, on: date = OCTOBER, kind: str = "regular", **clocks: Any) -> list[AgendaLine]:
        archive = Archive(self.office)
        return agenda(archive, archive.view(**clocks), on, kind)

    def of(self, item: str, **asked: Any) -> list[AgendaLine]:
        return [line for line in self.agenda(**asked) if line.item == item]


@pytest.fixture
def city(store_url: str) -> Iterator[City]:
    made = City(store_url)
    yield made
    made.office.store.close()


def test_nothing_waits_for_a_meeting_of_a_new_office(city):
    assert city.agenda(on=date(2026, 8, 10)) != [], "July falls due on 10 August"
    assert city.agenda(on=date(2026, 8, 9)) == []


def test_reports_that_are_due_by_the_meeting_and_undone(city):
    city.report("customs", "2026-07", "import-value", "100")
    city.report("tax", "2026-07", "refund-claimants", "40", approved=False)
    city.do(c.ReturnReport(department="tax", month="2026-07", reason="单位有误"))
    city.to(date(2026, 9, 9)).report("customs", "2026-08", "import-value", "101", approved=False)
    told = city.to(DAY_BEFORE).of("monthly-report", on=date(2026, 9, 10))
    assert {line.about for line in told} == {"2026-07", "2026-08"}
    july = {line.department: line.zh for line in told if line.about == "2026-07"}
    assert set(july) == set(REPORTING_UNITS) - {"customs"}
    assert july["tax"] == "市税务局 2026-07 月报已退回，尚未改正（期限 2026-08-10）。"
    assert july["commerce"] == "市商务局 2026-07 月报尚未报送（期限 2026-08-10）。"
    [own] = [line for line in told if (line.about, line.department) == ("2026-08", "customs")]
    assert own.zh == "淄博海关 2026-08 月报尚未审核（期限 2026-09-10）。"
    assert own.en == "The report of the Zibo Customs for 2026-08 hasn't been approved (due on 2026-09-10)."


def test_a_report_not_late_yet_is_due_by_the_meeting(city):
    """Seen on 9 October, September's reports have a day left; a meeting on the 15th has to deal with what is missing then."""
    city.to(DAY_BEFORE)
    assert {line.about for line in city.of("monthly-report", on=DAY_BEFORE)} == {"2026-07", "2026-08"}
    assert {line.about for line in city.of("monthly-report")} == {"2026-07", "2026-08", "2026-09"}
    units = [line.department for line in city.of("monthly-report") if line.about == "2026-09"]
    assert units == list(REPORTING_UNITS), "in the order of the notice's list"


def test_warnings_of_the_three_months_before(city):
    for month, value in zip(range(1, 7), ("100", "101", "100", "101", "100", "101"), strict=True):
        city.report("customs", f"2026-{month:02}", "import-value", value)
    city.report("customs", "2026-07", "import-value", "200")
    [line] = city.of("warning", on=OCTOBER)
    assert (line.about, line.department) == ("import-value 2026-07", "customs")
    assert "高于预期范围" in line.zh
    assert city.of("warning", on=date(2026, 11, 15)) == [], "July is the fourth month before November"
    assert city.of("warning", kind="ad-hoc") == []


def cases(city: City) -> str:
    """Two decisions; the first is concluded on 10 August with two measures, one of them without a day; the meeting's id."""
    city.do(registration(), registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)))
    city.do(penalty(FIRST, decided_on=date(2026, 7, 30)))
    city.do(penalty(SECOND, enterprise=BROKER, decided_on=date(2026, 7, 31)))
    city.to(date(2026, 8, 10))
    meeting: str = city.do(c.CallConsultation(on=date(2026, 8, 10), departments=("customs", "tax"), cases=(FIRST, SECOND))).meeting
    measures = (
        c.MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=date(2026, 9, 30)),
        c.MeasureOrder(measure="key-supervision", department="tax"),
    )
    outcome = c.Outcome(case=FIRST, deduct=Decimal(5), measures=measures)
    city.do(c.ConcludeConsultation(meeting=meeting, outcomes=(outcome,), minutes="纪要"))
    return meeting


def test_cases_that_no_meeting_concluded_and_measures_that_are_due(city):
    cases(city)
    [case] = city.to(DAY_BEFORE).of("case")
    assert (case.about, case.enterprise, case.due_on) == (SECOND, BROKER, date(2026, 10, 20))
    assert case.zh == f"淄博示例报关有限公司：{SECOND} 尚无会商结论（期限 2026-10-20）。"
    due = {(line.department, line.due_on) for line in city.of("measure")}
    assert due == {("customs", date(2026, 9, 30)), ("tax", date(2026, 10, 20))}, "without a day: at the regular meeting"
    assert [line.department for line in city.of("measure", on=date(2026, 9, 30))] == ["customs"]
    assert city.of("measure", on=date(2026, 9, 29)) == []
    assert city.of("case", known_at=datetime(2026, 8, 3, tzinfo=UTC)) == []


def test_obligations_that_are_due_and_undone(city):
    meeting = cases(city)
    said = {"meeting": meeting, "department": "customs"}
    city.do(
        c.ImposeObligation(**said, task="提出压缩通关时间的措施。\n并报送台账", due=date(2026, 10, 12)),
        c.ImposeObligation(**said, task="很久以后", due=date(2026, 12, 31)),
        c.ImposeObligation(**said, task="已办", due=date(2026, 10, 1)),
    )
    city.to(date(2026, 9, 1)).do(c.FulfilObligation(obligation=f"{meeting}-3", department="customs", report="完成"))
    [line] = city.to(DAY_BEFORE).of("obligation")
    assert (line.about, line.due_on) == (f"{meeting}-1", date(2026, 10, 12))
    assert line.zh == f"淄博海关：提出压缩通关时间的措施。 并报送台账（{meeting}-1，期限 2026-10-12）。"
    assert city.of("obligation", on=date(2026, 10, 11)) == []
    assert [x.about for x in city.of("obligation", kind="ad-hoc")] == [f"{meeting}-1"]
    city.do(c.ExtendObligation(obligation=f"{meeting}-1", until=date(2026, 10, 31), reason="需征求意见"))
    assert city.of("obligation") == []


def test_every_bottleneck_that_is_open(city):
    raised = {"title": "查验等候时间长", "text": "集装箱查验预约需等两天", "owner": "customs"}
    late = city.do(c.RaiseBottleneck(**raised, due_on=date(2026, 12, 31))).bottleneck
    other = city.do(c.RaiseBottleneck(title="场站堆存紧张", text="月底满仓", owner="bonded-zone")).bottleneck
    city.to(DAY_BEFORE)
    told = {line.about: line for line in city.of("bottleneck")}
    assert list(told) == [other, late], "by due day; a later day doesn't take it off"
    assert told[other].due_on == OCTOBER.replace(day=20), "without a day: at the next regular meeting"
    assert told[late].zh == f"查验等候时间长（{late}，淄博海关负责，期限 2026-12-31）。"
    assert told[late].en == f"查验等候时间长 ({late}, the Zibo Customs is to remove it by 2026-12-31)."
    assert city.of("bottleneck", kind="ad-hoc") == []
    assert city.of("bottleneck", known_at=datetime(2026, 8, 2, tzinfo=UTC)) == []
    city.do(c.ResolveBottleneck(bottleneck=late, how="增开查验通道"))
    assert [line.about for line in city.of("bottleneck")] == [other]
    city.do(c.RaiseBottleneck(**raised))
    assert [line.about for line in city.of("bottleneck")] == [other, late], "it came back, due at January's meeting"


def test_circulars_that_units_should_have_acknowledged(city):
    sent = city.do(c.SendCircular(title="收费整治情况", text="见附件", to=("customs", "tax"))).circular
    assert city.of("circular", on=date(2026, 8, 5)) == [], "three working days from Monday"
    told = city.of("circular", on=date(2026, 8, 6))
    assert [(line.about, line.department) for line in told] == [(sent, "customs"), (sent, "tax")]
    assert told[0].zh == f"淄博海关尚未签收通报“收费整治情况”（{sent}，期限 2026-08-06）。"
    assert told[0].en == f"The Zibo Customs hasn't acknowledged “收费整治情况” ({sent}, due on 2026-08-06)."
    city.do(c.AcknowledgeCircular(circular=sent, department="customs"))
    assert [line.department for line in city.of("circular", kind="ad-hoc")] == ["tax"]


def test_results_to_be_restated_with_why_they_were_put_off(city):
    city.do(registration())
    for form in (c.RecordRating(enterprise=FORWARDER, year=2025, favourable=90, total=100), score("18")):
        city.do(form)
    city.to(date(2026, 10, 8)).do(c.CloseQuarter(quarter="2026Q3"), score("16", reason="核对后更正"))
    [line] = city.to(DAY_BEFORE).of("restatement")
    assert (line.about, line.enterprise) == ("2026Q3", FORWARDER)
    assert line.zh == "淄博示例货代有限公司 2026Q3 结果待重述：由 88.00 分（良好）变为 86.00 分（良好）。"
    meeting = city.do(c.CallConsultation(on=DAY_BEFORE, departments=("customs",))).meeting
    city.do(c.RestateResult(enterprise=FORWARDER, quarter="2026Q3", meeting=meeting, accept=False, reason="待核实。"))
    [deferred] = city.of("restatement")
    assert "（此前暂缓：待核实）" in deferred.zh
    assert "(deferred before: 待核实)" in deferred.en


def score(points: str, **more: Any) -> c.RecordDepartmentScore:
    return c.RecordDepartmentScore(enterprise=FORWARDER, quarter="2026Q3", department="customs", points=Decimal(points), **more)


ORDER = ("monthly-report", "warning", "bottleneck", "case", "restatement", "measure", "obligation", "circular")


def test_sections_stand_in_the_order_in_which_a_meeting_takes_them(city):
    cases(city)
    items = [line.item for line in city.to(DAY_BEFORE).agenda()]
    assert items == sorted(items, key=ORDER.index)
    assert {"monthly-report", "case", "measure", "circular"} == set(items)
    assert {line.item for line in city.agenda(kind="ad-hoc")} == {"case", "measure", "circular"}


# --- pinned in the call -------------------------------------------------------------------------------------------


def regular(day: date = OCTOBER) -> c.CallConsultation:
    return c.CallConsultation(on=day, kind="regular", departments=("customs", "tax"))


def test_a_regular_call_keeps_the_agenda_as_it_was_and_an_ad_hoc_one_has_none(city):
    cases(city)
    archive = Archive(city.to(DAY_BEFORE).office)
    form = with_agenda(archive, archive.view(), regular())
    position = city.office.store.head().position
    fact = city.do(form)
    assert (fact.known_position, list(fact.agenda)) == (position, city.agenda())
    assert with_agenda(archive, archive.view(), form.model_copy(update={"kind": "ad-hoc", "agenda": ()})).agenda == ()
    city.to(date(2026, 10, 12)).report("customs", "2026-09", "import-value", "99")
    later = with_agenda(archive, archive.view(), regular())
    assert list(later.agenda) != list(fact.agenda)
    again = city.office.handle(later)
    assert again.repeated
    assert again.recorded[0].fact.agenda == fact.agenda, "the call answers with what it was made with"


def test_the_next_meeting_is_the_one_that_was_called_else_today(city):
    archive = Archive(city.to(DAY_BEFORE).office)
    assert next_day(archive, archive.view(), "regular") == DAY_BEFORE
    city.do(regular(date(2026, 10, 20)), regular())
    assert next_day(archive, archive.view(), "regular") == OCTOBER
    assert next_day(archive, archive.view(), "ad-hoc") == DAY_BEFORE
    city.to(date(2026, 10, 16))
    assert next_day(archive, archive.view(), "regular") == date(2026, 10, 20)


# --- the minutes of a meeting with its record ---------------------------------------------------------------------


def test_the_minutes_have_attendance_opinions_obligations_and_text(city):
    cases(city)
    archive = Archive(city.to(DAY_BEFORE).office)
    form = c.CallConsultation(on=OCTOBER, kind="regular", departments=("customs", "tax"), cases=(SECOND,))
    meeting = city.do(with_agenda(archive, archive.view(), form)).meeting
    assert not minutes(archive, meeting, archive.view()).final
    said = {"meeting": meeting}
    city.to(OCTOBER).do(
        c.RecordAttendance(**said, department="customs", person="统计科科长"),
        c.RecordAttendance(**said, department="tax", absent="另有会议"),
        c.RecordAttendance(**said, department="central-bank", observer=True),
        c.RecordOpinion(**said, department="customs", text="同意扣分", case=SECOND),
        c.RecordOpinion(**said, department="customs", text="加强监测"),
        c.ImposeObligation(**said, department="tax", task="报送台账", due=date(2026, 11, 1)),
        c.MinuteConsultation(**said, minutes="会议听取了通报"),
    )
    told = minutes(archive, meeting, archive.view())
    assert [(d.unit, [p.role for p in d.persons]) for d in told.attended] == [("淄博海关", ["统计科科长"])]
    assert ([d.unit for d in told.absent], [d.unit for d in told.observers]) == (["市税务局"], ["人民银行淄博市中心支行"])
    assert [(o.unit, o.text) for o in told.outcomes[0].opinions] == [("淄博海关", "同意扣分")]
    assert [(o.unit, o.text) for o in told.opinions] == [("淄博海关", "加强监测")]
    assert [(o.owner, o.what, o.due_on) for o in told.obligations] == [("市税务局", "报送台账", date(2026, 11, 1))]
    assert (told.text, told.final) == ("会议听取了通报", True)
    assert told.agenda[:2] == ("分析口岸运行情况和通关时效", "通报行政处罚信息1件，逐案研究联合监管共治意见")
    assert "研究月报未办结21项" in told.agenda
    assert "研究到期未办结的联合监管措施2项" in told.agenda
