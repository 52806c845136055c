"""Decisions about who is on the register."""

from __future__ import annotations

from zibo_port.domain.commands import ChangeLines, DeregisterEnterprise, RegisterEnterprise, RenameEnterprise
from zibo_port.domain.fact import Act, Fact
from zibo_port.office.desk import Desk, enterprise_key


def register_enterprise(desk: Desk, form: RegisterEnterprise, act: Act) -> Fact | None:
    """Register, and take the credit code; the registration that now stands."""
    if form.branch_of is not None:
        desk.enterprise(form.branch_of).must_exist(form.branch_of)
    enterprise = desk.enterprise(form.enterprise)
    new = not enterprise.identity.code
    enterprise.register(form, act)
    if new:
        desk.take(enterprise_key(form.enterprise), enterprise.id)
    return enterprise.identity.registration


def rename_enterprise(desk: Desk, form: RenameEnterprise, act: Act) -> None:
    """Record another name."""
    desk.enterprise(form.enterprise).rename(form, act)


def change_lines(desk: Desk, form: ChangeLines, act: Act) -> Fact | None:
    """Record other lines of business; what now stands on that day."""
    enterprise = desk.enterprise(form.enterprise)
    enterprise.change_lines(form, act)
    return enterprise.identity.lines_by(form.on)


def deregister_enterprise(desk: Desk, form: DeregisterEnterprise, act: Act) -> Fact | None:
    """Record the end of a registration; what now stands."""
    enterprise = desk.enterprise(form.enterprise)
    enterprise.deregister(form, act)
    return enterprise.identity.deregistration
