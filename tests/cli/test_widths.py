import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.cli.widths import CLOSERS, OPENERS, pad, visible, visible_lines, width, wrap

MIXED = st.text(st.sampled_from("淄博口岸，。（《》）“” abcXYZ09-_\u0301e・﨑𠮷"), max_size=80)
COLUMNS = st.integers(2, 40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("淄博", 4), ("ＡＢ", 4), ("e\u0301", 1), ("a淄b", 4), ("“信用”", 6), ("𠮷", 2), ("\u200b", 0), ("ｱ", 1)],
)
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_pad_fills_columns_on_either_side() -> None:
    assert pad("淄博", 6) == "淄博  "
    assert pad("淄博", 6, right=True) == "  淄博"
    assert pad("淄博市", 4) == "淄博市"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("演示公司", "演示公司"),
        ("甲\u202e乙", r"甲\u202e乙"),
        ("甲\x1b[2J", r"甲\x1b[2J"),
        ("甲\n乙\t丙", r"甲\n乙\t丙"),
        ("零\u200b宽\ufeff", r"零\u200b宽\ufeff"),
        ("\udcff", r"\udcff"),
        ("全角\u3000空格\u00a0", "全角\u3000空格\u00a0"),
        ("新字\U0002ebf0", "新字\U0002ebf0"),
        ("\U000e0041", r"\U000e0041"),
        ("\u2028", r"\u2028"),
        ("é\u0301", "é\u0301"),
    ],
)
def test_visible_spells_out_what_could_garble_a_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_leaves_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert shown.encode().decode() == shown


def test_visible_lines_keeps_line_breaks_alone() -> None:
    assert visible_lines("一\n二\r\x07") == "一\n二\\r\\x07"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("口岸营商环境", 6, ["口岸营", "商环境"]),
        ("口岸营，商环境", 6, ["口岸", "营，商", "环境"]),
        ("见《规定》全文", 8, ["见《规", "定》全文"]),
        ("见《规定", 4, ["见", "《规", "定"]),
        ("use zibo-port now", 9, ["use", "zibo-port", "now"]),
        ("运行zibo-port吧", 9, ["运行", "zibo-port", "吧"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a  b", 1, ["a", "b"]),
        ("6\u00a0没有权限", 20, ["6\u00a0没有权限"]),
        ("好 6\u00a0没有", 4, ["好", "6\u00a0没", "有"]),
    ],
)
def test_wrap_breaks_as_chinese_does(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(MIXED, COLUMNS)
def test_wrap_loses_nothing_but_blanks_and_fits(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)


@given(MIXED, st.integers(16, 40))
def test_wrap_keeps_marks_with_what_they_mark(text: str, columns: int) -> None:
    """A mark may only stand apart where a run of them is longer than a line."""
    lines = wrap(text, columns)
    for before, after in pairwise(lines):
        cut = width(before) >= columns - 1  # a piece too wide for a line is cut where the line ends
        assert cut or not (after[:1] in CLOSERS or before[-1:] in OPENERS)
