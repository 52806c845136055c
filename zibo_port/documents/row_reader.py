"""Reads the cells of one row by field, noting what can't be read: the part that is the same for every kind of table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zibo_port.documents import cells
from zibo_port.documents.cells import Cell, CellError
from zibo_port.documents.headings import Columns
from zibo_port.documents.row_messages import Remarks
from zibo_port.documents.tables import Row
from zibo_port.documents.visible import formula_like, quoted

_NO_CODE: Final = (
    "credit-code-missing",
    "enterprise",
    "没有统一社会信用代码，无法确定是哪个主体。请对照营业执照补填后再导入。",
    "The credit code is missing, so it can't be known which enterprise is meant: fill it in from the licence.",
)


class RowReader:
    """One row on its way from cells to the fields of a form."""

    __slots__ = ("at", "columns", "fields", "remarks", "row")

    def __init__(self, columns: Columns, row: Row) -> None:
        self.columns, self.row = columns, row
        self.at = columns.at
        self.remarks = Remarks()
        self.fields: dict[str, object] = {}

    def cell(self, field: str) -> Cell:
        """A field's cell, None if the table has no column for it."""
        column = self.at.get(field)
        return None if column is None else self.row.cells[column]

    def text(self, field: str) -> str:
        """A field's text; one that can't be read is flagged and left out."""
        column = self.at.get(field)
        if column is None:
            return ""
        try:
            return cells.filled(self.row.cells[column])
        except CellError as fault:
            self.remarks.fault(field, fault, rejects=False)
            return ""

    def code(self, field: str) -> str | None:
        """A number as written, None (and the row rejected) if it can't be read."""
        try:
            return cells.code(self.cell(field))
        except CellError as fault:
            self.remarks.fault(field, fault)
            return None

    def credit_code(self) -> None:
        """The credit code as written; the form checks it. A row without one is rejected."""
        code = self.code("enterprise")
        if code:
            self.fields["enterprise"] = code
        elif code is not None:
            self.remarks.reject(*_NO_CODE)

    def flag_formulas(self, words: Iterable[tuple[str, object]]) -> None:
        """Flag texts that a spreadsheet would compute; they are recorded as they are."""
        for field, content in words:
            if isinstance(content, str) and formula_like(content):
                self.remarks.flag(
                    "formula-like",
                    field,
                    f"“{quoted(content)}”以公式符号开头，已按文字登记、不会计算；请核对是否误填。",
                    f"“{quoted(content)}” begins like a formula; it is recorded as text and never computed: check that it is meant.",
                )

    def check_merged(self, own: frozenset[str]) -> None:
        """Merged cells: most contents hold for all their rows; those of the fields in `own` can't belong to several rows."""
        for field, column in self.at.items():
            if column not in self.row.merged:
                continue
            if field in own:
                self.remarks.reject(
                    "merged-cell",
                    field,
                    "该格与上下行合并，无法判断属于哪一行。请取消合并、逐行填写后再导入。",
                    "The cell is merged over several rows, so it can't be known to which it belongs: unmerge it and fill in each row.",
                )
            else:
                self.remarks.flag(
                    "merged-cell",
                    field,
                    "该格与上下行合并，已按同一内容登记，请核对。",
                    "The cell is merged over several rows; the same content was taken for each: please check.",
                )
