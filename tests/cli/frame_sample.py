"""A fictional noun and a command, to try the frame with."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from decimal import Decimal

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun, Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads, records
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.progress import progress
from zibo_port.cli.values import DATE, DECIMAL, INPUT_FILE, TEXT_OR_FILE
from zibo_port.domain.errors import FieldFault, InvalidData, Refused, Text

group = Noun("sample", help=t("演示用的对象：只供试验框架。", "A noun for demonstration: it only tries the frame."))

COLUMNS = (
    Column("document_no", "文号", "Document"),
    Column("name", "企业名称", "Enterprise"),
    Column("fine", "罚款（元）", "Fine (yuan)", "right"),
)
ROWS = [
    {"document_no": "淄演监罚〔2026〕1号", "name": "演示国际货运代理有限公司", "fine": Decimal("50000.00"), "decided_on": date(2026, 3, 5)},
    {"document_no": "淄演监罚〔2026〕2号", "name": "=cmd|' /C calc'!A0", "fine": None, "decided_on": date(2026, 3, 6)},
    {"document_no": "淄演监罚〔2026〕3号", "name": "改\u202e名\x1b[2J公司", "fine": Decimal(-5), "decided_on": date(2026, 3, 7)},
]


@group.command(
    example="zibo-port sample log --fine 50000 --decided-on 2026-03-05",
    help=t(
        "登记一份决定。\n\n这里什么也不记录，只把收到的内容打印出来。", "Log a decision.\n\nNothing is recorded; what came in is printed."
    ),
)
@click.argument("officer", metavar=t("经办人", "OFFICER"), help=t("经办人的代号", "the officer's code"), required=False)
@click.option("--fine", type=DECIMAL, help=t("罚款金额，以元为单位", "the fine, in yuan"))
@click.option("--decided-on", type=DATE, required=True, help=t("作出决定的日期", "the day of the decision"))
@click.option("--kind", type=click.Choice(["warning", "fine"]), multiple=True, metavar=t("种类", "KIND"), help=t("处罚种类", "kind"))
@click.option("--facts", type=TEXT_OR_FILE, help=t("违法事实", "the facts"))
@click.option("--attach", type=INPUT_FILE, help=t("附件", "an attachment"))
@click.option("--authority", help=t("作出决定的机关的全称，与印章上的一致", "the full name of the authority, as on its seal"))
@records
@click.pass_obj
def log(counter: Counter, **given: object) -> None:
    """Print what came in."""
    emit(counter, {**given, "store": counter.store, "as": counter.officer, "lang": counter.lang, "now": counter.now})
    said(counter, t("下一步：zibo-port sample list", "Next: zibo-port sample list"))


@group.command("list", example="zibo-port sample list --json", help=t("列出决定。", "List the decisions."))
@click.option("--none", is_flag=True, help=t("一份也没有时的样子", "as it looks when there are none"))
@reads
@click.pass_obj
def list_(counter: Counter, none: bool, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the rows."""
    emit(counter, [] if none else ROWS, COLUMNS)
    if known_at or effective_at:
        said(counter, f"{known_at} {effective_at}")


@group.command(example="zibo-port sample fail refused", help=t("以各种方式失败。", "Fail in various ways."))
@click.argument("how")
def fail(how: str) -> None:
    """Fail."""
    match how:
        case "refused":
            raise Refused(
                "罚款超出法定幅度。",
                "The fine is outside the lawful range.",
                clause="《价格违法行为行政处罚规定》第九条",
                hint=Text("如有减轻理由，请用 --mitigated 说明。", "Give the reason with --mitigated."),
                fields=(FieldFault("fine", Text("应在 50000 元以上。", "50000 yuan at least.")),),
            )
        case "invalid":
            raise InvalidData.of("credit_code", "信用代码\u202e第十八位不对。", "The 18th character is wrong.")
        case "fault":
            msg = "can't connect to postgresql://clerk:secret@db/office"
            raise RuntimeError(msg)
        case "abort":
            raise click.Abort
        case "exit":
            click.get_current_context().exit(3)
        case "interrupt":
            raise KeyboardInterrupt
        case "file":
            raise click.FileError("名单.csv", "没有这个文件")
        case "usage":
            raise click.UsageError(t("两个选项不能同时用。", "These exclude each other."))


@group.command(example="zibo-port sample flood", help=t("打印很多行。", "Print many lines."))
@click.pass_obj
def flood(counter: Counter) -> None:
    """Print until somebody stops reading."""
    emit(counter, ({"line": number, "text": "口岸" * 50} for number in range(100_000)))


@group.command(example="zibo-port sample wait", help=t("等待。", "Wait."))
def wait() -> None:
    """Wait to be interrupted."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    time.sleep(60)


@group.command(example="zibo-port sample work", help=t("慢慢做。", "Work slowly."))
def work() -> None:
    """Take more than a second."""
    with progress(t("导入", "import"), 15) as task:
        for _ in range(15):
            time.sleep(0.1)
            task.advance()


@click.command("greet", cls=Verb, example="zibo-port greet", help=t("问好。", "Say hello."))
@click.pass_obj
def command(counter: Counter) -> None:
    """Say hello."""
    emit(
        counter,
        {"hello": Text("您好", "hello"), "verified": True, "nothing": None},
        text=lambda said: f"{said['hello'].to(counter.lang)}！",
    )
