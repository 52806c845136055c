from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import City, build
from tests.facts import BROKER, FORWARDER

RAISE = ("bottleneck", "raise", "--title", "冷链查验设备不足", "--text", "仅一台，旺季排队。", "--owner", "customs")
VISIT = (
    *("visit", "record", "--enterprise", FORWARDER, "--department", "customs", "--on", "2026-09-14", "--topic", "通关时效"),
    *("--findings", "查验等待偏长。"),
)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return build(tmp_path)


def test_one_is_raised_owed_extended_reported_on_and_resolved(city):
    raised = city.ask(*RAISE, "--due", "2026-09-30")
    name = raised["id"]
    assert (raised["event"], raised["state"], raised["due_on"], raised["assumed"]) == ("BottleneckRaised", "open", "2026-09-30", False)
    [owed] = city.ask("duties", "--case", name)
    assert (owed["step"], owed["department"], owed["due_on"], owed["late"]) == ("bottleneck", "customs", "2026-09-30", False)
    city.done("bottleneck", "report", name, "--text", "已招标")
    october = city.at("2026-10-01")
    assert [row["id"] for row in october.ask("bottleneck", "list", "--overdue")] == [name]
    october.done("bottleneck", "extend", name, "--due", "2026-10-31", "--reason", "设备推迟")
    assert october.ask("bottleneck", "list", "--overdue") == []
    done = city.at("2026-11-05").ask("bottleneck", "resolve", name, "--how", "增设一台", "--on", "2026-10-30")
    assert (done["state"], done["resolved_on"], done["late"]) == ("resolved", "2026-10-30", False)
    november = city.at("2026-11-06")
    assert november.ask("bottleneck", "list", "--open") == []
    shown = november.ask("bottleneck", "show", name)
    assert [report["text"] for report in shown["reports"]] == ["已招标"]
    assert [extension["due_on"] for extension in shown["extensions"]] == ["2026-10-31"]
    assert november.ask("bottleneck", "show", name, "--known-at", "2026-10-01T09:00:00+08:00")["due_on"] == "2026-09-30"
    assert november.ask("bottleneck", "show", name, "--effective-at", "2026-10-29")["state"] == "open"
    assert november.refused(5, "bottleneck", "show", name, "--known-at", "2026-09-14")["code"] == "not-found"


def test_without_a_day_it_is_due_at_the_next_regular_meeting(city):
    raised = city.ask(*RAISE)
    assert (raised["due_on"], raised["assumed"]) == ("2026-10-20", True)
    assert "2026-10-20（推定）" in city.done("bottleneck", "list")


def test_the_same_again_is_a_repeat_and_one_that_came_back_is_raised_again(city):
    first = city.ask(*RAISE)
    again = city.ask(*RAISE)
    assert (again["repeated"], again["position"]) == (True, first["position"])
    assert "bottleneck report" in city.refused(4, *RAISE[:5], "另一情况", *RAISE[6:])["message"]
    city.done("bottleneck", "resolve", first["id"], "--how", "增设一台")
    back = city.at("2027-01-05").ask(*RAISE, "--due", "2027-02-01")
    assert (back["id"], back["state"], back["due_on"]) == (first["id"], "open", "2027-02-01")
    assert len(city.at("2027-01-05").ask("bottleneck", "list")) == 1


