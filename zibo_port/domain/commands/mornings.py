"""Forms of the morning round."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from zibo_port.domain.commands.base import Command, Department


class Escalate(Command):
    """A duty was late for so long that somebody must press for it (issued by the morning round)."""

    KEY: ClassVar[str | None] = "escalate|{step}|{case}|{owing}|{due_on}"

    step: str
    case: str
    owing: Department
    due_on: date
    on: date
    title: str | None = None


class RecordDigest(Command):
    """A unit was sent the digest of a day."""

    KEY: ClassVar[str | None] = "digest|{unit}|{day}"

    unit: Department
    day: date
    items: int
    sha256: str
    channel: str
    place: str
