"""Decisions about meetings, and about what they ask of units."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from zibo_port.domain.commands import (
    CallConsultation,
    ConcludeConsultation,
    ExtendObligation,
    FulfilObligation,
    ImposeObligation,
    MinuteConsultation,
    RecordAttendance,
    RecordOpinion,
)
from zibo_port.domain.consultation import CLAUSE, Consultation, meeting_of
from zibo_port.domain.errors import InvalidData, Refused
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Round
from zibo_port.office.desk import Desk
from zibo_port.office.handlers.circulars import circulate_cases
from zibo_port.office.handlers.measures import take_measures


def call_consultation(desk: Desk, form: CallConsultation, act: Act) -> None:
    """Call a meeting about cases that are on record and open."""
    cases = []
    for case in form.cases:
        enterprise = desk.enterprise_of_case(case)
        penalty = enterprise.penalty(case)
        if not enterprise.awaits_conclusion(case):
            raise Refused(f"案件 {penalty.document_no} 已有会商结论。", f"Case {penalty.document_no} is concluded.", clause=CLAUSE)
        cases.append(penalty.document_no)
    if len(set(cases)) != len(cases):
        raise InvalidData.of("case", "同一案件出现了两次。", "A case appears twice.")
    meeting = meeting_id(form)
    consultation = desk.stream(Consultation, meeting)
    new = consultation.call is None
    consultation.call_meeting(meeting, form, tuple(cases), act)
    if new:
        circulate_cases(desk, consultation.must_be_called(meeting), act)


def meeting_id(form: CallConsultation) -> str:
    """The short name of a meeting: its day, and what tells it from others on that day."""
    return f"M{form.on:%Y%m%d}-{sha256(form.key().encode()).hexdigest()[:4]}"


def conclude_consultation(desk: Desk, form: ConcludeConsultation, act: Act) -> None:
    """Conclude cases on the meeting and on every enterprise it names, all or nothing."""
    meeting = desk.stream(Consultation, form.meeting)
    on = meeting.conclude(form, act)
    for outcome in form.outcomes:
        if outcome.quarter is not None:
            _must_be_open(desk, outcome.quarter, act.today)
        enterprise = desk.enterprise_of_case(outcome.case)
        enterprise.conclude_case(outcome, form.meeting, on, act, desk.books)
        take_measures(desk, enterprise)


def _must_be_open(desk: Desk, quarter: str, today: date) -> None:
    if desk.stream(Round, quarter).closing is not None:
        raise Refused(f"{quarter} 已封账，扣分不能指定到该季度。", f"{quarter} is closed; points can't be deducted in it.", clause=CLAUSE)
    if Quarter.parse(quarter).first_day > today:
        said = f"{quarter} 尚未开始，扣分不能指定到该季度。", f"{quarter} hasn't begun; points can't be deducted in it."
        raise Refused(*said, clause=CLAUSE)


def record_attendance(desk: Desk, form: RecordAttendance, act: Act) -> Fact:
    """Record attendance; what now stands."""
    return desk.stream(Consultation, form.meeting).attend(form, act)


def record_opinion(desk: Desk, form: RecordOpinion, act: Act) -> Fact:
    """Record an opinion; what now stands."""
    return desk.stream(Consultation, form.meeting).opine(form, act)


def minute_consultation(desk: Desk, form: MinuteConsultation, act: Act) -> Fact | None:
    """Record minutes; what now stands."""
    return desk.stream(Consultation, form.meeting).minute(form, act)


def impose_obligation(desk: Desk, form: ImposeObligation, act: Act) -> Fact:
    """Ask something of a unit; what now stands."""
    return desk.stream(Consultation, form.meeting).oblige(form, act)


def extend_obligation(desk: Desk, form: ExtendObligation, act: Act) -> Fact:
    """Give more time; what now stands."""
    return desk.stream(Consultation, meeting_of(form.obligation)).extend(form, act)


def fulfil_obligation(desk: Desk, form: FulfilObligation, act: Act) -> Fact | None:
    """Report as done; what now stands."""
    return desk.stream(Consultation, meeting_of(form.obligation)).fulfil(form, act)
