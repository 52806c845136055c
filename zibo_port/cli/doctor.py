"""`zibo-port doctor`: tells whether this program and its store are fit for work, and what to do where they aren't."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import Session, open_session, shown_url
from zibo_port.domain.errors import Text

if TYPE_CHECKING:
    from zibo_port.office.doctor import Finding

VERIFICATION_FAILED: Final = 8

_CHECKS: Final = {
    "store": Text("库", "store"),
    "durability": Text("持久性", "durability"),
    "calendar": Text("工作日历", "working calendar"),
    "ledger": Text("账本", "ledger"),
    "due-items": Text("到期提示", "due items"),
    "escalation": Text("督办", "escalation"),
    "projections": Text("查询用表", "read models"),
}
_STATES: Final = {"ok": Text("正常", "ok"), "warning": Text("注意", "warning"), "broken": Text("故障", "broken")}
_COLUMNS: Final = (Column("check", "检查项", "Check"), Column("state", "结果", "Result"), Column("message", "说明", "What was found"))


@click.command(
    "doctor",
    cls=Verb,
    example="zibo-port doctor",
    help=t(
        "检查程序和库是否完好：版本、持久性、工作日历、账本、到期提示、督办、查询用表。\n\n有故障时退出状态为 8；只有注意事项时为 0。",
        "Check the program and its store: versions, durability, calendar, ledger, due items, escalation, read models.\n\n"
        "The exit status is 8 where something is broken, 0 where there are warnings alone.",
    ),
)
@click.pass_obj
def command(counter: Counter) -> None:
    """Examine, print, and say by the exit status whether anything is broken."""
    session = open_session(counter)
    found = list(_findings(session))
    broken = [finding for finding in found if finding.state == "broken"]
    rows: list[dict[str, Any]] = [{"check": f.check, "state": f.state, "value": f.value, "message": f.said} for f in found]
    if counter.output == "json":
        store = shown_url(session.office.store.url)
        emit(counter, {"store": store, "rehearsal": session.office.rehearsal, "healthy": not broken, "checks": rows})
    else:
        emit(counter, [_worded(row) for row in rows] if counter.for_people else rows, _COLUMNS)
    if broken:
        click.get_current_context().exit(VERIFICATION_FAILED)


def _findings(session: Session) -> Iterator[Finding]:
    from zibo_port.office.doctor import examine

    yield from examine(session.office)
    yield _projections(session)


def _projections(session: Session) -> Finding:
    """How far the read models are behind the log; a read catches up first, so that lagging is no harm."""
    from zibo_port.office.doctor import Finding
    from zibo_port.projections.engine import engine_for, reading
    from zibo_port.projections.positions import standings

    head = session.office.store.head().position
    engine = engine_for(session.office.store.url)
    try:
        with reading(engine) as connection:
            known = standings(connection)
    finally:
        engine.dispose()
    behind = head - min((standing.position for standing in known.values()), default=0)
    ahead = [name for name, standing in known.items() if standing.position > head]
    if ahead:
        said = Text(
            f"{'、'.join(ahead)} 超前于日志，请运行 zibo-port projection rebuild。",
            f"{', '.join(ahead)} stand beyond the end of the log; run zibo-port projection rebuild.",
        )
        return Finding("projections", "broken", str(-behind), said)
    if not behind:
        return Finding("projections", "ok", "0", Text("与日志一致", "up to date"))
    said = Text(f"落后 {behind} 条，下次查询时自动补上", f"{behind} events behind; the next read catches up")
    return Finding("projections", "ok", str(behind), said)


def _worded(row: dict[str, Any]) -> dict[str, Any]:
    name = _CHECKS.get(row["check"])
    return {"check": t(*name) if name else row["check"], "state": t(*_STATES[row["state"]]), "message": t(*row["message"])}
