"""The minutes of a meeting (会议纪要) as an official paper (GB/T 9704-2012, 10.3); in Chinese, as all official papers are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from zibo_port.documents.gongwen import Paper
from zibo_port.documents.gongwen_tables import Column
from zibo_port.documents.letterhead import CONFERENCE, MEMBERS, PORT_OFFICE, numbered, ordinal, sentence, written_day, written_quarter
from zibo_port.documents.quarterly_words import number as points
from zibo_port.domain.minutes import CaseOutcome, Delegation, Minutes, Opinion, Order
from zibo_port.domain.periods import Quarter

_TASKS: Final = (Column("序号", 11), Column("事项", 72, "left"), Column("责任单位", 40), Column("完成时限", 33))
_NEXT_MEETING: Final = "下次例会前"
_AMOUNT: Final = re.compile(r"[0-9]{3,}00元")


def minutes_paper(minutes: Minutes, number: str | None = None) -> bytes:
    """The Word file; `number` is the document number, left blank without one. The same minutes give the same bytes."""
    title = _title(minutes)
    paper = Paper(title, PORT_OFFICE, minutes.as_of, rehearsal=minutes.rehearsal)
    paper.masthead(f"{CONFERENCE}纪要" if minutes.kind == "regular" else f"{PORT_OFFICE}会议纪要", None if minutes.final else "草稿")
    paper.issue(numbered(number, minutes.on.year), PORT_OFFICE, minutes.on)
    paper.title(title)
    paper.body(_opening(minutes, title))
    for place, chapter in enumerate((c for c in _CHAPTERS if c.there(minutes)), 1):
        paper.heading(f"{ordinal(place)}、{chapter.heading}")
        chapter.write(paper, minutes)
    paper.gap()
    for label, units in _rolls(minutes):
        paper.roll(label, units)
    paper.imprint(MEMBERS, PORT_OFFICE, None)
    return paper.content()


def _title(minutes: Minutes) -> str:
    if minutes.kind == "regular":
        return f"{written_quarter(str(Quarter.of(minutes.on)))}口岸运行分析会议纪要"
    return "口岸领域企业行政处罚信息部门会商纪要" if minutes.outcomes else "口岸运行专题会议纪要"


def _opening(minutes: Minutes, title: str) -> str:
    heard = f"，通报行政处罚信息{len(minutes.outcomes)}件并逐案会商" if minutes.outcomes else ""
    name = title.removesuffix("纪要")
    return f"{written_day(minutes.on)}，{minutes.convener}召集召开{name}{heard}。现将会议情况和议定事项纪要如下："


# --- chapters -----------------------------------------------------------------------------------------------------


def _circumstances(paper: Paper, minutes: Minutes) -> None:
    paper.body(written_day(minutes.on), "时间：")
    paper.body(minutes.place or "", "地点：")
    paper.body(minutes.convener, "召集人：")
    paper.body(f"{'、'.join(minutes.called)}。", "召集单位：")
    for place, line in enumerate(minutes.agenda, 1):
        number = f"{place}. " if len(minutes.agenda) > 1 else ""
        paper.body(sentence(f"{number}{line}"), "议题：" if place == 1 else "")


def _cases(paper: Paper, minutes: Minutes) -> None:
    for place, outcome in enumerate(minutes.outcomes, 1):
        paper.subheading(f"（{ordinal(place)}）{outcome.name}（{outcome.document_no}）")
        paper.body(sentence(_AMOUNT.sub(_in_wan, outcome.decision)), "处罚情况：")
        if outcome.recused:
            paper.body(sentence("、".join(outcome.recused)), "回避：")
        _opinions(paper, outcome.opinions)
        paper.body(_conclusion(outcome), "会商结论：")


def _in_wan(amount: re.Match[str]) -> str:
    """300000元 is read as 30万元."""
    yuan = Decimal(amount[0].removesuffix("元"))
    return f"{(yuan / 10_000).normalize():f}万元" if yuan >= 10_000 else amount[0]


def _conclusion(outcome: CaseOutcome) -> str:
    """Points or none, measures with owner, day and clause, pushes."""
    if not outcome.concluded:
        return "会议尚未形成结论。"
    if outcome.deducted is None:
        said = f"不予扣分，理由：{sentence(outcome.no_action or '')}"
    else:
        quarter = written_quarter(outcome.quarter) if outcome.quarter else ""
        said = f"在{quarter}口岸服务评价中扣{points(outcome.deducted)}分。"
    many = len(outcome.orders) > 1
    measures = "；".join((f"（{n}）" if many else "") + _order(order) for n, order in enumerate(outcome.orders, 1))
    pushed = f"将处罚信息推送至{'、'.join(outcome.pushes)}。" if outcome.pushes else ""
    return said + (f"联合监管共治措施：{measures}。" if measures else "") + pushed


def _order(order: Order) -> str:
    return f"由{order.unit}{order.measure}，{_until(order.due_on)}报告落实情况（依据{order.basis}）"


def _until(day: date | None) -> str:
    return f"{written_day(day)}前" if day else _NEXT_MEETING


def _discussed(paper: Paper, minutes: Minutes) -> None:
    for text in minutes.text.splitlines():
        if text.strip():
            paper.body(sentence(text))
    _opinions(paper, minutes.opinions)


def _opinions(paper: Paper, opinions: Sequence[Opinion]) -> None:
    for opinion in opinions:
        paper.body(sentence(opinion.text), f"{opinion.unit}{'不同意见' if opinion.dissent else '意见'}：")


def _tasks(paper: Paper, minutes: Minutes) -> None:
    """Everything that somebody has to do: what was agreed, then the measures, those alike in one line."""
    rows = [(o.what, o.owner, _until(o.due_on)) for o in minutes.obligations]
    alike: dict[Order, list[str]] = {}
    for outcome in minutes.outcomes:
        for order in outcome.orders:
            alike.setdefault(order, []).append(outcome.name)
    rows += [(f"{order.measure}：{'、'.join(dict.fromkeys(names))}", order.unit, _until(order.due_on)) for order, names in alike.items()]
    paper.table(_TASKS, [(str(n), *row) for n, row in enumerate(rows, 1)])


class _Chapter(NamedTuple):
    """Heading, what writes it, and whether there is anything to write."""

    heading: str
    write: Callable[[Paper, Minutes], None]
    there: Callable[[Minutes], bool]


_CHAPTERS: Final = (
    _Chapter("会议概况", _circumstances, lambda _: True),
    _Chapter("行政处罚信息会商情况", _cases, lambda m: bool(m.outcomes)),
    _Chapter("会议议定事项", _discussed, lambda m: bool(m.text.strip() or m.opinions)),
    _Chapter("任务分工", _tasks, lambda m: bool(m.obligations or any(o.orders for o in m.outcomes))),
)


# --- who was there ------------------------------------------------------------------------------------------------


def _rolls(minutes: Minutes) -> Iterator[tuple[str, list[str]]]:
    """出席, 请假, 列席; attendance that isn't recorded is said to be so, not guessed from the call."""
    yield "出席", [_delegation(d) for d in minutes.attended] or ["（签到情况尚未登记）"]
    if minutes.absent:
        yield "请假", [_delegation(d) for d in minutes.absent]
    if minutes.observers:
        yield "列席", [_delegation(d) for d in minutes.observers]


def _delegation(delegation: Delegation) -> str:
    persons = "、".join(f"{p.role}{p.name or ''}" for p in delegation.persons)
    return f"{delegation.unit}　{persons}" if persons else delegation.unit
