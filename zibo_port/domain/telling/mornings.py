"""Tells what the morning round did: escalations and digests."""

from __future__ import annotations

from zibo_port.domain.errors import Text
from zibo_port.domain.mornings import CONVENER, DigestSent, DutyEscalated
from zibo_port.domain.telling.words import Telling, department


def escalated(fact: DutyEscalated) -> Telling:
    """A duty that was late for long."""
    who = department(fact.owing_department)
    to = Text("联席会议召集人", "the convener") if fact.to == CONVENER else department(fact.to)
    return Telling(
        Text(
            f"{who.zh}的“{fact.title or fact.step}”（{fact.case}）期限 {fact.due_on}，逾期已久，提请{to.zh}督办。",
            f"{fact.step} ({fact.case}) of {who.en}, due on {fact.due_on}, is long overdue; {to.en} is to press for it.",
        ),
        Text("列入督办，办结前每日提示。", "It is pressed for until it is done."),
    )


def digest(fact: DigestSent) -> Telling:
    """A digest."""
    who = department(fact.to_department)
    return Telling(
        Text(
            f"向{who.zh}送达 {fact.day} 事项提醒，共 {fact.items} 项。",
            f"{who.en} was sent the digest of {fact.day}, {fact.items} items.",
        ),
        Text("同一天不再重复提醒。", "It isn't sent twice that day."),
    )
