"""What both stores promise, and how each says that it can't keep it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from tests.conftest import NOW
from tests.facts import FORWARDER, penalty, registration
from tests.office.soundness import ALL, assert_sound, gaps_of, penalties_of, rows_of
from tests.scenario import refuses
from zibo_port.domain.errors import InvalidData, Unreachable
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.store import open_store, postgres, postgres_connection, sqlite_connection
from zibo_port.office.store.base import Claim, Conflict, Store, last_recorded
from zibo_port.office.store.postgres import PostgresStore
from zibo_port.office.store.postgres_schema import LOCK_CLASS
from zibo_port.office.store.sqlite import SQLiteStore

STREAM = UUID(int=7)


@pytest.fixture
def empty(store_url: str) -> Iterator[Store]:
    """Tables without a single row."""
    opened = open_store(store_url)
    opened.create()
    yield opened
    opened.close()


def event(version: int, stream: UUID = STREAM, state: bytes = '{"文号":"一"}'.encode()) -> StoredEvent:
    return StoredEvent(stream, version, "enterprise.renamed", state)


def claim(key: str, first: int = 1, last: int = 1) -> Claim:
    return Claim(key, "a-digest", STREAM, first, last)


def append(store: Store, *events: StoredEvent, claims: tuple[Claim, ...] = (), at: datetime = NOW, queue: bool = False) -> None:
    with store.writing(queue=queue) as writing:
        writing.head()
        writing.append(events, claims, at)


# --- what is written is read ---------------------------------------------------------------------------------------


def test_an_empty_store_has_an_empty_log(empty: Store) -> None:
    assert empty.head() == (0, bytes(32), None)
    assert empty.log(0, ALL, ALL) == []
    assert empty.claim("command:x") is None
    assert empty.position_at(NOW) == 0


@pytest.mark.parametrize("queue", [False, True])
def test_events_and_keys_are_read_as_they_were_written(empty: Store, queue: bool) -> None:
    append(empty, event(1), event(2), event(1, UUID(int=8)), claims=(claim("a:1", 1, 3), claim("b:1")), queue=queue)
    assert [(r.position, r.stream, r.version, r.topic, r.state) for r in rows_of(empty)] == [
        (1, STREAM, 1, "enterprise.renamed", '{"文号":"一"}'.encode()),
        (2, STREAM, 2, "enterprise.renamed", '{"文号":"一"}'.encode()),
        (3, UUID(int=8), 1, "enterprise.renamed", '{"文号":"一"}'.encode()),
    ]
    assert empty.claim("a:1") == claim("a:1", 1, 3)
    assert [r.position for r in empty.stream(STREAM)] == [1, 2]
    assert [r.position for r in empty.stream(STREAM, 1)] == [1]
    assert [r.position for r in empty.log(1, 2, ALL)] == [2]
    assert [r.position for r in empty.log(0, ALL, 2)] == [1, 2]
    assert [r.position for r in empty.log_of({"enterprise.renamed", "quarter.closed"}, 1, ALL, 1)] == [2]
    assert empty.log_of({"quarter.closed"}, 0, ALL, ALL) == []
    assert [sealed[0] for sealed in empty.chains(1, 1)] == [2]
    assert empty.recorded_at(2) == NOW
    assert empty.head().recorded_at == NOW
    assert_sound(empty)


def test_a_transaction_reads_what_the_store_reads(empty: Store) -> None:
    append(empty, event(1), claims=(claim("a:1"), claim("a:2")))
    for queue in (False, True):
        with empty.writing(queue=queue) as writing:
            assert writing.head() == empty.head()
            assert writing.stream(STREAM) == empty.stream(STREAM)
            assert writing.claim("a:1") == claim("a:1")
            assert writing.claim("none") is None
            assert writing.claims("a:") == empty.claims("a:")


def test_keys_are_listed_by_their_beginning_in_order_of_their_code_points(empty: Store) -> None:
    keys = ["a:2", "a:1", "a:A", "a:a", "a:甲", "b:1", "a"]
    append(empty, event(1), claims=tuple(map(claim, keys)))
    assert [c.key for c in empty.claims("a:")] == ["a:1", "a:2", "a:A", "a:a", "a:甲"]


def test_positions_are_found_by_the_instant_of_recording(empty: Store) -> None:
    minutes = [0, 1, 1, 5, 9]
    for version, minute in enumerate(minutes, 1):
        append(empty, event(version), at=NOW + timedelta(minutes=minute))
    instant = NOW - timedelta(seconds=1)
    while instant < NOW + timedelta(minutes=10):
        assert empty.position_at(instant) == sum(NOW + timedelta(minutes=m) <= instant for m in minutes)
        instant += timedelta(seconds=30)
    assert empty.position_at((NOW + timedelta(minutes=5)).astimezone()) == 4


def test_bisection_bears_a_ledger_with_holes() -> None:
    class Head3:
        position = 3

    assert last_recorded(lambda _: None, Head3, NOW) == 3  # type: ignore[arg-type]


# --- all or nothing ------------------------------------------------------------------------------------------------


def test_a_version_that_is_taken_stores_nothing(empty: Store) -> None:
    append(empty, event(1))
    before = (rows_of(empty), empty.chains(0, ALL))
    with pytest.raises(Conflict):
        append(empty, event(2), event(1), claims=(claim("a:1"),))
    assert (rows_of(empty), empty.chains(0, ALL)) == before
    assert empty.claim("a:1") is None
    append(empty, event(2))
    assert_sound(empty)


@pytest.mark.parametrize("queue", [False, True])
def test_a_key_that_is_taken_stores_nothing(empty: Store, queue: bool) -> None:
    append(empty, event(1), claims=(claim("a:1"),))
    with pytest.raises(Conflict):
        append(empty, event(2), claims=(claim("a:2"), claim("a:1")), queue=queue)
    assert len(rows_of(empty)) == 1
    assert empty.claim("a:2") is None


def test_time_never_goes_back(empty: Store) -> None:
    append(empty, event(1), at=NOW)
    with pytest.raises(Conflict):
        append(empty, event(2), at=NOW - timedelta(microseconds=1))
    append(empty, event(2), at=NOW)
    assert_sound(empty)


def test_an_error_in_the_middle_leaves_nothing_and_the_store_usable(empty: Store) -> None:
    def fail(queue: bool) -> None:
        with empty.writing(queue=queue) as writing:
            writing.append([event(1)], (), NOW) if queue else writing.head()
            raise ZeroDivisionError

    for queue in (False, True):
        with pytest.raises(ZeroDivisionError):
            fail(queue)
    assert rows_of(empty) == []
    append(empty, event(1))
    assert_sound(empty)


def test_who_read_before_another_wrote_stores_nothing(postgres_database: str) -> None:
    slow, quick = PostgresStore(postgres_database), PostgresStore(postgres_database)
    slow.create()
    with slow.writing() as writing:
        writing.head()
        append(quick, event(1))
        with pytest.raises(Conflict):  # though on another stream: what was read may matter nevertheless
            writing.append([event(1, uuid4())], (), NOW)
    assert len(rows_of(slow)) == 1
    slow.close()
    quick.close()


def test_who_waits_for_a_turn_meets_no_conflict(postgres_database: str) -> None:
    turn, hasty = PostgresStore(postgres_database), PostgresStore(postgres_database)
    turn.create()
    hasty.head()
    hasty._connection.execute("SET lock_timeout = '100ms'")  # type: ignore[union-attr]
    with turn.writing(queue=True) as writing:
        writing.head()
        for queue in (False, True):
            refuses(Unreachable, lambda queue=queue: append(hasty, event(1, uuid4()), queue=queue))
        writing.append([event(1)], (), NOW)
    append(hasty, event(2))
    assert_sound(turn)
    turn.close()
    hasty.close()


def test_a_log_that_lost_its_end_meanwhile_gets_no_hole(postgres_database: str) -> None:
    store = PostgresStore(postgres_database)
    store.create()
    append(store, event(1), event(2))
    with store.writing() as writing:
        writing.head()
        store._connection.execute("DELETE FROM ledger WHERE position=2")  # type: ignore[union-attr]
        with pytest.raises(Conflict):
            writing.append([event(3)], (), NOW)
    store.close()


# --- the log as outsiders find it -----------------------------------------------------------------------------------


def raw(store: Store, statement: str) -> list[tuple[object, ...]]:
    if isinstance(store, SQLiteStore):
        with sqlite3.connect(store.path) as file:
            return file.execute(statement).fetchall()
    import psycopg

    with psycopg.connect(store.url) as server:
        return server.execute(statement).fetchall()  # type: ignore[arg-type]


def test_the_log_is_the_one_table_named_so_and_its_state_is_json_text(office: Office) -> None:
    office.handle(registration())
    of_sqlite = "SELECT name FROM sqlite_master WHERE type='table'"
    of_server = "SELECT table_name FROM information_schema.tables WHERE table_schema='public'"
    names = raw(office.store, of_sqlite if isinstance(office.store, SQLiteStore) else of_server)
    assert [name for (name,) in names if str(name).endswith("_events")] == ["stored_events"]
    ((state,),) = raw(office.store, "SELECT state FROM stored_events WHERE topic='enterprise.registered'")
    assert isinstance(state, str)
    assert '"name":"淄博示例货代有限公司"' in state


# --- making the tables ----------------------------------------------------------------------------------------------


def test_founding_twice_changes_nothing(office: Office) -> None:
    office.handle(registration())
    before = (rows_of(office.store), office.store.chains(0, ALL))
    assert not found(office.store, "另一人", rehearsal=True, clock=office.clock)
    assert (rows_of(office.store), office.store.chains(0, ALL)) == before


def test_dry_run_leaves_nothing(office: Office) -> None:
    office.handle(registration())
    before = (rows_of(office.store), office.store.chains(0, ALL), office.store.claims("command:"))
    receipt = office.handle(penalty(), dry_run=True)
    assert [type(r.fact).__name__ for r in receipt.recorded][:2] == ["PenaltyLogged", "CaseOpened"]
    assert (rows_of(office.store), office.store.chains(0, ALL), office.store.claims("command:")) == before
    assert not office.handle(penalty()).repeated


def test_tables_of_another_release_are_told_of_and_upgraded(postgres_database: str) -> None:
    store = PostgresStore(postgres_database)
    found(store, "王晓", rehearsal=True)
    store._connection.execute("COMMENT ON TABLE ledger IS 'zibo-port of old'")  # type: ignore[union-attr]
    store.close()
    told = refuses(Unreachable, store.head)
    assert told.hint is not None
    assert "zibo-port init" in told.hint.en
    store.create()
    assert store.head().position > 0
    store.close()


def test_tables_are_made_by_one_after_the_other(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    monkeypatch.setattr(postgres, "BUSY_SECONDS", 0.1)
    store = PostgresStore(postgres_database)
    with psycopg.connect(postgres_database) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, 0)", (LOCK_CLASS,))
        refuses(Unreachable, store.create)
    store.create()
    assert store.head().position == 0
    store.close()


def test_what_the_library_writes_on_sqlite_is_in_the_ledger_too(tmp_path: Path) -> None:
    from eventsourcing.sqlite import SQLiteDatastore

    from zibo_port.office.store.sqlite_recorder import LedgerRecorder

    store = SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}")
    store.create()
    append(store, event(1), at=datetime(2999, 1, 1, tzinfo=UTC))
    recorder = LedgerRecorder(SQLiteDatastore(str(store.path)))
    assert recorder.insert_events([event(2), event(3)]) == [2, 3]
    recorder.datastore.close()
    assert_sound(store)
    store.close()


# --- durability -----------------------------------------------------------------------------------------------------


def test_durable_settings_are_told(office: Office) -> None:
    told = office.store.check()
    if isinstance(office.store, SQLiteStore):
        assert told == {"database": f"SQLite {sqlite3.sqlite_version}", "synchronous": "FULL", "journal_mode": "wal"}
    else:
        assert told.pop("database").startswith("PostgreSQL ")
        assert told == {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"}


@pytest.mark.parametrize("setting", ["synchronous=NORMAL", "synchronous=OFF", "journal_mode=DELETE"])
def test_unsafe_settings_of_sqlite_are_refused(tmp_path: Path, setting: str) -> None:
    store = SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}")
    store.create()
    store.head()
    store._connection.execute(f"PRAGMA {setting}")  # type: ignore[union-attr]
    assert setting.partition("=")[0] in str(refuses(Unreachable, store.check))
    store.close()


@pytest.mark.parametrize("setting", ["synchronous_commit", "fsync", "full_page_writes"])
def test_unsafe_settings_of_a_server_are_refused(postgres_url: Callable[[str], str], postgres_database: str, setting: str) -> None:
    import psycopg

    store = PostgresStore(postgres_database)
    store.create()
    with psycopg.connect(postgres_url("postgres"), autocommit=True) as server:
        try:
            server.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[arg-type]
            server.execute("SELECT pg_reload_conf()")
            _until(lambda: _shown(postgres_database, setting) == "off")
            assert f"{setting}=off" in str(refuses(Unreachable, store.head))
        finally:
            server.execute(f"ALTER SYSTEM RESET {setting}")  # type: ignore[arg-type]
            server.execute("SELECT pg_reload_conf()")
    _until(lambda: _shown(postgres_database, setting) == "on")
    assert store.head().position == 0
    store.close()


def _shown(url: str, setting: str) -> object:
    import psycopg

    with psycopg.connect(url) as server:
        return server.execute(f"SHOW {setting}").fetchone()[0]  # type: ignore[arg-type,index]


def _until(holds: Callable[[], bool]) -> None:
    from time import monotonic, sleep

    end = monotonic() + 5
    while not holds():
        assert monotonic() < end
        sleep(0.02)


def test_a_server_of_other_habits_is_used_in_the_houses_way(postgres_database: str) -> None:
    import psycopg

    name = postgres_database.partition("@/")[2].partition("?")[0]
    with psycopg.connect(postgres_database, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} SET TimeZone = 'Asia/Shanghai'")  # type: ignore[arg-type]
        server.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")  # type: ignore[arg-type]
        server.execute(f"ALTER DATABASE {name} SET client_encoding = 'GB18030'")  # type: ignore[arg-type]
    store = PostgresStore(postgres_database)
    found(store, "王晓", rehearsal=True, clock=lambda: NOW)
    with store.writing(queue=True):
        assert store._connection.execute("SHOW transaction_isolation").fetchone() == ("read committed",)  # type: ignore[union-attr]
    assert store.head().recorded_at == NOW
    assert store.recorded_at(1).tzinfo is UTC
    assert Office(store).officer == "王晓"
    assert_sound(store)
    store.close()


@pytest.mark.parametrize("value", ["y", "Yes", "true", "1", "on"])
def test_the_librarys_unsafe_way_of_writing_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    assert "POSTGRES_ENABLE_DB_FUNCTIONS" in str(refuses(Unreachable, lambda: open_store("postgresql://localhost/x")))


@pytest.mark.parametrize("value", ["", "n", "no", "0"])
def test_the_librarys_safe_way_is_no_hindrance(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    assert open_store("postgresql://localhost/x").url == "postgresql://localhost/x"


# --- what can't be used is told in a sentence -----------------------------------------------------------------------


def test_other_kinds_of_address_are_wrong_data() -> None:
    assert refuses(InvalidData, lambda: open_store("mysql://localhost/x")).fields[0].field == "store"
    assert refuses(InvalidData, lambda: open_store("postgresql://localhost/x?no-such-option=1").head()).fields[0].field == "store"


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = refuses(Unreachable, lambda: open_store("postgresql://localhost/x"))
    assert told.hint is not None
    assert "pip install 'zibo-port[postgres]'" in told.hint.en


def test_a_store_that_was_never_made_names_init(store_url: str) -> None:
    store = open_store(store_url)
    told = refuses(Unreachable, store.head)
    assert told.hint is not None
    assert "zibo-port init" in told.hint.zh
    with pytest.raises(Unreachable), store.writing():
        pass


def test_a_server_that_isnt_there_is_named_without_its_password(tmp_path: Path) -> None:
    store = open_store(f"postgresql://somebody:secret-word@/office?host={tmp_path}")
    for told in (refuses(Unreachable, store.head), refuses(Unreachable, store.create)):
        assert "secret-word" not in told.message.zh + told.message.en
        assert f"{tmp_path}/office" in told.message.en


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(b"not a database at all" * 500)
    store = SQLiteStore(f"sqlite:///{path}")
    for told in (refuses(Unreachable, store.head), refuses(Unreachable, store.create)):
        assert told.message.zh == f"文件 {path} 不是本程序的库。"
        assert told.message.en == f"The file {path} is no store of this program."
        assert told.hint is not None
        assert "--store" in told.hint.zh
        assert "init" not in told.hint.zh + told.hint.en
    assert path.read_bytes() == b"not a database at all" * 500


def test_why_a_file_cant_be_opened_is_told_in_both_languages(tmp_path: Path) -> None:
    missing = refuses(Unreachable, SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}").head)
    assert "（文件不存在，或者没有权限）" in missing.message.zh
    assert missing.hint is not None
    assert "zibo-port init" in missing.hint.zh
    (tmp_path / "other.db").write_bytes(b"")
    assert "（缺少本程序的数据表）" in refuses(Unreachable, SQLiteStore(f"sqlite:///{tmp_path / 'other.db'}").head).message.zh


def test_init_isnt_told_to_run_init(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = refuses(Unreachable, SQLiteStore(f"sqlite:///{tmp_path / 'file' / 'office.db'}").create)
    assert "（已经有同名的文件）" in told.message.zh
    assert told.hint is not None
    assert "--store" in told.hint.zh
    assert "zibo-port init" not in told.hint.zh + told.hint.en


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    store = SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}")
    store.create()
    append(store, *(event(n, state=b'"' + b"x" * 900 + b'"') for n in range(1, 40)))
    store.close()
    with store.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 6)
    refuses(Unreachable, lambda: rows_of(store))
    store.close()


def test_a_folder_that_cant_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refuses(Unreachable, SQLiteStore(f"sqlite:///{tmp_path / 'file' / 'office.db'}").create)


def test_a_store_that_others_keep_busy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_connection, "BUSY_SECONDS", 0.1)
    store, other = (SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}") for _ in range(2))
    store.create()
    with other.writing() as writing:
        told = refuses(Unreachable, lambda: append(store, event(1)))
        writing.append([event(1)], (), NOW)
    assert "nothing was recorded" in told.message.en
    assert "locked" not in told.message.en
    append(store, event(2))
    assert_sound(store)
    store.close()
    other.close()


def test_a_server_that_others_keep_busy_is_told(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgres_connection._SESSION, "lock_timeout", "100ms")
    store, other = PostgresStore(postgres_database), PostgresStore(postgres_database)
    store.create()
    with other.writing(queue=True):
        told = refuses(Unreachable, lambda: append(store, event(1)))
    assert "nothing was recorded" in told.message.en
    append(store, event(1))
    store.close()
    other.close()


def test_a_full_disk_is_told_and_nothing_is_half_done(tmp_path: Path) -> None:
    store = SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}")
    found(store, "王晓", rehearsal=True)
    office = Office(store)
    office.handle(registration())
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[union-attr]
    store._connection.execute(f"PRAGMA max_page_count={pages + 3}")  # type: ignore[union-attr]
    told = refuses(Unreachable, lambda: [office.handle(penalty(f"淄市监罚〔2026〕{n}号")) for n in range(1, 100)])
    assert "full" in told.message.en
    logged = len(penalties_of(store))
    assert gaps_of(store) == []
    store._connection.execute("PRAGMA max_page_count=1000000")  # type: ignore[union-attr]
    assert not office.handle(penalty(f"淄市监罚〔2026〕{logged + 1}号")).repeated
    assert_sound(store)
    store.close()


# --- privileges -----------------------------------------------------------------------------------------------------


def test_a_role_that_may_only_read_and_insert_can_work_and_change_nothing(postgres_database: str) -> None:
    import psycopg
    from psycopg.errors import InsufficientPrivilege

    owner = PostgresStore(postgres_database)
    found(owner, "王晓", rehearsal=True)
    with psycopg.connect(postgres_database, autocommit=True) as server:
        server.execute("DROP ROLE IF EXISTS counter_clerk")
        server.execute("CREATE ROLE counter_clerk LOGIN")
        server.execute("GRANT SELECT, INSERT ON stored_events, ledger, claims TO counter_clerk")
    clerk = PostgresStore(postgres_database.replace("postgres:@", "counter_clerk@"))
    found(clerk, "王晓", rehearsal=True)
    office = Office(clerk)
    office.handle(registration())
    assert len(office.handle(penalty()).recorded) == 4
    with clerk.writing(queue=True) as writing:
        assert writing.head() == owner.head()
    for statement in ("UPDATE stored_events SET state='{}'", "DELETE FROM ledger", "TRUNCATE claims", "DROP TABLE stored_events"):
        with pytest.raises(InsufficientPrivilege):
            clerk._connection.execute(statement)  # type: ignore[union-attr]
    owner._connection.execute("REVOKE INSERT ON claims FROM counter_clerk")  # type: ignore[union-attr]
    told = refuses(Unreachable, lambda: office.handle(penalty("淄市监罚〔2026〕2号")))
    assert "nothing was recorded" in told.message.en
    assert len(penalties_of(owner)) == 1
    clerk.close()
    owner._connection.execute("DROP OWNED BY counter_clerk")  # type: ignore[union-attr]
    owner.close()


def test_a_standby_is_told_apart(postgres_database: str) -> None:
    store = PostgresStore(postgres_database)
    found(store, "王晓", rehearsal=True)
    store._connection.execute("SET default_transaction_read_only = on")  # type: ignore[union-attr]
    told = refuses(Unreachable, lambda: Office(store).handle(registration()))
    assert "primary" in told.message.en
    store.close()


def test_the_enterprise_is_found_by_its_code_alone(office: Office) -> None:
    office.handle(registration())
    assert [c.key for c in office.store.claims("enterprise:")] == [f"enterprise:{FORWARDER}"]
