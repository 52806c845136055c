"""Tells what came out of a round for an enterprise: frozen, restated."""

from __future__ import annotations

from decimal import Decimal

from zibo_port.domain.codes import PLATFORMS
from zibo_port.domain.enterprise.results import (
    RestatementDeferred,
    RestatementLapsed,
    RestatementRaised,
    ResultFrozen,
    ResultRestated,
)
from zibo_port.domain.errors import Text
from zibo_port.domain.telling.evaluation import GRADES
from zibo_port.domain.telling.words import Telling, listed, named

_ENTERPRISE = Text("该企业", "the enterprise")
_CAUSES = {
    "RatingRecorded": Text("“单一窗口”评价", "a rating"),
    "ComplaintReceived": Text("投诉", "a complaint"),
    "ComplaintResolved": Text("投诉化解", "the resolution of a complaint"),
    "DepartmentScored": Text("部门评分", "a department's score"),
    "PointsDeducted": Text("会商扣分", "a deduction"),
    "DeductionCancelled": Text("取消扣分", "a deduction's cancellation"),
    "LinesChanged": Text("业务类型变更", "a change of lines of business"),
    "Deregistered": Text("企业注销", "the deregistration"),
}


def frozen(fact: ResultFrozen) -> Telling:
    """A result at the close."""
    figures = _figures(fact.total, fact.grade)
    return Telling(
        Text(f"{fact.quarter} 封账，结果定为{figures.zh}。", f"{fact.quarter} was closed with {figures.en}."),
        Text("此后登记的内容不改变这一结果，只提出重述。", "What is recorded later doesn't change it, it raises a restatement."),
    )


def raised(fact: RestatementRaised) -> Telling:
    """A restatement that is open."""
    before, after = _figures(fact.before_total, fact.before_grade), _figures(fact.after_total, fact.after_grade)
    told, cause = listed(_told(code) for code in fact.to_tell), named(_CAUSES, fact.cause)
    return Telling(
        Text(
            f"封账后登记的{cause.zh}（本企业第 {fact.cause_version} 条记录）影响 {fact.quarter} 结果："
            f"由{before.zh}变为{after.zh}，待会商重述。",
            f"Recorded after the close, {cause.en} (event {fact.cause_version} of the enterprise) bears on {fact.quarter}: from "
            f"{before.en} to {after.en}; a restatement awaits a meeting.",
        ),
        Text(f"已公布的结果暂不改变；重述后应告知：{told.zh}。", f"What was published stands for now; once restated, tell {told.en}."),
    )


def lapsed(fact: RestatementLapsed) -> Telling:
    """A restatement that has nothing left to restate."""
    return Telling(
        Text(f"{fact.quarter} 的登记重新得出现行结果，无须重述。", f"The record gives the standing result of {fact.quarter} again."),
        Text("待重述事项撤销。", "Nothing awaits a restatement any more."),
    )


def deferred(fact: RestatementDeferred) -> Telling:
    """A restatement that was put off."""
    return Telling(
        Text(
            f"会商 {fact.meeting} 决定暂缓重述 {fact.quarter} 结果：{fact.reason}。",
            f"Consultation {fact.meeting} deferred the restatement of {fact.quarter}: {fact.reason}.",
        ),
        Text("现行结果不变，重述事项仍列为待办。", "The standing result stays; the restatement stays open."),
    )


def restated(fact: ResultRestated) -> Telling:
    """A restatement that was accepted."""
    before, after = _figures(fact.before_total, fact.before_grade), _figures(fact.total, fact.grade)
    told = listed(_told(code) for code in fact.to_tell)
    because = Text(f"（{fact.reason}）", f" ({fact.reason})") if fact.reason else Text("", "")
    return Telling(
        Text(
            f"会商 {fact.meeting} 同意重述 {fact.quarter} 结果：由{before.zh}改为{after.zh}{because.zh}。",
            f"Consultation {fact.meeting} restated {fact.quarter}: from {before.en} to {after.en}{because.en}.",
        ),
        Text(f"自当日起以重述结果为准；应告知：{told.zh}。", f"From that day on the restated result stands; tell {told.en}."),
    )


def _figures(total: Decimal | None, grade: str | None) -> Text:
    if total is None:
        return Text("无数据", "no data")
    return Text(f" {total} 分（{grade}）", f"{total} points ({GRADES.get(grade or '', grade)})")


def _told(code: str) -> Text:
    return PLATFORMS.get(code, _ENTERPRISE)
