"""What all tables of the read side share: one metadata, and how days, amounts, lists and identities are kept in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Dialect, MetaData, Text
from sqlalchemy.types import TypeDecorator

from zibo_port.domain.document_no import comparable
from zibo_port.domain.periods import business_day_of

METADATA = MetaData()
"""Every table of the read side; their names begin with `rm_`."""


# --- as they are written ------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def day(value: date | None) -> str | None:
    """A day as it is kept: ISO 8601, which sorts in time; of an instant, its day in Asia/Shanghai."""
    if isinstance(value, datetime):
        return business_day_of(value).isoformat()
    return None if value is None else value.isoformat()


def instant(value: datetime | None) -> str | None:
    """An instant as it is kept: ISO 8601 in UTC, always with microseconds, which sorts in time."""
    return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")


def number(value: Decimal | None) -> str | None:
    """An amount or points as they are kept: the very digits that were recorded."""
    return None if value is None else str(value)


@lru_cache(maxsize=4096)
def words(values: tuple[str, ...] | None) -> str | None:
    """A list of texts as it is kept."""
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=16_384)
def stream(value: UUID | str) -> str:
    """The identity of a stream of the log as it is kept: 32 hexadecimal digits."""
    return UUID(str(value)).hex


# --- as they are read ---------------------------------------------------------------------------------------------


class Kept(TypeDecorator[Any]):
    """A column that keeps the text which `keep` makes of a value."""

    impl = Text
    cache_ok = True
    keep: ClassVar[Callable[[Any], str | None]]

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As it is kept."""
        return type(self).keep(value)


class Day(Kept):
    """A day in Asia/Shanghai."""

    cache_ok = True
    keep = day

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else date.fromisoformat(value)


class Instant(Kept):
    """An instant, in UTC."""

    cache_ok = True
    keep = instant

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else datetime.fromisoformat(value)


class Number(Kept):
    """An amount in 元, or points: an exact decimal."""

    cache_ok = True
    keep = number

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else Decimal(value)


class Words(Kept):
    """A list of texts."""

    cache_ok = True
    keep = words

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        """As it is kept."""
        return super().process_bind_param(None if value is None else tuple(value), dialect)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> list[str] | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else list(json.loads(value))


class Compared(Kept):
    """A document number in the form in which two of them are compared."""

    cache_ok = True
    keep = comparable


class Stream(Kept):
    """The stream of the log that a row stands for."""

    cache_ok = True
    keep = stream
