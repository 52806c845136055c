"""Gathers the figures of the quarterly report from history, at two clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from zibo_port.domain.books import Books
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import ZiboPortError
from zibo_port.domain.periods import Quarter
from zibo_port.domain.quarter import Round
from zibo_port.domain.quarterly import AsOf, Cited, Imposed, Owing, QuarterlyReport, Standing, Taken, Used, Watched, duty_state, runs_in
from zibo_port.domain.standing import evidence_of
from zibo_port.office.archive import Archive, File, View
from zibo_port.office.scores import Scored, scores
from zibo_port.office.watching import Entry, watched
from zibo_port.workflows import price_supervision
from zibo_port.workflows.service_evaluation import LISTED

SUBJECTS: Final = ("score", "watch-list", "consultation", "publication")
"""What the readings of the report bear on."""


def quarterly(archive: Archive, quarter: Quarter, view: View) -> QuarterlyReport:
    """The figures of a quarter as a view shows them.

    What was closed is shown as it was frozen, what was published as it was published; duties and watch list are those
    of the view.
    """
    files = list(archive.files(view))
    round_ = archive.round(quarter, view)
    books = _books(archive, round_, quarter, view)
    scored = scores(archive, quarter, view)
    standings = _ranked([_standing(s, file) for s, file in _with_files(scored, files)])
    listed = _listed(watched(archive, view, quarter), files)
    entering, leaving = _expected(standings, listed, round_.status)
    return QuarterlyReport(
        quarter=quarter,
        status=round_.status,
        closed_on=round_.closing.on if round_.closing else None,
        published_on=round_.published_on,
        rehearsal=archive.office.rehearsal,
        as_of=AsOf(view.position, view.known_at, view.effective_at, view.on),
        edition=books.scoring.on(quarter.last_day),
        standings=standings,
        taken=_taken(archive, files, scored, round_, quarter, books),
        watched=listed,
        expected_entries=entering,
        expected_exits=leaving,
        measures=books.provisions.measures(view.on),
        duties=_duties(archive, files, quarter, view),
        readings=_readings(books, quarter),
    )


def _books(archive: Archive, round_: Round, quarter: Quarter, view: View) -> Books:
    """The books by which the figures were made: those of the closing, once there was one, under the readings it froze."""
    if round_.closing is None:
        return archive.books(view)
    books = archive.office.books_at(round_.closing.known_position)
    return replace(books, readings=books.readings.pinned(round_.closing.readings, quarter.last_day))


def _readings(books: Books, quarter: Quarter) -> tuple[Used, ...]:
    readings = books.readings.on(quarter.last_day)
    return tuple(Used(reading, readings.register.entry(reading.ambiguity)) for s in SUBJECTS for reading in readings.bearing_on(s))


# --- who stands where ---------------------------------------------------------------------------------------------


def _with_files(scored: Iterable[Scored], files: Iterable[File]) -> list[tuple[Scored, File]]:
    by_code = {file.enterprise.identity.code: file for file in files}
    return [(s, by_code[s.code]) for s in scored if s.code in by_code]


def _standing(scored: Scored, file: File) -> Standing:
    enterprise = file.enterprise
    awaiting = tuple(p.document_no for key, p in enterprise.penalties.items() if key in enterprise.cases and enterprise.cases[key] is None)
    return Standing(
        code=scored.code,
        name=scored.name,
        status=scored.status,
        rank=None,
        total=scored.total,
        grade=scored.grade,
        score=scored.score,
        restatement_pending=scored.restatement_pending,
        open_cases=tuple(sorted(awaiting)),
        reason=scored.reason,
        interval=scored.interval,
    )


def _ranked(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """From the highest total down; equal totals share a rank and stand by credit code, those without a total come last."""
    by_total = sorted((s for s in standings if s.total is not None), key=lambda s: (-(s.total or 0), s.code))
    ranked: list[Standing] = []
    for place, standing in enumerate(by_total, start=1):
        tied = bool(ranked) and ranked[-1].total == standing.total
        ranked.append(replace(standing, rank=ranked[-1].rank if tied else place))
    return (*ranked, *sorted((s for s in standings if s.total is None), key=lambda s: s.code))


# --- deductions ---------------------------------------------------------------------------------------------------


def _taken(
    archive: Archive, files: Iterable[File], scored: Iterable[Scored], round_: Round, quarter: Quarter, books: Books
) -> tuple[Taken, ...]:
    """Every deduction of the quarter: those that count, and those of enterprises that aren't evaluated."""
    counted = {s.code: s.score.deductions for s in scored}
    found: list[Taken] = []
    for shown in files:
        who = shown.enterprise.identity
        if who.code in counted and not counted[who.code]:
            continue
        file = shown if round_.closing is None else archive.known(shown, round_.closing.known_position)
        taken = counted[who.code] if who.code in counted else evidence_of(file.enterprise, quarter, file.positions).deductions
        cited = [_articles(file.enterprise, d.document_no, books) for d in taken]
        found += [Taken(who.code, who.name, d, c, counted=who.code in counted) for d, c in zip(taken, cited, strict=True)]
    return tuple(sorted(found, key=lambda t: (t.enterprise, t.deduction.document_no, t.deduction.consultation)))


def _articles(enterprise: Enterprise, document_no: str, books: Books) -> tuple[Cited, ...]:
    penalty = enterprise.penalties.get(comparable(document_no))
    return tuple(Cited(code, _clause(code, penalty.decided_on, books)) for code in penalty.articles) if penalty else ()


def _clause(code: str, on: date, books: Books) -> str:
    try:
        return books.provisions.article(code, on).clause
    except ZiboPortError:  # a decision older than the provisions, or recorded from a file that cites other law
        return code


# --- the watch list -----------------------------------------------------------------------------------------------


def _listed(entries: Iterable[Entry], files: Iterable[File]) -> tuple[Watched, ...]:
    """Who is on the list, with the measures that consultations imposed."""
    by_code = {file.enterprise.identity.code: file.enterprise for file in files}
    return tuple(Watched(e.enterprise, e.name, e.quarter, e.grade, e.since, e.reason, _imposed(by_code[e.enterprise])) for e in entries)


def _imposed(enterprise: Enterprise) -> tuple[Imposed, ...]:
    return tuple(Imposed(m.measure, m.executing_department, m.document_no, m.due_on) for m in enterprise.measures)


def _expected(standings: Iterable[Standing], entries: Iterable[Watched], status: str) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Who would enter and who would leave the list if the quarter were published as it stands."""
    if status == "published":
        return (), ()
    listed = {w.enterprise for w in entries}
    graded = [s for s in standings if s.grade is not None]
    entering = tuple(s for s in graded if s.grade in LISTED and s.code not in listed)
    return entering, tuple(s for s in graded if s.grade not in LISTED and s.code in listed)


# --- duties -------------------------------------------------------------------------------------------------------


def _duties(archive: Archive, files: Iterable[File], quarter: Quarter, view: View) -> tuple[Owing, ...]:
    """Every duty that ran in the quarter, by due day, but those whose handling isn't public."""
    open_to_all = (o for file in files for o in archive.duties_of(file, view) if o.duty.step not in price_supervision.CONFIDENTIAL)
    owed = [o for o in open_to_all if runs_in(o.duty, quarter)]
    owed.sort(key=lambda o: (o.duty.due_on, o.duty.department, o.duty.case, o.duty.step))
    return tuple(Owing(o.enterprise, o.name, o.duty, duty_state(o.duty, view.on)) for o in owed)
