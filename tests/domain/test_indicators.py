"""The list of indicators: complete by the notice, without a hole or a contradiction, and never two clearance times in one."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import NotFound
from zibo_port.domain.indicators import REPORTING_UNITS, Indicators
from zibo_port.office.rulebook import documents, indicators

DAY = date(2026, 8, 31)


def document() -> dict[str, Any]:
    """A fresh copy, so that a test may alter it."""
    return tomllib.loads(files("zibo_port.domain").joinpath("rules/indicators.toml").read_text(encoding="utf-8"))


def test_seven_units_report_and_each_has_a_data_set():
    assert set(REPORTING_UNITS) == set(DEPARTMENTS) - {"port-service-centre"}
    assert all(indicators().of(unit, DAY) for unit in REPORTING_UNITS)
    assert indicators().of("port-service-centre", DAY) == ()
    assert sum(len(indicators().of(unit, DAY)) for unit in REPORTING_UNITS) == len(indicators().all(DAY))


def test_before_the_notice_there_was_none():
    assert indicators().all(date(2021, 9, 29)) == ()
    assert len(indicators().all(date(2021, 9, 30))) == len(indicators().all())


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("customs", ("进口货物总值", "出口货物总值", "进口整体通关时间", "出口整体通关时间")),
        ("commerce", ("对外投资额", "实际使用外资")),
        ("market-supervision", ("退还用户金额", "罚款金额", "没收金额", "总金额")),
        ("tax", ("出口退税无纸化申报比例",)),
        ("central-bank", ("出口退税退库平均办理时长",)),
        ("bonded-zone", ("欧亚班列开行列数", "五定班列开行列数", "综保区进口值")),
        ("port-office", ("“单一窗口”货物申报量",)),
    ],
)
def test_what_the_notice_names_is_there(unit, words):
    names = [i.zh for i in indicators().of(unit, DAY)]
    assert set(words) <= set(names)


def test_the_four_clearance_times_are_four_indicators_and_each_warns_of_the_other():
    times = [i for i in indicators().of("customs") if i.unit == "小时"]
    assert [i.zh for i in times] == ["进口整体通关时间", "出口整体通关时间", "进口海关通关时间", "出口海关通关时间"]
    assert all("不得" in i.definition for i in times)
    assert all("never" in i.definition_en for i in times)
    assert all(i.compression and i.better == "lower" for i in times)


def test_no_baseline_is_shipped():
    assert all("baseline" not in entry for entry in document()["indicator"])
    assert "未经核实" in indicators().get("overall-import-hours").note_zh


def test_every_indicator_cites_its_clause_and_source():
    for indicator in indicators().all():
        assert indicator.clause.startswith("《淄博市口岸运行监测")
        assert indicator.source
        assert indicator.definition.endswith("。")
        assert indicator.definition_en.endswith(".")


def test_a_command_about_a_penalty_does_not_read_the_list():
    assert "indicators" not in documents()


def test_an_indicator_is_found_by_its_code_and_by_its_names_in_any_width():
    for written in ("import-value", "进口货物总值", "value of imports", " 进口货物 总值", "IMPORT-VALUE"):
        assert indicators().named(written).code == "import-value"
    assert indicators().named("“单一窗口”货物申报量").code == "single-window-declarations"
    assert indicators().named("通关时间") is None


def test_an_unknown_code_is_told_with_what_looks_like_it():
    with pytest.raises(NotFound) as caught:
        indicators().get("overall-import-hour")
    assert "overall-import-hours" in caught.value.hint.en


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("import-value", "33", "33.00"),
        ("import-value", "120345.6", "120345.60"),
        ("price-fined", "0.123456", "0.123456"),
        ("price-fined", "120", "120.00"),
        ("import-declarations", "5200", "5200"),
    ],
)
def test_a_figure_is_shown_with_two_decimals_unless_it_has_more(code, value, shown):
    assert str(indicators().get(code).shown(Decimal(value))) == shown


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["indicator"][0].update(owner="port-service-centre"),
        lambda d: d["indicator"][0].update(owner="police"),
        lambda d: d["indicator"][0].update(minimum="5", maximum="5"),
        lambda d: d["indicator"][0].update(compression=True),
        lambda d: d["indicator"][0].update(better="larger"),
        lambda d: d["indicator"][0].pop("clause"),
        lambda d: d["indicator"].append(d["indicator"][0]),
        lambda d: d["check"][0].update(total="nothing"),
        lambda d: d["check"][0].update(parts=["import-value"]),
        lambda d: d["comparison"][0].update(of=["nothing"]),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(spoil):
    altered = document()
    Indicators.from_document(altered)
    spoil(altered)
    with pytest.raises((ValidationError, ValueError)):
        Indicators.from_document(altered)
