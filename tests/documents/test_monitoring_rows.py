"""Tables of monthly reports as units hand them in: which figure each row gives, and what is said of a row that can't be read."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.builders import csv_bytes, xlsx_bytes
from zibo_port.documents.cells import Broken, CellError
from zibo_port.documents.monitoring_rows import MONITORING_HEADINGS, Given, MonitoringRow, monitoring_rows
from zibo_port.documents.monitoring_template import write_template
from zibo_port.documents.monitoring_values import figure, month
from zibo_port.documents.tables import read_table
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.periods import Month
from zibo_port.office.rulebook import indicators

HEADINGS = ("报送单位", "月份", "指标代码", "指标名称", "计量单位", "数值", "备注")
AUGUST = Month(2026, 8)
NOTHING = Given()


def read(content: bytes, given_: Given = NOTHING) -> list[MonitoringRow]:
    with read_table(io.BytesIO(content), known=MONITORING_HEADINGS.known) as table:
        return list(monitoring_rows(table, indicators(), given_))


def one(
    unit: object = "淄博海关",
    at: object = "2026-08",
    code: object = "import-value",
    name: object = "",
    measure: object = "",
    value: object = "1200.5",
    note: object = "",
    given_: Given = NOTHING,
) -> MonitoringRow:
    (row,) = read(csv_bytes([HEADINGS, (unit, at, code, name, measure, value, note)]), given_)
    return row


def faults(row: MonitoringRow) -> list[str]:
    assert row.rejected
    return [message.code for message in row.messages]


# --- a row --------------------------------------------------------------------------------------------------------


def test_a_row_is_a_figure_of_a_unit_for_a_month() -> None:
    assert one(note="增长") == MonitoringRow(2, "customs", AUGUST, "import-value", Decimal("1200.5"), "增长", (), rejected=False)


@pytest.mark.parametrize("unit", ["海关", "customs", "淄博海关", "Zibo Customs"])
@pytest.mark.parametrize("at", ["2026年8月", "202608", "2026/8", "２０２６－０８", "2026-08-01"])
def test_units_and_months_are_written_in_many_ways(unit: str, at: str) -> None:
    if at == "2026-08-01":
        with_date = xlsx_bytes([HEADINGS, (unit, date(2026, 8, 1), "import-value", "", "", 1200.5, "")])
        (row,) = read(with_date)
    else:
        row = one(unit, at)
    assert (row.department, row.month, row.value, row.rejected) == ("customs", AUGUST, Decimal("1200.5"), False)


@pytest.mark.parametrize(
    ("code", "name"), [("", "进口货物总值"), ("import-value", "进口货物总值"), ("", "value of imports"), ("进口货物总值", "")]
)
def test_an_indicator_is_known_by_code_or_name(code: str, name: str) -> None:
    assert one(code=code, name=name).indicator == "import-value"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"unit": "市公安局"}, "department-unknown"),
        ({"unit": ""}, "department-unknown"),
        ({"at": "8月"}, "month-unreadable"),
        ({"at": ""}, "month-missing"),
        ({"at": "2026-13"}, "month-unreadable"),
        ({"code": "", "name": "通关时间"}, "indicator-unknown"),
        ({"code": "", "name": ""}, "indicator-unknown"),
        ({"code": "import-value", "name": "出口货物总值"}, "indicator-differs"),
        ({"measure": "元"}, "measure-differs"),
        ({"measure": "万美元"}, "measure-differs"),
        ({"value": "约1200"}, "value-unreadable"),
        ({"value": "1,20"}, "value-unreadable"),
        ({"value": "12%"}, "value-unreadable"),
    ],
)
def test_what_cannot_be_read_rejects_the_row_and_says_why(row: dict[str, object], code: str) -> None:
    said = one(**row)  # type: ignore[arg-type]
    assert faults(said) == [code]
    for text in said.messages[0].message:
        assert text.endswith(("。", "."))


def test_a_unit_and_a_month_may_be_given_for_the_whole_table_and_other_rows_are_rejected() -> None:
    given_ = Given("customs", AUGUST)
    (row,) = read(csv_bytes([("指标", "数值"), ("进口货物总值", 1)]), given_)
    assert (row.department, row.month, row.rejected) == ("customs", AUGUST, False)
    assert faults(one(unit="市商务局", given_=given_)) == ["department-differs"]
    assert faults(one(at="2026-07", given_=given_)) == ["month-differs"]


def test_an_empty_value_is_flagged_as_not_reported() -> None:
    row = one(value="")
    assert (row.value, row.rejected, [m.code for m in row.messages]) == (None, False, ["figure-missing"])


def test_a_share_stored_as_a_fraction_is_not_guessed() -> None:
    cells = [HEADINGS, ("市税务局", "2026-08", "refund-paperless-share", "", "%", 0.952, "")]
    (row,) = read(xlsx_bytes(cells))
    assert faults(row) == ["value-share"]
    assert one("市税务局", code="refund-paperless-share", measure="%", value="95.2%").value == Decimal("95.2")
    assert one("市税务局", code="refund-paperless-share", value="0.952").value == Decimal("0.952")


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        (("报送单位", "月份", "指标代码"), "数值"),
        (("报送单位", "月份", "数值"), "指标"),
        (("月份", "指标代码", "数值"), "--department"),
        (("报送单位", "指标代码", "数值"), "--month"),
        (("报送单位", "月份", "指标代码", "数值", "当月"), "两列都是"),
        (("企业名称", "信用代码"), "找不到表头"),
    ],
)
def test_wrong_headings_refuse_the_file(headings: tuple[str, ...], says: str) -> None:
    with pytest.raises(InvalidData) as caught:
        read(csv_bytes([headings, tuple("1" for _ in headings)]))
    assert says in caught.value.message.zh


def test_titles_totals_and_other_encodings_are_borne() -> None:
    rows = [("口岸月报",) + ("",) * 6, HEADINGS, ("淄博海关", "2026-08", "import-value", "", "", "1,200.50", ""), ("合计",) + ("",) * 6]
    assert [row.value for row in read(csv_bytes(rows, encoding="gb18030"))] == [Decimal("1200.50")]


def test_a_value_merged_over_rows_belongs_to_none() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        book.worksheets[0].merge_cells("F2:F3")

    rows = [HEADINGS, ("海关", "2026-08", "import-value", "", "", 5, ""), ("海关", "2026-08", "export-value", "", "", None, "")]
    assert all("merged-cell" in faults(row) for row in read(xlsx_bytes(rows, prepare=merge)))


# --- cells --------------------------------------------------------------------------------------------------------


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_figure_is_read_as_it_is_written(number: Decimal) -> None:
    assert figure(f"{number:f}", percent=False) == number
    assert figure(f"{number:,f}", percent=False) == number


@given(st.integers(2000, 2199), st.integers(1, 12))
def test_a_month_is_read_as_it_is_written(year: int, number: int) -> None:
    for text in (f"{year}-{number:02}", f"{year}年{number}月", f"{year}{number:02}", f"{year}.{number}"):
        assert month(text) == Month(year, number)


@pytest.mark.parametrize("cell", [True, date(2026, 8, 1), Broken("error"), Broken("formula"), "1e5", "١٢"])
def test_a_cell_that_is_no_number_is_not_read_as_one(cell: object) -> None:
    with pytest.raises(CellError):
        figure(cell, percent=False)  # type: ignore[arg-type]


# --- the template -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_that_was_filled_in_is_read_back(tmp_path: Path, lang: str) -> None:
    path, own = tmp_path / "t.xlsx", indicators().of("customs")
    write_template(path, own, AUGUST, lang)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for at, _ in enumerate(own, 2):
        sheet.cell(at, 6, at)
    book.save(path)
    with read_table(path, known=MONITORING_HEADINGS.known) as table:
        assert table.notes == []
        rows = list(monitoring_rows(table, indicators(), NOTHING))
    assert [(r.indicator, r.value, r.department, r.month) for r in rows] == [
        (i.code, Decimal(at), "customs", AUGUST) for at, i in enumerate(own, 2)
    ]
    assert not any(r.rejected or r.messages for r in rows)


def test_a_template_has_a_check_and_a_note_on_every_value_and_the_definitions_beside() -> None:
    content = io.BytesIO()
    write_template(content, indicators().of("tax"), None)
    book = openpyxl.load_workbook(content)
    checks = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}
    assert set(checks) == {"F2", "F3", "F4"}
    assert [Decimal(checks["F2"].formula1), Decimal(checks["F2"].formula2)] == [0, 100]
    assert "0 至 100" in checks["F2"].prompt
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=3)] == [i.zh for i in indicators().of("tax")]
    assert read(content.getvalue(), Given(month=AUGUST))[0].messages[0].code == "figure-missing"
