"""Price complaints about an enterprise (价格举报): received, assigned, answered; each with its day, none lost.

They aren't the service complaints of the evaluation (12345 and the like) and don't count for the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.prevention import happened, on_record
from zibo_port.domain.enterprise.registration import Registration
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.prevention_codes import CLAUSE

if TYPE_CHECKING:
    from zibo_port.domain.commands import AnswerPriceComplaint, AssignPriceComplaint, EscalatePriceComplaint, ReceivePriceComplaint
    from zibo_port.domain.enterprise import Enterprise

# --- facts --------------------------------------------------------------------------------------------------------


class PriceComplaintReceived(Fact):
    """A price complaint came in; effective on the day it was received. `unit` is the one that received it and passes it on."""

    TOPIC: ClassVar[str] = "enterprise.price-complaint-received"
    CLAUSE: ClassVar[str] = CLAUSE

    reference: str
    unit: str
    unit_name: str
    channel: str
    what: str
    emergency: bool
    workflow_version: int
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """What is put right replaces what was said before; what was done about it stays."""
        _of(aggregate, self.reference).received = self


class PriceComplaintEscalated(Fact):
    """A price complaint was put on the emergency path (应急处置); effective on the day from which it is."""

    TOPIC: ClassVar[str] = "enterprise.price-complaint-escalated"
    CLAUSE: ClassVar[str] = CLAUSE

    reference: str
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Urgent from now on."""
        _of(aggregate, self.reference).escalated = self


class PriceComplaintAssigned(Fact):
    """A price complaint was passed to the unit that looks into it; effective on that day."""

    TOPIC: ClassVar[str] = "enterprise.price-complaint-assigned"
    CLAUSE: ClassVar[str] = CLAUSE

    reference: str
    unit: str
    unit_name: str
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """The unit that was named last looks into it."""
        _of(aggregate, self.reference).assigned = self


class PriceComplaintAnswered(Fact):
    """What came of a price complaint; effective on the day the complainant was told."""

    TOPIC: ClassVar[str] = "enterprise.price-complaint-answered"
    CLAUSE: ClassVar[str] = CLAUSE

    reference: str
    unit: str
    unit_name: str
    result: str
    answer: str
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """Answered."""
        _of(aggregate, self.reference).answered = self


# --- state --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class PriceComplaint:
    """A price complaint as it now stands: the latest fact of each step; None where nothing of it is known."""

    received: PriceComplaintReceived | None = None
    escalated: PriceComplaintEscalated | None = None
    assigned: PriceComplaintAssigned | None = None
    answered: PriceComplaintAnswered | None = None

    @property
    def emergency(self) -> bool:
        """Whether it is on the emergency path."""
        return self.escalated is not None or (self.received is not None and self.received.emergency)

    @property
    def state(self) -> str:
        """How far it is: received, assigned or answered."""
        return "answered" if self.answered is not None else "assigned" if self.assigned is not None else "received"


def _of(aggregate: Enterprise, reference: str) -> PriceComplaint:
    return aggregate.price_complaints.setdefault(comparable(reference), PriceComplaint())


# --- decisions ----------------------------------------------------------------------------------------------------


