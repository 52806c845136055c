"""One connection to a store's file: fit to be written through, or a sentence that says why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from zibo_port.domain.errors import Text, Unreachable, reason_of

BUSY_SECONDS: Final = 10
"""How long a writer waits for another before it gives up with a clear sentence."""

CACHE_KIB: Final = 32 * 1024
"""Memory for pages already read: the streams of a city's enterprises, not only of the last few."""

WAL_RESET_FIXED: Final = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""Releases that mend the WAL-reset race (sqlite.org/changes.html); older ones are told of by `doctor`."""


def connected(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there, durable, with the tables of this release.

    Raises:
        Unreachable: it isn't.
    """
    address = f"file:{quote(str(path))}?mode=rw"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
    except sqlite3.Error as error:
        raise unreachable(path, error) from error
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        missing = sorted({"stored_events", "ledger", "claims", "papers"} - found)
        if missing:
            raise sqlite3.OperationalError(f"no such table: {missing[0]}")  # noqa: TRY301 - one sentence for both
        asserted(path, connection)
    except sqlite3.Error as error:
        connection.close()
        raise unreachable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def asserted(path: Path, connection: sqlite3.Connection) -> dict[str, str]:
    """The settings on which durability rests, asserted.

    Raises:
        Unreachable: an acknowledged event could be lost.
    """
    synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
    journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if synchronous < 2 or journal != "wal":
        raise Unreachable(
            f"库 {path} 的持久性设置不安全（synchronous={synchronous}，journal_mode={journal}），拒绝使用。请把库放在本机磁盘上。",
            f"The durability settings of {path} are unsafe (synchronous={synchronous}, journal_mode={journal}). Keep it on a local disk.",
        )
    return {
        "database": f"SQLite {sqlite3.sqlite_version}",
        "synchronous": "FULL" if synchronous == 2 else "EXTRA",
        "journal_mode": journal,
    }


_RUN_INIT: Final = Text(
    "首次使用请先运行 zibo-port init；或用 --store 指明库的位置。", "Run zibo-port init first, or name the store with --store."
)
_ELSEWHERE: Final = Text(
    "请核对路径、权限和磁盘空间，或用 --store 换一处。", "Check the path, your rights and the disk, or name another with --store."
)


def unreachable(path: Path, error: Exception, *, making: bool = False) -> Unreachable:
    """The file can't be opened, or made, and what to do."""
    if "not a database" in str(error):
        return Unreachable(
            f"文件 {path} 不是本程序的库。",
            f"The file {path} is no store of this program.",
            hint=Text("请用 --store 指明另一个位置；这个文件没有改动。", "Name another place with --store; the file wasn't changed."),
        )
    why = _why(error)
    return Unreachable(
        f"打不开库 {path}（{why.zh}）。", f"The store {path} can't be opened ({why.en}).", hint=_ELSEWHERE if making else _RUN_INIT
    )


def _why(error: Exception) -> Text:
    said = str(error)
    if isinstance(error, OSError):
        return reason_of(error)
    if said.startswith("no such table"):
        return Text("缺少本程序的数据表", said)
    return Text("文件不存在，或者没有权限" if said == "unable to open database file" else said, said)


@contextmanager
def told() -> Iterator[None]:
    """Trouble with the file, in one sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error)
        raise Unreachable(
            "库正被其他程序占用，本次没有记录任何内容，请稍后再试。" if busy else f"库无法读写（{error}），本次没有记录任何内容。",
            "The store is busy; nothing was recorded, try again." if busy else f"The store can't be used ({error}); nothing was recorded.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise Unreachable(f"库文件已损坏或不是库（{error}）。", f"The file is damaged or no store ({error}).") from error
