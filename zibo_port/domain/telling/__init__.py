"""The log in plain words: for every kind of event what happened and what it changed, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from zibo_port.domain.bottleneck import Bottleneck
from zibo_port.domain.circular import Circular
from zibo_port.domain.consultation import CLAUSE, Consultation
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.fact import Fact
from zibo_port.domain.monitoring import MonitoringBook, MonthlyReport
from zibo_port.domain.mornings import Digest, Escalation
from zibo_port.domain.publication import Attempts
from zibo_port.domain.quarter import Round
from zibo_port.domain.reading_book import ReadingBook
from zibo_port.domain.registry import CalendarBook, OfficeBook
from zibo_port.domain.suggestion import Suggestion
from zibo_port.domain.telling import (
    evaluation,
    followup,
    meeting_record,
    meetings,
    monitoring,
    mornings,
    papers,
    penalties,
    prevention,
    register,
    results,
    reviews,
)
from zibo_port.domain.telling.words import Telling
from zibo_port.domain.unit_book import UnitBook

__all__ = ["TELLINGS", "Telling", "clause_of", "tell"]

TELLINGS: Final[dict[type[Fact], Callable[[Any], Telling]]] = {
    Enterprise.Registered: register.registered,
    Enterprise.Renamed: register.renamed,
    Enterprise.LinesChanged: register.lines_changed,
    Enterprise.Deregistered: register.deregistered,
    Enterprise.PenaltyLogged: penalties.logged,
    Enterprise.PenaltyCorrected: penalties.corrected,
    Enterprise.CaseOpened: penalties.case_opened,
    Enterprise.PublicationRequested: penalties.requested,
    Enterprise.PublicationAccepted: penalties.accepted,
    Enterprise.PublicationRejected: penalties.rejected,
    Enterprise.CaseConcluded: meetings.case_concluded,
    Enterprise.PointsDeducted: meetings.deducted,
    Enterprise.MeasureImposed: meetings.imposed,
    Enterprise.RatingRecorded: evaluation.rated,
    Enterprise.ComplaintReceived: evaluation.complained,
    Enterprise.ComplaintResolved: evaluation.resolved,
    Enterprise.DepartmentScored: evaluation.scored,
    Enterprise.ResultFrozen: results.frozen,
    Enterprise.ResultPublished: evaluation.result_published,
    Enterprise.RestatementRaised: results.raised,
    Enterprise.RestatementLapsed: results.lapsed,
    Enterprise.RestatementDeferred: results.deferred,
    Enterprise.ResultRestated: results.restated,
    Enterprise.WithdrawalRequested: reviews.leaving,
    Enterprise.PublicationWithdrawn: reviews.withdrawn,
    Enterprise.PublicationEnded: reviews.ended,
    Enterprise.PenaltyVaried: reviews.varied,
    Enterprise.PenaltyRevoked: reviews.revoked,
    Enterprise.PenaltyFulfilled: reviews.fulfilled,
    Enterprise.PenaltyRepaired: reviews.repaired,
    Enterprise.ObjectionFiled: reviews.objected,
    Enterprise.ObjectionDecided: reviews.decided,
    Enterprise.DeductionCancelled: reviews.cancelled,
    Enterprise.MeasureLifted: reviews.lifted,
    Enterprise.MeasureReported: reviews.measure_reported,
    Enterprise.MeasureExtended: reviews.measure_extended,
    Enterprise.MeasureCompleted: reviews.measure_completed,
    Enterprise.DeadlinePaused: reviews.paused,
    Enterprise.DeadlineResumed: reviews.resumed,
    Enterprise.DeadlineExtended: reviews.extended,
    Enterprise.CaseMigrated: reviews.migrated,
    Enterprise.ReminderIssued: prevention.reminded,
    Enterprise.InspectionRecorded: prevention.inspected,
    Enterprise.PriceComplaintReceived: prevention.received,
    Enterprise.PriceComplaintEscalated: prevention.escalated,
    Enterprise.PriceComplaintAssigned: prevention.assigned,
    Enterprise.PriceComplaintAnswered: prevention.answered,
    Enterprise.WatchListEntered: evaluation.entered,
    Enterprise.WatchListLeft: evaluation.left,
    Consultation.ConsultationCalled: meetings.called,
    Consultation.ConsultationConcluded: meetings.concluded,
    Consultation.ConsultationAttended: meeting_record.attended,
    Consultation.OpinionGiven: meeting_record.opined,
    Consultation.MemberRecused: meeting_record.recused,
    Consultation.ConclusionDrafted: meeting_record.drafted,
    Consultation.ConsultationMinuted: meeting_record.minuted,
    Consultation.ObligationImposed: meeting_record.imposed,
    Consultation.ObligationExtended: meeting_record.extended,
    Consultation.ObligationFulfilled: meeting_record.fulfilled,
    Attempts.PublicationSent: penalties.sent,
    Round.QuarterOpened: evaluation.opened,
    Round.QuarterClosed: evaluation.closed,
    Round.QuarterPublished: evaluation.published,
    Round.PaperKept: papers.kept,
    Round.OutletRequested: papers.requested,
    Round.OutletAccepted: papers.accepted,
    Round.OutletRejected: papers.rejected,
    OfficeBook.OfficeFounded: register.founded,
    OfficeBook.ProfileChanged: register.profile_changed,
    OfficeBook.OfficerRegistered: register.officer_registered,
    Escalation.DutyEscalated: mornings.escalated,
    Digest.DigestSent: mornings.digest,
    CalendarBook.CalendarYearAdopted: register.year_adopted,
    MonthlyReport.ReportSubmitted: monitoring.submitted,
    MonthlyReport.ReportCorrected: monitoring.corrected,
    MonthlyReport.ReportReturned: monitoring.returned,
    MonthlyReport.ReportApproved: monitoring.approved,
    MonitoringBook.BaselineSet: monitoring.baseline_set,
    ReadingBook.ReadingAdopted: register.reading_adopted,
    UnitBook.ContactNamed: followup.contact_named,
    UnitBook.ScorersNamed: followup.scorers_named,
    Enterprise.VisitRecorded: followup.visited,
    Bottleneck.BottleneckRaised: followup.raised,
    Bottleneck.BottleneckReported: followup.reported,
    Bottleneck.BottleneckExtended: followup.extended,
    Bottleneck.BottleneckResolved: followup.resolved,
    Circular.CircularSent: followup.sent,
    Circular.CircularAcknowledged: followup.acknowledged,
    Suggestion.SuggestionDrafted: followup.drafted,
    Suggestion.SuggestionSubmitted: followup.submitted,
    Suggestion.SuggestionAnswered: followup.answered,
}
"""Kind of event → how it is told; every kind of the log has an entry."""


def tell(fact: Fact) -> Telling:
    """An event in plain words."""
    return TELLINGS[type(fact)](fact)


def clause_of(fact: Fact) -> str:
    """The clause on which an event rests: the one it names itself, else that of its kind."""
    match fact:
        case Enterprise.PublicationRequested():
            return fact.clause
        case Enterprise.MeasureImposed():
            return fact.basis
        case Consultation.OpinionGiven() if fact.case is not None:
            return CLAUSE
    return fact.CLAUSE
