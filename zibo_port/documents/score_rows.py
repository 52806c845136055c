"""Reads a row about a department's own score of an enterprise for a quarter."""

from __future__ import annotations

from zibo_port.documents.cells import Cell, CellError, filled
from zibo_port.documents.department_words import department
from zibo_port.documents.evaluation_reader import EvaluationReader
from zibo_port.documents.evaluation_values import points, quarter, year
from zibo_port.documents.visible import quoted
from zibo_port.domain.codes import DEPARTMENTS


class ScoreReader(EvaluationReader):
    """One row about a department's score."""

    __slots__ = ()
    OF_ONE_ROW = frozenset({"points"})

    def content(self) -> None:
        """Quarter, department, points."""
        its_year = self.value("year", year) or self.given.year
        if self.agreed("quarter", self.value("quarter", lambda cell: quarter(cell, its_year)), self.given.quarter) is None:
            self.missing(
                "quarter", "没有季度。请填 2026Q3 这样的季度，或用 --quarter 写明。", "The quarter is missing: fill it in, as 2026Q3."
            )
        if self.agreed("department", self.value("department", _unit), self.given.department) is None:
            self.missing(
                "department", "没有评分部门。请补填，或用 --department 写明。", "The department that scores is missing: fill it in."
            )
        given = self.value("points", points)
        if given is not None:
            self.fields["points"] = given
        else:
            self.missing("points", "没有分数。请补填；不评分的企业请删去该行。", "The points are missing: fill them in, or delete the row.")


def _unit(cell: Cell) -> str | None:
    """The code of the department named, None for an empty cell.

    Raises CellError `department-unknown`.
    """
    words = filled(cell)
    found = department(words) if words else None
    if words and found is None:
        raise CellError(
            "department-unknown",
            f"“{quoted(words)}”不是联席会议成员单位，请填：{'、'.join(name.zh for name in DEPARTMENTS.values())}。",
            f"“{quoted(words)}” is none of the member units: use {', '.join(DEPARTMENTS)}.",
        )
    return found
