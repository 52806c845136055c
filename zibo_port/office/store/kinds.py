"""Kinds of events by topic: a stream's module is loaded when a topic of it is met first, so that an officer waits for no other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

from zibo_port.domain.fact import Fact

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
    return _kinds(topic.partition(".")[0]).get(topic)


@cache
def _kinds(head: str) -> Mapping[str, type[Fact]]:
    if head not in HOMES:
        return {}
    module, _, name = HOMES[head].partition(":")
    stream = getattr(import_module(f"zibo_port.domain.{module}"), name)
    found = (kind for kind in vars(stream).values() if isinstance(kind, type) and issubclass(kind, Fact))
    return {kind.TOPIC: kind for kind in found if kind.TOPIC}
