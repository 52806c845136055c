"""Gathers an enterprise's page from history, at two clocks: its result as it stands, and everything around it."""

from __future__ import annotations

from collections.abc import Sequence

from zibo_port.domain.against import against
from zibo_port.domain.against_score import Grounds
from zibo_port.domain.books import Books
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.results import Figures, ResultRestated
from zibo_port.domain.enterprise_page import EnterprisePage, FormerName, Named, Recourse, Result, Shown, Told, Who
from zibo_port.domain.errors import Text
from zibo_port.domain.fact import Fact
from zibo_port.domain.lapses import lapses
from zibo_port.domain.periods import Quarter, business_day_of
from zibo_port.domain.quarter import CLAUSE_PUBLISH, Round
from zibo_port.domain.quarterly import AsOf, Used
from zibo_port.domain.recourse import recourses
from zibo_port.domain.scoring import Score
from zibo_port.domain.settling import measures, settling
from zibo_port.domain.showing import shown
from zibo_port.domain.telling import tell
from zibo_port.office.archive import Archive, File, View
from zibo_port.office.scanning import scan
from zibo_port.office.scores import Basis, Scored, basis_of, score_of
from zibo_port.office.store.mapper import decode
from zibo_port.workflows import price_supervision


def enterprise_page(archive: Archive, code: str, quarter: Quarter, view: View) -> EnterprisePage:
    """The page of an enterprise for a quarter as a view shows it.

    The result is the one that stands, by the facts that made it; cases, platforms, measures and the list are those of
    the view.

    Raises:
        NotFound: no such enterprise by then.
    """
    file, round_ = archive.file(code, view), archive.round(quarter, view)
    scored, basis = score_of(archive, file, quarter, view), basis_of(archive, file, quarter, view)
    grounds = _grounds(archive, file, scored, basis, view)
    counted = against(grounds)
    scoring, readings = basis.books.scoring, basis.books.readings
    return EnterprisePage(
        quarter=quarter,
        rehearsal=archive.office.rehearsal,
        as_of=AsOf(view.position, view.known_at, view.effective_at, view.on),
        who=_who(archive, file, view),
        status=scored.status,
        evaluated=scored.evaluated,
        reason=scored.reason,
        figures=Figures(scored.total, scored.grade),
        recomputed=scored.recomputed,
        interval=scored.interval,
        closed_on=round_.closing.on if round_.closing else None,
        published_on=round_.published_on,
        edition=scoring.on(quarter.last_day),
        score=scored.score,
        told={position: told for position, told in grounds.told.items() if position in _behind(scored.score)},
        readings=_used(scored.score, basis.books),
        against=counted,
        shown=(*grounds.shown, *_results_shown(round_, quarter)),
        recourses=_steps(grounds, closed=round_.closing is not None),
        lapses=lapses(counted, basis.evidence, quarter, scoring, readings) if scored.evaluated else (),
        results=_results(file.enterprise),
    )


def _grounds(archive: Archive, file: File, scored: Scored, basis: Basis, view: View) -> Grounds:
    """What everything on the page is gathered from: a frozen result may rest on facts that the effective day hides."""
    rows = archive.store.stream(file.enterprise.id, view.position)
    books = archive.books(view)
    return Grounds(
        enterprise=file.enterprise,
        quarter=scored.quarter,
        evidence=basis.evidence,
        score=scored.score,
        told={row.position: _told(row.position, decode(row)) for row in rows},
        positions=file.positions,
        duties=[o.duty for o in archive.duties_of(file, view) if o.duty.step not in price_supervision.CONFIDENTIAL],
        shown=tuple(shown(file.enterprise, books)),
        books=books,
        on=view.on,
    )


def _told(position: int, fact: Fact) -> Told:
    recorded_on = business_day_of(fact.timestamp)
    return Told(position, type(fact).__name__, recorded_on, fact.effective_on, fact.department, tell(fact).summary)


# --- who it is ----------------------------------------------------------------------------------------------------


def _who(archive: Archive, file: File, view: View) -> Who:
    who = file.enterprise.identity
    return Who(
        code=who.code,
        name=who.name,
        lines=who.lines,
        individual=who.individual,
        registered_on=who.registered_on,
        deregistered_on=who.deregistered_on,
        former_names=tuple(FormerName(name, until) for name, until in who.former_names),
        parent=_named(archive, who.branch_of, view) if who.branch_of else None,
        branches=_branches(archive, who.code, view),
    )


def _named(archive: Archive, code: str, view: View) -> Named:
    """An enterprise by its name of the day."""
    return Named(code, archive.file(code, view).enterprise.identity.name)


def _branches(archive: Archive, code: str, view: View) -> tuple[Named, ...]:
    found = {fact.code for _, fact in scan(archive, view, Enterprise.Registered) if fact.branch_of == code}
    return tuple(_named(archive, branch, view) for branch in sorted(found))


# --- the score ----------------------------------------------------------------------------------------------------


def _behind(score: Score) -> set[int]:
    """The positions of the events that a score rests on."""
    return {fact.position for step in score.derivation.walk() for fact in step.facts if fact.position is not None}


def _used(score: Score, books: Books) -> tuple[Used, ...]:
    """The readings that made a difference to this score."""
    applied = {step.reading for step in score.derivation.walk()}
    entry = books.readings.register.entry
    return tuple(Used(r, entry(r.ambiguity)) for r in score.readings if f"{r.ambiguity}={r.reading}" in applied)


def _results(enterprise: Enterprise) -> tuple[Result, ...]:
    published = sorted(enterprise.results.values(), key=lambda result: result.quarter)
    return tuple(Result(r.quarter, r.total, r.grade, r.effective_on, isinstance(r, ResultRestated)) for r in published)


# --- what is shown, and what may be done --------------------------------------------------------------------------


def _results_shown(round_: Round, quarter: Quarter) -> tuple[Shown, ...]:
    """The results of the quarter at the outlets."""
    outlets = round_.outlets.values()
    latest = max((outlet.revision for outlet in outlets), default=0)
    return tuple(
        Shown(
            about=str(quarter),
            platform=outlet.platform,
            revision=outlet.revision,
            state=outlet.state,
            answer=outlet.answer,
            since=outlet.accepted_on,
            clause=CLAUSE_PUBLISH,
            current=outlet.revision == latest,
        )
        for outlet in outlets
    )


def _steps(grounds: Grounds, *, closed: bool) -> tuple[Recourse, ...]:
    books, on = grounds.books, grounds.on
    names = {m.code: Text(m.name, m.name_en) for m in books.provisions.measures()}
    return (
        *settling(grounds.evidence, grounds.quarter, closed=closed),
        *measures(_by_day(grounds.duties), names, on),
        *recourses(grounds.enterprise, grounds.shown, books, on),
    )


def _by_day(duties: Sequence[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (duty.due_on, duty.case, duty.step))
