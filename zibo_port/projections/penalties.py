"""Penalty decisions as they now stand, how far their cases are, and the auditor's list of departures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Select, Table, Text, case, func

from zibo_port.domain.enterprise.outcomes import CaseConcluded
from zibo_port.domain.enterprise.penalties import CaseOpened, PenaltyCorrected, PenaltyLogged
from zibo_port.domain.enterprise.reviews import PenaltyFulfilled, PenaltyRepaired, PenaltyRevoked, PenaltyVaried
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import POSITION, STREAM, Entry, Projection
from zibo_port.projections.tables import METADATA, Compared, Day, Instant, Number, Stream, Words

PENALTIES = Table(
    "rm_penalties",
    METADATA,
    Column("key", Compared, primary_key=True),
    Column("position", BigInteger),
    Column("stream", Stream),
    Column("document_no", Text),
    Column("decided_on", Day),
    Column("authority", Text),
    Column("articles", Words),
    Column("kinds", Words),
    Column("procedure", Text),
    Column("severity", Text),
    Column("fine", Number),
    Column("confiscated", Number),
    Column("refunded", Number),
    Column("publication", Text),
    Column("warnings", Words),
    Column("departs", Boolean),
    Column("mitigated", Text),
    Column("departure", Text),
    Column("first_position", BigInteger),
    Column("opened_on", Day),
    Column("concluded_on", Day),
    Column("meeting", Text),
    Column("no_action", Text),
    Column("fulfilled_on", Day),
    Column("repaired_on", Day),
    Column("revoked_on", Day),
)

DEPARTURES = Table(
    "rm_departures",
    METADATA,
    Column("key", Compared, primary_key=True),
    Column("range_min", Number),
    Column("range_max", Number),
    Column("range_clause", Text),
    Column("officer", Text),
    Column("department", Text),
    Column("recorded_at", Instant),
)
"""The lawful range of what departs from it; a row stays behind when a departure was put right, but isn't shown."""

_CONTENT = (
    "document_no",
    "decided_on",
    "authority",
    "articles",
    "kinds",
    "procedure",
    "severity",
    "fine",
    "confiscated",
    "refunded",
    "publication",
    "warnings",
    "departs",
    "mitigated",
    "departure",
)
_RANGE = ("range_min", "range_max", "range_clause", "officer", "department")

PROJECTION = Projection(
    "penalties",
    (PENALTIES, DEPARTURES),
    (
        Entry(PenaltyLogged, PENALTIES, *_CONTENT, key="document_no", stream=STREAM, position=POSITION, first_position=POSITION),
        Entry(PenaltyLogged, DEPARTURES, *_RANGE, when="departs", key="document_no", recorded_at="timestamp"),
        Entry(PenaltyCorrected, PENALTIES, *_CONTENT, key="document_no", stream=STREAM, position=POSITION),
        Entry(PenaltyCorrected, DEPARTURES, *_RANGE, when="departs", key="document_no", recorded_at="timestamp"),
        Entry(PenaltyVaried, PENALTIES, *_CONTENT, key="document_no", stream=STREAM, position=POSITION),
        Entry(PenaltyVaried, DEPARTURES, *_RANGE, when="departs", key="document_no", recorded_at="timestamp"),
        Entry(PenaltyFulfilled, PENALTIES, key="document_no", fulfilled_on="effective_on"),
        Entry(PenaltyRepaired, PENALTIES, key="document_no", repaired_on="effective_on"),
        Entry(PenaltyRevoked, PENALTIES, key="document_no", revoked_on="effective_on"),
        Entry(CaseOpened, PENALTIES, key="document_no", opened_on="effective_on"),
        Entry(CaseConcluded, PENALTIES, "meeting", "no_action", key="document_no", concluded_on="effective_on"),
    ),
)

_P = PENALTIES.c
_state = case(
    (_P.revoked_on.is_not(None), "revoked"),
    (_P.repaired_on.is_not(None), "repaired"),
    (_P.meeting.is_not(None), "concluded"),
    (_P.opened_on.is_not(None), "open"),
    else_="logged",
).label("state")
_LAST = ("departs", "mitigated", "departure")
_SHOWN = tuple(c.name for c in PENALTIES.columns if c.name not in {"stream", "first_position", *_LAST})


def listed(
    connection: Connection, *, enterprise: str | None = None, state: str | None = None, document_no: str | None = None
) -> list[dict[str, Any]]:
    """Decisions in the order in which they were logged; by enterprise, state (logged, open, concluded, repaired, revoked)
    or number, however typed.

    Amounts are decimals in 元; `key` is the number as it is compared, `position` that of the last recording; `departs` tells
    of a fine outside the lawful range, `mitigated` and `departure` give the reason.
    """
    question = _decisions(*_SHOWN, *_LAST).add_columns(_state)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    if state is not None:
        question = question.where(_state == state)
    if document_no is not None:
        question = question.where(_P.key == document_no)
    return rows_of(connection, question)


def departures(connection: Connection) -> list[dict[str, Any]]:
    """The auditor's list: fines outside the lawful range, with the range and its clause, the reason, and who recorded it when.

    `position` is that of the recording that says so.
    """
    what = ("document_no", "decided_on", "authority", "articles", "kinds", "fine", "confiscated", "refunded", "position")
    question = _decisions(*what).join(DEPARTURES, DEPARTURES.c.key == _P.key).where(_P.departs)
    d = DEPARTURES.c
    found = (d.range_min, d.range_max, d.range_clause, _P.mitigated, _P.departure, d.officer, d.department, d.recorded_at)
    return rows_of(connection, question.add_columns(*found))


def _decisions(*columns: str) -> Select[Any]:
    """Decisions in the order in which they were logged; what is known of a case alone isn't shown."""
    question = with_names(PENALTIES, *columns).where(_P.document_no.is_not(None))
    return question.order_by(func.coalesce(_P.first_position, _P.position), _P.key)
