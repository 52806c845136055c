"""Duties: none is lost, no last day moves without an event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact

DONE: dict[str, tuple[type[Fact], ...]] = {
    "publish-": (Enterprise.PublicationAccepted,),
    "consult": (Enterprise.CaseConcluded,),
    "refund-check": (Enterprise.PenaltyFulfilled,),
    "measure-": (Enterprise.MeasureCompleted,),
    "withdraw-": (Enterprise.PublicationWithdrawn,),
    "end-": (Enterprise.PublicationEnded,),
    "answer-objection": (Enterprise.ObjectionDecided,),
    "record-variation": (Enterprise.PenaltyVaried, Enterprise.PenaltyRevoked),
    "decide-restatement": (Enterprise.ResultRestated,),
}
"""Step → what does it."""

ENDED: dict[str, tuple[type[Fact], ...]] = {
    "publish-": (
        Enterprise.PenaltyRevoked,
        Enterprise.PenaltyRepaired,
        Enterprise.PenaltyCorrected,
        Enterprise.PenaltyVaried,
        Enterprise.CaseConcluded,
    ),
    "consult": (Enterprise.PenaltyRevoked, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried),
    "refund-check": (Enterprise.PenaltyRevoked, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried),
    "measure-": (Enterprise.MeasureLifted,),
    "end-": (Enterprise.WithdrawalRequested,),  # for another reason: then it is to be withdrawn
    "decide-restatement": (Enterprise.RestatementLapsed, Enterprise.RestatementRaised),
}
"""Step → what else may take it away, or put another in its place."""

MOVED: tuple[type[Fact], ...] = (
    Enterprise.DeadlinePaused,
    Enterprise.DeadlineResumed,
    Enterprise.DeadlineExtended,
    Enterprise.MeasureExtended,
)
"""What moves the day of a duty that stays."""

Key = tuple[str, str, str, date]


def _key(duty: Duty) -> Key:
    return duty.step, duty.case, duty.department, duty.since


def _of_step(table: dict[str, tuple[type[Fact], ...]], step: str) -> tuple[type[Fact], ...]:
    return next((kinds for name, kinds in table.items() if step.startswith(name)), ())


def _bear_on(case: str, news: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in news if case in (vars(fact).get("document_no"), vars(fact).get("quarter"))]


def nothing_lost(before: Sequence[Duty], after: Sequence[Duty], news: Sequence[Fact]) -> None:
    """A duty that was open is open still, or one of the new events did or ended it; one that was done stays done."""
    still = Counter(_key(d) for d in after if d.done_on is None)
    done = Counter((*_key(d), d.done_on) for d in after if d.done_on is not None)
    for key, times in Counter(_key(d) for d in before if d.done_on is None).items():
        step, case = key[:2]
        if still[key] < times:
            kinds = (*_of_step(DONE, step), *_of_step(ENDED, step))
            assert any(isinstance(f, kinds) for f in _bear_on(case, news)), f"a duty was lost: {key}, after {_told(news)}"
    for finished, times in Counter((*_key(d), d.done_on) for d in before if d.done_on is not None).items():
        step, case = finished[:2]
        if done[finished] < times:
            kinds = (*_of_step(ENDED, step), *_of_step(DONE, step))
            assert any(isinstance(f, kinds) for f in _bear_on(case, news)), f"what was done isn't any more: {finished}, {_told(news)}"


def nothing_moved(before: Sequence[Duty], after: Sequence[Duty], news: Sequence[Fact]) -> None:
    """The day of a duty moved only with an event of its case that moves clocks; with the passing of days only where it is provisional."""
    then, now = _days(before), _days(after)
    for key in then.keys() & now.keys():
        step, case = key[:2]
        moved = [f for f in _bear_on(case, news) if isinstance(f, (*MOVED, *_of_step(DONE, step), *_of_step(ENDED, step)))]
        assert then[key] <= now[key] or moved, f"a deadline moved: {key}, {then[key]} → {now[key]}, after {_told(news)}"


def _days(duties: Iterable[Duty]) -> dict[Key, Counter[date]]:
    """The last days of duties, each as often as there is one: two revisions may have to leave the same platform."""
    found: dict[Key, Counter[date]] = defaultdict(Counter)
    for duty in duties:
        if not duty.provisional:
            found[_key(duty)][duty.due_on] += 1
    return found


def _told(news: Sequence[Fact]) -> list[str]:
    return [type(fact).__name__ for fact in news]
