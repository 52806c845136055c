"""The results of a round at its outlets: the city's site, the WeChat account, the media."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zibo_port.domain.duty import Duty
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Outlet, PaperKept, QuarterPublished, Round
from zibo_port.office.archive import Archive, Owed, View
from zibo_port.office.scanning import scan
from zibo_port.workflows.service_evaluation import outlets_due


def rounds(archive: Archive, view: View) -> Iterator[tuple[Quarter, Round]]:
    """Every published round, in time."""
    names = sorted({fact.quarter for _, fact in scan(archive, view, QuarterPublished)})
    for name in names:
        quarter = Quarter.parse(name)
        yield quarter, archive.round(quarter, view)


def duties(archive: Archive, view: View) -> list[Owed]:
    """What is owed to the outlets."""
    books = archive.books(view)
    return [Owed("", "", duty) for quarter, round_ in rounds(archive, view) for duty in outlets_due(round_, quarter, books)]


def shown_at(archive: Archive, view: View) -> Iterator[tuple[Quarter, Outlet, Mapping[str, PaperKept], Duty | None]]:
    """Every outlet of every round with its papers, and its duty where its edition is the current one."""
    books = archive.books(view)
    for quarter, round_ in rounds(archive, view):
        owed = {duty.step: duty for duty in outlets_due(round_, quarter, books)}
        for outlet in round_.outlets.values():
            current = outlet.revision == round_.revision
            yield (
                quarter,
                outlet,
                round_.papers.get(outlet.revision, {}),
                owed.get(f"publish-results-{outlet.platform}") if current else None,
            )
