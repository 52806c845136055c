"""The quarterly report as one plain document: what `--format json` writes."""

from __future__ import annotations

import json
from typing import Any

from zibo_port.documents.quarterly_remarks import remarks
from zibo_port.documents.quarterly_words import MARK, department_words, measure_words, step_words
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.measures import Measure
from zibo_port.domain.periods import SHANGHAI
from zibo_port.domain.quarterly import Imposed, Owing, QuarterlyReport, Standing, Taken, Used, Watched
from zibo_port.domain.scoring import Component, Deduction

Document = dict[str, Any]


def report_json(report: QuarterlyReport, lang: str) -> str:
    """The document as text, ending with a line end; the language changes sentences alone, never keys or codes."""
    return json.dumps(report_document(report, lang), ensure_ascii=False, indent=2) + "\n"


def report_document(report: QuarterlyReport, lang: str) -> Document:
    """The document: decimals as strings, days by ISO 8601, the instant with the offset of Asia/Shanghai."""
    clauses = report.by_clause()
    return {
        "report": "quarterly",
        "quarter": str(report.quarter),
        "status": report.status,
        "closed_on": _day(report.closed_on),
        "published_on": _day(report.published_on),
        "rehearsal": report.rehearsal,
        "mark": MARK.zh if report.rehearsal else None,
        "known_position": report.as_of.known_position,
        "known_at": report.as_of.known_at.astimezone(SHANGHAI).isoformat(),
        "effective_at": report.as_of.effective_at.isoformat(),
        "late_as_of": report.as_of.on.isoformat(),
        "summary": _summary(report),
        "ranking": [_standing(s, report) for s in report.ranked],
        "no_data": [{**_standing(s, report), "missing": list(s.missing)} for s in report.without_data],
        "deductions": [_taken(t) for t in report.taken],
        "deductions_by_clause": [{"clauses": list(c), "count": n, "points": f"{points:f}"} for c, (n, points) in clauses.items()],
        "watch_list": [_watched(w, report, lang) for w in report.watched],
        "watch_list_if_published": {
            "entering": [s.code for s in report.expected_entries],
            "leaving": [s.code for s in report.expected_exits],
        },
        "measures": [_measure(m, lang) for m in report.catalogue],
        "duties_by_department": _tallies(report, lang),
        "late_duties": [_owing(o, report, lang) for o in report.late],
        "readings": [_used(u, lang) for u in report.readings],
        "provisional": [{"code": r.code, "message": r.text.to(lang), "items": [i.to(lang) for i in r.items]} for r in remarks(report)],
        "restatements_pending": [s.code for s in report.restatements],
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _summary(report: QuarterlyReport) -> Document:
    states = [o.state for o in report.duties]
    return {
        "evaluated": len(report.standings),
        "scored": len(report.ranked),
        "no_data": len(report.without_data),
        "grades": report.grades(),
        "deductions": len(report.taken),
        "points_deducted": f"{report.deducted:f}",
        "watch_list": len(report.watched),
        "duties": {state: states.count(state) for state in ("met", "met-late", "overdue", "running")},
    }


def _standing(standing: Standing, report: QuarterlyReport) -> Document:
    score = standing.score
    return {
        "rank": standing.rank,
        "enterprise": standing.code,
        "name": standing.name,
        "quarter": str(report.quarter),
        "status": standing.status,
        "restatement_pending": standing.restatement_pending,
        "total": None if standing.total is None else f"{standing.total:f}",
        "grade": standing.grade,
        "interval": _interval(standing),
        "components": [_component(c) for c in score.components],
        "deductions": [_deduction(d) for d in score.deductions],
        "open_cases": list(standing.open_cases),
    }


def _interval(standing: Standing) -> Document | None:
    return {"low": f"{standing.interval[0]:f}", "high": f"{standing.interval[1]:f}"} if standing.interval else None


def _component(component: Component) -> Document:
    return {
        "code": component.code,
        "points": None if component.points is None else f"{component.points:f}",
        "max": f"{component.maximum:f}",
        "clause": component.clause,
        "facts": [{"position": f.position, "event": f.event} for f in component.facts],
    }


def _deduction(taken: Deduction) -> Document:
    return {
        "points": f"{taken.points:f}",
        "document_no": taken.document_no,
        "consultation": taken.consultation,
        "clause": taken.clause,
        "fact": {"position": taken.fact.position, "event": taken.fact.event},
    }


def _taken(taken: Taken) -> Document:
    articles = [{"code": a.code, "clause": a.clause} for a in taken.articles]
    return {
        "enterprise": taken.enterprise,
        "name": taken.name,
        **_deduction(taken.deduction),
        "articles": articles,
        "counted": taken.counted,
    }


def _watched(watched: Watched, report: QuarterlyReport, lang: str) -> Document:
    return {
        "enterprise": watched.enterprise,
        "name": watched.name,
        "quarter": watched.quarter,
        "grade": watched.grade,
        "since": watched.since.isoformat(),
        "reason": watched.reason.to(lang),
        "measures": [m.code for m in report.catalogue],
        "imposed": [_imposed(i, report, lang) for i in watched.imposed],
    }


def _imposed(imposed: Imposed, report: QuarterlyReport, lang: str) -> Document:
    return {
        "code": imposed.measure,
        "name": measure_words(imposed.measure, report.measures).to(lang),
        "department": imposed.department,
        "document_no": imposed.document_no,
        "due_on": _day(imposed.due_on),
    }


def _measure(measure: Measure, lang: str) -> Document:
    return {
        "code": measure.code,
        "name": measure.name_en if lang == "en" else measure.name,
        "clause": measure.clause,
        "departments": list(measure.departments),
        "allowed_for": measure.allowed_for,
        "footnote": measure.footnote_en if lang == "en" else measure.footnote,
    }


def _tallies(report: QuarterlyReport, lang: str) -> list[Document]:
    return [
        {
            "department": t.department,
            "name": department_words(t.department).to(lang),
            "met": t.met,
            "late": t.late,
            "met_late": t.met_late,
            "overdue": t.overdue,
            "running": t.running,
        }
        for t in report.tallies(tuple(DEPARTMENTS))
    ]


def _owing(owing: Owing, report: QuarterlyReport, lang: str) -> Document:
    duty = owing.duty
    return {
        "enterprise": owing.enterprise,
        "name": owing.name,
        "case": duty.case,
        "step": duty.step,
        "what": step_words(duty.step, report.measures).to(lang),
        "department": duty.department,
        "since": duty.since.isoformat(),
        "due_on": duty.due_on.isoformat(),
        "done_on": _day(duty.done_on),
        "state": owing.state,
        "provisional": duty.provisional,
        "assumed": duty.assumed,
        "clause": duty.clause,
    }


def _used(used: Used, lang: str) -> Document:
    reading, ambiguity = used.reading, used.ambiguity
    return {
        "ambiguity": reading.ambiguity,
        "reading": reading.reading,
        "adopted_by": reading.adopted_by,
        "assumed": reading.assumed,
        "clause": ambiguity.clause,
        "question": ambiguity.question.text.to(lang),
        "answer": ambiguity.admissible(reading.reading).text.to(lang),
    }
