"""What people of the city may want at any moment: each act looks at the notebook and makes a request, or finds nothing to ask.

Most requests are sensible; now and then somebody asks for what the rules forbid, or types a number in other brackets.
"""

from __future__ import annotations

from typing import Final

from tests.simulation.acts import contesting, decisions, evaluating, meetings, showing, writing
from tests.simulation.acts.choosing import Act

ACTS: Final[dict[str, tuple[int, Act]]] = {
    "register": (5, decisions.register),
    "deregister": (1, decisions.deregister),
    "log_penalty": (14, decisions.log_penalty),
    "correct_penalty": (4, decisions.correct_penalty),
    "vary_penalty": (3, decisions.vary_penalty),
    "revoke_penalty": (3, decisions.revoke_penalty),
    "fulfil_penalty": (4, decisions.fulfil_penalty),
    "repair_penalty": (4, decisions.repair_penalty),
    "send": (4, showing.send),
    "record_acceptance": (14, showing.record_acceptance),
    "record_gone": (6, showing.record_gone),
    "withdraw_publication": (2, showing.withdraw_publication),
    "call": (8, meetings.call),
    "attend": (8, meetings.attend),
    "opine": (2, meetings.opine),
    "recuse": (1, meetings.recuse),
    "conclude": (26, meetings.conclude),
    "draft_conclusion": (8, meetings.draft_conclusion),
    "approve_conclusion": (10, meetings.approve_conclusion),
    "report_measure": (3, meetings.report_measure),
    "complete_measure": (7, meetings.complete_measure),
    "extend_measure": (6, meetings.extend_measure),
    "file_objection": (4, contesting.file_objection),
    "decide_objection": (4, contesting.decide_objection),
    "pause_deadline": (3, contesting.pause_deadline),
    "resume_deadline": (5, contesting.resume_deadline),
    "extend_deadline": (3, contesting.extend_deadline),
    "rate": (6, evaluating.rate),
    "complain": (2, evaluating.complain),
    "resolve_complaint": (1, evaluating.resolve_complaint),
    "score": (8, evaluating.score),
    "close_quarter": (5, evaluating.close_quarter),
    "publish_quarter": (5, evaluating.publish_quarter),
    "restate": (6, evaluating.restate),
    "draft_suggestion": (2, writing.draft_suggestion),
    "submit_suggestion": (2, writing.submit_suggestion),
    "submit_report": (3, writing.submit_report),
    "approve_report": (3, writing.approve_report),
}
"""Every act with its weight in the simulation."""
