"""Finds which articles of the price law a legal basis (处罚依据) cites, as the codes of `provision list`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from zibo_port.documents.chinese_numbers import whole_number

_NUMBER: Final = r"[0-9一二三四五六七八九十百]+"
_LAW: Final = re.compile(r"《?(?:中华人民共和国)?(价格违法行为行政处罚规定|价格法)》?|《[^》]*》")
_TOKEN: Final = re.compile(rf"第[(]?({_NUMBER})[)]?([条款项]?)|(?<=[、和及与])[(]({_NUMBER})[)]([款项]?)")
_QUOTED: Final = re.compile(r"“[^”]*(?:”|$)")
_CODE: Final = re.compile(r"price-(?:regulation|law)\.[0-9]+(?:[.-][0-9]+)?")
_LONGEST: Final = 4000  # characters, twice those of column CF_YJ
_ITEMS: Final = {9: 11, 13: 4}
"""Articles whose items are provisions of their own, and how many there are."""
_PARAGRAPHS: Final = {5: 3, 6: 2}
"""Articles whose paragraphs are, and how many there are."""
_WHOLE: Final = frozenset({4, 7, 8, 10, 12, 14})
_LAW_ARTICLES: Final = range(39, 43)


@lru_cache(2048)
def cited_articles(text: str) -> tuple[str, ...]:
    """The codes of the articles under which a decision punishes, in the order cited.

    Articles that only define a duty (价格法第十三条) or a procedure are passed over; where the regulation of 2010 is cited,
    the law it implements isn't counted beside it. Codes themselves are read too.
    """
    folded = unicodedata.normalize("NFKC", text[:_LONGEST])
    codes = _CODE.findall(folded.lower())
    if codes:
        return tuple(dict.fromkeys(codes))
    found: list[str] = []
    laws = list(_LAW.finditer(folded))
    ends = [law.start() for law in laws[1:]] + [len(folded)]
    for law, end in zip(laws, ends, strict=False):
        run = _QUOTED.sub("", folded[law.end() : end])
        if law[1] == "价格法":
            found += [f"price-law.{number}" for number, _ in _articles(run) if number in _LAW_ARTICLES]
        elif law[1]:
            found += [code for number, parts in _articles(run) for code in _regulation(number, parts)]
    regulation = [code for code in found if code.startswith("price-regulation")]
    return tuple(dict.fromkeys(regulation or found))


def _articles(run: str) -> list[tuple[int, list[tuple[int, str]]]]:
    """Article numbers, each with the paragraphs (款) and items (项) named after it."""
    found: list[tuple[int, list[tuple[int, str]]]] = []
    for numbered, unit, listed, listed_unit in _TOKEN.findall(run):
        number = _arabic(numbered or listed)
        if unit == "条":
            found.append((number, []))
        elif found:
            found[-1][1].append((number, unit or listed_unit))
    return found


def _regulation(number: int, parts: list[tuple[int, str]]) -> list[str]:
    if number in _WHOLE:
        return [f"price-regulation.{number}"]
    if number in _ITEMS:
        items = [item for item in _named(parts, "项") if 1 <= item <= _ITEMS[number]]
        return [f"price-regulation.{number}.{item}" for item in items] or [f"price-regulation.{number}"]
    paragraphs = [paragraph for paragraph in _named(parts, "款") if 1 <= paragraph <= _PARAGRAPHS.get(number, 0)]
    return [f"price-regulation.{number}-{paragraph}" for paragraph in paragraphs]


def _named(parts: list[tuple[int, str]], unit: str) -> list[int]:
    """The numbers of one unit; a number without one has that of the next: 第（三）、（五）项."""
    found: list[int] = []
    waiting: list[int] = []
    for number, stated in parts:
        waiting.append(number)
        if stated:
            found += waiting if stated == unit else []
            waiting = []
    return found


def _arabic(number: str) -> int:
    return int(number) if number.isdecimal() else whole_number(number) or 0
