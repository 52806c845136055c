"""Decisions about penalties, publications and consultations."""

from __future__ import annotations

from hashlib import sha256

from zibo_port.domain.commands import (
    CallConsultation,
    ConcludeConsultation,
    CorrectPenalty,
    LogPenalty,
    OpenCase,
    RecordReceipt,
    RecordSending,
    RequestPublication,
)
from zibo_port.domain.consultation import CLAUSE, Consultation
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act
from zibo_port.domain.fines import PenaltyCheck
from zibo_port.domain.periods import Quarter
from zibo_port.domain.publication import Attempts
from zibo_port.domain.quarter import Round
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


def call_consultation(desk: Desk, form: CallConsultation, act: Act) -> None:
    """Call a meeting about cases that are on record and open."""
    cases = []
    for case in form.cases:
        enterprise = desk.enterprise_of_case(case)
        penalty = enterprise.penalty(case)
        if enterprise.conclusion(case) is not None:
            raise Refused(f"案件 {penalty.document_no} 已有会商结论。", f"Case {penalty.document_no} is concluded.", clause=CLAUSE)
        cases.append(penalty.document_no)
    if len(set(cases)) != len(cases):
        raise InvalidData.of("case", "同一案件出现了两次。", "A case appears twice.")
    meeting = meeting_id(form)
    desk.stream(Consultation, meeting).call_meeting(meeting, form, tuple(cases), act)


def meeting_id(form: CallConsultation) -> str:
    """The short name of a meeting: its day, and what tells it from others on that day."""
    return f"M{form.on:%Y%m%d}-{sha256(form.key().encode()).hexdigest()[:4]}"


def conclude_consultation(desk: Desk, form: ConcludeConsultation, act: Act) -> None:
    """Conclude cases on the meeting and on every enterprise it names, all or nothing."""
    meeting = desk.stream(Consultation, form.meeting)
    on = meeting.conclude(form, act)
    for outcome in form.outcomes:
        if outcome.quarter is not None:
            _must_be_open(desk, outcome.quarter)
        desk.enterprise_of_case(outcome.case).conclude_case(outcome, form.meeting, on, act, desk.books)


def _must_be_open(desk: Desk, quarter: str) -> None:
    if desk.stream(Round, quarter).closing is not None:
        raise Refused(f"{quarter} 已封账，扣分不能指定到该季度。", f"{quarter} is closed; points can't be deducted in it.", clause=CLAUSE)
    Quarter.parse(quarter)
