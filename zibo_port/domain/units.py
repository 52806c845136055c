"""The units of the joint conference and the bureaus below them: their names over time, and what each reports.

The notice, first plan, two and three. The office reads `rules/units.toml` and hands the document over; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field

from zibo_port.domain.errors import NotFound, Text
from zibo_port.domain.intervals import Dated, Entry, by_key, nearest

Role = Literal["office", "member", "secretariat", "district"]


class UnitEntry(Dated):
    """A unit under one name: from one day to another."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    role: Role
    reports: str | None = None
    reports_en: str | None = None

    @property
    def key(self) -> str:
        """The unit's code."""
        return self.code

    @property
    def parent(self) -> str | None:
        """The department above a district's unit."""
        above, _, below = self.code.partition(".")
        return above if below else None

    @property
    def name(self) -> Text:
        """What it is called during this interval."""
        return Text(self.zh, self.en)


class UnitDocument(Entry):
    """The file units.toml."""

    units: tuple[UnitEntry, ...]


@dataclass(frozen=True)
class Units:
    """Every unit under every name it had, as a value."""

    entries: Mapping[str, tuple[UnitEntry, ...]]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Units:
        """Read the parsed file.

        Raises:
            ValueError: an entry of the wrong shape; a gap or an overlap between the names of one unit; a district's unit
                without the department above it.
        """
        entries = by_key(UnitDocument.model_validate(document).units)
        for versions in entries.values():
            if versions[0].parent is not None and versions[0].parent not in entries:
                raise ValueError(f"{versions[0].code}: there is no {versions[0].parent}")
        return cls(entries)

    def get(self, code: str, on: date) -> UnitEntry:
        """A unit as it was called on a day; before its first name that one, marked as assumed.

        Raises:
            NotFound: there is no such unit.
        """
        return nearest(self.versions(code), on)

    def on(self, day: date) -> tuple[UnitEntry, ...]:
        """Every unit as it was called on a day."""
        return tuple(nearest(versions, day) for versions in self.entries.values())

    def versions(self, code: str) -> tuple[UnitEntry, ...]:
        """Every name of a unit, in order of time.

        Raises:
            NotFound: there is no such unit.
        """
        found = self.entries.get(code)
        if found is None:
            raise NotFound(
                f"没有代码为 {code} 的单位。用 zibo-port unit list 查看代码。", f"There is no unit {code}. See zibo-port unit list."
            )
        return found
