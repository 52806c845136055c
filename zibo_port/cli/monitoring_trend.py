"""`zibo-port monitoring trend` and `indicators`: what a series says, and how each indicator is defined."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import Column, emit
from zibo_port.cli.session import open_session
from zibo_port.domain.codes import DEPARTMENTS

if TYPE_CHECKING:
    from zibo_port.domain.indicators import Indicator
    from zibo_port.domain.monitored import Monitored

_LIST: Final = (
    Column("indicator", "代码", "Code"),
    Column("name", "名称", "Name"),
    Column("unit", "单位", "Unit"),
    Column("department", "提报单位", "Reported by"),
    Column("better", "方向", "Better"),
    Column("definition", "口径", "Definition"),
)
_BETTER: Final = {"lower": ("低好", "lower"), "higher": ("高好", "higher"), "none": ("—", "—")}


@click.command(
    "indicators",
    cls=Verb,
    example="zibo-port monitoring indicators --department customs",
    help=t(
        "列出各单位月报的指标：代码、计量单位、口径和基数。\n\n整体通关时间与海关通关时间起点不同，进口与出口分列，都不得混用。",
        "List the indicators of the monthly reports: code, unit, definition, baseline.\n\n"
        "Overall and customs clearance times begin elsewhere, imports and exports stand apart; none of them may be mixed.",
    ),
)
@click.option(
    "--department", type=click.Choice(list(DEPARTMENTS)), metavar=t("部门", "CODE"), help=t("只列这个单位的", "of this unit alone")
)
@reads
@click.pass_obj
def indicators(counter: Counter, department: str | None, known_at: datetime | None, effective_at: date | None) -> None:
    """Print them."""
    from zibo_port.office.monitoring import monitored

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    known = monitored(session.archive, view)
    rows = [indicator_row(known, i) for i in known.indicators.all(view.on) if department in (None, i.owner)]
    emit(counter, [_worded(row) for row in rows] if counter.for_people else rows, _LIST)


def indicator_row(known: Monitored, indicator: Indicator) -> dict[str, Any]:
    """An indicator as JSON gives it."""
    base = known.baselines.get(indicator.code)
    return {
        "indicator": indicator.code,
        "name": t(*indicator.name),
        "unit": t(*indicator.measure),
        "department": indicator.owner,
        "decimals": indicator.decimals,
        "minimum": indicator.minimum,
        "maximum": indicator.maximum,
        "better": indicator.better,
        "definition": t(indicator.definition, indicator.definition_en),
        "note": t(indicator.note_zh or "", indicator.note_en or "") or None,
        "clause": indicator.clause,
        "source": indicator.source,
        "assumed": indicator.assumed,
        "baseline": {"value": indicator.shown(base.value), "period": base.period, "source": base.source} if base is not None else None,
    }


def _worded(row: dict[str, Any]) -> dict[str, Any]:
    assumed = t("（推定）", " (assumed)") if row["assumed"] else ""
    return {**row, "name": row["name"] + assumed, "department": t(*DEPARTMENTS[row["department"]]), "better": t(*_BETTER[row["better"]])}


@click.command(
    "trend",
    cls=Verb,
    example="zibo-port monitoring trend overall-import-hours --months 12",
    help=t(
        "一项指标的走势：环比、同比、压缩比，以及是否超出预期范围。\n\n"
        "预期范围（单值—移动极差控制图）：此前12个月内已报数值的均值 ± 2.66 × 平均移动极差，至少要有6个数值。"
        "在平稳的序列上，每100个月约误报2次。",
        "How an indicator develops: changes on month and year, compression ratio, and whether it leaves its expected range.\n\n"
        "Expected range (individuals chart): the mean of the figures of the 12 months before ± 2.66 × their mean moving range, "
        "from 6 figures on. On a stable series it warns about 2 months in 100 for nothing.",
    ),
)
@click.argument(
    "indicator", metavar=t("指标", "INDICATOR"), help=t("指标代码，见 monitoring indicators", "a code, see monitoring indicators")
)
@click.option("--months", type=click.IntRange(min=1), default=24, help=t("只列最近几个月，默认24", "the last months alone, 24 by default"))
@reads
@click.pass_obj
def trend(counter: Counter, indicator: str, months: int, known_at: datetime | None, effective_at: date | None) -> None:
    """Print it."""
    from zibo_port.office.monitoring import monitored

    session = open_session(counter)
    known = monitored(session.archive, session.view(known_at, effective_at))
    document = trend_document(known, known.indicators.get(indicator.strip()), months)
    emit(counter, document, text=_text)


def trend_document(known: Monitored, indicator: Indicator, months: int) -> dict[str, Any]:
    """A series with its method, its parameters and how often it would have warned about its own past."""
    from zibo_port.cli.monitoring_rows import point_row
    from zibo_port.domain.analysis import FACTOR, LEAST, WINDOW, alarms, rounded

    points = known.trend(indicator.code)
    found = alarms(points)
    states = {month: known.report(indicator.owner, month).state for month in known.series(indicator.code)}
    return {
        **indicator_row(known, indicator),
        "method": {"name": "individuals-chart", "factor": rounded(FACTOR, 2), "window": WINDOW, "least": LEAST},
        "alarms": {"flagged": found.flagged, "judged": found.judged, "percent": found.rate},
        "points": [
            {"month": str(p.month), "value": indicator.shown(p.value), "state": states[p.month], **point_row(indicator, p)}
            for p in points[-months:]
        ],
    }


def _text(document: dict[str, Any]) -> str:
    from zibo_port.cli.monitoring_rows import COMPARED, compared_words, lines_of
    from zibo_port.documents.monitoring_words import STATES

    columns = (Column("month", "月份", "Month"), Column("value", "数值", "Value", "right"), *COMPARED, Column("state", "状态", "State"))
    rows = [{**compared_words(p), "state": t(*STATES[p["state"]])} for p in document["points"]]
    return "\n".join([*_head(document), "", *(lines_of(rows, columns) or [_nothing()]), "", *_method(document)])


def _nothing() -> str:
    return t("还没有报送过这项指标。", "It hasn't been reported yet.")


def _head(document: dict[str, Any]) -> list[str]:
    base = document["baseline"]
    lines = [
        t(
            f"{document['name']}（{document['unit']}），{DEPARTMENTS[document['department']].zh}提报",
            f"{document['name']} ({document['unit']}), reported by the {DEPARTMENTS[document['department']].en}",
        ),
        document["definition"],
    ]
    if base is not None:
        lines.append(
            t(
                f"基数：{base['value']}（{base['period']}，{base['source']}）",
                f"Baseline: {base['value']} ({base['period']}, {base['source']})",
            )
        )
    return lines


def _method(document: dict[str, Any]) -> list[str]:
    found = document["alarms"]
    return [
        t(
            "预期范围：此前12个月内已报数值的均值 ± 2.66 × 平均移动极差（单值—移动极差控制图），至少6个数值。",
            "Expected range: mean of the figures of the 12 months before ± 2.66 × their mean moving range (individuals chart), from 6 on.",
        ),
        t(
            f"这一序列自身：可判断的 {found['judged']} 个月中预警 {found['flagged']} 个月"
            + (f"（{found['percent']}%）。" if found["percent"] is not None else "。"),
            f"On this series itself: {found['flagged']} of {found['judged']} months that could be judged"
            + (f" ({found['percent']} %)." if found["percent"] is not None else "."),
        ),
    ]
