"""`zibo-port unit`: the units of the joint conference and the district bureaus: names, contacts, who may score."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import NameContact, NameScorers
from zibo_port.domain.purposes import PURPOSES

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter

group = Noun("unit", help=t("单位：联席会议成员单位和区县部门，名称、联系人、评分资格。", "Units: names, contacts, who may score."))

UNIT: Final = click.argument("unit", metavar=t("单位", "CODE"), help=t("单位代码，见 unit list", "the unit's code, see unit list"))
ON: Final = click.option("--on", type=DATE, help=t("按这一天的名称和联系人，默认今天", "names and contacts of this day; today by default"))


@group.command(
    "list",
    example="zibo-port unit list",
    help=t(
        "列出单位：名称、能否评分、各事项的联系人，和尚缺的联系人。\n\n通知要求各单位明确信息报送人员和联合监管的专门人员。",
        "List the units: name, whether they may score, contacts, and those that are missing.\n\nThe notice asks each unit for a named "
        "reporter and for a person in charge of joint supervision.",
    ),
)
@ON
@reads
@click.pass_obj
def list_(counter: Counter, on: date | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.cli.unit_rows import LIST, ROW, unit_row, unit_words
    from zibo_port.office.following import unit_book
    from zibo_port.office.rulebook import units

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    book, day = unit_book(session.archive, view), on or view.on
    rows = [unit_row(unit, book, units(), day) for unit in units().on(day)]
    if counter.for_people:
        emit(counter, [unit_words(row) for row in rows], LIST)
    else:
        emit(counter, rows, ROW)


@group.command(
    example="zibo-port unit show central-bank",
    help=t("显示一个单位：各时期名称、提报的数据、历任联系人。", "Show a unit: its names over time, what it reports, its contacts."),
)
@UNIT
@ON
@reads
@click.pass_obj
def show(counter: Counter, unit: str, on: date | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one."""
    from zibo_port.cli.unit_rows import SHOW, unit_page, unit_words
    from zibo_port.office.following import unit_book
    from zibo_port.office.rulebook import units

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    day = on or view.on
    row = unit_page(units().get(unit.strip(), day), unit_book(session.archive, view), units(), day)
    emit(counter, unit_words(row) if counter.for_people else row, SHOW)


@group.command(
    example="zibo-port unit contact customs --for monitoring --name 李敏 --post 综合业务科科员 --phone 0533-0000000\n"
    "zibo-port unit contact market-supervision.zhangdian --for joint-supervision --name 周宁 --post 价格监督检查科科长",
    help=t(
        "登记单位的联系人；原联系人和他的起止日期留存。\n\n只登记办公电话；手机号码属个人信息，不登记。",
        "Name a unit's contact; the one before is kept with its end.\n\nGive the office's telephone; a mobile number is personal.",
    ),
)
@UNIT
@click.option(
    "--for",
    "purpose",
    type=click.Choice(list(PURPOSES)),
    required=True,
    metavar=t("事项", "PURPOSE"),
    help=t("联系什么事项：", "what for: ") + codes({code: purpose.name for code, purpose in PURPOSES.items()}),
)
@click.option("--name", required=True, metavar=t("姓名", "NAME"), help=t("姓名", "the person's name"))
@click.option("--post", required=True, metavar=t("职务", "POST"), help=t("职务", "the person's post"))
@click.option("--phone", metavar=t("电话", "PHONE"), help=t("办公电话", "the office's telephone"))
@click.option("--on", type=DATE, help=t("自哪天起，默认今天", "from which day on; today by default"))
@click.option(
    "--reason", metavar=t("原因", "REASON"), help=t("更正同一天已登记联系人的原因", "why a contact named from that day is put right")
)
@records
@click.pass_obj
def contact(counter: Counter, /, unit: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Name one."""
    from zibo_port.cli.consultation_record import told_lines

    asked = form(NameContact, unit=unit.strip(), **typed)
    receipt = open_session(counter).office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    said = {name: getattr(fact, name) for name in ("unit", "purpose", "name", "post", "phone")}
    document = outcome(receipt, dry_run=dry_run) | said | {"since": fact.effective_on}
    further = f"zibo-port unit show {asked.unit}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


@group.command(
    example='zibo-port unit scorers customs commerce market-supervision tax --from 2026Q4 --minutes "联席会议明确评分单位。"',
    help=t(
        "依据会议纪要明确自哪个季度起由哪些单位评分。\n\n没有明确之前，各成员单位都可以评分；明确之后，其他单位对这些季度的评分不再登记。已封账的季度不变。",
        "Name, by the minutes of a meeting, the units that score from a quarter on.\n\nBefore that every member unit may; after it the "
        "scores of others for these quarters are refused. Closed quarters stay.",
    ),
)
@click.argument(
    "departments", metavar=t("部门", "CODE"), nargs=-1, required=True, help=t("评分的部门：", "who scores: ") + codes(DEPARTMENTS)
)
@click.option("--from", "quarter", type=QUARTER, required=True, help=t("自哪个季度起", "from which quarter on"))
@click.option("--minutes", type=TEXT_OR_FILE, required=True, help=t("会议纪要", "the minutes"))
@records
@click.pass_obj
def scorers(counter: Counter, departments: tuple[str, ...], quarter: Quarter, minutes: str, dry_run: bool, command_id: str | None) -> None:
    """Name them."""
    from zibo_port.cli.consultation_record import told_lines

    asked = form(NameScorers, departments=departments, quarter=str(quarter), minutes=minutes)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    others = _of_others(session, asked)
    said = {"departments": asked.departments, "quarter": asked.quarter, "minutes": asked.minutes, "standing_scores": others}
    further = f"zibo-port unit list --on {quarter.first_day}"

    def text(_: dict[str, Any]) -> str:
        lines = list(told_lines(receipt, further, dry_run=dry_run))
        if others:
            told = t(
                f"这些季度已有其他单位的评分 {others} 条，此前已登记，照旧计入。",
                f"{others} scores of others for these quarters were recorded before, and count as they did.",
            )
            lines.insert(2, told)
        return "\n".join(lines)

    emit(counter, outcome(receipt, dry_run=dry_run) | said, text=text)


def _of_others(session: Session, asked: NameScorers) -> int:
    """How many scores of departments that weren't named are on record for the quarter and later ones."""
    from zibo_port.domain.enterprise.evaluation import DepartmentScored
    from zibo_port.office.scanning import scan

    found: dict[tuple[object, str, str], DepartmentScored] = {}
    for _, fact in scan(session.archive, session.view(None, None), DepartmentScored):
        if fact.quarter >= asked.quarter and fact.scoring_department not in asked.departments:
            found[fact.originator_id, fact.quarter, fact.scoring_department] = fact
    return len(found)
