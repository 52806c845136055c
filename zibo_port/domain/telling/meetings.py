"""Tells what happened at consultations and what they concluded about cases."""

from __future__ import annotations

from zibo_port.domain.consultation import ConsultationCalled, ConsultationConcluded, remarks
from zibo_port.domain.enterprise.outcomes import CaseConcluded, MeasureImposed, PointsDeducted
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import plain
from zibo_port.domain.telling.words import Telling, by_day, department, listed, platform

KINDS = {"regular": Text("例会", "the regular meeting"), "ad-hoc": Text("会商", "a meeting")}


def called(fact: ConsultationCalled) -> Telling:
    """A call."""
    units = listed(department(code) for code in fact.departments)
    kind = KINDS[fact.kind]
    lines = Text(f"，议程 {len(fact.agenda)} 项", f", {len(fact.agenda)} lines on its agenda") if fact.agenda else Text("", "")
    unusual = Text("".join(r.message.zh for r in remarks(fact)), "".join(f" {r.message.en}" for r in remarks(fact)))
    return Telling(
        Text(
            f"召集 {fact.on} 的{kind.zh}（{fact.meeting}），参加部门：{units.zh}；议题 {len(fact.cases)} 件{lines.zh}。",
            f"Called {kind.en} for {fact.on} ({fact.meeting}) with {units.en}; {len(fact.cases)} cases{lines.en}.",
        ),
        Text(f"{unusual.zh}等待开会并登记结论。", f"It awaits the meeting and its conclusions.{unusual.en}"),
    )


def concluded(fact: ConsultationConcluded) -> Telling:
    """Conclusions."""
    cases = "、".join(fact.cases), ", ".join(fact.cases)
    by = Text("", "")
    if fact.drafted_by is not None:
        alone = fact.drafted_by == fact.approved_by
        by = (
            Text(f"（{fact.drafted_by}一人起草、审核）", f" (drafted and approved by {fact.drafted_by} alone)")
            if alone
            else Text(
                f"（{fact.drafted_by}起草，{fact.approved_by}审核）", f" (drafted by {fact.drafted_by}, approved by {fact.approved_by})"
            )
        )
    return Telling(
        Text(f"会商 {fact.meeting} 就 {cases[0]} 作出结论{by.zh}。", f"Meeting {fact.meeting} concluded {cases[1]}{by.en}."),
        Text(f"{len(fact.cases)} 件案件有了结论，纪要已留存。", f"{len(fact.cases)} cases are concluded; the minutes are kept."),
    )


def case_concluded(fact: CaseConcluded) -> Telling:
    """The end of a case."""
    head = Text(f"会商 {fact.meeting} 就案件 {fact.document_no} 作出结论", f"Meeting {fact.meeting} concluded case {fact.document_no}")
    if fact.no_action is not None:
        return Telling(
            Text(f"{head.zh}：不予扣分，理由是{fact.no_action}。", f"{head.en}: no points are deducted, because {fact.no_action}."),
            Text("案件办结，评分不变。", "The case is closed; the score stays."),
        )
    pushes = listed(platform(code) for code in fact.pushes)
    return Telling(
        Text(
            f"{head.zh}：予以扣分{f'，并推送{pushes.zh}' if fact.pushes else ''}。",
            f"{head.en}: points are deducted{f', and it is pushed to {pushes.en}' if fact.pushes else ''}.",
        ),
        Text("案件有了结论，会商事项办结。", "The case is concluded, the consultation is done."),
    )


def deducted(fact: PointsDeducted) -> Telling:
    """Points off."""
    points = plain(fact.points)
    return Telling(
        Text(
            f"因案件 {fact.document_no}，{fact.quarter} 扣 {points} 分（会商 {fact.meeting}）。",
            f"{points} points off in {fact.quarter} for {fact.document_no} (meeting {fact.meeting}).",
        ),
        Text(f"{fact.quarter} 总分减少 {points} 分。", f"The total of {fact.quarter} falls by {points}."),
    )


def imposed(fact: MeasureImposed) -> Telling:
    """A measure."""
    unit, day = department(fact.executing_department), by_day(fact.due_on)
    return Telling(
        Text(
            f"会商 {fact.meeting} 就案件 {fact.document_no} 决定由{unit.zh}采取措施 {fact.measure}，{day.zh}报告（依据{fact.basis}）。",
            f"Meeting {fact.meeting} has {unit.en} carry out {fact.measure} for {fact.document_no}, reported by {day.en} ({fact.basis}).",
        ),
        Text(f"{unit.zh}多一项待办。", f"{unit.en} has one more duty."),
    )
