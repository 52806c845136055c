"""Decisions about visits to enterprises and about bottlenecks."""

from __future__ import annotations

from zibo_port.domain.bottleneck import Bottleneck, name_of
from zibo_port.domain.commands import ExtendBottleneck, RaiseBottleneck, RecordVisit, ReportBottleneck, ResolveBottleneck
from zibo_port.domain.enterprise import visits
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.fact import Act, Fact
from zibo_port.office.desk import Desk


def record_visit(desk: Desk, form: RecordVisit, act: Act) -> Fact:
    """Record a visit, and put the bottleneck that it found on the list; what now stands of the visit."""
    if form.bottleneck is None and (form.owner is not None or form.due_on is not None):
        raise InvalidData.of(
            "bottleneck",
            "写了负责部门或期限，却没有写堵点问题（--bottleneck）。",
            "There is an owner or a day, but no bottleneck (--bottleneck).",
        )
    recorded = desk.enterprise(form.enterprise).record_visit(form, act)
    if form.bottleneck is not None:
        found = RaiseBottleneck(
            title=form.bottleneck,
            text=form.bottleneck,
            owner=form.owner or "port-office",
            due_on=form.due_on,
            enterprise=form.enterprise,
            visit=visits.name_of(form),
            department=form.department,
        )
        raise_bottleneck(desk, found, act)
    return recorded


def raise_bottleneck(desk: Desk, form: RaiseBottleneck, act: Act) -> Fact:
    """Put it on the list; what now stands."""
    if form.enterprise is not None:
        desk.enterprise(form.enterprise).must_exist(form.enterprise)
    return desk.stream(Bottleneck, name_of(form.title, form.enterprise)).raise_it(form, act)


def report_bottleneck(desk: Desk, form: ReportBottleneck, act: Act) -> Fact:
    """Report on it; what now stands."""
    return desk.stream(Bottleneck, form.bottleneck).report(form, act)


def extend_bottleneck(desk: Desk, form: ExtendBottleneck, act: Act) -> Fact:
    """Give it more time; what now stands."""
    return desk.stream(Bottleneck, form.bottleneck).extend(form, act)


def resolve_bottleneck(desk: Desk, form: ResolveBottleneck, act: Act) -> Fact:
    """Record that it is removed; what now stands."""
    return desk.stream(Bottleneck, form.bottleneck).resolve(form, act)
