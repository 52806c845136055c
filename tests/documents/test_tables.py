from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.builders import OFFICIAL, csv_bytes, saved, xlsx_bytes
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.tables import Row, read_table
from zibo_port.domain.errors import InvalidData

KNOWN = {"文号", "名称", "金额", "日期"}.__contains__


def rows_of(content: bytes, name: str | None = None) -> list[Row]:
    with read_table(io.BytesIO(content), known=KNOWN, name=name) as table:
        return list(table.rows())


def fault(content: bytes, name: str | None = None) -> str:
    with pytest.raises(InvalidData) as refused:
        read_table(io.BytesIO(content), known=KNOWN, name=name)
    assert refused.value.exit_status == 3
    assert refused.value.fields[0].field == "file"
    assert refused.value.message.en.isascii() or "“" in refused.value.message.en
    return refused.value.message.zh


def test_the_first_row_of_data_is_row_two() -> None:
    assert rows_of(csv_bytes([("文号", "名称"), ("1", "甲"), ("2", "乙")])) == [Row(2, ["1", "甲"]), Row(3, ["2", "乙"])]


def test_a_table_can_be_read_again_and_again() -> None:
    with read_table(io.BytesIO(csv_bytes([("文号", "名称"), ("1", "甲")])), known=KNOWN) as table:
        assert list(table.rows()) == list(table.rows())
        assert (table.row_count, table.headings, table.heading_row, table.format, table.sheet) == (1, ("文号", "名称"), 1, "csv", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    rows = [("文号", "名称"), ("〔2026〕1号", "淄博𠀀，货运"), ("2", "甲" + delimiter + "乙\n丙")]
    assert rows_of(csv_bytes(rows, encoding=encoding, delimiter=delimiter)) == [Row(2, list(rows[1])), Row(3, list(rows[2]))]


def test_a_text_without_byte_order_mark_says_in_which_encoding_it_was_read() -> None:
    for encoding in ("utf-8", "gb18030"):
        with read_table(io.BytesIO(csv_bytes([("文号", "名称")], encoding=encoding)), known=KNOWN) as table:
            assert table.encoding == encoding


def test_titles_above_the_headings_blank_rows_and_totals_are_left_out_and_keep_their_numbers() -> None:
    rows = [("2026年行政处罚", ""), ("", ""), ("文号", "名称"), ("1", "甲"), ("", ""), ("小 计：", "1"), ("2", "合计"), ("", "合计")]
    for content in (csv_bytes(rows), xlsx_bytes(rows)):
        with read_table(io.BytesIO(content), known=KNOWN) as table:
            assert [row.number for row in table.rows()] == [4, 7]
            assert table.row_count == 2
            assert [(note.code, note.row) for note in table.notes] == [("totals-left-out", 6), ("totals-left-out", 8)]
            assert table.heading_row == 3


def test_the_headings_are_looked_for_in_the_first_ten_rows_only() -> None:
    titles = [(f"标题{i}", "") for i in range(9)]
    assert [row.number for row in rows_of(csv_bytes([*titles, ("文号", "名称"), ("1", "甲")]))] == [11]
    assert "找不到表头" in fault(csv_bytes([*titles, ("标题", ""), ("文号", "名称"), ("1", "甲")]))


def test_a_second_row_of_headings_is_no_row_of_data() -> None:
    both = csv_bytes([("CF_WSH", "CF_XDR_MC", "CF_NR_FK"), (*OFFICIAL[:2], OFFICIAL[6]), ("1号", "甲", "0.1")])
    with read_table(io.BytesIO(both), known=PENALTY_HEADINGS.known) as table:
        assert table.headings[0] == "CF_WSH"
        assert [row.number for row in table.rows()] == [3]


def test_a_row_that_is_cut_short_is_named_and_the_whole_file_refused() -> None:
    content = csv_bytes([("文号", "名称", "金额"), ("1", "甲", "3"), ("2", "乙", "4")])
    assert "第3行有2格，表头有3格" in fault(content.removesuffix(b",4\r\n"))


def test_a_row_with_a_cell_too_many_is_named() -> None:
    assert "第2行有4格，表头有3格" in fault(csv_bytes([("文号", "名称", "金额"), ("1", "甲", "1", "000")]))


def test_columns_without_a_heading_at_the_end_may_be_missing() -> None:
    assert rows_of(b"\xe6\x96\x87\xe5\x8f\xb7,\xe5\x90\x8d\xe7\xa7\xb0,,\n1,2,,\n3,4\n") == [Row(2, ["1", "2"]), Row(3, ["3", "4"])]


def test_blank_rows_and_empty_cells_at_the_end_are_nothing_cut_short() -> None:
    content = csv_bytes([("文号", "名称"), ("1", "甲", "", ""), ("",), ("", "", "", ""), ("2", "乙", "")])
    assert rows_of(content) == [Row(2, ["1", "甲"]), Row(5, ["2", "乙"])]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'1,"\xe7\x94\xb2\r\n2,\xe4\xb9\x99\r\n', "第2行：双引号没有合上"),
        (b'1,\xe7\x94\xb2\r\n"2"x,\xe4\xb9\x99\r\n', "第3行：引号结束之后还有别的文字"),
        (b'1,"' + b"x" * 200_000, "第2行：双引号没有合上"),
        (b"1,\0\r\n", "空字节"),
    ],
)
def test_a_text_that_cannot_be_read_to_its_end_is_refused_with_the_row(content: bytes, says: str) -> None:
    assert says in fault(csv_bytes([("文号", "名称")]) + content)


