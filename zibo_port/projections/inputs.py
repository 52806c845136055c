"""What scores rest on, as it now stands: ratings, complaints, department scores, deductions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ColumnElement, Connection, Table, Text

from zibo_port.domain.enterprise.evaluation import ComplaintReceived, ComplaintResolved, DepartmentScored, RatingRecorded
from zibo_port.domain.enterprise.outcomes import PointsDeducted
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import POSITION, STREAM, Entry, Projection
from zibo_port.projections.tables import METADATA, Day, Number, Stream

RATINGS = Table(
    "rm_ratings",
    METADATA,
    Column("stream", Stream, primary_key=True),
    Column("year", BigInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger),
    Column("favourable", BigInteger),
    Column("total", BigInteger),
    Column("publicised", Boolean),
    Column("recorded_on", Day),
    Column("reason", Text),
)

COMPLAINTS = Table(
    "rm_complaints",
    METADATA,
    Column("stream", Stream, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("position", BigInteger),
    Column("received_on", Day),
    Column("resolved_on", Day),
    Column("on_initiative", Boolean),
)

DEPARTMENT_SCORES = Table(
    "rm_department_scores",
    METADATA,
    Column("stream", Stream, primary_key=True),
    Column("quarter", Text, primary_key=True),
    Column("department", Text, primary_key=True),
    Column("position", BigInteger),
    Column("points", Number),
    Column("recorded_on", Day),
    Column("reason", Text),
)

DEDUCTIONS = Table(
    "rm_deductions",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Stream),
    Column("quarter", Text),
    Column("points", Number),
    Column("document_no", Text),
    Column("meeting", Text),
    Column("concluded_on", Day),
)


PROJECTION = Projection(
    "inputs",
    (RATINGS, COMPLAINTS, DEPARTMENT_SCORES, DEDUCTIONS),
    (
        Entry(
            RatingRecorded,
            RATINGS,
            "year",
            "favourable",
            "total",
            "publicised",
            "reason",
            stream=STREAM,
            position=POSITION,
            recorded_on="effective_on",
        ),
        Entry(
            ComplaintReceived,
            COMPLAINTS,
            "reference",
            "received_on",
            "resolved_on",
            "on_initiative",
            stream=STREAM,
            position=POSITION,
        ),
        Entry(ComplaintResolved, COMPLAINTS, "reference", "resolved_on", "on_initiative", stream=STREAM),
        Entry(
            DepartmentScored,
            DEPARTMENT_SCORES,
            "quarter",
            "points",
            "reason",
            stream=STREAM,
            department="scoring_department",
            position=POSITION,
            recorded_on="effective_on",
        ),
        Entry(
            PointsDeducted,
            DEDUCTIONS,
            "quarter",
            "points",
            "document_no",
            "meeting",
            position=POSITION,
            stream=STREAM,
            concluded_on="effective_on",
        ),
    ),
)


def ratings(connection: Connection, *, enterprise: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
    """The single window's ratings by credit code and calendar year."""
    asked = [] if year is None else [RATINGS.c.year == year]
    return _of(connection, RATINGS, enterprise, asked, "year")


def complaints(connection: Connection, *, enterprise: str | None = None) -> list[dict[str, Any]]:
    """Complaints by credit code and the day on which they were received."""
    return _of(connection, COMPLAINTS, enterprise, [COMPLAINTS.c.received_on.is_not(None)], "received_on")


def department_scores(connection: Connection, *, enterprise: str | None = None, quarter: str | None = None) -> list[dict[str, Any]]:
    """Scores by the departments, 0 to 20 points each, by credit code, quarter and department."""
    asked = [] if quarter is None else [DEPARTMENT_SCORES.c.quarter == quarter]
    return _of(connection, DEPARTMENT_SCORES, enterprise, asked, "quarter", "department")


def deductions(connection: Connection, *, enterprise: str | None = None, quarter: str | None = None) -> list[dict[str, Any]]:
    """Deductions by credit code, in the order in which they were concluded; `concluded_on` is the meeting's day."""
    asked = [] if quarter is None else [DEDUCTIONS.c.quarter == quarter]
    return _of(connection, DEDUCTIONS, enterprise, asked)


def _of(
    connection: Connection, table: Table, enterprise: str | None, asked: list[ColumnElement[bool]], *order: str
) -> list[dict[str, Any]]:
    question = with_names(table, *(c.name for c in table.columns if c.name != "stream")).where(*asked)
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    return rows_of(connection, question.order_by(DIRECTORY.c.enterprise, *(table.c[name] for name in order), table.c.position))
