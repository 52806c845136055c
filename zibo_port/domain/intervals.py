"""Entries of a rule file that hold from one day to another: their shape, and which one is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field


class Entry(BaseModel):
    """Something written in a rule file."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


class Dated(Entry):
    """What a dated entry says of itself: since when, until when (absent: open), by which clause, whether it is assumed."""

    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    clause: str = Field(min_length=1)
    source: str = Field(min_length=1)
    assumed: bool = False
    note_zh: str | None = None
    note_en: str | None = None

    @property
    def key(self) -> str:
        """What the entry is about; the intervals of one key follow each other without a gap."""
        raise NotImplementedError  # pragma: no cover - every entry says its own


class Spanned(Protocol):
    """Anything that holds from one day to another, both included."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day; None while it holds."""


S = TypeVar("S", bound=Spanned)
D = TypeVar("D", bound=Dated)


def in_force(versions: Sequence[S], on: date) -> S | None:
    """The version that holds on a day."""
    for version in versions:
        if version.since <= on and (version.until is None or on <= version.until):
            return version
    return None


def all_in_force(entries: Mapping[str, Sequence[S]], on: date | None) -> tuple[S, ...]:
    """The version of each key that holds on a day; without a day the latest version of each."""
    if on is None:
        return tuple(versions[-1] for versions in entries.values())
    return tuple(found for versions in entries.values() if (found := in_force(versions, on)) is not None)


def nearest(versions: Sequence[D], on: date) -> D:
    """The version that holds on a day; outside all of them the nearest one, marked as assumed."""
    found = in_force(versions, on)
    if found is not None:
        return found
    return (versions[0] if on < versions[0].since else versions[-1]).model_copy(update={"assumed": True})


def by_key(entries: Sequence[D]) -> dict[str, tuple[D, ...]]:
    """The entries by key, each key's intervals in order of time.

    Raises:
        ValueError: a gap or an overlap between the intervals of one key; the message names the key and the days.
    """
    found: dict[str, list[D]] = {}
    for entry in entries:
        found.setdefault(entry.key, []).append(entry)
    for key, versions in found.items():
        versions.sort(key=lambda version: version.since)
        _must_be_seamless(key, versions)
    return {key: tuple(versions) for key, versions in found.items()}


def _must_be_seamless(key: str, versions: Sequence[Dated]) -> None:
    for version in versions:
        if version.until is not None and version.until < version.since:
            raise ValueError(f"{key}: ends on {version.until}, before it begins on {version.since}")
    for before, after in pairwise(versions):
        if before.until is None or before.until >= after.since:
            raise ValueError(f"{key}: {before.since} to {before.until or 'open'} overlaps what begins on {after.since}")
        if before.until + timedelta(days=1) != after.since:
            raise ValueError(f"{key}: a gap between {before.until} and {after.since}")
