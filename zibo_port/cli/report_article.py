"""`zibo-port report article`: the results of a quarter as an article for the WeChat account and the media."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.report_file import STDOUT, hand_over, must_have_begun
from zibo_port.cli.session import open_session

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter

FORMATS: Final = ("html", "txt")


@click.command(
    "article",
    cls=Verb,
    example="zibo-port report article 2026Q3 --format html --out 2026Q3-article.html\nzibo-port report article 2026Q3 --format txt",
    help=t(
        "写出评价结果的稿件，供微信公众号和媒体使用：怎么评、评价结果、重点关注企业、有关说明。\n\n"
        "html 可整页粘贴到公众号编辑器，txt 是纯文字；稿件一律为中文。未公布的季度在标题中注明。",
        "Write the results as an article for the WeChat account and the media: how it was done, results, watch list, remarks.\n\n"
        "html can be pasted into an article editor as it is, txt is plain text; articles are in Chinese. "
        "The title says so where a quarter isn't published.",
    ),
)
@click.argument("quarter", type=QUARTER, metavar=t("季度", "QUARTER"), help=t("季度，如 2026Q3", "the quarter, as 2026Q3"))
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), default="html", help=t("格式：html（默认）、txt", "format: html (default), txt")
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar=t("文件", "FILE"),
    help=t("写到这个文件，原有的文件会被替换；默认为标准输出", "write to this file, replacing what is there; default: standard output"),
)
@reads
@click.pass_obj
def article(
    counter: Counter, /, quarter: Quarter, kind: str, out: str | None, known_at: datetime | None, effective_at: date | None
) -> None:
    """Write the article."""
    from zibo_port.documents.results_article import article_html, article_text
    from zibo_port.office.quarterly import quarterly

    target = None if out == STDOUT else out
    if target is None and not counter.for_people:
        raise click.UsageError(
            t(
                f"稿件与 -o {counter.output} 不能都输出到标准输出，请用 --out 指定文件。",
                f"An article and -o {counter.output} can't both go to standard output; name a file with --out.",
            )
        )
    session = open_session(counter)
    must_have_begun(session, quarter)
    report = quarterly(session.archive, quarter, session.view(known_at, effective_at))
    text = article_html(report) if kind == "html" else article_text(report)
    about = {
        "quarter": str(report.quarter),
        "status": report.status,
        "rehearsal": report.rehearsal,
        "known_position": report.as_of.known_position,
    }
    hand_over(counter, text.encode(), kind, target, about, lambda said: _told(quarter, said["file"]))


def _told(quarter: Quarter, file: str) -> str:
    return t(f"已写出 {quarter} 评价结果的稿件：{file}", f"Written, the article: {file}")
