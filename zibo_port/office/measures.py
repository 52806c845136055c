"""The measures that departments were given about cases, each with what is owed for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from zibo_port.domain.duty import Duty
from zibo_port.office.archive import Archive, View
from zibo_port.workflows import joint_supervision


class Given(NamedTuple):
    """A measure about a case, the day and meeting on which it was given, and its duty."""

    name: str
    code: str
    department: str
    document_no: str
    enterprise: str
    enterprise_name: str
    meeting: str
    since: date
    duty: Duty


def given(archive: Archive, view: View) -> list[Given]:
    """Every measure, by due day, department and name."""
    return sorted(_all(archive, view), key=lambda one: (one.duty.due_on, one.department, one.name))


def _all(archive: Archive, view: View) -> Iterator[Given]:
    for file in archive.files(view):
        who = file.enterprise.identity
        state = next(flow for flow in file.flows if isinstance(flow, joint_supervision.State))
        for case in state.cases.values():
            duties = [d for d in joint_supervision.duties_of(state, case, view.on) if d.step.startswith("measure-")]
            for m, duty in zip(case.measures, duties, strict=True):
                yield Given(m.name, m.code, m.department, case.document_no, who.code, who.name, m.meeting, m.since, duty)
