"""Forms about consultations: the call, who was there and said what, what was concluded, and what a meeting asks of units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zibo_port.domain.agenda import AgendaLine
from zibo_port.domain.commands.base import Command, Department, DocumentNo, Name, Platform, Prose, QuarterKey
from zibo_port.domain.errors import InvalidData

ObligationId = Annotated[str, Field(min_length=1, max_length=60)]

_GATHERED: Final = {"agenda", "known_position"}


class CallConsultation(Command):
    """Call departments to a meeting, about cases or the regular one (the notice, first plan, four (二); third plan, two (三)).

    `agenda` and `known_position` are gathered for whoever calls; they don't make another request of it.
    """

    on: date
    kind: Literal["regular", "ad-hoc"] = "ad-hoc"
    departments: tuple[Department, ...] = Field(min_length=1)
    cases: tuple[DocumentNo, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()
    known_position: int | None = None

    def key(self) -> str:
        """Its day, kind and cases, in whatever order they were named."""
        return f"consultation.call|{self.on}|{self.kind}|{'|'.join(sorted(self.cases))}"

    def digest(self) -> str:
        """The fingerprint of what was asked, without what was gathered for it."""
        return sha256(self.model_dump_json(exclude=_GATHERED).encode()).hexdigest()


class MeasureOrder(BaseModel):
    """A measure given to a department, with the day by which it reports."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    measure: str
    department: Department
    due_on: date | None = None


class Outcome(BaseModel):
    """What a meeting concluded about one case: points and measures, or no action with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    case: DocumentNo
    deduct: Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)] | None = None
    quarter: QuarterKey | None = None
    measures: tuple[MeasureOrder, ...] = ()
    push: tuple[Platform, ...] = ()
    no_action: Prose | None = None


class ConcludeConsultation(Command):
    """Record what a meeting concluded, all cases at once."""

    meeting: str
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    minutes: Prose

    def key(self) -> str:
        """Its meeting and cases, in whatever order they were named."""
        return f"consultation.conclude|{self.meeting}|{'|'.join(sorted(o.case for o in self.outcomes))}"


class DraftConclusion(Command):
    """Draft what a meeting concluded, for another officer to approve; with a reason, draft it anew."""

    meeting: str
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    minutes: Prose
    reason: Prose | None = None


class ApproveConclusion(Command):
    """Approve drafts of a meeting: those about these cases, or all that wait."""

    meeting: str
    cases: tuple[DocumentNo, ...] = ()

    def key(self) -> str | None:
        """Its meeting and cases; all that wait are others every time."""
        return f"consultation.approve|{self.meeting}|{'|'.join(sorted(self.cases))}" if self.cases else None


class RecuseMember(Command):
    """Recuse a unit from a case of a meeting, or from all its open cases."""

    meeting: str
    department: Department
    reason: Prose
    case: DocumentNo | None = None


class RecordAttendance(Command):
    """Record that a unit was at a meeting, with who came; `absent` that it wasn't and why; `observer` that it only listened.

    With a reason, put such a record right.
    """

    meeting: str
    department: Department
    person: Name | None = None
    absent: Prose | None = None
    observer: bool = False
    reason: Prose | None = None

    @model_validator(mode="after")
    def _absent_or_observer(self) -> Self:
        if self.absent is not None and self.observer:
            raise InvalidData.of(
                "observer", "缺席和列席只能登记其一：--absent 或 --observer。", "Give either --absent REASON or --observer, not both."
            )
        return self

    @property
    def presence(self) -> Literal["present", "absent", "observer"]:
        """present, absent or observer."""
        if self.absent is not None:
            return "absent"
        return "observer" if self.observer else "present"


class RecordOpinion(Command):
    """Record what a unit said at a meeting, on a case or on the matter at large, in dissent or not; with a reason, put it right."""

    meeting: str
    department: Department
    text: Prose
    case: DocumentNo | None = None
    reason: Prose | None = None
    dissent: bool = False


class MinuteConsultation(Command):
    """Record the minutes of a meeting that isn't about cases alone; with a reason, put them right."""

    meeting: str
    minutes: Prose
    reason: Prose | None = None


class ImposeObligation(Command):
    """Ask something of a unit by a day."""

    meeting: str
    department: Department
    task: Prose
    due: date


class ExtendObligation(Command):
    """Give a unit more time, by the conference's office."""

    obligation: ObligationId
    until: date
    reason: Prose


class FulfilObligation(Command):
    """Report that what a meeting asked is done, and since when; with a reason, put such a report right."""

    obligation: ObligationId
    department: Department
    report: Prose
    on: date | None = None
    reason: Prose | None = None

    @property
    def department_(self) -> str:
        """The unit that was asked."""
        return self.department
