"""One decision at one platform: the attempts to hand it over (the outcome stands on the enterprise)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import RecordSending


class PublicationSent(Fact):
    """The frozen payload was handed over; sent isn't accepted."""

    TOPIC: ClassVar[str] = "publication.sent"
    CLAUSE: ClassVar[str] = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"

    publication: str
    enterprise: str
    document_no: str
    platform: str
    revision: int
    payload_sha256: str
    channel: str
    place: str

    def apply(self, aggregate: Attempts) -> None:
        """Count the attempt."""
        aggregate.sent += 1


class Attempts(Stream):
    """The aggregate."""

    KIND = "publication"
    Event = Fact

    PublicationSent = PublicationSent

    def begin(self) -> None:
        """Never tried."""
        self.sent = 0

    def record_sending(self, form: RecordSending, act: Act) -> None:
        """Record one handing-over."""
        self.record(
            PublicationSent,
            act,
            effective_on=act.today,
            publication=form.publication,
            enterprise=form.enterprise,
            document_no=form.document_no,
            platform=form.platform,
            revision=form.revision,
            payload_sha256=form.payload_sha256,
            channel=form.channel,
            place=form.place,
        )
