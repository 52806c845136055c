"""Decisions taken anew: after a conflict with a fresh read, after a lost acknowledgement without doing it twice."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.facts import BROKER, DECIDED, FORWARDER, NUMBER, penalty, registration
from tests.office.lossy import COMMIT, Losses, lossy, lossy_postgres
from tests.office.soundness import assert_sound, gaps_of, penalties_of, rows_of
from tests.scenario import refuses
from zibo_port.domain.commands import DecideObjection, FileObjection, RecordSending
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Refused, Unreachable
from zibo_port.domain.publication import Attempts
from zibo_port.office import transaction
from zibo_port.office.desk import Desk
from zibo_port.office.founding import found
from zibo_port.office.office import Office, Receipt
from zibo_port.office.store import open_store
from zibo_port.office.store.base import Conflict, Interrupted, Store
from zibo_port.office.store.mapper import decode
from zibo_port.office.store.sqlite import SQLiteStore


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many tries as in earnest, without the pauses."""
    monkeypatch.setattr(transaction, "PAUSES", (0.0,) * len(transaction.PAUSES))


@pytest.fixture
def server_office(postgres_database: str) -> Iterator[Office]:
    """An office on PostgreSQL, with one enterprise."""
    store = open_store(postgres_database)
    found(store, "王晓", rehearsal=True)
    office = Office(store)
    office.handle(registration())
    yield office
    store.close()


def sending(receipt: Receipt, place: str) -> RecordSending:
    """The handing-over of the first publication that a penalty asked for; a command without a key of its own."""
    asked = next(r.fact for r in receipt.recorded if isinstance(r.fact, Enterprise.PublicationRequested))
    return RecordSending(
        publication=asked.publication,
        enterprise=FORWARDER,
        document_no=asked.document_no,
        platform=asked.platform,
        revision=asked.revision,
        payload_sha256=asked.payload_sha256,
        channel="drop-folder",
        place=place,
    )


def sendings_of(store: Store) -> Counter[str]:
    return Counter(fact.place for fact in map(decode, rows_of(store)) if isinstance(fact, Attempts.PublicationSent))


# --- a lost acknowledgement -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_lost_acknowledgements_neither_lose_nor_double(office: Office) -> None:
    losses = Losses(0.3)
    office.handle(registration())
    with lossy(office.store.url, losses) as store:
        unlucky = Office(store, clock=office.clock)
        for number in range(100):
            logged = unlucky.handle(penalty(f"淄市监罚〔2026〕{number}号"))
            sent = unlucky.handle(sending(logged, f"send {number}"))
            assert (logged.repeated, sent.repeated) == (False, False)
            assert [type(r.fact).__name__ for r in logged.recorded[:2]] == ["PenaltyLogged", "CaseOpened"]
            assert sent.recorded[0].position == logged.recorded[-1].position + 1 == office.store.head().position
    assert losses.count >= 40  # a fifth of all commands
    assert len(penalties_of(office.store)) == 100
    assert gaps_of(office.store) == []
    assert sendings_of(office.store) == {f"send {n}": 1 for n in range(100)}
    assert_sound(office.store)


@pytest.mark.usefixtures("impatient")
def test_the_harness_shows_doubles_where_the_key_isnt_asked(office: Office) -> None:
    office.handle(registration())
    logged = office.handle(penalty())
    with lossy(office.store.url, Losses(0.3)) as store:
        unlucky = Office(store, clock=office.clock)
        for number in range(30):
            naively(unlucky, sending(logged, f"send {number}"))
    assert max(sendings_of(office.store).values()) > 1


def naively(office: Office, form: RecordSending) -> None:
    """The loop that everybody writes first: it failed, so it is done again."""
    while True:
        try:
            with office.store.writing() as writing:
                desk = Desk(writing, office.books, writing.head())
                office.decide(desk, form, str(uuid4()))
                desk.flush()
        except Interrupted:
            continue
        return


