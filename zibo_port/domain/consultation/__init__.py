"""A meeting of departments as a decision record: called, attended, heard, concluded or minuted, and what it asks of units.

Each sibling module is one chapter, in one order: facts, state, decisions; the class below binds them and lists the facts.
"""

from __future__ import annotations

from zibo_port.domain.consultation import attending, calling, concluding, obliging
from zibo_port.domain.consultation.attending import CLAUSE_MEMBERS, CLAUSE_OPINIONS, ConsultationAttended, OpinionGiven
from zibo_port.domain.consultation.calling import ASSUMED_CONVENER, CLAUSE, REGULAR, ConsultationCalled, remarks
from zibo_port.domain.consultation.concluding import ConsultationConcluded, ConsultationMinuted
from zibo_port.domain.consultation.obliging import (
    CLAUSE_OBLIGATION,
    Obligation,
    ObligationExtended,
    ObligationFulfilled,
    ObligationImposed,
    Obliging,
    meeting_of,
    no_obligation,
)
from zibo_port.domain.fact import Fact

__all__ = [
    "ASSUMED_CONVENER",
    "CLAUSE",
    "CLAUSE_MEMBERS",
    "CLAUSE_OBLIGATION",
    "CLAUSE_OPINIONS",
    "REGULAR",
    "Consultation",
    "ConsultationAttended",
    "ConsultationCalled",
    "ConsultationConcluded",
    "ConsultationMinuted",
    "Obligation",
    "ObligationExtended",
    "ObligationFulfilled",
    "ObligationImposed",
    "OpinionGiven",
    "meeting_of",
    "no_obligation",
    "remarks",
]


class Consultation(Obliging):
    """The aggregate."""

    KIND = "consultation"
    Event = Fact

    ConsultationCalled = calling.ConsultationCalled
    ConsultationAttended = attending.ConsultationAttended
    OpinionGiven = attending.OpinionGiven
    ConsultationConcluded = concluding.ConsultationConcluded
    ConsultationMinuted = concluding.ConsultationMinuted
    ObligationImposed = obliging.ObligationImposed
    ObligationExtended = obliging.ObligationExtended
    ObligationFulfilled = obliging.ObligationFulfilled

    def begin(self) -> None:
        """No meeting yet."""
        self.call = None
        self.open_cases = {}
        self.conclusions = []
        self.minuted = None
        self.attendance = {}
        self.opinions = {}
        self.obligations = {}
