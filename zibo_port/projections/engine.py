"""The database of the read side: the store's own, or one in memory for a question about another day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, StaticPool

from zibo_port.domain.errors import Unreachable

BUSY_SECONDS: Final = 10
"""How long a reader that must write waits for another writer."""

MANY: Final = 500
"""Rows for which a table of their own is worth its making, on PostgreSQL."""


def engine_for(url: str) -> Engine:
    """The engine of the store behind a URL, `sqlite:///PATH` or `postgresql://…`; connections live as long as a question."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")  # taken as it is: a path may contain what means something in a URL
        engine = create_engine(URL.create("sqlite", database=path), poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
        return _ours(engine)
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)


def memory_engine() -> Engine:
    """An empty database in memory, gone when the engine is disposed of."""
    return _ours(create_engine("sqlite://", poolclass=StaticPool))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: on SQLite it has the write lock from its first moment on."""
    with told(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads, all of it from one moment."""
    with told(), engine.connect() as connection, connection.begin():
        yield connection


def _ours(engine: Engine) -> Engine:
    """Let transactions begin as we say, not as the driver guesses."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        # What is written here can be made again from the log at any time, so that it needn't wait for the disk; and since the
        # log keeps all of it, what is replaced needn't be overwritten with zeros, as some builds of SQLite do.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=OFF")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def upsert(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows, the driver's own tuples as the table keeps them: those whose key is there get these columns, the others are new."""
    key = [column.name for column in table.primary_key]
    sets = ", ".join(f"{name}=excluded.{name}" for name in names if name not in key)
    into, end = f"INSERT INTO {table.name} ({', '.join(names)})", f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}"
    if connection.dialect.name == "postgresql" and len(rows) >= MANY:
        _streamed(connection, table, names, rows)
        connection.exec_driver_sql(f"{into} SELECT * FROM rm_incoming {end}")
        connection.exec_driver_sql("DROP TABLE rm_incoming")
    else:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        connection.exec_driver_sql(f"{into} VALUES ({', '.join([mark] * len(names))}) {end}", list(rows))


def _streamed(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Bring rows into a table of this connection alone, by PostgreSQL's own way for many of them."""
    columns = ", ".join(names)
    connection.exec_driver_sql(f"CREATE TEMP TABLE rm_incoming ON COMMIT DROP AS SELECT {columns} FROM {table.name} LIMIT 0")
    driver: Any = connection.connection
    try:
        with driver.cursor() as cursor, cursor.copy("COPY rm_incoming FROM STDIN") as stream:
            for row in rows:
                stream.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError("COPY", None, error) from error


@contextmanager
def told() -> Iterator[None]:
    """Trouble with the database, in one sentence."""
    try:
        yield
    except DBAPIError as error:
        why = " ".join(str(error.orig).split())
        if "locked" in why or "lock timeout" in why:
            raise Unreachable(
                "库正被其他程序占用，查询用表没有更新，请稍后再试。", "The store is busy; the read models were not updated, try again."
            ) from error
        raise Unreachable(f"查询用表无法读写（{why}）。", f"The read models can't be read or written ({why}).") from error
