"""What comes before a penalty: reminders and warning letters (提醒告诫), patrols and special inspections (巡查、专项检查)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from zibo_port.domain.enterprise.penalties import Penalties
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.prevention_codes import CLAUSE
from zibo_port.domain.short_names import short_name

if TYPE_CHECKING:
    from zibo_port.domain.commands import IssueReminder, RecordInspection
    from zibo_port.domain.enterprise import Enterprise

# --- facts --------------------------------------------------------------------------------------------------------


class ReminderIssued(Fact):
    """A market regulator reminded the enterprise of the price policy, at a meeting or by letter; effective on that day.

    Those that were reminded together have the reminder's name in common.
    """

    TOPIC: ClassVar[str] = "enterprise.reminder-issued"
    CLAUSE: ClassVar[str] = CLAUSE

    reminder: str
    unit: str
    unit_name: str
    kind: str
    topic: str
    text: str
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """What is put right replaces what was said before."""
        aggregate.reminders[self.reminder] = self


class InspectionRecorded(Fact):
    """The enterprise was inspected; effective on that day. `document_no` is the penalty to which it led."""

    TOPIC: ClassVar[str] = "enterprise.inspection-recorded"
    CLAUSE: ClassVar[str] = CLAUSE

    inspection: str
    unit: str
    unit_name: str
    kind: str
    checked: tuple[str, ...]
    result: str
    finding: str | None
    document_no: str | None
    reason: str | None

    def apply(self, aggregate: Enterprise) -> None:
        """What is added or put right replaces what was said before."""
        aggregate.inspections[self.inspection] = self


# --- decisions ----------------------------------------------------------------------------------------------------


def reminder_name(form: IssueReminder) -> str:
    """The short name of a reminder: the same unit's of the same kind about the same topic on the same day."""
    return short_name("R", f"{form.unit}|{form.kind}|{form.topic}", form.on)


def inspection_name(form: RecordInspection) -> str:
    """The short name of an inspection: the same unit's of the same kind at the same enterprise on the same day."""
    return short_name("I", f"{form.enterprise}|{form.unit}|{form.kind}", form.on)


class Prevention(Penalties):
    """What may be decided about reminders and inspections."""

    if TYPE_CHECKING:
        reminders: dict[str, ReminderIssued]
        inspections: dict[str, InspectionRecorded]

    def issue_reminder(self, form: IssueReminder, code: str, unit_name: str, act: Act) -> Fact:
        """Record that this enterprise was reminded; the same again is no event, another text needs a reason. What now stands.

        Raises:
            NotFound: it isn't registered.
            InvalidData: a day in the future.
            Refused: the reminder is on record with another text, and no reason is given.
        """
        self.must_exist(code)
        happened(form.on, act, "on")
        name = reminder_name(form)
        known = self.reminders.get(name)
        if known is not None and known.text == form.text:
            return known
        if known is not None and form.reason is None:
            raise on_record(f"对 {self.identity.name} 的提醒 {name}", f"Reminder {name} to {self.identity.name}")
        said = form.model_dump(include={"unit", "kind", "topic", "text", "reason"})
        self.record(ReminderIssued, act, effective_on=form.on, reminder=name, unit_name=unit_name, **said)
        return self.reminders[name]

    def record_inspection(self, form: RecordInspection, unit_name: str, act: Act) -> Fact:
        """Record an inspection; the same again is no event, a penalty may be added, other content needs a reason. What now stands.

        Raises:
            NotFound: the enterprise isn't registered, or has no penalty of that number.
            InvalidData: a day in the future; a result that doesn't go with the finding or the penalty.
            Refused: the inspection is on record with other content, and no reason is given.
        """
        self.must_exist(form.enterprise)
        happened(form.on, act, "on")
        _must_agree(form)
        name, known = inspection_name(form), self.inspections.get(inspection_name(form))
        document_no = self._led_to(form) or (known.document_no if known is not None else None)
        content = (form.checked, form.result, form.finding)
        same = known is not None and (known.checked, known.result, known.finding) == content
        if known is not None and same and known.document_no == document_no:
            return known
        if known is not None and form.reason is None and not (same and known.document_no is None):
            raise on_record(f"检查 {name}", f"Inspection {name}")
        said = form.model_dump(include={"unit", "kind", "checked", "result", "finding", "reason"})
        self.record(InspectionRecorded, act, effective_on=form.on, inspection=name, unit_name=unit_name, document_no=document_no, **said)
        return self.inspections[name]

    def _led_to(self, form: RecordInspection) -> str | None:
        """The number of the penalty, as it is on record."""
        if form.document_no is None:
            return None
        try:
            penalty = self.penalty(form.document_no)
        except NotFound:
            raise NotFound(
                f"{self.identity.name} 没有文号为 {form.document_no} 的处罚决定。请先用 penalty log 登记，再写入检查记录。",
                f"{self.identity.name} has no penalty decision {form.document_no}. Log it first with penalty log.",
            ) from None
        if form.on > penalty.decided_on:
            raise InvalidData.of(
                "on",
                f"检查日期 {form.on} 晚于处罚决定日期 {penalty.decided_on}，请核对。",
                f"The inspection of {form.on} is later than the decision of {penalty.decided_on}; check both.",
            )
        return penalty.document_no


def _must_agree(form: RecordInspection) -> None:
    if form.result != "clean" and form.finding is None:
        raise InvalidData.of("finding", "发现了问题，请写明是什么问题。", "Something was found; say what it was.")
    if form.result == "clean" and form.document_no is not None:
        raise InvalidData.of(
            "result",
            "未发现问题的检查不会引出处罚，请核对结果。",
            "An inspection that found nothing leads to no penalty; check the result.",
        )


# --- shared by the chapters of prevention -------------------------------------------------------------------------


def happened(on: date, act: Act, field: str) -> None:
    """Refuse a day in the future."""
    if on > act.today:
        raise InvalidData.of(field, f"{on} 在将来，请在事情发生后登记。", f"{on} lies in the future; record it once it has happened.")


def on_record(zh: str, en: str) -> Refused:
    """It is on record with other content."""
    return Refused(
        f"{zh}已登记，内容与本次不同。更正请说明原因：--reason。",
        f"{en} is on record with other content. To correct it give --reason.",
        clause="更改须留原因",
    )
