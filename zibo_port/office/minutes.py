"""Gathers what the minutes of a meeting say: its call, what was concluded about each case, what was agreed."""

from __future__ import annotations

from typing import Final, Literal

from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.document_no import comparable
from zibo_port.domain.minutes import CaseOutcome, Minutes, Order
from zibo_port.domain.payload import content_of
from zibo_port.domain.telling.words import named
from zibo_port.office.archive import Archive, View
from zibo_port.office.meetings import Concluded, Meeting, meeting, outcomes

_KINDS: Final[dict[str, Literal["regular", "ad-hoc"]]] = {"regular": "regular", "ad-hoc": "ad-hoc"}


def minutes(archive: Archive, name: str, view: View) -> Minutes:
    """The minutes of a meeting as a view shows them.

    Raises:
        NotFound: nobody called it by then.
    """
    found = meeting(archive, name, view)
    call = found.call
    return Minutes(
        meeting=call.meeting,
        on=call.on,
        kind=_KINDS[call.kind],
        convener=call.convener,
        called=tuple(named(DEPARTMENTS, code).zh for code in call.departments),
        agenda=_agenda(found),
        as_of=view.known_at,
        rehearsal=archive.office.rehearsal,
        final=found.state == "concluded",
        outcomes=_outcomes(archive, found, view),
        text="\n".join(dict.fromkeys(said.minutes.strip() for said in found.conclusions)),
    )


def _agenda(found: Meeting) -> tuple[str, ...]:
    """What the meeting was called for."""
    regular = ("分析口岸运行情况和通关时效",) if found.call.kind == "regular" else ()
    count = len(found.call.cases)
    return (*regular, f"通报行政处罚信息{count}件，逐案研究联合监管共治意见") if count else regular


def _outcomes(archive: Archive, found: Meeting, view: View) -> tuple[CaseOutcome, ...]:
    """Every case of the agenda, in its order; what was concluded about it, if anything was."""
    concluded = {comparable(c.case): c for c in outcomes(archive, found.call.meeting, found.call.cases, view)}
    books = archive.books(view)
    names = {m.code: m.name for m in books.provisions.measures(found.call.on)}
    return tuple(_outcome(archive, case, concluded.get(comparable(case)), names, view) for case in found.call.cases)


def _outcome(archive: Archive, case: str, concluded: Concluded | None, measures: dict[str, str], view: View) -> CaseOutcome:
    enterprise = archive.file_of_case(case, view).enterprise
    penalty = enterprise.penalty(case)
    who, day = enterprise.identity, penalty.decided_on
    told = content_of(penalty)
    heard = CaseOutcome(
        enterprise=who.code,
        name=who.name,
        document_no=penalty.document_no,
        decision=f"{penalty.authority}于{day.year}年{day.month}月{day.day}日作出处罚决定" + (f"：{told}" if told else ""),
    )
    return heard if concluded is None else _with(heard, concluded, measures)


def _with(heard: CaseOutcome, concluded: Concluded, measures: dict[str, str]) -> CaseOutcome:
    deduction = concluded.deduction
    return CaseOutcome(
        heard.enterprise,
        heard.name,
        heard.document_no,
        heard.decision,
        concluded=True,
        deducted=deduction.points if deduction else None,
        quarter=deduction.quarter if deduction else None,
        no_action=concluded.conclusion.no_action,
        orders=tuple(
            Order(measures.get(fact.measure, fact.measure), named(DEPARTMENTS, fact.executing_department).zh, fact.basis, due)
            for fact, due in concluded.measures
        ),
        pushes=tuple(named(PLATFORMS, push).zh for push in concluded.conclusion.pushes),
    )
