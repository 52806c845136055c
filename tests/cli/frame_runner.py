"""Runs the program with a fictional noun and command beside its own, within this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from zibo_port.cli import language, nouns
from zibo_port.cli.door import serve
from zibo_port.cli.root import Entry

ROOT = Path(__file__).parents[2]
SAMPLE = "tests.cli.frame_sample"
SPOKEN = ("zibo_port.cli", SAMPLE)
"""What the modules are called that may hold text in the language in which they were loaded."""
NOUN = Entry(SAMPLE, "演示用的对象", "a noun for demonstration")
COMMAND = Entry(SAMPLE, "问好", "say hello")
OURS = ("ZIBO_PORT_STORE", "ZIBO_PORT_OFFICER", "ZIBO_PORT_LANG", "ZIBO_PORT_OUTPUT", "ZIBO_PORT_NOW")

PROGRAM = f"""
import sys
from zibo_port.cli import main, nouns
from zibo_port.cli.root import Entry
nouns.NOUNS["sample"] = Entry(*{tuple(NOUN)!r})
nouns.COMMANDS["greet"] = Entry(*{tuple(COMMAND)!r})
main()
"""


class Outcome(NamedTuple):
    """What came of a command line."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What stdout says, as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error on stderr, which carries nothing else, beside an empty stdout."""
        assert self.out == ""
        assert self.err.count("\n") == 1
        document = json.loads(self.err)
        assert list(document) == ["error"]
        return document["error"]


def run(*argv: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Outcome:
    """Run `argv` within this process; modules that hold text are loaded anew, for the language may be another."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    fed = io.TextIOWrapper(io.BytesIO(stdin))
    with offering_sample(), environment(env or {}), patch.object(sys, "stdin", fed), redirect_stdout(out), redirect_stderr(err):
        status = serve(argv)
    return Outcome(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


@contextmanager
def offering_sample() -> Iterator[None]:
    """The table with the sample in it; afterwards nothing is left of it, nor of the language.

    Modules of other rooms stay: a second copy of one would have other classes than those that are remembered by topic.
    """
    spoken, before = language.current(), {name: module for name, module in sys.modules.items() if name.startswith(SPOKEN)}
    with patch.dict(nouns.NOUNS, {"sample": NOUN}), patch.dict(nouns.COMMANDS, {"greet": COMMAND}):
        forget_text()
        try:
            yield
        finally:
            language.use(spoken)
            for name in [name for name in sys.modules if name.startswith(SPOKEN)]:
                del sys.modules[name]
            sys.modules.update(before)


def forget_text() -> None:
    """Let the modules of nouns and commands be loaded anew."""
    for entry in (*nouns.NOUNS.values(), *nouns.COMMANDS.values()):
        sys.modules.pop(entry.module, None)


@contextmanager
def environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """This process's environment, without the program's own variables but for `wanted`."""
    with patch.dict(os.environ, wanted):
        for name in OURS:
            if name not in wanted:
                os.environ.pop(name, None)
        yield


def process_environment(wanted: Mapping[str, str] | None = None) -> dict[str, str]:
    """The same for a process of its own."""
    rest = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**rest, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **(wanted or {})}


def run_process(*argv: str, env: Mapping[str, str] | None = None, **options: Any) -> Outcome:
    """Run `argv` in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, *argv]
    done = subprocess.run(command, env=process_environment(env), capture_output=True, check=False, timeout=60, **options)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
