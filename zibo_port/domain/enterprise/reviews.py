"""What became of a decision: varied, revoked, fulfilled, repaired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.penalties import Penalty, PenaltyContent
from zibo_port.domain.enterprise.withdrawals import Withdrawals
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.repair import must_be_repairable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import FulfilPenalty, RepairPenalty, RevokePenalty, VaryPenalty
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.domain.fines import PenaltyCheck

CLAUSE_REVOKED = "《中华人民共和国行政处罚法》第四十八条第二款"
CLAUSE_FULFILLED = "《中华人民共和国行政处罚法》第六十六条、第六十七条"
CLAUSE_REPAIRED = "《信用修复管理办法》（国家发展改革委令第36号）第三条"

# --- facts --------------------------------------------------------------------------------------------------------


class PenaltyVaried(PenaltyContent):
    """The decision was changed by whoever may: from its effective day on it says this; `shown_at` is where the old text was handed over."""

    TOPIC: ClassVar[str] = "enterprise.penalty-varied"
    CLAUSE: ClassVar[str] = CLAUSE_REVOKED

    by: str
    reason: str
    shown_at: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """The new content stands; the case may be concluded again."""
        key = comparable(self.document_no)
        before = aggregate.penalties.get(key)
        aggregate.penalties[key] = Penalty.of(self, revision=before.revision + 1 if before else 1)
        aggregate.reopen(key)


class PenaltyRevoked(Fact):
    """The decision was revoked, held to be unlawful or void; it doesn't stand from its effective day on.

    `shown_at` names the platforms to which it had been handed over: there it must be withdrawn.
    """

    TOPIC: ClassVar[str] = "enterprise.penalty-revoked"
    CLAUSE: ClassVar[str] = CLAUSE_REVOKED

    document_no: str
    how: str
    by: str
    reason: str
    shown_at: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """It doesn't stand any more."""
        key = comparable(self.document_no)
        aggregate.reviewed(key).revoked_on = self.effective_on
        aggregate.reopen(key)


class PenaltyFulfilled(Fact):
    """The party did what the decision orders: paid, refunded, put right."""

    TOPIC: ClassVar[str] = "enterprise.penalty-fulfilled"
    CLAUSE: ClassVar[str] = CLAUSE_FULFILLED

    document_no: str
    note: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """Everything ordered is done."""
        aggregate.reviewed(comparable(self.document_no)).fulfilled_on = self.effective_on


class PenaltyRepaired(Fact):
    """The party's credit was repaired: publication, sharing and use of the record end; the decision itself stands."""

    TOPIC: ClassVar[str] = "enterprise.penalty-repaired"
    CLAUSE: ClassVar[str] = CLAUSE_REPAIRED

    document_no: str
    by: str
    reason: str
    shown_at: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """Shown and used no more."""
        aggregate.reviewed(comparable(self.document_no)).repaired_on = self.effective_on


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Review:
    """What became of a decision, by day; None: it didn't."""

    revoked_on: date | None = None
    fulfilled_on: date | None = None
    repaired_on: date | None = None


# --- decisions ----------------------------------------------------------------------------------------------------


class Reviews(Withdrawals):
    """What may be decided about a decision after it was logged."""

    if TYPE_CHECKING:
        reviews: dict[str, Review]

    def reviewed(self, key: str) -> Review:
        """What became of a decision, by its compared number; `apply` of its events writes here."""
        return self.reviews.setdefault(key, Review())

    def review(self, document_no: str) -> Review:
        """What became of a decision."""
        return self.reviews.get(comparable(document_no), Review())

    def vary_penalty(self, form: VaryPenalty, shown_at: Iterable[str], act: Act, books: Books) -> PenaltyCheck:
        """Record that the decision was changed; nothing happens if nothing changes.

        Raises:
            InvalidData: a day before the decision or in the future.
            Refused: it was revoked; a fine outside the range without a reason.
        """
        before = self._standing(form.document_no)
        after_decision(before, form.on, act)
        content, check = self._content(form, act, books, lenient=False)
        content["document_no"] = before.document_no
        if any(getattr(before, name) != value for name, value in content.items() if hasattr(before, name)):
            self.record(
                PenaltyVaried,
                act,
                effective_on=form.on,
                **content,
                warnings=tuple(w.code for w in check.warnings),
                by=form.by,
                reason=form.reason,
                shown_at=tuple(shown_at),
            )
        return check

    def revoke_penalty(self, form: RevokePenalty, shown_at: Iterable[str], act: Act) -> None:
        """Record that the decision doesn't stand any more, once.

        Raises:
            InvalidData: a day before the decision or in the future.
            Refused: it was revoked on another day.
        """
        penalty, known = self.penalty(form.document_no), self.review(form.document_no)
        after_decision(penalty, form.on, act)
        if known.revoked_on == form.on:
            return
        if known.revoked_on is not None:
            raise Refused(
                f"{penalty.document_no} 已于 {known.revoked_on} 撤销。",
                f"{penalty.document_no} was revoked on {known.revoked_on}.",
                clause=CLAUSE_REVOKED,
            )
        said = {"document_no": penalty.document_no, "how": form.how, "by": form.by, "reason": form.reason}
        self.record(PenaltyRevoked, act, effective_on=form.on, **said, shown_at=tuple(shown_at))

    def fulfil_penalty(self, form: FulfilPenalty, act: Act) -> None:
        """Record that everything ordered was done, once."""
        penalty = self._standing(form.document_no)
        after_decision(penalty, form.on, act)
        known = self.review(form.document_no).fulfilled_on
        if known is None:
            self.record(PenaltyFulfilled, act, effective_on=form.on, document_no=penalty.document_no, note=form.note)
        elif known != form.on:
            raise Refused(
                f"{penalty.document_no} 已登记于 {known} 履行完毕。",
                f"{penalty.document_no} is on record as fulfilled on {known}.",
                clause=CLAUSE_FULFILLED,
            )

    def repair_penalty(self, form: RepairPenalty, shown_at: Iterable[str], act: Act, books: Books) -> None:
        """Record a repair that the rules allow, once.

        Raises:
            InvalidData: a day before the decision or in the future.
            Refused: not fulfilled, a kind that is never ended early, the shortest period isn't over; with the clause.
        """
        penalty = self._standing(form.document_no)
        after_decision(penalty, form.on, act)
        known = self.review(form.document_no)
        if known.repaired_on is not None:
            return
        must_be_repairable(penalty, form.on, known.fulfilled_on, self.publications.values(), books)
        said = {"document_no": penalty.document_no, "by": form.by, "reason": form.reason}
        self.record(PenaltyRepaired, act, effective_on=form.on, **said, shown_at=tuple(shown_at))

    def _standing(self, document_no: str) -> Penalty:
        penalty, revoked = self.penalty(document_no), self.review(document_no).revoked_on
        if revoked is not None:
            raise Refused(
                f"{penalty.document_no} 已于 {revoked} 撤销，不再办理。",
                f"{penalty.document_no} was revoked on {revoked}; nothing more is done about it.",
                clause=CLAUSE_REVOKED,
            )
        return penalty


def after_decision(penalty: Penalty, on: date, act: Act) -> None:
    """Refuse a day before the decision, or one to come."""
    if not penalty.decided_on <= on <= act.today:
        raise InvalidData.of(
            "on",
            f"日期须在决定之日（{penalty.decided_on}）与今天之间，请核对。",
            f"The day must lie between the decision ({penalty.decided_on}) and today.",
        )
