"""`zibo-port enterprise import FILE`: the register from a spreadsheet, with a verdict for each row; the file is never changed."""

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
    example="zibo-port enterprise import examples/enterprises.csv",
    help=t(
        "从表格登记企业，逐行给出结果。\n\n可读 csv、xlsx、xls、ods；列为统一社会信用代码、名称、业务类型，可另有上级、所在地。"
        "上级要排在分支机构之前。同一文件可以重复导入。",
        "Register the enterprises of a spreadsheet, with a verdict for each row.\n\nReads csv, xlsx, xls and ods; columns: credit-code, "
        "name, line, and where there are any branch-of, seat. A parent stands before its branches. A file may be imported again.",
    ),
)
@click.argument("file", type=INPUT_FILE, metavar=t("文件", "FILE"), help=t("表格文件，- 为标准输入", "a spreadsheet; - is standard input"))
@click.option("--dry-run", is_flag=True, help=t("只给出结果，不记录", "give the verdicts and record nothing"))
@click.pass_obj
def import_(counter: Counter, file: str, dry_run: bool) -> None:
    """Import it."""
    from zibo_port.cli.verdicts import Verdicts
    from zibo_port.documents.enterprise_rows import ENTERPRISE_HEADINGS, enterprise_rows
    from zibo_port.documents.tables import read_table
    from zibo_port.office.register_import import import_enterprises

    session = open_session(counter)
    with read_table(file, known=ENTERPRISE_HEADINGS.known) as table, Verdicts("enterprise") as verdicts:
        with progress(t("导入", "import"), table.row_count) as task:
            for verdict in import_enterprises(session.office, enterprise_rows(table), dry_run=dry_run):
                verdicts.add(verdict)
                task.advance()
        notes = [{"code": note.code, "row": note.row, "message": note.message} for note in table.notes]
        verdicts.write(counter, dry_run=dry_run, sha256=table.sha256, notes=notes)
        click.get_current_context().exit(verdicts.exit_status)
