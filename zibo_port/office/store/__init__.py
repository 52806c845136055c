"""The log and its ledger, on SQLite or PostgreSQL, chosen by the store's URL."""

from __future__ import annotations

from zibo_port.domain.errors import InvalidData
from zibo_port.office.store.base import Store


def open_store(url: str) -> Store:
    """The store behind a URL: `sqlite:///PATH` or `postgresql://…`.

    Raises:
        InvalidData: another kind of URL.
        Unreachable: PostgreSQL asked for without its extra installed.
    """
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        from zibo_port.office.store.sqlite import SQLiteStore

        return SQLiteStore(url)
    if scheme in {"postgresql", "postgres"}:
        from zibo_port.office.store.postgres import open_postgres

        return open_postgres(url)
    raise InvalidData.of(
        "store",
        f"不支持的库地址：{url}。请用 sqlite:///路径 或 postgresql://…",
        f"This kind of store isn't supported: {url}. Use sqlite:///PATH or postgresql://…",
    )
