"""Work on many rows: a batch to a transaction, a verdict for each row, or all of it in one transaction that leaves nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Final, NamedTuple, Protocol, TypeVar

from zibo_port.domain.errors import FieldFault, Text, ZiboPortError
from zibo_port.office.desk import Desk
from zibo_port.office.office import Office
from zibo_port.office.transaction import Drawer

BATCH: Final = 500
"""Rows to a transaction: few enough that others may write in between, and that little is kept in memory."""

KEPT: Final = 50_000
"""Events of the enterprises that are kept from one transaction to the next: some 100 MB."""

ACCEPTED: Final = "accepted"
FLAGGED: Final = "flagged"
DUPLICATE: Final = "duplicate"
REJECTED: Final = "rejected"

R = TypeVar("R")


class SheetRow(Protocol):
    """A row of a sheet as it was read: its number, and what was to be remarked."""

    @property
    def number(self) -> int:
        """As the sheet shows it."""

    @property
    def messages(self) -> Sequence[tuple[str, str, Text]]:
        """Code, field and sentence of each remark."""

    @property
    def rejected(self) -> bool:
        """Whether it can't be recorded."""


class Message(NamedTuple):
    """A remark on a row: a code for machines, the field it is about, a sentence for people."""

    code: str
    field: str
    message: Text


class Verdict(NamedTuple):
    """What became of a row: accepted, flagged (recorded, with warnings), duplicate or rejected.

    `row` is its number as the sheet shows it; `subject` the document number or credit code as written; `registered` tells
    that its enterprise was put on the register for it; `further` is what else names the row, a year or a quarter.
    """

    row: int
    subject: str
    verdict: str
    messages: tuple[Message, ...] = ()
    registered: bool = False
    further: tuple[object, ...] = ()


class _Left(Exception):
    """A dry run ends by leaving nothing behind."""


Decide = Callable[[Desk, R], Verdict]
Keys = Callable[[R], Iterable[str]]


def in_batches(office: Office, rows: Iterable[R], decide: Decide[R], keys: Keys[R], *, dry_run: bool) -> Iterator[Verdict]:
    """The verdict on each row, in order; what a batch recorded is stored before its first verdict is given.

    `keys` tells, as far as it can be told beforehand, which keys deciding on a row will ask for.
    A dry run decides on the same grounds, each row knowing of those before it, and holds the writer's lock meanwhile.

    Raises:
        NotAllowed, Unreachable: as for any request; batches that are done stay.
    """
    with _collector_off():
        batches = _batches(rows)
        yield from _rehearsed(office, batches, decide, keys) if dry_run else _recorded(office, batches, decide, keys)


def _recorded(office: Office, batches: Iterable[list[R]], decide: Decide[R], keys: Keys[R]) -> Iterator[Verdict]:
    drawer = Drawer(KEPT)
    for batch in batches:
        yield from office.transact(lambda desk, batch=batch: _decided(desk, batch, decide, keys), drawer=drawer)  # type: ignore[misc]


def _rehearsed(office: Office, batches: Iterable[list[R]], decide: Decide[R], keys: Keys[R]) -> Iterator[Verdict]:
    with suppress(_Left), office.store.writing(queue=True) as writing:
        for batch in batches:
            desk = Desk(writing, office.books, writing.head())
            verdicts = _decided(desk, batch, decide, keys)
            desk.flush()
            yield from verdicts
        raise _Left


def _decided(desk: Desk, batch: Sequence[R], decide: Decide[R], keys: Keys[R]) -> list[Verdict]:
    desk.look_up([key for row in batch for key in keys(row)])
    return [decide(desk, row) for row in batch]


def _batches(rows: Iterable[R]) -> Iterator[list[R]]:
    following = iter(rows)
    while batch := list(islice(following, BATCH)):
        yield batch


@contextmanager
def _collector_off() -> Iterator[None]:
    """Rows make many objects and no cycles: the collector of cycles would only walk through them."""
    was_on = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()


# --- what is said about a row -------------------------------------------------------------------------------------

_FIELDS: Final = {"enterprise": "credit-code-invalid", "decided_on": "decided-on-in-future"}
_ERRORS: Final = {"not-found": "enterprise-unregistered", "refused": "other-content"}


def told(error: ZiboPortError, subject: str) -> tuple[Message, ...]:
    """Why a row was rejected; `subject` is the field it is about where the error names none."""
    faults = error.fields or (FieldFault(subject, error.message),)
    return tuple(_of_fault(error.code, FieldFault(fault.field.replace("-", "_"), fault.message)) for fault in faults)


def _of_fault(error: str, fault: FieldFault) -> Message:
    code = _ERRORS.get(error) or _FIELDS.get(fault.field) or f"{fault.field.replace('_', '-')}-invalid"
    return Message(code, fault.field, fault.message)


def before(position: int | None, field: str) -> Message:
    """The same was recorded before."""
    place = Text(f"（第 {position} 号）", f" (position {position})") if position else Text("", "")
    said = Text(f"相同内容此前已登记{place.zh}，未重复记录。", f"The same is on record already{place.en}; nothing new was recorded.")
    return Message("recorded-before", field, said)
