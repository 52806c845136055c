"""How meetings and their conclusions are shown, and how recorded conclusions are told before they are read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.language import current, t
from zibo_port.cli.meeting_decision_rows import (
    DRAFTS,
    QUORUM,
    RECUSALS,
    draft_row,
    quorum_rows,
    quorum_words,
    recusal_rows,
    recusal_words,
)
from zibo_port.cli.meeting_record_rows import (
    AGENDA_SHOWN,
    ATTENDANCE,
    OBLIGATIONS,
    OPINIONS,
    agenda_row,
    agenda_words,
    attendance_row,
    attendance_words,
    obligation_row,
    obligation_words,
    opinion_row,
    opinion_words,
    remark_rows,
)
from zibo_port.cli.output import Column
from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.consultation import Rules
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import plain
from zibo_port.domain.periods import business_day_of
from zibo_port.domain.telling.words import by_day

if TYPE_CHECKING:
    from datetime import date

    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise.outcomes import CaseConcluded, MeasureImposed
    from zibo_port.office.archive import Owed
    from zibo_port.office.desk import Recorded
    from zibo_port.office.meetings import Concluded, Meeting

KINDS: Final = {"regular": ("例会", "regular"), "ad-hoc": ("专题会商", "ad hoc")}
STATES: Final = {
    "called": ("已召集", "called"),
    "held": ("已召开", "held"),
    "minuted": ("已有纪要", "minuted"),
    "concluded": ("已有结论", "concluded"),
}

LIST: Final = (
    Column("id", "编号", "Id"),
    Column("on", "日期", "On"),
    Column("kind", "类型", "Kind"),
    Column("state", "状态", "State"),
    Column("departments", "参加部门", "Departments"),
    Column("cases", "议题案件", "Cases"),
)

SHOW: Final = (
    *LIST[:4],
    Column("convener", "召集人", "Convener"),
    Column("departments", "参加部门", "Departments"),
    Column("cases", "议题案件", "Cases"),
    Column("agenda", "议程", "Agenda", columns=AGENDA_SHOWN),
    Column("attendance", "出席情况", "Attendance", columns=ATTENDANCE),
    Column("recusals", "回避", "Recused", columns=RECUSALS),
    Column("quorum", "法定人数", "Quorum", columns=QUORUM),
    Column("opinions", "意见", "Opinions", columns=OPINIONS),
    Column("drafts", "结论草稿", "Drafts", columns=DRAFTS),
    Column(
        "concluded",
        "结论",
        "Conclusions",
        columns=(
            Column("case", "案件", "Case"),
            Column("name", "企业", "Enterprise"),
            Column("deduct", "扣分", "Points off", "right"),
            Column("quarter", "季度", "Quarter"),
            Column("no_action", "不予扣分的理由", "No action because"),
            Column("measures_text", "措施", "Measures"),
            Column("pushes_text", "推送", "Pushed to"),
            Column("hands", "起草／审核", "Drafted, approved"),
            Column("known_position", "所据事件", "Known up to", "right"),
        ),
    ),
    Column("obligations", "交办事项", "Obligations", columns=OBLIGATIONS),
    Column("minutes", "纪要", "Minutes"),
)


def row(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the list gives it."""
    call = meeting.call
    return {
        "id": call.meeting,
        "on": call.on,
        "kind": call.kind,
        "state": meeting.state,
        "convener": call.convener,
        "departments": call.departments,
        "cases": call.cases,
        "concluded_cases": [case for said in meeting.conclusions for case in said.cases],
        "position": meeting.position,
        "officer": call.officer,
        "called_at": call.timestamp,
    }


def words(said: dict[str, Any]) -> dict[str, Any]:
    """The same row for people."""
    return said | {
        "kind": t(*KINDS[said["kind"]]),
        "state": t(*STATES[said["state"]]),
        "departments": [DEPARTMENTS[code].to(current()) for code in said["departments"]],
    }


def shown(meeting: Meeting, concluded: Sequence[Concluded], books: Books, on: date) -> dict[str, Any]:
    """A meeting with its whole record."""
    record, rules = meeting.record, Rules.on(meeting.call.on, books.provisions)
    return row(meeting) | {
        "known_position": meeting.call.known_position,
        "agenda": [agenda_row(line) for line in meeting.call.agenda],
        "warnings": remark_rows(meeting.call),
        "attendance": [attendance_row(fact) for fact in record.attendance.values()],
        "recusals": recusal_rows(record),
        "quorum": quorum_rows(record, meeting.call, rules),
        "opinions": [opinion_row(fact) for fact in record.opinions.values()],
        "drafts": [draft_row(fact) for fact in record.drafts.values()],
        "concluded": [concluded_row(c, books) | _hands(meeting, c.case) for c in concluded],
        "obligations": [obligation_row(o, on) for o in record.obligations.values()],
        "minutes": "\n\n".join(meeting.minutes) or None,
    }


