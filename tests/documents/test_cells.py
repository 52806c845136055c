from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents import cells
from zibo_port.documents.cells import WAN_YUAN, YUAN, Broken, Cell, CellError

MARCH_12 = date(2026, 3, 12)


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-03-12", "2026/3/12", "2026.3.12", "2026年03月12日", "2026年3月12号", " 2026 年 3 月 12 日 ", "20260312", "'2026-03-12"),
        *(
            "２０２６－０３－１２",
            "２０２６年３月１２日",
            "二〇二六年三月十二日",
            "二零二六年三月十二日",
            "二○二六年三月十二日",
            "2026年三月12日",
        ),
        *("2026-03-12 08:30:00", "2026-03-12T00:00:00", "2026/3/12 0:00", "2026年3月12日 8:30", 20260312.0, 20260312, MARCH_12),
    ],
)
def test_a_day_is_read_in_every_usual_form(cell: Cell) -> None:
    assert cells.day(cell) == (MARCH_12, False)


@pytest.mark.parametrize("cell", [46093.0, 46093, "46093", "46093.5", 46093.75])
def test_a_spreadsheets_day_number_is_read_and_said_to_be_one(cell: Cell) -> None:
    assert cells.day(cell) == (MARCH_12, True)


@given(st.dates(date(1960, 1, 1), date(2100, 12, 31)))
def test_forms_of_a_day_agree(day: date) -> None:
    for form in (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day:%Y年%m月%d日}", f"{day:%Y%m%d}"):
        assert cells.day(form) == (day, False)
    assert cells.day(float((day - date(1899, 12, 30)).days)) == (day, True)


@pytest.mark.parametrize("cell", [None, "", "  ", "/", "-", "——", "无", "null", "\u200b"])
def test_nothing_is_no_day_and_no_amount(cell: Cell) -> None:
    assert cells.day(cell) is None
    assert cells.amount(cell, WAN_YUAN) is None


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-02-30", "2026-13-01", "26-3-12", "2026-3", "2026年3月", "3/12/2026", "12-Mar-26", "12/3/2026", "去年", "2026-03-12 约"),
        *("2026年3月12日上午", "20261332", "2206-03-12", "1026-03-12", "46,093", "9" * 5000, "一" * 5000 + "年三月十二日"),
        *(True, False, 0.5, 3.0, 12.0, 1e300, -46093.0, float("inf"), 202603.0, date(1900, 1, 1), Broken("error"), Broken("time")),
    ],
)
def test_what_is_no_certain_day_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError) as fault:
        cells.day(cell)
    assert fault.value.code == "date-unreadable"


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        *(("0.3", "3000"), (0.3, "3000"), ("０．３", "3000"), ("0.30000000", "3000"), (".3", "3000"), (0.1 + 0.2, "3000"), (3, "30000")),
        *(("0.000001", "0.01"), (0.000004, "0.04"), ("13.665625", "136656.25"), (" 1,234.5 ", "12345000"), ("1，234.5", "12345000")),
        *(("+0.3", "3000"), ("'0.3", "3000"), ("0", "0"), ("0.3万元", "3000"), ("0.3万", "3000"), ("￥0.3", "3000")),
    ],
)
def test_an_amount_under_a_heading_in_wan(cell: Cell, yuan: str) -> None:
    assert cells.amount(cell, WAN_YUAN) == (Decimal(yuan), None)


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
    assert cells.amount(cell, YUAN) == (Decimal(yuan), None)


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
    assert cells.amount(cell, unit) == (Decimal(yuan), own)


def test_one_yuan_and_one_wan_differ_by_ten_thousand() -> None:
    in_yuan, in_wan = cells.amount("1", YUAN), cells.amount("1", WAN_YUAN)
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
        cells.amount(cell, WAN_YUAN)
    assert fault.value.code == code


def test_the_smallest_negative_amount_is_negative() -> None:
    for cell in ("-0.01", -0.01):
        with pytest.raises(CellError) as fault:
            cells.amount(cell, YUAN)
        assert fault.value.code == "amount-negative"


def test_a_fraction_of_a_cent_is_refused_in_yuan() -> None:
    assert cells.amount("0.25", YUAN) == (Decimal("0.25"), None)
    with pytest.raises(CellError) as fault:
        cells.amount("2418.203", YUAN)
    assert fault.value.code == "amount-too-fine"


@given(st.decimals(0, 10**7, places=6))
def test_an_amount_is_the_same_as_text_as_number_and_in_either_unit(wan: Decimal) -> None:
    yuan = (wan * 10_000).quantize(Decimal("0.01"))
    for cell, unit in ((str(wan), WAN_YUAN), (float(wan), WAN_YUAN), (str(yuan), YUAN), (f"{yuan:,}", YUAN), (f"{wan:f}万元", YUAN)):
        found = cells.amount(cell, unit)
        assert found is not None
        assert found.yuan == yuan


@given(st.text() | st.floats() | st.booleans() | st.dates() | st.integers())
def test_any_cell_is_read_or_refused_and_never_breaks_the_reader(cell: Cell) -> None:
    for read in (cells.text, cells.filled, cells.code, cells.day, lambda c: cells.amount(c, YUAN), lambda c: cells.amount(c, WAN_YUAN)):
        try:
            found = read(cell)  # type: ignore[operator]
        except CellError as fault:
            found = fault.message.zh
        assert found is None or isinstance(found, str | tuple)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        *(("  甲  ", "甲"), ("'91370303MADEM0011X", "91370303MADEM0011X"), ('="91370303MADEM0011X"', "91370303MADEM0011X"), ("12\t", "12")),
        *(("‘好运’货运", "‘好运’货运"), ("=1+1", "=1+1"), ("甲\u3000", "甲"), ("＇12", "12"), ("'", "")),
        *((12.0, "12"), (12.5, "12.5"), (2026001.0, "2026001"), (None, ""), (MARCH_12, "2026-03-12")),
    ],
)
def test_a_cell_as_text(cell: Cell, text: str) -> None:
    assert cells.text(cell) == text


@pytest.mark.parametrize("cell", [9.13703e17, "9.13703E+17", "9.13703e+17", "９.13703E+17", 1e15])
def test_a_number_that_has_lost_its_digits_is_refused_with_the_cure(cell: Cell) -> None:
    with pytest.raises(CellError) as fault:
        cells.code(cell)
    assert fault.value.code == "number-lost"
    assert "文本格式" in fault.value.message.zh


def test_an_error_or_a_formula_is_refused_with_the_cure() -> None:
    for why, says in (("error", "#N/A"), ("formula", "公式"), ("time", "时刻")):
        with pytest.raises(CellError, match=says):
            cells.text(Broken(why))


def test_a_sentence_repeats_a_cell_without_its_hidden_characters() -> None:
    with pytest.raises(CellError) as fault:
        cells.day("\u202e2026" + "x" * 100)
    assert "\u202e" not in fault.value.message.zh
    assert len(fault.value.message.zh) < 100


def test_serial_days_begin_where_spreadsheets_begin() -> None:
    assert cells.day(20_000.0) == (date(1899, 12, 30) + timedelta(days=20_000), True)
