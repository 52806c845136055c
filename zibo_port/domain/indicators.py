"""The indicators of the monthly reports: who reports what, in which unit, within which range (the notice, first plan, three).

The office reads `rules/indicators.toml` and hands the document over; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final, Literal, Self

from pydantic import Field, StrictInt, model_validator

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import NotFound, Text
from zibo_port.domain.intervals import Dated, Entry, all_in_force, by_key
from zibo_port.domain.monthly_figures import checked

REPORTING_UNITS: Final = tuple(code for code in DEPARTMENTS if code != "port-service-centre")
"""The units that report: every one to which the notice assigns data; the service centre only helps (first plan, two and three)."""


LEAST_SHOWN: Final = 2
"""A figure is shown with as many decimals as its indicator has, but no idle zeros beyond these."""


class Indicator(Dated):
    """One figure of a unit's monthly data set, as it is defined during one interval of days.

    `minimum` and `maximum` are the range that a figure can possibly have, both included; `additive` that months add up;
    `compression` that it is a duration to be cut, compared with its baseline as a compression ratio.
    """

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    unit: str = Field(min_length=1)
    unit_en: str = Field(min_length=1)
    definition: str = Field(min_length=1)
    definition_en: str = Field(min_length=1)
    owner: str
    decimals: StrictInt = Field(ge=0, le=6)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    better: Literal["lower", "higher", "none"]
    additive: bool = False
    compression: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.owner not in REPORTING_UNITS:
            raise ValueError(f"{self.code}: {self.owner} reports nothing")
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise ValueError(f"{self.code}: from {self.minimum} to {self.maximum} there is nothing")
        if self.compression and (self.better != "lower" or self.additive):
            raise ValueError(f"{self.code}: only a duration is compressed")
        return self

    @property
    def key(self) -> str:
        """The indicator's code."""
        return self.code

    @property
    def name(self) -> Text:
        """What it is called."""
        return Text(self.zh, self.en)

    @property
    def measure(self) -> Text:
        """Its unit of measure."""
        return Text(self.unit, self.unit_en)

    @property
    def in_per_cent(self) -> bool:
        """Whether a change of it is counted in percentage points."""
        return self.unit == "%"

    def shown(self, value: Decimal) -> Decimal:
        """A figure with the decimals in which it is shown: two at the most, unless it has more of its own."""
        least = min(self.decimals, LEAST_SHOWN)
        bare = value.normalize()
        return bare if -int(bare.as_tuple().exponent) > least else value.quantize(Decimal(1).scaleb(-least))

    def fault_as_baseline(self, value: Decimal) -> Text | None:
        """What is impossible about a baseline: as a figure, or because no compression ratio can be computed with it."""
        if self.compression and not value:
            return Text(
                f"“{self.zh}”的基数为 0，压缩比无法计算。请核对数值。",
                f"With a baseline of 0 there is no compression ratio of the {self.en}. Check the value.",
            )
        return self.fault(value)

    def fault(self, value: Decimal) -> Text | None:
        """What is impossible about a figure; None if it can be."""
        if value != round(value, self.decimals):
            return Text(
                f"{self.zh}的数值 {value:f} 小数太多，最多 {self.decimals} 位；请核对单位（{self.unit}）。",
                f"{value:f} has too many decimals for the {self.en}, at most {self.decimals}; check the unit ({self.unit_en}).",
            )
        if (self.minimum is None or value >= self.minimum) and (self.maximum is None or value <= self.maximum):
            return None
        least, most = ("" if bound is None else f"{bound:f}" for bound in (self.minimum, self.maximum))
        return Text(
            f"{self.zh}的数值 {value:f} 不可能：应{f'不小于 {least}' if least else ''}{'、' * bool(least and most)}"
            f"{f'不大于 {most}' if most else ''}（{self.unit}）。请核对数值和单位。",
            f"{value:f} is impossible for the {self.en}: it is {f'at least {least}' if least else ''}{' and ' * bool(least and most)}"
            f"{f'at most {most}' if most else ''} ({self.unit_en}). Check the figure and its unit.",
        )


