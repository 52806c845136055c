"""The arithmetic of the ledger: one leaf per event, one chain over all leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from struct import Struct
from typing import Final, NamedTuple, cast
from uuid import UUID

from eventsourcing.persistence import StoredEvent

GENESIS: Final = bytes(32)
"""The chain before the first event."""

_LEAF: Final = b"\x00zibo-port-leaf-1"
_CHAIN: Final = b"\x02"
_place = Struct(">q16sqi").pack
_length = Struct(">i").pack


def leaf(position: int, stream: UUID, version: int, topic: str, state: bytes) -> bytes:
    """The digest of one event at its place: each part has a fixed or a stated length, so no two events share a leaf."""
    name = topic.encode()
    return sha256(b"".join((_LEAF, _place(position, stream.bytes, version, len(name)), name, _length(len(state)), state))).digest()


def link(chain: bytes, leaf_: bytes) -> bytes:
    """The chain after one more leaf."""
    return sha256(_CHAIN + chain + leaf_).digest()


class Sealed(NamedTuple):
    """An event at the place it takes in the log, with its leaf and the chain up to it."""

    position: int
    stream: UUID
    event: StoredEvent
    leaf: bytes
    chain: bytes


def seal(position: int, chain: bytes, events: Iterable[StoredEvent]) -> Iterator[Sealed]:
    """Give events the places after a position, going on from its chain."""
    for place, event in enumerate(events, position + 1):
        stream = cast("UUID", event.originator_id)
        its_leaf = leaf(place, stream, event.originator_version, event.topic, event.state)
        chain = link(chain, its_leaf)
        yield Sealed(place, stream, event, its_leaf, chain)
