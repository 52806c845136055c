"""The shapes of the dated, cited entries of the rule files, and the values that are read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, StrictInt, model_validator

from zibo_port.domain.intervals import Dated, Entry

Unit = Literal["working-days", "calendar-days", "months", "years"]
CountedFrom = Literal["publication", "decision"]
Severity = Literal["normal", "heavier", "serious"]


# --- penalties ----------------------------------------------------------------------------------------------------


class Band(Entry):
    """Limits of a fine in 元, both included: from `lower` to `upper`, or up to `multiple` times the gains.

    `mandatory` tells 并处/处 from 可以处; `unlimited` marks a fine for which the law names no limit in those terms.
    """

    lower: StrictInt = Field(default=0, ge=0)
    upper: StrictInt | None = Field(default=None, ge=0)
    multiple: StrictInt | None = Field(default=None, ge=1)
    mandatory: bool = False
    unlimited: bool = False

    @model_validator(mode="after")
    def _one_limit(self) -> Band:
        if (self.upper is not None) + (self.multiple is not None) + self.unlimited != 1:
            raise ValueError("a band has exactly one of upper, multiple and unlimited")
        if self.upper is not None and self.lower > self.upper:
            raise ValueError(f"lower limit {self.lower} above upper limit {self.upper}")
        return self

    def least(self) -> Decimal:
        """The lower limit in 元."""
        return Decimal(self.lower)

    def most(self, gains: Decimal) -> Decimal | None:
        """The upper limit in 元, for gains before refunds in 元; None where the law names none."""
        if self.multiple is not None:
            return self.multiple * gains
        return None if self.upper is None else Decimal(self.upper)


class Individuals(Entry):
    """Article 11 of the Regulation: the limits for an operator who is an individual and had no gains."""

    clause: str
    normal: Band
    serious: Band | None = None


class ItemEntry(Entry):
    """An item (项) of an article: the same limits, its own conduct."""

    number: StrictInt = Field(ge=1)
    clause: str
    conduct: str
    conduct_en: str
    violation_type: str | None = None


class ViolationType(Entry):
    """A 违法行为类型: its words and its code in the list of price cases ("" where the list has none)."""

    code: str
    zh: str
    en: str
    assumed: bool = False


class ArticleEntry(Dated):
    """An article with its limits and items, as it stands in the file."""

    code: str
    conduct: str
    conduct_en: str
    violation_type: str
    details: tuple[str, ...] = ()
    reconsideration_first: bool = False
    refund_first: bool = False
    consequences: tuple[str, ...]
    with_gains: Band
    normal: Band
    heavier: Band | None = None
    individuals: Individuals | None = None
    items: tuple[ItemEntry, ...] = ()

    @property
    def key(self) -> str:
        """The article's code."""
        return self.code


@dataclass(frozen=True, slots=True)
class Article:
    """A provision under which a price penalty is imposed, during one interval of days.

    `violation_type` are the words of column CF_WFXW; `consequences` the kinds of penalty that 情节严重 adds;
    `details` the articles of the Price Law that this one spells out; `refund_first` that overcharges are refunded
    before gains are confiscated (article 16); `reconsideration_first` that a suit needs reconsideration before it
    (article 20). The bands `normal` and `heavier` hold without gains, `with_gains` where there are some.
    """

    code: str
    law: str
    clause: str
    source: str
    conduct: str
    conduct_en: str
    violation_type: str
    violation_type_en: str
    violation_code: str
    details: tuple[str, ...]
    reconsideration_first: bool
    refund_first: bool
    consequences: tuple[str, ...]
    with_gains: Band
    normal: Band
    heavier: Band | None
    individuals: Individuals | None
    since: date
    until: date | None
    assumed: bool
    note_zh: str | None
    note_en: str | None

    def band(self, severity: Severity, *, gains: bool, individual: bool) -> Band:
        """The limits that apply; a severity without a row of its own takes the next lower one."""
        if gains:
            return self.with_gains
        if individual and self.individuals is not None:
            serious = self.individuals.serious if severity == "serious" else None
            return serious or self.individuals.normal
        return self.heavier or self.normal if severity != "normal" else self.normal


# --- procedure ----------------------------------------------------------------------------------------------------


class Period(Dated):
    """A period of procedure: `count` units, the first day not counted; none: the very day on which it begins."""

    name: str
    zh: str
    en: str
    count: StrictInt = Field(ge=0)
    unit: Unit

    @property
    def key(self) -> str:
        """The period's name."""
        return self.name


class Figure(Dated):
    """An amount in 元, a ratio or a number of departments; `value` None where the province's own figure hasn't been confirmed."""

    name: str
    zh: str
    en: str
    value: Decimal | None = Field(default=None, ge=0)
    unit: Literal["yuan", "ratio", "departments"]

    @property
    def key(self) -> str:
        """The figure's name."""
        return self.name


# --- publicity ----------------------------------------------------------------------------------------------------


class CreditClass(Dated):
    """A class of records (轻微, 一般, 严重) and the kinds of penalty that fall into it."""

    name: Literal["minor", "ordinary", "serious"]
    zh: str
    en: str
    kinds: frozenset[str]

    @property
    def key(self) -> str:
        """The class's name."""
        return self.name


class TermEntry(Dated):
    """How long one category of penalties is shown at a platform."""

    platform: str
    category: str
    count: StrictInt = Field(ge=1)
    unit: Unit
    minimum_count: StrictInt | None = None
    minimum_unit: Unit | None = None
    special_minimum_count: StrictInt | None = None
    special_minimum_unit: Unit | None = None
    counted_from: CountedFrom

    @property
    def key(self) -> str:
        """Platform and category."""
        return f"{self.platform}:{self.category}"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a penalty is shown: `count` units from publication or from the decision.

    `minimum` is the time after which an early end may be applied for, where the platform's rules set one.
    """

    category: str
    count: int
    unit: Unit
    counted_from: CountedFrom
    minimum: tuple[int, Unit] | None
    clause: str
    assumed: bool


class NoEarlyEnd(Dated):
    """Kinds of penalty whose publication at a platform isn't ended early."""

    platform: str
    kinds: frozenset[str]

    @property
    def key(self) -> str:
        """The platform."""
        return self.platform


# --- documents ----------------------------------------------------------------------------------------------------


class PenaltyDocument(Entry):
    """The file price_penalties.toml."""

    violation_types: Mapping[str, ViolationType]
    articles: tuple[ArticleEntry, ...]


class ProcedureDocument(Entry):
    """The file procedure.toml."""

    periods: tuple[Period, ...]
    figures: tuple[Figure, ...]


class PublicityDocument(Entry):
    """The file publicity.toml."""

    classes: tuple[CreditClass, ...]
    terms: tuple[TermEntry, ...]
    follows: Mapping[str, str]
    no_early_end: tuple[NoEarlyEnd, ...] = ()
