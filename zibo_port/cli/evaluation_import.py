"""`zibo-port evaluation import FILE`: ratings, complaints and department scores from a spreadsheet, and the templates for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.output import emit, said
from zibo_port.cli.progress import progress
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session
from zibo_port.cli.values import INPUT_FILE
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.periods import Quarter, business_day_of

if TYPE_CHECKING:
    from zibo_port.cli.verdicts import Verdicts
    from zibo_port.documents.evaluation_headings import Given
    from zibo_port.documents.tables import Table

KINDS: Final = {"ratings": ("year",), "complaints": ("reference",), "department-scores": ("quarter", "department")}
"""Kind of table → what names a row of it besides its enterprise."""

_MEANT_FOR: Final = {"year": ("ratings", "department-scores"), "quarter": ("department-scores",), "department": ("department-scores",)}


@click.command(
    "import",
    cls=Verb,
    example="zibo-port evaluation import examples/ratings-2025.csv\n"
    "zibo-port evaluation import examples/department-scores.csv --dry-run\n"
    "zibo-port evaluation import --template 评分.xlsx --kind department-scores",
    help=t(
        "从表格登记“单一窗口”评价、12345 投诉、部门评分，逐行给出结果。\n\n"
        "可读 csv、xlsx、xls、ods；是哪一种表由表头看出，也可用 --kind 写明。没有信用代码的行按企业名称认定并标出。"
        "好评率可写 96.5% 或 0.965；投诉人和投诉内容不读入。改动已有的评价、评分须加 --reason。"
        "同一文件可以重复导入，不会重复登记；读不到底的文件一行也不登记。表格格式不合的，用 --template 写出模板来填。",
        "Record the single window's ratings, complaints and department scores of a spreadsheet, with a verdict for each row.\n\n"
        "Reads csv, xlsx, xls and ods; which kind it is the headings tell, or --kind. Rows without a credit code are found by the "
        "enterprise's name and flagged. A rate may be 96.5% or 0.965; who complained and about what isn't read. A changed rating or "
        "score needs --reason. Importing a file again records nothing; of a file that can't be read to its end nothing is recorded. "
        "--template writes a workbook to fill in.",
    ),
)
@click.argument(
    "file", type=INPUT_FILE, required=False, metavar=t("文件", "FILE"), help=t("表格文件，- 为标准输入", "a spreadsheet; - is stdin")
)
@click.option("--kind", type=click.Choice(tuple(KINDS)), help=t("是哪一种表", "which kind of table it is"))
@click.option("--year", type=int, help=t("表里没有写的年度", "the year, where the file doesn't say"))
@click.option("--quarter", type=QUARTER, help=t("表里没有写的季度", "the quarter, where the file doesn't say"))
@click.option(
    "--department", metavar=t("部门", "CODE"), help=t("表里没有写的评分部门", "the department that scores, where the file doesn't say")
)
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更改已有记录的原因", "why records are changed"))
@click.option("--dry-run", is_flag=True, help=t("只给出结果，不记录", "give the verdicts and record nothing"))
@click.option(
    "--template",
    type=click.Path(dir_okay=False),
    metavar=t("文件", "FILE"),
    help=t("把 --kind 所说的表的模板（xlsx）写到这个新文件", "write the template (xlsx) of --kind to this new file"),
)
@click.pass_obj
def import_(
    counter: Counter,
    file: str | None,
    kind: str | None,
    year: int | None,
    quarter: Quarter | None,
    department: str | None,
    reason: str | None,
    dry_run: bool,
    template: str | None,
) -> None:
    """Import a file, or write a template."""
    from zibo_port.documents.evaluation_headings import Given, kind_of, open_table
    from zibo_port.documents.evaluation_rows import ignored_headings

    if template is not None:
        _write_template(counter, file, kind, template)
        return
    if file is None:
        raise click.UsageError(
            t("请给出要导入的文件；要空白模板用 --template。", "Name the file to import; for a template use --template.")
        )
    session = open_session(counter)
    given = Given(year, None if quarter is None else str(quarter), _code(department))
    with open_table(file, kind) as table:
        kind = kind or kind_of(table.headings)
        _refuse_useless(kind, given)
        ignored = list(ignored_headings(table, kind, given))
        verdicts, quarter_scored = _judged(session, table, kind, given, reason=reason, dry_run=dry_run)
        with verdicts:
            notes = [{"code": note.code, "row": note.row, "message": note.message} for note in table.notes]
            verdicts.write(counter, kind=kind, dry_run=dry_run, sha256=table.sha256, ignored_columns=ignored, notes=notes)
            if verdicts.exit_status == 0:
                said(counter, _next(session, quarter_scored, file, dry_run=dry_run))
            click.get_current_context().exit(verdicts.exit_status)


def _judged(session: Session, table: Table, kind: str, given: Given, *, reason: str | None, dry_run: bool) -> tuple[Verdicts, str | None]:
    """The verdicts on every row of a table, and the quarter of the last score in it."""
    from zibo_port.cli.verdicts import Verdicts
    from zibo_port.documents.evaluation_rows import evaluation_rows
    from zibo_port.office.evaluation_import import import_inputs

    verdicts, quarter = Verdicts("enterprise", *KINDS[kind]), None
    rows = evaluation_rows(table, kind, given)
    with progress(t("导入", "import"), table.row_count) as task:
        for verdict in import_inputs(session.office, rows, kind, reason=reason, dry_run=dry_run):
            verdicts.add(verdict)
            task.advance()
            if kind == "department-scores" and verdict.verdict != "rejected":
                quarter = str(verdict.further[0])
    return verdicts, quarter


def _code(department: str | None) -> str | None:
    """The code of the department that was named by its code or its name.

    Raises:
        InvalidData: it is none of the member units.
    """
    from zibo_port.documents.department_words import department as code_of
    from zibo_port.domain.codes import DEPARTMENTS

    if department is None:
        return None
    code = code_of(department)
    if code is None:
        raise InvalidData.of(
            "department",
            f"“{department}”不是成员单位，请用代码：{'、'.join(DEPARTMENTS)}。",
            f"“{department}” is none of the member units; use {', '.join(DEPARTMENTS)}.",
        )
    return code


def _refuse_useless(kind: str, given: Given) -> None:
    """An option that means nothing for this kind of table was meant for another one."""
    from zibo_port.documents.evaluation_words import KINDS as NAMES

    for option, kinds in _MEANT_FOR.items():
        if getattr(given, option) is not None and kind not in kinds:
            raise click.UsageError(
                t(
                    f"这是{NAMES[kind].zh}表，用不上 --{option}；请核对是否选错了文件。",
                    f"This is a table of {NAMES[kind].en}, which has no use for --{option}: check that it is the right file.",
                )
            )


def _next(session: Session, quarter: str | None, file: str, *, dry_run: bool) -> str:
    """The likely next command."""
    look = f"zibo-port evaluation show {quarter or Quarter.of(business_day_of(session.office.today()))}"
    return t("下一步：", "Next: ") + (f"zibo-port evaluation import {file}" if dry_run else look)


def _write_template(counter: Counter, file: str | None, kind: str | None, target: str) -> None:
    """Write the template of a kind to a file that isn't there yet."""
    from zibo_port.cli.session import clock_of
    from zibo_port.documents.evaluation_templates import VERSION, template_id, write_template

    if file is not None:
        raise click.UsageError(t("--template 写出模板，不能同时导入文件。", "--template writes a template; it doesn't import a file."))
    if kind is None:
        raise click.UsageError(
            t(f"请用 --kind 写明哪一种模板：{'、'.join(KINDS)}。", f"Say with --kind which template: {', '.join(KINDS)}.")
        )
    _must_be_new(Path(target))
    write_template(target, kind, Quarter.of(business_day_of(clock_of(counter)())), counter.lang)
    document = {"file": target, "kind": kind, "template": template_id(kind), "version": VERSION}

    def text(_: object) -> str:
        written = t(f"已写出模板：{target}", f"Template written: {target}")
        return written + "\n" + t(f"填好后：zibo-port evaluation import {target}", f"Once filled in: zibo-port evaluation import {target}")

    emit(counter, document, text=text)


def _must_be_new(path: Path) -> None:
    """A template takes the place of no file: it might be one that was filled in.

    Raises:
        InvalidData: there is such a file, or its name isn't a workbook's.
    """
    if path.suffix.lower() != ".xlsx":
        raise InvalidData.of(
            "template", "模板是 xlsx 工作簿，请以 .xlsx 命名。", "A template is an xlsx workbook: let its name end in .xlsx."
        )
    if path.exists():
        raise InvalidData.of(
            "template",
            f"已有文件“{path}”，没有改动它；请换一个文件名。",
            f"There is a file “{path}”; it was left as it is: choose another name.",
        )
