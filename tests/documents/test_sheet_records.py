from __future__ import annotations

import contextlib
import io
import resource
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.documents.builders import (
    OFFICIAL,
    bomb_bytes,
    encrypted_bytes,
    far_cell_bytes,
    lying_bomb_bytes,
    merged_bytes,
    ods_bytes,
    saved,
    xlsx_bytes,
    zip_bytes,
)
from zibo_port.documents.cells import Broken
from zibo_port.documents.sheet_process import EXPANDED_LIMIT, MEMBERS_LIMIT, UnfitError, lines, refuse_unfit
from zibo_port.documents.tables import Row, Table, read_table
from zibo_port.domain.errors import InvalidData

KNOWN = {"文号", "名称", "金额", "日期"}.__contains__
HEADINGS = ("文号", "名称", "金额")


def table_of(content: bytes, name: str = "甲.xlsx") -> Table:
    return read_table(io.BytesIO(content), known=KNOWN, name=name)


def rows_of(content: bytes) -> list[Row]:
    with table_of(content) as table:
        return list(table.rows())


def fault(content: bytes, name: str = "甲.xlsx") -> str:
    with pytest.raises(InvalidData) as refused:
        table_of(content, name)
    assert refused.value.exit_status == 3
    assert name in refused.value.message.zh
    assert name in refused.value.message.en
    return refused.value.message.zh


def test_numbers_texts_and_dates_arrive_as_what_they_are() -> None:
    content = xlsx_bytes([HEADINGS, ("1号", 0.3, date(2026, 3, 12)), (True, 12, datetime(2026, 3, 12, 8, 30))])  # noqa: DTZ001
    assert rows_of(content) == [Row(2, ["1号", 0.3, date(2026, 3, 12)]), Row(3, [True, 12.0, date(2026, 3, 12)])]


def test_a_time_of_day_is_no_date_and_no_duration_is_an_amount() -> None:
    assert rows_of(xlsx_bytes([HEADINGS, ("1号", time_of_day(8, 30), timedelta(hours=30))])) == [
        Row(2, ["1号", Broken("time"), Broken("time")])
    ]


def test_a_row_short_of_its_last_cells_is_no_fault() -> None:
    assert rows_of(xlsx_bytes([HEADINGS, ("1号",), ("2号", "乙")])) == [Row(2, ["1号", "", ""]), Row(3, ["2号", "乙", ""])]


def test_a_table_that_begins_below_and_to_the_right_keeps_its_row_numbers() -> None:
    content = xlsx_bytes([(), (), (None, None, *HEADINGS), (None, None, "1号", "甲", 5)])
    assert rows_of(content) == [Row(4, ["1号", "甲", 5.0])]


def test_errors_and_formulas_without_a_result_are_not_taken_for_empty() -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        page = book.worksheets[0]
        page["B2"] = "=1+1"
        page["C2"] = "#N/A"
        page["C2"].data_type = "e"

    assert rows_of(xlsx_bytes([HEADINGS, ("1号", "", "")], prepare=spoil)) == [Row(2, ["1号", Broken("formula"), Broken("error")])]


def test_faults_are_found_where_the_table_does_not_begin_in_the_first_column() -> None:
    content = xlsx_bytes([(), (None, *HEADINGS), (None, "1号", "甲", "=1+1")])
    assert rows_of(content) == [Row(3, ["1号", "甲", Broken("formula")])]


def test_cells_merged_over_rows_are_filled_and_named() -> None:
    content = merged_bytes([HEADINGS, ("1号", "甲", 1), ("2号", None, 2), ("3号", "丙", 3)], "B2:B3")
    merged = frozenset({1})
    assert rows_of(content) == [Row(2, ["1号", "甲", 1.0], merged), Row(3, ["2号", "甲", 2.0], merged), Row(4, ["3号", "丙", 3.0])]


def test_two_merged_ranges_in_one_column_do_not_run_into_each_other() -> None:
    rows = [HEADINGS, ("1", "甲", 1), ("2", None, 1), ("3", None, 1), ("4", None, 1), ("5", None, 1)]
    assert [row.cells[1] for row in rows_of(merged_bytes(rows, "B2:B3", "B4:B5"))] == ["甲", "甲", "", "", ""]


def test_cells_merged_within_a_row_are_left_alone() -> None:
    assert rows_of(merged_bytes([HEADINGS, ("1号", "甲", None)], "B2:C2")) == [Row(2, ["1号", "甲", ""])]


def test_the_first_visible_sheet_with_headings_is_read_and_further_ones_are_named() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].sheet_state = "hidden"
        book.worksheets[3].title = "二月"

    content = xlsx_bytes(
        [HEADINGS, ("0号",)], [("填表说明",), ("文号", "填全称")], [HEADINGS, ("1号",)], [HEADINGS, ("2号",)], prepare=hide
    )
    with table_of(content) as table:
        assert [row.cells[0] for row in table.rows()] == ["1号"]
        assert table.sheet == "Sheet2"
        assert [note.code for note in table.notes] == ["sheet-left-out"]
        assert "二月" in table.notes[0].message.zh


