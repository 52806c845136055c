"""The frame every command stands in: verbs with the shared options and an example, and the nouns they act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

import click

from zibo_port.cli.language import CHINESE, current, t
from zibo_port.cli.options import SharedOption, shared_options
from zibo_port.cli.page import Page, Section

LONG_CHOICE: Final = 20
_METAVARS: Final = {"text": ("文本", "TEXT"), "integer": ("整数", "INTEGER"), "integer range": ("整数", "INTEGER")}


class Context(click.Context):
    """click's context, with our help page."""

    formatter_class = Page


class Verb(click.Command):
    """A command that does something; it takes the shared options, and its help ends with an example.

    Args:
        example: one or more command lines that work, one a line.
        help: a sentence made by `t`; a function's docstring speaks one language and is refused.
        attributes: as for `click.Command`.

    Raises:
        TypeError: there is no example or no help, or an option of its own has the name of a shared one.
    """

    context_class = Context

    def __init__(self, name: str | None, *, example: str = "", help: str | None = None, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", t("[选项]", "[OPTIONS]"))
        super().__init__(name, help=help, **attributes)
        self.example = example.strip()
        if not self.example:
            msg = f"{name}: a verb needs an example"
            raise TypeError(msg)
        # click takes a function's docstring where help is missing; it is English.
        if not help or (current() == CHINESE and help.isascii()):
            msg = f"{name}: a verb needs help in both languages, help=t(…, …)"
            raise TypeError(msg)
        _name_values(self.params)
        self.params = [*self.params, *_shared_beside(self.params, name)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and let every complaint know which command it is about."""
        with _in_context(ctx):
            return super().parse_args(ctx, args)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The first line of help, whole."""
        return _first_line(self.short_help or self.help or "")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing: `format_options` writes arguments too, in the same columns."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments, own options and shared options."""
        arguments = [param.get_help_record(ctx) for param in self.params if isinstance(param, click.Argument)]
        own, shared = option_rows(self, ctx)
        sections = (
            Section(t("参数", "Arguments"), arguments),
            Section(t("选项", "Options"), own),
            Section(t("通用选项", "Shared options"), shared),
        )
        cast("Page", formatter).write_sections([section for section in sections if section.rows])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example, last."""
        super().format_epilog(ctx, formatter)
        write_examples(formatter, self.example)


class Noun(click.Group):
    """What verbs act on; ``@noun.command(example=…, help=t(…, …))`` makes a `Verb`."""

    context_class = Context
    command_class = Verb

    def __init__(self, name: str | None = None, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", None)
        attributes.setdefault("subcommand_metavar", t("操作 …", "VERB …"))
        super().__init__(name, **attributes)
        self.params = [*self.params, *_shared_beside(self.params, name)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and let every complaint know which command it is about."""
        with _in_context(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, in the order in which they were defined."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` name; an unknown one is refused with those that look like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as unknown:
            raise click.NoSuchCommand(unknown.command_name, possibilities=self.list_commands(ctx), ctx=ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs."""
        verbs = [(name, self.commands[name]) for name in self.list_commands(ctx) if not self.commands[name].hidden]
        rows = [(name, verb.get_short_help_str()) for name, verb in verbs]
        cast("Page", formatter).write_sections([Section(t("操作", "Verbs"), rows)])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write where to read more, and the first verb's example."""
        verbs = [verb for verb in self.commands.values() if isinstance(verb, Verb) and not verb.hidden]
        formatter.write_paragraph()
        path = f"{ctx.command_path} {t('操作', 'VERB')} --help"
        formatter.write_text(t(f"用“{path}”查看一项操作的选项和示例。", f"See the options and examples of a verb with '{path}'."))
        write_examples(formatter, "\n".join(verb.example for verb in verbs[:1]))


@contextmanager
def _in_context(ctx: click.Context) -> Iterator[None]:
    """click's parser leaves the command out of some complaints, and with it the usage line."""
    try:
        yield
    except click.UsageError as error:
        if error.ctx is None:
            error.ctx = ctx
        raise


def _name_values(params: Iterable[click.Parameter]) -> None:
    """Name the values of options in the language in use, and show which arguments may be left out or repeated."""
    for param in params:
        if isinstance(param, click.Argument):
            param.metavar = _argument_name(param)
        elif isinstance(param, click.Option) and not param.is_flag and param.metavar is None:
            if param.type.name in _METAVARS:
                param.metavar = t(*_METAVARS[param.type.name])
            elif isinstance(param.type, click.Choice) and len("|".join(map(str, param.type.choices))) > LONG_CHOICE:
                param.metavar = t("取值", "VALUE")
                choices = t("、", ", ").join(map(str, param.type.choices))
                param.help = t(f"{param.help or ''}：{choices}", f"{param.help or ''}: {choices}")


def _argument_name(param: click.Argument) -> str | None:
    """click puts brackets and dots on names of its own making alone."""
    if param.metavar is None or param.metavar.startswith("["):
        return param.metavar
    name = param.metavar if param.required else f"[{param.metavar}]"
    return name if param.nargs == 1 or name.endswith(("…", "...", "…]", "...]")) else f"{name}…"


def _shared_beside(params: Sequence[click.Parameter], name: str | None) -> list[click.Parameter]:
    """The shared options that stand beside a command's own; only `--version` may mean something else there."""
    own = {flag for param in params for flag in (*param.opts, *param.secondary_opts)}
    shared = [option for option in shared_options() if own.isdisjoint(option.opts) or isinstance(option, SharedOption)]
    for option in shared:
        if not own.isdisjoint(option.opts):
            msg = f"{name}: {option.opts[0]} is a shared option"
            raise TypeError(msg)
    return list(shared)


def option_rows(command: click.Command, ctx: click.Context) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The rows of a command's own options, and of the shared ones with --help."""
    own: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        row = None if isinstance(param, click.Argument) else param.get_help_record(ctx)
        if row is not None:
            if isinstance(param, click.Option) and param.multiple:
                row = (row[0], f"{row[1]}  [{t('可重复', 'repeatable')}]")
            (shared if isinstance(param, SharedOption) or param not in command.params else own).append(row)
    return own, shared


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].rstrip("。.")


def write_examples(formatter: click.HelpFormatter, examples: str) -> None:
    """Write command lines as they are typed."""
    with formatter.section(t("示例", "Examples" if "\n" in examples else "Example")):
        formatter.write_text("\b\n" + examples)
