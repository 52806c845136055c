"""`zibo-port report`: what everybody reads, written to a file or to standard output."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.monitoring_report import monitoring
from zibo_port.cli.options import reads
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.report_article import article
from zibo_port.cli.report_enterprise import enterprise
from zibo_port.cli.report_file import FORMATS, STDOUT, hand_over, kind_of, must_have_a_place, must_have_begun
from zibo_port.cli.report_minutes import minutes
from zibo_port.cli.report_suggestion import suggestion
from zibo_port.cli.session import Session, open_session
from zibo_port.domain.errors import NotFound

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.domain.quarterly import QuarterlyReport

group = Noun(
    "report",
    help=t("报告和公文：季度报告、通报、稿件、会议纪要、呈阅件等。", "Reports and papers: quarterly, notice, article, minutes and more."),
)


@group.command(
    example="zibo-port report quarterly 2026Q3 --format html --out 2026Q3.html",
    help=t(
        "写出季度报告：排名与得分、扣分、重点关注企业及措施、部门职责、所用解读、尚未确定的事项。\n\n"
        "html 是一个独立的网页文件，图表在内，不含脚本，不访问网络；打印为 A4。"
        "docx 是公文格式（GB/T 9704-2012）的通报，txt 是供公众号和媒体用的稿件，二者一律为中文。"
        "不写 --out 时，html、txt 和 json 输出到标准输出。",
        "Write the quarterly report: ranking and components, deductions, watch list with measures, duties, readings used, "
        "and what is provisional.\n\n"
        "html is one page that needs nothing else, charts inside, no script, no network; it prints on A4. "
        "docx is the notice (通报) in the official layout (GB/T 9704-2012), txt the article for the WeChat account and the media; "
        "both are in Chinese. Without --out, html, txt and json go to standard output.",
    ),
)
@click.argument("quarter", type=QUARTER, metavar=t("季度", "QUARTER"), help=t("季度，如 2026Q3", "the quarter, as 2026Q3"))
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help=t(
        "格式：html、xlsx、docx、txt、json；默认看 --out 的后缀，没有后缀为 html",
        "format: html, xlsx, docx, txt, json; by default that of --out's suffix, else html",
    ),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar=t("文件", "FILE"),
    help=t("写到这个文件，原有的文件会被替换；- 为标准输出", "write to this file, replacing what is there; - is standard output"),
)
@click.option("--published", is_flag=True, help=t("调取发布时存档的文件，逐字节相同", "the paper kept at the publication, byte for byte"))
@reads
@click.pass_obj
def quarterly(
    counter: Counter,
    /,
    quarter: Quarter,
    kind: str | None,
    out: str | None,
    published: bool,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Write the report of a quarter."""
    from zibo_port.office.quarterly import quarterly as gathered

    target = None if out == STDOUT else out
    kind = kind or kind_of(target, counter)
    must_have_a_place(kind, target, counter)
    session = open_session(counter)
    must_have_begun(session, quarter)
    paper = _kept(session, quarter, kind, published=published, known_at=known_at, effective_at=effective_at)
    report = gathered(session.archive, quarter, session.view(known_at, effective_at))
    content = WRITERS[kind](report, counter.lang) if paper is None else paper
    about = {
        "quarter": str(report.quarter),
        "status": report.status,
        "rehearsal": report.rehearsal,
        "known_position": report.as_of.known_position,
        "published_paper": paper is not None,
    }
    hand_over(counter, content, kind, target, about, lambda said: _told(report, said["file"]))


def _kept(
    session: Session, quarter: Quarter, kind: str, *, published: bool, known_at: datetime | None, effective_at: date | None
) -> bytes | None:
    """The published paper, where it is asked for: by name, or as known at an instant of the very day on which it came out."""
    from zibo_port.office.papers import content, kept_by, latest

    if published:
        papers = latest(session.archive, quarter, session.view(known_at, None))
        if kind not in papers:
            raise NotFound(
                f"{quarter} 没有存档的 {kind} 文件；发布（evaluation publish）时存档。",
                f"No {kind} paper of {quarter} is kept; publishing (evaluation publish) keeps them.",
            )
        return content(session.archive, papers[kind])
    if known_at is None or effective_at is not None or session.counter.lang != "zh":
        return None
    paper = kept_by(session.archive, quarter, known_at).get(kind)
    return content(session.archive, paper) if paper is not None else None


def _html(report: QuarterlyReport, lang: str) -> bytes:
    from zibo_port.documents.quarterly_html import report_html

    return report_html(report, lang).encode()


def _xlsx(report: QuarterlyReport, lang: str) -> bytes:
    from zibo_port.documents.quarterly_sheets import write_report

    content = BytesIO()
    write_report(content, report, lang)
    return content.getvalue()


def _docx(report: QuarterlyReport, _lang: str) -> bytes:
    from zibo_port.documents.results_notice import results_notice

    return results_notice(report)


def _txt(report: QuarterlyReport, _lang: str) -> bytes:
    from zibo_port.documents.results_article import article_text

    return article_text(report).encode()


def _json(report: QuarterlyReport, lang: str) -> bytes:
    from zibo_port.documents.quarterly import report_json

    return report_json(report, lang).encode()


WRITERS: Final[dict[str, Callable[[QuarterlyReport, str], bytes]]] = {
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
    "txt": _txt,
    "json": _json,
}


def _told(report: QuarterlyReport, file: str) -> str:
    from zibo_port.documents.quarterly_lead import lead, title

    heading = title(report)
    mark = t("【演练】", "[REHEARSAL] ") if report.rehearsal else ""
    return "\n".join((t(f"已写出《{mark}{heading.zh}》：{file}", f"Written, “{mark}{heading.en}”: {file}"), t(*lead(report))))


group.add_command(article)
group.add_command(enterprise)
group.add_command(minutes)
group.add_command(suggestion)
group.add_command(monitoring)
