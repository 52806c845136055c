"""Forms about inputs to the evaluation, its rounds and the watch list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from zibo_port.domain.commands.base import Command, Department, DocumentNo, Prose, QuarterKey, Usci


class RecordRating(Command):
    """The single window's rating of an enterprise for a calendar year."""

    enterprise: Usci
    year: int = Field(ge=2000, le=2200)
    favourable: int | None = Field(default=None, ge=0)
    total: int | None = Field(default=None, ge=0)
    publicised: bool = True
    reason: Prose | None = None


class RecordComplaint(Command):
    """A complaint from the 12345 hotline or another platform."""

    enterprise: Usci
    reference: DocumentNo
    received_on: date
    resolved_on: date | None = None
    on_initiative: bool = True


class RecordDepartmentScore(Command):
    """A department's own score of an enterprise for a quarter, 0 to 20 points."""

    enterprise: Usci
    quarter: QuarterKey
    department: Department
    points: Annotated[Decimal, Field(ge=0, le=20, decimal_places=2, allow_inf_nan=False)]
    reason: Prose | None = None

    @property
    def department_(self) -> str:
        """The department that scores."""
        return self.department


class OpenQuarter(Command):
    """Announce a round of evaluation; inputs don't wait for it."""

    KEY: ClassVar[str | None] = "evaluation.open|{quarter}"

    quarter: QuarterKey


class CloseQuarter(Command):
    """Freeze what is known of a quarter whose last day is over."""

    KEY: ClassVar[str | None] = "evaluation.close|{quarter}"

    quarter: QuarterKey


class PublishQuarter(Command):
    """Publish the results of a closed quarter as facts."""

    KEY: ClassVar[str | None] = "evaluation.publish|{quarter}"

    quarter: QuarterKey


class RaiseRestatement(Command):
    """Note that what is on record now gives another result than the one that stands (issued by the workflow)."""

    enterprise: str
    quarter: str
    total: Decimal | None
    grade: str | None
    cause: str
    cause_version: int
    to_tell: tuple[str, ...]


class LapseRestatement(Command):
    """Note that what is on record gives the standing result again (issued by the workflow)."""

    enterprise: str
    quarter: str


class RestateResult(Command):
    """Accept a restatement under a meeting, or defer it with the reason."""

    enterprise: Usci
    quarter: QuarterKey
    meeting: Annotated[str, Field(min_length=1)]
    accept: bool
    reason: Prose | None = None


class EnterWatchList(Command):
    """Put an enterprise on the watch list (issued by the workflow)."""

    KEY: ClassVar[str | None] = "watch-list.enter|{enterprise}|{quarter}"

    enterprise: str
    quarter: str
    grade: str


class LeaveWatchList(Command):
    """Take an enterprise off the watch list (issued by the workflow)."""

    KEY: ClassVar[str | None] = "watch-list.leave|{enterprise}|{quarter}"

    enterprise: str
    quarter: str
    reason: str
