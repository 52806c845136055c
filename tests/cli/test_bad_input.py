"""Broken and hostile input: the exit status of the contract, a sentence that says what to do, nothing half recorded."""

from __future__ import annotations

import json

import pytest

from tests.cli.city import City, build
from tests.documents.builders import (
    COMPANY,
    ROW,
    bomb_bytes,
    csv_bytes,
    encrypted_bytes,
    far_cell_bytes,
    lying_bomb_bytes,
    penalty_csv,
    saved,
    xlsx_bytes,
)
from tests.facts import FORWARDER
from zibo_port.cli.failures import WRONG_USAGE

GOOD = penalty_csv({"CF_WSH": "1号"}, {"CF_WSH": "2号"}, {"CF_WSH": "3号"})


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


def refused(city: City, *words: str, status: int = 3) -> dict:
    """The error of a command line, in both forms; nothing was recorded, no traceback shown."""
    head = city.head()
    error = city.refused(status, *words)
    spoken = city.run(*words)
    assert (spoken.status, spoken.out) == (status, "")
    assert "Traceback" not in spoken.err
    assert spoken.err.startswith("错误：")
    assert city.run(*words, "--lang", "en").err.startswith("Error: ")
    assert city.head() == head
    return error


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("截断.csv", GOOD[: GOOD.rindex("淄博市市场".encode())], "第4行"),
        ("引号.csv", GOOD + '"4号,没有收尾'.encode(), "引号"),
        ("编码.csv", GOOD + b"\xff\xfe\xfa\x81", "编码"),
        ("零.csv", GOOD + b"\0", ""),
        ("空.csv", b"", "空"),
        ("假.xlsx", GOOD, "xlsx"),
        ("加密.xlsx", encrypted_bytes(), "密码"),
        ("炸弹.xlsx", bomb_bytes(60_000_000), "50 MB"),
        ("谎报.xlsx", lying_bomb_bytes(60_000_000), "损坏"),
        ("远格.xlsx", far_cell_bytes(), ""),
        ("缺列.csv", csv_bytes([["CF_WSH", "CF_JDRQ"], ["1号", "2026-03-12"]]), "统一社会信用代码"),
        ("无单位.csv", csv_bytes([["CF_WSH", "CF_XDR_SHXYM", "CF_JDRQ", "罚款金额"], ["1号", COMPANY, "2026-03-12", "3"]]), "单位"),
        ("重列.csv", csv_bytes([["CF_WSH", "文号", "CF_XDR_SHXYM", "CF_JDRQ"], ["1号", "1号", COMPANY, "2026-03-12"]]), "两列"),
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_records_nothing(city, name, content, says):
    error = refused(city, "penalty", "import", str(saved(city.folder, name, content)), "--register-missing")
    assert error["code"] == "invalid"
    assert says in error["message"]
    assert "请" in error["message"]
    assert error["fields"]
    assert city.ask("penalty", "list") == []


def test_a_register_that_cannot_be_read_records_nothing(city):
    content = csv_bytes([["统一社会信用代码", "名称", "业务类型"], ["91370303MADE0002X3", "示例", "其他"]]) + b'"'
    assert refused(city, "enterprise", "import", str(saved(city.folder, "名单.csv", content)))["code"] == "invalid"
    assert "91370303MADE0002X3" not in json.dumps(city.ask("enterprise", "list"))


def test_a_file_that_is_not_there_is_wrong_usage(city):
    assert refused(city, "penalty", "import", str(city.folder / "没有.csv"), status=WRONG_USAGE)["code"] == "usage"
    assert refused(city, "penalty", "import", str(city.folder), status=WRONG_USAGE)["code"] == "usage"


# --- cells --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_begins_like_a_formula_is_recorded_as_text_and_flagged(city, start):
    name = f"{start}cmd|' /C calc'!A0"
    file = str(saved(city.folder, "公式.csv", penalty_csv({"CF_XDR_SHXYM": "91370303MADE0002X3", "CF_XDR_MC": name})))
    told = city.ask("penalty", "import", file, "--register-missing")
    assert "formula-like" in [m["code"] for m in told["verdicts"][0]["messages"]]
    assert city.ask("enterprise", "show", "91370303MADE0002X3")["name"] == name
    assert f"'{name}" in city.done("enterprise", "list", "-o", "csv").replace('"', "")


