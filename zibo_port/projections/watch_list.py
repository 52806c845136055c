"""重点关注企业: who came onto the watch list when and why, and who left it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, Text

from zibo_port.domain.enterprise.results import WatchListEntered, WatchListLeft
from zibo_port.projections.directory import DIRECTORY, rows_of, with_names
from zibo_port.projections.projection import POSITION, STREAM, Always, Entry, Projection
from zibo_port.projections.tables import METADATA, Day, Stream

MOVES = Table(
    "rm_watch_list",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Stream),
    Column("move", Text),
    Column("day", Day),
    Column("quarter", Text),
    Column("grade", Text),
    Column("reason", Text),
)


PROJECTION = Projection(
    "watch-list",
    (MOVES,),
    (
        Entry(
            WatchListEntered,
            MOVES,
            "quarter",
            "grade",
            position=POSITION,
            stream=STREAM,
            move=Always("entered"),
            day="effective_on",
            reason=Always(None),
        ),
        Entry(
            WatchListLeft,
            MOVES,
            "quarter",
            "reason",
            position=POSITION,
            stream=STREAM,
            move=Always("left"),
            day="effective_on",
            grade=Always(None),
        ),
    ),
)


def history(connection: Connection, *, enterprise: str | None = None) -> list[dict[str, Any]]:
    """Every stay on the list, by enterprise and in time.

    `quarter` and `grade` are those that brought it there, `since` its day; `until` and `reason` (the grade that ended it, or the
    deregistration) are None while it lasts.
    """
    question = with_names(MOVES, "position", "move", "day", "quarter", "grade", "reason")
    if enterprise is not None:
        question = question.where(DIRECTORY.c.enterprise == enterprise)
    moves = rows_of(connection, question.order_by(DIRECTORY.c.enterprise, MOVES.c.position))
    return [_stay(move, after) for move, after in pairwise([*moves, None]) if move is not None and move["move"] == "entered"]


def _stay(entry: dict[str, Any], after: dict[str, Any] | None) -> dict[str, Any]:
    exit_ = after if after is not None and after["enterprise"] == entry["enterprise"] else {"day": None, "reason": None}
    return {
        "enterprise": entry["enterprise"],
        "name": entry["name"],
        "quarter": entry["quarter"],
        "grade": entry["grade"],
        "since": entry["day"],
        "until": exit_["day"],
        "reason": exit_["reason"],
        "position": entry["position"],
    }


def current(connection: Connection) -> list[dict[str, Any]]:
    """Who is on the list, by credit code."""
    return [stay for stay in history(connection) if stay["until"] is None]
