"""A fictional city in the third quarter of 2026, recorded through the office: what the tests of the report look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from zibo_port.domain import commands as c
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarterly import QuarterlyReport
from zibo_port.office.archive import Archive
from zibo_port.office.founding import found
from zibo_port.office.office import Office
from zibo_port.office.quarterly import quarterly
from zibo_port.office.store import open_store

Q3 = Quarter(2026, 3)
QUARTER = "2026Q3"
SCRIPT = "<script>alert('港')</script>有限公司"
LONG = "淄博市齐鲁大宗商品跨境贸易供应链综合服务与多式联运国际货运代理（淄博综合保税区）股份有限公司第一分公司"
BEST, TIED, FAIR, POOR, SILENT, OTHER = range(6)
NAMES = ("淄博甲货代有限公司", "淄博乙报关有限公司", SCRIPT, LONG, "淄博丁仓储有限公司", "淄博戊商贸有限公司")
FIRST, SECOND, THIRD, OPEN = (f"淄市监处罚〔2026〕{n}号" for n in (1, 2, 3, 4))
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def code(number: int) -> str:
    """A fictional credit code of Zibo with valid check digits."""
    body = f"MATE{number:04}"
    rest = (11 - sum(_LETTERS.index(x) * w for x, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11) % 11
    code = f"91370303{body}{'X' if rest == 10 else rest}"
    return code + _ALPHABET[-sum(_ALPHABET.index(x) * pow(3, i, 31) for i, x in enumerate(code)) % 31]


CODES = tuple(code(n) for n in range(6))


class Clock:
    """Stands where it is put, and moves by a second each time it is asked."""

    def __init__(self) -> None:
        self.at = datetime(2026, 7, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def go_to(self, day: date) -> None:
        """09:00 of a day."""
        self.at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


class City:
    """An office and what happens in it; each step leaves the store as it would be on that day."""

    def __init__(self, folder: Path, *, rehearsal: bool = True) -> None:
        self.url = f"sqlite:///{folder / 'city.db'}"
        self.clock = Clock()
        store = open_store(self.url)
        found(store, "王晓", rehearsal=rehearsal, clock=self.clock)
        self.office = Office(store, clock=self.clock)

    def do(self, *forms: c.Command) -> Any:
        """Handle requests; the first fact of the last."""
        return [self.office.handle(form).recorded for form in forms][-1][0].fact

    def inputs(self) -> City:
        """Six enterprises, ratings, scores, a complaint; four penalties."""
        for i, name in enumerate(NAMES):
            self.do(c.RegisterEnterprise(enterprise=CODES[i], name=name, lines=("other",) if i == OTHER else ("freight-forwarding",)))
        for i, favourable in ((BEST, 96), (TIED, 97), (FAIR, 90), (POOR, 60)):
            self.do(c.RecordRating(enterprise=CODES[i], year=2025, favourable=favourable, total=100))
        for i, points in ((BEST, "18.5"), (TIED, "18.5"), (FAIR, "16"), (POOR, "10"), (SILENT, "20")):
            self.do(c.RecordDepartmentScore(enterprise=CODES[i], quarter=QUARTER, department="customs", points=Decimal(points)))
        self.do(c.RecordComplaint(enterprise=CODES[FAIR], reference="热线1", received_on=date(2026, 7, 6)))
        for i, number, articles in (
            (FAIR, FIRST, ("price-regulation.13.1",)),
            (POOR, SECOND, ("price-regulation.13.1", "price-regulation.9.5")),
            (OTHER, THIRD, ("price-regulation.13.1",)),
            (BEST, OPEN, ("price-regulation.13.1",)),
        ):
            self.do(_penalty(CODES[i], number, articles))
        return self

    def meeting(self) -> City:
        """A consultation that concludes three of the four cases."""
        self.clock.go_to(date(2026, 8, 10))
        meeting = self.do(
            c.CallConsultation(on=date(2026, 8, 10), departments=("customs", "port-office"), cases=(FIRST, SECOND, THIRD, OPEN))
        ).meeting
        measure = c.MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=date(2026, 9, 15))
        outcomes = (
            c.Outcome(case=FIRST, deduct=Decimal(5), measures=(measure,)),
            c.Outcome(case=SECOND, deduct=Decimal("8.5")),
            c.Outcome(case=THIRD, deduct=Decimal(2)),
        )
        self.do(c.ConcludeConsultation(meeting=meeting, outcomes=outcomes, minutes="会议纪要"))
        return self

    def receipts(self) -> City:
        """The national system accepts FIRST in time; the city's site accepts it late."""
        self.clock.go_to(date(2026, 8, 12))
        enterprise = self.archive.file(CODES[FAIR], self.archive.view()).enterprise
        for publication in enterprise.publications.values():
            on = date(2026, 7, 9) if publication.platform == "necips" else date(2026, 8, 12)
            self.do(c.RecordReceipt(publication=publication.publication, case=FIRST, accepted="收1号", on=on))
        return self

    def closed(self) -> City:
        """The round is closed."""
        self.clock.go_to(date(2026, 10, 9))
        self.do(c.CloseQuarter(quarter=QUARTER))
        return self

    def published(self) -> City:
        """The results are published."""
        self.clock.go_to(date(2026, 10, 12))
        self.do(c.PublishQuarter(quarter=QUARTER))
        return self

    @property
    def archive(self) -> Archive:
        """Its history."""
        return Archive(self.office)

    def report(self, quarter: Quarter = Q3, known_at: datetime | None = None, effective_at: date | None = None) -> QuarterlyReport:
        """The figures of a quarter."""
        return quarterly(self.archive, quarter, self.archive.view(known_at, effective_at))


def _penalty(enterprise: str, number: str, articles: tuple[str, ...]) -> c.LogPenalty:
    return c.LogPenalty(
        enterprise=enterprise,
        document_no=number,
        decided_on=date(2026, 7, 6),
        authority="淄博市市场监督管理局",
        articles=articles,
        kinds=("fine",),
        gains="none",
        fine=Decimal(3000),
        departure="演示",
    )


def whole(folder: Path) -> City:
    """The whole quarter, published."""
    return City(folder).inputs().meeting().receipts().closed().published()


def of_size(report: QuarterlyReport, count: int) -> QuarterlyReport:
    """The same report with so many ranked enterprises, from 100 points down."""
    pattern = report.ranked[0]
    grades = [(90, "优秀"), (80, "良好"), (60, "一般"), (-1000, "较差")]
    standings = []
    for i in range(count):
        total = Decimal(100) - Decimal(110 * i) / count
        grade = next(g for low, g in grades if total >= low)
        standings.append(
            replace(pattern, code=code(i), name=f"{NAMES[i % 4]}{i}", rank=i + 1, total=total.quantize(Decimal("0.01")), grade=grade)
        )
    return replace(report, standings=tuple(standings))


def renamed(report: QuarterlyReport, names: Sequence[str]) -> QuarterlyReport:
    """The same report with other names for the first enterprises."""
    others = tuple(replace(s, name=name) for s, name in zip(report.standings, names, strict=False))
    return replace(report, standings=(*others, *report.standings[len(others) :]))
