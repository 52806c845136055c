"""Who an enterprise is: registered, renamed, in other lines of business, deregistered (the notice, second plan, one: 评价对象)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import ChangeLines, DeregisterEnterprise, RegisterEnterprise, RenameEnterprise
    from zibo_port.domain.enterprise import Enterprise

_SHANDONG: Final = "37"
"""The province in a credit code's area."""

# --- facts --------------------------------------------------------------------------------------------------------


class Registered(Fact):
    """The enterprise was put on the register; `lines` are its lines of business."""

    TOPIC: ClassVar[str] = "enterprise.registered"
    CLAUSE: ClassVar[str] = "《淄博市口岸服务评价机制实施方案》一"

    code: str
    name: str
    lines: tuple[str, ...]
    branch_of: str | None
    seat: str | None

    @property
    def elsewhere(self) -> bool:
        """Whether it is registered in another province, by the area of its credit code (Order 45, article 10)."""
        return self.code[2:4] != _SHANDONG and self.seat != "zibo"

    def apply(self, aggregate: Enterprise) -> None:
        """Set the identity."""
        who = aggregate.identity
        who.code, who.name = self.code, self.name
        who.branch_of, who.seat = self.branch_of, self.seat
        who.registered_on = business_day_of(self.timestamp)
        who.registration = self


class Renamed(Fact):
    """The enterprise took another name on the day this is effective."""

    TOPIC: ClassVar[str] = "enterprise.renamed"
    CLAUSE: ClassVar[str] = "《淄博市口岸服务评价机制实施方案》一"

    code: str
    name: str

    def apply(self, aggregate: Enterprise) -> None:
        """Keep the former name with the day it ended."""
        who = aggregate.identity
        who.former_names.append((who.name, self.effective_on))
        who.code, who.name = self.code, self.name


class LinesChanged(Fact):
    """The enterprise is in other lines of business since the day this is effective."""

    TOPIC: ClassVar[str] = "enterprise.lines-changed"
    CLAUSE: ClassVar[str] = "《淄博市口岸服务评价机制实施方案》一"

    lines: tuple[str, ...]
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """From that day on these are its lines."""
        aggregate.identity.line_changes.append(self)


class Deregistered(Fact):
    """The enterprise ceased to be registered on the day this is effective."""

    TOPIC: ClassVar[str] = "enterprise.deregistered"
    CLAUSE: ClassVar[str] = "《淄博市口岸服务评价机制实施方案》一"

    code: str
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Keep everything, but no new round."""
        aggregate.identity.deregistered_on = self.effective_on
        aggregate.identity.deregistration = self


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Identity:
    """Name, lines of business and seat of an enterprise."""

    code: str = ""
    name: str = ""
    branch_of: str | None = None
    seat: str | None = None
    registered_on: date | None = None
    deregistered_on: date | None = None
    former_names: list[tuple[str, date | None]] = field(default_factory=list)
    registration: Registered | None = None
    line_changes: list[LinesChanged] = field(default_factory=list)
    deregistration: Deregistered | None = None

    @property
    def individual(self) -> bool:
        """Whether it is an individual business (个体工商户, a 92-code)."""
        return self.code.startswith("92")

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines of business by what was recorded last."""
        return self.lines_on(date.max)

    def lines_on(self, day: date) -> tuple[str, ...]:
        """Its lines of business on a day."""
        told = self.lines_by(day)
        return () if told is None else told.lines

    def lines_by(self, day: date) -> Registered | LinesChanged | None:
        """What tells its lines on a day: of the changes effective by then the one recorded last, else the registration."""
        changes = (change for change in reversed(self.line_changes) if (change.effective_on or date.min) <= day)
        return next(changes, self.registration)

    def evaluated_in(self, quarter: Quarter) -> bool:
        """Registered in Zibo, active, doing port business at the quarter's end: who is evaluated (the notice, second plan, one)."""
        here = self.code[2:6] == "3703" or self.seat == "zibo"
        active = self.deregistered_on is None or Quarter.of(self.deregistered_on) >= quarter
        return here and active and any(line != "other" for line in self.lines_on(quarter.last_day))


class _Particular(NamedTuple):
    """Something that a registration says, and what to do where it is another."""

    name: Text
    do: Text


_NAME: Final = _Particular(Text("名称", "name"), Text("更名请用 enterprise rename。", "To change the name use enterprise rename."))
_LINES: Final = _Particular(
    Text("业务", "lines of business"), Text("业务有变请用 enterprise lines。", "To change the lines use enterprise lines.")
)
_PARENT: Final = _Particular(Text("上级", "parent"), Text("请核对。", "Check them."))
_SEAT: Final = _Particular(Text("所在地", "seat"), Text("请核对。", "Check them."))

