"""Decisions about what becomes of a penalty: varied, revoked, fulfilled, repaired, objected to; and about the clocks of its case."""

from __future__ import annotations

from zibo_port.domain.calendar import Deadline
from zibo_port.domain.commands import (
    CancelDeduction,
    DecideObjection,
    ExtendDeadline,
    FileObjection,
    FulfilPenalty,
    LiftMeasure,
    MigrateCase,
    PauseDeadline,
    RepairPenalty,
    RequestWithdrawal,
    ResumeDeadline,
    RevokePenalty,
    VaryPenalty,
    WithdrawPublication,
)
from zibo_port.domain.document_no import comparable
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise import Enterprise
from zibo_port.domain.enterprise.deadlines import CLAUSE
from zibo_port.domain.enterprise.objections import IN_COURT, Objection
from zibo_port.domain.errors import InvalidData, NotFound, Refused
from zibo_port.domain.fact import Act
from zibo_port.domain.publication import Attempts
from zibo_port.domain.steps import Step
from zibo_port.office.desk import Desk
from zibo_port.workflows import joint_supervision


def vary_penalty(desk: Desk, form: VaryPenalty, act: Act) -> None:
    """Record a decision as varied."""
    enterprise = desk.enterprise_of_case(form.document_no)
    enterprise.vary_penalty(form, _shown_at(desk, enterprise, form.document_no), act, desk.books)


def revoke_penalty(desk: Desk, form: RevokePenalty, act: Act) -> None:
    """Record that a decision doesn't stand."""
    enterprise = desk.enterprise_of_case(form.document_no)
    enterprise.revoke_penalty(form, _shown_at(desk, enterprise, form.document_no), act)


def fulfil_penalty(desk: Desk, form: FulfilPenalty, act: Act) -> None:
    """Record that everything ordered was done."""
    desk.enterprise_of_case(form.document_no).fulfil_penalty(form, act)


def repair_penalty(desk: Desk, form: RepairPenalty, act: Act) -> None:
    """Record a repair."""
    enterprise = desk.enterprise_of_case(form.document_no)
    enterprise.repair_penalty(form, _shown_at(desk, enterprise, form.document_no), act, desk.books)


def _shown_at(desk: Desk, enterprise: Enterprise, document_no: str) -> tuple[str, ...]:
    """The platforms to which a decision was handed over, or which accepted it: there it may be seen."""
    key = comparable(document_no)
    found = []
    for asked in enterprise.publications.values():
        seen = asked.state == "accepted" or (asked.state == "requested" and desk.stream(Attempts, asked.publication).sent > 0)
        if comparable(asked.document_no) == key and seen:
            found.append(asked.platform)
    return tuple(dict.fromkeys(found))


# --- objections ---------------------------------------------------------------------------------------------------


def file_objection(desk: Desk, form: FileObjection, act: Act) -> Objection:
    """Record an objection, with what is doubtful about its time."""
    enterprise = desk.enterprise_of_case(form.document_no)
    objection = enterprise.file_objection(form, _doubts(desk, enterprise, form), act)
    if desk.claim(objection_key(objection.objection)) is None:
        desk.take(objection_key(objection.objection), enterprise.id)
    return objection


def _doubts(desk: Desk, enterprise: Enterprise, form: FileObjection) -> tuple[str, ...]:
    """Whether it came after its period: whoever reviews decides on that, so it is told, not refused."""
    penalty = enterprise.penalty(form.document_no)
    earlier = [o for o in enterprise.objections.values() if comparable(o.document_no) == comparable(form.document_no)]
    decided = max((o.decided_on for o in earlier if o.kind == "reconsideration" and o.decided_on is not None), default=None)
    if form.kind == "publication":
        return ()
    if form.kind == "litigation" and decided is None:
        return ("reconsideration-first",)
    name, since = ("reconsider", penalty.served_on or penalty.decided_on) if decided is None else ("sue-after-reconsideration", decided)
    period = desk.books.provisions.period(name, since)
    return ("filed-late",) if form.on > desk.books.calendar.count(since, period.count, period.unit).on else ()


