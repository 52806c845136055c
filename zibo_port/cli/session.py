"""What a command works with: the office behind the store that its options name, and what can be read there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.language import t

if TYPE_CHECKING:
    from zibo_port.office.archive import Archive, View
    from zibo_port.office.clock import Clock
    from zibo_port.office.office import Office, Receipt
    from zibo_port.office.store.base import Store


@dataclass(frozen=True, slots=True)
class Session:
    """An open office."""

    counter: Counter
    office: Office

    @property
    def archive(self) -> Archive:
        """Its history, at any two clocks."""
        from zibo_port.office.archive import Archive

        return Archive(self.office)

    def view(self, known_at: datetime | None, effective_at: date | None) -> View:
        """The view that a read command's options ask for."""
        return self.archive.view(known_at, effective_at)


def store_url(counter: Counter) -> str:
    """The store that the options name, or the one in the user's data folder."""
    if counter.store is not None:
        return counter.store
    from platformdirs import user_data_dir

    return f"sqlite:///{Path(user_data_dir('zibo-port', appauthor=False)) / 'office.db'}"


def shown_url(url: str) -> str:
    """A store's address without the password that may stand in it."""
    return re.sub(r"(://[^/@:]*:)[^/]*@", r"\1***@", url)


def clock_of(counter: Counter) -> Clock:
    """The clock that was given, or the machine's."""
    from zibo_port.office.clock import fixed, machine

    return machine if counter.now is None else fixed(counter.now)


def opened(counter: Counter) -> Store:
    """The store that the options name; it is closed when the command ends."""
    from zibo_port.office.store import open_store

    store = open_store(store_url(counter))
    command = click.get_current_context(silent=True)
    if command is not None:
        command.call_on_close(store.close)
    return store


def open_session(counter: Counter) -> Session:
    """Open the office.

    Raises:
        Unreachable: there is no store, or it wasn't set up.
        click.UsageError: `--now` for a store that isn't a rehearsal.
    """
    from zibo_port.office.office import Office

    office = Office(opened(counter), counter.officer, clock_of(counter))
    if counter.now is not None and not office.rehearsal:
        raise click.UsageError(
            t(
                "--now 只用于演练库（init --rehearsal 建立的库）；正式库以本机时钟为准。",
                "--now is for rehearsal stores alone (made by init --rehearsal); a real store goes by the machine's clock.",
            )
        )
    return Session(counter, office)


def outcome(receipt: Receipt, *, dry_run: bool = False) -> dict[str, Any]:
    """How every document about something recorded begins: the event, its position, and whether it was there before."""
    first = receipt.recorded[0] if receipt.recorded else None
    said: dict[str, Any] = {
        "event": type(first.fact).__name__ if first else None,
        "position": first.position if first else None,
        "command_id": receipt.command_id,
    }
    if receipt.repeated:
        said["repeated"] = True
    if dry_run:
        said["dry_run"] = True
    if receipt.faults:
        said["workflow_faults"] = list(receipt.faults)
    return said


def opening(receipt: Receipt, *, dry_run: bool = False) -> str:
    """The same for people, as the first words of what is said."""
    if dry_run:
        return t("试运行，未记录任何内容。", "Dry run, nothing was recorded.")
    first = receipt.recorded[0].position if receipt.recorded else None
    if receipt.repeated:
        return (
            t(f"此前已记录（第 {first} 号），本次未重复记录。", f"Recorded before (position {first}); nothing new was recorded.")
            if first
            else t("内容没有变化，本次未记录。", "Nothing changed; nothing was recorded.")
        )
    return t(f"已记录（第 {first} 号）。", f"Recorded (position {first}).")
