"""Values as machines and as people read them: decimals as strings, dates by ISO 8601, instants with the offset of Asia/Shanghai."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from zibo_port.cli.language import current, t
from zibo_port.cli.values import SHANGHAI
from zibo_port.cli.widths import visible
from zibo_port.domain.errors import Text

Plain = str | int | bool | list["Plain"] | dict[str, "Plain"] | None

_NOTHING = "-"


def plain(value: object) -> Plain:
    """`value` as JSON says it; a `Text` is said in the language in use.

    Raises:
        TypeError: JSON has no exact form for it: a float, an instant without offset, an unknown class.
    """
    match value:
        case None | bool() | int() | str():
            return value.value if isinstance(value, Enum) else value
        case Text():
            return value.to(current())
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case AbstractSet():
            return sorted((plain(item) for item in value), key=str)
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> Plain:
    match value:
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case datetime() if value.tzinfo is not None:
            return value.astimezone(SHANGHAI).isoformat()
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case UUID():
            return str(value)
        case Enum():
            return plain(value.value)
    msg = f"no exact form for {value!r}"
    raise TypeError(msg)


def document(value: object) -> str:
    """`value` as one JSON document on one line."""
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)


def words(value: object) -> str:
    """`value` in people's words, safe for a terminal; nothing is "-"."""
    match value:
        case None:
            return _NOTHING
        case bool():
            return t("是", "yes") if value else t("否", "no")
        case str() if not isinstance(value, Enum):
            return visible(value) or _NOTHING
        case datetime() if value.tzinfo is not None:
            return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    said = plain(value)
    if isinstance(said, list):
        return t("、", ", ").join(words(item) for item in said) or _NOTHING
    return visible(json.dumps(said, ensure_ascii=False) if isinstance(said, dict) else str(said)) or _NOTHING
