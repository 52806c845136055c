"""What of a quarterly report isn't final, said in sentences: nothing provisional may look like a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zibo_port.documents.quarterly_words import counted, department_words, missing_words, step_words
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import Owing, QuarterlyReport, Standing


class Remark(NamedTuple):
    """Something that isn't final: a code for machines, a sentence, and what it is about."""

    code: str
    text: Text
    items: tuple[Text, ...] = ()


def remarks(report: QuarterlyReport) -> tuple[Remark, ...]:
    """Everything in the report that may still change, or rests on an assumption."""
    return (*_of_round(report), *_of_scores(report), *_of_list(report), *_of_deadlines(report), *_of_readings(report))


def _of_round(report: QuarterlyReport) -> Iterator[Remark]:
    if report.edition is None:
        yield Remark(
            "no-rules", Text("本季度结束时评价规则尚未施行，不计分。", "No rules of evaluation were in force at the quarter's end.")
        )
    if report.status == "open" and report.as_of.on <= report.quarter.last_day:
        text = Text(
            "本季度尚未结束，以下得分、排名按已登记的内容计算。",
            "The quarter isn't over; scores and ranking are computed from what is recorded.",
        )
        yield Remark("not-over", text)
    elif report.status == "open":
        text = Text(
            "本季度尚未封账，以下得分、排名是计算所得，不是公布结果。",
            "The quarter isn't closed; scores and ranking are computed, not published.",
        )
        yield Remark("not-closed", text)
    elif report.status == "closed":
        text = Text(
            "本季度已封账、尚未公布，以下得分是封账时的计算结果。",
            "The quarter is closed but not published; scores are those computed at the closing.",
        )
        yield Remark("not-published", text)


def _of_scores(report: QuarterlyReport) -> Iterator[Remark]:
    if report.without_data:
        n = len(report.without_data)
        text = Text(f"{n} 家企业缺少数据，不计总分、不定等次。", f"{counted(n, 'enterprise')} without data: no total, no grade.")
        yield Remark("no-data", text, tuple(_lack(s) for s in report.without_data))
    awaiting = [s for s in report.standings if s.open_cases] if report.status == "open" and report.edition else []
    if awaiting:
        n = sum(len(s.open_cases) for s in awaiting)
        text = Text(
            f"{n} 件案件尚未会商，本季度仍可能扣分。", f"{counted(n, 'case')} awaiting a consultation: points may still be deducted."
        )
        yield Remark(
            "open-cases",
            text,
            tuple(Text(f"{s.name}：{'、'.join(s.open_cases)}", f"{s.name}: {', '.join(s.open_cases)}") for s in awaiting),
        )
    reviewed = [s for s in report.standings if s.interval]
    if reviewed:
        n = len(reviewed)
        text = Text(
            f"{n} 家企业所计的事实正在复核，总分可能改变。", f"{counted(n, 'total')} under review: a fact that counts is being challenged."
        )
        yield Remark("under-review", text, tuple(_between(s) for s in reviewed))
    if report.restatements:
        n = len(report.restatements)
        text = Text(
            f"{n} 家企业在封账后另有登记，所示结果待重述。",
            f"{counted(n, 'result')} awaiting restatement: more was recorded after the closing.",
        )
        yield Remark("restatement-pending", text, _named(report.restatements))


def _lack(standing: Standing) -> Text:
    why = missing_words(standing)
    return Text(f"{standing.name}：{why.zh}", f"{standing.name}: {why.en}")


def _between(standing: Standing) -> Text:
    low, high = standing.interval or (None, None)
    return Text(f"{standing.name}：{low} 至 {high} 分", f"{standing.name}: {low} to {high}")


def _named(standings: Iterable[Standing]) -> tuple[Text, ...]:
    return tuple(Text(s.name, s.name) for s in standings)


def _of_list(report: QuarterlyReport) -> Iterator[Remark]:
    if report.expected_entries:
        n = len(report.expected_entries)
        text = Text(
            f"若按此公布，{n} 家企业将列入重点关注名单。", f"If published like this, {counted(n, 'enterprise')} would enter the watch list."
        )
        yield Remark("would-enter", text, _named(report.expected_entries))
    if report.expected_exits:
        n = len(report.expected_exits)
        text = Text(
            f"若按此公布，{n} 家企业将移出重点关注名单。", f"If published like this, {counted(n, 'enterprise')} would leave the watch list."
        )
        yield Remark("would-leave", text, _named(report.expected_exits))


def _of_deadlines(report: QuarterlyReport) -> Iterator[Remark]:
    provisional = [o for o in report.duties if o.duty.provisional]
    if provisional:
        n = len(provisional)
        text = Text(
            f"{n} 项期限跨入工作日历尚未采用的年度，为暂定期限。",
            f"{counted(n, 'deadline')} provisional: the period runs into a year whose calendar isn't adopted.",
        )
        yield Remark("deadlines-provisional", text, tuple(_deadline(o, report) for o in provisional))
    assumed = [o for o in report.duties if o.duty.assumed]
    if assumed:
        steps = dict.fromkeys(step_words(o.duty.step, report.measures) for o in assumed)
        text = Text(
            f"{len(assumed)} 项期限由推定得出，通知和法规未作规定。",
            f"{counted(len(assumed), 'deadline')} assumed: notice and law name none.",
        )
        yield Remark("deadlines-assumed", text, tuple(steps))


def _deadline(owing: Owing, report: QuarterlyReport) -> Text:
    duty, step, who = owing.duty, step_words(owing.duty.step, report.measures), department_words(owing.duty.department)
    return Text(f"{duty.case}，{step.zh}，{who.zh}，{duty.due_on}", f"{duty.case}, {step.en}, {who.en}, {duty.due_on}")


def _of_readings(report: QuarterlyReport) -> Iterator[Remark]:
    assumed = [u for u in report.readings if u.reading.assumed]
    if assumed:
        n = len(assumed)
        text = Text(f"{n} 处解读为推定，尚无会议采用。", f"{counted(n, 'reading')} assumed: no meeting has adopted them.")
        yield Remark("readings-assumed", text, tuple(u.ambiguity.question.text for u in assumed))