class PriceComplaints(Registration):
    """What may be decided about price complaints."""

    if TYPE_CHECKING:
        price_complaints: dict[str, PriceComplaint]

    def receive_price_complaint(self, form: ReceivePriceComplaint, unit_name: str, version: int, act: Act) -> Fact | None:
        """Take one in; the same again is no event, other content needs a reason. What now stands.

        Raises:
            NotFound: the enterprise isn't registered.
            InvalidData: a day in the future, or after what was done about it.
            Refused: it is on record with other content, and no reason is given.
        """
        self.must_exist(form.enterprise)
        happened(form.received_on, act, "received-on")
        one = self.price_complaints.get(comparable(form.reference), PriceComplaint())
        known = one.received
        if known is not None:
            content = (known.effective_on, known.unit, known.channel, known.what, known.emergency)
            if content == (form.received_on, form.unit, form.channel, form.what, form.emergency):
                return known
            if form.reason is None:
                raise on_record(f"价格举报 {known.reference}", f"Price complaint {known.reference}")
        _not_after(form.received_on, one)
        reference = form.reference if known is None else known.reference
        said = form.model_dump(include={"unit", "channel", "what", "emergency", "reason"})
        of = {"reference": reference, "unit_name": unit_name, "workflow_version": version}
        self.record(PriceComplaintReceived, act, effective_on=form.received_on, **of, **said)
        return self.price_complaint(reference).received

    def escalate_price_complaint(self, form: EscalatePriceComplaint, act: Act) -> Fact | None:
        """Put one on the emergency path; one that is there already is no event. What now stands.

        Raises:
            NotFound: no such complaint.
            InvalidData: a day before it was received, or in the future.
            Refused: it was answered.
        """
        one, received = self._received(form.reference)
        on = form.on or act.today
        if one.emergency:
            return one.escalated or received
        if one.answered is not None:
            raise _is_answered(one.answered)
        _between(on, received.effective_on, act.today, "on")
        self.record(PriceComplaintEscalated, act, effective_on=on, reference=received.reference, reason=form.reason)
        return one.escalated

    def assign_price_complaint(self, form: AssignPriceComplaint, unit_name: str, act: Act) -> Fact | None:
        """Pass one to a unit; the same unit again is no event, another one or another day needs a reason. What now stands.

        Raises:
            NotFound: no such complaint.
            InvalidData: a day before it was received or passed on before, or in the future.
            Refused: it is with another unit and no reason is given, or it was answered.
        """
        one, received = self._received(form.reference)
        known, answered = one.assigned, one.answered
        again = known is not None and known.unit == form.unit
        if known is not None and again and form.on in {None, known.effective_on}:
            return known
        if answered is not None and not again:
            raise _is_answered(answered)
        if known is not None and form.reason is None:
            raise Refused(
                f"价格举报 {known.reference} 已于 {known.effective_on} 交{known.unit_name}办理。改派或更正日期请说明原因：--reason。",
                f"Price complaint {known.reference} was assigned to {known.unit} on {known.effective_on}. "
                "To assign it anew or to correct the day give --reason.",
                clause="更改须留原因",
            )
        on = form.on or act.today
        first = known.effective_on if known is not None and not again else received.effective_on
        last = answered.effective_on if answered is not None else None
        _between(on, first, last or act.today, "on")
        of = {"reference": received.reference, "unit": form.unit, "unit_name": unit_name, "reason": form.reason}
        self.record(PriceComplaintAssigned, act, effective_on=on, **of)
        return one.assigned

    def answer_price_complaint(self, form: AnswerPriceComplaint, act: Act) -> Fact | None:
        """Record the answer; the same again is no event, another one needs a reason. What now stands.

        Raises:
            NotFound: no such complaint.
            InvalidData: told on a day before it was assigned, or in the future.
            Refused: it isn't assigned yet, it is with another unit, or it was answered otherwise and no reason is given.
        """
        one, received = self._received(form.reference)
        assigned = one.assigned
        if assigned is None:
            raise Refused(
                f"价格举报 {received.reference} 尚未交办，不能答复。请先登记交办：zibo-port price-complaint assign。",
                f"Price complaint {received.reference} isn't assigned yet. Record that first: zibo-port price-complaint assign.",
                clause=CLAUSE,
            )
        if assigned.unit != form.unit:
            raise Refused(
                f"价格举报 {received.reference} 由{assigned.unit_name}办理，应由其答复。",
                f"Price complaint {received.reference} is with {assigned.unit}, which answers it.",
                clause=CLAUSE,
            )
        known = one.answered
        if known is not None and (known.result, known.answer) == (form.result, form.answer) and form.told_on in {None, known.effective_on}:
            return known
        if known is not None and form.reason is None:
            raise on_record(f"价格举报 {known.reference} 的答复", f"The answer to price complaint {known.reference}")
        on = form.told_on or (known.effective_on if known is not None else None) or act.today
        _between(on, assigned.effective_on, act.today, "told-on")
        of = {"reference": received.reference, "unit": assigned.unit, "unit_name": assigned.unit_name}
        said = form.model_dump(include={"result", "answer", "reason"})
        self.record(PriceComplaintAnswered, act, effective_on=on, **of, **said)
        return one.answered

    def price_complaint(self, reference: str) -> PriceComplaint:
        """A complaint by its reference, however it was typed."""
        return self._received(reference)[0]

    def _received(self, reference: str) -> tuple[PriceComplaint, PriceComplaintReceived]:
        one = self.price_complaints.get(comparable(reference))
        if one is None or one.received is None:
            raise no_price_complaint(reference)
        return one, one.received


def no_price_complaint(reference: str) -> NotFound:
    """There is none of that reference."""
    return NotFound(
        f"没有编号为 {reference} 的价格举报。用 zibo-port price-complaint list 查看编号。",
        f"There is no price complaint {reference}. See zibo-port price-complaint list.",
    )


def _not_after(received_on: date, one: PriceComplaint) -> None:
    """A day of receipt that is put right can't be later than what was done about the complaint."""
    for done in (one.escalated, one.assigned, one.answered):
        if done is not None and done.effective_on is not None and received_on > done.effective_on:
            raise InvalidData.of(
                "received-on",
                f"收到日期 {received_on} 晚于已登记的办理日期 {done.effective_on}，请核对。",
                f"{received_on} is later than what is on record of {done.effective_on}; check it.",
            )


def _between(on: date, first: date | None, last: date, field: str) -> None:
    """A step lies between the step before it and the one after it, or today."""
    if on > last or (first is not None and on < first):
        raise InvalidData.of(
            field,
            f"{on} 与已登记的办理过程不符，应在 {first} 至 {last} 之间，请核对。",
            f"{on} doesn't fit what is on record; it must lie between {first} and {last}.",
        )


def _is_answered(answered: PriceComplaintAnswered) -> Refused:
    return Refused(
        f"价格举报 {answered.reference} 已于 {answered.effective_on} 答复。",
        f"Price complaint {answered.reference} was answered on {answered.effective_on}.",
        clause=CLAUSE,
    )
