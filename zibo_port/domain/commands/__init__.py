"""Forms: what an officer, a file or a workflow asks for, checked for shape at the door.

Shape alone is checked here (a date is a date, a code is on its list); what history or a rule forbids is decided by
the aggregates. Each form names its own idempotency key: asking twice with the same content is asking once.

A chapter is loaded when a form of it is asked for first: an officer who logs a penalty waits for no other chapter.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

# ruff: noqa: I001 - `X as X` tells the type checker that a name is passed on, and a block stays with its chapter
if TYPE_CHECKING:
    from zibo_port.domain.commands.base import (
        Command as Command,
        UnknownCode as UnknownCode,
    )
    from zibo_port.domain.commands.bottlenecks import (
        ExtendBottleneck as ExtendBottleneck,
        RaiseBottleneck as RaiseBottleneck,
        RecordVisit as RecordVisit,
        ReportBottleneck as ReportBottleneck,
        ResolveBottleneck as ResolveBottleneck,
    )
    from zibo_port.domain.commands.calendar import (
        AdoptYear as AdoptYear,
    )
    from zibo_port.domain.commands.circulars import (
        AcknowledgeCircular as AcknowledgeCircular,
        SendCircular as SendCircular,
    )
    from zibo_port.domain.commands.deadlines import (
        ExtendDeadline as ExtendDeadline,
        MigrateCase as MigrateCase,
        PauseDeadline as PauseDeadline,
        ResumeDeadline as ResumeDeadline,
    )
    from zibo_port.domain.commands.evaluation import (
        CloseQuarter as CloseQuarter,
        EnterWatchList as EnterWatchList,
        LapseRestatement as LapseRestatement,
        LeaveWatchList as LeaveWatchList,
        OpenQuarter as OpenQuarter,
        PublishQuarter as PublishQuarter,
        RaiseRestatement as RaiseRestatement,
        RecordComplaint as RecordComplaint,
        RecordDepartmentScore as RecordDepartmentScore,
        RecordRating as RecordRating,
        RestateResult as RestateResult,
    )
    from zibo_port.domain.commands.measures import (
        CompleteMeasure as CompleteMeasure,
        ExtendMeasure as ExtendMeasure,
        ReportMeasure as ReportMeasure,
    )
    from zibo_port.domain.commands.meetings import (
        ApproveConclusion as ApproveConclusion,
        CallConsultation as CallConsultation,
        ConcludeConsultation as ConcludeConsultation,
        DraftConclusion as DraftConclusion,
        ExtendObligation as ExtendObligation,
        FulfilObligation as FulfilObligation,
        ImposeObligation as ImposeObligation,
        MeasureOrder as MeasureOrder,
        MinuteConsultation as MinuteConsultation,
        Outcome as Outcome,
        RecordAttendance as RecordAttendance,
        RecordOpinion as RecordOpinion,
        RecuseMember as RecuseMember,
    )
    from zibo_port.domain.commands.monitoring import (
        ApproveReport as ApproveReport,
        ReportedFigure as ReportedFigure,
        ReturnReport as ReturnReport,
        SetBaseline as SetBaseline,
        SubmitReport as SubmitReport,
    )
    from zibo_port.domain.commands.mornings import (
        Escalate as Escalate,
        RecordDigest as RecordDigest,
    )
    from zibo_port.domain.commands.officers import (
        AddOfficer as AddOfficer,
    )
    from zibo_port.domain.commands.papers import (
        KeepPapers as KeepPapers,
        PaperMade as PaperMade,
        RecordOutlet as RecordOutlet,
    )
    from zibo_port.domain.commands.penalties import (
        CorrectPenalty as CorrectPenalty,
        LogPenalty as LogPenalty,
        OpenCase as OpenCase,
        PenaltyForm as PenaltyForm,
        RecordReceipt as RecordReceipt,
        RecordSending as RecordSending,
        RequestPublication as RequestPublication,
    )
    from zibo_port.domain.commands.prevention import (
        AnswerPriceComplaint as AnswerPriceComplaint,
        AssignPriceComplaint as AssignPriceComplaint,
        EscalatePriceComplaint as EscalatePriceComplaint,
        IssueReminder as IssueReminder,
        ReceivePriceComplaint as ReceivePriceComplaint,
        RecordInspection as RecordInspection,
    )
    from zibo_port.domain.commands.readings import (
        AdoptReading as AdoptReading,
    )
    from zibo_port.domain.commands.register import (
        ChangeLines as ChangeLines,
        DeregisterEnterprise as DeregisterEnterprise,
        RegisterEnterprise as RegisterEnterprise,
        RenameEnterprise as RenameEnterprise,
    )
    from zibo_port.domain.commands.reviews import (
        CancelDeduction as CancelDeduction,
        DecideObjection as DecideObjection,
        FileObjection as FileObjection,
        FulfilPenalty as FulfilPenalty,
        LiftMeasure as LiftMeasure,
        RepairPenalty as RepairPenalty,
        RequestWithdrawal as RequestWithdrawal,
        RevokePenalty as RevokePenalty,
        VaryPenalty as VaryPenalty,
        WithdrawPublication as WithdrawPublication,
    )
    from zibo_port.domain.commands.suggestions import (
        AnswerSuggestion as AnswerSuggestion,
        DraftSuggestion as DraftSuggestion,
        SubmitSuggestion as SubmitSuggestion,
    )
    from zibo_port.domain.commands.units import (
        NameContact as NameContact,
        NameScorers as NameScorers,
    )

_CHAPTERS: Final = {
    "base": (
        "Command",
        "UnknownCode",
    ),
    "bottlenecks": (
        "ExtendBottleneck",
        "RaiseBottleneck",
        "RecordVisit",
        "ReportBottleneck",
        "ResolveBottleneck",
    ),
    "calendar": ("AdoptYear",),
    "circulars": (
        "AcknowledgeCircular",
        "SendCircular",
    ),
    "deadlines": (
        "ExtendDeadline",
        "MigrateCase",
        "PauseDeadline",
        "ResumeDeadline",
    ),
    "evaluation": (
        "CloseQuarter",
        "EnterWatchList",
        "LapseRestatement",
        "LeaveWatchList",
        "OpenQuarter",
        "PublishQuarter",
        "RaiseRestatement",
        "RecordComplaint",
        "RecordDepartmentScore",
        "RecordRating",
        "RestateResult",
    ),
    "measures": (
        "CompleteMeasure",
        "ExtendMeasure",
        "ReportMeasure",
    ),
    "meetings": (
        "ApproveConclusion",
        "CallConsultation",
        "ConcludeConsultation",
        "DraftConclusion",
        "ExtendObligation",
        "FulfilObligation",
        "ImposeObligation",
        "MeasureOrder",
        "MinuteConsultation",
        "Outcome",
        "RecordAttendance",
        "RecordOpinion",
        "RecuseMember",
    ),
    "monitoring": (
        "ApproveReport",
        "ReportedFigure",
        "ReturnReport",
        "SetBaseline",
        "SubmitReport",
    ),
    "mornings": (
        "Escalate",
        "RecordDigest",
    ),
    "officers": ("AddOfficer",),
    "papers": (
        "KeepPapers",
        "PaperMade",
        "RecordOutlet",
    ),
    "penalties": (
        "CorrectPenalty",
        "LogPenalty",
        "OpenCase",
        "PenaltyForm",
        "RecordReceipt",
        "RecordSending",
        "RequestPublication",
    ),
    "prevention": (
        "AnswerPriceComplaint",
        "AssignPriceComplaint",
        "EscalatePriceComplaint",
        "IssueReminder",
        "ReceivePriceComplaint",
        "RecordInspection",
    ),
    "readings": ("AdoptReading",),
    "register": (
        "ChangeLines",
        "DeregisterEnterprise",
        "RegisterEnterprise",
        "RenameEnterprise",
    ),
    "reviews": (
        "CancelDeduction",
        "DecideObjection",
        "FileObjection",
        "FulfilPenalty",
        "LiftMeasure",
        "RepairPenalty",
        "RequestWithdrawal",
        "RevokePenalty",
        "VaryPenalty",
        "WithdrawPublication",
    ),
    "suggestions": (
        "AnswerSuggestion",
        "DraftSuggestion",
        "SubmitSuggestion",
    ),
    "units": (
        "NameContact",
        "NameScorers",
    ),
}
_HOMES: Final = {name: chapter for chapter, names in _CHAPTERS.items() for name in names}


def __getattr__(name: str) -> object:
    """A form by its name."""
    if name not in _HOMES:
        msg = f"no form {name}"
        raise AttributeError(msg)
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(_HOMES)