def test_an_officer_acts_for_the_owner_or_for_the_port_office_alone(city):
    name = city.ask(*RAISE)["id"]
    for officer, unit in (("李敏", "customs"), ("周宁", "tax")):
        city.done("officer", "add", officer, "--department", unit)
    assert city.refused(6, "--as", "周宁", "bottleneck", "report", name, "--text", "进展")["code"] == "not-allowed"
    assert (
        "由淄博海关负责"
        in city.refused(4, "--as", "周宁", "bottleneck", "report", name, "--text", "进展", "--department", "tax")["message"]
    )
    assert city.refused(6, "--as", "李敏", "bottleneck", "extend", name, "--due", "2026-12-01", "--reason", "推迟")["code"] == "not-allowed"
    city.done("--as", "李敏", "bottleneck", "report", name, "--text", "进展")
    city.done("bottleneck", "resolve", name, "--how", "增设一台", "--department", "port-office")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("raise", "--title", "题", "--text", "文", "--owner", "police"), 3, "customs"),
        (("raise", "--title", "题", "--text", "文", "--owner", "tax", "--due", "2026-09-14"), 3, "已过"),
        (("raise", "--title", "题", "--text", "文", "--owner", "tax", "--enterprise", "91370303MADEM00119"), 3, "信用代码"),
        (("raise", "--title", "题", "--text", "文"), 2, "--owner"),
        (("report", "B-0", "--text", "进展"), 5, "bottleneck list"),
        (("extend", "B-0", "--due", "2026-12-01", "--reason", "推迟"), 5, "bottleneck list"),
        (("resolve", "B-0", "--how", "办法"), 5, "bottleneck list"),
        (("show", "B-0"), 5, "bottleneck list"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_recorded(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, "bottleneck", *words)["message"]
    assert city.head() == head


def test_a_visit_puts_its_bottleneck_on_the_list(city):
    said = city.ask(*VISIT, "--bottleneck", "夜间查验无人值守", "--owner", "customs", "--due", "2026-11-30")
    assert (said["enterprise"], said["on"]) == (FORWARDER, "2026-09-14")
    shown = city.ask("bottleneck", "show", said["bottleneck"])
    assert (shown["visit"], shown["enterprise"], shown["name"]) == (said["visit"], FORWARDER, "淄博示例货代有限公司")
    [visit] = city.ask("visit", "list")
    assert (visit["visit"], visit["bottleneck"], visit["bottleneck_text"]) == (said["visit"], said["bottleneck"], "夜间查验无人值守")
    assert "夜间查验无人值守" in city.done("audit", "trail", FORWARDER)
    without = city.ask(*VISIT[:9], "收费", *VISIT[10:], "--bottleneck", "收费不明")
    assert city.ask("bottleneck", "show", without["bottleneck"])["owner"] == "port-office"


def test_visits_are_listed_by_enterprise_department_and_quarter(city):
    city.done(*VISIT)
    city.done(*VISIT[:3], BROKER, "--department", "tax", "--on", "2026-06-30", *VISIT[8:])
    assert [row["on"] for row in city.ask("visit", "list")] == ["2026-06-30", "2026-09-14"]
    assert [row["enterprise"] for row in city.ask("visit", "list", "--quarter", "2026Q2")] == [BROKER]
    assert [row["enterprise"] for row in city.ask("visit", "list", "--department", "customs")] == [FORWARDER]
    assert [row["department"] for row in city.ask("visit", "list", "--enterprise", BROKER)] == ["tax"]
    assert city.ask("visit", "list", "--quarter", "2026Q1") == []
    assert "没有这样的走访记录" in city.done("visit", "list", "--quarter", "2026Q1")
    assert city.done("visit", "list", "--quarter", "2026Q1", "-o", "csv").startswith("visit,on,department,enterprise,")
    assert len(city.done("visit", "list", "-o", "csv").splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((*VISIT[:7], "2026-09-16", *VISIT[8:]), 3, "在将来"),
        ((*VISIT, "--owner", "tax"), 3, "--bottleneck"),
        ((*VISIT, "--bottleneck", "问题", "--due", "2026-09-01"), 3, "已过"),
        ((*VISIT[:3], "91370305MAFAKE0372", *VISIT[4:]), 3, "信用代码"),
        ((*VISIT[:5], "police", *VISIT[6:]), 3, "customs"),
    ],
)
def test_a_wrong_visit_is_refused_and_nothing_is_half_recorded(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, *words)["message"]
    assert city.head() == head


def test_other_findings_need_a_reason_and_the_same_are_a_repeat(city):
    first = city.ask(*VISIT)
    assert city.ask(*VISIT)["position"] == first["position"]
    assert "--reason" in city.refused(4, *VISIT[:-1], "另一情况")["message"]
    city.done(*VISIT[:-1], "另一情况", "--reason", "核对笔录")
    assert [row["findings"] for row in city.ask("visit", "list")] == ["另一情况"]


def test_findings_may_stand_in_a_file_and_a_dry_run_leaves_nothing(city):
    path = city.folder / "情况.txt"
    path.write_text("查验等待偏长。\n", encoding="gb18030")
    head = city.head()
    said = city.ask(*VISIT[:-1], f"@{path}", "--bottleneck", "夜间无人", "--dry-run")
    assert (said["findings"], said["dry_run"]) == ("查验等待偏长。", True)
    assert said["bottleneck"]
    assert city.head() == head


def test_people_read_owners_and_days_left(city):
    told = city.done(*RAISE, "--due", "2026-09-30")
    assert "由淄博海关于 2026-09-30 前解决" in told
    assert "下一步：zibo-port bottleneck show" in told
    assert "还有 15 天" in city.done("bottleneck", "list")
    assert "15 days left" in city.done("bottleneck", "list", "--lang", "en")
    assert "没有这样的堵点问题" in city.done("bottleneck", "list", "--overdue")
    assert city.done("bottleneck", "list", "--overdue", "-o", "csv").startswith("id,title,text,owner,")
    assert ",customs," in city.done("bottleneck", "list", "-o", "csv")
    assert "解决堵点问题" in city.done("duties")
