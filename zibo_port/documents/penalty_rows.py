"""Reads a table of penalty decisions row by row: the fields of a form, and what is to be said about the row.

Nothing is guessed. What can't be read rejects the row; what is missing or was inferred is flagged, and recorded as flagged.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from zibo_port.documents import cells
from zibo_port.documents.cells import Cell, CellError
from zibo_port.documents.headings import Columns
from zibo_port.documents.penalty_amounts import read_amounts
from zibo_port.documents.penalty_content import read_articles, read_degree, read_kinds_of
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.row_messages import Remarks, RowMessage
from zibo_port.documents.tables import Row, Table
from zibo_port.documents.visible import formula_like, quoted
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.errors import InvalidData

_PERSONS: Final = frozenset({"个人", "公民", "自然人"})
_TEXTS: Final = ("authority", "facts", "mitigated", "departure")
_NAMES: Final = ("document_no", "authority", "party_name")


class PenaltyRow(NamedTuple):
    """One row: its number, the document number as written, the form's fields that it fills, and what is said about it.

    `fields` has the keys of the form `LogPenalty` (amounts in 元, dates as dates) and never a person's data: a row on a
    natural person carries neither fields nor name. `party_name` serves to register an enterprise that is missing.
    """

    number: int
    document_no: str
    fields: Mapping[str, object]
    party_name: str
    party_category: str
    messages: tuple[RowMessage, ...]
    rejected: bool


def penalty_rows(table: Table) -> Iterator[PenaltyRow]:
    """The rows of a table of penalties, in order.

    Raises InvalidData at once if a required column (number, credit code, date of decision) is missing, if an amount has
    no unit, or if two columns mean the same.
    """
    columns = PENALTY_HEADINGS.columns(table.headings)
    return (_Reading(columns, row).result() for row in table.rows())


def ignored_headings(table: Table) -> tuple[str, ...]:
    """The headings of a table of penalties that mean nothing here; their columns aren't read."""
    return PENALTY_HEADINGS.columns(table.headings).ignored


class _Reading:
    """One row on its way from cells to fields."""

    __slots__ = ("at", "columns", "fields", "remarks", "row")

    def __init__(self, columns: Columns, row: Row) -> None:
        self.columns, self.row = columns, row
        self.at = columns.at
        self.remarks = Remarks()
        self.fields: dict[str, object] = {}

    def result(self) -> PenaltyRow:
        row = self.row
        document_no = self.document_no()
        category = self.text("party_category")
        if self.natural_person(category):
            return PenaltyRow(row.number, document_no, {}, "", category, tuple(self.remarks.messages), rejected=True)
        party = self.text("party_name")
        self.credit_code()
        self.dates()
        self.texts(party)
        wording = self.text("wording")
        read_amounts(self.cell, self.columns.units, wording, self.fields, self.remarks)
        read_articles(self.text("articles"), self.text("basis"), self.fields, self.remarks)
        read_kinds_of(self.text("kinds"), wording, self.fields, self.remarks)
        read_degree(self.text("procedure"), self.text("severity"), self.fields, self.remarks)
        if self.row.merged:
            self.merged()
        messages = tuple(self.remarks.messages)
        return PenaltyRow(row.number, document_no, self.fields, party, category, messages, self.remarks.rejected)

    def cell(self, field: str) -> Cell:
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

    def document_no(self) -> str:
        number = self.code("document_no")
        if number:
            self.fields["document_no"] = number
        elif number is not None:
            self.remarks.reject(
                "document-no-missing",
                "document_no",
                "没有行政处罚决定书文号，不能登记。请补填文号后再导入。",
                "The decision number is missing: fill it in and import again.",
            )
        return number or ""

    def natural_person(self, category: str) -> bool:
        """Whether the row is about a person; such rows are never recorded (山东省社会信用条例第二十条)."""
        personal = category in _PERSONS or category.startswith("自然人")
        if not personal:
            personal = _identity_number(self.cell("enterprise")) or (self.has("person_id") and not self.has("enterprise"))
        if personal:
            self.remarks.reject(
                "natural-person",
                "enterprise",
                "行政相对人是自然人，本系统不登记自然人的处罚。如实为个体工商户，请改正类别并填写92开头的统一社会信用代码。",
                "The party is a natural person, whose penalties are never recorded here. If it is an individual business, "
                "correct the category and fill in its credit code (92…).",
            )
        return personal

    def has(self, field: str) -> bool:
        cell = self.cell(field)
        return cell is not None and str(cell).strip().lower() not in {"", "-", "/", "无"}

    def credit_code(self) -> None:
        code = self.code("enterprise")
        if code:
            self.fields["enterprise"] = code
        elif code is not None:
            self.remarks.reject(
                "credit-code-missing",
                "enterprise",
                "没有统一社会信用代码，无法确定是哪个主体。请对照营业执照补填后再导入。",
                "The credit code is missing, so it can't be known whose penalty this is: fill it in from the licence.",
            )

    def code(self, field: str) -> str | None:
        """A number as written, None (and the row rejected) if it can't be read."""
        try:
            return cells.code(self.cell(field))
        except CellError as fault:
            self.remarks.fault(field, fault)
            return None

    def dates(self) -> None:
        """The day of the decision, without which a row is rejected, and the days that a table may give besides."""
        for field in ("decided_on", "filed_on", "served_on"):
            if field not in self.at:
                continue
            needed = field == "decided_on"
            try:
                found = cells.day(self.cell(field))
            except CellError as fault:
                self.remarks.fault(field, fault, rejects=needed)
                continue
            if found is not None:
                self.day(field, found)
            elif needed:
                self.remarks.reject(
                    "decided-on-missing",
                    field,
                    "没有处罚决定日期，无法计算公示期限。请补填（如 2026-03-12）后再导入。",
                    "The date of decision is missing, so no deadline can be computed: fill it in (such as 2026-03-12).",
                )

    def day(self, field: str, found: cells.Day) -> None:
        self.fields[field] = found.on
        if found.from_serial:
            self.remarks.flag(
                "date-from-serial",
                field,
                f"日期是表格的日期序号，已换算为{found.on.isoformat()}，请核对。",
                f"The date is a spreadsheet's day number, taken as {found.on.isoformat()}: please check.",
            )

    def texts(self, party: str) -> None:
        for field in _TEXTS:
            if field in self.at and (content := self.text(field)):
                self.fields[field] = content
        for field, words in zip(_NAMES, (self.fields.get("document_no"), self.fields.get("authority"), party), strict=True):
            if isinstance(words, str) and formula_like(words):
                self.remarks.flag(
                    "formula-like",
                    field,
                    f"“{quoted(words)}”以公式符号开头，已按文字登记、不会计算；请核对是否误填。",
                    f"“{quoted(words)}” begins like a formula; it is recorded as text and never computed: check that it is meant.",
                )

    def merged(self) -> None:
        """Merged cells: a text or a date holds for all their rows; a number or an amount can't belong to several decisions."""
        for field, column in self.at.items():
            if column not in self.row.merged:
                continue
            if field in self.columns.units or field == "document_no":
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


def _identity_number(cell: Cell) -> bool:
    """Whether a cell holds 18 digits with a date of birth that are no credit code (GB 11643-1999)."""
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    if len(text) != 18 or not text[:17].isdecimal() or text[6:8] not in {"19", "20"} or not "01" <= text[10:12] <= "12":
        return False
    try:
        CreditCode.parse(text)
    except InvalidData:
        return True
    return False
