"""Decisions about meetings, and about what they ask of units."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from zibo_port.domain.commands import (
    ApproveConclusion,
    CallConsultation,
    ConcludeConsultation,
    DraftConclusion,
    ExtendObligation,
    FulfilObligation,
    ImposeObligation,
    MeasureOrder,
    MinuteConsultation,
    Outcome,
    RecordAttendance,
    RecordOpinion,
    RecuseMember,
)
from zibo_port.domain.consultation import CLAUSE, ConclusionDrafted, Consultation, Rules, Seen, meeting_of
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
    consultation.call_meeting(meeting, form, tuple(cases), act, _notice(desk, form.on, act.today))
    if new:
        circulate_cases(desk, consultation.must_be_called(meeting), act)


def meeting_id(form: CallConsultation) -> str:
    """The short name of a meeting: its day, and what tells it from others on that day."""
    return f"M{form.on:%Y%m%d}-{sha256(form.key().encode()).hexdigest()[:4]}"


def _notice(desk: Desk, on: date, today: date) -> tuple[int, int]:
    """How many working days ahead a meeting is called, and how many it should be."""
    asked = desk.books.provisions.period("call-notice", today)
    return desk.books.calendar.elapsed(today, on, asked.unit), asked.count


def conclude_consultation(desk: Desk, form: ConcludeConsultation, act: Act) -> None:
    """Conclude cases on the meeting and on every enterprise it names, all or nothing."""
    meeting = desk.stream(Consultation, form.meeting)
    on = meeting.conclude(form, act, _seen(desk), _rules(desk, meeting, act.today))
    for outcome in form.outcomes:
        _carry_out(desk, outcome, form.meeting, on, act)


def draft_conclusion(desk: Desk, form: DraftConclusion, act: Act) -> Fact:
    """Draft conclusions, checked as if they were made; what now stands about the last case."""
    meeting = desk.stream(Consultation, form.meeting)
    drafted = meeting.draft(form, act, _seen(desk), _rules(desk, meeting, act.today))
    on = meeting.must_be_called(form.meeting).on
    for outcome in form.outcomes:
        _may_carry_out(desk, outcome, act.today)
        desk.enterprise_of_case(outcome.case).must_be_concludable(outcome, on, desk.books)
    return drafted


def approve_conclusion(desk: Desk, form: ApproveConclusion, act: Act) -> Fact | None:
    """Approve drafts, and conclude their cases by it; what stands if they were approved before."""
    meeting = desk.stream(Consultation, form.meeting)
    rules = _rules(desk, meeting, act.today)
    for draft in meeting.awaiting(form, act):
        outcome = _outcome(draft)
        on = meeting.approve(draft, outcome, act, rules)
        _carry_out(desk, outcome, form.meeting, on, act)
    approved = [meeting.approval(case) for case in form.cases] if form.cases else meeting.conclusions
    return approved[-1]


def _outcome(draft: ConclusionDrafted) -> Outcome:
    measures = tuple(MeasureOrder(measure=m.measure, department=m.department, due_on=m.due_on) for m in draft.measures)
    said = {"deduct": draft.deduct, "quarter": draft.quarter, "push": draft.pushes, "no_action": draft.no_action}
    return Outcome(case=draft.case, measures=measures, **said)


def _seen(desk: Desk) -> Seen:
    """What is on record before this decision."""
    return Seen(desk.start.position, desk.start.chain.hex())


def _rules(desk: Desk, meeting: Consultation, today: date) -> Rules:
    return Rules.on(meeting.call.on if meeting.call is not None else today, desk.books.provisions)


def _carry_out(desk: Desk, outcome: Outcome, meeting: str, on: date, act: Act) -> None:
    _may_carry_out(desk, outcome, act.today)
    enterprise = desk.enterprise_of_case(outcome.case)
    enterprise.conclude_case(outcome, meeting, on, act, desk.books)
    take_measures(desk, enterprise)


def _may_carry_out(desk: Desk, outcome: Outcome, today: date) -> None:
    if outcome.quarter is not None:
        _must_be_open(desk, outcome.quarter, today)


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


def recuse_member(desk: Desk, form: RecuseMember, act: Act) -> Fact:
    """Recuse a unit; what now stands."""
    return desk.stream(Consultation, form.meeting).recuse(form, act)


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
