"""History as it was known and as it was effective: every read is the same fold, with two clocks that only filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from zibo_port.domain.books import Books
from zibo_port.domain.consultation import Consultation
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import NotFound
from zibo_port.domain.fact import Fact
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.quarter import Round
from zibo_port.office.desk import Recorded, document_key, enterprise_key
from zibo_port.office.folder import ENTERPRISE_WORKFLOWS
from zibo_port.office.office import Office
from zibo_port.office.store.base import Logged
from zibo_port.office.store.mapper import decode

PAGE = 20_000


class View(NamedTuple):
    """A question's two clocks: everything recorded up to a position, effective up to a day.

    `on` is the day as of which things are late: the earlier of both clocks. `bounded` tells whether anything at all
    is filtered, or the view is simply the present.
    """

    position: int
    known_at: datetime
    effective_at: date
    on: date
    bounded: bool

    def shows(self, fact: Fact) -> bool:
        """Whether a fact was effective by then."""
        return fact.effective_on is None or fact.effective_on <= self.effective_at


@dataclass(frozen=True, slots=True)
class File:
    """One enterprise as a view shows it, with what each workflow makes of it."""

    enterprise: Enterprise
    flows: tuple[object, ...]
    positions: dict[int, int]
    """Version in the stream → position in the log."""


class Owed(NamedTuple):
    """A duty, and the enterprise on whose account it is owed."""

    enterprise: str
    name: str
    duty: Duty


class Archive:
    """Reads of one office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.store = office.store

    # --- the two clocks -------------------------------------------------------------------------------------------

    def view(self, known_at: datetime | None = None, effective_at: date | None = None) -> View:
        """The view of two clocks; by default everything recorded up to the office's clock, and its day."""
        now = self.office.clock()
        known = known_at or now
        head = self.store.head()
        behind = head.recorded_at is not None and head.recorded_at > known
        position = self.store.position_at(known) if behind else head.position
        day = business_day_of(known)
        until = effective_at or day
        return View(position, known, until, min(day, until), bounded=behind or until < business_day_of(max(now, known)))

    def books(self, view: View) -> Books:
        """The books as the view knew them."""
        return self.office.books_at(view.position) if view.bounded else self.office.books

    # --- facts ----------------------------------------------------------------------------------------------------

    def facts(self, view: View, after: int = 0) -> Iterator[Recorded]:
        """All facts that a view shows, in log order."""
        while rows := self.store.log(after, view.position, PAGE):
            for row in rows:
                fact = decode(row)
                if view.shows(fact):
                    yield Recorded(row.position, fact)
            after = rows[-1].position

    def trail(self, code: str, view: View) -> list[tuple[Logged, Fact]]:
        """Every row and fact of an enterprise that a view shows, in order.

        Raises:
            NotFound: no such enterprise by then.
        """
        rows = [(row, decode(row)) for row in self.store.stream(Enterprise.id_of(code), view.position)]
        shown = [(row, fact) for row, fact in rows if view.shows(fact)]
        if not shown:
            raise _no_enterprise(code)
        return shown

    # --- enterprises ----------------------------------------------------------------------------------------------

    def file(self, code: str, view: View) -> File:
        """One enterprise.

        Raises:
            NotFound: no such enterprise by then.
        """
        file = self._file(Enterprise.id_of(code), view, self.books(view))
        if not file.enterprise.identity.code:
            raise _no_enterprise(code)
        return file

    def files(self, view: View) -> Iterator[File]:
        """All enterprises, by credit code."""
        books = self.books(view)
        for claim in self.store.claims(enterprise_key("")):
            if claim.first <= view.position:
                yield self._file(claim.stream, view, books)

    def file_of_case(self, document_no: str, view: View) -> File:
        """The enterprise against which a decision was taken.

        Raises:
            NotFound: no such decision by then.
        """
        claim = self.store.claim(document_key(document_no))
        if claim is not None and claim.first <= view.position:
            file = self._file(claim.stream, view, self.books(view))
            file.enterprise.penalty(document_no)
            return file
        raise NotFound(
            f"没有文号为 {document_no} 的处罚决定。用 zibo-port penalty list 查看已登记的文号。",
            f"No penalty decision {document_no} is recorded. See zibo-port penalty list.",
        )

    def known(self, file: File, position: int) -> File:
        """The same enterprise as everything recorded up to a position shows it, whatever day it was effective."""
        rows = self.store.stream(file.enterprise.id, position)
        facts = [decode(row) for row in rows]
        enterprise = Enterprise.blank(file.enterprise.id).replay(facts)
        return File(enterprise, (), {row.version: row.position for row in rows})

    def _file(self, stream_id: UUID, view: View, books: Books) -> File:
        rows = self.store.stream(stream_id, view.position)
        facts = [fact for fact in map(decode, rows) if view.shows(fact)]
        enterprise = Enterprise.blank(stream_id).replay(facts)
        flows = []
        for workflow in ENTERPRISE_WORKFLOWS:
            state = workflow.initial(books)
            for fact in facts:
                state = workflow.evolve(state, fact)
            flows.append(state)
        return File(enterprise, tuple(flows), {row.version: row.position for row in rows})

    # --- duties ---------------------------------------------------------------------------------------------------

    def duties(self, view: View) -> list[Owed]:
        """Every duty, done or not, by due day: of every case, of the rounds' results at their outlets, and of the conference."""
        from zibo_port.office import conference, outlets  # they read by this archive

        owed = [o for file in self.files(view) for o in self.duties_of(file, view)] + outlets.duties(self, view)
        owed += conference.owed(self, view)
        return sorted(owed, key=lambda o: (o.duty.due_on, o.duty.department, o.duty.case, o.duty.step))

    @staticmethod
    def duties_of(file: File, view: View, case: str | None = None) -> list[Owed]:
        """The duties on account of one enterprise, or of one of its cases."""
        who = file.enterprise.identity
        asked = (d for w, s in zip(ENTERPRISE_WORKFLOWS, file.flows, strict=True) for d in w.due(s, view.on))
        return [Owed(who.code, who.name, d) for d in asked if isinstance(d, Duty) and (case is None or d.case == case)]

    # --- meetings and rounds --------------------------------------------------------------------------------------

    def meeting(self, name: str, view: View) -> Consultation:
        """One meeting."""
        stream_id = Consultation.id_of(name)
        facts = map(decode, self.store.stream(stream_id, view.position))
        return Consultation.blank(stream_id).replay(fact for fact in facts if view.shows(fact))

    def round(self, quarter: Quarter, view: View) -> Round:
        """One quarter's round. What was closed or published is a fact: the effective day doesn't change it."""
        stream_id = Round.id_of(str(quarter))
        return Round.blank(stream_id).replay(map(decode, self.store.stream(stream_id, view.position)))


def _no_enterprise(code: str) -> NotFound:
    return NotFound(
        f"没有登记信用代码为 {code} 的企业。用 zibo-port enterprise list 查看。",
        f"No enterprise is registered under {code}. See zibo-port enterprise list.",
    )
