"""Monthly reports through the office, on each of the databases: recorded, read at two clocks, owed and overdue."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.conftest import OFFICER
from zibo_port.domain.commands import ApproveReport, ReportedFigure, ReturnReport, SetBaseline, SubmitReport
from zibo_port.domain.errors import NotAllowed, Refused
from zibo_port.domain.fact import Act
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring import MonthlyReport
from zibo_port.domain.periods import Month
from zibo_port.domain.registry import OfficeBook
from zibo_port.office.archive import Archive
from zibo_port.office.conference import conference, duties
from zibo_port.office.monitoring import history, monitored, overdue
from zibo_port.office.office import Office
from zibo_port.office.store.base import Store

NOVEMBER = Month(2026, 11)


class Clock:
    """It stands where it was put."""

    def __init__(self, day: date) -> None:
        self.go_to(day)

    def __call__(self) -> datetime:
        return self.at

    def go_to(self, day: date) -> None:
        """09:00 of a day."""
        self.at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def submission(value: str = "33.10", **changes: object) -> SubmitReport:
    figures = (ReportedFigure(indicator="overall-import-hours", value=Decimal(value)),)
    return SubmitReport(**{"department": "customs", "month": NOVEMBER, "figures": figures} | changes)  # type: ignore[arg-type]


@pytest.fixture
def clock_() -> Clock:
    return Clock(date(2026, 12, 8))


@pytest.fixture
def at_work(store: Store, clock_: Clock) -> Office:
    return Office(store, clock=clock_)


def test_a_report_is_recorded_once_whoever_asks_again(at_work: Office) -> None:
    first = at_work.handle(submission())
    assert [type(r.fact) for r in first.recorded] == [MonthlyReport.ReportSubmitted]
    again = at_work.handle(submission("33.1"))
    assert again.repeated
    assert again.recorded == first.recorded
    with pytest.raises(Refused):
        at_work.handle(submission("34"))
    assert at_work.store.head().position == first.recorded[0].position


def test_a_dry_run_leaves_nothing_but_shows_what_would_stand(at_work: Office) -> None:
    archive, head = Archive(at_work), at_work.store.head().position
    receipt = at_work.handle(submission(), dry_run=True)
    assert at_work.store.head().position == head
    view = archive.view()
    assert monitored(archive, view).reports == {}
    assert monitored(archive, view, receipt.recorded).series("overall-import-hours") == {NOVEMBER: Decimal("33.1")}
    owed = [d for d in duties(archive, view, receipt.recorded) if d.step == "approve-report"]
    assert [(d.department, d.case) for d in owed] == [("customs", "2026-11")]


def test_both_clocks_show_a_report_as_it_was(at_work: Office, clock_: Clock) -> None:
    archive = Archive(at_work)
    clock_.go_to(date(2026, 12, 12))
    at_work.handle(submission(on=date(2026, 12, 9)))
    clock_.go_to(date(2026, 12, 20))
    at_work.handle(submission("35", reason="抄错"))

    def figure(known: date, effective: date | None = None) -> Decimal | None:
        view = archive.view(datetime(known.year, known.month, known.day, 15, tzinfo=UTC), effective)
        return monitored(archive, view).series("overall-import-hours").get(NOVEMBER)

    assert figure(date(2026, 12, 11)) is None
    assert figure(date(2026, 12, 12)) == Decimal("33.1")
    assert figure(date(2026, 12, 20)) == Decimal(35)
    assert figure(date(2026, 12, 20), date(2026, 12, 19)) == Decimal("33.1")
    assert figure(date(2026, 12, 20), date(2026, 12, 8)) is None
    assert [type(f).__name__ for _, f in history(archive, "customs", NOVEMBER, archive.view())] == ["ReportSubmitted", "ReportCorrected"]


def test_who_is_late_is_told_by_unit_and_month(at_work: Office, clock_: Clock) -> None:
    """The store was founded on 23 November 2026: the first month owed is November."""
    archive = Archive(at_work)
    at_work.handle(submission())
    assert overdue(archive, archive.view(), date(2026, 12, 10)) == []
    late = overdue(archive, archive.view(), date(2026, 12, 11))
    assert [(o.department, str(o.month), o.due_on, o.days_late) for o in late] == [
        (unit, "2026-11", date(2026, 12, 10), 1) for unit in REPORTING_UNITS if unit != "customs"
    ]
    assert {o.department for o in overdue(archive, archive.view(), date(2027, 1, 11)) if str(o.month) == "2026-12"} == set(REPORTING_UNITS)
    clock_.go_to(date(2026, 12, 12))
    at_work.handle(submission(department="tax", figures=(ReportedFigure(indicator="refund-approved", value=Decimal(1)),)))
    assert "tax" not in {o.department for o in overdue(archive, archive.view())}
    assert "tax" in {o.department for o in overdue(archive, archive.view(), date(2026, 12, 11))}


def test_the_conferences_duties_stand_beside_those_of_cases(at_work: Office) -> None:
    archive = Archive(at_work)
    owed = [o for o in archive.duties(archive.view()) if o.duty.step == "monthly-report"]
    assert [(o.enterprise, o.name) for o in owed] == [("", "")] * 7
    assert conference(archive, archive.view()).founded_on == date(2026, 11, 23)


def with_officers(store: Store) -> None:
    """Two officers of the customs, of whom four eyes are asked, and one of another unit."""
    with store.writing() as writing:
        from zibo_port.office.desk import Desk

        office = Office(store)
        desk = Desk(writing, office.books, writing.head())
        book = desk.stream(OfficeBook, "office")
        act = Act(OFFICER, "port-office", "add", desk.instant(datetime(2026, 12, 1, tzinfo=UTC)), date(2026, 12, 1))
        for name, unit in (("报送员甲", "customs"), ("负责人乙", "customs"), ("商务丙", "commerce")):
            book.register_officer(name, (unit,), act, four_eyes=True)
        desk.collect()
        desk.flush()


def test_who_reports_may_not_approve_and_only_for_the_own_unit(store: Store, clock_: Clock) -> None:
    with_officers(store)
    first, second, other = (Office(store, name, clock_) for name in ("报送员甲", "负责人乙", "商务丙"))
    with pytest.raises(NotAllowed):
        other.handle(submission())
    first.handle(submission())
    approve = ApproveReport(department="customs", month=NOVEMBER)
    with pytest.raises(Refused):
        first.handle(approve)
    with pytest.raises(NotAllowed):
        other.handle(approve)
    (recorded,) = second.handle(approve).recorded
    assert (recorded.fact.officer, recorded.fact.department) == ("负责人乙", "customs")


def test_the_port_office_returns_a_report_as_itself(store: Store, clock_: Clock) -> None:
    with_officers(store)
    Office(store, "报送员甲", clock_).handle(submission())
    back = ReturnReport(department="customs", month=NOVEMBER, reason="与去年同月相差过大", by_port_office=True)
    with pytest.raises(NotAllowed):
        Office(store, "负责人乙", clock_).handle(back)
    (recorded,) = Office(store, OFFICER, clock_).handle(back).recorded
    assert (recorded.fact.department, recorded.fact.officer) == ("port-office", OFFICER)


def test_a_baseline_counts_from_its_recording(at_work: Office, clock_: Clock) -> None:
    archive = Archive(at_work)
    at_work.handle(submission())
    clock_.go_to(date(2026, 12, 9))
    at_work.handle(SetBaseline(indicator="overall-import-hours", value=Decimal("60.5"), period="2017", source="示例"))
    now, then = archive.view(), archive.view(datetime(2026, 12, 8, 15, tzinfo=UTC))
    assert monitored(archive, now).point("overall-import-hours", NOVEMBER).compression == Decimal("45.29")  # type: ignore[union-attr]
    assert monitored(archive, then).point("overall-import-hours", NOVEMBER).compression is None  # type: ignore[union-attr]
