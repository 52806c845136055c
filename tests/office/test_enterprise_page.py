"""An enterprise's page gathered from a store: everything on it stands on record, at any two clocks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.documents import quarterly_scene as scene
from tests.documents.quarterly_scene import CODES, FAIR, FIRST, OTHER, POOR, Q3, SECOND, SILENT, City
from zibo_port.domain import commands as c
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import EnterprisePage, FormerName, Named
from zibo_port.domain.errors import NotFound
from zibo_port.domain.periods import Quarter
from zibo_port.office.enterprise_page import enterprise_page


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    made = scene.whole(tmp_path_factory.mktemp("city"))
    made.clock.go_to(date(2026, 10, 20))
    return made


def page_of(city: City, who: int = FAIR, quarter: Quarter = Q3, known: date | None = None, effective: date | None = None) -> EnterprisePage:
    known_at = datetime(known.year, known.month, known.day, 20, tzinfo=ZoneInfo("Asia/Shanghai")) if known else None
    return enterprise_page(city.archive, CODES[who], quarter, city.archive.view(known_at, effective))


def kinds(page: EnterprisePage) -> list[str]:
    return [one.kind for one in page.against]


def test_the_result_is_the_one_that_stands_with_its_derivation(city: City) -> None:
    page = page_of(city)
    assert (page.who.code, page.who.name, page.status, page.figures) == (
        CODES[FAIR],
        scene.SCRIPT,
        "published",
        Figures(Decimal("74.33"), "一般"),
    )
    assert page.score.derivation.value == page.figures.total
    assert (page.closed_on, page.published_on) == (date(2026, 10, 9), date(2026, 10, 12))
    assert page.edition is not None
    assert {told.event for told in page.told.values()} == {"RatingRecorded", "ComplaintReceived", "DepartmentScored", "PointsDeducted"}
    trail = {row.position: fact for row, fact in city.archive.trail(CODES[FAIR], city.archive.view())}
    for position, told in page.told.items():
        assert type(trail[position]).__name__ == told.event
    assert [r.quarter for r in page.results] == ["2026Q3"]
    assert {u.reading.ambiguity for u in page.readings} >= {"complaints.quarter", "deduction.size", "grade.decimals"}


def test_everything_that_counts_against_it_has_its_days(city: City) -> None:
    page = page_of(city)
    assert kinds(page) == [
        *("deduction", "complaint", "rating", "department-scores"),
        *("publication", "publication", "measure", "watch-list"),
    ]
    deduction, complaint, rating, departments, necips, credit, measure, listed = page.against
    assert (deduction.since, deduction.until, deduction.points, deduction.about) == (date(2026, 8, 10), date(2026, 9, 30), 5, FIRST)
    assert (complaint.since, complaint.until, complaint.points) == (date(2026, 7, 6), date(2026, 9, 30), None)
    assert (rating.since, rating.until, rating.points) == (date(2026, 7, 6), date(2026, 12, 31), 10)
    assert (departments.since, departments.until, departments.points) == (date(2026, 7, 1), date(2026, 9, 30), 4)
    assert (necips.since, necips.until) == (date(2026, 7, 9), date(2029, 7, 9))
    assert (credit.since, credit.until) == (date(2026, 8, 12), date(2027, 7, 6))
    assert (measure.since, measure.until) == (date(2026, 8, 10), None)
    assert "2026-09-15 到期" in measure.ends.zh
    assert (listed.since, listed.until, listed.about) == (date(2026, 10, 12), None, "2026Q3")
    assert all(one.clause for one in page.against)
    assert city.archive.trail(CODES[FAIR], city.archive.view())


def test_an_open_case_counts_until_its_meeting_and_a_deduction_of_another_quarter_is_told_as_such(city: City) -> None:
    assert kinds(page_of(city, scene.BEST)) == ["department-scores", "case"]
    case = page_of(city, scene.BEST, known=date(2026, 8, 20)).against[-1]
    assert (case.kind, case.since, case.until, case.assumed) == ("case", date(2026, 7, 6), date(2026, 10, 20), True)
    other = page_of(city, POOR, Quarter(2026, 4))
    deduction = other.against[0]
    assert (deduction.about, deduction.until, deduction.points, deduction.item) == (SECOND, date(2026, 9, 30), None, None)
    assert [lapse.kind for lapse in other.lapses].count("deduction") == 0


def test_it_is_shown_at_the_platforms_and_the_results_at_the_outlets(city: City) -> None:
    page = page_of(city)
    decisions = [s for s in page.shown if s.about == FIRST]
    assert [(s.platform, s.state, s.answer) for s in decisions] == [
        ("necips", "accepted", "收1号"),
        ("credit-china-zibo", "accepted", "收1号"),
    ]
    outlets = [s.platform for s in page.shown if s.about == "2026Q3"]
    assert outlets in ([], ["government-site", "wechat", "media"])


def test_the_steps_are_about_its_decision_measure_and_complaint(city: City) -> None:
    page = page_of(city)
    found = {step.code: step.state(page.as_of.on) for step in page.recourses}
    assert found == {
        "settle-complaint": "open",
        "finish-measure": "overdue",
        "pay": "overdue",
        "reconsideration": "over",
        "lawsuit": "waiting",
        "correct-data": "open",
        "objection": "open",
        "repair": "waiting",
    }


def test_the_grade_on_the_day_each_item_lapses(city: City) -> None:
    page = page_of(city)
    assert [(lapse.kind, lapse.until) for lapse in page.lapses] == [
        ("deduction", date(2026, 9, 30)),
        ("complaint", date(2026, 9, 30)),
        ("publication", date(2027, 7, 6)),
        ("publication", date(2029, 7, 9)),
    ]
    deduction, complaint, *shown = page.lapses
    assert deduction.alone == Figures(Decimal("79.33"), "一般")
    assert complaint.alone == Figures(Decimal("81.00"), "良好")
    assert deduction.then == complaint.then == Figures(Decimal("86.00"), "良好")
    assert {lapse.then for lapse in shown} == {Figures(Decimal("86.00"), "良好")}


def test_before_the_close_it_is_computed_as_it_was_known(city: City) -> None:
    page = page_of(city, known=date(2026, 7, 20))
    assert (page.status, page.figures, page.results) == ("open", Figures(Decimal("79.33"), "一般"), ())
    assert kinds(page) == ["complaint", "rating", "department-scores", "case"]
    assert {s.state for s in page.shown} == {"requested"}
    assert page.as_of.on == date(2026, 7, 20)


def test_the_effective_day_hides_cases_and_platforms_but_no_published_figure(city: City) -> None:
    page = page_of(city, effective=date(2026, 7, 7))
    assert page.figures == Figures(Decimal("74.33"), "一般")
    assert "publication" not in kinds(page)
    assert "watch-list" not in kinds(page)
    assert "deduction" in kinds(page)
    assert all(lapse.kind in {"deduction", "complaint", "case"} for lapse in page.lapses)


def test_who_is_not_evaluated_is_told_why_and_has_no_grade_to_lapse(city: City) -> None:
    page = page_of(city, OTHER)
    assert (page.evaluated, page.figures, page.lapses) == (False, Figures(), ())
    assert page.reason is not None
    assert {"pay", "reconsideration"} <= {step.code for step in page.recourses}


def test_missing_data_count_against_it_too(city: City) -> None:
    page = page_of(city, SILENT)
    assert (page.status, page.figures) == ("no-data", Figures())
    rating = next(one for one in page.against if one.kind == "rating")
    assert (rating.since, rating.points) == (None, None)
    assert "无数据" in rating.what.zh


def test_an_unknown_enterprise_is_not_found(city: City) -> None:
    with pytest.raises(NotFound):
        enterprise_page(city.archive, scene.code(99), Q3, city.archive.view())


# --- names, branches, later facts ---------------------------------------------------------------------------------


def test_names_branches_and_a_restatement(tmp_path: Path) -> None:
    city = City(tmp_path).inputs().meeting().closed().published()
    city.clock.go_to(date(2026, 10, 13))
    city.do(
        c.RenameEnterprise(enterprise=CODES[FAIR], name="新名有限公司", on=date(2026, 10, 1)),
        c.RegisterEnterprise(enterprise=scene.code(7), name="分公司", lines=("customs-broker",), branch_of=CODES[FAIR]),
        c.RenameEnterprise(enterprise=scene.code(7), name="改名分公司", on=date(2026, 10, 13)),
        c.RecordDepartmentScore(enterprise=CODES[FAIR], quarter="2026Q3", department="tax", points=Decimal(0)),
    )
    page = page_of(city)
    assert page.who.name == "新名有限公司"
    assert page.who.former_names == (FormerName(scene.SCRIPT, date(2026, 10, 1)),)
    assert page.who.branches == (Named(scene.code(7), "改名分公司"),)
    branch = enterprise_page(city.archive, scene.code(7), Q3, city.archive.view())
    assert branch.who.parent == Named(CODES[FAIR], "新名有限公司")
    assert (page.figures, page.recomputed) == (Figures(Decimal("74.33"), "一般"), Figures(Decimal("66.33"), "一般"))
    pending = page.against[-1]
    assert (pending.kind, pending.about, pending.since, pending.until) == ("restatement", "2026Q3", date(2026, 10, 13), None)
    assert "74.33 分，一般 → 66.33 分，一般" in pending.what.zh
    assert "74.33, fair → 66.33, fair" in pending.what.en


def test_a_review_makes_a_deduction_provisional(tmp_path: Path) -> None:
    city = City(tmp_path).inputs().meeting()
    city.do(
        c.FileObjection(document_no=FIRST, kind="reconsideration", on=date(2026, 8, 10), before_whom="市人民政府", grounds="不服"),
    )
    page = page_of(city)
    deduction = page.against[0]
    assert (deduction.kind, deduction.provisional) == ("deduction", True)
    assert "复议或诉讼" in deduction.ends.zh
    assert {step.code: step.state(page.as_of.on) for step in page.recourses}["reconsideration"] == "filed"


def test_it_is_the_same_on_both_databases(store_url: str) -> None:
    from tests.facts import FORWARDER, penalty, registration
    from tests.office.test_scores import CLOSE, PUBLISH, Desk, noon, points, rating

    desk = Desk(store_url)
    desk.on(7, 2, registration(), rating(), points("18.5"), penalty(decided_on=date(2026, 7, 1)))
    desk.on(10, 9, CLOSE, PUBLISH)
    archive = desk.archive(10, 10)
    page = enterprise_page(archive, FORWARDER, Q3, archive.view())
    assert (page.status, page.figures) == ("published", Figures(Decimal("88.50"), "良好"))
    assert kinds(page) == ["rating", "department-scores", "case"]
    assert len(page.shown) >= 2
    before = enterprise_page(archive, FORWARDER, Q3, archive.view(noon(7, 3)))
    assert before.status == "open"
    desk.store.close()
