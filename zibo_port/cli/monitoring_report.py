"""`zibo-port report monitoring`: a month or a quarter of the monthly reports, analysed, written to a file or to standard output."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.monitoring_kinds import PERIOD
from zibo_port.cli.options import reads
from zibo_port.cli.report_file import STDOUT, hand_over, kind_of, must_have_a_place
from zibo_port.cli.session import open_session

if TYPE_CHECKING:
    from zibo_port.domain.monitoring_report import MonitoringReport, Period

FORMATS: Final = ("html", "xlsx", "json")


@click.command(
    "monitoring",
    cls=Verb,
    example="zibo-port report monitoring 2026-08 --format html --out 2026-08.html\n"
    "zibo-port report monitoring 2026Q3 --format xlsx --out 2026Q3.xlsx",
    help=t(
        "写出一个月或一个季度的运行监测分析报告：报送情况、通关时效与压缩比、各单位数据、预警、横向分析、尚未确定的事项。\n\n"
        "html 是一个独立的网页文件，图表在内，不含脚本，不访问网络；打印为 A4。不写 --out 时，html 和 json 输出到标准输出。",
        "Write the monitoring report of a month or a quarter: who reported, clearance times and compression, figures by unit, warnings, "
        "ratios across units, and what is provisional.\n\n"
        "html is one page that needs nothing else, charts inside, no script, no network; it prints on A4. "
        "Without --out, html and json go to standard output.",
    ),
)
@click.argument(
    "period",
    type=PERIOD,
    metavar=t("时期", "PERIOD"),
    help=t("月份如 2026-08，或季度如 2026Q3", "a month, as 2026-08, or a quarter, as 2026Q3"),
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help=t(
        "格式：html、xlsx、json；默认看 --out 的后缀，没有后缀为 html",
        "format: html, xlsx, json; by default that of --out's suffix, else html",
    ),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar=t("文件", "FILE"),
    help=t("写到这个文件，原有的文件会被替换；- 为标准输出", "write to this file, replacing what is there; - is standard output"),
)
@reads
@click.pass_obj
def monitoring(
    counter: Counter, /, period: Period, kind: str | None, out: str | None, known_at: datetime | None, effective_at: date | None
) -> None:
    """Write it."""
    from zibo_port.office.monitoring_report import monitoring_report

    target = None if out == STDOUT else out
    kind = kind or kind_of(target, counter, FORMATS)
    must_have_a_place(kind, target, counter)
    session = open_session(counter)
    report = monitoring_report(session.archive, period, session.view(known_at, effective_at))
    content = _WRITERS[kind](report, counter.lang)
    about = {"period": str(report.period), "rehearsal": report.rehearsal, "known_position": report.as_of.known_position}
    hand_over(counter, content, kind, target, about, lambda said: _told(report, said["file"]))


def _html(report: MonitoringReport, lang: str) -> bytes:
    from zibo_port.documents.monitoring_html import report_html

    return report_html(report, lang).encode()


def _xlsx(report: MonitoringReport, lang: str) -> bytes:
    from zibo_port.documents.monitoring_sheets import write_report

    content = BytesIO()
    write_report(content, report, lang)
    return content.getvalue()


def _json(report: MonitoringReport, lang: str) -> bytes:
    from zibo_port.documents.monitoring_json import report_json

    return report_json(report, lang).encode()


_WRITERS: Final[dict[str, Callable[[MonitoringReport, str], bytes]]] = {"html": _html, "xlsx": _xlsx, "json": _json}


def _told(report: MonitoringReport, file: str) -> str:
    from zibo_port.documents.monitoring_words import lead, title

    heading = title(report)
    mark = t("【演练】", "[REHEARSAL] ") if report.rehearsal else ""
    return "\n".join((t(f"已写出《{mark}{heading.zh}》：{file}", f"Written, “{mark}{heading.en}”: {file}"), t(*lead(report))))
