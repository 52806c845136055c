"""What rows of ratings, complaints and department scores have in common: whose row it is, what it lacks, yes and no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeVar

from zibo_port.documents.cells import Cell, CellError
from zibo_port.documents.evaluation_headings import Given
from zibo_port.documents.evaluation_values import Words, yes_or_no
from zibo_port.documents.headings import Columns
from zibo_port.documents.persons import NATURAL_PERSON, identity_number
from zibo_port.documents.row_messages import RowMessage
from zibo_port.documents.row_reader import RowReader
from zibo_port.documents.tables import Row
from zibo_port.domain.errors import Text

V = TypeVar("V")

EXAMPLE_CODE: Final = "91370302MADE00011W"
EXAMPLE: Final = Text("示例行，导入时不读入", "Example row, not read on import")
"""What a template's example row says in its remark; with the fictional code beside it, it is left out."""


class EvaluationRow(NamedTuple):
    """One row: its number, the form's fields that it fills, the enterprise's name as written, and what is said about the row.

    `fields` has the keys of `RecordRating`, `RecordComplaint` or `RecordDepartmentScore`; without `enterprise`, the
    enterprise is to be found by its name.
    """

    number: int
    fields: Mapping[str, object]
    party_name: str
    messages: tuple[RowMessage, ...]
    rejected: bool


class EvaluationReader(RowReader):
    """What the three kinds of row have in common: whose row it is, its year, yes and no."""

    __slots__ = ("given", "unread")
    OF_ONE_ROW: frozenset[str] = frozenset()
    """Fields that can't hold for several rows: merged over them, they reject each."""

    def __init__(self, columns: Columns, row: Row, given: Given) -> None:
        super().__init__(columns, row)
        self.given = given
        self.unread: set[str] = set()

    def is_example(self) -> bool:
        """Whether it is the row that a template shows as an example."""
        return self.cell("enterprise") == EXAMPLE_CODE and str(self.cell("remark")).startswith((EXAMPLE.zh, EXAMPLE.en))

    def result(self) -> EvaluationRow:
        """The row as read."""
        name = ""
        if identity_number(self.cell("enterprise")) or identity_number(self.cell("party_name")):
            self.remarks.reject("natural-person", "enterprise", *NATURAL_PERSON)
        else:
            name = self.text("party_name")
            self.whose(name)
            self.content()
            if self.row.merged:
                self.check_merged(self.OF_ONE_ROW)
        return EvaluationRow(self.row.number, self.fields, name, tuple(self.remarks.messages), self.remarks.rejected)

    def whose(self, name: str) -> None:
        """The credit code as written; a name alone will do, the register knows the code."""
        code = self.code("enterprise")
        if code:
            self.fields["enterprise"] = code
        elif code is not None and not name:
            self.credit_code()

    def content(self) -> None:
        """Fill in the fields that a kind of row has of its own."""

    def value(self, field: str, read: Callable[[Cell], V | None]) -> V | None:
        """What a cell says, None if it is empty or missing; one that can't be read rejects the row."""
        try:
            return read(self.cell(field))
        except CellError as fault:
            self.remarks.fault(field, fault)
            self.unread.add(field)
            return None

    def either(self, positive: str, words: Words) -> bool | None:
        """A yes or no that has a column of its own, or one for the contrary; None if neither is filled in."""
        said = self.value(positive, lambda cell: yes_or_no(cell, words))
        contrary = self.value(f"not_{positive}", lambda cell: yes_or_no(cell, words.contrary))
        return said if said is not None or contrary is None else not contrary

    def agreed(self, field: str, said: object, given: object) -> object:
        """What the row says, else what was given for all rows; two different answers reject the row, as does none."""
        if said is not None and given is not None and said != given:
            self.remarks.reject(
                f"{field}-differs",
                field,
                f"该行写的是 {said}，命令里给的是 {given}。请核对是否选错了文件；以文件为准的，去掉 --{field}。",
                f"The row says {said}, the command {given}: check that it is the right file; if it is, leave out --{field}.",
            )
        found = said if said is not None else given
        if found is not None:
            self.fields[field] = found
        return found

    def missing(self, field: str, zh: str, en: str) -> None:
        """Reject the row for what it lacks, unless it is there and couldn't be read."""
        if field not in self.unread:
            self.remarks.reject(f"{field.replace('_', '-')}-missing", field, zh, en)
