"""Reads the wording of a penalty (处罚内容): which kinds it imposes and which amounts it names.

What a wording says is a hint for people, never a figure: amounts come from amount columns alone. Quotations of the law
(可以并处五千元以下的罚款) impose nothing and are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from zibo_port.documents import chinese_numbers
from zibo_port.documents.kind_words import read_kinds

_SENTENCE_ENDS: Final = re.compile(r"[。;\n#]")
_CLAUSE_ENDS: Final = re.compile(r"(?<!\d),|,(?!\d{3})|、")
_OF_THE_LAW: Final = re.compile(
    r"可以(?:并)?处|(?:以下|以上)的?罚款|情节(?:较重|严重)的|没有违法所得的|下列(?:行为|情形)之一|无法确定(?:时|的)"
)
_DECIDES: Final = re.compile(r"(?:处罚|处理)(?:如下|决定)?:|(?:处罚|处理)如下|行政处罚种类|现责令|局决定|决定对|决定给予")
_NONE_IMPOSED: Final = re.compile(r"[不免](?:予|于)(?:行政)?处罚|免除(?:行政)?处罚")
_LISTED: Final = re.compile(r"处罚种类:([^;。]*)")
_BASE: Final = re.compile(r"违法所得(?:金额)?\(?[\d.,]+(?:万元|元)?\)?(?:的)?[\d.一二两三四五六七八九十]+倍")
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT: Final = re.compile(
    rf"[¥￥]:?({_DIGITS})(万)?|({_DIGITS})(万)?元|\(({_DIGITS})\)|([{chinese_numbers.NUMERALS}]{{2,}}元[{chinese_numbers.NUMERALS}角分]*)"
)
_BARE: Final = re.compile(rf"(?<![\d.,第])({_DIGITS})(?![\d.倍%条款项])")
_LONGEST: Final = 4000  # characters of column CF_NR
_TOTAL: Final = re.compile(r"合计|共计|总计|罚没|大写")

_SIGNS: Final = {
    "警告": "warning",
    "通报批评": "criticism",
    "罚款": "fine",
    "没收": "confiscation",
    "降低资质等级": "licence-downgrade",
    "暂扣": "licence-suspension",
    "吊销": "licence-revocation",
    "停产停业": "business-suspension",
    "停业整顿": "business-suspension",
    "责令关闭": "closure",
    "限制从业": "practice-ban",
    "限制开展生产经营": "restriction",
    "行政拘留": "detention",
}


class WordedAmounts(NamedTuple):
    """The fines and confiscated amounts (元) that a wording names, and amounts of which it doesn't say what they are."""

    fines: tuple[Decimal, ...] = ()
    confiscated: tuple[Decimal, ...] = ()
    others: tuple[Decimal, ...] = ()


def worded_kinds(text: str) -> tuple[str, ...]:
    """The kinds that the wording of a decision imposes, in its order; none where that can't be told."""
    listed = _LISTED.search(unicodedata.normalize("NFKC", text[:_LONGEST]))
    if listed:
        return read_kinds(listed[1]).codes
    imposed = "\n".join(_imposed(text))
    places = ((imposed.find(sign), code) for sign, code in _SIGNS.items())
    return tuple(dict.fromkeys(code for place, code in sorted(places) if place >= 0))


def worded_amounts(text: str) -> WordedAmounts:
    """The amounts that the wording of a decision imposes; none where that can't be told."""
    fines: list[Decimal] = []
    confiscated: list[Decimal] = []
    others: list[Decimal] = []
    for part in _imposed(text):
        for clause in map(_without_totals, _CLAUSE_ENDS.split(part)):
            if "罚款" in clause:
                fines += _one_amount(_BASE.sub("", clause), "罚款")
            elif "没收" in clause:
                confiscated += _one_amount(clause, "没收")
            else:
                others += [number for number, _ in _found(clause)][:1]
    return WordedAmounts(tuple(fines), tuple(confiscated), tuple(others))


@lru_cache(256)
def _imposed(text: str) -> tuple[str, ...]:
    """The sentences of a wording that impose something, in half-width forms."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST])
    if _NONE_IMPOSED.search(folded):
        return ()
    return tuple(part for sentence in _SENTENCE_ENDS.split(_without_quotations(folded)) if (part := _imposing(sentence)))


def _without_quotations(text: str) -> str:
    """The text outside of “…”; a mark without its partner (the text was cut) quotes up to the end it lacks."""
    if "“" not in text and "”" not in text:
        return text
    kept: list[str] = []
    open_at: int | None = None
    for c in text:
        if c == "“":
            open_at = len(kept) if open_at is None else open_at
        elif c == "”" and open_at is None:
            kept.clear()
        elif c == "”":
            open_at = None
        elif open_at is None:
            kept.append(c)
    return "".join(kept)


def _imposing(sentence: str) -> str:
    """The part of a sentence that imposes something: all of it, or what follows the words of the law in it."""
    if not _OF_THE_LAW.search(sentence):
        return sentence
    decided = list(_DECIDES.finditer(sentence))
    after = sentence[decided[-1].end() :] if decided else ""
    return "" if _OF_THE_LAW.search(after) else after


def _without_totals(clause: str) -> str:
    """A clause up to where it begins to add up (合计, 罚没款)."""
    return clause if "处罚款" in clause else _TOTAL.split(clause, maxsplit=1)[0]


def _one_amount(clause: str, sign: str) -> list[Decimal]:
    """The amount that belongs to a word: the first after it, else the last before it."""
    at = clause.rindex(sign)
    found = _found(clause)
    after = [number for number, start in found if start > at]
    before = [number for number, start in found if start < at]
    if after or before:
        return after[:1] or before[-1:]
    bare = _BARE.search(clause, at)
    return [Decimal(bare[1].replace(",", ""))] if bare else []


def _found(clause: str) -> list[tuple[Decimal, int]]:
    """Every amount in a clause, in 元, and where it stands."""
    found: list[tuple[Decimal, int]] = []
    for match in _AMOUNT.finditer(clause):
        digits = match[1] or match[3] or match[5]
        number = Decimal(digits.replace(",", "")) if digits else chinese_numbers.amount(match[6])
        if number is not None:
            found.append((number * 10_000 if match[2] or match[4] else number, match.start()))
    return found
