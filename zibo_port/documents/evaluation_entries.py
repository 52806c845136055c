"""What is filled in under each column of the templates for ratings, complaints and department scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from zibo_port.documents.cell_formats import Kind
from zibo_port.documents.evaluation_words import COMPLAINTS, RATINGS, SCORES
from zibo_port.domain.errors import Text

Rule = Mapping[str, object]
"""A check of what is filled in, as the writer of workbooks takes it."""


class Entry(NamedTuple):
    """A column to fill in: its field, its width in characters, a note, what stands in it; a list to choose from, or a rule."""

    field: str
    width: float
    note: Text
    kind: Kind = "text"
    choices: str = ""
    rule: Rule | None = None
    optional: bool = False


_CODE_LENGTH: Final[Rule] = {"validate": "length", "criteria": "==", "value": 18, "error_type": "warning"}
_COUNT: Final[Rule] = {"validate": "integer", "criteria": ">=", "value": 0}
_PAST: Final[Rule] = {"validate": "date", "criteria": "between", "minimum": "=DATE(2000,1,1)", "maximum": "=TODAY()"}
_POINTS: Final[Rule] = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 20}

_WHOSE: Final = (
    Entry(
        "enterprise",
        24,
        Text("营业执照上的18位代码。该列是文本格式，粘贴时请选“只粘贴数值”。", "The 18 characters of the licence; the column holds text."),
        rule=_CODE_LENGTH,
    ),
    Entry(
        "party_name",
        32,
        Text("可不填；填了会与登记名称核对。", "May stay empty; if filled in, it is compared with the register."),
        optional=True,
    ),
)
_REMARK: Final = Entry("remark", 28, Text("不读入。", "Not read."), optional=True)

ENTRIES: Final[Mapping[str, tuple[Entry, ...]]] = {
    RATINGS: (
        *_WHOSE,
        Entry("year", 10, Text("评价的年度，用于下一年各季度。", "The year rated; it counts in the next."), "number", choices="year"),
        Entry(
            "favourable",
            12,
            Text("全年好评数；公示了的必填，不超过总业务量。", "Favourable ratings of the year; needed where publicised."),
            "number",
            rule=_COUNT,
            optional=True,
        ),
        Entry(
            "total",
            12,
            Text("全年总业务量；公示了的必填，没有业务填 0。", "All business of the year; needed where publicised, 0 if there was none."),
            "number",
            rule=_COUNT,
            optional=True,
        ),
        Entry(
            "publicised",
            14,
            Text("是否按要求在单一窗口公示；填“否”的不填好评数和业务量。", "Publicised at the single window; if not, give no counts."),
            choices="yes-no",
            optional=True,
        ),
        _REMARK,
    ),
    COMPLAINTS: (
        *_WHOSE,
        Entry("reference", 26, Text("工单编号，一件一个，不重复。", "The hotline's number, each once.")),
        Entry(
            "received_on", 14, Text("收到投诉的日期，计入当月。", "The day it was received; it counts in that month."), "date", rule=_PAST
        ),
        Entry(
            "resolved_on",
            14,
            Text("化解矛盾的日期；尚未化解不填。", "The day it was resolved; empty if it isn't."),
            "date",
            rule=_PAST,
            optional=True,
        ),
        Entry(
            "on_initiative",
            16,
            Text("企业是否主动化解；已化解的请填。", "On the operator's own initiative; fill it in if resolved."),
            choices="yes-no",
            optional=True,
        ),
        _REMARK,
    ),
    SCORES: (
        *_WHOSE,
        Entry("quarter", 12, Text("评分的季度，如 2026Q3。", "The quarter scored, as 2026Q3."), choices="quarter"),
        Entry("department", 32, Text("评分的成员单位。", "The member unit that scores."), choices="department"),
        Entry("points", 10, Text("0 至 20 分，最多两位小数；百分制的请先折算。", "0 to 20, two decimals at most."), "number", rule=_POINTS),
        _REMARK,
    ),
}
