"""Progress of what takes longer than a second, drawn on stderr while a person looks on, and wiped away at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from zibo_port.cli import terminal
from zibo_port.cli.widths import visible

PATIENCE: Final = 1.0
PAUSE: Final = 0.1
BAR: Final = 24


class Progress:
    """How far a task has come; `total` None means that nobody knows how far it goes."""

    def __init__(self, label: str, total: int | None, *, clock: Callable[[], float] = monotonic) -> None:
        self.label, self.total, self.done = visible(label), total, 0
        self.clock = clock
        self.next_drawing = clock() + PATIENCE
        self.drawn = False
        self.shown = terminal.is_terminal("stderr") and os.environ.get("TERM") != "dumb"

    def advance(self, steps: int = 1) -> None:
        """Count `steps` done, and draw if it is time."""
        self.done += steps
        if self.shown and self.clock() >= self.next_drawing:
            self.next_drawing = self.clock() + PAUSE
            self.drawn = True
            self._write(f"\r{self.line()}\x1b[K")

    def line(self) -> str:
        """The line as it is drawn."""
        if not self.total:
            return f"{self.label}  {self.done}"
        share = min(self.done / self.total, 1)
        bar = ("#" * int(share * BAR)).ljust(BAR, ".")
        return f"{self.label}  [{bar}]  {share:4.0%}  {self.done}/{self.total}"

    def wipe(self) -> None:
        """Leave the terminal as it was."""
        if self.drawn:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Progress]:
    """A task of `total` steps; call `advance` on what it yields. Nothing is drawn where no person looks on."""
    task = Progress(label, total)
    try:
        yield task
    finally:
        task.wipe()