def test_an_ods_is_read_too() -> None:
    with table_of(ods_bytes([HEADINGS, ("1号", "甲", "0.3")]), "甲.ods") as table:
        assert list(table.rows()) == [Row(2, ["1号", "甲", "0.3"])]


def test_content_decides_what_a_file_is_not_its_name(tmp_path: Path) -> None:
    path = saved(tmp_path, "甲.csv", xlsx_bytes([HEADINGS, ("1号", "甲", 1)]))
    with read_table(path, known=KNOWN) as table:
        assert (table.format, table.row_count) == ("workbook", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        zip_bytes({"a.txt": "no workbook"}),
        zip_bytes({"xl/workbook.xml": "<workbook"}),
        xlsx_bytes([HEADINGS])[:-200],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_a_damaged_workbook_is_refused(content: bytes) -> None:
    assert "不是工作簿，或已损坏" in fault(content)


def test_a_workbook_with_a_password_is_refused() -> None:
    assert "设有打开密码" in fault(encrypted_bytes())


def test_an_archive_with_encrypted_members_is_refused() -> None:
    content = bytearray(xlsx_bytes([HEADINGS]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "设有打开密码" in fault(bytes(content))


def test_a_workbook_without_a_known_heading_is_refused() -> None:
    assert "找不到表头" in fault(xlsx_bytes([("a", "b"), ("1", "2")]))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(bomb_bytes(EXPANDED_LIMIT), "没有读取", id="more than 50 MB unpacked"),
        pytest.param(bomb_bytes(20_000_000), "没有读取", id="a thousand times its size"),
        pytest.param(zip_bytes({f"xl/{i}": "" for i in range(MEMBERS_LIMIT + 1)}), "没有读取", id="too many members"),
        pytest.param(far_cell_bytes(), "没有读取", id="a cell in the farthest corner"),
        pytest.param(
            ods_bytes([HEADINGS], of_rows='table:number-rows-repeated="1000000"', of_cells='table:number-columns-repeated="9000"'),
            "不是工作簿",
            id="a cell repeated without end",
        ),
    ],
)
def test_a_bomb_is_refused_at_once_and_in_small_memory(content: bytes, says: str) -> None:
    assert len(content) < 1_000_000
    before, since = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    assert says in fault(content)
    assert time.monotonic() - since < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


def test_what_unpacks_to_more_than_the_limit_is_refused_however_well_it_was_packed() -> None:
    for size, fits in ((EXPANDED_LIMIT, True), (EXPANDED_LIMIT + 1, False)):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("xl/workbook.xml", bytes(size))
        with contextlib.nullcontext() if fits else pytest.raises(UnfitError, match="too-large"):
            refuse_unfit(content.getvalue())


def test_a_bomb_whose_directory_lies_does_not_hurt_us() -> None:
    content = lying_bomb_bytes(100_000_000)
    refuse_unfit(content)  # from outside nothing is wrong
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "读不了" in fault(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_more_merged_cells_than_can_be_meant_are_refused() -> None:
    rows = [HEADINGS, *[("1号", "甲", 1)] * 6000]
    with pytest.raises(UnfitError, match="too-large"):
        list(lines(merged_bytes(rows, "B2:DZ6000")))


def test_a_whole_column_that_is_merged_counts_only_as_far_as_it_is_filled() -> None:
    content = merged_bytes([HEADINGS, ("1号", "甲", 1), ("2号", None, 2)], "B2:B1048576")
    assert [row.cells[1] for row in rows_of(content)] == ["甲", "甲"]


def test_what_the_process_says_ends_with_an_end() -> None:
    said: list[Any] = list(lines(xlsx_bytes([HEADINGS, ("1号", "甲", 1)])))
    assert said == [{"sheet": "Sheet", "merged": []}, [1, *HEADINGS], [2, "1号", "甲", 1.0], {"end": True}]


def test_the_process_limits_its_own_memory() -> None:
    script = (
        "import resource\n"
        "from zibo_port.documents.sheet_process import main\n"
        "try: main()\n"
        "finally: print(resource.getrlimit(resource.RLIMIT_AS)[0] // 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=b"PK\x03\x04", capture_output=True, check=True)
    assert done.stdout.splitlines() == [b'{"error": "not-a-workbook"}', b"512"]


def test_the_headings_of_the_layout_survive_a_workbook() -> None:
    with read_table(io.BytesIO(xlsx_bytes([OFFICIAL])), known=set(OFFICIAL).__contains__) as table:
        assert table.headings == OFFICIAL
        assert table.row_count == 0
