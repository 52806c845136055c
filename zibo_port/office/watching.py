"""The list of enterprises under special attention (重点关注企业), as a view shows it, today or after one quarter's results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.results import ResultPublished, ResultRestated, WatchListEntered, WatchListLeft
from zibo_port.domain.errors import Text
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.office.archive import Archive, View
from zibo_port.office.scanning import scan
from zibo_port.office.store.mapper import decode


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
        zh, en = f"{self.quarter} 评价结果为{self.grade}", f"graded {self.grade} in {self.quarter}"
        if self.last is not None and self.last.quarter > self.quarter:
            zh += f"，{self.last.quarter} 为{self.last.grade or '无数据'}"
            en += f", {self.last.grade or 'no data'} in {self.last.quarter}"
        elif self.last is not None and self.last.grade != self.grade:
            zh += f"，后重述为{self.last.grade or '无数据'}"
            en += f", restated as {self.last.grade or 'no data'}"
        return Text(zh, en)

    def row(self) -> dict[str, Any]:
        """The entry as JSON gives it."""
        return {"enterprise": self.enterprise, "name": self.name, "quarter": self.quarter, "grade": self.grade, "since": self.since}


def watched(archive: Archive, view: View, quarter: Quarter | None = None) -> list[Entry]:
    """Who is on the list, by credit code; with a quarter, who was once that quarter's results were out, whatever came later."""
    return sorted(_entries(archive, view, None if quarter is None else str(quarter)), key=lambda entry: entry.enterprise)


def _entries(archive: Archive, view: View, quarter: str | None) -> Iterator[Entry]:
    standing: dict[UUID, WatchListEntered | WatchListLeft] = {}
    for _, fact in scan(archive, view, WatchListEntered, WatchListLeft):
        if isinstance(fact, WatchListEntered | WatchListLeft) and (quarter is None or fact.quarter <= quarter):
            standing[fact.originator_id] = fact
    for stream_id, fact in standing.items():
        if isinstance(fact, WatchListEntered):
            enterprise = _shown(archive, view, stream_id)
            results = [r for name, r in enterprise.results.items() if quarter is None or name <= quarter]
            last = max(results, key=lambda result: result.quarter, default=None)
            since = fact.effective_on or business_day_of(fact.timestamp)
            yield Entry(enterprise.identity.code, enterprise.identity.name, fact.quarter, fact.grade, since, last)


def _shown(archive: Archive, view: View, stream_id: UUID) -> Enterprise:
    facts = (decode(row) for row in archive.store.stream(stream_id, view.position))
    return Enterprise.blank(stream_id).replay(fact for fact in facts if view.shows(fact))
