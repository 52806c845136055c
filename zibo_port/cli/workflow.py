"""`zibo-port workflow`: the mechanisms drawn from their own steps, a case on its mechanism, and cases moved to another version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli import terminal
from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import Column, emit
from zibo_port.cli.report_file import write_file
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import MigrateCase
from zibo_port.domain.steps import AS_ORDERED, AtMeeting, Fixed, Ordered, Step, Within

if TYPE_CHECKING:
    from zibo_port.documents.workflow_drawing import Drawing, Node, Standing
    from zibo_port.domain.books import Books
    from zibo_port.domain.duty import Duty
    from zibo_port.domain.provisions import Provisions
    from zibo_port.office.mechanisms import OnCase

UNITS: Final = {
    "working-days": ("{}个工作日", "{} working days"),
    "calendar-days": ("{}日", "{} days"),
    "months": ("{}个月", "{} months"),
    "years": ("{}年", "{} years"),
}
LIST: Final = (
    Column("name", "流程", "Workflow"),
    Column("title", "机制", "Mechanism"),
    Column("version", "现行版本", "Version", "right"),
    Column("steps", "步骤数", "Steps", "right"),
)
STEPS: Final = (
    Column("name", "步骤", "Step"),
    Column("title", "内容", "What"),
    Column("owner", "责任", "Owner"),
    Column("deadline", "期限", "Deadline"),
    Column("state", "状态", "State"),
)

group = Noun("workflow", help=t("流程：列出、画图、迁移案件。", "Workflows: listed, drawn, cases migrated."))


@group.command("list", example="zibo-port workflow list", help=t("列出各机制的流程。", "List the workflows of the mechanisms."))
@click.pass_obj
def list_(counter: Counter) -> None:
    """Print them; they come with the program, so no store is opened."""
    from zibo_port.office.mechanisms import mechanisms

    rows = [
        {"name": name, "title": t(*m.TITLE), "version": m.VERSION, "versions": sorted(m.VERSIONS), "steps": len(m.VERSIONS[m.VERSION])}
        for name, m in mechanisms().items()
    ]
    emit(counter, rows, LIST)


@group.command(
    example="zibo-port workflow show joint_supervision --format svg --out supervision.svg\n"
    "zibo-port workflow show --case 淄市监罚〔2026〕101号",
    help=t(
        "画出一个流程，或一个案件走到了哪一步。图由代码中的步骤生成。",
        "Draw a workflow, or how far a case is on it. The drawing is made from the steps in the code.",
    ),
)
@click.argument("name", required=False, metavar=t("流程", "NAME"), help=t("流程，见 workflow list", "the workflow, see workflow list"))
@click.option("--case", "document_no", metavar=t("文号", "DOCUMENT_NO"), help=t("画出这个案件", "draw this case"))
@click.option("--version", "version", type=int, metavar=t("版本", "N"), help=t("哪一版，默认现行", "which version, by default the latest"))
@click.option("--format", "kind", type=click.Choice(["table", "mermaid", "svg", "json"]), default="table", help=t("格式", "format"))
@click.option("--out", type=click.Path(dir_okay=False), metavar=t("文件", "FILE"), help=t("写到文件", "write to this file"))
@reads
@click.pass_obj
def show(
    counter: Counter,
    /,
    name: str | None,
    document_no: str | None,
    version: int | None,
    kind: str,
    out: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Draw one."""
    from zibo_port.documents.workflow_drawing import mermaid, svg

    if (name is None) == (document_no is None):
        raise click.UsageError(t("请写流程名，或用 --case 指定案件，二者择一。", "Name a workflow, or a case with --case, one of both."))
    document, drawing = _of_case(counter, document_no, known_at, effective_at) if document_no else _of_mechanism(name or "", version)
    if kind == "table" and out is None and (counter.for_people or counter.output not in {"json", "ndjson"}):
        emit(counter, _table(document), STEPS)
        return
    if kind in {"mermaid", "svg"}:
        written = (mermaid if kind == "mermaid" else svg)(drawing)
    else:
        written = json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
    if out is None:
        terminal.prepare(for_machines=True)
        terminal.write(written)
        return
    write_file(Path(out), written.encode())
    emit(counter, {"file": out, "format": kind}, text=lambda _: t(f"已写出：{out}", f"Written: {out}"))


@group.command(
    example='zibo-port workflow migrate 淄市监罚〔2026〕101号 --to 1 --reason "规则调整" --dry-run',
    help=t(
        "把案件迁移到流程的另一版，先列出应办事项的变化（--dry-run 只看不动）。会使已办结事项不再办结的，不能迁移。",
        "Move cases on to another version of their workflow; what changes is shown first (--dry-run only shows it). Refused where a "
        "done step would be undone.",
    ),
)
@click.argument("document_nos", nargs=-1, required=True, metavar=t("文号", "DOCUMENT_NO"))
@click.option("--to", "to_version", type=int, required=True, metavar=t("版本", "N"), help=t("迁移到哪一版", "to which version"))
@click.option("--reason", required=True, metavar=t("理由", "TEXT"), help=t("理由", "why"))
@records
@click.pass_obj
def migrate(counter: Counter, document_nos: tuple[str, ...], to_version: int, reason: str, dry_run: bool, command_id: str | None) -> None:
    """Migrate cases, all of them or none."""
    from zibo_port.office.mechanisms import difference

    session = open_session(counter)
    asked = [form(MigrateCase, document_no=number, to_version=to_version, reason=reason) for number in document_nos]
    view = session.view(None, None)
    changes = {one.document_no: [_changed(d.step, d.before, d.after) for d in difference(session.archive, one, view)] for one in asked}
    keys = [(command_id and f"{command_id}|{one.document_no}") or session.office.default_id(one) for one in asked]
    receipts = session.office.transact(
        lambda desk: [session.office.decide(desk, one, key) for one, key in zip(asked, keys, strict=True)], dry_run=dry_run
    )
    document = outcome(receipts[0], dry_run=dry_run) | {
        "to_version": to_version,
        "cases": [{"document_no": number, "changes": rows} for number, rows in changes.items()],
    }

    def text(said: dict[str, Any]) -> str:
        lines = [opening(receipts[0], dry_run=dry_run)]
        for case in said["cases"]:
            lines.append(f"{case['document_no']}：" + (t("应办事项不变", "no duty changes") if not case["changes"] else ""))
            lines += [f"  {c['step']}：{c['before'] or '—'} → {c['after'] or '—'}" for c in case["changes"]]
        return "\n".join(lines)

    emit(counter, document, text=text)


def _changed(step: str, before: Duty | None, after: Duty | None) -> dict[str, Any]:
    return {"step": step, "before": before.due_on if before else None, "after": after.due_on if after else None}


# --- drawings -----------------------------------------------------------------------------------------------------


def _of_mechanism(name: str, version: int | None) -> tuple[dict[str, Any], Drawing]:
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


def _of_case(counter: Counter, number: str, known_at: datetime | None, effective_at: date | None) -> tuple[dict[str, Any], Drawing]:
    from zibo_port.documents.workflow_drawing import Drawing
    from zibo_port.office.mechanisms import on_case

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    case = on_case(session.archive, number, view)
    books = session.archive.books(view)
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
        standing = "done" if duty.done_on is not None and duty.done_on <= on else "late" if duty.late(on) else "running"
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


def _table(document: dict[str, Any]) -> Sequence[dict[str, Any]]:
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
