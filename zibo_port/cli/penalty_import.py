"""`zibo-port penalty import FILE`: decisions from a spreadsheet, with a verdict for each row; the file is never changed."""

from __future__ import annotations

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.progress import progress
from zibo_port.cli.session import open_session
from zibo_port.cli.values import INPUT_FILE


@click.command(
    "import",
    cls=Verb,
    example="zibo-port enterprise import examples/enterprises.csv\nzibo-port penalty import examples/penalties-2026Q2.csv --dry-run",
    help=t(
        "从表格导入处罚决定，逐行给出结果。\n\n可读 csv、xlsx、xls、ods；列名用双公示名称（CF_WSH 等）、其中文名称或 penalty log 的选项名。"
        "双公示列的金额以万元为单位。已作出的决定是事实：有疑点的照样登记并标出，自然人和要素不全的拒收。"
        "同一文件可以重复导入，不会重复登记；读不到底的文件一行也不登记。",
        "Log the decisions of a spreadsheet, with a verdict for each row.\n\nReads csv, xlsx, xls and ods; columns by their 双公示 names "
        "(CF_WSH, …), their Chinese headings or the options of `penalty log`. Amounts under 双公示 headings are in 万元. A decision "
        "made is a fact: doubts are recorded and flagged; natural persons and incomplete rows are rejected. Importing a file again "
        "records nothing; of a file that can't be read to its end nothing is recorded.",
    ),
)
@click.argument("file", type=INPUT_FILE, metavar=t("文件", "FILE"), help=t("表格文件，- 为标准输入", "a spreadsheet; - is standard input"))
@click.option(
    "--register-missing",
    is_flag=True,
    help=t("一并登记表中有而库里没有的企业，业务记为“其他”", "register the enterprises that the store lacks, line 'other'"),
)
@click.option("--dry-run", is_flag=True, help=t("只给出结果，不记录", "give the verdicts and record nothing"))
@click.pass_obj
def import_(counter: Counter, file: str, register_missing: bool, dry_run: bool) -> None:
    """Import it."""
    from zibo_port.cli.verdicts import Verdicts
    from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
    from zibo_port.documents.penalty_rows import ignored_headings, penalty_rows, unread_amounts
    from zibo_port.documents.tables import read_table
    from zibo_port.office.importing import import_penalties

    session = open_session(counter)
    with read_table(file, known=PENALTY_HEADINGS.known) as table, Verdicts("document_no") as verdicts:
        with progress(t("导入", "import"), table.row_count) as task:
            for verdict in import_penalties(session.office, penalty_rows(table), register_missing=register_missing, dry_run=dry_run):
                verdicts.add(verdict)
                task.advance()
        notes = [{"code": note.code, "row": note.row, "message": note.message} for note in (*table.notes, *unread_amounts(table))]
        verdicts.write(counter, dry_run=dry_run, sha256=table.sha256, ignored_columns=list(ignored_headings(table)), notes=notes)
        click.get_current_context().exit(verdicts.exit_status)
