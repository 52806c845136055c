"""Tells what happened to what is followed up: contacts and scorers, visits and bottlenecks, circulars, suggestions."""

from __future__ import annotations

from zibo_port.domain.bottleneck import BottleneckExtended, BottleneckRaised, BottleneckReported, BottleneckResolved
from zibo_port.domain.circular import CircularAcknowledged, CircularSent
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.enterprise.visits import VisitRecorded
from zibo_port.domain.errors import Text
from zibo_port.domain.purposes import PURPOSES
from zibo_port.domain.suggestion import SuggestionAnswered, SuggestionDrafted, SuggestionSubmitted
from zibo_port.domain.telling.words import Telling, by_day, department, listed
from zibo_port.domain.unit_book import ContactNamed, ScorersNamed

SHOWN = 60
"""So many characters of a text stand in a sentence."""


def contact_named(fact: ContactNamed) -> Telling:
    """A contact."""
    unit = DEPARTMENTS.get(fact.unit, Text(fact.unit_name, fact.unit_name))
    known = PURPOSES.get(fact.purpose)
    purpose = known.name if known is not None else Text(fact.purpose, fact.purpose)
    why = _because(fact.reason)
    return Telling(
        Text(
            f"{fact.unit_name}明确{purpose.zh}联系人：{fact.name}（{fact.post}）{why.zh}。",
            f"The contact of {unit.en} for {purpose.en} is {fact.name} ({fact.post}){why.en}.",
        ),
        Text(f"自 {fact.effective_on} 起由其联系；此前的联系人留有记录。", f"From {fact.effective_on} on; who was it before is kept."),
    )


def scorers_named(fact: ScorersNamed) -> Telling:
    """Who may score."""
    units = listed(department(code) for code in fact.departments)
    return Telling(
        Text(f"自 {fact.quarter} 起由{units.zh}评分。", f"From {fact.quarter} on, scores are given by {units.en}."),
        Text(
            "此后其他单位对这些季度的评分不再登记；已封账的季度不变。",
            "Scores of others for these quarters are refused from now on; closed quarters stay.",
        ),
    )


def visited(fact: VisitRecorded) -> Telling:
    """A visit."""
    unit, why = department(fact.visiting_department), _because(fact.reason)
    found = Text("", "")
    if fact.bottleneck is not None:
        found = Text(f"，发现堵点问题：{_short(fact.bottleneck)}", f", with a bottleneck: {_short(fact.bottleneck)}")
    return Telling(
        Text(
            f"{unit.zh}到企业调研（{fact.visit}）：{fact.topic}{found.zh}{why.zh}。",
            f"{unit.en} visited the enterprise ({fact.visit}): {fact.topic}{found.en}{why.en}.",
        ),
        Text("调研情况列入走访记录。", "It stands on the list of visits."),
    )


def raised(fact: BottleneckRaised) -> Telling:
    """A bottleneck."""
    unit, day = department(fact.owner), by_day(fact.due_on)
    return Telling(
        Text(
            f"提出堵点问题 {fact.bottleneck}：{fact.title}；由{unit.zh}于{'' if fact.due_on is None else ' '}{day.zh}解决。",
            f"Bottleneck {fact.bottleneck} raised: {fact.title}; {unit.en} removes it by {day.en}.",
        ),
        Text(f"{unit.zh}多一项待办。", f"{unit.en} has one more duty."),
    )


def reported(fact: BottleneckReported) -> Telling:
    """Progress."""
    return Telling(
        Text(f"堵点问题 {fact.bottleneck} 进展：{_short(fact.text)}。", f"Bottleneck {fact.bottleneck}: {_short(fact.text)}."),
        Text("问题尚未解决，期限不变。", "It is still open and due when it was."),
    )


def extended(fact: BottleneckExtended) -> Telling:
    """More time."""
    return Telling(
        Text(
            f"堵点问题 {fact.bottleneck} 的期限延至 {fact.due_on}（{fact.reason}）。",
            f"Bottleneck {fact.bottleneck} is due on {fact.due_on} ({fact.reason}).",
        ),
        Text("按新期限计算是否逾期。", "Whether it is late goes by the new day."),
    )


def resolved(fact: BottleneckResolved) -> Telling:
    """Removed."""
    return Telling(
        Text(f"堵点问题 {fact.bottleneck} 已解决：{_short(fact.how)}。", f"Bottleneck {fact.bottleneck} resolved: {_short(fact.how)}."),
        Text("该项待办办结。", "That duty is done."),
    )


def sent(fact: CircularSent) -> Telling:
    """A circular."""
    units = listed(department(code) for code in fact.departments)
    of = _basis(fact.meeting, fact.quarter)
    return Telling(
        Text(
            f"向{units.zh}发出通报 {fact.circular}{of.zh}：{fact.title}。",
            f"Circular {fact.circular} sent to {units.en}{of.en}: {fact.title}.",
        ),
        Text("各单位签收前，各有一项待办。", "Each of them has one more duty until it acknowledges it."),
    )


def acknowledged(fact: CircularAcknowledged) -> Telling:
    """A receipt."""
    unit = department(fact.unit)
    return Telling(
        Text(f"{unit.zh}签收通报 {fact.circular}。", f"{unit.en} acknowledged circular {fact.circular}."),
        Text("该单位的签收办结。", "That duty is done."),
    )


def drafted(fact: SuggestionDrafted) -> Telling:
    """A draft."""
    of, why = _basis(fact.meeting, fact.quarter, fact.month), _because(fact.reason)
    return Telling(
        Text(
            f"起草意见建议 {fact.suggestion}：{fact.title}{of.zh}{why.zh}。",
            f"Suggestion {fact.suggestion} drafted: {fact.title}{of.en}{why.en}.",
        ),
        Text(f"待审核后报送{fact.addressee}。", "It is to be submitted to the leadership."),
    )


def submitted(fact: SuggestionSubmitted) -> Telling:
    """Handed in."""
    return Telling(
        Text(f"意见建议 {fact.suggestion} 报送{fact.addressee}。", f"Suggestion {fact.suggestion} submitted to {fact.addressee}."),
        Text("内容不再改动，等待批示。", "It can't be changed any more and awaits an answer."),
    )


def answered(fact: SuggestionAnswered) -> Telling:
    """An instruction."""
    return Telling(
        Text(
            f"{fact.by}就意见建议 {fact.suggestion} 作出批示：{_short(fact.text)}。",
            f"{fact.by} answered suggestion {fact.suggestion}: {_short(fact.text)}.",
        ),
        Text("批示已留存。", "The answer is kept."),
    )


def _short(text: str) -> str:
    """The beginning of a text, on one line and without the stop at its end."""
    line = " ".join(text.split()).rstrip("。.；;")
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}……"


def _basis(*names: str | None) -> Text:
    """On account of which meeting, quarter or month."""
    said = [name for name in names if name is not None]
    return Text(f"（{'、'.join(said)}）", f" ({', '.join(said)})") if said else Text("", "")


def _because(reason: str | None) -> Text:
    return Text("", "") if reason is None else Text(f"（更正原因：{reason}）", f" (corrected because: {reason})")
