"""What is in force on a day: articles, periods, figures, terms of publication and measures, each with its clause."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text
from zibo_port.domain.intervals import D, Spanned, all_in_force, by_key, in_force, nearest
from zibo_port.domain.measures import Measure, MeasureDocument
from zibo_port.domain.provision_models import (
    Article,
    ArticleEntry,
    CreditClass,
    Figure,
    ItemEntry,
    NoEarlyEnd,
    PenaltyDocument,
    Period,
    ProcedureDocument,
    PublicityDocument,
    Term,
    TermEntry,
    Unit,
    ViolationType,
)

_BEYOND_CATALOGUE = "《山东省社会信用条例》第二十八条"
_RANKS = ("minor", "ordinary", "serious")
_MONTHS: Mapping[Unit, int] = {"months": 1, "years": 12}


@dataclass(frozen=True)
class Provisions:
    """The provisions as a value; looked up by name and day.

    A period, figure or term asked for a day outside its intervals is answered with the nearest one, marked as assumed:
    a decision older than the rule of procedure is still handled. An article isn't: a decision older than all its
    provisions is refused.
    """

    _articles: Mapping[str, tuple[Article, ...]]
    _periods: Mapping[str, tuple[Period, ...]]
    _figures: Mapping[str, tuple[Figure, ...]]
    _classes: Mapping[str, tuple[CreditClass, ...]]
    _terms: Mapping[str, tuple[TermEntry, ...]]
    _follows: Mapping[str, str]
    _no_early_end: Mapping[str, tuple[NoEarlyEnd, ...]]
    _measures: Mapping[str, tuple[Measure, ...]]

    @classmethod
    def from_documents(cls, documents: Mapping[str, Mapping[str, Any]]) -> Provisions:
        """Read the parsed rule files (file stem → content); files of other rules are left alone.

        Raises:
            ValueError: an entry of the wrong shape; a gap or an overlap between the intervals of one key; a missing file.
        """
        penalties = PenaltyDocument.model_validate(_document(documents, "price_penalties"))
        procedure = ProcedureDocument.model_validate(_document(documents, "procedure"))
        publicity = PublicityDocument.model_validate(_document(documents, "publicity"))
        measures = MeasureDocument.model_validate(_document(documents, "measures"))
        return cls(
            _articles=_expanded(penalties),
            _periods=by_key(procedure.periods),
            _figures=by_key(procedure.figures),
            _classes=by_key(publicity.classes),
            _terms=by_key(publicity.terms),
            _follows=dict(publicity.follows),
            _no_early_end=by_key(publicity.no_early_end),
            _measures=by_key(measures.measures),
        )

    # --- articles -------------------------------------------------------------------------------------------------

    def articles(self, on: date | None = None) -> tuple[Article, ...]:
        """Every article that may be cited, in force on a day; without a day the latest version of each."""
        return all_in_force(self._articles, on)

    def article(self, code: str, on: date) -> Article:
        """The article as it stood on a day.

        Raises:
            InvalidData: a code that no list knows (field "article").
            Refused: the day lies outside every provision of the article.
        """
        versions = self._articles.get(code) or self._articles.get(unicodedata.normalize("NFKC", code).strip().lower())
        if versions is None:
            raise InvalidData.of(
                "article",
                f"没有代码为 {code} 的条款。用 zibo-port provision list 查看全部代码。",
                f"There is no article {code}. See zibo-port provision list.",
                hint=_near(code, self._articles),
            )
        found = in_force(versions, on)
        if found is None:
            span = _span(versions)
            raise Refused(
                f"{versions[0].clause}在 {on} 不生效（施行期间：{span.zh}）。请核对决定日期和条款。",
                f"{versions[0].clause} isn't in force on {on} (in force {span.en}). Check the day and the article.",
                clause=versions[0].clause,
            )
        return found

    # --- procedure ------------------------------------------------------------------------------------------------

    def periods(self, on: date | None = None) -> tuple[Period, ...]:
        """Every period in force on a day; without a day the latest version of each."""
        return all_in_force(self._periods, on)

    def period(self, name: str, on: date) -> Period:
        """A period of procedure by its name. Raises NotFound for an unknown name."""
        return _answer(self._periods, name, on)

    def figures(self, on: date | None = None) -> tuple[Figure, ...]:
        """Every figure in force on a day; without a day the latest version of each."""
        return all_in_force(self._figures, on)

    def figure(self, name: str, on: date) -> Figure:
        """An amount in 元 or a ratio by its name. Raises NotFound for an unknown name."""
        return _answer(self._figures, name, on)

    # --- publicity ------------------------------------------------------------------------------------------------

    def credit_class(self, kinds: Collection[str], on: date, *, procedure: str = "ordinary") -> CreditClass:
        """轻微, 一般 or 严重: the gravest of the kinds; a summary decision is 轻微; no kind known: 一般."""
        classes = {name: _answer(self._classes, name, on) for name in _RANKS}
        if procedure == "summary":
            return classes["minor"]
        present = [name for name in _RANKS if not classes[name].kinds.isdisjoint(kinds)]
        return classes[present[-1] if present else "ordinary"]

    def publication_term(
        self,
        platform: str,
        kinds: Collection[str],
        fine: Decimal | None,
        on: date,
        *,
        procedure: str = "ordinary",
        individual: bool = False,
        restriction_months: int | None = None,
        special: bool = False,
    ) -> Term | None:
        """How long a decision of that day is shown at a platform; None where no rule sets a term.

        `fine` is in 元; `restriction_months` the length of a 限制 imposed, `special` that the decision concerns special
        equipment, work safety or fire safety.
        """
        source = self._follows.get(platform, platform)
        if source == "necips":
            return self._necips_term(kinds, fine, on, individual=individual, restriction_months=restriction_months)
        if f"{source}:ordinary" not in self._terms:
            return None
        category = self.credit_class(kinds, on, procedure=procedure).name
        entry = _answer(self._terms, f"{source}:{category}", on)
        return _term(entry, assumed=entry.assumed or platform != source, special=special)

    def _necips_term(
        self, kinds: Collection[str], fine: Decimal | None, on: date, *, individual: bool, restriction_months: int | None
    ) -> Term:
        """Three months for criticism or a low fine alone, three years else, longer for a longer restriction."""
        low = self.figure("low-fine-natural" if individual else "low-fine-legal", on)
        fine_alone = set(kinds) == {"fine"}
        low_fine = fine_alone and fine is not None and low.value is not None and fine < low.value
        lenient = low_fine or set(kinds) == {"criticism"}
        entry = _answer(self._terms, f"necips:{'lenient' if lenient else 'standard'}", on)
        term = _term(entry, assumed=entry.assumed or (fine_alone and low.assumed))
        if restriction_months is None or restriction_months <= term.count * _MONTHS[term.unit]:
            return term
        longer = _answer(self._terms, "necips:restriction", on)
        return replace(_term(longer, assumed=longer.assumed), count=restriction_months, unit="months")

    def no_early_end(self, platform: str, kinds: Collection[str], on: date) -> NoEarlyEnd | None:
        """The rule that keeps a decision of that day with these kinds at a platform for its whole term; None where none does."""
        found = in_force(self._no_early_end.get(platform, ()), on)
        return found if found is not None and not found.kinds.isdisjoint(kinds) else None

    # --- measures -------------------------------------------------------------------------------------------------

    def measures(self, on: date | None = None) -> tuple[Measure, ...]:
        """The catalogue of measures on a day; without a day the latest version of each."""
        return all_in_force(self._measures, on)

    def measure(self, code: str, on: date) -> Measure:
        """A measure of the catalogue. Raises Refused for anything beyond it, with the clause that closes the list."""
        found = in_force(self._measures.get(code, ()), on)
        if found is None:
            raise Refused(
                f"措施 {code} 不在目录内，不得采取。目录：{'、'.join(self._measures)}。",
                f"Measure {code} isn't in the catalogue and may not be taken. The catalogue: {', '.join(self._measures)}.",
                clause=_BEYOND_CATALOGUE,
                hint=_near(code, self._measures),
            )
        return found


def _document(documents: Mapping[str, Mapping[str, Any]], stem: str) -> Mapping[str, Any]:
    if stem not in documents:
        raise ValueError(f"the rule file {stem}.toml is missing")
    return documents[stem]


def _expanded(document: PenaltyDocument) -> dict[str, tuple[Article, ...]]:
    """Every article, and every item under a code of its own, in the order of the file."""
    found: dict[str, tuple[Article, ...]] = {}
    for code, versions in by_key(document.articles).items():
        found[code] = tuple(_article(v, None, document.violation_types) for v in versions)
        for number in dict.fromkeys(item.number for v in versions for item in v.items):
            found[f"{code}.{number}"] = tuple(
                _article(v, item, document.violation_types) for v in versions for item in v.items if item.number == number
            )
    return found


def _article(entry: ArticleEntry, item: ItemEntry | None, types: Mapping[str, ViolationType]) -> Article:
    said = item or entry
    name = said.violation_type or entry.violation_type
    if name not in types:
        raise ValueError(f"{entry.code}: unknown violation type {name}")
    kind = types[name]
    return Article(
        code=f"{entry.code}.{item.number}" if item else entry.code,
        law=entry.code.partition(".")[0],
        clause=said.clause,
        conduct=said.conduct,
        conduct_en=said.conduct_en,
        violation_type=kind.zh,
        violation_type_en=kind.en,
        violation_code=kind.code,
        **{name: getattr(entry, name) for name in _COPIED},
    )


_COPIED = (
    *("source", "details", "reconsideration_first", "refund_first", "consequences", "with_gains", "normal", "heavier"),
    *("individuals", "since", "until", "assumed", "note_zh", "note_en"),
)


def _answer(entries: Mapping[str, tuple[D, ...]], name: str, on: date) -> D:
    versions = entries.get(name)
    if versions is None:
        raise NotFound(
            f"没有名为 {name} 的规定。用 zibo-port provision list 查看全部名称。",
            f"There is no provision {name}. See zibo-port provision list.",
            hint=_near(name, entries),
        )
    return nearest(versions, on)


def _term(entry: TermEntry, *, assumed: bool, special: bool = False) -> Term:
    minimum: tuple[int, Unit] | None = None
    if entry.minimum_count is not None and entry.minimum_unit is not None:
        minimum = (entry.minimum_count, entry.minimum_unit)
    if special and entry.special_minimum_count is not None and entry.special_minimum_unit is not None:
        minimum = (entry.special_minimum_count, entry.special_minimum_unit)
    return Term(entry.category, entry.count, entry.unit, entry.counted_from, minimum, entry.clause, assumed)


def _span(versions: Sequence[Spanned]) -> Text:
    since, until = versions[0].since, versions[-1].until
    if until is None:
        return Text(f"{since} 起", f"since {since}")
    return Text(f"{since} 至 {until}", f"from {since} to {until}")


def _near(code: str, known: Collection[str]) -> Text | None:
    """What may have been meant: the same with other separators first, then what begins alike, as a citation does."""
    near = sorted(get_close_matches(code, known, n=10), key=lambda one: (_one_separator(one) != _one_separator(code), -_shared(one, code)))[
        :3
    ]
    return Text(f"是否指：{'、'.join(near)}？", f"Did you mean {', '.join(near)}?") if near else None


def _one_separator(code: str) -> str:
    return code.replace("-", ".")


def _shared(one: str, other: str) -> int:
    """How many characters two codes have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
