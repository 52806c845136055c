"""The register, and what becomes of decisions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.facts import AUTHORITY
from tests.simulation.acts.choosing import a_case, numbers, one, rarely, since, typed
from tests.simulation.city import CODES, City
from zibo_port.domain import commands as c
from zibo_port.domain.enterprise import Enterprise


def register(city: City, chance: Random) -> c.Command | None:
    known = set(city.notebook.codes().values())
    code = one(chance, [code for code in CODES if code not in known or rarely(chance)])
    return code and c.RegisterEnterprise(enterprise=code, name=f"淄博示例{code[-4:]}有限公司", lines=("freight-forwarding",), seat="zibo")


def deregister(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values()) if rarely(chance) else None
    return code and c.DeregisterEnterprise(enterprise=code, on=city.today, reason="依申请注销")


def log_penalty(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values())
    if code is None:
        return None
    old = one(chance, numbers(city)) if rarely(chance) else None
    decided = city.today - timedelta(days=chance.randint(-1 if rarely(chance) else 0, 25))
    return c.LogPenalty(
        enterprise=code,
        document_no=old or f"淄市监罚〔{city.today.year}〕{len(city.asked) + 1}号",
        decided_on=decided,
        authority=AUTHORITY if chance.random() < 0.9 else "某省市场监督管理局",
        articles=("price-regulation.9.5",),
        kinds=("fine",) if chance.random() < 0.85 else ("warning",),
        gains="none",
        fine=Decimal(chance.choice((60000, 80000, 120000, 10))),
        departure="主动整改" if chance.random() < 0.3 else None,
        refund_ordered=chance.random() < 0.3,
    )


def _changed(city: City, chance: Random, number: str) -> dict[str, Any]:
    """What a decision says, with something changed."""
    content = city.notebook.content(number)
    said = {name: getattr(content, name) for name in c.PenaltyForm.model_fields if name != "enterprise"}
    said |= {"enterprise": city.notebook.codes()[content.originator_id], "document_no": typed(number, chance)}
    part = chance.randint(0, 3)
    if part == 0:
        said["fine"] = Decimal(chance.choice((50000, 70000, 90000)))
    if part == 1:
        said["decided_on"] -= timedelta(days=chance.randint(1, 9))
    if part == 2:
        said["refund_ordered"] = not said["refund_ordered"]
    return said


def _standing(city: City, chance: Random) -> str | None:
    """A decision that stands, mostly one about which a meeting concluded: it is to conclude anew."""
    concluded = a_case(city, chance, lambda n: city.notebook.stands(n) and city.notebook.of(n, Enterprise.CaseConcluded))
    return concluded if concluded and chance.random() < 0.6 else a_case(city, chance, city.notebook.stands)


def correct_penalty(city: City, chance: Random) -> c.Command | None:
    number = _standing(city, chance)
    return number and c.CorrectPenalty(**_changed(city, chance, number), reason="录入有误")


def vary_penalty(city: City, chance: Random) -> c.Command | None:
    number = _standing(city, chance)
    if number is None:
        return None
    said = _changed(city, chance, number)
    return c.VaryPenalty(**said, on=since(said["decided_on"], city, chance), by="淄博市人民政府", reason="复议变更")


def revoke_penalty(city: City, chance: Random) -> c.Command | None:
    number = _standing(city, chance)
    if number is None:
        return None
    on = since(city.notebook.content(number).decided_on, city, chance)
    return c.RevokePenalty(document_no=typed(number, chance), on=on, by="淄博市中级人民法院", reason="主要证据不足")


def fulfil_penalty(city: City, chance: Random) -> c.Command | None:
    number = a_case(city, chance, lambda n: not city.notebook.of(n, Enterprise.PenaltyFulfilled))
    return number and c.FulfilPenalty(document_no=number, on=since(city.notebook.content(number).decided_on, city, chance))


def repair_penalty(city: City, chance: Random) -> c.Command | None:
    book, ripe = city.notebook, city.today - timedelta(days=100)
    number = a_case(
        city, chance, lambda n: book.stands(n) and book.of(n, Enterprise.PenaltyFulfilled) and book.content(n).decided_on < ripe
    )
    return number and c.RepairPenalty(document_no=number, on=city.today, by="淄博市市场监督管理局", reason="已履行")
