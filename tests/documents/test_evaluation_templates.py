from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.documents.builders import BRANCH, COMPANY
from zibo_port.documents.evaluation_entries import ENTRIES
from zibo_port.documents.evaluation_headings import kind_of, open_table
from zibo_port.documents.evaluation_rows import evaluation_rows
from zibo_port.documents.evaluation_templates import ROWS, VERSION, template_id, write_template
from zibo_port.documents.evaluation_words import COMPLAINTS, KINDS, NAMES, RATINGS, SCORES
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import RecordComplaint, RecordDepartmentScore, RecordRating
from zibo_port.domain.periods import Quarter

NOW = Quarter(2026, 4)
FORMS = {RATINGS: RecordRating, COMPLAINTS: RecordComplaint, SCORES: RecordDepartmentScore}
FILLED = {
    RATINGS: [(COMPANY, "甲", 2025, 452, 500, "是"), (BRANCH, "乙", 2025, None, None, "否")],
    COMPLAINTS: [(COMPANY, "甲", "ZB-1", date(2026, 8, 3), date(2026, 8, 6), "是"), (BRANCH, "乙", "ZB-2", date(2026, 8, 3), None, None)],
    SCORES: [(COMPANY, "甲", "2026Q3", "淄博海关", 18.5), (BRANCH, "乙", "2026Q3", "市商务局", 20)],
}


def written(folder: Path, kind: str, lang: str = "zh") -> Path:
    path = folder / f"{kind}-{lang}.xlsx"
    write_template(str(path), kind, NOW, lang)
    return path


def book_of(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def rules_of(book: openpyxl.Workbook) -> list[openpyxl.worksheet.datavalidation.DataValidation]:
    return book.worksheets[0].data_validations.dataValidation


def filled(path: Path, kind: str) -> Path:
    """The template with two rows typed below its example."""
    book = book_of(path)
    for at, row in enumerate(FILLED[kind], 3):
        for column, value in enumerate(row, 1):
            book.worksheets[0].cell(at, column, value)
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_as_it_is_written_holds_no_row_to_record(tmp_path, kind, lang) -> None:
    with open_table(str(written(tmp_path, kind, lang)), None) as table:
        assert kind_of(table.headings) == kind
        assert table.sheet == book_of(tmp_path / f"{kind}-{lang}.xlsx").sheetnames[0]
        assert list(evaluation_rows(table, kind)) == []
        assert [note.code for note in table.notes] == ["example-left-out"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_was_filled_in_is_read_without_a_remark(tmp_path, kind) -> None:
    with open_table(str(filled(written(tmp_path, kind), kind)), None) as table:
        rows = list(evaluation_rows(table, kind_of(table.headings)))
    assert [(row.number, row.messages, row.rejected) for row in rows] == [(3, (), False), (4, (), False)]
    assert [FORMS[kind](**row.fields).enterprise for row in rows] == [COMPANY, BRANCH]


@pytest.mark.parametrize("kind", KINDS)
def test_codes_are_text_and_days_are_days_in_every_row_to_be_filled_in(tmp_path, kind) -> None:
    sheet = book_of(written(tmp_path, kind)).worksheets[0]
    formats = {"text": "@", "date": "yyyy-mm-dd", "number": "General"}
    for column, entry in enumerate(ENTRIES[kind], 1):
        (its,) = (of.number_format for of in sheet.column_dimensions.values() if of.min <= column <= of.max)
        assert (sheet.cell(1, column).value, its) == (NAMES[entry.field].zh, formats[entry.kind])
    assert sheet["A2"].number_format == "@"


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_its_note_and_its_list_or_check(tmp_path, kind) -> None:
    book = book_of(written(tmp_path, kind))
    rules = {cells.min_col: (rule, cells) for rule in rules_of(book) for cells in rule.sqref.ranges}
    for column, entry in enumerate(ENTRIES[kind], 1):
        rule, cells = rules[column]
        assert (rule.prompt, cells.min_row, cells.max_row) == (entry.note.zh, 2, ROWS + 1)
        assert (rule.type == "list") == bool(entry.choices)
        assert 0 < len(entry.note.zh) <= 255
    notes = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in notes[:-1]] == [NAMES[entry.field].zh for entry in ENTRIES[kind]]


def test_the_lists_to_choose_from_are_where_the_rules_look_for_them(tmp_path) -> None:
    found = {}
    for kind in KINDS:
        book = book_of(written(tmp_path, kind))
        for rule in rules_of(book):
            if rule.type == "list":
                sheet, cells = rule.formula1.removeprefix("=").split("!")
                column = ENTRIES[kind][next(iter(rule.sqref.ranges)).min_col - 1]
                found[column.choices] = [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]
    assert found == {
        "year": [2025, 2024, 2023, 2022],
        "quarter": ["2026Q4", "2026Q3", "2026Q2", "2026Q1", "2025Q4", "2025Q3", "2025Q2", "2025Q1"],
        "department": [name.zh for name in DEPARTMENTS.values()],
        "yes-no": ["是", "否"],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_sheet_says_which_template_it_is(tmp_path, kind) -> None:
    book = book_of(written(tmp_path, kind))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    hidden = book.worksheets[2]
    assert [(hidden.cell(row, 1).value, hidden.cell(row, 2).value) for row in (2, 3)] == [
        ("template", template_id(kind)),
        ("version", str(VERSION)),
    ]


def test_the_same_day_gives_the_same_bytes_and_no_cell_is_a_formula() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_template(first, SCORES, NOW)
    write_template(second, SCORES, NOW)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))


OFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) isn't installed")
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_libreoffice_saved_is_read_the_same(tmp_path, kind) -> None:
    path, out = filled(written(tmp_path, kind), kind), tmp_path / "out"
    words = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*words, str(path)], check=True, capture_output=True, timeout=120)
    with open_table(str(path), kind) as before, open_table(str(out / path.name), kind) as after:
        assert [(r.fields, r.messages) for r in evaluation_rows(before, kind)] == [
            (r.fields, r.messages) for r in evaluation_rows(after, kind)
        ]
    assert "list" in {rule.type for rule in rules_of(book_of(out / path.name))}
