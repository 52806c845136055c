"""Who was at a meeting, what each unit said there, its minutes, and what it asks of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.meeting_options import MEETING, REASON, UNIT
from zibo_port.cli.options import records
from zibo_port.cli.output import emit
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.commands import ImposeObligation, MinuteConsultation, RecordAttendance, RecordOpinion, RecuseMember

if TYPE_CHECKING:
    from zibo_port.domain.duty import Duty
    from zibo_port.office.office import Receipt


@click.command(
    "attend",
    cls=Verb,
    example="zibo-port consultation attend M20260928-f6cd --department customs --person 统计科科长\n"
    "zibo-port consultation attend M20260928-f6cd --department market-supervision --absent 另有会议\n"
    "zibo-port consultation attend M20260928-f6cd --department central-bank --observer",
    help=t(
        "登记一个部门出席、缺席或列席会商。\n\n受邀的部门登记出席，或用 --absent 说明缺席原因；未受邀的只能列席（--observer）。",
        "Record that a unit was at a meeting, or wasn't.\n\nInvited units are present, or absent with --absent REASON; others can "
        "only be observers (--observer).",
    ),
)
@MEETING
@UNIT
@click.option("--person", metavar=t("参加人", "TEXT"), help=t("参加人，写职务即可", "who came; the function will do"))
@click.option("--absent", metavar=t("原因", "REASON"), help=t("缺席及原因", "it was absent, and why"))
@click.option("--observer", is_flag=True, help=t("列席", "there as an observer"))
@REASON
@records
@click.pass_obj
def attend(counter: Counter, /, meeting: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record attendance."""
    from zibo_port.cli.meeting_record_rows import attendance_row

    asked = form(RecordAttendance, meeting=meeting.strip(), **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    document = outcome(receipt, dry_run=dry_run) | {"meeting": fact.meeting} | attendance_row(fact)
    opine = f"zibo-port consultation opine {fact.meeting} --department {fact.unit} --text"
    further = t(f"{opine} 意见", f"{opine} TEXT") if fact.presence == "present" else f"zibo-port consultation show {fact.meeting}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


@click.command(
    "opine",
    cls=Verb,
    example="zibo-port consultation opine M20260928-f6cd --department customs --case 淄市监罚〔2026〕101号 --text 同意扣分\n"
    "zibo-port consultation opine M20260928-f6cd --department customs --text 扣分过重 --dissent",
    help=t(
        "登记一个出席部门在会商上的意见，可以针对一个案件。",
        "Record what a unit that was present said, on a case or on the matter at large.",
    ),
)
@MEETING
@UNIT
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("意见", "the opinion"))
@click.option("--case", metavar=t("文号", "DOCUMENT_NO"), help=t("针对的案件", "the case it is about"))
@click.option("--dissent", is_flag=True, help=t("不同意见", "it dissents"))
@REASON
@records
@click.pass_obj
def opine(counter: Counter, /, meeting: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record an opinion."""
    from zibo_port.cli.meeting_record_rows import opinion_row

    asked = form(RecordOpinion, meeting=meeting.strip(), **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    document = outcome(receipt, dry_run=dry_run) | {"meeting": fact.meeting} | opinion_row(fact)
    further = f"zibo-port consultation show {fact.meeting}"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


@click.command(
    "recuse",
    cls=Verb,
    example="zibo-port consultation recuse M20260928-f6cd --department customs --case 淄市监罚〔2026〕101号 --reason 与当事人有利害关系",
    help=t(
        "登记一个部门就案件回避：不计入该案的法定人数，不就该案发表意见。\n\n不写 --case 的，回避本次会商尚未作出结论的全部案件。",
        "Record that a unit is recused from a case: it doesn't count for the quorum on it and gives no opinion.\n\n"
        "Without --case, from every case of the meeting that is still open.",
    ),
)
@MEETING
@UNIT
@click.option("--case", metavar=t("文号", "DOCUMENT_NO"), help=t("回避的案件", "the case"))
@click.option("--reason", required=True, metavar=t("原因", "REASON"), help=t("回避的原因", "why it is recused"))
@records
@click.pass_obj
def recuse(counter: Counter, /, meeting: str, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Record a recusal."""
    asked = form(RecuseMember, meeting=meeting.strip(), **typed)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    said = {"meeting": fact.meeting, "department": fact.unit, "cases": fact.cases, "reason": fact.reason}
    further = f"zibo-port consultation show {fact.meeting}"
    emit(counter, outcome(receipt, dry_run=dry_run) | said, text=lambda _: "\n".join(told_lines(receipt, further, dry_run=dry_run)))


@click.command(
    "minute",
    cls=Verb,
    example="zibo-port consultation minute M20261009-31be --minutes 会议听取了三季度口岸运行情况通报。",
    help=t(
        "登记没有案件的会商（如例会）的纪要，会议即视为已召开。\n\n专题会商列有案件的，纪要随结论登记（consultation conclude）。",
        "Record the minutes of a meeting without cases, as the regular one; it then counts as held.\n\n"
        "An ad-hoc meeting about cases is minuted with its conclusions (consultation conclude).",
    ),
)
@MEETING
@click.option("--minutes", type=TEXT_OR_FILE, required=True, help=t("会商纪要", "the minutes"))
@REASON
@records
@click.pass_obj
def minute(counter: Counter, /, meeting: str, minutes: str, reason: str | None, dry_run: bool, command_id: str | None) -> None:
    """Record minutes."""
    asked = form(MinuteConsultation, meeting=meeting.strip(), minutes=minutes, reason=reason)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    document = outcome(receipt, dry_run=dry_run) | _minuted(session, receipt)

    def text(said: dict[str, Any]) -> str:
        return "\n".join((opening(receipt, dry_run=dry_run), *_minute_words(said)))

    emit(counter, document, text=text)


def _minuted(session: Session, receipt: Receipt) -> dict[str, Any]:
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.office.aftermath import today

    fact: Any = receipt.recorded[0].fact
    owed = _regular_meeting(session, fact.effective_on, receipt)
    on = today(session.office)
    return {"meeting": fact.meeting, "on": fact.effective_on, "minutes": fact.minutes, "duties": [duty_row(duty, on) for duty in owed]}


def _regular_meeting(session: Session, day: date, receipt: Receipt) -> list[Duty]:
    """The duty to hold the regular meeting that this one did."""
    from zibo_port.office.conference import duties

    owed = duties(session.archive, session.view(None, None), receipt.recorded)
    return [duty for duty in owed if duty.step == "regular-meeting" and duty.done_on == day]


def _minute_words(said: dict[str, Any]) -> Iterator[str]:
    yield t(f"会商 {said['meeting']}（{said['on']}）的纪要已留存。", f"The minutes of {said['meeting']} ({said['on']}) are kept.")
    for duty in said["duties"]:
        late = t("，逾期", ", late") if duty["late"] else ""
        yield t(
            f"{duty['case']} 的例会已办（期限 {duty['due_on']}{late}）。",
            f"The regular meeting of {duty['case']} is done (due on {duty['due_on']}{late}).",
        )
    if not said.get("dry_run"):
        oblige = f"zibo-port consultation oblige {said['meeting']} --department"
        yield t(f"下一步：{oblige} 部门 --task 事项 --due 期限", f"Next: {oblige} CODE --task TEXT --due DATE")


@click.command(
    "oblige",
    cls=Verb,
    example="zibo-port consultation oblige M20260928-f6cd --department customs --task 提出压缩通关时间的措施 --due 2026-11-30",
    help=t(
        "登记会商交办一个部门的事项和期限，列入该部门待办，直到办结。",
        "Record what a meeting asks of a unit by a day; it is the unit's duty until it is done.",
    ),
)
@MEETING
@UNIT
@click.option("--task", type=TEXT_OR_FILE, required=True, help=t("交办的事项", "what is asked"))
@click.option("--due", type=DATE, required=True, help=t("办结期限", "by when"))
@records
@click.pass_obj
def oblige(counter: Counter, /, meeting: str, department: str, task: str, due: date, dry_run: bool, command_id: str | None) -> None:
    """Ask something of a unit."""
    from zibo_port.cli.duty_rows import duty_row
    from zibo_port.cli.meeting_record_rows import obligation_row
    from zibo_port.office.aftermath import today
    from zibo_port.office.meetings import record_now

    asked = form(ImposeObligation, meeting=meeting.strip(), department=department, task=task, due=due)
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    obligation, on = record_now(session.office, asked.meeting, receipt.recorded).obligation(fact.obligation), today(session.office)
    document = outcome(receipt, dry_run=dry_run) | obligation_row(obligation, on) | {"duties": [duty_row(obligation.duty, on)]}
    done = f"zibo-port obligation done {fact.obligation} --report"
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, t(f"{done} 办理情况", f"{done} TEXT"), dry_run=dry_run)))


def told_lines(receipt: Receipt, further: str, *, dry_run: bool) -> Iterator[str]:
    """What was recorded, in the words of the log, and what comes next."""
    from zibo_port.domain.telling import tell

    yield opening(receipt, dry_run=dry_run)
    for _, fact in receipt.recorded:
        told = tell(fact)
        yield t(told.summary.zh + told.change.zh, f"{told.summary.en} {told.change.en}")
    if not dry_run:
        yield t("下一步：", "Next: ") + further
