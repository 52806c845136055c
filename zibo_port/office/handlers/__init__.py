"""Which decision serves which command: a table for each chapter, made when a command of it comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from zibo_port.domain import commands as c
from zibo_port.domain.fact import Act
from zibo_port.office.desk import Desk

Handler = Callable[[Desk, Any, Act], Any]
Table = Mapping[type[c.Command], Handler]


@cache
def _register() -> Table:
    from zibo_port.office.handlers import register

    return {
        c.RegisterEnterprise: register.register_enterprise,
        c.RenameEnterprise: register.rename_enterprise,
        c.ChangeLines: register.change_lines,
        c.DeregisterEnterprise: register.deregister_enterprise,
    }


@cache
def _cases() -> Table:
    from zibo_port.office.handlers import cases

    return {
        c.LogPenalty: cases.log_penalty,
        c.CorrectPenalty: cases.correct_penalty,
        c.OpenCase: cases.open_case,
        c.RequestPublication: cases.request_publication,
        c.RecordSending: cases.record_sending,
        c.RecordReceipt: cases.record_receipt,
    }


@cache
def _meetings() -> Table:
    from zibo_port.office.handlers import meetings

    return {
        c.CallConsultation: meetings.call_consultation,
        c.ConcludeConsultation: meetings.conclude_consultation,
        c.DraftConclusion: meetings.draft_conclusion,
        c.ApproveConclusion: meetings.approve_conclusion,
        c.RecuseMember: meetings.recuse_member,
        c.RecordAttendance: meetings.record_attendance,
        c.RecordOpinion: meetings.record_opinion,
        c.MinuteConsultation: meetings.minute_consultation,
        c.ImposeObligation: meetings.impose_obligation,
        c.ExtendObligation: meetings.extend_obligation,
        c.FulfilObligation: meetings.fulfil_obligation,
    }


@cache
def _readings() -> Table:
    from zibo_port.office.handlers import readings

    return {c.AdoptReading: readings.adopt_reading}


@cache
def _calendar() -> Table:
    from zibo_port.office.handlers import calendar

    return {c.AdoptYear: calendar.adopt_year}


@cache
def _papers() -> Table:
    from zibo_port.office.handlers import papers

    return {c.KeepPapers: papers.keep_papers, c.RecordOutlet: papers.record_outlet}


@cache
def _officers() -> Table:
    from zibo_port.office.handlers import officers

    return {c.AddOfficer: officers.add_officer}


@cache
def _monitoring() -> Table:
    from zibo_port.office.handlers import monitoring

    return {
        c.SubmitReport: monitoring.submit_report,
        c.ReturnReport: monitoring.return_report,
        c.ApproveReport: monitoring.approve_report,
        c.SetBaseline: monitoring.set_baseline,
    }


@cache
def _reviews() -> Table:
    from zibo_port.office.handlers import reviews

    return {
        c.VaryPenalty: reviews.vary_penalty,
        c.RevokePenalty: reviews.revoke_penalty,
        c.FulfilPenalty: reviews.fulfil_penalty,
        c.RepairPenalty: reviews.repair_penalty,
        c.FileObjection: reviews.file_objection,
        c.DecideObjection: reviews.decide_objection,
        c.WithdrawPublication: reviews.withdraw_publication,
        c.RequestWithdrawal: reviews.request_withdrawal,
        c.CancelDeduction: reviews.cancel_deduction,
        c.LiftMeasure: reviews.lift_measure,
        c.PauseDeadline: reviews.pause_deadline,
        c.ResumeDeadline: reviews.resume_deadline,
        c.ExtendDeadline: reviews.extend_deadline,
        c.MigrateCase: reviews.migrate_case,
    }


@cache
def _units() -> Table:
    from zibo_port.office.handlers import units

    return {c.NameContact: units.name_contact, c.NameScorers: units.name_scorers}


@cache
def _circulars() -> Table:
    from zibo_port.office.handlers import circulars

    return {c.SendCircular: circulars.send_circular, c.AcknowledgeCircular: circulars.acknowledge_circular}


@cache
def _bottlenecks() -> Table:
    from zibo_port.office.handlers import bottlenecks

    return {
        c.RecordVisit: bottlenecks.record_visit,
        c.RaiseBottleneck: bottlenecks.raise_bottleneck,
        c.ReportBottleneck: bottlenecks.report_bottleneck,
        c.ExtendBottleneck: bottlenecks.extend_bottleneck,
        c.ResolveBottleneck: bottlenecks.resolve_bottleneck,
    }


@cache
def _suggestions() -> Table:
    from zibo_port.office.handlers import suggestions

    return {
        c.DraftSuggestion: suggestions.draft_suggestion,
        c.SubmitSuggestion: suggestions.submit_suggestion,
        c.AnswerSuggestion: suggestions.answer_suggestion,
    }


@cache
def _measures() -> Table:
    from zibo_port.office.handlers import measures

    return {
        c.ReportMeasure: measures.report_measure,
        c.CompleteMeasure: measures.complete_measure,
        c.ExtendMeasure: measures.extend_measure,
    }


@cache
def _mornings() -> Table:
    from zibo_port.office.handlers import mornings

    return {c.Escalate: mornings.escalate, c.RecordDigest: mornings.record_digest}


@cache
def _prevention() -> Table:
    from zibo_port.office.handlers import prevention

    return {
        c.IssueReminder: prevention.issue_reminder,
        c.RecordInspection: prevention.record_inspection,
        c.ReceivePriceComplaint: prevention.receive_price_complaint,
        c.EscalatePriceComplaint: prevention.escalate_price_complaint,
        c.AssignPriceComplaint: prevention.assign_price_complaint,
        c.AnswerPriceComplaint: prevention.answer_price_complaint,
    }


@cache
def _evaluation() -> Table:
    from zibo_port.office.handlers import evaluation

    return {
        c.RecordRating: evaluation.record_rating,
        c.RecordComplaint: evaluation.record_complaint,
        c.RecordDepartmentScore: evaluation.record_department_score,
        c.OpenQuarter: evaluation.open_quarter,
        c.CloseQuarter: evaluation.close_quarter,
        c.PublishQuarter: evaluation.publish_quarter,
        c.RaiseRestatement: evaluation.raise_restatement,
        c.LapseRestatement: evaluation.lapse_restatement,
        c.RestateResult: evaluation.restate_result,
        c.EnterWatchList: evaluation.enter_watch_list,
        c.LeaveWatchList: evaluation.leave_watch_list,
    }


CHAPTERS: Final[Mapping[str, Callable[[], Table]]] = {
    "register": _register,
    "penalties": _cases,
    "meetings": _meetings,
    "reviews": _reviews,
    "mornings": _mornings,
    "measures": _measures,
    "deadlines": _reviews,
    "prevention": _prevention,
    "evaluation": _evaluation,
    "readings": _readings,
    "calendar": _calendar,
    "papers": _papers,
    "officers": _officers,
    "units": _units,
    "circulars": _circulars,
    "bottlenecks": _bottlenecks,
    "suggestions": _suggestions,
    "monitoring": _monitoring,
}
"""Module of the command → its table: logging a penalty loads nothing of the scoring."""


def perform(desk: Desk, command: c.Command, act: Act) -> Any:
    """Let the decision happen on the desk."""
    kind = type(command)
    return CHAPTERS[kind.__module__.rpartition(".")[2]]()[kind](desk, command, act)
