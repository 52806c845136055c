from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.cli.city import City, build
from tests.documents.builders import csv_bytes, saved, xlsx_bytes
from tests.facts import BROKER, FORWARDER

COUNTS = ("rows", "accepted", "flagged", "duplicate", "rejected")
RATED = ("统一社会信用代码", "年度", "好评数", "总业务量")
COMPLAINED = ("统一社会信用代码", "投诉编号", "收到日期", "化解日期", "是否主动化解")
SCORED = ("统一社会信用代码", "季度", "评分部门", "分数")
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


def given(city: City, *rows: Sequence[object], name: str = "表.csv", **options: str) -> str:
    content = xlsx_bytes(rows) if name.endswith(".xlsx") else csv_bytes(rows, **options)
    return str(saved(city.folder, name, content))


def counts(document) -> tuple[int, ...]:
    return tuple(document[name] for name in COUNTS)


def codes(document) -> list[tuple[str, list[str]]]:
    return [(v["verdict"], [m["code"] for m in v["messages"]]) for v in document["verdicts"]]


# --- the document -------------------------------------------------------------------------------------------------


def test_each_row_gets_a_verdict_in_order_with_what_names_it(city):
    told = city.ask(
        "evaluation",
        "import",
        given(
            city, RATED, (FORWARDER, 2025, 483, 488), (BROKER, 2025, 501, 500), ("91370303MADE0002X3", 2025, 1, 2), (BROKER, "去年", 1, 2)
        ),
    )
    assert (counts(told), told["kind"], told["dry_run"]) == ((4, 1, 0, 0, 3), "ratings", False)
    assert told["verdicts"][0] == {"row": 2, "enterprise": FORWARDER, "year": 2025, "verdict": "accepted", "messages": []}
    assert codes(told)[1:] == [
        ("rejected", ["favourable-invalid"]),
        ("rejected", ["enterprise-unregistered"]),
        ("rejected", ["year-unreadable"]),
    ]
    assert told["verdicts"][3]["year"] is None
    assert all(set(m) == {"code", "field", "message"} for v in told["verdicts"] for m in v["messages"])
    assert city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")["components"][0]["points"] == "60"


