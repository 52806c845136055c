"""Another city's mechanism runs beside this house's, of which no line is changed: it is plugged in and does its work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.facts import BROKER, FORWARDER
from tests.workflows import second_mechanism
from zibo_port.domain.commands import RecordReceipt, RecordVisit
from zibo_port.domain.enterprise import Enterprise
from zibo_port.office import folder
from zibo_port.office.catching_up import catch_up
from zibo_port.office.mechanisms import mechanisms

OURS = ["joint_supervision", "service_evaluation", "port_monitoring", "price_supervision"]


@pytest.fixture
def plugged() -> Iterator[None]:
    """The mechanism is plugged in for this test."""
    folder.plug_in(second_mechanism)  # type: ignore[arg-type]
    yield
    folder.ENTERPRISE_WORKFLOWS.remove(second_mechanism)  # type: ignore[arg-type]


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


def owed(city: City, *words: str) -> dict[str, dict]:
    return {row["step"]: row for row in city.ask("duties", "--case", CASE, *words) if row["step"] in {"confirm-announcement", "call-on"}}


def announced(city: City, enterprise: str = FORWARDER) -> list[str]:
    """Which decisions the engine put on the city's site."""
    archive = city.archive()
    asked = archive.file(enterprise, archive.view()).enterprise.publications.values()
    return [p.document_no for p in asked if p.platform == "government-site"]


def test_it_takes_under_a_hundred_lines():
    assert len(Path(second_mechanism.__file__).read_text(encoding="utf-8").splitlines()) < 100


def test_without_being_plugged_in_nothing_of_it_is_there(city):
    """The control for all that follows."""
    city.punish()
    assert announced(city) == []
    assert owed(city, "--all") == {}
    assert list(mechanisms()) == OURS
    assert city.refused(5, "workflow", "show", second_mechanism.NAME)["code"] == "not-found"


def test_its_engine_made_command_is_settled_in_the_transaction_of_the_fact(city, plugged):
    receipt = city.punish()
    asked = [r.fact for r in receipt.recorded if isinstance(r.fact, Enterprise.PublicationRequested)]
    (own,) = [fact for fact in asked if fact.platform == "government-site"]
    assert (own.officer, own.clause, own.command_id) == ("engine", second_mechanism.CLAUSE, receipt.command_id)
    assert len(asked) == 3, "the house's own two beside it"
    assert receipt.faults == ()
    city.punish(SECOND, BROKER, fine=20000, mitigated="主动消除危害后果")
    assert announced(city, BROKER) == [], "a small fine isn't its business"


def test_its_duties_are_owed_done_and_late_like_all_others(city, plugged):
    """Ten working days from Tuesday 15 September 2026: 16–18 (3), Sunday 20 (4), 21–24 (8), 28, 29; the 25th is off.

    Fifteen from Thursday the 10th: 11 (1), 14–18 (6), 20 (7), 21–24 (11), 28–30 (14), 8 October.
    """
    city.punish()
    rows = owed(city)
    assert {step: (row["department"], row["due_on"], row["clause"] != "") for step, row in rows.items()} == {
        "confirm-announcement": ("port-service-centre", "2026-09-29", True),
        "call-on": ("commerce", "2026-10-08", True),
    }
    assert "回访企业" in city.done("duties", "--department", "commerce")
    assert [row["step"] for row in city.at("2026-09-30").ask("tick")["overdue"] if row["case"] == CASE and row["step"] in rows] == [
        "confirm-announcement"
    ]
    later = city.at("2026-10-12")
    visit = {"department": "commerce", "on": date(2026, 10, 8), "topic": "整改情况", "findings": "已整改"}
    later.handle(RecordVisit(enterprise=FORWARDER, **visit))
    archive = later.archive()
    publications = archive.file(FORWARDER, archive.view()).enterprise.publications.values()
    (name,) = [p.publication for p in publications if p.platform == "government-site"]
    later.handle(RecordReceipt(publication=name, case=CASE, accepted="LG-1", on=date(2026, 9, 30)))
    done = owed(later, "--all")
    assert owed(later) == {}
    assert (done["call-on"]["done_on"], done["call-on"]["late"]) == ("2026-10-08", False)
    assert (done["confirm-announcement"]["done_on"], done["confirm-announcement"]["late"]) == ("2026-09-30", True)


def test_the_house_s_own_duties_are_the_same_beside_it(city, plugged):
    city.punish()
    rows = [(row["step"], row["due_on"]) for row in city.ask("duties", "--case", CASE) if row["step"] not in owed(city)]
    assert rows == [("publish-credit-china-zibo", "2026-09-20"), ("publish-necips", "2026-10-14"), ("consult", "2026-10-20")]


def test_its_drawing_is_made_from_its_steps(city, plugged):
    assert [row["name"] for row in city.ask("workflow", "list")] == [*OURS, second_mechanism.NAME]
    drawn = city.done("workflow", "show", second_mechanism.NAME, "--format", "mermaid")
    assert "s_call_on" in drawn
    assert "e_PenaltyLogged --> s_announce" in drawn
    assert "回访企业" in city.done("workflow", "show", second_mechanism.NAME, "--format", "svg")
    told = json.loads(city.done("workflow", "show", second_mechanism.NAME, "--format", "json"))
    assert [(s["name"], s["automatic"]) for s in told["steps"]] == [("announce", True), ("confirm-announcement", False), ("call-on", False)]


def test_an_office_that_plugs_it_in_later_catches_up_once(city, request):
    city.punish()
    request.getfixturevalue("plugged")
    office = city.office()
    try:
        assert catch_up(office) == 1
        assert catch_up(office) == 0
    finally:
        office.store.close()
    assert announced(city) == [CASE]


def test_a_fault_in_it_does_not_lose_the_decision(city, plugged, monkeypatch):
    monkeypatch.setattr(second_mechanism, "commands", lambda state, on: 1 / 0)
    receipt = city.punish()
    assert receipt.faults
    assert [row["document_no"] for row in city.ask("penalty", "list")] == [CASE]


def test_a_name_is_plugged_in_once(plugged):
    with pytest.raises(ValueError, match="blue_port already"):
        folder.plug_in(second_mechanism)  # type: ignore[arg-type]
