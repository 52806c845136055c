"""Work on a desk, stored in one transaction: done anew when somebody else wrote first, or when the answer was lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import sleep
from typing import Final, TypeVar
from uuid import UUID

from zibo_port.domain.books import Books
from zibo_port.domain.errors import Unreachable
from zibo_port.office.desk import Desk
from zibo_port.office.folder import Folder
from zibo_port.office.store.base import Conflict, Interrupted, Store

ATTEMPTS: Final = 8
"""How often work is done anew because somebody else wrote first; each time but the first waits for its turn."""

PAUSES: Final = (0.02, 0.1, 0.5, 1.0, 2.0)
"""Seconds before each new try when the store was lost: a server that starts again is back by then."""

T = TypeVar("T")


@dataclass(slots=True)
class _Tries:
    """What happened so far, and the position after which a record may be our own."""

    conflicts: int = 0
    interruptions: int = 0
    started: int | None = None
    unanswered: int | None = None

    def conflict(self, why: Conflict) -> None:
        self.conflicts += 1
        if self.conflicts == ATTEMPTS:
            raise Unreachable(
                "同时写入的人太多，本次没有记录任何内容，请稍后再试。", "Too many writers at once; nothing was recorded, try again."
            ) from why

    def interrupted(self, why: Exception) -> None:
        if self.unanswered is None:
            self.unanswered = self.started
        if self.interruptions == len(PAUSES):
            raise Unreachable(
                f"与库的连接中断（{why}），无法确认本次是否已记录。请把同一命令原样再办一次：同一请求只记一次。",
                f"The store was lost ({why}); it isn't known whether this was recorded. Repeat the same command: it is recorded only once.",
            ) from why
        sleep(PAUSES[self.interruptions])
        self.interruptions += 1


@dataclass(slots=True)
class Drawer:
    """Enterprises kept from one transaction for the next: good as long as nobody else wrote in between."""

    capacity: int
    """How many events the enterprises kept may have in all; those looked at last stay."""
    _position: int = -1
    _folders: dict[UUID, Folder] = field(default_factory=dict)

    def take(self, position: int) -> dict[UUID, Folder]:
        """What was kept, if the log still ends there; it is in the drawer no more, since work changes it."""
        kept, self._folders = self._folders, {}
        return kept if position == self._position else {}

    def keep(self, position: int, folders: dict[UUID, Folder]) -> None:
        """Keep what a transaction leaves that was stored up to a position."""
        surplus = sum(folder.enterprise.version for folder in folders.values()) - self.capacity
        for stream_id in list(folders) if surplus > 0 else ():
            surplus -= folders.pop(stream_id).enterprise.version
            if surplus <= 0:
                break
        self._folders = folders
        self._position = position


def transact(store: Store, books: Books, work: Callable[[Desk], T], *, dry_run: bool = False, drawer: Drawer | None = None) -> T:
    """Do work on a desk and store what came of it; with `dry_run` nothing. What is in the `drawer` needn't be read again.

    Work may be done several times, each time on a fresh desk. When the answer to a commit was lost, it may be on
    record already: `Desk.unanswered` lets a command tell its own record from an older one.

    Raises:
        Unreachable: the store can't be used; too many write; or it was lost and can't be asked what it stored.
    """
    tries = _Tries()
    while True:
        try:
            return _once(store, books, work, tries, dry_run=dry_run, drawer=drawer or Drawer(0))
        except Conflict as why:
            tries.conflict(why)
        except Interrupted as why:
            tries.interrupted(why)
        except Unreachable as why:
            if not tries.interruptions:
                raise
            tries.interrupted(why)


def _once(store: Store, books: Books, work: Callable[[Desk], T], tries: _Tries, *, dry_run: bool, drawer: Drawer) -> T:
    with store.writing(queue=tries.conflicts > 0) as writing:
        head = writing.head()
        desk = Desk(writing, books, head, unanswered=tries.unanswered, folders=drawer.take(head.position))
        tries.started = head.position
        result = work(desk)
        if not dry_run:
            desk.flush()
    if not dry_run:
        drawer.keep(desk.position, desk.folders)
    return result
