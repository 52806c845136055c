from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.builders import COMPANY, csv_bytes, saved, xlsx_bytes
from zibo_port.cli import evaluation_import as counter
from zibo_port.documents.evaluation_headings import HEADINGS, PER_CENT, Given, columns_of, kind_of, open_table
from zibo_port.documents.evaluation_words import COMPLAINTS, KINDS, NAMES, OWN, RATINGS, SCORES, SHARED
from zibo_port.domain.errors import InvalidData
from zibo_port.office import evaluation_import as office

RATED = ("统一社会信用代码", "年度", "好评数", "总业务量")
COMPLAINED = ("统一社会信用代码", "投诉编号", "收到日期")
SCORED = ("统一社会信用代码", "季度", "评分部门", "分数")


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (RATED, RATINGS),
        (("企业名称", "好评率（%）", "总业务量（票）"), RATINGS),
        (("enterprise", "year", "favourable", "total", "publicised"), RATINGS),
        (("credit-code", "year", "not-publicised"), RATINGS),
        (COMPLAINED, COMPLAINTS),
        (("工单编号", "来电时间", "办结时间", "被投诉单位", "投诉人", "联系电话"), COMPLAINTS),
        (SCORED, SCORES),
        (("企业名称", "年度", "季度", "得分（满分20分）"), SCORES),
        (("credit-code", "quarter", "department", "points"), SCORES),
    ],
)
def test_the_headings_tell_the_kind(headings: tuple[str, ...], kind: str) -> None:
    assert kind_of(headings) == kind


@pytest.mark.parametrize("headings", [("名称", "电话"), ("统一社会信用代码",), ("好评数", "分数", "企业名称")])
def test_where_they_do_not_the_kinds_and_their_headings_are_named(headings: tuple[str, ...]) -> None:
    with pytest.raises(InvalidData, match="--kind") as caught:
        kind_of(headings)
    for words in ("好评数", "投诉编号", "评分部门", "统一社会信用代码"):
        assert words in caught.value.message.zh
    assert "received-on" in caught.value.message.en
    assert caught.value.hint is not None
    assert "--template" in caught.value.hint.zh


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_read_as_its_field(kind: str) -> None:
    for field, words in {**SHARED, **OWN[kind]}.items():
        for word in words:
            meaning = HEADINGS[kind].meaning(f" {word}（必填）")
            assert meaning is not None, word
            assert meaning.field == field, word


def test_a_heading_means_one_thing_only_within_a_kind() -> None:
    for words_of in OWN.values():
        words = [word for its_words in {**SHARED, **words_of}.values() for word in its_words]
        assert len(words) == len(set(words))


def test_a_unit_behind_a_heading_is_passed_over_but_not_another_scale() -> None:
    assert columns_of(RATINGS, ("企业名称", "年度", "好评数（件）", "总业务量(票)")).at == {
        "party_name": 0,
        "year": 1,
        "favourable": 2,
        "total": 3,
    }
    assert columns_of(RATINGS, (*RATED[:2], "好评率（％）", "总业务量")).units == {"rate": PER_CENT}
    assert columns_of(RATINGS, (*RATED[:2], "好评率", "总业务量")).units == {}
    with pytest.raises(InvalidData, match="分数"):
        columns_of(SCORES, (*SCORED[:3], "分数（百分制）"))


@pytest.mark.parametrize(
    ("kind", "headings", "given", "missing"),
    [
        (RATINGS, RATED[1:], Given(), ["enterprise"]),
        (RATINGS, ("企业名称", "好评数", "总业务量"), Given(), ["year"]),
        (RATINGS, ("企业名称", "好评数", "总业务量"), Given(year=2025), []),
        (RATINGS, ("企业名称", "年度", "好评率"), Given(), ["total"]),
        (RATINGS, ("企业名称", "年度", "总业务量"), Given(), ["favourable"]),
        (RATINGS, ("企业名称", "年度", "未公示"), Given(), []),
        (COMPLAINTS, ("统一社会信用代码",), Given(), ["reference", "received_on"]),
        (SCORES, ("统一社会信用代码", "分数"), Given(), ["quarter", "department"]),
        (SCORES, ("统一社会信用代码", "分数"), Given(quarter="2026Q3", department="customs"), []),
        (SCORES, SCORED[:3], Given(), ["points"]),
    ],
)
def test_a_column_may_be_missing_where_it_is_said_otherwise(kind: str, headings: tuple[str, ...], given: Given, missing: list[str]) -> None:
    if not missing:
        assert columns_of(kind, headings, given).at
        return
    with pytest.raises(InvalidData, match="缺少必需的列") as caught:
        columns_of(kind, headings, given)
    assert [fault.field for fault in caught.value.fields] == missing
    for field in missing:
        assert NAMES[field].zh in caught.value.message.zh
        assert NAMES[field].en in caught.value.message.en
        assert (f"--{field}" in caught.value.message.zh) == (field in Given._fields)


def test_two_columns_that_mean_the_same_are_refused() -> None:
    with pytest.raises(InvalidData, match="两列"):
        columns_of(COMPLAINTS, (*COMPLAINED, "来电时间"))


def test_a_file_without_any_known_heading_names_those_that_are(tmp_path: Path) -> None:
    for name, content in (("甲.csv", csv_bytes([("甲", "乙"), ("1", "2")])), ("甲.xlsx", xlsx_bytes([("甲", "乙"), ("1", "2")]))):
        with pytest.raises(InvalidData, match="找不到表头") as caught:
            open_table(str(saved(tmp_path, name, content)), SCORES)
        assert "评分部门" in caught.value.message.zh
        assert "投诉编号" not in caught.value.message.zh
        assert caught.value.hint is not None


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    rows = [("2025年度单一窗口评价汇总表",), ("填报单位：市口岸办",), RATED, (COMPANY, 2025, 1, 1)]
    with open_table(str(saved(tmp_path, "表.xlsx", xlsx_bytes(rows))), None) as table:
        assert (table.heading_row, table.headings, table.row_count) == (3, RATED, 1)


def test_counter_and_office_know_the_same_kinds() -> None:
    assert list(KINDS) == list(counter.KINDS) == list(office.KINDS)
    assert {kind: of.named_by for kind, of in office.KINDS.items()} == counter.KINDS


def test_departments_beside_each_other_are_told_to_stand_below_each_other() -> None:
    headings = ("统一社会信用代码", "企业名称", "淄博海关", "市商务局", "平均分")
    assert kind_of(headings) == SCORES
    with pytest.raises(InvalidData, match="一个部门一行"):
        columns_of(SCORES, headings, Given(quarter="2026Q3"))
    with pytest.raises(InvalidData) as caught:
        columns_of(SCORES, SCORED[:3])
    assert "一个部门一行" not in caught.value.message.zh
