from __future__ import annotations

import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.facts import BROKER, FORWARDER
from zibo_port.domain.enterprise import Enterprise
from zibo_port.office.store import open_store
from zibo_port.office.store.ledger import GENESIS, leaf, link


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


# --- trail --------------------------------------------------------------------------------------------------------


def test_the_trail_gives_what_the_contract_names(city):
    trail = city.ask("audit", "trail", FORWARDER)
    assert [e["event"] for e in trail] == ["Registered", "PenaltyLogged", "CaseOpened", "PublicationRequested", "PublicationRequested"]
    named = {"position", "event", "recorded_at", "effective_on", "officer", "department", "clause", "summary", "data", "digest"}
    assert all(named <= set(event) for event in trail)
    logged = trail[1]
    assert (logged["effective_on"], logged["department"], logged["officer"]) == ("2026-09-10", "market-supervision", "王晓")
    assert logged["recorded_at"] == "2026-09-15T10:00:00+08:00"
    assert (logged["data"]["document_no"], logged["data"]["fine"]) == (CASE, "60000")
    assert "officer" not in logged["data"]
    assert trail[2]["officer"] == "engine"


def test_the_digest_is_the_leaf_of_the_ledger(city):
    store = open_store(city.store)
    rows = {row.position: row for row in store.stream(Enterprise.id_of(FORWARDER))}
    store.close()
    for event in city.ask("audit", "trail", FORWARDER):
        row = rows[event["position"]]
        state = row.state.encode() if isinstance(row.state, str) else row.state
        assert event["digest"] == leaf(row.position, row.stream, row.version, row.topic, state).hex()


def test_the_trail_follows_both_clocks_and_the_language(city):
    city.at("2026-09-20").punish(SECOND)
    later = city.at("2026-10-01")
    assert len(later.ask("audit", "trail", FORWARDER)) == 9
    assert len(later.ask("audit", "trail", FORWARDER, "--known-at", "2026-09-19")) == 5
    assert [e["event"] for e in later.ask("audit", "trail", FORWARDER, "--effective-at", "2026-09-10")] == [
        "Registered",
        "PenaltyLogged",
        "PenaltyLogged",
    ]
    assert "登记处罚决定" in city.ask("audit", "trail", FORWARDER)[1]["summary"]
    english = json.loads(city.run("audit", "trail", FORWARDER, "--json", "--lang", "en").out)
    assert english[1]["summary"].startswith("Penalty decision")
    assert later.refused(5, "audit", "trail", FORWARDER, "--known-at", "2026-09-01")
    assert later.refused(3, "audit", "trail", "123")
    assert "CaseOpened" in city.done("audit", "trail", FORWARDER)


# --- replay -------------------------------------------------------------------------------------------------------


def changes(step: dict) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    return {(c["subject"], c["which"]): (c["before"], c["after"]) for c in step["changes"]}


def test_each_step_says_what_it_changed(city):
    city.rated()
    meeting = city.concluded("--deduct", "10", "--measure", "raise-inspection-rate:customs", "--push", "sanction-provincial")
    name = next(p["id"] for p in city.ask("publication", "list") if p["platform"] == "necips")
    city.at("2026-09-28").done("publication", "receipt", name, "--accepted", "R-1")
    later = city.at("2026-10-09")
    later.done("evaluation", "close", "2026Q3")
    later.done("evaluation", "publish", "2026Q3")
    steps = later.ask("audit", "replay", FORWARDER)
    assert [s["position"] for s in steps] == [e["position"] for e in later.ask("audit", "trail", FORWARDER)]
    by_event = {step["event"]: changes(step) for step in steps}
    assert by_event["PenaltyLogged"]["duty", f"publish-necips {CASE}"] == (None, "due 2026-10-14")
    assert by_event["PenaltyLogged"]["fine", CASE] == (None, "60000")
    assert by_event["CaseOpened"]["case", CASE] == (None, "open")
    assert by_event["CaseConcluded"]["case", CASE] == ("open", f"concluded {meeting}")
    assert by_event["CaseConcluded"]["duty", f"consult {CASE}"] == ("due 2026-10-20", "done 2026-09-28")
    assert by_event["DepartmentScored"]["score", "2026Q3"] == ("no-data", "88.50 良好")
    assert by_event["PointsDeducted"]["score", "2026Q3"] == ("88.50 良好", "78.50 一般")
    assert by_event["PublicationAccepted"]["publication", f"{name} necips"] == ("requested", "accepted R-1")
    assert by_event["PublicationAccepted"]["duty", f"publish-necips {CASE}"] == ("due 2026-10-14", "done 2026-09-28")
    assert by_event["ResultPublished"] == {("result", "2026Q3"): (None, "78.50 一般")}
    assert by_event["WatchListEntered"] == {("watch-list", "2026Q3"): (None, "一般")}
    assert all(step["summary"] and step["change"] for step in steps)


