"""One sentence for tests of decisions and of workflows: given(...).when(...).then(...), given(...).due(...)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from zibo_port.domain.books import Books
from zibo_port.domain.calendar import Calendar
from zibo_port.domain.commands import Command
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import ZiboPortError
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.profile import REHEARSAL
from zibo_port.domain.stream import Stream
from zibo_port.office import rulebook
from zibo_port.office.founding import library_years

TODAY = date(2026, 11, 23)


@cache
def books() -> Books:
    """The books of a fictional office, with every year that the calendar library knows."""
    return rulebook.books(Calendar(library_years()), REHEARSAL)


def on(day: date = TODAY) -> Act:
    """A decision taken on a day by the officer of these tests."""
    return Act("王晓", "market-supervision", "a-command", datetime(day.year, day.month, day.day, 1, tzinfo=UTC), day)


class Given:
    """A history; `when` decides on it, `then` compares what was recorded."""

    def __init__(self, stream: Stream, facts: Sequence[Fact] = ()) -> None:
        self.stream = stream
        self.stream.replay(facts)
        self.before = list(facts)
        self.happened: list[Fact] = []
        self.refused: ZiboPortError | None = None

    def when(self, decide: Callable[[Any], Any]) -> Given:
        """Decide on this history, which stays as it is; a refusal is kept for `then_refused`."""
        told = Given(type(self.stream).blank(self.stream.id), self.before)
        try:
            decide(told.stream)
        except ZiboPortError as refused:
            told.refused = refused
        told.happened = list(told.stream.collect_events())  # type: ignore[arg-type]
        return told

    def and_then(self) -> Given:
        """The history so far, to go on from."""
        self.then_not_refused()
        fresh = type(self.stream).blank(self.stream.id)
        return Given(fresh, [*self.before, *self.happened])

    def then(self, *kinds: type[Fact], **content: Any) -> list[Fact]:
        """Exactly these kinds of events happened; the first of them has this content."""
        self.then_not_refused()
        assert [type(fact) for fact in self.happened] == list(kinds)
        for name, value in content.items():
            assert getattr(self.happened[0], name) == value, name
        return self.happened

    def then_nothing(self) -> None:
        """Nothing happened, and that was no error."""
        self.then()

    def then_not_refused(self) -> None:
        """No refusal."""
        if self.refused is not None:
            raise self.refused

    def then_refused(self, kind: type[ZiboPortError], says: str = "", *, field: str | None = None) -> ZiboPortError:
        """It was refused in this way, and nothing happened."""
        assert isinstance(self.refused, kind), f"refused with {self.refused!r}, recorded {self.happened}"
        assert says in str(self.refused), str(self.refused)
        if field is not None:
            assert field in [fault.field for fault in self.refused.fields]
        assert self.happened == []
        return self.refused


def given(kind: type[Stream], key: str, *facts: Fact) -> Given:
    """A stream with a history."""
    return Given(kind.blank(kind.id_of(key)), facts)


class Flow:
    """A workflow that has seen a history."""

    def __init__(self, workflow: ModuleType, facts: Sequence[Fact], its_books: Books | None = None) -> None:
        self.workflow = workflow
        self.state = workflow.initial(its_books or books())
        for fact in facts:
            self.state = workflow.evolve(self.state, fact)

    def commands(self, day: date = TODAY) -> list[Command]:
        """What the engine does by itself."""
        return list(self.workflow.commands(self.state, day))

    def duties(self, day: date = TODAY) -> dict[str, Duty]:
        """What people owe, by step."""
        owed = [d for d in self.workflow.due(self.state, day) if isinstance(d, Duty)]
        assert len({d.step for d in owed}) == len(owed), "more than one case: ask for `all_duties`"
        return {d.step: d for d in owed}


def refuses(kind: type[ZiboPortError], call: Callable[[], Any]) -> ZiboPortError:
    """The refusal of a call."""
    with pytest.raises(kind) as caught:
        call()
    return caught.value
