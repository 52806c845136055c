"""The holes in the notice and the law as a register: each a question with its admissible readings and the one used.

The office reads `rules/ambiguities.toml` and hands the document over; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text

Subject = Literal["score", "watch-list", "consultation", "price-supervision", "penalty", "publication", "monitoring"]
"""What a reading bears on."""


class Reading(NamedTuple):
    """The reading in use for an ambiguity; `assumed` as long as no meeting adopted it (`adopted_by`: its minutes)."""

    ambiguity: str
    reading: str
    adopted_by: str | None = None
    assumed: bool = True


class Adoption(NamedTuple):
    """A meeting adopted a reading: from which day on it is used, and by which minutes."""

    reading: str
    since: date
    adopted_by: str


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Admissible(_Entry):
    """One way to read the words; `computed` where the engine can follow it."""

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    computed: bool = True

    @property
    def text(self) -> Text:
        """The reading in a sentence."""
        return Text(self.zh, self.en)


class Question(_Entry):
    """What the words leave open."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        """The question in a sentence."""
        return Text(self.zh, self.en)


class Ambiguity(_Entry):
    """A hole: where it is, what is asked, what may be answered, and what is assumed until a meeting decides."""

    key: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")
    bears_on: Subject
    clause: str = Field(min_length=1)
    default: str
    assumed: bool
    question: Question
    readings: tuple[Admissible, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _default_is_admissible(self) -> Self:
        keys = [r.key for r in self.readings]
        if len(set(keys)) < len(keys):
            raise ValueError(f"{self.key}: a reading stands twice")
        if self.default not in [r.key for r in self.readings if r.computed]:
            raise ValueError(f"{self.key}: the default {self.default} is no reading that is computed")
        return self

    def admissible(self, reading: str) -> Admissible:
        """One of its readings.

        Raises:
            InvalidData: field `reading`; not an admissible one.
        """
        found = next((r for r in self.readings if r.key == reading), None)
        if found is None:
            known = "、".join(r.key for r in self.readings), ", ".join(r.key for r in self.readings)
            raise InvalidData.of(
                "reading",
                f"{self.key} 没有“{reading}”这一解读，可选：{known[0]}。",
                f"{self.key} has no reading “{reading}”; admissible are {known[1]}.",
            )
        return found


class Register(_Entry):
    """All ambiguities, in the order of the notice."""

    ambiguity: tuple[Ambiguity, ...]

    @cached_property
    def _by_key(self) -> dict[str, Ambiguity]:
        return {a.key: a for a in self.ambiguity}

    @property
    def keys(self) -> Collection[str]:
        """The key of every ambiguity."""
        return self._by_key.keys()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The register of a parsed `ambiguities.toml`.

        Raises:
            ValueError: a key that stands twice, a default that isn't admissible, a missing sentence.
        """
        return cls.model_validate(document)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [a.key for a in self.ambiguity]
        if len(set(keys)) < len(keys):
            raise ValueError("an ambiguity stands twice")
        return self

    def entry(self, key: str) -> Ambiguity:
        """An ambiguity by its key.

        Raises:
            NotFound: not in the register.
        """
        found = self._by_key.get(key)
        if found is None:
            near = get_close_matches(key, self._by_key, n=3)
            hint = Text(f"是否要找：{'、'.join(near)}？", f"Did you mean {', '.join(near)}?") if near else None
            raise NotFound(f"登记册中没有歧义条目“{key}”。", f"The register has no ambiguity “{key}”.", hint=hint)
        return found


@dataclass(frozen=True, slots=True)
class Readings:
    """The reading in use for every ambiguity: what is chosen, else what was adopted by a day (`on`), else the register's default."""

    register: Register
    adopted: Mapping[str, Reading] = field(default_factory=dict)
    adoptions: Mapping[str, Sequence[Adoption]] = field(default_factory=dict)
    """Every adoption of a key, as they were recorded."""

    def on(self, day: date) -> Readings:
        """The same, with what was adopted for that day; of two adoptions from one day the later one counts."""
        if not self.adoptions:
            return self
        in_force = {key: found for key, made in self.adoptions.items() if (found := _in_force(key, made, day)) is not None}
        return Readings(self.register, {**in_force, **self.adopted})

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Readings:
        """The default readings of a parsed `ambiguities.toml`."""
        return cls(Register.from_document(document))

    def chosen(self, key: str) -> Reading:
        """The reading in use.

        Raises:
            NotFound: no such ambiguity.
        """
        known = self.adopted.get(key)
        if known is not None:
            return known
        entry = self.register.entry(key)
        return Reading(key, entry.default, assumed=entry.assumed)

    def bearing_on(self, subject: Subject) -> tuple[Reading, ...]:
        """The readings in use that bear on something, in the order of the register."""
        return tuple(self.chosen(a.key) for a in self.register.ambiguity if a.bears_on == subject)

    def with_(self, key: str, reading: str, adopted_by: str | None = None) -> Readings:
        """The same, but for one ambiguity: adopted by a meeting (its minutes), or tried out.

        Raises:
            NotFound: no such ambiguity.
            InvalidData: field `reading`; not admissible.
            Refused: admissible, but this release can't compute it.
        """
        entry = self.register.entry(key)
        if not entry.admissible(reading).computed:
            raise Refused(
                f"{key} 的解读“{reading}”可以成立，但本版本不能据以计算，因此不能采用。",
                f"The reading “{reading}” of {key} is admissible, but this release can't compute with it, so it can't be adopted.",
                clause=entry.clause,
            )
        chosen = Reading(key, reading, adopted_by, assumed=adopted_by is None)
        return Readings(self.register, {**self.adopted, key: chosen}, self.adoptions)

    def pinned(self, used: Iterable[str], day: date) -> Readings:
        """The same, but with those that were used for a day, each written `ambiguity=reading`; who adopted one for that day is named."""
        chosen = dict(self.adopted)
        for written in used:
            key, _, reading = written.partition("=")
            if key in self.register.keys:
                chosen[key] = self._as_used(key, reading, day)
        return Readings(self.register, chosen, self.adoptions)

    def _as_used(self, key: str, reading: str, day: date) -> Reading:
        adopted = _in_force(key, self.adoptions.get(key, ()), day)
        if adopted is not None and adopted.reading == reading:
            return adopted
        entry = self.register.entry(key)
        return Reading(key, reading, assumed=entry.assumed or reading != entry.default)

    def alternatives(self, subject: Subject) -> tuple[Readings, ...]:
        """One set for each reading not in use that could be computed: what `provision check` compares with."""
        return tuple(
            self.with_(entry.key, other.key)
            for entry in self.register.ambiguity
            if entry.bears_on == subject
            for other in entry.readings
            if other.computed and other.key != self.chosen(entry.key).reading
        )


def _in_force(key: str, made: Sequence[Adoption], day: date) -> Reading | None:
    begun = sorted((a for a in made if a.since <= day), key=lambda adoption: adoption.since)
    return Reading(key, begun[-1].reading, begun[-1].adopted_by, assumed=False) if begun else None
