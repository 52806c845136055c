"""Tells what happened to the evaluation: its inputs, its rounds, its results and the watch list."""

from __future__ import annotations

from zibo_port.domain.enterprise.evaluation import ComplaintReceived, ComplaintResolved, DepartmentScored, RatingRecorded
from zibo_port.domain.enterprise.results import ResultPublished, WatchListEntered, WatchListLeft
from zibo_port.domain.errors import Text
from zibo_port.domain.payload import plain
from zibo_port.domain.quarter import QuarterClosed, QuarterOpened, QuarterPublished
from zibo_port.domain.telling.words import Telling, department

GRADES = {"优秀": "excellent", "良好": "good", "一般": "fair", "较差": "poor"}


def grade_in_english(grade: str | None) -> str:
    """A grade's English name; the grade itself where it has none."""
    return "" if grade is None else GRADES.get(grade, grade)


def rated(fact: RatingRecorded) -> Telling:
    """A rating."""
    if fact.publicised:
        said = Text(f"好评 {fact.favourable} 件，总业务量 {fact.total} 件", f"{fact.favourable} of {fact.total} favourable")
    else:
        said = Text("未按要求公示", "not publicised")
    why = Text(f"（更改原因：{fact.reason}）", f" (changed: {fact.reason})") if fact.reason else Text("", "")
    return Telling(
        Text(f"登记 {fact.year} 年“单一窗口”评价：{said.zh}{why.zh}。", f"Single window rating of {fact.year}: {said.en}{why.en}."),
        Text(f"用于 {fact.year + 1} 年各季度的 60 分项。", f"It counts for the 60 points of each quarter of {fact.year + 1}."),
    )


def complained(fact: ComplaintReceived) -> Telling:
    """A complaint."""
    own = Text("主动化解", "on its own initiative") if fact.on_initiative else Text("非主动化解", "not on its own initiative")
    if fact.resolved_on is None:
        state = Text("尚未化解", "not resolved yet")
    else:
        state = Text(f"{fact.resolved_on} {own.zh}", f"resolved on {fact.resolved_on}, {own.en}")
    month = f"{fact.received_on:%Y-%m}"
    return Telling(
        Text(
            f"{fact.received_on} 收到投诉 {fact.reference}，{state.zh}。", f"Complaint {fact.reference} of {fact.received_on}, {state.en}."
        ),
        Text(f"计入 {month} 的投诉得分。", f"It counts for the complaint points of {month}."),
    )


def resolved(fact: ComplaintResolved) -> Telling:
    """The end of a complaint."""
    own = Text("主动化解", "on its own initiative") if fact.on_initiative else Text("非主动化解", "not on its own initiative")
    return Telling(
        Text(
            f"投诉 {fact.reference} 于 {fact.resolved_on} {own.zh}。",
            f"Complaint {fact.reference} resolved on {fact.resolved_on}, {own.en}.",
        ),
        Text("收到投诉当月的得分随之重算。", "The points of the month in which it was received are computed anew."),
    )


def scored(fact: DepartmentScored) -> Telling:
    """A department's score."""
    unit, points = department(fact.scoring_department), plain(fact.points)
    why = Text(f"（更改原因：{fact.reason}）", f" (changed: {fact.reason})") if fact.reason else Text("", "")
    return Telling(
        Text(f"{unit.zh}对 {fact.quarter} 评 {points} 分{why.zh}。", f"{unit.en} gave {points} points for {fact.quarter}{why.en}."),
        Text(f"{fact.quarter} 部门评价取各部门平均。", f"The mean of the departments of {fact.quarter} changes."),
    )


def result_published(fact: ResultPublished) -> Telling:
    """A result."""
    if fact.grade is None:
        said = Text("数据不全，不计总分", "data are missing, no total")
    else:
        said = Text(f"{fact.total} 分，{fact.grade}", f"{fact.total}, {grade_in_english(fact.grade)}")
    return Telling(
        Text(f"发布 {fact.quarter} 评价结果：{said.zh}。", f"Result of {fact.quarter} published: {said.en}."),
        Text("已发布的结果不再变动，更正须经重述。", "A published figure stands; a correction takes a restatement."),
    )


def entered(fact: WatchListEntered) -> Telling:
    """On the list."""
    return Telling(
        Text(
            f"因 {fact.quarter} 评价为{fact.grade}，列入重点关注企业。",
            f"On the watch list, graded {grade_in_english(fact.grade)} in {fact.quarter}.",
        ),
        Text("各部门可对其采取通知规定的措施。", "Departments may take the measures of the notice."),
    )


def left(fact: WatchListLeft) -> Telling:
    """Off the list."""
    return Telling(
        Text(
            f"退出重点关注名单（{fact.quarter}，{fact.reason}）。", f"Off the watch list ({fact.quarter}, {grade_in_english(fact.reason)})."
        ),
        Text("不再列为重点关注企业。", "It is under special attention no more."),
    )


def opened(fact: QuarterOpened) -> Telling:
    """A round."""
    return Telling(
        Text(f"启动 {fact.quarter} 评价。", f"Evaluation of {fact.quarter} opened."),
        Text("各部门可以评分；评分和其他登记不必等启动。", "Departments are asked for their scores; inputs needn't wait for it."),
    )


def closed(fact: QuarterClosed) -> Telling:
    """A close."""
    return Telling(
        Text(
            f"{fact.quarter} 评价封账：{fact.results} 家企业，以截至第 {fact.known_position} 号的记录为准。",
            f"{fact.quarter} closed: {fact.results} enterprises, by what was recorded up to position {fact.known_position}.",
        ),
        Text(
            "此后登记的内容不改变本季度结果，只引起重述。",
            "What is recorded later doesn't change these results; it calls for a restatement.",
        ),
    )


def published(fact: QuarterPublished) -> Telling:
    """A publication."""
    return Telling(
        Text(
            f"发布 {fact.quarter} 评价结果，共 {fact.results} 家企业。",
            f"Results of {fact.quarter} published for {fact.results} enterprises.",
        ),
        Text("结果成为事实，重点关注名单随之更新。", "The results are facts; the watch list follows."),
    )
