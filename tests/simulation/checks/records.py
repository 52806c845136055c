"""What happens once is on record once."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from tests.simulation.notebook import Notebook
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact

ONCE: dict[type[Fact], tuple[str, ...]] = {
    Enterprise.Registered: ("code",),
    Enterprise.PenaltyLogged: ("document_no",),
    Enterprise.CaseOpened: ("document_no",),
    Enterprise.PenaltyRevoked: ("document_no",),
    Enterprise.PenaltyFulfilled: ("document_no",),
    Enterprise.PenaltyRepaired: ("document_no",),
    Enterprise.PublicationRequested: ("document_no", "platform", "revision"),
    Enterprise.PublicationAccepted: ("publication",),
    Enterprise.WithdrawalRequested: ("publication",),
    Enterprise.PublicationWithdrawn: ("publication",),
    Enterprise.PublicationEnded: ("publication",),
    Enterprise.MeasureCompleted: ("measure",),
    Enterprise.ObjectionFiled: ("objection",),
    Enterprise.ObjectionDecided: ("objection",),
    Enterprise.ResultFrozen: ("originator_id", "quarter"),
    Enterprise.ResultPublished: ("originator_id", "quarter"),
    Enterprise.PointsDeducted: ("document_no", "meeting"),
    Enterprise.CaseConcluded: ("document_no", "meeting"),
    Enterprise.ComplaintReceived: ("reference",),
}


def nothing_doubled(book: Notebook) -> None:
    """What happens once is on record once, and what a request recorded stands together."""
    for kind, names in ONCE.items():
        seen = Counter(tuple(getattr(fact, name) for name in names) for fact in book.all(kind))
        assert all(times == 1 for times in seen.values()), f"{kind.__name__}: {[k for k, n in seen.items() if n > 1]}"
    runs = Counter(command_id for command_id, _ in groupby(fact.command_id for _, fact in book.facts))
    assert all(times == 1 for times in runs.values()), f"recorded more than once: {[k for k, n in runs.items() if n > 1]}"
