"""What came out of a round for an enterprise: frozen, published, restated, and the watch list (the notice, second plan, four)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from zibo_port.domain.enterprise.evaluation import Evaluation
from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.commands import EnterWatchList, LapseRestatement, LeaveWatchList, RaiseRestatement, RestateResult
    from zibo_port.domain.enterprise import Enterprise

CLAUSE_RESULT = "《淄博市口岸服务评价机制实施方案》四"
CLAUSE_ROUND = "《淄博市口岸服务评价机制实施方案》三"


class Figures(NamedTuple):
    """A result: total and grade, both None without data or where an enterprise isn't evaluated."""

    total: Decimal | None = None
    grade: str | None = None


# --- facts --------------------------------------------------------------------------------------------------------


class ResultFrozen(Fact):
    """The close of a quarter froze this result, under these readings (each `ambiguity=reading`)."""

    TOPIC: ClassVar[str] = "enterprise.result-frozen"
    CLAUSE: ClassVar[str] = CLAUSE_ROUND

    quarter: str
    total: Decimal | None
    grade: str | None
    readings: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """What stands until it is published or restated."""
        aggregate.frozen[self.quarter] = Figures(self.total, self.grade)


class ResultPublished(Fact):
    """The result of a quarter was published; `total` and `grade` are None where data were missing."""

    TOPIC: ClassVar[str] = "enterprise.result-published"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str
    total: Decimal | None
    grade: str | None
    readings: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """A published figure is a fact."""
        aggregate.results[self.quarter] = self


class RestatementRaised(Fact):
    """Something recorded after the close gives another result: from `before` to `after`, because of the event `cause`.

    `to_tell` names who must learn of it once it is accepted: the enterprise, and the outlets where the old result was published.
    A later cause joins an open restatement as another event of this kind with the same `before`.
    """

    TOPIC: ClassVar[str] = "enterprise.restatement-raised"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str
    before_total: Decimal | None
    before_grade: str | None
    after_total: Decimal | None
    after_grade: str | None
    cause: str
    cause_version: int
    to_tell: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """One open restatement for each quarter; a later cause joins it."""
        known = aggregate.restatements.get(self.quarter)
        causes = known.causes if known is not None else ()
        aggregate.restatements[self.quarter] = Restatement(
            quarter=self.quarter,
            since=known.since if known is not None else self.effective_on,
            before=Figures(self.before_total, self.before_grade),
            after=Figures(self.after_total, self.after_grade),
            causes=(*causes, (self.cause, self.cause_version)),
            to_tell=self.to_tell,
        )


class RestatementLapsed(Fact):
    """What is on record gives the standing result again; there is nothing left to restate."""

    TOPIC: ClassVar[str] = "enterprise.restatement-lapsed"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str

    def apply(self, aggregate: Enterprise) -> None:
        """Not open any more."""
        aggregate.restatements.pop(self.quarter, None)


class RestatementDeferred(Fact):
    """A meeting put a restatement off; the published figures stand for the time being."""

    TOPIC: ClassVar[str] = "enterprise.restatement-deferred"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str
    meeting: str
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Still open."""
        known = aggregate.restatements.get(self.quarter)
        if known is not None:
            aggregate.restatements[self.quarter] = replace(known, deferral=self)


class ResultRestated(Fact):
    """A meeting accepted a restatement; from this day on the new figures stand."""

    TOPIC: ClassVar[str] = "enterprise.result-restated"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str
    total: Decimal | None
    grade: str | None
    before_total: Decimal | None
    before_grade: str | None
    meeting: str
    reason: str | None
    to_tell: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """The new figures stand."""
        aggregate.restatements.pop(self.quarter, None)
        aggregate.results[self.quarter] = self


class WatchListEntered(Fact):
    """The enterprise became one under special attention (重点关注企业)."""

    TOPIC: ClassVar[str] = "enterprise.watch-list-entered"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str
    grade: str

    def apply(self, aggregate: Enterprise) -> None:
        """Listed since this."""
        aggregate.watched = self


class WatchListLeft(Fact):
    """The enterprise left the watch list."""

    TOPIC: ClassVar[str] = "enterprise.watch-list-left"
    CLAUSE: ClassVar[str] = CLAUSE_RESULT

    quarter: str
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Not listed any more."""
        aggregate.watched = None


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Restatement:
    """A standing result that what is on record now would change; `deferral` is how a meeting put it off."""

    quarter: str
    since: date | None
    before: Figures
    after: Figures
    causes: tuple[tuple[str, int], ...]
    """Kind of event and its version in the stream, of each cause."""
    to_tell: tuple[str, ...]
    deferral: RestatementDeferred | None = None

    @property
    def deferred(self) -> str | None:
        """Why a meeting put it off."""
        return self.deferral.reason if self.deferral is not None else None


