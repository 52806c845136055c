"""What holds for the command being served: store, officer, language, format and clock, as its options say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from zibo_port.cli.language import current


@dataclass(frozen=True, slots=True)
class Counter:
    """The shared options; what wasn't given is None, and the office decides.

    `now` is an aware instant, honoured by rehearsal stores alone.
    """

    store: str | None = None
    officer: str | None = None
    lang: str = field(default_factory=current)
    output: str = "table"
    now: datetime | None = None

    @property
    def for_people(self) -> bool:
        """Whether people read the output."""
        return self.output == "table"
