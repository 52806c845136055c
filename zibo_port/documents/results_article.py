"""The article by which a quarter's results reach the WeChat account and the media (the notice, second plan, four (一)).

In Chinese, as those who read it are. The page carries its styles on each element: editors of articles strip all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from zibo_port.documents import quarterly_words as words
from zibo_port.documents.letterhead import CONFERENCE, EVALUATION_PLAN, PORT_OFFICE, REHEARSAL_LINE, ordinal
from zibo_port.documents.results_statements import (
    STATES,
    band,
    composition,
    measures,
    open_points,
    readings_used,
    restated,
    tight,
    watched_names,
)
from zibo_port.documents.visible import visible
from zibo_port.domain.quarterly import QuarterlyReport, Standing

_PAGE: Final = (
    "max-width:677px;margin:0 auto;padding:24px 16px;background:#fff;color:#333;font:16px/1.8 'PingFang SC','Microsoft YaHei',sans-serif"
)
_STYLES: Final = {
    "mark": "margin:0 0 16px;padding:8px 12px;border:1px solid #b3261e;color:#b3261e;font-size:14px",
    "title": "margin:0 0 20px;font-size:22px;line-height:1.5;color:#1a1a1a",
    "heading": "margin:28px 0 10px;padding-left:10px;border-left:4px solid #1f5fa8;font-size:17px;color:#1f5fa8",
    "text": "margin:0 0 10px;text-align:justify",
    "item": "margin:0 0 4px;padding-left:1em",
    "note": "margin:0 0 4px;font-size:13px;color:#666",
}


class Line(NamedTuple):
    """A line of the article, and what it is: mark, title, heading, text, item or note."""

    kind: str
    text: str


def article_text(report: QuarterlyReport) -> str:
    """The article as plain text, to be pasted anywhere; ends with a line end."""
    lead = {"heading": "\n", "item": "· ", "title": ""}
    return "\n".join(lead.get(line.kind, "") + visible(line.text) for line in _article(report)) + "\n"


def article_html(report: QuarterlyReport) -> str:
    """The article as one page that needs nothing else: no script, no network."""
    tags = {"title": "h1", "heading": "h2"}
    shown = [
        Markup('<{0} style="{1}">{2}</{0}>').format(tags.get(line.kind, "p"), _STYLES[line.kind], visible(line.text))
        for line in _article(report)
    ]
    head = Markup('<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>')
    page = Markup(
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{}\n</head>\n<body style="margin:0">\n<article style="{}">\n{}\n</article>\n'
    )
    return str(page.format(head.format(_title(report)), _PAGE, Markup("\n").join(shown))) + "</body>\n</html>\n"


def _title(report: QuarterlyReport) -> str:
    state = STATES.get(report.status)
    return f"{words.quarter_words(report.quarter).zh}淄博市口岸服务评价结果" + (f"（{state}）" if state else "")


# --- what it says -------------------------------------------------------------------------------------------------


def _article(report: QuarterlyReport) -> Iterator[Line]:
    if report.rehearsal:
        yield Line("mark", REHEARSAL_LINE)
    yield Line("title", _title(report))
    yield Line("text", _lead(report))
    chapters = [
        ("怎么评", _how(report)),
        ("评价结果", _results(report)),
        ("重点关注企业", _watched(report)),
        ("有关说明", _explained(report)),
    ]
    for place, (heading, lines) in enumerate(chapters, 1):
        yield Line("heading", f"{ordinal(place)}、{heading}")
        yield from lines
    yield Line("note", f"来源：{PORT_OFFICE}。完整结果见淄博市人民政府网站优化营商环境专栏。")


def _lead(report: QuarterlyReport) -> str:
    quarter = words.quarter_words(report.quarter).zh
    day = f"{words.day_words(report.published_on).zh}，" if report.published_on else ""
    said = f"公布{quarter}口岸服务评价结果" if report.published_on else f"组织开展{quarter}口岸服务评价"
    counts = "、".join(f"{grade}{count}家" for grade, count in report.grades().items())
    taken_part = f"{len(report.standings)}家口岸相关经营服务主体参加评价" + (f"，{counts}。" if report.ranked else "。")
    return f"{day}{PORT_OFFICE}依托{CONFERENCE}，{said}：{taken_part}"


def _how(report: QuarterlyReport) -> Iterator[Line]:
    yield Line("text", f"评价依据{EVALUATION_PLAN}，每季度一次，实行百分制。{composition(report)}")
    if report.edition:
        bands = "，".join(f"{band(g)}为{g.grade}" for g in report.edition.grades.scale)
        yield Line("text", f"评价分{ordinal(len(report.edition.grades.scale))}个等次：{bands}。")


def _results(report: QuarterlyReport) -> Iterator[Line]:
    for grade, count in report.grades().items():
        if count:
            yield Line("text", f"{grade}（{count}家）：")
            yield from (_ranked(s) for s in report.ranked if s.grade == grade)
    if report.without_data:
        yield Line("text", f"因缺少数据未评定等次（{len(report.without_data)}家）：")
        yield from (Line("item", s.name) for s in report.without_data)


def _ranked(standing: Standing) -> Line:
    return Line("item", f"{standing.name}　{words.total_words(standing.total)}分")


def _watched(report: QuarterlyReport) -> Iterator[Line]:
    names = watched_names(report)
    since = "本季度结果公布后，" if report.published_on else "按本次结果，拟"
    if not names:
        yield Line("text", f"评定为一般、较差等次的企业列为重点关注企业。{since.removesuffix('拟')}没有重点关注企业。")
        return
    yield Line("text", f"评定为一般、较差等次的企业列为重点关注企业。{since}列为重点关注企业的共{len(names)}家：")
    yield from (Line("item", name) for name in names)
    yield Line("text", "对重点关注企业，有关部门在法定权限范围内可采取以下措施（法律法规另有规定的除外）：")
    told = measures(report)
    yield from (Line("item", f"{m.name}{m.mark}（依据{m.clause}）") for m in told)
    yield from (Line("note", f"{m.mark}{m.footnote}") for m in told if m.footnote)


def _explained(report: QuarterlyReport) -> Iterator[Line]:
    yield from (Line("text", text) for text in (*open_points(report), *restated(report)))
    assumed = sum(u.reading.assumed for u in readings_used(report))
    if assumed:
        yield Line("text", tight(f"评价规则中 {assumed} 处未作明确，暂按推定的解读执行，详见通报附件。"))
