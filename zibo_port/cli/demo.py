"""`zibo-port demo`: the main job on fictional data, by the very commands that an office types."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.domain.periods import Quarter

REJECTED_EVERY: Final = 9
"""In the demonstration every ninth publication is sent back by its platform."""

SCORED: Final = "91370303MADE0002X3"
"""The enterprise whose score is explained."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demonstration plays: its files, its store, its language."""

    examples: Path
    out: Path
    lang: str

    @property
    def store(self) -> str:
        """A rehearsal store of its own."""
        return f"sqlite:///{self.out / 'rehearsal.db'}"

    def type(self, at: str, *words: str, show: bool = True) -> str:
        """Run one command line as at an instant; what it printed."""
        from zibo_port.cli.door import serve

        if show:
            click.secho(f"\n{at[:10]} $ zibo-port {' '.join(words)}", bold=True)
        printed = StringIO()
        with redirect_stdout(printed):
            status = serve([*words, "--store", self.store, "--now", at, "--lang", self.lang])
        if show or status:
            click.echo(printed.getvalue().rstrip())
        if status:
            raise click.ClickException(t(f"演示在此中断（退出码 {status}）。", f"The demonstration ends here (exit status {status})."))
        return printed.getvalue()

    def ask(self, at: str, *words: str) -> Any:
        """Run one command line quietly; its JSON document."""
        return json.loads(self.type(at, *words, "--json", show=False))

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of an example file."""
        with (self.examples / name).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def title(self, zh: str, en: str) -> None:
        """Say what comes."""
        click.secho(f"\n── {t(zh, en)} ──", bold=True)


def examples_folder() -> Path:
    """The fictional city: in the installed package, or beside it in a checkout.

    Raises:
        click.ClickException: it is in neither place.
    """
    import zibo_port

    package = Path(zibo_port.__file__).parent
    for folder in (package / "examples", package.parent / "examples"):
        if (folder / "enterprises.csv").exists():
            return folder
    raise click.ClickException(t("找不到示例数据 examples/。", "The example data in examples/ can't be found."))


@click.command(
    "demo",
    cls=Verb,
    example="zibo-port demo --out demo-out",
    help=t(
        "用虚构数据演示全流程：登记、立案、会商、公示、评价、报告。",
        "Show the whole job on fictional data: register, penalise, consult, publish, evaluate, report.",
    ),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-out"),
    metavar=t("文件夹", "DIR"),
    help=t("结果放在哪个文件夹（默认 demo-out）", "folder for the results (default demo-out)"),
)
@click.pass_obj
def command(counter: Counter, out: Path) -> None:
    """Play it from an empty rehearsal store."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("rehearsal.db*"):
        old.unlink()
    rmtree(out / "drop", ignore_errors=True)
    stage = Stage(examples_folder(), out.resolve(), counter.lang)
    _register(stage)
    _quarter(stage, "2026Q2", Days("2026-07-06", "2026-07-08", "2026-07-15", "2026-07-21"))
    _quarter(stage, "2026Q3", Days("2026-10-09", "2026-10-12", "2026-10-15", "2026-10-20"))
    _results(stage, "2026Q3", "2026-10-21")


@dataclass(frozen=True, slots=True)
class Days:
    """When things happen in a round: inputs come in, the meeting is called, it takes place, the results come out."""

    inputs: str
    call: str
    meeting: str
    publish: str


def _noon(day: str) -> str:
    return f"{day}T12:00:00+08:00"


def _register(stage: Stage) -> None:
    stage.title("建立演练库，登记企业", "A rehearsal store and its enterprises")
    at = _noon("2026-04-01")
    stage.type(at, "init", "--rehearsal")
    stage.type(at, "enterprise", "import", str(stage.examples / "enterprises.csv"))


def _quarter(stage: Stage, quarter: str, days: Days) -> None:
    stage.title(f"{quarter}：处罚、公示、会商、评价", f"{quarter}: penalties, publication, consultation, evaluation")
    at = _noon(days.inputs)
    stage.type(at, "penalty", "import", str(stage.examples / f"penalties-{quarter}.csv"))
    stage.type(at, "publication", "send", "--all", "--drop", str(stage.out / "drop" / quarter))
    _receipts(stage, at)
    _inputs(stage, quarter, at)
    meeting = _call(stage, quarter, days)
    outcomes = str(stage.examples / f"outcomes-{quarter}.json")
    minutes = t("会议听取案情通报，逐案研究并形成一致意见。", "The meeting heard each case and agreed.")
    stage.type(_noon(days.meeting), "consultation", "conclude", meeting, "--outcomes", outcomes, "--minutes", minutes)
    stage.type(_noon(days.publish), "evaluation", "close", quarter)
    stage.type(_noon(days.publish), "evaluation", "publish", quarter)


def _receipts(stage: Stage, at: str) -> None:
    sent = [p for p in stage.ask(at, "publication", "list") if p["state"] == "sent"]
    for number, publication in enumerate(sent, 1):
        rejected = number % REJECTED_EVERY == 0
        answer = ("--rejected", t("处罚类别与内容不一致", "category and content differ")) if rejected else ("--accepted", f"HZ{number:05d}")
        stage.type(at, "publication", "receipt", publication["id"], *answer, show=number == 1)


def _inputs(stage: Stage, quarter: str, at: str) -> None:
    """Ratings, and what came in for one quarter: complaints and the departments' scores."""
    stage.type(at, "evaluation", "import", str(stage.examples / "ratings-2025.csv"))
    for name in ("complaints", "department-scores"):
        file = stage.out / f"{name}-{quarter}.csv"
        rows = [row for row in stage.rows(f"{name}.csv") if _quarter_of(row) == quarter]
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        stage.type(at, "evaluation", "import", str(file))


def _quarter_of(row: dict[str, str]) -> str:
    """The quarter for which a score is given, or in which a complaint was received."""
    return row["quarter"] if "quarter" in row else str(Quarter.of(date.fromisoformat(row["received-on"])))


def _call(stage: Stage, quarter: str, days: Days) -> str:
    cases = [outcome["case"] for outcome in json.loads((stage.examples / f"outcomes-{quarter}.json").read_text(encoding="utf-8"))]
    words = ["consultation", "call", "--on", days.meeting, "--kind", "regular"]
    for department in ("port-office", "market-supervision", "customs", "commerce"):
        words += ["--department", department]
    for case in cases:
        words += ["--case", case]
    called: dict[str, Any] = stage.ask(_noon(days.call), *words)
    click.echo(t(f"\n已召集会商 {called['id']}，议题 {len(cases)} 件。", f"\nConsultation {called['id']} called on {len(cases)} cases."))
    return str(called["id"])


def _results(stage: Stage, quarter: str, day: str) -> None:
    at = _noon(day)
    stage.title("结果", "Results")
    stage.type(at, "watch-list")
    stage.type(at, "score", "explain", SCORED, "--quarter", quarter)
    stage.type(at, "duties", "--overdue")
    written = []
    for kind in ("html", "xlsx", "json"):
        file = stage.out / f"report-{quarter}.{kind}"
        stage.type(at, "report", "quarterly", quarter, "--format", kind, "--out", str(file), show=False)
        written.append(file)
    written += sorted((stage.out / "drop").rglob("*.xlsx"))
    stage.title("写出的文件", "Files written")
    for file in [*written, stage.out / "rehearsal.db"]:
        click.echo(str(file))