def decide_objection(desk: Desk, form: DecideObjection, act: Act) -> Objection:
    """Record the outcome, and what follows at once: a revocation, or a withdrawal of what was published wrongly."""
    enterprise, known = _of_objection(desk, form.objection)
    if form.outcome not in {"dismissed", "withdrawn", *(("varied", "revoked") if known.kind in IN_COURT else ("upheld",))}:
        raise InvalidData.of(
            "outcome",
            "对决定的复议、诉讼，结果为 dismissed、withdrawn、varied 或 revoked；对公示的异议，为 dismissed、withdrawn 或 upheld。",
            "A review of the decision ends dismissed, withdrawn, varied or revoked; an objection to publication dismissed, "
            "withdrawn or upheld.",
        )
    decided = enterprise.decide_objection(form, act)
    if form.outcome == "revoked":
        said = {"document_no": known.document_no, "on": form.on, "by": form.by, "reason": form.reason}
        revoke_penalty(desk, RevokePenalty(**said), act)
    return decided


def _of_objection(desk: Desk, name: str) -> tuple[Enterprise, Objection]:
    claim = desk.claim(objection_key(name))
    if claim is None:
        raise NotFound(
            f"没有编号为 {name} 的异议。用 zibo-port objection list 查看编号。",
            f"There is no objection {name}. See zibo-port objection list.",
        )
    enterprise = desk.folder_of(claim.stream).enterprise
    return enterprise, enterprise.objections[name]


def objection_key(name: str) -> str:
    """The key that an objection takes."""
    return f"objection:{name}"


# --- what follows -------------------------------------------------------------------------------------------------


def withdraw_publication(desk: Desk, form: WithdrawPublication, act: Act) -> None:
    """Withdraw what was published wrongly though the decision stands."""
    enterprise = desk.enterprise_of_case(form.case)
    request = RequestWithdrawal(enterprise=enterprise.identity.code, publication=form.publication, why="inaccurate")
    enterprise.request_withdrawal(request, act)


def request_withdrawal(desk: Desk, form: RequestWithdrawal, act: Act) -> None:
    """Ask that a platform show a decision no more."""
    desk.enterprise(form.enterprise).request_withdrawal(form, act)


def cancel_deduction(desk: Desk, form: CancelDeduction, act: Act) -> None:
    """Take deductions back."""
    desk.enterprise(form.enterprise).cancel_deductions(form.document_no, form.on, form.why, act)


def lift_measure(desk: Desk, form: LiftMeasure, act: Act) -> None:
    """Lift measures."""
    desk.enterprise(form.enterprise).lift_measures(form.document_no, form.on, form.why, act)


# --- clocks -------------------------------------------------------------------------------------------------------


def pause_deadline(desk: Desk, form: PauseDeadline, act: Act) -> None:
    """Let a clock stand still where the step leaves room for it."""
    enterprise = desk.enterprise_of_case(form.document_no)
    step, _ = _movable(desk, enterprise, form.document_no, form.step, act)
    enterprise.pause_deadline(form, act, step.title.zh)


def resume_deadline(desk: Desk, form: ResumeDeadline, act: Act) -> None:
    """Let it go on."""
    enterprise = desk.enterprise_of_case(form.document_no)
    case, _ = _case(desk, enterprise, form.document_no)
    step = _step(case, form.step)
    enterprise.resume_deadline(form, act, None if step is None else step.title.zh)