# --- decisions ----------------------------------------------------------------------------------------------------


class Registration(Stream):
    """What may be decided about the identity."""

    if TYPE_CHECKING:
        identity: Identity

    def register(self, form: RegisterEnterprise, act: Act) -> None:
        """Register; the same registration again is no event, another content is refused."""
        if self.identity.code:
            self._same_as_registered(form)
            return
        if form.branch_of == form.enterprise:
            raise InvalidData.of("branch-of", "分支机构不能以自身为上级。", "An enterprise can't be a branch of itself.")
        self.record(
            Registered,
            act,
            effective_on=None,
            code=form.enterprise,
            name=form.name,
            lines=form.lines,
            branch_of=form.branch_of,
            seat=form.seat,
        )

    def _same_as_registered(self, form: RegisterEnterprise) -> None:
        who = self.identity
        names = [who.name, *(name for name, _ in who.former_names)]
        differs = []
        if all(comparable(form.name) != comparable(name) for name in names):
            differs.append(_NAME)
        if all(set(form.lines) != set(told.lines) for told in (who.registration, *who.line_changes) if told is not None):
            differs.append(_LINES)
        differs += [what for what, said, known in ((_PARENT, form.branch_of, who.branch_of), (_SEAT, form.seat, who.seat)) if said != known]
        if differs:
            what = Text("、".join(one.name.zh for one in differs), ", ".join(one.name.en for one in differs))
            do = list(dict.fromkeys(one.do for one in differs))
            raise Refused(
                f"{who.code} 已登记为“{who.name}”，登记的{what.zh}与本次不同，本次没有记录。{''.join(one.zh for one in do)}",
                f"{who.code} is registered as “{who.name}” with other particulars ({what.en}); nothing was recorded. "
                f"{' '.join(one.en for one in do)}",
                clause="同一信用代码只登记一次",
            )

    def rename(self, form: RenameEnterprise, act: Act) -> None:
        """Take another name; the same name again is no event."""
        self.must_exist(form.enterprise)
        if form.on > act.today:
            raise InvalidData.of(
                "on", "更名日期在将来，请填实际更名之日。", "The day of the change lies in the future; give the day it happened."
            )
        if form.name != self.identity.name:
            self.record(Renamed, act, effective_on=form.on, code=self.identity.code, name=form.name)

    def change_lines(self, form: ChangeLines, act: Act) -> None:
        """Be in other lines of business from a day on; those that it is in on that day already are no event.

        Raises:
            InvalidData: the day lies in the future.
            Refused: the enterprise was deregistered before that day.
        """
        self.must_exist(form.enterprise)
        who = self.identity
        if form.on > act.today:
            raise InvalidData.of("on", "变更日期在将来，请在变更后登记。", "The day lies in the future; record it once it has come.")
        if set(who.lines_on(form.on)) == set(form.lines):
            return
        if who.deregistered_on is not None and form.on > who.deregistered_on:
            raise Refused(
                f"{who.name} 已于 {who.deregistered_on} 注销，此后不再变更业务。",
                f"{who.name} was deregistered on {who.deregistered_on}; its lines of business don't change after that.",
                clause=LinesChanged.CLAUSE,
            )
        self.record(LinesChanged, act, effective_on=form.on, lines=form.lines, reason=form.reason)

    def deregister(self, form: DeregisterEnterprise, act: Act) -> None:
        """Cease; a second time is no event on the same day and refused on another."""
        self.must_exist(form.enterprise)
        who = self.identity
        if form.on > act.today:
            raise InvalidData.of("on", "注销日期在将来，请在注销后登记。", "The day lies in the future; record it once it has come.")
        if who.deregistered_on == form.on:
            return
        if who.deregistered_on is not None:
            raise Refused(
                f"{who.name} 已于 {who.deregistered_on} 注销。",
                f"{who.name} was deregistered on {who.deregistered_on}.",
                clause="注销只登记一次",
            )
        self.record(Deregistered, act, effective_on=form.on, code=who.code, reason=form.reason)

    def must_exist(self, code: str) -> None:
        """Refuse to act on an enterprise that isn't registered."""
        if not self.identity.code:
            raise NotFound(
                f"没有登记信用代码为 {code} 的企业。请先登记：zibo-port enterprise register {code} 名称 --line …",
                f"No enterprise is registered under {code}. Register it first: zibo-port enterprise register {code} NAME --line …",
            )
