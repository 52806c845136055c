"""What the joint conference owes and has done: the monitoring workflow folded over the facts that it follows, at any view."""

from __future__ import annotations

from collections.abc import Sequence

from zibo_port.domain.duty import Duty
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.desk import Recorded
from zibo_port.office.scanning import scan
from zibo_port.workflows import port_monitoring


def conference(archive: Archive, view: View, unstored: Sequence[Recorded] = ()) -> port_monitoring.State:
    """The state of the conference as a view shows it, and after it what a dry run left unstored."""
    state = port_monitoring.initial(archive.books(view))
    for _, fact in scan(archive, view, *port_monitoring.FOLLOWED):
        state = port_monitoring.evolve(state, fact)
    for position, fact in unstored:
        if position > view.position:
            state = port_monitoring.evolve(state, fact)
    return state


def duties(archive: Archive, view: View, unstored: Sequence[Recorded] = ()) -> list[Duty]:
    """Everything that units and port office owe the conference, done or not."""
    state = conference(archive, view, unstored)
    return [duty for duty in port_monitoring.due(state, view.on) if isinstance(duty, Duty)]


def owed(archive: Archive, view: View) -> list[Owed]:
    """The same beside the duties of cases: on account of no enterprise."""
    return [Owed("", "", duty) for duty in duties(archive, view)]
