from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import City, build

BOTH = ("--department", "market-supervision", "--department", "customs")


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


def test_an_officer_who_was_added_acts_for_the_departments_named_and_under_four_eyes(city):
    added = city.ask("officer", "add", "李敏", *BOTH)
    assert (added["event"], added["departments"], added["four_eyes"]) == ("OfficerRegistered", ["customs", "market-supervision"], True)
    founder, officer = city.ask("officer", "list")
    assert (founder["name"], founder["four_eyes"], len(founder["departments"])) == ("王晓", False, 8)
    assert (officer["name"], officer["four_eyes"], officer["departments"]) == ("李敏", True, ["customs", "market-supervision"])
    refused = city.refused(6, "--as", "李敏", "officer", "add", "张三", "--department", "tax")
    assert (refused["code"], refused["message"]) == ("not-allowed", "“李敏”不能代表市口岸办公室办理。")


def test_the_same_again_is_no_event_and_other_departments_are_refused(city):
    first = city.ask("officer", "add", "李敏", *BOTH)
    again = city.ask("officer", "add", "李敏", "--department", "customs", "--department", "market-supervision")
    assert (again["repeated"], again["position"]) == (True, first["position"])
    assert "可代表的部门与本次不同" in city.refused(4, "officer", "add", "李敏", "--department", "tax")["message"]
    assert "可代表的部门与本次不同" in city.refused(4, "officer", "add", "王晓", "--department", "tax")["message"]
    assert len(city.ask("officer", "list")) == 2


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("李敏", "--department", "police"), 3, "customs"),
        (("李敏",), 2, "--department"),
        (("  ", "--department", "tax"), 3, "空"),
    ],
)
def test_a_wrong_form_says_what_to_do_and_records_nothing(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, "officer", "add", *words)["message"]
    assert city.head() == head


def test_people_read_names_of_departments_and_what_comes_next(city):
    head = city.head()
    assert "未记录" in city.done("officer", "add", "李敏", *BOTH, "--dry-run")
    assert city.head() == head
    told = city.done("officer", "add", "李敏", *BOTH)
    assert "淄博海关、市市场监管局" in told
    assert "--as 李敏" in told
    assert "淄博海关、市市场监管局" in city.done("officer", "list")
    assert "all" in city.done("officer", "list", "--lang", "en")
    assert len(city.at("2026-09-16").ask("officer", "list", "--known-at", "2026-09-14")) == 0
