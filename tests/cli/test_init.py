from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.frame_runner import run, run_process
from tests.facts import FORWARDER
from zibo_port.cli.session import shown_url

PROFILE = 'authority = "{name}"\nauthority_code = "{code}"\nsource = "{name}"\nsource_code = "{code}"\n'
OFFICE = "淄博市演示市场监督管理局"
CODE = "11370300MADEM00030"


def store(folder: Path) -> str:
    return f"sqlite:///{folder / 'office.db'}"


def profile(folder: Path, text: str) -> str:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_rehearsal_is_founded_once_and_says_so_the_second_time(tmp_path):
    words = ("init", "--rehearsal", "--as", "王晓", "--store", store(tmp_path), "--json")
    first = run(*words, "--now", "2026-04-01T09:00:00+08:00").document
    assert (first["kind"], first["new"], first["officers"], first["warnings"]) == ("rehearsal", True, ["王晓"], [])
    assert first["calendar"]["from"] == 2004
    second = run(*words).document
    assert second == first | {"new": False}
    assert "演练库已就绪" in run(*words[:-1]).out


def test_it_makes_the_folder_and_honours_the_clock_of_a_rehearsal(tmp_path):
    path = tmp_path / "甲" / "乙" / "office.db"
    assert run("init", "--rehearsal", "--store", f"sqlite:///{path}", "--now", "2026-04-01T09:00:00+08:00").status == 0
    stamps = {row[0] for row in sqlite3.connect(path).execute("SELECT recorded_at FROM ledger")}
    assert {stamp[:10] for stamp in stamps} == {"2026-04-01"}


def test_a_real_store_takes_no_clock_and_warns_of_empty_columns_until_the_profile_is_given(tmp_path):
    asked = run("init", "--store", store(tmp_path), "--now", "2026-04-01", "--json")
    assert (asked.status, asked.error["code"]) == (2, "usage")
    assert not (tmp_path / "office.db").exists()
    first = run("init", "--store", store(tmp_path), "--json").document
    assert [warning["code"] for warning in first["warnings"]] == ["profile-incomplete"]
    assert "CF_CFJGDM、CF_SJLYDM" in first["warnings"][0]["message"]
    given = run(
        "init", "--store", store(tmp_path), "--profile", profile(tmp_path, PROFILE.format(name=OFFICE, code=CODE)), "--json"
    ).document
    assert (given["authority"], given["warnings"], given["position"]) == (OFFICE, [], first["position"] + 1)
    again = run("init", "--store", store(tmp_path), "--json").document
    assert (again["authority"], again["position"]) == (OFFICE, given["position"])


def test_the_profile_stands_in_what_is_published(tmp_path):
    run("init", "--rehearsal", "--store", store(tmp_path), "--profile", profile(tmp_path, PROFILE.format(name=OFFICE, code=CODE)))
    run("enterprise", "register", FORWARDER, "示例货代", "--line", "other", "--store", store(tmp_path))
    log = ("--document-no", "1号", "--decided-on", "2026-03-05", "--authority", OFFICE, "--article", "price-regulation.7", "--kind", "fine")
    assert run("penalty", "log", "--enterprise", FORWARDER, *log, "--fine", "1000", "--store", store(tmp_path)).status == 0
    with sqlite3.connect(tmp_path / "office.db") as database:
        payloads = database.execute("SELECT json_extract(state, '$.payload') FROM stored_events WHERE topic LIKE '%requested'").fetchall()
    assert len(payloads) == 2
    assert all(f'"CF_CFJG":"{OFFICE}","CF_CFJGDM":"{CODE}"' in payload for (payload,) in payloads)


def test_a_store_stays_what_it_was_founded_as(tmp_path):
    run("init", "--rehearsal", "--store", store(tmp_path))
    refused = run("init", "--store", store(tmp_path), "--json")
    assert (refused.status, refused.error["code"]) == (4, "refused")
    assert "--rehearsal" in refused.error["message"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("authority = 甲", "profile"),
        ('authority = "甲"', "authority_code"),
        (PROFILE.format(name=OFFICE, code="123"), "authority_code"),
        (PROFILE.format(name=OFFICE, code=CODE) + 'telephone = "0533"', "telephone"),
    ],
)
def test_a_profile_that_is_none_founds_nothing(tmp_path, text, field):
    wrong = run("init", "--store", store(tmp_path), "--profile", profile(tmp_path, text), "--json")
    assert wrong.status == 3
    assert field in [fault["field"] for fault in wrong.error["fields"]]
    assert not (tmp_path / "office.db").exists()


def test_the_officer_is_the_person_at_the_keyboard(tmp_path, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "lihua")
    assert run("init", "--rehearsal", "--store", store(tmp_path), "--json").document["officers"] == ["lihua"]


def test_an_account_without_a_name_doesnt_stop_it(tmp_path, monkeypatch):
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert run("init", "--rehearsal", "--store", store(tmp_path), "--json").document["officers"] == ["officer"]


def test_an_upgrade_does_what_the_workflows_ask(tmp_path):
    run("init", "--rehearsal", "--store", store(tmp_path))
    run("enterprise", "register", FORWARDER, "示例货代", "--line", "other", "--store", store(tmp_path))
    assert run("init", "--rehearsal", "--store", store(tmp_path), "--json").document["new"] is False


def test_without_a_store_every_command_says_to_run_init(tmp_path):
    for words in (("duties",), ("doctor",), ("tick",), ("enterprise", "list"), ("penalty", "list"), ("watch-list",)):
        lost = run(*words, "--store", store(tmp_path), "--json")
        assert (lost.status, lost.error["code"]) == (7, "unreachable")
        assert "zibo-port init" in lost.error["hint"]


def test_a_password_is_never_shown():
    assert shown_url("postgresql://clerk:s3cret@db/office") == "postgresql://clerk:***@db/office"
    assert shown_url("sqlite:////tmp/a:b@c.db") == "sqlite:////tmp/a:b@c.db"


def test_in_a_process_of_its_own_the_default_store_lies_in_the_user_data_folder(tmp_path):
    made = run_process("init", "--rehearsal", env={"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")})
    assert (made.status, made.err) == (0, "")
    assert (tmp_path / "data" / "zibo-port" / "office.db").exists()
