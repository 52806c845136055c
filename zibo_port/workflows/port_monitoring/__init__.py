"""口岸运行监测及通关时效会商: what the units owe every month and the conference every quarter (the notice, first plan, four and five).

Each of the seven units reports a month by the 10th of the next one and has the report approved; the port office calls the
regular meeting in the middle of each quarter's first month; what a meeting asks of a unit is owed by the day it names. It follows
facts of the whole conference, not of one enterprise.

`history` is what is remembered, `duties` what is owed, `steps` the same as data that can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from zibo_port.domain.commands import Command
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text
from zibo_port.workflows.port_monitoring.duties import DUTIES, months_owed
from zibo_port.workflows.port_monitoring.history import FOLLOWED, State, evolve, initial
from zibo_port.workflows.port_monitoring.steps import STEPS, VERSIONS

__all__ = ["FOLLOWED", "NAME", "STEPS", "VERSION", "VERSIONS", "State", "commands", "due", "evolve", "initial", "months_owed"]

NAME: Final = "port_monitoring"
TITLE: Final = Text("口岸运行监测与会商", "port monitoring and consultation")
VERSION: Final = max(VERSIONS)


def due(state: State, on: date) -> Iterator[Command | Duty]:
    """What the engine does by itself, then what people owe, as seen on a day."""
    yield from commands(state, on)
    for duties in DUTIES:
        yield from duties(state, on)


def commands(state: State, on: date) -> Iterator[Command]:  # noqa: ARG001 - every workflow is asked about a day
    """Nothing: every step here is a person's."""
    return iter(())
