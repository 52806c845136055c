"""When two document numbers are the same one, and what no number and no name may contain."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zibo_port.domain.document_no import checked, comparable, hidden_character, safe_name
from zibo_port.domain.errors import InvalidData

CANON = "淄市监处罚〔2026〕12号"


@pytest.mark.parametrize(
    "typed",
    [
        "淄市监处罚【2026】12号",
        "淄市监处罚[2026]12号",
        "淄市监处罚［2026］12号",
        "淄市监处罚(2026)12号",
        "淄市监处罚（2026）12号",
        "淄市监处罚〈2026〉12号",
        "淄市监处罚﹝2026﹞12号",
        "淄市监处罚《2026》12号",
        "淄市监处罚<2026>12号",
        "淄市监处罚〔2026)12号",
        "淄市监处罚〔２０２６〕１２号",
        " 淄市监处罚 〔2026〕\u300012\u00a0号\n",
        "淄市监处罚\u200b〔2026〕\ufeff12\u2060号",
    ],
)
def test_forms_of_one_number_compare_equal(typed: str) -> None:
    assert comparable(typed) == comparable(CANON)


@pytest.mark.parametrize(
    "other", ["淄市监处罚〔2026〕13号", "淄市监罚〔2026〕12号", "淄市监处罚〔2025〕12号", "淄市监处罚2026〕12号", "淄市监处罚〕2026〔12号"]
)
def test_other_numbers_do_not(other: str) -> None:
    assert comparable(other) != comparable(CANON)


@given(st.text())
@example("R\u00b8")
def test_comparing_is_settled_after_once(text: str) -> None:
    once = comparable(text)
    assert comparable(once) == once
    assert not any(c.isspace() for c in once)


@given(st.text(min_size=1))
def test_a_number_that_is_accepted_is_the_one_that_was_typed(text: str) -> None:
    try:
        kept = checked(text)
    except InvalidData:
        return
    assert comparable(kept) == comparable(text)
    assert checked(kept) == kept
    assert 1 <= len(kept) <= 128
    assert kept == kept.strip()
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in kept)
    kept.encode()


def test_a_number_is_trimmed_and_otherwise_kept_as_written() -> None:
    assert checked(f"\ufeff  {CANON}\t\n") == CANON
    assert checked("淄市监处罚【２０２６】 12 号") == "淄市监处罚【２０２６】 12 号"
    assert checked("淄\u200b市监") == "淄市监"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "内容为空"),
        ("  \u3000 ", "内容为空"),
        ("\u200b\ufeff", "内容为空"),
        ("淄市监\n处罚", "换行符（U+000A）"),
        ("淄市监\u2028处罚", "换行符（U+2028）"),
        ("淄市监\x00处罚", "控制字符（U+0000）"),
        ("淄市监\x1b[31m", "控制字符（U+001B）"),
        ("淄市监\u202e号21", "文字方向的隐藏标记（U+202E）"),
        ("\u200f淄市监", "文字方向的隐藏标记（U+200F）"),
        ("淄市监\u2066", "文字方向的隐藏标记（U+2066）"),
        ("淄市监\udc80", "文字编码已损坏（U+DC80）"),
        ("淄市监\ufffd罚", "文字编码已损坏（U+FFFD）"),
        ("1" * 129, "超过上限 128 个"),
    ],
)
def test_what_no_number_may_be(text: str, said: str) -> None:
    with pytest.raises(InvalidData) as fault:
        checked(text)
    assert said in fault.value.message.zh
    assert fault.value.message.en.isascii()
    assert fault.value.fields[0].field == "document_no"


def test_the_longest_number_and_the_longest_name_are_accepted() -> None:
    assert len(checked("1" * 128)) == 128
    assert len(safe_name("名" * 200, "name")) == 200


def test_a_name_is_any_visible_text() -> None:
    assert safe_name(" <script>alert(1)</script> ", "name") == "<script>alert(1)</script>"
    assert safe_name("=cmd|' /C calc'!A0", "name") == "=cmd|' /C calc'!A0"
    assert safe_name("淄博𠮷运国际货代 (Zibo) Ltd. & Co.", "name") == "淄博𠮷运国际货代 (Zibo) Ltd. & Co."


@pytest.mark.parametrize("text", ["", "\u200d", "两\n行", "a\u202eb", "名" * 201, "a\tb"])
def test_a_name_that_hides_something_is_refused_under_its_own_field(text: str) -> None:
    with pytest.raises(InvalidData) as fault:
        safe_name(text, "authority")
    assert fault.value.fields[0].field == "authority"


def test_hidden_characters_are_found() -> None:
    assert hidden_character(CANON) is None
    assert hidden_character("a\u200eb\n") == "\u200e"
