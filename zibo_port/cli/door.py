"""The door: one command line in, its exit status out; nobody who comes through it ever sees a traceback."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from zibo_port.cli import language, messages, terminal
from zibo_port.cli.failures import INTERRUPTED, Failure, of_abort, of_error, of_usage, report
from zibo_port.cli.nouns import COMMANDS, EXAMPLES, NOUNS
from zibo_port.cli.prescan import prescan
from zibo_port.cli.root import COMPLETION_VARIABLE, PROGRAM, Root
from zibo_port.domain.errors import ZiboPortError


def serve(argv: Sequence[str]) -> int:
    """Run the command that `argv` (without the program's name) asks for, and give the exit status.

    0 done · 1 a fault of ours · 2 wrong usage · 3 wrong data · 4 refused · 5 not found · 6 not allowed ·
    7 out of reach · 8 verification failed · 130 interrupted · 141 the reader went away.
    """
    asked = prescan(argv, os.environ)
    language.use(asked.lang)
    messages.install()
    terminal.prepare(for_machines=asked.machine)
    try:
        status = _run(argv)
        terminal.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        terminal.silence()
        return terminal.SIGPIPE_STATUS
    except Exception as error:  # noqa: BLE001  # whatever it was: a reference number, no traceback
        return _tell(error, as_json=asked.json_errors)
    return status


def _run(argv: Sequence[str]) -> int:
    root = program()
    instruction = os.environ.get(COMPLETION_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(root, {}, PROGRAM, COMPLETION_VARIABLE, instruction)
    try:
        with root.make_context(PROGRAM, list(argv)) as context:
            root.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    return 0


def program() -> click.Group:
    """The whole program, in the language in use."""
    about = language.t(
        "口岸营商环境三项机制的办事柜台：联合监管共治、口岸服务评价、运行监测与会商。",
        "The counter for three mechanisms of the port's business environment: joint supervision, service evaluation, "
        "monitoring and consultation.",
    )
    return Root(nouns=NOUNS, verbs=COMMANDS, examples=EXAMPLES, help=about)


def _tell(error: Exception, *, as_json: bool) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and not as_json:
        terminal.write_error(error.format_message())
        return of_usage(error).exit_status
    failure = _failure(error)
    _drop_rest()
    report(failure, as_json=as_json)
    return failure.exit_status


def _failure(error: Exception) -> Failure:
    match error:
        case ZiboPortError():
            return of_error(error)
        case click.ClickException():
            return of_usage(error)
        case click.Abort():
            return of_abort()
    from zibo_port.cli.faults import of_fault

    return of_fault(error)


def _drop_rest() -> None:
    """Write what stdout still holds, or let it go: a full disk must not speak a second time at exit."""
    try:
        terminal.flush()
    except OSError:
        terminal.silence()
