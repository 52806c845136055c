"""An enterprise's page as figures: who it is, its score, what counts against it, where that is shown, what it may do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from zibo_port.domain.derivation import Derivation
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.errors import Text
from zibo_port.domain.otherwise import Item
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarterly import AsOf, Used
from zibo_port.domain.scoring import Score
from zibo_port.domain.scoring_rules import Edition

Kind = Literal["deduction", "complaint", "rating", "department-scores", "case", "publication", "measure", "watch-list", "restatement"]
"""What may count against an enterprise."""

State = Literal["open", "later", "over", "overdue", "waiting", "filed", "decided", "never"]
"""Possible on the day; not yet; not any more; owed and not done in time; once something has happened whose day isn't known;
taken and not decided yet; decided; not at all."""


class Named(NamedTuple):
    """An enterprise by code and name."""

    code: str
    name: str


class FormerName(NamedTuple):
    """A name that it had until a day."""

    name: str
    until: date | None


class Told(NamedTuple):
    """A recorded event as a page tells it: which department recorded it, when, since when it counts, what it says."""

    position: int
    event: str
    recorded_on: date
    effective_on: date | None
    department: str
    summary: Text


class Result(NamedTuple):
    """A published result, and whether it is a restated one."""

    quarter: str
    total: Decimal | None
    grade: str | None
    on: date | None
    restated: bool


@dataclass(frozen=True, slots=True)
class Against:
    """Something that counts against an enterprise, from a day to a day (both included).

    `until` is None where no day is fixed; `ends` says what ends it. `points` is what it costs in the page's quarter,
    where that can be told of it alone; `item` the evidence of that quarter's score that it is.
    """

    kind: Kind
    about: str
    what: Text
    clause: str
    since: date | None
    until: date | None
    ends: Text
    points: Decimal | None = None
    position: int | None = None
    item: Item | None = None
    provisional: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision, or a round's results, at one platform.

    `since` is the day that its receipt states, `until` the last day of its term counted from the day from which the
    platform's rule counts; `filed_until` the last day that the record itself names (column CF_GSJZQ), where it names one.
    `repairable` is the first day on which the least time that it is shown is full.
    """

    about: str
    platform: str
    revision: int
    state: str
    answer: str | None
    since: date | None = None
    until: date | None = None
    filed_until: date | None = None
    repairable: date | None = None
    clause: str = ""
    provisional: bool = False
    assumed: bool = False
    current: bool = True

    @property
    def public(self) -> bool:
        """Whether it is shown now, as far as receipts tell: until the platform says that it is gone."""
        return self.current and self.state in {"accepted", "withdrawal-requested"}


@dataclass(frozen=True, slots=True)
class Recourse:
    """Something that an enterprise may or must do, from a day to a day (both included); None where no day is fixed.

    `waits` says that it is possible once something has happened whose day isn't on record, `owed` that it must be done,
    `never` that the rule named in `clause` bars it; `filed_on` and `decided_on` are the days of what was done already.
    """

    code: str
    about: str
    what: Text
    clause: str
    since: date | None
    until: date | None
    note: Text
    waits: bool = False
    owed: bool = False
    never: bool = False
    filed_on: date | None = None
    decided_on: date | None = None
    provisional: bool = False
    assumed: bool = False

    def state(self, on: date) -> State:
        """Where it stands on a day."""
        if self.never:
            return "never"
        if self.filed_on is not None:
            return "filed" if self.decided_on is None else "decided"
        if self.until is not None and on > self.until:
            return "overdue" if self.owed else "over"
        if self.waits:
            return "waiting"
        return "later" if self.since is not None and on < self.since else "open"


@dataclass(frozen=True, slots=True)
class Lapse:
    """The result as it would be once something counts no more, everything else being as it is.

    `until` is the last day on which it counts; `alone` the result without it (None: it has no part in the score), `then`
    the result without everything that has lapsed by the end of that day.
    """

    kind: Kind
    what: Text
    until: date
    alone: Figures | None
    then: Figures

    @property
    def gone_on(self) -> date:
        """The first day on which it counts no more."""
        return self.until + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Who:
    """Who an enterprise is: names, lines of business, days of registration, parent and branches."""

    code: str
    name: str
    lines: tuple[str, ...]
    individual: bool
    registered_on: date | None
    deregistered_on: date | None
    former_names: tuple[FormerName, ...]
    parent: Named | None
    branches: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class EnterprisePage:
    """The page of an enterprise for a quarter, as figures.

    `figures` are those that stand, `recomputed` those that a pending restatement would bring, `interval` the totals if a
    review that is open fails and if it succeeds; `told` holds the events
    behind the score by position; `readings` those that the score used; `edition` is None where no rules were in force.
    """

    quarter: Quarter
    rehearsal: bool
    as_of: AsOf
    who: Who
    status: str
    evaluated: bool
    reason: Text | None
    figures: Figures
    recomputed: Figures | None
    interval: tuple[Decimal, Decimal] | None
    closed_on: date | None
    published_on: date | None
    edition: Edition | None
    score: Score
    told: Mapping[int, Told]
    readings: tuple[Used, ...]
    against: tuple[Against, ...]
    shown: tuple[Shown, ...]
    recourses: tuple[Recourse, ...]
    lapses: tuple[Lapse, ...]
    results: tuple[Result, ...]

    def behind(self, step: Derivation) -> tuple[Told, ...]:
        """The events on which a step of the score rests by itself."""
        return tuple(self.told[fact.position] for fact in step.facts if fact.position is not None and fact.position in self.told)
