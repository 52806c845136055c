import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.cli.table import NARROWEST, Heading, table
from zibo_port.cli.widths import width

HEADINGS = (Heading("文号"), Heading("企业名称"), Heading("罚款（元）", right=True))
ROWS = [("淄演监罚〔2026〕1号", "演示国际货运代理有限公司", "50000.00"), ("2号", "甲", "-")]


def test_columns_stand_in_line() -> None:
    assert list(table(HEADINGS, ROWS, None)) == [
        "文号                 企业名称                  罚款（元）",
        "-------------------  ------------------------  ----------",
        "淄演监罚〔2026〕1号  演示国际货运代理有限公司    50000.00",
        "2号                  甲                                 -",
    ]


def test_a_narrow_terminal_wraps_the_widest_columns() -> None:
    assert list(table(HEADINGS, ROWS[:1], 40)) == [
        "文号           企业名称       罚款（元）",
        "-------------  -------------  ----------",
        "淄演监罚       演示国际货运     50000.00",
        "〔2026〕1号    代理有限公司",
    ]


@given(
    st.lists(st.tuples(*[st.text("淄博口岸，《》 ab1", min_size=1, max_size=30)] * 3), min_size=1, max_size=4),
    st.one_of(st.none(), st.integers(1, 100)),
)
def test_no_text_is_lost_at_any_width(rows: list[tuple[str, ...]], columns: int | None) -> None:
    lines = list(table(HEADINGS, rows, columns))
    wanted = "".join(cell for row in rows for cell in row) + "".join(heading.title for heading in HEADINGS)
    assert sorted("".join(lines).replace(" ", "").replace("-", "")) == sorted(wanted.replace(" ", ""))
    if columns is None:
        assert len(lines) == len(rows) + 2
    if columns is not None and columns >= 3 * NARROWEST + 4:
        assert all(width(line) <= columns for line in lines)


def test_room_left_over_is_used() -> None:
    underline = list(table([Heading("a"), Heading("b")], [("甲" * 20, "乙" * 20)], 51))[1]
    assert width(underline) == 51


def test_a_column_stays_wide_enough_to_be_read() -> None:
    assert "  ".join(["-" * NARROWEST] * 3) in list(table(HEADINGS, ROWS, 10))


@pytest.mark.parametrize("columns", [None, 80])
def test_lines_end_without_blanks(columns: int | None) -> None:
    assert all(line == line.rstrip() for line in table(HEADINGS, ROWS, columns))
