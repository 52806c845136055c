"""Meetings, and what they order."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.simulation.acts.choosing import numbers, one, rarely, typed
from tests.simulation.city import City
from zibo_port.domain import commands as c
from zibo_port.domain.consultation import ConclusionDrafted, ConsultationAttended
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.measures import id_of
from zibo_port.domain.periods import Quarter

MEMBERS = ("customs", "tax", "market-supervision", "port-office")
POINTS = tuple(map(Decimal, ("5", "10", "2.5")))


def call(city: City, chance: Random) -> c.Command | None:
    called = {case for meeting in city.notebook.meetings() if meeting.on >= city.today for case in city.notebook.agenda(meeting)}
    waiting = [n for n in numbers(city) if n not in called and (city.notebook.waits(n) or rarely(chance))]
    anew = [n for n in waiting if city.notebook.of(n, Enterprise.CaseConcluded)]
    asked = anew if anew and chance.random() < 0.6 else waiting
    cases = chance.sample(asked, min(len(asked), chance.randint(1, 3)))
    if not cases:
        return None
    departments = tuple(chance.sample(MEMBERS, chance.randint(2, len(MEMBERS))))
    return c.CallConsultation(on=city.today + timedelta(days=chance.randint(0, 6)), departments=departments, cases=tuple(cases))


def _a_meeting(city: City, chance: Random) -> Any:
    """A meeting with open cases whose day has come."""
    return one(chance, [m for m in city.notebook.meetings() if city.notebook.agenda(m) and (m.on <= city.today or rarely(chance))])


def attend(city: City, chance: Random) -> c.Command | None:
    meeting = _a_meeting(city, chance)
    if meeting is None:
        return None
    known = {f.unit for f in city.notebook.all(ConsultationAttended) if f.meeting == meeting.meeting}
    department = one(chance, [d for d in meeting.departments if d not in known or rarely(chance)])
    absent = "另有会议" if rarely(chance) else None
    return department and c.RecordAttendance(meeting=meeting.meeting, department=department, absent=absent)


def recuse(city: City, chance: Random) -> c.Command | None:
    meeting = one(chance, [m for m in city.notebook.meetings() if city.notebook.agenda(m)])
    if meeting is None:
        return None
    case = chance.choice(city.notebook.agenda(meeting))
    return c.RecuseMember(meeting=meeting.meeting, department=chance.choice(meeting.departments), case=case, reason="有利害关系")


def opine(city: City, chance: Random) -> c.Command | None:
    meeting = _a_meeting(city, chance)
    if meeting is None:
        return None
    case = chance.choice(city.notebook.agenda(meeting))
    return c.RecordOpinion(meeting=meeting.meeting, department=chance.choice(meeting.departments), text="建议从严", case=case)


def conclude(city: City, chance: Random) -> c.Command | None:
    said = _conclusion(city, chance)
    return said and c.ConcludeConsultation(**said)


def draft_conclusion(city: City, chance: Random) -> c.Command | None:
    said = _conclusion(city, chance)
    return said and c.DraftConclusion(**said, reason="会后补充" if chance.random() < 0.5 else None)


def _conclusion(city: City, chance: Random) -> dict[str, Any] | None:
    meeting = _a_meeting(city, chance)
    if meeting is None:
        return None
    agenda = city.notebook.agenda(meeting)
    cases = chance.sample(agenda, chance.randint(1, len(agenda)))
    outcomes = tuple(_outcome(city, chance, case) for case in cases)
    return {"meeting": meeting.meeting, "outcomes": outcomes, "minutes": "会商纪要"}


def approve_conclusion(city: City, chance: Random) -> c.Command | None:
    meeting = one(chance, {f.meeting: None for f in city.notebook.all(ConclusionDrafted)})
    return meeting and c.ApproveConclusion(meeting=meeting)


def _outcome(city: City, chance: Random, case: str) -> c.Outcome:
    if chance.random() < 0.2:
        return c.Outcome(case=typed(case, chance), no_action="情节轻微")
    due = city.today + timedelta(days=chance.randint(5, 60))
    orders = (
        c.MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=due),
        c.MeasureOrder(measure="key-supervision", department="tax"),
        c.MeasureOrder(measure="limit-awards", department="port-service-centre"),  # outside its powers
    )
    many = chance.choice((0, 1, 1, 2)) if not rarely(chance) else 3
    quarter = str(Quarter.of(city.today).previous if chance.random() < 0.5 else Quarter.of(city.today))
    due_here = city.notebook.content(case).publication == "due"
    return c.Outcome(
        case=typed(case, chance),
        deduct=chance.choice(POINTS),
        quarter=quarter if chance.random() < 0.3 else None,
        measures=orders[:many],
        push=("sanction-provincial",) if chance.random() < 0.4 and (due_here or rarely(chance)) else (),
    )


def _order(city: City, chance: Random) -> dict[str, Any] | None:
    order = one(chance, city.notebook.orders().values())
    if order is None:
        return None
    return {"measure": id_of(order), "department": "tax" if rarely(chance) else order.executing_department}


def report_measure(city: City, chance: Random) -> c.Command | None:
    said = _order(city, chance)
    return said and c.ReportMeasure(**said, text="已抽查三票")


def complete_measure(city: City, chance: Random) -> c.Command | None:
    said = _order(city, chance)
    return said and c.CompleteMeasure(**said, result="抽查完毕")


def extend_measure(city: City, chance: Random) -> c.Command | None:
    said = _order(city, chance)
    return said and c.ExtendMeasure(**said, until=city.today + timedelta(days=chance.randint(10, 120)), reason="需核查境外单证")