def shown_words(said: dict[str, Any], on: date) -> dict[str, Any]:
    """The same for people."""
    return words(said) | {
        "agenda": [agenda_words(r) for r in said["agenda"]],
        "attendance": [attendance_words(r) for r in said["attendance"]],
        "recusals": [recusal_words(r) for r in said["recusals"]],
        "quorum": [quorum_words(r) for r in said["quorum"]],
        "opinions": [opinion_words(r) for r in said["opinions"]],
        "concluded": [concluded_words(r) for r in said["concluded"]],
        "obligations": [obligation_words(r, on) for r in said["obligations"]],
    }


def concluded_row(concluded: Concluded, books: Books) -> dict[str, Any]:
    """What a meeting concluded about a case."""
    return {
        "case": concluded.case,
        "enterprise": concluded.enterprise,
        "name": concluded.name,
        "deduct": concluded.deduction.points if concluded.deduction else None,
        "quarter": concluded.deduction.quarter if concluded.deduction else None,
        "no_action": concluded.conclusion.no_action,
        "measures": [_measure(fact, due, books) for fact, due in concluded.measures],
        "pushes": [_push(p.platform, p.publication, p.payload_sha256) for p in concluded.pushes],
    }


def _hands(meeting: Meeting, case: str) -> dict[str, Any]:
    """Who wrote a conclusion, who answers for it, and what was known then; nothing where it isn't on record."""
    said = meeting.conclusion(case)
    return {name: getattr(said, name, None) for name in ("drafted_by", "approved_by", "known_position", "known_head")}


def concluded_words(said: dict[str, Any]) -> dict[str, Any]:
    """The same for people: measures and pushes in words."""
    measures = [t(f"{m['name']}（{_unit(m).zh}）", f"{m['name']} ({_unit(m).en})") for m in said["measures"]]
    hands = [name for name in dict.fromkeys((said["drafted_by"], said["approved_by"])) if name is not None]
    pushes = [PLATFORMS[p["platform"]].to(current()) for p in said["pushes"]]
    return said | {"measures_text": measures, "pushes_text": pushes, "hands": hands}


def _unit(measure: dict[str, Any]) -> Text:
    return DEPARTMENTS[measure["department"]]


def recorded_rows(recorded: Sequence[Recorded], books: Books, owed: Sequence[Owed]) -> list[dict[str, Any]]:
    """What was recorded about each case of a meeting, from the events themselves, whether or not they are stored."""
    from zibo_port.office.meetings import due_of

    rows: dict[str, dict[str, Any]] = {}
    for _, fact in recorded:
        match fact:
            case Enterprise.CaseConcluded():
                rows[comparable(fact.document_no)] = _bare(fact)
            case Enterprise.PointsDeducted():
                rows[comparable(fact.document_no)] |= {"deduct": fact.points, "quarter": fact.quarter}
            case Enterprise.MeasureImposed():
                rows[comparable(fact.document_no)]["measures"].append(_measure(fact, due_of(owed, fact), books))
            case Enterprise.PublicationRequested() if comparable(fact.document_no) in rows:
                rows[comparable(fact.document_no)]["pushes"].append(_push(fact.platform, fact.publication, fact.payload_sha256))
    return list(rows.values())


def _bare(fact: CaseConcluded) -> dict[str, Any]:
    return {"case": fact.document_no, "deduct": None, "quarter": None, "no_action": fact.no_action, "measures": [], "pushes": []}


def _measure(fact: MeasureImposed, due_on: date | None, books: Books) -> dict[str, Any]:
    measure = books.provisions.measure(fact.measure, fact.effective_on or business_day_of(fact.timestamp))
    return {
        "measure": fact.measure,
        "name": t(measure.name, measure.name_en),
        "department": fact.executing_department,
        "due_on": due_on,
        "clause": fact.basis,
    }


def _push(platform: str, publication: str, sha256: str) -> dict[str, Any]:
    return {"platform": platform, "publication": publication, "payload_sha256": sha256}


def told(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Recorded conclusions in words, case by case."""
    for said in rows:
        if said["deduct"] is None:
            yield t(f"  {said['case']}：不予扣分（{said['no_action']}）", f"  {said['case']}: no points off ({said['no_action']})")
        else:
            points = plain(said["deduct"])
            yield t(f"  {said['case']}：{said['quarter']} 扣 {points} 分", f"  {said['case']}: {points} points off in {said['quarter']}")
        for measure in said["measures"]:
            unit, day, name = DEPARTMENTS[measure["department"]], by_day(measure["due_on"]), measure["name"]
            yield t(
                f"    措施：{name}，{unit.zh}，{day.zh}报告",
                f"    measure: {name}, {unit.en}, to be reported by {day.en}",
            )
        for push in said["pushes"]:
            where = PLATFORMS[push["platform"]]
            yield t(f"    推送：{where.zh}，任务 {push['publication']}", f"    push: {where.en}, publication {push['publication']}")
