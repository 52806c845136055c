"""The morning round's own facts: what was escalated to the port office, and the digests that units were sent (third plan, three (三))."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import Escalate, RecordDigest

CLAUSE = "《淄博市口岸领域企业联合监管共治机制实施方案》三（三）"
PORT_OFFICE = "port-office"
CONVENER = "convener"
"""Who presses the port office itself: the convener of the joint conference."""

# --- facts --------------------------------------------------------------------------------------------------------


class DutyEscalated(Fact):
    """A duty was late for so long that the port office presses for it; effective on the day it came to that."""

    TOPIC: ClassVar[str] = "escalation.raised"
    CLAUSE: ClassVar[str] = CLAUSE

    step: str
    case: str
    owing_department: str
    due_on: date
    to: str
    title: str | None = None
    """What the workflow called the step then, in Chinese."""

    def apply(self, aggregate: Escalation) -> None:
        """Raised."""
        aggregate.raised = True


class DigestSent(Fact):
    """A unit got the digest of a day: what is due soon, due, and late."""

    TOPIC: ClassVar[str] = "digest.sent"
    CLAUSE: ClassVar[str] = CLAUSE

    to_department: str
    day: date
    items: int
    sha256: str
    channel: str
    place: str

    def apply(self, aggregate: Digest) -> None:
        """Sent."""
        aggregate.sent = True


# --- state and decisions ------------------------------------------------------------------------------------------


def escalation_key(step: str, case: str, department: str, due_on: date) -> str:
    """What is escalated once: one duty with one due day."""
    return f"{step}|{comparable(case)}|{department}|{due_on}"


class Escalation(Stream):
    """One duty that was late for long."""

    KIND = "escalation"
    Event = Fact

    DutyEscalated = DutyEscalated

    def begin(self) -> None:
        """Not raised."""
        self.raised = False

    def escalate(self, form: Escalate, act: Act) -> None:
        """Raise it, once."""
        if not self.raised:
            said = {"step": form.step, "case": form.case, "owing_department": form.owing, "due_on": form.due_on}
            to = PORT_OFFICE if form.owing != PORT_OFFICE else CONVENER
            self.record(DutyEscalated, act, effective_on=form.on, **said, to=to, title=form.title)


class Digest(Stream):
    """What one unit was sent on one day."""

    KIND = "digest"
    Event = Fact

    DigestSent = DigestSent

    def begin(self) -> None:
        """Not sent."""
        self.sent = False

    def record_digest(self, form: RecordDigest, act: Act) -> None:
        """Record that it was sent, once."""
        if not self.sent:
            said = {"to_department": form.unit, "day": form.day, "items": form.items, "sha256": form.sha256}
            self.record(DigestSent, act, effective_on=form.day, **said, channel=form.channel, place=form.place)
