"""Forms: what an officer, a file or a workflow asks for, checked for shape at the door.

Shape alone is checked here (a date is a date, a code is on its list); what history or a rule forbids is decided by
the aggregates. Each form names its own idempotency key: asking twice with the same content is asking once.
"""

from __future__ import annotations

from zibo_port.domain.commands.base import Command, UnknownCode
from zibo_port.domain.commands.bottlenecks import ExtendBottleneck, RaiseBottleneck, RecordVisit, ReportBottleneck, ResolveBottleneck
from zibo_port.domain.commands.calendar import AdoptYear
from zibo_port.domain.commands.circulars import AcknowledgeCircular, SendCircular
from zibo_port.domain.commands.deadlines import ExtendDeadline, MigrateCase, PauseDeadline, ResumeDeadline
from zibo_port.domain.commands.evaluation import (
    CloseQuarter,
    EnterWatchList,
    LapseRestatement,
    LeaveWatchList,
    OpenQuarter,
    PublishQuarter,
    RaiseRestatement,
    RecordComplaint,
    RecordDepartmentScore,
    RecordRating,
    RestateResult,
)
from zibo_port.domain.commands.measures import CompleteMeasure, ExtendMeasure, ReportMeasure
from zibo_port.domain.commands.meetings import (
    ApproveConclusion,
    CallConsultation,
    ConcludeConsultation,
    DraftConclusion,
    ExtendObligation,
    FulfilObligation,
    ImposeObligation,
    MeasureOrder,
    MinuteConsultation,
    Outcome,
    RecordAttendance,
    RecordOpinion,
    RecuseMember,
)
from zibo_port.domain.commands.monitoring import ApproveReport, ReportedFigure, ReturnReport, SetBaseline, SubmitReport
from zibo_port.domain.commands.mornings import Escalate, RecordDigest
from zibo_port.domain.commands.officers import AddOfficer
from zibo_port.domain.commands.papers import KeepPapers, PaperMade, RecordOutlet
from zibo_port.domain.commands.penalties import (
    CorrectPenalty,
    LogPenalty,
    OpenCase,
    PenaltyForm,
    RecordReceipt,
    RecordSending,
    RequestPublication,
)
from zibo_port.domain.commands.prevention import (
    AnswerPriceComplaint,
    AssignPriceComplaint,
    EscalatePriceComplaint,
    IssueReminder,
    ReceivePriceComplaint,
    RecordInspection,
)
from zibo_port.domain.commands.readings import AdoptReading
from zibo_port.domain.commands.register import ChangeLines, DeregisterEnterprise, RegisterEnterprise, RenameEnterprise
from zibo_port.domain.commands.reviews import (
    CancelDeduction,
    DecideObjection,
    FileObjection,
    FulfilPenalty,
    LiftMeasure,
    RepairPenalty,
    RequestWithdrawal,
    RevokePenalty,
    VaryPenalty,
    WithdrawPublication,
)
from zibo_port.domain.commands.suggestions import AnswerSuggestion, DraftSuggestion, SubmitSuggestion
from zibo_port.domain.commands.units import NameContact, NameScorers

__all__ = [
    "AcknowledgeCircular",
    "AddOfficer",
    "AdoptReading",
    "AdoptYear",
    "AnswerPriceComplaint",
    "AnswerSuggestion",
    "ApproveConclusion",
    "ApproveReport",
    "AssignPriceComplaint",
    "CallConsultation",
    "CancelDeduction",
    "ChangeLines",
    "CloseQuarter",
    "Command",
    "CompleteMeasure",
    "ConcludeConsultation",
    "CorrectPenalty",
    "DecideObjection",
    "DeregisterEnterprise",
    "DraftConclusion",
    "DraftSuggestion",
    "EnterWatchList",
    "Escalate",
    "EscalatePriceComplaint",
    "ExtendBottleneck",
    "ExtendDeadline",
    "ExtendMeasure",
    "ExtendObligation",
    "FileObjection",
    "FulfilObligation",
    "FulfilPenalty",
    "ImposeObligation",
    "IssueReminder",
    "KeepPapers",
    "LapseRestatement",
    "LeaveWatchList",
    "LiftMeasure",
    "LogPenalty",
    "MeasureOrder",
    "MigrateCase",
    "MinuteConsultation",
    "NameContact",
    "NameScorers",
    "OpenCase",
    "OpenQuarter",
    "Outcome",
    "PaperMade",
    "PauseDeadline",
    "PenaltyForm",
    "PublishQuarter",
    "RaiseBottleneck",
    "RaiseRestatement",
    "ReceivePriceComplaint",
    "RecordAttendance",
    "RecordComplaint",
    "RecordDepartmentScore",
    "RecordDigest",
    "RecordInspection",
    "RecordOpinion",
    "RecordOutlet",
    "RecordRating",
    "RecordReceipt",
    "RecordSending",
    "RecordVisit",
    "RecuseMember",
    "RegisterEnterprise",
    "RenameEnterprise",
    "RepairPenalty",
    "ReportBottleneck",
    "ReportMeasure",
    "ReportedFigure",
    "RequestPublication",
    "RequestWithdrawal",
    "ResolveBottleneck",
    "RestateResult",
    "ResumeDeadline",
    "ReturnReport",
    "RevokePenalty",
    "SendCircular",
    "SetBaseline",
    "SubmitReport",
    "SubmitSuggestion",
    "UnknownCode",
    "VaryPenalty",
    "WithdrawPublication",
]
