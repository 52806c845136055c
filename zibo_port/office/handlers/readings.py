"""Decisions about readings."""

from __future__ import annotations

from zibo_port.domain.commands import AdoptReading
from zibo_port.domain.consultation import Consultation
from zibo_port.domain.fact import Act
from zibo_port.domain.reading_book import ReadingBook
from zibo_port.office.desk import Desk


def adopt_reading(desk: Desk, form: AdoptReading, act: Act) -> None:
    """Adopt a reading; a meeting that is named must have been called."""
    if form.meeting is not None:
        desk.stream(Consultation, form.meeting).must_be_called(form.meeting)
    desk.stream(ReadingBook, "readings").adopt(form, act, desk.books.readings)