@pytest.mark.usefixtures("impatient")
def test_an_answer_lost_for_good_is_told_and_the_repeat_records_nothing(office: Office) -> None:
    office.handle(registration())
    with lossy(office.store.url, Losses(1)) as store:
        # Once the command is on record, asking for it again has nothing to store and so no answer to lose.
        assert not Office(store, clock=office.clock).handle(penalty()).repeated
        store.close()
        always = _Fails(store, Interrupted("gone"), times=99)
        told = refuses(Unreachable, lambda: Office(always, clock=office.clock).handle(penalty("淄市监罚〔2026〕2号")))
    assert "Repeat the same command" in told.message.en
    assert "原样再办一次" in told.message.zh
    assert not office.handle(penalty("淄市监罚〔2026〕2号")).repeated
    assert office.handle(penalty()).repeated
    assert gaps_of(office.store) == []


@pytest.mark.usefixtures("impatient")
def test_in_a_batch_an_older_record_is_told_from_the_one_whose_answer_was_lost(office: Office) -> None:
    office.handle(registration())
    office.handle(penalty("淄市监罚〔2026〕1号"))
    forms = [penalty(f"淄市监罚〔2026〕{n}号") for n in (1, 2, 3, 2)]
    with lossy(office.store.url, Losses(1)) as store:
        batch = Office(store, clock=office.clock)
        receipts = batch.transact(lambda desk: [batch.decide(desk, f, batch.default_id(f)) for f in forms])
    assert [r.repeated for r in receipts] == [True, False, False, True]
    assert len(penalties_of(office.store)) == 3
    assert gaps_of(office.store) == []


@pytest.mark.usefixtures("impatient")
def test_in_a_batch_that_was_lost_unrecorded_a_row_said_twice_is_still_a_repeat(office: Office) -> None:
    office.handle(registration())
    forms = [penalty(f"淄市监罚〔2026〕{n}号") for n in (1, 2, 1)]
    batch = Office(_Fails(office.store, Interrupted("before it was stored"), times=1), clock=office.clock)
    receipts = batch.transact(lambda desk: [batch.decide(desk, f, batch.default_id(f)) for f in forms])
    assert [r.repeated for r in receipts] == [False, False, True]
    assert gaps_of(office.store) == []


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("commits", [False, True])
def test_a_commit_that_fails_on_sqlite_is_asked_about(tmp_path: Path, commits: bool) -> None:
    store = SQLiteStore(f"sqlite:///{tmp_path / 'office.db'}")
    found(store, "王晓", rehearsal=True)
    office = Office(store)
    office.handle(registration())
    broken = _BrokenDisk(store._connection, commits)
    store._connection = broken  # type: ignore[assignment]
    assert not office.handle(penalty()).repeated
    assert broken.asked == ["BEGIN IMMEDIATE", "COMMIT"]
    assert gaps_of(store) == []
    assert_sound(store)
    store.close()


class _BrokenDisk:
    """A connection whose commit fails, after the deed or before."""

    def __init__(self, connection: Any, commits: bool) -> None:
        self.connection, self.commits = connection, commits
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def execute(self, statement: str, *bound: Any) -> Any:
        if " " not in statement or statement.startswith("BEGIN"):
            self.asked.append(statement)
        if statement != "COMMIT" or self.commits:
            answer = self.connection.execute(statement, *bound)
        if statement == "COMMIT":
            raise sqlite3.OperationalError("disk I/O error")
        return answer


@pytest.mark.usefixtures("impatient")
def test_the_answer_to_a_commit_that_waited_its_turn_may_be_lost_too(server_office: Office) -> None:
    with lossy_postgres(server_office.store.url, Losses(1, most=1), COMMIT) as store:
        first = _Fails(store, Conflict("made up"), times=1)
        receipt = Office(first).handle(penalty())
    assert first.queued == [False, True, True]
    assert not receipt.repeated
    assert gaps_of(server_office.store) == []


@pytest.mark.usefixtures("impatient")
def test_a_server_that_hangs_up_between_two_commands_isnt_noticed(server_office: Office) -> None:
    import psycopg

    with psycopg.connect(server_office.store.url, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname=current_database()"
        )
    assert not server_office.handle(penalty()).repeated
    assert gaps_of(server_office.store) == []


# --- the same command again -----------------------------------------------------------------------------------------


def test_a_repeated_command_changes_nothing_and_is_answered_alike(office: Office) -> None:
    office.handle(registration())
    first = office.handle(penalty())
    before = rows_of(office.store)
    again = office.handle(penalty())
    assert (again.repeated, again.recorded, again.command_id) == (True, first.recorded, first.command_id)
    assert rows_of(office.store) == before