def test_an_unclosed_quotation_mark_on_the_last_row_is_found_before_any_row_is_handed_out() -> None:
    many = csv_bytes([("文号", "名称"), *((str(i), "甲") for i in range(5000))])
    assert "第5002行" in fault(many + b'x,"y\r\n')


def test_a_damaged_utf8_file_is_not_taken_for_gb18030() -> None:
    content = csv_bytes([("文号", "名称"), ("淄市监处罚〔2026〕1号", "淄博示范公司"), ("2", "乙")])
    says = fault(content + b"3,\xff\n")
    assert "第4行附近有不属于 UTF-8 编码的字节" in says


def test_a_utf8_file_cut_in_the_middle_of_a_character_is_refused() -> None:
    assert "UTF-8" in fault(csv_bytes([("文号", "名称"), ("淄市监处罚〔2026〕1号", "淄博示范公司")])[:-3])


def test_neither_utf8_nor_gb18030_is_refused() -> None:
    assert "UTF-8、GB18030" in fault(b"a,b\n\xff\xff\xff,\xff\n")


def test_a_repeated_heading_is_refused() -> None:
    assert "“文号”出现了两次" in fault(csv_bytes([("文号", "名称", "文号"), ("1", "甲", "2")]))


@pytest.mark.parametrize("name", ["x.xlsx", "X.XLSX", "x.xls", "x.et", "x.ods"])
def test_a_workbook_by_name_that_is_none_is_refused(name: str) -> None:
    assert "不是工作簿" in fault(csv_bytes([("文号", "名称")]), name)


def test_an_unclosed_quotation_mark_is_called_that_where_all_headings_in_one_look_like_an_amount() -> None:
    content = csv_bytes([("文号", "名称", "罚款金额（万元）")]) + '1,"甲,2\r\n'.encode()
    with pytest.raises(InvalidData, match="第2行：双引号没有合上"):
        read_table(io.BytesIO(content), known=lambda heading: heading == "文号" or "金额" in heading)


def test_an_empty_file_is_refused() -> None:
    assert "是空文件" in fault(b"")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "没有.csv", "找不到文件"), (tmp_path, "是文件夹")):
        with pytest.raises(InvalidData, match=says):
            read_table(path, known=KNOWN)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", b"x")
    path.chmod(0)
    with pytest.raises(InvalidData, match="打不开文件"):
        read_table(path, known=KNOWN)


def test_a_path_that_cannot_be_is_refused_in_the_readers_language(tmp_path: Path) -> None:
    below_a_file = saved(tmp_path, "a.csv", b"x") / "b.csv"
    with pytest.raises(InvalidData) as told:
        read_table(below_a_file, known=KNOWN)
    said = told.value.message
    assert ("路径中有一段不是目录" in said.zh, "Not a directory" in said.zh) == (True, False)
    assert "Not a directory" in said.en


def test_a_name_that_would_garble_the_terminal_is_shown_escaped() -> None:
    assert "\\u202e" in fault(b"", "a\u202ecsv.exe")


def test_standard_input_is_read_twice_though_it_is_a_pipe() -> None:
    script = (
        "from zibo_port.documents.tables import read_table\n"
        "with read_table('-', known={'a', 'b'}.__contains__) as t: print(t.row_count, sum(1 for _ in t.rows()), t.name)"
    )
    content = b"a,b\n" + b"1,2\n" * 500_000
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], input=content, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": "."}
    )
    assert done.stdout.decode().split() == ["500000", "500000", "标准输入（stdin）"]


def test_a_file_keeps_its_bytes_and_is_known_by_its_hash(tmp_path: Path) -> None:
    content = csv_bytes([("文号", "名称"), ("1", "甲")], encoding="gb18030")
    path = saved(tmp_path, "a.csv", content)
    with read_table(path, known=KNOWN) as table:
        list(table.rows())
        assert table.sha256 == __import__("hashlib").sha256(content).hexdigest()
        assert table.name == "a.csv"
    assert path.read_bytes() == content


def test_a_pass_that_is_abandoned_leaves_nothing_open() -> None:
    with read_table(io.BytesIO(csv_bytes([("文号", "名称"), ("1", "甲"), ("2", "乙")])), known=KNOWN) as table:
        rows = table.rows()
        next(rows)
    del rows
    gc.collect()  # a warning from here is an error


def test_dates_of_a_workbook_are_dates() -> None:
    assert rows_of(xlsx_bytes([("文号", "日期"), ("1", date(2026, 3, 12))])) == [Row(2, ["1", date(2026, 3, 12)])]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n\ufeff"), min_size=1), min_size=2, max_size=2)
    )
)
def test_whatever_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    read = rows_of(csv_bytes([("文号", "名称"), *rows]))
    kept = [
        (number, row)
        for number, row in enumerate(rows, 2)
        if "".join(row[0].split()).strip("：:") not in {"合计", "总计", "小计", "共计", "累计"}
    ]
    assert [(row.number, row.cells) for row in read] == kept


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_rows_or_a_refusal(content: bytes, headed: bool) -> None:
    with contextlib.suppress(InvalidData):
        rows_of(csv_bytes([("文号", "名称")]) + content if headed else content)
