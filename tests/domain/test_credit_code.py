"""The unified social credit code: what is read, what is refused, and with which sentence."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zibo_port.domain.credit_code import CreditCode, body_check_character, check_character, normalise
from zibo_port.domain.errors import InvalidData

FICTIONAL = ("91370303MADEM0011X", "91370305MAFAKE0276", "92370303MATE0T0366")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def refused(text: str) -> InvalidData:
    with pytest.raises(InvalidData) as fault:
        CreditCode.parse(text)
    assert [f.field for f in fault.value.fields] == ["enterprise"]
    assert fault.value.exit_status == 3
    return fault.value


def code(first17: str) -> str:
    return first17 + check_character(first17)


def person(first17: str) -> str:
    rest = sum(int(c) * w for c, w in zip(first17, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return first17 + "10X98765432"[rest]


# --- what is read -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FICTIONAL)
def test_a_valid_code_has_no_warning(text: str) -> None:
    assert CreditCode.parse(text) == CreditCode(text, ())


@pytest.mark.parametrize(
    "typed",
    [
        "91370303madem0011x",
        "９１３７０３０３ＭＡＤＥＭ００１１Ｘ",
        "91370303 MADEM 0011X",
        "91370303-MADEM0011-X",
        "91370303－MADEM0011—X",
        "\t91370303MADEM0011X",
        " 91370303MADEM0011X\u3000",
        "91370303\u200bMADEM0011X",
        "\ufeff91370303MADEM0011X",
    ],
)
def test_codes_are_read_as_people_type_them(typed: str) -> None:
    assert CreditCode.parse(typed).value == "91370303MADEM0011X"
    assert normalise(typed) == "91370303MADEM0011X"


@pytest.mark.parametrize(
    "first17", ["N2370303MADEM0011", "A1370303MADEM0011", "Y1370303MADEM0011", "52370303MADEM0011", "11370303MADEM0011"]
)
def test_authorities_other_than_the_market_regulator_are_read(first17: str) -> None:
    assert CreditCode.parse(code(first17)).value == code(first17)


def test_a_wrong_organisation_check_digit_is_only_a_warning() -> None:
    doubtful = CreditCode.parse(code("91370303MADEM0012"))
    (warning,) = doubtful.warnings
    assert (warning.code, warning.clause[:8]) == ("organisation-check-digit", "GB 11714")
    assert "第17位" in warning.message.zh


@pytest.mark.parametrize(("body", "expected"), [("MADEM001", "1"), ("MAFAKE02", "7"), ("MATE0T03", "6")])
def test_organisation_check_digit(body: str, expected: str) -> None:
    assert body_check_character(body) == expected


def test_organisation_check_digits_ten_and_eleven() -> None:
    made = {body_check_character(f"MADEM{i:03}") for i in range(200)}
    assert made == set("0123456789X")


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "为空"),
        ("  - ", "为空"),
        ("91370303MADEM0011", "现为17位"),
        ("91370303MADEM0011XX", "现为19位"),
        ("370303100012345", "现为15位"),
        ("无", "现为1位"),
        ("91370303MADEM0011W", "第18位校验码不符"),
        ("91370303MADEM0021X", "第18位校验码不符"),
        ("91370303MADEMO011X", "第14位“O”不在字符集内"),
        ("9137O303MADEM0011X", "第5位“O”不在字符集内"),
        ("91370303MADEM0011.", "第18位“.”不在字符集内"),
        ("9.137e+17", "科学计数法"),
        ("9.13703030000000E+17", "科学计数法"),
        ("913703E12", "科学计数法"),
        (code("01370303MADEM0011"), "首位“0”不是登记管理部门代码"),
        (code("B1370303MADEM0011"), "首位“B”不是登记管理部门代码"),
        ("91370303\nMADEM0011X", "换行符（U+000A）"),
        ("91370303MADEM0011X\n", "换行符（U+000A）"),
        ("\u200f91370303MADEM0011X", "文字方向的隐藏标记（U+200F）"),
        ("91370303MADEM\u202e0011X", "文字方向的隐藏标记（U+202E）"),
        ("91370303\x00MADEM0011X", "控制字符（U+0000）"),
        ("91370303MADEM\ufffd011X", "文字编码已损坏"),
    ],
)
def test_each_fault_has_a_sentence_that_says_what_to_do(text: str, said: str) -> None:
    fault = refused(text)
    assert said in fault.message.zh
    assert fault.message.zh.endswith("。")
    assert fault.message.en.endswith(".")


def test_the_field_is_the_one_that_was_asked_for() -> None:
    with pytest.raises(InvalidData) as fault:
        CreditCode.parse("x", "branch_of")
    assert fault.value.fields[0].field == "branch_of"


@pytest.mark.parametrize(
    "text",
    [
        person("37030319900101001"),
        person("11010119491001123"),
        person("91112419810803002"),  # a foreigner's permanent residence card
        person("37030319900101001").lower(),
        f" {person('37030319900101001')[:6]} {person('37030319900101001')[6:]}",
        person("37030320000229003"),
    ],
)
def test_a_natural_person_is_never_registered(text: str) -> None:
    fault = refused(text)
    assert "不登记自然人" in fault.message.zh
    assert "Natural persons are never registered" in fault.message.en
    assert text.strip() not in str(fault) + fault.message.en


def test_a_mistyped_identity_number_is_recognised_too() -> None:
    right = person("37030319900101001")
    wrong = right[:17] + ("1" if right[17] != "1" else "2")
    assert "不登记自然人" in refused(wrong).message.zh


def test_an_identity_number_that_passes_as_a_code_is_still_a_person() -> None:
    both = next(p for serial in range(1000) for day in range(1, 29) if code((p := person(f"370303199001{day:02}{serial:03}"))[:17]) == p)
    assert check_character(both[:17]) == both[17]
    assert "不登记自然人" in refused(both).message.zh


@pytest.mark.parametrize("first17", ["37030319901301001", "37030319900230001", "37030318991231001", "37030300000000001"])
def test_what_has_no_date_of_birth_is_no_person(first17: str) -> None:
    assert "自然人" not in refused(person(first17)).message.zh


def test_a_code_of_digits_alone_is_no_person_for_that() -> None:
    assert CreditCode.parse(code("91370303493061234")).value.isdigit() or code("91370303493061234")[17] in ALPHABET


# --- whatever is typed --------------------------------------------------------------------------------------------


@given(st.text(ALPHABET, min_size=16, max_size=16))
def test_one_wrong_character_is_always_found(rest: str) -> None:
    right = code("9" + rest)
    for position in range(18):
        other = ALPHABET[(ALPHABET.index(right[position]) + 7) % 31]
        wrong = right[:position] + other + right[position + 1 :]
        with pytest.raises(InvalidData):
            CreditCode.parse(wrong)


@given(st.text(max_size=40))
def test_nothing_typed_makes_it_fall_over(text: str) -> None:
    try:
        parsed = CreditCode.parse(text)
    except InvalidData:
        return
    assert len(parsed.value) == 18
    assert CreditCode.parse(parsed.value) == parsed


@pytest.mark.skipif(importlib.util.find_spec("stdnum") is None, reason="python-stdnum isn't installed")
@given(st.text("0123456789", min_size=7, max_size=7), st.text(ALPHABET, min_size=9, max_size=9))
def test_check_characters_are_those_of_another_implementation(digits: str, body: str) -> None:
    uscc = importlib.import_module("stdnum.cn.uscc")
    assert uscc.calc_check_digit("9" + digits + body) == check_character("9" + digits + body)
