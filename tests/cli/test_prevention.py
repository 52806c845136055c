"""Reminders, inspections, price complaints and the supervision of units, as they are typed."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.city import CASE, City, build
from tests.facts import BROKER, FORWARDER

REFERENCE = "JB-2026-0031"
RECEIVE = (
    *("price-complaint", "receive", REFERENCE, "--enterprise", FORWARDER, "--received-on", "2026-09-14", "--channel", "12315"),
    *("--what", "清单以外收取查验服务费"),
)
ASSIGN = ("price-complaint", "assign", REFERENCE, "--unit", "market-supervision.zhangdian", "--on", "2026-09-15")
ANSWER = ("price-complaint", "answer", REFERENCE, "--result", "settled", "--answer", "已退还")
REMIND = ("reminder", "issue", "--on", "2026-09-14", "--kind", "letter", "--topic", "明码标价", "--text", "请自查。")
INSPECT = ("inspection", "record", "--enterprise", FORWARDER, "--on", "2026-09-09", "--kind", "patrol", "--checked", "marked-price")


@pytest.fixture
def city(tmp_path) -> City:
    return build(tmp_path)


# --- reminders ----------------------------------------------------------------------------------------------------


def test_a_reminder_to_two_enterprises_is_one_row(city):
    document = city.ask(*REMIND, "--enterprise", FORWARDER, "--enterprise", BROKER)
    assert (document["event"], document["newly"], document["unit_name"]) == ("ReminderIssued", 2, "市市场监管局")
    (row,) = city.ask("reminder", "list")
    assert [one["enterprise"] for one in row["enterprises"]] == [FORWARDER, BROKER]
    assert (row["id"], row["on"], row["kind"]) == (document["id"], "2026-09-14", "letter")
    assert city.ask("reminder", "list", "--kind", "meeting") == []
    assert len(city.ask("reminder", "list", "--enterprise", BROKER)) == 1
    assert city.ask(*REMIND, "--enterprise", FORWARDER)["repeated"] is True


def test_a_reminder_with_a_wrong_code_records_nothing(city):
    head = city.head()
    error = city.refused(3, *REMIND, "--enterprise", FORWARDER, "--enterprise", "91370303MADEM0011Y")
    assert error["code"] == "invalid"
    assert city.refused(4, *REMIND, "--enterprise", FORWARDER, "--unit", "customs")["clause"].endswith("二（一）")
    assert city.head() == head


def test_a_reminder_tells_people_what_it_was(city):
    told = city.done(*REMIND, "--enterprise", FORWARDER)
    assert "价格政策提醒告诫书" in told
    assert "企业 1 家" in told
    assert "明码标价" in city.done("reminder", "list")
    assert city.done("reminder", "list", "--kind", "meeting") == "没有这样的提醒告诫。\n"


# --- inspections --------------------------------------------------------------------------------------------------


def test_an_inspection_and_the_penalty_to_which_it_led(city):
    city.punish()
    found = city.ask(*INSPECT, "--result", "violation", "--finding", "清单外收费")
    assert (found["event"], found["checked"], found["document_no"]) == ("InspectionRecorded", ["marked-price"], None)
    linked = city.ask(*INSPECT, "--result", "violation", "--finding", "清单外收费", "--penalty", CASE)
    assert (linked["id"], linked["document_no"]) == (found["id"], CASE)
    (row,) = city.ask("inspection", "list", "--result", "violation")
    assert (row["enterprise"], row["document_no"]) == (FORWARDER, CASE)
    assert city.ask("inspection", "list", "--kind", "special") == []
    assert "引出处罚" in city.done("audit", "trail", FORWARDER)


def test_an_inspection_that_contradicts_itself_is_refused(city):
    assert city.refused(3, *INSPECT, "--result", "violation")["fields"][0]["field"] == "finding"
    assert city.refused(5, *INSPECT, "--result", "violation", "--finding", "x", "--penalty", "1号")["code"] == "not-found"
    assert city.refused(2, *INSPECT)["code"] == "usage"


def test_what_comes_next_depends_on_what_was_found(city):
    assert "zibo-port inspection list" in city.done(*INSPECT, "--result", "clean")
    later = [*INSPECT[:5], "2026-09-10", *INSPECT[6:]]
    assert "zibo-port penalty log" in city.done(*later, "--result", "violation", "--finding", "未明码标价")


# --- price complaints ---------------------------------------------------------------------------------------------


def test_a_complaint_from_its_receipt_to_its_answer(city):
    received = city.ask(*RECEIVE)
    assert (received["event"], received["state"], received["due_on"]) == ("PriceComplaintReceived", "received", "2026-09-16")
    assert [duty["step"] for duty in received["duties"]] == ["assign-price-complaint"]
    assigned = city.ask(*ASSIGN)
    assert (assigned["unit_name"], assigned["step"], assigned["due_on"]) == ("张店区市场监督管理局", "answer-price-complaint", "2026-10-10")
    answered = city.at("2026-11-02").ask(*ANSWER, "--told-on", "2026-10-10")
    assert (answered["state"], answered["told_on"], answered["late"]) == ("answered", "2026-10-10", False)
    assert city.at("2026-11-02").ask("price-complaint", "list", "--open") == []
    assert city.at("2026-11-02").ask(*ANSWER)["repeated"] is True


def test_the_open_and_the_late_and_the_urgent_ones_are_listed(city):
    city.done(*RECEIVE)
    urgent = [*RECEIVE[:2], "JB-2", *RECEIVE[3:], "--emergency"]
    assert city.ask(*urgent)["due_on"] == "2026-09-14"
    rows = city.ask("price-complaint", "list")
    assert [(row["reference"], row["emergency"], row["late"]) for row in rows] == [("JB-2", True, True), (REFERENCE, False, False)]
    assert [row["reference"] for row in city.ask("price-complaint", "list", "--emergency")] == ["JB-2"]
    assert [row["reference"] for row in city.ask("price-complaint", "list", "--overdue")] == ["JB-2"]
    assert len(city.at("2026-09-17").ask("price-complaint", "list", "--overdue")) == 2
    assert city.ask("price-complaint", "list", "--unit", "market-supervision.zhangdian") == []
    city.done(*ASSIGN)
    assert [row["reference"] for row in city.ask("price-complaint", "list", "--unit", "market-supervision.zhangdian")] == [REFERENCE]
    assert city.ask("price-complaint", "list", "--enterprise", BROKER) == []


def test_an_escalation_is_told_with_its_day(city):
    city.done(*RECEIVE)
    city.done(*ASSIGN)
    document = city.ask("price-complaint", "escalate", REFERENCE, "--reason", "多家企业集中反映")
    assert (document["escalated_on"], document["due_on"]) == ("2026-09-15", "2026-09-16")
    told = city.done("price-complaint", "list")
    assert f"{REFERENCE}（应急）" in told
    assert "办理中，还有 1 天" in told


def test_refusals_say_what_to_do(city):
    assert "price-complaint list" in city.refused(5, *ANSWER)["message"]
    city.done(*RECEIVE)
    assert "price-complaint assign" in city.refused(4, *ANSWER)["message"]
    assert "unit list" in city.refused(5, "price-complaint", "assign", REFERENCE, "--unit", "market-supervision.nowhere")["message"]
    assert city.refused(3, "price-complaint", "assign", REFERENCE, "--unit", "police")["code"] == "invalid"
    phone = [*RECEIVE[:2], "JB-3", *RECEIVE[3:-1], "请回电13800138000"]
    assert city.refused(3, *phone)["fields"][0]["field"] == "what"
    elsewhere = [FORWARDER if word == FORWARDER else word for word in RECEIVE]
    elsewhere[elsewhere.index(FORWARDER)] = BROKER
    assert city.refused(4, *elsewhere)["code"] == "refused"


def test_a_dry_run_shows_what_would_be_owed(city):
    document = city.ask(*RECEIVE, "--dry-run")
    assert (document["dry_run"], document["duties"][0]["due_on"]) == (True, "2026-09-16")
    assert city.ask("price-complaint", "list") == []


def test_a_complaint_is_found_among_the_duties_and_by_its_reference(city):
    city.done(*RECEIVE)
    city.done(*ASSIGN)
    (row,) = city.ask("duties", "--case", "ＪＢ-2026-0031")
    assert (row["department"], row["unit"]) == ("market-supervision", "market-supervision.zhangdian")
    assert "张店区市场监督管理局" in city.done("duties", "--case", REFERENCE)
    assert city.refused(5, "duties", "--case", "JB-NONE")["code"] == "not-found"
    assert city.at("2026-09-15").run("duties", "--case", REFERENCE, "--known-at", "2026-09-14").status == 5


def test_a_price_complaint_does_not_count_for_the_score(city):
    city.rated()
    before = city.ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    city.done(*RECEIVE[:-2], "--what", "x")
    assert city.ask("score", "show", FORWARDER, "--quarter", "2026Q3") == before
    for verb in ("receive", "list"):
        assert city.run("price-complaint", verb, "--help").status == 0
    assert "不计入评价得分" in city.done("price-complaint", "receive", "--help")


def test_the_list_speaks_english_too(city):
    city.done(*RECEIVE)
    told = city.done("price-complaint", "list", "--lang", "en")
    assert "to be assigned, 1 days left" in told
    assert "Administration for Market Regulation" in told


def test_the_workflow_is_drawn_from_its_steps(city):
    told = city.done("workflow", "show", "price_supervision")
    assert "交办价格举报" in told
    assert "2个工作日（推定）" in told
    assert "当日" in city.done("provision", "show", "assign-price-complaint-emergency")


# --- supervision --------------------------------------------------------------------------------------------------


def rows_of(city: City, *words: str) -> dict[str, dict[str, object]]:
    return {row["unit"]: row for row in city.ask("supervision", *words)}


def test_supervision_says_who_is_late_with_what(city):
    """The fine was decided on 2026-09-10: the credit site is due on 09-20 (a worked Sunday), the national system on 10-14."""
    city.punish()
    city.done(*RECEIVE)
    city.done(*ASSIGN)
    row = rows_of(city.at("2026-09-24"))["market-supervision"]
    assert (row["open"], row["late"], row["mean_days_late"]) == (2, 1, "4.0")
    assert row["late_steps"] == [{"step": "publish-credit-china-zibo", "late": 1}]
    assert (row["oldest_step"], row["oldest_case"], row["oldest_due_on"]) == ("publish-credit-china-zibo", CASE, "2026-09-20")
    assert (row["done_in_time"], row["done_late"], row["quarter"]) == (1, 0, "2026Q3")
    district = rows_of(city.at("2026-09-30"))["market-supervision.zhangdian"]
    assert (district["name"], district["open"], district["due_soon"], district["late"]) == ("张店区市场监督管理局", 1, 1, 0)


def test_an_earlier_day_shows_what_was_owed_then_and_the_quarter_what_was_done_in_it(city):
    city.done(*RECEIVE)
    city.done(*ASSIGN)
    later = city.at("2026-10-20")
    later.done(*ANSWER, "--told-on", "2026-10-13")
    district = "market-supervision.zhangdian"
    then = rows_of(later, "--on", "2026-10-10")[district]
    assert (then["open"], then["due_soon"], then["late"]) == (1, 1, 0)
    now = rows_of(later)[district]
    assert (now["open"], now["done_in_time"], now["done_late"]) == (0, 0, 1)
    before = rows_of(later, "--quarter", "2026Q3")
    assert (before[district]["done_late"], before["market-supervision"]["done_in_time"]) == (0, 1)
    assert rows_of(later, "--known-at", "2026-10-19")[district]["late"] == 1


def test_every_unit_of_the_conference_has_a_line(city):
    rows = rows_of(city)
    assert list(rows) == [
        *("port-office", "customs", "commerce", "market-supervision", "tax", "central-bank", "bonded-zone", "port-service-centre")
    ]
    assert rows["customs"]["oldest_due_on"] is None
    told = city.at("2026-10-20").done("supervision")
    assert "报送月" in told
    assert "平均逾期天数" in told


def test_supervision_as_a_spreadsheet_has_a_column_for_each_entry(city):
    sheet = list(csv.DictReader(io.StringIO(city.done("supervision", "-o", "csv"))))
    assert len(sheet) == 8
    assert {"unit", "late", "mean_days_late", "oldest_step", "done_late"} <= set(sheet[0])


def test_a_day_or_a_quarter_to_come_is_refused(city):
    assert city.refused(3, "supervision", "--on", "2026-09-16")["fields"][0]["field"] == "on"
    assert city.refused(3, "supervision", "--quarter", "2026Q4")["fields"][0]["field"] == "quarter"
    assert city.refused(2, "supervision", "--on", "2026-09-14", "--effective-at", "2026-09-14")["code"] == "usage"
