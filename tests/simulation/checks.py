"""What must hold of a city, found out by its notebook; each check raises with what it found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from tests.simulation.city import City
from tests.simulation.notebook import Notebook, day_of, papers
from tests.simulation.papers import days_after, next_meeting, working_days_after
from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.consultation import ConclusionDrafted, ConsultationAttended, ConsultationCalled, ConsultationConcluded, MemberRecused
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.outcomes import MeasureImposed
from zibo_port.domain.enterprise.results import Figures
from zibo_port.domain.fact import Fact
from zibo_port.domain.monitoring import ReportApproved
from zibo_port.domain.mornings import DutyEscalated
from zibo_port.domain.periods import Quarter
from zibo_port.domain.standing import standing
from zibo_port.domain.suggestion import SuggestionSubmitted
from zibo_port.workflows import joint_supervision

# --- duties: none lost, no day moved without an event -------------------------------------------------------------

DONE: dict[str, tuple[type[Fact], ...]] = {
    "publish-": (Enterprise.PublicationAccepted,),
    "consult": (Enterprise.CaseConcluded,),
    "refund-check": (Enterprise.PenaltyFulfilled,),
    "measure-": (Enterprise.MeasureCompleted,),
    "withdraw-": (Enterprise.PublicationWithdrawn,),
    "end-": (Enterprise.PublicationEnded,),
    "answer-objection": (Enterprise.ObjectionDecided,),
    "record-variation": (Enterprise.PenaltyVaried, Enterprise.PenaltyRevoked),
    "decide-restatement": (Enterprise.ResultRestated,),
}
"""Step → what does it."""

ENDED: dict[str, tuple[type[Fact], ...]] = {
    "publish-": (
        Enterprise.PenaltyRevoked,
        Enterprise.PenaltyRepaired,
        Enterprise.PenaltyCorrected,
        Enterprise.PenaltyVaried,
        Enterprise.CaseConcluded,
    ),
    "consult": (Enterprise.PenaltyRevoked, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried),
    "refund-check": (Enterprise.PenaltyRevoked, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried),
    "measure-": (Enterprise.MeasureLifted,),
    "end-": (Enterprise.WithdrawalRequested,),  # for another reason: then it is to be withdrawn
    "decide-restatement": (Enterprise.RestatementLapsed, Enterprise.RestatementRaised),
}
"""Step → what else may take it away, or put another in its place."""

MOVED: tuple[type[Fact], ...] = (
    Enterprise.DeadlinePaused,
    Enterprise.DeadlineResumed,
    Enterprise.DeadlineExtended,
    Enterprise.MeasureExtended,
)
"""What moves the day of a duty that stays."""

Key = tuple[str, str, str, date]


def _key(duty: Duty) -> Key:
    return duty.step, duty.case, duty.department, duty.since


def _of_step(table: dict[str, tuple[type[Fact], ...]], step: str) -> tuple[type[Fact], ...]:
    return next((kinds for name, kinds in table.items() if step.startswith(name)), ())


def _bear_on(case: str, news: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in news if case in (vars(fact).get("document_no"), vars(fact).get("quarter"))]


def nothing_lost(before: Sequence[Duty], after: Sequence[Duty], news: Sequence[Fact]) -> None:
    """A duty that was open is open still, or one of the new events did or ended it; one that was done stays done."""
    still = Counter(_key(d) for d in after if d.done_on is None)
    done = Counter((*_key(d), d.done_on) for d in after if d.done_on is not None)
    for key, times in Counter(_key(d) for d in before if d.done_on is None).items():
        step, case = key[:2]
        if still[key] < times:
            kinds = (*_of_step(DONE, step), *_of_step(ENDED, step))
            assert any(isinstance(f, kinds) for f in _bear_on(case, news)), f"a duty was lost: {key}, after {_told(news)}"
    for finished, times in Counter((*_key(d), d.done_on) for d in before if d.done_on is not None).items():
        step, case = finished[:2]
        if done[finished] < times:
            kinds = (*_of_step(ENDED, step), *_of_step(DONE, step))
            assert any(isinstance(f, kinds) for f in _bear_on(case, news)), f"what was done isn't any more: {finished}, {_told(news)}"


def nothing_moved(before: Sequence[Duty], after: Sequence[Duty], news: Sequence[Fact]) -> None:
    """The day of a duty moved only with an event of its case that moves clocks; with the passing of days only where it is provisional."""
    then, now = _days(before), _days(after)
    for key in then.keys() & now.keys():
        step, case = key[:2]
        moved = [f for f in _bear_on(case, news) if isinstance(f, (*MOVED, *_of_step(DONE, step), *_of_step(ENDED, step)))]
        assert then[key] <= now[key] or moved, f"a deadline moved: {key}, {then[key]} → {now[key]}, after {_told(news)}"


def _days(duties: Iterable[Duty]) -> dict[Key, Counter[date]]:
    """The last days of duties, each as often as there is one: two revisions may have to leave the same platform."""
    found: dict[Key, Counter[date]] = defaultdict(Counter)
    for duty in duties:
        if not duty.provisional:
            found[_key(duty)][duty.due_on] += 1
    return found


def _told(news: Sequence[Fact]) -> list[str]:
    return [type(fact).__name__ for fact in news]


# --- days, counted by hand ----------------------------------------------------------------------------------------

PERIODS = {"publish-necips": 20, "publish-": 7, "withdraw-": 3, "end-": 3, "answer-objection": 3, "record-variation": 3}
"""Working days."""


def days_are_right(city: City) -> None:
    """The last day of every duty whose clock nobody moved is the one that the published calendars give."""
    touched = {vars(f).get("document_no") for kind in MOVED for f in city.notebook.all(kind)}
    for duty in city.duties():
        expected = _counted(duty)
        if duty.case not in touched and expected is not None and expected.year < 2027:
            assert (duty.due_on, duty.provisional) == (expected, False), f"{duty} should be due on {expected}"
        assert duty.since <= duty.due_on, duty


def _counted(duty: Duty) -> date | None:
    if duty.step in {"consult", "decide-restatement"}:
        return next_meeting(duty.since)
    if duty.step == "refund-check":
        return days_after(duty.since, 30)
    if duty.step.startswith("measure-"):
        return next_meeting(duty.since) if duty.assumed else None
    return working_days_after(duty.since, next(n for step, n in PERIODS.items() if duty.step.startswith(step)))


def facts_in_order(book: Notebook) -> None:
    """Nothing is recorded before what was recorded, nor counts from a day to come; no case goes back behind its decision."""
    instants = [fact.timestamp for _, fact in book.facts]
    assert instants == sorted(instants)
    for _, fact in book.facts:
        assert fact.effective_on is None or fact.effective_on <= day_of(fact), fact
    for number, facts in book.cases.items():
        first = min(f.decided_on for f in book.of(number, Enterprise.PenaltyLogged, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried))
        assert all(f.effective_on is None or f.effective_on >= first for f in facts), number


# --- meetings, four eyes ------------------------------------------------------------------------------------------


def four_eyes(book: Notebook) -> None:
    """Whoever approved a text didn't write it, if four eyes are asked of either; and everybody acted for a department of theirs."""
    officers, written = book.officers(), {(fact.originator_id, fact.originator_version): fact for _, fact in book.facts}
    drafts: dict[tuple[str, str], str] = {}
    for _, fact in book.facts:
        match fact:
            case ConclusionDrafted():
                drafts[fact.meeting, fact.case] = fact.officer
            case ConsultationConcluded():
                for number in fact.cases:
                    _not_alone(officers, drafts.get((fact.meeting, number), fact.officer), fact)
            case ReportApproved() | SuggestionSubmitted():
                _not_alone(officers, written[fact.originator_id, fact.content].officer, fact)
        if fact.officer in officers:
            assert fact.department in officers[fact.officer].departments, fact


