"""`zibo-port tick`: the morning round. What the engine owes is done; what people owe that day is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.output import emit
from zibo_port.cli.session import Session, open_session
from zibo_port.cli.values import DATE


@click.command(
    "tick",
    cls=Verb,
    example="zibo-port tick",
    help=t(
        "办理流程当天应自动办理的事项，并列出当天到期和已经逾期的事项。\n\n每天早上运行一次；重复运行不会重复记录。",
        "Do what the workflows owe by themselves today, and list what falls due on the day and what is late.\n\n"
        "Run it every morning; run twice, it records nothing twice.",
    ),
)
@click.option("--on", type=DATE, help=t("列出这一天到期的事项，默认今天", "the day whose due items are listed; today by default"))
@click.option("--dry-run", is_flag=True, help=t("只列出事项，不记录", "list what is due and record nothing"))
@click.pass_obj
def command(counter: Counter, on: date | None, dry_run: bool) -> None:
    """Settle, and print."""
    from zibo_port.office.aftermath import today
    from zibo_port.office.catching_up import catch_up

    session = open_session(counter)
    before = session.office.store.head().position
    recorded = 0 if dry_run else catch_up(session.office)
    day = on or today(session.office)
    emit(counter, _outcome(session, day, before, recorded), text=lambda said: _text(session, said))


def _outcome(session: Session, day: date, before: int, recorded: int) -> dict[str, Any]:
    from zibo_port.cli.duty_rows import duty_row

    archive = session.archive
    owed = [o for o in archive.duties(archive.view()) if o.duty.done_on is None and o.duty.due_on <= day]
    rows = [duty_row(o.duty, day, enterprise=o.enterprise or None, name=o.name or None) for o in owed]
    return {
        "on": day,
        "recorded": recorded,
        "position": before + recorded if recorded else None,
        "due": [row for row in rows if row["due_on"] == day],
        "overdue": [row for row in rows if row["due_on"] < day],
    }


def _text(session: Session, outcome: dict[str, Any]) -> str:
    from zibo_port.cli.duty_rows import duty_table

    recorded, day = outcome["recorded"], outcome["on"]
    lines = [
        t(f"流程自动办理并记录 {recorded} 条。", f"The workflows recorded {recorded} events.")
        if recorded
        else t("流程没有需要自动办理的事项。", "The workflows had nothing to do.")
    ]
    for rows, zh, en in (
        (outcome["due"], f"{day} 到期：", f"Due on {day}:"),
        (outcome["overdue"], f"截至 {day} 已逾期：", f"Late as of {day}:"),
    ):
        if rows:
            lines += ["", t(zh, en), *duty_table(rows, session.office.books, day)]
    if not outcome["due"] and not outcome["overdue"]:
        lines.append(t(f"{day} 没有到期或逾期的事项。", f"Nothing is due or late on {day}."))
    return "\n".join(lines)
