"""A counter that logs penalties without end, to be killed at any moment; and one that does it in two steps, to be found out."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from time import sleep

from tests.facts import BROKER, FORWARDER, WAREHOUSE, penalty
from zibo_port.domain.commands import OpenCase, RequestPublication
from zibo_port.office.desk import Desk
from zibo_port.office.office import Office
from zibo_port.office.store import open_store

CODES = (FORWARDER, BROKER, WAREHOUSE)


def nursery() -> ForkServerContext:
    """Processes that start in a few milliseconds: their parent has loaded everything."""
    context = ForkServerContext()
    context.set_forkserver_preload([__name__])
    return context


def number(n: int) -> str:
    """The n-th document number."""
    return f"淄市监罚〔2026〕{n}号"


def code(n: int) -> str:
    """Whom it is about."""
    return CODES[n % len(CODES)]


def log_for_ever(url: str, first: int, acknowledge: Connection) -> None:
    """Log penalties from a number on; each is acknowledged once the office has answered."""
    office = Office(open_store(url))
    for n in count(first):
        office.handle(penalty(number(n), enterprise=code(n)))
        os.write(acknowledge.fileno(), b"%d\n" % n)


def log_in_two_steps(url: str, first: int, acknowledge: Connection) -> None:
    """The broken way: the penalty in one transaction, what it leads to in the next."""
    Desk.settle = lambda *_: None  # type: ignore[method-assign]
    office = Office(open_store(url))
    for n in count(first):
        who, what = code(n), number(n)
        if not office.handle(penalty(what, enterprise=who)).repeated:
            sleep(0.01)
            office.transact(lambda desk, who=who, what=what: _follow_up(office, desk, who, what))  # type: ignore[misc]
        os.write(acknowledge.fileno(), b"%d\n" % n)


def _follow_up(office: Office, desk: Desk, who: str, what: str) -> None:
    office.decide(desk, OpenCase(enterprise=who, document_no=what), f"open {what}")
    for platform in ("necips", "credit-china-zibo"):
        form = RequestPublication(enterprise=who, document_no=what, platform=platform, revision=1, clause="")
        office.decide(desk, form, f"{platform} {what}")


def log_some(url: str, first: int, many: int, failures: Connection) -> None:
    """Log a number of penalties about one enterprise, as fast as it goes; report what failed."""
    try:
        office = Office(open_store(url))
        for n in range(first, first + many):
            office.handle(penalty(number(n), enterprise=FORWARDER))
    except Exception as failure:
        failures.send(f"{type(failure).__name__}: {failure}")
    failures.close()


def processes(
    context: ForkServerContext, target: Callable[..., None], *arguments: tuple[object, ...]
) -> list[tuple[ForkServerProcess, Connection]]:
    """Start a process for each of the arguments, with a pipe to hear from it."""
    started = []
    for given in arguments:
        hears, says = context.Pipe(duplex=False)
        process = context.Process(target=target, args=(*given, says))
        process.start()
        says.close()
        started.append((process, hears))
    return started
