from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import load_workbook

from tests.documents.builders import COMPANY, NUMBER
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.penalty_rows import penalty_rows
from zibo_port.documents.publicity_sheet import write_publicity_sheet
from zibo_port.documents.tables import read_table
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.payload import COLUMNS

RECORD = {
    "CF_XDR_MC": "淄博示范国际货运代理有限公司",
    "CF_XDR_LB": "法人及非法人组织",
    "CF_XDR_SHXYM": COMPANY,
    "CF_WSH": NUMBER,
    "CF_WFXW": "不执行政府定价、政府指导价",
    "CF_SY": "自立收费项目",
    "CF_YJ": "《价格违法行为行政处罚规定》第九条第（五）项",
    "CF_CFLB": "罚款；没收违法所得、没收非法财物",
    "CF_NR": "罚款136656.25元；没收违法所得0.01元",
    "CF_NR_FK": "13.665625",
    "CF_NR_WFFF": "0.000001",
    "CF_JDRQ": "2026/03/12",
    "CF_YXQ": "2099/12/31",
    "CF_GSJZQ": "2027-03-12",
    "CF_CFJG": "淄博市市场监督管理局",
    "CF_CFJGDM": "11370300MADEM00037",
    "CF_SJLY": "淄博市市场监督管理局",
    "CF_SJLYDM": "11370300MADEM00037",
}


def sheet(*records: dict[str, str]) -> bytes:
    content = io.BytesIO()
    write_publicity_sheet(content, records)
    return content.getvalue()


def test_the_thirty_columns_stand_in_the_order_of_the_layout() -> None:
    rows = load_workbook(io.BytesIO(sheet(RECORD))).get_sheet_by_index(0).to_python()
    assert rows[0] == list(COLUMNS.values())
    assert len(rows[0]) == 30
    assert rows[0][0] == "行政相对人名称"
    assert rows[0][29] == "备注"


def test_codes_and_dates_are_texts_and_amounts_are_numbers() -> None:
    cells = dict(zip(COLUMNS, openpyxl.load_workbook(io.BytesIO(sheet(RECORD))).worksheets[0][2], strict=True))
    assert (cells["CF_XDR_SHXYM"].value, cells["CF_XDR_SHXYM"].number_format) == (COMPANY, "@")
    assert (cells["CF_JDRQ"].value, cells["CF_JDRQ"].data_type) == ("2026/03/12", "s")
    assert cells["CF_GSJZQ"].value == "2027/03/12"
    assert (cells["CF_NR_FK"].value, cells["CF_NR_FK"].data_type) == (13.665625, "n")
    assert cells["CF_NR_WFFF"].value == 0.000001
    assert cells["CF_FRDB"].value is None


def test_amounts_show_up_to_six_decimals_of_ten_thousand_yuan() -> None:
    cells = dict(zip(COLUMNS, openpyxl.load_workbook(io.BytesIO(sheet(RECORD))).worksheets[0][2], strict=True))
    assert {cells[name].number_format for name in ("CF_NR_FK", "CF_NR_WFFF")} == {"0.00####"}
    assert cells["CF_WSH"].number_format == "@"


def test_the_name_stays_in_sight_and_stands_on_every_page() -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet(RECORD))).worksheets[0]
    assert page.freeze_panes == "B2"
    assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$A")
    assert (page.page_setup.orientation, page.page_setup.scale) == ("landscape", 60)
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_what_is_written_can_be_imported_again() -> None:
    with read_table(io.BytesIO(sheet(RECORD)), known=PENALTY_HEADINGS.known) as table:
        (row,) = penalty_rows(table)
    assert not row.rejected
    assert (row.document_no, row.fields["enterprise"], row.fields["fine"]) == (NUMBER, COMPANY, Decimal("136656.25"))
    assert row.fields["confiscated"] == Decimal("0.01")
    assert row.fields["kinds"] == ("fine", "confiscation")
    assert row.fields["articles"] == ("price-regulation.9.5",)
    assert [message.code for message in row.messages] == ["article-from-wording"]


def test_an_empty_amount_stays_empty() -> None:
    cells = dict(zip(COLUMNS, openpyxl.load_workbook(io.BytesIO(sheet({**RECORD, "CF_NR_WFFF": ""}))).worksheets[0][2], strict=True))
    assert cells["CF_NR_WFFF"].value is None


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"CF_NR_FK": "13.6656251"}, "CF_NR_FK", "最多六位小数"),
        ({"CF_NR_FK": "1e3"}, "CF_NR_FK", "最多六位小数"),
        ({"CF_NR_FK": "-1"}, "CF_NR_FK", "最多六位小数"),
        ({"CF_NR_FK": "多"}, "CF_NR_FK", "最多六位小数"),
        ({"CF_JDRQ": "2026/13/12"}, "CF_JDRQ", "不是日期"),
        ({"CF_FRDB": "某某"}, "CF_FRDB", "必须留空"),
        ({"CF_XDR_ZJHM": "1"}, "CF_XDR_ZJHM", "必须留空"),
        ({"CF_XX": "1"}, "CF_XX", "不是双公示数据项"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_and_nothing_written(change: dict[str, str], field: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(InvalidData, match=says) as refused:
        write_publicity_sheet(path, [RECORD, {**RECORD, **change}])
    assert refused.value.fields[0].field == field
    assert NUMBER in refused.value.message.zh
    assert not path.exists()


def test_the_same_records_give_the_same_bytes() -> None:
    assert sheet(RECORD, RECORD) == sheet(RECORD, RECORD)
