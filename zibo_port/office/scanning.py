"""Facts of certain kinds out of the whole log: only their rows are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, cast
from uuid import UUID

from zibo_port.domain.fact import Fact
from zibo_port.office.archive import PAGE, Archive, View
from zibo_port.office.desk import Recorded, enterprise_key
from zibo_port.office.store.mapper import decode

F = TypeVar("F", bound=Fact)


def scan(archive: Archive, view: View, *kinds: type[F]) -> Iterator[tuple[int, F]]:
    """Every fact of these kinds that a view shows, with its position, in log order."""
    topics = {kind.TOPIC for kind in kinds}
    after = 0
    while rows := archive.store.log_of(topics, after, view.position, PAGE):
        for row in rows:
            fact = cast("F", decode(row))
            if view.shows(fact):
                yield row.position, fact
        after = rows[-1].position


def fact_at(archive: Archive, position: int) -> Recorded:
    """The fact at a position."""
    row = archive.store.log(position - 1, position, 1)[0]
    return Recorded(row.position, decode(row))


def codes(archive: Archive) -> dict[UUID, str]:
    """The credit code of every enterprise, by stream."""
    prefix = enterprise_key("")
    return {claim.stream: claim.key.removeprefix(prefix) for claim in archive.store.claims(prefix)}
