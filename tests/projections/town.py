"""A fictional town whose days pass: an office with a clock of its own, and what its people do there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, select

from tests.facts import AUTHORITY, BROKER, FORWARDER, WAREHOUSE
from zibo_port.cli.counter import Counter
from zibo_port.cli.reading import ReadModels, read_models
from zibo_port.cli.session import Session
from zibo_port.domain import commands as c
from zibo_port.domain.errors import NotFound, ZiboPortError
from zibo_port.domain.fact import Fact
from zibo_port.office.founding import found
from zibo_port.office.office import Office, Receipt
from zibo_port.office.store import open_store
from zibo_port.projections.catalogue import PROJECTIONS
from zibo_port.projections.engine import reading

CODES = (FORWARDER, BROKER, WAREHOUSE)
OPENING = datetime(2026, 7, 1, 1, tzinfo=UTC)


def number(n: int) -> str:
    """A document number, written as the officer of that number writes it."""
    return f"淄市监罚〔2026〕{n}号"


class Town:
    """An office, its clock, and the session of whoever asks there."""

    def __init__(self, url: str) -> None:
        self.now = OPENING
        store = open_store(url)
        found(store, "王晓", rehearsal=True, clock=self.clock)
        self.office = Office(store, clock=self.clock)
        self.session = Session(Counter(), self.office)
        self.meetings: dict[str, str] = {}

    def clock(self) -> datetime:
        """The town's own time."""
        return self.now

    @property
    def today(self) -> date:
        """The day, in Zibo."""
        return (self.now + timedelta(hours=8)).date()

    def pass_days(self, days: int) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)

    def do(self, command: c.Command) -> Receipt:
        """Record."""
        return self.office.handle(command)

    def attempt(self, act: Callable[[], Any]) -> None:
        """Record if the rules allow it."""
        try:
            act()
        except ZiboPortError:
            return

    def models(self, known_at: datetime | None = None, effective_at: date | None = None) -> ReadModels:
        """What lists are read from."""
        return read_models(self.session, self.session.view(known_at, effective_at))

    # --- what people do -------------------------------------------------------------------------------------------

    def register(self, code: str = FORWARDER, name: str = "淄博示例货代有限公司", line: str = "freight-forwarding") -> None:
        self.do(c.RegisterEnterprise(enterprise=code, name=name, lines=(line,)))

    def rename(self, name: str, on: date | None = None, code: str = FORWARDER) -> None:
        self.do(c.RenameEnterprise(enterprise=code, name=name, on=on or self.today))

    def log(self, n: int = 1, code: str = FORWARDER, **changes: Any) -> list[Fact]:
        return [r.fact for r in self.do(c.LogPenalty(**self._penalty(n, code) | changes)).recorded]

    def correct(self, n: int = 1, code: str = FORWARDER, **changes: Any) -> None:
        self.do(c.CorrectPenalty(**self._penalty(n, code) | {"reason": "录入有误"} | changes))

    def _penalty(self, n: int, code: str) -> dict[str, Any]:
        return {
            "enterprise": code,
            "document_no": number(n),
            "decided_on": self.today,
            "authority": AUTHORITY,
            "articles": ("price-regulation.9.5",),
            "kinds": ("fine",),
            "gains": "none",
            "fine": Decimal(60000),
        }

    def publication(self, n: int, platform: str, code: str = FORWARDER) -> str:
        """The id of the last revision of a publication."""
        shown = self.session.archive.file(code, self.session.view(None, None)).enterprise.publications.values()
        found = [p.publication for p in shown if p.document_no == number(n) and p.platform == platform]
        if not found:
            raise NotFound("没有", "none")
        return found[-1]

    def send(self, n: int, platform: str, code: str = FORWARDER) -> None:
        name = self.publication(n, platform, code)
        shown = self.session.archive.file(code, self.session.view(None, None)).enterprise.publications[name]
        self.do(
            c.RecordSending(
                publication=name,
                enterprise=code,
                document_no=shown.document_no,
                platform=platform,
                revision=shown.revision,
                payload_sha256=shown.payload_sha256,
                channel="drop-folder",
                place=f"{self.now:%Y%m%d}.xlsx",
            )
        )

    def answer(self, n: int, platform: str, code: str = FORWARDER, **answer: str) -> None:
        self.do(c.RecordReceipt(publication=self.publication(n, platform, code), case=number(n), **answer))

    def call(self, *numbers: int) -> str:
        form = c.CallConsultation(on=self.today, departments=("customs", "tax"), cases=tuple(number(n) for n in numbers))
        meeting: str = self.do(form).recorded[0].fact.meeting
        self.meetings |= dict.fromkeys([number(n) for n in numbers], meeting)
        return meeting

    def conclude(self, n: int, deduct: Decimal | None = Decimal(5), minutes: str = "会议纪要") -> None:
        outcome = c.Outcome(case=number(n), deduct=deduct, no_action=None if deduct else "情节轻微")
        meeting = self.meetings.get(number(n), "M0")
        self.do(c.ConcludeConsultation(meeting=meeting, outcomes=(outcome,), minutes=minutes))

    def rate(self, code: str, favourable: int, year: int = 2025) -> None:
        self.do(c.RecordRating(enterprise=code, year=year, favourable=favourable, total=100, reason="复核"))

    def complain(self, code: str, reference: str, received_on: date, resolved_on: date | None = None) -> None:
        self.do(c.RecordComplaint(enterprise=code, reference=reference, received_on=received_on, resolved_on=resolved_on))

    def score(self, code: str, department: str, points: str, quarter: str = "2026Q3") -> None:
        form = c.RecordDepartmentScore(enterprise=code, quarter=quarter, department=department, points=Decimal(points), reason="复核")
        self.do(form)

    def publish(self, quarter: str = "2026Q3") -> None:
        self.do(c.CloseQuarter(quarter=quarter))
        self.do(c.PublishQuarter(quarter=quarter))


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all read models, sorted."""
    tables = [table for projection in PROJECTIONS for table in projection.tables]
    with reading(engine) as connection:
        return {t.name: sorted(map(tuple, connection.execute(select(t))), key=repr) for t in tables}
