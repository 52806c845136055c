from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.builders import CODES, COMPANY, NUMBER, OFFICIAL, ROW, csv_bytes, merged_bytes, penalty_csv, xlsx_bytes
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.penalty_rows import PenaltyRow, ignored_headings, penalty_rows
from zibo_port.documents.tables import read_table
from zibo_port.domain.commands.penalties import LogPenalty
from zibo_port.domain.errors import InvalidData

FICTIONAL_ID = "370303190001010019"  # nobody's: the check digit is wrong


def read(content: bytes) -> list[PenaltyRow]:
    with read_table(io.BytesIO(content), known=PENALTY_HEADINGS.known) as table:
        return list(penalty_rows(table))


def one(*, headings: tuple[str, ...] = CODES, **cells: object) -> PenaltyRow:
    (row,) = read(penalty_csv(cells, headings=headings))
    return row


def codes(row: PenaltyRow) -> list[str]:
    return [message.code for message in row.messages]


def test_a_row_in_which_nothing_is_wrong() -> None:
    assert one() == PenaltyRow(
        number=2,
        document_no=NUMBER,
        fields={
            "document_no": NUMBER,
            "enterprise": COMPANY,
            "decided_on": date(2026, 3, 12),
            "authority": "淄博市市场监督管理局",
            "fine": Decimal(3000),
            "articles": ("price-regulation.13.1",),
            "kinds": ("fine",),
        },
        party_name="淄博示范国际货运代理有限公司",
        party_category="法人及非法人组织",
        messages=one().messages,
        rejected=False,
    )
    assert codes(one()) == ["article-from-wording"]


def test_articles_and_kinds_by_their_options_need_no_remark() -> None:
    headings = ("document-no", "enterprise", "decided-on", "authority", "article", "kind", "fine", "confiscated", "gains", "refunded")
    more = ("procedure", "severity", "filed-on", "served-on", "facts", "mitigated", "departure")
    values = (
        NUMBER,
        COMPANY,
        "2026-03-12",
        "淄博市市场监督管理局",
        "price-regulation.9.5",
        "fine;confiscation",
        "60000",
        "20000.5",
        "20000.5",
        "0",
    )
    rest = ("ordinary", "heavier", "2026-01-05", "2026-03-15", "自立收费项目", "", "")
    (row,) = read(csv_bytes([(*headings, *more), (*values, *rest)]))
    assert row.messages == ()
    assert row.fields == {
        "document_no": NUMBER,
        "enterprise": COMPANY,
        "decided_on": date(2026, 3, 12),
        "authority": "淄博市市场监督管理局",
        "articles": ("price-regulation.9.5",),
        "kinds": ("fine", "confiscation"),
        "fine": Decimal(60000),
        "confiscated": Decimal("20000.5"),
        "gains": Decimal("20000.5"),
        "procedure": "ordinary",
        "severity": "heavier",
        "filed_on": date(2026, 1, 5),
        "served_on": date(2026, 3, 15),
        "facts": "自立收费项目",
    }
    assert LogPenalty.model_validate(row.fields).fine == Decimal(60000)


def test_the_same_row_from_a_workbook_under_chinese_headings() -> None:
    content = xlsx_bytes(
        [OFFICIAL, (NUMBER, "甲公司", "法人及非法人组织", COMPANY, "淄博市市场监督管理局", date(2026, 3, 12), 0.3, None, "罚款3000元")]
    )
    (row,) = read(content)
    assert row.fields == {key: value for key, value in one().fields.items() if key != "articles"}
    assert codes(row) == ["article-missing", "kind-from-wording"]


def test_yuan_and_wan_yuan_by_heading() -> None:
    assert read(csv_bytes([("CF_WSH", "CF_XDR_SHXYM", "CF_JDRQ", "罚款金额（元）"), (NUMBER, COMPANY, "2026-03-12", "3000")]))[0].fields[
        "fine"
    ] == Decimal(3000)
    assert one(CF_NR_FK="3000", CF_NR="").fields["fine"] == Decimal(30_000_000)


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"CF_WSH": ""}, "document-no-missing", "document_no"),
        ({"CF_WSH": "无"}, "document-no-missing", "document_no"),
        ({"CF_WSH": "2.02613E+17"}, "number-lost", "document_no"),
        ({"CF_XDR_SHXYM": ""}, "credit-code-missing", "enterprise"),
        ({"CF_XDR_SHXYM": "9.13703E+17"}, "number-lost", "enterprise"),
        ({"CF_JDRQ": ""}, "decided-on-missing", "decided_on"),
        ({"CF_JDRQ": "2026-02-30"}, "date-unreadable", "decided_on"),
        ({"CF_NR_FK": "2026-03-12"}, "amount-unreadable", "fine"),
        ({"CF_NR_FK": "-0.3"}, "amount-negative", "fine"),
        ({"CF_NR_WFFF": "0.0000001"}, "amount-too-fine", "confiscated"),
        ({"CF_NR_FK": "=0.1+0.2"}, "amount-unreadable", "fine"),
    ],
)
def test_what_keeps_a_row_from_being_recorded(cells: dict[str, object], code: str, field: str) -> None:
    row = one(**cells)
    assert row.rejected
    assert [(message.code, message.field) for message in row.messages if message.code != "article-from-wording"] == [(code, field)]
    assert all(message.message.zh.endswith("。") and message.message.en.endswith(".") for message in row.messages)
    assert field not in row.fields


