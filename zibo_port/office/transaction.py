"""Work on a desk, stored in one transaction: taken anew when somebody else wrote first, or when the answer was lost."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import Final, TypeVar

from zibo_port.domain.books import Books
from zibo_port.domain.errors import Unreachable
from zibo_port.office.desk import Desk
from zibo_port.office.store.base import Conflict, Interrupted, Store

ATTEMPTS: Final = 8
"""How often a decision is taken anew because somebody else wrote first. All but the first wait for their turn."""

PAUSES: Final = (0.02, 0.1, 0.5, 1.0, 2.0)
"""Seconds before each new try when the store was lost: a server that starts again is back by then."""

T = TypeVar("T")


def transact(store: Store, books: Books, work: Callable[[Desk], T], *, dry_run: bool = False) -> T:
    """Do work on a desk and store what came of it, or nothing at all with `dry_run`.

    Work is done anew, on a fresh desk, when somebody else wrote first and when the answer to a commit was lost. In the
    latter case it may be on record already; `Desk.unanswered` lets a command tell its own record from an older one.

    Raises:
        Unreachable: the store can't be used; too many others write; or it was lost and it isn't known what it stored.
    """
    unanswered: int | None = None
    conflicts = 0
    pauses = iter(PAUSES)
    while conflicts < ATTEMPTS:
        desk: Desk | None = None
        try:
            with store.writing(queue=conflicts > 0) as writing:
                desk = Desk(writing, books, writing.head(), unanswered=unanswered)
                result = work(desk)
                if not dry_run:
                    desk.flush()
        except Conflict:
            conflicts += 1
        except (Interrupted, Unreachable) as lost:
            if isinstance(lost, Unreachable) and unanswered is None:
                raise
            if unanswered is None:
                unanswered = desk.start.position if desk is not None else None
            _pause(next(pauses, None), lost)
        else:
            return result
    raise Unreachable("同时写入的人太多，本次没有记录任何内容，请稍后再试。", "Too many writers at once; nothing was recorded, try again.")


def _pause(seconds: float | None, lost: Exception) -> None:
    if seconds is None:
        raise Unreachable(
            f"与库的连接中断（{lost}），无法确认本次是否已记录。请把同一命令原样再办一次：同一请求只记一次。",
            f"The store was lost ({lost}); it isn't known whether this was recorded. Repeat the same command: it is recorded only once.",
        ) from lost
    sleep(seconds)
