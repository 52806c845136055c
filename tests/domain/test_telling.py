"""Every kind of event is told in both languages, and each telling names what a reader must know."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_type_hints
from uuid import UUID

import pytest

from zibo_port.domain.consultation import Consultation
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.events import TOPICS
from zibo_port.domain.fact import Fact
from zibo_port.domain.monitoring import MonitoringBook, MonthlyReport
from zibo_port.domain.registry import CalendarBook
from zibo_port.domain.telling import TELLINGS, clause_of, tell

KINDS = [kind for topic, kind in TOPICS.items() if topic]
DAY = date(2026, 11, 23)
CODES = {
    "lines": ("customs-broker",),
    "kinds": ("fine", "confiscation"),
    "kind": "regular",
    "platform": "necips",
    "pushes": ("sanction-provincial",),
    "departments": ("customs", "tax"),
    "executing_department": "customs",
    "scoring_department": "tax",
    "department": "port-office",
    "publication": "due",
    "grade": "一般",
    "reason": "理由",
    "quarter": "2026Q3",
    "unit": "customs",
    "month": "2026-08",
    "figures": (("import-value", Decimal("12.50")),),
}


def value(name: str, hint: Any) -> Any:
    """Something fictional of the field's type."""
    said = str(hint)
    if name in CODES:
        return CODES[name]
    for mark, example in (
        ("Decimal", Decimal("12.50")),
        ("datetime.datetime", datetime(2026, 11, 23, tzinfo=UTC)),
        ("bool", True),
        ("int", 3),
    ):
        if mark in said and "tuple" not in said:
            return example
    if "date" in said:
        return (DAY,) if "tuple" in said else DAY
    return ("甲",) if "tuple" in said else f"<{name}>"


