"""What an enterprise's score of a quarter rests on: rating, complaints, department scores and deductions, as they stand.

Needs nothing but the standard library, as the scoring itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zibo_port.domain.derivation import FactRef


@dataclass(frozen=True, slots=True)
class Rating:
    """The single window's ratings of a calendar year: how many of how many transactions were rated favourably."""

    year: int
    favourable: int | None
    total: int | None
    publicised: bool
    fact: FactRef


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint of the 12345 hotline or another platform; days in Asia/Shanghai."""

    reference: str
    received_on: date
    resolved_on: date | None
    on_initiative: bool
    fact: FactRef

    @property
    def settled(self) -> bool:
        """Resolved on the operator's own initiative (主动化解)."""
        return self.resolved_on is not None and self.on_initiative


@dataclass(frozen=True, slots=True)
class DepartmentScore:
    """A department's own score for the quarter, 0 to 20 points."""

    department: str
    points: Decimal
    fact: FactRef


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that a consultation took off for a penalty decision, in the quarter to which they belong."""

    points: Decimal
    document_no: str
    consultation: str
    clause: str
    fact: FactRef


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that counts, each thing once as it now stands.

    Ratings (one for each year) and complaints may be of any time: the scoring takes those of its quarter. Department
    scores (one for each department) and deductions are those of the quarter.
    """

    ratings: tuple[Rating, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    departments: tuple[DepartmentScore, ...] = ()
    deductions: tuple[Deduction, ...] = ()