def test_a_command_without_a_key_is_one_by_its_id(office: Office) -> None:
    office.handle(registration())
    form = sending(office.handle(penalty()), "here")
    first = office.handle(form, command_id="my-own")
    assert office.handle(form, command_id="my-own").recorded == first.recorded
    assert not office.handle(form).repeated
    assert sendings_of(office.store) == {"here": 2}


def test_an_objection_filed_and_decided_again_under_another_id_is_answered_with_what_stands(office: Office) -> None:
    office.handle(registration())
    office.handle(penalty())
    said = {"document_no": NUMBER, "kind": "reconsideration", "on": DECIDED, "before_whom": "淄博市人民政府", "grounds": "事实不清"}
    filed = FileObjection(**said)
    name = office.handle(filed).recorded[0].fact.objection  # type: ignore[attr-defined]
    decided = DecideObjection(objection=name, on=DECIDED, by="淄博市人民政府", outcome="dismissed", reason="事实清楚")
    office.handle(decided)
    before = rows_of(office.store)
    for form in (filed, decided):
        again = office.handle(form, command_id="by-somebody-else")
        assert (again.repeated, again.recorded) == (True, ())
        assert again.answer.objection == name  # type: ignore[attr-defined]
    assert rows_of(office.store) == before


def test_the_same_id_with_other_content_is_refused(office: Office) -> None:
    office.handle(registration(), command_id="one")
    before = rows_of(office.store)
    refuses(Refused, lambda: office.handle(registration(BROKER, name="淄博另一家有限公司"), command_id="one"))
    assert rows_of(office.store) == before


# --- a conflict -----------------------------------------------------------------------------------------------------


class _Fails:
    """A store whose writing fails a number of times at the moment of storing."""

    def __init__(self, store: Store, failure: Exception, times: int) -> None:
        self.store, self.failure, self.times = store, failure, times
        self.queued: list[bool] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    @contextmanager
    def writing(self, *, queue: bool = False) -> Iterator[Any]:
        self.queued.append(queue)
        with self.store.writing(queue=queue) as writing:
            if len(self.queued) <= self.times:
                writing.append = self._fail  # type: ignore[method-assign]
            yield writing

    def _fail(self, *_: object) -> None:
        raise self.failure


def test_after_a_conflict_the_work_is_done_anew_and_waits_its_turn(office: Office) -> None:
    contested = _Fails(office.store, Conflict("somebody else"), times=2)
    desks: list[Desk] = []

    def work(desk: Desk) -> Receipt:
        desks.append(desk)
        return office.decide(desk, registration(), "one")

    receipt = Office(contested, clock=office.clock).transact(work)
    assert contested.queued == [False, True, True]
    assert len({id(d) for d in desks}) == 3
    assert not receipt.repeated
    assert_sound(office.store)


def test_conflicts_without_end_are_told_in_a_sentence(office: Office) -> None:
    contested = _Fails(office.store, Conflict("somebody else"), times=99)
    before = rows_of(office.store)
    told = refuses(Unreachable, lambda: Office(contested, clock=office.clock).handle(registration()))
    assert "Too many writers" in told.message.en
    assert len(contested.queued) == transaction.ATTEMPTS
    assert rows_of(office.store) == before


def test_a_decision_rests_on_what_the_other_wrote(server_office: Office) -> None:
    office, other = server_office, open_store(server_office.store.url)
    rival = Office(other)
    seen: list[int] = []

    def work(desk: Desk) -> Receipt:
        seen.append(len(desk.enterprise(FORWARDER).penalties))
        if len(seen) == 1:
            rival.handle(penalty("淄市监罚〔2026〕1号"))
        return office.decide(desk, penalty("淄市监罚〔2026〕2号"), "two")

    office.transact(work)
    assert seen == [0, 1]
    assert len(penalties_of(other)) == 2
    assert gaps_of(other) == []
    assert_sound(other)
    other.close()


def test_a_clock_that_goes_back_doesnt_take_the_log_with_it(office: Office) -> None:
    office.handle(registration())
    late = office.store.head().recorded_at
    assert late is not None
    office.clock = lambda: late - timedelta(days=2)
    receipt = office.handle(penalty())
    assert {r.fact.timestamp for r in receipt.recorded} == {late}
    assert_sound(office.store)
