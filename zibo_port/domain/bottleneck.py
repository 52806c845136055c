"""A bottleneck (堵点问题) that somebody removes by a day: raised, reported on, put off, resolved (the notice, first plan, one.2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from zibo_port.domain.codes import department_name
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter, meeting_due
from zibo_port.domain.short_names import short_name
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import ExtendBottleneck, RaiseBottleneck, ReportBottleneck, ResolveBottleneck

CLAUSE: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一.2"

# --- facts --------------------------------------------------------------------------------------------------------


class BottleneckRaised(Fact):
    """A bottleneck was put on the list: a department owns it, with or without a day; `visit` is where it was found."""

    TOPIC: ClassVar[str] = "bottleneck.raised"
    CLAUSE: ClassVar[str] = CLAUSE

    bottleneck: str
    title: str
    text: str
    enterprise: str | None
    visit: str | None
    owner: str
    due_on: date | None

    def apply(self, aggregate: Bottleneck) -> None:
        """Open, or open again."""
        aggregate.raised, aggregate.resolved = self, None
        aggregate.due_on = self.due_on
        aggregate.reports, aggregate.extensions = [], []


class BottleneckReported(Fact):
    """How far its removal has come."""

    TOPIC: ClassVar[str] = "bottleneck.reported"
    CLAUSE: ClassVar[str] = CLAUSE

    bottleneck: str
    text: str

    def apply(self, aggregate: Bottleneck) -> None:
        """One more report."""
        aggregate.reports.append(self)


class BottleneckExtended(Fact):
    """It was given until another day."""

    TOPIC: ClassVar[str] = "bottleneck.extended"
    CLAUSE: ClassVar[str] = CLAUSE

    bottleneck: str
    due_on: date
    reason: str

    def apply(self, aggregate: Bottleneck) -> None:
        """The new day counts."""
        aggregate.due_on = self.due_on
        aggregate.extensions.append(self)


class BottleneckResolved(Fact):
    """It was removed; effective on the day it was."""

    TOPIC: ClassVar[str] = "bottleneck.resolved"
    CLAUSE: ClassVar[str] = CLAUSE

    bottleneck: str
    how: str

    def apply(self, aggregate: Bottleneck) -> None:
        """Done."""
        aggregate.resolved = self


# --- state and decisions ------------------------------------------------------------------------------------------


def name_of(title: str, enterprise: str | None) -> str:
    """The short name of a bottleneck: the same title for the same enterprise is the same one."""
    return short_name("B", f"{enterprise or ''}|{title}")


def due_without_day(since: date) -> date:
    """When one without a day is due: at the next regular meeting, as measures are."""
    return meeting_due(Quarter.of(since).next)


class Removing(Stream):
    """How far it has come, and what may be decided about it."""

    def begin(self) -> None:
        """Not raised."""
        self.raised: BottleneckRaised | None = None
        self.due_on: date | None = None
        self.reports: list[BottleneckReported] = []
        self.extensions: list[BottleneckExtended] = []
        self.resolved: BottleneckResolved | None = None

    @property
    def due(self) -> date | None:
        """By when it is to be removed; None before it was raised."""
        if self.due_on is not None or self.raised is None:
            return self.due_on
        return due_without_day(self.raised.effective_on or date.min)

    def raise_it(self, form: RaiseBottleneck, act: Act) -> Fact:
        """Put it on the list, or on it again after the day it was resolved; the same again is no event. What now stands.

        Raises:
            InvalidData: a day that is past.
            Refused: it is open with other content.
        """
        said = form.model_dump(include={"title", "text", "enterprise", "visit", "owner", "due_on"})
        known = self.raised
        gone = self.resolved.effective_on if self.resolved is not None else None
        came_back = gone is not None and act.today > gone
        if known is not None and not came_back and all(getattr(known, name) == value for name, value in said.items()):
            return known
        if known is not None and self.resolved is None:
            raise Refused(
                f"“{known.title}”已列为堵点问题 {known.bottleneck}，尚未解决，内容与本次不同。"
                "进展用 bottleneck report，延期用 bottleneck extend；另一个问题请另拟标题。",
                f"“{known.title}” is on the list as {known.bottleneck}, open and with other content. Use bottleneck report or bottleneck "
                "extend; give another problem its own title.",
                clause=CLAUSE,
            )
        if form.due_on is not None and form.due_on < act.today:
            raise InvalidData.of("due", f"期限 {form.due_on} 已过，请填今天或以后的日期。", f"{form.due_on} is past; give today or later.")
        name = name_of(form.title, form.enterprise)
        self.record(BottleneckRaised, act, effective_on=act.today, bottleneck=name, **said)
        return self.must_be_raised(name)

    def report(self, form: ReportBottleneck, act: Act) -> Fact:
        """Report how far it has come; the last report again is no event. What now stands."""
        self._must_be_open(form.bottleneck)
        self._must_own(form.bottleneck, act)
        if not self.reports or self.reports[-1].text != form.text:
            self.record(BottleneckReported, act, effective_on=act.today, bottleneck=form.bottleneck, text=form.text)
        return self.reports[-1]

    def extend(self, form: ExtendBottleneck, act: Act) -> Fact:
        """Give it until a later day; the same day again is no event. What now stands."""
        self._must_be_open(form.bottleneck)
        if self.extensions and self.extensions[-1].due_on == form.due_on:
            return self.extensions[-1]
        if self.due is not None and form.due_on <= self.due:
            raise InvalidData.of(
                "due",
                f"现有期限是 {self.due}，延期须晚于这一天。",
                f"It is due on {self.due}; an extension must be later than that.",
            )
        said = {"bottleneck": form.bottleneck, "due_on": form.due_on, "reason": form.reason}
        self.record(BottleneckExtended, act, effective_on=act.today, **said)
        return self.extensions[-1]

    def resolve(self, form: ResolveBottleneck, act: Act) -> Fact:
        """Record that it is removed, and how; the same again is no event. What now stands.

        Raises:
            NotFound: there is no such bottleneck.
            Refused: it was resolved in another way, or another department owns it.
            InvalidData: a day before it was raised, or in the future.
        """
        known = self.must_be_raised(form.bottleneck)
        if self.resolved is not None and self.resolved.how == form.how and form.on in (None, self.resolved.effective_on):
            return self.resolved
        self._must_be_open(form.bottleneck)
        self._must_own(form.bottleneck, act)
        on = form.on or act.today
        if not (known.effective_on or date.min) <= on <= act.today:
            raise InvalidData.of(
                "on",
                f"解决日期 {on} 应在提出之日（{known.effective_on}）与今天（{act.today}）之间，请核对。",
                f"{on} must lie between the day it was raised ({known.effective_on}) and today ({act.today}); check it.",
            )
        self.record(BottleneckResolved, act, effective_on=on, bottleneck=form.bottleneck, how=form.how)
        return self.pending_events[-1]  # type: ignore[return-value]

    def must_be_raised(self, name: str) -> BottleneckRaised:
        """The bottleneck of this name."""
        if self.raised is None:
            raise NotFound(
                f"没有编号为 {name} 的堵点问题。用 zibo-port bottleneck list 查看编号。",
                f"There is no bottleneck {name}. See zibo-port bottleneck list.",
            )
        return self.raised

    def _must_be_open(self, name: str) -> None:
        self.must_be_raised(name)
        if self.resolved is not None:
            raise Refused(
                f"{name} 已于 {self.resolved.effective_on} 解决。再次出现的，用 bottleneck raise 以同一标题重新提出。",
                f"{name} was resolved on {self.resolved.effective_on}. If it came back, raise it again under the same title.",
                clause=CLAUSE,
            )

    def _must_own(self, name: str, act: Act) -> None:
        """The owner sees to it, or the port office, which coordinates."""
        code = self.must_be_raised(name).owner
        if act.department not in {code, "port-office"}:
            owner, other = department_name(code), department_name(act.department)
            raise Refused(
                f"{name} 由{owner.zh}负责，{other.zh}不能登记其进展或解决。",
                f"{name} is for the {owner.en} to remove; the {other.en} can't report on it or resolve it.",
                clause=CLAUSE,
            )


class Bottleneck(Removing):
    """The aggregate of one bottleneck; one that comes back after it was resolved is raised again."""

    KIND = "bottleneck"
    Event = Fact

    BottleneckRaised = BottleneckRaised
    BottleneckReported = BottleneckReported
    BottleneckExtended = BottleneckExtended
    BottleneckResolved = BottleneckResolved