def _not_alone(officers: dict[str, Any], author: str, approval: Fact) -> None:
    alone = author == approval.officer and officers[author].four_eyes
    assert not alone, f"{author} wrote and approved: {type(approval).__name__}"


def quorums(book: Notebook) -> None:
    """More than half of those called and not recused were there when a case was concluded; two of them if a measure came of it."""
    calls: dict[str, ConsultationCalled] = {}
    there: dict[str, dict[str, str]] = defaultdict(dict)
    recused: set[tuple[str, str, str]] = set()
    ordered = Counter((order.meeting, order.document_no) for order in book.all(MeasureImposed))
    for _, fact in book.facts:
        match fact:
            case ConsultationCalled():
                calls[fact.meeting] = fact
            case ConsultationAttended():
                there[fact.meeting][fact.unit] = fact.presence
            case MemberRecused():
                recused |= {(fact.meeting, fact.unit, number) for number in fact.cases}
            case ConsultationConcluded():
                for number in fact.cases:
                    entitled = [u for u in calls[fact.meeting].departments if (fact.meeting, u, number) not in recused]
                    listed = there[fact.meeting]
                    present = [u for u in entitled if listed.get(u) == "present"] if listed else entitled
                    assert 2 * len(present) > len(entitled), f"no quorum: {fact}"
                    assert not ordered[fact.meeting, number] or len(present) > 1, f"a joint measure of one: {fact}"


