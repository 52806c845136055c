"""Gathers what the minutes of a meeting say: its call, who was there, what units said, what was concluded and agreed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final, Literal

from zibo_port.domain.agenda import SECTIONS
from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.consultation import Obligation as Asked
from zibo_port.domain.document_no import comparable
from zibo_port.domain.minutes import CaseOutcome, Delegation, Minutes, Obligation, Opinion, Order, Person
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
        final=found.state in {"concluded", "minuted"},
        attended=_delegations(found, "present"),
        absent=_delegations(found, "absent"),
        observers=_delegations(found, "observer"),
        outcomes=_outcomes(archive, found, view),
        opinions=_opinions(found, None),
        obligations=tuple(_obligation(o) for o in found.record.obligations.values()),
        text="\n".join(dict.fromkeys(said.strip() for said in found.minutes)),
    )


def _agenda(found: Meeting) -> tuple[str, ...]:
    """What the meeting was called for; of its agenda each kind of business with how much there was."""
    regular = ("分析口岸运行情况和通关时效",) if found.call.kind == "regular" else ()
    count = len(found.call.cases)
    cases = (f"通报行政处罚信息{count}件，逐案研究联合监管共治意见",) if count else ()
    business = Counter(line.item for line in found.call.agenda if line.item != "case" or not count)
    return (*regular, *cases, *(f"研究{named(SECTIONS, item).zh}{lines}项" for item, lines in business.items()))


def _delegations(found: Meeting, presence: str) -> tuple[Delegation, ...]:
    """The units that were there in one way, in the order in which they were recorded."""
    return tuple(
        Delegation(named(DEPARTMENTS, unit.unit).zh, (Person(unit.person),) if unit.person is not None else ())
        for unit in found.record.attendance.values()
        if unit.presence == presence
    )


def _opinions(found: Meeting, case: str | None) -> tuple[Opinion, ...]:
    """What units said on a case, or without one on the matter at large."""
    key = comparable(case or "")
    said = ((unit, fact) for (unit, about), fact in found.record.opinions.items() if about == key)
    return tuple(Opinion(named(DEPARTMENTS, unit).zh, fact.text, fact.dissent) for unit, fact in said)


def _recused(found: Meeting, case: str) -> tuple[str, ...]:
    """The units that were recused from a case, in the order of the call."""
    return tuple(named(DEPARTMENTS, unit).zh for unit in found.call.departments if found.record.is_recused(unit, case))


def _obligation(asked: Asked) -> Obligation:
    return Obligation(asked.imposed.task, named(DEPARTMENTS, asked.imposed.unit).zh, asked.due_on)


def _outcomes(archive: Archive, found: Meeting, view: View) -> tuple[CaseOutcome, ...]:
    """Every case of the agenda, in its order; what was concluded about it, if anything was."""
    concluded = {comparable(c.case): c for c in outcomes(archive, found.call.meeting, found.call.cases, view)}
    books = archive.books(view)
    names = {m.code: m.name for m in books.provisions.measures(found.call.on)}
    return tuple(
        replace(
            _outcome(archive, case, concluded.get(comparable(case)), names, view),
            opinions=_opinions(found, case),
            recused=_recused(found, case),
        )
        for case in found.call.cases
    )


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
