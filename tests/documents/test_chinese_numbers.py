from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents.chinese_numbers import NUMERALS, amount, whole_number

PLAIN, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"


def written(number: int, digits: str, units: tuple[str, str, str]) -> str:
    """A whole number below 10^12 in Chinese, as it is written on a decision."""
    parts = []
    for power, big in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, power)
        if section:
            gap = "零" if parts and section < 1000 else ""
            parts.append(gap + _section(section, digits, units) + big)
        elif parts and parts[-1] != "零" and number:
            parts.append("零")
    return "".join(parts).replace("零零", "零") or "零"


def _section(number: int, digits: str, units: tuple[str, str, str]) -> str:
    text, gap = "", False
    for power, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + unit
        gap = not digit
    return text


@given(st.integers(0, 10**12 - 1))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert whole_number(written(number, PLAIN, ("千", "百", "十"))) == number
    assert whole_number(written(number, FORMAL, ("仟", "佰", "拾"))) == number


@given(st.integers(0, 10**9), st.integers(0, 9), st.integers(0, 9))
def test_an_amount_is_read_as_it_was_written(yuan: int, jiao: int, fen: int) -> None:
    text = written(yuan, FORMAL, ("仟", "佰", "拾")) + "元"
    text += f"{FORMAL[jiao]}角" if jiao else "零" if fen else ""
    text += f"{FORMAL[fen]}分" if fen else "整"
    assert amount(text) == Decimal(f"{yuan}.{jiao}{fen}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("二〇二六", 2026),
            ("二○二六", 2026),
            ("贰零贰陆", 2026),
            ("十二", 12),
            ("二十", 20),
            ("廿一", 21),
            ("卅", 30),
            ("一百零五", 105),
        ),
        *(("两千", 2000), ("叁万伍仟壹佰肆拾", 35140), ("拾万", 100_000), ("一亿零五", 100_000_005), ("三十一", 31), ("〇", 0)),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "三三千", "百千三", "万", "亿", "三 千", "3千", "三千x", "十十", "一" * 41, "三百二百"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        *(
            ("叁仟元整", "3000"),
            ("叁仟元", "3000"),
            ("叁仟圆正", "3000"),
            ("贰万零壹角", "20000.10"),
            ("零元零角壹分", "0.01"),
            ("伍分", "0.05"),
        ),
        *(("伍角", "0.5"), ("壹万陆仟壹佰零贰元陆角壹分", "16102.61"), ("贰万肆仟叁佰零壹元玖角伍分", "24301.95"), ("两块", "2")),
    ],
)
def test_amounts(text: str, yuan: str) -> None:
    assert amount(text) == Decimal(yuan)


@pytest.mark.parametrize("text", ["元", "", "整", "角", "三元五", "三元十二角", "三角元", "三元五分六角七"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount(text) is None


@given(st.text(NUMERALS + "元角分整正"))
def test_any_sequence_of_numerals_is_a_number_or_none(text: str) -> None:
    whole, money = whole_number(text), amount(text)
    assert whole is None or whole >= 0
    assert money is None or money >= 0
