"""Meetings about cases: who was called, for when, about what, and what was concluded, with the minutes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, Text, select

from zibo_port.domain.consultation import ConsultationCalled, ConsultationConcluded
from zibo_port.projections.directory import rows_of
from zibo_port.projections.projection import POSITION, Entry, Projection
from zibo_port.projections.tables import METADATA, Day, Instant, Words

CONSULTATIONS = Table(
    "rm_consultations",
    METADATA,
    Column("meeting", Text, primary_key=True),
    Column("position", BigInteger),
    Column("held_on", Day),
    Column("kind", Text),
    Column("convener", Text),
    Column("departments", Words),
    Column("cases", Words),
    Column("called_on", Day),
)

CONCLUSIONS = Table(
    "rm_conclusions",
    METADATA,
    Column("meeting", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("cases", Words),
    Column("minutes", Text),
    Column("recorded_at", Instant),
)


PROJECTION = Projection(
    "consultations",
    (CONSULTATIONS, CONCLUSIONS),
    (
        Entry(
            ConsultationCalled,
            CONSULTATIONS,
            "meeting",
            "kind",
            "convener",
            "departments",
            "cases",
            position=POSITION,
            held_on="on",
            called_on="effective_on",
        ),
        Entry(ConsultationConcluded, CONCLUSIONS, "meeting", "cases", "minutes", position=POSITION, recorded_at="timestamp"),
    ),
)


def listed(connection: Connection, *, meeting: str | None = None) -> list[dict[str, Any]]:
    """Meetings by their day (`on`), or the one of this name.

    `concluded` and `open` divide its cases; `minutes` are {"position", "cases", "minutes", "recorded_at"}, one for each time
    that something was concluded.
    """
    calls, conclusions = CONSULTATIONS, CONCLUSIONS
    question = select(calls).order_by(calls.c.held_on, calls.c.meeting)
    papers = select(conclusions).order_by(conclusions.c.position)
    if meeting is not None:
        question = question.where(calls.c.meeting == meeting)
        papers = papers.where(conclusions.c.meeting == meeting)
    minutes: dict[str, list[dict[str, Any]]] = {}
    for paper in rows_of(connection, papers):
        minutes.setdefault(paper.pop("meeting"), []).append(paper)
    return [_told(row, minutes.get(row["meeting"], [])) for row in rows_of(connection, question)]


def _told(call: dict[str, Any], minutes: list[dict[str, Any]]) -> dict[str, Any]:
    concluded = [case for paper in minutes for case in paper["cases"]]
    return {
        "meeting": call["meeting"],
        "on": call["held_on"],
        "kind": call["kind"],
        "convener": call["convener"],
        "called_on": call["called_on"],
        "departments": call["departments"],
        "cases": call["cases"],
        "concluded": concluded,
        "open": [case for case in call["cases"] if case not in concluded],
        "minutes": minutes,
        "position": call["position"],
    }
