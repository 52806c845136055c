from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from tests.cli.city import CASE, SECOND, City, build
from tests.facts import AUTHORITY, BROKER, FORWARDER
from zibo_port.domain.commands import CorrectPenalty
from zibo_port.domain.payload import COLUMNS


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


def of(rows: list[dict], platform: str) -> dict:
    return next(row for row in rows if row["platform"] == platform)


def cells(path: str | Path) -> list[tuple]:
    book = openpyxl.load_workbook(path)
    rows = [tuple(cell.value for cell in row) for row in book.active.iter_rows()]
    book.close()
    return rows


def test_the_list_gives_what_the_contract_names(city):
    rows = city.ask("publication", "list")
    assert [(r["platform"], r["due_on"], r["state"], r["receipt"], r["late"]) for r in rows] == [
        ("credit-china-zibo", "2026-09-20", "requested", None, False),
        ("necips", "2026-10-14", "requested", None, False),
    ]
    assert {"id", "document_no", "platform", "state", "due_on", "receipt", "payload_sha256"} <= set(rows[0])
    assert {r["document_no"] for r in rows} == {CASE}


def test_without_publications_the_list_is_empty(tmp_path):
    city = build(tmp_path)
    assert city.ask("publication", "list") == []
    assert "没有记录" in city.done("publication", "list")
    assert city.ask("publication", "send", "--all")["sent"] == []
    assert "没有待报送" in city.done("publication", "send", "--all")


def test_a_workbook_written_before_eight_is_of_the_day_in_zibo(city):
    [file, _] = city.at("2026-09-16T01:00:00+08:00").ask("publication", "send", "--all", "--drop", str(city.folder / "drop"))["files"]
    book = openpyxl.load_workbook(file["file"])
    assert book.properties.created.date() == date(2026, 9, 16)
    book.close()


def test_sent_is_not_done_and_a_receipt_is(city):
    name = of(city.ask("publication", "list"), "necips")["id"]
    city.done("publication", "send", name)
    assert of(city.ask("publication", "list"), "necips")["state"] == "sent"
    assert of(city.ask("publication", "list"), "credit-china-zibo")["state"] == "requested"
    late = city.at("2026-10-15")
    assert of(late.ask("publication", "list"), "necips")["late"] is True
    document = city.ask("publication", "receipt", name, "--accepted", "XY-1")
    assert (document["event"], document["state"], document["receipt"]) == ("PublicationAccepted", "accepted", "XY-1")
    assert of(late.ask("publication", "list"), "necips")["late"] is False
    again = city.ask("publication", "receipt", name, "--accepted", "XY-1")
    assert again["repeated"] is True


def test_a_receipt_of_an_earlier_day_is_in_time_however_late_it_is_recorded(city):
    name = of(city.ask("publication", "list"), "credit-china-zibo")["id"]
    late = city.at("2026-09-25")
    assert [r["id"] for r in late.ask("publication", "list", "--late")] == [name]
    late.done("publication", "receipt", name, "--accepted", "1", "--on", "2026-09-20")
    assert late.ask("publication", "list", "--late") == []
    assert late.refused(
        3, "publication", "receipt", of(city.ask("publication", "list"), "necips")["id"], "--accepted", "2", "--on", "2026-09-26"
    )


def test_a_rejected_one_is_sent_again_with_the_same_bytes_and_waits_again(city):
    rows = city.ask("publication", "list")
    name = of(rows, "necips")["id"]
    first = city.ask("publication", "send", name)
    city.done("publication", "receipt", name, "--rejected", "处罚类别与内容不一致")
    assert of(city.ask("publication", "list"), "necips")["rejection"] == "处罚类别与内容不一致"
    second = city.ask("publication", "send", "--all")
    assert sorted(s["platform"] for s in second["sent"]) == ["credit-china-zibo", "necips"]
    assert of(city.ask("publication", "list"), "necips")["state"] == "sent"
    assert of(second["sent"], "necips")["payload_sha256"] == first["sent"][0]["payload_sha256"] == of(rows, "necips")["payload_sha256"]
    assert of(second["files"], "necips")["file"] != first["files"][0]["file"]
    assert Path(of(second["files"], "necips")["file"]).read_bytes() == Path(first["files"][0]["file"]).read_bytes()
    city.done("publication", "receipt", name, "--rejected", "又退回")
    assert of(city.ask("publication", "list"), "necips")["state"] == "rejected"


def test_each_platform_gets_one_workbook_in_the_layout_beside_the_store(city):
    city.punish(SECOND, BROKER, fine=Decimal(70000))
    document = city.ask("publication", "send", "--all")
    assert Path(document["drop"]) == city.folder / "drop"
    assert [(f["platform"], f["records"]) for f in document["files"]] == [("necips", 2), ("credit-china-zibo", 2)]
    assert sorted(p.name for p in (city.folder / "drop").iterdir()) == [
        "credit-china-zibo-20260915-100000.xlsx",
        "necips-20260915-100000.xlsx",
    ]
    for file in document["files"]:
        heading, *rows = cells(file["file"])
        assert list(heading) == list(COLUMNS.values())
        assert [row[list(COLUMNS).index("CF_WSH")] for row in rows] == [CASE, SECOND]
        assert sha256(Path(file["file"]).read_bytes()).hexdigest() == file["sha256"]


