"""Reads the kinds of a penalty (行政处罚法第九条) from the words of a category column or a list of codes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from zibo_port.domain.codes import KINDS

_SEPARATORS: Final = frozenset("、；;,，/|#+·。:： \t\n\r\u3000和及并()（）")
_EITHER: Final = ""  # the words name two kinds and leave open which one it was

_PHRASES: Final = {
    "暂扣许可证件、降低资质等级、吊销许可证件": _EITHER,
    "限制开展生产经营活动、责令停产停业、责令关闭、限制从业": _EITHER,
    "暂扣或者吊销许可证、暂扣或者吊销执照": _EITHER,
    "暂扣或者吊销许可证/执照": _EITHER,
    "暂扣或者吊销许可证": _EITHER,
    "暂扣或者吊销执照": _EITHER,
    "暂扣或吊销许可证、暂扣或吊销执照": _EITHER,
    "暂扣或吊销许可证": _EITHER,
    "暂扣或吊销执照": _EITHER,
    "法律、行政法规规定的其他行政处罚": "other",
    "其他行政处罚": "other",
    "其他": "other",
    "其它": "other",
    "警告": "warning",
    "通报批评": "criticism",
    "罚款": "fine",
    "没收违法所得": "confiscation",
    "没收非法财物": "confiscation",
    "没收": "confiscation",
    "降低资质等级": "licence-downgrade",
    "暂扣许可证件": "licence-suspension",
    "暂扣许可证": "licence-suspension",
    "暂扣执照": "licence-suspension",
    "暂扣营业执照": "licence-suspension",
    "吊销许可证件": "licence-revocation",
    "吊销许可证": "licence-revocation",
    "吊销营业执照": "licence-revocation",
    "吊销执照": "licence-revocation",
    "责令停产停业": "business-suspension",
    "责令停业整顿": "business-suspension",
    "停业整顿": "business-suspension",
    "停产停业": "business-suspension",
    "限制开展生产经营活动": "restriction",
    "责令关闭": "closure",
    "限制从业": "practice-ban",
    "行政拘留": "detention",
    "责令改正": None,  # no penalty (行政处罚法第二十八条)
    "责令限期改正": None,
    "责令退还": None,
    **{code: code for code in KINDS},
}
_FOLDED: Final = {unicodedata.normalize("NFKC", phrase): phrase for phrase in sorted(_PHRASES, key=len, reverse=True)}
_LONGEST: Final = 400


class Kinds(NamedTuple):
    """The kinds found, in the order of the text; the words that leave open which kind is meant; the words that are unknown."""

    codes: tuple[str, ...]
    undecided: tuple[str, ...]
    unknown: tuple[str, ...]


@lru_cache(2048)
def read_kinds(text: str) -> Kinds:
    """The kinds that a cell lists, by their statutory names or by code."""
    rest = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    codes: list[str] = []
    undecided: list[str] = []
    unknown: list[str] = []
    while rest:
        phrase = next((words for words in _FOLDED if rest.startswith(words)), None)
        if phrase is not None:
            code = _PHRASES[_FOLDED[phrase]]
            if code == _EITHER:
                undecided.append(_FOLDED[phrase])
            elif code:
                codes.append(code)
            rest = _after(rest[len(phrase) :], phrase)
        elif rest[0] in _SEPARATORS:
            rest = rest[1:]
        else:
            word = _up_to_separator(rest)
            unknown.append(word)
            rest = rest[len(word) :]
    return Kinds(tuple(dict.fromkeys(codes)), tuple(undecided), tuple(unknown))


def _after(rest: str, phrase: str) -> str:
    """What follows a phrase; after 其他 the words up to the separator explain it (其他-责令限期拆除)."""
    return rest[len(_up_to_separator(rest)) :] if phrase in {"其他", "其它"} else rest


def _up_to_separator(text: str) -> str:
    end = next((i for i, c in enumerate(text) if c in _SEPARATORS), len(text))
    return text[:end]
