"""Stores that lose acknowledgements: what was asked is done, but the answer never arrives."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from select import select
from tempfile import TemporaryDirectory
from threading import Thread

from zibo_port.office.store.base import Interrupted
from zibo_port.office.store.postgres import PostgresStore
from zibo_port.office.store.sqlite import SQLiteStore

APPEND = b'"command_id":'
"""A part of every event: only what is sent to be stored contains one."""

COMMIT = b"COMMIT"


class Losses:
    """How often an answer is lost, by chance from a seed."""

    def __init__(self, share: float, most: int = 10**9, seed: int = 1) -> None:
        self.share, self.most = share, most
        self.count = 0
        self._chance = Random(seed)

    def now(self) -> bool:
        """Whether this answer is lost."""
        lost = self.count < self.most and self._chance.random() < self.share
        self.count += lost
        return lost


class ForgetfulSQLite(SQLiteStore):
    """It commits, and then fails."""

    def __init__(self, url: str, losses: Losses) -> None:
        super().__init__(url)
        self.losses = losses

    def _commit(self, connection: object) -> None:
        wrote = connection.total_changes > self.__dict__.get("changes", 0)  # type: ignore[attr-defined]
        super()._commit(connection)  # type: ignore[arg-type]
        self.changes = connection.total_changes  # type: ignore[attr-defined]
        if wrote and self.losses.now():
            self.close()
            self.changes = 0
            raise Interrupted("the acknowledgement was lost")


class LossyProxy(Thread):
    """Stands before a server's socket; hangs up instead of passing on the answer to what contains a marker."""

    def __init__(self, folder: Path, server: str, losses: Losses, marker: bytes) -> None:
        super().__init__(daemon=True)
        self.server, self.losses, self.marker = server, losses, marker
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(folder / ".s.PGSQL.5432"))
        self.door.listen()

    def run(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.door.accept()
                Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self.server)
            losing = False
            while True:
                for ready in select([client, server], [], [])[0]:
                    data = ready.recv(1 << 20)
                    if not data or (ready is server and losing):
                        return
                    if ready is client:
                        losing = self.marker in data and self.losses.now()
                    (server if ready is client else client).sendall(data)

    def close(self) -> None:
        """Let nobody in any more."""
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.join()


@contextmanager
def lossy_postgres(url: str, losses: Losses, marker: bytes = APPEND) -> Iterator[PostgresStore]:
    """A store whose way to the server loses answers."""
    from psycopg.conninfo import conninfo_to_dict

    asked = conninfo_to_dict(url)
    with TemporaryDirectory(prefix="zp-") as folder:
        proxy = LossyProxy(Path(folder), f"{asked['host']}/.s.PGSQL.5432", losses, marker)
        proxy.start()
        store = PostgresStore(f"postgresql://{asked['user']}@/{asked['dbname']}?host={folder}")
        try:
            yield store
        finally:
            store.close()
            proxy.close()


@contextmanager
def lossy(url: str, losses: Losses) -> Iterator[SQLiteStore | PostgresStore]:
    """A store of either kind that loses acknowledgements."""
    if url.startswith("sqlite"):
        store = ForgetfulSQLite(url, losses)
        yield store
        store.close()
    else:
        with lossy_postgres(url, losses) as postgres:
            yield postgres


Decide = Callable[[], object]
