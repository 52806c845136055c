"""What people of the city may want at any moment: each act looks at the notebook and makes a request, or finds nothing to ask.

Most requests are sensible; now and then somebody asks for what the rules forbid, or types a number in other brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from tests.facts import AUTHORITY
from tests.simulation.city import CODES, City
from zibo_port.domain import commands as c
from zibo_port.domain.consultation import ConclusionDrafted, ConsultationAttended
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.measures import id_of
from zibo_port.domain.monitoring import ReportContent
from zibo_port.domain.periods import Month, Quarter
from zibo_port.domain.suggestion import SuggestionDrafted

Act = Callable[[City, Random], c.Command | None]

MEMBERS = ("customs", "tax", "market-supervision", "port-office")
POINTS = tuple(map(Decimal, ("5", "10", "2.5")))


def rarely(chance: Random) -> bool:
    """Once in a dozen times."""
    return chance.random() < 0.08


def one(chance: Random, things: Any) -> Any:
    """One of some things, None where there are none."""
    ordered = list(things)
    return chance.choice(ordered) if ordered else None


def numbers(city: City) -> list[str]:
    """All decisions on record."""
    return list(city.notebook.cases)


def a_case(city: City, chance: Random, fits: Callable[[str], Any]) -> str | None:
    """A decision that fits, or now and then any."""
    found: str | None = one(chance, [n for n in numbers(city) if rarely(chance) or fits(n)])
    return found


def typed(number: str, chance: Random) -> str:
    """A number as this or that officer types it."""
    return number.translate(str.maketrans("〔〕", "[]")) if rarely(chance) else number


def since(day: date, city: City, chance: Random) -> date:
    """A day between another and today."""
    return day + timedelta(days=chance.randint(0, max(0, (city.today - day).days)))


# --- the register, decisions --------------------------------------------------------------------------------------


def register(city: City, chance: Random) -> c.Command | None:
    known = set(city.notebook.codes().values())
    code = one(chance, [code for code in CODES if code not in known or rarely(chance)])
    return code and c.RegisterEnterprise(enterprise=code, name=f"淄博示例{code[-4:]}有限公司", lines=("freight-forwarding",), seat="zibo")


def deregister(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values()) if rarely(chance) else None
    return code and c.DeregisterEnterprise(enterprise=code, on=city.today, reason="依申请注销")


def log_penalty(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values())
    if code is None:
        return None
    old = one(chance, numbers(city)) if rarely(chance) else None
    decided = city.today - timedelta(days=chance.randint(-1 if rarely(chance) else 0, 25))
    return c.LogPenalty(
        enterprise=code,
        document_no=old or f"淄市监罚〔{city.today.year}〕{len(city.asked) + 1}号",
        decided_on=decided,
        authority=AUTHORITY if chance.random() < 0.9 else "某省市场监督管理局",
        articles=("price-regulation.9.5",),
        kinds=("fine",) if chance.random() < 0.85 else ("warning",),
        gains="none",
        fine=Decimal(chance.choice((60000, 80000, 120000, 10))),
        departure="主动整改" if chance.random() < 0.3 else None,
        refund_ordered=chance.random() < 0.3,
    )


def _changed(city: City, chance: Random, number: str) -> dict[str, Any]:
    """What a decision says, with something changed."""
    content = city.notebook.content(number)
    said = {name: getattr(content, name) for name in c.PenaltyForm.model_fields if name != "enterprise"}
    said |= {"enterprise": city.notebook.codes()[content.originator_id], "document_no": typed(number, chance)}
    part = chance.randint(0, 3)
    if part == 0:
        said["fine"] = Decimal(chance.choice((50000, 70000, 90000)))
    if part == 1:
        said["decided_on"] -= timedelta(days=chance.randint(1, 9))
    if part == 2:
        said["refund_ordered"] = not said["refund_ordered"]
    return said


def _standing(city: City, chance: Random) -> str | None:
    """A decision that stands, mostly one about which a meeting concluded: it is to conclude anew."""
    concluded = a_case(city, chance, lambda n: city.notebook.stands(n) and city.notebook.of(n, Enterprise.CaseConcluded))
    return concluded if concluded and chance.random() < 0.6 else a_case(city, chance, city.notebook.stands)


def correct_penalty(city: City, chance: Random) -> c.Command | None:
    number = _standing(city, chance)
    return number and c.CorrectPenalty(**_changed(city, chance, number), reason="录入有误")


def vary_penalty(city: City, chance: Random) -> c.Command | None:
    number = _standing(city, chance)
    if number is None:
        return None
    said = _changed(city, chance, number)
    return c.VaryPenalty(**said, on=since(said["decided_on"], city, chance), by="淄博市人民政府", reason="复议变更")


def revoke_penalty(city: City, chance: Random) -> c.Command | None:
    number = _standing(city, chance)
    if number is None:
        return None
    on = since(city.notebook.content(number).decided_on, city, chance)
    return c.RevokePenalty(document_no=typed(number, chance), on=on, by="淄博市中级人民法院", reason="主要证据不足")


def fulfil_penalty(city: City, chance: Random) -> c.Command | None:
    number = a_case(city, chance, lambda n: not city.notebook.of(n, Enterprise.PenaltyFulfilled))
    return number and c.FulfilPenalty(document_no=number, on=since(city.notebook.content(number).decided_on, city, chance))


def repair_penalty(city: City, chance: Random) -> c.Command | None:
    book, ripe = city.notebook, city.today - timedelta(days=100)
    number = a_case(
        city, chance, lambda n: book.stands(n) and book.of(n, Enterprise.PenaltyFulfilled) and book.content(n).decided_on < ripe
    )
    return number and c.RepairPenalty(document_no=number, on=city.today, by="淄博市市场监督管理局", reason="已履行")


# --- platforms ----------------------------------------------------------------------------------------------------


def _a_paper(city: City, chance: Random, *states: str) -> Any:
    papers = [p for n in numbers(city) for p in city.notebook.papers(n).values() if p.state in states or rarely(chance)]
    return one(chance, papers)


def send(city: City, chance: Random) -> c.Command | None:
    paper = _a_paper(city, chance, "requested", "rejected")
    if paper is None:
        return None
    asked, names = paper.asked, ("publication", "document_no", "platform", "revision", "payload_sha256")
    said = {name: getattr(asked, name) for name in names}
    code = city.notebook.codes()[asked.originator_id]
    return c.RecordSending(**said, enterprise=code, channel="drop-folder", place=f"{asked.platform}/{city.today}.xlsx")


def _receipt(city: City, chance: Random, *states: str) -> c.Command | None:
    paper = _a_paper(city, chance, *states)
    if paper is None:
        return None
    said = {"publication": paper.asked.publication, "case": paper.asked.document_no}
    if chance.random() < 0.15:
        return c.RecordReceipt(**said, rejected="栏目不全")
    first = max(paper.asked.effective_on, city.notebook.content(paper.asked.document_no).decided_on)
    on = since(first, city, chance) if chance.random() < 0.5 else None
    return c.RecordReceipt(**said, accepted=f"回执-{paper.state}-{paper.asked.platform}", on=on)


def record_acceptance(city: City, chance: Random) -> c.Command | None:
    return _receipt(city, chance, "requested", "rejected")


def record_gone(city: City, chance: Random) -> c.Command | None:
    return _receipt(city, chance, "leaving")


def withdraw_publication(city: City, chance: Random) -> c.Command | None:
    paper = _a_paper(city, chance, "accepted")
    return paper and c.WithdrawPublication(publication=paper.asked.publication, case=paper.asked.document_no, reason="金额录错")


# --- meetings and what they order ---------------------------------------------------------------------------------


def call(city: City, chance: Random) -> c.Command | None:
    called = {case for meeting in city.notebook.meetings() if meeting.on >= city.today for case in city.notebook.agenda(meeting)}
    waiting = [n for n in numbers(city) if n not in called and (city.notebook.waits(n) or rarely(chance))]
    anew = [n for n in waiting if city.notebook.of(n, Enterprise.CaseConcluded)]
    asked = anew if anew and chance.random() < 0.6 else waiting
    cases = chance.sample(asked, min(len(asked), chance.randint(1, 3)))
    if not cases:
        return None
    departments = tuple(chance.sample(MEMBERS, chance.randint(2, len(MEMBERS))))
    return c.CallConsultation(on=city.today + timedelta(days=chance.randint(0, 6)), departments=departments, cases=tuple(cases))


def _a_meeting(city: City, chance: Random) -> Any:
    """A meeting with open cases whose day has come."""
    return one(chance, [m for m in city.notebook.meetings() if city.notebook.agenda(m) and (m.on <= city.today or rarely(chance))])


def attend(city: City, chance: Random) -> c.Command | None:
    meeting = _a_meeting(city, chance)
    if meeting is None:
        return None
    known = {f.unit for f in city.notebook.all(ConsultationAttended) if f.meeting == meeting.meeting}
    department = one(chance, [d for d in meeting.departments if d not in known or rarely(chance)])
    absent = "另有会议" if rarely(chance) else None
    return department and c.RecordAttendance(meeting=meeting.meeting, department=department, absent=absent)


def recuse(city: City, chance: Random) -> c.Command | None:
    meeting = one(chance, [m for m in city.notebook.meetings() if city.notebook.agenda(m)])
    if meeting is None:
        return None
    case = chance.choice(city.notebook.agenda(meeting))
    return c.RecuseMember(meeting=meeting.meeting, department=chance.choice(meeting.departments), case=case, reason="有利害关系")


def opine(city: City, chance: Random) -> c.Command | None:
    meeting = _a_meeting(city, chance)
    if meeting is None:
        return None
    case = chance.choice(city.notebook.agenda(meeting))
    return c.RecordOpinion(meeting=meeting.meeting, department=chance.choice(meeting.departments), text="建议从严", case=case)


def conclude(city: City, chance: Random) -> c.Command | None:
    said = _conclusion(city, chance)
    return said and c.ConcludeConsultation(**said)


def draft_conclusion(city: City, chance: Random) -> c.Command | None:
    said = _conclusion(city, chance)
    return said and c.DraftConclusion(**said, reason="会后补充" if chance.random() < 0.5 else None)


def _conclusion(city: City, chance: Random) -> dict[str, Any] | None:
    meeting = _a_meeting(city, chance)
    if meeting is None:
        return None
    agenda = city.notebook.agenda(meeting)
    cases = chance.sample(agenda, chance.randint(1, len(agenda)))
    outcomes = tuple(_outcome(city, chance, case) for case in cases)
    return {"meeting": meeting.meeting, "outcomes": outcomes, "minutes": "会商纪要"}


def approve_conclusion(city: City, chance: Random) -> c.Command | None:
    meeting = one(chance, {f.meeting: None for f in city.notebook.all(ConclusionDrafted)})
    return meeting and c.ApproveConclusion(meeting=meeting)


def _outcome(city: City, chance: Random, case: str) -> c.Outcome:
    if chance.random() < 0.2:
        return c.Outcome(case=typed(case, chance), no_action="情节轻微")
    due = city.today + timedelta(days=chance.randint(5, 60))
    orders = (
        c.MeasureOrder(measure="raise-inspection-rate", department="customs", due_on=due),
        c.MeasureOrder(measure="key-supervision", department="tax"),
        c.MeasureOrder(measure="limit-awards", department="port-service-centre"),  # outside its powers
    )
    many = chance.choice((0, 1, 1, 2)) if not rarely(chance) else 3
    quarter = str(Quarter.of(city.today).previous if chance.random() < 0.5 else Quarter.of(city.today))
    due_here = city.notebook.content(case).publication == "due"
    return c.Outcome(
        case=typed(case, chance),
        deduct=chance.choice(POINTS),
        quarter=quarter if chance.random() < 0.3 else None,
        measures=orders[:many],
        push=("sanction-provincial",) if chance.random() < 0.4 and (due_here or rarely(chance)) else (),
    )


def _order(city: City, chance: Random) -> dict[str, Any] | None:
    order = one(chance, city.notebook.orders().values())
    if order is None:
        return None
    return {"measure": id_of(order), "department": "tax" if rarely(chance) else order.executing_department}


def report_measure(city: City, chance: Random) -> c.Command | None:
    said = _order(city, chance)
    return said and c.ReportMeasure(**said, text="已抽查三票")


def complete_measure(city: City, chance: Random) -> c.Command | None:
    said = _order(city, chance)
    return said and c.CompleteMeasure(**said, result="抽查完毕")


def extend_measure(city: City, chance: Random) -> c.Command | None:
    said = _order(city, chance)
    return said and c.ExtendMeasure(**said, until=city.today + timedelta(days=chance.randint(10, 120)), reason="需核查境外单证")


# --- objections and clocks ----------------------------------------------------------------------------------------


def file_objection(city: City, chance: Random) -> c.Command | None:
    number = one(chance, numbers(city))
    if number is None:
        return None
    kind = chance.choice(("reconsideration", "litigation", "publication"))
    on = since(max(city.notebook.content(number).decided_on, city.today - timedelta(days=5)), city, chance)
    return c.FileObjection(document_no=number, kind=kind, on=on, before_whom="淄博市人民政府", grounds="事实不清")


def decide_objection(city: City, chance: Random) -> c.Command | None:
    open_one = one(chance, city.notebook.objections())
    if open_one is None:
        return None
    fitting = ("upheld",) if open_one.kind == "publication" else ("varied", "revoked")
    outcome = chance.choice(("dismissed", "withdrawn", *fitting)) if not rarely(chance) else "upheld"
    on = since(open_one.effective_on, city, chance)
    return c.DecideObjection(objection=open_one.objection, on=on, by="淄博市人民政府", outcome=outcome, reason="复议决定")


def _clock(city: City, chance: Random) -> dict[str, Any] | None:
    steps = {"consult": a_case(city, chance, city.notebook.waits), "refund-check": a_case(city, chance, _refunds(city))}
    for order in city.notebook.orders().values():
        steps[f"measure-{order.measure}"] = order.document_no
    if rarely(chance):
        steps["publish-necips"] = one(chance, numbers(city))  # the law leaves no room there
    step = one(chance, [name for name, number in steps.items() if number is not None])
    return step and {"document_no": steps[step], "step": step}


def _refunds(city: City) -> Callable[[str], Any]:
    return lambda n: city.notebook.content(n).refund_ordered and not city.notebook.of(n, Enterprise.PenaltyFulfilled)


def pause_deadline(city: City, chance: Random) -> c.Command | None:
    said = _clock(city, chance)
    return said and c.PauseDeadline(**said, on=city.today, why="reconsideration", reason="复议期间")


def resume_deadline(city: City, chance: Random) -> c.Command | None:
    ended = {(f.document_no, f.step): f.originator_version for f in city.notebook.all(Enterprise.DeadlineResumed)}
    begun = city.notebook.all(Enterprise.DeadlinePaused)
    paused = one(chance, [f for f in begun if ended.get((f.document_no, f.step), 0) < f.originator_version])
    return paused and c.ResumeDeadline(document_no=paused.document_no, step=paused.step, on=city.today, reason="复议已决定")


def extend_deadline(city: City, chance: Random) -> c.Command | None:
    said = _clock(city, chance)
    until = city.today + timedelta(days=chance.randint(20, 150))
    return said and c.ExtendDeadline(**said, until=until, reason="需核查境外单证")


# --- evaluation ---------------------------------------------------------------------------------------------------


def rate(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values())
    said = {"year": city.today.year - 1, "favourable": chance.randint(60, 100), "total": 100, "reason": "复核"}
    return code and c.RecordRating(enterprise=code, **said)


def complain(city: City, chance: Random) -> c.Command | None:
    code = one(chance, city.notebook.codes().values())
    received = city.today - timedelta(days=chance.randint(0, 40))
    said = {"reference": f"12345-{chance.randint(1, 9)}", "received_on": received}
    return code and c.RecordComplaint(enterprise=code, **said, resolved_on=since(received, city, chance) if rarely(chance) else None)


def resolve_complaint(city: City, chance: Random) -> c.Command | None:
    done = {f.reference for f in city.notebook.all(Enterprise.ComplaintResolved)}
    open_one = one(
        chance, [f for f in city.notebook.all(Enterprise.ComplaintReceived) if f.resolved_on is None and f.reference not in done]
    )
    if open_one is None:
        return None
    said = {"enterprise": city.notebook.codes()[open_one.originator_id], "reference": open_one.reference}
    return c.RecordComplaint(**said, received_on=open_one.received_on, resolved_on=since(open_one.received_on, city, chance))


def score(city: City, chance: Random) -> c.Command | None:
    code, quarter = one(chance, city.notebook.codes().values()), Quarter.of(city.today)
    said = {"department": chance.choice(("customs", "tax")), "points": Decimal(chance.choice(("3", "12", "18.5")))}
    return code and c.RecordDepartmentScore(enterprise=code, quarter=str(quarter.previous), **said, reason="复核")


def close_quarter(city: City, chance: Random) -> c.Command | None:
    quarter = Quarter.of(city.today)
    over = quarter if rarely(chance) else quarter.previous
    if str(over) in city.notebook.closed() or over < Quarter(2024, 1):
        return None
    return c.CloseQuarter(quarter=str(over))


def publish_quarter(city: City, chance: Random) -> c.Command | None:
    quarter = one(chance, sorted(city.notebook.closed() - city.notebook.published()))
    return quarter and c.PublishQuarter(quarter=quarter)


def restate(city: City, chance: Random) -> c.Command | None:
    open_one = one(chance, city.notebook.restatements())
    meeting = one(chance, [m for m in city.notebook.meetings() if m.on <= city.today or rarely(chance)])
    if open_one is None or meeting is None:
        return None
    said = {"enterprise": open_one[0], "quarter": open_one[1], "meeting": meeting.meeting}
    return c.RestateResult(**said, accept=chance.random() < 0.6, reason="材料已核实")


# --- what one writes and another approves -------------------------------------------------------------------------


def draft_suggestion(city: City, chance: Random) -> c.Command | None:
    month = Month.of(city.today)
    said = {"title": f"关于{month}查验窗口的建议", "text": chance.choice(("延长至22时。", "延长至23时。")), "month": str(month)}
    return c.DraftSuggestion(**said, reason="修改文字" if chance.random() < 0.5 else None)


def submit_suggestion(city: City, chance: Random) -> c.Command | None:
    drafted = one(chance, {f.suggestion: None for f in city.notebook.all(SuggestionDrafted)})
    return drafted and c.SubmitSuggestion(suggestion=drafted)


def submit_report(city: City, chance: Random) -> c.Command | None:
    value = Decimal(chance.randint(1000, 1009))
    figures = (c.ReportedFigure(indicator="import-value", value=value),)
    return c.SubmitReport(department="customs", month=str(Month.of(city.today).previous), figures=figures, reason="更正")


def approve_report(city: City, chance: Random) -> c.Command | None:
    written = one(chance, {(f.unit, f.month): None for _, f in city.notebook.facts if isinstance(f, ReportContent)})
    return written and c.ApproveReport(department=written[0], month=written[1])


ACTS: Final[dict[str, tuple[int, Act]]] = {
    "register": (5, register),
    "deregister": (1, deregister),
    "log_penalty": (14, log_penalty),
    "correct_penalty": (4, correct_penalty),
    "vary_penalty": (3, vary_penalty),
    "revoke_penalty": (3, revoke_penalty),
    "fulfil_penalty": (4, fulfil_penalty),
    "repair_penalty": (4, repair_penalty),
    "send": (4, send),
    "record_acceptance": (14, record_acceptance),
    "record_gone": (6, record_gone),
    "withdraw_publication": (2, withdraw_publication),
    "call": (8, call),
    "attend": (8, attend),
    "opine": (2, opine),
    "recuse": (1, recuse),
    "conclude": (26, conclude),
    "draft_conclusion": (8, draft_conclusion),
    "approve_conclusion": (10, approve_conclusion),
    "report_measure": (3, report_measure),
    "complete_measure": (7, complete_measure),
    "extend_measure": (6, extend_measure),
    "file_objection": (4, file_objection),
    "decide_objection": (4, decide_objection),
    "pause_deadline": (3, pause_deadline),
    "resume_deadline": (5, resume_deadline),
    "extend_deadline": (3, extend_deadline),
    "rate": (6, rate),
    "complain": (2, complain),
    "resolve_complaint": (1, resolve_complaint),
    "score": (8, score),
    "close_quarter": (5, close_quarter),
    "publish_quarter": (5, publish_quarter),
    "restate": (6, restate),
    "draft_suggestion": (2, draft_suggestion),
    "submit_suggestion": (2, submit_suggestion),
    "submit_report": (3, submit_report),
    "approve_report": (3, approve_report),
}
"""Every act with its weight in the simulation."""