def test_complaints_and_scores_are_named_by_number_and_by_quarter_and_department(city):
    told = city.ask("evaluation", "import", given(city, COMPLAINED, (FORWARDER, "ZB-7", "2026-08-03", "2026-08-06", "是")))
    assert told["verdicts"] == [{"row": 2, "enterprise": FORWARDER, "reference": "ZB-7", "verdict": "accepted", "messages": []}]
    told = city.ask("evaluation", "import", given(city, SCORED, (FORWARDER, "2026Q3", "海关", "18.5")))
    verdict = {"row": 2, "enterprise": FORWARDER, "quarter": "2026Q3", "department": "customs", "verdict": "accepted", "messages": []}
    assert told["verdicts"] == [verdict]
    components = {c["code"]: c["points"] for c in city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")["components"]}
    assert (components["department-scores"], components["complaints-12345"]) == ("18.5", "16.67")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_recognised(city, encoding):
    assert counts(
        city.ask("evaluation", "import", given(city, SCORED, (FORWARDER, "２０２６Q３", "海关", "１８.５"), encoding=encoding))
    ) == (1, 1, 0, 0, 0)


def test_importing_again_records_nothing_and_a_dry_run_neither(city):
    for rows in (
        (RATED, (FORWARDER, 2025, 483, 488), (BROKER, 2025, 1, 2)),
        (COMPLAINED, (FORWARDER, "ZB-7", "2026-08-03", "", ""), (BROKER, "ZB-8", "2026-08-03", "2026-08-06", "否")),
        (SCORED, (FORWARDER, "2026Q3", "海关", 18), (BROKER, "2026Q3", "海关", 18)),
    ):
        file = given(city, *rows)
        head = city.head()
        dry = city.ask("evaluation", "import", file, "--dry-run")
        assert city.head() == head
        real = city.ask("evaluation", "import", file)
        assert (counts(real), dry["verdicts"]) == ((2, 2, 0, 0, 0), real["verdicts"])
        head = city.head()
        assert counts(city.ask("evaluation", "import", file)) == (2, 0, 0, 2, 0)
        assert city.head() == head


def test_a_changed_value_is_rejected_unless_a_reason_is_given(city):
    city.ask("evaluation", "import", given(city, SCORED, (FORWARDER, "2026Q3", "海关", 18)))
    changed = given(city, SCORED, (FORWARDER, "2026Q3", "海关", 17))
    outcome = city.run("evaluation", "import", changed, "--json")
    assert (outcome.status, codes(outcome.document)) == (3, [("rejected", ["other-content"])])
    assert "--reason" in outcome.document["verdicts"][0]["messages"][0]["message"]
    assert counts(city.ask("evaluation", "import", changed, "--reason", "海关来函更正")) == (1, 1, 0, 0, 0)
    assert "海关来函更正" in city.done("audit", "trail", FORWARDER)


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ((RATED, (FORWARDER, 2025, 501, 500)), "favourable"),
        ((("企业名称", "年度", "好评率", "总业务量"), ("淄博示例货代有限公司", 2025, "105%", 100)), "rate"),
        ((RATED, (FORWARDER, 2027, 1, 2)), "year"),
        ((COMPLAINED, (FORWARDER, "ZB-7", "2026-08-03", "2026-08-01", "是")), "resolved_on"),
        ((COMPLAINED, (FORWARDER, "ZB-7", "2026-09-16", "", "")), "received_on"),
        ((SCORED, (FORWARDER, "2026Q3", "海关", 20.5)), "points"),
        ((SCORED, (FORWARDER, "2026Q3", "公安局", 20)), "department"),
        ((SCORED, (FORWARDER, "2026Q4", "海关", 20)), "quarter"),
    ],
)
def test_impossible_values_are_rejected_with_a_sentence_and_exit_3(city, rows, field):
    head = city.head()
    file = given(city, *rows)
    outcome = city.run("evaluation", "import", file, "--json")
    (verdict,) = outcome.document["verdicts"]
    assert (outcome.status, outcome.err, verdict["verdict"]) == (3, "", "rejected")
    assert field in [m["field"] for m in verdict["messages"]]
    english = city.run("evaluation", "import", file, "--json", "--lang", "en").document["verdicts"][0]["messages"]
    assert all(m["message"].isascii() or "“" in m["message"] for m in english)
    shown = city.run("evaluation", "import", file)
    assert "拒收 1" in shown.out
    assert "Traceback" not in shown.err
    assert city.head() == head


# --- files as offices have them -----------------------------------------------------------------------------------


def test_a_workbook_with_merged_titles_totals_serial_dates_and_full_width_digits(city):
    def spoil(book: openpyxl.Workbook) -> None:
        page = book.worksheets[0]
        page.merge_cells("A1:H1")
        page.merge_cells("A2:H2")
        page["F4"].number_format = "General"

    rows = [
        ("2026年8月口岸企业12345投诉办理情况表", *[None] * 7),
        ("填报单位：市12345热线", *[None] * 7),
        ("序号", "工单编号", "被投诉单位", "统一社会信用代码", "投诉人", "来电时间", "化解时间", "是否主动化解"),
        (1, "ZB-0001", "淄博示例货代有限公司", FORWARDER, "某某", 46237, datetime(2026, 8, 6, 9, 30), "√"),  # noqa: DTZ001 - as a cell has it
        (2, "ＺＢ－０００２", "淄博示例报关有限公司", "９１３７０３０５ＭＡＦＡＫＥ０２７６", "某某", "2026年8月5日", None, None),
        (3, "ZB-0003", "淄博示例货代有限公司", None, "某某", date(2026, 8, 9), date(2026, 8, 10), "否"),
        ("小计", None, None, None, None, None, None, None),
        ("合 计", 3, None, None, None, None, None, None),
    ]
    told = city.ask("evaluation", "import", str(saved(city.folder, "投诉.xlsx", xlsx_bytes(rows, prepare=spoil))))
    assert codes(told) == [("flagged", ["date-from-serial"]), ("accepted", []), ("flagged", ["code-from-name"])]
    assert [v["enterprise"] for v in told["verdicts"]] == [FORWARDER, BROKER, FORWARDER]
    assert [v["row"] for v in told["verdicts"]] == [4, 5, 6]
    assert [(note["code"], note["row"]) for note in told["notes"]] == [("totals-left-out", 7), ("totals-left-out", 8)]
    assert told["ignored_columns"] == ["投诉人"]
    assert "某某" not in json.dumps(told, ensure_ascii=False)
    assert "某某".encode() not in city.database.read_bytes()


