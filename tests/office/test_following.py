"""Circulars, bottlenecks, scorers and suggestions in the store: together or not at all, once, and as any clock shows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import NOW, OFFICER
from tests.facts import BROKER, FORWARDER, NUMBER, WAREHOUSE, penalty, registration
from tests.office.test_scores import Desk, noon, points, rating
from tests.scenario import refuses
from zibo_port.domain.bottleneck import Bottleneck, name_of
from zibo_port.domain.circular import Circular, CircularSent
from zibo_port.domain.commands import (
    AddOfficer,
    CallConsultation,
    CloseQuarter,
    CorrectPenalty,
    DraftSuggestion,
    NameScorers,
    RaiseBottleneck,
    RecordDepartmentScore,
    RecordVisit,
    SendCircular,
    SubmitSuggestion,
)
from zibo_port.domain.consultation import ConsultationCalled
from zibo_port.domain.enterprise.visits import VisitRecorded
from zibo_port.domain.errors import InvalidData, NotAllowed, NotFound, Refused
from zibo_port.domain.fact import ENGINE
from zibo_port.office import conference
from zibo_port.office.archive import Archive
from zibo_port.office.clock import fixed
from zibo_port.office.following import stream, streams, visits
from zibo_port.office.office import Office
from zibo_port.office.transaction import transact

SECOND = "淄市监罚〔2026〕2号"


@pytest.fixture
def city(office: Office) -> Office:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)))
    office.handle(penalty())
    office.handle(penalty(SECOND, enterprise=BROKER, fine=Decimal(80000)))
    return office


def call(*cases: str, departments: tuple[str, ...] = ("market-supervision", "customs", "port-office")) -> CallConsultation:
    return CallConsultation(on=date(2026, 11, 24), departments=departments, cases=cases or (NUMBER, SECOND))


def circulars(office: Office) -> list[Circular]:
    archive = Archive(office)
    return streams(archive, archive.view(), Circular)


# --- the circular of a meeting ------------------------------------------------------------------------------------


def test_calling_a_meeting_about_cases_passes_them_on_in_the_same_transaction(city):
    receipt = city.handle(call())
    called, sent = (r.fact for r in receipt.recorded)
    assert isinstance(called, ConsultationCalled)
    assert isinstance(sent, CircularSent)
    assert (sent.meeting, sent.cases, sent.departments) == (called.meeting, (NUMBER, SECOND), ("market-supervision", "customs"))
    assert (sent.officer, sent.department, sent.command_id) == (ENGINE, "port-office", called.command_id)
    assert "淄博示例货代有限公司（91370303MADEM0011X）" in sent.text
    assert f"{SECOND}，淄博市市场监督管理局 2026-11-20 决定，自立收费项目或者自定标准收费，罚款80000元。" in sent.text


def test_a_repeated_call_sends_nothing_again_under_any_command_id(city):
    first = city.handle(call())
    head = city.store.head().position
    again = city.handle(call())
    assert (again.repeated, again.recorded) == (True, first.recorded)
    assert city.handle(call(), command_id="another").repeated
    assert city.store.head().position == head
    assert len(circulars(city)) == 1


def test_a_repeated_call_sends_nothing_though_a_decision_was_corrected_in_between(city):
    city.handle(call())
    content = penalty().model_dump(exclude={"source", "notes"}) | {"fine": Decimal(70000), "reason": "金额录错"}
    city.handle(CorrectPenalty(**content))
    assert city.handle(call(), command_id="another").repeated
    [circular] = circulars(city)
    assert "罚款60000元" in circular.sent.text


def test_a_meeting_without_cases_or_of_the_port_office_alone_passes_nothing_on(city):
    without = CallConsultation(on=date(2026, 11, 24), departments=("customs",))
    assert len(city.handle(without).recorded) == 1
    assert len(city.handle(call(departments=("port-office",))).recorded) == 1
    assert circulars(city) == []


def test_a_call_that_fails_leaves_no_circular(city):
    refuses(NotFound, lambda: city.handle(call(NUMBER, "没有")))
    broken = city.store.head().position

    def work(desk: Any) -> None:
        city.decide(desk, call(), "a-call")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        transact(city.store, city.books, work)
    assert city.store.head().position == broken
    assert len(city.handle(call()).recorded) == 2


def test_a_dry_run_says_it_and_records_nothing(city):
    head = city.store.head().position
    receipt = city.handle(call(), dry_run=True)
    assert len(receipt.recorded) == 2
    assert city.store.head().position == head
    archive = Archive(city)
    shown = stream(archive, archive.view(), Circular, receipt.recorded[1].fact.circular, receipt.recorded)
    assert shown.open == ("market-supervision", "customs")
    assert streams(archive, archive.view(), Circular) == []


def test_what_is_sent_twice_is_recorded_once_and_its_cases_must_be_on_record(city):
    said = SendCircular(title="检查情况", text="内容", to=("customs",), cases=("淄市监罚[2026] 1号",))
    first = city.handle(said)
    assert first.recorded[0].fact.cases == (NUMBER,)
    assert city.handle(said).repeated
    refuses(Refused, lambda: city.handle(said.model_copy(update={"text": "另一内容"})))
    refuses(NotFound, lambda: city.handle(said.model_copy(update={"cases": ("没有",)})))


# --- visits and bottlenecks ---------------------------------------------------------------------------------------

VISIT = RecordVisit(
    enterprise=FORWARDER,
    department="customs",
    on=date(2026, 11, 20),
    topic="通关时效",
    findings="等待偏长",
    bottleneck="夜间查验无人值守",
    owner="customs",
    due_on=date(2026, 12, 31),
)
FOUND = name_of("夜间查验无人值守", FORWARDER)


def test_a_visit_and_the_bottleneck_it_found_are_recorded_together(city):
    receipt = city.handle(VISIT)
    assert {type(r.fact).__name__ for r in receipt.recorded} == {"VisitRecorded", "BottleneckRaised"}
    archive = Archive(city)
    bottleneck = stream(archive, archive.view(), Bottleneck, FOUND)
    [visit] = visits(archive, archive.view())
    assert (bottleneck.raised.visit, bottleneck.raised.enterprise, bottleneck.raised.department) == (visit.fact.visit, FORWARDER, "customs")
    assert (visit.enterprise, visit.name) == (FORWARDER, "淄博示例货代有限公司")
    assert city.handle(VISIT).repeated


def test_if_the_bottleneck_cannot_be_raised_the_visit_is_not_recorded(city):
    head = city.store.head().position
    refuses(InvalidData, lambda: city.handle(VISIT.model_copy(update={"due_on": date(2026, 11, 1)})))
    refuses(InvalidData, lambda: city.handle(VISIT.model_copy(update={"bottleneck": None})))
    assert city.store.head().position == head


def test_a_bottleneck_of_an_enterprise_that_is_not_registered_is_refused(city):
    form = RaiseBottleneck(title="问题", text="情况", owner="tax", enterprise=WAREHOUSE)
    refuses(NotFound, lambda: city.handle(form))


def test_a_corrected_visit_stands_once_in_the_list_and_as_it_was_before(city):
    city.handle(VISIT)
    before = city.store.head()
    later = Office(city.store, clock=fixed(NOW.replace(day=25)))
    later.handle(VISIT.model_copy(update={"findings": "核对后更正", "reason": "核对笔录"}))
    archive = Archive(later)
    assert [v.fact.findings for v in visits(archive, archive.view())] == ["核对后更正"]
    assert [v.fact.findings for v in visits(archive, archive.view(before.recorded_at))] == ["等待偏长"]
    assert visits(archive, archive.view(effective_at=date(2026, 11, 19))) == []


def test_duties_of_both_kinds_stand_beside_the_others_and_follow_both_clocks(city):
    city.handle(VISIT)
    city.handle(call(NUMBER))
    archive = Archive(city)
    owed = {(o.duty.step, o.duty.department): o.duty.due_on for o in archive.duties(archive.view())}
    assert owed["bottleneck", "customs"] == date(2026, 12, 31)
    assert owed["acknowledge", "customs"] == owed["acknowledge", "market-supervision"] == date(2026, 11, 26)
    earlier = conference.duties(archive, archive.view(effective_at=date(2026, 11, 22)))
    assert not {"bottleneck", "acknowledge"} & {duty.step for duty in earlier}


# --- who may score ------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(store_url: str):
    made = Desk(store_url)
    made.on(7, 2, registration(), registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)), rating(), points("18.5"))
    yield made
    made.store.close()


def scorers(quarter: str = "2026Q3", *departments: str) -> NameScorers:
    return NameScorers(departments=departments or ("customs", "tax"), quarter=quarter, minutes="联席会议明确")


def test_a_score_by_another_unit_is_refused_once_the_scorers_are_named(desk):
    desk.on(8, 1, points("15", department="commerce"), scorers())
    told = refuses(Refused, lambda: desk.on(8, 2, points("15", BROKER, department="commerce")))
    assert told.clause == "《淄博市口岸服务评价赋分细则》各部门内部评价"
    desk.on(8, 2, points("15", BROKER, department="tax"))
    desk.on(8, 2, RecordDepartmentScore(enterprise=BROKER, quarter="2026Q2", department="commerce", points=Decimal(12)))
    refuses(
        Refused,
        lambda: desk.on(10, 2, RecordDepartmentScore(enterprise=BROKER, quarter="2026Q4", department="commerce", points=Decimal(1))),
    )


def test_what_was_recorded_before_counts_as_it_did_and_its_repeat_is_no_refusal(desk):
    desk.on(8, 1, points("15.5", department="commerce"), scorers())
    office = Office(desk.store, clock=fixed(noon(8, 2)))
    assert office.handle(points("15.5", department="commerce")).repeated
    refuses(Refused, lambda: office.handle(points("16", department="commerce", reason="核对后更正")))
    [component] = [c for c in desk.score().score.components if c.code.startswith("department")]
    assert component.points == Decimal("17.00")


def test_a_closed_quarter_keeps_its_scorers(desk):
    desk.on(10, 9, CloseQuarter(quarter="2026Q3"))
    told = refuses(Refused, lambda: desk.on(10, 10, scorers()))
    assert "2026Q3 已封账" in str(told)
    refuses(Refused, lambda: desk.on(10, 10, scorers("2026Q2")))
    desk.on(10, 10, scorers("2026Q4"), points("12", BROKER, department="commerce"))


def test_naming_the_same_again_is_answered_with_the_first(desk):
    office = Office(desk.store, clock=fixed(noon(8, 1)))
    first, again = office.handle(scorers()), office.handle(scorers("2026Q3", "tax", "customs"))
    assert (again.repeated, again.recorded) == (True, first.recorded)


# --- suggestions and four eyes ------------------------------------------------------------------------------------


def test_an_officer_who_was_added_submits_what_another_one_drafted_and_never_the_own_draft(city):
    city.handle(AddOfficer(name="李敏", departments=("port-office",)))
    city.handle(AddOfficer(name="周宁", departments=("port-office",)))
    added, other = Office(city.store, "李敏", fixed(NOW)), Office(city.store, "周宁", fixed(NOW))
    drafted = added.handle(DraftSuggestion(title="建议", text="内容", quarter="2026Q3"))
    form = SubmitSuggestion(suggestion=drafted.recorded[0].fact.suggestion)
    refuses(Refused, lambda: added.handle(form))
    assert other.handle(form).recorded[0].fact.officer == "周宁"
    own = city.handle(DraftSuggestion(title="另一建议", text="内容", quarter="2026Q3"))
    assert city.officer == OFFICER
    assert city.handle(SubmitSuggestion(suggestion=own.recorded[0].fact.suggestion)).recorded
    refuses(NotAllowed, lambda: added.handle(VISIT))


def test_a_suggestion_rests_on_a_meeting_that_was_called(city):
    refuses(NotFound, lambda: city.handle(DraftSuggestion(title="建议", text="内容", meeting="M19990101-0000")))
    meeting = city.handle(call()).recorded[0].fact.meeting
    assert city.handle(DraftSuggestion(title="建议", text="内容", meeting=meeting)).recorded[0].fact.meeting == meeting


def test_a_visit_is_told_in_the_enterprises_trail(city):
    city.handle(VISIT)
    archive = Archive(city)
    assert [type(fact) for _, fact in archive.trail(FORWARDER, archive.view())][-1] is VisitRecorded
