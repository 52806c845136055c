"""The scoring rules and the register as the package carries them, and short ways to write evidence."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from zibo_port.domain.derivation import FactRef
from zibo_port.domain.evidence import Complaint, Deduction, DepartmentScore, Evidence, Rating
from zibo_port.domain.periods import Quarter
from zibo_port.domain.readings import Readings
from zibo_port.domain.scoring_rules import ScoringRules

Q3 = Quarter(2026, 3)
UNITS = ("customs", "commerce", "market-supervision", "tax", "central-bank", "bonded-zone", "port-office")


def document(stem: str) -> dict[str, Any]:
    """A fresh copy of a rule file, so that a test may alter it."""
    return tomllib.loads(files("zibo_port.domain").joinpath("rules", f"{stem}.toml").read_text(encoding="utf-8"))


@cache
def rules() -> ScoringRules:
    """The rules of the package."""
    return ScoringRules.from_document(document("service_evaluation"))


@cache
def readings() -> Readings:
    """The default readings of the package."""
    return Readings.from_document(document("ambiguities"))


def cases() -> list[dict[str, Any]]:
    """The table of cases that an official can read."""
    table: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("scoring_cases.toml").read_text(encoding="utf-8"))["case"]
    return table


def ref(position: int, event: str = "Fact") -> FactRef:
    """An opaque reference."""
    return FactRef(position, event)


def rated(favourable: int | None = 100, total: int | None = 100, *, publicised: bool = True, year: int = 2025) -> Rating:
    """A rating; by default all are favourable."""
    return Rating(year, favourable, total, publicised, ref(year, "RatingRecorded"))


def complained(on: date, number: int, *, resolved: bool = True, on_initiative: bool = True) -> Complaint:
    """A complaint, settled unless said otherwise."""
    return Complaint(f"TS-{on}-{number}", on, on if resolved else None, on_initiative, ref(number, "ComplaintRecorded"))


def scored(*points: str) -> tuple[DepartmentScore, ...]:
    """One department after the other."""
    return tuple(DepartmentScore(unit, Decimal(p), ref(100 + i)) for i, (unit, p) in enumerate(zip(UNITS, points, strict=False)))


def deducted(points: str, number: int = 1) -> Deduction:
    """A deduction by a consultation."""
    return Deduction(Decimal(points), f"淄市监处罚〔2026〕{number}号", "2026-07-15-1", "三（二）", ref(200 + number, "PointsDeducted"))


def evidence(case: dict[str, Any]) -> Evidence:
    """The evidence of a line of the table."""
    months = zip(Q3.months, case.get("settled", [0, 0, 0]), case.get("unsettled", [0, 0, 0]), strict=True)
    complaints = [
        complained(month.first_day, number, resolved=number < settled)
        for month, settled, unsettled in months
        for number in range(settled + unsettled)
    ]
    rating = rated(*case.get("rating", [100, 100]), publicised=case.get("publicised", True))
    return Evidence(
        () if case.get("rating") == [] else (rating,),
        tuple(complaints),
        scored(*case.get("departments", ["20"])),
        tuple(deducted(p, i) for i, p in enumerate(case.get("deductions", []))),
    )
