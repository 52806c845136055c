"""`zibo-port projection`: how far the read models are, and making them anew from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.output import Column, emit
from zibo_port.cli.progress import progress

if TYPE_CHECKING:
    from zibo_port.projections.projection import Projection

group = Noun(
    "projection",
    help=t(
        "查询用表：清单和统计都从这里读取，随时可由日志重建。",
        "Read models: what lists and figures are read from; they can be made anew from the log at any time.",
    ),
)

_COLUMNS: Final = (
    Column("name", "名称", "Name"),
    Column("position", "已读到", "Position", "right"),
    Column("lag", "落后", "Lag", "right"),
)


@group.command(
    "list",
    example="zibo-port projection list --json",
    help=t(
        "列出各查询用表读到日志的第几号、落后多少。\n\n查询时会自动补齐，这里只看不补。",
        "List how far each read model is in the log, and how far behind.\n\nReads catch up by themselves; this one only looks.",
    ),
)
@click.pass_obj
def list_(counter: Counter) -> None:
    """Print positions and lags."""
    from zibo_port.cli.reading import lags
    from zibo_port.cli.session import open_session

    emit(counter, lags(open_session(counter)), _COLUMNS)


@group.command(
    example="zibo-port projection rebuild",
    help=t(
        "由日志重建查询用表。\n\n不写名称则全部重建。日志本身不变，期间照常可以办理和查询。",
        "Make read models anew from the log.\n\nWithout a name all of them. The log doesn't change; work goes on meanwhile.",
    ),
)
@click.argument("names", nargs=-1, metavar=t("[名称]…", "[NAME]…"), help=t("查询用表的名称，见 projection list", "as in projection list"))
@click.pass_obj
def rebuild(counter: Counter, names: tuple[str, ...]) -> None:
    """Drop, make and fill the tables."""
    from zibo_port.cli.reading import bulk, pages_of
    from zibo_port.cli.session import open_session
    from zibo_port.projections import catching_up
    from zibo_port.projections.engine import engine_for

    store = open_session(counter).office.store
    chosen = _chosen(names)
    head = store.head().position
    with bulk(), progress(t("重建查询用表", "rebuilding the read models"), head) as task:
        catching_up.rebuild(engine_for(store.url), pages_of(store), chosen, task.advance)
    emit(counter, {"projections": [p.name for p in chosen], "events": task.done}, text=_told)


def _chosen(names: tuple[str, ...]) -> list[Projection]:
    from zibo_port.projections.catalogue import PROJECTIONS

    known = {p.name: p for p in PROJECTIONS}
    for name in names:
        if name not in known:
            zh = f"没有名为“{name}”的查询用表，可用的有：{'、'.join(known)}。"
            raise click.BadParameter(
                t(zh, f"there is no read model {name!r}; there are: {', '.join(known)}."), param_hint=t("名称", "NAME")
            )
    return [known[name] for name in dict.fromkeys(names)] or list(PROJECTIONS)


def _told(said: dict[str, Any]) -> str:
    names = t("、", ", ").join(said["projections"])
    return t(f"已由 {said['events']} 条记录重建：{names}。", f"Made anew from {said['events']} events: {names}.")
