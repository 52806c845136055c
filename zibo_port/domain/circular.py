"""A circular to departments (通报): sent, and acknowledged by each (the notice, third plan, two (三) and three (二))."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from zibo_port.domain.codes import department_name
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import AcknowledgeCircular

CLAUSE: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）、三（二）"
CLAUSE_SHARING: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》三（二）"


class Content(NamedTuple):
    """What a circular says and to whom; `meeting` is the consultation on account of which it was sent."""

    title: str
    text: str
    departments: tuple[str, ...]
    cases: tuple[str, ...] = ()
    quarter: str | None = None
    meeting: str | None = None


# --- facts --------------------------------------------------------------------------------------------------------


class CircularSent(Fact):
    """Information was passed to departments; `department` is the one that sent it."""

    TOPIC: ClassVar[str] = "circular.sent"
    CLAUSE: ClassVar[str] = CLAUSE

    circular: str
    title: str
    text: str
    departments: tuple[str, ...]
    cases: tuple[str, ...]
    quarter: str | None
    meeting: str | None

    def apply(self, aggregate: Circular) -> None:
        """Each department is to acknowledge it."""
        aggregate.sent = self

    @property
    def content(self) -> Content:
        """What it says and to whom."""
        return Content(self.title, self.text, self.departments, self.cases, self.quarter, self.meeting)


class CircularAcknowledged(Fact):
    """A department acknowledged a circular; effective on the day it did."""

    TOPIC: ClassVar[str] = "circular.acknowledged"
    CLAUSE: ClassVar[str] = CLAUSE_SHARING

    circular: str
    unit: str

    def apply(self, aggregate: Circular) -> None:
        """This department has it."""
        aggregate.acknowledged[self.unit] = self


# --- state and decisions ------------------------------------------------------------------------------------------


class Sharing(Stream):
    """Whether it was sent and acknowledged, and what may be decided about it."""

    def begin(self) -> None:
        """Nothing was sent."""
        self.sent: CircularSent | None = None
        self.acknowledged: dict[str, CircularAcknowledged] = {}

    @property
    def open(self) -> tuple[str, ...]:
        """The departments that haven't acknowledged it."""
        return tuple(code for code in self.sent.departments if code not in self.acknowledged) if self.sent is not None else ()

    def send(self, name: str, content: Content, act: Act) -> Fact:
        """Send it; the same again is no event. What now stands.

        Raises:
            InvalidData: a department would send it to itself.
            Refused: another circular of that day has the same title.
        """
        if act.department in content.departments:
            raise InvalidData.of("to", "通报不必发给发出单位自己，请去掉。", "A department needn't send a circular to itself; take it out.")
        if self.sent is not None:
            if self.sent.content != content:
                raise Refused(
                    f"今天已发出同名通报 {name}，内容或发送单位与本次不同。补充或更正请另拟标题。",
                    f"{name} with this title was sent today with other content or to others. Give a supplement its own title.",
                    clause="同日同名的通报只发一次",
                )
            return self.sent
        self.record(CircularSent, act, effective_on=act.today, circular=name, **content._asdict())
        return self.must_be_sent(name)

    def acknowledge(self, form: AcknowledgeCircular, act: Act) -> Fact:
        """Acknowledge it for a department; the same again is no event. What now stands.

        Raises:
            NotFound: there is no such circular.
            Refused: it wasn't sent to that department, or was acknowledged on another day.
            InvalidData: a day before it was sent, or in the future.
        """
        sent = self.must_be_sent(form.circular)
        unit = department_name(form.department)
        if form.department not in sent.departments:
            raise Refused(
                f"通报 {form.circular} 没有发给{unit.zh}，无须签收。",
                f"{form.circular} wasn't sent to the {unit.en}, which needn't acknowledge it.",
                clause=CLAUSE_SHARING,
            )
        known = self.acknowledged.get(form.department)
        if known is not None and form.on in (None, known.effective_on):
            return known
        if known is not None:
            raise Refused(
                f"{unit.zh}已于 {known.effective_on} 签收通报 {form.circular}。",
                f"The {unit.en} acknowledged {form.circular} on {known.effective_on}.",
                clause="签收只登记一次",
            )
        on = form.on or act.today
        if not (sent.effective_on or date.min) <= on <= act.today:
            raise InvalidData.of(
                "on",
                f"签收日期 {on} 应在发出之日（{sent.effective_on}）与今天（{act.today}）之间，请核对。",
                f"{on} must lie between the day of sending ({sent.effective_on}) and today ({act.today}); check it.",
            )
        self.record(CircularAcknowledged, act, effective_on=on, circular=form.circular, unit=form.department)
        return self.acknowledged[form.department]

    def must_be_sent(self, name: str) -> CircularSent:
        """The circular of this name."""
        if self.sent is None:
            raise NotFound(
                f"没有编号为 {name} 的通报。用 zibo-port circular list 查看编号。",
                f"There is no circular {name}. See zibo-port circular list.",
            )
        return self.sent


class Circular(Sharing):
    """The aggregate of one circular."""

    KIND = "circular"
    Event = Fact

    CircularSent = CircularSent
    CircularAcknowledged = CircularAcknowledged
