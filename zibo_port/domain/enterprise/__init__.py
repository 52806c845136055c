"""An enterprise that works at the port (口岸相关经营服务主体): its facts, its state, what may be decided about it.

One stream per enterprise holds all that it needs. Each sibling module is one chapter, in one order: facts, state,
decisions; the class below binds them and lists the facts by name.
"""

from __future__ import annotations

from zibo_port.domain.enterprise import (
    deadlines,
    evaluation,
    measures,
    objections,
    outcomes,
    penalties,
    prevention,
    price_complaints,
    publications,
    registration,
    results,
    reviews,
    visits,
    withdrawals,
)
from zibo_port.domain.enterprise.deadlines import Deadlines
from zibo_port.domain.enterprise.prevention import Prevention
from zibo_port.domain.enterprise.price_complaints import PriceComplaints
from zibo_port.domain.enterprise.registration import Identity
from zibo_port.domain.enterprise.visits import Visits
from zibo_port.domain.fact import Fact


class Enterprise(Deadlines, Visits, Prevention, PriceComplaints):
    """The aggregate."""

    KIND = "enterprise"
    Event = Fact

    Registered = registration.Registered
    Renamed = registration.Renamed
    LinesChanged = registration.LinesChanged
    Deregistered = registration.Deregistered
    PenaltyLogged = penalties.PenaltyLogged
    PenaltyCorrected = penalties.PenaltyCorrected
    CaseOpened = penalties.CaseOpened
    PublicationRequested = publications.PublicationRequested
    PublicationAccepted = publications.PublicationAccepted
    PublicationRejected = publications.PublicationRejected
    CaseConcluded = outcomes.CaseConcluded
    PointsDeducted = outcomes.PointsDeducted
    MeasureImposed = outcomes.MeasureImposed
    DeductionCancelled = outcomes.DeductionCancelled
    MeasureLifted = outcomes.MeasureLifted
    MeasureReported = measures.MeasureReported
    MeasureExtended = measures.MeasureExtended
    MeasureCompleted = measures.MeasureCompleted
    RatingRecorded = evaluation.RatingRecorded
    ComplaintReceived = evaluation.ComplaintReceived
    ComplaintResolved = evaluation.ComplaintResolved
    DepartmentScored = evaluation.DepartmentScored
    ResultFrozen = results.ResultFrozen
    ResultPublished = results.ResultPublished
    RestatementRaised = results.RestatementRaised
    RestatementLapsed = results.RestatementLapsed
    RestatementDeferred = results.RestatementDeferred
    ResultRestated = results.ResultRestated
    WatchListEntered = results.WatchListEntered
    WatchListLeft = results.WatchListLeft
    VisitRecorded = visits.VisitRecorded
    WithdrawalRequested = withdrawals.WithdrawalRequested
    PublicationWithdrawn = withdrawals.PublicationWithdrawn
    PublicationEnded = withdrawals.PublicationEnded
    PenaltyVaried = reviews.PenaltyVaried
    PenaltyRevoked = reviews.PenaltyRevoked
    PenaltyFulfilled = reviews.PenaltyFulfilled
    PenaltyRepaired = reviews.PenaltyRepaired
    ObjectionFiled = objections.ObjectionFiled
    ObjectionDecided = objections.ObjectionDecided
    DeadlinePaused = deadlines.DeadlinePaused
    DeadlineResumed = deadlines.DeadlineResumed
    DeadlineExtended = deadlines.DeadlineExtended
    CaseMigrated = deadlines.CaseMigrated
    ReminderIssued = prevention.ReminderIssued
    InspectionRecorded = prevention.InspectionRecorded
    PriceComplaintReceived = price_complaints.PriceComplaintReceived
    PriceComplaintEscalated = price_complaints.PriceComplaintEscalated
    PriceComplaintAssigned = price_complaints.PriceComplaintAssigned
    PriceComplaintAnswered = price_complaints.PriceComplaintAnswered

    def begin(self) -> None:
        """Nothing is known yet."""
        self.identity = Identity()
        self.penalties = {}
        self.cases = {}
        self.publications = {}
        self.deductions = []
        self.measures = []
        self.measures_reported = {}
        self.measures_done = {}
        self.measures_extended = {}
        self.ratings = {}
        self.complaints = {}
        self.department_scores = {}
        self.frozen = {}
        self.results = {}
        self.restatements = {}
        self.watched = None
        self.visits = {}
        self.reviews = {}
        self.objections = {}
        self.paused = {}
        self.resumed = {}
        self.extended = {}
        self.reminders = {}
        self.inspections = {}
        self.price_complaints = {}
