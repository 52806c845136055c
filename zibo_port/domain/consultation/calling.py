"""The call of a meeting: who comes, when, about what, and what it has to deal with (the notice, first plan, two and four (二))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from zibo_port.domain.agenda import AgendaLine
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import InvalidData, NotFound, Refused, Text
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import MEETING_CLAUSE, Quarter, meeting_due, meeting_from
from zibo_port.domain.stream import Stream

if TYPE_CHECKING:
    from zibo_port.domain.commands import CallConsultation
    from zibo_port.domain.consultation import Consultation

CLAUSE: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"
REGULAR: Final = "regular"
ASSUMED_CONVENER: Final = {REGULAR: "市政府分管秘书长", "ad-hoc": "市口岸办公室"}

# --- facts --------------------------------------------------------------------------------------------------------


class ConsultationCalled(Fact):
    """Departments were called to a meeting on a day; effective on the day of calling.

    `agenda` is what a regular meeting has to deal with as everything recorded up to `known_position` shows it. `notice` is how many
    working days lie between the call and the meeting, whose day counts; `notice_asked` how many there should be.
    """

    TOPIC: ClassVar[str] = "consultation.called"
    CLAUSE: ClassVar[str] = MEETING_CLAUSE

    meeting: str
    on: date
    kind: str
    convener: str
    departments: tuple[str, ...]
    cases: tuple[str, ...]
    agenda: tuple[AgendaLine, ...] = ()
    known_position: int | None = None
    notice: int | None = None
    notice_asked: int | None = None

    def apply(self, aggregate: Consultation) -> None:
        """Await the meeting."""
        aggregate.call = self
        aggregate.open_cases = {comparable(case): case for case in self.cases}


# --- state --------------------------------------------------------------------------------------------------------


class Remark(NamedTuple):
    """What is unusual about a call: a code for machines, the clause, a sentence for people."""

    code: str
    clause: str
    message: Text


def remarks(call: ConsultationCalled) -> tuple[Remark, ...]:
    """What is unusual about a call: a regular meeting outside the middle of a quarter's first month, or short notice."""
    return (*_outside_window(call), *_short_notice(call))


def _outside_window(call: ConsultationCalled) -> Iterator[Remark]:
    quarter = Quarter.of(call.on)
    first, last = meeting_from(quarter), meeting_due(quarter)
    if call.kind != REGULAR or first <= call.on <= last:
        return
    said = Text(
        f"例会应在每季度首月中旬（{first} 至 {last}）召开，{call.on} 不在其中；仍予登记。",
        f"The regular meeting falls in the middle of a quarter's first month ({first} to {last}); {call.on} doesn't. It is recorded.",
    )
    yield Remark("outside-window", MEETING_CLAUSE, said)


def _short_notice(call: ConsultationCalled) -> Iterator[Remark]:
    if call.notice is None or call.notice_asked is None or call.notice >= call.notice_asked:
        return
    said = Text(
        f"{call.on} 的会商提前 {call.notice} 个工作日通知，少于 {call.notice_asked} 个工作日（通知未作规定，按暂定期限）；仍予登记。",
        f"The meeting on {call.on} is called {call.notice} working days ahead, fewer than {call.notice_asked} "
        "(assumed, the notice names no period). It is recorded.",
    )
    yield Remark("short-notice", MEETING_CLAUSE, said)


# --- decisions ----------------------------------------------------------------------------------------------------


class Calling(Stream):
    """What may be decided about the call."""

    if TYPE_CHECKING:
        call: ConsultationCalled | None
        open_cases: dict[str, str]

    def call_meeting(
        self, meeting: str, form: CallConsultation, cases: tuple[str, ...], act: Act, notice: tuple[int, int] | None = None
    ) -> None:
        """Call a meeting; a day that is past can't be called for. `notice`: how many working days ahead, and how many there should be."""
        if self.call is not None:
            return
        if form.on < act.today:
            raise InvalidData.of(
                "on", f"会商日期 {form.on} 已过，请填今天或以后的日期。", f"{form.on} is past; call for today or a later day."
            )
        self.record(
            ConsultationCalled,
            act,
            effective_on=act.today,
            meeting=meeting,
            on=form.on,
            kind=form.kind,
            convener=ASSUMED_CONVENER[form.kind],
            departments=tuple(dict.fromkeys(form.departments)),
            cases=cases,
            agenda=form.agenda,
            known_position=form.known_position,
            **dict(zip(("notice", "notice_asked"), notice or (None, None), strict=True)),
        )

    def must_be_called(self, meeting: str) -> ConsultationCalled:
        """The call of this meeting."""
        if self.call is None:
            raise NotFound(
                f"没有编号为 {meeting} 的会商。用 zibo-port consultation list 查看编号。",
                f"There is no consultation {meeting}. See zibo-port consultation list.",
            )
        return self.call

    def must_have_come(self, meeting: str, act: Act, what: Text) -> ConsultationCalled:
        """The call of a meeting whose day has come, so that `what` may be recorded."""
        call = self.must_be_called(meeting)
        if act.today < call.on:
            raise Refused(
                f"会商 {call.meeting} 定于 {call.on} 召开，会前不能登记{what.zh}。",
                f"Meeting {call.meeting} takes place on {call.on}; its {what.en} can't be recorded before.",
                clause=CLAUSE if call.cases else MEETING_CLAUSE,
            )
        return call

    def case_of(self, case: str, call: ConsultationCalled) -> str:
        """A case of this meeting, as it is on record."""
        known = next((c for c in call.cases if comparable(c) == comparable(case)), None)
        if known is None:
            raise Refused(
                f"案件 {case} 不在会商 {call.meeting} 的议题中。请在召集时用 --case 列入。",
                f"Case {case} is not on the agenda of {call.meeting}. Put it there with --case when calling.",
                clause=CLAUSE,
            )
        return known


def must_say_why(reason: str | None, what: Text) -> str:
    """The reason for changing what is on record."""
    if reason is None:
        raise Refused(
            f"{what.zh}已登记，内容与本次不同。更正请说明原因：--reason。",
            f"{what.en} is on record with other content. To correct it give --reason.",
            clause="更正须留原因",
        )
    return reason
