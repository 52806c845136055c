"""`zibo-port report suggestion`: a suggestion to the city's leadership as a Word file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.report_file import hand_over, official_paper
from zibo_port.cli.session import open_session


@click.command(
    "suggestion",
    cls=Verb,
    example="zibo-port report suggestion S-767d6257 --format docx --out 呈阅件.docx",
    help=t(
        "写出报送市领导的意见建议，公文格式（GB/T 9704-2012）的 Word 文件：呈阅件，或加 --request 为请示。\n\n"
        "公文一律为中文。没有给出的文号和签发人留空；未登记报送的，标为送审稿，不写日期。",
        "Write a suggestion to the city's leadership as a Word file in the official layout (GB/T 9704-2012): to be read, or with "
        "--request to be decided upon.\n\n"
        "Official papers are in Chinese. Number and signer stay blank unless they are given; until it is submitted it is a draft "
        "without a day.",
    ),
)
@click.argument("suggestion", metavar=t("编号", "ID"), help=t("编号，见 suggestion list", "its id, see suggestion list"))
@official_paper
@click.option("--request", is_flag=True, help=t("写成请示，默认是呈阅件", "as a request for a decision; by default a paper to read"))
@click.option("--number", metavar=t("文号", "NUMBER"), help=t("文号，默认留空待编", "the paper's number, blank by default"))
@click.option(
    "--signer",
    metavar=t("姓名", "NAME"),
    help=t("请示的签发人，默认留空；不记入库中", "who signs a request, blank by default; not recorded"),
)
@reads
@click.pass_obj
def suggestion(
    counter: Counter,
    /,
    suggestion: str,
    kind: str,
    out: str,
    request: bool,
    number: str | None,
    signer: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Write the paper."""
    from zibo_port.documents.suggestion_paper import suggestion_paper
    from zibo_port.office.suggestion_papers import suggestion_text

    if signer is not None and not request:
        raise click.UsageError(
            t("呈阅件没有签发人；写成请示请加 --request。", "A paper to read names no signer; add --request for a request.")
        )
    session = open_session(counter)
    view = session.view(known_at, effective_at)
    form: Literal["reading", "request"] = "request" if request else "reading"
    said = replace(suggestion_text(session.archive, suggestion.strip(), form, view), number=number, signer=signer)
    content = suggestion_paper(said)
    about = {
        "suggestion": suggestion.strip(),
        "request": request,
        "submitted_on": said.on,
        "rehearsal": said.rehearsal,
        "known_position": view.position,
    }
    hand_over(counter, content, kind, out, about, lambda written: _told(said.title, said.on, written["file"], suggestion.strip()))


def _told(title: str, on: date | None, file: str, name: str) -> str:
    line = t(f"已写出《{title}》：{file}", f"Written, “{title}”: {file}")
    if on is not None:
        return line
    return f"{line}\n" + t(
        f"标为送审稿。报送后登记：zibo-port suggestion submit {name}",
        f"Marked as a draft. Once handed in: zibo-port suggestion submit {name}",
    )
