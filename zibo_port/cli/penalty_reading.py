"""`zibo-port penalty list` and `show`: decisions on record, and all that came of one of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session
from zibo_port.domain.errors import Text

STATES: Final = {
    "logged": Text("已登记", "logged"),
    "open": Text("办理中", "open"),
    "concluded": Text("已会商", "concluded"),
    "repaired": Text("已修复", "repaired"),
    "revoked": Text("已撤销", "revoked"),
}
COLUMNS: Final = (
    Column("document_no", "文号", "Document"),
    Column("decided_on", "决定日期", "Decided"),
    Column("fine", "罚款（元）", "Fine (yuan)", "right"),
    Column("confiscated", "没收（元）", "Confiscated (yuan)", "right"),
    Column("state", "状态", "State"),
    Column("enterprise", "信用代码", "Credit code"),
    Column("name", "企业", "Enterprise"),
)
_LISTED: Final = (
    *("document_no", "enterprise", "name", "decided_on", "authority", "articles", "kinds", "procedure", "severity"),
    *("fine", "confiscated", "refunded", "state", "publication", "departs", "meeting", "position"),
)


@click.command(
    "list",
    cls=Verb,
    example="zibo-port penalty list --state open",
    help=t("列出处罚决定，按登记先后排列，金额以元为单位。", "List penalty decisions in the order logged; amounts in yuan."),
)
@click.option("--enterprise", metavar=t("信用代码", "USCC"), help=t("只列这家企业的", "of this enterprise alone"))
@click.option(
    "--state",
    type=click.Choice(list(STATES)),
    metavar="|".join(STATES),
    help=codes(STATES),
)
@reads
@click.pass_obj
def list_(counter: Counter, enterprise: str | None, state: str | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.cli.reading import read_models
    from zibo_port.domain.credit_code import CreditCode
    from zibo_port.projections import penalties

    code = None if enterprise is None else CreditCode.parse(enterprise).value
    session = open_session(counter)
    view = session.view(known_at, effective_at)
    if code is not None:
        session.archive.file(code, view)
    rows = read_models(session, view).ask(penalties.listed, enterprise=code, state=state)
    shown = [{name: row[name] for name in _LISTED} for row in rows]
    emit(counter, [{**row, "state": t(*STATES[row["state"]])} for row in shown] if counter.for_people else shown, COLUMNS)


@click.command(
    "show",
    cls=Verb,
    example="zibo-port penalty show 淄市监罚〔2026〕101号",
    help=t("显示一份处罚决定：内容、案件、公示、应办事项和经过。", "Show a decision: content, case, publications, duties, history."),
)
@click.argument(
    "document_no", metavar=t("文号", "DOCUMENT_NO"), help=t("决定书文号，括号写法不限", "the decision's number, with any brackets")
)
@reads
@click.pass_obj
def show(counter: Counter, document_no: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print it."""
    from zibo_port.cli.penalty_page import page, page_text

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    emit(counter, page(session, document_no, view), text=lambda said: page_text(session, said, view))
