"""Penalty decisions as they now stand, how far their cases are, and the auditor's list of departures."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Select, Table, Text, case, false, func

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.outcomes import CaseConcluded
from zibo_port.domain.enterprise.penalties import CaseOpened, PenaltyContent, PenaltyCorrected, PenaltyLogged
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import Changes, Projection
from zibo_port.projections.tables import METADATA, Day, Instant, Number, Words, day, instant, number, words

_key = lru_cache(maxsize=16384)(comparable)  # the facts of one case stand close together

PENALTIES = Table(
    "rm_penalties",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("position", BigInteger),
    Column("stream", Text),
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
    Column("first_position", BigInteger),
    Column("opened_on", Day),
    Column("concluded_on", Day),
    Column("meeting", Text),
    Column("no_action", Text),
)

DEPARTURES = Table(
    "rm_departures",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("position", BigInteger),
    Column("departs", Boolean),
    Column("range_min", Number),
    Column("range_max", Number),
    Column("range_clause", Text),
    Column("mitigated", Text),
    Column("departure", Text),
    Column("officer", Text),
    Column("department", Text),
    Column("recorded_at", Instant),
)


def _content(changes: Changes, position: int, fact: PenaltyContent, **more: int) -> None:
    changes.put(
        PENALTIES,
        (_key(fact.document_no),),
        position=position,
        stream=fact.originator_id.hex,
        document_no=fact.document_no,
        decided_on=day(fact.decided_on),
        authority=fact.authority,
        articles=words(fact.articles),
        kinds=words(fact.kinds),
        procedure=fact.procedure,
        severity=fact.severity,
        fine=number(fact.fine),
        confiscated=number(fact.confiscated),
        refunded=number(fact.refunded),
        publication=fact.publication,
        warnings=words(fact.warnings),
        **more,
    )


def _range(changes: Changes, position: int, fact: PenaltyContent) -> None:
    changes.put(
        DEPARTURES,
        (_key(fact.document_no),),
        position=position,
        departs=fact.departs,
        range_min=number(fact.range_min),
        range_max=number(fact.range_max),
        range_clause=fact.range_clause,
        mitigated=fact.mitigated,
        departure=fact.departure,
        officer=fact.officer,
        department=fact.department,
        recorded_at=instant(fact.timestamp),
    )


def _logged(changes: Changes, position: int, fact: PenaltyLogged) -> None:
    _content(changes, position, fact, first_position=position)
    if fact.departs or fact.mitigated is not None or fact.departure is not None:
        _range(changes, position, fact)


def _corrected(changes: Changes, position: int, fact: PenaltyCorrected) -> None:
    _content(changes, position, fact)
    _range(changes, position, fact)  # whatever the last recording says, a departure that was put right among it


def _opened(changes: Changes, _: int, fact: CaseOpened) -> None:
    changes.put(PENALTIES, (_key(fact.document_no),), opened_on=day(fact.effective_on))


def _concluded(changes: Changes, _: int, fact: CaseConcluded) -> None:
    changes.put(PENALTIES, (_key(fact.document_no),), meeting=fact.meeting, concluded_on=day(fact.effective_on), no_action=fact.no_action)


PROJECTION = Projection(
    "penalties",
    (PENALTIES, DEPARTURES),
    {
        PenaltyLogged: _logged,
        PenaltyCorrected: _corrected,
        CaseOpened: _opened,
        CaseConcluded: _concluded,
    },
)

_P = PENALTIES.c
_state = case((_P.meeting.is_not(None), "concluded"), (_P.opened_on.is_not(None), "open"), else_="logged").label("state")
_departs = func.coalesce(DEPARTURES.c.departs, false()).label("departs")
_SHOWN = tuple(c.name for c in PENALTIES.columns if c.name not in {"stream", "first_position"})


def listed(
    connection: Connection, *, enterprise: str | None = None, state: str | None = None, document_no: str | None = None
) -> list[dict[str, Any]]:
    """Decisions in the order in which they were logged; by enterprise, state (logged, open, concluded) or number, however typed.

    Amounts are decimals in 元; `key` is the number as it is compared, `position` that of the last recording; `departs` tells
    of a fine outside the lawful range, `mitigated` and `departure` give the reason.
    """
    reasons = (_departs, DEPARTURES.c.mitigated, DEPARTURES.c.departure, _state)
    question = _decisions(*_SHOWN).add_columns(*reasons)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    if state is not None:
        question = question.where(_state == state)
    if document_no is not None:
        question = question.where(_P.key == comparable(document_no))
    return rows_of(connection, question)


def departures(connection: Connection) -> list[dict[str, Any]]:
    """The auditor's list: fines outside the lawful range, with the range and its clause, the reason, and who recorded it when.

    `position` is that of the recording that says so.
    """
    found = tuple(c for c in DEPARTURES.columns if c.name not in {"key", "departs"})
    question = _decisions("document_no", "decided_on", "authority", "articles", "kinds", "fine", "confiscated", "refunded")
    return rows_of(connection, question.add_columns(*found).where(DEPARTURES.c.departs))


def _decisions(*columns: str) -> Select[Any]:
    """Decisions in the order in which they were logged; what is known of a case alone isn't shown."""
    question = with_names(PENALTIES, *columns).outerjoin(DEPARTURES, DEPARTURES.c.key == _P.key)
    return question.where(_P.document_no.is_not(None)).order_by(func.coalesce(_P.first_position, _P.position), _P.key)
