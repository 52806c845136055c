"""All read models made anew from the log, against SELECT and json.loads of the same log in the same run."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from pathlib import Path

from benchmarks.bench import ratio
from benchmarks.city import at, founded, penalty, registration
from zibo_port.cli.reading import bulk, pages_of
from zibo_port.office.office import Office
from zibo_port.projections.catching_up import rebuild
from zibo_port.projections.engine import engine_for

ENTERPRISES = 1_250
PENALTIES_EACH = 20
A_TRANSACTION = 50
GOAL = 0.45


def filled(office: Office) -> int:
    """Record a city's decisions: one event for an enterprise, four for a penalty; how many events the log has."""
    for first in range(0, ENTERPRISES, A_TRANSACTION):
        forms = [form for who in range(first, first + A_TRANSACTION) for form in _of_enterprise(who)]
        office.transact(lambda desk, forms=forms: [office.decide(desk, form, office.default_id(form)) for form in forms])
    return office.store.head().position


def _of_enterprise(who: int) -> list:
    return [registration(who), *(penalty(who * PENALTIES_EACH + n, who) for n in range(PENALTIES_EACH))]


def read_and_parsed(path: Path, events: int) -> int:
    """The yardstick: every row of the log, its JSON parsed."""
    connection = sqlite3.connect(path)
    for (state,) in connection.execute("SELECT state FROM stored_events ORDER BY rowid"):
        json.loads(state)
    connection.close()
    return events


def rebuilt(office: Office, events: int) -> int:
    """Everything dropped, made and filled again."""
    with bulk():
        rebuild(engine_for(office.store.url), pages_of(office.store))
    return events


def main() -> float:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = founded(at(folder, "city"))
        with bulk():
            events = filled(office)
        print(f"{events:,} events")
        told = "rebuild of all read models / SELECT + json.loads"
        return ratio(told, lambda: rebuilt(office, events), lambda: read_and_parsed(folder / "city.db", events), goal=GOAL)


if __name__ == "__main__":
    main()
