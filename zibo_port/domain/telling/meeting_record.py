"""Tells who was at a meeting, what was said there, its minutes, and what it asked of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zibo_port.domain.consultation import (
    ConclusionDrafted,
    ConsultationAttended,
    ConsultationMinuted,
    MemberRecused,
    ObligationExtended,
    ObligationFulfilled,
    ObligationImposed,
    OpinionGiven,
)
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import plain
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
    said = Text("提出不同意见", "dissented") if fact.dissent else Text("提出意见", "said")
    return Telling(
        Text(
            f"{unit.zh}在会商 {fact.meeting} 上{on.zh}{said.zh}{_because(fact.reason).zh}：{_ended(fact.text, '。')}",
            f"At meeting {fact.meeting} the {unit.en} {said.en}{on.en}{_because(fact.reason).en}: {_ended(fact.text, '.')}",
        ),
        Text("意见计入会商纪要。", "It stands in the minutes."),
    )


def recused(fact: MemberRecused) -> Telling:
    """A recusal."""
    unit, cases = department(fact.unit), ("、".join(fact.cases), ", ".join(fact.cases))
    return Telling(
        Text(
            f"{unit.zh}在会商 {fact.meeting} 上就案件 {cases[0]} 回避，原因：{_ended(fact.reason, '。')}",
            f"At meeting {fact.meeting} the {unit.en} is recused from {cases[1]}: {_ended(fact.reason, '.')}",
        ),
        Text(
            f"{unit.zh}不计入该案的法定人数，也不就该案发表意见；此前的意见不计。",
            f"The {unit.en} doesn't count for the quorum on it and gives no opinion; an opinion given before doesn't count.",
        ),
    )


def drafted(fact: ConclusionDrafted) -> Telling:
    """A draft."""
    points = fact.deduct and plain(fact.deduct)
    quarter = Text(f"，计入 {fact.quarter}", f" in {fact.quarter}") if fact.quarter else Text("", "")
    if points is None:
        what = Text(f"不予扣分（{_bare(fact.no_action or '')}）", f"no points off ({_bare(fact.no_action or '')})")
    else:
        what = Text(f"扣 {points} 分{quarter.zh}", f"{points} points off{quarter.en}")
    measures = Text(f"，措施 {len(fact.measures)} 项", f", {len(fact.measures)} measures") if fact.measures else Text("", "")
    return Telling(
        Text(
            f"起草会商 {fact.meeting} 就案件 {fact.case} 的结论{_because(fact.reason).zh}：{what.zh}{measures.zh}。",
            f"Drafted what meeting {fact.meeting} concludes about {fact.case}{_because(fact.reason).en}: {what.en}{measures.en}.",
        ),
        Text("等待另一人审核。", "It waits for another officer's approval."),
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
