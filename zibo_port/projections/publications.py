"""What was to be shown at which platform, whether it was sent, and what the platform answered; payloads as they were frozen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, Text, and_, case, func

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.publication import Attempts
from zibo_port.projections.directory import with_names
from zibo_port.projections.projection import Changes, Projection
from zibo_port.projections.tables import METADATA, Day, day

PUBLICATIONS = Table(
    "rm_publications",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("position", BigInteger),
    Column("stream", Text),
    Column("document_no", Text),
    Column("platform", Text),
    Column("revision", BigInteger),
    Column("payload_sha256", Text),
    Column("payload", Text),
    Column("clause", Text),
    Column("requested_on", Day),
    Column("sent_position", BigInteger),
    Column("sent_on", Day),
    Column("sent_to", Text),
    Column("answer", Text),
    Column("answer_position", BigInteger),
    Column("answered_on", Day),
    Column("receipt", Text),
    Column("rejection", Text),
)


def _requested(changes: Changes, position: int, fact: Enterprise.PublicationRequested) -> None:
    changes.put(
        PUBLICATIONS,
        (fact.publication,),
        position=position,
        stream=fact.originator_id.hex,
        document_no=fact.document_no,
        platform=fact.platform,
        revision=fact.revision,
        payload_sha256=fact.payload_sha256,
        payload=fact.payload,
        clause=fact.clause,
        requested_on=day(fact.effective_on),
    )


def _sent(changes: Changes, position: int, fact: Attempts.PublicationSent) -> None:
    changes.put(
        PUBLICATIONS, (fact.publication,), sent_position=position, sent_on=day(fact.effective_on), sent_to=f"{fact.channel}:{fact.place}"
    )


def _accepted(changes: Changes, position: int, fact: Enterprise.PublicationAccepted) -> None:
    answered_on, receipt = day(fact.accepted_on), fact.receipt
    changes.put(
        PUBLICATIONS,
        (fact.publication,),
        answer="accepted",
        answer_position=position,
        answered_on=answered_on,
        receipt=receipt,
        rejection=None,
    )


def _rejected(changes: Changes, position: int, fact: Enterprise.PublicationRejected) -> None:
    changes.put(
        PUBLICATIONS,
        (fact.publication,),
        answer="rejected",
        answer_position=position,
        answered_on=day(fact.effective_on),
        receipt=None,
        rejection=fact.reason,
    )


PROJECTION = Projection(
    "publications",
    (PUBLICATIONS,),
    {
        Enterprise.PublicationRequested: _requested,
        Attempts.PublicationSent: _sent,
        Enterprise.PublicationAccepted: _accepted,
        Enterprise.PublicationRejected: _rejected,
    },
)

_P = PUBLICATIONS.c
_SENT_AGAIN = and_(_P.sent_position.is_not(None), _P.sent_position > func.coalesce(_P.answer_position, 0))
_STATE = case(
    (_P.answer == "accepted", "accepted"), (_SENT_AGAIN, "sent"), (_P.answer == "rejected", "rejected"), else_="requested"
).label("state")
_LAST = func.max(_P.revision).over(partition_by=(_P.document_no, _P.platform))
_SUPERSEDED = (_P.revision < _LAST).label("superseded")
_SHOWN = (
    "id",
    "position",
    "document_no",
    "platform",
    "revision",
    "requested_on",
    "sent_on",
    "sent_to",
    "answered_on",
    "receipt",
    "rejection",
    "clause",
    "payload_sha256",
    "payload",
)


def listed(
    connection: Connection, *, publication: str | None = None, enterprise: str | None = None, document_no: str | None = None
) -> list[dict[str, Any]]:
    """Publications in the order in which they were asked for: one, those of an enterprise, or of a decision, however its number is typed.

    `state` is requested, sent (not yet done), accepted or rejected; a rejected one that was sent again is sent. `superseded`
    tells that a later revision of the decision was asked for at the same platform.
    """
    question = with_names(PUBLICATIONS, *_SHOWN).add_columns(_STATE, _SUPERSEDED).where(_P.document_no.is_not(None))
    rows = [dict(row) for row in connection.execute(question.order_by(None).order_by(_P.position)).mappings()]
    if publication is not None:
        rows = [row for row in rows if row["id"] == publication]
    if enterprise is not None:
        rows = [row for row in rows if row["enterprise"] == enterprise]
    if document_no is not None:
        asked = comparable(document_no)
        rows = [row for row in rows if comparable(row["document_no"]) == asked]
    return [row | {"superseded": bool(row["superseded"])} for row in rows]
