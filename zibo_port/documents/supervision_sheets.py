"""The sheets of the quarterly workbook on supervision: watch list, measures, duties of the departments."""

from __future__ import annotations

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.cell_formats import Kind
from zibo_port.documents.workbook import Column, Sheet
from zibo_port.domain.codes import DEPARTMENTS
from zibo_port.domain.errors import Text
from zibo_port.domain.quarterly import QuarterlyReport


def columns(lang: str, *headings: tuple[str, str, Kind, float]) -> list[Column]:
    """Columns by their heading in both languages, their kind and their width."""
    return [Column(en if lang == "en" else zh, kind, width) for zh, en, kind, width in headings]


def watch_list_sheet(report: QuarterlyReport, lang: str) -> Sheet:
    """Who is on the watch list, and the measures imposed on them."""
    headings = columns(
        lang,
        ("企业名称", "Enterprise", "text", 36),
        ("统一社会信用代码", "Credit code", "text", 24),
        ("等次", "Grade", "text", 12),
        ("列入日期", "Since", "date", 14),
        ("列入所依季度", "Listed for", "text", 14),
        ("会商已决定的措施", "Measures imposed", "text", 70),
    )
    rows = []
    for w in report.watched:
        imposed = (
            _imposed(words.measure_words(i.measure, report.measures), i.department, i.due_on, i.document_no, lang) for i in w.imposed
        )
        rows.append(
            (
                w.name,
                w.enterprise,
                words.grade_words(report, w.grade).to(lang),
                w.since,
                w.quarter,
                "\n".join(imposed) or None,
            )
        )
    return Sheet(Text("重点关注企业", "Watch list").to(lang), headings, rows, keys=1)


def _imposed(measure: Text, department: str, due_on: object, document_no: str, lang: str) -> str:
    parts = [measure.to(lang), words.department_words(department).to(lang), document_no, *([str(due_on)] if due_on else [])]
    return Text("，", ", ").to(lang).join(parts)


def measures_sheet(report: QuarterlyReport, lang: str) -> Sheet:
    """The measures that may be taken against them."""
    headings = columns(
        lang,
        ("措施", "Measure", "text", 34),
        ("依据", "Clause", "text", 42),
        ("有权部门", "Departments", "text", 40),
        ("说明", "Note", "text", 56),
    )
    rows = [
        (
            Text(m.name, m.name_en).to(lang),
            m.clause,
            Text("、", ", ").to(lang).join(words.department_words(d).to(lang) for d in m.departments),
            m.footnote_en if lang == "en" else m.footnote,
        )
        for m in report.catalogue
    ]
    return Sheet(Text("可采取的措施", "Measures").to(lang), headings, rows)


def departments_sheet(report: QuarterlyReport, lang: str) -> Sheet:
    """The duties of each department, counted."""
    states: list[tuple[str, str, Kind, float]] = [(text.zh, text.en, "number", 14.0) for text in words.DUTY_STATES.values()]
    headings = columns(lang, ("部门", "Department", "text", 34), *states, ("合计", "All", "number", 11))
    rows = [
        (words.department_words(t.department).to(lang), t.met, t.running, t.met_late, t.overdue, t.all)
        for t in report.tallies(tuple(DEPARTMENTS))
    ]
    return Sheet(Text("部门职责", "Duties").to(lang), headings, rows)


def late_sheet(report: QuarterlyReport, lang: str) -> Sheet:
    """Every duty done late or overdue."""
    headings = columns(
        lang,
        ("期限", "Due on", "date", 13),
        ("部门", "Department", "text", 22),
        ("职责", "Duty", "text", 34),
        ("案件", "Case", "text", 26),
        ("企业名称", "Enterprise", "text", 34),
        ("办结日期", "Done on", "date", 14),
        ("情况", "State", "text", 13),
        ("期限性质", "Deadline", "text", 13),
        ("依据", "Clause", "text", 48),
    )
    rows = [
        (
            o.duty.due_on,
            words.department_words(o.duty.department).to(lang),
            words.step_words(o.duty.step, report.measures).to(lang),
            o.duty.case,
            o.name,
            o.duty.done_on if o.state == "met-late" else None,
            words.DUTY_STATES[o.state].to(lang),
            _certainty(lang, provisional=o.duty.provisional, assumed=o.duty.assumed),
            o.duty.clause,
        )
        for o in report.late
    ]
    return Sheet(Text("逾期职责", "Late duties").to(lang), headings, rows)


def _certainty(lang: str, *, provisional: bool, assumed: bool) -> str | None:
    said = (
        *((Text("暂定", "provisional"),) if provisional else ()),
        *((Text("推定", "assumed"),) if assumed else ()),
    )
    return Text("、", ", ").to(lang).join(text.to(lang) for text in said) or None
