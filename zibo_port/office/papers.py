"""The papers in which results are published: which are to be made, as of when, and those that were kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from zibo_port.domain.commands import KeepPapers, PaperMade
from zibo_port.domain.enterprise.results import ResultRestated
from zibo_port.domain.errors import VerificationFailed
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.quarter import PaperKept, QuarterPublished
from zibo_port.office.archive import Archive, View
from zibo_port.office.desk import Desk
from zibo_port.office.office import Receipt
from zibo_port.office.scanning import fact_at, scan
from zibo_port.office.store.base import Paper

LANGUAGE = "zh"
"""Papers are in Chinese, whatever language the counter speaks."""


class Edition(NamedTuple):
    """One edition of a quarter's papers: its number, and the view as of which it tells."""

    revision: int
    view: View


def editions(archive: Archive, quarter: Quarter, view: View) -> list[Edition]:
    """The publication of a quarter and each restatement accepted since, in order."""
    name = str(quarter)
    facts = scan(archive, view, QuarterPublished, ResultRestated)
    made = [p for p, fact in facts if isinstance(fact, QuarterPublished | ResultRestated) and fact.quarter == name]
    return [Edition(number, _just_after(archive, position)) for number, position in enumerate(made, 1)]


def missing(archive: Archive, quarter: Quarter) -> list[Edition]:
    """The editions of which no papers were kept: what a crash between publishing and printing left."""
    view = archive.view()
    kept = archive.round(quarter, view).papers
    return [edition for edition in editions(archive, quarter, view) if edition.revision not in kept]


def keep(archive: Archive, quarter: Quarter, edition: Edition, contents: Mapping[str, bytes]) -> Receipt:
    """Keep the papers of an edition, form by form, and ask the outlets to show them."""
    papers = {form: Paper(sha256(content).hexdigest(), content) for form, content in contents.items()}
    made = tuple(PaperMade(form=form, sha256=paper.sha256, size=len(paper.content)) for form, paper in papers.items())
    form = KeepPapers(quarter=str(quarter), revision=edition.revision, known_position=edition.view.position, papers=made)
    office = archive.office

    def work(desk: Desk) -> Receipt:
        desk.papers.extend(papers.values())
        return office.decide(desk, form, office.default_id(form))

    return office.transact(work)


def kept_by(archive: Archive, quarter: Quarter, known_at: datetime) -> dict[str, PaperKept]:
    """The papers of the last edition that had come out by an instant, on its very day, by form; none where none had."""
    day = business_day_of(known_at)
    papers = archive.round(quarter, archive.view(known_at)).papers
    of_day = [edition for edition in papers.values() if any(business_day_of(p.timestamp) == day for p in edition.values())]
    return of_day[-1] if of_day else {}


def latest(archive: Archive, quarter: Quarter, view: View) -> dict[str, PaperKept]:
    """The papers of the last edition that a view knows."""
    papers = archive.round(quarter, view).papers
    return papers[max(papers)] if papers else {}


def content(archive: Archive, paper: PaperKept) -> bytes:
    """A kept paper, checked against its hash.

    Raises:
        VerificationFailed: it is missing, or not what was kept.
    """
    found = archive.store.paper(paper.sha256)
    if found is None or sha256(found).hexdigest() != paper.sha256:
        raise VerificationFailed(
            f"{paper.quarter} 第 {paper.revision} 版 {paper.form} 文件与存档摘要不符，没有给出。请运行 zibo-port audit verify 核验。",
            f"The {paper.form} paper of {paper.quarter}, revision {paper.revision}, isn't what was kept. Run zibo-port audit verify.",
        )
    return found


def _just_after(archive: Archive, position: int) -> View:
    """The view of everything up to the end of the command that recorded a position, at its own instant."""
    first = fact_at(archive, position).fact
    end = position
    while rows := archive.store.log(end, end + 1, 1):
        following = fact_at(archive, rows[0].position).fact
        if (following.command_id, following.timestamp) != (first.command_id, first.timestamp):
            break
        end = rows[0].position
    day = business_day_of(first.timestamp)
    return View(end, first.timestamp, day, day, bounded=True)
