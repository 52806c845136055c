"""What a meeting has to deal with, line by line: its kinds of business, their order, and the words of each line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.duty import Duty
from zibo_port.domain.errors import Text

SECTIONS: Final[Mapping[str, Text]] = {
    "monthly-report": Text("月报未办结", "Monthly reports outstanding"),
    "warning": Text("指标预警", "Warnings of indicators"),
    "bottleneck": Text("未解决的堵点问题", "Bottlenecks not removed"),
    "case": Text("待会商案件", "Cases to be consulted on"),
    "restatement": Text("待重述结果", "Results to be restated"),
    "measure": Text("到期未办结的联合监管措施", "Measures due and not done"),
    "obligation": Text("到期未办结的会议交办事项", "Obligations due and not done"),
    "circular": Text("到期未签收的通报", "Circulars due and not acknowledged"),
}
"""Each kind of business in the order in which a meeting takes it, with its heading."""

AD_HOC: Final = frozenset({"case", "restatement", "measure", "obligation", "circular"})
"""What an ad-hoc meeting deals with; the regular one, which looks at how the port runs, deals with all (first plan, four (二))."""

LONGEST: Final = 60
"""So many characters of a task or a reason stand on an agenda; the record has the rest."""

_REPORT_STEPS: Final[Mapping[str, Text]] = {
    "monthly-report": Text("尚未报送", "hasn't been handed in"),
    "resubmit-report": Text("已退回，尚未改正", "was returned and hasn't been put right"),
    "approve-report": Text("尚未审核", "hasn't been approved"),
}


class AgendaLine(NamedTuple):
    """One thing that a meeting has to deal with, as it stood when the agenda was made.

    `item` is a key of `SECTIONS`; `about` a month, an indicator with its month, a bottleneck, a document number, a quarter,
    an obligation or a circular; `department` whose business it is and `enterprise` the credit code concerned, where there
    is one.
    """

    item: str
    about: str
    department: str | None
    enterprise: str | None
    due_on: date | None
    zh: str
    en: str


def _of_duty(item: str, duty: Duty, zh: str, en: str, *, enterprise: str | None = None) -> AgendaLine:
    return AgendaLine(item, duty.case, duty.department, enterprise, duty.due_on, zh, en)


def of_report(duty: Duty) -> AgendaLine:
    """A monthly report that wasn't handed in, put right or approved."""
    unit, state = DEPARTMENTS[duty.department], _REPORT_STEPS[duty.step]
    return _of_duty(
        "monthly-report",
        duty,
        f"{unit.zh} {duty.case} 月报{state.zh}（期限 {duty.due_on}）。",
        f"The report of the {unit.en} for {duty.case} {state.en} (due on {duty.due_on}).",
    )


def is_report(duty: Duty) -> bool:
    """Whether a duty is about a monthly report."""
    return duty.step in _REPORT_STEPS


def of_warning(unit: str, about: str, message: Text) -> AgendaLine:
    """A figure outside its expected range."""
    return AgendaLine("warning", about, unit, None, None, *message)


def of_bottleneck(duty: Duty, title: str) -> AgendaLine:
    """A bottleneck that nobody has removed yet."""
    unit, said = DEPARTMENTS[duty.department], _shortened(title)
    return _of_duty(
        "bottleneck",
        duty,
        f"{said}（{duty.case}，{unit.zh}负责，期限 {duty.due_on}）。",
        f"{said} ({duty.case}, the {unit.en} is to remove it by {duty.due_on}).",
    )


def of_case(duty: Duty, code: str, name: str) -> AgendaLine:
    """A case that no meeting has concluded."""
    return AgendaLine(
        "case",
        duty.case,
        None,
        code,
        duty.due_on,
        f"{name}：{duty.case} 尚无会商结论（期限 {duty.due_on}）。",
        f"{name}: {duty.case} hasn't been concluded (due on {duty.due_on}).",
    )


def of_restatement(code: str, name: str, quarter: str, before: Text, after: Text, deferred: str | None) -> AgendaLine:
    """A published result that what is on record now would change; `deferred` is why a meeting put it off."""
    put_off = _shortened(deferred or "")
    why = Text(f"（此前暂缓：{put_off}）", f" (deferred before: {put_off})") if deferred else Text("", "")
    return AgendaLine(
        "restatement",
        quarter,
        None,
        code,
        None,
        f"{name} {quarter} 结果待重述：由{before.zh}变为{after.zh}{why.zh}。",
        f"{name}: the result of {quarter} would change from {before.en} to {after.en}{why.en}.",
    )


def of_measure(duty: Duty, code: str, name: str, measure: Text) -> AgendaLine:
    """A measure that should have been reported."""
    unit = DEPARTMENTS[duty.department]
    return _of_duty(
        "measure",
        duty,
        f"{unit.zh}对{name}的措施“{measure.zh}”（{duty.case}）尚未报告（期限 {duty.due_on}）。",
        f"The {unit.en} hasn't reported “{measure.en}” against {name} ({duty.case}, due on {duty.due_on}).",
        enterprise=code,
    )


def of_obligation(duty: Duty, task: str) -> AgendaLine:
    """What an earlier meeting asked of a unit."""
    unit, said = DEPARTMENTS[duty.department], _shortened(task)
    return _of_duty(
        "obligation",
        duty,
        f"{unit.zh}：{said}（{duty.case}，期限 {duty.due_on}）。",
        f"{unit.en}: {said} ({duty.case}, due on {duty.due_on}).",
    )


def of_circular(duty: Duty, title: str) -> AgendaLine:
    """A circular that a unit hasn't acknowledged."""
    unit, said = DEPARTMENTS[duty.department], _shortened(title)
    return _of_duty(
        "circular",
        duty,
        f"{unit.zh}尚未签收通报“{said}”（{duty.case}，期限 {duty.due_on}）。",
        f"The {unit.en} hasn't acknowledged “{said}” ({duty.case}, due on {duty.due_on}).",
    )


def _shortened(said: str) -> str:
    line = " ".join(said.split()).rstrip("。.；;")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
