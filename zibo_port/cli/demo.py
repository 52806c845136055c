"""`zibo-port demo`: a whole year of an office on fictional data, by the very commands that an office types."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t

if TYPE_CHECKING:
    from zibo_port.cli.demo_stage import Stage


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
        "用虚构数据演示一年的全流程：月报、处罚、公示、会商、评价、重述、报告。",
        "Show a year of the whole job on fictional data: monthly reports, penalties, publication, consultation, evaluation, a restatement.",
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
    from zibo_port.cli.demo_matters import found
    from zibo_port.cli.demo_papers import name_files, papers, results
    from zibo_port.cli.demo_stage import Stage

    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("rehearsal.db*"):
        old.unlink()
    for folder in ("drop", "received", "digest"):
        rmtree(out / folder, ignore_errors=True)
    stage = Stage(examples_folder(), out.resolve(), counter.lang)
    found(stage)
    with stage.kept_open():
        _year(stage)
        results(stage)
        name_files(stage, papers(stage))


def _year(stage: Stage) -> None:
    """Day by day, under a title for each month."""
    from zibo_port.cli.demo_matters import matters
    from zibo_port.cli.demo_stage import title
    from zibo_port.cli.demo_year import round_the_year

    month = ""
    for day, play in sorted([*round_the_year(stage), *matters()], key=lambda entry: entry.day):
        if day[:7] != month:
            month = day[:7]
            title(f"{month[:4]}年{int(month[5:])}月", month)
        play(stage, day)
