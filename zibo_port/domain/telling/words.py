"""What tellings are made of: the telling itself, and codes, amounts and lists in people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import plain


class Telling(NamedTuple):
    """What happened, in one sentence, and what it changed, in another."""

    summary: Text
    change: Text


def named(codes: Mapping[str, Text], code: str) -> Text:
    """The name of a code; a code that isn't on the list stands for itself."""
    return codes.get(code, Text(code, code))


def department(code: str) -> Text:
    """A department's name."""
    return named(DEPARTMENTS, code)


def platform(code: str) -> Text:
    """A platform's name."""
    return named(PLATFORMS, code)


def listed(texts: Iterable[Text]) -> Text:
    """Names one after another; a dash where there is none."""
    names = list(texts)
    return Text("、".join(n.zh for n in names) or "—", ", ".join(n.en for n in names) or "—")


def yuan(amount: Decimal | None) -> Text:
    """An amount of money."""
    return Text("—", "—") if amount is None else Text(f"{plain(amount)} 元", f"{plain(amount)} yuan")


def by_day(day: date | None) -> Text:
    """A day to report by; without one, the next regular meeting."""
    return Text("下次例会前", "the next regular meeting") if day is None else Text(f"{day} 前", f"{day}")
