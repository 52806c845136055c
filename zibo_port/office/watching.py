"""The list of enterprises under special attention (重点关注企业), as a view shows it, today or after one quarter's results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.results import ResultPublished, ResultRestated, WatchListEntered, WatchListLeft
from zibo_port.domain.errors import Text
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.quarter import Round
from zibo_port.domain.telling.evaluation import grade_in_english
from zibo_port.office.archive import Archive, View
from zibo_port.office.scanning import scan
from zibo_port.office.store.mapper import decode
from zibo_port.workflows.service_evaluation import DEREGISTERED


@dataclass(frozen=True, slots=True)
class Entry:
    """An enterprise on the list: the quarter and grade that put it there, the day since which it counts, the last grade."""

    enterprise: str
    name: str
    quarter: str
    grade: str
    since: date
    last: ResultPublished | ResultRestated | None

    @property
    def reason(self) -> Text:
        """Why it is on the list."""
        zh, en = f"{self.quarter} 评价结果为{self.grade}", f"graded {grade_in_english(self.grade)} in {self.quarter}"
        if self.last is not None and self.last.quarter > self.quarter:
            zh += f"，{self.last.quarter} 为{self.last.grade or '无数据'}"
            en += f", {grade_in_english(self.last.grade) or 'no data'} in {self.last.quarter}"
        elif self.last is not None and self.last.grade != self.grade:
            zh += f"，后重述为{self.last.grade or '无数据'}"
            en += f", restated as {grade_in_english(self.last.grade) or 'no data'}"
        return Text(zh, en)

    def row(self) -> dict[str, Any]:
        """The entry as JSON gives it."""
        return {"enterprise": self.enterprise, "name": self.name, "quarter": self.quarter, "grade": self.grade, "since": self.since}


def watched(archive: Archive, view: View, quarter: Quarter | None = None) -> list[Entry]:
    """Who is on the list, by credit code; with a quarter, who was on it with that quarter's results.

    A quarter's list stands with its publication. Until the next results are published, a restatement of what was graded
    by then changes it too; a deregistration after it doesn't, nor does anything recorded once the next results were out.
    Names and grades are those of that time. A quarter that isn't published yet has the list as it stands.
    """
    span = None if quarter is None else _span(archive, view, str(quarter))
    return sorted(_entries(archive, view, span), key=lambda entry: entry.enterprise)


class _Span(NamedTuple):
    """Where a quarter's list stands in the log: from its publication (0: none yet) to the last position before the next one."""

    quarter: str
    published: int
    end: int

    def counts(self, position: int, fact: WatchListEntered | WatchListLeft) -> bool:
        """Whether what happened to the list belongs to the quarter's list."""
        deregistered = isinstance(fact, WatchListLeft) and fact.reason == DEREGISTERED
        return position <= self.end and fact.quarter <= self.quarter and not (deregistered and 0 < self.published < position)


def _span(archive: Archive, view: View, quarter: str) -> _Span:
    published = {fact.quarter: position for position, fact in scan(archive, view, Round.QuarterPublished)}
    own = published.get(quarter, 0)
    following = [position for name, position in published.items() if name > quarter and position > own]
    return _Span(quarter, own, min(following) - 1 if following else view.position)


def _entries(archive: Archive, view: View, span: _Span | None) -> Iterator[Entry]:
    on_list: dict[UUID, WatchListEntered | WatchListLeft] = {}
    for position, fact in scan(archive, view, WatchListEntered, WatchListLeft):
        if isinstance(fact, WatchListEntered | WatchListLeft) and (span is None or span.counts(position, fact)):
            on_list[fact.originator_id] = fact
    for stream_id, fact in on_list.items():
        if isinstance(fact, WatchListEntered):
            enterprise = _shown(archive, view, stream_id, view.position if span is None else span.end)
            results = [r for name, r in enterprise.results.items() if span is None or name <= span.quarter]
            last = max(results, key=lambda result: result.quarter, default=None)
            since = fact.effective_on or business_day_of(fact.timestamp)
            yield Entry(enterprise.identity.code, enterprise.identity.name, fact.quarter, fact.grade, since, last)


def _shown(archive: Archive, view: View, stream_id: UUID, upto: int) -> Enterprise:
    facts = (decode(row) for row in archive.store.stream(stream_id, upto))
    return Enterprise.blank(stream_id).replay(fact for fact in facts if view.shows(fact))
