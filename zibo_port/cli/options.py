"""The options that every command shares, and the sets that recording and reading commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.language import LANGUAGES, t
from zibo_port.cli.prescan import FORMATS, LANG_VARIABLE, OUTPUT_VARIABLE
from zibo_port.cli.values import DATE, INSTANT, KNOWN_AT
from zibo_port.domain.errors import Text

# A verb may have parameters of its own called officer or now; the shared ones are kept apart by this prefix.
_PREFIX: Final = "counter_"

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class SharedOption(click.Option):
    """An option of the whole program; it stands before the noun or after the verb, and the last one counts."""

    def __init__(self, *flags: str, keeps: str, variable: str | None, **attributes: Any) -> None:
        super().__init__([*flags, _PREFIX + keeps], expose_value=False, callback=_keep, envvar=variable, **attributes)


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> object:
    """Put a value that was given where commands find it: into the context's `Counter`."""
    counter = ctx.ensure_object(Counter)
    if value is not None:
        kept: dict[str, Any] = {param.name.removeprefix(_PREFIX): value}
        ctx.obj = replace(counter, **kept)
    return value


def shared_options(*, at_root: bool = False) -> list[click.Option]:
    """The shared options, in the order in which help shows them.

    The environment is read at the root alone, so that it never outdoes an option that was typed there.
    """

    def variable(name: str) -> str | None:
        return name if at_root else None

    return [
        SharedOption("--store", keeps="store", variable=variable("ZIBO_PORT_STORE"), metavar=t("地址", "URL"), help=_store_help()),
        SharedOption(
            "--as",
            keeps="officer",
            variable=variable("ZIBO_PORT_OFFICER"),
            metavar=t("人员", "OFFICER"),
            help=t("以哪位人员的身份办理", "the officer who acts"),
        ),
        SharedOption(
            "--lang",
            keeps="lang",
            variable=variable(LANG_VARIABLE),
            type=click.Choice(LANGUAGES),
            metavar="zh|en",
            help=t("语言：zh 中文（默认），en 英文", "language: zh Chinese (default), en English"),
        ),
        *_output_options(variable(OUTPUT_VARIABLE)),
        SharedOption(
            "--now",
            keeps="now",
            variable=variable("ZIBO_PORT_NOW"),
            type=INSTANT,
            help=t("把这个时刻当作现在，仅限演练用的存储", "take this instant as now; rehearsal stores only"),
        ),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            hidden=not at_root,
            help=t("显示版本并退出", "show the version and exit"),
        ),
    ]


def _store_help() -> str:
    return t(
        "存储：sqlite:///路径 或 postgresql://…；默认是用户数据目录中的 office.db",
        "the store: sqlite:///PATH or postgresql://…; default: office.db in the user data directory",
    )


def _output_options(variable: str | None) -> list[click.Option]:
    return [
        SharedOption(
            "-o",
            "--output",
            keeps="output",
            variable=variable,
            type=click.Choice(FORMATS),
            metavar=t("格式", "FORMAT"),
            help=t("输出格式：table（默认）、json、ndjson、csv、tsv", "output format: table (default), json, ndjson, csv, tsv"),
        ),
        SharedOption("--json", keeps="output", variable=None, flag_value="json", help=t("即 -o json", "short for -o json")),
    ]


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        from zibo_port import __version__

        click.echo(f"zibo-port {__version__}")
        ctx.exit()


def codes(names: Mapping[str, Text]) -> str:
    """A list of codes as help shows it, each with its name where the code is in another language."""
    return t("、", ", ").join(t(f"{code} {name.zh}", code) for code, name in names.items())


def records(function: Decorated) -> Decorated:
    """Options of commands that record something; passes `dry_run: bool` and `command_id: str | None`."""
    for option in (
        click.option(
            "--command-id",
            metavar=t("编号", "ID"),
            help=t("命令编号，用于识别重复提交；默认由内容得出", "idempotency key; by default derived from the content"),
        ),
        click.option(
            "--dry-run",
            is_flag=True,
            help=t("只检查，说明会记录什么，但不记录", "check and say what would be recorded, but record nothing"),
        ),
    ):
        function = option(function)
    return function


def reads(function: Decorated) -> Decorated:
    """Options of commands that read; passes `known_at: datetime | None` (aware) and `effective_at: date | None`.

    A date given as known-at is that day's last microsecond in Asia/Shanghai.
    """
    for option in (
        click.option("--effective-at", type=DATE, help=t("按这一天的效力查看", "as it was effective on this day")),
        click.option(
            "--known-at",
            type=KNOWN_AT,
            help=t("按这一时刻已记录的内容查看，日期指当天结束时", "as it was known at this instant, a date meaning its end"),
        ),
    ):
        function = option(function)
    return function
