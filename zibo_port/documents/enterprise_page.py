"""An enterprise's page as one plain document: what `--format json` writes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from zibo_port.documents.quarterly_words import MARK
from zibo_port.domain.derivation import Derivation
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.enterprise_page import Against, EnterprisePage, Lapse, Named, Recourse, Result, Shown, Told
from zibo_port.domain.periods import SHANGHAI
from zibo_port.domain.quarterly import Used
from zibo_port.domain.scoring import Component

Document = dict[str, Any]


def page_json(page: EnterprisePage, lang: str) -> str:
    """The document as text, ending with a line end; the language changes sentences alone, never keys or codes."""
    return json.dumps(page_document(page, lang), ensure_ascii=False, indent=2) + "\n"


def page_document(page: EnterprisePage, lang: str) -> Document:
    """The document: decimals as strings, days by ISO 8601, the instant with the offset of Asia/Shanghai."""
    return {
        "report": "enterprise",
        "enterprise": page.who.code,
        "name": page.who.name,
        "quarter": str(page.quarter),
        "status": page.status,
        "evaluated": page.evaluated,
        "reason": page.reason.to(lang) if page.reason else None,
        **_figures(page.figures),
        "restatement_pending": page.recomputed is not None,
        "recomputed": _figures(page.recomputed) if page.recomputed is not None else None,
        "interval": {"low": f"{page.interval[0]:f}", "high": f"{page.interval[1]:f}"} if page.interval else None,
        "closed_on": _day(page.closed_on),
        "published_on": _day(page.published_on),
        "rehearsal": page.rehearsal,
        "mark": MARK.zh if page.rehearsal else None,
        "known_position": page.as_of.known_position,
        "known_at": page.as_of.known_at.astimezone(SHANGHAI).isoformat(),
        "effective_at": page.as_of.effective_at.isoformat(),
        "as_of": page.as_of.on.isoformat(),
        "identity": _identity(page),
        "components": [_component(c) for c in page.score.components],
        "derivation": _step(page.score.derivation, page, lang),
        "readings": [_used(u, lang) for u in page.readings],
        "against": [_against(a, lang) for a in page.against],
        "shown": [_shown(s) for s in page.shown],
        "recourses": [_recourse(r, page, lang) for r in page.recourses],
        "lapses": [_lapse(one, lang) for one in page.lapses],
        "results": [_result(r) for r in page.results],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _figures(figures: Figures) -> Document:
    return {"total": None if figures.total is None else f"{figures.total:f}", "grade": figures.grade}


def _identity(page: EnterprisePage) -> Document:
    return {
        "lines": list(page.who.lines),
        "individual": page.who.individual,
        "registered_on": _day(page.who.registered_on),
        "deregistered_on": _day(page.who.deregistered_on),
        "former_names": [{"name": name, "until": _day(until)} for name, until in page.who.former_names],
        "branch_of": _named(page.who.parent) if page.who.parent else None,
        "branches": [_named(branch) for branch in page.who.branches],
    }


def _named(named: Named) -> Document:
    return {"enterprise": named.code, "name": named.name}


# --- the score ----------------------------------------------------------------------------------------------------


def _component(component: Component) -> Document:
    points = None if component.points is None else f"{component.points:f}"
    return {"code": component.code, "points": points, "max": f"{component.maximum:f}", "clause": component.clause}


def _step(step: Derivation, page: EnterprisePage, lang: str) -> Document:
    return {
        "code": step.code,
        "text": step.en if lang == "en" else step.zh,
        "clause": step.clause,
        "value": None if step.value is None else f"{step.value:f}",
        "reading": step.reading,
        "facts": [_told(told, lang) for told in page.behind(step)],
        "parts": [_step(part, page, lang) for part in step.parts],
    }


def _told(told: Told, lang: str) -> Document:
    return {
        "position": told.position,
        "event": told.event,
        "recorded_on": told.recorded_on.isoformat(),
        "effective_on": _day(told.effective_on),
        "department": told.department,
        "summary": told.summary.to(lang),
    }


def _used(used: Used, lang: str) -> Document:
    reading, ambiguity = used.reading, used.ambiguity
    answer = ambiguity.admissible(reading.reading).text.to(lang)
    return reading._asdict() | {"clause": ambiguity.clause, "question": ambiguity.question.text.to(lang), "answer": answer}


# --- what counts, where it is shown, what may be done -------------------------------------------------------------


def _against(one: Against, lang: str) -> Document:
    return {
        "kind": one.kind,
        "about": one.about,
        "text": one.what.to(lang),
        "clause": one.clause,
        "since": _day(one.since),
        "until": _day(one.until),
        "ends": one.ends.to(lang),
        "points": None if one.points is None else f"{one.points:f}",
        "position": one.position,
        "provisional": one.provisional,
        "assumed": one.assumed,
    }


def _shown(one: Shown) -> Document:
    accepted = one.state != "rejected"
    return {
        "about": one.about,
        "platform": one.platform,
        "revision": one.revision,
        "state": one.state,
        "current": one.current,
        "receipt": one.answer if accepted else None,
        "rejection": None if accepted else one.answer,
        "since": _day(one.since),
        "until": _day(one.until),
        "filed_until": _day(one.filed_until),
        "repairable_from": _day(one.repairable),
        "clause": one.clause or None,
        "provisional": one.provisional,
        "assumed": one.assumed,
    }


def _recourse(one: Recourse, page: EnterprisePage, lang: str) -> Document:
    return {
        "code": one.code,
        "about": one.about,
        "text": one.what.to(lang),
        "clause": one.clause,
        "since": _day(one.since),
        "until": _day(one.until),
        "state": one.state(page.as_of.on),
        "note": one.note.to(lang),
        "filed_on": _day(one.filed_on),
        "decided_on": _day(one.decided_on),
        "provisional": one.provisional,
        "assumed": one.assumed,
    }


def _lapse(one: Lapse, lang: str) -> Document:
    return {
        "kind": one.kind,
        "text": one.what.to(lang),
        "until": one.until.isoformat(),
        "gone_on": one.gone_on.isoformat(),
        "alone": None if one.alone is None else _figures(one.alone),
        "then": _figures(one.then),
    }


def _result(result: Result) -> Document:
    return {"quarter": result.quarter, **_figures(Figures(result.total, result.grade)), "on": _day(result.on), "restated": result.restated}
