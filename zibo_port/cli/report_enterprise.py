"""`zibo-port report enterprise`: a page about one enterprise, to read, to print, or to compute with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.report_file import STDOUT, hand_over, kind_of, must_have_a_place
from zibo_port.cli.session import open_session

if TYPE_CHECKING:
    from zibo_port.domain.enterprise_page import EnterprisePage
    from zibo_port.domain.periods import Quarter

FORMATS: Final = ("html", "json")


@click.command(
    "enterprise",
    cls=Verb,
    example="zibo-port report enterprise 91370303MADEM0011X --quarter 2026Q3 --format html --out 91370303MADEM0011X.html",
    help=t(
        "写出一家企业的情况：是谁，本季度得分及由来，有哪些不利事项、自何时到何时，在哪里公示，可以采取哪些步骤、"
        "期间多长，各项到期之日的等次。\n\n"
        "html 是一个独立的网页文件，不含脚本，不访问网络；打印为 A4。不写 --out 时输出到标准输出。",
        "Write a page about an enterprise: who it is, its score and how it came about, what counts against it, since when and "
        "until when, where that is shown, what it may do next within which days, and its grade on the day each item lapses.\n\n"
        "html is one page that needs nothing else, no script, no network; it prints on A4. Without --out it goes to standard output.",
    ),
)
@click.argument("uscc", metavar=t("信用代码", "USCC"), help=t("统一社会信用代码，18 位", "the credit code, 18 characters"))
@click.option("--quarter", type=QUARTER, required=True, help=t("季度，如 2026Q3", "the quarter, as 2026Q3"))
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help=t("格式：html、json；默认看 --out 的后缀，没有后缀为 html", "format: html, json; by default that of --out's suffix, else html"),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar=t("文件", "FILE"),
    help=t("写到这个文件，原有的文件会被替换；- 为标准输出", "write to this file, replacing what is there; - is standard output"),
)
@reads
@click.pass_obj
def enterprise(
    counter: Counter,
    /,
    uscc: str,
    quarter: Quarter,
    kind: str | None,
    out: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Write the page of an enterprise."""
    from zibo_port.domain.credit_code import CreditCode
    from zibo_port.office.enterprise_page import enterprise_page

    target = None if out == STDOUT else out
    kind = kind or kind_of(target, counter, FORMATS)
    must_have_a_place(kind, target, counter)
    session = open_session(counter)
    page = enterprise_page(session.archive, CreditCode.parse(uscc).value, quarter, session.view(known_at, effective_at))
    content = _WRITERS[kind](page, counter.lang).encode()
    about = {
        "enterprise": page.who.code,
        "quarter": str(page.quarter),
        "status": page.status,
        "rehearsal": page.rehearsal,
        "known_position": page.as_of.known_position,
    }
    hand_over(counter, content, kind, target, about, lambda said: _told(page, said["file"]))


def _html(page: EnterprisePage, lang: str) -> str:
    from zibo_port.documents.enterprise_page_html import page_html

    return page_html(page, lang)


def _json(page: EnterprisePage, lang: str) -> str:
    from zibo_port.documents.enterprise_page import page_json

    return page_json(page, lang)


_WRITERS: Final[dict[str, Callable[[EnterprisePage, str], str]]] = {"html": _html, "json": _json}


def _told(page: EnterprisePage, file: str) -> str:
    from zibo_port.documents.enterprise_page_words import lead, title

    heading = title(page)
    mark = t("【演练】", "[REHEARSAL] ") if page.rehearsal else ""
    return "\n".join((t(f"已写出《{mark}{heading.zh}》：{file}", f"Written, “{mark}{heading.en}”: {file}"), t(*lead(page))))