def test_rates_of_a_workbook_and_what_the_file_does_not_say(city):
    file = given(
        city,
        ("企业名称", "好评率（%）", "总业务量（票）"),
        ("淄博示例货代有限公司", "96.5%", "1,000"),
        ("淄博示例报关有限公司", 96.5, 333),
        ("合计", "", 1333),
        name="评价.xlsx",
    )
    assert "--year" in city.refused(3, "evaluation", "import", file)["message"]
    told = city.ask("evaluation", "import", file, "--year", "2025")
    assert codes(told) == [("flagged", ["code-from-name"]), ("flagged", ["favourable-from-rate", "code-from-name"])]
    scores = given(city, ("统一社会信用代码", "得分"), (FORWARDER, 18), name="评分.xlsx")
    told = city.ask("evaluation", "import", scores, "--kind", "department-scores", "--quarter", "2026Q3", "--department", "市税务局")
    assert (told["verdicts"][0]["department"], counts(told)) == ("tax", (1, 1, 0, 0, 0))


@pytest.mark.parametrize("name", ["甲.csv", "甲.xlsx"])
def test_wrong_headings_are_an_error_that_names_the_known_ones(city, name):
    head = city.head()
    for rows in ([("甲", "乙"), ("1", "2")], [("统一社会信用代码", "企业名称"), (FORWARDER, "甲")], [RATED[:3], (FORWARDER, 2025, 1)]):
        file = given(city, *rows, name=name)
        error = city.refused(3, "evaluation", "import", file)
        assert (error["code"], "总业务量" in error["message"], "--template" in error["hint"]) == ("invalid", True, True)
        assert error["fields"]
        assert "total" in city.run("evaluation", "import", file, "--lang", "en").err
    assert "投诉编号" in city.refused(3, "evaluation", "import", file, "--kind", "complaints")["message"]
    assert city.head() == head


def test_a_file_that_cannot_be_read_to_its_end_records_nothing(city):
    head = city.head()
    for content in (
        csv_bytes([SCORED, (FORWARDER, "2026Q3", "海关", 18)]) + b'"',
        csv_bytes([SCORED, (FORWARDER, "2026Q3", "海关", 18), ("a",)]),
    ):
        assert city.refused(3, "evaluation", "import", str(saved(city.folder, "坏.csv", content)))["code"] == "invalid"
    assert city.head() == head


def test_the_examples_are_imported_whole(city):
    june = city.at("2026-10-09")
    june.done("enterprise", "import", str(EXAMPLES / "enterprises.csv"))
    for name, kind in (("ratings-2025", "ratings"), ("complaints", "complaints"), ("department-scores", "department-scores")):
        told = june.ask("evaluation", "import", str(EXAMPLES / f"{name}.csv"))
        assert (told["kind"], told["accepted"]) == (kind, told["rows"])
        assert told["rows"] > 30


# --- for people ---------------------------------------------------------------------------------------------------


def test_people_read_counts_and_the_next_command(city):
    file = given(city, SCORED, (FORWARDER, "2026Q2", "海关", 18), (BROKER, "2026Q2", "海关", 21))
    assert "下一步：zibo-port evaluation import" in city.done("evaluation", "import", file, "--dry-run")
    said = city.done("evaluation", "import", file)
    assert said.startswith("共 2 行：登记 1，登记（待核对） 0，重复 0，拒收 1。\n")
    assert "0 至 20 分" in said
    assert said.rstrip().endswith("下一步：zibo-port evaluation show 2026Q2")
    assert city.done(*said.rstrip().splitlines()[-1].removeprefix("下一步：zibo-port ").split())
    assert "Next: zibo-port" in city.done("evaluation", "import", file, "--lang", "en")


