"""Which decision serves which command: one table that a test can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from zibo_port.domain import commands as c
from zibo_port.domain.fact import Act
from zibo_port.office.desk import Desk
from zibo_port.office.handlers import cases, evaluation, register

Handler = Callable[[Desk, Any, Act], Any]

HANDLERS: Final[dict[type[c.Command], Handler]] = {
    c.RegisterEnterprise: register.register_enterprise,
    c.RenameEnterprise: register.rename_enterprise,
    c.DeregisterEnterprise: register.deregister_enterprise,
    c.LogPenalty: cases.log_penalty,
    c.CorrectPenalty: cases.correct_penalty,
    c.OpenCase: cases.open_case,
    c.RequestPublication: cases.request_publication,
    c.RecordSending: cases.record_sending,
    c.RecordReceipt: cases.record_receipt,
    c.CallConsultation: cases.call_consultation,
    c.ConcludeConsultation: cases.conclude_consultation,
    c.RecordRating: evaluation.record_rating,
    c.RecordComplaint: evaluation.record_complaint,
    c.RecordDepartmentScore: evaluation.record_department_score,
    c.OpenQuarter: evaluation.open_quarter,
    c.CloseQuarter: evaluation.close_quarter,
    c.PublishQuarter: evaluation.publish_quarter,
    c.EnterWatchList: evaluation.enter_watch_list,
    c.LeaveWatchList: evaluation.leave_watch_list,
}


def perform(desk: Desk, command: c.Command, act: Act) -> Any:
    """Let the decision happen on the desk."""
    return HANDLERS[type(command)](desk, command, act)
