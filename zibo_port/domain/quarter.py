"""A round of evaluation: opened, closed, published (the notice, second plan, three and four)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.codes import RESULT_PLATFORMS
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.receipts import already_accepted, answer_of
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import KeepPapers, RecordOutlet

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


class PaperKept(Fact):
    """A paper about the results was made for publication and is kept under its hash.

    `revision` counts the papers of a quarter: 1 with the publication, one more with each restatement; `known_position` is
    the position up to which it tells of what was recorded.
    """

    TOPIC: ClassVar[str] = "quarter.paper-kept"
    CLAUSE: ClassVar[str] = CLAUSE_PUBLISH

    quarter: str
    revision: int
    form: str
    sha256: str
    size: int
    known_position: int

    def apply(self, aggregate: Round) -> None:
        """One more paper."""
        aggregate.papers.setdefault(self.revision, {})[self.form] = self


class OutletRequested(Fact):
    """The results are to be shown at an outlet: the city's site, the WeChat account, the media."""

    TOPIC: ClassVar[str] = "quarter.outlet-requested"
    CLAUSE: ClassVar[str] = CLAUSE_PUBLISH

    publication: str
    quarter: str
    platform: str
    revision: int
    payload_sha256: str

    def apply(self, aggregate: Round) -> None:
        """Await the outlet's answer; an older revision is shown no more."""
        aggregate.outlets[self.publication] = Outlet(
            self.publication, self.platform, self.revision, self.payload_sha256, "requested", self.effective_on
        )


class OutletAccepted(Fact):
    """The outlet shows the results; `receipt` is where, or its number."""

    TOPIC: ClassVar[str] = "quarter.outlet-accepted"
    CLAUSE: ClassVar[str] = CLAUSE_PUBLISH

    publication: str
    quarter: str
    platform: str
    revision: int
    receipt: str

    def apply(self, aggregate: Round) -> None:
        """Keep the receipt."""
        aggregate.answered(self.publication, "accepted", self.receipt, self.effective_on)


class OutletRejected(Fact):
    """The outlet rejected the paper."""

    TOPIC: ClassVar[str] = "quarter.outlet-rejected"
    CLAUSE: ClassVar[str] = CLAUSE_PUBLISH

    publication: str
    quarter: str
    platform: str
    revision: int
    reason: str

    def apply(self, aggregate: Round) -> None:
        """Keep the reason."""
        aggregate.answered(self.publication, "rejected", self.reason, None)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Closing:
    """What a close froze: everything up to and including `known_position` counts."""

    on: date | None
    known_position: int
    results_sha256: str
    readings: tuple[str, ...]
    """Those in use then, each `ambiguity=reading`; they stay in use for this quarter."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """The results of a quarter at one outlet in one revision: requested, accepted or rejected."""

    publication: str
    platform: str
    revision: int
    payload_sha256: str
    state: str
    requested_on: date | None
    answer: str | None = None
    accepted_on: date | None = None


class Round(Stream):
    """The aggregate of one quarter."""

    KIND = "quarter"
    Event = Fact

    QuarterOpened = QuarterOpened
    QuarterClosed = QuarterClosed
    QuarterPublished = QuarterPublished
    PaperKept = PaperKept
    OutletRequested = OutletRequested
    OutletAccepted = OutletAccepted
    OutletRejected = OutletRejected

    def begin(self) -> None:
        """Neither announced nor closed."""
        self.opened_on: date | None = None
        self.closing: Closing | None = None
        self.published_on: date | None = None
        self.papers: dict[int, dict[str, PaperKept]] = {}
        """Revision → form (html, xlsx, …) → the paper."""
        self.outlets: dict[str, Outlet] = {}

    def answered(self, publication: str, state: str, answer: str, on: date | None) -> None:
        """What an outlet said."""
        known = self.outlets.get(publication)
        if known is not None:
            self.outlets[publication] = replace(known, state=state, answer=answer, accepted_on=on)

    @property
    def revision(self) -> int:
        """The revision of the papers last made; 0 before there are any."""
        return max(self.papers, default=0)

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

    def keep_papers(self, form: KeepPapers, act: Act) -> None:
        """Keep the papers of a revision, once, and ask every outlet to show them.

        Raises:
            Refused: the quarter isn't published yet.
        """
        if self.published_on is None:
            raise Refused(f"{form.quarter} 尚未发布。", f"{form.quarter} isn't published yet.", clause=CLAUSE_PUBLISH)
        if form.revision in self.papers:
            return
        said = {"quarter": form.quarter, "revision": form.revision}
        for paper in form.papers:
            self.record(PaperKept, act, effective_on=act.today, **said, **paper.model_dump(), known_position=form.known_position)
        whole = sha256("".join(sorted(p.sha256 for p in form.papers)).encode()).hexdigest()
        for platform in RESULT_PLATFORMS:
            name = "R" + sha256(f"{form.quarter}|{platform}|{form.revision}".encode()).hexdigest()[:10]
            self.record(OutletRequested, act, effective_on=act.today, publication=name, **said, platform=platform, payload_sha256=whole)

    def record_outlet(self, form: RecordOutlet, act: Act) -> None:
        """Record what an outlet answered; the same answer again is no event, another one after acceptance is refused."""
        asked = self.outlets.get(form.publication)
        if asked is None:
            raise NotFound(
                f"没有编号为 {form.publication} 的公示任务。用 zibo-port publication list 查看编号。",
                f"There is no publication {form.publication}. See zibo-port publication list.",
            )
        state, answer = answer_of(form)
        if (asked.state, asked.answer) == (state, answer):
            return
        if asked.state == "accepted":
            raise already_accepted(form.publication, asked.answer)
        day = form.on or act.today
        if day > act.today:
            raise InvalidData.of("on", "回执日期在将来，请核对。", "The day of the receipt lies in the future; check it.")
        what = {"publication": asked.publication, "quarter": form.quarter, "platform": asked.platform, "revision": asked.revision}
        if state == "accepted":
            self.record(OutletAccepted, act, effective_on=day, **what, receipt=answer)
        else:
            self.record(OutletRejected, act, effective_on=day, **what, reason=answer)
