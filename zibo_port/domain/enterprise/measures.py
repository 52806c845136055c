"""What became of the measures that a meeting gave to departments: reported on, extended, carried out (the notice, third plan, two (三))."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.outcomes import CLAUSE_OUTCOME, MeasureImposed, Outcomes
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.commands import CompleteMeasure, ExtendMeasure, ReportMeasure
    from zibo_port.domain.enterprise import Enterprise


def measure_id(document_no: str, meeting: str, measure: str, department: str) -> str:
    """The short name of a measure, made from its case, meeting, code and department."""
    return "X" + sha256(f"{comparable(document_no)}|{meeting}|{measure}|{department}".encode()).hexdigest()[:8]


def id_of(order: MeasureImposed) -> str:
    """The short name of a measure that was imposed."""
    return measure_id(order.document_no, order.meeting, order.measure, order.executing_department)


# --- facts --------------------------------------------------------------------------------------------------------


class MeasureReported(Fact):
    """The department told how far a measure is: what was inspected, what was found."""

    TOPIC: ClassVar[str] = "enterprise.measure-reported"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    measure: str
    document_no: str
    text: str

    def apply(self, aggregate: Enterprise) -> None:
        """The last one is what is known of it."""
        aggregate.measures_reported[self.measure] = self


class MeasureExtended(Fact):
    """A measure may be carried out until another day."""

    TOPIC: ClassVar[str] = "enterprise.measure-extended"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    measure: str
    document_no: str
    until: date
    reason: str

    def apply(self, aggregate: Enterprise) -> None:
        """Until then."""
        aggregate.measures_extended[self.measure] = self.until


class MeasureCompleted(Fact):
    """A measure was carried out; effective on the day it was, whenever that is recorded."""

    TOPIC: ClassVar[str] = "enterprise.measure-completed"
    CLAUSE: ClassVar[str] = CLAUSE_OUTCOME

    measure: str
    document_no: str
    result: str

    def apply(self, aggregate: Enterprise) -> None:
        """Done."""
        aggregate.measures_done[self.measure] = self


# --- decisions ----------------------------------------------------------------------------------------------------


class Measures(Outcomes):
    """What may be decided about measures."""

    if TYPE_CHECKING:
        measures_reported: dict[str, MeasureReported]
        measures_done: dict[str, MeasureCompleted]
        measures_extended: dict[str, date]

    def measure(self, name: str) -> MeasureImposed:
        """A measure in force by its short name.

        Raises:
            NotFound: no such measure, or it was lifted.
        """
        found = next((m for m in self.measures if id_of(m) == name), None)
        if found is None:
            raise NotFound(
                f"没有编号为 {name} 的在行措施。用 zibo-port measure list 查看编号。",
                f"There is no measure {name} in force. See zibo-port measure list.",
            )
        return found

    def report_measure(self, form: ReportMeasure, act: Act) -> MeasureReported:
        """Record how far a measure is; the last report again is no event. What now stands."""
        order, known = self._still_open(form.measure), self.measures_reported.get(form.measure)
        day = _between(order, form.on or act.today, act)
        if known is None or known.text != form.text or (form.on is not None and known.effective_on != form.on):
            self.record(MeasureReported, act, effective_on=day, measure=form.measure, document_no=order.document_no, text=form.text)
        return self.measures_reported[form.measure]

    def complete_measure(self, form: CompleteMeasure, act: Act) -> MeasureCompleted:
        """Record that a measure was carried out, once.

        Raises:
            Refused: it was completed with another result.
        """
        order, known = self.measure(form.measure), self.measures_done.get(form.measure)
        day = _between(order, form.on or act.today, act)
        if known is None:
            said = {"measure": form.measure, "document_no": order.document_no, "result": form.result}
            self.record(MeasureCompleted, act, effective_on=day, **said)
        elif known.result != form.result or (form.on is not None and known.effective_on != form.on):
            raise Refused(
                f"措施 {form.measure} 已登记于 {known.effective_on} 落实，内容与本次不同。",
                f"Measure {form.measure} is on record as carried out on {known.effective_on}, with other content.",
                clause=CLAUSE_OUTCOME,
            )
        return self.measures_done[form.measure]

    def extend_measure(self, form: ExtendMeasure, due_on: date, act: Act, books: Books) -> None:
        """Give a measure more time, at most as long as the rules allow from the day `due_on` that the meeting set.

        Raises:
            Refused: beyond the limit, or not later than its day.
        """
        order = self._still_open(form.measure)
        limit = books.provisions.period("extend-measure", due_on)
        last = books.calendar.count(due_on, limit.count, limit.unit).on
        now = self.measures_extended.get(form.measure, due_on)
        if form.measure in self.measures_extended and now == form.until:
            return
        if not now < form.until <= last:
            raise Refused(
                f"措施 {form.measure} 原期限为 {due_on}，现期限为 {now}，最迟可延至 {last}，不能延到 {form.until}；再延须经会商。",
                f"Measure {form.measure} was due on {due_on}, is due on {now} and may be extended to {last} at most, not to {form.until}.",
                clause=limit.clause,
            )
        said = {"measure": form.measure, "document_no": order.document_no, "until": form.until, "reason": form.reason}
        self.record(MeasureExtended, act, effective_on=act.today, **said)

    def _still_open(self, name: str) -> MeasureImposed:
        order = self.measure(name)
        if name in self.measures_done:
            raise Refused(f"措施 {name} 已落实，不再办理。", f"Measure {name} was carried out already.", clause=CLAUSE_OUTCOME)
        return order


def _between(order: MeasureImposed, day: date, act: Act) -> date:
    since = order.effective_on
    if day > act.today or (since is not None and day < since):
        raise InvalidData.of(
            "on",
            f"日期须在会商之日（{since}）与今天之间，请核对。",
            f"The day must lie between the meeting ({since}) and today.",
        )
    return day
