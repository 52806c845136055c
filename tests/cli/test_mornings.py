"""The morning round as typed: escalations in order and once, digests once a day, to a folder and over real SMTP."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.city import CASE, City, build
from zibo_port.domain.mornings import DigestSent, DutyEscalated
from zibo_port.office.scanning import scan

SENDER = "port@example.org"


@pytest.fixture
def city(tmp_path: Path) -> City:
    made = build(tmp_path)
    made.punish()
    return made


def escalations(city: City) -> list[DutyEscalated]:
    archive = city.at("2027-01-01").archive()
    return [fact for _, fact in scan(archive, archive.view(), DutyEscalated)]


def of_case(city: City) -> dict[str, date | None]:
    return {fact.step: fact.effective_on for fact in escalations(city) if fact.case == CASE}


# --- escalation ---------------------------------------------------------------------------------------------------


def test_a_duty_is_escalated_on_the_fifth_working_day_after_it_was_due_and_once(city):
    # Decided Thursday 2026-09-10; the city's site is due on the 7th working day, Sunday 20 September being a make-up day.
    due = {row["step"]: row["due_on"] for row in city.ask("duties", "--case", CASE)}
    assert due["publish-credit-china-zibo"] == "2026-09-20"
    # Working days after it: 21, 22, 23, 24 and, since the 25th is Mid-Autumn, 28 September.
    assert city.at("2026-09-27").ask("tick")["escalated"] == 0
    assert city.at("2026-09-28").ask("tick")["escalated"] == 1
    head = city.head()
    assert city.at("2026-09-28T18:00:00+08:00").ask("tick")["escalated"] == 0
    assert city.at("2026-09-29").ask("tick")["escalated"] == 0
    assert city.head() == head
    (row,) = [row for row in city.at("2026-09-29").ask("duties", "--overdue") if row["escalated_on"]]
    assert (row["step"], row["escalated_on"]) == ("publish-credit-china-zibo", "2026-09-28")
    assert "已督办" in city.at("2026-09-29").done("duties", "--overdue")


def test_after_an_outage_escalations_catch_up_in_the_order_of_their_days(city):
    told = city.at("2026-11-30").ask("tick")
    days = [fact.effective_on for fact in escalations(city)]
    assert told["escalated"] == len(days) > 5
    assert days == sorted(days)
    assert of_case(city)["publish-credit-china-zibo"] == date(2026, 9, 28)
    assert city.at("2026-11-30").ask("tick")["escalated"] == 0


def test_what_is_done_before_its_day_is_never_escalated(city):
    day = city.at("2026-09-16")
    attempt = next(row["id"] for row in day.ask("publication", "list") if row["platform"] == "credit-china-zibo")
    day.done("publication", "receipt", attempt, "--accepted", "Z1")
    city.at("2026-10-12").done("tick")
    assert "publish-credit-china-zibo" not in of_case(city)


def test_the_port_offices_own_lateness_goes_to_the_convener(city):
    city.at("2026-11-30").done("tick")
    assert {fact.to for fact in escalations(city) if fact.owing_department == "port-office"} == {"convener"}
    assert {fact.to for fact in escalations(city) if fact.owing_department != "port-office"} == {"port-office"}


def test_a_dry_run_records_and_sends_nothing(city, tmp_path):
    head = city.head()
    told = city.at("2026-11-30").ask("tick", "--dry-run", "--digest", str(tmp_path / "out"))
    assert (told["recorded"], told["escalated"], told["digests"]) == (0, 0, [])
    assert city.head() == head
    assert not (tmp_path / "out").exists()


# --- digests ------------------------------------------------------------------------------------------------------


def test_each_unit_gets_one_digest_a_day_as_text_and_json(city, tmp_path):
    out = tmp_path / "out"
    told = city.at("2026-09-28").ask("tick", "--digest", str(out))
    assert len({row["department"] for row in told["digests"]}) == len(told["digests"]) > 0
    assert city.at("2026-09-28").ask("tick", "--digest", str(out))["digests"] == []
    assert city.at("2026-09-29").ask("tick", "--digest", str(out))["digests"] != []
    (sent,) = [row for row in told["digests"] if row["department"] == "market-supervision"]
    content = Path(sent["place"]).read_bytes()
    assert sha256(content).hexdigest() == sent["sha256"]
    document = json.loads(content)
    assert {row["step"]: row["escalated_on"] for row in document["late"]} == {"publish-credit-china-zibo": "2026-09-28"}
    text = Path(sent["place"]).with_suffix(".txt").read_text(encoding="utf-8")
    assert "已经逾期（1 项）" in text
    assert "信用中国" in text
    archive = city.at("2026-09-30").archive()
    recorded = [fact for _, fact in scan(archive, archive.view(), DigestSent)]
    assert sent["sha256"] in {fact.sha256 for fact in recorded}


def test_a_digest_reminds_before_on_and_after_the_due_day(city, tmp_path):
    found = {}
    for day in ("2026-09-15", "2026-09-16", "2026-09-20", "2026-09-21"):
        city.at(day).done("tick", "--digest", str(tmp_path / day))
        files = (tmp_path / day).glob("*-market-supervision.json")
        rows = {key: rows for path in files for key, rows in json.loads(path.read_text(encoding="utf-8")).items() if isinstance(rows, list)}
        found[day] = [key for key, listed in rows.items() for row in listed if row["step"] == "publish-credit-china-zibo"]
    # Three working days before Sunday 20 September, itself a working day: 17, 18, 20 follow the 16th.
    assert found == {"2026-09-15": [], "2026-09-16": ["soon"], "2026-09-20": ["today"], "2026-09-21": ["late"]}


def test_a_folder_that_cant_be_written_to_is_told_and_nothing_counts_as_sent(city, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    error = city.at("2026-09-28").refused(7, "tick", "--digest", str(tmp_path / "file" / "out"))
    assert "写不了文件夹" in error["message"]
    assert city.at("2026-09-28").ask("tick", "--digest", str(tmp_path / "out"))["digests"] != []


# --- by mail ------------------------------------------------------------------------------------------------------


class Sink:
    """A mail server on a real port that keeps what it is given, and can hang up after some letters."""

    def __init__(self, hang_up_after: int | None = None) -> None:
        self.letters: list[tuple[str, bytes]] = []
        self.hang_up_after = hang_up_after
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            with client, client.makefile("rb") as lines:
                self._talk(client, lines)

    def _talk(self, client: socket.socket, lines) -> None:
        to = ""
        client.sendall(b"220 sink\r\n")
        for line in lines:
            verb = line[:4].upper()
            if verb == b"RCPT":
                to = line.split(b"<")[1].split(b">")[0].decode()
            if verb == b"DATA":
                if self.hang_up_after is not None and len(self.letters) >= self.hang_up_after:
                    return
                client.sendall(b"354 go on\r\n")
                self.letters.append((to, b"".join(iter(lines.readline, b".\r\n"))))
            client.sendall(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    yield made
    made.close()


@pytest.fixture
def addresses(tmp_path: Path) -> Path:
    units = ("port-office", "market-supervision", "commerce", "customs", "tax", "central-bank", "bonded-zone")
    path = tmp_path / "addresses.toml"
    path.write_text("".join(f'{unit} = "{unit}@example.org"\n' for unit in units), encoding="utf-8")
    return path


def mail(city: City, url: str, addresses: Path) -> tuple[str, ...]:
    return ("tick", "--smtp", url, "--sender", SENDER, "--addresses", str(addresses))


def test_digests_go_by_mail_once_a_day(city, sink, addresses):
    monday = city.at("2026-09-28")
    told = monday.ask(*mail(city, sink.url, addresses))
    assert [row["place"] for row in told["digests"]] == [to for to, _ in sink.letters]
    received = {to: message_from_bytes(content, policy=default) for to, content in sink.letters}
    letter = received["market-supervision@example.org"]
    assert (letter["From"], letter["To"]) == (SENDER, "market-supervision@example.org")
    assert "2026-09-28 事项提醒" in letter["Subject"]
    assert "已经逾期（1 项）" in letter.get_body().get_content()
    (attached,) = letter.iter_attachments()
    (sent,) = [row for row in told["digests"] if row["department"] == "market-supervision"]
    assert sha256(attached.get_payload(decode=True)).hexdigest() == sent["sha256"]
    before = len(sink.letters)
    assert monday.ask(*mail(city, sink.url, addresses))["digests"] == []
    assert len(sink.letters) == before


def test_a_server_that_hangs_up_loses_no_letter_and_sends_none_twice(city, addresses):
    day, broken = city.at("2026-10-09"), Sink(hang_up_after=2)
    error = day.refused(7, *mail(city, broken.url, addresses))
    broken.close()
    assert "其余没有发出" in error["message"]
    mended = Sink()
    day.done(*mail(city, mended.url, addresses))
    mended.close()
    everyone = [to for to, _ in broken.letters + mended.letters]
    assert len(broken.letters) == 2
    assert len(everyone) == len(set(everyone)) == 7


def test_no_server_no_address_and_no_sender_are_told(city, addresses, tmp_path):
    day = city.at("2026-09-28")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
    assert "无法使用" in day.refused(7, *mail(city, closed, addresses))["message"]
    for url in ("http://127.0.0.1", "smtp://127.0.0.1:99999", "smtp://127.0.0.1:port", "smtp://[127.0.0.1"):
        assert "smtp://" in day.refused(3, *mail(city, url, addresses))["message"]
    few = tmp_path / "few.toml"
    few.write_text('customs = "customs@example.org"\n', encoding="utf-8")
    assert "市市场监管局" in (lacking := day.refused(3, *mail(city, closed, few))["message"])
    assert "market-supervision" in lacking
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('harbour = "harbour@example.org"\n', encoding="utf-8")
    assert "harbour" in day.refused(3, *mail(city, closed, wrong))["message"]
    wrong.write_text('customs = "海关@example.org"\ntax = "tax@example.org\\nBcc: other@example.org"\n', encoding="utf-8")
    assert "customs、tax" in day.refused(3, *mail(city, closed, wrong))["message"]
    assert day.run("tick", "--smtp", closed).status == 2
    assert day.run("tick", "--smtp", closed, "--digest", str(tmp_path)).status == 2
