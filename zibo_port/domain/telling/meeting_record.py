"""Tells who was at a meeting, what was said there, its minutes, and what it asked of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zibo_port.domain.consultation import (
    ConsultationAttended,
    ConsultationMinuted,
    ObligationExtended,
    ObligationFulfilled,
    ObligationImposed,
    OpinionGiven,
)
from zibo_port.domain.errors import Text
from zibo_port.domain.telling.words import Telling, department, named

PRESENCE: Final[Mapping[str, Text]] = {
    "present": Text("出席", "present"),
    "absent": Text("缺席", "absent"),
    "observer": Text("列席", "an observer"),
}


def attended(fact: ConsultationAttended) -> Telling:
    """Attendance."""
    unit, how = department(fact.unit), named(PRESENCE, fact.presence)
    details = [d for d in (fact.person, fact.absence) if d is not None]
    zh, en = (f"（{'；'.join(details)}）", f" ({'; '.join(details)})") if details else ("", "")
    return Telling(
        Text(
            f"{unit.zh}{how.zh}会商 {fact.meeting}{zh}{_because(fact.reason).zh}。",
            f"The {unit.en} was {how.en} at meeting {fact.meeting}{en}{_because(fact.reason).en}.",
        ),
        Text("可以登记它的意见。", "Its opinion may be recorded.")
        if fact.presence == "present"
        else Text("计入会商纪要，不登记意见。", "It stands in the minutes; no opinion of it is recorded."),
    )


def opined(fact: OpinionGiven) -> Telling:
    """An opinion."""
    unit = department(fact.unit)
    on = Text("", "") if fact.case is None else Text(f"就案件 {fact.case} ", f" on case {fact.case}")
    return Telling(
        Text(
            f"{unit.zh}在会商 {fact.meeting} 上{on.zh}提出意见{_because(fact.reason).zh}：{_ended(fact.text, '。')}",
            f"At meeting {fact.meeting} the {unit.en} said{on.en}{_because(fact.reason).en}: {_ended(fact.text, '.')}",
        ),
        Text("意见计入会商纪要。", "It stands in the minutes."),
    )


def minuted(fact: ConsultationMinuted) -> Telling:
    """Minutes."""
    return Telling(
        Text(
            f"会商 {fact.meeting} 的纪要已登记{_because(fact.reason).zh}。",
            f"The minutes of meeting {fact.meeting} were recorded{_because(fact.reason).en}.",
        ),
        Text("会议视为已召开，纪要已留存。", "The meeting counts as held; the minutes are kept."),
    )


def imposed(fact: ObligationImposed) -> Telling:
    """An obligation."""
    unit = department(fact.unit)
    return Telling(
        Text(
            f"会商 {fact.meeting} 交办{unit.zh}（{fact.obligation}）：{_bare(fact.task)}，{fact.due_on} 前办结。",
            f"Meeting {fact.meeting} asked of the {unit.en} ({fact.obligation}): {_bare(fact.task)}, by {fact.due_on}.",
        ),
        Text(f"{unit.zh}多一项待办。", f"The {unit.en} has one more duty."),
    )


def extended(fact: ObligationExtended) -> Telling:
    """More time."""
    return Telling(
        Text(
            f"会商 {fact.meeting} 的交办事项 {fact.obligation} 延期至 {fact.until}：{_ended(fact.reason, '。')}",
            f"Obligation {fact.obligation} of meeting {fact.meeting} was extended until {fact.until}: {_ended(fact.reason, '.')}",
        ),
        Text("期限相应改变，原期限留存。", "It is due on that day; the former day is kept."),
    )


def fulfilled(fact: ObligationFulfilled) -> Telling:
    """An obligation done."""
    unit = department(fact.unit)
    return Telling(
        Text(
            f"{unit.zh}报告会商 {fact.meeting} 的交办事项 {fact.obligation} 已于 {fact.done_on} 办结"
            f"{_because(fact.reason).zh}：{_ended(fact.report, '。')}",
            f"The {unit.en} reported {fact.obligation} of meeting {fact.meeting} as done on {fact.done_on}"
            f"{_because(fact.reason).en}: {_ended(fact.report, '.')}",
        ),
        Text(f"{unit.zh}少一项待办。", f"The {unit.en} has one duty less."),
    )


def _because(reason: str | None) -> Text:
    """That an earlier record was put right, and why."""
    return Text(f"（更正，原因：{reason}）", f" (put right: {reason})") if reason is not None else Text("", "")


def _bare(said: str) -> str:
    """A text on one line, without a stop."""
    return " ".join(said.split()).rstrip("。.；;")


def _ended(said: str, stop: str) -> str:
    """A text with the stop of the language at its end."""
    return f"{_bare(said)}{stop}"
