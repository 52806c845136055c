"""Decisions of the morning round."""

from __future__ import annotations

from zibo_port.domain.commands import Escalate, RecordDigest
from zibo_port.domain.fact import Act
from zibo_port.domain.mornings import Digest, Escalation, escalation_key
from zibo_port.office.desk import Desk


def escalate(desk: Desk, form: Escalate, act: Act) -> None:
    """Raise a duty."""
    desk.stream(Escalation, escalation_key(form.step, form.case, form.owing, form.due_on)).escalate(form, act)


def record_digest(desk: Desk, form: RecordDigest, act: Act) -> None:
    """Record a digest."""
    desk.stream(Digest, f"{form.unit}|{form.day}").record_digest(form, act)
