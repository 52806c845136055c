from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.facts import BROKER, FORWARDER

CONTACT = ("unit", "contact", "customs", "--for", "monitoring", "--name", "李敏", "--post", "综合业务科科员")
SCORERS = ("unit", "scorers", "tax", "customs", "--from", "2026Q3", "--minutes", "联席会议明确")


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


def unit(city: City, code: str, *words: str) -> dict:
    return next(row for row in city.ask("unit", "list", *words) if row["unit"] == code)


def test_every_unit_is_listed_with_what_it_lacks(city):
    rows = {row["unit"]: row for row in city.ask("unit", "list")}
    assert len(rows) == 8 + 11
    assert rows["customs"]["missing"] == ["monitoring", "joint-supervision"]
    assert rows["port-service-centre"]["missing"] == []
    assert rows["market-supervision.zhangdian"]["parent"] == "market-supervision"
    assert rows["market-supervision.zhangdian"]["missing"] == ["joint-supervision"]
    assert (rows["market-supervision.zhangdian"]["may_score"], rows["tax"]["may_score"]) == (False, True)


def test_a_unit_is_called_what_it_was_called_on_that_day(city):
    assert unit(city, "central-bank", "--on", "2023-08-17")["name"] == "人民银行淄博市中心支行"
    later = unit(city, "central-bank", "--on", "2023-08-18")
    assert (later["name"], later["assumed"]) == ("中国人民银行淄博市分行", True)
    assert later["note"]
    shown = city.ask("unit", "show", "central-bank")
    assert [(name["name"], name["until"]) for name in shown["names"]] == [
        ("人民银行淄博市中心支行", "2023-08-17"),
        ("中国人民银行淄博市分行", None),
    ]


def test_a_contact_is_named_kept_and_followed_by_another(city):
    said = city.ask(*CONTACT, "--phone", "0533-0000000", "--on", "2026-09-10")
    assert (said["event"], said["name"], said["phone"], said["since"]) == ("ContactNamed", "李敏", "0533-0000000", "2026-09-10")
    city.done("unit", "contact", "customs", "--for", "monitoring", "--name", "周宁", "--post", "科长", "--on", "2026-09-14")
    shown = city.ask("unit", "show", "customs")
    assert [(c["name"], c["since"], c["until"]) for c in shown["history"]] == [
        ("李敏", "2026-09-10", "2026-09-14"),
        ("周宁", "2026-09-14", None),
    ]
    assert [c["name"] for c in shown["contacts"]] == ["周宁"]
    assert shown["missing"] == ["joint-supervision"]
    assert [c["name"] for c in unit(city, "customs", "--on", "2026-09-13")["contacts"]] == ["李敏"]
    assert unit(city, "customs", "--effective-at", "2026-09-09")["contacts"] == []


def test_naming_a_contact_is_a_duty_that_the_first_contact_ends(city):
    october = city.at("2026-10-02")

    def owed() -> set[tuple[str, str]]:
        return {(row["department"], row["case"]) for row in october.ask("duties") if row["step"] == "name-contact"}

    before = owed()
    assert len(before) == 14
    october.done(*CONTACT)
    assert before - owed() == {("customs", "monitoring")}
    told = october.done("duties", "--department", "customs")
    assert "明确联系人" in told
    assert "联合监管共治" in told
    assert "（推定）" in told


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("customs", "--for", "monitoring", "--name", "李敏", "--post", "科员", "--phone", "13800000000"), 3, "办公电话"),
        (("customs", "--for", "monitoring", "--name", "李敏", "--post", "科员", "--on", "2026-09-16"), 3, "到任当天"),
        (("customs", "--for", "gossip", "--name", "李敏", "--post", "科员"), 2, "monitoring"),
        (("police", "--for", "monitoring", "--name", "李敏", "--post", "科员"), 3, "customs"),
        (("market-supervision.nowhere", "--for", "monitoring", "--name", "李敏", "--post", "科员"), 5, "unit list"),
        (("customs", "--for", "monitoring", "--name", "李敏"), 2, "--post"),
    ],
)
def test_a_wrong_contact_is_refused_in_a_sentence_and_nothing_is_recorded(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, "unit", "contact", *words)["message"]
    assert city.head() == head


def test_another_contact_from_the_same_day_needs_a_reason(city):
    city.done(*CONTACT)
    other = ("unit", "contact", "customs", "--for", "monitoring", "--name", "李明", "--post", "综合业务科科员")
    assert "--reason" in city.refused(4, *other)["message"]
    city.done(*other, "--reason", "姓名录错")
    assert [c["name"] for c in city.ask("unit", "show", "customs")["history"]] == ["李明"]
    assert city.ask(*CONTACT, "--dry-run", "--reason", "再改")["dry_run"] is True


def test_once_the_scorers_are_named_a_score_by_another_is_refused(city):
    city.done("evaluation", "department-score", BROKER, "--quarter", "2026Q3", "--department", "commerce", "--points", "12")
    said = city.ask(*SCORERS)
    assert (said["departments"], said["quarter"], said["standing_scores"]) == (["customs", "tax"], "2026Q3", 1)
    score = ("evaluation", "department-score", FORWARDER, "--quarter", "2026Q3", "--points", "15", "--department")
    refused = city.refused(4, *score, "commerce")
    assert "淄博海关、市税务局" in refused["message"]
    assert refused["clause"] == "《淄博市口岸服务评价赋分细则》各部门内部评价"
    city.done(*score, "tax")
    assert {row["unit"] for row in city.ask("unit", "list") if row["may_score"]} == {"customs", "tax"}
    assert unit(city, "commerce", "--on", "2026-06-30")["may_score"] is True
    assert city.ask("unit", "show", "tax")["scorers_named_by"] == "联席会议明确"
    assert "评分 1 条" in city.done(*SCORERS)


def test_scorers_of_a_closed_quarter_stay(city):
    october = city.at("2026-10-02")
    october.done("evaluation", "close", "2026Q3")
    assert "2026Q3 已封账" in october.refused(4, *SCORERS)["message"]
    assert october.refused(2, "unit", "scorers", "--from", "2026Q4", "--minutes", "纪要")
    assert "customs" in october.refused(3, "unit", "scorers", "police", "--from", "2026Q4", "--minutes", "纪要")["message"]


def test_a_file_of_scores_is_told_row_by_row_whose_score_isnt_taken(city):
    city.done(*SCORERS)
    path = city.folder / "scores.csv"
    path.write_text(f"统一社会信用代码,季度,部门,得分\n{FORWARDER},2026Q3,commerce,15\n{FORWARDER},2026Q3,tax,16\n", encoding="utf-8")
    told = city.ask("evaluation", "import", str(path))
    assert [verdict["verdict"] for verdict in told["verdicts"]] == ["rejected", "accepted"]
    assert "市商务局" in told["verdicts"][0]["messages"][0]["message"]


def test_a_spreadsheet_has_one_row_for_each_unit(city):
    lines = city.done("unit", "list", "-o", "csv").splitlines()
    assert lines[0] == "unit,name,role,parent,reports,may_score,missing,clause,assumed,note"
    assert len(lines) == 20
    assert "monitoring" in lines[2]


def test_people_read_names_and_what_is_missing(city):
    told = city.done("unit", "list")
    assert "信息报送、联合监管共治" in told
    assert "张店区市场监督管理局" in told
    assert "reporting, joint supervision" in city.done("unit", "list", "--lang", "en")
    assert "2023年8月" in city.done("unit", "show", "central-bank")
    assert "李敏（综合业务科科员）" in city.done(*CONTACT)
