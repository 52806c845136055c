"""What the workflow of joint supervision remembers of the cases of one enterprise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zibo_port.domain.books import Books
from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.steps import Clock


@dataclass(slots=True)
class Measure:
    """A measure that a department was given, and what became of it; `due_on` None: the next regular meeting."""

    code: str
    department: str
    meeting: str
    since: date
    due_on: date | None
    clause: str
    name: str = ""
    """Its short name."""
    done_on: date | None = None
    until: date | None = None
    """The day to which it was put off."""


@dataclass(slots=True)
class Shown:
    """A decision at a platform in one revision: asked for, accepted, to be shown no more (why, since when), gone."""

    publication: str
    platform: str
    revision: int
    accepted_on: date | None = None
    rejected: bool = False
    """Whether the platform sent it back: it isn't shown there, so that there is nothing to withdraw."""
    leaving: str | None = None
    leaves_since: date | None = None
    leave_asked: bool = False
    gone_on: date | None = None


@dataclass(slots=True)
class Case:
    """What the workflow remembers of one case."""

    document_no: str
    decided_on: date
    publishable: bool
    refund: bool
    revision: int = 1
    version: int = 0
    """The version of the workflow under which it runs; 0 before it was opened."""
    opened_on: date | None = None
    concluded_on: date | None = None
    pushes: tuple[str, ...] = ()
    measures: list[Measure] = field(default_factory=list)
    deducted: bool = False
    shown: list[Shown] = field(default_factory=list)
    revoked_on: date | None = None
    repaired_on: date | None = None
    fulfilled_on: date | None = None
    varied_on: date | None = None
    varied_after: int = 0
    """The last revision that said what the decision said before it was varied."""
    reconclude_since: date | None = None
    """Since when a meeting is to conclude anew, as the decision was changed after the conclusion."""
    objections: dict[str, tuple[str, date, date | None, str | None]] = field(default_factory=dict)
    """Id → kind, day filed, day decided, outcome."""
    clocks: dict[str, Clock] = field(default_factory=dict)
    """Duty's name → what officers did to its clock."""
    elsewhere: bool = False
    """Whether the party is registered in another province: its regulator publishes, ours pushes the decision there."""

    def platforms(self) -> tuple[str, ...]:
        """Where the decision must be shown."""
        if self.revoked_on is not None or self.repaired_on is not None:
            return ()
        return CREDIT_PLATFORMS + self.pushes if self.publishable else self.pushes

    def own_period(self, platform: str) -> str | None:
        """A period other than the platform's: for another province's regulator, which then publishes (Order 45, article 10)."""
        return "cross-province-push" if platform == "necips" and self.elsewhere else None

    def unrequested(self) -> list[str]:
        """Where its publication in this revision wasn't asked for yet."""
        asked = {s.platform for s in self.shown if s.revision == self.revision}
        return [p for p in self.platforms() if p not in asked]

    def unleft(self) -> list[Shown]:
        """Publications of which nobody asked yet that they end."""
        return [s for s in self.shown if s.leaving is not None and not s.leave_asked and not s.rejected]

    def undone(self) -> bool:
        """Whether points or measures still rest on a decision that was revoked, or measures on one that was repaired."""
        revoked, gone = self.revoked_on is not None, self.revoked_on is not None or self.repaired_on is not None
        return (revoked and self.deducted) or (gone and bool(self.measures))

    def waits(self) -> bool:
        """Whether the engine has something to do here."""
        return self.opened_on is None or bool(self.unrequested()) or bool(self.unleft()) or self.undone()


@dataclass(slots=True)
class State:
    """The cases of one enterprise, and those of them where the engine has something to do.

    It belongs to the fold that made it: `evolve` changes it.
    """

    books: Books
    enterprise: str = ""
    cases: dict[str, Case] = field(default_factory=dict)
    waiting: dict[str, None] = field(default_factory=dict)
    """Keys of those cases, the one that moved last at the end."""
    elsewhere: bool = False
    """Whether the enterprise is registered in another province."""