def test_what_was_accepted_or_superseded_is_not_sent_again(city):
    rows = city.ask("publication", "list")
    accepted, superseded = of(rows, "necips")["id"], of(rows, "credit-china-zibo")["id"]
    city.done("publication", "receipt", accepted, "--accepted", "1")
    assert city.refused(4, "publication", "send", accepted)["clause"]
    content = {"enterprise": FORWARDER, "document_no": CASE, "decided_on": date(2026, 9, 10), "authority": AUTHORITY}
    content |= {"articles": ("price-regulation.9.5",), "kinds": ("fine",), "gains": "none", "fine": Decimal(80000)}
    city.handle(CorrectPenalty(**content, reason="金额录错"))
    assert "更正" in city.refused(4, "publication", "send", superseded)["message"]
    after = city.ask("publication", "list")
    assert [(r["revision"], r["superseded"], r["due_on"] is None) for r in after if r["id"] in {accepted, superseded}] == [
        (1, True, True)
    ] * 2
    sent = city.ask("publication", "send", "--all")["sent"]
    assert [(s["revision"], s["platform"]) for s in sent] == [(2, "necips"), (2, "credit-china-zibo")]


def test_a_dry_run_writes_and_records_nothing(city):
    head = city.head()
    document = city.ask("publication", "send", "--all", "--dry-run")
    assert document["dry_run"] is True
    assert len(document["sent"]) == 2
    assert not (city.folder / "drop").exists()
    name = document["sent"][0]["id"]
    city.done("publication", "receipt", name, "--accepted", "1", "--dry-run")
    assert city.head() == head


def test_a_folder_that_cannot_be_written_to_records_nothing(city):
    (city.folder / "file").write_text("x")
    head = city.head()
    error = city.refused(7, "publication", "send", "--all", "--drop", str(city.folder / "file" / "drop"))
    assert "--drop" in error["message"]
    assert city.head() == head


def test_when_recording_is_refused_no_file_is_left_to_be_uploaded(city):
    head = city.head()
    assert "陌生人" in city.refused(6, "publication", "send", "--all", "--as", "陌生人")["message"]
    assert list((city.folder / "drop").iterdir()) == []
    assert city.head() == head


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("send",), 2),
        (("send", "--all", "P1"), 2),
        (("send", "P1"), 5),
        (("show", "P1"), 5),
        (("receipt", "P1"), 2),
        (("receipt", "P1", "--accepted", "1", "--rejected", "2"), 2),
        (("receipt", "P1", "--accepted", "1"), 5),
    ],
)
def test_wrong_requests_are_told_by_their_exit_status(city, words, status):
    assert city.refused(status, "publication", *words)["message"]


def test_show_gives_the_thirty_columns_and_the_sendings(city):
    name = of(city.ask("publication", "list"), "necips")["id"]
    city.done("publication", "send", name)
    document = city.ask("publication", "show", name)
    assert [c["column"] for c in document["columns"]] == list(COLUMNS)
    assert {c["column"]: c["value"] for c in document["columns"]}["CF_NR_FK"] == "6"
    assert [s["channel"] for s in document["sendings"]] == ["drop-folder"]
    assert "CF_WSH" in city.done("publication", "show", name)


def test_both_clocks_show_what_was_known_and_effective(city):
    name = of(city.ask("publication", "list"), "necips")["id"]
    city.at("2026-09-16").done("publication", "send", name)
    city.at("2026-09-18").done("publication", "receipt", name, "--accepted", "1", "--on", "2026-09-17")
    later = city.at("2026-10-01")

    def state(*clock: str) -> str:
        return of(later.ask("publication", "list", *clock), "necips")["state"]

    assert state() == "accepted"
    assert state("--known-at", "2026-09-15") == "requested"
    assert state("--known-at", "2026-09-17") == "sent"
    assert state("--effective-at", "2026-09-16") == "sent"
    assert state("--effective-at", "2026-09-17") == "accepted"
    assert later.ask("publication", "list", "--known-at", "2026-09-14") == []


def test_the_frozen_payload_is_checked_before_it_leaves(city):
    import sqlite3

    with sqlite3.connect(city.database) as tampering:
        tampering.execute(
            "UPDATE stored_events SET state=replace(state, '罚款60000元', '罚款6元') WHERE topic='enterprise.publication-requested'"
        )
    tampering.close()
    assert "verify" in city.refused(8, "publication", "send", "--all")["message"]
    assert not (city.folder / "drop").exists()


def test_a_person_reads_what_was_sent_and_what_comes_next(city):
    said = city.done("publication", "send", "--all")
    assert "第 33 号起" in said
    assert "publication receipt" in said
    english = city.run("publication", "list", "--lang", "en").out
    assert "sent, no receipt yet" in english
    assert json.loads(city.run("publication", "list", "--json", "--lang", "en").out) == city.ask("publication", "list")


def test_what_a_platform_took_though_the_decision_fell_is_to_be_withdrawn_and_says_so(city):
    name = of(city.ask("publication", "list"), "necips")["id"]
    city.done("penalty", "revoke", CASE, "--on", "2026-09-15", "--by", "淄博市人民政府", "--reason", "证据不足")
    assert "已撤销的，不再公示" in city.refused(4, "publication", "send", name)["message"]
    assert "待报送（已被取代或撤销）" in city.done("publication", "list")
    said = city.done("publication", "receipt", name, "--accepted", "7")
    assert "回执 7；但这一内容已不应公示，须于 2026-09-18 前撤下" in said
    assert f"下一步：zibo-port publication send {name}" in said
