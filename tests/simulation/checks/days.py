"""Last days, counted by hand by the published calendars; and facts in the order of their days."""

from __future__ import annotations

from datetime import date

from tests.simulation.checks.duties import MOVED
from tests.simulation.city import City
from tests.simulation.notebook import Notebook, day_of
from tests.simulation.papers import days_after, next_meeting, working_days_after
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise

PERIODS = {"publish-necips": 20, "publish-": 7, "withdraw-": 3, "end-": 3, "answer-objection": 3, "record-variation": 3}
"""Working days."""


def days_are_right(city: City) -> None:
    """The last day of every duty whose clock nobody moved is the one that the published calendars give."""
    touched = {vars(f).get("document_no") for kind in MOVED for f in city.notebook.all(kind)}
    for duty in city.duties():
        expected = _counted(duty)
        if duty.case not in touched and expected is not None and expected.year < 2027:
            assert (duty.due_on, duty.provisional) == (expected, False), f"{duty} should be due on {expected}"
        assert duty.since <= duty.due_on, duty


def _counted(duty: Duty) -> date | None:
    if duty.step in {"consult", "decide-restatement"}:
        return next_meeting(duty.since)
    if duty.step == "refund-check":
        return days_after(duty.since, 30)
    if duty.step.startswith("measure-"):
        return next_meeting(duty.since) if duty.assumed else None
    return working_days_after(duty.since, next(n for step, n in PERIODS.items() if duty.step.startswith(step)))


def facts_in_order(book: Notebook) -> None:
    """Nothing is recorded before what was recorded, nor counts from a day to come; no case goes back behind its decision."""
    instants = [fact.timestamp for _, fact in book.facts]
    assert instants == sorted(instants)
    for _, fact in book.facts:
        assert fact.effective_on is None or fact.effective_on <= day_of(fact), fact
    for number, facts in book.cases.items():
        first = min(f.decided_on for f in book.of(number, Enterprise.PenaltyLogged, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried))
        assert all(f.effective_on is None or f.effective_on >= first for f in facts), number
