"""Objections against a decision (reconsideration, litigation) or against its publication, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.reviews import Reviews, after_decision
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.commands import DecideObjection, FileObjection
    from zibo_port.domain.enterprise import Enterprise

CLAUSE_REMEDY = "《价格违法行为行政处罚规定》第二十条"
IN_COURT = ("reconsideration", "litigation")
"""Reviews of the decision itself: while one is open, what rests on the decision is provisional."""

# --- facts --------------------------------------------------------------------------------------------------------


class ObjectionFiled(Fact):
    """An objection was raised: reconsideration or litigation against the decision, or an objection to its publication."""

    TOPIC: ClassVar[str] = "enterprise.objection-filed"
    CLAUSE: ClassVar[str] = CLAUSE_REMEDY

    objection: str
    document_no: str
    kind: str
    before_whom: str
    grounds: str
    warnings: tuple[str, ...]

    def apply(self, aggregate: Enterprise) -> None:
        """It is open."""
        aggregate.objections[self.objection] = Objection(
            self.objection, self.document_no, self.kind, self.before_whom, self.effective_on, self.grounds
        )


class ObjectionDecided(Fact):
    """An objection was decided: dismissed, withdrawn by its author, or upheld with what follows."""

    TOPIC: ClassVar[str] = "enterprise.objection-decided"
    CLAUSE: ClassVar[str] = CLAUSE_REMEDY

    objection: str
    document_no: str
    kind: str
    outcome: str
    by: str
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """It is open no more."""
        known = aggregate.objections.get(self.objection)
        if known is not None:
            aggregate.objections[self.objection] = replace(known, outcome=self.outcome, decided_on=self.effective_on)


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection: open until it has an outcome."""

    objection: str
    document_no: str
    kind: str
    before_whom: str
    filed_on: date | None
    grounds: str
    outcome: str | None = None
    decided_on: date | None = None


def objection_id(document_no: str, kind: str, filed_on: date) -> str:
    """The short name of an objection, made from its decision, kind and day."""
    return "O" + sha256(f"{comparable(document_no)}|{kind}|{filed_on}".encode()).hexdigest()[:8]


# --- decisions ----------------------------------------------------------------------------------------------------


class Objections(Reviews):
    """What may be decided about objections."""

    if TYPE_CHECKING:
        objections: dict[str, Objection]

    def under_review(self, document_no: str) -> bool:
        """Whether a reconsideration or a suit against the decision is open."""
        key = comparable(document_no)
        return any(o.outcome is None and o.kind in IN_COURT and comparable(o.document_no) == key for o in self.objections.values())

    def file_objection(self, form: FileObjection, warnings: tuple[str, ...], act: Act) -> Objection:
        """Record an objection; the same one again is no event."""
        penalty = self.penalty(form.document_no)
        after_decision(penalty, form.on, act)
        name = objection_id(penalty.document_no, form.kind, form.on)
        if name not in self.objections:
            said: dict[str, Any] = {"objection": name, "document_no": penalty.document_no, "kind": form.kind}
            said |= {"before_whom": form.before_whom, "grounds": form.grounds, "warnings": warnings}
            self.record(ObjectionFiled, act, effective_on=form.on, **said)
        return self.objections[name]

    def decide_objection(self, form: DecideObjection, act: Act) -> Objection:
        """Record the outcome of an open objection.

        Raises:
            NotFound: no such objection.
            InvalidData: a day before it was filed or in the future, an outcome that doesn't fit its kind.
            Refused: it was decided otherwise.
        """
        known = self.objections.get(form.objection)
        if known is None:
            raise NotFound(
                f"没有编号为 {form.objection} 的异议。用 zibo-port objection list 查看编号。",
                f"There is no objection {form.objection}. See zibo-port objection list.",
            )
        if known.outcome is not None:
            if (known.outcome, known.decided_on) == (form.outcome, form.on):
                return known
            raise Refused(
                f"异议 {known.objection} 已于 {known.decided_on} 办结，结果或日期与本次不同，本次没有记录。",
                f"Objection {known.objection} was decided on {known.decided_on}, with another result or day; nothing was recorded now.",
                clause=CLAUSE_REMEDY,
            )
        if form.on > act.today or (known.filed_on is not None and form.on < known.filed_on):
            raise InvalidData.of("on", "办结日期须在提出之日与今天之间，请核对。", "The day must lie between the filing and today.")
        self.record(
            ObjectionDecided,
            act,
            effective_on=form.on,
            objection=known.objection,
            document_no=known.document_no,
            kind=known.kind,
            outcome=form.outcome,
            by=form.by,
            reason=form.reason,
        )
        return self.objections[form.objection]
