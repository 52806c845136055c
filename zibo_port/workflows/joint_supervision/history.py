"""How the cases of an enterprise move with its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from zibo_port.domain.books import Books
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import (
    Enterprise,
    deadlines,
    measures,
    objections,
    outcomes,
    penalties,
    publications,
    registration,
    reviews,
    withdrawals,
)
from zibo_port.domain.enterprise.measures import id_of
from zibo_port.domain.enterprise.penalties import PenaltyContent
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.steps import Clock, Pause
from zibo_port.workflows.joint_supervision.case import Case, Measure, Shown, State


def initial(books: Books) -> State:
    """Nothing happened yet."""
    return State(books)


def evolve(state: State, event: Fact) -> State:
    """The state after an event; events of other mechanisms change nothing."""
    step = EVOLVE.get(type(event))
    if step is not None:
        step(state, event)
    return state


# --- step by step -------------------------------------------------------------------------------------------------


def _registered(state: State, event: registration.Registered) -> None:
    state.enterprise, state.elsewhere = event.code, event.elsewhere


def _logged(state: State, event: PenaltyContent) -> None:
    key = comparable(event.document_no)
    due = event.publication == "due"
    state.cases[key] = Case(event.document_no, event.decided_on, due, _refunds(event), elsewhere=state.elsewhere)
    state.waiting.pop(key, None)
    state.waiting[key] = None


def _corrected(_: State, case: Case, event: penalties.PenaltyCorrected) -> None:
    _changed(case, event, business_day_of(event.timestamp))


def _varied(_: State, case: Case, event: reviews.PenaltyVaried) -> None:
    since = event.effective_on or event.decided_on
    case.varied_on, case.varied_after = since, case.revision
    _leave(case, "varied", since, event.shown_at)
    _changed(case, event, since)


def _changed(case: Case, event: PenaltyContent, since: date) -> None:
    case.decided_on, case.publishable, case.refund = event.decided_on, event.publication == "due", _refunds(event)
    case.revision += 1
    if case.concluded_on is not None:
        case.reconclude_since = since


def _refunds(event: PenaltyContent) -> bool:
    return event.refund_ordered or event.refunded is not None


def _revoked(_: State, case: Case, event: reviews.PenaltyRevoked) -> None:
    case.revoked_on = event.effective_on
    case.reconclude_since = None
    _leave(case, "revoked", event.effective_on, event.shown_at)


def _repaired(_: State, case: Case, event: reviews.PenaltyRepaired) -> None:
    case.repaired_on = event.effective_on
    _leave(case, "repaired", event.effective_on, event.shown_at)


def _leave(case: Case, why: str, since: date | None, platforms: tuple[str, ...]) -> None:
    """What was handed over somewhere must be shown there no more."""
    for shown in case.shown:
        if shown.platform in platforms and shown.leaving is None and not shown.rejected:
            shown.leaving, shown.leaves_since = why, since


def _fulfilled(_: State, case: Case, event: reviews.PenaltyFulfilled) -> None:
    case.fulfilled_on = event.effective_on


def _opened(_: State, case: Case, event: penalties.CaseOpened) -> None:
    case.opened_on, case.version = event.effective_on, event.workflow_version


def _migrated(_: State, case: Case, event: deadlines.CaseMigrated) -> None:
    case.version = event.to_version


def _requested(_: State, case: Case, event: publications.PublicationRequested) -> None:
    case.shown.append(Shown(event.publication, event.platform, event.revision))


def _accepted(_: State, case: Case, event: publications.PublicationAccepted) -> None:
    for shown in _of(case, event.publication):
        shown.accepted_on, shown.rejected = event.accepted_on, False
        why, since = _gone_before(case, shown)
        if why is not None and since is not None and shown.leaving is None:
            shown.leaving, shown.leaves_since = why, max(since, event.accepted_on)


def _gone_before(case: Case, shown: Shown) -> tuple[str | None, date | None]:
    """Why, and since when, a decision may not be shown that a platform accepts only now."""
    if case.revoked_on is not None:
        return "revoked", case.revoked_on
    if case.repaired_on is not None:
        return "repaired", case.repaired_on
    return ("varied", case.varied_on) if shown.revision <= case.varied_after else (None, None)


def _rejected(_: State, case: Case, event: publications.PublicationRejected) -> None:
    for shown in _of(case, event.publication):
        shown.rejected = True


def _leaving(_: State, case: Case, event: withdrawals.WithdrawalRequested) -> None:
    for shown in _of(case, event.publication):
        shown.leave_asked = True
        shown.leaving, shown.leaves_since = event.why, shown.leaves_since or event.effective_on


def _gone(_: State, case: Case, event: withdrawals.PublicationWithdrawn | withdrawals.PublicationEnded) -> None:
    for shown in _of(case, event.publication):
        shown.gone_on = event.effective_on


def _of(case: Case, publication: str) -> Iterator[Shown]:
    return (s for s in case.shown if s.publication == publication)


def _concluded(_: State, case: Case, event: outcomes.CaseConcluded) -> None:
    case.concluded_on, case.pushes, case.reconclude_since = event.effective_on, event.pushes, None


def _deducted(_: State, case: Case, __: outcomes.PointsDeducted) -> None:
    case.deducted = True


def _cancelled(_: State, case: Case, __: outcomes.DeductionCancelled) -> None:
    case.deducted = False


def _imposed(_: State, case: Case, event: outcomes.MeasureImposed) -> None:
    if event.effective_on is not None:
        order = (event.measure, event.executing_department, event.meeting, event.effective_on, event.due_on, event.basis)
        case.measures.append(Measure(*order, id_of(event)))


def _completed(_: State, case: Case, event: measures.MeasureCompleted) -> None:
    for measure in case.measures:
        if measure.name == event.measure:
            measure.done_on = event.effective_on


def _given_time(_: State, case: Case, event: measures.MeasureExtended) -> None:
    for measure in case.measures:
        if measure.name == event.measure:
            measure.until = event.until


def _lifted(_: State, case: Case, event: outcomes.MeasureLifted) -> None:
    gone = (event.measure, event.executing_department, event.meeting)
    case.measures = [m for m in case.measures if (m.code, m.department, m.meeting) != gone]


def _objected(_: State, case: Case, event: objections.ObjectionFiled) -> None:
    if event.effective_on is not None:
        case.objections[event.objection] = (event.kind, event.effective_on, None, None)


def _decided(_: State, case: Case, event: objections.ObjectionDecided) -> None:
    known = case.objections.get(event.objection)
    if known is not None:
        case.objections[event.objection] = (known[0], known[1], event.effective_on, event.outcome)


def _paused(_: State, case: Case, event: deadlines.DeadlinePaused) -> None:
    if event.effective_on is not None:
        case.clocks.setdefault(event.step, Clock([])).pauses.append(Pause(event.effective_on, None))


def _resumed(_: State, case: Case, event: deadlines.DeadlineResumed) -> None:
    clock = case.clocks.get(event.step)
    if clock is not None and clock.pauses:
        clock.pauses[-1] = Pause(clock.pauses[-1].begun, event.effective_on)


def _extended(_: State, case: Case, event: deadlines.DeadlineExtended) -> None:
    clock = case.clocks.setdefault(event.step, Clock([]))
    clock.until, clock.paused_before = event.until, len(clock.pauses)


def _on_case(step: Callable[[State, Case, Any], None]) -> Callable[[State, Any], None]:
    """A step on the case that an event names; one whose beginning was filtered out is passed over."""

    def moved(state: State, event: Any) -> None:
        key = comparable(event.document_no)
        case = state.cases.get(key)
        if case is None:
            if isinstance(event, PenaltyContent):
                _logged(state, event)
            return
        step(state, case, event)
        state.waiting.pop(key, None)
        if case.waits():
            state.waiting[key] = None

    return moved


_ON_CASES: Final[Mapping[type[Fact], Callable[[State, Case, Any], None]]] = {
    Enterprise.PenaltyCorrected: _corrected,
    Enterprise.PenaltyVaried: _varied,
    Enterprise.PenaltyRevoked: _revoked,
    Enterprise.PenaltyRepaired: _repaired,
    Enterprise.PenaltyFulfilled: _fulfilled,
    Enterprise.CaseOpened: _opened,
    Enterprise.CaseMigrated: _migrated,
    Enterprise.PublicationRequested: _requested,
    Enterprise.PublicationAccepted: _accepted,
    Enterprise.PublicationRejected: _rejected,
    Enterprise.WithdrawalRequested: _leaving,
    Enterprise.PublicationWithdrawn: _gone,
    Enterprise.PublicationEnded: _gone,
    Enterprise.CaseConcluded: _concluded,
    Enterprise.PointsDeducted: _deducted,
    Enterprise.DeductionCancelled: _cancelled,
    Enterprise.MeasureImposed: _imposed,
    Enterprise.MeasureCompleted: _completed,
    Enterprise.MeasureExtended: _given_time,
    Enterprise.MeasureLifted: _lifted,
    Enterprise.ObjectionFiled: _objected,
    Enterprise.ObjectionDecided: _decided,
    Enterprise.DeadlinePaused: _paused,
    Enterprise.DeadlineResumed: _resumed,
    Enterprise.DeadlineExtended: _extended,
}

EVOLVE: Final[Mapping[type[Fact], Callable[[State, Any], None]]] = {
    Enterprise.Registered: _registered,
    Enterprise.PenaltyLogged: _logged,
    **{kind: _on_case(step) for kind, step in _ON_CASES.items()},
}
"""Kind of event → what it changes; a test enumerates it."""
