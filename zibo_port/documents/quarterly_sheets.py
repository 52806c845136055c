"""The quarterly report as a workbook: a sheet for each chapter, with numbers as numbers and every code as text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import BinaryIO

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.quarterly_lead import title
from zibo_port.documents.quarterly_remarks import remarks
from zibo_port.documents.supervision_sheets import columns, departments_sheet, late_sheet, measures_sheet, watch_list_sheet
from zibo_port.documents.workbook import Sheet, Value, write_workbook
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import QuarterlyReport, Standing


def write_report(target: str | os.PathLike[str] | BinaryIO, report: QuarterlyReport, lang: str) -> None:
    """Write the workbook; the same figures give the same bytes.

    Raises:
        InvalidData: field `out`; the file can't be written.
    """
    chapters = (
        _overview,
        _ranking,
        _without_data,
        _deductions,
        _by_clause,
        watch_list_sheet,
        measures_sheet,
        departments_sheet,
        late_sheet,
        _readings,
        _provisional,
    )
    sheets = [chapter(report, lang) for chapter in chapters]
    write_workbook(target, sheets, lang=lang, title=title(report).to(lang), rehearsal=report.rehearsal, created=report.as_of.on)


def _overview(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(lang, ("项目", "Item", "text", 30), ("内容", "Content", "mixed", 68))
    as_of = report.as_of
    rows: list[tuple[Text, Value]] = [
        (Text("季度", "Quarter"), str(report.quarter)),
        (Text("状态", "Status"), words.STATUS[report.status].to(lang)),
        (Text("封账日期", "Closed on"), report.closed_on),
        (Text("公布日期", "Published on"), report.published_on),
        (Text("所知截至", "As known at"), words.instant_words(as_of.known_at).to(lang)),
        (Text("最后一号记录", "Last position"), as_of.known_position),
        (Text("效力日期", "As effective on"), as_of.effective_at),
        (Text("逾期按此日计", "Late as of"), as_of.on),
        (Text("参加评价的企业", "Enterprises evaluated"), len(report.standings)),
        *((words.grade_words(report, grade), n) for grade, n in report.grades().items()),
        (words.NO_DATA, len(report.without_data)),
        (Text("重点关注企业", "On the watch list"), len(report.watched)),
        (Text("评价依据", "Evaluated under"), report.edition.paper if report.edition else None),
    ]
    if report.rehearsal:
        rows.insert(0, (Text("标记", "Mark"), words.MARK.to(lang)))
    return Sheet(Text("概况", "Overview").to(lang), headings, [(label.to(lang), value) for label, value in rows])


def _ranking(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        ("名次", "Rank", "number", 9),
        ("企业名称", "Enterprise", "text", 38),
        ("统一社会信用代码", "Credit code", "text", 24),
        ("单一窗口用户评价", "Single-window ratings", "points", 18),
        ("12345热线投诉", "12345 complaints", "points", 18),
        ("有关部门内部评价", "Departments' scores", "points", 18),
        ("会商扣分", "Deducted", "points", 13),
        ("总分", "Total", "points", 10),
        ("等次", "Grade", "text", 12),
        ("备注", "Note", "text", 16),
    )
    return Sheet(Text("排名", "Ranking").to(lang), headings, [_ranked(s, report, lang) for s in report.ranked], keys=2)


def _ranked(standing: Standing, report: QuarterlyReport, lang: str) -> Sequence[Value]:
    points = {c.code: c.points for c in standing.score.components}
    note = Text("待重述", "restatement pending").to(lang) if standing.restatement_pending else None
    grade = words.grade_words(report, standing.grade).to(lang)
    components = (points.get(code) for code in words.COMPONENTS)
    return (standing.rank, standing.name, standing.code, *components, standing.deducted, standing.total, grade, note)


def _without_data(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        ("企业名称", "Enterprise", "text", 40),
        ("统一社会信用代码", "Credit code", "text", 24),
        ("所缺数据", "What is missing", "text", 40),
    )
    rows = [(s.name, s.code, words.missing_words(s).to(lang)) for s in report.without_data]
    return Sheet(Text("缺少数据", "No data").to(lang), headings, rows)


def _deductions(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        ("决定书文号", "Decision", "text", 26),
        ("企业名称", "Enterprise", "text", 34),
        ("统一社会信用代码", "Credit code", "text", 24),
        ("违反条款", "Articles", "text", 36),
        ("会商", "Consultation", "text", 18),
        ("扣分", "Points", "points", 10),
        ("计入总分", "Counted", "text", 12),
        ("扣分依据", "Clause", "text", 36),
    )
    rows = [
        (
            t.deduction.document_no,
            t.name,
            t.enterprise,
            words.clauses_words(t.clauses).to(lang),
            t.deduction.consultation,
            t.deduction.points,
            (Text("是", "yes") if t.counted else Text("否", "no")).to(lang),
            t.deduction.clause,
        )
        for t in report.taken
    ]
    return Sheet(Text("扣分", "Deductions").to(lang), headings, rows, keys=1)


def _by_clause(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(lang, ("违反条款", "Articles", "text", 60), ("件数", "Deductions", "number", 14), ("扣分", "Points", "points", 12))
    rows = [(words.clauses_words(clauses).to(lang), count, points) for clauses, (count, points) in report.by_clause().items()]
    return Sheet(Text("扣分按条款", "By clause").to(lang), headings, rows)


def _readings(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(
        lang,
        ("编号", "Ambiguity", "text", 25),
        ("问题", "Question", "text", 48),
        ("本报告的解读", "As read here", "text", 48),
        ("采用", "Adopted", "text", 16),
        ("条款", "Clause", "text", 36),
    )
    rows = [
        (
            u.reading.ambiguity,
            u.ambiguity.question.text.to(lang),
            u.ambiguity.admissible(u.reading.reading).text.to(lang),
            Text("推定", "assumed").to(lang) if u.reading.assumed else u.reading.adopted_by or Text("采用", "adopted").to(lang),
            u.ambiguity.clause,
        )
        for u in report.readings
    ]
    return Sheet(Text("所用解读", "Readings").to(lang), headings, rows)


def _provisional(report: QuarterlyReport, lang: str) -> Sheet:
    headings = columns(lang, ("事项", "What", "text", 50), ("涉及", "About", "text", 90))
    rows = [(r.text.to(lang), item.to(lang) if item else None) for r in remarks(report) for item in r.items or (None,)]
    return Sheet(Text("尚未确定的事项", "Provisional").to(lang), headings, rows)
