"""What a restatement brought about, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zibo_port.cli.language import t
from zibo_port.cli.score_rows import grade_words
from zibo_port.domain.codes import PLATFORMS
from zibo_port.domain.errors import Text

if TYPE_CHECKING:
    from zibo_port.cli.session import Session
    from zibo_port.domain.commands import RestateResult
    from zibo_port.office.office import Receipt


def figures_of(session: Session, asked: RestateResult, receipt: Receipt) -> dict[str, Any]:
    """The figures before and after, who must be told, and what became of the watch list."""
    from zibo_port.office.aftermath import enterprise_now

    who = enterprise_now(session.office, asked.enterprise, receipt.recorded)
    fact: Any = receipt.recorded[0].fact
    open_ = who.restatements.get(asked.quarter)
    before, after = (open_.before, open_.after) if open_ else ((fact.before_total, fact.before_grade), (fact.total, fact.grade))
    kinds = {type(r.fact).__name__ for r in receipt.recorded}
    early = _earlier_meeting(session, asked.meeting, receipt, asked.quarter)
    return {
        "enterprise": who.identity.code,
        "name": who.identity.name,
        "quarter": asked.quarter,
        "status": "restated" if asked.accept else "deferred",
        "consultation": asked.meeting,
        "reason": asked.reason,
        "before": {"total": before[0], "grade": before[1]},
        "after": {"total": after[0], "grade": after[1]},
        "to_tell": list(open_.to_tell if open_ else fact.to_tell),
        "watch_list": "entered" if "WatchListEntered" in kinds else "left" if "WatchListLeft" in kinds else None,
        "warnings": [{"code": "meeting-before-cause", "message": early}] if early else [],
    }


def _earlier_meeting(session: Session, name: str, receipt: Receipt, quarter: str) -> Text | None:
    """That a meeting was held before what it restates was on record, when it couldn't have had it before it."""
    from zibo_port.domain.enterprise.results import RestatementRaised
    from zibo_port.office.meetings import meeting
    from zibo_port.office.scanning import scan

    archive, view = session.archive, session.view(None, None)
    position, done = receipt.recorded[0].position, receipt.recorded[0].fact
    raised = [
        fact.effective_on
        for at, fact in scan(archive, view, RestatementRaised)
        if at < position and fact.quarter == quarter and fact.originator_id == done.originator_id
    ]
    on, since = meeting(archive, name, view).call.on, raised[-1] if raised else None
    if since is None or on >= since:
        return None
    return Text(
        f"会商 {name} 于 {on} 召开，所据登记在 {since} 才有，会上不可能研究。请核对会商编号。",
        f"Meeting {name} was held on {on}; what is restated was recorded on {since} only. Check the meeting's number.",
    )


def restated_words(said: dict[str, Any]) -> Iterator[str]:
    """The same in sentences."""
    yield from _restated(said)
    yield from (t("注意：", "Note: ") + t(*warning["message"]) for warning in said["warnings"])


def _restated(said: dict[str, Any]) -> Iterator[str]:
    before, after = _figure(said["before"]), _figure(said["after"])
    if said["status"] == "deferred":
        yield t(
            f"{said['name']} {said['quarter']}：暂缓重述（{said['reason']}），仍以{before}为准；重述后将为{after}。",
            f"{said['name']}, {said['quarter']}: deferred ({said['reason']}); {before} stands, it would become {after}.",
        )
        return
    yield t(
        f"{said['name']} {said['quarter']}：由{before}重述为{after}，即日起以此为准。",
        f"{said['name']}, {said['quarter']}: restated from {before} to {after}, which stands from today on.",
    )
    if said["watch_list"] is not None:
        entered = said["watch_list"] == "entered"
        yield t("列入重点关注名单。", "Put on the watch list.") if entered else t("退出重点关注名单。", "Taken off the watch list.")
    told = t("、", ", ").join(t(*PLATFORMS[code]) if code in PLATFORMS else t("该企业", "the enterprise") for code in said["to_tell"])
    yield t(f"应告知：{told}", f"To be told: {told}")


def _figure(figures: dict[str, Any]) -> str:
    if figures["total"] is None:
        return t("无数据", "no data")
    return t(f" {figures['total']} 分（{figures['grade']}）", f"{figures['total']} ({grade_words(figures['grade'])})")
