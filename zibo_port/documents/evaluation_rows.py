"""Reads a table of ratings, complaints or department scores row by row: the fields of a form, and what is to be said about the row.

Nothing is guessed. What can't be read rejects the row; what was inferred is flagged, and recorded as flagged.
"""

from __future__ import annotations

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
        else:
            yield reader.result()
