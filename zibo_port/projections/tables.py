"""What all tables of the read side share: one metadata, and how days, amounts and lists are kept in them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, MetaData, Text
from sqlalchemy.types import TypeDecorator

METADATA = MetaData()
"""Every table of the read side; their names begin with `rm_`."""


# --- as they are written ------------------------------------------------------------------------------------------


def day(value: date | None) -> str | None:
    """A day as it is kept: ISO 8601, which sorts in time."""
    return None if value is None else value.isoformat()


def instant(value: datetime) -> str:
    """An instant as it is kept: ISO 8601 in UTC, always with microseconds, which sorts in time."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def number(value: Decimal | None) -> str | None:
    """An amount or points as they are kept: the very digits that were recorded."""
    return None if value is None else str(value)


@lru_cache(maxsize=4096)
def words(values: tuple[str, ...]) -> str:
    """A list of texts as it is kept."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


# --- as they are read ---------------------------------------------------------------------------------------------


class Day(TypeDecorator[date]):
    """A day in Asia/Shanghai."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As it is kept."""
        return day(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else date.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """An instant, in UTC."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As it is kept."""
        return None if value is None else instant(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else datetime.fromisoformat(value)


class Number(TypeDecorator[Decimal]):
    """An amount in 元, or points: an exact decimal."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As it is kept."""
        return number(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else Decimal(value)


class Words(TypeDecorator[list[str]]):
    """A list of texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As it is kept."""
        return None if value is None else words(tuple(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> list[str] | None:  # noqa: ARG002
        """As it was."""
        return None if value is None else list(json.loads(value))
