"""A reading that a meeting adopted: what it bears on, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.facts import FORWARDER, registration
from tests.office.test_scores import Desk, noon, points, rating
from tests.scenario import refuses
from zibo_port.domain.commands import AdoptReading, CloseQuarter, PublishQuarter, RecordComplaint
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.periods import Quarter
from zibo_port.office.clock import fixed
from zibo_port.office.office import Office
from zibo_port.office.reading_check import checked

Q2, Q3 = Quarter.parse("2026Q2"), Quarter.parse("2026Q3")


def adoption(reading: str = "worst-month", since: date = date(2026, 7, 1), **changes: object) -> AdoptReading:
    return AdoptReading(**{"ambiguity": "complaints.quarter", "reading": reading, "since": since, "minutes": "联席会议明确"} | changes)


@pytest.fixture
def desk(store_url: str):
    made = Desk(store_url)
    complaint = RecordComplaint(enterprise=FORWARDER, reference="T-1", received_on=date(2026, 8, 3))
    made.on(8, 4, registration(), rating(), points("18.5"), complaint)
    yield made
    made.store.close()


def test_before_any_adoption_the_default_is_assumed(desk):
    scored = desk.score()
    assert scored.total == Decimal("81.83")
    assert all(r.assumed for r in scored.score.readings if r.ambiguity == "complaints.quarter")


def test_an_adopted_reading_counts_from_its_day_and_names_who_adopted_it(desk):
    desk.on(9, 1, adoption())
    scored = desk.score()
    assert scored.total == Decimal("68.50")
    (used,) = [r for r in scored.score.readings if r.ambiguity == "complaints.quarter"]
    assert (used.reading, used.adopted_by, used.assumed) == ("worst-month", "联席会议明确", False)


def test_a_quarter_that_ended_before_the_day_is_scored_as_before(desk):
    desk.on(9, 1, adoption(since=date(2026, 10, 1)))
    assert desk.score().total == Decimal("81.83")


def test_as_known_before_the_adoption_it_does_not_count(desk):
    desk.on(9, 1, adoption())
    assert desk.score(known=noon(8, 31)).total == Decimal("81.83")


def test_a_closed_quarter_keeps_its_readings_and_nothing_is_pending(desk):
    desk.on(10, 9, CloseQuarter(quarter="2026Q3")).on(10, 10, adoption()).on(10, 12, PublishQuarter(quarter="2026Q3"))
    scored = desk.score()
    assert (scored.status, scored.total, scored.restatement_pending) == ("published", Decimal("81.83"), False)


def test_of_two_adoptions_the_later_counts_from_its_own_day(desk):
    desk.on(9, 1, adoption(), adoption("mean-of-months", date(2026, 8, 1)))
    assert desk.score().total == Decimal("81.83")


def test_the_same_adoption_again_is_recorded_once(desk):
    office = Office(desk.store, clock=fixed(noon(9, 1)))
    first, again = office.handle(adoption()), office.handle(adoption())
    assert (first.repeated, again.repeated) == (False, True)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ambiguity": "weather"}, NotFound),
        ({"reading": "best-month"}, InvalidData),
        ({"ambiguity": "rating.no-business", "reading": "lowest-band"}, Refused),
        ({"meeting": "M19990101-0000"}, NotFound),
    ],
)
def test_what_cannot_be_adopted_is_refused_and_nothing_is_recorded(desk, changes, error):
    office = Office(desk.store, clock=fixed(noon(9, 1)))
    before = desk.store.head().position
    refuses(error, lambda: office.handle(adoption(**changes)))
    assert desk.store.head().position == before


def test_the_check_lists_whose_grade_another_reading_changes(desk):
    archive = desk.archive()
    rows = checked(archive, Q3, archive.view())
    assert [(r.ambiguity, r.reading, r.total, r.grade, r.default_grade) for r in rows] == [
        ("complaints.quarter", "worst-month", Decimal("68.50"), "一般", "良好"),
    ]
    desk.on(9, 1, adoption())
    archive = desk.archive()
    now = checked(archive, Q3, archive.view())
    assert ("complaints.quarter", "mean-of-months", "良好", "一般") in [(r.ambiguity, r.reading, r.grade, r.default_grade) for r in now]
