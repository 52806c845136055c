"""Recognises the headings of a table: which column is what, and in which unit amounts stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from zibo_port.documents.amounts import WAN_YUAN, YUAN
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import FieldFault, InvalidData, Text

_REMARKS = ("必填", "选填", "可选", "非必填")
_ODD_UNITS = ("亿元", "千元", "百元", "美元", "欧元", "日元", "港元")


class Meaning(NamedTuple):
    """What a heading means: a field; for an amount, the unit (1 or 10 000 元), None if the heading doesn't settle it."""

    field: str
    unit: Decimal | None = None


class Columns(NamedTuple):
    """Where each field stands (column numbers from 0), the unit of each amount, and the headings that mean nothing here."""

    at: Mapping[str, int]
    units: Mapping[str, Decimal]
    ignored: tuple[str, ...]


class Vocabulary:
    """The headings that one kind of table may have."""

    def __init__(
        self,
        names: Mapping[str, Text],
        synonyms: Mapping[str, Sequence[str]],
        *,
        required: Sequence[str],
        amounts: Mapping[str, tuple[str, ...]] | None = None,
        loose: Sequence[str] = (),
        unread: Sequence[str] = (),
    ) -> None:
        """`names` for error sentences; `synonyms` of each field; `amounts`: Chinese headings of amounts, which need a unit;
        `loose`: those of them that give way to a stricter one beside them; `unread`: headings of the layout that are recognised
        and left alone."""
        self._names, self._required = names, tuple(required)
        self._meanings = {reduced(word): Meaning(field, _settled(word)) for field, words in synonyms.items() for word in words}
        self._amounts = {reduced(word): field for field, words in (amounts or {}).items() for word in words}
        self._loose, self._unread = frozenset(map(reduced, loose)), frozenset(map(reduced, unread))

    def known(self, heading: str) -> bool:
        """Whether this is a heading of such a table."""
        return self.meaning(heading) is not None or _amount_without_unit(heading)

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading means, None if it is unknown."""
        return self._meaning(heading[:100])

    def columns(self, headings: Sequence[str]) -> Columns:
        """Which column is what.

        Raises InvalidData if an amount has no unit, if two columns mean the same, or if a required column is missing.
        """
        at: dict[str, int] = {}
        units: dict[str, Decimal] = {}
        ignored = []
        outdone = self._outdone(headings)
        for column, heading in enumerate(headings):
            found = self.meaning(heading)
            if found is None or column in outdone:
                _refuse_amount_without_unit(heading)
                ignored += [heading] if heading else []
            elif found.field:
                self._refuse_second(found.field, at, headings, heading)
                at[found.field] = column
                if found.field in self._units_needed:
                    units[found.field] = _unit_of(found, heading)
        self._refuse_missing(at, headings)
        return Columns(at, units, tuple(ignored))

    def _outdone(self, headings: Sequence[str]) -> frozenset[int]:
        """The columns under a loose heading whose field has a strict one too."""
        named = [(column, self.meaning(heading), self._is_loose(heading)) for column, heading in enumerate(headings)]
        strict = {found.field for _, found, loose in named if found is not None and not loose}
        return frozenset(column for column, found, loose in named if loose and found is not None and found.field in strict)

    def _is_loose(self, heading: str) -> bool:
        return _without_unit(reduced(heading[:100]))[0] in self._loose

    @property
    def _units_needed(self) -> frozenset[str]:
        return frozenset(self._amounts.values())

    def _meaning(self, heading: str) -> Meaning | None:
        word = reduced(heading)
        bare, unit = _without_unit(word)
        latin = "".join(c for c in bare if c.isascii())
        for candidate in (word, bare, latin if latin.startswith("cf") else bare):
            if candidate in self._meanings:
                field, settled = self._meanings[candidate]
                return Meaning(field, unit or settled) if field in self._units_needed else Meaning(field)
            if candidate in self._amounts:
                return Meaning(self._amounts[candidate], unit)
        return Meaning("") if word in self._unread else None

    def _refuse_second(self, field: str, at: Mapping[str, int], headings: Sequence[str], heading: str) -> None:
        if field in at:
            first, name = headings[at[field]], self._names[field]
            raise InvalidData.of(
                field,
                f"“{quoted(first)}”和“{quoted(heading)}”两列都是{name.zh}，无法判断以哪一列为准。请删去其中一列。",
                f"“{quoted(first)}” and “{quoted(heading)}” both are the {name.en}: remove one of the two columns.",
            )

    def _refuse_missing(self, at: Mapping[str, int], headings: Sequence[str]) -> None:
        missing = [field for field in self._required if field not in at]
        if not missing:
            return
        zh = "、".join(self._names[field].zh for field in missing)
        en = ", ".join(self._names[field].en for field in missing)
        present = "、".join(quoted(heading, limit=20) for heading in headings[:40] if heading)
        raise InvalidData(
            f"表里缺少必需的列：{zh}。现有表头：{present}。请补上该列，或把它的表头改成这里所写的名称。",
            f"The table lacks a required column: {en}. It has: {present}. Add the column, or give it the name said here.",
            fields=tuple(FieldFault(field, self._no_column(field)) for field in missing),
        )

    def _no_column(self, field: str) -> Text:
        name = self._names[field]
        return Text(f"缺少“{name.zh}”一列。", f"There is no column for the {name.en}.")


@lru_cache(1024)
def reduced(heading: str) -> str:
    """A heading without case, width, spaces, punctuation and remarks such as （必填）, for comparison."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    bare = "".join(c for c in folded if c.isalnum())
    for remark in _REMARKS:
        bare = bare.removesuffix(remark).removeprefix(remark)
    return bare


def _settled(word: str) -> Decimal | None:
    """The unit that a name settles by itself: 万元 for the columns of the 双公示 layout, 元 for the names of options."""
    if not word.isascii():
        return None
    return WAN_YUAN if word.startswith("CF_") else YUAN


def _without_unit(word: str) -> tuple[str, Decimal | None]:
    """A reduced heading split into what it names and its unit."""
    for ending, unit in (("万元", WAN_YUAN), ("元", YUAN)):
        if word.endswith(ending) and not word.endswith(_ODD_UNITS):
            return word.removesuffix(ending).removesuffix("人民币").removesuffix("单位"), unit
    return word, None


def _amount_without_unit(heading: str) -> bool:
    word = reduced(heading[:100])
    return ("罚款" in word or "没收" in word or "罚没" in word) and ("金额" in word or "数额" in word) and _without_unit(word)[1] is None


def _refuse_amount_without_unit(heading: str) -> None:
    if _amount_without_unit(heading):
        raise _no_unit(heading, heading)


def _unit_of(found: Meaning, heading: str) -> Decimal:
    if found.unit is None:
        raise _no_unit(found.field, heading)
    return found.unit


def _no_unit(field: str, heading: str) -> InvalidData:
    shown = quoted(heading)
    if reduced(heading).endswith(_ODD_UNITS):
        return InvalidData.of(
            field,
            f"金额列“{shown}”的单位不是元或万元，不能换算。请把金额换算成元或万元，并在表头写明单位后再导入。",
            f"The amount column “{shown}” is neither in 元 nor in 万元, which isn't converted here: convert it, and name the unit.",
        )
    return InvalidData.of(
        field,
        f"金额列“{shown}”没有写明单位（元或万元），不能猜。请把表头改为“{shown}（元）”或“{shown}（万元）”后再导入。",
        f"The amount column “{shown}” states no unit (元 or 万元), and it isn't guessed: rename it “{shown}（元）” or “{shown}（万元）”.",
    )