# --- once and no more ---------------------------------------------------------------------------------------------

ONCE: dict[type[Fact], tuple[str, ...]] = {
    Enterprise.Registered: ("code",),
    Enterprise.PenaltyLogged: ("document_no",),
    Enterprise.CaseOpened: ("document_no",),
    Enterprise.PenaltyRevoked: ("document_no",),
    Enterprise.PenaltyFulfilled: ("document_no",),
    Enterprise.PenaltyRepaired: ("document_no",),
    Enterprise.PublicationRequested: ("document_no", "platform", "revision"),
    Enterprise.PublicationAccepted: ("publication",),
    Enterprise.WithdrawalRequested: ("publication",),
    Enterprise.PublicationWithdrawn: ("publication",),
    Enterprise.PublicationEnded: ("publication",),
    Enterprise.MeasureCompleted: ("measure",),
    Enterprise.ObjectionFiled: ("objection",),
    Enterprise.ObjectionDecided: ("objection",),
    Enterprise.ResultFrozen: ("originator_id", "quarter"),
    Enterprise.ResultPublished: ("originator_id", "quarter"),
    Enterprise.PointsDeducted: ("document_no", "meeting"),
    Enterprise.CaseConcluded: ("document_no", "meeting"),
    Enterprise.ComplaintReceived: ("reference",),
}


def nothing_doubled(book: Notebook) -> None:
    """What happens once is on record once, and what a request recorded stands together."""
    for kind, names in ONCE.items():
        seen = Counter(tuple(getattr(fact, name) for name in names) for fact in book.all(kind))
        assert all(times == 1 for times in seen.values()), f"{kind.__name__}: {[k for k, n in seen.items() if n > 1]}"
    runs = Counter(command_id for command_id, _ in groupby(fact.command_id for _, fact in book.facts))
    assert all(times == 1 for times in runs.values()), f"recorded more than once: {[k for k, n in runs.items() if n > 1]}"


# --- what the engine owes -----------------------------------------------------------------------------------------


def nothing_missing(city: City) -> None:
    """Nothing that the workflows owe by themselves is missing."""
    book = city.notebook
    missing = [f"{number}: {what}" for number in book.cases for what in _missing(book, number)]
    assert not missing, missing


def _missing(book: Notebook, number: str) -> Iterable[str]:
    facts, shown = book.cases[number], book.papers(number)
    if not book.of(number, Enterprise.CaseOpened):
        yield "no case was opened"
    if book.stands(number) and book.content(number).publication == "due":
        revision = 1 + len(book.of(number, Enterprise.PenaltyCorrected, Enterprise.PenaltyVaried))
        asked = {p.asked.platform for p in shown.values() if p.asked.revision == revision}
        pushes = book.of(number, Enterprise.CaseConcluded)[-1:]
        yield from (f"not asked for at {p}" for p in {*CREDIT_PLATFORMS, *(pushes[0].pushes if pushes else ())} - asked)
    for name in _must_leave(facts):
        if shown[name].state not in {"leaving", "gone"}:
            yield f"{name} must leave {shown[name].asked.platform}"


def _must_leave(facts: Sequence[Fact]) -> set[str]:
    """Publications that may be seen somewhere though the decision was varied, revoked or repaired since it was asked for."""
    leave: set[str] = set()
    outdated: set[str] = set()
    for n, fact in enumerate(facts):
        if isinstance(fact, Enterprise.PenaltyVaried | Enterprise.PenaltyRevoked | Enterprise.PenaltyRepaired):
            so_far = papers(facts[:n])
            leave |= {name for name, p in so_far.items() if p.state == "accepted" or (p.state == "requested" and p.sent)}
            outdated |= so_far.keys()
        if isinstance(fact, Enterprise.PublicationAccepted) and fact.publication in outdated:
            leave.add(fact.publication)
    rejected = {name for name, paper in papers(facts).items() if paper.state == "rejected"}
    return leave - rejected


