"""Catching up with the log: page by page, each page's rows and the position they stand for in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Engine

from zibo_port.domain.errors import Unreachable
from zibo_port.projections.catalogue import PROJECTIONS
from zibo_port.projections.engine import reading, writing
from zibo_port.projections.positions import Standing, move, prepare, renew, standings
from zibo_port.projections.projection import Page, Pages, Projection, fold

PATIENCE: Final = 200
"""How often a reader starts afresh because another one was faster."""

Told = Callable[[int], None]
"""Hears how many facts were worked in."""


def _unheard(_: int) -> None:
    """Nobody listens."""


def catch_up(engine: Engine, pages: Pages, projections: Sequence[Projection] = PROJECTIONS, tell: Told = _unheard) -> None:
    """Bring projections to the end of the log, making their tables where there are none; safe for several readers at once.

    A page is read and folded without a lock; what is written under it is written only if nobody else moved.

    Raises:
        Unreachable: the database can't be written to.
        Exception: whatever `pages` raises for a fact that can't be read; nothing of that page was worked in, nothing was skipped.
    """
    for _ in range(PATIENCE):
        if all(_follow(engine, pages, since, group, tell) for since, group in _groups(engine, projections)):
            return
    raise Unreachable("查询用表正由其他程序更新，请稍后再试。", "The read models are being updated by others; try again.")


def rebuild(engine: Engine, pages: Pages, projections: Sequence[Projection] = PROJECTIONS, tell: Told = _unheard) -> None:
    """Make projections anew from the first fact on."""
    with writing(engine) as connection:
        renew(connection, projections)
    catch_up(engine, pages, projections, tell)


def _groups(engine: Engine, projections: Sequence[Projection]) -> list[tuple[int, list[Projection]]]:
    """Projections that stand at the same position, the hindmost first."""
    known = _prepared(engine, projections)
    groups: defaultdict[int, list[Projection]] = defaultdict(list)
    for projection in projections:
        groups[known[projection.name].position].append(projection)
    return sorted(groups.items(), key=lambda group: group[0])


def _prepared(engine: Engine, projections: Sequence[Projection]) -> dict[str, Standing]:
    with reading(engine) as connection:
        known = standings(connection)
    if all(p.name in known and known[p.name].schema == p.schema for p in projections):
        return known
    with writing(engine) as connection:
        prepare(connection, projections)
        return standings(connection)


def _follow(engine: Engine, pages: Pages, since: int, group: Sequence[Projection], tell: Told) -> bool:
    for page in pages(since):
        if not _work_in(engine, group, since, page):
            return False
        since = page[-1][0]
        tell(len(page))
    return True


def _work_in(engine: Engine, group: Sequence[Projection], since: int, page: Page) -> bool:
    changes = fold(group, page)
    with writing(engine) as connection:
        moved = move(connection, group, since, page[-1][0])
        if moved:
            changes.write(connection)
        else:
            connection.rollback()
    return moved
