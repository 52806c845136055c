"""All reports as one value: whose figures count, what is missing, what is unexpected, what can't be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scenario import given, on
from zibo_port.domain.commands import ReportedFigure, ReturnReport, SubmitReport
from zibo_port.domain.monitored import Monitored
from zibo_port.domain.monitoring import MonthlyReport
from zibo_port.domain.periods import Month
from zibo_port.office.rulebook import indicators

HOURS = (33, 35, 34, 36, 35, 37)
LAST = Month(2026, 8)


def report(unit: str, month: Month, figures: dict[str, object], *, returned: bool = False) -> MonthlyReport:
    given_ = tuple(ReportedFigure(indicator=code, value=Decimal(str(value))) for code, value in figures.items())
    form = SubmitReport(department=unit, month=month, figures=given_)
    day = on(month.next.first_day)
    history = given(MonthlyReport, MonthlyReport.key_of(unit, str(month))).when(lambda r: r.submit(form, indicators(), day)).and_then()
    if returned:
        back = ReturnReport(department=unit, month=month, reason="有误")
        history = history.when(lambda r: r.give_back(back, day)).and_then()
    return history.stream


def monitored(*reports: MonthlyReport) -> Monitored:
    return Monitored(indicators(), {(r.content.unit, Month.parse(r.content.month)): r for r in reports}, {})


def months(count: int) -> list[Month]:
    """The months before the last one, in time."""
    found = [LAST.previous]
    while len(found) < count:
        found.append(found[-1].previous)
    return found[::-1]


def with_hours(last: object, *, returned: bool = False) -> Monitored:
    """Six months of clearance times (mean 35, mean moving range 1.6: 30.744 to 39.256), and a seventh."""
    history = [report("customs", month, {"overall-import-hours": hours}) for month, hours in zip(months(6), HOURS, strict=True)]
    return monitored(*history, report("customs", LAST, {"overall-import-hours": last}, returned=returned))


def test_a_series_is_in_order_of_time_and_leaves_out_what_was_returned():
    assert list(with_hours(36).series("overall-import-hours").values()) == [Decimal(n) for n in (*HOURS, 36)]
    assert list(with_hours(36, returned=True).series("overall-import-hours").values()) == [Decimal(n) for n in HOURS]
    assert with_hours(36).series("overall-export-hours") == {}


@pytest.mark.parametrize(("last", "side"), [("39.25", None), ("39.26", "高于"), ("30.75", None), ("30.74", "低于")])
def test_a_figure_outside_its_expected_range_is_told_with_all_that_is_needed_to_check_it(last, side):
    found = list(with_hours(last).unexpected("customs", LAST))
    if side is None:
        assert found == []
        return
    (remark,) = found
    assert (remark.code, remark.indicator) == ("outside-expected-range", "overall-import-hours")
    for part in (side, last, "30.7440", "39.2560", "35.0000", "1.6000", "6 个月", "2.66"):
        assert part in remark.message.zh
    assert "above" in remark.message.en or "below" in remark.message.en


def test_what_a_report_lacks_is_named_and_what_was_never_reported_has_no_point():
    known = with_hours(35)
    assert "import-value" in [i.code for i in known.missing("customs", LAST)]
    assert "overall-import-hours" not in [i.code for i in known.missing("customs", LAST)]
    assert known.point("import-value", LAST) is None
    assert {r.code for r in known.remarks("customs", LAST)} == {"figure-missing"}


def test_a_part_above_its_whole_is_told_to_either_unit():
    customs, zone = report("customs", LAST, {"import-value": 100}), report("bonded-zone", LAST, {"zone-import-value": 120})
    known = monitored(customs, zone)
    for unit in ("customs", "bonded-zone"):
        (remark,) = known.unlikely(unit, LAST)
        assert (remark.code, remark.indicator) == ("part-above-whole", "zone-share-of-imports")
        assert "120.00%" in remark.message.zh
    assert list(known.unlikely("tax", LAST)) == []


def test_figures_of_several_units_are_compared_only_where_each_is_there():
    comparison = next(c for c in indicators().comparisons if c.code == "single-window-of-declarations")
    office = report("port-office", LAST, {"single-window-declarations": 150})
    customs = report("customs", LAST, {"import-declarations": 100, "export-declarations": 100})
    assert monitored(office, customs).compared(comparison, LAST) == Decimal("75.00")
    assert monitored(office).compared(comparison, LAST) is None
    assert monitored(office, customs).compared(comparison, LAST.previous) is None
