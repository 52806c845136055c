"""What is wrong with a form is told under the names that people typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.city import CASE, City, build
from tests.facts import FORWARDER

BROKER_CODE = "91370305MAFAKE0276"
LOG = (
    *("penalty", "log", "--enterprise", FORWARDER, "--document-no", "9号", "--decided-on", "2026-09-10"),
    *("--authority", "淄博市市场监督管理局", "--article", "price-regulation.9.5", "--kind", "fine", "--gains", "none", "--fine", "60000"),
)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


def changed(option: str, value: str) -> tuple[str, ...]:
    """The same penalty with another value."""
    words = list(LOG)
    words[words.index(option) + 1] = value
    return tuple(words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (changed("--fine", "-5"), "--fine：不能小于 0。"),
        (changed("--document-no", ""), "--document-no：内容为空，请填写。"),
        (changed("--document-no", "9\n号"), "--document-no：含有换行符（U+000A）。请删去后重新键入，不要从网页或表格直接粘贴。"),
        (changed("--enterprise", "91370303MADEM0011A"), "统一社会信用代码第18位校验码不符，请对照营业执照逐位核对。"),
        (changed("--enterprise", "370303199001011234"), "--enterprise：这是自然人的身份证件号码"),
        (("enterprise", "register", BROKER_CODE, " ", "--line", "other"), "名称：内容为空，请填写。"),
        (
            ("enterprise", "register", BROKER_CODE, "分公司", "--line", "other", "--branch-of", "91"),
            "--branch-of：统一社会信用代码应为18位",
        ),
        (("evaluation", "rating", FORWARDER, "--year", "20", "--favourable", "1", "--total", "2"), "--year：不能小于 2000。"),
        (
            ("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "x", "--points", "-1"),
            "port-service-centre；--points：不能小于 0。",
        ),
        (
            ("consultation", "conclude", "M", "--case", CASE, "--deduct", "5", "--minutes", "x", "--measure", "limit-awards:x"),
            "--measure 第 1 项 department：没有代码“x”",
        ),
    ],
)
def test_a_field_at_fault_is_named_as_its_option(city, words, sentence):
    outcome = city.run(*words)
    assert outcome.status == 3
    assert outcome.err.startswith("错误：")
    assert sentence in outcome.err.splitlines()[0]
    assert len(outcome.err.splitlines()) == 1, "said once"


def test_in_english_too(city):
    assert city.run(*changed("--fine", "-5"), "--lang", "en").err == "Error: --fine: It can't be less than 0.\n"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"case": CASE, "deduct": 0}, "第 1 个案件：deduct：必须大于 0。"),
        ({"case": CASE, "deduct": 5, "quarter": "三季度"}, "第 1 个案件：quarter：形式不对，季度请写成 2026Q3。"),
        ([], "第 1 个案件应为一个对象，键为 case、"),
    ],
)
def test_a_case_in_a_file_is_named_by_its_number_and_key(city, row, sentence):
    file = city.folder / "outcomes.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    outcome = city.run("consultation", "conclude", "M", "--outcomes", str(file), "--minutes", "纪要")
    assert outcome.status == 3
    assert sentence in outcome.err


def test_choices_are_listed_as_people_write_a_list(city):
    listed = "logged、open、concluded、repaired、revoked"
    assert f"“x”不可用，只能是 {listed}。" in city.run("penalty", "list", "--state", "x").err
    assert city.refused(2, "penalty", "list", "--state", "x")["fields"][0]["message"].endswith(f"只能是 {listed}。")
    assert f"'x' is not one of {listed.replace('、', ', ')}." in city.run("penalty", "list", "--state", "x", "--lang", "en").err


def test_a_number_with_decimals_is_no_whole_number(city):
    words = ("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "1.5", "--total", "2")
    assert "--favourable 的值不对：“1.5”不是整数，请只写数字。" in city.run(*words).err