def test_a_formula_in_a_workbook_is_not_computed(city):
    rows = [list(ROW), [*ROW.values()]]
    rows[1][1] = "=1+1"
    told = city.run("penalty", "import", str(saved(city.folder, "公式.xlsx", xlsx_bytes(rows))), "--register-missing", "--json")
    assert told.status == 0
    assert told.document["rows"] == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("<script>alert(1)</script>", 0),
        ("甲\n乙公司", 3),
        ("甲\u202e司公乙", 3),
        ("甲\u200f公司", 3),
        ("甲\x1b[2J公司", 3),
        ("", 3),
        ("字" * 201, 3),
    ],
)
def test_names_with_markup_are_kept_and_names_that_mislead_are_refused(city, name, status):
    words = ("enterprise", "register", "91370303MADE0002X3", name, "--line", "other")
    if status == 0:
        assert city.ask(*words)["name"] == name
        assert name in city.done("enterprise", "list")
    else:
        error = refused(city, *words)
        assert [fault["field"] for fault in error["fields"]] == ["name"]


@pytest.mark.parametrize("name", ["甲\u202e司公乙", "甲\u2067公司"])
def test_a_row_whose_name_misleads_is_rejected_alone(city, name):
    file = saved(
        city.folder, "处罚.csv", penalty_csv({"CF_WSH": "1号", "CF_XDR_SHXYM": "91370303MADE0002X3", "CF_XDR_MC": name}, {"CF_WSH": "2号"})
    )
    told = city.ask("penalty", "import", str(file), "--register-missing")
    assert [v["verdict"] for v in told["verdicts"]] == ["rejected", "flagged"]
    assert "91370303MADE0002X3" not in json.dumps(city.ask("enterprise", "list"))


@pytest.mark.parametrize("mark", ["\u202e", "\n", "\x00", "\ufffd"])
def test_a_number_with_a_hidden_character_is_refused(city, mark):
    words = (
        *("penalty", "log", "--enterprise", FORWARDER, "--document-no", f"1{mark}号", "--decided-on", "2026-09-10"),
        *("--authority", "淄博市市场监督管理局", "--article", "price-regulation.7", "--kind", "fine", "--fine", "1000"),
    )
    error = refused(city, *words)
    assert [fault["field"] for fault in error["fields"]] == ["document_no"]


def test_text_for_people_spells_out_what_it_cannot_show(city):
    outcome = city.run("penalty", "show", "1\u202e号\x1b[2J")
    assert outcome.status == 5
    assert "\\u202e" in outcome.err
    assert "\x1b" not in outcome.err


# --- values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"CF_NR_FK": "三"}, "amount-unreadable"),
        ({"CF_NR_FK": "-1"}, "amount-negative"),
        ({"CF_NR_FK": "2026-03-12"}, "amount-unreadable"),
        ({"CF_JDRQ": "2026-02-30"}, "date-unreadable"),
        ({"CF_JDRQ": "去年"}, "date-unreadable"),
        ({"CF_XDR_SHXYM": "9.13703E+17"}, "number-lost"),
        ({"CF_XDR_SHXYM": ""}, "credit-code-missing"),
        ({"CF_XDR_SHXYM": "370303199001011234"}, "natural-person"),
    ],
)
def test_a_cell_that_cannot_be_read_rejects_its_row_and_no_other(city, cells, code):
    file = saved(city.folder, "处罚.csv", penalty_csv({"CF_WSH": "1号"} | cells, {"CF_WSH": "2号"}))
    told = city.ask("penalty", "import", str(file))
    first, second = told["verdicts"]
    assert (first["verdict"], second["verdict"]) == ("rejected", "flagged")
    assert all("请" in m["message"] or "如实" in m["message"] for m in first["messages"][:1])
    assert code in [m["code"] for m in first["messages"]]
    assert [row["document_no"] for row in city.ask("penalty", "list")] == ["2号"]
