"""Forms about the papers in which results are published, and the outlets that show them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zibo_port.domain.commands.base import Command, Prose, QuarterKey


class PaperMade(BaseModel):
    """A paper: its form, and the hash and size in bytes of its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: int = Field(ge=1)


class KeepPapers(Command):
    """Keep the papers of a published or restated quarter."""

    KEY: ClassVar[str | None] = "evaluation.papers|{quarter}|{revision}"

    quarter: QuarterKey
    revision: int = Field(ge=1)
    known_position: int = Field(ge=1)
    papers: tuple[PaperMade, ...] = Field(min_length=1)


class RecordOutlet(Command):
    """Record what an outlet answered: where the results are shown, or why it rejects them."""

    DEPARTMENT: ClassVar[str] = "port-service-centre"

    publication: str
    quarter: QuarterKey
    accepted: Prose | None = None
    rejected: Prose | None = None
    on: date | None = None
