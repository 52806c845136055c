from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents.amounts import WAN_YUAN, YUAN, amount
from zibo_port.documents.cells import Broken, Cell, CellError

MARCH_12 = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        *(("0.3", "3000"), (0.3, "3000"), ("０．３", "3000"), ("0.30000000", "3000"), (".3", "3000"), (0.1 + 0.2, "3000"), (3, "30000")),
        *(("0.000001", "0.01"), (0.000004, "0.04"), ("13.665625", "136656.25"), (" 1,234.5 ", "12345000"), ("1，234.5", "12345000")),
        *(("+0.3", "3000"), ("'0.3", "3000"), ("0", "0"), ("0.3万元", "3000"), ("0.3万", "3000"), ("￥0.3", "3000")),
    ],
)
def test_an_amount_under_a_heading_in_wan(cell: Cell, yuan: str) -> None:
    assert amount(cell, WAN_YUAN) == (Decimal(yuan), None)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        *(
            ("3000", "3000"),
            (3000.0, "3000"),
            ("3,000.00", "3000"),
            ("３，０００元", "3000"),
            ("人民币3000元整", "3000"),
            ("¥3,000", "3000"),
        ),
        *(("叁仟元整", "3000"), ("三千元", "3000"), ("贰万零壹角", "20000.10"), ("壹万陆仟壹佰零贰元陆角壹分", "16102.61"), ("十五", "15")),
    ],
)
def test_an_amount_under_a_heading_in_yuan(cell: Cell, yuan: str) -> None:
    assert amount(cell, YUAN) == (Decimal(yuan), None)


@pytest.mark.parametrize(
    ("cell", "unit", "yuan", "own"),
    [
        ("3000元", WAN_YUAN, "3000", "元"),
        ("叁仟元整", WAN_YUAN, "3000", "元"),
        ("贰万元", WAN_YUAN, "20000", "元"),
        ("0.3万元", YUAN, "3000", "万元"),
        ("1.5万", YUAN, "15000", "万元"),
    ],
)
def test_a_unit_in_the_cell_outweighs_the_heading_and_is_told(cell: Cell, unit: Decimal, yuan: str, own: str) -> None:
    assert amount(cell, unit) == (Decimal(yuan), own)


def test_one_yuan_and_one_wan_differ_by_ten_thousand() -> None:
    in_yuan, in_wan = amount("1", YUAN), amount("1", WAN_YUAN)
    assert in_yuan is not None
    assert in_wan is not None
    assert (in_yuan.yuan, in_wan.yuan) == (Decimal(1), Decimal(10_000))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(
            (text, "amount-unreadable")
            for text in ("abc", "1/2", "5%", "1e3", "9.13E+17", "1,5", "1234,567", "12,34.5", "1.000,00", "(2,000)", "1_000")
        ),
        *(
            (text, "amount-unreadable")
            for text in ("=1+1", "十五", "3千元", "罚款3000元", "2026-03-12", "NaN", "inf", "1" * 30, "1" + "0" * 12, "元")
        ),
        *((cell, "amount-unreadable") for cell in (True, MARCH_12, Broken("error"), Broken("formula"), 1e20)),
        *(("-0.3", "amount-negative"), (-0.3, "amount-negative"), ("－3", "amount-negative")),
        *(("0.0000001", "amount-too-fine"), ("0.1234567", "amount-too-fine"), (0.00000123, "amount-too-fine")),
    ],
)
def test_what_is_no_certain_amount_is_refused(cell: Cell, code: str) -> None:
    with pytest.raises(CellError) as fault:
        amount(cell, WAN_YUAN)
    assert fault.value.code == code


def test_the_smallest_negative_amount_is_negative() -> None:
    for cell in ("-0.01", -0.01):
        with pytest.raises(CellError) as fault:
            amount(cell, YUAN)
        assert fault.value.code == "amount-negative"


def test_a_fraction_of_a_cent_is_refused_in_yuan() -> None:
    assert amount("0.25", YUAN) == (Decimal("0.25"), None)
    with pytest.raises(CellError) as fault:
        amount("2418.203", YUAN)
    assert fault.value.code == "amount-too-fine"


@given(st.decimals(0, 10**7, places=6))
def test_an_amount_is_the_same_as_text_as_number_and_in_either_unit(wan: Decimal) -> None:
    yuan = (wan * 10_000).quantize(Decimal("0.01"))
    for cell, unit in ((str(wan), WAN_YUAN), (float(wan), WAN_YUAN), (str(yuan), YUAN), (f"{yuan:,}", YUAN), (f"{wan:f}万元", YUAN)):
        found = amount(cell, unit)
        assert found is not None
        assert found.yuan == yuan
