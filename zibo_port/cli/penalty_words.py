"""A penalty decision in people's words: the names of its fields, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from zibo_port.cli.language import current, t
from zibo_port.cli.plain import words
from zibo_port.domain.books import Books
from zibo_port.domain.codes import KINDS, SEVERITIES
from zibo_port.domain.errors import Text, ZiboPortError
from zibo_port.domain.payload import plain

NAMES: Final[Mapping[str, Text]] = {
    "document_no": Text("文号", "Document"),
    "decided_on": Text("决定日期", "Decided"),
    "authority": Text("机关", "Authority"),
    "articles": Text("条款", "Articles"),
    "kinds": Text("种类", "Kinds"),
    "procedure": Text("程序", "Procedure"),
    "severity": Text("情节", "Severity"),
    "gains": Text("违法所得", "Gains"),
    "fine": Text("罚款", "Fine"),
    "confiscated": Text("没收", "Confiscated"),
    "refunded": Text("已退还", "Refunded"),
    "refund_ordered": Text("责令退还", "Refunds ordered"),
    "filed_on": Text("立案日期", "Filed"),
    "served_on": Text("送达日期", "Served"),
    "facts": Text("违法事实", "Facts"),
    "mitigated": Text("减轻理由", "Mitigated because"),
    "departure": Text("偏离理由", "Departs because"),
    "same_act": Text("同一行为", "One act"),
    "attachments": Text("附件", "Attachments"),
    "publication": Text("公示", "Publication"),
}
"""The fields that people are told of; what isn't here follows from them."""

_PROCEDURES: Final = {"ordinary": Text("普通程序", "ordinary"), "summary": Text("简易程序", "summary")}
_GAINS: Final = {"none": Text("没有", "none"), "undeterminable": Text("无法确定", "undeterminable")}


def field_words(name: str, value: Any) -> str:
    """What stands in a field; nothing is "-"."""
    said = _WORDS.get(name)
    return words(value) if said is None or value is None else said(value)


def article_words(codes: Sequence[str], decided_on: date, books: Books) -> str:
    """Articles with the law they stand for, as far as the provisions of that day know them."""
    return t("、", ", ").join(_article(code, decided_on, books) for code in codes) or words(None)


def _article(code: str, decided_on: date, books: Books) -> str:
    try:
        clause = books.provisions.article(code, decided_on).clause
    except ZiboPortError:  # a code of an older catalogue stands for itself
        return code
    return t(f"{clause}（{code}）", f"{clause} ({code})")


def _yuan(amount: Decimal) -> str:
    return t(f"{plain(amount)} 元", f"{plain(amount)} yuan")


def _gains(recorded: str) -> str:
    return t(*_GAINS[recorded]) if recorded in _GAINS else _yuan(Decimal(recorded))


def _kinds(codes: Sequence[str]) -> str:
    return t("、", ", ").join(t(*KINDS[code]) for code in codes) or words(None)


def _attachments(kept: Sequence[str]) -> str:
    return t("、", ", ").join(name.partition(" ")[2] for name in kept) or words(None)


def _publication(code: str) -> str:
    from zibo_port.domain.telling.words import publicity

    return publicity(code).to(current())


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "kinds": _kinds,
    "procedure": lambda code: t(*_PROCEDURES[code]),
    "severity": lambda code: t(*SEVERITIES[code]),
    "gains": _gains,
    "fine": _yuan,
    "confiscated": _yuan,
    "refunded": _yuan,
    "attachments": _attachments,
    "publication": _publication,
}
