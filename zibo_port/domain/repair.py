"""Whether a party's credit may be repaired: duties done, no kind that is shown to the end, the shortest period over (law.md C, E)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from zibo_port.domain.calendar import months_after
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import Refused

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise.penalties import Penalty
    from zibo_port.domain.enterprise.publications import Publication

CLAUSE = "《市场监督管理行政处罚信息公示规定》第十四条"


def must_be_repairable(penalty: Penalty, on: date, fulfilled_on: date | None, publications: Iterable[Publication], books: Books) -> None:
    """Refuse a repair that the rules of that day don't allow.

    Raises:
        Refused: with the clause, and the first day on which it is possible where there is one.
    """
    if fulfilled_on is None or fulfilled_on > on:
        raise Refused(
            f"{penalty.document_no} 尚未登记履行完毕，不能修复。先用 zibo-port penalty fulfil 登记履行。",
            f"{penalty.document_no} isn't on record as fulfilled, so it can't be repaired. First record it with penalty fulfil.",
            clause=CLAUSE,
        )
    shown_to_the_end = books.provisions.no_early_end("necips", penalty.kinds, on)
    if shown_to_the_end is not None:
        raise Refused(
            f"{penalty.document_no} 的处罚种类不得提前停止公示，不能修复。",
            f"{penalty.document_no} has a kind of penalty that is shown for its whole term; it can't be repaired.",
            clause=shown_to_the_end.clause,
        )
    for clause, first_day in _first_days(penalty, publications, books):
        if on < first_day:
            raise Refused(
                f"{penalty.document_no} 公示未满最短期限，{first_day} 起方可修复。",
                f"{penalty.document_no} hasn't been shown for the shortest period; it can be repaired from {first_day} on.",
                clause=clause,
            )


def _first_days(penalty: Penalty, publications: Iterable[Publication], books: Books) -> Iterable[tuple[str, date]]:
    """The clause and the first possible day, by platform."""
    provisions, key = books.provisions, comparable(penalty.document_no)
    for shown in publications:
        if shown.platform == "necips" and shown.accepted_on is not None and comparable(shown.document_no) == key:
            period = provisions.period("early-stop-necips", shown.accepted_on)
            yield period.clause, months_after(shown.accepted_on, period.count)
    term = provisions.publication_term("credit-china-zibo", penalty.kinds, penalty.fine, penalty.decided_on)
    if term is not None and term.minimum is not None:
        count, unit = term.minimum
        yield term.clause, months_after(penalty.decided_on, count * (12 if unit == "years" else 1))
