"""Rounds of evaluation and the results that were published in them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Table, Text, case, select

from zibo_port.domain.enterprise.results import ResultPublished, ResultRestated
from zibo_port.domain.fact import Fact
from zibo_port.domain.quarter import QuarterClosed, QuarterOpened, QuarterPublished
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import POSITION, STREAM, Entry, Projection
from zibo_port.projections.tables import METADATA, Day, Number, Stream, Words

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
    Column("stream", Stream, primary_key=True),
    Column("position", BigInteger),
    Column("published_on", Day),
    Column("total", Number),
    Column("grade", Text),
    Column("readings", Words),
    Column("restated_on", Day),
)


PROJECTION = Projection(
    "quarters",
    (QUARTERS, RESULTS),
    (
        Entry(QuarterOpened, QUARTERS, "quarter", opened_on="effective_on"),
        Entry(QuarterClosed, QUARTERS, "quarter", "known_position", "results_sha256", "readings", closed_on="effective_on"),
        Entry(QuarterPublished, QUARTERS, "quarter", published_on="effective_on"),
        Entry(
            ResultPublished,
            RESULTS,
            "quarter",
            "total",
            "grade",
            "readings",
            stream=STREAM,
            position=POSITION,
            published_on="effective_on",
        ),
        Entry(ResultRestated, RESULTS, "quarter", "total", "grade", stream=STREAM, position=POSITION, restated_on="effective_on"),
    ),
)

FIGURES: Final[tuple[type[Fact], ...]] = tuple(entry.kind for entry in PROJECTION.entries)
"""What was closed or published is a fact from its recording on: the effective day of a question never changes it."""

_Q = QUARTERS.c
_status = case((_Q.published_on.is_not(None), "published"), (_Q.closed_on.is_not(None), "closed"), else_="open").label("status")


def listed(connection: Connection, *, quarter: str | None = None) -> list[dict[str, Any]]:
    """Rounds in time, with `status` open, closed or published; one that was neither announced nor closed isn't here."""
    question = select(QUARTERS, _status).order_by(_Q.quarter)
    return rows_of(connection, question if quarter is None else question.where(_Q.quarter == quarter))


def results(connection: Connection, *, quarter: str | None = None, enterprise: str | None = None) -> list[dict[str, Any]]:
    """Published results by quarter and credit code, as restated since; `total` and `grade` are None where data were missing."""
    question = with_names(RESULTS, "quarter", "total", "grade", "published_on", "readings", "position", "restated_on")
    if quarter is not None:
        question = question.where(RESULTS.c.quarter == quarter)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    return rows_of(connection, question.order_by(RESULTS.c.quarter, DIRECTORY.c.enterprise))
