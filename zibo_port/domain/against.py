"""What counts against an enterprise: in the score of a quarter, in its cases, where it is shown, on the list; since when, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zibo_port.domain.against_score import Grounds, in_score
from zibo_port.domain.codes import DEPARTMENTS, PLATFORMS
from zibo_port.domain.duty import Duty
from zibo_port.domain.enterprise.results import CLAUSE_RESULT, Figures
from zibo_port.domain.enterprise_page import Against
from zibo_port.domain.errors import Text
from zibo_port.domain.telling.evaluation import grade_in_english

LEAVING: Final = "watch-list.leaving"

_CONCLUSION: Final = Text("会商作出结论时终结，可能扣分", "ends with a consultation's conclusion, which may deduct points")
_TERM: Final = Text("公示期满，或修复后提前停止", "ends with the term of publication, or earlier by repair")
_NO_TERM: Final = Text("该平台未规定公示期限", "no rule sets a term at this platform")
_BETTER: Final = Text("良好或优秀等次公布之日移出", "left when a grade of good or excellent is published")
_MEETING: Final = Text("由会商同意或暂缓重述", "a meeting accepts or defers it")


def against(grounds: Grounds) -> tuple[Against, ...]:
    """Everything that counts against it, the score of the quarter first."""
    kinds = (in_score, _cases, _showings, _measures, _watch_list, _restatements)
    return tuple(one for kind in kinds for one in kind(grounds))


# --- cases, showings, measures ------------------------------------------------------------------------------------


def _cases(grounds: Grounds) -> Iterator[Against]:
    """Cases that await a consultation, until the day by which it is due."""
    for duty in grounds.duties:
        if duty.step == "consult" and duty.done(grounds.on) is None:
            what = Text(f"案件 {duty.case} 待会商", f"case {duty.case} awaits its consultation")
            until = duty.due_on if duty.due_on >= grounds.on else None
            since, clause = duty.since, duty.clause
            yield Against("case", duty.case, what, clause, since, until, _CONCLUSION, provisional=duty.provisional, assumed=duty.assumed)


def _showings(grounds: Grounds) -> Iterator[Against]:
    for one in grounds.shown:
        if one.public:
            platform = PLATFORMS.get(one.platform, Text(one.platform, one.platform))
            what = Text(f"{one.about} 在{platform.zh}公示", f"{one.about} is shown at {platform.en}")
            yield Against(
                "publication",
                one.about,
                what,
                one.clause,
                one.since,
                one.until,
                _TERM if one.until else _NO_TERM,
                provisional=one.provisional,
                assumed=one.assumed,
            )


def _measures(grounds: Grounds) -> Iterator[Against]:
    """Measures that a department has still to carry out or to report."""
    names = {m.code: Text(m.name, m.name_en) for m in grounds.books.provisions.measures()}
    for duty in grounds.duties:
        kind, _, code = duty.step.partition("-")
        if kind == "measure" and duty.done(grounds.on) is None:
            name, unit = names.get(code, Text(code, code)), DEPARTMENTS.get(duty.department, Text(duty.department, duty.department))
            what = Text(f"{name.zh}（{unit.zh}，{duty.case}）", f"{name.en} ({unit.en}, {duty.case})")
            until = duty.due_on if duty.due_on >= grounds.on else None
            yield Against(
                "measure",
                duty.case,
                what,
                duty.clause,
                duty.since,
                until,
                _until_done(duty, overdue=until is None),
                assumed=duty.assumed,
                provisional=duty.provisional,
            )


def _until_done(duty: Duty, *, overdue: bool) -> Text:
    if overdue:
        return Text(f"{duty.due_on} 到期，尚未报告完成", f"due on {duty.due_on}, not reported done yet")
    return Text("期限内由部门完成并报告", "the department does it and reports by then")


# --- the list and restatements ------------------------------------------------------------------------------------


def _watch_list(grounds: Grounds) -> Iterator[Against]:
    entered = grounds.enterprise.watched
    if entered is not None:
        what = Text(
            f"列为重点关注企业：{entered.quarter} 评为{entered.grade}", f"on the watch list, graded {entered.grade} in {entered.quarter}"
        )
        assumed = grounds.books.readings.chosen(LEAVING).assumed
        since, position = entered.effective_on, grounds.positions.get(entered.originator_version)
        yield Against("watch-list", entered.quarter, what, entered.CLAUSE, since, None, _BETTER, position=position, assumed=assumed)


def _restatements(grounds: Grounds) -> Iterator[Against]:
    for open_ in grounds.enterprise.restatements.values():
        before, after = _figures(open_.before), _figures(open_.after)
        deferred = f"（已暂缓：{open_.deferred}）" if open_.deferred else "", f" (deferred: {open_.deferred})" if open_.deferred else ""
        what = Text(
            f"{open_.quarter} 结果待重述：{before.zh} → {after.zh}{deferred[0]}",
            f"the result of {open_.quarter} awaits a restatement: {before.en} → {after.en}{deferred[1]}",
        )
        yield Against("restatement", open_.quarter, what, CLAUSE_RESULT, open_.since, None, _MEETING)


def _figures(figures: Figures) -> Text:
    if figures.total is None:
        return Text("无数据", "no data")
    return Text(f"{figures.total} 分，{figures.grade}", f"{figures.total}, {grade_in_english(figures.grade)}")