def test_a_replay_is_told_in_one_language(city):
    city.rated()
    december = city.at("2026-12-18")
    december.punish(SECOND, decided_on=date(2026, 12, 18))
    said = december.done("audit", "replay", FORWARDER)
    assert "期限 2027-01-15（暂定）" in said
    assert "无数据 → 88.50 良好" in said
    assert "provisional" not in said
    told = december.done("audit", "replay", FORWARDER, "--lang", "en")
    assert "due 2027-01-15 (provisional)" in told
    assert "no data → 88.50 good" in told


def test_the_last_state_of_a_replay_is_what_the_reads_show(city):
    city.rated()
    city.concluded("--deduct", "10")
    state: dict[tuple[str, str], str | None] = {}
    for step in city.at("2026-10-01").ask("audit", "replay", FORWARDER):
        for key, (before, after) in changes(step).items():
            assert state.get(key) == before
            state[key] = after
    shown = city.at("2026-10-01").ask("score", "show", FORWARDER, "--quarter", "2026Q3")
    assert state["score", "2026Q3"] == f"{shown['total']} {shown['grade']}"
    listed = city.at("2026-10-01").ask("publication", "list")
    assert {key[1]: value for key, value in state.items() if key[0] == "publication"} == {
        f"{p['id']} {p['platform']}": p["state"] for p in listed
    }


def test_a_quarter_in_which_an_enterprise_is_not_evaluated_has_no_score(city):
    city.rated()
    city.done("enterprise", "deregister", FORWARDER, "--on", "2026-09-15", "--reason", "已注销")
    later = city.at("2026-10-09")
    later.done("evaluation", "department-score", FORWARDER, "--quarter", "2026Q4", "--department", "customs", "--points", "20")
    scores = {key: after for step in later.ask("audit", "replay", FORWARDER) for key, (_, after) in changes(step).items()}
    assert (scores["score", "2026Q3"], scores["score", "2026Q4"]) == ("88.50 良好", None)


def test_a_score_goes_when_the_enterprise_turns_out_to_have_gone_before_the_quarter(city):
    city.rated()
    later = city.at("2026-10-09")
    later.done("enterprise", "deregister", FORWARDER, "--on", "2026-06-30", "--reason", "已注销")
    assert changes(later.ask("audit", "replay", FORWARDER)[-1])["score", "2026Q3"] == ("88.50 良好", None)


def test_people_read_the_history_in_words(city):
    city.rated()
    city.concluded("--deduct", "10", "--measure", "raise-inspection-rate:customs")
    said = city.at("2026-10-01").done("audit", "replay", FORWARDER)
    assert "会商" in said
    assert "待办 部门会商" in said
    assert "期限 2026-10-20 → 已办 2026-09-28" in said
    assert "88.50 良好 → 78.50 一般" in said
    assert "待办 措施：适当提高抽查比例和频次" in said
    assert f"· 措施 适当提高抽查比例和频次 {CASE}：— → 淄博海关" in said
    assert "raise-inspection-rate" not in said.replace("采取措施 raise-inspection-rate", "")
    english = city.at("2026-10-01").done("audit", "replay", FORWARDER, "--lang", "en")
    assert "the engine" in english


# --- departures ---------------------------------------------------------------------------------------------------


def test_fines_outside_the_range_are_listed_with_their_reason(city):
    assert city.ask("audit", "departures") == []
    city.punish(SECOND, BROKER, fine=Decimal(40000), departure="首次违法并主动改正")
    city.at("2026-09-16").punish("淄市监罚〔2026〕103号", fine=Decimal(30000), mitigated="配合调查")
    first, second = city.at("2026-09-20").ask("audit", "departures")
    assert (first["document_no"], first["enterprise"], first["kind"], first["reason"]) == (
        SECOND,
        BROKER,
        "departure",
        "首次违法并主动改正",
    )
    assert (first["fine"], first["range_min"], first["range_max"], first["officer"]) == ("40000", "50000", "500000", "王晓")
    assert "第九条" in first["clause"]
    assert (second["kind"], second["reason"], second["superseded"]) == ("mitigated", "配合调查", False)
    assert len(city.at("2026-09-20").ask("audit", "departures", "--known-at", "2026-09-15")) == 1
    assert "首次违法并主动改正" in city.at("2026-09-20").done("audit", "departures")


