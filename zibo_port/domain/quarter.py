"""A round of evaluation: opened, closed, published (the notice, second plan, three and four)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.stream import Stream

CLAUSE = "《淄博市口岸服务评价机制实施方案》三"
CLAUSE_PUBLISH = "《淄博市口岸服务评价机制实施方案》四（一）"

# --- facts --------------------------------------------------------------------------------------------------------


class QuarterOpened(Fact):
    """A round was announced."""

    TOPIC: ClassVar[str] = "quarter.opened"
    CLAUSE: ClassVar[str] = CLAUSE

    quarter: str

    def apply(self, aggregate: Round) -> None:
        """Announced."""
        aggregate.opened_on = self.effective_on


class QuarterClosed(Fact):
    """What was known of the quarter was frozen: up to which position, under which readings, with which results."""

    TOPIC: ClassVar[str] = "quarter.closed"
    CLAUSE: ClassVar[str] = CLAUSE

    quarter: str
    known_position: int
    results: int
    results_sha256: str
    readings: tuple[str, ...]

    def apply(self, aggregate: Round) -> None:
        """Frozen."""
        aggregate.closing = Closing(self.effective_on, self.known_position, self.results_sha256, self.readings)


class QuarterPublished(Fact):
    """The results of the quarter were published; each enterprise's stream has its own."""

    TOPIC: ClassVar[str] = "quarter.published"
    CLAUSE: ClassVar[str] = CLAUSE_PUBLISH

    quarter: str
    results: int

    def apply(self, aggregate: Round) -> None:
        """Published."""
        aggregate.published_on = self.effective_on


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Closing:
    """What a close froze: everything up to and including `known_position` counts."""

    on: date | None
    known_position: int
    results_sha256: str
    readings: tuple[str, ...]
    """Those in use then, each `ambiguity=reading`; they stay in use for this quarter."""


class Round(Stream):
    """The aggregate of one quarter."""

    KIND = "quarter"
    Event = Fact

    QuarterOpened = QuarterOpened
    QuarterClosed = QuarterClosed
    QuarterPublished = QuarterPublished

    def begin(self) -> None:
        """Neither announced nor closed."""
        self.opened_on: date | None = None
        self.closing: Closing | None = None
        self.published_on: date | None = None

    @property
    def status(self) -> str:
        """open, closed or published."""
        if self.published_on is not None:
            return "published"
        return "closed" if self.closing is not None else "open"

    # --- decisions ------------------------------------------------------------------------------------------------

    def open(self, quarter: Quarter, act: Act) -> None:
        """Announce the round, not before its first day."""
        if self.opened_on is not None:
            return
        if act.today < quarter.first_day:
            raise Refused(f"{quarter} 尚未开始。", f"{quarter} hasn't begun.", clause=CLAUSE)
        if self.closing is not None:
            raise Refused(f"{quarter} 已封账。", f"{quarter} is closed.", clause=CLAUSE)
        self.record(QuarterOpened, act, effective_on=act.today, quarter=str(quarter))

    def must_be_closable(self, quarter: Quarter, act: Act) -> None:
        """Refuse a close before the quarter's last day is over."""
        if act.today <= quarter.last_day:
            raise Refused(
                f"{quarter} 到 {quarter.last_day} 才结束，之后方可封账。",
                f"{quarter} ends on {quarter.last_day}; it can be closed after that.",
                clause=CLAUSE,
            )

    def close(self, quarter: Quarter, known_position: int, results: int, sha256: str, readings: tuple[str, ...], act: Act) -> None:
        """Freeze the results."""
        self.record(
            QuarterClosed,
            act,
            effective_on=act.today,
            quarter=str(quarter),
            known_position=known_position,
            results=results,
            results_sha256=sha256,
            readings=readings,
        )

    def must_be_closed(self, quarter: Quarter) -> Closing:
        """The close of this quarter, which publishing needs."""
        if self.closing is None:
            raise Refused(
                f"{quarter} 尚未封账，不能发布。请先运行：zibo-port evaluation close {quarter}",
                f"{quarter} isn't closed yet. First run: zibo-port evaluation close {quarter}",
                clause=CLAUSE_PUBLISH,
            )
        return self.closing

    def publish(self, quarter: Quarter, results: int, act: Act) -> None:
        """Record that the results were published."""
        self.record(QuarterPublished, act, effective_on=act.today, quarter=str(quarter), results=results)
