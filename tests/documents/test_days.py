from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents.cells import Broken, Cell, CellError
from zibo_port.documents.days import day

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
    assert day(cell) == (MARCH_12, False)


@pytest.mark.parametrize("cell", [46093.0, 46093, "46093", "46093.5", 46093.75])
def test_a_spreadsheets_day_number_is_read_and_said_to_be_one(cell: Cell) -> None:
    assert day(cell) == (MARCH_12, True)


@given(st.dates(date(1960, 1, 1), date(2100, 12, 31)))
def test_forms_of_a_day_agree(on: date) -> None:
    for form in (on.isoformat(), f"{on.year}/{on.month}/{on.day}", f"{on:%Y年%m月%d日}", f"{on:%Y%m%d}"):
        assert day(form) == (on, False)
    assert day(float((on - date(1899, 12, 30)).days)) == (on, True)


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
        day(cell)
    assert fault.value.code == "date-unreadable"


def test_a_sentence_repeats_a_cell_without_its_hidden_characters() -> None:
    with pytest.raises(CellError) as fault:
        day("\u202e2026" + "x" * 100)
    assert "\u202e" not in fault.value.message.zh
    assert len(fault.value.message.zh) < 100


def test_serial_days_begin_where_spreadsheets_begin() -> None:
    assert day(20_000.0) == (date(1899, 12, 30) + timedelta(days=20_000), True)
