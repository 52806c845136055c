"""What lists are read from: the read models of the present, or the same ones folded in memory for a question about another day."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar
from weakref import finalize

from zibo_port.cli.language import t
from zibo_port.cli.progress import progress
from zibo_port.domain.errors import Text, Unreachable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from zibo_port.cli.excerpts import Excerpts
    from zibo_port.cli.session import Session
    from zibo_port.office.archive import View
    from zibo_port.office.store.base import Logged, Store
    from zibo_port.projections.projection import Entry, Page, Pages

PAGE: Final = 250
"""Rows of the log that are held at once: few enough to stay in the processor's cache."""

END: Final = 2**62
_UNREADABLE: Final = (ValueError, TypeError, AttributeError, LookupError)

P = ParamSpec("P")
T = TypeVar("T")


class ReadModels:
    """Tables that are up to date for one view; `ask` them with a question of a projection, as `ask(penalties.listed, state="open")`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.close = finalize(self, engine.dispose)
        """Let go of the database; happens by itself when nobody asks any more."""

    def ask(self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **named: P.kwargs) -> T:
        """The answer to a question.

        Raises:
            Unreachable: the database can't be read.
        """
        from zibo_port.projections.engine import reading

        with reading(self._engine) as connection:
            return question(connection, *args, **named)


def read_models(session: Session, view: View) -> ReadModels:
    """The read models of a view: the store's own tables after catching up, or, for another day, tables of their own in memory.

    Raises:
        Unreachable: the store can't be reached, or a fact of the log can't be read.
    """
    from zibo_port.projections.catching_up import catch_up
    from zibo_port.projections.engine import engine_for, memory_engine

    store = session.office.store
    engine = memory_engine() if view.bounded else engine_for(store.url)
    pages = pages_of_view(store, view) if view.bounded else pages_of(store)
    models = ReadModels(engine)
    with bulk(), progress(t("更新查询用表", "updating the read models")) as task:
        catch_up(engine, pages, tell=task.advance)
    return models


def lags(session: Session) -> list[dict[str, Any]]:
    """How far each read model is behind the log: name, position, lag; without catching up. A missing or outdated one stands at 0.

    Raises:
        Unreachable: the store can't be reached.
    """
    from zibo_port.projections.catalogue import PROJECTIONS
    from zibo_port.projections.engine import engine_for, reading
    from zibo_port.projections.positions import standings

    with reading(engine_for(session.office.store.url)) as connection:
        known = standings(connection)
    head = session.office.store.head().position
    current = {p.name: known[p.name].position if p.name in known and known[p.name].schema == p.schema else 0 for p in PROJECTIONS}
    return [{"name": name, "position": position, "lag": max(head - position, 0)} for name, position in current.items()]


@contextmanager
def bulk() -> Iterator[None]:
    """Work that makes many objects and no cycles: the collector of cycles would only walk through them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# --- pages of the log ---------------------------------------------------------------------------------------------


def pages_of(store: Store) -> Pages:
    """The whole log, to its end."""
    return _pages(store, END)


def pages_of_view(store: Store, view: View) -> Pages:
    """What a view shows of the log. What was closed or published is a fact: the effective day doesn't filter it."""
    from zibo_port.office.store.mapper import decode
    from zibo_port.projections.quarters import FIGURES

    def shows(row: Logged) -> bool:
        fact = decode(row)
        return isinstance(fact, FIGURES) or view.shows(fact)

    return _pages(store, view.position, shows)


def _pages(store: Store, upto: int, shows: Callable[[Logged], bool] | None = None) -> Pages:
    from zibo_port.cli.excerpts import Excerpts

    def pages(after: int, entries: Sequence[Entry]) -> Iterator[Page]:
        if after > store.head().position:
            raise _beyond(after)
        excerpts = Excerpts(entries, shows)
        while page := _page(store, after, upto, excerpts):
            yield page
            after = page.upto

    return pages


def _page(store: Store, after: int, upto: int, excerpts: Excerpts) -> Page | None:
    """What the next facts of the log write; one that can't be read, or isn't there, stops everything after it."""
    from zibo_port.projections.projection import Page

    try:
        rows = store.log(after, upto, PAGE)
        writes = excerpts(rows)
    except _UNREADABLE as error:
        raise _unreadable(_first_unreadable(store, after, upto, excerpts), type(error).__name__) from error
    if not rows:
        return None
    if rows[-1].position - after != len(rows):
        missing = next(wanted for wanted, row in enumerate(rows, after + 1) if row.position != wanted)
        raise _unreadable(missing, "missing")
    return Page(rows[-1].position, len(rows), writes)


def _first_unreadable(store: Store, after: int, upto: int, excerpts: Excerpts) -> int:
    while True:
        try:
            (row,) = store.log(after, upto, 1)
            excerpts([row])
        except _UNREADABLE:
            return after + 1
        after = row.position


def _unreadable(position: int, why: str) -> Unreachable:
    return Unreachable(
        f"日志第 {position} 号记录无法读取（{why}）。查询已停止，没有跳过任何记录。",
        f"Position {position} of the log can't be read ({why}). The query stopped; nothing was skipped.",
        hint=Text("请运行 zibo-port audit verify 查明，并从备份恢复。", "Find out more with zibo-port audit verify, and restore a backup."),
    )


def _beyond(position: int) -> Unreachable:
    return Unreachable(
        f"查询用表已读到第 {position} 号，日志却没有这么长：日志末尾缺了记录，或库是从别处恢复的。",
        f"The read models stand at {position}, beyond the end of the log: its tail is missing, or the store was restored in part.",
        hint=Text(
            "请先运行 zibo-port audit verify 查明，再运行 zibo-port projection rebuild。",
            "Find out more with zibo-port audit verify, then run zibo-port projection rebuild.",
        ),
    )
