"""`zibo-port provision`: the codes that may be typed with the clause of each, and the holes of the notice with their readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

import click

from zibo_port.cli import provision_reading
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session
from zibo_port.cli.values import DATE
from zibo_port.domain.errors import Text
from zibo_port.domain.provision_models import Period

SORTS: Final = ("article", "measure", "period", "ambiguity")

COLUMNS: Final = (
    Column("kind", "类别", "kind"),
    Column("code", "代码", "code"),
    Column("name", "内容", "content"),
    Column("clause", "依据", "clause"),
    Column("assumed", "推定", "assumed"),
)

_UNITS: Final = {
    "working-days": Text("个工作日", "working days"),
    "calendar-days": Text("日", "days"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
}

group = Noun(
    "provision",
    help=t("规定：可以填写的条款、措施、期限，和有待明确之处。", "Provisions: articles, measures, periods, and open questions."),
)


@group.command(
    "list",
    example="zibo-port provision list --kind article",
    help=t(
        "列出规定的代码、内容和依据。\n\n条款代码用于 penalty log --article，措施代码用于 consultation conclude --measure。",
        "List the codes of provisions, what they say and where.\n\nArticles go with penalty log --article, measures with "
        "consultation conclude --measure.",
    ),
)
@click.option("--kind", type=click.Choice(SORTS), help=t("只列一类", "one kind alone"))
@click.option("--on", type=DATE, help=t("哪一天有效的规定（默认最新）", "in force on this day (default: the latest)"))
@click.pass_obj
def list_(counter: Counter, /, kind: str | None, on: date | None) -> None:
    """Print them; the rules come with the program, so no store is opened."""
    emit(counter, [row for row in _rows(on) if kind in {None, row["kind"]}], COLUMNS)


@group.command(
    example="zibo-port provision show complaints.quarter",
    help=t(
        "显示一条规定：条款、措施、期限的内容和依据；有待明确之处，则列出各种解读和采用记录。",
        "Show one provision: what it says and where; for an open question its readings and what was adopted.",
    ),
)
@click.argument("code", metavar=t("代码", "CODE"))
@reads
@click.pass_obj
def show(counter: Counter, code: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print one."""
    wanted = code.strip()
    found = [row for row in _rows(effective_at) if row["code"] == wanted and row["kind"] != "ambiguity"]
    if found:
        emit(counter, found[0], COLUMNS)
        return
    row = provision_reading.shown(open_session(counter), wanted, known_at, effective_at)
    emit(counter, row, provision_reading.SHOWN)


group.add_command(provision_reading.adopt)
group.add_command(provision_reading.check)


def _rows(on: date | None) -> Iterator[dict[str, Any]]:
    from zibo_port.office import rulebook

    provisions = rulebook.provisions()
    for article in provisions.articles(on):
        yield _row("article", article.code, t(article.conduct, article.conduct_en), article.clause, assumed=article.assumed)
    for measure in provisions.measures(on):
        yield _row("measure", measure.code, t(measure.name, measure.name_en), measure.clause, assumed=measure.assumed)
    for period in provisions.periods(on):
        yield _row("period", period.name, _period_words(period), period.clause, assumed=period.assumed)
    for ambiguity in rulebook.readings().register.ambiguity:
        chosen = t(*ambiguity.admissible(ambiguity.default).text)
        yield _row("ambiguity", ambiguity.key, chosen, ambiguity.clause, assumed=ambiguity.assumed)


def _period_words(period: Period) -> str:
    if period.count == 0:
        return t(f"{period.zh}：当日", f"{period.en}: the same day")
    unit = _UNITS[period.unit]
    return t(f"{period.zh}：{period.count} {unit.zh}", f"{period.en}: {period.count} {unit.en}")


def _row(kind: str, code: str, name: str, clause: str, *, assumed: bool) -> dict[str, Any]:
    return {"kind": kind, "code": code, "name": name, "clause": clause, "assumed": assumed}
