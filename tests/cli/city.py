"""A fictional city to type commands in: a rehearsal store with two forwarders and one enterprise of another line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.cli.frame_runner import Outcome, run
from tests.facts import AUTHORITY, BROKER, FORWARDER, WAREHOUSE
from zibo_port.domain.commands import Command, LogPenalty, RegisterEnterprise
from zibo_port.domain.periods import SHANGHAI
from zibo_port.office.archive import Archive
from zibo_port.office.clock import fixed
from zibo_port.office.founding import found
from zibo_port.office.office import Office, Receipt
from zibo_port.office.store import open_store

CASE = "淄市监罚〔2026〕101号"
SECOND = "淄市监罚〔2026〕102号"


@dataclass(frozen=True)
class City:
    """A store and a clock; `at` moves it."""

    folder: Path
    now: str = "2026-09-15T10:00:00+08:00"

    @property
    def store(self) -> str:
        return f"sqlite:///{self.folder / 'office.db'}"

    @property
    def database(self) -> Path:
        return self.folder / "office.db"

    def at(self, day: str) -> City:
        """The same city on another day, at ten."""
        return replace(self, now=day if "T" in day else f"{day}T10:00:00+08:00")

    def run(self, *words: str, stdin: bytes = b"") -> Outcome:
        """Type a command line."""
        return run(*words, "--store", self.store, "--now", self.now, stdin=stdin)

    def done(self, *words: str) -> str:
        """Type it; it works, and this is what it prints."""
        outcome = self.run(*words)
        assert outcome.status == 0, outcome.err or outcome.out
        assert outcome.err == ""
        return outcome.out

    def ask(self, *words: str) -> Any:
        """Its JSON document."""
        outcome = self.run(*words, "--json")
        assert outcome.status == 0, outcome.err
        return outcome.document

    def refused(self, status: int, *words: str) -> Any:
        """Its error, told as JSON on stderr with this exit status."""
        outcome = self.run(*words, "--json")
        assert outcome.status == status, outcome
        return outcome.error

    def office(self) -> Office:
        return Office(open_store(self.store), clock=fixed(datetime.fromisoformat(self.now)))

    def handle(self, command: Command) -> Receipt:
        """Record through the office, where the command line isn't what is tried."""
        office = self.office()
        try:
            return office.handle(command)
        finally:
            office.store.close()

    def head(self) -> int:
        """The last position of the log."""
        store = open_store(self.store)
        try:
            return store.head().position
        finally:
            store.close()

    def archive(self) -> Archive:
        return Archive(self.office())

    def punish(self, document_no: str = CASE, enterprise: str = FORWARDER, **changes: Any) -> Receipt:
        """Log a fine of 60,000 元 decided five days ago."""
        content: dict[str, Any] = {
            "enterprise": enterprise,
            "document_no": document_no,
            "decided_on": date(2026, 9, 10),
            "authority": AUTHORITY,
            "articles": ("price-regulation.9.5",),
            "kinds": ("fine",),
            "gains": "none",
            "fine": Decimal(60000),
        }
        return self.handle(LogPenalty(**content | changes))

    def concluded(self, *words: str, on: str = "2026-09-28") -> str:
        """Call a meeting about the case and conclude it; the meeting's id."""
        invited = ("--department", "customs", "--department", "port-office")
        meeting: str = self.ask("consultation", "call", "--on", on, *invited, "--case", CASE)["id"]
        self.at(on).done("consultation", "conclude", meeting, "--case", CASE, *(words or ("--deduct", "5")), "--minutes", "纪要")
        return meeting

    def rated(self, code: str = FORWARDER) -> None:
        """Everything that a score of 2026Q3 needs: 50 + 20 + 18.5."""
        self.done("evaluation", "rating", code, "--year", "2025", "--favourable", "452", "--total", "500")
        self.done("evaluation", "department-score", code, "--quarter", "2026Q3", "--department", "customs", "--points", "18.5")


def build(folder: Path) -> City:
    """Found the store and register the enterprises, on 2026-09-15."""
    city = City(folder)
    clock = fixed(datetime(2026, 9, 15, 9, tzinfo=SHANGHAI))
    store = open_store(city.store)
    found(store, "王晓", rehearsal=True, clock=clock)
    store.close()
    for code, name, line in (
        (FORWARDER, "淄博示例货代有限公司", "freight-forwarding"),
        (BROKER, "淄博示例报关有限公司", "customs-broker"),
        (WAREHOUSE, "示例杂货店", "other"),
    ):
        city.handle(RegisterEnterprise(enterprise=code, name=name, lines=(line,)))
    return city