def consequences_stand(city: City) -> None:
    """Points and measures are those of what stands, by the notebook's sums; results, restatements and list follow."""
    book, view = city.notebook, city.archive.view()
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for file in city.archive.files(view):
        who = file.enterprise
        for deduction in who.deductions:
            sums[who.identity.code, deduction.quarter] += deduction.points
        in_force = Counter((m.document_no, m.meeting, m.measure) for m in who.measures)
        mine = [n for n in book.cases if book.cases[n][0].originator_id == who.id]
        assert in_force == Counter((m.document_no, m.meeting, m.measure) for n in mine for m in book.in_force(n))
        _results_follow(city, who)
    assert dict(sums) == {key: points for key, points in book.deductions().items() if points}


def _results_follow(city: City, who: Enterprise) -> None:
    """A closed quarter whose facts now give another result has an open restatement that says so."""
    for name in who.frozen:
        quarter = Quarter.parse(name)
        evaluated = who.identity.evaluated_in(quarter)
        score = standing(who, quarter, city.office.books)
        assert sum(d.points for d in score.deductions) == city.notebook.deductions().get((who.identity.code, name), 0)
        now = Figures(score.total, score.grade) if evaluated else Figures()
        known = who.restatements.get(name)
        assert (known.after if known else who.stands(name)) == now, f"{name}: {who.stands(name)}, {known}, now {now}"


def duties_are_there(city: City) -> None:
    """What people owe is on the list: to meet, to publish, to withdraw, to answer."""
    book, listed = city.notebook, Counter((d.case, d.step) for d in city.duties())
    for number in book.cases:
        shown = book.papers(number)
        if book.of(number, Enterprise.CaseOpened) and not book.of(number, Enterprise.PenaltyRevoked):
            assert listed[number, "consult"] == 1, number
        for name in _must_leave(book.cases[number]):
            platform = shown[name].asked.platform
            assert listed[number, f"withdraw-{platform}"] + listed[number, f"end-{platform}"] > 0, f"{number} {platform}"
        if book.stands(number) and book.content(number).publication == "due":
            assert all(listed[number, f"publish-{platform}"] == 1 for platform in CREDIT_PLATFORMS), number
    for objection in book.objections():
        if objection.kind == "publication":
            assert listed[objection.document_no, "answer-objection"] > 0, objection


# --- escalation ---------------------------------------------------------------------------------------------------


def escalated_in_order(book: Notebook) -> None:
    """A duty is escalated once for each last day, on the fifth working day after it, and what an outage left in order."""
    raised = book.all(DutyEscalated)
    assert len({(f.step, f.case, f.owing_department, f.due_on) for f in raised}) == len(raised), "escalated twice"
    for fact in raised:
        assert fact.effective_on == working_days_after(fact.due_on, 5), fact
    for _, morning in groupby(raised, key=lambda fact: fact.command_id):
        days = [fact.effective_on for fact in morning]
        assert days == sorted(days), days


def nothing_left_to_escalate(city: City) -> None:
    """After a morning round whatever is five working days late was escalated."""
    known = {(f.step, f.case, f.owing_department, f.due_on) for f in city.notebook.all(DutyEscalated)}
    for duty in city.everything_owed():
        late = duty.done_on is None and not duty.provisional and working_days_after(duty.due_on, 5) <= city.today
        assert not late or (duty.step, duty.case, duty.department, duty.due_on) in known, f"not escalated: {duty}"


# --- replay -------------------------------------------------------------------------------------------------------


def replay_agrees(city: City) -> None:
    """Enterprises as they were kept from one request to the next are those that a replay of the log gives."""
    view = city.archive.view()
    replayed = {file.enterprise.id: file for file in city.archive.files(view)}
    for stream_id, folder in city.drawer._folders.items():
        if stream_id in replayed:
            file = replayed[stream_id]
            assert folder.fault is None
            assert vars(folder.enterprise) == vars(file.enterprise)
            kept = [d for s in folder.flows if isinstance(s, joint_supervision.State) for d in joint_supervision.due(s, view.on)]
            again = [d for s in file.flows if isinstance(s, joint_supervision.State) for d in joint_supervision.due(s, view.on)]
            assert kept == again
            assert list(folder.flows) == list(file.flows)
