"""The steps of joint supervision as data, by version, and when each of them runs for a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from zibo_port.domain.codes import CREDIT_PLATFORMS
from zibo_port.domain.errors import Text
from zibo_port.domain.steps import AS_ORDERED, ENGINE_OWNER, AtMeeting, Ordered, Running, Step, Within
from zibo_port.workflows.joint_supervision.case import Case, Shown

CLAUSE: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（三）"
_PUBLISHED: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（二）"
_WITHDRAWN: Final = "《市场监督管理行政处罚信息公示规定》第十一条"
_ENDED: Final = "《市场监督管理行政处罚信息公示规定》第十三条、第十四条"
_REVOKED: Final = "《中华人民共和国行政处罚法》第四十八条第二款"
_REGULATOR: Final = "market-supervision"

OPEN: Final = Step("open-case", Text("立案", "open the case"), ENGINE_OWNER, ("PenaltyLogged",), ("CaseOpened",), CLAUSE)
REQUEST: Final = Step(
    "request-publication",
    Text("公示内容定稿", "freeze what is published"),
    ENGINE_OWNER,
    ("PenaltyLogged", "PenaltyCorrected", "PenaltyVaried", "CaseConcluded"),
    ("PublicationRequested",),
    _PUBLISHED,
)
WITHDRAW: Final = Step(
    "request-withdrawal",
    Text("要求平台撤下", "ask for the withdrawal"),
    ENGINE_OWNER,
    ("PenaltyVaried", "PenaltyRevoked", "PenaltyRepaired", "PublicationAccepted"),
    ("WithdrawalRequested",),
    _WITHDRAWN,
)
UNDO: Final = Step(
    "undo-consequences",
    Text("取消扣分、解除措施", "cancel deductions, lift measures"),
    ENGINE_OWNER,
    ("PenaltyRevoked", "PenaltyRepaired"),
    ("DeductionCancelled", "MeasureLifted"),
    CLAUSE,
)

STEPS: Final[tuple[Step, ...]] = (
    OPEN,
    REQUEST,
    *(
        Step(
            f"publish-{platform}",
            Text(f"公示到{zh}", f"publish at {en}"),
            _REGULATOR,
            after,
            ("PublicationAccepted",),
            clause,
            Within(period),
        )
        for platform, zh, en, after, clause, period in (
            ("necips", "国家企业信用信息公示系统", "NECIPS", ("PenaltyLogged",), _PUBLISHED, "publish-necips"),
            ("credit-china-zibo", "“信用中国（山东淄博）”", "Credit China (Zibo)", ("PenaltyLogged",), CLAUSE, "publish-credit-china-zibo"),
            ("sanction-provincial", "省联合奖惩系统", "the provincial system", ("CaseConcluded",), CLAUSE, "push-sanction"),
            ("sanction-national", "国家联合奖惩系统", "the national system", ("CaseConcluded",), CLAUSE, "push-sanction"),
        )
    ),
    Step(
        "consult",
        Text("部门会商", "consultation"),
        "port-office",
        ("CaseOpened", "PenaltyCorrected", "PenaltyVaried"),
        ("CaseConcluded",),
        CLAUSE,
        AtMeeting(),
        limit="extend-consult",
    ),
    Step(
        "refund-check",
        Text("核查退款", "refund check"),
        _REGULATOR,
        ("PenaltyLogged",),
        ("PenaltyFulfilled",),
        "《价格违法行为行政处罚规定》第十六条",
        Within("refund-check"),
        limit="extend-refund-check",
    ),
    Step(
        "measure-",
        Text("落实联合监管措施", "carry out a joint measure"),
        AS_ORDERED,
        ("MeasureImposed",),
        ("MeasureCompleted", "MeasureLifted"),
        CLAUSE,
        Ordered(),
        limit="extend-measure",
    ),
    WITHDRAW,
    UNDO,
    Step(
        "withdraw-",
        Text("从平台撤下", "withdraw from a platform"),
        _REGULATOR,
        ("WithdrawalRequested",),
        ("PublicationWithdrawn",),
        _WITHDRAWN,
        Within("withdraw"),
    ),
    Step(
        "end-",
        Text("停止公示", "end the publication"),
        _REGULATOR,
        ("PenaltyRepaired", "WithdrawalRequested"),
        ("PublicationEnded",),
        _ENDED,
        Within("early-stop-end"),
    ),
    Step(
        "answer-objection",
        Text("答复公示异议", "answer an objection to publication"),
        _REGULATOR,
        ("ObjectionFiled",),
        ("ObjectionDecided",),
        "《山东省社会信用条例》第三十九条",
        Within("objection"),
    ),
    Step(
        "record-variation",
        Text("登记变更后的决定", "record the decision as varied"),
        _REGULATOR,
        ("ObjectionDecided",),
        ("PenaltyVaried", "PenaltyRevoked"),
        _REVOKED,
        Within("withdraw"),
    ),
)

VERSIONS: Final[dict[int, tuple[Step, ...]]] = {1: STEPS}
"""A case runs under the version that it was opened under until it is migrated; versions are added, never changed."""


def steps_of(case: Case) -> tuple[Step, ...]:
    """The steps under which a case runs; one that isn't opened yet will run under the latest."""
    return VERSIONS.get(case.version) or VERSIONS[max(VERSIONS)]


