"""Forms about penalty decisions and what is published of them."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import ClassVar, Literal

from zibo_port.domain.commands.base import Command, DocumentNo, Kind, Money, Name, Prose, Usci
from zibo_port.domain.document_no import comparable


class PenaltyForm(Command):
    """The content of a penalty decision; amounts in 元."""

    DEPARTMENT: ClassVar[str] = "market-supervision"

    enterprise: Usci
    document_no: DocumentNo
    decided_on: date
    authority: Name
    articles: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    procedure: Literal["ordinary", "summary"] = "ordinary"
    severity: Literal["normal", "heavier", "serious"] = "normal"
    gains: Money | Literal["none", "undeterminable"] | None = None
    fine: Money | None = None
    confiscated: Money | None = None
    refunded: Money | None = None
    refund_ordered: bool = False
    filed_on: date | None = None
    served_on: date | None = None
    facts: Prose | None = None
    mitigated: Prose | None = None
    departure: Prose | None = None
    same_act: bool = False
    attachments: tuple[str, ...] = ()


class LogPenalty(PenaltyForm):
    """Log a penalty decision (the notice, third plan, two (二))."""

    source: Literal["counter", "import"] = "counter"
    notes: tuple[str, ...] = ()
    """Codes of what an import found worth flagging."""

    @staticmethod
    def key_of(enterprise: str, document_no: str) -> str:
        """The key of a decision: its number however its brackets were typed."""
        return f"penalty.log|{enterprise}|{comparable(document_no)}"

    def key(self) -> str:
        """The key of this decision."""
        return self.key_of(self.enterprise, self.document_no)

    def digest(self) -> str:
        """The content of the decision; how it came in doesn't matter."""
        return sha256(self.model_dump_json(exclude={"document_no", "source", "notes"}).encode()).hexdigest()


class CorrectPenalty(PenaltyForm):
    """Put right what was recorded wrongly; the decision itself is unchanged."""

    reason: Prose


class OpenCase(Command):
    """Open the case of a logged penalty (issued by the workflow)."""

    KEY: ClassVar[str | None] = "case.open|{document_no}"

    enterprise: str
    document_no: str


class RequestPublication(Command):
    """Freeze what is to be published at a platform (issued by the workflow)."""

    KEY: ClassVar[str | None] = "publication.request|{document_no}|{platform}|{revision}"
    DEPARTMENT: ClassVar[str] = "market-supervision"

    enterprise: str
    document_no: str
    platform: str
    revision: int
    clause: str


class RecordSending(Command):
    """Record that a frozen payload was handed to a platform."""

    DEPARTMENT: ClassVar[str] = "market-supervision"

    publication: str
    enterprise: str
    document_no: str
    platform: str
    revision: int
    payload_sha256: str
    channel: str
    place: str


class RecordReceipt(Command):
    """Record what the platform answered: an acceptance number, or the reason of a rejection."""

    DEPARTMENT: ClassVar[str] = "market-supervision"

    publication: str
    case: DocumentNo
    accepted: Prose | None = None
    rejected: Prose | None = None
    on: date | None = None
