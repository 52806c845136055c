"""What the quarterly report says, as figures: who was evaluated and how, what was deducted, who is watched, who was late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Deduction
from zibo_port.domain.measures import Measure
from zibo_port.domain.periods import Quarter
from zibo_port.domain.readings import Ambiguity, Reading
from zibo_port.domain.scoring import Score
from zibo_port.domain.scoring_rules import Edition

CLAUSE: Final = "《淄博市口岸服务评价机制实施方案》三、四"

DutyState = Literal["met", "met-late", "overdue", "running"]
"""Done in time, done after it was due, due and not done, not yet due."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The question's two clocks: up to which position and instant (aware), by the effect of which day, late as of which."""

    known_position: int
    known_at: datetime
    effective_at: date
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an evaluated enterprise stands; without data there is neither total, grade nor rank.

    `rank` counts from 1, equal totals share it; `score` tells how the total came about.
    """

    code: str
    name: str
    status: str
    rank: int | None
    total: Decimal | None
    grade: str | None
    score: Score
    restatement_pending: bool
    open_cases: tuple[str, ...]
    """Cases that no consultation has concluded: points may still be deducted for them."""
    reason: Text | None = None
    """Why the round has no result for it, where that isn't for lack of data."""
    interval: tuple[Decimal, Decimal] | None = None
    """The lowest and highest total that a review now open may leave; `total` stands if the review fails."""

    @property
    def deducted(self) -> Decimal:
        """The points deducted in the quarter."""
        return sum((d.points for d in self.score.deductions), Decimal())

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the components without data."""
        return tuple(c.code for c in self.score.components if c.points is None)


@dataclass(frozen=True, slots=True)
class Cited:
    """An article of law that a decision cites."""

    code: str
    clause: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Points that a consultation took off an enterprise; `counted` unless it isn't evaluated and has no total."""

    enterprise: str
    name: str
    deduction: Deduction
    articles: tuple[Cited, ...]
    counted: bool

    @property
    def clauses(self) -> tuple[str, ...]:
        """What the decision was taken on."""
        return tuple(a.clause for a in self.articles)


@dataclass(frozen=True, slots=True)
class Imposed:
    """A measure that a consultation imposed on an enterprise."""

    measure: str
    department: str
    document_no: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Watched:
    """An enterprise under special attention (重点关注企业): the quarter and grade that put it on the list, since when, and
    which measures were imposed on it."""

    enterprise: str
    name: str
    quarter: str
    grade: str
    since: date
    reason: Text
    imposed: tuple[Imposed, ...]


@dataclass(frozen=True, slots=True)
class Owing:
    """A duty that ran in the quarter, and what has become of it."""

    enterprise: str
    name: str
    duty: Duty
    state: DutyState


@dataclass(frozen=True, slots=True)
class Tally:
    """The duties of a department, counted."""

    department: str
    met: int
    met_late: int
    overdue: int
    running: int

    @property
    def late(self) -> int:
        """Done late, and late without being done."""
        return self.met_late + self.overdue

    @property
    def all(self) -> int:
        """All of them."""
        return self.met + self.late + self.running


@dataclass(frozen=True, slots=True)
class Used:
    """A reading in use, and the question that it answers."""

    reading: Reading
    ambiguity: Ambiguity


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """The report of a quarter as figures.

    `standings` holds the ranked first, then those without data; `measures` the whole catalogue; `edition` is None where
    no rules were in force at the quarter's end. `expected_entries` and `expected_exits` are what publishing an
    unpublished quarter would change in the watch list.
    """

    quarter: Quarter
    status: str
    closed_on: date | None
    published_on: date | None
    rehearsal: bool
    as_of: AsOf
    edition: Edition | None
    standings: tuple[Standing, ...]
    taken: tuple[Taken, ...]
    watched: tuple[Watched, ...]
    expected_entries: tuple[Standing, ...]
    expected_exits: tuple[Standing, ...]
    measures: tuple[Measure, ...]
    duties: tuple[Owing, ...]
    readings: tuple[Used, ...]

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The enterprises that have a total, from the first down."""
        return tuple(s for s in self.standings if s.rank is not None)

    @property
    def without_data(self) -> tuple[Standing, ...]:
        """The enterprises that have none."""
        return tuple(s for s in self.standings if s.rank is None)

    @property
    def restatements(self) -> tuple[Standing, ...]:
        """Whose published or frozen figures no longer agree with what is known."""
        return tuple(s for s in self.standings if s.restatement_pending)

    @property
    def catalogue(self) -> tuple[Measure, ...]:
        """The measures that may be taken against whoever is watched (the notice, second plan, four (二))."""
        return tuple(m for m in self.measures if "service-evaluation" in m.plans)

    @property
    def late(self) -> tuple[Owing, ...]:
        """The duties done late or overdue."""
        return tuple(o for o in self.duties if o.state in {"met-late", "overdue"})

    @property
    def deducted(self) -> Decimal:
        """The points of all deductions of the quarter."""
        return sum((t.deduction.points for t in self.taken), Decimal())

    def grades(self) -> dict[str, int]:
        """How many enterprises have each grade, the best first."""
        scale = [g.grade for g in self.edition.grades.scale] if self.edition else []
        counts = dict.fromkeys(scale, 0)
        for standing in self.ranked:
            counts[standing.grade or ""] = counts.get(standing.grade or "", 0) + 1
        return counts

    def by_clause(self) -> dict[tuple[str, ...], tuple[int, Decimal]]:
        """How many deductions of how many points for breaches of which articles, the most points first."""
        sums: dict[tuple[str, ...], tuple[int, Decimal]] = {}
        for taken in self.taken:
            count, points = sums.get(taken.clauses, (0, Decimal()))
            sums[taken.clauses] = (count + 1, points + taken.deduction.points)
        return dict(sorted(sums.items(), key=lambda entry: (-entry[1][1], entry[0])))

    def tallies(self, departments: Sequence[str]) -> tuple[Tally, ...]:
        """The duties of each of these departments, counted."""
        return tuple(tally(department, self.duties) for department in departments)


def tally(department: str, duties: Sequence[Owing]) -> Tally:
    """The duties of one department, counted."""
    states = [o.state for o in duties if o.duty.department == department]
    return Tally(department, states.count("met"), states.count("met-late"), states.count("overdue"), states.count("running"))


def duty_state(duty: Duty, on: date) -> DutyState:
    """What has become of a duty by a day."""
    done = duty.done(on) is not None
    if duty.late(on):
        return "met-late" if done else "overdue"
    return "met" if done else "running"


def runs_in(duty: Duty, quarter: Quarter) -> bool:
    """Whether a duty runs in a quarter: it began by the quarter's end, and was due or still to be done within it."""
    begun = duty.since <= quarter.last_day
    return begun and (duty.due_on >= quarter.first_day or duty.done_on is None or duty.done_on >= quarter.first_day)
