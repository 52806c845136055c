"""A year that is adopted: which open duties it moves, from when on it is known, and that it moves nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.conftest import OFFICER
from tests.facts import penalty, registration
from tests.scenario import refuses
from zibo_port.domain.commands import AdoptYear, RecordReceipt
from zibo_port.domain.errors import NotAllowed, NotFound, Refused
from zibo_port.office.archive import Archive
from zibo_port.office.calendars import adoptions, library_year, moved_by
from zibo_port.office.clock import fixed
from zibo_port.office.founding import found
from zibo_port.office.office import Office, Receipt
from zibo_port.office.store import open_store

CASE = "淄市监罚〔2026〕9号"
DECIDED = date(2026, 12, 28)
"""A Monday. 7 working days from it: 29, 30, 31 December; then in 2027, which is provisional, 1, 4, 5, 6 January."""

NEW_YEAR = (date(2027, 1, 1),)
OTHERS = (date(2027, 5, 1), *(date(2027, 10, n) for n in range(1, 8)))
NOTICE = AdoptYear(year=2027, holidays=NEW_YEAR + OTHERS, workdays=(date(2027, 1, 2),), paper="虚构的2027年放假通知")
"""Fictional: Friday 1 January is off, Saturday the 2nd is worked instead, so the same seven days end on 6 January again."""
BARE = NOTICE.model_copy(update={"workdays": ()})
"""The same without the make-up day: they end on Thursday the 7th."""


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 4, tzinfo=UTC)


ADOPTED = noon(2026, 12, 30)


class Room:
    """A store with one case decided on 28 December 2026."""

    def __init__(self, url: str) -> None:
        self.store = open_store(url)
        found(self.store, OFFICER, rehearsal=True, clock=fixed(noon(2026, 12, 1)))
        self.at(noon(2026, 12, 29)).handle(registration())
        self.at(noon(2026, 12, 29)).handle(penalty(CASE, decided_on=DECIDED, fine=Decimal(60000)))

    def at(self, now: datetime, officer: str | None = None) -> Office:
        return Office(self.store, officer, fixed(now))

    def adopt(self, form: AdoptYear, now: datetime = ADOPTED, *, dry_run: bool = False) -> tuple[Receipt, list[tuple]]:
        """The receipt, and what it moved of the case: step, day and provisional before and after."""
        office = self.at(now)
        receipt = office.handle(form, dry_run=dry_run)
        told = [
            (m.before.step, str(m.before.due_on), m.before.provisional, str(m.after.due_on), m.after.provisional)
            for m in moved_by(office, receipt)
            if m.before.case == CASE
        ]
        return receipt, told

    def due(self, now: datetime, known: datetime | None = None) -> dict[str, tuple[str, bool]]:
        archive = Archive(self.at(now))
        return {o.duty.step: (str(o.duty.due_on), o.duty.provisional) for o in archive.duties(archive.view(known)) if o.duty.case == CASE}


@pytest.fixture
def room(store_url: str):
    made = Room(store_url)
    yield made
    made.store.close()


def test_an_adopted_year_tells_every_open_deadline_that_it_moves_or_makes_sure(room):
    """20 working days: 3 in December, 17 in 2027; without the 1st they end on Tuesday 26 January instead of Monday the 25th."""
    assert room.due(noon(2026, 12, 30)) == {
        "publish-credit-china-zibo": ("2027-01-06", True),
        "publish-necips": ("2027-01-25", True),
        "consult": ("2027-01-20", False),
    }
    receipt, told = room.adopt(BARE)
    assert not receipt.repeated
    assert told == [
        ("publish-credit-china-zibo", "2027-01-06", True, "2027-01-07", False),
        ("publish-necips", "2027-01-25", True, "2027-01-26", False),
    ]
    assert room.due(noon(2026, 12, 31)) == {
        "publish-credit-china-zibo": ("2027-01-07", False),
        "publish-necips": ("2027-01-26", False),
        "consult": ("2027-01-20", False),
    }


def test_a_deadline_that_stays_on_its_day_is_told_because_it_is_sure_now(room):
    _, told = room.adopt(NOTICE)
    assert told == [
        ("publish-credit-china-zibo", "2027-01-06", True, "2027-01-06", False),
        ("publish-necips", "2027-01-25", True, "2027-01-25", False),
    ]


def test_as_known_before_the_adoption_the_deadline_is_the_provisional_one(room):
    before = room.due(noon(2026, 12, 30))
    room.adopt(BARE, noon(2026, 12, 30))
    assert room.due(noon(2027, 1, 4), known=noon(2026, 12, 29)) == before
    assert room.due(noon(2027, 1, 4), known=noon(2026, 12, 30)) == room.due(noon(2027, 1, 4)) != before


def test_a_dry_run_tells_the_same_and_records_nothing(room):
    head = room.store.head().position
    _, rehearsed = room.adopt(BARE, dry_run=True)
    assert room.store.head().position == head
    assert room.due(noon(2026, 12, 30))["publish-necips"] == ("2027-01-25", True)
    _, told = room.adopt(BARE)
    assert rehearsed == told != []
    assert room.store.head().position == head + 1


def test_a_repeat_is_answered_with_the_first_adoption_and_what_it_moved(room):
    first, told = room.adopt(BARE)
    again, told_again = room.adopt(BARE, noon(2026, 12, 31))
    assert (again.repeated, again.recorded, told_again) == (True, first.recorded, told)


def test_a_repeat_tells_the_same_after_what_was_owed_is_done(room):
    _, told = room.adopt(BARE)
    later = room.at(noon(2027, 1, 20))
    later.handle(penalty("淄市监罚〔2026〕10号", decided_on=DECIDED, fine=Decimal(60000)))
    archive = Archive(later)
    for asked in next(archive.files(archive.view())).enterprise.publications.values():
        later.handle(RecordReceipt(publication=asked.publication, case=asked.document_no, accepted="GS1", on=date(2027, 1, 5)))
    again, told_again = room.adopt(BARE, noon(2027, 1, 21))
    assert (again.repeated, told_again) == (True, told)


def test_other_content_is_refused_and_a_correction_tells_what_it_moves(room):
    room.adopt(NOTICE)
    head = room.store.head().position
    refused = refuses(Refused, lambda: room.adopt(BARE))
    assert "2027-01-02" in refused.message.zh
    assert room.store.head().position == head
    corrected, told = room.adopt(BARE.model_copy(update={"reason": "漏看一行"}))
    assert corrected.recorded[0].fact.reason == "漏看一行"
    assert told == [
        ("publish-credit-china-zibo", "2027-01-06", False, "2027-01-07", False),
        ("publish-necips", "2027-01-25", False, "2027-01-26", False),
    ]


def test_what_is_done_is_not_told(room):
    office = room.at(noon(2026, 12, 30))
    archive = Archive(office)
    (asked,) = [p for p in next(archive.files(archive.view())).enterprise.publications.values() if p.platform == "necips"]
    office.handle(RecordReceipt(publication=asked.publication, case=CASE, accepted="GS1", on=date(2026, 12, 30)))
    _, told = room.adopt(BARE)
    assert [step for step, *_ in told] == ["publish-credit-china-zibo"]


def test_a_year_of_the_past_moves_nothing(room):
    known = library_year(2024)
    corrected = AdoptYear(year=2024, holidays=known.holidays, workdays=known.workdays, paper="通知", reason="改记通知")
    receipt, told = room.adopt(corrected)
    assert (receipt.repeated, told) == (False, [])


def test_the_adoption_that_stands_is_the_last_one_of_a_view(room):
    room.adopt(NOTICE, noon(2026, 12, 30))
    room.adopt(BARE.model_copy(update={"reason": "更正"}), noon(2026, 12, 31))
    archive = Archive(room.at(noon(2027, 1, 4)))
    assert adoptions(archive, archive.view())[2027][1].reason == "更正"
    assert adoptions(archive, archive.view(noon(2026, 12, 30)))[2027][1].reason is None
    assert 2027 not in adoptions(archive, archive.view(noon(2026, 12, 29)))


def test_a_year_that_the_library_does_not_know_is_not_found(room):
    assert "calendar import" in refuses(NotFound, lambda: library_year(2027)).message.zh


def test_who_is_no_officer_adopts_nothing(room):
    refuses(NotAllowed, lambda: room.at(noon(2026, 12, 30), "路人").handle(NOTICE))
