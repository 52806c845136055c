"""The morning round: what is long overdue is escalated."""

from __future__ import annotations

from itertools import groupby

from tests.simulation.city import City
from tests.simulation.notebook import Notebook
from tests.simulation.papers import working_days_after
from zibo_port.domain.mornings import DutyEscalated


def escalated_in_order(book: Notebook) -> None:
    """A duty is escalated once for each last day, on the fifth working day after it, and what an outage left in order."""
    raised = book.all(DutyEscalated)
    assert len({(f.step, f.case, f.owing_department, f.due_on) for f in raised}) == len(raised), "escalated twice"
    for fact in raised:
        assert fact.effective_on == working_days_after(fact.due_on, 5), fact
    for _, morning in groupby(raised, key=lambda fact: fact.command_id):
        days = [fact.effective_on for fact in morning]
        assert days == sorted(days), days


def nothing_left_to_escalate(city: City) -> None:
    """After a morning round whatever is five working days late was escalated."""
    known = {(f.step, f.case, f.owing_department, f.due_on) for f in city.notebook.all(DutyEscalated)}
    for duty in city.everything_owed():
        late = duty.done_on is None and not duty.provisional and working_days_after(duty.due_on, 5) <= city.today
        assert not late or (duty.step, duty.case, duty.department, duty.due_on) in known, f"not escalated: {duty}"
