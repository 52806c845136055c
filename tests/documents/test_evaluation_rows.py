from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents.builders import BRANCH, COMPANY, csv_bytes, merged_bytes, saved, xlsx_bytes
from zibo_port.documents.evaluation_headings import NOTHING_GIVEN, Given, open_table
from zibo_port.documents.evaluation_reader import EXAMPLE, EXAMPLE_CODE, EvaluationRow
from zibo_port.documents.evaluation_rows import evaluation_rows, ignored_headings
from zibo_port.documents.evaluation_words import COMPLAINTS, RATINGS, SCORES
from zibo_port.domain.commands import RecordComplaint, RecordDepartmentScore, RecordRating

RATED = ("统一社会信用代码", "企业名称", "年度", "好评数", "总业务量", "好评率", "是否公示")
COMPLAINED = ("统一社会信用代码", "投诉编号", "收到日期", "化解日期", "是否主动化解", "办结日期", "是否化解")
SCORED = ("统一社会信用代码", "季度", "评分部门", "分数")


@pytest.fixture
def read(tmp_path: Path):
    def reading(kind: str, *rows: Sequence[object], given: Given = NOTHING_GIVEN, content: bytes | None = None) -> list[EvaluationRow]:
        name = "表.xlsx" if content and content.startswith(b"PK") else "表.csv"
        with open_table(str(saved(tmp_path, name, content or csv_bytes(rows))), kind) as table:
            return list(evaluation_rows(table, kind, given))

    return reading


def codes(row: EvaluationRow) -> list[str]:
    assert all(message.message.zh.endswith("。") and message.message.en for message in row.messages)
    return [message.code for message in row.messages]


# --- ratings ------------------------------------------------------------------------------------------------------


@pytest.fixture
def rated(read):
    def one(favourable: object = "", total: object = "", rate: object = "", publicised: object = "", year: object = 2025) -> EvaluationRow:
        (row,) = read(RATINGS, RATED, (COMPANY, "甲公司", year, favourable, total, rate, publicised))
        return row

    return one


def test_a_rating_by_counts(rated) -> None:
    row = rated("483", "488", "", "是")
    assert row == EvaluationRow(2, {"enterprise": COMPANY, "year": 2025, "favourable": 483, "total": 488}, "甲公司", (), rejected=False)
    assert RecordRating(**row.fields).publicised


@pytest.mark.parametrize(
    ("total", "rate", "favourable", "told"),
    [
        (200, "96.5%", 193, []),
        (200, "0.965", 193, []),
        (0, "0", 0, []),
        (0, "0%", 0, []),
        (750, 724 / 750, 724, []),
        (200, "96.5", 193, ["rate-unit-assumed"]),
        (333, "96.5%", 321, ["favourable-from-rate"]),
        (333, "96.5", 321, ["rate-unit-assumed", "favourable-from-rate"]),
        (1001, "95%", 951, ["favourable-from-rate"]),
        (99, "0.965", 96, ["favourable-from-rate"]),
    ],
)
def test_a_rating_by_rate_and_business_comes_out_whole_or_is_flagged(rated, total, rate, favourable, told) -> None:
    row = rated("", total, rate)
    assert (row.fields["favourable"], row.fields["total"], codes(row), row.rejected) == (favourable, total, told, False)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("", 3, "96.5%"), ["rate-impossible"]),
        (("", 0, "96.5%"), ["rate-impossible"]),
        (("", 100, "105%"), ["rate-over-100"]),
        (("98", 100, "105%"), ["rate-over-100"]),
        (("", 100, "1.05"), ["rate-unclear"]),
        (("", "", "96.5%"), ["total-missing"]),
        (("96", "", ""), ["total-missing"]),
        (("", 100, ""), ["favourable-missing"]),
        (("约96", 100, ""), ["count-unreadable"]),
        (("96", "一百", ""), ["count-unreadable"]),
        (("96", 100, "", "不详"), ["yes-no-unreadable"]),
        (("96", 100, "", "未公示"), ["counts-of-not-publicised"]),
        (("", 100, "", "否"), ["counts-of-not-publicised"]),
        (("96", 100, "", "", ""), ["year-missing"]),
        (("96", 100, "", "", "去年"), ["year-unreadable"]),
    ],
)
def test_what_keeps_a_rating_from_being_recorded(rated, cells, told) -> None:
    row = rated(*cells)
    assert row.rejected
    assert codes(row) == told