def test_other_formats_give_a_row_a_line(city):
    file = given(city, SCORED, (FORWARDER, "2026Q3", "海关", 18), (BROKER, "2026Q3", "海关", 21))
    rows = list(csv.DictReader(city.done("evaluation", "import", file, "-o", "csv").splitlines()))
    assert [(r["row"], r["enterprise"], r["quarter"], r["department"], r["verdict"]) for r in rows] == [
        ("2", FORWARDER, "2026Q3", "customs", "accepted"),
        ("3", BROKER, "2026Q3", "customs", "rejected"),
    ]


def test_standard_input_is_read(city):
    piped = city.run("evaluation", "import", "-", "--json", stdin=csv_bytes([SCORED, (FORWARDER, "2026Q3", "海关", 18)]))
    assert (piped.status, counts(piped.document)) == (0, (1, 1, 0, 0, 0))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "--template"),
        (("{file}", "--template", "新.xlsx", "--kind", "ratings"), "不能同时"),
        (("--template", "新.xlsx"), "--kind"),
        (("{file}", "--year", "2025", "--kind", "complaints"), "--year"),
        (("{file}", "--kind", "penalties"), "--kind"),
    ],
)
def test_wrong_usage_is_said(city, words, says):
    file = given(city, RATED, (FORWARDER, 2025, 1, 2))
    outcome = city.run("evaluation", "import", *(word.format(file=file) for word in words))
    assert outcome.status == 2
    assert says in outcome.err


@pytest.mark.parametrize("options", [("--quarter", "2026Q3"), ("--department", "customs")])
def test_an_option_that_is_for_another_kind_of_table_is_refused(city, options):
    error = city.refused(2, "evaluation", "import", given(city, RATED, (FORWARDER, 2025, 1, 2)), *options)
    assert options[0] in error["message"]
    assert city.refused(3, "evaluation", "import", given(city, SCORED, (FORWARDER, "2026Q3", "海关", 1)), "--department", "公安局")[
        "fields"
    ]


# --- templates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ratings", "complaints", "department-scores"])
def test_a_template_is_written_filled_in_and_imported(city, kind):
    path = city.folder / "模板.xlsx"
    told = city.ask("evaluation", "import", "--template", str(path), "--kind", kind)
    assert told == {"file": str(path), "kind": kind, "template": f"zibo-port.evaluation.{kind}", "version": 1}
    assert city.run("evaluation", "import", str(path), "--json").status == 3
    book = openpyxl.load_workbook(path)
    row = {
        "ratings": (FORWARDER, None, 2025, 483, 488, "是"),
        "complaints": (FORWARDER, None, "ZB-1", date(2026, 8, 3), date(2026, 8, 6), "是"),
        "department-scores": (FORWARDER, None, "2026Q2", "淄博海关", 18.5),
    }[kind]
    for column, value in enumerate(row, 1):
        book.worksheets[0].cell(3, column, value)
    book.save(path)
    told = city.ask("evaluation", "import", str(path))
    assert (told["kind"], counts(told), codes(told)) == (kind, (1, 1, 0, 0, 0), [("accepted", [])])
    assert [note["code"] for note in told["notes"]] == ["example-left-out"]


def test_a_template_replaces_no_file_and_needs_no_store(city):
    path = str(saved(city.folder, "评分.xlsx", b"filled in"))
    assert city.refused(3, "evaluation", "import", "--template", path, "--kind", "ratings")["fields"][0]["field"] == "template"
    assert Path(path).read_bytes() == b"filled in"
    assert ".xlsx" in city.refused(3, "evaluation", "import", "--template", "评分.csv", "--kind", "ratings")["message"]
    assert (
        city.refused(3, "evaluation", "import", "--template", str(city.folder / "没有" / "表.xlsx"), "--kind", "ratings")["code"]
        == "invalid"
    )
    city.database.rename(city.folder / "away.db")
    said = city.done("evaluation", "import", "--template", str(city.folder / "新.xlsx"), "--kind", "ratings", "--lang", "en")
    assert "Template written" in said
