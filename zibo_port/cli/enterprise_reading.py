"""`zibo-port enterprise list` and `show`: the register, and all that stands on record about one enterprise."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import codes, reads
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session
from zibo_port.domain.codes import LINES

if TYPE_CHECKING:
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.office.archive import Archive, File, View

COLUMNS: Final = (
    Column("enterprise", "信用代码", "Credit code"),
    Column("name", "名称", "Name"),
    Column("lines", "业务", "Lines"),
    Column("branch_of", "上级", "Branch of"),
    Column("deregistered_on", "注销日期", "Deregistered"),
)
_PENALTIES: Final = (
    Column("document_no", "文号", "Document"),
    Column("decided_on", "决定日期", "Decided"),
    Column("fine", "罚款（元）", "Fine (yuan)", "right"),
    Column("state", "状态", "State"),
)
_NAMED: Final = (
    Column("enterprise", "信用代码", "Credit code"),
    Column("name", "名称", "Name"),
    Column("lines", "业务", "Lines"),
    Column("branch_of", "上级", "Branch of"),
    Column("registered_on", "登记日期", "Registered"),
    Column("deregistered_on", "注销日期", "Deregistered"),
    Column("evaluated", "列入本季度评价", "Evaluated this quarter"),
    Column("open_duties", "在办事项", "Open duties"),
    Column("watched_since", "列入重点关注名单", "On the watch list since"),
    Column("former_names", "曾用名", "Former names", columns=(Column("name", "名称", "Name"), Column("until", "用至", "Until"))),
    Column("branches", "分支机构", "Branches", columns=COLUMNS[:2]),
    Column("penalties", "处罚", "Penalties", columns=_PENALTIES),
    Column(
        "results",
        "评价结果",
        "Results",
        columns=(Column("quarter", "季度", "Quarter"), Column("total", "总分", "Total", "right"), Column("grade", "等级", "Grade")),
    ),
)


@click.command(
    "list", cls=Verb, example="zibo-port enterprise list --line customs-broker", help=t("列出登记的企业。", "List the register.")
)
@click.option(
    "--line",
    type=click.Choice(list(LINES)),
    metavar=t("业务", "LINE"),
    help=t("只列从事这项业务的：", "those in this line of business alone: ") + codes(LINES),
)
@click.option("--active", "active", is_flag=True, help=t("不列已注销的", "leave out the deregistered"))
@reads
@click.pass_obj
def list_(counter: Counter, line: str | None, active: bool, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the register."""
    from zibo_port.cli.reading import read_models
    from zibo_port.projections import enterprises

    session = open_session(counter)
    models = read_models(session, session.view(known_at, effective_at))
    rows = models.ask(enterprises.listed, active=True if active else None)
    shown = [row for row in rows if line is None or line in row["lines"]]
    emit(counter, [_worded(row) for row in shown] if counter.for_people else shown, COLUMNS)


@click.command(
    "show",
    cls=Verb,
    example="zibo-port enterprise show 91370303MADEM0011X",
    help=t("显示一家企业的登记、处罚和评价结果。", "Show an enterprise: its registration, penalties and results."),
)
@click.argument("uscc", metavar=t("信用代码", "USCC"), help=t("统一社会信用代码，18 位", "the credit code, 18 characters"))
@reads
@click.pass_obj
def show(counter: Counter, uscc: str, known_at: datetime | None, effective_at: date | None) -> None:
    """Print all of it."""
    from zibo_port.domain.credit_code import CreditCode

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    document = _document(session.archive, session.archive.file(CreditCode.parse(uscc).value, view), view)
    emit(counter, _worded(document) if counter.for_people else document, [c for c in _NAMED if document[c.key] not in (None, [])])


def identity_row(enterprise: Enterprise, on: date) -> dict[str, Any]:
    """Who an enterprise is, as JSON gives it; `evaluated` in the quarter of a day."""
    from zibo_port.domain.periods import Quarter

    who = enterprise.identity
    return {
        "enterprise": who.code,
        "name": who.name,
        "lines": list(who.lines),
        "branch_of": who.branch_of,
        "seat": who.seat,
        "registered_on": who.registered_on,
        "deregistered_on": who.deregistered_on,
        "evaluated": who.evaluated_in(Quarter.of(on)),
        "former_names": [{"name": name, "until": until} for name, until in who.former_names],
    }


def _document(archive: Archive, file: File, view: View) -> dict[str, Any]:
    enterprise = file.enterprise
    watched = enterprise.watched
    owed = archive.duties_of(file, view)
    return {
        **identity_row(enterprise, view.on),
        "watched_since": watched.effective_on if watched is not None else None,
        "branches": _branches(archive, enterprise.identity.code, view),
        "penalties": [
            {
                "document_no": penalty.document_no,
                "decided_on": penalty.decided_on,
                "fine": penalty.fine,
                "confiscated": penalty.confiscated,
                "state": "open" if enterprise.conclusion(penalty.document_no) is None else "concluded",
            }
            for penalty in enterprise.penalties.values()
        ],
        "open_duties": sum(o.duty.done_on is None for o in owed),
        "results": [{"quarter": r.quarter, "total": r.total, "grade": r.grade} for r in enterprise.results.values()],
        "position": max(file.positions.values()),
    }


def _branches(archive: Archive, code: str, view: View) -> list[dict[str, Any]]:
    """The branches that name this enterprise as their parent."""
    from zibo_port.domain.enterprise import Enterprise
    from zibo_port.office.scanning import scan

    found = {fact.originator_id: fact for _, fact in scan(archive, view, Enterprise.Registered) if fact.branch_of == code}
    return [{"enterprise": fact.code, "name": fact.name} for fact in found.values()]


def _worded(row: dict[str, Any]) -> dict[str, Any]:
    states = {"logged": t("已登记", "logged"), "open": t("办理中", "open"), "concluded": t("已会商", "concluded")}
    penalties = [{**penalty, "state": states[penalty["state"]]} for penalty in row.get("penalties", ())]
    results = [{**result, "grade": _grade(result["grade"])} for result in row.get("results", ())]
    return {**row, "lines": [t(*LINES[line]) for line in row["lines"]], "penalties": penalties, "results": results}


def _grade(grade: str | None) -> str:
    from zibo_port.cli.score_rows import grade_words

    return grade_words(grade)
