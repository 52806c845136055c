"""Fifteen months of a fictional city's reports, recorded through the office: what the tests of monitoring look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from zibo_port.domain import commands as c
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.monitoring_report import MonitoringReport, Period
from zibo_port.domain.periods import Month
from zibo_port.office.archive import Archive
from zibo_port.office.founding import found
from zibo_port.office.monitoring_report import monitoring_report
from zibo_port.office.office import Office
from zibo_port.office.rulebook import indicators
from zibo_port.office.store import open_store

FIRST, LAST = Month(2025, 6), Month(2026, 8)
MIDDLE = {
    "import-value": "120000", "export-value": "310000", "import-declarations": "5200", "export-declarations": "21000",
    "overall-import-hours": "34", "overall-export-hours": "2.1", "customs-import-hours": "9", "customs-export-hours": "0.6",
    "trading-enterprises": "2400", "outbound-investment": "150", "contracted-projects": "800", "foreign-investment": "5200",
    "new-foreign-enterprises": "9", "refund-paperless-share": "98.2", "refund-approved": "24000", "refund-claimants": "900",
    "refund-payment-days": "1.8", "refund-payments": "850", "refund-paid": "23500", "zone-import-value": "31000",
    "zone-export-value": "44000", "eurasia-trains": "22", "eurasia-containers": "1900", "scheduled-trains": "14",
    "scheduled-containers": "1100", "single-window-declarations": "25000", "single-window-share": "99.1", "single-window-enterprises": "42",
}  # fmt: skip
OUTLIER = Decimal("58.20")
"""The import clearance time of the last month, far above what was expected."""
NOTE = "<b>台风</b>两日，进口通关时间上升"


class Clock:
    """Stands where it is put, and moves by a second each time it is asked."""

    def __init__(self, day: date) -> None:
        self.go_to(day)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def go_to(self, day: date) -> None:
        """09:00 of a day."""
        self.at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


class City:
    """An office and its reports; each step leaves the store as it would be on that day."""

    def __init__(self, folder: Path, *, rehearsal: bool = True) -> None:
        self.url = f"sqlite:///{folder / 'city.db'}"
        self.clock = Clock(FIRST.next.first_day)
        store = open_store(self.url)
        found(store, "王晓", rehearsal=rehearsal, clock=self.clock)
        self.office = Office(store, clock=self.clock)

    def do(self, *forms: c.Command) -> Any:
        """Handle requests; the first fact of the last."""
        return [self.office.handle(form).recorded for form in forms][-1][0].fact

    def submit(self, unit: str, month: Month, figures: dict[str, Decimal], **more: Any) -> None:
        """A unit's report."""
        given = tuple(c.ReportedFigure(indicator=code, value=value) for code, value in figures.items())
        self.do(c.SubmitReport(department=unit, month=month, figures=given, **more))

    def report(self, period: Period, **clocks: Any) -> MonitoringReport:
        """The report of a period."""
        archive = Archive(self.office)
        return monitoring_report(archive, period, archive.view(**clocks))


def figures(unit: str, month: Month) -> dict[str, Decimal]:
    """What a unit reports for a month: its middle figures, a little apart each month, the same in every run."""
    chance = Random(f"{unit}{month}")
    found = {}
    for indicator in indicators().of(unit):
        middle = Decimal(MIDDLE.get(indicator.code, "4"))
        value = round(middle * (100 + chance.randint(-4, 4)) / 100, min(indicator.decimals, 2))
        found[indicator.code] = value if indicator.maximum is None else min(value, indicator.maximum)
    return _adding_up(found)


def _adding_up(found: dict[str, Decimal]) -> dict[str, Decimal]:
    """The price figures as they must be: parts within their whole, and the sum."""
    if "price-amount" in found:
        parts = [found["price-refunded"], found["price-fined"], found["price-confiscated"]]
        found |= {code: Decimal(1) for code in found if code.startswith("price-cases-")}
        found |= {"price-cases": Decimal(6), "price-cases-million": Decimal(0), "price-amount": sum(parts, Decimal(0))}
    return found


def whole(folder: Path, *, rehearsal: bool = True) -> City:
    """Every unit reports every month but the last, in which one is missing, one late, one returned, one not approved."""
    city = City(folder, rehearsal=rehearsal)
    city.do(c.SetBaseline(indicator="overall-import-hours", value=Decimal("60.50"), period="2017", source="示例：<通报>"))
    month = FIRST
    while month < LAST:
        city.clock.go_to(month.next.first_day.replace(day=8))
        for unit in REPORTING_UNITS:
            city.submit(unit, month, figures(unit, month))
            city.do(c.ApproveReport(department=unit, month=month))
        month = month.next
    return _last(city)


def _last(city: City) -> City:
    city.clock.go_to(date(2026, 9, 9))
    customs = figures("customs", LAST) | {"overall-import-hours": OUTLIER}
    city.submit("customs", LAST, customs, notes=NOTE)
    for unit in ("port-office", "market-supervision", "central-bank"):
        city.submit(unit, LAST, figures(unit, LAST))
        city.do(c.ApproveReport(department=unit, month=LAST))
    city.submit("bonded-zone", LAST, figures("bonded-zone", LAST))
    city.do(c.ReturnReport(department="bonded-zone", month=LAST, reason="班列列数与计划不符"))
    city.clock.go_to(date(2026, 9, 12))
    city.submit("tax", LAST, {"refund-paperless-share": Decimal("98.5")})
    city.clock.go_to(date(2026, 9, 15))
    return city
