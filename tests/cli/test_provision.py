from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.cli.frame_runner import run


def test_every_kind_of_provision_is_listed_with_its_clause():
    done = run("provision", "list", "--json")
    rows = json.loads(done.out)
    assert {row["kind"] for row in rows} == {"article", "measure", "period", "ambiguity"}
    assert all(row["clause"] and row["name"] for row in rows)
    codes = {row["code"] for row in rows}
    assert {"price-regulation.9.5", "price-law.42", "raise-inspection-rate", "publish-necips", "grade.decimals"} <= codes


def test_a_period_is_told_in_words():
    assert "在国家企业信用信息公示系统公示：20 个工作日" in run("provision", "list", "--kind", "period").out
    assert "20 working days" in run("provision", "list", "--kind", "period", "--lang", "en").out


def test_an_article_is_not_in_force_before_its_law():
    rows = json.loads(run("provision", "list", "--kind", "article", "--on", "1990-01-01", "--json").out)
    assert rows == []


def test_a_measure_is_told_with_who_may_take_it_against_whom():
    told = json.loads(run("provision", "show", "limit-awards", "--json").out)
    assert (told["allowed_for"], "commerce" in told["departments"]) == ("ordinary", True)
    assert "视情形限制或取消评先评优资格" in told["footnote"]
    page = run("provision", "show", "serious-list-restraint").out
    assert "列入严重失信主体名单的主体" in page
    assert "市市场监管局" in page
    assert "Bureau of Commerce" in run("provision", "show", "limit-awards", "--lang", "en").out


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


def reading(city: City, *clocks: str) -> tuple[str, bool]:
    """What the list says of a question: the reading's words, and whether it is assumed."""
    (row,) = [row for row in city.ask("provision", "list", "--kind", "ambiguity", *clocks) if row["code"] == "complaints.quarter"]
    return row["name"], row["assumed"]


def test_the_list_has_the_reading_that_a_meeting_adopted(city):
    assumed = ("取三个月得分的平均值。", True)
    assert reading(city) == assumed
    adopting = ("provision", "adopt", "complaints.quarter", "worst-month", "--from", "2026-07-01", "--minutes", "会议明确")
    later = city.at("2026-09-16")
    assert later.ask(*adopting)["event"] == "ReadingAdopted"
    assert later.ask(*adopting)["repeated"]
    assert reading(later) == ("取得分最低的一个月。", False)
    assert reading(later, "--effective-at", "2026-06-30") == assumed
    assert reading(later, "--known-at", "2026-09-15") == assumed
    assert later.ask("provision", "show", "complaints.quarter")["reading"] == "worst-month"
    assert json.loads(run("provision", "list", "--kind", "ambiguity", "--json", "--store", f"{later.store}.none").out), "without a store"


def test_a_reading_that_isnt_in_the_register_is_refused(city):
    since = ("--from", "2026-07-01", "--minutes", "会议明确")
    assert (
        "可选：mean-of-months、worst-month" in city.refused(3, "provision", "adopt", "complaints.quarter", "best-month", *since)["message"]
    )
    city.refused(5, "provision", "adopt", "complaints.year", "worst-month", *since)
    assert "不能据以计算" in city.refused(4, "provision", "adopt", "units.names", "name-of-the-notice", *since)["message"]