def extend_deadline(desk: Desk, form: ExtendDeadline, act: Act) -> None:
    """Give a step more time, within its limit, which counts from its day without any extension; the same again is a repeat."""
    enterprise = desk.enterprise_of_case(form.document_no)
    step, duty = _movable(desk, enterprise, form.document_no, form.step, act)
    case, state = _case(desk, enterprise, form.document_no)
    first = joint_supervision.due_without_extension(state, case, form.step, act.today) or duty.due_on
    limit = desk.books.provisions.period(step.limit or "", first)
    last: Deadline = desk.books.calendar.count(first, limit.count, limit.unit)
    again = enterprise.extended.get((case.document_no, form.step)) == form.until
    if not again and not duty.due_on < form.until <= last.on:
        raise Refused(
            f"“{step.title.zh}”原期限为 {first}，现期限为 {duty.due_on}，最迟可延至 {last.on}，不能延到 {form.until}。",
            f"The step “{step.title.en}” was due on {first}, is due on {duty.due_on} and may be extended to {last.on} at most, "
            f"not to {form.until}.",
            clause=limit.clause,
        )
    enterprise.extend_deadline(form, act, step.title.zh)


def _movable(desk: Desk, enterprise: Enterprise, document_no: str, name: str, act: Act) -> tuple[Step, Duty]:
    """The step and its open duty.

    Raises:
        NotFound: the case has no such open duty.
        Refused: the law leaves no room to move it.
    """
    case, state = _case(desk, enterprise, document_no)
    duty = next((d for d in joint_supervision.duties_of(state, case, act.today) if d.step == name and d.done_on is None), None)
    step = _step(case, name)
    if duty is None or step is None:
        raise NotFound(
            f"案件 {document_no} 没有未办结的“{name}”。用 zibo-port duties --case {document_no} 查看。",
            f"Case {document_no} has no open duty {name}. See zibo-port duties --case {document_no}.",
        )
    if step.limit is None:
        raise Refused(
            f"“{step.title.zh}”的期限由法律规定，不能中止或延长。",
            f"The period of “{step.title.en}” is the law's; it can't be moved.",
            clause=duty.clause,
        )
    return step, duty


def _step(case: joint_supervision.Case, name: str) -> Step | None:
    return next((s for s in joint_supervision.steps_of(case) if s.covers(name)), None)


def migrate_case(desk: Desk, form: MigrateCase, act: Act) -> None:
    """Move a case on to another version, unless a step that is done would be undone.

    Raises:
        Refused: no such version, or a duty that is done isn't one of its duties.
    """
    enterprise = desk.enterprise_of_case(form.document_no)
    case, state = _case(desk, enterprise, form.document_no)
    if form.to_version not in joint_supervision.VERSIONS:
        known = "、".join(map(str, joint_supervision.VERSIONS))
        raise Refused(
            f"流程 {joint_supervision.NAME} 没有第 {form.to_version} 版，现有：{known}。",
            f"{joint_supervision.NAME} has no version {form.to_version}; there are {known}.",
            clause=CLAUSE,
        )
    before, after = _migrated(state, case, form.to_version, act)
    lost = sorted({d.step for d in before if d.done_on is not None} - {d.step for d in after if d.done_on is not None})
    if lost:
        raise Refused(
            f"迁移会使已办结的事项不再办结：{'、'.join(lost)}，不能迁移。",
            f"Steps that are done would be undone: {', '.join(lost)}; the case can't be migrated.",
            clause=CLAUSE,
        )
    enterprise.migrate_case(form, joint_supervision.NAME, case.version, act)


def _migrated(state: joint_supervision.State, case: joint_supervision.Case, version: int, act: Act) -> tuple[list[Duty], list[Duty]]:
    """The duties of a case under its own version and under another."""
    before = list(joint_supervision.duties_of(state, case, act.today))
    kept, case.version = case.version, version
    try:
        return before, list(joint_supervision.duties_of(state, case, act.today))
    finally:
        case.version = kept


def _case(desk: Desk, enterprise: Enterprise, document_no: str) -> tuple[joint_supervision.Case, joint_supervision.State]:
    flows = desk.folder_of(enterprise.id).flows
    state = next(f for f in flows if isinstance(f, joint_supervision.State))
    return state.cases[comparable(document_no)], state
