"""Numbers written in Chinese characters: 二〇二六, 十二, 叁仟元整, 贰万零壹角."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_ALIKE: Final = ("〇零○０Ｏ", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS: Final = {character: digit for digit, alike in enumerate(_ALIKE) for character in alike}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG: Final = {"万": 10_000, "亿": 100_000_000}
_FORMS: Final = str.maketrans({"廿": "二十", "卅": "三十", "圆": "元", "块": "元", "萬": "万", "億": "亿"})
_LONGEST: Final = 40
NUMERALS: Final = "".join(_DIGITS) + "".join(_TENS) + "万亿萬億廿卅"
"""Every character of which such a number may be made."""


def whole_number(text: str) -> int | None:
    """A whole number, in positions (二〇二六) or with units (一百二十一, 叁万伍仟); None if it is none."""
    text = text.translate(_FORMS)
    if not text or len(text) > _LONGEST:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _sections(text)


def amount(text: str) -> Decimal | None:
    """An amount such as 壹万陆仟壹佰零贰元陆角壹分 or 叁仟元整, in 元; None if it is none."""
    text = text.translate(_FORMS).removesuffix("整").removesuffix("正")
    if not any(c in _DIGITS or c in _TENS for c in text):
        return None
    yuan, mark, small = text.rpartition("元")
    if not mark:
        head = next((i for i, c in enumerate(text) if c in "角分"), 0)
        cut = text.rfind("零", 0, head) if head else len(text)  # 贰万零壹角
        yuan, small = (text[:cut], text[cut:]) if cut >= 0 else ("", text)
    whole = whole_number(yuan) if yuan else 0
    part = _small(small)
    return None if whole is None or part is None else whole + part


def _small(text: str) -> Decimal | None:
    """角 and 分 as a part of a 元."""
    total = Decimal(0)
    rest = text.lstrip("零")
    for unit, worth in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        digit, mark, after = rest.partition(unit)
        if mark:
            value = whole_number(digit.lstrip("零") or "零")
            if value is None or value > 9:
                return None
            total, rest = total + value * worth, after
    return None if rest else total


def _sections(text: str) -> int | None:
    """With units: sections of up to four places, each followed by 万 or 亿; None where digits or units don't follow each other so."""
    total = section = digit = 0
    below = 10_000
    for c in text:
        if c in _DIGITS and not digit:
            digit = _DIGITS[c]
        elif c in _TENS and _TENS[c] < below:
            below = _TENS[c]
            section, digit = section + (digit or 1) * below, 0
        elif c in _BIG and section + digit + total:
            total = (total + section + digit) * _BIG[c] if c == "亿" else total + (section + digit) * _BIG[c]
            section, digit, below = 0, 0, 10_000
        else:
            return None
    return total + section + digit
