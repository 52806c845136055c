"""A meeting of departments as a decision record: called, attended, heard, concluded or minuted, and what it asks of units.

Each sibling module is one chapter, in one order: facts, state, decisions; the class below binds them and lists the facts.
"""

from __future__ import annotations

from zibo_port.domain.consultation import attending, calling, concluding, drafting, obliging, sitting
from zibo_port.domain.consultation.attending import CLAUSE_MEMBERS, CLAUSE_OPINIONS, ConsultationAttended, OpinionGiven
from zibo_port.domain.consultation.calling import ASSUMED_CONVENER, CLAUSE, REGULAR, ConsultationCalled, remarks
from zibo_port.domain.consultation.concluding import ConsultationConcluded, ConsultationMinuted, Seen
from zibo_port.domain.consultation.drafting import ConclusionDrafted, DraftedMeasure
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
from zibo_port.domain.consultation.sitting import CLAUSE_RECUSAL, Bench, MemberRecused, Rules
from zibo_port.domain.fact import Fact

__all__ = [
    "ASSUMED_CONVENER",
    "CLAUSE",
    "CLAUSE_MEMBERS",
    "CLAUSE_OBLIGATION",
    "CLAUSE_OPINIONS",
    "CLAUSE_RECUSAL",
    "REGULAR",
    "Bench",
    "ConclusionDrafted",
    "Consultation",
    "ConsultationAttended",
    "ConsultationCalled",
    "ConsultationConcluded",
    "ConsultationMinuted",
    "DraftedMeasure",
    "MemberRecused",
    "Obligation",
    "ObligationExtended",
    "ObligationFulfilled",
    "ObligationImposed",
    "OpinionGiven",
    "Rules",
    "Seen",
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
    MemberRecused = sitting.MemberRecused
    ConclusionDrafted = drafting.ConclusionDrafted
    ConsultationConcluded = concluding.ConsultationConcluded
    ConsultationMinuted = concluding.ConsultationMinuted
    ObligationImposed = obliging.ObligationImposed
    ObligationExtended = obliging.ObligationExtended
    ObligationFulfilled = obliging.ObligationFulfilled

    def begin(self) -> None:
        """No meeting yet."""
        self.call = None
        self.open_cases = {}
        self.drafts = {}
        self.conclusions = []
        self.minuted = None
        self.attendance = {}
        self.opinions = {}
        self.recusals = {}
        self.obligations = {}
