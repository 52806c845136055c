"""Penalty decisions as they now stand, how far their cases are, and the auditor's list of departures."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Table, Text, case, func

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.outcomes import CaseConcluded
from zibo_port.domain.enterprise.penalties import CaseOpened, PenaltyContent, PenaltyCorrected, PenaltyLogged
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import Changes, Projection
from zibo_port.projections.tables import METADATA, Day, Number, Words, day, number, words

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
    Column("range_min", Number),
    Column("range_max", Number),
    Column("range_clause", Text),
    Column("departs", Boolean),
    Column("mitigated", Text),
    Column("departure", Text),
    Column("warnings", Words),
    Column("officer", Text),
    Column("department", Text),
    Column("first_position", BigInteger),
    Column("opened_on", Day),
    Column("concluded_on", Day),
    Column("meeting", Text),
    Column("no_action", Text),
)


def _content(changes: Changes, position: int, fact: PenaltyContent) -> None:
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
        range_min=number(fact.range_min),
        range_max=number(fact.range_max),
        range_clause=fact.range_clause,
        departs=fact.departs,
        mitigated=fact.mitigated,
        departure=fact.departure,
        warnings=words(fact.warnings),
        officer=fact.officer,
        department=fact.department,
    )


def _logged(changes: Changes, position: int, fact: PenaltyLogged) -> None:
    _content(changes, position, fact)
    changes.put(PENALTIES, (_key(fact.document_no),), first_position=position)


def _opened(changes: Changes, _: int, fact: CaseOpened) -> None:
    changes.put(PENALTIES, (_key(fact.document_no),), opened_on=day(fact.effective_on))


def _concluded(changes: Changes, _: int, fact: CaseConcluded) -> None:
    changes.put(PENALTIES, (_key(fact.document_no),), meeting=fact.meeting, concluded_on=day(fact.effective_on), no_action=fact.no_action)


PROJECTION = Projection(
    "penalties",
    (PENALTIES,),
    {
        PenaltyLogged: _logged,
        PenaltyCorrected: _content,
        CaseOpened: _opened,
        CaseConcluded: _concluded,
    },
)

_P = PENALTIES.c
_state = case((_P.meeting.is_not(None), "concluded"), (_P.opened_on.is_not(None), "open"), else_="logged").label("state")
_SHOWN = tuple(c.name for c in PENALTIES.columns if c.name not in {"stream", "first_position"})


def listed(
    connection: Connection, *, enterprise: str | None = None, state: str | None = None, document_no: str | None = None
) -> list[dict[str, Any]]:
    """Decisions in the order in which they were logged; by enterprise, state (logged, open, concluded) or number, however typed.

    Amounts are decimals in 元; `position` and the officer are those of the last recording, `key` the number as it is compared.
    """
    question = with_names(PENALTIES, *_SHOWN).add_columns(_state).where(_P.document_no.is_not(None))
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    if state is not None:
        question = question.where(_state == state)
    if document_no is not None:
        question = question.where(_P.key == comparable(document_no))
    return rows_of(connection, question.order_by(func.coalesce(_P.first_position, _P.position), _P.key))


def departures(connection: Connection) -> list[dict[str, Any]]:
    """Decisions whose fine departs from the lawful range, with the range, its clause and the reason that was given."""
    return [row for row in listed(connection) if row["departs"]]
