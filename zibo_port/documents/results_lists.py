"""The enclosures of the notice of results: who stands where, who is watched, how the words were read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.gongwen import Paper
from zibo_port.documents.gongwen_tables import Column, Row
from zibo_port.documents.letterhead import written_quarter
from zibo_port.documents.results_statements import composition, readings_used
from zibo_port.domain.quarterly import Imposed, QuarterlyReport, Standing, Used, Watched

_QUARTER: Final = re.compile(r"2[01][0-9]{2}Q[1-4]")
_RESTATED, _PENDING = "＊", "△"
_RESULTS: Final = (
    Column("名次", 9.5),
    Column("企业名称", 30.5, "left"),
    Column("统一社会信用代码", 45.5),
    *(Column(name, 13) for name in ("用户评价", "热线投诉", "部门评价")),
    Column("会商扣分", 9.5),
    Column("总分", 13),
    Column("等次", 9),
)
_WATCHED: Final = (
    Column("序号", 10),
    Column("企业名称、统一社会信用代码", 43, "left"),
    Column("列入原因", 29, "left"),
    Column("列入日期", 26),
    Column("会商决定的措施、责任单位、完成时限", 48, "left"),
)
_READINGS: Final = (Column("序号", 10), Column("问题和条款", 67, "left"), Column("采用的解读", 59, "left"), Column("采用依据", 20))


def results_list(paper: Paper, report: QuarterlyReport) -> None:
    """Every enterprise evaluated, from the highest total down; those without one come last."""
    notes = [f"{n}. {text}" for n, text in enumerate(_notes(report), 1)]
    paper.table(_RESULTS, [_standing(s) for s in report.standings], notes=notes)


def _standing(standing: Standing) -> Row:
    by_code = {c.code: c.points for c in standing.score.components}
    mark = (_RESTATED if standing.status == "restated" else "") + (_PENDING if standing.restatement_pending else "")
    return (
        str(standing.rank) if standing.rank is not None else "—",
        standing.name + mark,
        standing.code,
        *(words.number(by_code.get(code)) for code in words.COMPONENTS),
        words.number(standing.deducted) if standing.deducted else "—",
        words.total_words(standing.total),
        standing.grade or "—",
    )


def _notes(report: QuarterlyReport) -> Iterator[str]:
    if report.edition:
        yield composition(report)
    yield "名次按总分由高到低排列，总分相同的名次并列。“—”表示无数据、未扣分或未评定等次。"
    if any(s.status == "restated" for s in report.standings):
        yield f"标“{_RESTATED}”的为经会商重述的结果。"
    if report.restatements:
        yield f"标“{_PENDING}”的封账后另有事实登记，结果待会商重述。"


# --- the watch list -----------------------------------------------------------------------------------------------


def watch_list(paper: Paper, report: QuarterlyReport) -> None:
    """Who is on the list and why, with the measures that consultations imposed; before publication, who would enter and leave."""
    rows = [_watched(w, report) for w in report.watched]
    rows += [_expected(s, "拟列入", f"本次评价结果为{s.grade}") for s in report.expected_entries]
    rows += [_expected(s, "拟移出", f"本次评价结果为{s.grade}") for s in report.expected_exits]
    note = "措施以部门会商结论为准；未列会商措施的，由有关部门在法定权限范围内确定。"
    paper.table(_WATCHED, [(str(n), *row) for n, row in enumerate(rows, 1)], notes=[note])


def _watched(watched: Watched, report: QuarterlyReport) -> tuple[str | tuple[str, ...], ...]:
    reason = _QUARTER.sub(lambda found: written_quarter(found[0]), watched.reason.zh).replace(" ", "")
    measures = tuple(f"{n}. {_imposed(i, report)}" for n, i in enumerate(watched.imposed, 1)) or ("—",)
    return (watched.name, watched.enterprise), reason, words.day_words(watched.since).zh, measures


def _imposed(imposed: Imposed, report: QuarterlyReport) -> str:
    name, unit = words.measure_words(imposed.measure, report.measures).zh, words.department_words(imposed.department).zh
    due = f"{words.day_words(imposed.due_on).zh}前" if imposed.due_on else "下次例会前"
    return f"{name}（{unit}，{due}；{imposed.document_no}）"


def _expected(standing: Standing, what: str, reason: str) -> tuple[str | tuple[str, ...], ...]:
    return (standing.name, standing.code), reason, what, ("—",)


# --- readings -----------------------------------------------------------------------------------------------------


def readings_list(paper: Paper, report: QuarterlyReport) -> None:
    """What the words leave open, how they were read, and by whose decision."""
    note = "“推定”指尚无会议采用、暂按通常理解执行的解读；采用其他解读可能改变得分或等次。"
    paper.table(_READINGS, [(str(n), *_reading(used)) for n, used in enumerate(readings_used(report), 1)], notes=[note])


def _reading(used: Used) -> tuple[str | tuple[str, ...], ...]:
    reading, ambiguity = used.reading, used.ambiguity
    by = reading.adopted_by or ("推定" if reading.assumed else "—")
    return (ambiguity.question.text.zh, f"（{ambiguity.clause}）"), ambiguity.admissible(reading.reading).text.zh, by
