"""Two years of four departments, day by day from a seed: people ask, crash, ask again, and in the morning the office catches up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, cast

from tests.office.soundness import assert_sound
from tests.projections.town import dump
from tests.simulation import checks
from tests.simulation.acts import ACTS
from tests.simulation.city import Asked, City, folder
from tests.simulation.crashes import IN_A_READ, Crash, Fate, FrailStore
from tests.simulation.papers import MAKE_UP_DAYS
from zibo_port.cli.reading import pages_of
from zibo_port.domain.errors import ZiboPortError
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Store
from zibo_port.projections.catching_up import catch_up
from zibo_port.projections.engine import engine_for, memory_engine

LAST_DAY = date(2025, 12, 31)
SHARE = 0.06
"""How often it ends at a boundary."""


class Found(AssertionError):
    """A seed that isn't clean; the same seed tells the same story."""


@dataclass
class Story:
    """What happened in two years."""

    seed: int
    requests: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)


def live(seed: int, *, crashes: bool = True) -> Story:
    """Live the two years of a seed, and see that all is well.

    Raises:
        Found: it isn't.
    """
    story = Story(seed)
    with folder() as place:
        life = Life(story, place, Fate(Random(f"fate-{seed}"), SHARE if crashes else 0.0))
        try:
            life.two_years()
        except (AssertionError, ZiboPortError) as error:
            raise Found(f"seed {seed}, {life.city.today}: {error}") from error
        except Exception as error:
            error.add_note(f"seed {seed}, {life.city.today}")
            raise
        finally:
            life.city.close()
    return story


class Life:
    """A city whose fate is sealed by a seed."""

    def __init__(self, story: Story, place: Any, fate: Fate) -> None:
        self.story, self.fate = story, fate
        self.chance = Random(story.seed)
        self.names = list(ACTS)
        self.weights = [weight for weight, _ in ACTS.values()]
        self.city = City(place, lambda url: cast("Store", FrailStore(open_store(url), fate)))
        self.duties = self.city.duties()

    def two_years(self) -> None:
        """From the first morning to the last, and then see."""
        with self.fate.over_follow_ups():
            for day in self._days():
                self.city.pass_to(day)
                self._compare([])
                self._day()
        self._last_morning()

    def _days(self) -> Iterator[date]:
        """Days on which something happens: after a while, on a make-up day, or right after a quarter's end."""
        day, chance = self.city.today, self.chance
        make_up = sorted(MAKE_UP_DAYS)
        while day <= LAST_DAY:
            yield day
            kind = chance.random()
            if kind < 0.08:
                day = next((d for d in make_up if d > day), day + timedelta(days=1))
            elif kind < 0.16:
                day = Quarter.of(day).next.first_day + timedelta(days=chance.randint(0, 2))
            else:
                day += timedelta(days=chance.randint(1, 20))

    def _day(self) -> None:
        if self.chance.random() < 0.6:
            self._until_done(self._tick)
        if self.chance.random() < 0.06:
            self._until_done(self._escalate)
        if self.chance.random() < 0.15:
            self._until_done(self._read)
        for _ in range(self.chance.randint(2, 6)):
            act = ACTS[self.chance.choices(self.names, self.weights)[0]][1]
            form = act(self.city, self.chance)
            if form is not None:
                asked = self.city.request(form, self.chance)
                self.city.asked.append(asked)
                self._ask(asked)
        if self.city.asked and self.chance.random() < 0.2:
            self._ask(self.chance.choice(self.city.asked))

    # --- one request ----------------------------------------------------------------------------------------------

    def _ask(self, asked: Asked) -> None:
        """Make a request; after a crash most people make it again, under the same id."""
        while True:
            known = self.city.store.claim(f"command:{asked.command_id}")
            before = self.city.store.head()
            try:
                repeated = self.city.ask(asked).repeated
                what = "repeated" if repeated else "recorded"
            except ZiboPortError:
                what = "refused"
            except Crash:
                what = "crashed"
                self._opened_anew()
            news = self.city.news()
            self.story.requests[what] += 1
            self._whole(asked, what, news, known_before=known is not None)
            assert (self.city.store.head() == before) == (not news)
            if news:
                self._compare(news)
            if what != "crashed" or self.chance.random() < 0.2:
                return

    def _whole(self, asked: Asked, what: str, news: list[Fact], *, known_before: bool) -> None:
        """What was recorded is the whole of this request, and only if it is one that hadn't been recorded before."""
        assert {fact.command_id for fact in news} <= {asked.command_id}
        if what in {"repeated", "refused"} or known_before:
            assert news == [], f"{what}, and yet recorded {[type(f).__name__ for f in news]}"
        claim = self.city.store.claim(f"command:{asked.command_id}")
        if news:
            assert claim is not None
            assert claim.last - claim.first + 1 == len(news)

    def _compare(self, news: list[Fact]) -> None:
        after = self.city.duties()
        checks.nothing_lost(self.duties, after, news)
        checks.nothing_moved(self.duties, after, news)
        self.duties = after

    # --- mornings and readers -------------------------------------------------------------------------------------

    def _until_done(self, work: Callable[[], None]) -> None:
        """After each crash the office is opened anew and it is begun again."""
        while True:
            try:
                work()
            except Crash:
                self._opened_anew()
            else:
                break
        self._compare(self.city.news())

    def _tick(self) -> None:
        """A catch-up that comes to its end leaves nothing undone; one that slipped says so."""
        try:
            self.city.tick()
        except ZiboPortError as error:
            if "Slip" not in str(error):
                raise
        else:
            self._compare(self.city.news())
            checks.nothing_missing(self.city)

    def _escalate(self) -> None:
        self.city.escalate()
        self._compare(self.city.news())
        checks.nothing_left_to_escalate(self.city)

    def _read(self) -> None:
        catch_up(engine_for(self.city.url), self._pages)

    def _pages(self, *args: Any) -> Iterator[Any]:
        for page in pages_of(self.city.store)(*args):
            self.fate.crash(IN_A_READ, 4.0)
            yield page

    def _opened_anew(self) -> None:
        self.city.close()
        self.city.open()

    # --- the end --------------------------------------------------------------------------------------------------

    def _last_morning(self) -> None:
        """The office is opened anew, catches up once, and everything is as it must be."""
        city = self.city
        self.fate.share = 0.0
        self._opened_anew()
        city.tick()
        city.escalate()
        self._compare(city.news())
        assert (city.tick(), city.escalate()) == (0, 0)
        everything_holds(city)
        self.story.met = +self.fate.met
        self.story.facts = Counter(type(fact).__name__ for _, fact in city.notebook.facts)


def everything_holds(city: City) -> None:
    """All that must hold of a city that has caught up."""
    checks.nothing_missing(city)
    checks.nothing_doubled(city.notebook)
    checks.consequences_stand(city)
    checks.four_eyes(city.notebook)
    checks.quorums(city.notebook)
    checks.facts_in_order(city.notebook)
    checks.days_are_right(city)
    checks.duties_are_there(city)
    checks.escalated_in_order(city.notebook)
    checks.nothing_left_to_escalate(city)
    checks.replay_agrees(city)
    assert_sound(city.store)
    read_models_agree(city)


def read_models_agree(city: City) -> None:
    """Read models that caught up now and then are those of one fold from scratch."""
    live_, scratch = engine_for(city.url), memory_engine()
    for engine in (live_, scratch):
        catch_up(engine, pages_of(city.store))
    assert dump(live_) == dump(scratch)
    scratch.dispose()
