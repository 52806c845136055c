"""Where a decision is shown, until when, and from when an early end may be applied for: by the term of each platform."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from zibo_port.domain.calendar import months_after
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise_page import Shown
from zibo_port.domain.payload import FOR_EVER

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.domain.enterprise.penalties import Penalty
    from zibo_port.domain.enterprise.publications import Publication
    from zibo_port.domain.provision_models import Term

NECIPS: Final = "necips"
EARLY_STOP: Final = "early-stop-necips"


def shown(enterprise: Enterprise, books: Books) -> Iterator[Shown]:
    """Every decision at every platform, in each revision."""
    latest: dict[tuple[str, str], int] = {}
    for asked in enterprise.publications.values():
        place = (comparable(asked.document_no), asked.platform)
        latest[place] = max(latest.get(place, 0), asked.revision)
    for asked in enterprise.publications.values():
        key = comparable(asked.document_no)
        current = asked.revision == latest[key, asked.platform]
        penalty = enterprise.penalties.get(key)
        if penalty is not None:
            yield _shown(asked, penalty, books, current=current)


def _shown(asked: Publication, penalty: Penalty, books: Books, *, current: bool) -> Shown:
    term = books.provisions.publication_term(asked.platform, penalty.kinds, penalty.fine, penalty.decided_on)
    since = asked.accepted_on
    counted = penalty.decided_on if term is not None and term.counted_from == "decision" else since
    end = books.calendar.count(counted, term.count, term.unit) if term is not None and counted is not None else None
    return Shown(
        about=penalty.document_no,
        platform=asked.platform,
        revision=asked.revision,
        state=asked.state,
        answer=asked.answer,
        since=since,
        until=end.on if end else None,
        filed_until=_filed_until(asked.payload),
        repairable=_repairable(asked.platform, term, counted, books) if counted is not None else None,
        clause=term.clause if term else "",
        provisional=end is not None and end.provisional,
        assumed=term is not None and term.assumed,
        current=current,
    )


def _repairable(platform: str, term: Term | None, counted: date, books: Books) -> date | None:
    """The day on which the least time shown is full; it is no deadline, so it doesn't roll over a day off."""
    if platform == NECIPS:
        period = books.provisions.period(EARLY_STOP, counted)
        return months_after(counted, period.count)
    if term is None or term.minimum is None:
        return None
    count, unit = term.minimum
    return months_after(counted, count * (12 if unit == "years" else 1))


def _filed_until(payload: str) -> date | None:
    """The last day that the record names, if it names one."""
    said = json.loads(payload).get("CF_GSJZQ", "")
    return date.fromisoformat(said.replace("/", "-")) if said and said != FOR_EVER else None
