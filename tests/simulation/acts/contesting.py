"""Objections, and clocks that are moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from tests.simulation.acts.choosing import a_case, numbers, one, rarely, since
from tests.simulation.city import City
from zibo_port.domain import commands as c
from zibo_port.domain.enterprise import Enterprise


def file_objection(city: City, chance: Random) -> c.Command | None:
    number = one(chance, numbers(city))
    if number is None:
        return None
    kind = chance.choice(("reconsideration", "litigation", "publication"))
    on = since(max(city.notebook.content(number).decided_on, city.today - timedelta(days=5)), city, chance)
    return c.FileObjection(document_no=number, kind=kind, on=on, before_whom="淄博市人民政府", grounds="事实不清")


def decide_objection(city: City, chance: Random) -> c.Command | None:
    open_one = one(chance, city.notebook.objections())
    if open_one is None:
        return None
    fitting = ("upheld",) if open_one.kind == "publication" else ("varied", "revoked")
    outcome = chance.choice(("dismissed", "withdrawn", *fitting)) if not rarely(chance) else "upheld"
    on = since(open_one.effective_on, city, chance)
    return c.DecideObjection(objection=open_one.objection, on=on, by="淄博市人民政府", outcome=outcome, reason="复议决定")


def _clock(city: City, chance: Random) -> dict[str, Any] | None:
    steps = {"consult": a_case(city, chance, city.notebook.waits), "refund-check": a_case(city, chance, _refunds(city))}
    for order in city.notebook.orders().values():
        steps[f"measure-{order.measure}"] = order.document_no
    if rarely(chance):
        steps["publish-necips"] = one(chance, numbers(city))  # the law leaves no room there
    step = one(chance, [name for name, number in steps.items() if number is not None])
    return step and {"document_no": steps[step], "step": step}


def _refunds(city: City) -> Callable[[str], Any]:
    return lambda n: city.notebook.content(n).refund_ordered and not city.notebook.of(n, Enterprise.PenaltyFulfilled)


def pause_deadline(city: City, chance: Random) -> c.Command | None:
    said = _clock(city, chance)
    return said and c.PauseDeadline(**said, on=city.today, why="reconsideration", reason="复议期间")


def resume_deadline(city: City, chance: Random) -> c.Command | None:
    ended = {(f.document_no, f.step): f.originator_version for f in city.notebook.all(Enterprise.DeadlineResumed)}
    begun = city.notebook.all(Enterprise.DeadlinePaused)
    paused = one(chance, [f for f in begun if ended.get((f.document_no, f.step), 0) < f.originator_version])
    return paused and c.ResumeDeadline(document_no=paused.document_no, step=paused.step, on=city.today, reason="复议已决定")


def extend_deadline(city: City, chance: Random) -> c.Command | None:
    said = _clock(city, chance)
    until = city.today + timedelta(days=chance.randint(20, 150))
    return said and c.ExtendDeadline(**said, until=until, reason="需核查境外单证")
