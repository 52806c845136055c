from __future__ import annotations

import pytest

from tests.cli.city import City, build
from tests.facts import BROKER, FORWARDER


@pytest.fixture
def city(tmp_path) -> City:
    made = build(tmp_path)
    made.rated(BROKER)
    made.done("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "1", "--total", "100")
    made.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--department", "customs", "--points", "10")
    return made


def publish(city: City, quarter: str, day: str) -> City:
    """Close and publish a quarter."""
    later = city.at(day)
    later.done("evaluation", "close", quarter)
    later.done("evaluation", "publish", quarter)
    return later


def test_who_is_graded_low_is_listed_from_the_publication_on(city):
    assert city.ask("watch-list") == []
    assert city.done("watch-list") == "名单上没有企业。\n"
    later = publish(city, "2026Q3", "2026-10-12")
    (row,) = later.ask("watch-list")
    assert list(row)[:7] == ["enterprise", "name", "quarter", "grade", "since", "reason", "measures"]
    assert {name: row[name] for name in ("enterprise", "quarter", "grade", "since")} == {
        "enterprise": FORWARDER,
        "quarter": "2026Q3",
        "grade": "较差",
        "since": "2026-10-12",
    }
    assert row["reason"] == "2026Q3 评价结果为较差"
    assert later.ask("watch-list", "--known-at", "2026-10-11") == []
    assert later.ask("watch-list", "--effective-at", "2026-10-11") == []
    assert later.ask("watch-list", "--quarter", "2026Q2") == []
    assert later.ask("watch-list", "--quarter", "2026q3") == [row]
    assert later.refused(3, "watch-list", "--quarter", "2026-3")["fields"][0]["field"] == "quarter"


def test_the_measures_are_the_provinces_words_with_the_notices_in_a_footnote(city):
    later = publish(city, "2026Q3", "2026-10-12")
    measures = {measure["code"]: measure for measure in later.ask("watch-list")[0]["measures"]}
    inspection = measures["raise-inspection-rate"]
    assert inspection["name"] == "适当提高抽查比例和频次"
    assert "大幅提高" in inspection["footnote"]
    assert "key-supervision" not in measures, "a measure of the third plan alone"
    told = later.done("watch-list")
    assert "可以采取的措施：" in told
    assert "大幅提高" in told


def test_leaving_needs_a_better_grade_and_the_earlier_list_stays(city):
    publish(city, "2026Q3", "2026-10-12")
    december = city.at("2026-12-01")
    december.done("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "100", "--total", "100", "--reason", "复核")
    december.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q4", "--department", "customs", "--points", "20")
    january = publish(city, "2026Q4", "2027-01-12")
    assert january.ask("watch-list") == []
    assert [row["enterprise"] for row in january.ask("watch-list", "--quarter", "2026Q3")] == [FORWARDER]
    assert january.ask("watch-list", "--quarter", "2026Q4") == []


def test_who_stays_low_stays_listed_since_the_first_day_with_the_last_grade(city):
    publish(city, "2026Q3", "2026-10-12")
    city.at("2026-12-01").done(
        "evaluation", "department-score", FORWARDER, "--quarter", "2026Q4", "--department", "customs", "--points", "20"
    )
    january = publish(city, "2026Q4", "2027-01-12")
    (row,) = [row for row in january.ask("watch-list") if row["enterprise"] == FORWARDER]
    assert (row["quarter"], row["since"]) == ("2026Q3", "2026-10-12")
    assert row["reason"].startswith("2026Q3 评价结果为较差，2026Q4 为")
    (then,) = january.ask("watch-list", "--quarter", "2026Q3")
    assert "2026Q4" not in then["reason"]


def test_a_deregistered_enterprise_leaves(city):
    later = publish(city, "2026Q3", "2026-10-12")
    later.done("enterprise", "deregister", FORWARDER, "--on", "2026-10-12", "--reason", "已注销")
    assert later.ask("watch-list") == []
