"""An aggregate as this house uses it: replayed by a plain loop, so that any subset of its history can be folded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import Aggregate

from zibo_port.domain.fact import Act, Fact

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Stream(Aggregate):
    """A history of facts and the state that decisions read.

    `apply` of an event never refuses and never looks at anything but the event and this state; a state whose
    earlier events were filtered out (a question about another day) must bear any event.
    """

    KIND = ""

    @classmethod
    @lru_cache(maxsize=16_384)
    def id_of(cls, key: str) -> UUID:
        """The stream's identity, made from its natural key."""
        return uuid5(NAMESPACE_URL, f"urn:zibo-port:{cls.KIND}:{key}")

    @classmethod
    def blank(cls, stream_id: UUID) -> Self:
        """The state before anything happened."""
        state = cls.__new__(cls)
        state.__base_init__(stream_id, 0, _BEGINNING)
        state.begin()
        return state

    def begin(self) -> None:
        """Set the state before the first event."""

    @property
    def exists(self) -> bool:
        """Whether anything was ever recorded here."""
        return self._version > 0

    def replay(self, facts: Iterable[Fact]) -> Self:
        """Apply facts in log order."""
        for fact in facts:
            fact.apply(self)
            self._version = fact.originator_version
        return self

    def record(self, kind: type[Fact], act: Act, /, *, effective_on: date | None, **data: Any) -> None:
        """Let a fact happen: it changes the state and waits to be stored.

        The library's `trigger_event` does the same and checks besides that the event it just made fits the aggregate it
        was made for, which takes as long as the rest of a decision.
        """
        make: Any = kind  # the library's metaclass makes the constructor, which no type checker sees
        fact: Fact = make(
            originator_id=self._id,
            originator_version=self._version + 1,
            timestamp=act.recorded_at,
            officer=act.officer,
            department=act.department,
            command_id=act.command_id,
            effective_on=effective_on,
            **data,
        )
        fact.apply(self)
        self._version = fact.originator_version
        self._pending_events.append(fact)

    def collect_events(self) -> list[Fact]:
        """Hand over the facts that wait to be stored."""
        waiting: list[Any] = self._pending_events
        self._pending_events = []
        return waiting
