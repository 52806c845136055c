"""`zibo-port watch-list`: the enterprises under special attention (重点关注企业), and the measures of the notice for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.score_rows import grade_words
from zibo_port.cli.session import open_session

if TYPE_CHECKING:
    from zibo_port.domain.measures import Measure

COLUMNS: Final = (
    Column("enterprise", "信用代码", "Credit code"),
    Column("name", "企业", "Enterprise"),
    Column("quarter", "季度", "Quarter"),
    Column("grade", "等级", "Grade"),
    Column("since", "列入日期", "Since"),
    Column("reason", "原因", "Reason"),
)


@click.command(
    "watch-list",
    cls=Verb,
    example="zibo-port watch-list --quarter 2026Q3",
    help=t(
        "列出重点关注企业，以及通知规定可以采取的措施。\n\n不写季度，列出今天的名单；写季度，列出该季度结果公布后的名单。",
        "List the enterprises under special attention, and the measures that the notice provides for them.\n\n"
        "Without a quarter, today's list; with one, the list after that quarter's results.",
    ),
)
@click.option(
    "--quarter",
    metavar=t("季度", "QUARTER"),
    help=t("该季度结果公布后的名单，如 2026Q3", "the list after this quarter's results, as 2026Q3"),
)
@reads
@click.pass_obj
def command(counter: Counter, quarter: str | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the list."""
    from zibo_port.domain.periods import Quarter
    from zibo_port.office.watching import watched

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    measures = [_measure(m) for m in session.archive.books(view).provisions.measures(view.on) if "service-evaluation" in m.plans]
    listed = watched(session.archive, view, Quarter.parse(quarter) if quarter else None)
    rows = [{**entry.row(), "reason": t(*entry.reason), "measures": measures} for entry in listed]
    if counter.output == "table" and not rows:
        said(counter, t("名单上没有企业。", "No enterprise is on the list."))
        return
    emit(counter, [row | {"grade": grade_words(row["grade"])} for row in rows] if counter.for_people else rows, COLUMNS)
    said(counter, "\n".join(["", t("可以采取的措施：", "Measures that may be taken:"), *(_told(m) for m in measures)]))


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "name": t(measure.name, measure.name_en),
        "departments": list(measure.departments),
        "allowed_for": measure.allowed_for,
        "clause": measure.clause,
        "footnote": t(measure.footnote, measure.footnote_en or measure.footnote) if measure.footnote else None,
    }


def _told(measure: dict[str, Any]) -> str:
    note = t(f"。{measure['footnote']}", f". {measure['footnote']}") if measure["footnote"] else ""
    return t(
        f"  {measure['name']}（{measure['code']}，{measure['clause']}）{note}",
        f"  {measure['name']} ({measure['code']}, {measure['clause']}){note}",
    )
