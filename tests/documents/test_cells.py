from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents import cells
from zibo_port.documents.amounts import WAN_YUAN, YUAN, amount
from zibo_port.documents.cells import Broken, Cell, CellError
from zibo_port.documents.days import day

MARCH_12 = date(2026, 3, 12)


@pytest.mark.parametrize("cell", [None, "", "  ", "/", "-", "——", "无", "null", "\u200b"])
def test_nothing_is_no_day_and_no_amount(cell: Cell) -> None:
    assert day(cell) is None
    assert amount(cell, WAN_YUAN) is None


@given(st.text() | st.floats() | st.booleans() | st.dates() | st.integers())
def test_any_cell_is_read_or_refused_and_never_breaks_the_reader(cell: Cell) -> None:
    for read in (cells.text, cells.filled, cells.code, day, lambda c: amount(c, YUAN), lambda c: amount(c, WAN_YUAN)):
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
