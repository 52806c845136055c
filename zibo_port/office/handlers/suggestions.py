"""Decisions about suggestions to the city's leadership."""

from __future__ import annotations

from zibo_port.domain.commands import AnswerSuggestion, DraftSuggestion, SubmitSuggestion
from zibo_port.domain.consultation import Consultation
from zibo_port.domain.fact import Act, Fact
from zibo_port.domain.suggestion import Suggestion, name_of
from zibo_port.office.desk import Desk


def draft_suggestion(desk: Desk, form: DraftSuggestion, act: Act) -> Fact:
    """Write one; a meeting that it rests on must have been called. What now stands."""
    if form.meeting is not None:
        desk.stream(Consultation, form.meeting).must_be_called(form.meeting)
    return desk.stream(Suggestion, name_of(form)).write(form, act)


def submit_suggestion(desk: Desk, form: SubmitSuggestion, act: Act) -> Fact:
    """Hand it in; what now stands."""
    return desk.stream(Suggestion, form.suggestion).submit(form, act)


def answer_suggestion(desk: Desk, form: AnswerSuggestion, act: Act) -> Fact:
    """Record an instruction; what now stands."""
    return desk.stream(Suggestion, form.suggestion).answer(form, act)
