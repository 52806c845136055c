from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.city import CASE, City, build

SEND = ("circular", "send", "--title", "三季度价格检查情况", "--text", "现将情况通报如下。", "--to", "customs", "--to", "tax")


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


def test_a_circular_is_sent_and_owed_until_each_acknowledges_it(city):
    sent = city.ask(*SEND, "--quarter", "2026Q3", "--case", "淄市监罚(2026)101号")
    assert (sent["event"], sent["cases"], sent["quarter"], sent["due_on"], sent["assumed"]) == (
        "CircularSent", [CASE], "2026Q3", "2026-09-18", True,
    )  # fmt: skip
    owed = city.ask("duties", "--case", sent["id"])
    assert [(row["step"], row["department"], row["due_on"]) for row in owed] == [
        ("acknowledge", "customs", "2026-09-18"),
        ("acknowledge", "tax", "2026-09-18"),
    ]
    got = city.at("2026-09-21").ask("circular", "acknowledge", sent["id"], "--department", "tax", "--on", "2026-09-17")
    assert got["open"] == ["customs"]
    later = city.at("2026-09-22")
    assert [(row["department"], row["late"]) for row in later.ask("duties", "--case", sent["id"])] == [("customs", True)]
    shown = later.ask("circular", "show", sent["id"])
    assert [(r["department"], r["acknowledged_on"], r["late"]) for r in shown["receipts"]] == [
        ("customs", None, True),
        ("tax", "2026-09-17", False),
    ]
    later.done("circular", "acknowledge", sent["id"], "--department", "customs")
    assert later.ask("circular", "list", "--open") == []
    assert len(later.ask("circular", "list")) == 1
    assert later.ask("circular", "list", "--known-at", "2026-09-14") == []


def test_calling_a_consultation_about_cases_circulates_them_once(city):
    words = ("consultation", "call", "--on", "2026-09-28", "--department", "customs", "--department", "tax", "--case", CASE)
    told = city.done(*words)
    [circular] = city.ask("circular", "list")
    assert circular["id"] in told
    assert (circular["officer"], circular["departments"], circular["cases"]) == ("engine", ["customs", "tax"], [CASE])
    assert city.ask(*words)["circular"] == circular["id"]
    city.ask(*words, "--command-id", "another")
    assert len(city.ask("circular", "list")) == 1
    assert "罚款60000元" in city.done("circular", "show", circular["id"])


def test_the_same_again_is_a_repeat_and_other_words_of_the_day_are_refused(city):
    first = city.ask(*SEND)
    again = city.ask(*SEND)
    assert (again["repeated"], again["id"], again["position"]) == (True, first["id"], first["position"])
    assert "另拟标题" in city.refused(4, *SEND[:5], "另一内容", *SEND[6:])["message"]
    twice = city.ask("circular", "acknowledge", first["id"], "--department", "tax")
    assert city.ask("circular", "acknowledge", first["id"], "--department", "tax")["position"] == twice["position"]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--title", "题", "--text", "文", "--to", "police"), 3, "customs"),
        (("--title", "题", "--text", "文", "--to", "port-office"), 3, "自己"),
        (("--title", "题", "--text", "  ", "--to", "tax"), 3, "空"),
        (("--title", "题", "--text", "文"), 2, "--to"),
        (("--title", "题", "--text", "文", "--to", "tax", "--case", "没有"), 5, "penalty list"),
        (("--title", "题", "--text", "文", "--to", "tax", "--quarter", "2026Q5"), 3, "2026Q3"),
    ],
)
def test_a_wrong_circular_is_refused_and_nothing_is_recorded(city, words, status, says):
    head = city.head()
    assert says in city.refused(status, "circular", "send", *words)["message"]
    assert city.head() == head


def test_only_those_who_got_it_acknowledge_it_on_a_day_that_was(city):
    name = city.ask(*SEND)["id"]
    acknowledge = ("circular", "acknowledge", name, "--department")
    assert "市商务局" in city.refused(4, *acknowledge, "commerce")["message"]
    assert "2026-09-15" in city.refused(3, *acknowledge, "tax", "--on", "2026-09-14")["message"]
    assert "今天" in city.refused(3, *acknowledge, "tax", "--on", "2026-09-16")["message"]
    assert "circular list" in city.refused(5, "circular", "show", "C0")["message"]
    assert "circular list" in city.refused(5, "circular", "acknowledge", "C0", "--department", "tax")["message"]


def test_a_dry_run_shows_it_and_leaves_nothing(city):
    head = city.head()
    assert city.ask(*SEND, "--dry-run")["open"] == ["customs", "tax"]
    assert city.head() == head
    assert "没有这样的通报" in city.done("circular", "list")
    assert city.done("circular", "list", "-o", "csv").startswith("id,sent_on,sender,title,text,departments,")


def test_people_read_who_has_not_acknowledged(city):
    told = city.done(*SEND)
    assert "向淄博海关、市税务局发出通报" in told
    assert "0/2" in city.done("circular", "list")
    assert "淄博海关、市税务局" in city.done("circular", "list", "--open")
    assert "签收通报" in city.done("duties")
    assert "Zibo Customs, Taxation Bureau" in city.done("circular", "list", "--lang", "en")