def example(kind: type[Fact], **changes: Any) -> Fact:
    """An event of this kind with every field filled in."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if "ClassVar" not in str(hint)}
    content = {name: value(name, hint) for name, hint in hints.items()}
    envelope = {"originator_id": UUID(int=1), "originator_version": 1, "timestamp": datetime(2026, 11, 23, tzinfo=UTC)}
    return kind(**content | envelope | {"effective_on": DAY} | changes)


def test_every_kind_of_the_log_is_told():
    assert set(TELLINGS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_both_sentences_are_whole_and_in_their_language(kind):
    told = tell(example(kind))
    for text in told:
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
        assert "None" not in text.zh + text.en
        assert re.search(r"[\u4e00-\u9fff]", text.zh)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)
def test_the_summary_names_what_the_event_is_about(kind):
    fact = example(kind)
    told = tell(fact).summary
    for name in ("document_no", "meeting", "reference", "year", "receipt", "quarter", "reason", "code"):
        if name in vars(fact) and not (kind in {Enterprise.Renamed, Enterprise.Deregistered} and name == "code"):
            assert str(vars(fact)[name]) in told.zh, name
            assert str(vars(fact)[name]) in told.en or name == "reason", name


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        (Enterprise.PenaltyLogged, {"fine": None, "confiscated": None, "kinds": (), "departs": False, "publication": "warning-only"}),
        (Enterprise.CaseConcluded, {"pushes": ()}),
        (Enterprise.MeasureImposed, {"due_on": None}),
        (Enterprise.RatingRecorded, {"favourable": None, "total": None, "publicised": False, "reason": None}),
        (Enterprise.ComplaintReceived, {"resolved_on": None}),
        (Enterprise.DepartmentScored, {"reason": None}),
        (MonitoringBook.BaselineSet, {"reason": None}),
        (MonthlyReport.ReportSubmitted, {"notes": None}),
        (Enterprise.ResultPublished, {"total": None, "grade": None}),
        (Enterprise.Registered, {"branch_of": None}),
        (Consultation.ConsultationCalled, {"agenda": ()}),
        (Consultation.ConsultationAttended, {"person": None, "absence": None, "reason": None}),
        (Consultation.OpinionGiven, {"case": None, "reason": None}),
        (Consultation.ConsultationMinuted, {"reason": None}),
        (Consultation.ConsultationConcluded, {"drafted_by": None, "approved_by": None}),
        (Consultation.ConclusionDrafted, {"quarter": None, "measures": (), "reason": None}),
        (Consultation.ConclusionDrafted, {"deduct": None, "measures": (), "reason": None}),
        (Consultation.ConsultationCalled, {"agenda": (), "notice": None, "notice_asked": None}),
        (Consultation.ObligationFulfilled, {"reason": None}),
        (CalendarBook.CalendarYearAdopted, {"issued_on": None, "reason": None}),
    ],
)
def test_what_is_not_there_is_not_written_as_none(kind, empty):
    for text in tell(example(kind, **empty)):
        assert "None" not in text.zh + text.en
        assert text.zh
        assert text.en


def test_a_departure_from_the_range_stands_in_the_summary():
    assert "超出法定幅度" in tell(example(Enterprise.PenaltyLogged, departs=True)).summary.zh
    assert "超出法定幅度" not in tell(example(Enterprise.PenaltyLogged, departs=False)).summary.zh


def test_amounts_stand_once_beside_their_kind():
    said = tell(example(Enterprise.PenaltyLogged, kinds=("warning", "fine"), fine=Decimal("60000.00"))).summary.zh
    assert said.count("罚款") == 1 + said.count("罚款超出")
    assert "警告、罚款 60000 元" in said


def test_a_code_of_another_release_stands_for_itself():
    assert "future-platform" in tell(example(Enterprise.PublicationRequested, platform="future-platform")).summary.zh


@pytest.mark.parametrize(
    ("code", "says"), [("due", "应当公示"), ("other-authority", "由作出决定的机关公示"), ("summary-procedure", "适用简易程序，不公示")]
)
def test_why_a_decision_is_not_published_is_told_in_words(code, says):
    told = tell(example(Enterprise.PenaltyLogged, publication=code)).change
    assert says in told.zh
    assert code not in told.en or code == "due"


def test_a_workflow_is_told_by_the_name_of_its_plan():
    told = tell(example(Enterprise.CaseOpened, workflow="joint_supervision", workflow_version=1)).summary
    assert "按联合监管共治流程第 1 版办理" in told.zh
    assert "joint supervision, version 1" in told.en


def test_a_decision_of_an_unknown_kind_says_so():
    assert "处罚种类不明" in tell(example(Enterprise.PenaltyLogged, kinds=())).summary.zh


def test_no_action_is_told_with_its_reason():
    told = tell(example(Enterprise.CaseConcluded, no_action="情节轻微"))
    assert "情节轻微" in told.summary.zh
    assert "不予扣分" in told.summary.zh
    assert "予以扣分" in tell(example(Enterprise.CaseConcluded, no_action=None)).summary.zh


def test_the_clause_is_the_one_an_event_names_itself_where_it_does():
    assert clause_of(example(Enterprise.PublicationRequested, clause="某条")) == "某条"
    assert clause_of(example(Enterprise.MeasureImposed, basis="某款")) == "某款"
    assert clause_of(example(Enterprise.CaseOpened)) == Enterprise.CaseOpened.CLAUSE


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"presence": "present", "person": "科长", "absence": None, "reason": None}, "淄博海关出席会商 <meeting>（科长）。"),
        (
            {"presence": "absent", "person": None, "absence": "另有会议", "reason": "漏记"},
            "淄博海关缺席会商 <meeting>（另有会议）（更正，原因：漏记）。",
        ),
        ({"presence": "recused", "person": None, "absence": None, "reason": None}, "淄博海关recused会商 <meeting>。"),
    ],
)
def test_attendance_is_told_with_who_came_or_why_not(content, says):
    assert tell(example(Consultation.ConsultationAttended, **content)).summary.zh == says


def test_a_text_of_several_lines_is_told_on_one_with_one_stop():
    told = tell(example(Consultation.OpinionGiven, text="同意扣分。\n另建议加强监测。", case=None, reason=None, dissent=False)).summary
    assert told.zh == "淄博海关在会商 <meeting> 上提出意见：同意扣分。 另建议加强监测。"
    assert "\n" not in told.en


def test_a_regular_meeting_outside_its_window_is_told_so():
    assert "2026-11-23 不在其中" in tell(example(Consultation.ConsultationCalled)).change.zh
    assert "不在其中" not in tell(example(Consultation.ConsultationCalled, on=date(2026, 10, 15))).change.zh


@pytest.mark.parametrize(("day", "late"), [(date(2026, 9, 10), False), (date(2026, 9, 11), True), (None, False)])
def test_a_report_that_came_late_is_told_as_late(day, late):
    told = tell(example(MonthlyReport.ReportSubmitted, effective_on=day)).summary
    assert ("逾期" in told.zh) is ("late" in told.en) is late
    assert "2026-08" in told.zh
    assert "淄博海关" in told.zh
