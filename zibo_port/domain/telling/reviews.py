"""Tells what became of a decision: varied, revoked, fulfilled, repaired, objected to, withdrawn; and how clocks were moved."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.enterprise.deadlines import CaseMigrated, DeadlineExtended, DeadlinePaused, DeadlineResumed
from zibo_port.domain.enterprise.measures import MeasureCompleted, MeasureExtended, MeasureReported
from zibo_port.domain.enterprise.objections import ObjectionDecided, ObjectionFiled
from zibo_port.domain.enterprise.outcomes import DeductionCancelled, MeasureLifted
from zibo_port.domain.enterprise.reviews import PenaltyFulfilled, PenaltyRepaired, PenaltyRevoked, PenaltyVaried
from zibo_port.domain.enterprise.withdrawals import PublicationEnded, PublicationWithdrawn, WithdrawalRequested
from zibo_port.domain.errors import Text
from zibo_port.domain.telling.words import Telling, department, named, platform, yuan

HOWS: Final = {"revoked": Text("撤销", "revoked"), "unlawful": Text("确认违法", "held to be unlawful"), "void": Text("确认无效", "void")}
KINDS: Final = {
    "reconsideration": Text("行政复议", "reconsideration"),
    "litigation": Text("行政诉讼", "litigation"),
    "publication": Text("公示异议", "objection to publication"),
}
OUTCOMES: Final = {
    "dismissed": Text("驳回", "dismissed"),
    "withdrawn": Text("撤回", "withdrawn"),
    "upheld": Text("异议成立", "upheld"),
    "varied": Text("变更原决定", "decision varied"),
    "revoked": Text("撤销原决定", "decision revoked"),
}
WHYS: Final = {
    "revoked": Text("决定已撤销", "the decision was revoked"),
    "varied": Text("决定已变更", "the decision was varied"),
    "inaccurate": Text("公示内容不准确", "what is shown is wrong"),
    "repaired": Text("信用已修复", "the credit was repaired"),
    "expired": Text("公示期满", "the term is over"),
    "concluded-again": Text("会商重新作出结论", "a meeting concluded anew"),
    "reconsideration": Text("行政复议", "reconsideration"),
    "litigation": Text("行政诉讼", "litigation"),
    "inspection": Text("检测鉴定", "inspection"),
}


def varied(fact: PenaltyVaried) -> Telling:
    """A decision changed by whoever may."""
    fine = yuan(fact.fine)
    return Telling(
        Text(
            f"{fact.by}自 {fact.effective_on} 起变更 {fact.document_no}：{fact.reason}；变更后罚款 {fine.zh}。",
            f"{fact.document_no} was varied by {fact.by} from {fact.effective_on} on: {fact.reason}; the fine is {fine.en}.",
        ),
        Text(
            "已公示的旧内容三个工作日内撤下，新内容重新公示；案件可以重新会商。",
            "The old text is withdrawn within three working days, the new one published; a meeting may conclude anew.",
        ),
    )


def revoked(fact: PenaltyRevoked) -> Telling:
    """A decision that doesn't stand."""
    how = named(HOWS, fact.how)
    return Telling(
        Text(
            f"{fact.document_no} 自 {fact.effective_on} 起{how.zh}（{fact.by}）：{fact.reason}。",
            f"{fact.document_no} is {how.en} from {fact.effective_on} on ({fact.by}): {fact.reason}.",
        ),
        Text(
            "已公示的三个工作日内撤下，扣分在原季度取消，措施解除。",
            "It is withdrawn within three working days, its deduction cancelled, measures lifted.",
        ),
    )


def fulfilled(fact: PenaltyFulfilled) -> Telling:
    """Everything ordered was done."""
    return Telling(
        Text(f"{fact.document_no} 于 {fact.effective_on} 履行完毕。", f"{fact.document_no} was fulfilled on {fact.effective_on}."),
        Text("满最短公示期限后可以修复信用。", "The credit can be repaired once the shortest period is over."),
    )


def repaired(fact: PenaltyRepaired) -> Telling:
    """A repair."""
    return Telling(
        Text(
            f"{fact.by}自 {fact.effective_on} 起修复 {fact.document_no} 的信用记录：{fact.reason}。",
            f"The record of {fact.document_no} was repaired by {fact.by} from {fact.effective_on} on: {fact.reason}.",
        ),
        Text(
            "停止公示、共享和使用，措施解除；扣分留在原季度。",
            "Publication, sharing and use end, measures are lifted; the deduction stays in its quarter.",
        ),
    )


def objected(fact: ObjectionFiled) -> Telling:
    """An objection."""
    kind = named(KINDS, fact.kind)
    return Telling(
        Text(
            f"当事人于 {fact.effective_on} 就 {fact.document_no} 向{fact.before_whom}提出{kind.zh}：{fact.grounds}。",
            f"On {fact.effective_on} {kind.en} about {fact.document_no} was filed with {fact.before_whom}: {fact.grounds}.",
        ),
        Text(
            "复议、诉讼期间相关得分为暂定；决定不停止执行。",
            "While a review is open the score is provisional; the decision is carried out.",
        ),
    )


def decided(fact: ObjectionDecided) -> Telling:
    """Its outcome."""
    kind, outcome = named(KINDS, fact.kind), named(OUTCOMES, fact.outcome)
    return Telling(
        Text(
            f"{fact.by}于 {fact.effective_on} 对 {fact.document_no} 的{kind.zh}作出结果：{outcome.zh}（{fact.reason}）。",
            f"On {fact.effective_on} {fact.by} decided the {kind.en} about {fact.document_no}: {outcome.en} ({fact.reason}).",
        ),
        Text("此后任何重算都以这一结果为准。", "Whatever is computed later goes by this outcome."),
    )


