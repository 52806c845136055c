"""What the monitoring report says of a month or a quarter, as figures: who reported, what was reported, and how it compares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from zibo_port.domain.analysis import Alarms, Change, Point
from zibo_port.domain.duty import Duty
from zibo_port.domain.indicators import Comparison, Indicator
from zibo_port.domain.monitored import Remark
from zibo_port.domain.monitoring import BaselineSet, State
from zibo_port.domain.periods import Month, Quarter
from zibo_port.domain.quarterly import AsOf, Used

CLAUSE: Final = "《淄博市口岸运行监测及通关时效会商工作机制实施方案》一、三、四、五"

Period = Month | Quarter


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """How a unit's report for a month stands; `owed` says whether it had to report that month at all."""

    unit: str
    month: Month
    owed: bool
    state: State
    due_on: date
    submitted_on: date | None
    approved_on: date | None
    late: bool
    returned: str | None
    notes: str | None
    missing: tuple[Indicator, ...]
    """What its data set has and the report lacks."""


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in the period: a point for each month, the sum where months add up, and the months up to it for a chart.

    In a quarter the changes are those of the sum; what doesn't add up has no figure for the whole quarter.
    """

    indicator: Indicator
    baseline: BaselineSet | None
    points: tuple[Point | None, ...]
    states: tuple[State, ...]
    total: Decimal | None
    on_period: Change | None
    on_year: Change | None
    history: tuple[Point, ...]
    alarms: Alarms

    @property
    def reported(self) -> bool:
        """Whether there is any figure in the period."""
        return any(point is not None for point in self.points)


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of several units seen together, in per cent, for each month."""

    comparison: Comparison
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to look at in a unit's report for a month."""

    unit: str
    month: Month
    remark: Remark


@dataclass(frozen=True, slots=True)
class MonitoringReport:
    """The report of a month or a quarter."""

    period: Period
    months: tuple[Month, ...]
    rehearsal: bool
    as_of: AsOf
    units: tuple[UnitMonth, ...]
    rows: tuple[Row, ...]
    compared: tuple[Compared, ...]
    noted: tuple[Noted, ...]
    meeting: Duty | None
    """The regular meeting of the quarter, as far as it is owed."""
    readings: tuple[Used, ...]

    @property
    def unreported(self) -> tuple[UnitMonth, ...]:
        """What was owed and wasn't handed in, due or not yet due."""
        return tuple(u for u in self.units if u.owed and u.state == "missing")

    @property
    def overdue(self) -> tuple[UnitMonth, ...]:
        """What of it is late."""
        return tuple(u for u in self.unreported if u.late)

    @property
    def unapproved(self) -> tuple[UnitMonth, ...]:
        """Reports that await their approval."""
        return tuple(u for u in self.units if u.state == "submitted")

    @property
    def returned(self) -> tuple[UnitMonth, ...]:
        """Reports that were sent back, whose figures don't count."""
        return tuple(u for u in self.units if u.state == "returned")

    @property
    def handed_in(self) -> tuple[UnitMonth, ...]:
        """Reports on record, whatever became of them."""
        return tuple(u for u in self.units if u.state != "missing")

    @property
    def warnings(self) -> tuple[Noted, ...]:
        """Figures outside their expected range, and parts above their whole (each once)."""
        found: dict[tuple[str, Month], Noted] = {}
        for noted in self.noted:
            if noted.remark.code != "figure-missing":
                found.setdefault((noted.remark.indicator, noted.month), noted)
        return tuple(found.values())

    @property
    def compressed(self) -> tuple[Row, ...]:
        """The durations to be cut that were reported, each with its compression ratio where it has a baseline."""
        return tuple(row for row in self.rows if row.indicator.compression and row.reported)

    def rows_of(self, unit: str) -> tuple[Row, ...]:
        """The indicators of a unit that were reported in the period."""
        return tuple(row for row in self.rows if row.indicator.owner == unit and row.reported)

    def months_of(self, unit: str) -> Iterator[UnitMonth]:
        """A unit's reports, month by month."""
        return (u for u in self.units if u.unit == unit)