def test_each_fault_of_a_row_is_named() -> None:
    row = one(CF_WSH="", CF_XDR_SHXYM="", CF_JDRQ="去年", CF_NR_FK="多")
    assert {message.field for message in row.messages} >= {"document_no", "enterprise", "decided_on", "fine"}


@pytest.mark.parametrize(
    "cells",
    [
        {"CF_XDR_LB": "自然人"},
        {"CF_XDR_LB": "自然人", "CF_XDR_SHXYM": ""},
        {"CF_XDR_LB": "个人", "CF_XDR_SHXYM": ""},
        {"CF_XDR_LB": "公民"},
        {"CF_XDR_LB": "自然人（含港澳台居民）"},
        {"CF_XDR_LB": "", "CF_XDR_SHXYM": FICTIONAL_ID},
        {"CF_XDR_LB": "", "CF_XDR_SHXYM": "３７０３０３１９０００１０１００１９"},
        {"CF_XDR_LB": "", "CF_XDR_SHXYM": "", "CF_XDR_ZJHM": FICTIONAL_ID},
    ],
)
def test_a_natural_person_is_rejected_and_nothing_of_the_person_is_kept(cells: dict[str, object]) -> None:
    row = one(headings=(*CODES, "CF_XDR_ZJHM"), CF_XDR_MC="某某某", **cells)
    assert row.rejected
    assert codes(row) == ["natural-person"]
    assert (row.document_no, dict(row.fields), row.party_name) == (NUMBER, {}, "")
    assert FICTIONAL_ID not in repr(row)
    assert "某某某" not in repr(row)


@pytest.mark.parametrize("category", ["法人及非法人组织", "个体工商户", "法人", "企业", ""])
def test_every_other_party_is_an_enterprise(category: str) -> None:
    assert not one(CF_XDR_LB=category).rejected


def test_a_code_of_digits_alone_is_no_identity_number() -> None:
    assert not one(CF_XDR_SHXYM="123703034567890123").rejected  # its check digit is a matter of the form


def test_no_personal_column_is_ever_read() -> None:
    personal = ("CF_FRDB", "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "CF_XDR_ZJHM")
    row = one(headings=(*CODES, *personal), **dict.fromkeys(personal, "张某某"))
    assert not row.rejected
    assert "张某某" not in repr(row)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"CF_YJ": "违反明码标价规定"}, ["article-missing"]),
        ({"CF_CFLB": "", "CF_NR": "警告；罚款3000元"}, ["kind-from-wording"]),
        ({"CF_CFLB": "", "CF_NR": ""}, ["kind-from-amounts"]),
        ({"CF_CFLB": "", "CF_NR": "", "CF_NR_FK": ""}, ["kind-missing"]),
        ({"CF_CFLB": "罚款；约谈"}, ["kind-unknown"]),
        ({"CF_CFLB": "罚款；暂扣或者吊销许可证/执照"}, ["kind-undecided"]),
        ({"CF_NR_FK": ""}, ["amount-only-in-text"]),
        ({"CF_NR_FK": "0"}, ["amount-only-in-text"]),
        ({"CF_NR": "罚款3000元，没收违法所得12元"}, ["amount-only-in-text"]),
        ({"CF_NR": "给予行政处罚：叁仟元整", "CF_NR_FK": ""}, ["amount-only-in-text"]),
        ({"CF_NR": "罚款5000元"}, ["amount-differs-from-text"]),
        ({"CF_NR_FK": "3000"}, ["amount-differs-from-text"]),
        ({"CF_NR_FK": "3000元"}, ["unit-in-cell"]),
        ({"CF_JDRQ": "46093"}, ["date-from-serial"]),
        ({"CF_XDR_MC": "=HYPERLINK(1)"}, ["formula-like"]),
        ({"CF_CFJG": "＠甲"}, ["formula-like"]),
        ({"CF_WSH": "+1号"}, ["formula-like"]),
    ],
)
def test_what_is_flagged(cells: dict[str, object], expected: list[str]) -> None:
    row = one(**{"CF_YJ": "price-regulation.13.1", **cells})
    assert not row.rejected
    assert [code for code in codes(row) if code != "article-from-wording"] == expected


