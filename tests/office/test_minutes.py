"""The gathering of a meeting's minutes: from its call and its conclusions, at two clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import CODES, FAIR, FIRST, OPEN, SECOND, THIRD, City
from zibo_port.domain import commands as c
from zibo_port.domain.errors import NotFound
from zibo_port.domain.minutes import Minutes, Order
from zibo_port.office.meetings import meetings
from zibo_port.office.minutes import minutes


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("city")).inputs().meeting()


def of(city: City, known_at: datetime | None = None) -> Minutes:
    (met,) = meetings(city.archive, city.archive.view())
    return minutes(city.archive, met.call.meeting, city.archive.view(known_at))


def test_the_call_gives_day_convener_units_and_agenda(city: City) -> None:
    found = of(city)
    assert (found.on, found.kind, found.convener) == (date(2026, 8, 10), "ad-hoc", "市口岸办公室")
    assert found.called == ("淄博海关", "市口岸办公室")
    assert found.agenda == ("通报行政处罚信息4件，逐案研究联合监管共治意见",)
    assert (found.rehearsal, found.text) == (True, "会议纪要")


def test_each_case_comes_with_its_penalty_and_what_was_concluded(city: City) -> None:
    first, second, third, still_open = of(city).outcomes
    assert [o.document_no for o in (first, second, third, still_open)] == [FIRST, SECOND, THIRD, OPEN]
    assert (first.enterprise, first.name) == (CODES[FAIR], scene.SCRIPT)
    assert first.decision == "淄博市市场监督管理局于2026年7月6日作出处罚决定：罚款3000元"
    assert (first.concluded, first.deducted, first.quarter, first.no_action) == (True, Decimal(5), "2026Q3", None)
    assert first.orders == (Order("适当提高抽查比例和频次", "淄博海关", "《山东省社会信用条例》第二十八条第（四）项", date(2026, 9, 15)),)
    assert (second.deducted, second.orders) == (Decimal("8.5"), ())
    assert (still_open.concluded, still_open.deducted) == (False, None)
    assert not of(city).final


def test_attendance_is_not_made_up(city: City) -> None:
    found = of(city)
    assert (found.attended, found.absent, found.observers, found.opinions, found.obligations) == ((), (), (), (), ())


def test_known_before_the_conclusion_every_case_is_open(city: City) -> None:
    before = meetings(city.archive, city.archive.view())[0].call.timestamp
    found = of(city, before)
    assert [o.concluded for o in found.outcomes] == [False] * 4
    assert (found.text, found.as_of) == ("", before)


def test_a_meeting_that_concluded_everything_is_final_and_says_why_not_and_where_to(tmp_path: Path) -> None:
    city = City(tmp_path).inputs()
    city.clock.go_to(date(2026, 8, 10))
    call = c.CallConsultation(on=date(2026, 8, 10), kind="regular", departments=("customs", "port-office"), cases=(FIRST, SECOND))
    name = city.do(call).meeting
    said = {"meeting": name}
    city.do(
        c.ConcludeConsultation(**said, outcomes=(c.Outcome(case=FIRST, no_action="已退还"),), minutes="甲\n乙"),
        c.ConcludeConsultation(**said, outcomes=(c.Outcome(case=SECOND, deduct=Decimal(1), push=("sanction-provincial",)),), minutes="丙"),
    )
    found = minutes(city.archive, name, city.archive.view())
    assert found.final
    assert (found.kind, found.convener) == ("regular", "市政府分管秘书长")
    assert found.agenda[0] == "分析口岸运行情况和通关时效"
    assert [(o.no_action, o.deducted, o.pushes) for o in found.outcomes] == [("已退还", None, ()), (None, Decimal(1), ("省联合奖惩系统",))]
    assert found.text == "甲\n乙\n丙"


def test_minutes_said_twice_are_told_once(tmp_path: Path) -> None:
    city = City(tmp_path).inputs()
    city.clock.go_to(date(2026, 8, 10))
    name = city.do(c.CallConsultation(on=date(2026, 8, 10), departments=("customs",), cases=(FIRST, SECOND))).meeting
    for case in (FIRST, SECOND):
        city.do(c.ConcludeConsultation(meeting=name, outcomes=(c.Outcome(case=case, deduct=Decimal(1)),), minutes="同意"))
    assert minutes(city.archive, name, city.archive.view()).text == "同意"


def test_a_meeting_that_nobody_called(city: City) -> None:
    with pytest.raises(NotFound, match="consultation list"):
        minutes(city.archive, "M19990101-0000", city.archive.view())
    with pytest.raises(NotFound):
        of(city, datetime(2026, 8, 1, tzinfo=UTC))
