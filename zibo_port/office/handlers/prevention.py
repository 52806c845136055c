"""Decisions about reminders, inspections and price complaints."""

from __future__ import annotations

from datetime import date

from zibo_port.domain.commands import (
    AnswerPriceComplaint,
    AssignPriceComplaint,
    EscalatePriceComplaint,
    IssueReminder,
    ReceivePriceComplaint,
    RecordInspection,
)
from zibo_port.domain.commands.prevention import REGULATOR
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.price_complaints import no_price_complaint
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.prevention_codes import CLAUSE
from zibo_port.domain.units import UnitEntry
from zibo_port.office import rulebook
from zibo_port.office.desk import Desk
from zibo_port.workflows import price_supervision


def issue_reminder(desk: Desk, form: IssueReminder, act: Act) -> Fact:
    """Remind enterprises, all of them or none; what now stands of the first.

    Raises:
        Refused: the unit is no market regulator.
        InvalidData: an enterprise stands twice.
    """
    unit = _regulator(form.unit, form.on)
    if len(set(form.enterprises)) != len(form.enterprises):
        raise InvalidData.of("enterprises", "同一企业出现了两次。", "An enterprise appears twice.")
    stands = [desk.enterprise(code).issue_reminder(form, code, unit.zh, act) for code in form.enterprises]
    return stands[0]


def record_inspection(desk: Desk, form: RecordInspection, act: Act) -> Fact:
    """Record an inspection; what now stands."""
    return desk.enterprise(form.enterprise).record_inspection(form, rulebook.units().get(form.unit, form.on).zh, act)


def receive_price_complaint(desk: Desk, form: ReceivePriceComplaint, act: Act) -> Fact | None:
    """Take in a complaint under a reference that nobody else has; what now stands."""
    key = price_complaint_key(form.reference)
    enterprise, holder = desk.enterprise(form.enterprise), desk.claim(key)
    if holder is not None and holder.stream != enterprise.id:
        raise Refused(
            f"编号 {form.reference} 已登记在另一企业名下，请核对编号和信用代码。",
            f"{form.reference} is on record about another enterprise; check the reference and the credit code.",
            clause="一件价格举报只登记一次",
        )
    unit = _regulator(form.unit, form.received_on)
    stands = enterprise.receive_price_complaint(form, unit.zh, price_supervision.VERSION, act)
    if holder is None:
        desk.take(key, enterprise.id)
    return stands


def escalate_price_complaint(desk: Desk, form: EscalatePriceComplaint, act: Act) -> Fact | None:
    """Put a complaint on the emergency path; what now stands."""
    return _enterprise_of(desk, form.reference).escalate_price_complaint(form, act)


def assign_price_complaint(desk: Desk, form: AssignPriceComplaint, act: Act) -> Fact | None:
    """Pass a complaint to a unit of the conference or a district's; what now stands."""
    unit = rulebook.units().get(form.unit, form.on or act.today)
    return _enterprise_of(desk, form.reference).assign_price_complaint(form, unit.zh, act)


def answer_price_complaint(desk: Desk, form: AnswerPriceComplaint, act: Act) -> Fact | None:
    """Record the answer; what now stands."""
    return _enterprise_of(desk, form.reference).answer_price_complaint(form, act)


def price_complaint_key(reference: str) -> str:
    """The key that a price complaint takes."""
    return f"price-complaint:{comparable(reference)}"


def _enterprise_of(desk: Desk, reference: str) -> Enterprise:
    claim = desk.claim(price_complaint_key(reference))
    if claim is None:
        raise no_price_complaint(reference)
    return desk.folder_of(claim.stream).enterprise


def _regulator(code: str, on: date) -> UnitEntry:
    """The market regulator of the city or of a district, which these tasks of the notice are given to."""
    if code.partition(".")[0] != REGULATOR:
        raise Refused(
            f"价格提醒和价格举报由市、区县市场监管部门办理，{code} 不是其中之一。",
            f"Price reminders and price complaints are for the market regulators of city and districts; {code} is none of them.",
            clause=CLAUSE,
        )
    return rulebook.units().get(code, on)
