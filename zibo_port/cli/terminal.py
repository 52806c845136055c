"""The streams of this process: their encoding, their width, whether they may be styled, and what becomes of a closed pipe."""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

Stream = Literal["stdout", "stderr"]

SIGPIPE_STATUS: Final = 141


def prepare(*, for_machines: bool) -> None:
    """Make the streams fit for any text: what programs read is UTF-8, and no character ever stops a command."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller closed it
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # as long as the process
    _buffer_stdout()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A lone surrogate comes out as \udcff, which is also what JSON calls it.
            stream.reconfigure(encoding="utf-8" if for_machines else None, errors="backslashreplace")


def _buffer_stdout() -> None:
    """Python run unbuffered (-u) takes a write that was cut short, by a full disk say, for a whole one."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and isinstance(stream.buffer, io.RawIOBase):
        encoding, line_by_line = stream.encoding, stream.isatty()
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(stream.detach()), encoding=encoding, line_buffering=line_by_line)


def is_terminal(stream: Stream) -> bool:
    """Whether a person looks at `stream`."""
    return bool(getattr(sys, stream).isatty())


def may_style(stream: Stream) -> bool:
    """Whether `stream` may carry colours: a terminal that can, and nobody who asked for none (NO_COLOR)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int | None:
    """The width of the terminal on stdout; None where there is none and lines may be of any length."""
    return shutil.get_terminal_size().columns if is_terminal("stdout") else None


def write(text: str) -> None:
    """Write `text` to stdout as it stands."""
    sys.stdout.write(text)


def write_error(text: str) -> None:
    """Write `text` and a line end to stderr, after everything that stdout was given."""
    with suppress(OSError):  # nobody listens, and there is nowhere else to say so
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def flush() -> None:
    """Hand over what stdout still holds."""
    sys.stdout.flush()


def silence() -> None:
    """Let go of a stdout that can't be written to, so that closing it at exit says nothing more."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
