"""The agenda of the next meeting, gathered from history as a view shows it (the notice, first plan, one and four (二))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from zibo_port.domain import agenda as words
from zibo_port.domain.agenda import AD_HOC, SECTIONS, AgendaLine
from zibo_port.domain.books import Books
from zibo_port.domain.bottleneck import Bottleneck
from zibo_port.domain.circular import Circular
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.commands import CallConsultation
from zibo_port.domain.consultation import REGULAR
from zibo_port.domain.consultation.obliging import STEP
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.errors import Text, ZiboPortError
from zibo_port.domain.followup import ACKNOWLEDGE, BOTTLENECK
from zibo_port.domain.indicators import REPORTING_UNITS
from zibo_port.domain.periods import Month, Quarter, meeting_due
from zibo_port.domain.telling.evaluation import grade_in_english
from zibo_port.office.archive import Archive, File, Owed, View
from zibo_port.office.conference import owed as owed_to_conference
from zibo_port.office.following import streams
from zibo_port.office.meetings import meetings, obligations
from zibo_port.office.monitoring import monitored

MONTHS = 3
"""A meeting looks at the warnings of so many months before its own: those since the regular meeting before it."""


def agenda(archive: Archive, view: View, on: date, kind: str) -> list[AgendaLine]:
    """What a meeting on a day has to deal with: section by section, within each by due day.

    Of reports, measures, obligations and circulars it lists those that are due by that day and not done, whether or not
    they are late yet; of bottlenecks, cases and restatements all that are open.
    """
    seen = view._replace(on=on)
    files = list(archive.files(seen))
    owed = [o for file in files for o in archive.duties_of(file, seen)]
    found = [*_of_conference(archive, seen), *_warnings(archive, seen), *_of_cases(owed, archive.books(seen), on), *_restatements(files)]
    return sorted((line for line in found if kind == REGULAR or line.item in AD_HOC), key=_place)


def _place(line: AgendaLine) -> tuple[int, date, str, int]:
    """Where a line stands: by section, due day, what it is about, and unit in the order of the notice's list."""
    unit = list(DEPARTMENTS).index(line.department) if line.department is not None else -1
    return list(SECTIONS).index(line.item), line.due_on or date.min, line.about, unit


def next_day(archive: Archive, view: View, kind: str) -> date:
    """The day of the next meeting of a kind that was called; without one, the view's own day."""
    days = [m.call.on for m in meetings(archive, view) if m.call.kind == kind and m.call.on >= view.on]
    return min(days, default=view.on)


def with_agenda(archive: Archive, view: View, form: CallConsultation) -> CallConsultation:
    """The call of a regular meeting with what it has to deal with, as the view shows it; another call as it is."""
    if form.kind != REGULAR:
        return form
    lines = tuple(agenda(archive, view, form.on, form.kind))
    return form.model_copy(update={"agenda": lines, "known_position": view.position})


# --- what is owed -------------------------------------------------------------------------------------------------


def _of_conference(archive: Archive, view: View) -> Iterator[AgendaLine]:
    open_ = [duty for _, _, duty in owed_to_conference(archive, view) if duty.done(view.on) is None]
    said = _titles(archive, view) if open_ else {}
    for duty in open_:
        if duty.step == BOTTLENECK:
            yield words.of_bottleneck(duty, said.get(duty.case, ""))
        elif duty.due_on > view.on:
            continue
        elif words.is_report(duty):
            yield words.of_report(duty)
        elif duty.step == STEP:
            yield words.of_obligation(duty, said.get(duty.case, ""))
        elif duty.step == ACKNOWLEDGE:
            yield words.of_circular(duty, said.get(duty.case, ""))


def _titles(archive: Archive, view: View) -> dict[str, str]:
    """What each obligation, bottleneck and circular is about, by its name."""
    asked = {o.imposed.obligation: o.imposed.task for o in obligations(archive, view)}
    raised = {b.raised.bottleneck: b.raised.title for b in streams(archive, view, Bottleneck) if b.raised is not None}
    sent = {c.sent.circular: c.sent.title for c in streams(archive, view, Circular) if c.sent is not None}
    return {**asked, **raised, **sent}


def _of_cases(owed: Iterable[Owed], books: Books, on: date) -> Iterator[AgendaLine]:
    for code, name, duty in owed:
        kind, _, which = duty.step.partition("-")
        if duty.step == "consult" and duty.done(on) is None:
            yield words.of_case(duty, code, name)
        elif kind == "measure" and duty.done(on) is None and _reported_by(duty, on):
            yield words.of_measure(duty, code, name, _measure(which, books, duty.since))


def _reported_by(duty: Duty, on: date) -> bool:
    """Whether a measure is due by a day; one without a day of its own is reported at the regular meeting of its quarter."""
    return duty.due_on <= (meeting_due(Quarter.of(on)) if duty.assumed else on)


def _measure(code: str, books: Books, on: date) -> Text:
    try:
        measure = books.provisions.measure(code, on)
    except ZiboPortError:  # imposed under a catalogue that is no more
        return Text(code, code)
    return Text(measure.name, measure.name_en)


# --- what is to be looked at --------------------------------------------------------------------------------------


def _warnings(archive: Archive, view: View) -> Iterator[AgendaLine]:
    reported = monitored(archive, view)
    for month in _months_before(view.on):
        for unit in REPORTING_UNITS:
            for remark in reported.unexpected(unit, month):
                yield words.of_warning(unit, f"{remark.indicator} {month}", remark.message)


def _months_before(on: date) -> Sequence[Month]:
    months = [Month.of(on).previous]
    while len(months) < MONTHS:
        months.append(months[-1].previous)
    return months[::-1]


def _restatements(files: Iterable[File]) -> Iterator[AgendaLine]:
    for file in files:
        who = file.enterprise.identity
        for open_ in file.enterprise.restatements.values():
            before, after = _figures(open_.before), _figures(open_.after)
            yield words.of_restatement(who.code, who.name, open_.quarter, before, after, open_.deferred)


def _figures(figures: Figures) -> Text:
    if figures.total is None:
        return Text("无数据", "no data")
    return Text(f" {figures.total} 分（{figures.grade}）", f"{figures.total} points ({grade_in_english(figures.grade)})")
