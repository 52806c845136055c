"""One transaction's worth of work: aggregates loaded once, decided upon, settled by the workflows, stored together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from zibo_port.domain.books import Books
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import NotFound, Refused, Text
from zibo_port.domain.fact import ENGINE, Act, Fact
from zibo_port.domain.stream import Stream
from zibo_port.office.folder import Folder
from zibo_port.office.store.base import Claim, Head, Interrupted, Paper, Writing
from zibo_port.office.store.mapper import decode, encode

S = TypeVar("S", bound=Stream)

SETTLING_ROUNDS: Final = 8
"""More rounds than any workflow needs; one that still asks then is at fault."""


class Recorded(NamedTuple):
    """An event at its position in the log."""

    position: int
    fact: Fact


@dataclass(slots=True)
class Desk:
    """Everything one transaction has read and is about to record."""

    writing: Writing
    books: Books
    start: Head
    facts: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unanswered: int | None = None
    """The position after which an earlier try, whose answer was lost, may have recorded this same work."""
    folders: dict[UUID, Folder] = field(default_factory=dict)
    """Enterprises that were looked at, the last one at the end."""
    _streams: dict[UUID, Stream] = field(default_factory=dict)
    _taken: dict[str, Claim] = field(default_factory=dict)
    _read: dict[str, Claim | None] = field(default_factory=dict)
    _touched: dict[UUID, Stream | Folder] = field(default_factory=dict)
    _open_keys: list[str] = field(default_factory=list)
    _answered: set[str] = field(default_factory=set)

    @property
    def position(self) -> int:
        """The position of the last event so far."""
        return self.start.position + len(self.facts)

    def instant(self, now: datetime) -> datetime:
        """When something recorded now counts as recorded: never before what is on record already."""
        last = self.facts[-1].timestamp if self.facts else self.start.recorded_at
        return now if last is None else max(now, last)

    # --- what is on the desk --------------------------------------------------------------------------------------

    def stream(self, kind: type[S], key: str) -> S:
        """An aggregate by its natural key, blank if nothing was recorded yet."""
        stream_id = kind.id_of(key)
        found = self._streams.get(stream_id)
        if found is None:
            found = kind.blank(stream_id).replay(decode(row) for row in self.writing.stream(stream_id))
            self._streams[stream_id] = found
        self._touched[stream_id] = found
        assert isinstance(found, kind)  # noqa: S101 - an id is made from its kind
        return found

    def folder(self, code: str) -> Folder:
        """An enterprise with its workflows, by credit code."""
        return self.folder_of(Enterprise.id_of(code))

    def enterprise(self, code: str) -> Enterprise:
        """An enterprise by credit code."""
        return self.folder(code).enterprise

    def enterprise_of_case(self, document_no: str) -> Enterprise:
        """The enterprise against which a decision was taken, by the decision's number.

        Raises:
            NotFound: no decision has that number.
        """
        claim = self.claim(document_key(document_no))
        if claim is None:
            raise NotFound(
                f"没有文号为 {document_no} 的案件。用 zibo-port penalty list 查看已登记的文号。",
                f"There is no case {document_no}. See zibo-port penalty list.",
            )
        return self.folder_of(claim.stream).enterprise

    def folder_of(self, stream_id: UUID) -> Folder:
        """An enterprise with its workflows, by its stream."""
        folder = self.folders.pop(stream_id, None) or self._folder(stream_id)
        self.folders[stream_id] = folder
        self._touched[stream_id] = folder
        return folder

    def _folder(self, stream_id: UUID, unstored: Sequence[Fact] = ()) -> Folder:
        facts = [*map(decode, self.writing.stream(stream_id)), *unstored]
        return Folder.of(Enterprise.blank(stream_id), facts, self.books)

    # --- keys -----------------------------------------------------------------------------------------------------

    def claim(self, key: str) -> Claim | None:
        """Who took a key, in the store or on this desk; the store is asked once, since its answer holds for this transaction."""
        taken = self._taken.get(key)
        if taken is None:
            if key not in self._read:
                self._read[key] = self.writing.claim(key)
            taken = self._read[key]
        return taken

    def look_up(self, keys: Sequence[str]) -> None:
        """Ask the store for many keys at once, so that `claim` needn't ask for each."""
        self._read.update(dict.fromkeys(keys))
        self._read.update((claim.key, claim) for claim in self.writing.claims_on(keys))

    def answers_now(self, claim: Claim) -> bool:
        """Whether an earlier try of this same work, whose answer was lost, took a key; true once, then it is a repeat."""
        ours = self.unanswered is not None and self.unanswered < claim.first <= self.start.position
        fresh = ours and claim.key not in self._answered
        self._answered.add(claim.key)
        return fresh

    def take(self, key: str, stream: UUID, digest: str = "") -> None:
        """Take a key for the command at work; its positions are known when the command is done."""
        self._taken[key] = Claim(key, digest, stream, self.position + 1, self.position + 1)
        self._open_keys.append(key)

    def close_command(self, since: int) -> None:
        """The keys taken by a command stand for the events recorded after `since`; without events there is nothing to keep."""
        for key in self._open_keys:
            claim = self._taken[key]._replace(first=since + 1, last=self.position)
            self._taken[key] = claim
            if self.position > since:
                self.claims.append(claim)
            else:
                del self._taken[key]
        self._open_keys.clear()

    # --- every enterprise -----------------------------------------------------------------------------------------

    def enterprises(self) -> list[UUID]:
        """The streams of all enterprises, by credit code."""
        return [claim.stream for claim in self.writing.claims(enterprise_key(""))]

    def enterprise_at(self, stream_id: UUID, upto: int) -> Enterprise:
        """An enterprise as it was known at a position."""
        rows = self.writing.stream(stream_id)
        return Enterprise.blank(stream_id).replay(decode(row) for row in rows if row.position <= upto)

    # --- recording ------------------------------------------------------------------------------------------------

    def collect(self) -> list[Folder]:
        """Gather what the aggregates touched since last time decided; the enterprises among them, for settling."""
        touched, self._touched = list(self._touched.values()), {}
        folders = [t for t in touched if isinstance(t, Folder)]
        for stream in touched:
            if isinstance(stream, Stream):
                self.facts.extend(stream.collect_events())
        for folder in folders:
            self._collect_folder(folder)
        return folders

    def _collect_folder(self, folder: Folder) -> list[Fact]:
        facts = folder.enterprise.collect_events()
        self.facts.extend(facts)
        folder.follow(facts)
        return facts

    def settle(self, folders: Sequence[Folder], act: Act) -> None:
        """Do what the workflows ask of the engine, until nothing is asked.

        A fault in a workflow must not lose the fact that caused it: it is noted, and the catch-up asks again.
        """
        for folder in folders:
            mark = len(self.facts)
            try:
                self._settle_folder(folder, act)
            except Interrupted:
                raise
            except Exception as fault:  # noqa: BLE001 - told to the officer, and asked again by the catch-up
                del self.facts[mark:]
                self.faults.append(f"{type(fault).__name__}: {fault}")
                self._reload(folder.enterprise.id)

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Work that leaves nothing on this desk if it fails, whatever other work lies there already."""
        facts, claims, faults = len(self.facts), len(self.claims), len(self.faults)
        try:
            yield
        except BaseException:
            for key in (*self._open_keys, *(claim.key for claim in self.claims[claims:])):
                self._taken.pop(key, None)
            undone = {*self._touched, *(fact.originator_id for fact in self.facts[facts:])}
            del self.facts[facts:], self.claims[claims:], self.faults[faults:]
            self._open_keys.clear()
            self._touched.clear()
            for stream_id in undone:
                self._reload(stream_id)
            raise

    def _reload(self, stream_id: UUID) -> None:
        unstored = [fact for fact in self.facts if fact.originator_id == stream_id]
        if stream_id in self.folders:
            self.folders[stream_id] = self._folder(stream_id, unstored)
        else:
            known = [*map(decode, self.writing.stream(stream_id)), *unstored]
            self._streams[stream_id] = type(self._streams[stream_id]).blank(stream_id).replay(known)

    def _settle_folder(self, folder: Folder, act: Act) -> None:
        from zibo_port.office.handlers import perform

        for _ in range(SETTLING_ROUNDS):
            asked = folder.asked(act.today)
            if not asked:
                return
            for command in asked:
                perform(self, command, act._replace(officer=ENGINE, department=command.department_))
            if not self._collect_folder(folder):
                break
        msg = f"a workflow keeps asking for {[type(c).__name__ for c in asked]}"
        raise RuntimeError(msg)

    def flush(self) -> None:
        """Store everything, or raise and leave nothing."""
        if self.papers:
            self.writing.keep(self.papers)
        if self.facts:
            self.writing.append([encode(fact) for fact in self.facts], self.claims, self.facts[-1].timestamp)

    def recorded(self, since: int) -> list[Recorded]:
        """What was recorded after a position, with positions."""
        skip = since - self.start.position
        return [Recorded(since + n, fact) for n, fact in enumerate(self.facts[skip:], 1)]


def document_key(document_no: str) -> str:
    """The key that a decision's number takes: unique in the store, however its brackets were typed."""
    return f"document:{comparable(document_no)}"


def enterprise_key(code: str) -> str:
    """The key that a credit code takes."""
    return f"enterprise:{code}"


def command_key(command_id: str) -> str:
    """The key that a command takes."""
    return f"command:{command_id}"


def contradicts(command_id: str, known: Claim) -> Refused:
    """The same request was recorded with another content."""
    return Refused(
        f"同一请求已记录过（第 {known.first} 号），但内容与本次不同，本次没有记录。请核对后再办。",
        f"The same request was recorded with other content (no. {known.first}); nothing was recorded now. Check what you typed.",
        clause="同一请求只记一次",
        hint=Text(
            f"已记录的内容用这一类的 show 或 list 查看；要改的，按它的 --help 更正。请求编号 {command_id}。",
            f"See what is on record with show or list of the same noun; to change it see its --help. Command id {command_id}.",
        ),
    )
