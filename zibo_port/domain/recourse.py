"""What an enterprise may do next about a decision against it and about what is shown: each step with its clause and days.

A decision that was revoked asks for nothing; what was fulfilled is owed no more, what was repaired isn't repaired again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from zibo_port.domain.codes import PLATFORMS
from zibo_port.domain.document_no import comparable
from zibo_port.domain.enterprise.penalties import PenaltyCorrected
from zibo_port.domain.enterprise_page import Recourse, Shown
from zibo_port.domain.errors import Text
from zibo_port.domain.remedies import about_decision, in_words, joined
from zibo_port.domain.showing import EARLY_STOP, NECIPS

if TYPE_CHECKING:
    from zibo_port.domain.books import Books
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.domain.enterprise.objections import Objection
    from zibo_port.domain.enterprise.penalties import Penalty
    from zibo_port.domain.enterprise.reviews import Review

EARLY_END: Final = "《市场监督管理行政处罚信息公示规定》第十四条"

_STEP_OF: Final[Mapping[str, str]] = {"reconsideration": "reconsideration", "litigation": "lawsuit", "publication": "objection"}
"""Kind of objection → the step that it is."""


def recourses(enterprise: Enterprise, shown: Collection[Shown], books: Books, on: date) -> Iterator[Recourse]:
    """Every step about each decision that stands, in the order of the decisions: duties and remedies, then what is shown."""
    for penalty in sorted(enterprise.penalties.values(), key=lambda p: (p.decided_on, p.document_no)):
        key = comparable(penalty.document_no)
        review = enterprise.review(penalty.document_no)
        objections = [o for o in enterprise.objections.values() if comparable(o.document_no) == key]
        if review.revoked_on is None:
            here = [s for s in shown if s.current and comparable(s.about) == key]
            steps = (*about_decision(penalty, review, objections, books), *_about_showing(penalty, review, here, books, on))
            yield from (_as_filed(step, objections) for step in steps)


def _as_filed(step: Recourse, objections: Sequence[Objection]) -> Recourse:
    """A step that was taken already: when, before whom, and when it was decided."""
    filed = next((o for o in reversed(objections) if _STEP_OF.get(o.kind) == step.code), None)
    if filed is None or filed.filed_on is None:
        return step
    done = Text(f"{filed.filed_on} 已向{filed.before_whom}提出（{filed.objection}）", f"Filed with {filed.before_whom} on {filed.filed_on}")
    if filed.decided_on is not None:
        done = Text(f"{done.zh}，{filed.decided_on} 办结", f"{done.en}, decided on {filed.decided_on}")
    note = joined(Text(f"{done.zh}。", f"{done.en}."), step.note)
    if filed.decided_on is not None and filed.kind == "publication":
        return replace(step, note=note)  # what is shown may be objected to again
    return replace(step, note=note, filed_on=filed.filed_on, decided_on=filed.decided_on)


# --- what is shown ------------------------------------------------------------------------------------------------


def _about_showing(penalty: Penalty, review: Review, shown: Sequence[Shown], books: Books, on: date) -> Iterator[Recourse]:
    """Correction and objection while it is shown anywhere, then an early end at each platform."""
    public = [s for s in shown if s.public]
    if public:
        since = min(s.since or penalty.decided_on for s in public)
        ends = [s.until for s in public]
        until = None if None in ends else max(end for end in ends if end is not None)
        what = Text("公示内容不准确的，举证要求更正", "ask with evidence that what is shown be corrected")
        promptly = Text("应当及时更正。", "It is corrected promptly.")
        yield Recourse("correct-data", penalty.document_no, what, PenaltyCorrected.CLAUSE, since, until, promptly)
        yield _objection(penalty, since, until, books, on)
    bound = [s for s in shown if s.clause and s.state in {"requested", "accepted"}]
    if bound and review.repaired_on is None:
        yield _repair(penalty, review, bound, books)


def _objection(penalty: Penalty, since: date, until: date | None, books: Books, on: date) -> Recourse:
    alone, helped = (books.provisions.period(name, on) for name in ("objection", "objection-assisted"))
    first, second = (books.calendar.count(on, period.count, period.unit) for period in (alone, helped))
    within, helped_within, answer, helped_answer = in_words(alone), in_words(helped), first.on, second.on
    note = Text(
        f"{within.zh}内处理，需其他单位协助的 {helped_within.zh}内；如在 {on} 提出，至迟 {answer}、{helped_answer} 答复。",
        f"Answered within {within.en}, or {helped_within.en} with another unit's help; filed on {on}, by {answer} or {helped_answer}.",
    )
    what = Text("对公示的信用信息提出异议", "object to what is shown")
    provisional = first.provisional or second.provisional
    return Recourse("objection", penalty.document_no, what, alone.clause, since, until, note, provisional=provisional)


def _repair(penalty: Penalty, review: Review, bound: Sequence[Shown], books: Books) -> Recourse:
    """An early end of publication by credit repair, once the least time is full at every platform; never for some kinds."""
    what = Text("申请信用修复，提前停止公示", "apply for credit repair, an early end of publication")
    bar = books.provisions.no_early_end(NECIPS, penalty.kinds, penalty.decided_on)
    if bar is not None:
        never = Text(bar.note_zh or "", bar.note_en or "")
        return Recourse("repair", penalty.document_no, what, bar.clause, None, None, never, never=True)
    days = [s.repairable for s in bound if s.repairable is not None]
    ends = [s.until for s in bound if s.until is not None]
    early = books.provisions.period(EARLY_STOP, penalty.decided_on)
    return Recourse(
        "repair",
        penalty.document_no,
        what,
        "、".join(dict.fromkeys((EARLY_END, early.clause, *(s.clause for s in bound if s.platform != NECIPS)))),
        max(days, default=None),
        max(ends, default=None),
        _conditions(bound, penalty, review, books),
        waits=review.fulfilled_on is None or not any(s.public for s in bound),
        provisional=any(s.provisional for s in bound),
        assumed=any(s.assumed for s in bound),
    )


def _conditions(shown: Sequence[Shown], penalty: Penalty, review: Review, books: Books) -> Text:
    """What a repair asks for, and the first day at each platform."""
    todo = Text("尚未登记履行完毕。", "Fulfilment isn't on record yet. ") if review.fulfilled_on is None else Text("", "")
    synced = in_words(books.provisions.period("repair-sync", penalty.decided_on))
    days = [(PLATFORMS[s.platform], s.repairable) for s in shown if s.repairable is not None]
    zh = "；".join(f"{platform.zh} {day} 起" for platform, day in days)
    en = "; ".join(f"{platform.en} from {day}" for platform, day in days)
    return Text(
        f"{todo.zh}"
        "各平台均满最短公示期，已履行处罚决定、消除危害后果，未再受同类处罚，未列入经营异常名录、严重违法失信名单，并作出信用承诺；"
        f"在国家企业信用信息公示系统办理，结果 {synced.zh}内同步。{f'最短公示期：{zh}。' if zh else ''}",
        f"{todo.en}"
        "The least time is full at every platform, duties are done, harm removed, no further penalty of the kind, on no list, and a "
        f"commitment is made; applied for at the national system and carried over within {synced.en}."
        + (f" Least time: {en}." if en else ""),
    )
