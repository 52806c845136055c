"""The figures of the quarterly report, gathered from history at two clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import BEST, CODES, FAIR, FIRST, OPEN, OTHER, POOR, SECOND, SILENT, THIRD, TIED, City
from zibo_port.domain import commands as c
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.periods import Quarter


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return scene.whole(tmp_path_factory.mktemp("city"))


def test_the_ranking_goes_from_the_highest_total_down_and_ties_share_a_rank(city: City) -> None:
    ranked = [(s.rank, s.code, s.total, s.grade) for s in city.report().ranked]
    first, second = sorted((CODES[BEST], CODES[TIED]))
    assert ranked == [
        (1, first, Decimal("98.50"), "优秀"),
        (1, second, Decimal("98.50"), "优秀"),
        (3, CODES[FAIR], Decimal("74.33"), "一般"),
        (4, CODES[POOR], Decimal("41.50"), "较差"),
    ]
    assert city.report().grades() == {"优秀": 2, "良好": 0, "一般": 1, "较差": 1}


def test_who_lacks_data_has_no_rank_and_what_is_missing_is_named(city: City) -> None:
    without = city.report().without_data
    assert [(s.code, s.total, s.grade, s.missing) for s in without] == [(CODES[SILENT], None, None, ("single-window-rating",))]


def test_every_deduction_stands_with_its_document_and_articles_counted_or_not(city: City) -> None:
    taken = {t.deduction.document_no: t for t in city.report().taken}
    assert {number: (t.enterprise, t.deduction.points, t.counted) for number, t in taken.items()} == {
        FIRST: (CODES[FAIR], Decimal(5), True),
        SECOND: (CODES[POOR], Decimal("8.5"), True),
        THIRD: (CODES[OTHER], Decimal(2), False),
    }
    assert [a.code for a in taken[SECOND].articles] == ["price-regulation.13.1", "price-regulation.9.5"]
    assert taken[SECOND].clauses == ("《价格违法行为行政处罚规定》第十三条第（一）项", "《价格违法行为行政处罚规定》第九条第（五）项")
    assert city.report().deducted == Decimal("15.5")


def test_points_by_clause_add_up_to_all_points(city: City) -> None:
    by_clause = city.report().by_clause()
    assert [(count, points) for count, points in by_clause.values()] == [(1, Decimal("8.5")), (2, Decimal(7))]
    assert sum(points for _, points in by_clause.values()) == city.report().deducted


def test_the_watch_list_has_the_measures_of_the_notice_and_those_imposed(city: City) -> None:
    report = city.report()
    assert [(w.enterprise, w.quarter, w.grade, w.since) for w in report.watched] == sorted(
        [(CODES[FAIR], "2026Q3", "一般", date(2026, 10, 12)), (CODES[POOR], "2026Q3", "较差", date(2026, 10, 12))]
    )
    imposed = next(w.imposed for w in report.watched if w.enterprise == CODES[FAIR])
    assert [(i.measure, i.department, i.document_no) for i in imposed] == [("raise-inspection-rate", "customs", FIRST)]
    assert "raise-inspection-rate" in [m.code for m in report.catalogue]
    assert "limit-convenience" not in [m.code for m in report.catalogue]


def test_duties_are_counted_by_department(city: City) -> None:
    tallies = {t.department: t for t in city.report().tallies(tuple(DEPARTMENTS))}
    regulator = tallies["market-supervision"]
    assert (regulator.met, regulator.met_late, regulator.overdue, regulator.running) == (1, 1, 6, 0)
    assert (tallies["customs"].met, tallies["customs"].late) == (0, 1)
    assert (tallies["port-office"].met, tallies["port-office"].running) == (3, 1)
    assert tallies["tax"].all == 0


def test_the_readings_say_which_are_assumed(city: City) -> None:
    used = {u.reading.ambiguity: u for u in city.report().readings}
    assert {"grade.decimals", "watch-list.leaving", "deduction.size", "credit.class"} <= set(used)
    assert used["grade.decimals"].reading.assumed
    assert used["grade.decimals"].reading.reading == "half-up-to-two-decimals"


def test_before_the_publication_was_known_the_quarter_is_closed_and_would_change_the_list(city: City) -> None:
    report = city.report(known_at=datetime(2026, 10, 10, tzinfo=UTC))
    assert (report.status, report.published_on, report.closed_on) == ("closed", None, date(2026, 10, 9))
    assert report.watched == ()
    assert {s.code for s in report.expected_entries} == {CODES[FAIR], CODES[POOR]}


def test_before_the_meeting_was_known_nothing_was_deducted_and_cases_were_open(city: City) -> None:
    report = city.report(known_at=datetime(2026, 8, 1, tzinfo=UTC))
    assert report.status == "open"
    assert report.taken == ()
    assert {s.code: s.open_cases for s in report.standings if s.open_cases} == {
        CODES[FAIR]: (FIRST,),
        CODES[POOR]: (SECOND,),
        CODES[BEST]: (OPEN,),
    }


def test_the_effective_day_moves_duties_and_list_but_no_published_figure(city: City) -> None:
    now, then = city.report(), city.report(effective_at=date(2026, 7, 1))
    assert [(s.code, s.total, s.rank) for s in then.standings] == [(s.code, s.total, s.rank) for s in now.standings]
    assert then.taken == now.taken
    assert then.watched == ()
    assert then.duties == ()


def test_what_comes_in_after_the_close_changes_no_figure_but_awaits_restatement(tmp_path: Path) -> None:
    city = City(tmp_path).inputs().meeting().closed()
    before = city.report()
    city.do(c.RecordComplaint(enterprise=CODES[BEST], reference="热线2", received_on=date(2026, 9, 30)))
    after = city.report()
    assert [(s.code, s.total) for s in after.standings] == [(s.code, s.total) for s in before.standings]
    assert [s.code for s in after.restatements] == [CODES[BEST]]
    assert before.restatements == ()


def test_a_later_quarter_keeps_the_list_and_the_overdue_duties(city: City) -> None:
    report = city.report(Quarter(2026, 4))
    assert report.status == "open"
    assert {w.enterprise for w in report.watched} == {CODES[FAIR], CODES[POOR]}
    assert {o.duty.step for o in report.late} >= {"publish-necips", "measure-raise-inspection-rate"}
    assert report.ranked == ()


def test_a_quarter_before_the_rules_has_no_edition_and_no_grades(city: City) -> None:
    report = city.report(Quarter(2020, 1))
    assert report.edition is None
    assert report.grades() == {}
    assert len(report.without_data) == 5


def test_an_empty_store_gives_an_empty_report(tmp_path: Path) -> None:
    report = City(tmp_path).report()
    assert (report.standings, report.taken, report.watched, report.duties) == ((), (), (), ())
    assert report.rehearsal


def test_the_quarter_before_had_no_duties_yet(city: City) -> None:
    assert city.report(Quarter(2026, 2)).duties == ()


def test_late_is_judged_at_the_earlier_of_both_clocks(city: City) -> None:
    report = city.report(known_at=datetime(2026, 8, 1, tzinfo=UTC), effective_at=date(2026, 12, 31))
    states = {o.state for o in report.duties if o.duty.step == "publish-necips"}
    assert report.as_of.on == date(2026, 8, 1)
    assert states == {"running"}
