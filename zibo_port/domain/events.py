"""Every kind of event the house knows, by topic: the only ones that are ever loaded."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.bottleneck import Bottleneck
from zibo_port.domain.circular import Circular
from zibo_port.domain.consultation import Consultation
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact
from zibo_port.domain.monitoring import MonitoringBook, MonthlyReport
from zibo_port.domain.mornings import Digest, Escalation
from zibo_port.domain.publication import Attempts
from zibo_port.domain.quarter import Round
from zibo_port.domain.reading_book import ReadingBook
from zibo_port.domain.registry import CalendarBook, OfficeBook
from zibo_port.domain.stream import Stream
from zibo_port.domain.suggestion import Suggestion
from zibo_port.domain.unit_book import UnitBook

STREAMS: Final[tuple[type[Stream], ...]] = (
    Enterprise,
    Consultation,
    Round,
    Attempts,
    OfficeBook,
    CalendarBook,
    Escalation,
    Digest,
    ReadingBook,
    MonthlyReport,
    MonitoringBook,
    UnitBook,
    Bottleneck,
    Circular,
    Suggestion,
)


def _facts_of(stream: type[Stream]) -> list[type[Fact]]:
    return [kind for kind in vars(stream).values() if isinstance(kind, type) and issubclass(kind, Fact) and kind.TOPIC]


TOPICS: Final[dict[str, type[Fact]]] = {kind.TOPIC: kind for stream in STREAMS for kind in _facts_of(stream)}
"""Topic → class of event."""
