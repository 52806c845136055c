"""`zibo-port workflow`: the mechanisms drawn from their own steps, a case on its mechanism, and cases moved to another version."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli import plain
from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import Column, emit
from zibo_port.cli.report_file import hand_over
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.domain.commands import MigrateCase

if TYPE_CHECKING:
    from zibo_port.domain.duty import Duty

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

FORMATS: Final = {".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid"}
"""Formats by the suffix of a file; any other file is JSON."""

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
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "mermaid", "svg", "json"]),
    help=t("格式，默认看 --out 的后缀；不写文件的为 table", "format, by default that of --out's suffix; without a file table"),
)
@click.option("--out", type=click.Path(dir_okay=False), metavar=t("文件", "FILE"), help=t("写到文件", "write to this file"))
@reads
@click.pass_obj
def show(
    counter: Counter,
    /,
    name: str | None,
    document_no: str | None,
    version: int | None,
    kind: str | None,
    out: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Draw one."""
    from zibo_port.cli.workflow_rows import of_case, of_mechanism, table_rows
    from zibo_port.documents.workflow_drawing import mermaid, svg

    if kind == "table" and out is not None:
        raise click.UsageError(
            t("表格只显示在屏幕上，写到文件请用 mermaid、svg 或 json。", "A table is for the screen; a file is mermaid, svg or json.")
        )
    if (name is None) == (document_no is None):
        raise click.UsageError(t("请写流程名，或用 --case 指定案件，二者择一。", "Name a workflow, or a case with --case, one of both."))
    if document_no is not None:
        session = open_session(counter)
        document, drawing = of_case(session.archive, document_no, session.view(known_at, effective_at))
    else:
        document, drawing = of_mechanism(name or "", version)
    kind = kind or (FORMATS.get(Path(out).suffix.lower(), "json") if out else "table")
    if kind == "table" and counter.output not in {"json", "ndjson"}:
        emit(counter, table_rows(document), STEPS)
        return
    written = mermaid(drawing) if kind == "mermaid" else svg(drawing) if kind == "svg" else f"{plain.document(document)}\n"
    hand_over(counter, written.encode(), kind, out, {}, lambda said: t(f"已写出：{said['file']}", f"Written: {said['file']}"))


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
            lines.append(f"{case['document_no']}{t('：', ': ')}" + (t("应办事项不变", "no duty changes") if not case["changes"] else ""))
            lines += [f"  {c['step']}{t('：', ': ')}{c['before'] or '—'} → {c['after'] or '—'}" for c in case["changes"]]
        return "\n".join(lines)

    emit(counter, document, text=text)


def _changed(step: str, before: Duty | None, after: Duty | None) -> dict[str, Any]:
    return {"step": step, "before": before.due_on if before else None, "after": after.due_on if after else None}
