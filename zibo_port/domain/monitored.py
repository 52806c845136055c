"""Everything that was reported, as one view shows it: reports by unit and month, series by indicator, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from zibo_port.domain.analysis import Limits, Outside, Point, point, rounded, share, trend
from zibo_port.domain.errors import Text
from zibo_port.domain.indicators import Comparison, Indicator, Indicators
from zibo_port.domain.monitoring import BaselineSet, MonthlyReport
from zibo_port.domain.periods import Month

LIMIT_DECIMALS = 2
"""An expected range is shown with so many decimals more than its indicator has, so that it can be worked out again."""


class Remark(NamedTuple):
    """Something to look at in a report: a code for machines, the indicator (or comparison) it is about, a sentence for people."""

    code: str
    indicator: str
    name: Text
    message: Text


@dataclass(frozen=True)
class Monitored:
    """What was reported, under the definitions of the indicators, with the baselines of the day."""

    indicators: Indicators
    reports: Mapping[tuple[str, Month], MonthlyReport]
    baselines: Mapping[str, BaselineSet]

    def report(self, unit: str, month: Month) -> MonthlyReport:
        """A unit's report for a month, blank where there is none."""
        known = self.reports.get((unit, month))
        return known if known is not None else MonthlyReport.blank(MonthlyReport.id_of(MonthlyReport.key_of(unit, str(month))))

    def series(self, code: str) -> Mapping[Month, Decimal]:
        """The figures of an indicator by month, in time; those of returned reports don't count."""
        return self._figures.get((self.indicators.get(code).owner, code), {})

    @cached_property
    def _figures(self) -> Mapping[tuple[str, str], Mapping[Month, Decimal]]:
        """Unit and indicator → its series: gathered once, since every remark asks for several."""
        found: dict[tuple[str, str], dict[Month, Decimal]] = {}
        for (unit, month), report in sorted(self.reports.items()):
            if report.state != "returned":
                for code, value in report.figures.items():
                    found.setdefault((unit, code), {})[month] = value
        return found

    def base(self, code: str) -> Decimal | None:
        """The baseline of an indicator, if it has one."""
        known = self.baselines.get(code)
        return known.value if known is not None else None

    def trend(self, code: str) -> tuple[Point, ...]:
        """Every month of an indicator that was reported."""
        return trend(self.series(code), self.base(code))

    def point(self, code: str, month: Month) -> Point | None:
        """One month of an indicator, None where it wasn't reported."""
        series = self.series(code)
        return point(series, month, self.base(code)) if month in series else None

    def compared(self, comparison: Comparison, month: Month) -> Decimal | None:
        """A comparison between units for a month, in per cent."""

        def values(codes: tuple[str, ...]) -> list[Decimal | None]:
            return [self.series(code).get(month) for code in codes]

        return share(values(comparison.of), values(comparison.to))

    # --- what is to be looked at ----------------------------------------------------------------------------------

    def missing(self, unit: str, month: Month) -> tuple[Indicator, ...]:
        """What a unit's data set of a month has and its report lacks."""
        figures = self.report(unit, month).figures
        return tuple(i for i in self.indicators.of(unit, month.last_day) if i.code not in figures)

    def remarks(self, unit: str, month: Month) -> Iterator[Remark]:
        """What is to be looked at in a report: figures that are missing, unexpected, or don't fit another unit's."""
        for indicator in self.missing(unit, month):
            said = Text(f"没有填报“{indicator.zh}”。", f"The {indicator.en} isn't reported.")
            yield Remark("figure-missing", indicator.code, indicator.name, said)
        yield from self.unexpected(unit, month)
        yield from self.unlikely(unit, month)

    def unexpected(self, unit: str, month: Month) -> Iterator[Remark]:
        """The figures that lie outside their expected range."""
        for indicator in self.indicators.of(unit, month.last_day):
            at = self.point(indicator.code, month)
            if at is not None and at.limits is not None and at.outside is not None:
                yield Remark("outside-expected-range", indicator.code, indicator.name, warning(indicator, at, at.limits, at.outside))

    def unlikely(self, unit: str, month: Month) -> Iterator[Remark]:
        """Parts that are more than their whole, where unit has reported one of them."""
        own = {i.code for i in self.indicators.of(unit)}
        for comparison in self.indicators.comparisons:
            percent = self.compared(comparison, month) if comparison.at_most_whole and own & {*comparison.of, *comparison.to} else None
            if percent is not None and percent > 100:
                said = Text(
                    f"{comparison.zh}为 {percent}%，超过100%，其中一个单位的数值有误，请核对。",
                    f"{comparison.en}: {percent} %, more than all of it; a figure of one of the units is wrong, check both.",
                )
                yield Remark("part-above-whole", comparison.code, comparison.name, said)


def warning(indicator: Indicator, at: Point, limits: Limits, side: Outside) -> Text:
    """Why a figure is unexpected, with every number that is needed to work it out again."""
    shown = {name: shown_limit(limits, name, indicator) for name in ("lower", "upper", "mean", "moving_range")}
    value = indicator.shown(at.value)
    zh, en = ("高于", "above") if side == "above" else ("低于", "below")
    return Text(
        f"“{indicator.zh}”{at.month} 为 {value} {indicator.unit}，{zh}预期范围 {shown['lower']} 至 {shown['upper']}"
        f"（此前 {limits.figures} 个月均值 {shown['mean']}，平均移动极差 {shown['moving_range']}，系数 2.66）。",
        f"The {indicator.en} of {at.month} is {value} {indicator.unit_en}, {en} the expected range "
        f"from {shown['lower']} to {shown['upper']} (mean of {limits.figures} months before {shown['mean']}, "
        f"mean moving range {shown['moving_range']}, factor 2.66).",
    )


def shown_limit(limits: Limits, name: str, indicator: Indicator) -> Decimal:
    """A number of an expected range (`lower`, `upper`, `mean`, `moving_range`) as it is shown."""
    return rounded(getattr(limits, name), min(indicator.decimals + LIMIT_DECIMALS, 6))
