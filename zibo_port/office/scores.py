"""Scores as they are shown: computed while a quarter is open, frozen by its close, a fact once it was published.

A round moves by the log alone: which day it was effective on changes neither a close nor a published figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from zibo_port.domain import scoring
from zibo_port.domain.books import Books
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.results import Figures, Restatement
from zibo_port.domain.errors import Text
from zibo_port.domain.evidence import Evidence
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Round
from zibo_port.domain.scoring import Score
from zibo_port.domain.standing import evidence_of, standing
from zibo_port.office.archive import Archive, File, View
from zibo_port.office.desk import Recorded, enterprise_key
from zibo_port.office.store.mapper import decode

NO_DATA: Final = "no-data"

OTHER_LINE: Final = Text(
    "业务类型为“其他”，不属于口岸服务评价对象；从事口岸业务的，用 zibo-port enterprise lines 登记。",
    "Its line of business is “other”, so it isn't an object of the port service evaluation. "
    "If it is in port business record that with zibo-port enterprise lines.",
)
ELSEWHERE: Final = Text("不在淄博登记，不属于口岸服务评价对象。", "It isn't registered in Zibo, so it isn't an object of the evaluation.")
DEREGISTERED: Final = Text("已在该季度之前注销，不再评价。", "It was deregistered before this quarter and isn't evaluated any more.")
NOT_IN_ROUND: Final = Text(
    "该季度封账时尚不是评价对象，本轮没有它的结果。",
    "It wasn't an object of the evaluation when the quarter was closed; the round has no result for it.",
)


@dataclass(frozen=True, slots=True)
class Scored:
    """The result of one enterprise in a quarter, as a view shows it.

    `status` is no-data, open, closed, published or restated; `score` the derivation behind the figures; `published_at` the
    position of the published or restated result. `restatement_pending` says that what is on record now gives another result
    than the one that stands, and `recomputed` which; `restatement` is the open one, once it was raised. `reason` says why an
    enterprise isn't evaluated.
    """

    code: str
    name: str
    quarter: Quarter
    status: str
    total: Decimal | None
    grade: str | None
    score: Score
    evaluated: bool
    restatement_pending: bool = False
    recomputed: Figures | None = None
    interval: tuple[Decimal, Decimal] | None = None
    published_at: int | None = None
    reason: Text | None = None
    restatement: Restatement | None = None


def score_of(archive: Archive, file: File, quarter: Quarter, view: View) -> Scored:
    """The result of one enterprise in a quarter."""
    return _scored(_history(archive, file.enterprise.id, view), quarter, archive.round(quarter, view), view, archive.books(view))


def scores(archive: Archive, quarter: Quarter, view: View) -> list[Scored]:
    """The results of all enterprises evaluated in a quarter, by credit code."""
    round_, books = archive.round(quarter, view), archive.books(view)
    streams = [claim.stream for claim in archive.store.claims(enterprise_key("")) if claim.first <= view.position]
    found = (_scored(_history(archive, stream, view), quarter, round_, view, books) for stream in streams)
    return [scored for scored in found if scored.evaluated]


class Graded(NamedTuple):
    """An enterprise with exactly the facts, and the books, by which its result of a quarter is made."""

    enterprise: Enterprise
    books: Books


def graded(archive: Archive, quarter: Quarter, view: View) -> list[Graded]:
    """Every enterprise evaluated in a quarter, by credit code: as the view shows it, or as the close froze it."""
    closing, books = archive.round(quarter, view).closing, archive.books(view)
    if closing is not None:
        books = replace(books, readings=books.readings.pinned(closing.readings, quarter.last_day))
    found = []
    for claim in archive.store.claims(enterprise_key("")):
        history = _history(archive, claim.stream, view) if claim.first <= view.position else []
        counts = [r.fact for r in history if (view.shows(r.fact) if closing is None else r.position <= closing.known_position)]
        enterprise = Enterprise.blank(claim.stream).replay(counts)
        if enterprise.identity.evaluated_in(quarter):
            found.append(Graded(enterprise, books))
    return found


class Basis(NamedTuple):
    """What the result that stands for an enterprise in a quarter rests on: its evidence, and the books that made it."""

    evidence: Evidence
    books: Books


def basis_of(archive: Archive, file: File, quarter: Quarter, view: View) -> Basis:
    """What counts for one enterprise: as the view shows it, as the close froze it, or as a restatement took it in."""
    closing, books = archive.round(quarter, view).closing, archive.books(view)
    history = _history(archive, file.enterprise.id, view)
    positions = {r.fact.originator_version: r.position for r in history}
    if closing is None:
        facts = [r.fact for r in history if view.shows(r.fact)]
    else:
        books = replace(books, readings=books.readings.pinned(closing.readings, quarter.last_day))
        restated = [r.position for r in history if isinstance(r.fact, Enterprise.ResultRestated) and r.fact.quarter == str(quarter)]
        until = restated[-1] if restated else closing.known_position
        facts = [r.fact for r in history if r.position <= until]
    enterprise = Enterprise.blank(file.enterprise.id).replay(facts)
    return Basis(evidence_of(enterprise, quarter, positions), books)


# --- one enterprise -----------------------------------------------------------------------------------------------


def _history(archive: Archive, stream_id: UUID, view: View) -> list[Recorded]:
    return [Recorded(row.position, decode(row)) for row in archive.store.stream(stream_id, view.position)]


def _scored(history: Sequence[Recorded], quarter: Quarter, round_: Round, view: View, books: Books) -> Scored:
    if round_.closing is None:
        return _computed(history, quarter, view, books)
    pinned = replace(books, readings=books.readings.pinned(round_.closing.readings, quarter.last_day))
    return _frozen(history, quarter, round_, round_.closing.known_position, pinned)


def _computed(history: Sequence[Recorded], quarter: Quarter, view: View, books: Books) -> Scored:
    """The score while the quarter is open: what both clocks show."""
    enterprise, score = _fold([r for r in history if view.shows(r.fact)], quarter, books)
    who = enterprise.identity
    reason = _why_not(enterprise, quarter)
    if reason is not None:
        return Scored(who.code, who.name, quarter, NO_DATA, None, None, score, evaluated=False, reason=reason)
    status = "open" if score.total is not None else NO_DATA
    interval = _interval(enterprise, quarter, books, score.total)
    return Scored(who.code, who.name, quarter, status, score.total, score.grade, score, evaluated=True, interval=interval)


def _frozen(history: Sequence[Recorded], quarter: Quarter, round_: Round, known_position: int, books: Books) -> Scored:
    """The result of a close, a publication or a restatement, beside what everything on record gives now."""
    now, score_now = _fold(history, quarter, books)
    result = now.results.get(str(quarter))
    at = _position_of(history, result.originator_version) if result else None
    restated = isinstance(result, Enterprise.ResultRestated)
    closed, score = _fold([r for r in history if r.position <= known_position], quarter, books)
    if restated:
        _, score = _fold([r for r in history if at is None or r.position <= at], quarter, books)
    counted = result is not None or closed.identity.evaluated_in(quarter)
    stands = now.stands(str(quarter)) or (Figures(score.total, score.grade) if counted else Figures())
    counts_now = now.identity.evaluated_in(quarter)
    computed = Figures(score_now.total, score_now.grade) if counts_now else Figures()
    pending = counted and stands != computed
    return Scored(
        code=now.identity.code,
        name=now.identity.name,
        quarter=quarter,
        status=NO_DATA if stands.total is None else "restated" if restated else round_.status,
        total=stands.total,
        grade=stands.grade,
        score=score,
        evaluated=counted,
        restatement_pending=pending,
        recomputed=computed if pending else None,
        published_at=at,
        reason=None if counted else NOT_IN_ROUND if counts_now else _why_not(now, quarter),
        restatement=now.restatements.get(str(quarter)),
        interval=_interval(now, quarter, books, stands.total),
    )


def _interval(enterprise: Enterprise, quarter: Quarter, books: Books, total: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """While a reconsideration or a suit is open against a decision that counts: the total if it fails, and if it succeeds.

    What a success would add is found on today's facts, and told from the result that stands, frozen or not.
    """
    reviewed = [d for d in enterprise.deductions if d.quarter == str(quarter) and enterprise.under_review(d.document_no)]
    if total is None or not reviewed:
        return None
    evidence = evidence_of(enterprise, quarter)
    open_ = {comparable(d.document_no) for d in reviewed}
    without = replace(evidence, deductions=tuple(d for d in evidence.deductions if comparable(d.document_no) not in open_))
    fails, succeeds = (scoring.score(e, quarter, books.scoring, books.readings).total for e in (evidence, without))
    return None if fails is None or succeeds is None else (total, total + succeeds - fails)


def _fold(history: Sequence[Recorded], quarter: Quarter, books: Books) -> tuple[Enterprise, Score]:
    stream_id = history[0].fact.originator_id if history else Enterprise.id_of("")
    enterprise = Enterprise.blank(stream_id).replay(r.fact for r in history)
    return enterprise, standing(enterprise, quarter, books, {r.fact.originator_version: r.position for r in history})


def _position_of(history: Sequence[Recorded], version: int) -> int:
    return next(r.position for r in history if r.fact.originator_version == version)


def _why_not(enterprise: Enterprise, quarter: Quarter) -> Text | None:
    """Why an enterprise isn't evaluated in a quarter (the notice, second plan, one)."""
    who = enterprise.identity
    if who.evaluated_in(quarter):
        return None
    if all(line == "other" for line in who.lines_on(quarter.last_day)):
        return OTHER_LINE
    if who.deregistered_on is not None and Quarter.of(who.deregistered_on) < quarter:
        return DEREGISTERED
    return ELSEWHERE
