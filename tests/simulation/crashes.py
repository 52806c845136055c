"""A store whose process dies at a boundary, and a hand that slips between two things that follow.

The store itself is real: what is in it after a crash is what the database kept. Real kills of real processes are tested
elsewhere; here every boundary is met thousands of times, each of them from a seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any
from unittest.mock import patch

from zibo_port.office import handlers
from zibo_port.office.store.base import Store

BEFORE_APPEND = "before append"
BEFORE_COMMIT = "after append, before commit"
AFTER_COMMIT = "after commit, before the answer"
BETWEEN_FOLLOW_UPS = "between follow-ups"
IN_A_READ = "while read models catch up"
SLIP = "a follow-up fails"
MOMENTS = (BEFORE_APPEND, BEFORE_COMMIT, AFTER_COMMIT, BETWEEN_FOLLOW_UPS, IN_A_READ, SLIP)


class Crash(BaseException):
    """The process is gone; nobody in it can do anything about that."""


class Slip(Exception):
    """A workflow's step fails, and the process lives on."""


class Fate:
    """Decides by chance whether it ends here, and keeps count."""

    def __init__(self, chance: Random, share: float) -> None:
        self.chance, self.share = chance, share
        self.met: Counter[str] = Counter()

    def strikes(self, moment: str, part: float = 1.0) -> bool:
        """Whether it happens at this moment; `part` makes a moment rarer that is met more often."""
        struck = self.chance.random() < self.share * part
        self.met[moment] += struck
        return struck

    def crash(self, moment: str, part: float = 1.0) -> None:
        """Die at this moment, if that is one's fate."""
        if self.strikes(moment, part):
            raise Crash(moment)

    def follow_up(self, perform: Any) -> Any:
        """What the engine does by itself, with crashes and slips before each step."""

        def frail(*args: Any) -> Any:
            self.crash(BETWEEN_FOLLOW_UPS, 0.4)
            if self.strikes(SLIP, 0.4):
                raise Slip("a follow-up failed")
            return perform(*args)

        return frail

    @contextmanager
    def over_follow_ups(self) -> Iterator[None]:
        """While this lasts, what follows a decision may fail."""
        with patch.object(handlers, "perform", self.follow_up(handlers.perform)):
            yield


class FrailWriting:
    """One transaction in which the process may die."""

    def __init__(self, writing: Any, fate: Fate) -> None:
        self._writing, self._fate = writing, fate
        self.wrote = False

    def append(self, events: Sequence[Any], *rest: Any) -> None:
        """Store, if one lives to do it."""
        self._fate.crash(BEFORE_APPEND)
        self._writing.append(events, *rest)
        self.wrote = True
        self._fate.crash(BEFORE_COMMIT)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writing, name)


class FrailStore:
    """A store that is as good as the one behind it, in a process that isn't."""

    def __init__(self, store: Store, fate: Fate) -> None:
        self._store, self._fate = store, fate

    @contextmanager
    def writing(self, *, queue: bool = False) -> Iterator[FrailWriting]:
        """A transaction; what is committed stays, whether or not anybody heard of it."""
        with self._store.writing(queue=queue) as writing:
            frail = FrailWriting(writing, self._fate)
            yield frail
        if frail.wrote:
            self._fate.crash(AFTER_COMMIT)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
