from __future__ import annotations

import sqlite3

import pytest

from tests.cli.city import City, build
from zibo_port.office.doctor import sqlite_finding


@pytest.fixture
def city(tmp_path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


def states(document) -> dict[str, str]:
    return {check["check"]: check["state"] for check in document["checks"]}


def test_a_sound_store_is_healthy_and_warnings_dont_fail(city):
    found = city.ask("doctor")
    told = states(found)
    assert found["healthy"] is True
    assert found["rehearsal"] is True
    assert {name: told[name] for name in ("store", "durability", "ledger", "due-items", "escalation", "projections")} == dict.fromkeys(
        ("store", "durability", "ledger", "due-items", "escalation", "projections"), "ok"
    )
    assert {"python", "zibo-port", "eventsourcing", "sqlite"} <= set(told)
    values = {check["check"]: check["value"] for check in found["checks"]}
    assert "synchronous=FULL" in values["durability"]
    assert values["sqlite"] == sqlite3.sqlite_version


def test_the_calendar_that_ends_next_year_is_a_warning_in_time(city):
    assert states(city.ask("doctor"))["calendar"] == "warning"
    assert states(city.at("2025-06-01").ask("doctor"))["calendar"] == "warning"  # the store's last instant counts, it is in 2026


def test_an_altered_event_is_broken_with_its_position(city):
    with sqlite3.connect(city.database) as database:
        database.execute("UPDATE stored_events SET state=replace(state, '60000', '6000') WHERE topic='enterprise.penalty-logged'")
        (position,) = database.execute("SELECT rowid FROM stored_events WHERE topic='enterprise.penalty-logged'").fetchone()
    outcome = city.run("doctor", "--json")
    assert (outcome.status, outcome.err) == (8, "")
    assert outcome.document["healthy"] is False
    (ledger,) = [check for check in outcome.document["checks"] if check["check"] == "ledger"]
    assert (ledger["state"], ledger["value"]) == ("broken", str(position))
    shown = city.run("doctor")
    assert shown.status == 8
    assert f"第 {position} 号" in shown.out


def test_read_models_beyond_the_log_are_broken(city):
    city.done("penalty", "list")
    with sqlite3.connect(city.database) as database:
        database.execute("UPDATE rm_positions SET position=position+5")
    outcome = city.run("doctor", "--json")
    assert outcome.status == 8
    assert states(outcome.document)["projections"] == "broken"


def test_a_look_that_fails_is_a_finding_and_the_others_go_on(city, monkeypatch):
    monkeypatch.setattr("zibo_port.workflows.joint_supervision.due", lambda state, on: 1 / 0)
    outcome = city.run("doctor", "--json")
    assert outcome.status == 8
    told = states(outcome.document)
    assert told["due-items"] == "broken"
    assert told["ledger"] == "ok"


def test_a_workflow_that_asks_for_nothing_is_found_out(city, monkeypatch):
    monkeypatch.setattr("zibo_port.workflows.joint_supervision.commands", lambda state, on: iter(()))
    assert states(city.run("doctor", "--json").document)["due-items"] == "broken"


@pytest.mark.parametrize("broken", [lambda owed, books, on: [], lambda owed, books, on: [(on, one) for one in owed]])
def test_a_round_that_escalates_nothing_or_too_early_is_found_out(city, monkeypatch, broken):
    monkeypatch.setattr("zibo_port.office.mornings.ripe", broken)
    assert states(city.run("doctor", "--json").document)["escalation"] == "broken"


def test_a_year_that_isnt_adopted_is_a_warning_about_the_calendar_alone(city):
    told = states(city.at("2027-03-01").ask("doctor"))
    assert (told["calendar"], told["due-items"], told["escalation"]) == ("warning", "ok", "ok")


def test_every_format_tells_the_same(city):
    assert "账本" in city.done("doctor")
    assert "ledger" in city.done("doctor", "--lang", "en")
    assert city.done("doctor", "-o", "csv").startswith("check,state,message\n")
    assert city.done("doctor", "-o", "ndjson").count("\n") == len(city.ask("doctor")["checks"])


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ((3, 6, 23), "ok"),
        ((3, 40, 1), "warning"),
        ((3, 44, 5), "warning"),
        ((3, 44, 6), "ok"),
        ((3, 50, 6), "warning"),
        ((3, 50, 7), "ok"),
        ((3, 51, 2), "warning"),
        ((3, 51, 3), "ok"),
        ((3, 53, 0), "ok"),
    ],
)
def test_releases_with_the_wal_reset_race_are_warned_of(found, state):
    assert sqlite_finding(found).state == state
