"""What was to be shown at which platform, whether it was sent, and what the platform answered.

The payload itself stands in the log at `position`, and nowhere else: what is sent are the bytes that were frozen there.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Table, Text, case, exists, func, text

from zibo_port.domain.enterprise.publications import PublicationAccepted, PublicationRejected, PublicationRequested
from zibo_port.domain.enterprise.withdrawals import PublicationEnded, PublicationWithdrawn, WithdrawalRequested
from zibo_port.domain.publication import PublicationSent
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import POSITION, STREAM, Always, Entry, Projection
from zibo_port.projections.tables import METADATA, Day, Stream

_CORRECTED = text("revision > 1")

PUBLICATIONS = Table(
    "rm_publications",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Stream),
    Column("id", Text),
    Column("document_no", Text),
    Column("platform", Text),
    Column("revision", BigInteger),
    Column("payload_sha256", Text),
    Column("requested_on", Day),
    # Hardly any decision is corrected: the index over those that were is small, and most inserts don't touch it.
    Index("rm_publications_corrected", "document_no", "platform", sqlite_where=_CORRECTED, postgresql_where=_CORRECTED),
)

HANDLING = Table(
    "rm_publication_handling",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sent_position", BigInteger),
    Column("sent_on", Day),
    Column("sent_by", Text),
    Column("sent_to", Text),
    Column("answer", Text),
    Column("answer_position", BigInteger),
    Column("answered_on", Day),
    Column("receipt", Text),
    Column("rejection", Text),
    Column("leaving", Text),
    Column("leaving_position", BigInteger),
    Column("gone", Text),
    Column("gone_on", Day),
    Column("gone_receipt", Text),
)


PROJECTION = Projection(
    "publications",
    (PUBLICATIONS, HANDLING),
    (
        Entry(
            PublicationRequested,
            PUBLICATIONS,
            "document_no",
            "platform",
            "revision",
            "payload_sha256",
            position=POSITION,
            stream=STREAM,
            id="publication",
            requested_on="effective_on",
        ),
        Entry(
            PublicationSent,
            HANDLING,
            id="publication",
            sent_position=POSITION,
            sent_on="effective_on",
            sent_by="channel",
            sent_to="place",
        ),
        Entry(
            PublicationAccepted,
            HANDLING,
            "receipt",
            id="publication",
            answer=Always("accepted"),
            answer_position=POSITION,
            answered_on="accepted_on",
            rejection=Always(None),
        ),
        Entry(
            PublicationRejected,
            HANDLING,
            id="publication",
            answer=Always("rejected"),
            answer_position=POSITION,
            answered_on="effective_on",
            receipt=Always(None),
            rejection="reason",
        ),
        Entry(WithdrawalRequested, HANDLING, id="publication", leaving="why", leaving_position=POSITION),
        Entry(PublicationWithdrawn, HANDLING, id="publication", gone=Always("withdrawn"), gone_on="effective_on", gone_receipt="receipt"),
        Entry(PublicationEnded, HANDLING, id="publication", gone=Always("ended"), gone_on="effective_on", gone_receipt="receipt"),
    ),
)

_asked, _done = PUBLICATIONS.c, HANDLING.c
_later = PUBLICATIONS.alias("later")
_sent_to = (_done.sent_by + ":" + _done.sent_to).label("sent_to")
_sent_since = func.coalesce(_done.sent_position, 0) > func.coalesce(_done.answer_position, 0)
_state = case(
    (_done.gone.is_not(None), _done.gone),
    (_done.leaving.is_not(None), "withdrawal-requested"),
    (_done.answer == "accepted", "accepted"),
    (_sent_since, "sent"),
    (_done.answer == "rejected", "rejected"),
    else_="requested",
).label("state")
_superseded = (
    exists()
    .where(_later.c.document_no == _asked.document_no, _later.c.platform == _asked.platform)
    .where(_later.c.revision > _asked.revision, text("later.revision > 1"))
    .label("superseded")
)
_SHOWN = ("position", "id", "document_no", "platform", "revision", "payload_sha256", "requested_on")


def listed(connection: Connection, *, publication: str | None = None, enterprise: str | None = None) -> list[dict[str, Any]]:
    """Publications in the order in which they were asked for: all, the one of this id, or those of an enterprise.

    `state` is requested, sent (not yet done), accepted or rejected, then withdrawal-requested, withdrawn or ended; a rejected
    one that was sent again is sent. `superseded` tells that a later revision of the decision was asked for at the same platform.
    """
    shown = (_done.sent_on, _sent_to, _done.answered_on, _done.receipt, _done.rejection, _state, _superseded)
    question = with_names(PUBLICATIONS, *_SHOWN).add_columns(*shown).outerjoin(HANDLING, _done.id == _asked.id)
    if publication is not None:
        question = question.where(_asked.id == publication)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    return rows_of(connection, question.order_by(_asked.position))
