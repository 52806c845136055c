"""The catalogue of measures that a consultation may impose: what, on which clause, by whom, against whom."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zibo_port.domain.codes import department_name
from zibo_port.domain.errors import Refused
from zibo_port.domain.intervals import Dated, Entry

Plan = Literal["service-evaluation", "joint-supervision"]


class Measure(Dated):
    """A measure of the catalogue: what, on which clause, by whom, against whom, in which plan of the notice."""

    code: str
    name: str
    name_en: str
    departments: tuple[str, ...] = Field(min_length=1)
    allowed_for: Literal["ordinary", "serious-list"]
    plans: tuple[Plan, ...] = Field(min_length=1)
    footnote: str | None = None
    footnote_en: str | None = None

    @property
    def key(self) -> str:
        """The measure's code."""
        return self.code

    def must_be_for(self, department: str, *, on_serious_list: bool = False) -> None:
        """Refuse a department that has no such power, and a measure kept for the list of serious dishonesty.

        Raises:
            Refused: with the clause of the measure.
        """
        if department not in self.departments:
            who, able = department_name(department), [department_name(code) for code in self.departments]
            raise Refused(
                f"措施“{self.name}”不在{who.zh}的职权内。可承担的部门：{'、'.join(a.zh for a in able)}。",
                f"Measure “{self.name_en}” is outside the powers of the {who.en}. Possible: {', '.join(a.en for a in able)}.",
                clause=self.clause,
            )
        if self.allowed_for == "serious-list" and not on_serious_list:
            raise Refused(
                f"措施“{self.name}”只适用于列入严重失信主体名单的主体，请改用目录中的其他措施。",
                f"Measure “{self.name_en}” is only for subjects on the list of serious dishonesty; choose another measure.",
                clause=self.clause,
            )


class MeasureDocument(Entry):
    """The file measures.toml."""

    measures: tuple[Measure, ...]
