"""Forms about what becomes of a decision: varied, revoked, fulfilled, repaired, objected to, withdrawn."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from zibo_port.domain.commands.base import Command, DocumentNo, Name, Prose
from zibo_port.domain.commands.penalties import PenaltyForm

Why = Literal["revoked", "varied", "inaccurate", "repaired", "expired"]


class VaryPenalty(PenaltyForm):
    """The decision was changed by whoever may; `on` is the day since which it says this."""

    KEY: ClassVar[str | None] = "penalty.vary|{document_no}|{on}"

    on: date
    by: Name
    reason: Prose


class RevokePenalty(Command):
    """The decision was revoked, held to be unlawful, or void."""

    KEY: ClassVar[str | None] = "penalty.revoke|{document_no}|{on}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    document_no: DocumentNo
    on: date
    by: Name
    reason: Prose
    how: Literal["revoked", "unlawful", "void"] = "revoked"


class FulfilPenalty(Command):
    """The party did everything that the decision orders."""

    KEY: ClassVar[str | None] = "penalty.fulfil|{document_no}|{on}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    document_no: DocumentNo
    on: date
    note: Prose | None = None


class RepairPenalty(Command):
    """The party's credit was repaired."""

    KEY: ClassVar[str | None] = "penalty.repair|{document_no}|{on}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    document_no: DocumentNo
    on: date
    by: Name
    reason: Prose


class FileObjection(Command):
    """An objection was raised: against the decision, or against its publication."""

    KEY: ClassVar[str | None] = "objection.file|{document_no}|{kind}|{on}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    document_no: DocumentNo
    kind: Literal["reconsideration", "litigation", "publication"]
    on: date
    before_whom: Name
    grounds: Prose


class DecideObjection(Command):
    """The outcome of an objection; `upheld` sets right what was published, the decision itself is varied or revoked."""

    KEY: ClassVar[str | None] = "objection.decide|{objection}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    objection: str
    on: date
    by: Name
    outcome: Literal["dismissed", "withdrawn", "upheld", "varied", "revoked"]
    reason: Prose


class WithdrawPublication(Command):
    """Show a decision no more at a platform, though the decision stands."""

    DEPARTMENT: ClassVar[str] = "market-supervision"

    publication: str
    case: DocumentNo
    reason: Prose


class RequestWithdrawal(Command):
    """Ask that a platform show a publication no more (issued by the workflow)."""

    KEY: ClassVar[str | None] = "publication.withdraw|{publication}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    enterprise: str
    publication: str
    why: Why
    clause: str = ""


class CancelDeduction(Command):
    """Take back the deductions that rest on a decision (issued by the workflow)."""

    enterprise: str
    document_no: str
    on: date
    why: str


class LiftMeasure(Command):
    """Lift the measures that rest on a decision (issued by the workflow)."""

    enterprise: str
    document_no: str
    on: date
    why: str
