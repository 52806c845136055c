"""Random officers, days and requests of every kind through the real office: what must hold, holds after each of them.

Hypothesis chooses and makes a failing course of events short. `ZIBO_PORT_MACHINE` sets how many courses are tried.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from tests.projections.town import dump
from tests.simulation import checks
from tests.simulation.acts import ACTS
from tests.simulation.bugs import planted
from tests.simulation.city import Asked, City, folder
from tests.simulation.papers import MAKE_UP_DAYS
from zibo_port.cli.reading import pages_of
from zibo_port.domain.commands import Command
from zibo_port.domain.errors import Refused, ZiboPortError
from zibo_port.domain.periods import Quarter
from zibo_port.office.office import Receipt
from zibo_port.projections.catching_up import catch_up
from zibo_port.projections.engine import engine_for, memory_engine

COURSES = int(os.environ.get("ZIBO_PORT_MACHINE", "120"))
STEPS = 45
CHANCE = st.integers(0, 2**24).map(Random)
"""What Hypothesis chooses is the course; within an act chance decides, from a seed that Hypothesis chose."""

BEGINNING = ("register", "register", "log_penalty", "log_penalty", "record_acceptance", "record_acceptance", "call")
MEETING = ("attend",) * 4 + ("opine", "conclude")


class Office(RuleBasedStateMachine):
    """An office from its first morning on; `happened` is what all courses of events recorded together."""

    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._folder = folder()
        self.city = City(self._folder.__enter__())
        self.duties = self.city.duties()

    def teardown(self) -> None:
        self.happened.update(type(fact).__name__ for _, fact in self.city.notebook.facts)
        try:
            self._read_models_agree()
        finally:
            self.city.close()
            self._folder.__exit__(None, None, None)

    @initialize(chance=CHANCE)
    def opens(self, chance: Random) -> None:
        """There is somebody to be punished, something to be seen, and a meeting to come."""
        self._act(chance, *BEGINNING)
        self.city.now += timedelta(days=7)

    # --- requests -------------------------------------------------------------------------------------------------

    def _act(self, chance: Random, *names: str) -> None:
        for name in names:
            self._attempt(ACTS[name][1](self.city, chance), chance)

    def _attempt(self, form: Command | None, chance: Random) -> None:
        if form is not None:
            asked = self.city.request(form, chance)
            self.city.asked.append(asked)
            self._ask(asked)

    def _ask(self, asked: Asked) -> Receipt | None:
        """A request is recorded as a whole, or refused and leaves nothing."""
        city, before = self.city, self.city.store.head()
        try:
            receipt = city.ask(asked)
        except ZiboPortError:
            receipt = None
        news = city.news()
        if receipt is None or receipt.repeated:
            assert news == []
            assert city.store.head() == before
        else:
            assert news == [r.fact for r in receipt.recorded if r.position > before.position]
            assert not receipt.faults, receipt.faults
            self._compare(news)
        return receipt

    def _compare(self, news: list[Any]) -> None:
        after = self.city.duties()
        checks.nothing_lost(self.duties, after, news)
        checks.nothing_moved(self.duties, after, news)
        self.duties = after

    @rule(chance=CHANCE)
    def a_meeting_is_held(self, chance: Random) -> None:
        """Called for within the week, attended, concluded."""
        self._act(chance, "call")
        self._pass(6)
        self._act(chance, *MEETING)

    @rule(chance=CHANCE)
    def a_quarter_is_closed_and_published(self, chance: Random) -> None:
        """What is recorded for it later is restated."""
        self.the_quarter_ends()
        self._act(chance, "rate", "rate", "score", "score", "close_quarter", "publish_quarter")

    @rule(chance=CHANCE)
    def somebody_asks_again(self, chance: Random) -> None:
        """The same request under the same id records nothing; another content under that id is refused."""
        if not self.city.asked:
            return
        asked = chance.choice(self.city.asked)
        known = self.city.store.claim(f"command:{asked.command_id}")
        receipt = self._ask(asked)
        if known is not None and receipt is not None:
            assert receipt.repeated
            assert [r.position for r in receipt.recorded] == list(range(known.first, known.last + 1))

    @rule(chance=CHANCE)
    def an_id_is_used_twice(self, chance: Random) -> None:
        """Another content under an id that stands is refused."""
        told = [a for a in self.city.asked if self.city.store.claim(f"command:{a.command_id}") is not None]
        if len(told) > 1:
            one, other = chance.sample(told, 2)
            if one.form.digest() != other.form.digest():
                before = self.city.store.head()
                try:
                    self.city.ask(Asked(one.form, one.officer, other.command_id))
                except Refused:
                    pass
                else:
                    raise AssertionError("one id stands for two requests")
                assert self.city.store.head() == before

    # --- time -----------------------------------------------------------------------------------------------------

    def _pass(self, days: int) -> None:
        self.city.now += timedelta(days=days)
        self._compare([])

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self._pass(days)

    @rule()
    def the_next_make_up_day_comes(self) -> None:
        """A Saturday or Sunday on which people work."""
        ahead = [day for day in MAKE_UP_DAYS if day > self.city.today]
        if ahead:
            self._pass((min(ahead) - self.city.today).days)

    @rule()
    def the_quarter_ends(self) -> None:
        self._pass((Quarter.of(self.city.today).last_day - self.city.today).days + 1)

    @rule()
    def morning_comes(self) -> None:
        """Everything was settled with the request that caused it: there is nothing to catch up with; what is late is escalated once."""
        assert self.city.tick() == 0
        self.city.escalate()
        self._compare(self.city.news())
        checks.nothing_left_to_escalate(self.city)
        assert self.city.escalate() == 0

    @rule()
    def the_office_is_opened_anew(self) -> None:
        self.city.close()
        self.city.open()

    @rule()
    def somebody_reads(self) -> None:
        """Read models catch up in whatever steps people read."""
        catch_up(engine_for(self.city.url), pages_of(self.city.store))

    # --- what holds -----------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_missing_or_doubled(self) -> None:
        checks.nothing_missing(self.city)
        checks.nothing_doubled(self.city.notebook)

    @invariant()
    def points_and_measures_are_those_of_what_stands(self) -> None:
        checks.consequences_stand(self.city)

    @invariant()
    def nobody_approves_what_he_wrote(self) -> None:
        checks.four_eyes(self.city.notebook)
        checks.quorums(self.city.notebook)

    @invariant()
    def days_are_right(self) -> None:
        checks.facts_in_order(self.city.notebook)
        checks.escalated_in_order(self.city.notebook)
        checks.days_are_right(self.city)
        checks.duties_are_there(self.city)

    @invariant()
    def a_replay_agrees(self) -> None:
        checks.replay_agrees(self.city)

    def _read_models_agree(self) -> None:
        live, scratch = engine_for(self.city.url), memory_engine()
        for engine in (live, scratch):
            catch_up(engine, pages_of(self.city.store))
        assert dump(live) == dump(scratch)
        scratch.dispose()


def _asks(name: str) -> Callable[[Office, Random], None]:
    def act(self: Office, chance: Random) -> None:
        self._act(chance, name)

    act.__name__ = name
    possible = precondition(lambda self: ACTS[name][1](self.city, Random(0)) is not None)
    return possible(rule(chance=CHANCE)(act))


OfficeMachine = type("OfficeMachine", (Office,), {name: _asks(name) for name in ACTS})

BRIEFLY = settings(max_examples=COURSES, stateful_step_count=STEPS, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))

MUST_HAPPEN = {"CaseConcluded", "ConclusionDrafted", "PenaltyRevoked", "PenaltyVaried", "WithdrawalRequested", "MeasureImposed"} | {
    "ObjectionFiled",
    "DeadlinePaused",
    "RestatementRaised",
    "DutyEscalated",
    "ReportSubmitted",
}


def test_whatever_is_asked_in_whatever_order_what_must_hold_holds() -> None:
    Office.happened.clear()
    run_state_machine_as_test(OfficeMachine, settings=BRIEFLY)
    assert not MUST_HAPPEN - Office.happened.keys(), "a machine in which nothing happens proves nothing"


@pytest.mark.parametrize("bug", ["withdrawal_forgotten", "author_approves", "make_up_saturday_off", "deadline_moves"])
def test_a_planted_bug_is_found(bug: str) -> None:
    with planted(bug), pytest.raises(AssertionError):
        run_state_machine_as_test(OfficeMachine, settings=settings(BRIEFLY, max_examples=500, phases=[Phase.generate], database=None))
