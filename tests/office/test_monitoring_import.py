"""Monthly reports from a file: the rows of a unit and month are recorded together or not at all, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

import pytest

from tests.office.test_monitoring import with_officers
from zibo_port.domain.commands import ReportedFigure, SubmitReport
from zibo_port.domain.errors import Text
from zibo_port.domain.periods import Month
from zibo_port.office.archive import Archive
from zibo_port.office.batches import Verdict
from zibo_port.office.clock import fixed
from zibo_port.office.monitoring import monitored
from zibo_port.office.monitoring_import import import_reports
from zibo_port.office.office import Office
from zibo_port.office.store.base import Store

NOVEMBER, OCTOBER, DECEMBER = Month(2026, 11), Month(2026, 10), Month(2026, 12)
BAD = (("value-unreadable", "value", Text("不是数值。", "No number.")),)


class Row(NamedTuple):
    number: int
    department: str = "customs"
    month: Month | None = NOVEMBER
    indicator: str = "import-value"
    value: Decimal | None = Decimal(1)
    note: str = ""
    messages: Sequence[tuple[str, str, Text]] = ()
    rejected: bool = False


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store, clock=fixed(datetime(2026, 12, 8, 1, tzinfo=UTC)))


def imported(office: Office, *rows: Row, reason: str | None = None, on: date | None = None, dry_run: bool = False) -> list[Verdict]:
    return import_reports(office, rows, on=on, reason=reason, dry_run=dry_run)


def said(verdicts: list[Verdict]) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(v.row, v.verdict, tuple(m.code for m in v.messages)) for v in verdicts]


def figures(office: Office) -> dict[tuple[str, Month], dict[str, Decimal]]:
    archive = Archive(office)
    return {key: dict(report.figures) for key, report in monitored(archive, archive.view()).reports.items()}


def whole(unit: str = "tax") -> tuple[Row, ...]:
    """Every figure of the tax bureau."""
    codes = ("refund-paperless-share", "refund-approved", "refund-claimants")
    return tuple(Row(number, unit, indicator=code, value=Decimal(number)) for number, code in enumerate(codes, 2))


def test_a_whole_report_is_accepted_row_by_row(office: Office) -> None:
    verdicts = imported(office, *whole(), on=date(2026, 12, 5))
    assert said(verdicts) == [(2, "accepted", ()), (3, "accepted", ()), (4, "accepted", ())]
    assert (verdicts[0].subject, verdicts[0].further) == ("refund-paperless-share", ("tax", "2026-11"))
    assert figures(office) == {("tax", NOVEMBER): {r.indicator: r.value for r in whole()}}
    archive = Archive(office)
    assert monitored(archive, archive.view()).report("tax", NOVEMBER).submitted_on == date(2026, 12, 5)


def test_importing_again_records_nothing(office: Office) -> None:
    imported(office, *whole())
    head = office.store.head().position
    assert {v.verdict for v in imported(office, *whole())} == {"duplicate"}
    assert office.store.head().position == head


def test_what_a_report_lacks_is_said_once_on_its_first_row(office: Office) -> None:
    verdicts = imported(office, Row(2), Row(3, indicator="export-value"))
    assert said(verdicts) == [(2, "flagged", ("figure-missing",)), (3, "accepted", ())]
    assert "进口整体通关时间" in verdicts[0].messages[0].message.zh


def test_a_dry_run_gives_the_same_verdicts_and_records_nothing(office: Office) -> None:
    head = office.store.head().position
    rows = (*whole(), Row(5), Row(6, "commerce"))
    tried = imported(office, *rows, dry_run=True)
    assert office.store.head().position == head
    assert imported(office, *rows) == tried


@pytest.mark.parametrize(
    ("bad", "spoils"),
    [
        (Row(9, messages=BAD, value=None, rejected=True, indicator="export-value"), {"customs"}),
        (Row(9, month=None, messages=BAD, rejected=True), {"customs"}),
        (Row(9, department="", messages=BAD, rejected=True), {"customs", "tax"}),
        (Row(9, department="tax", month=OCTOBER, messages=BAD, rejected=True), set()),
        (Row(9), {"customs"}),
        (Row(9, indicator="refund-approved"), {"customs"}),
        (Row(9, indicator="export-value", value=Decimal(-1)), {"customs"}),
    ],
    ids=["unreadable", "no month", "no unit", "of another report", "twice", "of another unit", "impossible"],
)
def test_nothing_is_half_recorded(office: Office, bad: Row, spoils: set[str]) -> None:
    verdicts = {v.row: v for v in imported(office, *whole(), Row(7), bad)}
    assert verdicts[9].verdict == "rejected"
    assert {unit for unit, _ in figures(office)} == {"customs", "tax"} - spoils
    for row, unit in ((7, "customs"), (2, "tax")):
        codes = [m.code for m in verdicts[row].messages]
        assert (verdicts[row].verdict == "rejected") == (unit in spoils)
        assert ("same-report" in codes) == (unit in spoils)


def test_the_row_at_fault_says_what_to_mend(office: Office) -> None:
    verdicts = imported(
        office, Row(2), Row(3, indicator="refund-approved"), Row(4, "tax", indicator="refund-paperless-share", value=Decimal(101))
    )
    assert said(verdicts) == [(2, "rejected", ("same-report",)), (3, "rejected", ("refused",)), (4, "rejected", ("figure-invalid",))]
    assert "市税务局提报" in verdicts[1].messages[0].message.zh
    assert "不大于 100" in verdicts[2].messages[0].message.zh


def test_a_month_that_is_not_over_a_second_report_and_an_empty_one_are_refused(office: Office) -> None:
    office.handle(SubmitReport(department="customs", month=NOVEMBER, figures=(ReportedFigure(indicator="import-value", value=Decimal(5)),)))
    empty = Row(4, "commerce", indicator="foreign-investment", value=None)
    verdicts = imported(office, Row(2), Row(3, "tax", DECEMBER, "refund-approved"), empty)
    assert said(verdicts) == [(2, "rejected", ("refused",)), (3, "rejected", ("month-invalid",)), (4, "rejected", ("report-empty",))]
    corrected = imported(office, Row(2), reason="更正")
    assert [v.verdict for v in corrected] == ["flagged"]
    assert figures(office)["customs", NOVEMBER]["import-value"] == Decimal(1)


def test_the_notes_of_rows_are_those_of_the_report(office: Office) -> None:
    rows = [row._replace(note="增长明显") if row.number == 3 else row for row in whole()]
    imported(office, *rows)
    archive = Archive(office)
    assert monitored(archive, archive.view()).report("tax", NOVEMBER).content.notes == "审核通过的出口退税额：增长明显"  # type: ignore[union-attr]
    assert {v.verdict for v in imported(office, *rows)} == {"duplicate"}


def test_a_figure_outside_its_expected_range_flags_its_row(office: Office) -> None:
    month = Month(2026, 4)
    for value in (10, 12, 11, 13, 12, 14):
        rows = [r._replace(month=month, value=Decimal(value) if r.indicator == "refund-approved" else r.value) for r in whole()]
        assert {v.verdict for v in imported(office, *rows)} == {"accepted"}
        month = month.next
    assert month == OCTOBER
    last = [r._replace(month=OCTOBER, value=Decimal(40) if r.indicator == "refund-approved" else r.value) for r in whole()]
    assert said(imported(office, *last)) == [
        (2, "accepted", ()),
        (3, "flagged", ("outside-expected-range",)),
        (4, "accepted", ()),
    ]


def test_a_unit_for_which_the_officer_may_not_act_is_rejected_and_the_others_are_recorded(office: Office, store: Store) -> None:
    with_officers(store)
    mine = Office(store, "报送员甲", fixed(datetime(2026, 12, 8, 1, tzinfo=UTC)))
    verdicts = imported(mine, *whole(), Row(7))
    assert [v.verdict for v in verdicts] == ["rejected", "rejected", "rejected", "flagged"]
    assert verdicts[0].messages[0].code == "not-allowed"
    assert set(figures(office)) == {("customs", NOVEMBER)}
