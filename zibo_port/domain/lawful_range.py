"""The range within which a price fine is lawful: per article, tier and gains (Regulation on penalties for price violations)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from zibo_port.domain.errors import InvalidData, Text
from zibo_port.domain.provision_models import Article, Band, Severity

Gains = Decimal | Literal["none", "undeterminable"]


class PenaltyWarning(NamedTuple):
    """What an officer should know of a decision; `fault` tells what doesn't hold from what is merely worth knowing."""

    code: str
    clause: str
    message: Text
    fault: bool = True


class LawfulRange(NamedTuple):
    """The lawful fine in 元, both limits included; without `checked` there are no limits to hold a fine against."""

    minimum: Decimal | None
    maximum: Decimal | None
    clause: str
    checked: bool
    notes: tuple[PenaltyWarning, ...] = ()


UNCHECKED = LawfulRange(None, None, "", checked=False)
"""The range of a decision whose articles aren't known."""

_GAINS_UNKNOWN = PenaltyWarning(
    "gains-unknown",
    "《价格违法行为行政处罚规定》第十八条",
    Text(
        "没有填写违法所得，未核对罚款幅度。用 --gains 填写金额，没有违法所得的填 none，无法确定的填 undeterminable。",
        "The gains aren't given, so the fine wasn't checked. Give --gains an amount, none or undeterminable.",
    ),
    fault=False,
)
_GAINS_UNDETERMINABLE = PenaltyWarning(
    "gains-undeterminable",
    "《价格违法行为行政处罚规定》第十八条",
    Text(
        "违法所得无法确定，按照没有违法所得的规定处罚。",
        "Gains that can't be determined count as none.",
    ),
    fault=False,
)
_NO_AMOUNT = Text(
    "所援引的条款没有规定罚款数额，未核对罚款幅度。请同时援引《价格违法行为行政处罚规定》的相应条款。",
    "The article cited names no amount, so the fine wasn't checked. Cite the article of the Regulation as well.",
)


def lawful_range(
    articles: Sequence[Article],
    *,
    severity: Severity = "normal",
    gains: Gains | None,
    individual: bool = False,
    same_act: bool = False,
) -> LawfulRange:
    """The lawful range of the fine for a decision under these articles.

    `gains` are those before refunds, of the whole decision, in 元 (0 is none); None means that they aren't known and
    nothing is checked. `individual` applies article 11. The limits of several articles add up, five times the gains
    being counted once since the gains are those of all acts together; with `same_act` the article with the highest
    limit alone applies (Administrative Penalty Law, article 29). Items of one article count once, and so does an
    article of the Law cited beside the one of the Regulation that spells it out.

    Raises:
        InvalidData: 情节较重 where no article has that tier (field "severity").
    """
    if not articles:
        return UNCHECKED
    cited = _cited(articles)
    clause = _clauses(cited)
    _must_have_tier(cited, severity, clause)
    if gains is None:
        return LawfulRange(None, None, clause, checked=False, notes=(_GAINS_UNKNOWN,))
    amount = gains if isinstance(gains, Decimal) else Decimal(0)
    bands = {_article_of(a): a.band(severity, gains=amount > 0, individual=individual) for a in cited}
    if same_act:
        highest = max(bands, key=lambda article: _height(bands[article], amount))
        bands = {highest: bands[highest]}
        cited = [a for a in cited if _article_of(a) == highest]
    clause = _clauses(cited, individual=individual and amount == 0)
    notes = (_GAINS_UNDETERMINABLE,) if gains == "undeterminable" else ()
    if any(band.unlimited for band in bands.values()):
        return LawfulRange(None, None, clause, checked=False, notes=(*notes, _no_amount(clause)))
    least, most = _sum(bands.values(), amount)
    return LawfulRange(least, most, clause, checked=True, notes=notes)


def plain(amount: Decimal) -> Decimal:
    """The same number without exponent or trailing zeros, so that it prints as people write it."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()


def _cited(articles: Sequence[Article]) -> list[Article]:
    """Each article once, without those of the Law that another one spells out."""
    spelt_out = {law for article in articles for law in article.details}
    return list({article.code: article for article in articles if article.code not in spelt_out}.values())


def _article_of(article: Article) -> str:
    """The code without its item: price-regulation.9 for price-regulation.9.5."""
    return ".".join(article.code.split(".")[:2])


def _must_have_tier(articles: Sequence[Article], severity: Severity, clause: str) -> None:
    if severity == "heavier" and all(article.heavier is None for article in articles):
        raise InvalidData.of(
            "severity",
            f"{clause}没有“情节较重”一档，请改为一般（normal）或者情节严重（serious）。",
            f"{clause} has no tier “heavier”; use normal or serious.",
        )


def _height(band: Band, gains: Decimal) -> tuple[Decimal, Decimal]:
    most = band.most(gains)
    return (Decimal("Infinity") if most is None else most, band.least())


def _sum(bands: Collection[Band], gains: Decimal) -> tuple[Decimal, Decimal]:
    fixed = sum((Decimal(band.upper) for band in bands if band.upper is not None), Decimal(0))
    multiple = max((band.multiple for band in bands if band.multiple is not None), default=0)
    return sum((band.least() for band in bands), Decimal(0)), plain(fixed + multiple * gains)


def _clauses(articles: Sequence[Article], *, individual: bool = False) -> str:
    clauses = [article.clause for article in articles]
    if individual:
        clauses += [article.individuals.clause for article in articles if article.individuals is not None]
    return "、".join(dict.fromkeys(clauses))


def _no_amount(clause: str) -> PenaltyWarning:
    return PenaltyWarning("no-amount-in-law", clause, _NO_AMOUNT, fault=False)
