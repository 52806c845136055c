from __future__ import annotations

import csv
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.documents.builders import CODES, COMPANY, csv_bytes, penalty_csv, saved, xlsx_bytes

COUNTS = ("rows", "accepted", "flagged", "duplicate", "rejected")
OPTIONS = ("document-no", "enterprise", "decided-on", "authority", "article", "kind", "gains", "fine")
CLEAN = ("1号", COMPANY, "2026-03-12", "淄博市市场监督管理局", "price-regulation.9.5", "fine", "none", "60000")


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


def counts(document) -> tuple[int, ...]:
    return tuple(document[name] for name in COUNTS)


def verdicts(document) -> list[str]:
    return [verdict["verdict"] for verdict in document["verdicts"]]


def given(city: City, content: bytes, name: str = "处罚.csv") -> str:
    return str(saved(city.folder, name, content))


# --- the document -------------------------------------------------------------------------------------------------


def test_each_row_gets_a_verdict_in_order(city):
    file = given(
        city,
        penalty_csv(
            {"CF_WSH": "1号"},
            {"CF_WSH": "1号"},
            {"CF_WSH": "2号", "CF_XDR_LB": "自然人"},
            {"CF_WSH": "", "CF_NR": "罚款2000元"},
            {"CF_WSH": "3号", "CF_JDRQ": ""},
            {"CF_WSH": "4号", "CF_XDR_SHXYM": "91370303MADEM0011A"},
            {"CF_WSH": "5号", "CF_JDRQ": "2026-12-31"},
            {"CF_WSH": "1号", "CF_NR_FK": "0.4", "CF_NR": "罚款4000元"},
        ),
    )
    told = city.ask("penalty", "import", file)
    assert counts(told) == (8, 0, 1, 1, 6)
    assert [(v["row"], v["document_no"], v["verdict"]) for v in told["verdicts"]] == [
        (2, "1号", "flagged"),
        (3, "1号", "duplicate"),
        (4, "2号", "rejected"),
        (5, "", "rejected"),
        (6, "3号", "rejected"),
        (7, "4号", "rejected"),
        (8, "5号", "rejected"),
        (9, "1号", "rejected"),
    ]
    codes = [[message["code"] for message in v["messages"]] for v in told["verdicts"]]
    assert {"article-from-wording", "name-differs"} <= set(codes[0])
    assert [code[-1] for code in codes[2:]] == [
        "natural-person",
        "article-from-wording",
        "article-from-wording",
        "credit-code-invalid",
        "decided-on-in-future",
        "other-content",
    ]
    assert "document-no-missing" in codes[3]
    assert "decided-on-missing" in codes[4]
    assert all(set(message) == {"code", "field", "message"} for v in told["verdicts"] for message in v["messages"])
    assert [row["document_no"] for row in city.ask("penalty", "list")] == ["1号"]


