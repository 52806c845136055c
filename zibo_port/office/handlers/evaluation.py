"""Decisions about inputs to the evaluation, its rounds and the watch list."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from zibo_port.domain.books import Books
from zibo_port.domain.commands import (
    CloseQuarter,
    EnterWatchList,
    LapseRestatement,
    LeaveWatchList,
    OpenQuarter,
    PublishQuarter,
    RaiseRestatement,
    RecordComplaint,
    RecordDepartmentScore,
    RecordRating,
    RestateResult,
)
from zibo_port.domain.consultation import Consultation
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.results import CLAUSE_RESULT, Figures
from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Closing, Round
from zibo_port.domain.standing import standing
from zibo_port.office.desk import Desk
from zibo_port.office.handlers.units import must_score


def record_rating(desk: Desk, form: RecordRating, act: Act) -> Fact:
    """Record a rating; what now stands."""
    enterprise = desk.enterprise(form.enterprise)
    enterprise.record_rating(form, act)
    return enterprise.ratings[form.year]


def record_complaint(desk: Desk, form: RecordComplaint, act: Act) -> Fact:
    """Record a complaint under a reference that no other enterprise has; what now stands."""
    enterprise = desk.enterprise(form.enterprise)
    key = f"complaint:{comparable(form.reference)}"
    holder = desk.claim(key)
    if holder is not None and holder.stream != enterprise.id:
        raise Refused(
            f"投诉编号 {form.reference} 已登记在另一企业名下，请核对。",
            f"Complaint {form.reference} is on record for another enterprise; check it.",
            clause="一件投诉只登记一次",
        )
    enterprise.record_complaint(form, act)
    if holder is None:
        desk.take(key, enterprise.id)
    known = enterprise.complaints[comparable(form.reference)]
    return known.resolution or known.fact


def record_department_score(desk: Desk, form: RecordDepartmentScore, act: Act) -> Fact:
    """Record a department's score; what now stands."""
    enterprise = desk.enterprise(form.enterprise)
    known = enterprise.department_scores.get((form.quarter, form.department))
    if known is None or known.points != form.points:
        must_score(desk, form.department, form.quarter)
    enterprise.record_department_score(form, act)
    return enterprise.department_scores[form.quarter, form.department]


def open_quarter(desk: Desk, form: OpenQuarter, act: Act) -> None:
    """Announce a round."""
    desk.stream(Round, form.quarter).open(Quarter.parse(form.quarter), act)


def readings_used(books: Books, quarter: Quarter) -> tuple[str, ...]:
    """The readings on which the scores of a quarter rest, each as `ambiguity=reading`."""
    return tuple(f"{r.ambiguity}={r.reading}" for r in books.readings.on(quarter.last_day).bearing_on("score"))


class Result(NamedTuple):
    """The result of one enterprise in a quarter."""

    code: str
    figures: Figures


def close_quarter(desk: Desk, form: CloseQuarter, act: Act) -> None:
    """Freeze what is known: everything recorded up to here counts, nothing later does."""
    quarter = Quarter.parse(form.quarter)
    round_ = desk.stream(Round, form.quarter)
    if round_.closing is not None:
        return
    round_.must_be_closable(quarter, act)
    results = results_of(desk, quarter, desk.position, desk.books)
    sha = sha256(json.dumps([[r.code, str(r.figures.total), r.figures.grade] for r in results]).encode()).hexdigest()
    used = readings_used(desk.books, quarter)
    round_.close(quarter, desk.position, len(results), sha, used, act)
    for result in results:
        desk.enterprise(result.code).freeze_result(form.quarter, result.figures, used, act)


def publish_quarter(desk: Desk, form: PublishQuarter, act: Act) -> None:
    """Publish the frozen results: a fact on the quarter and on every enterprise evaluated in it."""
    quarter = Quarter.parse(form.quarter)
    round_ = desk.stream(Round, form.quarter)
    closing = round_.must_be_closed(quarter)
    if round_.published_on is not None:
        return
    results = _frozen(desk, quarter) or _again(desk, quarter, closing)
    round_.publish(quarter, len(results), act)
    for result in results:
        desk.enterprise(result.code).publish_result(form.quarter, result.figures, closing.readings, act)


def _frozen(desk: Desk, quarter: Quarter) -> list[Result]:
    """The results that a close froze, by credit code: facts, whatever the rules of this release would make of them."""
    enterprises = (desk.enterprise_at(stream_id, desk.position) for stream_id in desk.enterprises())
    return sorted(Result(e.identity.code, e.frozen[str(quarter)]) for e in enterprises if str(quarter) in e.frozen)


def _again(desk: Desk, quarter: Quarter, closing: Closing) -> list[Result]:
    """The results of a quarter that was closed when a close kept none of them with the enterprises."""
    books = replace(desk.books, readings=desk.books.readings.pinned(closing.readings, quarter.last_day))
    return results_of(desk, quarter, closing.known_position, books)


def results_of(desk: Desk, quarter: Quarter, upto: int, books: Books) -> list[Result]:
    """The results of a quarter as known at a position, by credit code."""
    results = []
    for stream_id in desk.enterprises():
        enterprise = desk.enterprise_at(stream_id, upto)
        if enterprise.identity.evaluated_in(quarter):
            score = standing(enterprise, quarter, books)
            results.append(Result(enterprise.identity.code, Figures(score.total, score.grade)))
    return sorted(results)


def raise_restatement(desk: Desk, form: RaiseRestatement, act: Act) -> None:
    """Note that a standing result would change."""
    desk.enterprise(form.enterprise).raise_restatement(form, act)


def lapse_restatement(desk: Desk, form: LapseRestatement, act: Act) -> None:
    """Note that it wouldn't any more."""
    desk.enterprise(form.enterprise).lapse_restatement(form, act)


def restate_result(desk: Desk, form: RestateResult, act: Act) -> Fact:
    """Accept or defer a restatement under a meeting that has taken place; what now stands."""
    call = desk.stream(Consultation, form.meeting).must_be_called(form.meeting)
    if act.today < call.on:
        raise Refused(
            f"会商 {call.meeting} 定于 {call.on} 召开，会前不能据以重述。",
            f"Meeting {call.meeting} takes place on {call.on}; nothing can be restated under it before.",
            clause=CLAUSE_RESULT,
        )
    return desk.enterprise(form.enterprise).restate_result(form, act)


def enter_watch_list(desk: Desk, form: EnterWatchList, act: Act) -> None:
    """Put on the list."""
    desk.enterprise(form.enterprise).enter_watch_list(form, act)


def leave_watch_list(desk: Desk, form: LeaveWatchList, act: Act) -> None:
    """Take off the list."""
    desk.enterprise(form.enterprise).leave_watch_list(form, act)
