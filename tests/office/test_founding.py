"""The first officer of a store: free where one works alone, held to four eyes where several share it."""

from __future__ import annotations

import pytest

from tests.conftest import OFFICER
from zibo_port.office.clock import Clock
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.store import open_store


@pytest.mark.parametrize("rehearsal", [True, False])
def test_four_eyes_are_never_waived_on_a_real_store_that_several_share(store_url: str, clock: Clock, rehearsal: bool) -> None:
    store = open_store(store_url)
    found(store, OFFICER, rehearsal=rehearsal, clock=clock)
    held = Office(store, clock=clock).book.officers[OFFICER].four_eyes
    store.close()
    assert held is (store_url.startswith("postgresql") and not rehearsal)
