"""The log put to the proof: every digest recomputed from what is stored, the first position that doesn't hold named.

The database counts as hostile: whatever stands in it, the answer is a verdict.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import zip_longest
from typing import Any, Final
from uuid import UUID

from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Text, Unreachable
from zibo_port.domain.events import TOPICS
from zibo_port.domain.quarter import PaperKept
from zibo_port.office.desk import document_key, enterprise_key
from zibo_port.office.store.base import Claim, Logged, Store
from zibo_port.office.store.ledger import GENESIS, leaf, link

PAGE: Final = 5_000
WHOLE: Final = 2**62
_CLAIMS: Final = ("command:", "complaint:", "document:", "enterprise:")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events hold, the chain up to the last of them (hex), and where and why it ends, if it does."""

    events: int
    head: str
    position: int | None = None
    why: Text | None = None

    @property
    def verified(self) -> bool:
        """Whether everything holds."""
        return self.position is None


class _Flaw(Exception):
    """A finding; it never leaves this module."""

    def __init__(self, position: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.position, self.why = position, Text(zh, en)


@dataclass(slots=True)
class _Walk:
    """How far the proof has come."""

    events: int = 0
    chain: bytes = GENESIS
    stamp: datetime | None = None
    timestamp: datetime | None = None
    """The ledger's instant and the event's own at the last position."""
    versions: dict[UUID, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    """Keys that must be taken → the position of the event that took them."""
    papers: dict[str, int] = field(default_factory=dict)
    """Hashes of the papers that were kept → the position of the event that says so."""


def verify(store: Store, upto: int = WHOLE, seen: Callable[[], object] = lambda: None) -> Verdict:
    """Recompute leaves and chain up to a position, and check what the ledger's digests don't cover.

    `seen` is called after each event that holds.

    Raises:
        Unreachable: the store can't be opened at all.
    """
    store.check()
    walk = _Walk()
    try:
        _walk(store, upto, walk, seen)
        _check_papers(store, walk)
        if upto == WHOLE:
            _check_keys(store, walk)
    except _Flaw as flaw:
        return Verdict(walk.events, walk.chain.hex(), flaw.position, flaw.why)
    except Exception as error:  # noqa: BLE001 - whatever a hostile row brings about is a finding
        said = error.message if isinstance(error, Unreachable) else Text(type(error).__name__, type(error).__name__)
        why = Text(f"该处的行无法读取（{said.zh}）", f"the row there can't be read ({said.en})")
        return Verdict(walk.events, walk.chain.hex(), walk.events + 1, why)
    return Verdict(walk.events, walk.chain.hex())


def position_known(store: Store, instant: datetime) -> int:
    """The last position known at an instant by what the ledger says, or the whole log where it can't tell."""
    try:
        return store.position_at(instant)
    except Unreachable:
        raise
    except Exception:  # noqa: BLE001 - the proof of the whole log names what is wrong
        return WHOLE


# --- row by row ---------------------------------------------------------------------------------------------------


def _walk(store: Store, upto: int, walk: _Walk, seen: Callable[[], object]) -> None:
    for row, sealed in zip_longest(_rows(store, upto), _seals(store, upto)):
        _check_place(walk.events + 1, row, sealed)
        _check_digest(walk, row, sealed)
        _check_content(walk, row, store.recorded_at(row.position))
        walk.events, walk.chain = row.position, sealed[2]
        seen()
    _check_instant(walk, None)


def _rows(store: Store, upto: int) -> Iterator[Logged]:
    after, size = 0, PAGE
    while True:
        try:
            rows = store.log(after, upto, size)
        except Exception:
            if size == 1:
                raise
            size = 1  # row by row from here, so that the one that can't be read is named
            continue
        if not rows:
            return
        yield from rows
        after = rows[-1].position


def _seals(store: Store, upto: int) -> Iterator[tuple[int, bytes, bytes]]:
    after = 0
    while seals := [seal for seal in store.chains(after, PAGE) if seal[0] <= upto]:
        yield from seals
        after = seals[-1][0]


def _check_place(expected: int, row: Logged | None, sealed: tuple[int, bytes, bytes] | None) -> None:
    if row is None or (sealed is not None and sealed[0] < row.position and sealed[0] == expected):
        raise _Flaw(expected, "账本中有此号，日志中的事件却不见了", "the ledger has this position, but its event is missing from the log")
    if row.position != expected:
        raise _Flaw(expected, f"日志缺号，下一个是第 {row.position} 号", f"the log has a gap, its next position is {row.position}")
    if sealed is None or sealed[0] != expected:
        raise _Flaw(expected, "日志中有此事件，账本中却没有对应的行", "the log has this event, but the ledger has no row for it")


def _check_digest(walk: _Walk, row: Logged, sealed: tuple[int, bytes, bytes]) -> None:
    state = row.state.encode() if isinstance(row.state, str) else bytes(row.state)
    expected = leaf(row.position, row.stream, row.version, row.topic, state)
    if bytes(sealed[1]) != expected:
        raise _Flaw(
            row.position,
            "事件内容与账本中的摘要不符，内容或摘要被改动过",
            "the event doesn't match its digest in the ledger: one of them was altered",
        )
    if bytes(sealed[2]) != link(walk.chain, expected):
        raise _Flaw(row.position, "账本的链在此处断开", "the chain of the ledger breaks here")


def _check_content(walk: _Walk, row: Logged, stamp: datetime) -> None:
    """What the digests can't show: an unknown kind, a stream with a hole, an instant that was moved."""
    if row.topic not in TOPICS:
        raise _Flaw(row.position, f"未知的事件类型 {row.topic!r}", f"unknown kind of event {row.topic!r}")
    if row.version != walk.versions.get(row.stream, 0) + 1:
        raise _Flaw(row.position, "该对象的事件次序不连续", "the events of its stream aren't contiguous")
    walk.versions[row.stream] = row.version
    said = json.loads(row.state)
    _check_instant(walk, stamp)
    walk.stamp, walk.timestamp = stamp, datetime.fromisoformat(said["timestamp"])
    if row.topic == PaperKept.TOPIC:
        walk.papers.setdefault(said["sha256"], row.position)
    key = _key_of(row, said)
    if key is not None:
        walk.keys.setdefault(key, row.position)


def _check_instant(walk: _Walk, stamp: datetime | None) -> None:
    """The ledger's instant is that of the last event of its transaction, and never goes back."""
    if walk.stamp is None or stamp == walk.stamp:
        return
    if walk.stamp != walk.timestamp:
        raise _moved(walk.events)
    if stamp is not None and stamp < walk.stamp:
        raise _moved(walk.events + 1)


def _moved(position: int) -> _Flaw:
    return _Flaw(
        position, "账本中的登记时刻与事件不符，被改动过", "the ledger's instant of recording doesn't match the event: it was altered"
    )


def _check_papers(store: Store, walk: _Walk) -> None:
    """The papers that were published are still there, byte for byte."""
    for digest, position in walk.papers.items():
        content = store.paper(digest)
        if content is None:
            raise _Flaw(position, "存档的文件缺失", "the paper that was kept is missing")
        if sha256(content).hexdigest() != digest:
            raise _Flaw(position, "存档的文件被改动过", "the paper that was kept was altered")


# --- keys ---------------------------------------------------------------------------------------------------------


def _key_of(row: Logged, said: dict[str, Any]) -> str | None:
    match row.topic:
        case Enterprise.Registered.TOPIC:
            return enterprise_key(said["code"])
        case Enterprise.PenaltyLogged.TOPIC:
            return document_key(said["document_no"])
    return None


def _check_keys(store: Store, walk: _Walk) -> None:
    """No enterprise or decision was hidden by taking its key away, and no event cut off at the end of the log."""
    claims: dict[str, Claim] = {claim.key: claim for prefix in _CLAIMS for claim in store.claims(prefix)}
    last = max((claim.last for claim in claims.values()), default=0)
    if last > walk.events:
        raise _Flaw(
            walk.events + 1,
            f"日志末尾被截去，请求登记到第 {last} 号",
            f"the end of the log was cut off; requests are on record up to {last}",
        )
    for key, position in walk.keys.items():
        claim = claims.get(key)
        if claim is None or not claim.first <= position <= claim.last:
            raise _Flaw(position, f"索引“{key}”缺失或被改动", f"the index entry “{key}” is missing or was altered")
