"""The form by which a reading of an ambiguity is adopted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from zibo_port.domain.commands.base import Command, Prose


class AdoptReading(Command):
    """Adopt a reading from a day on: under a meeting, or by minutes that are given here."""

    KEY: ClassVar[str | None] = "provision.adopt|{ambiguity}|{reading}|{since}"

    ambiguity: Annotated[str, Field(min_length=1)]
    reading: Annotated[str, Field(min_length=1)]
    since: date
    minutes: Prose
    meeting: str | None = None
