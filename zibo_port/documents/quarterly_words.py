"""The words of the quarterly report: how quarters, days, states, steps and components are called in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.errors import Text
from zibo_port.domain.measures import Measure
from zibo_port.domain.periods import SHANGHAI, Quarter
from zibo_port.domain.quarterly import DutyState, QuarterlyReport, Standing

MARK: Final = Text("演练", "REHEARSAL")
NO_DATA: Final = Text("无数据", "no data")
NO_CLAUSE: Final = Text("决定书条款未登记", "no article recorded")

STATUS: Final[Mapping[str, Text]] = {
    "open": Text("未封账", "open"),
    "closed": Text("已封账、未公布", "closed, not published"),
    "published": Text("已公布", "published"),
    "restated": Text("已重述", "restated"),
    "no-data": NO_DATA,
}

COMPONENTS: Final[Mapping[str, Text]] = {
    "single-window-rating": Text("单一窗口用户评价", "Single-window ratings"),
    "complaints-12345": Text("12345 热线投诉", "12345 complaints"),
    "department-scores": Text("有关部门内部评价", "Departments' scores"),
}

COLUMNS: Final[Mapping[str, Text]] = {
    "single-window-rating": Text("用户评价", "Ratings"),
    "complaints-12345": Text("热线投诉", "Complaints"),
    "department-scores": Text("部门评价", "Depts"),
}
"""The components where room is short."""

DUTY_STATES: Final[Mapping[DutyState, Text]] = {
    "met": Text("按期办结", "met in time"),
    "running": Text("尚未到期", "not yet due"),
    "met-late": Text("逾期办结", "done late"),
    "overdue": Text("逾期未办", "overdue"),
}
"""In the order in which charts and tables show them; the tones are called by the same names."""

_NUMERALS: Final = "一二三四"
_ORDINALS: Final = ("first", "second", "third", "fourth")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def quarter_words(quarter: Quarter) -> Text:
    """2026年第三季度."""
    return Text(f"{quarter.year}年第{_NUMERALS[quarter.number - 1]}季度", f"{_ORDINALS[quarter.number - 1]} quarter of {quarter.year}")


def day_words(day: date) -> Text:
    """2026年10月12日."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def instant_words(instant: datetime) -> Text:
    """A day and a time of day in Asia/Shanghai, to the second."""
    local = instant.astimezone(SHANGHAI)
    day = day_words(local.date())
    return Text(f"{day.zh} {local:%H:%M:%S}（北京时间）", f"{day.en}, {local:%H:%M:%S} (Beijing time)")


def number(value: Decimal | None, places: int = 0) -> str:
    """A number of points as it is shown: `places` decimals and no idle zeros beyond, a true minus sign; nothing is a dash."""
    if value is None:
        return "—"
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    return (f"{whole}.{decimals}" if decimals else whole).replace("-", "−")


def places_of(values: Iterable[Decimal | None]) -> int:
    """The decimals that a column of numbers needs to stand aligned: those of the one that needs most."""
    return max((len(number(value).partition(".")[2]) for value in values), default=0)


def total_words(value: Decimal | None) -> str:
    """A total, with its decimals and a true minus sign."""
    return "—" if value is None else f"{value:f}".replace("-", "−")


def counted(n: int, noun: str) -> str:
    """So many of something, in English."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def grade_words(report: QuarterlyReport, grade: str | None) -> Text:
    """What a grade is called; without one there is no data."""
    if grade is None:
        return NO_DATA
    scale = report.edition.grades.scale if report.edition else ()
    return Text(grade, next((g.en for g in scale if g.grade == grade), grade))


def department_words(code: str) -> Text:
    """What a department is called."""
    return DEPARTMENTS.get(code, Text(code, code))


def measure_words(code: str, measures: Iterable[Measure]) -> Text:
    """What a measure is called; one that has left the catalogue is called by its code."""
    return next((Text(m.name, m.name_en) for m in measures if m.code == code), Text(code, code))


def step_words(step: str, measures: Iterable[Measure]) -> Text:
    """What has to be done in a step of a case."""
    kind, _, what = step.partition("-")
    if kind == "publish" and what in PLATFORMS:
        return Text(f"公示：{PLATFORMS[what].zh}", f"publish at {PLATFORMS[what].en}")
    if kind == "measure":
        name = measure_words(what, measures)
        return Text(f"落实措施：{name.zh}", f"carry out: {name.en}")
    return _STEPS.get(step, Text(step, step))


_STEPS: Final[Mapping[str, Text]] = {
    "consult": Text("部门会商", "consultation of the departments"),
    "refund-check": Text("核查退还多收价款", "check the refund"),
}


def clauses_words(clauses: tuple[str, ...]) -> Text:
    """Several articles in one line; a law named by the one before isn't named again."""
    if not clauses:
        return NO_CLAUSE
    parts, law = [], ""
    for clause in clauses:
        head, closed, rest = clause.rpartition("》")
        parts.append(rest if closed and head == law and rest else clause)
        law = head
    joined = "、".join(parts)
    return Text(joined, joined)


def missing_words(standing: Standing) -> Text:
    """Why an enterprise has no total: what is missing, or why the round has no result for it."""
    if standing.reason is not None:
        return standing.reason
    parts = [COMPONENTS.get(code, Text(code, code)) for code in standing.missing]
    return Text(f"缺{'、'.join(p.zh for p in parts)}", f"no {', '.join(p.en for p in parts)}") if parts else NO_DATA
