"""A score computed, frozen, published: at any two clocks, and what is pending since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import OFFICER
from tests.facts import BROKER, FORWARDER, WAREHOUSE, penalty, registration
from zibo_port.domain.commands import (
    CallConsultation,
    CloseQuarter,
    Command,
    ConcludeConsultation,
    DeregisterEnterprise,
    Outcome,
    PublishQuarter,
    RecordComplaint,
    RecordDepartmentScore,
    RecordRating,
)
from zibo_port.domain.periods import Quarter
from zibo_port.office.archive import Archive
from zibo_port.office.clock import fixed
from zibo_port.office.founding import found
from zibo_port.office.meetings import meetings
from zibo_port.office.office import Office
from zibo_port.office.scores import DEREGISTERED, ELSEWHERE, NOT_IN_ROUND, OTHER_LINE, Scored, score_of, scores
from zibo_port.office.store import open_store

Q3 = Quarter.parse("2026Q3")


class Desk:
    """An office whose clock is moved from day to day."""

    def __init__(self, url: str) -> None:
        self.store = open_store(url)
        found(self.store, OFFICER, rehearsal=True, clock=fixed(noon(7, 1)))

    def on(self, month: int, day: int, *commands: Command) -> Desk:
        office = Office(self.store, clock=fixed(noon(month, day)))
        for command in commands:
            office.handle(command)
        return self

    def archive(self, month: int = 12, day: int = 31) -> Archive:
        return Archive(Office(self.store, clock=fixed(noon(month, day))))

    def score(self, code: str = FORWARDER, quarter: Quarter = Q3, **clocks: Any) -> Scored:
        archive = self.archive()
        view = archive.view(clocks.get("known"), clocks.get("effective"))
        return score_of(archive, archive.file(code, view), quarter, view)


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, tzinfo=UTC)


def rating(code: str = FORWARDER, favourable: int = 90, **more: Any) -> RecordRating:
    return RecordRating(enterprise=code, year=2025, favourable=favourable, total=100, **more)


def points(number: str, code: str = FORWARDER, department: str = "customs", **more: Any) -> RecordDepartmentScore:
    return RecordDepartmentScore(enterprise=code, quarter="2026Q3", department=department, points=Decimal(number), **more)


CLOSE, PUBLISH = CloseQuarter(quarter="2026Q3"), PublishQuarter(quarter="2026Q3")


@pytest.fixture
def desk(store_url: str):
    made = Desk(store_url)
    made.on(7, 2, registration(), registration(BROKER, name="淄博示例报关有限公司", lines=("customs-broker",)), rating(), points("18.5"))
    yield made
    made.store.close()


def figures(scored: Scored) -> tuple[str, Decimal | None, str | None]:
    return scored.status, scored.total, scored.grade


def test_it_is_computed_while_the_quarter_is_open(desk):
    assert figures(desk.score()) == ("open", Decimal("88.50"), "良好")
    assert figures(desk.score(BROKER)) == ("no-data", None, None)
    assert figures(desk.score(quarter=Quarter.parse("2026Q4"))) == ("no-data", None, None)


def test_a_close_freezes_and_a_publication_makes_it_a_fact(desk):
    desk.on(10, 9, CLOSE)
    assert figures(desk.score()) == ("closed", Decimal("88.50"), "良好")
    desk.on(10, 10, points("2", department="tax"))
    frozen = desk.score()
    assert figures(frozen) == ("closed", Decimal("88.50"), "良好")
    assert (frozen.restatement_pending, frozen.recomputed) == (True, (Decimal("80.25"), "良好"))
    desk.on(10, 12, PUBLISH)
    assert figures(desk.score()) == ("published", Decimal("88.50"), "良好")
    assert desk.score().published_at is not None


def test_known_at_goes_back_through_the_round_and_effective_at_does_not(desk):
    desk.on(10, 9, CLOSE).on(10, 10, points("2", department="tax")).on(10, 12, PUBLISH)
    assert figures(desk.score(known=noon(10, 8))) == ("open", Decimal("88.50"), "良好")
    closed = desk.score(known=noon(10, 9))
    assert (*figures(closed), closed.restatement_pending) == ("closed", Decimal("88.50"), "良好", False)
    assert desk.score(known=noon(10, 11)).restatement_pending
    for effective in (date(2026, 7, 1), date(2026, 10, 9), date(2026, 12, 1)):
        assert figures(desk.score(effective=effective)) == ("published", Decimal("88.50"), "良好")
        assert figures(desk.score(known=noon(10, 9), effective=effective)) == ("closed", Decimal("88.50"), "良好")
    assert figures(desk.score(known=noon(10, 8), effective=date(2026, 7, 1))) == ("no-data", None, None)


def test_no_data_stays_no_data_when_it_is_published_and_may_be_restated(desk):
    desk.on(10, 9, CLOSE, PUBLISH)
    assert figures(desk.score(BROKER)) == ("no-data", None, None)
    assert desk.score(BROKER).evaluated
    desk.on(10, 10, rating(BROKER), points("10", BROKER))
    late = desk.score(BROKER)
    assert (*figures(late), late.restatement_pending) == ("no-data", None, None, True)


def test_an_input_that_was_taken_back_is_pending_no_more(desk):
    desk.on(10, 9, CLOSE).on(10, 10, points("2", reason="误"))
    assert desk.score().restatement_pending
    desk.on(10, 11, points("18.5", reason="改回"))
    assert not desk.score().restatement_pending


def test_a_deduction_of_a_meeting_in_the_quarter_counts_though_recorded_later(desk):
    desk.on(9, 20, penalty(decided_on=date(2026, 9, 18)))
    desk.on(9, 20, CallConsultation(on=date(2026, 9, 28), departments=("customs",), cases=("淄市监罚〔2026〕1号",)))
    archive = desk.archive()
    [called] = meetings(archive, archive.view())
    outcome = Outcome(case="淄市监罚〔2026〕1号", deduct=Decimal(10))
    conclusion = ConcludeConsultation(meeting=called.call.meeting, outcomes=(outcome,), minutes="纪要")
    desk.on(10, 9, CLOSE).on(10, 20, conclusion)
    scored = desk.score()
    assert (scored.total, scored.restatement_pending, scored.recomputed) == (Decimal("88.50"), True, (Decimal("78.50"), "一般"))


def test_a_complaint_of_the_quarter_after_the_close_is_pending(desk):
    desk.on(10, 9, CLOSE)
    desk.on(10, 10, RecordComplaint(enterprise=FORWARDER, reference="T-1", received_on=date(2026, 9, 30)))
    assert desk.score().restatement_pending
    desk.on(10, 10, RecordComplaint(enterprise=BROKER, reference="T-2", received_on=date(2026, 10, 1)))
    assert not desk.score(BROKER).restatement_pending


@pytest.mark.parametrize(
    ("code", "lines", "reason"),
    [(WAREHOUSE, ("other",), OTHER_LINE), ("91370203MADEM0038G", ("customs-broker",), ELSEWHERE)],
)
def test_who_is_not_evaluated_is_told_why(desk, code, lines, reason):
    desk.on(7, 3, registration(code, name="别处", lines=lines), rating(code), points("20", code))
    scored = desk.score(code)
    assert (*figures(scored), scored.evaluated, scored.reason) == ("no-data", None, None, False, reason)
    desk.on(10, 9, CLOSE, PUBLISH)
    assert (*figures(desk.score(code)), desk.score(code).restatement_pending) == ("no-data", None, None, False)
    assert code not in [s.code for s in scores(desk.archive(), Q3, desk.archive().view())]


def test_who_was_deregistered_is_evaluated_to_the_end_of_that_quarter(desk):
    desk.on(8, 1, DeregisterEnterprise(enterprise=FORWARDER, on=date(2026, 8, 1), reason="歇业"))
    assert desk.score().evaluated
    after = desk.score(quarter=Quarter.parse("2026Q4"))
    assert (after.evaluated, after.reason) == (False, DEREGISTERED)


def test_who_turns_out_to_have_been_deregistered_before_stays_in_the_closed_round(desk):
    desk.on(10, 9, CLOSE).on(10, 10, DeregisterEnterprise(enterprise=FORWARDER, on=date(2026, 6, 30), reason="歇业"))
    scored = desk.score()
    assert (*figures(scored), scored.evaluated) == ("closed", Decimal("88.50"), "良好", True)
    assert (scored.restatement_pending, scored.recomputed, scored.reason) == (True, (None, None), None)


def test_who_came_after_the_close_is_not_in_the_round(desk):
    desk.on(10, 9, CLOSE)
    new = "91370303MADEM0038M"
    desk.on(10, 10, registration(new, name="新企业"), rating(new), points("20", new))
    scored = desk.score(new)
    assert (*figures(scored), scored.reason) == ("no-data", None, None, NOT_IN_ROUND)
    assert (scored.evaluated, scored.restatement_pending) == (False, False)


def test_all_scores_are_those_of_each(desk):
    for step in ((), (CLOSE,), (points("2", department="tax"),), (PUBLISH,)):
        desk.on(10, 9, *step)
        archive = desk.archive()
        listed = scores(archive, Q3, archive.view())
        assert [s.code for s in listed] == sorted([FORWARDER, BROKER])
        assert listed == [desk.score(code) for code in sorted([FORWARDER, BROKER])]


def test_a_closed_quarter_keeps_the_readings_of_its_close(desk):
    """A later release that assumes another reading changes neither figure nor derivation."""
    desk.on(9, 1, RecordComplaint(enterprise=FORWARDER, reference="T-1", received_on=date(2026, 8, 3)))
    desk.on(10, 9, CLOSE, PUBLISH)
    archive = desk.archive()
    archive.office.books = replace(archive.office.books, readings=archive.office.books.readings.with_("complaints.quarter", "worst-month"))
    view = archive.view()
    scored = score_of(archive, archive.file(FORWARDER, view), Q3, view)
    assert figures(scored) == ("published", Decimal("81.83"), "良好")
    assert (scored.score.total, scored.restatement_pending) == (Decimal("81.83"), False)
