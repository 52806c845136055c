"""Many processes at one store: nothing is lost, nobody is told of locks, and one of them founds it."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.connection import Connection

from tests.facts import registration
from tests.office.penalty_loop import log_some, number, nursery, processes
from tests.office.soundness import assert_sound, gaps_of, penalties_of, rows_of
from zibo_port.domain.registry import CalendarBook, OfficeBook
from zibo_port.office.founding import found, library_years
from zibo_port.office.office import Office
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Store
from zibo_port.office.store.mapper import decode

WRITERS = 6
EACH = 12


def heard(url: str, target: object, arguments: list[tuple[object, ...]]) -> list[object]:
    """What every process reported before it ended."""
    reports = []
    for process, hears in processes(nursery(), target, *((url, *a) for a in arguments)):  # type: ignore[arg-type]
        with suppress(EOFError):
            reports.append(hears.recv())
        process.join()
        assert process.exitcode == 0
        hears.close()
    return reports


def test_all_that_many_log_about_one_enterprise_is_kept(office: Office) -> None:
    office.handle(registration())
    office.store.close()
    assert heard(office.store.url, log_some, [(1 + EACH * w, EACH) for w in range(WRITERS)]) == []
    assert penalties_of(office.store) == {number(n): 1 for n in range(1, 1 + EACH * WRITERS)}
    assert gaps_of(office.store) == []
    assert_sound(office.store)


def test_what_many_log_at_once_is_recorded_once(office: Office) -> None:
    office.handle(registration())
    office.store.close()
    assert heard(office.store.url, log_some, [(1, EACH)] * WRITERS) == []
    assert penalties_of(office.store) == {number(n): 1 for n in range(1, 1 + EACH)}
    assert gaps_of(office.store) == []
    assert_sound(office.store)


def found_it(url: str, says: Connection) -> None:
    """Found the store, and tell whether it was new."""
    try:
        says.send(found(open_store(url), "王晓", rehearsal=True))
    except Exception as failure:
        says.send(f"{type(failure).__name__}: {failure}")
    says.close()


def test_eight_may_found_one_store(store_url: str) -> None:
    for first in (True, False):
        told = heard(store_url, found_it, [()] * 8)
        assert sorted(map(str, told)) == ["False"] * 7 + [str(first)]
    store: Store = open_store(store_url)
    kinds = [type(decode(row)) for row in rows_of(store)]
    assert kinds == [OfficeBook.OfficeFounded, OfficeBook.OfficerRegistered] + [CalendarBook.CalendarYearAdopted] * len(library_years())
    assert_sound(store)
    store.close()
