"""Kinds of events by topic: a stream's module is loaded when a topic of it is met first, so that an officer waits for no other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

from zibo_port.domain.fact import Fact
from zibo_port.domain.stream import Stream

HOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bottleneck": "bottleneck:Bottleneck",
        "calendar": "registry:CalendarBook",
        "circular": "circular:Circular",
        "consultation": "consultation:Consultation",
        "digest": "mornings:Digest",
        "enterprise": "enterprise:Enterprise",
        "escalation": "mornings:Escalation",
        "monitoring": "monitoring:MonitoringBook",
        "monthly-report": "monitoring:MonthlyReport",
        "office": "registry:OfficeBook",
        "publication": "publication:Attempts",
        "quarter": "quarter:Round",
        "readings": "reading_book:ReadingBook",
        "suggestion": "suggestion:Suggestion",
        "unit": "unit_book:UnitBook",
    }
)
"""What a topic begins with → the module of the domain and the stream; nothing else is ever loaded."""


def kind_of(topic: str) -> type[Fact] | None:
    """The kind of event behind a topic; None if it isn't on the list."""
    head = topic.partition(".")[0]
    return kinds_of(head).get(topic) if head in HOMES else None


@cache
def kinds_of(head: str) -> Mapping[str, type[Fact]]:
    """The kinds of event of a stream, by topic."""
    found = (kind for kind in vars(stream_of(head)).values() if isinstance(kind, type) and issubclass(kind, Fact))
    return {kind.TOPIC: kind for kind in found if kind.TOPIC}


def stream_of(head: str) -> type[Stream]:
    """The stream whose topics begin so."""
    module, _, name = HOMES[head].partition(":")
    stream: type[Stream] = getattr(import_module(f"zibo_port.domain.{module}"), name)
    return stream
