"""What was published and must be shown no more: withdrawn, or ended after a repair (Order 45, articles 11, 13 and 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.enterprise.results import Results
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.receipts import answer_of

if TYPE_CHECKING:
    from zibo_port.domain.commands import RecordReceipt, RequestWithdrawal
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.domain.enterprise.publications import Publication

CLAUSE_WITHDRAWN = "《市场监督管理行政处罚信息公示规定》第十一条"
CLAUSE_ENDED = "《市场监督管理行政处罚信息公示规定》第十三条、第十四条"
ENDS = ("repaired", "expired")
"""Why a publication ends though the decision stands; anything else withdraws it."""

# --- facts --------------------------------------------------------------------------------------------------------


class WithdrawalRequested(Fact):
    """A platform is to show a decision no more; `why`: revoked, varied, inaccurate, repaired, expired."""

    TOPIC: ClassVar[str] = "enterprise.withdrawal-requested"
    CLAUSE: ClassVar[str] = CLAUSE_WITHDRAWN

    publication: str
    document_no: str
    platform: str
    revision: int
    why: str
    clause: str

    def apply(self, aggregate: Enterprise) -> None:
        """Await that it is gone."""
        known = aggregate.publications.get(self.publication)
        if known is not None:
            aggregate.publications[self.publication] = replace(known, state="withdrawal-requested", leaving=self.why)


class PublicationWithdrawn(Fact):
    """The platform doesn't show the decision any more, by its receipt."""

    TOPIC: ClassVar[str] = "enterprise.publication-withdrawn"
    CLAUSE: ClassVar[str] = CLAUSE_WITHDRAWN

    publication: str
    document_no: str
    platform: str
    revision: int
    receipt: str

    def apply(self, aggregate: Enterprise) -> None:
        """Gone."""
        _gone(aggregate, self.publication, "withdrawn", self.receipt)


class PublicationEnded(Fact):
    """The publication came to its end: repaired, or its term was over."""

    TOPIC: ClassVar[str] = "enterprise.publication-ended"
    CLAUSE: ClassVar[str] = CLAUSE_ENDED

    publication: str
    document_no: str
    platform: str
    revision: int
    receipt: str

    def apply(self, aggregate: Enterprise) -> None:
        """Ended."""
        _gone(aggregate, self.publication, "ended", self.receipt)


def _gone(aggregate: Enterprise, publication: str, state: str, receipt: str) -> None:
    known = aggregate.publications.get(publication)
    if known is not None:
        aggregate.publications[publication] = replace(known, state=state, answer=receipt)


# --- decisions ----------------------------------------------------------------------------------------------------


class Withdrawals(Results):
    """What may be decided about ending what was published."""

    def request_withdrawal(self, form: RequestWithdrawal, act: Act) -> None:
        """Ask that a platform show a publication no more, once.

        Raises:
            NotFound: no such publication.
            Refused: the platform rejected it, so it was never shown.
        """
        asked = self.publications.get(form.publication)
        if asked is None:
            raise NotFound(
                f"没有编号为 {form.publication} 的公示任务。用 zibo-port publication list 查看编号。",
                f"There is no publication {form.publication}. See zibo-port publication list.",
            )
        if asked.state in {"withdrawal-requested", "withdrawn", "ended"}:
            return
        if asked.state == "rejected":
            raise Refused(
                f"公示任务 {form.publication} 已被平台退回，没有公示，无须撤下。",
                f"Publication {form.publication} was rejected; it was never shown.",
                clause=CLAUSE_WITHDRAWN,
            )
        said = _which(asked) | {"why": form.why, "clause": form.clause or CLAUSE_WITHDRAWN}
        self.record(WithdrawalRequested, act, effective_on=act.today, **said)

    def record_receipt(self, form: RecordReceipt, act: Act) -> None:
        """Record a platform's answer: to a publication, or, where its withdrawal was asked for, that it is gone."""
        asked = self.publications.get(form.publication)
        if asked is not None and asked.state in {"withdrawn", "ended"} and form.accepted == asked.answer:
            return
        if asked is None or asked.state != "withdrawal-requested":
            super().record_receipt(form, act)
            return
        state, answer = answer_of(form)
        day = form.on or act.today
        if day > act.today:
            raise InvalidData.of("on", "回执日期在将来，请核对。", "The day of the receipt lies in the future; check it.")
        if state == "accepted":
            kind = PublicationEnded if asked.leaving in ENDS else PublicationWithdrawn
            self.record(kind, act, effective_on=day, **_which(asked), receipt=answer)
        else:
            raise Refused(
                f"公示任务 {form.publication} 正在撤下，平台退回的，请与平台联系后登记撤下回执。",
                f"Publication {form.publication} is being withdrawn; settle it with the platform, then record that it is gone.",
                clause=CLAUSE_WITHDRAWN,
            )


def _which(asked: Publication) -> dict[str, str | int]:
    return {
        "publication": asked.publication,
        "document_no": asked.document_no,
        "platform": asked.platform,
        "revision": asked.revision,
    }
