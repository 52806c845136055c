from __future__ import annotations

import pytest

from tests.facts import FORWARDER, NUMBER, penalty, registration
from tests.scenario import TODAY, refuses
from zibo_port.domain.errors import NotFound
from zibo_port.office.aftermath import content_now, duties_now, enterprise_now, enterprise_of, history, today


@pytest.fixture
def registered(office):
    office.handle(registration())
    return office


def test_what_was_recorded_is_told_once_and_what_a_dry_run_left_unstored_too(registered):
    dry = registered.handle(penalty(), dry_run=True)
    kinds = [type(fact).__name__ for fact in history(registered, FORWARDER, dry.recorded)]
    assert kinds == ["Registered", "PenaltyLogged", "CaseOpened", "PublicationRequested", "PublicationRequested"]
    real = registered.handle(penalty())
    assert [type(fact).__name__ for fact in history(registered, FORWARDER, real.recorded)] == kinds
    assert [type(fact).__name__ for fact in history(registered, FORWARDER)] == kinds


def test_a_dry_run_and_the_record_after_it_owe_the_same(registered):
    dry = registered.handle(penalty(), dry_run=True)
    expected = duties_now(registered, FORWARDER, NUMBER, dry.recorded)
    assert [duty.step for duty in expected] == ["publish-credit-china-zibo", "publish-necips", "consult"]
    assert content_now(registered, FORWARDER, NUMBER, dry.recorded) == dry.recorded[0]
    registered.handle(penalty())
    assert duties_now(registered, FORWARDER, "淄市监罚[2026] 1号") == expected
    registered.handle(penalty("2号"))
    assert duties_now(registered, FORWARDER, NUMBER) == expected, "those of another case don't count"


def test_the_enterprise_of_a_case_is_found_by_its_number(registered):
    registered.handle(penalty())
    assert enterprise_of(registered, "淄市监罚[2026] 1号").identity.code == FORWARDER
    refuses(NotFound, lambda: enterprise_of(registered, "2号"))
    assert enterprise_now(registered, "91370303MADE0002X3").identity.code == ""
    assert today(registered) == TODAY
