"""How a meeting came to its decisions, as the counter shows it: recusals, quorum, drafts, and what is unusual about a conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.language import t
from zibo_port.cli.meeting_record_rows import unit_words
from zibo_port.cli.output import Column
from zibo_port.domain.consultation import CLAUSE
from zibo_port.domain.document_no import comparable
from zibo_port.domain.errors import Text

if TYPE_CHECKING:
    from zibo_port.domain.consultation import ConclusionDrafted, Consultation, ConsultationCalled, ConsultationConcluded, Rules

RECUSALS: Final = (
    Column("department", "部门", "Department"),
    Column("case", "案件", "Case"),
    Column("reason", "原因", "Because"),
)

QUORUM: Final = (
    Column("case", "案件", "Case"),
    Column("entitled", "应到", "May decide"),
    Column("present", "到会", "Present"),
    Column("state", "法定人数", "Quorum"),
)

DRAFTS: Final = (
    Column("case", "案件", "Case"),
    Column("drafted_by", "起草", "Drafted by"),
    Column("deduct", "扣分", "Points off", "right"),
    Column("quarter", "季度", "Quarter"),
    Column("no_action", "不予扣分的理由", "No action because"),
)


def recusal_rows(meeting: Consultation) -> list[dict[str, Any]]:
    """Who is recused from what, case by case."""
    return [
        {"department": unit, "case": next(c for c in fact.cases if comparable(c) == key), "reason": fact.reason, "officer": fact.officer}
        for (unit, key), fact in meeting.recusals.items()
    ]


def recusal_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same for people."""
    return {**row, "department": unit_words(row["department"])}


def quorum_rows(meeting: Consultation, call: ConsultationCalled, rules: Rules) -> list[dict[str, Any]]:
    """Who counts for each case of a meeting, and whether they are enough."""
    benches = {case: meeting.bench(call, case) for case in call.cases}
    return [
        {
            "case": case,
            "entitled": bench.entitled,
            "present": bench.present,
            "attendance_recorded": bench.recorded,
            "quorate": bench.quorate(rules.share),
            "clause": rules.clause,
            "assumed": rules.assumed,
        }
        for case, bench in benches.items()
    ]


def quorum_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same for people."""
    unknown = t("未登记出席", "attendance not recorded")
    reached = t("达到", "reached") if row["quorate"] else t("不足", "not reached")
    return {
        **row,
        "entitled": [unit_words(unit) for unit in row["entitled"]],
        "present": [unit_words(unit) for unit in row["present"]] if row["attendance_recorded"] else None,
        "state": (reached if row["attendance_recorded"] else unknown) + (t("（推定）", " (assumed)") if row["assumed"] else ""),
    }


def draft_row(fact: ConclusionDrafted) -> dict[str, Any]:
    """A draft of a conclusion, with what the members saw."""
    return {
        "case": fact.case,
        "drafted_by": fact.officer,
        "deduct": fact.deduct,
        "quarter": fact.quarter,
        "no_action": fact.no_action,
        "measures": [{"measure": m.measure, "department": m.department, "due_on": m.due_on} for m in fact.measures],
        "pushes": fact.pushes,
        "minutes": fact.minutes,
        "known_position": fact.known_position,
        "known_head": fact.known_head,
    }


def conclusion_remarks(fact: ConsultationConcluded, meeting: Consultation, news: int) -> list[dict[str, Any]]:
    """What is unusual about a conclusion: one officer answers for it alone, nobody recorded who was there, or there was news since it
    was drafted.
    """
    found: list[tuple[str, str, Text]] = []
    if fact.drafted_by is not None and fact.drafted_by == fact.approved_by:
        said = Text(f"结论由“{fact.drafted_by}”一人起草、审核。", f"{fact.drafted_by} drafted and approved this conclusion alone.")
        found.append(("same-officer", CLAUSE, said))
    call = meeting.call
    if call is not None and not all(meeting.bench(call, case).recorded for case in fact.cases):
        attend = f"zibo-port consultation attend {fact.meeting} --department"
        said = Text(
            f"会商 {fact.meeting} 没有登记出席情况，视受邀部门均到会。补登：{attend} 部门。",
            f"No attendance is on record for {fact.meeting}; those called count as present. To record it: {attend} CODE.",
        )
        found.append(("attendance-not-recorded", CLAUSE, said))
    if news:
        said = Text(
            f"起草之后、审核之前又登记了 {news} 项情况，查看：zibo-port audit hindsight {fact.cases[0]}。",
            f"{news} facts were recorded between drafting and approval; to see them: zibo-port audit hindsight {fact.cases[0]}.",
        )
        found.append(("news-since-draft", CLAUSE, said))
    return [{"code": code, "clause": clause, "message": message} for code, clause, message in found]
