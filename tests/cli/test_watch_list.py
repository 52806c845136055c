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


# --- a quarter's list, and what came later ------------------------------------------------------------------------


def deregister(city: City, day: str) -> None:
    city.at(day).done("enterprise", "deregister", FORWARDER, "--on", day, "--reason", "已注销")


def restate(city: City, day: str) -> None:
    """Correct the inputs of FORWARDER to full marks, and accept what follows for 2026Q3."""
    then = city.at(day)
    then.done("evaluation", "rating", FORWARDER, "--year", "2025", "--favourable", "100", "--total", "100", "--reason", "复核")
    score = ("--quarter", "2026Q3", "--department", "customs", "--points", "20", "--reason", "复核")
    then.done("evaluation", "department-score", FORWARDER, *score)
    meeting = then.ask("consultation", "call", "--on", day, "--kind", "regular", "--department", "customs")["id"]
    told = then.ask("evaluation", "restate", "2026Q3", "--enterprise", FORWARDER, "--consultation", meeting, "--accept", "--reason", "复核")
    assert (told["after"]["grade"], told["watch_list"]) == ("优秀", "left")


def listed(city: City, *words: str) -> list[str]:
    return [row["enterprise"] for row in city.ask("watch-list", *words)]


def test_a_deregistered_enterprise_leaves_todays_list_and_later_ones_alone(city):
    publish(city, "2026Q3", "2026-10-12")
    then = city.at("2026-10-20").ask("watch-list", "--quarter", "2026Q3")
    deregister(city, "2026-11-12")
    later = city.at("2026-11-13")
    assert listed(later) == []
    assert later.ask("watch-list", "--quarter", "2026Q3") == then
    assert FORWARDER not in listed(later, "--quarter", "2026Q4"), "what isn't published yet is as it stands"
    january = publish(city, "2026Q4", "2027-01-12")
    assert january.ask("watch-list", "--quarter", "2026Q3") == then
    assert FORWARDER not in listed(january, "--quarter", "2026Q4")


def test_who_is_deregistered_after_the_next_quarter_too_stays_on_both_lists(city):
    publish(city, "2026Q3", "2026-10-12")
    january = publish(city, "2026Q4", "2027-01-12")
    then = [january.ask("watch-list", "--quarter", quarter) for quarter in ("2026Q3", "2026Q4")]
    deregister(city, "2027-02-01")
    later = city.at("2027-02-02")
    assert FORWARDER not in listed(later)
    assert [later.ask("watch-list", "--quarter", quarter) for quarter in ("2026Q3", "2026Q4")] == then


def test_a_restatement_before_the_next_results_changes_the_quarters_list(city):
    publish(city, "2026Q3", "2026-10-12")
    restate(city, "2026-11-12")
    assert listed(city.at("2026-11-13")) == []
    assert listed(city.at("2026-11-13"), "--quarter", "2026Q3") == []
    assert listed(city.at("2026-11-13"), "--quarter", "2026Q3", "--known-at", "2026-11-11") == [FORWARDER]


def test_a_restatement_after_the_next_results_leaves_the_quarters_list_as_it_was(city):
    publish(city, "2026Q3", "2026-10-12")
    january = publish(city, "2026Q4", "2027-01-12")  # without data for FORWARDER, so that 2026Q3 still decides
    then = january.ask("watch-list", "--quarter", "2026Q3")
    assert [row["enterprise"] for row in then] == [FORWARDER]
    restate(city, "2027-02-01")
    later = city.at("2027-02-02")
    assert FORWARDER not in listed(later)
    assert later.ask("watch-list", "--quarter", "2026Q3") == then
    assert FORWARDER not in listed(later, "--quarter", "2026Q4")


def test_a_new_name_is_not_told_of_an_old_list(city):
    publish(city, "2026Q3", "2026-10-12")
    january = publish(city, "2026Q4", "2027-01-12")
    then = january.ask("watch-list", "--quarter", "2026Q3")
    city.at("2027-02-01").done("enterprise", "rename", FORWARDER, "示例新名货代有限公司", "--on", "2027-02-01")
    assert city.at("2027-02-02").ask("watch-list", "--quarter", "2026Q3") == then


def test_the_reason_is_told_in_the_language_asked_for(city):
    later = publish(city, "2026Q3", "2026-10-12")
    told = later.run("watch-list", "--json", "--lang", "en").document
    assert told[0]["reason"] == "graded poor in 2026Q3"
    assert told[0]["grade"] == "较差"