# --- decisions ----------------------------------------------------------------------------------------------------


class Results(Evaluation):
    """What may be decided about results and the watch list."""

    if TYPE_CHECKING:
        frozen: dict[str, Figures]
        results: dict[str, ResultPublished | ResultRestated]
        restatements: dict[str, Restatement]
        watched: WatchListEntered | None

    def stands(self, quarter: str) -> Figures | None:
        """The result that stands for a closed quarter: restated, else published, else frozen; None before the close."""
        result = self.results.get(quarter)
        return Figures(result.total, result.grade) if result is not None else self.frozen.get(quarter)

    def freeze_result(self, quarter: str, figures: Figures, readings: tuple[str, ...], act: Act) -> None:
        """Freeze the result of a quarter, once."""
        if quarter not in self.frozen:
            self.record(ResultFrozen, act, effective_on=act.today, quarter=quarter, **figures._asdict(), readings=readings)

    def publish_result(self, quarter: str, figures: Figures, readings: tuple[str, ...], act: Act) -> None:
        """Publish the result of a closed quarter, once."""
        if quarter not in self.results:
            self.record(ResultPublished, act, effective_on=act.today, quarter=quarter, **figures._asdict(), readings=readings)

    def raise_restatement(self, form: RaiseRestatement, act: Act) -> None:
        """Note that what stands would change; the same difference again is no event."""
        before = self.stands(form.quarter)
        known = self.restatements.get(form.quarter)
        after = Figures(form.total, form.grade)
        if before is None or after == before or (known is not None and known.after == after):
            return
        self.record(
            RestatementRaised,
            act,
            effective_on=act.today,
            quarter=form.quarter,
            before_total=before.total,
            before_grade=before.grade,
            after_total=after.total,
            after_grade=after.grade,
            cause=form.cause,
            cause_version=form.cause_version,
            to_tell=form.to_tell,
        )

    def lapse_restatement(self, form: LapseRestatement, act: Act) -> None:
        """Note that nothing would change any more."""
        if form.quarter in self.restatements:
            self.record(RestatementLapsed, act, effective_on=act.today, quarter=form.quarter)

    def restate_result(self, form: RestateResult, act: Act) -> Fact:
        """Accept or defer an open restatement under a meeting; the same again is no event. What now stands.

        Raises:
            Refused: nothing is to be restated.
        """
        self.must_exist(form.enterprise)
        known = self.restatements.get(form.quarter)
        done = self.results.get(form.quarter)
        if known is None:
            if form.accept and isinstance(done, ResultRestated) and done.meeting == form.meeting:
                return done
            raise Refused(
                f"{form.enterprise} 的 {form.quarter} 结果没有待重述的内容。用 zibo-port evaluation show {form.quarter} 查看。",
                f"Nothing of {form.enterprise} in {form.quarter} awaits a restatement. See zibo-port evaluation show {form.quarter}.",
                clause=CLAUSE_RESULT,
            )
        said = {"quarter": form.quarter, "meeting": form.meeting, "reason": form.reason}
        if not form.accept:
            put_off = known.deferral
            if put_off is not None and (put_off.meeting, put_off.reason) == (form.meeting, form.reason):
                return put_off
            self.record(RestatementDeferred, act, effective_on=act.today, **said)
            return self.pending_events[-1]  # type: ignore[return-value]
        self.record(
            ResultRestated,
            act,
            effective_on=act.today,
            **said,
            **known.after._asdict(),
            before_total=known.before.total,
            before_grade=known.before.grade,
            to_tell=known.to_tell,
        )
        return self.results[form.quarter]

    def enter_watch_list(self, form: EnterWatchList, act: Act) -> None:
        """Put on the list; who is on it already stays on it."""
        if self.watched is None:
            self.record(WatchListEntered, act, effective_on=act.today, quarter=form.quarter, grade=form.grade)

    def leave_watch_list(self, form: LeaveWatchList, act: Act) -> None:
        """Take off the list."""
        if self.watched is not None:
            self.record(WatchListLeft, act, effective_on=act.today, quarter=form.quarter, reason=form.reason)
