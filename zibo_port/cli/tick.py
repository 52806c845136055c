"""`zibo-port tick`: the morning round. What the engine owes is done; what people owe that day is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.digest import PASSWORD, Mail, by_mail, to_folder
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.output import emit
from zibo_port.cli.session import Session, open_session
from zibo_port.cli.values import DATE
from zibo_port.domain.codes import DEPARTMENTS


@click.command(
    "tick",
    cls=Verb,
    example="zibo-port tick --digest 提醒",
    help=t(
        "办理流程当天应自动办理的事项，把逾期已久的提请督办，并列出当天到期和已经逾期的事项。\n\n"
        "每天早上运行一次；重复运行不会重复记录。用 --digest 或 --smtp 每天向各部门送达一份事项提醒。",
        "Do what the workflows owe by themselves today, escalate what is long overdue, and list what falls due on the day and what is "
        "late.\n\nRun it every morning; run twice, it records nothing twice. With --digest or --smtp each unit gets one digest a day.",
    ),
)
@click.option("--on", type=DATE, help=t("列出这一天到期的事项，默认今天", "the day whose due items are listed; today by default"))
@click.option(
    "--digest",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=t("文件夹", "DIR"),
    help=t("把各部门当天的事项提醒写到文件夹（txt 和 json）", "write each unit's digest of today to a folder (txt and json)"),
)
@click.option(
    "--smtp",
    metavar=t("地址", "URL"),
    help=t(f"用邮件送达：smtp://主机:端口；密码取自 {PASSWORD}", f"mail them: smtp://HOST:PORT; the password is read from {PASSWORD}"),
)
@click.option("--sender", metavar=t("邮箱", "ADDRESS"), help=t("发件邮箱", "the sender's address"))
@click.option(
    "--addresses",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=t("文件", "FILE"),
    help=t('各部门邮箱的 TOML 文件，每行：部门代码 = "邮箱"', 'a TOML file of the units\' addresses, lines like CODE = "ADDRESS"'),
)
@click.option("--dry-run", is_flag=True, help=t("只列出事项，不记录，不送达", "list what is due; record and send nothing"))
@click.pass_obj
def command(counter: Counter, /, on: date | None, dry_run: bool, **channel: Any) -> None:
    """Settle, escalate, send, and print."""
    from zibo_port.office import mornings
    from zibo_port.office.aftermath import today
    from zibo_port.office.catching_up import catch_up

    send = _sender(**channel)
    session = open_session(counter)
    day = on or today(session.office)
    if dry_run:
        emit(counter, _outcome(session, day, 0, 0, []), text=lambda said: _text(session, said))
        return
    recorded = catch_up(session.office)
    escalated = mornings.escalate(session.archive, session.archive.view())
    sent = send(session) if send is not None else []
    emit(counter, _outcome(session, day, recorded, escalated, sent), text=lambda said: _text(session, said))


def _sender(
    digest: Path | None, smtp: str | None, sender: str | None, addresses: Path | None
) -> Callable[[Session], list[dict[str, Any]]] | None:
    if digest is not None and smtp is not None:
        raise click.UsageError(t("--digest 和 --smtp 只能用一个。", "Give --digest or --smtp, not both."))
    if digest is not None:
        return lambda session: to_folder(session, digest)
    if smtp is None:
        return None
    if sender is None or addresses is None:
        raise click.UsageError(t("用 --smtp 时还要给出 --sender 和 --addresses。", "--smtp needs --sender and --addresses."))
    return lambda session: by_mail(session, Mail(smtp, sender, addresses))


def _outcome(session: Session, day: date, recorded: int, escalated: int, sent: list[dict[str, Any]]) -> dict[str, Any]:
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.office.mornings import escalated_on

    archive = session.archive
    view = archive.view()
    owed = [o for o in archive.duties(view) if o.duty.done_on is None and o.duty.due_on <= day]
    known = escalated_on(archive, view)
    rows = [duty_row(o.duty, day, enterprise=o.enterprise or None, name=o.name or None, escalated_on=known(o.duty)) for o in owed]
    return {
        "on": day,
        "recorded": recorded,
        "escalated": escalated,
        "position": view.position if recorded or escalated or sent else None,
        "digests": sent,
        "due": [row for row in rows if row["due_on"] == day],
        "overdue": [row for row in rows if row["due_on"] < day],
    }


def _text(session: Session, outcome: dict[str, Any]) -> str:
    from zibo_port.cli.duty_rows import duty_table

    day, sent = outcome["on"], outcome["digests"]
    lines = list(_done(outcome))
    for rows, zh, en in (
        (outcome["due"], f"{day} 到期：", f"Due on {day}:"),
        (outcome["overdue"], f"截至 {day} 已逾期：", f"Late as of {day}:"),
    ):
        if rows:
            lines += ["", t(zh, en), *duty_table(rows, session.office.books, day)]
    if not outcome["due"] and not outcome["overdue"]:
        lines.append(t(f"{day} 没有到期或逾期的事项。", f"Nothing is due or late on {day}."))
    if sent:
        lines += ["", t("已送达提醒：", "Digests sent:"), *(f"  {t(*DEPARTMENTS[row['department']])}  {row['place']}" for row in sent)]
    return "\n".join(lines)


def _done(outcome: dict[str, Any]) -> Iterator[str]:
    recorded, escalated = outcome["recorded"], outcome["escalated"]
    if recorded:
        yield t(f"流程自动办理并记录 {recorded} 条。", f"The workflows recorded {recorded} events.")
    else:
        yield t("流程没有需要自动办理的事项。", "The workflows had nothing to do.")
    if escalated:
        yield t(f"逾期已久，提请督办 {escalated} 项。", f"Escalated as long overdue: {escalated}.")
