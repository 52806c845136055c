"""`zibo-port calendar`: the years whose working days are adopted, and the adoption of a further one with what it moves."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from zibo_port.cli.calendar_rows import YEARS, moved_lines, moved_row, year_lines, year_row
from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import emit
from zibo_port.cli.report_file import write_file
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.cli.values import INPUT_FILE, read_input
from zibo_port.documents.calendar_file import read_calendar
from zibo_port.domain.commands import AdoptYear
from zibo_port.domain.errors import InvalidData, NotFound
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.telling import tell

TEMPLATE: Final = "calendar-2025.toml"
"""The filled example among the examples: the notice on 2025."""

group = Noun("calendar", help=t("工作日历：已采用的年度，采用新年度。", "The working calendar: years adopted, a year to adopt."))


@group.command(
    example="zibo-port calendar show\nzibo-port calendar show 2026",
    help=t(
        "列出已采用放假安排的年度和来源；写明年份的，列出该年放假和调休上班的日子。\n\n"
        "期限跨入尚未采用的年度时为“暂定”，按周一至周五推算，采用后重新计算。",
        "List the years whose working days are adopted, and from where; with a year its days off and make-up workdays.\n\n"
        "A deadline in a year that isn't adopted is provisional, counted from Monday to Friday, and counted anew once it is.",
    ),
)
@click.argument("year", type=int, required=False, metavar=t("年份", "YEAR"))
@reads
@click.pass_obj
def show(counter: Counter, year: int | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print all of them, or one."""
    from zibo_port.office.calendars import adoptions

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    known = adoptions(session.archive, view)
    if year is None:
        emit(counter, [year_row(*adopted) for adopted in known.values()], YEARS)
        return
    adopted = known.get(year)
    if adopted is None:
        raise _not_adopted(year)
    emit(counter, year_row(*adopted, days=True), text=lambda row: "\n".join(year_lines(row)))


def _not_adopted(year: int) -> NotFound:
    return NotFound(
        f"{year}年的放假安排尚未采用，涉及该年的期限为暂定。国务院公布后用 zibo-port calendar import 文件 采用。",
        f"The working days of {year} aren't adopted; deadlines in it are provisional. Adopt them with zibo-port calendar import FILE.",
    )


@group.command(
    "import",
    example="zibo-port calendar import --from-library 2026\n"
    'zibo-port calendar import examples/calendar-2025.toml --reason "改记通知原文" --dry-run\n'
    "zibo-port calendar import --template 放假安排.toml",
    help=t(
        "采用一个年度的放假和调休安排，并列出因此改变的未办事项期限。\n\n"
        "文件是 TOML 文本，照国务院办公厅的通知逐节填写：year 年份，title 标题，number 文号，issued_on 发文日期，每个节日一段 "
        "[[holidays]]：name 名称，from、to 放假首日和末日，worked 因此上班的周六、周日。--template 写出填好的样例。"
        "同一内容再次导入不重复记录；已采用年度的内容有变，须用 --reason 写明更正的原因。",
        "Adopt the days off and make-up workdays of a year, and list the deadlines of open duties that change by it.\n\n"
        "The file is TOML and follows the State Council's notice: year, title, number, issued_on, and for each holiday a part "
        "[[holidays]] with name, from and to (first and last day off), worked (Saturdays and Sundays worked instead). --template writes "
        "a filled example. The same content again records nothing; a correction of an adopted year needs --reason.",
    ),
)
@click.argument("file", type=INPUT_FILE, required=False, metavar=t("文件", "FILE"))
@click.option(
    "--from-library",
    "library",
    type=int,
    metavar=t("年份", "YEAR"),
    help=t("采用本程序日历库中的这一年", "a year as the calendar library knows it"),
)
@click.option("--template", type=click.Path(dir_okay=False), metavar=t("文件", "FILE"), help=t("写出填好的样例", "write a filled example"))
@click.option("--reason", metavar=t("原因", "TEXT"), help=t("更正已采用年度的原因", "why an adopted year is corrected"))
@records
@click.pass_obj
def import_(
    counter: Counter, file: str | None, library: int | None, template: str | None, reason: str | None, dry_run: bool, command_id: str | None
) -> None:
    """Adopt a year, or write the example."""
    from zibo_port.office.calendars import moved_by

    if sum(given is not None for given in (file, library, template)) != 1:
        raise click.UsageError(
            t("请给出文件、--from-library 年份、--template 文件三者之一。", "Give one of FILE, --from-library YEAR and --template FILE.")
        )
    if template is not None:
        _write_template(counter, Path(template))
        return
    said = _of_library(library) if library is not None else read_calendar(read_input(str(file)))._asdict()
    session = open_session(counter)
    receipt = session.office.handle(form(AdoptYear, **said, reason=reason), command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    changed, today = moved_by(session.office, receipt), business_day_of(fact.timestamp)
    row = year_row(receipt.recorded[0].position, fact)
    document = outcome(receipt, dry_run=dry_run) | row | {"changed": [moved_row(one, today) for one in changed]}

    def text(_: object) -> str:
        told = t(*tell(fact).summary)
        following = t("下一步：", "Next: ") + (
            "zibo-port duties" if not dry_run else t("去掉 --dry-run 再办一次", "the same without --dry-run")
        )
        return "\n".join((opening(receipt, dry_run=dry_run), told, *moved_lines(changed, session.office.books, today), following))

    emit(counter, document, text=text)


def _of_library(year: int) -> dict[str, Any]:
    """A year as the library knows it."""
    from zibo_port.office.calendars import library_year

    known = library_year(year)
    return {"year": year, "holidays": known.holidays, "workdays": known.workdays, "paper": known.paper, "source": "library"}


def _write_template(counter: Counter, target: Path) -> None:
    """Write the filled example to a file that isn't there yet."""
    from zibo_port.cli.demo import examples_folder

    if target.exists():
        raise InvalidData.of(
            "template",
            f"已有文件“{target}”，没有改动它；请换一个文件名。",
            f"There is a file “{target}”; it was left as it is: choose another name.",
        )
    write_file(target, (examples_folder() / TEMPLATE).read_bytes())

    def text(_: object) -> str:
        written = t(f"已写出样例（2025年）：{target}", f"Example (2025) written: {target}")
        return (
            written
            + "\n"
            + t(f"改成所需年度后：zibo-port calendar import {target}", f"Once it says your year: zibo-port calendar import {target}")
        )

    emit(counter, {"file": str(target)}, text=text)
