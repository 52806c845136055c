"""Tells of what comes before a penalty: reminders, inspections, price complaints."""

from __future__ import annotations

from typing import Any

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.enterprise.prevention import InspectionRecorded, ReminderIssued
from zibo_port.domain.enterprise.price_complaints import (
    PriceComplaintAnswered,
    PriceComplaintAssigned,
    PriceComplaintEscalated,
    PriceComplaintReceived,
)
from zibo_port.domain.errors import Text
from zibo_port.domain.prevention_codes import ANSWERS, CHANNELS, CHECKED, FINDINGS, INSPECTIONS, REMINDERS
from zibo_port.domain.telling.words import Telling, listed, named


def reminded(fact: ReminderIssued) -> Telling:
    """A reminder."""
    unit, kind, why = _unit(fact), named(REMINDERS, fact.kind), _because(fact.reason)
    return Telling(
        Text(
            f"{unit.zh}发出提醒告诫 {fact.reminder}（{kind.zh}）：{fact.topic}{why.zh}。",
            f"Reminder {fact.reminder} by {unit.en} ({kind.en}): {fact.topic}{why.en}.",
        ),
        Text("提醒告诫不是处罚，不影响得分。", "A reminder is no penalty and doesn't bear on the score."),
    )


def inspected(fact: InspectionRecorded) -> Telling:
    """An inspection."""
    unit, kind, why = _unit(fact), named(INSPECTIONS, fact.kind), _because(fact.reason)
    checked, result = listed(named(CHECKED, code) for code in fact.checked), named(FINDINGS, fact.result)
    led = Text("", "")
    if fact.document_no is not None:
        led = Text(f"，引出处罚 {fact.document_no}", f", which led to penalty {fact.document_no}")
    return Telling(
        Text(
            f"{unit.zh}检查（{kind.zh} {fact.inspection}）：{checked.zh}；{result.zh}{led.zh}{why.zh}。",
            f"Inspected by {unit.en} ({kind.en}, {fact.inspection}): {checked.en}; {result.en}{led.en}{why.en}.",
        ),
        Text("检查结果列入检查记录。", "It stands on the list of inspections."),
    )


def received(fact: PriceComplaintReceived) -> Telling:
    """A complaint."""
    unit, channel, why = _unit(fact), named(CHANNELS, fact.channel), _because(fact.reason)
    urgent = Text("，应急处置", ", on the emergency path") if fact.emergency else Text("", "")
    return Telling(
        Text(
            f"{unit.zh}收到价格举报 {fact.reference}（{channel.zh}{urgent.zh}）{why.zh}。",
            f"{unit.en} received price complaint {fact.reference} ({channel.en}{urgent.en}){why.en}.",
        ),
        Text(f"{unit.zh}须按期交办；不计入评价的投诉。", f"{unit.en} is to assign it; it doesn't count for the score."),
    )


def escalated(fact: PriceComplaintEscalated) -> Telling:
    """Urgent."""
    return Telling(
        Text(
            f"价格举报 {fact.reference} 转入应急处置（{fact.reason}）。",
            f"Price complaint {fact.reference} was put on the emergency path ({fact.reason}).",
        ),
        Text(
            "按应急处置的期限办理，原期限先到的从原期限。",
            "The periods of the emergency path apply, or the ordinary day where it is earlier.",
        ),
    )


def assigned(fact: PriceComplaintAssigned) -> Telling:
    """Passed on."""
    unit, why = _unit(fact), Text("", "") if fact.reason is None else Text(f"（{fact.reason}）", f" ({fact.reason})")
    return Telling(
        Text(
            f"价格举报 {fact.reference} 交{unit.zh}办理{why.zh}。", f"Price complaint {fact.reference} was assigned to {unit.en}{why.en}."
        ),
        Text(f"{unit.zh}须按期答复，期限自收到之日起算。", f"{unit.en} is to answer it, within a period that runs from its receipt."),
    )


def answered(fact: PriceComplaintAnswered) -> Telling:
    """Answered."""
    unit, result, why = _unit(fact), named(ANSWERS, fact.result), _because(fact.reason)
    return Telling(
        Text(
            f"{unit.zh}答复价格举报 {fact.reference}：{result.zh}{why.zh}。",
            f"{unit.en} answered price complaint {fact.reference}: {result.en}{why.en}.",
        ),
        Text("该件举报办结。", "That complaint is done."),
    )


def _unit(fact: Any) -> Text:
    """The unit as it was called on that day; in English a department's name, a district's code."""
    known = DEPARTMENTS.get(fact.unit)
    return Text(fact.unit_name, known.en if known is not None else fact.unit)


def _because(reason: str | None) -> Text:
    return Text("", "") if reason is None else Text(f"（更正原因：{reason}）", f" (corrected because: {reason})")