def running(step: Step, case: Case) -> Iterator[Running]:
    """What runs of a step for a case, done or not."""
    return RUNNING[step.name](step, case)


# --- when they run ------------------------------------------------------------------------------------------------


def _nothing(_: Step, __: Case) -> Iterator[Running]:
    """The engine's steps are done at once; `commands` yields them."""
    return iter(())


def _publish(step: Step, case: Case) -> Iterator[Running]:
    platform = step.name.removeprefix("publish-")
    accepted = next((s for s in case.shown if s.platform == platform and s.revision == case.revision and s.accepted_on), None)
    if platform in case.platforms() or accepted is not None:
        pushed = case.concluded_on if platform not in CREDIT_PLATFORMS else None
        done_on = accepted.accepted_on if accepted else None
        yield Running(step.name, step.owner, pushed or case.decided_on, done_on, period=case.own_period(platform))


def _consult(step: Step, case: Case) -> Iterator[Running]:
    if case.reconclude_since is not None:
        yield Running(step.name, step.owner, case.reconclude_since)
    elif case.opened_on is not None and (case.revoked_on is None or case.concluded_on is not None):
        yield Running(step.name, step.owner, case.opened_on, case.concluded_on)


def _refund_check(step: Step, case: Case) -> Iterator[Running]:
    if case.refund and (case.revoked_on is None or case.fulfilled_on is not None):
        yield Running(step.name, step.owner, case.decided_on, case.fulfilled_on)


def _measures(_: Step, case: Case) -> Iterator[Running]:
    for measure in case.measures:
        name = f"measure-{measure.code}"
        order = (measure.since, measure.done_on, measure.due_on, measure.clause)
        yield Running(name, measure.department, *order, extended=measure.until)


def _withdraw(step: Step, case: Case) -> Iterator[Running]:
    for shown in _leaving(case, ended=False):
        yield Running(f"withdraw-{shown.platform}", step.owner, shown.leaves_since or case.decided_on, shown.gone_on)


def _end(step: Step, case: Case) -> Iterator[Running]:
    for shown in _leaving(case, ended=True):
        period = None if shown.platform == "necips" else "repair-sync"
        yield Running(f"end-{shown.platform}", step.owner, shown.leaves_since or case.decided_on, shown.gone_on, period=period)


def _leaving(case: Case, *, ended: bool) -> list[Shown]:
    return [s for s in case.shown if s.leaving is not None and not s.rejected and (s.leaving in {"repaired", "expired"}) == ended]


def _answer(step: Step, case: Case) -> Iterator[Running]:
    for kind, filed_on, decided_on, _ in case.objections.values():
        if kind == "publication":
            yield Running(step.name, step.owner, filed_on, decided_on)


def _vary(step: Step, case: Case) -> Iterator[Running]:
    """A review that varied the decision waits for the new text."""
    for kind, _, decided_on, outcome in case.objections.values():
        if kind != "publication" and outcome == "varied" and decided_on is not None:
            done = case.varied_on if case.varied_on is not None and case.varied_on >= decided_on else case.revoked_on
            yield Running(step.name, step.owner, decided_on, done)


RUNNING: Final[Mapping[str, Callable[[Step, Case], Iterator[Running]]]] = {
    **dict.fromkeys((OPEN.name, REQUEST.name, WITHDRAW.name, UNDO.name), _nothing),
    **dict.fromkeys((s.name for s in STEPS if s.name.startswith("publish-")), _publish),
    "consult": _consult,
    "refund-check": _refund_check,
    "measure-": _measures,
    "withdraw-": _withdraw,
    "end-": _end,
    "answer-objection": _answer,
    "record-variation": _vary,
}
"""Step → when it runs; a test sees that every step of every version has an entry."""
