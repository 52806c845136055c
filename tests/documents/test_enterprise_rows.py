from __future__ import annotations

import io

import pytest

from tests.documents.builders import BRANCH, COMPANY, TRADER, csv_bytes, merged_bytes, xlsx_bytes
from zibo_port.documents.enterprise_rows import ENTERPRISE_HEADINGS, EnterpriseRow, enterprise_rows
from zibo_port.documents.tables import read_table
from zibo_port.domain.codes import LINES
from zibo_port.domain.commands.register import RegisterEnterprise
from zibo_port.domain.errors import InvalidData

CHINESE = ("统一社会信用代码", "名称", "业务类型", "上级", "所在地")


def read(content: bytes) -> list[EnterpriseRow]:
    with read_table(io.BytesIO(content), known=ENTERPRISE_HEADINGS.known) as table:
        return list(enterprise_rows(table))


def one(
    code: object = COMPANY, name: object = "淄博示范货运公司", line: object = "其他", parent: object = "", seat: object = ""
) -> EnterpriseRow:
    (row,) = read(csv_bytes([CHINESE, (code, name, line, parent, seat)]))
    return row


def test_an_enterprise_by_chinese_headings() -> None:
    row = one(parent=BRANCH, line="国际货运代理、报关报检", seat="淄博市张店区")
    assert row == EnterpriseRow(
        2,
        {
            "enterprise": COMPANY,
            "name": "淄博示范货运公司",
            "lines": ("freight-forwarding", "customs-broker"),
            "branch_of": BRANCH,
            "seat": "zibo",
        },
        (),
        rejected=False,
    )
    assert RegisterEnterprise.model_validate(row.fields).lines == ("freight-forwarding", "customs-broker")


def test_an_enterprise_by_the_names_of_options_from_a_workbook() -> None:
    (row,) = read(xlsx_bytes([("credit-code", "name", "line"), (TRADER, "示范商行", "other")]))
    assert row.fields == {"enterprise": TRADER, "name": "示范商行", "lines": ("other",)}
    assert RegisterEnterprise.model_validate(row.fields).branch_of is None


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        *((code, (code,)) for code in LINES),
        *(("国际货运代理", ("freight-forwarding",)), ("货运代理", ("freight-forwarding",)), ("报关", ("customs-broker",))),
        *(("报关报检", ("customs-broker",)), ("仓储场站", ("warehouse-yard",)), ("其他", ("other",)), ("报关;报检", ("customs-broker",))),
        *(("报关，仓储，场站", ("customs-broker", "warehouse-yard")), ("Other / 报关", ("other", "customs-broker"))),
    ],
)
def test_lines_of_business(words: str, lines: tuple[str, ...]) -> None:
    assert one(line=words).fields["lines"] == lines
    assert not one(line=words).rejected


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        (one(code=""), "credit-code-missing", "enterprise"),
        (one(code="9.13703E+17"), "number-lost", "enterprise"),
        (one(name=""), "name-missing", "name"),
        (one(line=""), "line-missing", "lines"),
        (one(line="报关、养殖"), "line-unknown", "lines"),
        (one(parent="9.13703E+17"), "number-lost", "branch_of"),
    ],
)
def test_what_keeps_an_enterprise_from_being_registered(row: EnterpriseRow, code: str, field: str) -> None:
    assert row.rejected
    assert [(message.code, message.field) for message in row.messages] == [(code, field)]
    assert row.messages[0].message.zh.endswith("。")


def test_a_natural_person_leaves_nothing_behind() -> None:
    row = one(code="370303190001010019", name="某某某")
    assert (row.rejected, dict(row.fields), row.messages[0].code) == (True, {}, "natural-person")
    assert "某某某" not in repr(row)


def test_a_name_like_a_formula_is_kept_and_flagged() -> None:
    row = one(name="=1+1")
    assert (row.fields["name"], row.rejected, row.messages[0].code) == ("=1+1", False, "formula-like")


@pytest.mark.parametrize("seat", ["青岛市", "", "无"])
def test_a_seat_elsewhere_is_none(seat: str) -> None:
    assert "seat" not in one(seat=seat).fields


def test_merged_codes_are_rejected_and_merged_lines_taken() -> None:
    rows = [CHINESE, (COMPANY, "甲", "报关", None, None), (BRANCH, "乙", None, None, None)]
    assert [row.fields["lines"] for row in read(merged_bytes(rows, "C2:C3"))] == [("customs-broker",)] * 2
    assert all(row.rejected for row in read(merged_bytes(rows, "A2:A3")))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InvalidData, match="业务类型"):
        read(csv_bytes([("统一社会信用代码", "名称"), (COMPANY, "甲")]))
