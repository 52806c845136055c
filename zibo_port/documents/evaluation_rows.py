"""Reads a table of ratings, complaints or department scores row by row: the fields of a form, and what is to be said about the row.

Nothing is guessed. What can't be read rejects the row; what was inferred is flagged, and recorded as flagged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from zibo_port.documents.complaint_rows import ComplaintReader
from zibo_port.documents.evaluation_headings import NOTHING_GIVEN, Given, columns_of
from zibo_port.documents.evaluation_reader import EvaluationReader, EvaluationRow
from zibo_port.documents.evaluation_words import COMPLAINTS, RATINGS, SCORES
from zibo_port.documents.rating_rows import RatingReader
from zibo_port.documents.score_rows import ScoreReader
from zibo_port.documents.tables import Note, Row, Table
from zibo_port.domain.errors import Text

_READERS: Final[Mapping[str, type[EvaluationReader]]] = {RATINGS: RatingReader, COMPLAINTS: ComplaintReader, SCORES: ScoreReader}

_BELOW: Final = re.compile(r"\s*(?:填报|填表|制表|报送|审核|审批|复核|经办|联系|单位负责人|负责人|附注|备注|说明|注)[^：:]{0,8}[：:]")
"""How a line below a table begins; it may name persons and is never repeated."""


def evaluation_rows(table: Table, kind: str, given: Given = NOTHING_GIVEN) -> Iterator[EvaluationRow]:
    """The rows of a table of a kind, in order; a template's example row is left out, with a note on the table.

    Raises InvalidData at once if a required column is missing, or if two columns mean the same.
    """
    columns, reader = columns_of(kind, table.headings, given), _READERS[kind]
    return _rows(table, lambda row: reader(columns, row, given))


def ignored_headings(table: Table, kind: str, given: Given = NOTHING_GIVEN) -> tuple[str, ...]:
    """The headings of a table that mean nothing here; their columns, a complainant's name among them, aren't read."""
    return columns_of(kind, table.headings, given).ignored


def _rows(table: Table, read: Callable[[Row], EvaluationReader]) -> Iterator[EvaluationRow]:
    for row in table.rows():
        reader = read(row)
        if reader.is_example():
            said = Text(f"第{row.number}行是模板的示例行，没有读入。", f"Row {row.number} is the template's example; it was left out.")
            table.notes.append(Note("example-left-out", row.number, said))
        elif _signature(row):
            said = Text(
                f"第{row.number}行是表尾的落款或附注，没有读入。", f"Row {row.number} is a signature or note below the table; left out."
            )
            table.notes.append(Note("signature-left-out", row.number, said))
        else:
            yield reader.result()


def _signature(row: Row) -> bool:
    """Whether a row is one line of text that says who filled in the table, or remarks on it."""
    filled = {cell for cell in row.cells if cell != ""}
    return len(filled) == 1 and isinstance(text := filled.pop(), str) and _BELOW.match(text) is not None
