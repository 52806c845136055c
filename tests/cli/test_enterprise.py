from __future__ import annotations

import pytest

from tests.cli.city import City, build
from tests.documents.builders import csv_bytes, saved
from tests.facts import BROKER, FORWARDER, WAREHOUSE

NEW = "91370303MADE0002X3"
ELSEWHERE = "91110000600037341L"


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


def test_a_registration_is_recorded_once(city):
    words = ("enterprise", "register", NEW, "示例场站有限公司", "--line", "warehouse-yard", "--line", "other")
    first = city.ask(*words)
    assert (first["event"], first["name"], first["lines"], first["evaluated"]) == (
        "Registered",
        "示例场站有限公司",
        ["warehouse-yard", "other"],
        True,
    )
    head = city.head()
    again = city.ask(*words)
    assert again["repeated"] is True
    assert {k: v for k, v in again.items() if k != "repeated"} == first
    assert city.head() == head
    assert "此前已记录" in city.done(*words)


def test_a_dry_run_records_nothing_and_says_what_it_would(city):
    head = city.head()
    told = city.ask("enterprise", "register", NEW, "示例场站有限公司", "--line", "other", "--dry-run")
    assert (told["dry_run"], told["event"], told["enterprise"], told["evaluated"]) == (True, "Registered", NEW, False)
    assert city.head() == head
    assert "试运行" in city.done("enterprise", "register", NEW, "示例场站有限公司", "--line", "other", "--dry-run")


def test_a_code_is_read_as_people_type_it_and_another_name_is_refused(city):
    assert (
        city.ask("enterprise", "register", " 91370303ｍａｄｅｍ0011x", "淄博示例货代有限公司", "--line", "freight-forwarding")["repeated"]
        is True
    )
    error = city.refused(4, "enterprise", "register", FORWARDER, "另一家公司", "--line", "freight-forwarding")
    assert error["clause"]


@pytest.mark.parametrize(
    ("words", "differs", "do"),
    [
        (("另一家公司", "--line", "freight-forwarding"), "名称", "enterprise rename"),
        (("淄博示例货代有限公司", "--line", "freight-forwarding", "--seat", "zibo"), "所在地", "核对"),
        (("淄博示例货代有限公司", "--line", "freight-forwarding", "--branch-of", BROKER), "上级", "核对"),
    ],
)
def test_a_registration_with_other_content_says_what_differs_and_what_to_do(city, words, differs, do):
    head = city.head()
    error = city.refused(4, "enterprise", "register", FORWARDER, *words)
    assert f"{differs}与本次不同" in error["message"]
    assert do in error["message"]
    assert city.head() == head
    again = ("enterprise", "register", NEW, "示例场站有限公司", "--line", "warehouse-yard", "--command-id", "一次")
    city.done(*again)
    refused = city.refused(4, *again[:4], "--line", "other", *again[-2:])
    assert f"同一请求已记录过（第 {city.head()} 号）" in refused["message"]
    assert "show 或 list" in refused["hint"]


def test_a_registration_that_says_the_same_in_other_words_is_a_repeat(city):
    words = ("enterprise", "register", NEW, "示例场站有限公司", "--line", "warehouse-yard", "--line", "other")
    first, head = city.ask(*words), city.head()
    again = city.ask(*words[:3], "示例场站 有限公司", "--line", "other", "--line", "warehouse-yard")
    assert (again["repeated"], again["event"], again["position"]) == (True, "Registered", first["position"])
    assert city.head() == head


def test_a_deregistration_of_another_day_says_when_it_was(city):
    city.done("enterprise", "deregister", BROKER, "--on", "2026-06-30", "--reason", "已注销")
    assert "2026-06-30" in city.refused(4, "enterprise", "deregister", BROKER, "--on", "2026-07-01", "--reason", "已注销")["message"]
    assert city.ask("enterprise", "deregister", BROKER, "--on", "2026-06-30", "--reason", "依申请注销")["repeated"] is True


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("91370303MADEM0011", "18位"),
        ("91370303MADEM0011A", "第18位"),
        ("9.13703E+17", "科学计数法"),
        ("370303199001011234", "自然人"),
        ("91370303MADEM0011\u202e", "隐藏"),
    ],
)
def test_a_code_that_is_none_says_why(city, code, says):
    error = city.refused(3, "enterprise", "register", code, "示例", "--line", "other")
    assert says in error["message"]
    assert [fault["field"] for fault in error["fields"]] == ["enterprise"]


def test_the_seventeenth_character_is_a_warning(city):
    from zibo_port.domain.credit_code import check_character

    code = "91370303MADEM0012"
    code += check_character(code)
    told = city.ask("enterprise", "register", code, "示例", "--line", "other")
    assert [warning["code"] for warning in told["warnings"]] == ["organisation-check-digit"]
    assert "注意" in city.done("enterprise", "register", code, "示例", "--line", "other")


