"""`zibo-port provision`: the codes that may be typed with the clause of each, and the holes of the notice with their readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli import provision_reading
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session
from zibo_port.cli.values import DATE
from zibo_port.domain.codes import department_name
from zibo_port.domain.errors import Text, Unreachable
from zibo_port.domain.provision_models import Period

if TYPE_CHECKING:
    from zibo_port.domain.readings import Readings

SORTS: Final = ("article", "measure", "period", "ambiguity")

COLUMNS: Final = (
    Column("kind", "类别", "kind"),
    Column("code", "代码", "code"),
    Column("name", "内容", "content"),
    Column("clause", "依据", "clause"),
    Column("assumed", "推定", "assumed"),
)

MEASURE: Final = (
    *COLUMNS,
    Column("departments", "可承担的部门", "departments"),
    Column("allowed_for", "适用对象", "allowed for"),
    Column("footnote", "说明", "note"),
)

_ALLOWED: Final = {
    "ordinary": Text("有失信记录的主体", "whoever has a record of dishonesty"),
    "serious-list": Text("列入严重失信主体名单的主体", "those on the list of serious dishonesty alone"),
}

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
        "列出规定的代码、内容和依据。\n\n条款代码用于 penalty log --article，措施代码用于 consultation conclude "
        "--measure。有待明确之处列现用的解读：库里已采用的，或者推定的。",
        "List the codes of provisions, what they say and where.\n\nArticles go with penalty log --article, measures with "
        "consultation conclude --measure. An open question has the reading in use: the one adopted in the store, else the assumed one.",
    ),
)
@click.option("--kind", type=click.Choice(SORTS), help=t("只列一类", "one kind alone"))
@click.option("--on", type=DATE, help=t("哪一天有效的规定（默认最新）", "in force on this day (default: the latest)"))
@reads
@click.pass_obj
def list_(counter: Counter, /, kind: str | None, on: date | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them; the rules come with the program, so it works without a store."""
    rows = list(_rules(on or effective_at)) if kind != "ambiguity" else []
    if kind in {None, "ambiguity"}:
        rows += _ambiguities(_readings(counter, known_at, on or effective_at))
    emit(counter, [row for row in rows if kind in {None, row["kind"]}], COLUMNS)


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
    found = next((row for row in _rules(effective_at) if row["code"] == wanted), None)
    if found is not None:
        columns = MEASURE if found["kind"] == "measure" else COLUMNS
        emit(counter, _words(found) if counter.for_people else found, columns)
        return
    row = provision_reading.shown(open_session(counter), wanted, known_at, effective_at)
    emit(counter, row, provision_reading.SHOWN)


group.add_command(provision_reading.adopt)
group.add_command(provision_reading.check)


def _rules(on: date | None) -> Iterator[dict[str, Any]]:
    from zibo_port.office import rulebook

    provisions = rulebook.provisions()
    for article in provisions.articles(on):
        yield _row("article", article.code, t(article.conduct, article.conduct_en), article.clause, assumed=article.assumed)
    for measure in provisions.measures(on):
        yield _row("measure", measure.code, t(measure.name, measure.name_en), measure.clause, assumed=measure.assumed) | {
            "departments": list(measure.departments),
            "allowed_for": measure.allowed_for,
            "footnote": t(measure.footnote, measure.footnote_en or measure.footnote) if measure.footnote else None,
        }
    for period in provisions.periods(on):
        yield _row("period", period.name, _period_words(period), period.clause, assumed=period.assumed)


def _words(row: dict[str, Any]) -> dict[str, Any]:
    if row["kind"] != "measure":
        return row
    said = {"departments": t("、", ", ").join(t(*department_name(code)) for code in row["departments"])}
    return row | said | {"allowed_for": t(*_ALLOWED[row["allowed_for"]])}


def _readings(counter: Counter, known_at: datetime | None, on: date | None) -> Readings:
    """What is in use on a day by the store, or where there is none by the program's own rules."""
    from zibo_port.office import rulebook

    try:
        session = open_session(counter)
    except Unreachable:
        return rulebook.readings()
    view = session.view(known_at, on)
    return session.archive.books(view).readings.on(view.on)


def _ambiguities(readings: Readings) -> Iterator[dict[str, Any]]:
    for entry in readings.register.ambiguity:
        used = readings.chosen(entry.key)
        yield _row("ambiguity", entry.key, t(*entry.admissible(used.reading).text), entry.clause, assumed=used.assumed)


def _period_words(period: Period) -> str:
    if period.count == 0:
        return t(f"{period.zh}：当日", f"{period.en}: the same day")
    unit = _UNITS[period.unit]
    return t(f"{period.zh}：{period.count} {unit.zh}", f"{period.en}: {period.count} {unit.en}")


def _row(kind: str, code: str, name: str, clause: str, *, assumed: bool) -> dict[str, Any]:
    return {"kind": kind, "code": code, "name": name, "clause": clause, "assumed": assumed}