def test_an_impossible_rate_says_why(rated) -> None:
    assert "2.895" in rated("", 3, "96.5%").messages[0].message.zh


@pytest.mark.parametrize(
    ("rate", "told"),
    [("96.6%", []), ("96.59%", []), ("97%", []), ("0.966", []), (96.6, []), ("96.5%", ["rate-differs"]), ("90%", ["rate-differs"])],
)
def test_a_rate_beside_counts_must_fit_as_finely_as_it_is_written(rated, rate, told) -> None:
    row = rated(85, 88, rate)  # 96.5909 %
    assert (codes(row), row.rejected, row.fields["favourable"]) == (told, False, 85)


@pytest.mark.parametrize("counts", [("", ""), ("0", "0"), ("/", "-")])
def test_who_is_not_publicised_has_no_counts(rated, counts) -> None:
    row = rated(*counts, "", "否")
    assert row.fields == {"enterprise": COMPANY, "year": 2025, "publicised": False}
    assert RecordRating(**row.fields).total is None


def test_the_contrary_heading_is_read_too(read) -> None:
    (row, other) = read(
        RATINGS,
        ("enterprise", "year", "favourable", "total", "not-publicised"),
        (COMPANY, 2025, "", "", "yes"),
        (COMPANY, 2025, 1, 1, "no"),
    )
    assert row.fields["publicised"] is False
    assert other.fields["favourable"] == 1


def test_a_year_for_all_rows_and_one_that_says_otherwise(read) -> None:
    headings = ("企业名称", "好评数", "总业务量")
    assert [row.fields["year"] for row in read(RATINGS, headings, ("甲", 1, 2), ("乙", 1, 2), given=Given(year=2025))] == [2025, 2025]
    right, wrong = read(RATINGS, (*headings, "年度"), ("甲", 1, 2, ""), ("乙", 1, 2, 2024), given=Given(year=2025))
    assert (right.fields["year"], right.rejected) == (2025, False)
    assert (codes(wrong), wrong.rejected) == (["year-differs"], True)


# --- complaints ---------------------------------------------------------------------------------------------------


@pytest.fixture
def complained(read):
    def one(
        reference: object = "ZB-7",
        received: object = "2026-08-03",
        resolved: object = "",
        own: object = "",
        closed: object = "",
        state: object = "",
    ):
        (row,) = read(COMPLAINTS, COMPLAINED, (COMPANY, reference, received, resolved, own, closed, state))
        return row

    return one


def test_a_complaint_and_its_resolution(complained) -> None:
    fields = {"enterprise": COMPANY, "reference": "ZB-7", "received_on": date(2026, 8, 3)}
    assert complained() == EvaluationRow(2, fields, "", (), rejected=False)
    row = complained(resolved="2026年8月6日", own="否")
    assert row.fields == fields | {"resolved_on": date(2026, 8, 6), "on_initiative": False}
    assert not RecordComplaint(**row.fields).on_initiative
    assert complained(own="否", state="否").fields == fields, "what isn't resolved was resolved in no way"


def test_days_as_numbers_are_taken_and_flagged(complained) -> None:
    row = complained(received=46237, resolved="2026-08-06 10:20:00", own="是")
    assert (row.fields["received_on"], codes(row)) == (date(2026, 8, 3), ["date-from-serial"])


