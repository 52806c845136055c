"""How the demonstration ends: the results, what is owed, proof that nothing was changed, and the papers of the year."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from zibo_port.cli.demo_matters import REVIEWED
from zibo_port.cli.demo_stage import Stage, noon, title
from zibo_port.cli.language import t

SCORED: Final = "91370303MADE0002X3"
"""The enterprise whose score is explained."""

DAY: Final = "2026-10-21"
QUARTER: Final = "2026Q3"


def results(stage: Stage) -> None:
    """What came of the year, as read by those who weren't there."""
    at = noon(DAY)
    title("结果", "Results")
    stage.type(at, "watch-list", lines=20)
    stage.type(at, "score", "explain", SCORED, "--quarter", QUARTER, lines=60)
    stage.type(at, "score", "show", REVIEWED[1], "--quarter", "2025Q4")
    stage.quiet(at, "tick")
    stage.type(at, "duties", "--overdue", lines=30)
    click.echo(
        t(
            "逾期的只有一项，是有意安排的；迟报一次的月报也留有记录。",
            "The one that is late is so on purpose; the late report is on record.",
        )
    )
    stage.type(at, "supervision", lines=30)
    stage.type(at, "audit", "verify")


def papers(stage: Stage) -> list[Path]:
    """Write the papers of the last quarter and of what was restated; where they are."""
    at = noon(DAY)
    return [
        *(
            _paper(stage, at, f"report-{QUARTER}.{form}", "quarterly", QUARTER, "--format", form)
            for form in ("html", "xlsx", "docx", "json")
        ),
        _paper(stage, at, f"article-{QUARTER}.html", "article", QUARTER, "--format", "html"),
        _paper(stage, at, "report-2025Q4-published.html", "quarterly", "2025Q4", "--published", "--known-at", "2026-01-20"),
        _paper(stage, at, "report-2025Q4-restated.html", "quarterly", "2025Q4"),
        _paper(stage, at, f"enterprise-{REVIEWED[1]}.html", "enterprise", REVIEWED[1], "--quarter", QUARTER),
        _paper(stage, at, "minutes-2026-10-15.docx", "minutes", stage.meetings["2026-10-15"]),
        *(_paper(stage, at, f"monitoring-{QUARTER}.{form}", "monitoring", QUARTER, "--format", form) for form in ("html", "xlsx")),
        stage.out / "suggestion.docx",
    ]


def _paper(stage: Stage, at: str, name: str, *words: str) -> Path:
    file = stage.out / name
    stage.quiet(at, "report", *words, "--out", str(file))
    return file


def name_files(stage: Stage, written: list[Path]) -> None:
    """Say what was left where."""
    title("写出的文件", "Files written")
    for file in [*written, stage.out / "rehearsal.db"]:
        click.echo(str(file))
    sent = len(list((stage.out / "drop").rglob("*.xlsx")))
    click.echo(t(f"另有报送平台的表格 {sent} 个，在 drop 文件夹。", f"And {sent} tables sent to platforms, in the folder drop."))
    click.echo(t(f"全年共键入 {stage.typed} 条命令。", f"{stage.typed} commands were typed in the year."))
