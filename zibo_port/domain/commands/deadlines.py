"""Forms about the clocks of a case and its version of the workflow."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zibo_port.domain.commands.base import Command, DocumentNo, Prose


class PauseDeadline(Command):
    """Let the clock of a step stand still."""

    document_no: DocumentNo
    step: str
    on: date
    why: Literal["reconsideration", "litigation", "inspection"]
    reason: Prose


class ResumeDeadline(Command):
    """Let it go on."""

    document_no: DocumentNo
    step: str
    on: date
    reason: Prose


class ExtendDeadline(Command):
    """Give a step more time."""

    document_no: DocumentNo
    step: str
    until: date
    reason: Prose


class MigrateCase(Command):
    """Move a case on to another version of its workflow."""

    KEY: ClassVar[str | None] = None

    document_no: DocumentNo
    to_version: int = Field(ge=1)
    reason: Prose
