"""Rounds of evaluation and the results that were published in them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Table, Text, case, select

from zibo_port.domain.enterprise.results import ResultPublished
from zibo_port.domain.fact import Fact
from zibo_port.domain.quarter import QuarterClosed, QuarterOpened, QuarterPublished
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import Changes, Projection
from zibo_port.projections.tables import METADATA, Day, Number, Words, day, number, words

QUARTERS = Table(
    "rm_quarters",
    METADATA,
    Column("quarter", Text, primary_key=True),
    Column("opened_on", Day),
    Column("closed_on", Day),
    Column("known_position", BigInteger),
    Column("results_sha256", Text),
    Column("readings", Words),
    Column("published_on", Day),
)

RESULTS = Table(
    "rm_results",
    METADATA,
    Column("quarter", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("position", BigInteger),
    Column("published_on", Day),
    Column("total", Number),
    Column("grade", Text),
    Column("readings", Words),
)


def _opened(changes: Changes, _: int, fact: QuarterOpened) -> None:
    changes.put(QUARTERS, (fact.quarter,), opened_on=day(fact.effective_on))


def _closed(changes: Changes, _: int, fact: QuarterClosed) -> None:
    changes.put(
        QUARTERS,
        (fact.quarter,),
        closed_on=day(fact.effective_on),
        known_position=fact.known_position,
        results_sha256=fact.results_sha256,
        readings=words(fact.readings),
    )


def _published(changes: Changes, _: int, fact: QuarterPublished) -> None:
    changes.put(QUARTERS, (fact.quarter,), published_on=day(fact.effective_on))


def _result(changes: Changes, position: int, fact: ResultPublished) -> None:
    changes.put(
        RESULTS,
        (fact.quarter, fact.originator_id.hex),
        position=position,
        published_on=day(fact.effective_on),
        total=number(fact.total),
        grade=fact.grade,
        readings=words(fact.readings),
    )


PROJECTION = Projection(
    "quarters",
    (QUARTERS, RESULTS),
    {
        QuarterOpened: _opened,
        QuarterClosed: _closed,
        QuarterPublished: _published,
        ResultPublished: _result,
    },
)

FIGURES: Final[tuple[type[Fact], ...]] = tuple(PROJECTION.folds)
"""What was closed or published is a fact from its recording on: the effective day of a question never changes it."""

_Q = QUARTERS.c
_status = case((_Q.published_on.is_not(None), "published"), (_Q.closed_on.is_not(None), "closed"), else_="open").label("status")


def listed(connection: Connection, *, quarter: str | None = None) -> list[dict[str, Any]]:
    """Rounds in time, with `status` open, closed or published; one that was neither announced nor closed isn't here."""
    question = select(QUARTERS, _status).order_by(_Q.quarter)
    return rows_of(connection, question if quarter is None else question.where(_Q.quarter == quarter))


def results(connection: Connection, *, quarter: str | None = None, enterprise: str | None = None) -> list[dict[str, Any]]:
    """Published results by quarter and credit code; `total` and `grade` are None where data were missing."""
    question = with_names(RESULTS, "quarter", "total", "grade", "published_on", "readings", "position")
    if quarter is not None:
        question = question.where(RESULTS.c.quarter == quarter)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    return rows_of(connection, question.order_by(RESULTS.c.quarter, DIRECTORY.c.enterprise))