def test_who_is_evaluated_is_said(city):
    assert city.ask("enterprise", "register", ELSEWHERE, "外地货代", "--line", "freight-forwarding", "--dry-run")["evaluated"] is False
    assert "--seat zibo" in city.done("enterprise", "register", ELSEWHERE, "外地货代", "--line", "freight-forwarding", "--dry-run")
    assert "不列入口岸服务评价：没有口岸业务；" in city.done("enterprise", "register", NEW, "示例杂货店二", "--line", "other", "--dry-run")
    here = city.ask("enterprise", "register", ELSEWHERE, "外地货代", "--line", "freight-forwarding", "--seat", "zibo")
    assert (here["seat"], here["evaluated"]) == ("zibo", True)


def test_a_branch_needs_its_parent_and_stands_on_the_parents_page(city):
    error = city.refused(5, "enterprise", "register", ELSEWHERE, "分公司", "--line", "other", "--branch-of", NEW)
    assert error["code"] == "not-found"
    assert [f["field"] for f in city.refused(3, "enterprise", "register", NEW, "甲", "--line", "other", "--branch-of", "1")["fields"]] == [
        "branch_of"
    ]
    told = city.done("enterprise", "register", NEW, "分公司", "--line", "other", "--branch-of", FORWARDER)
    assert "单独评价" in told
    assert city.ask("enterprise", "show", FORWARDER)["branches"] == [{"enterprise": NEW, "name": "分公司"}]
    assert "分公司" in city.done("enterprise", "show", FORWARDER)


def test_a_former_name_is_kept_with_its_day(city):
    told = city.ask("enterprise", "rename", FORWARDER, "新名货代有限公司", "--on", "2026-09-01")
    assert (told["event"], told["name"]) == ("Renamed", "新名货代有限公司")
    assert told["former_names"] == [{"name": "淄博示例货代有限公司", "until": "2026-09-01"}]
    assert city.ask("enterprise", "rename", FORWARDER, "新名货代有限公司", "--on", "2026-09-01")["repeated"] is True
    shown = city.ask("enterprise", "show", FORWARDER, "--effective-at", "2026-08-31")
    assert (shown["name"], shown["former_names"]) == ("淄博示例货代有限公司", [])
    assert city.refused(3, "enterprise", "rename", FORWARDER, "更新名", "--on", "2027-01-01")["fields"][0]["field"] == "on"


def test_a_change_without_a_day_is_of_today(city):
    city.done("enterprise", "rename", FORWARDER, "新名货代有限公司")
    assert city.ask("enterprise", "show", FORWARDER)["former_names"][0]["until"] == "2026-09-15"


def test_a_deregistered_enterprise_is_kept(city):
    told = city.ask("enterprise", "deregister", BROKER, "--on", "2026-06-30", "--reason", "已注销")
    assert (told["event"], told["deregistered_on"], told["evaluated"]) == ("Deregistered", "2026-06-30", False)
    assert BROKER in [row["enterprise"] for row in city.ask("enterprise", "list")]
    assert BROKER not in [row["enterprise"] for row in city.ask("enterprise", "list", "--active")]
    assert "已于 2026-06-30 注销" in city.done("enterprise", "deregister", BROKER, "--on", "2026-06-30", "--reason", "已注销")


# --- lines of business --------------------------------------------------------------------------------------------

CHANGE = ("enterprise", "lines", WAREHOUSE, "--line", "warehouse-yard", "--line", "other", "--on", "2026-08-15", "--reason", "新设仓库")


def test_lines_of_business_change_from_a_day_on(city):
    told = city.ask(*CHANGE)
    assert (told["event"], told["lines"], told["evaluated"]) == ("LinesChanged", ["warehouse-yard", "other"], True)
    assert city.ask("enterprise", "show", WAREHOUSE)["lines"] == ["warehouse-yard", "other"]
    assert city.ask("enterprise", "show", WAREHOUSE, "--effective-at", "2026-08-14")["lines"] == ["other"]
    (event,) = city.ask("audit", "trail", WAREHOUSE)[1:]
    assert (event["event"], event["effective_on"]) == ("LinesChanged", "2026-08-15")
    assert "仓储场站" in event["summary"]
    assert "新设仓库" in event["summary"]


def test_the_same_change_again_is_no_event(city):
    first, head = city.ask(*CHANGE), city.head()
    again = city.ask(*CHANGE)
    assert (again["repeated"], again["position"], again["event"]) == (True, first["position"], "LinesChanged")
    assert city.ask(*CHANGE[:-1], "别的原因")["repeated"] is True
    assert city.head() == head
    assert "此前已记录" in city.done(*CHANGE)


def test_a_change_is_of_today_without_a_day_and_refused_for_tomorrow(city):
    assert city.refused(3, *CHANGE[:-4], "--on", "2026-09-16", *CHANGE[-2:])["fields"][0]["field"] == "on"
    head = city.head()
    assert city.ask(*CHANGE, "--dry-run")["lines"] == ["warehouse-yard", "other"]
    assert city.head() == head
    city.done(*CHANGE[:-4], *CHANGE[-2:])
    assert city.ask("audit", "trail", WAREHOUSE)[-1]["effective_on"] == "2026-09-15"


