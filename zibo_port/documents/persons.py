"""Recognises what is about a natural person: such rows are never recorded (山东省社会信用条例第二十条)."""

from __future__ import annotations

import unicodedata
from typing import Final

from zibo_port.documents.cells import Cell
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.errors import InvalidData, Text

_CATEGORIES: Final = frozenset({"个人", "公民", "自然人"})

NATURAL_PERSON: Final = Text(
    "行政相对人是自然人，本系统不登记自然人。如实为个体工商户，请改正类别并填写92开头的统一社会信用代码。",
    "The party is a natural person, who is never recorded here. If it is an individual business, correct the category "
    "and fill in its credit code (92…).",
)


def personal_category(words: str) -> bool:
    """Whether a category of party (行政相对人类别) means natural persons."""
    return words in _CATEGORIES or words.startswith("自然人")


def identity_number(cell: Cell) -> bool:
    """Whether a cell holds an identity number (GB 11643-1999): 18 places with a month and century of birth that are no credit code."""
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    if len(text) != 18 or not text[:17].isdecimal() or text[6:8] not in {"19", "20"} or not "01" <= text[10:12] <= "12":
        return False
    try:
        CreditCode.parse(text)
    except InvalidData:
        return True
    return False
