"""`zibo-port monitoring import FILE`: monthly reports from a spreadsheet, with a verdict for each row, and the template for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.monitoring_kinds import MONTH
from zibo_port.cli.output import emit, said
from zibo_port.cli.session import open_session
from zibo_port.cli.values import DATE, INPUT_FILE
from zibo_port.domain.errors import InvalidData

if TYPE_CHECKING:
    from zibo_port.domain.periods import Month


@click.command(
    "import",
    cls=Verb,
    example="zibo-port monitoring import --template 月报.xlsx --department customs --month 2026-08\n"
    "zibo-port monitoring import examples/monthly-reports-2026-08.csv --dry-run",
    help=t(
        "从表格报送月报，逐行给出结果；一个单位一个月的各行是一份月报，要么全部登记，要么一行也不登记。\n\n"
        "可读 csv、xlsx、xls、ods；列为报送单位、月份、指标代码或名称、数值，可另有计量单位、备注。"
        "更正已报送的月报须加 --reason。同一文件可以重复导入。--template 写出空白表来填。",
        "Report from a spreadsheet, with a verdict for each row; the rows of one unit and month are one report, recorded as a whole or not "
        "at all.\n\nReads csv, xlsx, xls and ods; columns: department, month, indicator (or its name), value, and perhaps unit, "
        "note. A report on record is put right with --reason. A file may be imported again. --template writes a sheet to fill in.",
    ),
)
@click.argument(
    "file", type=INPUT_FILE, required=False, metavar=t("文件", "FILE"), help=t("表格文件，- 为标准输入", "a spreadsheet; - is stdin")
)
@click.option(
    "--department",
    metavar=t("部门", "CODE"),
    help=t("报送单位：表里没有写时用它，写了别的单位的行拒收", "the unit, where the file doesn't say; rows of another one are rejected"),
)
@click.option("--month", type=MONTH, help=t("月份：表里没有写时用它", "the month, where the file doesn't say"))
@click.option("--on", type=DATE, help=t("报送日期，默认今天", "the day on which it was handed in; today by default"))
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更正已报送月报的原因", "why reports on record are put right"))
@click.option("--dry-run", is_flag=True, help=t("只给出结果，不记录", "give the verdicts and record nothing"))
@click.option(
    "--template",
    type=click.Path(dir_okay=False),
    metavar=t("文件", "FILE"),
    help=t("把空白月报（xlsx）写到这个新文件", "write an empty report (xlsx) to this new file"),
)
@click.pass_obj
def import_(
    counter: Counter,
    file: str | None,
    department: str | None,
    month: Month | None,
    on: date | None,
    reason: str | None,
    dry_run: bool,
    template: str | None,
) -> None:
    """Import a file, or write a template."""
    unit = _unit(department)
    if template is not None:
        _write_template(counter, file, unit, month, template)
        return
    if file is None:
        raise click.UsageError(
            t("请给出要导入的文件；要空白月报用 --template。", "Name the file to import; for an empty report use --template.")
        )
    from zibo_port.cli.verdicts import Verdicts
    from zibo_port.documents.monitoring_rows import MONITORING_HEADINGS, Given, monitoring_rows
    from zibo_port.documents.tables import read_table
    from zibo_port.office.monitoring_import import import_reports
    from zibo_port.office.rulebook import indicators

    session = open_session(counter)
    with read_table(file, known=MONITORING_HEADINGS.known) as table, Verdicts("indicator", "department", "month") as verdicts:
        rows = monitoring_rows(table, indicators(), Given(unit, month))
        for verdict in import_reports(session.office, rows, on=on, reason=reason, dry_run=dry_run):
            verdicts.add(verdict)
        notes = [{"code": note.code, "row": note.row, "message": note.message} for note in table.notes]
        ignored = list(MONITORING_HEADINGS.columns(table.headings).ignored)
        verdicts.write(counter, dry_run=dry_run, sha256=table.sha256, ignored_columns=ignored, notes=notes)
        if verdicts.exit_status == 0:
            said(counter, t("下一步：zibo-port monitoring list", "Next: zibo-port monitoring list"))
        click.get_current_context().exit(verdicts.exit_status)


def _unit(department: str | None) -> str | None:
    """The unit that was named by its code or its name.

    Raises:
        InvalidData: it is none that reports.
    """
    from zibo_port.documents.department_words import department as code_of
    from zibo_port.domain.indicators import REPORTING_UNITS

    if department is None:
        return None
    code = code_of(department)
    if code not in REPORTING_UNITS:
        raise InvalidData.of(
            "department",
            f"“{department}”不是报送单位，请用代码：{'、'.join(REPORTING_UNITS)}。",
            f"“{department}” reports nothing; use {', '.join(REPORTING_UNITS)}.",
        )
    return code


def _write_template(counter: Counter, file: str | None, unit: str | None, month: Month | None, template: str) -> None:
    from zibo_port.documents.monitoring_template import write_template
    from zibo_port.office.rulebook import indicators

    if file is not None:
        raise click.UsageError(t("--template 只写空白月报，不能同时导入文件。", "--template writes an empty report; it imports nothing."))
    if Path(template).exists():
        raise InvalidData.of(
            "template", f"“{template}”已存在，没有覆盖；请换一个文件名。", f"“{template}” exists and was left alone; choose another name."
        )
    if Path(template).suffix.lower() != ".xlsx":
        raise InvalidData.of(
            "template", "空白月报是 xlsx 文件，请用 .xlsx 结尾的文件名。", "The template is an xlsx file; end its name in .xlsx."
        )
    asked = [i for i in indicators().all() if unit in (None, i.owner)]
    write_template(template, asked, month, counter.lang)
    document = {"file": template, "department": unit, "month": str(month) if month else None, "indicators": len(asked)}
    following = f"zibo-port monitoring import {template}"
    emit(
        counter,
        document,
        text=lambda _: t(
            f"已写出空白月报（{len(asked)} 项指标）：{template}\n填好后：{following}",
            f"Written, an empty report of {len(asked)} indicators: {template}\nOnce filled in: {following}",
        ),
    )
