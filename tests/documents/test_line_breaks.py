"""Lines: nothing is lost, nothing sticks out, marks stay with their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.documents.line_breaks import broken, ems

texts = st.text(st.sampled_from("淄博港（）《》“”。，abcXYZ!( 129"), max_size=80)


@given(texts, st.integers(20, 400))
def test_lines_lose_nothing_but_spaces_and_none_sticks_out(text: str, tenths: int) -> None:
    lines = broken(text, tenths / 10)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(ems(line) <= tenths / 10 for line in lines)


@given(texts, st.integers(20, 300))
def test_two_lines_that_follow_each_other_hold_more_than_one_could(text: str, tenths: int) -> None:
    assert len(broken(text, tenths / 10)) <= 2 * ems(text) / (tenths / 10) + 1


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, [""]),
        ("淄博海关淄博海关", 4, ["淄博海关", "淄博海关"]),
        ("淄博海关，通知", 4, ["淄博海", "关，通知"]),
        ("通知附件（二）", 5, ["通知附件", "（二）"]),
        ("People's Bank, Zibo", 7.5, ["People's Bank,", "Zibo"]),
        ("依《规定》第 9 条", 5, ["依《规定》", "第 9 条"]),
        ("ABCDEFGHIJ", 3, ["ABCDE", "FGHIJ"]),
    ],
)
def test_where_lines_break(text: str, room: float, lines: list[str]) -> None:
    assert broken(text, room) == lines


def test_a_figure_is_wider_than_a_small_letter_and_narrower_than_a_character() -> None:
    assert ems("a") < ems("9") == ems("A") < ems("港") == 1
    assert ems("港A9") == ems("港") + ems("A") + ems("9")
