"""`zibo-port officer`: who may act for which departments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session, opening, outcome
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import AddOfficer
from zibo_port.domain.registry import OfficerRegistered

COLUMNS: Final = (
    Column("name", "姓名", "Officer"),
    Column("departments", "可代表的部门", "May act for"),
    Column("four_eyes", "须由他人复核", "Four eyes"),
    Column("since", "登记日期", "Since"),
)

group = Noun("officer", help=t("人员：谁可以代表哪些部门办理。", "Officers: who may act for which departments."))


@group.command(
    example="zibo-port officer add 李敏 --department customs --department market-supervision",
    help=t(
        "增加一名人员。\n\n建库时的人员不受此限；增加的人员所报送、起草的内容，须由另一人审核。",
        "Add an officer.\n\nWhat an added officer submits or drafts another one must approve; the person who made the store is exempt.",
    ),
)
@click.argument("name", metavar=t("姓名", "NAME"))
@click.option(
    "--department",
    "departments",
    multiple=True,
    required=True,
    metavar=t("部门", "CODE"),
    help=t("可以代表的部门：", "a department for which this officer may act: ") + codes(DEPARTMENTS),
)
@records
@click.pass_obj
def add(counter: Counter, name: str, departments: tuple[str, ...], dry_run: bool, command_id: str | None) -> None:
    """Add one."""
    asked = form(AddOfficer, name=name, departments=departments)
    receipt = open_session(counter).office.handle(asked, command_id=command_id, dry_run=dry_run)
    document = outcome(receipt, dry_run=dry_run) | {"name": asked.name, "departments": asked.departments, "four_eyes": True}

    def text(_: dict[str, Any]) -> str:
        units = t("、", ", ").join(t(*DEPARTMENTS[code]) for code in asked.departments)
        return "\n".join(
            (
                opening(receipt, dry_run=dry_run),
                t(f"“{asked.name}”可以代表{units}办理。", f"{asked.name} may act for {units}."),
                t(
                    f"下一步：以此人身份办理时加 --as {asked.name}，如 zibo-port --as {asked.name} duties",
                    f"Next: to act as this officer add --as {asked.name}, as in zibo-port --as {asked.name} duties",
                ),
            )
        )

    emit(counter, document, text=text)


@group.command("list", example="zibo-port officer list", help=t("列出人员和他们可代表的部门。", "List the officers and their departments."))
@reads
@click.pass_obj
def list_(counter: Counter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them, in the order in which they were registered."""
    from zibo_port.office.scanning import scan

    session = open_session(counter)
    found = [(position, fact) for position, fact in scan(session.archive, session.view(known_at, effective_at), OfficerRegistered)]
    rows = [_row(position, fact, for_people=counter.for_people) for position, fact in found]
    emit(counter, rows, COLUMNS)


def _row(position: int, fact: OfficerRegistered, *, for_people: bool) -> dict[str, Any]:
    every = set(fact.departments) == set(DEPARTMENTS)
    units: Any = fact.departments
    if for_people:
        units = t("全部", "all") if every else [t(*DEPARTMENTS[code]) for code in fact.departments]
    return {
        "name": fact.name,
        "departments": units,
        "four_eyes": fact.four_eyes,
        "since": fact.effective_on,
        "position": position,
    }
