"""Decisions about the papers of a quarter and the outlets that show them."""

from __future__ import annotations

from zibo_port.domain.commands import KeepPapers, RecordOutlet
from zibo_port.domain.fact import Act
from zibo_port.domain.quarter import Round
from zibo_port.office.desk import Desk


def keep_papers(desk: Desk, form: KeepPapers, act: Act) -> None:
    """Keep papers."""
    desk.stream(Round, form.quarter).keep_papers(form, act)


def record_outlet(desk: Desk, form: RecordOutlet, act: Act) -> None:
    """Record an outlet's answer."""
    desk.stream(Round, form.quarter).record_outlet(form, act)