def leaving(fact: WithdrawalRequested) -> Telling:
    """A platform is asked to show it no more."""
    where, why = platform(fact.platform), named(WHYS, fact.why)
    return Telling(
        Text(f"要求{where.zh}撤下 {fact.document_no}：{why.zh}。", f"{where.en} is to show {fact.document_no} no more: {why.en}."),
        Text("登记撤下回执后才算办结。", "It is done once the platform says that it is gone."),
    )


def withdrawn(fact: PublicationWithdrawn) -> Telling:
    """It is gone."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"{where.zh}已撤下 {fact.document_no}，回执 {fact.receipt}。",
            f"{where.en} withdrew {fact.document_no}, receipt {fact.receipt}.",
        ),
        Text("该平台撤下办结。", "The withdrawal is done there."),
    )


def ended(fact: PublicationEnded) -> Telling:
    """The publication ended."""
    where = platform(fact.platform)
    return Telling(
        Text(
            f"{where.zh}已停止公示 {fact.document_no}，回执 {fact.receipt}。",
            f"{where.en} ended {fact.document_no}, receipt {fact.receipt}.",
        ),
        Text("该平台的公示结束。", "It is shown there no more."),
    )


def cancelled(fact: DeductionCancelled) -> Telling:
    """A deduction taken back."""
    why = named(WHYS, fact.why)
    return Telling(
        Text(
            f"取消会商 {fact.meeting} 就 {fact.document_no} 在 {fact.quarter} 所扣的 {fact.points} 分：{why.zh}。",
            f"The {fact.points} points deducted in {fact.quarter} by {fact.meeting} for {fact.document_no} are cancelled: {why.en}.",
        ),
        Text("只在原季度恢复，不计入以后的季度。", "They come back in that quarter alone."),
    )


def lifted(fact: MeasureLifted) -> Telling:
    """A measure lifted."""
    who, why = department(fact.executing_department), named(WHYS, fact.why)
    return Telling(
        Text(
            f"解除会商 {fact.meeting} 就 {fact.document_no} 交由{who.zh}落实的措施（{fact.measure}）：{why.zh}。",
            f"The measure {fact.measure} that {fact.meeting} gave to {who.en} for {fact.document_no} is lifted: {why.en}.",
        ),
        Text("该措施不再执行。", "It isn't carried out any more."),
    )


def paused(fact: DeadlinePaused) -> Telling:
    """A clock that stands still."""
    why = named(WHYS, fact.why)
    return Telling(
        Text(
            f"{fact.document_no} 的“{fact.title or fact.step}”自 {fact.effective_on} 起中止计算期限（{why.zh}）：{fact.reason}。",
            f"The clock of {fact.step} of {fact.document_no} stands still from {fact.effective_on} ({why.en}): {fact.reason}.",
        ),
        Text("中止期间不计入期限，期限为暂定。", "The time isn't counted; the deadline is provisional."),
    )


def resumed(fact: DeadlineResumed) -> Telling:
    """A clock that goes on."""
    return Telling(
        Text(
            f"{fact.document_no} 的“{fact.title or fact.step}”自 {fact.effective_on} 起恢复计算期限：{fact.reason}。",
            f"The clock of {fact.step} of {fact.document_no} goes on from {fact.effective_on}: {fact.reason}.",
        ),
        Text("余下的期限从该日起算。", "What was left is counted from that day."),
    )


def extended(fact: DeadlineExtended) -> Telling:
    """More time."""
    return Telling(
        Text(
            f"{fact.document_no} 的“{fact.title or fact.step}”延长至 {fact.until}：{fact.reason}。",
            f"{fact.step} of {fact.document_no} may be done until {fact.until}: {fact.reason}.",
        ),
        Text("以延长后的日期为期限。", "That day is the deadline now."),
    )


def migrated(fact: CaseMigrated) -> Telling:
    """Another version of the workflow."""
    return Telling(
        Text(
            f"案件 {fact.document_no} 由流程第 {fact.from_version} 版迁移到第 {fact.to_version} 版：{fact.reason}。",
            f"Case {fact.document_no} was moved from version {fact.from_version} of its workflow to {fact.to_version}: {fact.reason}.",
        ),
        Text("此后的应办事项按新版计算。", "What is owed goes by the new version from here on."),
    )


def measure_reported(fact: MeasureReported) -> Telling:
    """How far a measure is."""
    return Telling(
        Text(
            f"{fact.document_no} 的措施 {fact.measure} 进展：{fact.text}。",
            f"Measure {fact.measure} of {fact.document_no}: {fact.text}.",
        ),
        Text("该措施仍在落实。", "It is still being carried out."),
    )


def measure_extended(fact: MeasureExtended) -> Telling:
    """More time for a measure."""
    return Telling(
        Text(
            f"{fact.document_no} 的措施 {fact.measure} 延长至 {fact.until}：{fact.reason}。",
            f"Measure {fact.measure} of {fact.document_no} may be carried out until {fact.until}: {fact.reason}.",
        ),
        Text("以延长后的日期为期限。", "That day is the deadline now."),
    )


def measure_completed(fact: MeasureCompleted) -> Telling:
    """A measure carried out."""
    return Telling(
        Text(
            f"{fact.document_no} 的措施 {fact.measure} 于 {fact.effective_on} 落实：{fact.result}。",
            f"Measure {fact.measure} of {fact.document_no} was carried out on {fact.effective_on}: {fact.result}.",
        ),
        Text("该措施办结。", "It is done."),
    )