def test_amounts_under_the_layouts_headings_are_in_wan_yuan_and_under_option_names_in_yuan(city):
    city.ask(
        "penalty", "import", given(city, penalty_csv({"CF_WSH": "1号", "CF_NR_FK": "6", "CF_NR": "罚款60000元", "CF_NR_WFFF": "0.175071"}))
    )
    assert counts(city.ask("penalty", "import", given(city, csv_bytes([OPTIONS, ("2号", *CLEAN[1:])])))) == (1, 1, 0, 0, 0)
    amounts = {row["document_no"]: (row["fine"], row["confiscated"]) for row in city.ask("penalty", "list")}
    assert amounts == {"1号": ("60000", "1750.71"), "2号": ("60000", None)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_recognised(city, encoding):
    file = given(city, csv_bytes([OPTIONS, CLEAN], encoding=encoding))
    assert counts(city.ask("penalty", "import", file)) == (1, 1, 0, 0, 0)


def test_a_workbook_and_standard_input_are_read(city):
    assert counts(city.ask("penalty", "import", given(city, xlsx_bytes([OPTIONS, CLEAN]), "处罚.xlsx"))) == (1, 1, 0, 0, 0)
    piped = city.run("penalty", "import", "-", "--json", stdin=csv_bytes([OPTIONS, ("2号", *CLEAN[1:])]))
    assert counts(piped.document) == (1, 1, 0, 0, 0)


def test_the_file_is_never_changed_and_its_digest_is_told(city):
    from hashlib import sha256

    content = csv_bytes([[*OPTIONS, "电话"], [*CLEAN, "0533"]])
    file = given(city, content)
    told = city.ask("penalty", "import", file)
    assert Path(file).read_bytes() == content
    assert told["sha256"] == sha256(content).hexdigest()
    assert told["ignored_columns"] == ["电话"]


def test_a_dry_run_gives_the_same_and_records_nothing(city):
    file = given(city, penalty_csv({"CF_WSH": "1号"}, {"CF_WSH": "2号"}, {"CF_WSH": "1号"}))
    head = city.head()
    dry = city.ask("penalty", "import", file, "--dry-run")
    assert city.head() == head
    real = city.ask("penalty", "import", file)
    assert dry.pop("dry_run") is True
    assert real.pop("dry_run") is False
    assert dry == real
    assert "试运行" in city.done("penalty", "import", file, "--dry-run")


def test_missing_enterprises_are_registered_as_other_when_asked(city):
    file = given(city, csv_bytes([[*OPTIONS, "企业名称"], ["1号", "91370303MADE0002X3", *CLEAN[2:], "示例新公司"]]))
    assert city.run("penalty", "import", file, "--json").status == 3
    told = city.ask("penalty", "import", file, "--register-missing")
    assert (counts(told), told["registered"]) == ((1, 1, 0, 0, 0), 1)
    assert city.ask("enterprise", "show", "91370303MADE0002X3")["lines"] == ["other"]


def test_nothing_usable_exits_with_3_and_the_verdicts_on_stdout(city):
    outcome = city.run("penalty", "import", given(city, penalty_csv({"CF_XDR_LB": "自然人"})), "--json")
    assert (outcome.status, outcome.err) == (3, "")
    assert counts(outcome.document) == (1, 0, 0, 0, 1)
    shown = city.run("penalty", "import", given(city, penalty_csv({"CF_XDR_LB": "自然人"})))
    assert shown.status == 3
    assert "拒收 1" in shown.out
    empty = city.run("penalty", "import", given(city, csv_bytes([CODES])), "--json")
    assert (empty.status, counts(empty.document)) == (3, (0, 0, 0, 0, 0))


def test_repeated_rows_alone_exit_with_0(city):
    file = given(city, csv_bytes([OPTIONS, CLEAN]))
    city.ask("penalty", "import", file)
    assert counts(city.ask("penalty", "import", file)) == (1, 0, 0, 1, 0)


def test_people_read_counts_reasons_and_row_numbers(city):
    rows = [{"CF_WSH": f"{n}号"} for n in range(1, 15)] + [{"CF_WSH": "甲", "CF_XDR_LB": "自然人"}]
    told = city.done("penalty", "import", given(city, penalty_csv(*rows)))
    assert told.startswith("共 15 行：登记 0，登记（待核对） 14，重复 0，拒收 1。\n")
    assert "2、3、4、5、6、7、8、9…" in told
    assert "行政相对人是自然人" in told
    assert "Why rejected" in city.done("penalty", "import", given(city, penalty_csv(*rows)), "--lang", "en")


def test_a_row_of_totals_is_left_out_and_told(city):
    file = given(city, csv_bytes([OPTIONS, CLEAN, ("合计", *[""] * 6, "60000")]))
    told = city.ask("penalty", "import", file)
    assert counts(told) == (1, 1, 0, 0, 0)
    assert [note["code"] for note in told["notes"]] == ["totals-left-out"]
    assert "合计" in city.done("penalty", "import", file)


def test_other_formats_give_a_row_a_line(city):
    file = given(city, penalty_csv({"CF_WSH": "1号"}, {"CF_WSH": "2号", "CF_XDR_LB": "自然人"}))
    lines = [json.loads(line) for line in city.done("penalty", "import", file, "-o", "ndjson", "--dry-run").splitlines()]
    assert [line["verdict"] for line in lines] == ["flagged", "rejected"]
    rows = list(csv.DictReader(city.done("penalty", "import", file, "-o", "csv").splitlines()))
    assert [row["row"] for row in rows] == ["2", "3"]
    assert json.loads(rows[1]["messages"])[0]["code"] == "natural-person"


def test_verdicts_beyond_memory_are_printed_in_order(city, monkeypatch):
    monkeypatch.setattr("zibo_port.cli.verdicts.IN_MEMORY", 10)
    file = given(city, penalty_csv(*({"CF_WSH": f"{n}号"} for n in range(30))))
    assert [v["row"] for v in city.ask("penalty", "import", file)["verdicts"]] == list(range(2, 32))


def test_a_natural_persons_data_is_neither_recorded_nor_repeated(city):
    file = given(
        city,
        penalty_csv({"CF_WSH": "1号", "CF_XDR_MC": "张某某", "CF_XDR_SHXYM": "370303199001011234"}, {"CF_WSH": "2号"}),
    )
    outcome = city.run("penalty", "import", file, "--json")
    assert [v["verdict"] for v in outcome.document["verdicts"]] == ["rejected", "flagged"]
    assert "张某某" not in outcome.out
    assert "199001011234" not in outcome.out
    assert "张某某".encode() not in city.database.read_bytes()


def test_an_imported_penalty_shows_its_periods_from_the_decision(city):
    city.ask("penalty", "import", given(city, csv_bytes([OPTIONS, CLEAN])))
    assert {duty["step"] for duty in city.ask("duties", "--overdue")} == {"publish-necips", "publish-credit-china-zibo"}


def test_a_flagged_row_is_put_right_by_a_correction(city):
    row = {"CF_WSH": "1号", "CF_CFLB": "", "CF_NR": "", "CF_NR_FK": "", "CF_YJ": ""}
    told = city.ask("penalty", "import", given(city, penalty_csv(row)))
    assert {"article-missing", "kind-missing"} <= {m["code"] for m in told["verdicts"][0]["messages"]}
    city.done("penalty", "correct", "1号", "--article", "price-regulation.13.1", "--kind", "warning", "--reason", "补录条款和种类")
    assert city.ask("penalty", "show", "1号")["kinds"] == ["warning"]
    assert counts(city.ask("penalty", "import", given(city, penalty_csv(row)))) == (1, 0, 0, 1, 0)


def test_people_read_each_fault_with_its_rows(city):
    file = given(
        city,
        penalty_csv(
            {"CF_WSH": "1\n号"},
            {"CF_WSH": "2\u202e号"},
            {"CF_WSH": "3\n号"},
            {"CF_WSH": "4号", "CF_XDR_SHXYM": "91370303MADE0002X3", "CF_XDR_MC": "=甲公司"},
            {"CF_WSH": "=5号", "CF_XDR_SHXYM": "91370303MADE0002X3", "CF_XDR_MC": "=甲公司"},
        ),
    )
    lines = [line.split() for line in city.done("penalty", "import", file, "--register-missing").splitlines()]
    said = {(line[0], line[1], line[2]): line[3] for line in lines if len(line) > 3}
    assert "换行符" in said["2", "2、4", "文号"]
    assert "方向" in said["1", "3", "文号"]
    assert ("2", "5、6", "名称") in said, "a row is named once for each thing that is said of it"
    assert ("1", "6", "文号") in said


def test_columns_that_are_not_read_are_named(city):
    headings = ["序号", "CF_WSH", "CF_XDR_SHXYM", "CF_JDRQ", "罚款金额（元）", "罚没金额（元）"]
    file = given(city, csv_bytes([headings, ["1", "1号", COMPANY, "2026-03-12", "2000", "3000"]]))
    told = city.ask("penalty", "import", file, "--dry-run")
    assert told["ignored_columns"] == ["序号", "罚没金额（元）"]
    assert [note["code"] for note in told["notes"]] == ["amount-column-unread"]
    text = city.done("penalty", "import", file, "--dry-run")
    assert "没有读取的列：“序号”、“罚没金额（元）”。" in text
    assert "注意：金额列“罚没金额（元）”没有读取" in text


def test_a_table_without_rows_says_so(city):
    file = given(city, csv_bytes([["CF_WSH", "CF_XDR_SHXYM", "CF_JDRQ"]]))
    outcome = city.run("penalty", "import", file)
    assert outcome.status == 3
    assert "表头以下没有数据行" in outcome.out


# --- what other offices publish -----------------------------------------------------------------------------------

TRIAL = os.environ.get("ZIBO_PORT_TRIAL_DATA")


@pytest.mark.skipif(TRIAL is None, reason="ZIBO_PORT_TRIAL_DATA names no folder with public tables")
def test_a_public_table_is_imported_whole(city):
    file = str(Path(TRIAL or "") / "penalties-public-a.csv")
    dry = city.at("2026-11-23").ask("penalty", "import", file, "--register-missing", "--dry-run")
    told = city.at("2026-11-23").ask("penalty", "import", file, "--register-missing")
    assert verdicts(dry) == verdicts(told)
    assert told["rows"] == 331
    natural = [v for v in told["verdicts"] if "natural-person" in [m["code"] for m in v["messages"]]]
    assert len(natural) == 124
    assert all(v["verdict"] == "rejected" for v in natural)
    recorded = {v["row"] for v in told["verdicts"] if v["verdict"] in {"accepted", "flagged"}}
    with Path(file).open(encoding="gb18030", newline="") as table:
        rows = list(csv.reader(table))
    column = next(at for at, heading in enumerate(rows[0]) if heading.startswith("罚款金额"))
    expected = sum((Decimal(row[column] or 0) * 10_000 for number, row in enumerate(rows[1:], 2) if number in recorded), Decimal(0))
    listed = city.at("2026-11-23").ask("penalty", "list")
    assert len(listed) == len(recorded)
    assert sum((Decimal(row["fine"] or 0) for row in listed), Decimal(0)) == expected
    head = city.head()
    again = city.at("2026-11-23").ask("penalty", "import", file, "--register-missing")
    assert set(verdicts(again)) == {"duplicate", "rejected"}
    assert again["duplicate"] == len(recorded)
    assert city.head() == head
