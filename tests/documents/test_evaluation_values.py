from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents.cells import Broken, Cell, CellError
from zibo_port.documents.department_words import department
from zibo_port.documents.evaluation_values import ON_INITIATIVE, PUBLICISED, RESOLVED, Rate, count, points, quarter, rate, year, yes_or_no
from zibo_port.domain.codes import DEPARTMENTS


def fault(read: Callable[[], Any]) -> str:
    with pytest.raises(CellError) as caught:
        read()
    assert caught.value.message.zh.endswith("。")
    assert "请" in caught.value.message.zh
    assert caught.value.message.en
    return caught.value.code


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("488", 488),
        ("４８８", 488),
        (488.0, 488),
        ("1,234", 1234),
        ("1，234 票", 1234),
        ("12件", 12),
        ("0", 0),
        ("", None),
        ("/", None),
        (None, None),
    ],
)
def test_counts(cell: Cell, number: int | None) -> None:
    assert count(cell) == number


@pytest.mark.parametrize("cell", ["约500", "1,23", 12.5, "五百", True, date(2026, 3, 1), Broken("error"), "1e3"])
def test_what_is_no_count(cell: Cell) -> None:
    assert fault(lambda: count(cell)) == "count-unreadable"


@pytest.mark.parametrize(("cell", "number"), [("18.5分", "18.5"), (18.499999999999996, "18.5"), ("２０", "20"), ("-1", "-1"), ("25", "25")])
def test_points_are_read_and_left_to_the_form(cell: Cell, number: str) -> None:
    assert points(cell) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "in_per_cent", "share", "taken_as"),
    [
        ("96.5%", False, "0.965", None),
        ("９６．５％", False, "0.965", None),
        ("96.5 %", True, "0.965", None),
        (0.965, False, "0.965", None),
        ("1", False, "1", None),
        ("0", True, "0", None),
        (96.5, True, "0.965", None),
        ("3.5", True, "0.035", None),
        ("100", True, "1", None),
        (96.5, False, "0.965", "per-cent"),
        (100, False, "1", "per-cent"),
        (0.965, True, "0.965", "share"),
    ],
)
def test_rates(cell: Cell, in_per_cent: bool, share: str, taken_as: str | None) -> None:
    found = rate(cell, in_per_cent=in_per_cent)
    assert isinstance(found, Rate)
    assert (found.share, found.taken_as) == (Decimal(share), taken_as)


@pytest.mark.parametrize(("cell", "step"), [("96.5%", "0.001"), ("96.50%", "0.0001"), ("97%", "0.01"), ("0.965", "0.001"), ("1", "1")])
def test_a_rate_knows_how_finely_it_was_written(cell: str, step: str) -> None:
    found = rate(cell, in_per_cent=False)
    assert found is not None
    assert found.step == Decimal(step)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("105%", "rate-over-100"),
        ("101", "rate-over-100"),
        ("1.05", "rate-unclear"),
        ("3.5", "rate-unclear"),
        ("-5%", "rate-negative"),
        ("高", "rate-unreadable"),
        (True, "rate-unreadable"),
    ],
)
def test_what_is_no_rate(cell: Cell, code: str) -> None:
    assert fault(lambda: rate(cell, in_per_cent=False)) == code


@given(st.integers(0, 10_000))
def test_a_share_and_its_per_cent_are_the_same_rate(hundredths: int) -> None:
    as_share, as_per_cent = f"{Decimal(hundredths) / 10_000:f}", f"{Decimal(hundredths) / 100:f}%"
    first, second = rate(as_share, in_per_cent=False), rate(as_per_cent, in_per_cent=False)
    assert first is not None
    assert second is not None
    assert first.share == second.share == Decimal(hundredths) / 10_000


@pytest.mark.parametrize(("cell", "found"), [("2025", 2025), (2025.0, 2025), ("２０２５年度", 2025), ("2025年", 2025), ("", None)])
def test_years(cell: Cell, found: int | None) -> None:
    assert year(cell) == found


@pytest.mark.parametrize("cell", ["25", "上年度", date(2025, 1, 1), 1999, "2025Q1"])
def test_what_is_no_year(cell: Cell) -> None:
    assert fault(lambda: year(cell)) == "year-unreadable"


@pytest.mark.parametrize(
    ("cell", "its_year", "found"),
    [
        ("2026Q3", None, "2026Q3"),
        ("２０２６ｑ３", None, "2026Q3"),
        ("2026年第三季度", None, "2026Q3"),
        ("2026年度三季度", None, "2026Q3"),
        ("2026 年 3 季度", None, "2026Q3"),
        ("2026-Q1", None, "2026Q1"),
        ("第四季度", 2026, "2026Q4"),
        ("Q2", 2026, "2026Q2"),
        (3.0, 2026, "2026Q3"),
        ("2025Q4", 2026, "2025Q4"),
        ("", 2026, None),
    ],
)
def test_quarters(cell: Cell, its_year: int | None, found: str | None) -> None:
    assert quarter(cell, its_year) == found


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("三季度", "quarter-without-year"),
        ("2026Q5", "quarter-unreadable"),
        ("2026-3", "quarter-unreadable"),
        ("2026年7月", "quarter-unreadable"),
        (date(2026, 7, 1), "quarter-unreadable"),
    ],
)
def test_what_is_no_quarter(cell: Cell, code: str) -> None:
    assert fault(lambda: quarter(cell, None)) == code


def test_yes_and_no() -> None:
    assert [yes_or_no(cell, PUBLICISED) for cell in ("是", "YES", "√", True, 1.0, "已公示")] == [True] * 6
    assert [yes_or_no(cell, PUBLICISED) for cell in ("否", "ｎｏ", "×", False, 0, "未按要求公示")] == [False] * 6
    assert [yes_or_no(cell, PUBLICISED.contrary) for cell in ("是", "未公示", "公示")] == [True, True, False]
    assert [yes_or_no(cell, ON_INITIATIVE) for cell in ("主动", "被动", "", "/")] == [True, False, None, None]
    assert [yes_or_no(cell, RESOLVED) for cell in ("已化解", "尚未化解")] == [True, False]
    assert fault(lambda: yes_or_no("已化解", ON_INITIATIVE)) == "yes-no-unreadable"
    assert fault(lambda: yes_or_no("不详", RESOLVED)) == "yes-no-unreadable"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((code, code) for code in DEPARTMENTS),
        *((name.zh, code) for code, name in DEPARTMENTS.items()),
        *((name.en, code) for code, name in DEPARTMENTS.items()),
        ("市口岸办", "port-office"),
        ("淄博市市场监督管理局", "market-supervision"),
        ("国家税务总局淄博市税务局", "tax"),
        ("中国人民银行淄博市中心支行", "central-bank"),
        ("人民银行", "central-bank"),
        ("综保区", "bonded-zone"),
        ("海关", "customs"),
        ("中华人民共和国淄博海关", "customs"),
        (" 市 商务局 ", "commerce"),
        ("青岛海关", None),
        ("张店区市场监管局", None),
        ("市公安局", None),
        ("", None),
    ],
)
def test_departments(words: str, code: str | None) -> None:
    assert department(words) == code