def test_who_a_file_registered_as_other_is_evaluated_once_its_business_is_known(city):
    score = ("--quarter", "2026Q3")
    reason = city.ask("score", "show", WAREHOUSE, *score)["reason"]
    assert "enterprise lines" in reason
    assert "enterprise lines" in city.refused(4, "enterprise", "register", WAREHOUSE, "示例杂货店", "--line", "warehouse-yard")["message"]
    assert "enterprise lines" in city.done("enterprise", "register", WAREHOUSE, "示例杂货店", "--line", "other")
    city.done(*CHANGE)
    city.rated(WAREHOUSE)
    assert city.ask("score", "show", WAREHOUSE, *score)["total"] == "88.50"
    earlier = city.ask("score", "show", WAREHOUSE, "--quarter", "2026Q2")
    assert (earlier["total"], earlier["status"]) == (None, "no-data")
    assert "业务类型为“其他”" in earlier["reason"]
    replayed = city.ask("audit", "replay", WAREHOUSE)
    assert [c["after"] for c in replayed[-1]["changes"] if c["which"] == "2026Q3"] == ["88.50 良好"]
    later = city.at("2026-10-09")
    assert later.ask("evaluation", "close", "2026Q3")["evaluated"] == 3
    again = ("enterprise", "register", WAREHOUSE, "示例杂货店", "--line", "warehouse-yard", "--line", "other")
    assert later.ask(*again)["repeated"] is True


def test_the_register_is_listed_by_code_and_line(city):
    assert [row["enterprise"] for row in city.ask("enterprise", "list")] == sorted((FORWARDER, BROKER, WAREHOUSE))
    assert [row["enterprise"] for row in city.ask("enterprise", "list", "--line", "customs-broker")] == [BROKER]
    assert "报关报检" in city.done("enterprise", "list")
    assert city.ask("enterprise", "list", "--known-at", "2026-09-14") == []


def test_a_page_shows_penalties_and_results(city):
    city.punish()
    page = city.ask("enterprise", "show", FORWARDER)
    assert [p["state"] for p in page["penalties"]] == ["open"]
    assert page["penalties"][0]["fine"] == "60000"
    assert page["open_duties"] == 3
    shown = city.done("enterprise", "show", FORWARDER)
    assert "办理中" in shown
    assert "在办事项        3" in shown
    assert city.refused(5, "enterprise", "show", NEW)["code"] == "not-found"


# --- import -------------------------------------------------------------------------------------------------------

TABLE = [
    ["统一社会信用代码", "名称", "业务类型", "上级"],
    [NEW, "示例场站有限公司", "仓储场站、其他", ""],
    [ELSEWHERE, "示例场站北京分公司", "仓储场站", NEW],
    [FORWARDER, "淄博示例货代有限公司", "国际货运代理", ""],
    [BROKER, "另一家公司", "报关", ""],
    ["370303199001011234", "张某", "其他", ""],
    ["91370303MADEM0011A", "抄错", "其他", ""],
    [WAREHOUSE, "示例杂货店", "捕鱼", ""],
]


def test_each_row_of_a_table_gets_a_verdict_in_order(city):
    path = saved(city.folder, "名单.csv", csv_bytes(TABLE, encoding="gb18030"))
    dry = city.ask("enterprise", "import", str(path), "--dry-run")
    told = city.ask("enterprise", "import", str(path))
    assert dry["verdicts"] == told["verdicts"]
    assert [(v["row"], v["verdict"], [m["code"] for m in v["messages"]]) for v in told["verdicts"]] == [
        (2, "accepted", []),
        (3, "accepted", []),
        (4, "duplicate", ["recorded-before"]),
        (5, "rejected", ["other-content"]),
        (6, "rejected", ["natural-person"]),
        (7, "rejected", ["credit-code-invalid"]),
        (8, "rejected", ["line-unknown"]),
    ]
    assert {name: told[name] for name in ("rows", "accepted", "flagged", "duplicate", "rejected")} == {
        "rows": 7,
        "accepted": 2,
        "flagged": 0,
        "duplicate": 1,
        "rejected": 4,
    }
    head = city.head()
    assert [v["verdict"] for v in city.ask("enterprise", "import", str(path))["verdicts"][:3]] == ["duplicate"] * 3
    assert city.head() == head
    assert "370303199001011234" not in city.run("enterprise", "import", str(path), "--json").out


def test_a_table_in_which_nothing_can_be_registered_exits_with_3(city):
    path = saved(city.folder, "名单.csv", csv_bytes([TABLE[0], TABLE[5]]))
    outcome = city.run("enterprise", "import", str(path), "--json")
    assert (outcome.status, outcome.err) == (3, "")
    assert outcome.document["rejected"] == 1
