"""Workflows as they are drawn and listed: each step of a mechanism, or of one case, as a row and as a node."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.language import t
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.steps import AS_ORDERED, AtMeeting, Fixed, Ordered, Step, Within

if TYPE_CHECKING:
    from datetime import date

    from zibo_port.documents.workflow_drawing import Drawing, Node, Standing
    from zibo_port.domain.books import Books
    from zibo_port.domain.provisions import Provisions
    from zibo_port.office.archive import Archive, View
    from zibo_port.office.mechanisms import OnCase

UNITS: Final = {
    "working-days": ("{}个工作日", "{} working days"),
    "calendar-days": ("{}日", "{} days"),
    "months": ("{}个月", "{} months"),
    "years": ("{}年", "{} years"),
}


def of_mechanism(name: str, version: int | None) -> tuple[dict[str, Any], Drawing]:
    """A workflow in one of its versions, by default the latest, and its drawing.

    Raises:
        NotFound: no such workflow or version.
    """
    from zibo_port.documents.workflow_drawing import Drawing
    from zibo_port.domain.errors import NotFound
    from zibo_port.office.mechanisms import mechanism

    found = mechanism(name)
    number = version or found.VERSION
    if number not in found.VERSIONS:
        raise NotFound(f"流程 {found.NAME} 没有第 {number} 版。", f"{found.NAME} has no version {number}.")
    steps = found.VERSIONS[number]
    title = t(*found.TITLE)
    document = {"workflow": found.NAME, "title": title, "version": number, "steps": [_step_row(s) for s in steps]}
    subtitle = t(f"流程 {found.NAME} 第 {number} 版；虚线为系统自动办理", f"Workflow {found.NAME}, version {number}; dashed: by the engine")
    return document, Drawing(title, subtitle, [_node(s) for s in steps])


def of_case(archive: Archive, number: str, view: View) -> tuple[dict[str, Any], Drawing]:
    """A case on its workflow as a view shows it, and its drawing.

    Raises:
        NotFound: no such case by then.
    """
    from zibo_port.documents.workflow_drawing import Drawing
    from zibo_port.office.mechanisms import on_case

    case = on_case(archive, number, view)
    books = archive.books(view)
    drawn = [(row, node) for step in case.steps for row, node in _on(step, case, books, view.on)]
    document = {
        "workflow": "joint_supervision",
        "case": case.document_no,
        "enterprise": case.enterprise,
        "name": case.name,
        "version": case.version,
        "steps": [row for row, _ in drawn],
    }
    title = t(f"{case.document_no} {case.name}", f"{case.document_no} {case.name}")
    subtitle = t(f"联合监管共治第 {case.version} 版，截至 {view.on}", f"joint supervision, version {case.version}, as of {view.on}")
    return document, Drawing(title, subtitle, [node for _, node in drawn])


def _on(step: Step, case: OnCase, books: Books, on: date) -> Iterator[tuple[dict[str, Any], Node]]:
    """A step on a case: once for each duty that runs, or once as not begun."""
    from zibo_port.cli.duty_rows import step_words

    duties = [d for d in case.duties if step.covers(d.step)]
    if not duties:
        standing: Standing = "done" if step.automatic and set(step.done_by) & case.happened else "waiting"
        yield _step_row(step) | {"state": standing}, _node(step)._replace(standing=standing)
    for duty in duties:
        standing = "done" if duty.done(on) is not None else "late" if duty.late(on) else "running"
        day = duty.done_on if standing == "done" else duty.due_on
        note = {
            "done": t(f"{day} 已办", f"done {day}"),
            "late": t(f"期限 {day}，已逾期", f"due {day}, late"),
            "running": t(f"期限 {day}", f"due {day}"),
        }[standing] + (t("（暂定）", " (provisional)") if duty.provisional and standing != "done" else "")
        title = step_words(duty.step, books, on)
        row = _step_row(step) | {
            "name": duty.step,
            "title": title,
            "owner": duty.department,
            "state": standing,
            "due_on": duty.due_on,
            "done_on": duty.done_on,
            "provisional": duty.provisional,
        }
        owner = t(*DEPARTMENTS[duty.department])
        yield row, _node(step)._replace(key=duty.step, title=title, owner=owner, standing=standing, note=note)


def _step_row(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "title": t(*step.title),
        "owner": step.owner,
        "automatic": step.automatic,
        "after": list(step.after),
        "done_by": list(step.done_by),
        "deadline": _deadline(step),
        "clause": step.clause,
        "movable": step.limit is not None,
    }


def _node(step: Step) -> Node:
    from zibo_port.documents.workflow_drawing import Node

    return Node(step.name, t(*step.title), _owner(step), _deadline(step), step.clause, step.after, step.done_by, step.automatic)


def _owner(step: Step) -> str:
    if step.automatic:
        return t("系统自动", "the engine")
    return t("指定的部门", "as ordered") if step.owner == AS_ORDERED else t(*DEPARTMENTS[step.owner])


def _deadline(step: Step) -> str:
    from zibo_port.office import rulebook

    match step.rule:
        case Within(name):
            return _period(rulebook.provisions(), name)
        case AtMeeting():
            return t("下一季度首月20日前的例会", "the next regular meeting, by the 20th")
        case Fixed(words):
            return t(*words)
        case Ordered():
            return t("会商确定的日期", "the day that was ordered")
    return t("随即", "at once")


def _period(provisions: Provisions, name: str) -> str:
    period = next(p for p in provisions.periods() if p.name == name)
    words = t(*UNITS[period.unit]).format(period.count) if period.count else t("当日", "the same day")
    return words + (t("（推定）", " (assumed)") if period.assumed else "")


def table_rows(document: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Its steps in people's words."""
    words = {"done": ("已办", "done"), "late": ("逾期", "late"), "running": ("在办", "running"), "waiting": ("未开始", "not begun")}
    rows = []
    for row in document["steps"]:
        owner = DEPARTMENTS.get(row["owner"])
        state = row.get("state")
        shown = (
            t(*words[state]) + (f" {row.get('done_on') or row.get('due_on') or ''}" if state in {"done", "running", "late"} else "")
            if state
            else None
        )
        who = t(*owner) if owner else t("系统自动", "the engine") if row["automatic"] else t("指定的部门", "as ordered")
        rows.append(row | {"owner": who, "state": shown})
    return rows
