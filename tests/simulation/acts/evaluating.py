"""Inputs of the evaluation, and its rounds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.simulation.acts.choosing import one, rarely, since
from tests.simulation.city import City
from zibo_port.domain import commands as c
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.periods import Quarter


def rate(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values())
    said = {"year": city.today.year - 1, "favourable": chance.randint(60, 100), "total": 100, "reason": "复核"}
    return code and c.RecordRating(enterprise=code, **said)


def complain(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values())
    received = city.today - timedelta(days=chance.randint(0, 40))
    said = {"reference": f"12345-{chance.randint(1, 9)}", "received_on": received}
    return code and c.RecordComplaint(enterprise=code, **said, resolved_on=since(received, city, chance) if rarely(chance) else None)


def resolve_complaint(city: City, chance: Random) -> c.Command | None:
    done = {f.reference for f in city.notebook.all(Enterprise.ComplaintResolved)}
    open_one = one(
        chance, [f for f in city.notebook.all(Enterprise.ComplaintReceived) if f.resolved_on is None and f.reference not in done]
    )
    if open_one is None:
        return None
    said = {"enterprise": city.notebook.codes()[open_one.originator_id], "reference": open_one.reference}
    return c.RecordComplaint(**said, received_on=open_one.received_on, resolved_on=since(open_one.received_on, city, chance))


def score(city: City, chance: Random) -> c.Command | None:
    code, quarter = one(chance, city.notebook.codes().values()), Quarter.of(city.today)
    said = {"department": chance.choice(("customs", "tax")), "points": Decimal(chance.choice(("3", "12", "18.5")))}
    return code and c.RecordDepartmentScore(enterprise=code, quarter=str(quarter.previous), **said, reason="复核")


def close_quarter(city: City, chance: Random) -> c.Command | None:
    quarter = Quarter.of(city.today)
    over = quarter if rarely(chance) else quarter.previous
    if str(over) in city.notebook.closed() or over < Quarter(2024, 1):
        return None
    return c.CloseQuarter(quarter=str(over))


def publish_quarter(city: City, chance: Random) -> c.Command | None:
    quarter = one(chance, sorted(city.notebook.closed() - city.notebook.published()))
    return quarter and c.PublishQuarter(quarter=quarter)


def restate(city: City, chance: Random) -> c.Command | None:
    open_one = one(chance, city.notebook.restatements())
    meeting = one(chance, [m for m in city.notebook.meetings() if m.on <= city.today or rarely(chance)])
    if open_one is None or meeting is None:
        return None
    said = {"enterprise": open_one[0], "quarter": open_one[1], "meeting": meeting.meeting}
    return c.RestateResult(**said, accept=chance.random() < 0.6, reason="材料已核实")
