"""Where the demonstration plays: command lines typed at an instant of a rehearsal store, some shown in full, some summed up."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from shlex import quote
from typing import Any, Final, NamedTuple

import click

from zibo_port.cli.language import t

SHOWN: Final = 12
"""So many lines of what a command printed are shown; the rest is counted."""


@dataclass(slots=True)
class Stage:
    """Its files, its store, its language, and what is remembered on the way."""

    examples: Path
    out: Path
    lang: str
    now: str = ""
    """The latest instant at which something was typed."""
    typed: int = 0
    """Command lines typed so far."""
    answered: int = 0
    """Publications that platforms answered."""
    meetings: dict[str, str] = field(default_factory=dict)
    """Day of a meeting → its id."""

    def type(self, at: str, *words: str, lines: int = SHOWN) -> str:
        """Run one command line and show it with the first lines that it printed."""
        click.secho(f"\n{at[:10]} $ zibo-port {' '.join(map(quote_if_needed, words))}", bold=True)
        printed = self.quiet(at, *words)
        told = printed.rstrip().splitlines()
        click.echo("\n".join(told[:lines]))
        if len(told) > lines:
            click.echo(t(f"……另 {len(told) - lines} 行", f"… {len(told) - lines} more lines"))
        return printed

    @property
    def store(self) -> str:
        """A rehearsal store of its own."""
        return f"sqlite:///{self.out / 'rehearsal.db'}"

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the store open: whichever command is the last one to leave it folds its write-ahead log back, which takes time."""
        from zibo_port.office.store import open_store

        with closing(open_store(self.store)) as store:
            store.head()
            yield

    def quiet(self, at: str, *words: str) -> str:
        """Run one command line as at an instant, or a later one reached already; what it printed, shown only where it failed."""
        from zibo_port.cli.door import serve

        self.now = max(self.now, at)
        printed = StringIO()
        with redirect_stdout(printed):
            status = serve([*words, "--store", self.store, "--now", self.now, "--lang", self.lang])
        self.typed += 1
        if status:
            click.echo(f"{self.now} $ zibo-port {' '.join(words)}\n{printed.getvalue().rstrip()}")
            raise click.ClickException(t(f"演示在此中断（退出码 {status}）。", f"The demonstration ends here (exit status {status})."))
        return printed.getvalue()

    def ask(self, at: str, *words: str) -> Any:
        """Run one command line quietly; its JSON document."""
        return json.loads(self.quiet(at, *words, "--json"))

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of an example file."""
        with (self.examples / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def part(self, name: str, rows: list[dict[str, str]]) -> str:
        """Some rows of an example file, as the file that an office receives; its path."""
        folder = self.out / "received"
        folder.mkdir(exist_ok=True)
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return str(folder / name)


class Entry(NamedTuple):
    """What an office does on a day."""

    day: str
    play: Callable[[Stage, str], None]
    """Given the stage and the day."""


def quote_if_needed(word: str) -> str:
    """A word as it is typed: quoted where it has blanks or signs that a shell would read."""
    return quote(word) if any(sign in " '\"$*|<>;&()" for sign in word) else word


def noon(day: str) -> str:
    """Noon of a day."""
    return f"{day}T12:00:00+08:00"


def later(day: str, hour: int = 16) -> str:
    """An hour of the afternoon."""
    return f"{day}T{hour}:00:00+08:00"


def weekday(day: str, days: int = 1) -> str:
    """The first Monday to Friday so many days after a day or later."""
    on = date.fromisoformat(day) + timedelta(days=days)
    while on.isoweekday() > 5:
        on += timedelta(days=1)
    return on.isoformat()


def title(zh: str, en: str) -> None:
    """Say what comes."""
    click.secho(f"\n── {t(zh, en)} ──", bold=True)


def note(day: str, zh: str, en: str) -> None:
    """Sum up in one line what was typed on a day."""
    click.echo(f"{day}  {t(zh, en)}")


def batches(rows: list[dict[str, str]], column: str, days: int) -> Iterator[list[dict[str, str]]]:
    """Rows in their order of days, cut wherever one lies more than so many days after the first of its batch."""
    batch: list[dict[str, str]] = []
    for row in sorted(rows, key=lambda r: r[column]):
        if batch and date.fromisoformat(row[column]) - date.fromisoformat(batch[0][column]) > timedelta(days=days):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
