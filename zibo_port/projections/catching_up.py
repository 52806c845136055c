"""Catching up with the log: some thousand facts at a time, their rows and the position they stand for in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Engine

from zibo_port.domain.errors import Unreachable
from zibo_port.projections.catalogue import PROJECTIONS
from zibo_port.projections.engine import reading, writing
from zibo_port.projections.positions import Standing, move, prepare, renew, standings
from zibo_port.projections.projection import Changes, Page, Pages, Projection

BATCH: Final = 20_000
"""Facts whose rows go into one transaction."""

PATIENCE: Final = 200
"""How often a reader starts afresh because another one was faster."""

Told = Callable[[int], None]
"""Hears how many facts were worked in."""


def _unheard(_: int) -> None:
    """Nobody listens."""


def catch_up(engine: Engine, pages: Pages, projections: Sequence[Projection] = PROJECTIONS, tell: Told = _unheard) -> None:
    """Bring projections to the end of the log, making their tables where there are none; safe for several readers at once.

    Facts are read and folded without a lock; what they leave is written only if nobody else moved meanwhile.

    Raises:
        Unreachable: the database can't be written to.
        Exception: whatever `pages` raises for a fact that can't be read; nothing was skipped.
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
    entries = [entry for projection in group for entry in projection.entries]
    for batch in _batches(pages(since, entries)):
        if not _work_in(engine, group, since, batch):
            return False
        since = batch.upto
        tell(batch.facts)
    return True


class _Batch(NamedTuple):
    """What one transaction writes: rows, the position they stand for, and how many facts they are made of."""

    changes: Changes
    upto: int
    facts: int


def _batches(pages: Iterable[Page]) -> Iterator[_Batch]:
    """Pages are folded and let go of: only the rows they leave are held until there are enough facts in them."""
    changes, upto, facts = Changes(), 0, 0
    for page in pages:
        changes.take(page)
        upto, facts = page.upto, facts + page.facts
        if facts >= BATCH:
            yield _Batch(changes, upto, facts)
            changes, facts = Changes(), 0
    if facts:
        yield _Batch(changes, upto, facts)


def _work_in(engine: Engine, group: Sequence[Projection], since: int, batch: _Batch) -> bool:
    with writing(engine) as connection:
        moved = move(connection, group, since, batch.upto)
        if moved:
            batch.changes.write(connection)
        else:
            connection.rollback()
    return moved
