"""The quarterly report in a line and in a paragraph."""

from __future__ import annotations

from zibo_port.documents import quarterly_words as words
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import QuarterlyReport


def title(report: QuarterlyReport) -> Text:
    """What the report is called."""
    quarter = words.quarter_words(report.quarter)
    return Text(f"{quarter.zh}口岸服务评价报告", f"Port service evaluation, {quarter.en}")


def lead(report: QuarterlyReport) -> Text:
    """The report in a paragraph."""
    all_, scored, points = len(report.standings), len(report.ranked), words.number(report.deducted)
    grades = [(words.grade_words(report, grade), n) for grade, n in report.grades().items()]
    zh = [
        f"参加评价的企业 {all_} 家，有得分的 {scored} 家" + ("：" + "、".join(f"{g.zh} {n} 家" for g, n in grades) if scored else "") + "。"
    ]
    en = [
        f"{words.counted(all_, 'enterprise')} evaluated, {scored} scored"
        + (": " + ", ".join(f"{n} {g.en}" for g, n in grades) if scored else "")
        + "."
    ]
    zh.append(f"会商决定扣分 {len(report.taken)} 件，共 {points} 分。" if report.taken else "没有因行政处罚扣分。")
    en.append(f"{words.counted(len(report.taken), 'deduction')} of {points} points in all." if report.taken else "No points were deducted.")
    zh.append(f"重点关注企业 {len(report.watched)} 家。")
    en.append(f"{words.counted(len(report.watched), 'enterprise')} on the watch list.")
    if report.duties:
        sentence = _duties(report)
        zh.append(sentence.zh)
        en.append(sentence.en)
    return Text("".join(zh), " ".join(en))


def _duties(report: QuarterlyReport) -> Text:
    all_, late, overdue = len(report.duties), len(report.late), sum(o.state == "overdue" for o in report.duties)
    if not late:
        return Text(f"各部门在办职责 {all_} 项，没有逾期。", f"None of {all_} duties late.")
    return Text(
        f"各部门在办职责 {all_} 项，逾期 {late} 项，其中 {overdue} 项仍未办结。",
        f"{late} of {all_} duties late, {overdue} of them still to be done.",
    )
