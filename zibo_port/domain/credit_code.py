"""The unified social credit code (统一社会信用代码) of GB 32100-2015: read, normalised and checked."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from zibo_port.domain.document_no import refuse_hidden
from zibo_port.domain.errors import InvalidData, Text

CLAUSE: Final = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
BODY_CLAUSE: Final = "GB 11714-1997《全国组织机构代码编制规则》"

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_RANK: Final = {c: i for i, c in enumerate(_ALPHABET)}
_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_BODY_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_PERSON_WEIGHTS: Final = tuple(pow(2, 17 - i, 11) for i in range(17))

_AUTHORITIES: Final = frozenset("123456789ANY")
"""1 机构编制, 2 外交, 3 司法行政, 4 文化, 5 民政, 6 旅游, 7 宗教, 8 工会, 9 市场监管, A 军队, N 农业, Y 其他."""

_SEPARATORS: Final = str.maketrans("", "", "-‐‒–—−")
_PADDING: Final = " \t\u00a0\u3000\ufeff"  # what exports put around a code to keep it a text
_SCIENTIFIC: Final = re.compile(r"\d+(\.\d*)?E[+-]?\d+")
_PERSON: Final = re.compile(r"[1-9]\d{5}(\d{4})(\d\d)(\d\d)\d{3}[\dX]")

_SCIENTIFIC_FAULT: Final = Text(
    "信用代码被电子表格改成了科学计数法，后几位已丢失。请把该列设为文本格式，再从营业执照重新录入。",
    "A spreadsheet turned the credit code into a number in scientific notation and lost its last digits. "
    "Format the column as text and enter the code again from the licence.",
)
_PERSON_FAULT: Final = Text(
    "这是自然人的身份证件号码，不是统一社会信用代码。本系统不登记自然人，请改填企业或个体工商户的信用代码。",
    "This is the identity number of a natural person, not a credit code. Natural persons are never registered; "
    "give the credit code of the enterprise or individual business.",
)


class CodeWarning(NamedTuple):
    """Something about a code that is worth a second look but doesn't invalidate it."""

    code: str
    clause: str
    message: Text


class CreditCode(NamedTuple):
    """A valid code of 18 characters and what is doubtful about it."""

    value: str
    warnings: tuple[CodeWarning, ...] = ()

    @classmethod
    @lru_cache(maxsize=8_192)
    def parse(cls, text: str, field: str = "enterprise") -> CreditCode:
        """Read a code as people type it: full-width, in lower case, with spaces or hyphens.

        Raises:
            InvalidData: `field`; a hidden character, another length or alphabet, an unknown registration authority,
                a wrong check character, the identity number of a natural person.
        """
        value = normalise(text, field)
        fault = _fault_of_shape(value) or _fault_of_check(value)
        if fault is not None:
            raise InvalidData.of(field, fault.zh, fault.en)
        return cls(value, _doubts(value))


def normalise(text: str, field: str = "enterprise") -> str:
    """A code in half-width capitals, without spaces and hyphens; not checked otherwise.

    Raises:
        InvalidData: `field`; a line break, a control character or a bidi mark.
    """
    refuse_hidden(text.strip(_PADDING), field)
    if text.isascii() and text.isalnum() and text.isupper():
        return text  # as nearly every code is written
    folded = unicodedata.normalize("NFKC", text).upper().translate(_SEPARATORS)
    return "".join(c for c in folded if not (c.isspace() or unicodedata.category(c) == "Cf"))


def check_character(first17: str) -> str:
    """The 18th character of a code, from the 17 before it (GB 32100-2015)."""
    return _ALPHABET[-sum(_RANK[c] * w for c, w in zip(first17, _WEIGHTS, strict=True)) % 31]


def body_check_character(body: str) -> str:
    """The check character of an organisation code, from the 8 before it (GB 11714-1997)."""
    rest = -sum(_BODY_ALPHABET.index(c) * w for c, w in zip(body, _BODY_WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def _fault_of_shape(value: str) -> Text | None:
    """What is wrong before any check digit is looked at."""
    if not value:
        return Text("统一社会信用代码为空，请填写。", "The credit code is empty; fill it in.")
    if _SCIENTIFIC.fullmatch(value):
        return _SCIENTIFIC_FAULT
    if len(value) != 18:
        return Text(
            f"统一社会信用代码应为18位，现为{len(value)}位，请对照营业执照核对。",
            f"A credit code has 18 characters, this one has {len(value)}; compare it with the licence.",
        )
    wrong = next((i for i, c in enumerate(value) if c not in _RANK), None)
    if wrong is not None:
        return Text(
            f"统一社会信用代码第{wrong + 1}位“{value[wrong]}”不在字符集内：只用数字和除 I、O、S、V、Z 以外的大写字母。",
            f"Character {wrong + 1}, “{value[wrong]}”, can't stand in a credit code: only digits and capitals other than I, O, S, V, Z.",
        )
    return None


def _fault_of_check(value: str) -> Text | None:
    """What is wrong with 18 characters of the right alphabet."""
    checks = check_character(value[:17]) == value[17]
    if _natural_person(value, code_checks=checks):
        return _PERSON_FAULT
    if value[0] not in _AUTHORITIES:
        return Text(
            f"统一社会信用代码首位“{value[0]}”不是登记管理部门代码（{'、'.join(sorted(_AUTHORITIES))}），请对照营业执照核对。",
            f"The first character, “{value[0]}”, is no registration authority ({', '.join(sorted(_AUTHORITIES))}); "
            "compare it with the licence.",
        )
    if not checks:
        return Text(
            "统一社会信用代码第18位校验码不符，请对照营业执照逐位核对。",
            "The check character (18th) of the credit code is wrong; compare it with the licence, character by character.",
        )
    return None


def _natural_person(value: str, *, code_checks: bool) -> bool:
    """Whether it is an identity number (GB 11643-1999): by its check digit, or mistyped, by the birth date in what is no valid code."""
    match = _PERSON.fullmatch(value)
    if match is None or not _birth_date(*map(int, match.groups())):
        return False
    rest = sum(int(c) * w for c, w in zip(value[:17], _PERSON_WEIGHTS, strict=True)) % 11
    return value[17] == "10X98765432"[rest] or not code_checks


def _birth_date(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year < 2100
    except ValueError:
        return False


def _doubts(value: str) -> tuple[CodeWarning, ...]:
    if body_check_character(value[8:16]) == value[16]:
        return ()
    message = Text(
        "统一社会信用代码第17位（组织机构代码校验码）不符，第18位无误。已接受，请对照营业执照核对。",
        "The 17th character (check digit of the organisation code) doesn't fit, the 18th does. Accepted; compare it with the licence.",
    )
    return (CodeWarning("organisation-check-digit", BODY_CLAUSE, message),)
