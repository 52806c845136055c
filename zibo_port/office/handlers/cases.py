"""Decisions about penalties and their publications."""

from __future__ import annotations

from zibo_port.domain.commands import (
    CorrectPenalty,
    LogPenalty,
    OpenCase,
    RecordReceipt,
    RecordSending,
    RequestPublication,
)
from zibo_port.domain.errors import Refused
from zibo_port.domain.fact import Act
from zibo_port.domain.fines import PenaltyCheck
from zibo_port.domain.publication import Attempts
from zibo_port.office.desk import Desk, document_key
from zibo_port.workflows import joint_supervision


def log_penalty(desk: Desk, form: LogPenalty, act: Act) -> PenaltyCheck | None:
    """Log a decision under a number that nobody else has; what the rules say of it."""
    key = document_key(form.document_no)
    enterprise = desk.enterprise(form.enterprise)
    holder = desk.claim(key)
    if holder is not None and holder.stream != enterprise.id:
        raise Refused(
            f"文号 {form.document_no} 已登记在另一企业名下，请核对文号和信用代码。",
            f"{form.document_no} is on record for another enterprise; check the number and the credit code.",
            clause="一个文号只登记一次",
        )
    check = enterprise.log_penalty(form, act, desk.books)
    if check is not None:
        desk.take(key, enterprise.id)
    return check


def correct_penalty(desk: Desk, form: CorrectPenalty, act: Act) -> None:
    """Put right what was recorded wrongly."""
    desk.enterprise(form.enterprise).correct_penalty(form, act, desk.books)


def open_case(desk: Desk, form: OpenCase, act: Act) -> None:
    """Open a case under the workflow as it is today."""
    desk.enterprise(form.enterprise).open_case(form, act, joint_supervision.NAME, joint_supervision.VERSION)


def request_publication(desk: Desk, form: RequestPublication, act: Act) -> None:
    """Freeze a payload."""
    desk.enterprise(form.enterprise).request_publication(form, act, desk.books)


def record_sending(desk: Desk, form: RecordSending, act: Act) -> None:
    """Record an attempt."""
    desk.stream(Attempts, form.publication).record_sending(form, act)


def record_receipt(desk: Desk, form: RecordReceipt, act: Act) -> None:
    """Record a platform's answer."""
    desk.enterprise_of_case(form.case).record_receipt(form, act)
