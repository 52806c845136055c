"""Forms about who is on the register."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zibo_port.domain.commands.base import Command, Line, Name, Prose, Usci


class RegisterEnterprise(Command):
    """Put an enterprise on the register (口岸相关经营服务主体)."""

    KEY: ClassVar[str | None] = "enterprise.register|{enterprise}"

    enterprise: Usci
    name: Name
    lines: tuple[Line, ...] = Field(min_length=1)
    branch_of: Usci | None = None
    seat: Literal["zibo"] | None = None


class RenameEnterprise(Command):
    """Record a new name; the former one is kept with the day it ended."""

    KEY: ClassVar[str | None] = "enterprise.rename|{enterprise}|{name}|{on}"

    enterprise: Usci
    name: Name
    on: date


class ChangeLines(Command):
    """Record the lines of business that an enterprise is in from a day on, all of them."""

    enterprise: Usci
    lines: tuple[Line, ...] = Field(min_length=1)
    on: date
    reason: Prose


class DeregisterEnterprise(Command):
    """Record that an enterprise is no longer registered."""

    KEY: ClassVar[str | None] = "enterprise.deregister|{enterprise}"

    enterprise: Usci
    on: date
    reason: Prose
