"""What platforms show and answer."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.simulation.acts.choosing import numbers, one, rarely, since
from tests.simulation.city import City
from zibo_port.domain import commands as c


def _a_paper(city: City, chance: Random, *states: str) -> Any:
    papers = [p for n in numbers(city) for p in city.notebook.papers(n).values() if p.state in states or rarely(chance)]
    return one(chance, papers)


def send(city: City, chance: Random) -> c.Command | None:
    paper = _a_paper(city, chance, "requested", "rejected")
    if paper is None:
        return None
    asked, names = paper.asked, ("publication", "document_no", "platform", "revision", "payload_sha256")
    said = {name: getattr(asked, name) for name in names}
    code = city.notebook.codes()[asked.originator_id]
    return c.RecordSending(**said, enterprise=code, channel="drop-folder", place=f"{asked.platform}/{city.today}.xlsx")


def _receipt(city: City, chance: Random, *states: str) -> c.Command | None:
    paper = _a_paper(city, chance, *states)
    if paper is None:
        return None
    said = {"publication": paper.asked.publication, "case": paper.asked.document_no}
    if chance.random() < 0.15:
        return c.RecordReceipt(**said, rejected="栏目不全")
    first = max(paper.asked.effective_on, city.notebook.content(paper.asked.document_no).decided_on)
    on = since(first, city, chance) if chance.random() < 0.5 else None
    return c.RecordReceipt(**said, accepted=f"回执-{paper.state}-{paper.asked.platform}", on=on)


def record_acceptance(city: City, chance: Random) -> c.Command | None:
    return _receipt(city, chance, "requested", "rejected")


def record_gone(city: City, chance: Random) -> c.Command | None:
    return _receipt(city, chance, "leaving")


def withdraw_publication(city: City, chance: Random) -> c.Command | None:
    paper = _a_paper(city, chance, "accepted")
    return paper and c.WithdrawPublication(publication=paper.asked.publication, case=paper.asked.document_no, reason="金额录错")
