"""`zibo-port score`: an enterprise's result in a quarter, and how it came about."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli import score_why_not
from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Noun
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import Session, open_session
from zibo_port.domain.credit_code import CreditCode

if TYPE_CHECKING:
    from zibo_port.domain.periods import Quarter
    from zibo_port.office.scores import Scored

group = Noun("score", help=t("评价得分：结果，以及它是怎样得出的。", "Scores: the result, and how it came about."))

_CODE = click.argument("code", metavar=t("信用代码", "USCC"), help=t("统一社会信用代码，18 位", "the credit code, 18 characters"))
_QUARTER = click.option("--quarter", type=QUARTER, required=True, help=t("季度，如 2026Q3", "the quarter, as 2026Q3"))


@group.command(
    example="zibo-port score show 91370303MADEM0011X --quarter 2026Q3",
    help=t("显示一家企业一个季度的得分、扣分和所用解读。", "Show an enterprise's score of a quarter, deductions and readings."),
)
@_CODE
@_QUARTER
@reads
@click.pass_obj
def show(counter: Counter, code: str, quarter: Quarter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the score."""
    from zibo_port.cli.score_rows import full, text

    _, scored = _asked(counter, code, quarter, known_at, effective_at)
    emit(counter, full(scored), text=text)


@group.command(
    example="zibo-port score explain 91370303MADEM0011X --quarter 2026Q3",
    help=t(
        "逐项说明得分：从总分到每个事件、每条依据、所用的解读和唯一的一次舍入。",
        "Explain a score: from the total down to events, clauses, the readings used and the one rounding step.",
    ),
)
@_CODE
@_QUARTER
@reads
@click.pass_obj
def explain(counter: Counter, code: str, quarter: Quarter, known_at: datetime | None, effective_at: date | None) -> None:
    """Print the derivation."""
    from zibo_port.cli.derivation_rows import nested
    from zibo_port.cli.score_rows import figure, interval, recomputed

    session, scored = _asked(counter, code, quarter, known_at, effective_at)
    document = figure(scored) | {
        "evaluated": scored.evaluated,
        "reason": scored.reason,
        "published_at": scored.published_at,
        "recomputed": recomputed(scored),
        "interval": interval(scored),
        "derivation": nested(scored.score.derivation, session.archive),
    }
    emit(counter, document, text=_explained)


group.add_command(score_why_not.why_not)


def _asked(counter: Counter, code: str, quarter: Quarter, known_at: datetime | None, effective_at: date | None) -> tuple[Session, Scored]:
    from zibo_port.office.scores import score_of

    session = open_session(counter)
    view = session.view(known_at, effective_at)
    file = session.archive.file(CreditCode.parse(code).value, view)
    return session, score_of(session.archive, file, quarter, view)


def _explained(said: dict[str, Any]) -> str:
    from zibo_port.cli.derivation_rows import tree
    from zibo_port.cli.score_rows import headline, remarks

    lines = [headline(said), *remarks(said)]
    if said["published_at"] is not None:
        lines.append(
            t(f"该结果已作为事实发布（第 {said['published_at']} 号）。", f"It was published as a fact (position {said['published_at']}).")
        )
    return "\n".join([*lines, "", *tree(said["derivation"])])