@pytest.mark.parametrize(
    ("cells", "told", "resolved"),
    [
        ({"resolved": "2026-08-06"}, ["initiative-unstated"], True),
        ({"closed": "2026-08-06"}, ["closed-not-resolved"], False),
        ({"closed": "2026-08-06", "state": "否"}, [], False),
        ({"closed": "2026-08-06", "state": "已化解", "own": "是"}, ["resolution-from-closing"], True),
        ({"closed": "2026-08-09", "resolved": "2026-08-06", "own": "是"}, [], True),
    ],
)
def test_what_is_inferred_of_a_resolution_is_flagged(complained, cells, told, resolved) -> None:
    row = complained(**cells)
    assert (codes(row), row.rejected) == (told, False)
    assert row.fields.get("resolved_on") == (date(2026, 8, 6) if resolved else None)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"reference": ""}, ["reference-missing"]),
        ({"reference": "2.02608E+17"}, ["number-lost"]),
        ({"received": ""}, ["received-on-missing"]),
        ({"received": "8月3日"}, ["date-unreadable"]),
        ({"resolved": "上周"}, ["date-unreadable"]),
        ({"state": "是"}, ["resolved-on-missing"]),
        ({"closed": "2026-08-02"}, ["closed-before-received"]),
        ({"closed": "2026-08-02", "state": "是", "own": "是"}, ["closed-before-received"]),
        ({"resolved": "2026-08-06", "own": "是", "state": "否"}, ["resolution-contradicted"]),
        ({"resolved": "2026-08-06", "own": "也许"}, ["yes-no-unreadable"]),
    ],
)
def test_what_keeps_a_complaint_from_being_recorded(complained, cells, told) -> None:
    row = complained(**cells)
    assert row.rejected
    assert codes(row) == told


def test_who_complained_is_never_read(read, tmp_path) -> None:
    content = csv_bytes(
        [
            ("工单编号", "来电时间", "被投诉单位", "投诉人", "联系电话", "诉求内容"),
            ("ZB-7", "2026-08-03", "甲公司", "张某某", "13800000000", "多收费"),
        ]
    )
    (row,) = read(COMPLAINTS, content=content)
    assert (row.party_name, row.fields) == ("甲公司", {"reference": "ZB-7", "received_on": date(2026, 8, 3)})
    assert "张某某" not in repr(row)
    with open_table(str(tmp_path / "表.csv"), COMPLAINTS) as table:
        assert ignored_headings(table, COMPLAINTS) == ("投诉人", "联系电话", "诉求内容")


def test_numbers_of_a_workbook_are_read_as_they_are_written(read) -> None:
    rows = [("工单编号", "来电时间", "统一社会信用代码"), (20260803001, date(2026, 8, 3), COMPANY)]
    (row,) = read(COMPLAINTS, content=xlsx_bytes(rows))
    assert (row.fields["reference"], row.fields["received_on"], row.messages) == ("20260803001", date(2026, 8, 3), ())


# --- scores -------------------------------------------------------------------------------------------------------


@pytest.fixture
def scored(read):
    def one(
        quarter: object = "2026Q3", department: object = "淄博海关", points: object = "18.5", given: Given = NOTHING_GIVEN
    ) -> EvaluationRow:
        (row,) = read(SCORES, SCORED, (COMPANY, quarter, department, points), given=given)
        return row

    return one


def test_a_score(scored) -> None:
    row = scored("2026年第三季度", "市场监督管理局", "１８.5分")
    fields = {"enterprise": COMPANY, "quarter": "2026Q3", "department": "market-supervision", "points": Decimal("18.5")}
    assert row == EvaluationRow(2, fields, "", (), rejected=False)
    assert RecordDepartmentScore(**row.fields).department_ == "market-supervision"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("", "海关", "1"), ["quarter-missing"]),
        (("三季度", "海关", "1"), ["quarter-without-year"]),
        (("2026Q9", "海关", "1"), ["quarter-unreadable"]),
        (("2026Q3", "", "1"), ["department-missing"]),
        (("2026Q3", "市公安局", "1"), ["department-unknown"]),
        (("2026Q3", "海关", ""), ["points-missing"]),
        (("2026Q3", "海关", "优"), ["points-unreadable"]),
    ],
)
def test_what_keeps_a_score_from_being_recorded(scored, cells, told) -> None:
    row = scored(*cells)
    assert row.rejected
    assert codes(row) == told


def test_an_unknown_department_is_told_once_with_those_that_are_known(scored) -> None:
    row = scored(department="市公安局")
    assert codes(row) == ["department-unknown"]
    assert "淄博海关" in row.messages[0].message.zh


