"""The history of an enterprise told step by step: each event with the state before and after it, as a difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zibo_port.domain.books import Books
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.standing import standing
from zibo_port.office.archive import Archive, View
from zibo_port.office.desk import Recorded
from zibo_port.workflows import joint_supervision

SCORE: Final = "score"
_SCORING: Final = (
    Enterprise.RatingRecorded,
    Enterprise.ComplaintReceived,
    Enterprise.ComplaintResolved,
    Enterprise.DepartmentScored,
    Enterprise.PointsDeducted,
    Enterprise.DeductionCancelled,
    Enterprise.LinesChanged,
    Enterprise.Deregistered,
)
State = dict[tuple[str, str], str]
"""What stands: (subject, which one) → value. Subjects are name, register, penalty, fine, confiscated, review, case, duty, publication,
deduction, measure, score, result and watch-list; values are codes and numbers, the same in every language."""


class Change(NamedTuple):
    """One difference; None is “not there”."""

    subject: str
    which: str
    before: str | None
    after: str | None


class Step(NamedTuple):
    """One event, and what it changed."""

    recorded: Recorded
    changes: tuple[Change, ...]


@dataclass(slots=True)
class _Player:
    """The state as the history goes on."""

    enterprise: Enterprise
    flow: joint_supervision.State
    books: Books
    quarters: tuple[Quarter, ...]
    scores: State
    duties: State


def replay(archive: Archive, code: str, view: View) -> list[Step]:
    """Every event of an enterprise that a view shows, in order, with what it changed.

    Scores are those that the facts so far give, for the quarters in which the enterprise is evaluated; deadlines go by the
    calendar that the view knows.

    Raises:
        NotFound: no such enterprise by then.
    """
    history = [Recorded(row.position, fact) for row, fact in archive.trail(code, view)]
    books = archive.books(view)
    quarters = tuple(sorted(_quarters(r.fact for r in history)))
    player = _Player(Enterprise.blank(Enterprise.id_of(code)), joint_supervision.initial(books), books, quarters, {}, {})
    steps: list[Step] = []
    before: State = {}
    for recorded in history:
        after = _play(player, recorded.fact)
        steps.append(Step(recorded, tuple(_difference(before, after))))
        before = after
    return steps


def _play(player: _Player, fact: Fact) -> State:
    player.enterprise.replay([fact])
    player.flow = joint_supervision.evolve(player.flow, fact)
    if isinstance(fact, _SCORING):
        player.scores = _scores(player)
    document_no = getattr(fact, "document_no", None)
    if document_no is not None:
        player.duties = _duties(player, document_no, business_day_of(fact.timestamp))
    return {**_standing(player.enterprise), **player.duties, **player.scores}


def _difference(before: State, after: State) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Change(*key, before.get(key), after.get(key))


# --- what stands --------------------------------------------------------------------------------------------------


def _standing(enterprise: Enterprise) -> State:
    who = enterprise.identity
    state = {("name", who.code): who.name}
    if who.deregistered_on is not None:
        state["register", who.code] = f"deregistered {who.deregistered_on}"
    for penalty in enterprise.penalties.values():
        state["penalty", penalty.document_no] = f"revision {penalty.revision}"
        for name, amount in (("fine", penalty.fine), ("confiscated", penalty.confiscated)):
            if amount is not None:
                state[name, penalty.document_no] = str(amount)
        became = _became(enterprise, penalty.document_no)
        if became is not None:
            state["review", penalty.document_no] = became
    for key, conclusion in enterprise.cases.items():
        known = enterprise.penalties.get(key)
        name = known.document_no if known else key
        state["case", name] = "open" if conclusion is None else f"concluded {conclusion.meeting}"
    for asked in enterprise.publications.values():
        state["publication", f"{asked.publication} {asked.platform}"] = f"{asked.state} {asked.answer}" if asked.answer else asked.state
    return state | _consequences(enterprise)


def _became(enterprise: Enterprise, document_no: str) -> str | None:
    review = enterprise.review(document_no)
    days = (("revoked", review.revoked_on), ("repaired", review.repaired_on), ("fulfilled", review.fulfilled_on))
    found = next((f"{word} {day}" for word, day in days if day is not None), None)
    return found or ("under-review" if enterprise.under_review(document_no) else None)


def _consequences(enterprise: Enterprise) -> State:
    state: State = {}
    for taken in enterprise.deductions:
        state["deduction", f"{taken.quarter} {taken.document_no}"] = str(taken.points)
    for order in enterprise.measures:
        state["measure", f"{order.measure} {order.document_no}"] = order.executing_department
    for quarter, result in enterprise.results.items():
        state["result", quarter] = _figure(result.total, result.grade)
    if enterprise.watched is not None:
        state["watch-list", enterprise.watched.quarter] = enterprise.watched.grade
    return state


def _scores(player: _Player) -> State:
    """The scores of the quarters in which the enterprise is evaluated, by what is known of it so far."""
    found: State = {}
    for quarter in filter(player.enterprise.identity.evaluated_in, player.quarters):
        score = standing(player.enterprise, quarter, player.books)
        found[SCORE, str(quarter)] = _figure(score.total, score.grade)
    return found


def _figure(total: object, grade: str | None) -> str:
    return "no-data" if total is None else f"{total} {grade}"


def _duties(player: _Player, document_no: str, on: date) -> State:
    """The duties of all cases, those of one of them looked at again."""
    case = player.flow.cases.get(comparable(document_no))
    if case is None:
        return player.duties
    others = {key: value for key, value in player.duties.items() if not key[1].endswith(f" {case.document_no}")}
    return others | {("duty", f"{d.step} {d.case}"): _owed(d) for d in joint_supervision.duties_of(player.flow, case, on)}


def _owed(duty: Duty) -> str:
    return f"due {duty.due_on}{' (provisional)' if duty.provisional else ''}" if duty.done_on is None else f"done {duty.done_on}"


def _quarters(facts: Sequence[Fact] | Iterator[Fact]) -> set[Quarter]:
    """The quarters on which the facts bear: those they name, and those of which a complaint or a conclusion is."""
    found = set()
    for fact in facts:
        match fact:
            case Enterprise.PointsDeducted() | Enterprise.DepartmentScored() | Enterprise.ResultPublished():
                found.add(Quarter.parse(fact.quarter))
            case Enterprise.ComplaintReceived():
                found.add(Quarter.of(fact.received_on))
    return found
