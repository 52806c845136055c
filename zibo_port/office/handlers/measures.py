"""Decisions about measures; a department acts on its own alone."""

from __future__ import annotations

from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import CompleteMeasure, ExtendMeasure, ReportMeasure
from zibo_port.domain.commands.measures import OfMeasure
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.measures import MeasureCompleted, MeasureReported, id_of
from zibo_port.domain.errors import NotAllowed, NotFound
from zibo_port.domain.fact import Act
from zibo_port.domain.periods import Quarter, meeting_due
from zibo_port.office.desk import Desk


def report_measure(desk: Desk, form: ReportMeasure, act: Act) -> MeasureReported:
    """Record how far it is; what now stands."""
    return _own(desk, form).report_measure(form, act)


def complete_measure(desk: Desk, form: CompleteMeasure, act: Act) -> MeasureCompleted:
    """Record that it was carried out."""
    return _own(desk, form).complete_measure(form, act)


def extend_measure(desk: Desk, form: ExtendMeasure, act: Act) -> None:
    """Give it more time."""
    enterprise = _own(desk, form)
    order = enterprise.measure(form.measure)
    due_on = order.due_on or meeting_due(Quarter.of(order.effective_on or act.today).next)
    enterprise.extend_measure(form, due_on, act, desk.books)


def _own(desk: Desk, form: OfMeasure) -> Enterprise:
    """The enterprise against which the department has that measure.

    Raises:
        NotFound: nobody has it.
        NotAllowed: another department has it.
    """
    claim = desk.claim(measure_key(form.measure))
    if claim is None:
        raise NotFound(
            f"没有编号为 {form.measure} 的措施。用 zibo-port measure list 查看编号。",
            f"There is no measure {form.measure}. See zibo-port measure list.",
        )
    enterprise = desk.folder_of(claim.stream).enterprise
    order = enterprise.measure(form.measure)
    if order.executing_department != form.department:
        owner, typed = DEPARTMENTS[order.executing_department], DEPARTMENTS[form.department]
        raise NotAllowed(
            f"措施 {form.measure} 由{owner.zh}落实，{typed.zh}不能代为登记。",
            f"Measure {form.measure} is for {owner.en}; {typed.en} can't act on it.",
        )
    return enterprise


def take_measures(desk: Desk, enterprise: Enterprise) -> None:
    """Every measure of an enterprise takes its key, so that it is found by its short name."""
    for order in enterprise.measures:
        if desk.claim(measure_key(id_of(order))) is None:
            desk.take(measure_key(id_of(order)), enterprise.id)


def measure_key(name: str) -> str:
    """The key that a measure takes."""
    return f"measure:{name}"
