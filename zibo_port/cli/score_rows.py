"""How a score is shown: the document of `score show`, and its table for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli import terminal
from zibo_port.cli.language import current, t
from zibo_port.cli.reading_words import reading_words
from zibo_port.cli.table import Heading, table
from zibo_port.domain.payload import plain
from zibo_port.domain.telling.evaluation import grade_in_english

if TYPE_CHECKING:
    from zibo_port.domain.derivation import FactRef
    from zibo_port.office.scores import Scored

STATUSES: Final = {
    "no-data": ("无数据", "no data"),
    "open": ("未封账", "open"),
    "closed": ("已封账", "closed"),
    "published": ("已发布", "published"),
    "restated": ("已重述", "restated"),
}
COMPONENTS: Final = {
    "single-window-rating": ("“单一窗口”评价", "Single window rating"),
    "complaints-12345": ("12345 等投诉", "Complaints"),
    "department-scores": ("部门评价", "Department scores"),
}


def figure(scored: Scored) -> dict[str, Any]:
    """The result without what it rests on."""
    return {
        "enterprise": scored.code,
        "name": scored.name,
        "quarter": str(scored.quarter),
        "status": scored.status,
        "restatement_pending": scored.restatement_pending,
        "total": scored.total,
        "grade": scored.grade,
    }


def full(scored: Scored) -> dict[str, Any]:
    """The result with components, deductions and readings."""
    score = scored.score
    applied = {step.reading for step in score.derivation.walk()}
    return figure(scored) | {
        "evaluated": scored.evaluated,
        "reason": scored.reason,
        "interval": interval(scored),
        "components": [
            {"code": c.code, "points": c.points, "max": c.maximum, "clause": c.clause, "facts": [_fact(f) for f in c.facts]}
            for c in score.components
        ],
        "deductions": [
            {"points": d.points, "document_no": d.document_no, "consultation": d.consultation, "clause": d.clause, "facts": [_fact(d.fact)]}
            for d in score.deductions
        ],
        "readings": [r._asdict() | {"applied": f"{r.ambiguity}={r.reading}" in applied} for r in score.readings],
        "recomputed": recomputed(scored),
        "published_at": scored.published_at,
    }


def recomputed(scored: Scored) -> dict[str, Any] | None:
    """The result that a restatement would bring."""
    return None if scored.recomputed is None else {"total": scored.recomputed[0], "grade": scored.recomputed[1]}


def interval(scored: Scored) -> dict[str, Any] | None:
    """The totals between which the result lies while a decision is under review."""
    return {"low": scored.interval[0], "high": scored.interval[1]} if scored.interval else None


def _fact(fact: FactRef) -> dict[str, Any]:
    return {"position": fact.position, "event": fact.event}


def grade_words(grade: str | None) -> str:
    """A grade in the language in use."""
    return t(grade or "—", grade_in_english(grade) or "—")


def headline(said: dict[str, Any]) -> str:
    """Who, when, what: the first line of every text about a score."""
    who = t(f"{said['name']}（{said['enterprise']}）{said['quarter']}：", f"{said['name']} ({said['enterprise']}), {said['quarter']}: ")
    status = t(*STATUSES[said["status"]])
    if said["total"] is None:
        return who + status
    total = _points(said["total"])
    return who + t(f"{total} 分，{said['grade']}（{status}）", f"{total}, {grade_words(said['grade'])} ({status})")


def remarks(said: dict[str, Any]) -> Iterator[str]:
    """What must be known beside the figures."""
    if said["reason"] is not None:
        yield t("不评价：", "Not evaluated: ") + said["reason"].to(current())
    if said["restatement_pending"]:
        now = said["recomputed"]
        figures = t("无数据", "no data") if now["total"] is None else f"{_points(now['total'])}{t('，', ', ')}{grade_words(now['grade'])}"
        yield t(
            f"待重述：封账后又有登记，按现有记录重算为 {figures}；重述以前以上述结果为准。",
            f"A restatement is pending: what was recorded since the close gives {figures}; until then the result above stands.",
        )
    if said["interval"] is not None:
        low, high = (_points(said["interval"][end]) for end in ("low", "high"))
        yield t(
            f"暂定：有处罚决定正在复议或诉讼，维持的为 {low} 分，撤销的为 {high} 分。",
            f"Provisional: a decision is under review; {low} if it stands, {high} if it is revoked.",
        )


def text(said: dict[str, Any]) -> str:
    """The document for people."""
    lines = [headline(said), *remarks(said)]
    if said["components"]:
        lines += ["", *_figures(said)]
    if any(reading["applied"] for reading in said["readings"]):
        lines += [
            "",
            t("本结果所用的解读（全部解读见 --json）：", "Readings that this result used (all: --json):"),
            *_readings(said),
        ]
    command = f"zibo-port score explain {said['enterprise']} --quarter {said['quarter']}"
    return "\n".join([*lines, "", t(f"逐项说明：{command}", f"Step by step: {command}")])


def _figures(said: dict[str, Any]) -> Iterator[str]:
    titles = ((t("项目", "Part"), False), (t("得分", "Points"), True), (t("满分", "Max"), True), (t("依据", "Clause"), False))
    rows = [[t(*COMPONENTS[c["code"]]), _points(c["points"]), str(c["max"]), c["clause"]] for c in said["components"]]
    for taken in said["deductions"]:
        number = taken["document_no"]
        rows.append([t(f"扣分：{number}", f"Off: {number}"), f"−{plain(taken['points'])}", "", taken["clause"]])
    most = sum(c["max"] for c in said["components"])
    rows.append([t("总分", "Total"), _points(said["total"]), str(most), grade_words(said["grade"])])
    return table([Heading(title, right) for title, right in titles], rows, terminal.columns())


def _points(points: object) -> str:
    return "—" if points is None else str(points).replace("-", "−")


def _readings(said: dict[str, Any]) -> Iterator[str]:
    for reading in (r for r in said["readings"] if r["applied"]):
        text = reading_words(reading["ambiguity"], reading["reading"])
        by = reading["adopted_by"] or (t("推定", "assumed") if reading["assumed"] else None)
        marks = t("，", ", ").join((reading["ambiguity"], *((by,) if by else ())))
        yield t(f"  {text}（{marks}）", f"  {text} ({marks})")
