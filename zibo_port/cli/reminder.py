"""`zibo-port reminder`: enterprises reminded of the price policy, at a meeting or by letter."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads, records
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.unit_option import REGULATOR, unit_words
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.commands import IssueReminder
from zibo_port.domain.prevention_codes import REMINDERS

if TYPE_CHECKING:
    from zibo_port.office.prevention import Noted

LIST: Final = (
    Column("on", "日期", "On"),
    Column("id", "编号", "Id"),
    Column("kind", "形式", "Kind"),
    Column("topic", "主题", "Topic"),
    Column("unit", "单位", "Unit"),
    Column("names", "企业", "Enterprises"),
)

group = Noun("reminder", help=t("提醒告诫：价格政策提醒会、提醒告诫书。", "Reminders of the price policy: meetings and letters."))


@group.command(
    example="zibo-port reminder issue --enterprise 91370303MADEM0011X --on 2026-09-22 --kind letter --topic 口岸收费明码标价 "
    '--text "请对照收费目录清单自查，清单以外不得收取任何费用。"',
    help=t(
        "登记一次提醒告诫：价格政策提醒会或者提醒告诫书，可以同时发给多家企业，要么全部登记，要么都不登记。\n\n提醒告诫不是处罚，不公示，不影响得分。",
        "Record a reminder, at a meeting or by letter, to one or several enterprises: all of them or none.\n\nA reminder is no penalty: "
        "it isn't published and doesn't bear on the score.",
    ),
)
@click.option(
    "--enterprise", "enterprises", multiple=True, required=True, metavar=t("信用代码", "USCC"), help=t("提醒哪家企业", "who is reminded")
)
@click.option("--on", type=DATE, required=True, help=t("开会或者发出的日期", "the day of the meeting or of sending"))
@click.option("--kind", type=click.Choice(list(REMINDERS)), required=True, metavar=t("形式", "KIND"), help=codes(REMINDERS))
@click.option("--topic", required=True, metavar=t("主题", "TOPIC"), help=t("主题", "what it is about"))
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("提醒的内容", "what it says"))
@REGULATOR
@click.option("--reason", metavar=t("原因", "REASON"), help=t("更正已有登记的原因", "why a record is put right"))
@records
@click.pass_obj
def issue(counter: Counter, /, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record one."""
    from zibo_port.domain.enterprise.prevention import reminder_name

    asked = form(IssueReminder, **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    document = outcome(receipt, dry_run=dry_run) | {
        "id": reminder_name(asked),
        "on": asked.on,
        "kind": asked.kind,
        "topic": asked.topic,
        "unit": asked.unit,
        "unit_name": fact.unit_name,
        "text": asked.text,
        "enterprises": asked.enterprises,
        "newly": len(receipt.recorded) if not receipt.repeated else 0,
    }

    def text(told: dict[str, Any]) -> str:
        count, new = len(told["enterprises"]), told["newly"]
        lines = [
            opening(receipt, dry_run=dry_run),
            t(
                f"{told['id']}（{REMINDERS[asked.kind].zh}）：{asked.topic}；企业 {count} 家，本次新登记 {new} 家。",
                f"{told['id']} ({REMINDERS[asked.kind].en}): {asked.topic}; enterprises: {count}, newly recorded: {new}.",
            ),
        ]
        return "\n".join(lines if dry_run else [*lines, t("下一步：", "Next: ") + "zibo-port inspection record --help"])

    emit(counter, document, text=text)


@group.command(
    "list",
    example="zibo-port reminder list --enterprise 91370303MADEM0011X",
    help=t("列出提醒告诫，按日期排列；同一次提醒的企业列在一起。", "List reminders by day, with the enterprises of each."),
)
@click.option("--enterprise", metavar=t("信用代码", "USCC"), help=t("只列发给这家企业的", "those to this enterprise alone"))
@click.option("--kind", type=click.Choice(list(REMINDERS)), metavar=t("形式", "KIND"), help=codes(REMINDERS))
@reads
@click.pass_obj
def list_(counter: Counter, enterprise: str | None, kind: str | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.domain.credit_code import CreditCode

    code = CreditCode.parse(enterprise).value if enterprise is not None else None
    rows = [
        row
        for row in _rows(open_session(counter), known_at, effective_at)
        if kind in {None, row["kind"]} and (code is None or code in [e["enterprise"] for e in row["enterprises"]])
    ]
    if rows or not counter.for_people:
        emit(counter, [_words(row) for row in rows] if counter.for_people else rows, LIST)
    else:
        said(counter, t("没有这样的提醒告诫。", "There is no such reminder."))


def _rows(session: Session, known_at: datetime | None, effective_at: date | None) -> list[dict[str, Any]]:
    from zibo_port.office.prevention import reminders

    found: dict[str, dict[str, Any]] = {}
    for noted in reminders(session.archive, session.view(known_at, effective_at)):
        row = found.setdefault(noted.fact.reminder, _row(noted))
        row["enterprises"].append({"enterprise": noted.who.code, "name": noted.who.name, "position": noted.position})
    return list(found.values())


def _row(noted: Noted[Any]) -> dict[str, Any]:
    fact = noted.fact
    return {
        "id": fact.reminder,
        "on": fact.effective_on,
        "kind": fact.kind,
        "topic": fact.topic,
        "unit": fact.unit,
        "unit_name": fact.unit_name,
        "text": fact.text,
        "enterprises": [],
        "officer": fact.officer,
    }


def _words(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "kind": t(*REMINDERS[row["kind"]]),
        "unit": unit_words(row["unit"], row["unit_name"]),
        "names": [e["name"] for e in row["enterprises"]],
    }
