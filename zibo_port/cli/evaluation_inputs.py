"""What counts for the score, as it comes in: ratings, complaints, the departments' own scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.forms import form
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, records
from zibo_port.cli.output import emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session, opening, outcome
from zibo_port.cli.values import DATE, DECIMAL
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import (
    RecordComplaint,
    RecordDepartmentScore,
    RecordRating,
)
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.telling import tell

if TYPE_CHECKING:
    from zibo_port.office.office import Receipt


_CODE = click.argument("code", metavar=t("信用代码", "USCC"), help=t("统一社会信用代码，18 位", "the credit code, 18 characters"))
_REASON = click.option("--reason", metavar=t("原因", "REASON"), help=t("更改已有记录的原因", "why a record is changed"))


@click.command(
    "rating",
    cls=Verb,
    example="zibo-port evaluation rating 91370303MADEM0011X --year 2025 --favourable 452 --total 500\n"
    "zibo-port evaluation rating 91370303MADEM0011X --year 2025 --not-publicised",
    help=t(
        "登记一个年度的“单一窗口”评价。\n\n各季度用上一年度的评价；没有业务的填 --favourable 0 --total 0。",
        "Record the single window's rating of a year.\n\nA quarter uses the previous year's; no business: --favourable 0 --total 0.",
    ),
)
@_CODE
@click.option("--year", type=int, required=True, help=t("年度", "the calendar year"))
@click.option("--favourable", type=int, help=t("好评数", "how many were rated favourably"))
@click.option("--total", type=int, help=t("总业务量", "of how many"))
@click.option("--not-publicised", is_flag=True, help=t("未按要求在单一窗口公示", "not publicised at the single window as required"))
@_REASON
@records
@click.pass_obj
def rating(
    counter: Counter,
    code: str,
    year: int,
    favourable: int | None,
    total: int | None,
    not_publicised: bool,
    reason: str | None,
    dry_run: bool,
    command_id: str | None,
) -> None:
    """Record a rating."""
    values = {"year": year, "favourable": favourable, "total": total, "publicised": not not_publicised, "reason": reason}
    quarters = [Quarter(year + 1, number) for number in range(1, 5)]
    _input(counter, form(RecordRating, enterprise=code, **values), quarters, dry_run=dry_run, command_id=command_id)


@click.command(
    "complaint",
    cls=Verb,
    example="zibo-port evaluation complaint 91370303MADEM0011X --reference ZB12345-0007 --received-on 2026-08-03 --resolved-on 2026-08-06",
    help=t(
        "登记一件投诉；以后再登记一次并写明 --resolved-on，就是登记它的化解。\n\n投诉计入收到它的那个月。",
        "Record a complaint; again with --resolved-on, its resolution.\n\nA complaint counts in the month in which it was received.",
    ),
)
@_CODE
@click.option("--reference", required=True, metavar=t("编号", "NO"), help=t("投诉编号", "the complaint's number"))
@click.option("--received-on", type=DATE, required=True, help=t("收到日期", "the day it was received"))
@click.option("--resolved-on", type=DATE, help=t("化解日期", "the day it was resolved"))
@click.option("--not-on-initiative", is_flag=True, help=t("不是主动化解", "not resolved on the operator's own initiative"))
@records
@click.pass_obj
def complaint(
    counter: Counter,
    code: str,
    reference: str,
    received_on: date,
    resolved_on: date | None,
    not_on_initiative: bool,
    dry_run: bool,
    command_id: str | None,
) -> None:
    """Record a complaint."""
    values = {"reference": reference, "received_on": received_on, "resolved_on": resolved_on, "on_initiative": not not_on_initiative}
    _input(counter, form(RecordComplaint, enterprise=code, **values), [Quarter.of(received_on)], dry_run=dry_run, command_id=command_id)


@click.command(
    "department-score",
    cls=Verb,
    example="zibo-port evaluation department-score 91370303MADEM0011X --quarter 2026Q3 --department customs --points 18.5",
    help=t("登记一个部门对一家企业的季度评分，0 至 20 分。", "Record a department's score of an enterprise for a quarter, 0 to 20 points."),
)
@_CODE
@click.option("--quarter", type=QUARTER, required=True, help=t("季度", "the quarter"))
@click.option(
    "--department", required=True, metavar=t("部门", "CODE"), help=t("评分的部门：", "the department that scores: ") + codes(DEPARTMENTS)
)
@click.option("--points", type=DECIMAL, required=True, help=t("分数，0 至 20", "points, 0 to 20"))
@_REASON
@records
@click.pass_obj
def department_score(
    counter: Counter,
    code: str,
    quarter: Quarter,
    department: str,
    points: Decimal,
    reason: str | None,
    dry_run: bool,
    command_id: str | None,
) -> None:
    """Record a department's score."""
    values = {"quarter": str(quarter), "department": department, "points": points, "reason": reason}
    _input(counter, form(RecordDepartmentScore, enterprise=code, **values), [quarter], dry_run=dry_run, command_id=command_id)


def _input(
    counter: Counter,
    asked: RecordRating | RecordComplaint | RecordDepartmentScore,
    quarters: Sequence[Quarter],
    *,
    dry_run: bool,
    command_id: str | None,
) -> None:
    """Record an input, and say which closed quarters it would restate."""
    session = open_session(counter)
    receipt = session.office.handle(asked, command_id=command_id, dry_run=dry_run)
    pending = [] if dry_run else _pending(session, asked.enterprise, quarters)
    content = {key: value for key, value in asked.model_dump().items() if key != "reason" or value is not None}
    document = outcome(receipt, dry_run=dry_run) | content | {"restatements_pending": pending}
    begun = [q for q in quarters if q.first_day <= business_day_of(session.office.today())]
    look = f"zibo-port score show {asked.enterprise} --quarter {(pending or begun or quarters)[-1]}"
    emit(counter, document, text=lambda _: "\n".join([*_input_words(receipt, pending, dry_run=dry_run), t("下一步：", "Next: ") + look]))


def _pending(session: Session, code: str, quarters: Sequence[Quarter]) -> list[str]:
    from zibo_port.office.scores import score_of

    archive, view = session.archive, session.view(None, None)
    closed = [q for q in quarters if archive.round(q, view).closing is not None]
    file = archive.file(code, view) if closed else None
    return [str(q) for q in closed if file is not None and score_of(archive, file, q, view).restatement_pending]


def _input_words(receipt: Receipt, pending: Sequence[str], *, dry_run: bool) -> Iterator[str]:
    yield opening(receipt, dry_run=dry_run)
    for _, fact in receipt.recorded:
        told = tell(fact)
        yield t(told.summary.zh + told.change.zh, f"{told.summary.en} {told.change.en}")
    if pending:
        names = t("、", ", ").join(pending)
        yield t(
            f"{names} 已封账，结果不变；按现有记录重算的结果不同，列为待重述。",
            f"{names} is closed and its result stands; what is on record now gives another one: a restatement is pending.",
        )
