"""What was to be shown at which platform, whether it was sent, and what the platform answered.

The payload itself stands in the log at `position`, and nowhere else: what is sent are the bytes that were frozen there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, Text, and_, case, exists, func

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.publications import PublicationAccepted, PublicationRejected, PublicationRequested
from zibo_port.domain.publication import PublicationSent
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import Changes, Projection
from zibo_port.projections.tables import METADATA, Day, day

_key = lru_cache(maxsize=16384)(comparable)  # the publications of one decision stand close together

PUBLICATIONS = Table(
    "rm_publications",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("position", BigInteger),
    Column("stream", Text),
    Column("document_no", Text),
    Column("key", Text),
    Column("platform", Text),
    Column("revision", BigInteger),
    Column("payload_sha256", Text),
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


def _requested(changes: Changes, position: int, fact: PublicationRequested) -> None:
    changes.put(
        PUBLICATIONS,
        (fact.publication,),
        position=position,
        stream=fact.originator_id.hex,
        document_no=fact.document_no,
        key=_key(fact.document_no),
        platform=fact.platform,
        revision=fact.revision,
        payload_sha256=fact.payload_sha256,
        requested_on=day(fact.effective_on),
    )


def _sent(changes: Changes, position: int, fact: PublicationSent) -> None:
    changes.put(
        PUBLICATIONS, (fact.publication,), sent_position=position, sent_on=day(fact.effective_on), sent_to=f"{fact.channel}:{fact.place}"
    )


def _accepted(changes: Changes, position: int, fact: PublicationAccepted) -> None:
    changes.put(
        PUBLICATIONS,
        (fact.publication,),
        answer="accepted",
        answer_position=position,
        answered_on=day(fact.accepted_on),
        receipt=fact.receipt,
        rejection=None,
    )


def _rejected(changes: Changes, position: int, fact: PublicationRejected) -> None:
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
        PublicationRequested: _requested,
        PublicationSent: _sent,
        PublicationAccepted: _accepted,
        PublicationRejected: _rejected,
    },
)

_P = PUBLICATIONS.c
_LATER = PUBLICATIONS.alias("later")
_sent_again = and_(_P.sent_position.is_not(None), _P.sent_position > func.coalesce(_P.answer_position, 0))
_state = case((_P.answer == "accepted", "accepted"), (_sent_again, "sent"), (_P.answer == "rejected", "rejected"), else_="requested").label(
    "state"
)
_superseded = exists().where(_LATER.c.key == _P.key, _LATER.c.platform == _P.platform, _LATER.c.revision > _P.revision).label("superseded")
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
    "payload_sha256",
)


def listed(
    connection: Connection, *, publication: str | None = None, enterprise: str | None = None, document_no: str | None = None
) -> list[dict[str, Any]]:
    """Publications in the order in which they were asked for: one, those of an enterprise, or of a decision, however its number is typed.

    `state` is requested, sent (not yet done), accepted or rejected; a rejected one that was sent again is sent. `superseded`
    tells that a later revision of the decision was asked for at the same platform.
    """
    question = with_names(PUBLICATIONS, *_SHOWN).add_columns(_state, _superseded).where(_P.document_no.is_not(None))
    if publication is not None:
        question = question.where(_P.id == publication)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    if document_no is not None:
        question = question.where(_P.key == comparable(document_no))
    return rows_of(connection, question.order_by(_P.position))
