"""One connection to a PostgreSQL server: fit to be written through, or a sentence that says why not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from zibo_port.domain.errors import InvalidData, Text, Unreachable
from zibo_port.office.store.postgres_schema import FINGERPRINT

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

BUSY_SECONDS: Final = 10
"""How long a writer waits for another before it gives up with a clear sentence."""

_SESSION: Final = {
    "TimeZone": "UTC",
    "lock_timeout": f"{BUSY_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",  # a writer that hangs gives its turn back
    "default_transaction_isolation": "read committed",  # after the lock, the log must be read as it is then
}
_DURABLE: Final = ("synchronous_commit", "fsync", "full_page_writes")

INIT_FIRST: Final = Text(
    "首次使用请先运行 zibo-port init；或用 --store 指明库的位置。", "Run zibo-port init first, or name the store with --store."
)

_LOOK: Final = Text("请确认数据库服务器已启动、--store 的地址正确。", "See that the server is up and that --store names it.")


def driver() -> None:
    """See that PostgreSQL's driver is there, and that the library's unsafe way of writing isn't asked for.

    Raises:
        Unreachable: the extra isn't installed, or `POSTGRES_ENABLE_DB_FUNCTIONS` is on.
    """
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise Unreachable(
            "使用 PostgreSQL 库需要另装驱动。",
            "A PostgreSQL store needs its driver installed.",
            hint=Text("请运行 pip install 'zibo-port[postgres]'。", "Run pip install 'zibo-port[postgres]'."),
        ) from error
    if os.environ.get("POSTGRES_ENABLE_DB_FUNCTIONS", "").strip().lower() in {"1", "y", "yes", "t", "true", "on"}:
        raise Unreachable(
            "环境变量 POSTGRES_ENABLE_DB_FUNCTIONS 已开启：按那种方式写入，跟读日志的程序会永久漏掉事件。请取消该变量后再用。",
            "POSTGRES_ENABLE_DB_FUNCTIONS is on: what is written in that way, readers of the log miss for good. Unset it.",
        )


def connected(url: str) -> Connection:
    """A connection on which each statement stands for itself.

    Raises:
        InvalidData: the URL can't be read.
        psycopg.OperationalError: the server can't be reached.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    try:
        asked = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise InvalidData.of(
            "store",
            "库地址写得不对，应为 postgresql://用户@主机:端口/库名。",
            "The store's address can't be read; write postgresql://USER@HOST:PORT/DATABASE.",
        ) from error
    defaults: dict[str, Any] = {"connect_timeout": BUSY_SECONDS, "application_name": "zibo-port", "client_encoding": "utf8"}
    return psycopg.connect(make_conninfo("", **(defaults | asked)), autocommit=True)


def fingerprint(connection: Connection) -> str | None:
    """The schema that the store bears; None where there is no store."""
    row = connection.execute("SELECT obj_description(to_regclass('ledger'), 'pg_class')").fetchone()
    return row[0] if row else None


def assert_fit(connection: Connection, url: str) -> dict[str, str]:
    """Set what this house needs for the session, and tell the settings on which durability rests.

    Raises:
        Unreachable: an acknowledged event could be lost, or there are no tables of this release.
    """
    names = [*_DURABLE, "server_encoding", "server_version"]
    asked = [*(f"set_config('{n}', '{v}', false)" for n, v in _SESSION.items()), *(f"current_setting('{n}')" for n in names)]
    row = connection.execute(f"SELECT {', '.join(asked)}").fetchone() or ()
    settings = dict(zip(names, row[len(_SESSION) :], strict=True))
    unsafe = [f"{n}=off" for n in _DURABLE if settings[n] == "off"]
    if settings["server_encoding"] != "UTF8":
        unsafe.append(f"server_encoding={settings['server_encoding']}")
    if unsafe:
        raise Unreachable(
            f"数据库的设置不安全（{'，'.join(unsafe)}），已确认的记录可能丢失，拒绝使用。请数据库管理员改正。",
            f"The server's settings are unsafe ({', '.join(unsafe)}): what was acknowledged could be lost. Have them put right.",
        )
    _assert_tables(connection, url)
    return {"database": f"PostgreSQL {settings['server_version']}"} | {n: settings[n] for n in _DURABLE}


def _assert_tables(connection: Connection, url: str) -> None:
    found = fingerprint(connection)
    if found is None:
        raise Unreachable(f"{place(url)} 中没有库表。", f"There is no store in {place(url)}.", hint=INIT_FIRST)
    if found != FINGERPRINT:
        raise Unreachable(
            f"{place(url)} 的表结构与本版本不符。",
            f"The tables of {place(url)} aren't this release's.",
            hint=Text("请运行 zibo-port init 升级。", "Run zibo-port init to upgrade them."),
        )


def place(url: str) -> str:
    """A server's address without its password."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    return f"{parts.get('host', 'localhost')}/{parts.get('dbname', '')}"


def words(error: psycopg.Error) -> str:
    """What the server or the driver said, in one line."""
    return str(error).strip().partition("\n")[0]


def unreachable(url: str, error: psycopg.Error) -> Unreachable:
    """Trouble with the server, in one sentence."""
    from psycopg import errors

    said = words(error)
    match error:
        case errors.LockNotAvailable() | errors.QueryCanceled():
            return Unreachable(
                "库正被其他程序占用，本次没有记录任何内容，请稍后再试。", "The store is busy; nothing was recorded, try again."
            )
        case errors.InsufficientPrivilege():
            return Unreachable(
                f"数据库账号的权限不足（{said}），本次没有记录任何内容。",
                f"The database role lacks a privilege ({said}); nothing was recorded.",
            )
        case errors.ReadOnlySqlTransaction():
            return Unreachable(
                f"{place(url)} 是只读的备用服务器，请连接主服务器。", f"{place(url)} is a read-only standby; connect to the primary."
            )
        case errors.Error(sqlstate=str()):
            return Unreachable(f"库无法读写（{said}），本次没有记录任何内容。", f"The store can't be used ({said}); nothing was recorded.")
    return Unreachable(f"连不上库 {place(url)}（{said}）。", f"The store at {place(url)} can't be reached ({said}).", hint=_LOOK)