def test_amounts_come_from_amount_columns_alone() -> None:
    row = one(CF_NR_FK="", CF_NR="没收违法所得12元，罚款3000元")
    assert "fine" not in row.fields
    assert "confiscated" not in row.fields
    assert [message.field for message in row.messages if message.code == "amount-only-in-text"] == ["fine", "confiscated"]
    assert one(CF_NR="罚款5000元").fields["fine"] == Decimal(3000)


def test_a_column_ten_thousand_times_too_large_is_said_to_be_one() -> None:
    said = next(message for message in one(CF_NR_FK="3000").messages if message.code == "amount-differs-from-text")
    assert "很可能把元填进了万元列" in said.message.zh
    assert "很可能" not in one(CF_NR="罚款5000元").messages[0].message.zh


def test_several_fines_in_the_wording_agree_with_their_sum_and_with_one_of_them() -> None:
    for stated in ("0.3", "0.25", "0.05"):
        assert "amount-differs-from-text" not in codes(one(CF_NR_FK=stated, CF_NR="1.罚款2500元；2.罚款500元；合计3000元"))


def test_a_category_that_leaves_two_kinds_open_is_settled_by_the_wording() -> None:
    category = "暂扣或者吊销许可证/执照"
    assert one(CF_CFLB=category, CF_NR="吊销营业执照").fields["kinds"] == ("licence-revocation",)
    assert one(CF_CFLB=category, CF_NR="暂扣许可证三个月").fields["kinds"] == ("licence-suspension",)
    assert one(CF_CFLB=category, CF_NR="").fields["kinds"] == ("other",)


@pytest.mark.parametrize(
    ("column", "cell", "field", "expected", "code"),
    [
        ("处罚程序", "简易程序", "procedure", "summary", None),
        ("处罚程序", "普通程序", "procedure", "ordinary", None),
        ("处罚程序", "其他程序", "procedure", None, "procedure-unknown"),
        ("情节", "情节较重", "severity", "heavier", None),
        ("情节", "严重", "severity", "serious", None),
        ("情节", "恶劣", "severity", None, "severity-unknown"),
        ("gains", "无", "gains", "none", None),
        ("gains", "0", "gains", "none", None),
        ("gains", "无法确定", "gains", "undeterminable", None),
        ("gains", "20000", "gains", Decimal(20000), None),
        ("gains", "", "gains", None, None),
        ("送达日期", "昨天", "served_on", None, "date-unreadable"),
        ("立案日期", "2026/1/5", "filed_on", date(2026, 1, 5), None),
    ],
)
def test_columns_that_a_table_may_have_besides(column: str, cell: str, field: str, expected: object, code: str | None) -> None:
    row = one(headings=(*CODES, column), **{column: cell})
    assert not row.rejected
    assert row.fields.get(field) == expected
    assert (code in codes(row)) == (code is not None)


def test_cells_merged_over_rows() -> None:
    rows = [CODES, *[[ROW[code] or None for code in CODES]] * 2]
    first, second = read(merged_bytes(rows, "F2:F3"))
    assert not first.rejected
    assert "merged-cell" in codes(second)
    assert second.fields["decided_on"] == date(2026, 3, 12)
    assert all(row.rejected and "merged-cell" in codes(row) for row in read(merged_bytes(rows, "G2:G3")))
    assert all(row.rejected for row in read(merged_bytes(rows, "A2:A3")))


def test_an_error_cell_in_an_amount_rejects_and_in_a_name_is_flagged() -> None:
    rows = [CODES, [ROW[code] or None for code in CODES]]

    def formula_in(cell: str) -> PenaltyRow:
        (row,) = read(xlsx_bytes(rows, prepare=lambda book: book.worksheets[0].__setitem__(cell, "=1+1")))
        return row

    assert formula_in("G2").rejected
    assert formula_in("A2").rejected
    assert not formula_in("B2").rejected
    assert "cell-unreadable" in codes(formula_in("B2"))


def test_missing_columns_are_an_error_before_the_first_row() -> None:
    content = io.BytesIO(penalty_csv({}, headings=CODES[1:]))
    with read_table(content, known=PENALTY_HEADINGS.known) as table, pytest.raises(InvalidData, match="CF_WSH"):
        penalty_rows(table)


def test_headings_without_a_meaning_are_told() -> None:
    with read_table(io.BytesIO(penalty_csv({}, headings=("序号", *CODES, "CF_FRDB"))), known=PENALTY_HEADINGS.known) as table:
        assert ignored_headings(table) == ("序号",)


@given(st.fixed_dictionaries({}, optional={code: st.text(max_size=30) for code in CODES}))
def test_whatever_the_cells_hold_there_is_a_verdict(cells: dict[str, object]) -> None:
    content = csv_bytes([CODES, [{**ROW, **cells}[code] for code in CODES]], encoding="utf-16")
    try:
        rows = read(content)
    except (InvalidData, UnicodeEncodeError):
        return
    for row in rows:
        assert row.rejected or {"document_no", "enterprise", "decided_on"} <= set(row.fields)
        assert all(message.message.zh and message.message.en for message in row.messages)
