"""The arithmetic of the ledger: one leaf per event, one chain over all leaves."""

from __future__ import annotations

from hashlib import sha256
from struct import pack
from typing import Final
from uuid import UUID

GENESIS: Final = bytes(32)
"""The chain before the first event."""

_LEAF: Final = b"\x00zibo-port-leaf-1"
_CHAIN: Final = b"\x02"


def leaf(position: int, stream: UUID, version: int, topic: str, state: bytes) -> bytes:
    """The digest of one event at its place: each part has a fixed or a stated length, so no two events share a leaf."""
    name = topic.encode()
    return sha256(
        b"".join(
            (_LEAF, pack(">q", position), stream.bytes, pack(">q", version), pack(">i", len(name)), name, pack(">i", len(state)), state)
        )
    ).digest()


def link(chain: bytes, leaf_: bytes) -> bytes:
    """The chain after one more leaf."""
    return sha256(_CHAIN + chain + leaf_).digest()
