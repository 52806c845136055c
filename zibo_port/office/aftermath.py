"""What a request led to: the enterprise with what was just recorded, or with what a dry run would record, and what it now owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.penalties import PenaltyContent
from zibo_port.domain.errors import NotFound
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import business_day_of
from zibo_port.office.desk import Recorded, document_key
from zibo_port.office.folder import ENTERPRISE_WORKFLOWS
from zibo_port.office.office import Office
from zibo_port.office.store.mapper import decode


def history(office: Office, code: str, recorded: Sequence[Recorded] = ()) -> list[Fact]:
    """Everything on record about an enterprise, and after it what a dry run left unstored; no clock filters it."""
    stream_id = Enterprise.id_of(code)
    stored = [decode(row) for row in office.store.stream(stream_id)]
    return stored + [fact for _, fact in recorded if fact.originator_id == stream_id and fact.originator_version > len(stored)]


def enterprise_now(office: Office, code: str, recorded: Sequence[Recorded] = ()) -> Enterprise:
    """An enterprise as its whole history makes it; blank if nothing is on record."""
    return Enterprise.blank(Enterprise.id_of(code)).replay(history(office, code, recorded))


def enterprise_of(office: Office, document_no: str) -> Enterprise:
    """The enterprise against which a decision was taken, by the decision's number.

    Raises:
        NotFound: no decision has that number.
    """
    claim = office.store.claim(document_key(document_no))
    if claim is None:
        raise NotFound(
            f"没有文号为 {document_no} 的处罚决定。用 zibo-port penalty list 查看已登记的文号。",
            f"No penalty decision {document_no} is recorded. See zibo-port penalty list.",
        )
    return Enterprise.blank(claim.stream).replay(decode(row) for row in office.store.stream(claim.stream))


def content_now(office: Office, code: str, document_no: str, recorded: Sequence[Recorded] = ()) -> Recorded:
    """What was last recorded of a decision, and where in the log; a dry run's position is the one it would have."""
    positions = {row.version: row.position for row in office.store.stream(Enterprise.id_of(code))}
    positions |= {r.fact.originator_version: r.position for r in recorded if r.fact.originator_id == Enterprise.id_of(code)}
    said = [
        fact
        for fact in history(office, code, recorded)
        if isinstance(fact, PenaltyContent) and comparable(fact.document_no) == comparable(document_no)
    ]
    return Recorded(positions[said[-1].originator_version], said[-1])


def duties_now(office: Office, code: str, case: str, recorded: Sequence[Recorded] = ()) -> list[Duty]:
    """What is owed on account of one case, by due day."""
    facts, on = history(office, code, recorded), today(office)
    owed = []
    for workflow in ENTERPRISE_WORKFLOWS:
        state = workflow.initial(office.books)
        for fact in facts:
            state = workflow.evolve(state, fact)
        owed += [d for d in workflow.due(state, on) if isinstance(d, Duty) and comparable(d.case) == comparable(case)]
    return sorted(owed, key=lambda d: (d.due_on, d.step))


def today(office: Office) -> date:
    """The office's day, in Asia/Shanghai."""
    return business_day_of(office.today())