class Check(Entry):
    """What holds within one report: `total` is the sum of `parts`, or each of `parts` is a part of it."""

    total: str
    parts: tuple[str, ...] = Field(min_length=1)
    relation: Literal["sum", "part"]

    def holds(self, figures: Mapping[str, Decimal]) -> bool:
        """Whether it does; what wasn't reported can't contradict."""
        if any(code not in figures for code in (self.total, *self.parts)):
            return True
        parts = [figures[code] for code in self.parts]
        return figures[self.total] == sum(parts) if self.relation == "sum" else all(part <= figures[self.total] for part in parts)


class Comparison(Entry):
    """Figures of several units seen together: what `of` adds up to, in per cent of what `to` adds up to."""

    code: str
    zh: str
    en: str
    of: tuple[str, ...] = Field(min_length=1)
    to: tuple[str, ...] = Field(min_length=1)
    at_most_whole: bool = False
    """Whether more than 100 per cent means that one of the figures is wrong."""

    @property
    def name(self) -> Text:
        """What it is called."""
        return Text(self.zh, self.en)


class IndicatorDocument(Entry):
    """The file indicators.toml."""

    indicator: tuple[Indicator, ...]
    check: tuple[Check, ...] = ()
    comparison: tuple[Comparison, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        known = {i.code for i in self.indicator}
        named = [code for c in self.check for code in (c.total, *c.parts)]
        named += [code for c in self.comparison for code in (*c.of, *c.to)]
        if unknown := set(named) - known:
            raise ValueError(f"there is no indicator {', '.join(sorted(unknown))}")
        owners = {i.code: i.owner for i in self.indicator}
        if any(len({owners[code] for code in (c.total, *c.parts)}) > 1 for c in self.check):
            raise ValueError("a check reaches over several units' reports")
        return self


@dataclass(frozen=True, slots=True)
class Indicators:
    """Every indicator, with what must hold between them."""

    versions: Mapping[str, tuple[Indicator, ...]]
    checks: tuple[Check, ...]
    comparisons: tuple[Comparison, ...]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Indicators:
        """The indicators of a parsed `indicators.toml`.

        Raises:
            ValueError: a gap or an overlap between the intervals of one indicator, an owner that doesn't report, a check or a
                comparison of what isn't there.
        """
        read = IndicatorDocument.model_validate(document)
        return cls(by_key(read.indicator), read.check, read.comparison)

    def all(self, on: date | None = None) -> tuple[Indicator, ...]:
        """Those in force on a day, in the order of the file; without a day the latest version of each."""
        return all_in_force(self.versions, on)

    def of(self, unit: str, on: date | None = None) -> tuple[Indicator, ...]:
        """A unit's data set on a day."""
        return tuple(i for i in self.all(on) if i.owner == unit)

    def checked(self, unit: str, given: Mapping[str, Decimal | None]) -> tuple[tuple[str, Decimal], ...]:
        """The figures of a unit's report, in the order of its data set, if they can be: see `monthly_figures.checked`."""
        return checked(unit, given, self)

    def get(self, code: str) -> Indicator:
        """The latest version of an indicator.

        Raises:
            NotFound: there is none of this code, with those that look like it.
        """
        versions = self.versions.get(code)
        if versions is None:
            near = get_close_matches(code, self.versions, n=3, cutoff=0.5)
            hint = Text(f"是否要找：{'、'.join(near)}？", f"Did you mean {', '.join(near)}?") if near else None
            raise NotFound(
                f"没有代码为“{code[:40]}”的指标。用 zibo-port monitoring indicators 查看全部指标。",
                f"There is no indicator “{code[:40]}”. See zibo-port monitoring indicators.",
                hint=hint,
            )
        return versions[-1]

    def named(self, written: str) -> Indicator | None:
        """The indicator that a person means by its code or by one of its names."""
        wanted = comparable(written).casefold()
        return next((i for i in self.all() if wanted in {i.code, comparable(i.zh).casefold(), comparable(i.en).casefold()}), None)
