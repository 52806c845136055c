"""A town with one enterprise, on each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.projections.town import Town


@pytest.fixture
def town(store_url: str) -> Iterator[Town]:
    """A forwarder has registered."""
    made = Town(store_url)
    made.register()
    yield made
    made.office.store.close()
