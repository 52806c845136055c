"""Every kind of event the house knows, by topic: the only ones that are ever loaded. Whoever needs but one asks `kinds`."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.fact import Fact
from zibo_port.domain.kinds import HOMES, kinds_of, stream_of
from zibo_port.domain.stream import Stream

STREAMS: Final[tuple[type[Stream], ...]] = tuple(map(stream_of, HOMES))

TOPICS: Final[dict[str, type[Fact]]] = {topic: kind for head in HOMES for topic, kind in kinds_of(head).items()}
"""Topic → class of event."""
