"""What was asked of the platforms about a decision, and what they answered (the notice, third plan, two (二) and (三))."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.penalties import Penalties
from zibo_port.domain.errors import InvalidData, NotFound
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.payload import payload_text
from zibo_port.domain.receipts import already_accepted, answer_of

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import RecordReceipt, RequestPublication
    from zibo_port.domain.enterprise import Enterprise


def publication_id(document_no: str, platform: str, revision: int) -> str:
    """The short name of one publication, made from what it publishes, where, and in which revision."""
    return "P" + sha256(f"{comparable(document_no)}|{platform}|{revision}".encode()).hexdigest()[:10]


# --- facts --------------------------------------------------------------------------------------------------------


class PublicationRequested(Fact):
    """A decision is to be shown at a platform; the payload is frozen here and never rebuilt."""

    TOPIC: ClassVar[str] = "enterprise.publication-requested"
    CLAUSE: ClassVar[str] = "《淄博市口岸领域企业联合监管共治机制实施方案》二（二）"

    publication: str
    document_no: str
    platform: str
    revision: int
    payload: str
    payload_sha256: str
    clause: str

    def apply(self, aggregate: Enterprise) -> None:
        """Await the platform's answer."""
        aggregate.publications[self.publication] = Publication(
            self.publication, self.document_no, self.platform, self.revision, self.payload, self.payload_sha256, "requested"
        )


class PublicationAccepted(Fact):
    """The platform accepted the record; effective on the day that its receipt states."""

    TOPIC: ClassVar[str] = "enterprise.publication-accepted"
    CLAUSE: ClassVar[str] = "《淄博市口岸领域企业联合监管共治机制实施方案》二（二）"

    publication: str
    document_no: str
    platform: str
    revision: int
    receipt: str
    accepted_on: date

    def apply(self, aggregate: Enterprise) -> None:
        """Keep the receipt."""
        _answered(aggregate, self.publication, "accepted", self.receipt, self.accepted_on)


class PublicationRejected(Fact):
    """The platform rejected the record."""

    TOPIC: ClassVar[str] = "enterprise.publication-rejected"
    CLAUSE: ClassVar[str] = "《淄博市口岸领域企业联合监管共治机制实施方案》二（二）"

    publication: str
    document_no: str
    platform: str
    revision: int
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Keep the reason."""
        _answered(aggregate, self.publication, "rejected", self.reason)


def _answered(aggregate: Enterprise, publication: str, state: str, answer: str, on: date | None = None) -> None:
    asked = aggregate.publications.get(publication)
    if asked is not None:
        aggregate.publications[publication] = replace(asked, state=state, answer=answer, accepted_on=on)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publication:
    """One decision at one platform in one revision.

    requested, accepted or rejected; then withdrawal-requested, and withdrawn or ended.
    """

    publication: str
    document_no: str
    platform: str
    revision: int
    payload: str
    payload_sha256: str
    state: str
    answer: str | None = None
    accepted_on: date | None = None
    leaving: str | None = None
    """Why it is shown no more."""


# --- decisions ----------------------------------------------------------------------------------------------------


class Publications(Penalties):
    """What may be decided about publications."""

    if TYPE_CHECKING:
        publications: dict[str, Publication]

    def request_publication(self, form: RequestPublication, act: Act, books: Books) -> None:
        """Freeze the payload for a platform, once for each revision of the decision."""
        penalty = self.penalty(form.document_no)
        name = publication_id(penalty.document_no, form.platform, form.revision)
        if name in self.publications:
            return
        payload = payload_text(self.identity, penalty, form.platform, act.today, books)
        self.record(
            PublicationRequested,
            act,
            effective_on=act.today,
            publication=name,
            document_no=penalty.document_no,
            platform=form.platform,
            revision=form.revision,
            payload=payload,
            payload_sha256=sha256(payload.encode()).hexdigest(),
            clause=form.clause,
        )

    def record_receipt(self, form: RecordReceipt, act: Act) -> None:
        """Record the platform's answer; the same answer again is no event, another one after acceptance is refused."""
        asked = self.publications.get(form.publication)
        if asked is None:
            raise NotFound(
                f"没有编号为 {form.publication} 的公示任务。用 zibo-port publication list 查看编号。",
                f"There is no publication {form.publication}. See zibo-port publication list.",
            )
        state, answer = answer_of(form)
        day = form.on or act.today
        if (asked.state, asked.answer) == (state, answer) and (form.on is None or asked.accepted_on in {None, form.on}):
            return
        if asked.state in {"accepted", "withdrawn", "ended"}:
            raise already_accepted(form.publication, asked.answer)
        self._must_be_possible(asked, day, act)
        self._record_answer(form, day, act, asked, answer)

    def _must_be_possible(self, asked: Publication, day: date, act: Act) -> None:
        """Refuse a receipt of a day to come, or of one before the decision."""
        decided = self.penalty(asked.document_no).decided_on
        if not decided <= day <= act.today:
            raise InvalidData.of(
                "on",
                f"回执日期须在决定之日（{decided}）与今天之间，请核对。",
                f"The day of the receipt must lie between the decision ({decided}) and today.",
            )

    def _record_answer(self, form: RecordReceipt, day: date, act: Act, asked: Publication, answer: str) -> None:
        what = {
            "publication": asked.publication,
            "document_no": asked.document_no,
            "platform": asked.platform,
            "revision": asked.revision,
        }
        if form.accepted is not None:
            self.record(PublicationAccepted, act, effective_on=day, **what, receipt=answer, accepted_on=day)
        else:
            self.record(PublicationRejected, act, effective_on=day, **what, reason=answer)
