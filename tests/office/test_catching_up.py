"""A fault in a workflow never loses the fact that caused it; it is told, and the catch-up does the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.facts import BROKER, FORWARDER, penalty, registration
from tests.office.soundness import assert_sound, gaps_of, penalties_of, rows_of
from zibo_port.domain.commands import OpenCase
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import ZiboPortError
from zibo_port.domain.fact import ENGINE
from zibo_port.office.catching_up import catch_up
from zibo_port.office.office import Office
from zibo_port.office.store import open_store
from zibo_port.office.store.mapper import decode
from zibo_port.workflows import joint_supervision

asks, evolves = joint_supervision.commands, joint_supervision.evolve


def fails(*_: Any) -> Iterator[Any]:
    raise KeyError("a provision")


def fails_once_a_case_is_open(state: joint_supervision.State, on: Any) -> Iterator[Any]:
    if any(case.opened_on for case in state.cases.values()):
        raise KeyError("a provision")
    yield from asks(state, on)


def asks_in_vain(state: joint_supervision.State, on: Any) -> Iterator[Any]:
    yield from asks(state, on)
    for case in state.cases.values():
        yield OpenCase(enterprise=state.enterprise, document_no=case.document_no)


def stumbles(state: joint_supervision.State, event: Any) -> joint_supervision.State:
    if isinstance(event, Enterprise.PenaltyLogged):
        raise ZeroDivisionError("by hand")
    return evolves(state, event)


FAULTS = [("commands", fails), ("commands", fails_once_a_case_is_open), ("commands", asks_in_vain), ("evolve", stumbles)]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_fault_in_a_workflow_is_told_and_loses_nothing(office: Office, name: str, fault: Callable[..., Any]) -> None:
    office.handle(registration())
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(joint_supervision, name, fault)
        receipt = office.handle(penalty())
        assert [type(r.fact) for r in receipt.recorded] == [Enterprise.PenaltyLogged]
        assert len(receipt.faults) == 1
        other = office.handle(penalty("淄市监罚〔2026〕2号"))
        assert [type(r.fact) for r in other.recorded] == [Enterprise.PenaltyLogged]
        told = _told(office)
        assert FORWARDER in told.message.zh
        assert told.exit_status == 1
    assert len(gaps_of(office.store)) == 2
    assert catch_up(office) == 6
    assert gaps_of(office.store) == []
    assert catch_up(office) == 0
    assert_sound(office.store)


def _told(office: Office) -> ZiboPortError:
    before = rows_of(office.store)
    with pytest.raises(ZiboPortError) as caught:
        catch_up(office)
    assert rows_of(office.store) == before
    return caught.value


def test_what_the_catch_up_records_is_the_engines(office: Office) -> None:
    office.handle(registration())
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(joint_supervision, "commands", fails)
        office.handle(penalty())
    start = office.store.head()
    assert start.recorded_at is not None
    tomorrow = start.recorded_at + timedelta(days=1)
    office.clock = lambda: tomorrow
    catch_up(office)
    facts = [decode(row) for row in rows_of(office.store)[start.position :]]
    assert {fact.officer for fact in facts} == {ENGINE}
    assert {fact.timestamp for fact in facts} == {tomorrow}
    assert len({fact.command_id for fact in facts}) == 1


def test_one_enterprise_at_fault_doesnt_hold_up_the_others(office: Office) -> None:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司"))
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(joint_supervision, "commands", fails)
        office.handle(penalty("淄市监罚〔2026〕1号"))
        office.handle(penalty("淄市监罚〔2026〕2号", enterprise=BROKER))

    def fails_for_one(state: joint_supervision.State, on: Any) -> Iterator[Any]:
        yield from fails() if state.enterprise == FORWARDER else asks(state, on)

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(joint_supervision, "commands", fails_for_one)
        with pytest.raises(ZiboPortError, match=FORWARDER):
            catch_up(office)
    assert [gap.partition(":")[0] for gap in gaps_of(office.store)] == ["淄市监罚〔2026〕1号"]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_on_one_desk_a_fault_is_told_with_the_command_that_met_it(office: Office, name: str, fault: Callable[..., Any]) -> None:
    office.handle(registration())
    office.handle(registration(BROKER, name="淄博示例报关有限公司"))

    def both(desk: Any) -> list[int]:
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(joint_supervision, name, fault)
            first = office.decide(desk, penalty("淄市监罚〔2026〕1号"), "one")
        second = office.decide(desk, penalty("淄市监罚〔2026〕2号", enterprise=BROKER), "two")
        return [len(first.faults), len(second.faults)]

    assert office.transact(both) == [1, 0]
    assert [gap.partition(":")[0] for gap in gaps_of(office.store)] == ["淄市监罚〔2026〕1号"]
    assert_sound(office.store)


def test_what_was_rolled_back_on_a_desk_is_forgotten_there(office: Office) -> None:
    office.handle(registration())

    def both(desk: Any) -> Any:
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(joint_supervision, "commands", asks_in_vain)
            office.decide(desk, penalty("淄市监罚〔2026〕1号"), "one")
        return office.decide(desk, penalty("淄市监罚〔2026〕2号"), "two")

    assert office.transact(both).faults == ()
    assert len(penalties_of(office.store)) == 2
    assert gaps_of(office.store) == []
    assert_sound(office.store)


def test_with_nothing_to_do_nobody_is_kept_waiting(office: Office) -> None:
    office.handle(registration())
    office.handle(penalty())
    other = open_store(office.store.url)
    with other.writing(queue=True):
        assert catch_up(office) == 0
    other.close()
