"""How the clocks of a case were moved, and its version of the workflow: paused, resumed, extended, migrated, each with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.enterprise.objections import Objections
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.commands import ExtendDeadline, MigrateCase, PauseDeadline, ResumeDeadline
    from zibo_port.domain.enterprise import Enterprise

CLAUSE = "《中华人民共和国行政处罚法》第四十七条"

# --- facts --------------------------------------------------------------------------------------------------------


class DeadlinePaused(Fact):
    """The clock of a step stands still from this day on: a reconsideration, a suit, an inspection."""

    TOPIC: ClassVar[str] = "enterprise.deadline-paused"
    CLAUSE: ClassVar[str] = CLAUSE

    document_no: str
    step: str
    why: str
    reason: str
    title: str | None = None
    """What the workflow called the step then, in Chinese."""

    def apply(self, aggregate: Enterprise) -> None:
        """Still."""
        aggregate.paused[self.document_no, self.step] = self.effective_on


class DeadlineResumed(Fact):
    """The clock of a step goes on from this day."""

    TOPIC: ClassVar[str] = "enterprise.deadline-resumed"
    CLAUSE: ClassVar[str] = CLAUSE

    document_no: str
    step: str
    reason: str
    title: str | None = None
    """What the workflow called the step then, in Chinese."""

    def apply(self, aggregate: Enterprise) -> None:
        """Running again."""
        aggregate.paused.pop((self.document_no, self.step), None)
        aggregate.resumed[self.document_no, self.step] = self.effective_on


class DeadlineExtended(Fact):
    """A step may be done until another day; the officer who allowed it stands in the event."""

    TOPIC: ClassVar[str] = "enterprise.deadline-extended"
    CLAUSE: ClassVar[str] = CLAUSE

    document_no: str
    step: str
    until: date
    reason: str
    title: str | None = None
    """What the workflow called the step then, in Chinese."""

    def apply(self, aggregate: Enterprise) -> None:
        """Until then."""
        aggregate.extended[self.document_no, self.step] = self.until


class CaseMigrated(Fact):
    """A case was moved on to another version of its workflow."""

    TOPIC: ClassVar[str] = "enterprise.case-migrated"
    CLAUSE: ClassVar[str] = CLAUSE

    document_no: str
    workflow: str
    from_version: int
    to_version: int
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """The workflow keeps the version; nothing here depends on it."""


# --- decisions ----------------------------------------------------------------------------------------------------


class Deadlines(Objections):
    """What may be decided about the clocks of a case; which steps leave room for it the workflow says."""

    if TYPE_CHECKING:
        paused: dict[tuple[str, str], date | None]
        resumed: dict[tuple[str, str], date | None]
        extended: dict[tuple[str, str], date]

    def pause_deadline(self, form: PauseDeadline, act: Act, title: str | None = None) -> None:
        """Let a clock stand still; one that stands already is no event."""
        number = self.penalty(form.document_no).document_no
        _not_to_come(form.on, act)
        if (number, form.step) not in self.paused:
            said = {"document_no": number, "step": form.step, "why": form.why, "reason": form.reason}
            self.record(DeadlinePaused, act, effective_on=form.on, **said, title=title)

    def resume_deadline(self, form: ResumeDeadline, act: Act, title: str | None = None) -> None:
        """Let a clock go on; one that went on that day already is no event.

        Raises:
            InvalidData: a day before it was stopped.
            Refused: it doesn't stand still.
        """
        number = self.penalty(form.document_no).document_no
        _not_to_come(form.on, act)
        begun = self.paused.get((number, form.step))
        if begun is None and self.resumed.get((number, form.step)) == form.on:
            return
        if begun is None:
            raise Refused(
                f"{number} 的“{form.step}”没有中止，无须恢复。", f"The clock of {form.step} of {number} doesn't stand still.", clause=CLAUSE
            )
        if form.on < begun:
            raise InvalidData.of(
                "on", f"恢复日期早于中止日期 {begun}，请核对。", f"It was stopped on {begun}; give that day or a later one."
            )
        self.record(DeadlineResumed, act, effective_on=form.on, document_no=number, step=form.step, reason=form.reason, title=title)

    def extend_deadline(self, form: ExtendDeadline, act: Act, title: str | None = None) -> None:
        """Give a step more time; the same day again is no event."""
        number = self.penalty(form.document_no).document_no
        if self.extended.get((number, form.step)) != form.until:
            said = {"document_no": number, "step": form.step, "until": form.until, "reason": form.reason}
            self.record(DeadlineExtended, act, effective_on=act.today, **said, title=title)

    def migrate_case(self, form: MigrateCase, workflow: str, from_version: int, act: Act) -> None:
        """Move a case to another version; the one it is in already is no event."""
        if form.to_version != from_version:
            said = {"document_no": self.penalty(form.document_no).document_no, "workflow": workflow, "reason": form.reason}
            self.record(CaseMigrated, act, effective_on=act.today, **said, from_version=from_version, to_version=form.to_version)


def _not_to_come(on: date, act: Act) -> None:
    if on > act.today:
        raise InvalidData.of("on", "日期在将来，请核对。", "The day lies in the future; check it.")
