"""`zibo-port suggestion`: opinions and suggestions to the city's leadership."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import open_session, outcome
from zibo_port.cli.values import DATE, TEXT_OR_FILE
from zibo_port.domain.commands import AnswerSuggestion, DraftSuggestion, SubmitSuggestion
from zibo_port.domain.errors import Text

if TYPE_CHECKING:
    from zibo_port.domain.commands import Command
    from zibo_port.domain.suggestion import Suggestion, SuggestionDrafted

group = Noun(
    "suggestion",
    help=t("意见建议：起草、报送市领导、登记批示。", "Suggestions to the city's leadership: drafted, submitted, answered."),
)

_ID = click.argument("suggestion", metavar=t("编号", "ID"), help=t("编号，见 suggestion list", "its id, see suggestion list"))

_STATES: Final = {"drafted": Text("草稿", "draft"), "submitted": Text("已报送", "submitted"), "answered": Text("已批示", "answered")}

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("state", "状态", "State"),
    Column("title", "标题", "Title"),
    Column("basis", "依据", "Basis"),
    Column("addressee", "报送", "To"),
    Column("submitted_on", "报送日期", "Submitted on"),
)

ROW: Final = tuple(
    Column(key, key, key)
    for key in (
        *("id", "state", "title", "text", "meeting", "quarter", "month", "addressee", "drafted_on", "drafted_by"),
        *("submitted_on", "submitted_by"),
    )
)
"""The entries of a suggestion for a spreadsheet, so that a list of none has its headings too."""

SHOW: Final = (
    *LIST,
    Column("drafted_on", "起草日期", "Drafted on"),
    Column("drafted_by", "起草人", "Drafted by"),
    Column("submitted_by", "报送人", "Submitted by"),
    Column("text", "内容", "Text"),
    Column(
        "answers",
        "批示",
        "Answers",
        columns=(Column("on", "日期", "On"), Column("by", "批示人", "By"), Column("text", "批示", "Answer")),
    ),
)


@group.command(
    example='zibo-port suggestion draft --title 关于延长夜间查验窗口的建议 --text "建议将夜间查验窗口延长至22时……" --quarter 2026Q3',
    help=t(
        "起草一份意见建议，写明依据：会商、季度或月份，三者择一。\n\n同一标题和依据再起草一次并加 --reason，就是修改草稿；报送后不能再改。",
        "Draft a suggestion on a meeting, a quarter or a month.\n\nThe same title and basis again with --reason changes the draft; once "
        "it is submitted it can't be changed.",
    ),
)
@click.option("--title", required=True, metavar=t("标题", "TITLE"), help=t("标题", "the title"))
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("内容", "what it says"))
@click.option("--meeting", metavar=t("编号", "ID"), help=t("依据哪次会商", "the consultation it rests on"))
@click.option("--quarter", type=QUARTER, help=t("依据哪个季度的情况", "the quarter it rests on"))
@click.option("--month", metavar=t("月份", "MONTH"), help=t("依据哪个月的情况，如 2026-08", "the month it rests on, as 2026-08"))
@click.option(
    "--to", "addressee", metavar=t("对象", "TO"), help=t("报送对象，默认“市委、市政府”", "to whom; by default the city's leadership")
)
@click.option("--reason", metavar=t("原因", "REASON"), help=t("修改草稿的原因", "why the draft is changed"))
@records
@click.pass_obj
def draft(counter: Counter, /, quarter: object, addressee: str | None, dry_run: bool, command_id: str | None, **typed: Any) -> None:
    """Draft one."""
    to = {} if addressee is None else {"addressee": addressee}
    asked = form(DraftSuggestion, quarter=None if quarter is None else str(quarter), **to, **typed)
    _record(counter, asked, command_id, "zibo-port suggestion submit {}", dry_run=dry_run)


@group.command(
    example="zibo-port suggestion submit S-767d6257",
    help=t(
        "登记已报送市领导。\n\n要求双人办理的，起草人不能自己报送。",
        "Record that it was handed to the leadership.\n\nWhere four eyes are asked, who drafted it can't submit it.",
    ),
)
@_ID
@click.option("--on", type=DATE, help=t("报送日期，默认今天", "the day it was handed in; today by default"))
@records
@click.pass_obj
def submit(counter: Counter, suggestion: str, on: date | None, dry_run: bool, command_id: str | None) -> None:
    """Submit one."""
    asked = form(SubmitSuggestion, suggestion=suggestion.strip(), on=on)
    answer = t("批示", "TEXT")
    further = f"zibo-port suggestion answer {{}} --by {t('批示人', 'OFFICE')} --text {answer}"
    _record(counter, asked, command_id, further, dry_run=dry_run)


@group.command(
    example='zibo-port suggestion answer S-767d6257 --by 市政府分管副市长 --text "请市口岸办牵头落实。"',
    help=t("登记市领导的批示。", "Record the leadership's written instruction."),
)
@_ID
@click.option("--by", required=True, metavar=t("职务", "OFFICE"), help=t("批示人的职务", "the office of who gave it"))
@click.option("--text", type=TEXT_OR_FILE, required=True, help=t("批示内容", "what it says"))
@click.option("--on", type=DATE, help=t("批示日期，默认今天", "the day it bears; today by default"))
@records
@click.pass_obj
def answer(counter: Counter, suggestion: str, by: str, text: str, on: date | None, dry_run: bool, command_id: str | None) -> None:
    """Record an answer."""
    asked = form(AnswerSuggestion, suggestion=suggestion.strip(), by=by, text=text, on=on)
    _record(counter, asked, command_id, "zibo-port suggestion show {}", dry_run=dry_run)


def _record(counter: Counter, asked: Command, command_id: str | None, further: str, *, dry_run: bool) -> None:
    from zibo_port.cli.consultation_record import told_lines
    from zibo_port.domain.suggestion import Suggestion
    from zibo_port.office.following import stream

    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    fact: Any = receipt.recorded[0].fact
    found = stream(session.archive, session.view(None, None), Suggestion, fact.suggestion, receipt.recorded)
    document = outcome(receipt, dry_run=dry_run) | _row(found, found.must_be_drafted(fact.suggestion))
    emit(counter, document, text=lambda _: "\n".join(told_lines(receipt, further.format(fact.suggestion), dry_run=dry_run)))


# --- reading ------------------------------------------------------------------------------------------------------


@group.command(
    "list", example="zibo-port suggestion list", help=t("列出意见建议，新近起草的在后。", "List the suggestions, the latest last.")
)
@reads
@click.pass_obj
def list_(counter: Counter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.domain.suggestion import Suggestion
    from zibo_port.office.following import streams

    session = open_session(counter)
    found = streams(session.archive, session.view(known_at, effective_at), Suggestion)
    rows = [_row(s, s.draft) for s in found if s.draft is not None]
    if not counter.for_people:
        emit(counter, rows, ROW)
    elif rows:
        emit(counter, [_words(row) for row in rows], LIST)
    else:
        said(counter, t("没有意见建议。", "There are no suggestions."))


@group.command(example="zibo-port suggestion show S-767d6257", help=t("显示一份意见建议和批示。", "Show a suggestion and its answers."))
@_ID
@reads
@click.pass_obj
def show(counter: Counter, suggestion: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one."""
    from zibo_port.domain.suggestion import Suggestion
    from zibo_port.office.following import stream

    session = open_session(counter)
    found = stream(session.archive, session.view(known_at, effective_at), Suggestion, suggestion.strip())
    row = _row(found, found.must_be_drafted(suggestion.strip()))
    emit(counter, _words(row) if counter.for_people else row, SHOW)


def _row(suggestion: Suggestion, drafted: SuggestionDrafted) -> dict[str, Any]:
    submitted = suggestion.submitted
    return {
        "id": drafted.suggestion,
        "state": suggestion.state,
        "title": drafted.title,
        "text": drafted.text,
        "meeting": drafted.meeting,
        "quarter": drafted.quarter,
        "month": drafted.month,
        "addressee": drafted.addressee,
        "drafted_on": drafted.effective_on,
        "drafted_by": drafted.officer,
        "submitted_on": submitted.effective_on if submitted is not None else None,
        "submitted_by": submitted.officer if submitted is not None else None,
        "answers": [{"on": a.effective_on, "by": a.by, "text": a.text} for a in suggestion.answers],
    }


def _words(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"state": t(*_STATES[row["state"]]), "basis": row["meeting"] or row["quarter"] or row["month"]}