def test_an_imported_fine_outside_its_range_stands_on_the_list_without_a_reason(city):
    file = Path(city.folder / "处罚.csv")
    headings = "document-no,enterprise,decided-on,authority,article,kind,gains,fine"
    file.write_text(f"{headings}\n{SECOND},{BROKER},2026-03-12,淄博市市场监督管理局,price-regulation.9.5,fine,none,20000\n", "utf-8")
    (verdict,) = city.ask("penalty", "import", str(file))["verdicts"]
    assert verdict["verdict"] == "flagged"
    assert [message["code"] for message in verdict["messages"]] == ["fine-outside-range"]
    (row,) = city.ask("audit", "departures")
    assert (row["document_no"], row["kind"], row["reason"], row["superseded"]) == (SECOND, "unexplained", None, False)
    assert (row["fine"], row["range_min"], row["range_max"]) == ("20000", "50000", "500000")
    assert "未说明理由" in city.done("audit", "departures")
    shown = city.ask("penalty", "show", SECOND)
    assert shown["departure"] == {"code": "unexplained", "reason": None, "clause": row["clause"]}
    typed = ("--enterprise", BROKER, "--document-no", SECOND, "--decided-on", "2026-03-12", "--authority", "淄博市市场监督管理局")
    again = city.done("penalty", "log", *typed, "--article", "price-regulation.9.5", "--kind", "fine", "--gains", "none", "--fine", "20000")
    assert "没有说明理由，已列入裁量偏离清单" in again
    city.done("penalty", "correct", SECOND, "--mitigated", "首次违法", "--reason", "补录理由")
    first, second = city.ask("audit", "departures")
    assert (first["kind"], first["superseded"]) == ("unexplained", True)
    assert (second["kind"], second["reason"]) == ("mitigated", "首次违法")


# --- verify -------------------------------------------------------------------------------------------------------


def tamper(city: City, *statements: str) -> None:
    connection = sqlite3.connect(city.database)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_untouched_log_is_verified(city):
    document = city.ask("audit", "verify")
    assert document == {"events": city.head(), "head": document["head"], "verified": True}
    store = open_store(city.store)
    assert document["head"] == store.head().chain.hex()
    store.close()
    city.at("2026-09-16").punish(SECOND)
    assert city.at("2026-09-20").ask("audit", "verify", "--known-at", "2026-09-15") == document
    assert "核验通过" in city.done("audit", "verify")


@pytest.mark.parametrize(
    ("statements", "position"),
    [
        (["UPDATE stored_events SET state=replace(state, '60000', '6') WHERE rowid=29"], 29),
        (["UPDATE stored_events SET topic='enterprise.case-opened' WHERE rowid=29"], 29),
        (["UPDATE stored_events SET originator_version=9 WHERE rowid=29"], 29),
        (["UPDATE stored_events SET originator_id='nonsense' WHERE rowid=29"], 29),
        (["UPDATE stored_events SET state=X'FF00' WHERE rowid=29"], 29),
        (["UPDATE ledger SET leaf=X'00' WHERE position=29"], 29),
        (["UPDATE ledger SET leaf='text' WHERE position=29"], 29),
        (["UPDATE ledger SET chain=X'00' WHERE position=29"], 29),
        (["UPDATE ledger SET recorded_at='2026-09-01T00:00:00.000000+00:00' WHERE position=29"], 29),
        (["UPDATE ledger SET recorded_at='2026-09-15T02:30:00.000000+00:00' WHERE position=29"], 29),
        (["UPDATE ledger SET recorded_at='yesterday' WHERE position=29"], 29),
        (["DELETE FROM stored_events WHERE rowid=30"], 30),
        (["DELETE FROM ledger WHERE position=30"], 30),
        (["DELETE FROM stored_events WHERE rowid=30", "DELETE FROM ledger WHERE position=30"], 30),
        (["DELETE FROM stored_events WHERE rowid=32", "DELETE FROM ledger WHERE position=32"], 32),
        (["DELETE FROM stored_events WHERE rowid>=29", "DELETE FROM ledger WHERE position>=29"], 29),
        (["DELETE FROM stored_events", "DELETE FROM ledger"], 1),
        (["INSERT INTO stored_events SELECT 'aa', 1, topic, state FROM stored_events WHERE rowid=29"], 33),
        (["DELETE FROM claims WHERE key LIKE 'enterprise:%X'"], 26),
        (["DELETE FROM claims WHERE key LIKE 'document:%'"], 29),
    ],
)
def test_whatever_was_altered_is_found_and_named(city, statements, position):
    assert city.head() == 32
    tamper(city, *statements)
    error = city.refused(8, "audit", "verify")
    assert error["code"] == "verification-failed"
    assert {"field": "position", "message": str(position)} in error["fields"]
    assert f"第 {position} 号" in error["message"]


def test_a_chain_that_was_written_anew_does_not_hide_a_hole_in_a_stream(city):
    tamper(city, "UPDATE stored_events SET originator_version=originator_version+1 WHERE rowid=32")
    connection = sqlite3.connect(city.database)
    chain = GENESIS
    for position, stream, version, topic, state in connection.execute("SELECT rowid, * FROM stored_events ORDER BY rowid").fetchall():
        sealed = leaf(position, UUID(stream), version, topic, state.encode())
        chain = link(chain, sealed)
        connection.execute("UPDATE ledger SET leaf=?, chain=? WHERE position=?", (sealed, chain, position))
    connection.commit()
    connection.close()
    error = city.refused(8, "audit", "verify")
    assert {"field": "position", "message": "32"} in error["fields"]


def test_a_file_that_is_no_store_is_out_of_reach(tmp_path):
    city = City(tmp_path)
    assert city.refused(7, "audit", "verify")
    city.database.write_bytes(b"not a database, by any means" * 100)
    assert city.refused(7, "audit", "verify")
