"""Decisions about circulars, and the one that the engine sends when a meeting about cases is called."""

from __future__ import annotations

from collections.abc import Iterator

from zibo_port.domain.circular import Circular, Content
from zibo_port.domain.commands import AcknowledgeCircular, SendCircular
from zibo_port.domain.consultation import ConsultationCalled
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.penalties import Penalty
from zibo_port.domain.errors import ZiboPortError
from zibo_port.domain.fact import ENGINE, Act, Fact
from zibo_port.domain.payload import content_of
from zibo_port.domain.short_names import short_name
from zibo_port.office.desk import Desk

SENDER = "port-office"
"""The competent department (口岸领域主管部门), which calls the meeting and passes the decisions on."""


def send_circular(desk: Desk, form: SendCircular, act: Act) -> Fact:
    """Send a circular about cases that are on record; what now stands."""
    cases = tuple(desk.enterprise_of_case(case).penalty(case).document_no for case in form.cases)
    name = short_name("C", form.title, act.today)
    content = Content(form.title, form.text, form.to, tuple(dict.fromkeys(cases)), form.quarter)
    return desk.stream(Circular, name).send(name, content, act)


def acknowledge_circular(desk: Desk, form: AcknowledgeCircular, act: Act) -> Fact:
    """Acknowledge one; what now stands."""
    return desk.stream(Circular, form.circular).acknowledge(form, act)


def circulate_cases(desk: Desk, call: ConsultationCalled, act: Act) -> None:
    """Pass the decisions that a meeting is called about to the departments that are invited (通报相关口岸领域企业行政处罚信息)."""
    invited = tuple(code for code in call.departments if code != SENDER)
    if not call.cases or not invited:
        return
    lines = [f"{number}. {line}" for number, line in enumerate(_lines(desk, call), 1)]
    content = Content(
        title=f"关于通报会商 {call.meeting} 所涉口岸领域企业行政处罚信息的通报",
        text="\n".join((f"{call.on} 将就下列行政处罚信息开展部门会商，现予通报。", *lines)),
        departments=invited,
        cases=call.cases,
        meeting=call.meeting,
    )
    name = f"C{call.meeting.removeprefix('M')}"
    desk.stream(Circular, name).send(name, content, act._replace(officer=ENGINE, department=SENDER))


def _lines(desk: Desk, call: ConsultationCalled) -> Iterator[str]:
    for case in call.cases:
        enterprise = desk.enterprise_of_case(case)
        yield _line(desk, enterprise, enterprise.penalty(case))


def _line(desk: Desk, enterprise: Enterprise, penalty: Penalty) -> str:
    who = enterprise.identity
    parts = (
        f"{who.name}（{who.code}）",
        penalty.document_no,
        f"{penalty.authority} {penalty.decided_on} 决定",
        "、".join(dict.fromkeys(_conduct(desk, code, penalty) for code in penalty.articles)),
        content_of(penalty) or "处罚种类未注明",
    )
    return "，".join(part for part in parts if part) + "。"


def _conduct(desk: Desk, article: str, penalty: Penalty) -> str:
    """What the article forbids; one that wasn't in force on that day stands by its code, as it was imported."""
    try:
        return desk.books.provisions.article(article, penalty.decided_on).conduct
    except ZiboPortError:
        return article
