"""Reads a table of penalty decisions row by row: the fields of a form, and what is to be said about the row.

Nothing is guessed. What can't be read rejects the row; what is missing or was inferred is flagged, and recorded as flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from zibo_port.documents.cells import CellError
from zibo_port.documents.days import Day, day
from zibo_port.documents.penalty_amounts import read_amounts
from zibo_port.documents.penalty_content import read_articles, read_degree, read_kinds_of
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.persons import NATURAL_PERSON, identity_number, personal_category
from zibo_port.documents.row_messages import RowMessage
from zibo_port.documents.row_reader import RowReader
from zibo_port.documents.tables import Note, Table
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import Text

_TEXTS: Final = ("authority", "facts", "mitigated", "departure")
_DAYS: Final = ("decided_on", "filed_on", "served_on")
_OF_ONE_DECISION: Final = frozenset({"document_no", "fine", "confiscated", "refunded", "gains"})


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
    return (_PenaltyReader(columns, row).result() for row in table.rows())


def unread_amounts(table: Table) -> list[Note]:
    """The columns that look like amounts and aren't read, as a total of fines and confiscations: worth knowing, for none of it counts."""
    return [
        Note(
            "amount-column-unread",
            0,
            Text(
                f"金额列“{quoted(heading)}”没有读取：罚款和没收须分列，表头写明“罚款金额”或“没收金额”和单位。",
                f"The amounts under “{quoted(heading)}” weren't read: fines and confiscations need a column each, with its unit.",
            ),
        )
        for heading in ignored_headings(table)
        if any(word in heading for word in ("罚没", "金额", "数额"))
    ]


def ignored_headings(table: Table) -> tuple[str, ...]:
    """The headings of a table of penalties that mean nothing here; their columns aren't read."""
    return PENALTY_HEADINGS.columns(table.headings).ignored


class _PenaltyReader(RowReader):
    """One row about a decision."""

    __slots__ = ()

    def result(self) -> PenaltyRow:
        number, document_no, category = self.row.number, self.document_no(), self.text("party_category")
        if self.natural_person(category):
            self.remarks.reject("natural-person", "enterprise", *NATURAL_PERSON)
            return PenaltyRow(number, document_no, {}, "", category, tuple(self.remarks.messages), rejected=True)
        party = self.text("party_name")
        self.credit_code()
        self.days()
        self.texts(party)
        wording = self.text("wording")
        read_amounts(self.cell, self.columns.units, wording, self.fields, self.remarks)
        read_articles(self.text("articles"), self.text("basis"), self.fields, self.remarks)
        read_kinds_of(self.text("kinds"), wording, self.fields, self.remarks)
        read_degree(self.text("procedure"), self.text("severity"), self.fields, self.remarks)
        if self.row.merged:
            self.check_merged(_OF_ONE_DECISION)
        return PenaltyRow(number, document_no, self.fields, party, category, tuple(self.remarks.messages), self.remarks.rejected)

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
        """Whether the row is about a person: by its category, by a number that is no credit code, or by having only the other kind."""
        if personal_category(category) or identity_number(self.cell("enterprise")):
            return True
        return self.filled("person_id") and not self.filled("enterprise")

    def filled(self, field: str) -> bool:
        """Whether a cell holds anything; what it holds isn't looked at."""
        cell = self.cell(field)
        return cell is not None and str(cell).strip() not in {"", "-", "/", "无"}

    def days(self) -> None:
        """The day of the decision, without which a row is rejected, and the days that a table may give besides."""
        for field in _DAYS:
            if field not in self.at:
                continue
            needed = field == "decided_on"
            try:
                found = day(self.cell(field))
            except CellError as fault:
                self.remarks.fault(field, fault, rejects=needed)
                continue
            if found is not None:
                self.keep_day(field, found)
            elif needed:
                self.remarks.reject(
                    "decided-on-missing",
                    field,
                    "没有处罚决定日期，无法计算公示期限。请补填（如 2026-03-12）后再导入。",
                    "The date of decision is missing, so no deadline can be computed: fill it in (such as 2026-03-12).",
                )

    def keep_day(self, field: str, found: Day) -> None:
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
        document_no, authority = self.fields.get("document_no"), self.fields.get("authority")
        self.flag_formulas((("document_no", document_no), ("party_name", party), ("authority", authority)))