def test_a_quarter_by_year_and_number_and_what_is_given_for_all(read, scored) -> None:
    (row,) = read(SCORES, ("企业名称", "年度", "季度", "评分部门", "分数"), ("甲", "2026", "第三季度", "海关", 18))
    assert row.fields["quarter"] == "2026Q3"
    (row,) = read(SCORES, ("企业名称", "分数"), ("甲", 18), given=Given(quarter="2026Q3", department="customs"))
    assert (row.fields["quarter"], row.fields["department"], row.rejected) == ("2026Q3", "customs", False)
    assert scored("三季度", given=Given(year=2026)).fields["quarter"] == "2026Q3"
    wrong = scored(given=Given(quarter="2026Q2", department="tax"))
    assert (codes(wrong), wrong.rejected) == (["quarter-differs", "department-differs"], True)


# --- whose row it is ----------------------------------------------------------------------------------------------


def test_a_name_will_do_and_a_natural_person_leaves_nothing_behind(read) -> None:
    rows = read(
        SCORES,
        ("统一社会信用代码", "企业名称", *SCORED[1:]),
        ("", "甲公司", "2026Q3", "海关", 1),
        ("", "", "2026Q3", "海关", 1),
        ("370303190001010019", "某某某", "2026Q3", "海关", 1),
        ("9.13703E+17", "甲", "2026Q3", "海关", 1),
    )
    assert [(row.party_name, row.rejected, codes(row)) for row in rows] == [
        ("甲公司", False, []),
        ("", True, ["credit-code-missing"]),
        ("", True, ["natural-person"]),
        ("甲", True, ["number-lost"]),
    ]
    assert rows[2].fields == {}


def test_a_quarter_merged_over_rows_is_taken_and_merged_points_are_not(read) -> None:
    rows = [SCORED, (COMPANY, "2026Q3", "海关", 18), (BRANCH, None, None, 17)]
    taken = read(SCORES, content=merged_bytes(rows, "B2:B3", "C2:C3"))
    assert [row.fields["quarter"] for row in taken] == ["2026Q3"] * 2
    assert all(codes(row) == ["merged-cell"] * 2 and not row.rejected for row in taken)
    assert all(row.rejected for row in read(SCORES, content=merged_bytes(rows, "D2:D3")))


def test_the_example_of_a_template_is_left_out_but_not_what_was_written_over_it(tmp_path) -> None:
    rows = [
        (*SCORED, "备注"),
        (EXAMPLE_CODE, "2026Q3", "海关", 1, EXAMPLE.zh),
        (COMPANY, "2026Q3", "海关", 1, EXAMPLE.zh),
        (EXAMPLE_CODE, "2026Q3", "海关", 1, ""),
    ]
    with open_table(str(saved(tmp_path, "表.csv", csv_bytes(rows))), SCORES) as table:
        assert [row.number for row in evaluation_rows(table, SCORES)] == [3, 4]
        assert [(note.code, note.row) for note in table.notes] == [("example-left-out", 2)]


def test_lines_below_the_table_are_left_out_and_not_repeated(tmp_path) -> None:
    signed = ("填报人：张某某    审核人：李某某", "", "", "")
    rows = [
        SCORED,
        (COMPANY, "2026Q3", "海关", 1),
        signed,
        ("注：满分20分", "", "", ""),
        ("甲公司", "", "", ""),
        ("注：1", "2026Q3", "海关", 1),
    ]
    with open_table(str(saved(tmp_path, "表.csv", csv_bytes(rows))), SCORES) as table:
        assert [row.number for row in evaluation_rows(table, SCORES)] == [2, 5, 6]
        assert [(note.code, note.row) for note in table.notes] == [("signature-left-out", 3), ("signature-left-out", 4)]
        assert "张某某" not in repr(table.notes)


def test_a_remark_that_cannot_be_read_is_no_matter_and_a_code_is_told_once(read) -> None:
    rows = [(*SCORED, "备注"), (COMPANY, "2026Q3", "海关", 1, "#N/A"), ("#N/A", "2026Q3", "海关", 1, "")]
    good, bad = read(SCORES, content=xlsx_bytes(rows))
    assert (good.messages, codes(bad)) == ((), ["cell-unreadable"])
